"""EvaluateRoutes over the wire."""

from __future__ import annotations

import grpc
import pytest
from fulfillment.v1 import routing_pb2, routing_pb2_grpc

from tests.service import problems


def _request() -> routing_pb2.EvaluateRoutesRequest:
    planned = problems.routes_request(stops=2)
    request = routing_pb2.EvaluateRoutesRequest(
        places=planned.places,
        depots=planned.depots,
        shipments=planned.shipments,
        vehicles=planned.vehicles,
    )
    route = request.routes.add(vehicle_id="van")
    route.stops.add(shipment_id="shipment-1", activity=routing_pb2.STOP_ACTIVITY_DELIVERY)
    return request


def test_prices_a_route_and_lists_what_it_breaks(channel: grpc.Channel) -> None:
    request = _request()
    request.vehicles[0].distance_limit_m.maximum = 1
    stub = routing_pb2_grpc.RoutingServiceStub(channel)
    answered = stub.EvaluateRoutes(request, timeout=60).evaluation
    (route,) = answered.plan.routes
    assert route.cost.currency_code == "CHF"
    assert route.distance_m > 0
    (violation,) = answered.violations
    assert violation.kind == routing_pb2.ROUTE_VIOLATION_KIND_DISTANCE_LIMIT
    assert violation.excess == route.distance_m - 1
    assert violation.activity == routing_pb2.STOP_ACTIVITY_UNSPECIFIED
    assert [missing.shipment_id for missing in answered.plan.unserved] == ["shipment-0"]


def test_faults_name_the_callers_field(channel: grpc.Channel) -> None:
    request = _request()
    request.routes[0].stops[0].shipment_id = "nobody's"
    request.validate_only = True
    stub = routing_pb2_grpc.RoutingServiceStub(channel)
    answered = stub.EvaluateRoutes(request, timeout=60)
    assert not answered.HasField("evaluation")
    (violation,) = answered.validation.violations
    assert violation.field == "routes[0].stops[0].shipment_id"
    request.validate_only = False
    with pytest.raises(grpc.RpcError) as refused:
        stub.EvaluateRoutes(request, timeout=60)
    assert refused.value.code() == grpc.StatusCode.INVALID_ARGUMENT
