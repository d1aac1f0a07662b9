"""CourierService and stored plans over a real server."""

from __future__ import annotations

from importlib import resources

import grpc
import pytest
from fulfillment.client import FulfillmentClient, FulfillmentError
from fulfillment.v1 import courier_pb2, fulfillment_pb2

from service.commands.messages import read_message


def small_day(request_id: str) -> fulfillment_pb2.PlanFulfillmentRequest:
    path = resources.files("service.examples") / "liechtenstein_small.json"
    request = read_message(str(path), fulfillment_pb2.PlanFulfillmentRequest)
    request.request_id = request_id
    request.search.time_limit.seconds = 3
    return request


def test_a_planned_courier_finds_the_route_of_the_day(client: FulfillmentClient) -> None:
    planned = client.plan_fulfillment(small_day("courier-test")).plan
    route = planned.routes[0]
    asked = courier_pb2.GetCourierRouteRequest(courier_id=route.courier_id, date="2026-11-23")
    seen = client.get_courier_route(asked)
    assert seen.plan_id == planned.id
    assert [stop.order_id for stop in seen.stops] == [
        stop.shipment_id for stop in route.route.stops
    ]
    assert all(stop.navigation_uri.startswith("geo:47.") for stop in seen.stops)
    # The same request again is the stored plan; another one under its id is refused.
    assert client.plan_fulfillment(small_day("courier-test")).plan == planned
    other = small_day("courier-test")
    other.orders[0].address_text += " "
    with pytest.raises(FulfillmentError) as refused:
        client.plan_fulfillment(other)
    assert refused.value.code is grpc.StatusCode.ALREADY_EXISTS


@pytest.mark.parametrize(
    ("date", "code"),
    [
        ("2026-02-30", grpc.StatusCode.INVALID_ARGUMENT),
        ("23.11.2026", grpc.StatusCode.INVALID_ARGUMENT),
        ("2026-11-24", grpc.StatusCode.NOT_FOUND),
        ("", grpc.StatusCode.NOT_FOUND),
    ],
)
def test_days_without_a_route(client: FulfillmentClient, date: str, code: grpc.StatusCode) -> None:
    with pytest.raises(FulfillmentError) as refused:
        client.get_courier_route(courier_pb2.GetCourierRouteRequest(courier_id="nobody", date=date))
    assert refused.value.code is code
