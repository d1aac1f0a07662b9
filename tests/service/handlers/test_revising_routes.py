"""Streams of better plans, plans from known routes, and promises over the wire."""

from __future__ import annotations

import grpc
import pytest
from fulfillment.v1 import routing_pb2, routing_pb2_grpc

from tests.service import problems


def test_a_stream_ends_with_the_answer(channel: grpc.Channel) -> None:
    request = problems.routes_request(stops=4)
    request.search.time_limit.FromSeconds(2)
    stub = routing_pb2_grpc.RoutingServiceStub(channel)
    messages = list(stub.StreamPlanRoutes(request, timeout=60))
    assert [m.WhichOneof("content") for m in messages[:-1]] == ["plan"] * (len(messages) - 1)
    answered = messages[-1].response
    assert sum(len(route.stops) for route in answered.plan.routes) == 4
    assert answered.search_report.engine


def test_a_small_problem_is_streamed_with_its_bound_and_time(channel: grpc.Channel) -> None:
    request = problems.routes_request(stops=4)
    request.search.time_limit.FromSeconds(20)
    stub = routing_pb2_grpc.RoutingServiceStub(channel)
    messages = list(stub.StreamPlanRoutes(request, timeout=120))
    answered = messages[-1].response
    assert answered.search_report.proved_optimal
    assert answered.plan.cost_lower_bound == answered.plan.route_cost
    elapsed = [message.elapsed.ToMilliseconds() for message in messages]
    assert elapsed == sorted(elapsed)


def test_whoever_hangs_up_has_the_best_plan_so_far(channel: grpc.Channel) -> None:
    request = problems.routes_request(stops=60)
    request.search.time_limit.FromSeconds(600)
    stub = routing_pb2_grpc.RoutingServiceStub(channel)
    call = stub.StreamPlanRoutes(request, timeout=590)
    first = next(iter(call))
    call.cancel()
    stops = sum(len(route.stops) for route in first.plan.routes)
    assert stops + len(first.plan.unserved) == 60
    assert first.plan.route_cost.minor_units > 0
    # The worker is free again: the next call is answered.
    request.search.time_limit.FromSeconds(1)
    assert stub.PlanRoutes(request, timeout=120).plan.routes


def test_locks_are_kept_over_the_wire(channel: grpc.Channel) -> None:
    request = problems.routes_request(stops=4)
    request.search.time_limit.FromSeconds(20)
    delivery = routing_pb2.STOP_ACTIVITY_DELIVERY
    request.locks.add(shipment_id="shipment-3", activity=delivery, position=1)
    stub = routing_pb2_grpc.RoutingServiceStub(channel)
    (route,) = stub.PlanRoutes(request, timeout=120).plan.routes
    assert route.stops[0].shipment_id == "shipment-3"
    request.locks.add(shipment_id="nobody", activity=delivery)
    with pytest.raises(grpc.RpcError) as refused:
        stub.PlanRoutes(request, timeout=120)
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT


def test_a_stream_of_a_faulty_request_tells_its_faults(channel: grpc.Channel) -> None:
    request = routing_pb2.PlanRoutesRequest(validate_only=True)
    stub = routing_pb2_grpc.RoutingServiceStub(channel)
    (message,) = stub.StreamPlanRoutes(request, timeout=60)
    assert message.response.validation.total > 0


def test_changes_against_known_routes_come_back(channel: grpc.Channel) -> None:
    request = problems.routes_request(stops=2)
    request.search.time_limit.FromSeconds(1)
    route = request.known_routes.add(vehicle_id=request.vehicles[0].id)
    route.stops.add(shipment_id="shipment-1", activity=routing_pb2.STOP_ACTIVITY_DELIVERY)
    stub = routing_pb2_grpc.RoutingServiceStub(channel)
    answered = stub.PlanRoutes(request, timeout=60)
    kinds = {change.shipment_id: change.kind for change in answered.plan.changes}
    assert kinds["shipment-0"] == routing_pb2.ROUTE_CHANGE_KIND_ADDED


def test_a_window_is_promised(channel: grpc.Channel) -> None:
    planned = problems.routes_request(stops=2)
    request = routing_pb2.PromiseWindowsRequest(
        places=planned.places,
        depots=planned.depots,
        shipments=planned.shipments,
        vehicles=planned.vehicles,
        shipment_id="shipment-0",
    )
    request.search.time_limit.FromSeconds(50)
    window = request.windows.add()
    window.start_time.FromSeconds(1_800_000_000)
    window.end_time.FromSeconds(1_800_086_400)
    stub = routing_pb2_grpc.RoutingServiceStub(channel)
    (offer,) = stub.PromiseWindows(request, timeout=240).promise.offers
    assert offer.window == window
    assert offer.HasField("cost") == bool(offer.vehicle_id)
