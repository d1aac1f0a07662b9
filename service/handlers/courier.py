"""CourierService: what a courier needs on the road, from stored plans."""

from __future__ import annotations

import asyncio
import time
from zoneinfo import ZoneInfo

from fulfillment.v1 import courier_pb2, fulfillment_pb2

from service.courier_route import courier_route, day_of
from service.errors import NotFoundError
from service.handlers.call import Call, Tools
from service.plans import StoredPlan
from service.requests import read_request


class CourierHandler:
    """Serves couriers."""

    def __init__(self, tools: Tools) -> None:
        self._plans = tools.plans

    async def get_courier_route(
        self, request: courier_pb2.GetCourierRouteRequest, _: Call
    ) -> courier_pb2.GetCourierRouteResponse:
        """The courier's route of a day; NotFoundError when no stored plan holds one."""
        wanted = read_request(request).checked()
        return await asyncio.to_thread(self._find, wanted.courier_id, wanted.date)

    def _find(self, courier_id: str, date: str) -> courier_pb2.GetCourierRouteResponse:
        day = date or self._today_of(courier_id)
        stored = self._plans.newest_for_courier(courier_id, day) if day else None
        route = None
        if stored is not None:
            plan = fulfillment_pb2.PlanFulfillmentResponse.FromString(stored.response).plan
            route = courier_route(_request(stored), plan, courier_id, day)
        if route is None:
            when = f"on {day}" if day else "in any stored plan"
            raise NotFoundError(
                f"courier_id {courier_id!r} has no route {when}; check id and date, or plan first."
            )
        return route

    def _today_of(self, courier_id: str) -> str:
        """Today in the time zone of the newest plan that names the courier; empty when none."""
        newest = self._plans.newest_naming(courier_id)
        if newest is None:
            return ""
        return day_of(int(time.time()), ZoneInfo(_request(newest).center.time_zone))


def _request(stored: StoredPlan) -> fulfillment_pb2.PlanFulfillmentRequest:
    return fulfillment_pb2.PlanFulfillmentRequest.FromString(stored.request)
