"""Thin handlers: convert, call, convert. A service is added to the server by one line here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from service.handlers.address import AddressHandler
from service.handlers.call import Call, Tools
from service.handlers.courier import CourierHandler
from service.handlers.cutting import CuttingHandler
from service.handlers.dispatch import DispatchHandler
from service.handlers.fulfillment import FulfillmentHandler
from service.handlers.gazetteer import GazetteerHandler
from service.handlers.packing import PackingHandler
from service.handlers.places import PlacesHandler
from service.handlers.routing import RoutingHandler

HANDLERS: dict[str, Callable[[Tools], Any]] = {
    "fulfillment.v1.AddressService": AddressHandler,
    "fulfillment.v1.PackingService": PackingHandler,
    "fulfillment.v1.PlacesService": PlacesHandler,
    "fulfillment.v1.GazetteerService": GazetteerHandler,
    "fulfillment.v1.CuttingService": CuttingHandler,
    "fulfillment.v1.RoutingService": RoutingHandler,
    "fulfillment.v1.DispatchService": DispatchHandler,
    "fulfillment.v1.FulfillmentService": FulfillmentHandler,
    "fulfillment.v1.CourierService": CourierHandler,
}
"""Service name -> what makes its handler. The handler has a method in snake case for each RPC."""

__all__ = ["HANDLERS", "Call", "Tools"]
