"""The server as callers meet it: real processes, real port."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import grpc
import pytest
from fulfillment.client import FulfillmentClient, FulfillmentError
from fulfillment.v1 import (
    address_pb2,
    address_pb2_grpc,
    courier_pb2,
    fulfillment_pb2,
    packing_pb2,
    packing_pb2_grpc,
    routing_pb2,
)
from google.protobuf import descriptor_pb2
from google.rpc import error_details_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2, reflection_pb2_grpc
from grpc_status import rpc_status

from service.errors import STATUS_BYTES_MAX
from service.handlers import HANDLERS
from service.server import FulfillmentServer
from service.settings import MESSAGE_BYTES_MAX
from service.workers import Lane
from tests.service import problems

GARBAGE = b"\xff\xff\xff\xff"
LONG_S = 60.0


def _raw(data: bytes) -> bytes:
    return data


def _refusal(client_call: object) -> FulfillmentError:
    with pytest.raises(FulfillmentError) as caught:
        client_call()  # type: ignore[operator]
    return caught.value


# ---- each service answers ----------------------------------------------------------------------


def test_pack(client: FulfillmentClient) -> None:
    answered = client.pack(problems.pack_request(quantity=9))
    assert [len(load.placements) for load in answered.plan.loads] == [8, 1]
    assert answered.search_report.engine
    assert not answered.plan.HasField("cost")
    assert not answered.HasField("validation")


def test_batch_pack_keeps_order_and_packs_equal_orders_alike(client: FulfillmentClient) -> None:
    request = packing_pb2.BatchPackRequest(load_units=problems.pack_request().load_units)
    for number in range(60):
        quantity = 1 + number % 3
        items = problems.pack_request(quantity).items
        request.orders.add(id=f"order-{number}", items=items)
    results = client.batch_pack(request).results
    assert [result.order_id for result in results] == [order.id for order in request.orders]
    pieces = [sum(len(load.placements) for load in result.plan.loads) for result in results]
    assert pieces == [1 + number % 3 for number in range(60)]
    assert results[0].plan == results[3].plan
    assert {result.status for result in results} == {packing_pb2.PACK_ORDER_STATUS_PACKED}


def test_batch_pack_that_runs_out_of_time_says_which_orders_were_not_reached(
    client: FulfillmentClient,
) -> None:
    request = packing_pb2.BatchPackRequest(load_units=problems.pack_request().load_units)
    for n in range(600):
        order = request.orders.add(id=f"o{n}")
        for k in range(12):
            item = order.items.add(id=f"i{k}", quantity=40)
            item.size.length_mm, item.size.width_mm = 21 + n % 47, 19 + k
            item.size.height_mm = 15 + n // 47
    request.search.time_limit.FromMilliseconds(1_500)
    results = client.batch_pack(request).results
    assert [result.order_id for result in results] == [f"o{n}" for n in range(600)]
    late = [r for r in results if r.status == packing_pb2.PACK_ORDER_STATUS_NOT_REACHED]
    assert late
    assert len(late) < 600
    assert all("time" in result.explanation and not result.HasField("plan") for result in late)
    assert sum(result.HasField("plan") for result in results) == 600 - len(late)


def test_plan_routes_in_the_currency_of_the_request(client: FulfillmentClient) -> None:
    request = problems.routes_request()
    request.search.time_limit.seconds = 1
    plan = client.plan_routes(request).plan
    served = {stop.shipment_id for route in plan.routes for stop in route.stops}
    assert served == {shipment.id for shipment in request.shipments}
    assert {route.cost.currency_code for route in plan.routes} == {"CHF"}
    assert plan.route_cost.minor_units > 0


def test_schedule_docks(client: FulfillmentClient) -> None:
    schedule = client.schedule_docks(problems.docks_request()).schedule
    assert len(schedule.assignments) == 2
    assert schedule.total_lateness.seconds == 300


def test_assign_couriers_tells_who_is_left(client: FulfillmentClient) -> None:
    roster = client.assign_couriers(problems.couriers_request()).roster
    assert len(roster.assignments) == 1
    assert len(roster.unassigned) == 1
    assert roster.unassigned[0].explanation


def test_recognize(client: FulfillmentClient) -> None:
    found = client.recognize(
        address_pb2.RecognizeRequest(text="Städtle 49, 9490 Vaduz", region_code="LI")
    )
    assert found.result.address.road.value == "Städtle"


def test_text_that_is_no_address_is_answered(client: FulfillmentClient) -> None:
    found = client.recognize(address_pb2.RecognizeRequest(text="???", region_code="LI")).result
    assert found.verdict == address_pb2.VERDICT_FIX
    assert found.question


def test_batch_recognize_answers_each_message(client: FulfillmentClient) -> None:
    request = address_pb2.BatchRecognizeRequest()
    for number in range(1_201):
        text = "x" * 100_001 if number == 700 else f"Städtle {number}, 9490 Vaduz"
        request.requests.add(text=text, region_code="LI")
    results = client.batch_recognize(request).results
    assert len(results) == 1_201
    assert results[700].violation.field == "requests[700].text"
    assert results[701].result.address.house_number.value == "701"
    assert not results[701].HasField("violation")


def test_stream_recognize_answers_in_order(client: FulfillmentClient) -> None:
    def requests() -> Iterator[address_pb2.StreamRecognizeRequest]:
        for number in range(700):
            message = address_pb2.StreamRecognizeRequest()
            message.request.region_code = "lie" if number == 5 else "LI"
            message.request.text = f"Städtle {number}, 9490 Vaduz"
            yield message

    answers = list(client.stream_recognize(requests()))
    assert len(answers) == 700
    assert answers[5].violation.field == "request.region_code"
    del answers[5]
    numbers = [answered.result.address.house_number.value for answered in answers]
    assert numbers == [str(number) for number in range(700) if number != 5]


def test_stream_recognize_answers_before_the_stream_ends(client: FulfillmentClient) -> None:
    answered = threading.Event()

    def requests() -> Iterator[address_pb2.StreamRecognizeRequest]:
        message = address_pb2.StreamRecognizeRequest()
        message.request.text = "Städtle 49, 9490 Vaduz"
        yield message
        assert answered.wait(LONG_S)

    answers = client.stream_recognize(requests())
    assert next(answers).HasField("result")
    answered.set()
    assert list(answers) == []


# ---- health and reflection ---------------------------------------------------------------------


@pytest.mark.parametrize("service", ["", *HANDLERS])
def test_health(channel: grpc.Channel, service: str) -> None:
    stub = health_pb2_grpc.HealthStub(channel)
    answered = stub.Check(health_pb2.HealthCheckRequest(service=service))
    assert answered.status == health_pb2.HealthCheckResponse.SERVING


def test_health_answers_while_a_plan_is_searched(
    client: FulfillmentClient, channel: grpc.Channel, server: FulfillmentServer
) -> None:
    request = problems.routes_request(stops=150)
    request.search.time_limit.seconds = 3
    done: list[routing_pb2.PlanRoutesResponse] = []
    planning = threading.Thread(target=lambda: done.append(client.plan_routes(request)))
    planning.start()
    stub = health_pb2_grpc.HealthStub(channel)
    answers = 0
    while planning.is_alive():
        stub.Check(health_pb2.HealthCheckRequest())
        answers += 1
    planning.join()
    assert done[0].plan.routes
    assert answers > 20


def test_reflection_names_every_service(channel: grpc.Channel) -> None:
    stub = reflection_pb2_grpc.ServerReflectionStub(channel)
    asked = [
        reflection_pb2.ServerReflectionRequest(list_services=""),
        reflection_pb2.ServerReflectionRequest(
            file_containing_symbol="fulfillment.v1.PackingService"
        ),
    ]
    listed, file = stub.ServerReflectionInfo(iter(asked))
    names = {service.name for service in listed.list_services_response.service}
    assert set(HANDLERS) <= names
    described = descriptor_pb2.FileDescriptorProto.FromString(
        file.file_descriptor_response.file_descriptor_proto[0]
    )
    assert described.package == "fulfillment.v1"


# ---- bad input ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "method",
    [
        "AddressService/Recognize",
        "PackingService/Pack",
        "RoutingService/PlanRoutes",
        "FulfillmentService/PlanFulfillment",
    ],
)
def test_bytes_that_are_no_message(channel: grpc.Channel, method: str) -> None:
    call = channel.unary_unary(f"/fulfillment.v1.{method}", _raw, _raw)
    with pytest.raises(grpc.RpcError) as caught:
        call(GARBAGE)
    assert caught.value.code() == grpc.StatusCode.INVALID_ARGUMENT
    assert "fulfillment.v1." in caught.value.details()


def test_bytes_that_are_no_message_to_a_server_stream(channel: grpc.Channel) -> None:
    call = channel.unary_stream(
        "/fulfillment.v1.FulfillmentService/StreamPlanFulfillment", _raw, _raw
    )
    with pytest.raises(grpc.RpcError) as caught:
        list(call(GARBAGE))
    assert caught.value.code() == grpc.StatusCode.INVALID_ARGUMENT


def test_bytes_that_are_no_message_within_a_stream(channel: grpc.Channel) -> None:
    message = address_pb2.StreamRecognizeRequest()
    message.request.text = "Städtle 49, 9490 Vaduz"
    call = channel.stream_stream("/fulfillment.v1.AddressService/StreamRecognize", _raw, _raw)
    answers = call(iter([message.SerializeToString(), GARBAGE]))
    with pytest.raises(grpc.RpcError) as caught:
        list(answers)
    assert caught.value.code() == grpc.StatusCode.INVALID_ARGUMENT


def test_message_above_the_limit(channel: grpc.Channel, client: FulfillmentClient) -> None:
    call = channel.unary_unary("/fulfillment.v1.PackingService/Pack", _raw, _raw)
    with pytest.raises(grpc.RpcError) as caught:
        call(bytes(MESSAGE_BYTES_MAX + 1_000_000))
    assert caught.value.code() == grpc.StatusCode.RESOURCE_EXHAUSTED
    assert client.pack(problems.pack_request()).plan.loads


def test_client_refuses_a_message_above_the_limit(client: FulfillmentClient) -> None:
    request = address_pb2.RecognizeRequest(text="x" * (MESSAGE_BYTES_MAX + 1))
    refusal = _refusal(lambda: client.recognize(request))
    assert refusal.code == grpc.StatusCode.RESOURCE_EXHAUSTED
    assert f"{MESSAGE_BYTES_MAX:,}" in refusal.message
    assert "not sent" in refusal.message


def test_large_request_within_the_limit_is_judged(client: FulfillmentClient) -> None:
    request = packing_pb2.PackRequest(load_units=problems.pack_request().load_units)
    request.items.add(id="x" * 40_000_000, size=problems.size(1, 1, 1))
    refusal = _refusal(lambda: client.pack(request))
    assert refusal.code == grpc.StatusCode.INVALID_ARGUMENT
    assert refusal.violations[0].field == "items[0].id"


def _faulty_request(faults: int) -> packing_pb2.PackRequest:
    request = packing_pb2.PackRequest(load_units=problems.pack_request().load_units)
    for number in range(faults):
        request.items.add(id=str(number), size=problems.size(-1, 1, 1))
    return request


def test_ten_thousand_faults(channel: grpc.Channel) -> None:
    request = _faulty_request(10_000)
    stub = packing_pb2_grpc.PackingServiceStub(channel)
    with pytest.raises(grpc.RpcError) as caught:
        stub.Pack(request)
    status = rpc_status.from_call(caught.value)
    assert caught.value.code() == grpc.StatusCode.INVALID_ARGUMENT
    assert status.ByteSize() <= STATUS_BYTES_MAX + 200
    info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    assert status.details[0].Unpack(info)
    assert status.details[1].Unpack(bad)
    assert info.domain == "fulfillment.v1"
    assert info.metadata["total"] == "10000"
    assert info.metadata["shown"] == str(len(bad.field_violations))
    assert len(bad.field_violations) > 30
    assert bad.field_violations[7].field == "items[7].size.length_mm"
    assert "10000 faults" in caught.value.details()


def test_validate_only_lists_all_faults(client: FulfillmentClient) -> None:
    request = _faulty_request(10_000)
    request.validate_only = True
    answered = client.pack(request)
    assert answered.validation.total == len(answered.validation.violations) == 10_000
    last = answered.validation.violations[-1]
    assert (last.field, last.value) == ("items[9999].size.length_mm", "-1")
    assert last.problem
    assert last.remedy
    assert not answered.HasField("plan")


def test_validate_only_of_a_valid_request(client: FulfillmentClient) -> None:
    for call, request in (
        (client.pack, problems.pack_request()),
        (client.plan_routes, problems.routes_request()),
        (client.schedule_docks, problems.docks_request()),
        (client.assign_couriers, problems.couriers_request()),
    ):
        request.validate_only = True  # type: ignore[attr-defined]
        answered = call(request)  # type: ignore[operator]
        assert answered.HasField("validation")
        assert answered.validation.total == 0


@pytest.mark.parametrize(
    ("method", "request_type", "fields"),
    [
        ("pack", packing_pb2.PackRequest, {"items", "load_units"}),
        ("batch_pack", packing_pb2.BatchPackRequest, {"orders", "load_units"}),
        ("plan_routes", routing_pb2.PlanRoutesRequest, {"places", "depots", "vehicles"}),
        ("batch_recognize", address_pb2.BatchRecognizeRequest, {"requests"}),
        ("get_courier_route", courier_pb2.GetCourierRouteRequest, {"courier_id"}),
        (
            "plan_fulfillment",
            fulfillment_pb2.PlanFulfillmentRequest,
            {"center", "orders", "load_units", "vehicles"},
        ),
    ],
)
def test_empty_request(
    client: FulfillmentClient, method: str, request_type: type, fields: set[str]
) -> None:
    refusal = _refusal(lambda: getattr(client, method)(request_type()))
    assert refusal.code == grpc.StatusCode.INVALID_ARGUMENT
    assert {violation.field for violation in refusal.violations} == fields


def test_structural_and_cross_faults_come_together(client: FulfillmentClient) -> None:
    request = problems.routes_request()
    request.shipments[0].deliveries[0].place_id = "nowhere"
    request.shipments[1].id = request.shipments[2].id
    request.vehicles[0].speed_factor = 99
    request.shipments[2].deliveries[0].service_duration.seconds = -5
    request.shipments[2].deliveries[0].service_duration.nanos = -500_000_000
    request.vehicles[0].shift_window.CopyFrom(problems.window(100, 0))
    request.vehicles[0].fixed_cost.currency_code = "EUR"
    refusal = _refusal(lambda: client.plan_routes(request))
    assert refusal.code == grpc.StatusCode.INVALID_ARGUMENT
    assert {violation.field for violation in refusal.violations} == {
        "shipments[0].deliveries[0].place_id",
        "shipments[2].id",
        "vehicles[0].speed_factor",
        "shipments[2].deliveries[0].service_duration",
        "vehicles[0].shift_window.end_time",
        "vehicles[0].cost_per_km.currency_code",
    }


def test_unknown_courier(client: FulfillmentClient) -> None:
    request = courier_pb2.GetCourierRouteRequest(courier_id="nobody")
    refusal = _refusal(lambda: client.get_courier_route(request))
    assert refusal.code == grpc.StatusCode.NOT_FOUND
    assert "nobody" in refusal.message


def test_time_limit_out_of_range(client: FulfillmentClient) -> None:
    request = problems.pack_request()
    request.search.time_limit.seconds = 86_400
    refusal = _refusal(lambda: client.pack(request))
    assert refusal.violations[0].field == "search.time_limit"


# ---- deadlines, lost workers, cancelled calls ----------------------------------------------------


def test_answer_arrives_before_the_deadline_of_the_call(target: str) -> None:
    request = problems.routes_request(stops=60)
    request.search.time_limit.seconds = 600
    with FulfillmentClient(target, timeout_s=6) as client:
        answered = client.plan_routes(request)
    assert answered.plan.routes


def test_waiting_for_a_worker_ends_with_the_time_limit(
    client: FulfillmentClient, server: FulfillmentServer
) -> None:
    with _worker_kept_busy(client, server):
        request = problems.pack_request()
        request.search.time_limit.nanos = 200_000_000
        refusal = _refusal(lambda: client.pack(request))
    assert refusal.code == grpc.StatusCode.DEADLINE_EXCEEDED


def test_faulty_request_does_not_wait_for_a_worker(
    client: FulfillmentClient, server: FulfillmentServer
) -> None:
    with _worker_kept_busy(client, server) as planning:
        refusal = _refusal(lambda: client.pack(packing_pb2.PackRequest()))
        assert planning.is_alive()
    assert refusal.code == grpc.StatusCode.INVALID_ARGUMENT


def test_killed_worker_fails_its_call_and_is_replaced(
    client: FulfillmentClient, server: FulfillmentServer
) -> None:
    with _worker_kept_busy(client, server) as planning:
        (victim,) = server.workers.pids(Lane.PLAN)
        os.kill(victim, signal.SIGKILL)
        planning.join()
        assert isinstance(planning.outcome, FulfillmentError)
        assert planning.outcome.code == grpc.StatusCode.UNAVAILABLE
    assert client.pack(_patient(problems.pack_request())).plan.loads
    assert server.workers.pids(Lane.PLAN) != [victim]


def test_cancelled_call_frees_the_worker(
    channel: grpc.Channel, client: FulfillmentClient, server: FulfillmentServer
) -> None:
    request = problems.routes_request(stops=150)
    request.search.time_limit.seconds = 600
    call = channel.unary_unary(
        "/fulfillment.v1.RoutingService/PlanRoutes",
        routing_pb2.PlanRoutesRequest.SerializeToString,
        routing_pb2.PlanRoutesResponse.FromString,
    )
    _wait_until(lambda: server.workers.idle(Lane.PLAN) == 1)
    running = call.future(request)
    _wait_until(lambda: server.workers.idle(Lane.PLAN) == 0)
    running.cancel()
    assert client.pack(_patient(problems.pack_request())).plan.loads


def _patient(request: packing_pb2.PackRequest) -> packing_pb2.PackRequest:
    request.search.time_limit.seconds = 50
    return request


class _Planning(threading.Thread):
    """A call in the background, and what came of it."""

    def __init__(self, client: FulfillmentClient) -> None:
        super().__init__()
        self.outcome: object = None
        self._client = client
        self._request = problems.routes_request(stops=150)
        self._request.search.time_limit.seconds = 3

    def run(self) -> None:
        try:
            self.outcome = self._client.plan_routes(self._request)
        except FulfillmentError as error:
            self.outcome = error


@contextmanager
def _worker_kept_busy(client: FulfillmentClient, server: FulfillmentServer) -> Iterator[_Planning]:
    """The one planning worker has a call of some seconds while the block lasts."""
    _wait_until(lambda: server.workers.idle(Lane.PLAN) == 1)
    planning = _Planning(client)
    planning.start()
    _wait_until(lambda: server.workers.idle(Lane.PLAN) == 0)
    yield planning
    planning.join()


def _wait_until(condition: Callable[[], bool]) -> None:
    tick = threading.Event()
    while not condition():
        tick.wait(0.005)


def test_stub_of_another_client_needs_no_client_of_ours(channel: grpc.Channel) -> None:
    stub = address_pb2_grpc.AddressServiceStub(channel)
    answered = stub.Recognize(address_pb2.RecognizeRequest(text="Städtle 49, 9490 Vaduz"))
    assert answered.HasField("result")
