"""A defect of a handler: an incident id for the caller, content neither there nor in the log."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import AsyncIterator

import grpc
import pytest
from fulfillment.v1 import fulfillment_pb2, fulfillment_pb2_grpc
from google.protobuf import descriptor_pool
from grpc import aio

from service import telemetry
from service.handlers import Call
from service.server import register


class _Broken:
    """Handles FulfillmentService and fails on every call."""

    async def plan_fulfillment(
        self, request: fulfillment_pb2.PlanFulfillmentRequest, _: Call
    ) -> fulfillment_pb2.PlanFulfillmentResponse:
        raise KeyError(request.request_id)

    async def stream_plan_fulfillment(
        self, request: fulfillment_pb2.PlanFulfillmentRequest, _: Call
    ) -> AsyncIterator[fulfillment_pb2.StreamPlanFulfillmentResponse]:
        yield fulfillment_pb2.StreamPlanFulfillmentResponse()
        raise KeyError(request.request_id)


@pytest.fixture
async def stub() -> AsyncIterator[fulfillment_pb2_grpc.FulfillmentServiceStub]:
    service = descriptor_pool.Default().FindServiceByName("fulfillment.v1.FulfillmentService")
    server = aio.server()
    register(server, service, _Broken())
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    async with aio.insecure_channel(f"127.0.0.1:{port}") as channel:
        yield fulfillment_pb2_grpc.FulfillmentServiceStub(channel)
    await server.stop(None)


async def test_a_defect_is_an_incident(stub: fulfillment_pb2_grpc.FulfillmentServiceStub) -> None:
    log = io.StringIO()
    telemetry.log_to(log)
    request = fulfillment_pb2.PlanFulfillmentRequest(request_id="Main Street 1")
    errors = []
    try:
        with pytest.raises(grpc.RpcError) as caught:
            await stub.PlanFulfillment(request)
        errors.append(caught.value)
        with pytest.raises(grpc.RpcError) as caught:
            async for _ in stub.StreamPlanFulfillment(request):
                pass
        errors.append(caught.value)
    finally:
        telemetry.LOGGER.handlers.clear()
        telemetry.LOGGER.setLevel(logging.NOTSET)
        telemetry.LOGGER.propagate = True
    lines = [json.loads(line) for line in log.getvalue().splitlines()]
    incidents = [line["incident_id"] for line in lines if line["event"] == "defect"]
    for error, incident in zip(errors, incidents, strict=True):
        assert error.code() == grpc.StatusCode.INTERNAL
        assert incident in error.details()
        assert "Main Street" not in error.details()
    assert "Main Street" not in log.getvalue()
    assert [line["status"] for line in lines if line["event"] == "call"] == ["INTERNAL"] * 2


def test_a_handler_that_lacks_a_method_is_refused() -> None:
    service = descriptor_pool.Default().FindServiceByName("fulfillment.v1.PackingService")
    with pytest.raises(AttributeError, match="pack"):
        register(None, service, _Broken())
