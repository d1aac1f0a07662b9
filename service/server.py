"""Assembles the gRPC server: services, health, reflection, limits, errors, and how it stops.

Services are found by walking their descriptors, so a method that no handler has stops the server
from starting. Each method is wrapped once: bytes that are no message become INVALID_ARGUMENT (the
default is a bare INTERNAL), expected errors become their status, defects an incident id, and every
call is logged without its content.
"""

from __future__ import annotations

import asyncio
import math
import re
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import grpc
from google.protobuf import descriptor_pool, message_factory
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.message import DecodeError, Message
from grpc import aio
from grpc_health.v1 import health, health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection

from service import telemetry
from service.datasets.at_hand import use_folder
from service.errors import (
    EXPECTED,
    MalformedMessageError,
    defect_status,
    is_defect,
    to_status,
)
from service.handlers import HANDLERS, Call, Tools
from service.plans import PlanStore
from service.settings import MESSAGE_BYTES_MAX, Settings
from service.warming import warm_rooms
from service.workers import Workers

_CODES = {code.value[0]: code for code in grpc.StatusCode}
_DETAILS_KEY = "grpc-status-details-bin"
_OVERALL = ""
"""The health service's name for the server as a whole."""

OPTIONS: tuple[tuple[str, int], ...] = (
    ("grpc.max_receive_message_length", MESSAGE_BYTES_MAX),
    ("grpc.max_send_message_length", MESSAGE_BYTES_MAX),
    # Two servers on one port would share the calls between them without anyone noticing.
    ("grpc.so_reuseport", 0),
    # Long plans are quiet: let clients ask every 10 s whether the connection still stands.
    ("grpc.http2.min_ping_interval_without_data_ms", 10_000),
    ("grpc.keepalive_permit_without_calls", 1),
)


def prepare_worker(data_folder: Path) -> None:
    """What each worker process does before it takes work."""
    use_folder(data_folder)
    for _ in warm_rooms():
        pass


class FulfillmentServer:
    """One server with its workers. `start`, then `wait_closed` or `stop`."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.port = 0
        self.ready = False
        self._stopping: asyncio.Task[None] | None = None
        self.workers = Workers(
            plan=settings.workers,
            light=settings.light_workers,
            prepare=partial(prepare_worker, settings.data_folder),
            queue_limit=settings.queue_limit,
            overrun_s=settings.overrun_s,
        )
        self.plans = PlanStore(settings.data_folder / "plans.sqlite", keep_s=settings.keep_plans_s)
        self._server = aio.server(options=OPTIONS)
        self._health = health.aio.HealthServicer()
        self._names: list[str] = []

    async def start(self) -> int:
        """Listens, warms the workers, then says SERVING; returns the port.

        Health answers NOT_SERVING until every worker is warm. Raises OSError when the address
        cannot be had, WorkerLostError when the workers do not start.
        """
        tools = Tools(self.workers, self.settings, self.plans)
        pool = descriptor_pool.Default()
        for name, make in HANDLERS.items():
            service = pool.FindServiceByName(name)
            register(self._server, service, make(tools))
            self._names.append(name)
        health_pb2_grpc.add_HealthServicer_to_server(self._health, self._server)
        reflection.enable_server_reflection(
            (*self._names, health.SERVICE_NAME, reflection.SERVICE_NAME), self._server
        )
        await self._say(health_pb2.HealthCheckResponse.NOT_SERVING)
        address = f"{self.settings.host}:{self.settings.port}"
        try:
            self.port = self._server.add_insecure_port(address)
        except RuntimeError as error:
            raise OSError(f"cannot listen on {address}; is the port in use?") from error
        await self._server.start()
        await self.workers.start()
        await self._say(health_pb2.HealthCheckResponse.SERVING)
        self.ready = True
        telemetry.event("serving", host=self.settings.host, port=self.port)
        return self.port

    def stop(self) -> asyncio.Task[None]:
        """Drains: says NOT_SERVING, takes no new calls, lets running ones finish up to the grace,
        then ends the workers. A second call changes nothing."""
        if self._stopping is None:
            self._stopping = asyncio.get_running_loop().create_task(self._drain())
        return self._stopping

    async def wait_closed(self) -> None:
        """Returns when the server has stopped."""
        await self._server.wait_for_termination()
        if self._stopping is not None:
            await self._stopping

    async def _drain(self) -> None:
        telemetry.event("draining", grace_s=self.settings.grace_s)
        await self._health.enter_graceful_shutdown()
        await self._server.stop(self.settings.grace_s)
        await self.workers.close()
        self.plans.close()
        telemetry.event("stopped")

    async def _say(self, status: int) -> None:
        for name in (_OVERALL, *self._names):
            await self._health.set(name, status)


def write_port(path: Path, port: int) -> None:
    """Writes a port into a file, all of it or nothing, for whoever started the server."""
    part = path.with_name(path.name + ".part")
    part.write_text(f"{port}\n")
    part.replace(path)


def register(server: Any, service: ServiceDescriptor, handler: Any) -> None:
    """Adds a service to a gRPC server; raises AttributeError when the handler lacks a method."""
    methods = {method.name: _method_handler(method, handler) for method in service.methods}
    generic = grpc.method_handlers_generic_handler(service.full_name, methods)
    server.add_generic_rpc_handlers((generic,))


def _method_handler(method: MethodDescriptor, handler: Any) -> grpc.RpcMethodHandler:
    function = getattr(handler, _snake_case(method.name))
    name = f"/{method.containing_service.full_name}/{method.name}"
    serving: dict[tuple[bool, bool], tuple[Any, Any]] = {
        (False, False): (grpc.unary_unary_rpc_method_handler, _serve_one),
        (False, True): (grpc.unary_stream_rpc_method_handler, _serve_stream),
        (True, False): (grpc.stream_unary_rpc_method_handler, _serve_one),
        (True, True): (grpc.stream_stream_rpc_method_handler, _serve_stream),
    }
    make, serve = serving[method.client_streaming, method.server_streaming]
    request = message_factory.GetMessageClass(method.input_type)
    return make(
        serve(name, function),
        request_deserializer=_deserializer(request),
        response_serializer=_serialize,
    )


def _snake_case(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _serialize(message: Message) -> bytes:
    return message.SerializeToString()


class _Malformed:
    """Stands for bytes that are no message, until the method answers."""

    def __init__(self, name: str, size: int) -> None:
        self.name, self.size = name, size

    def error(self) -> MalformedMessageError:
        return MalformedMessageError(
            f"The {self.size} bytes of the request are no {self.name}; check that client and"
            " server use the same API files."
        )


def _deserializer(kind: type[Message]) -> Callable[[bytes], Message | _Malformed]:
    def deserialize(data: bytes) -> Message | _Malformed:
        try:
            return kind.FromString(data)
        except DecodeError:
            return _Malformed(kind.DESCRIPTOR.full_name, len(data))

    return deserialize


async def _well_formed(requests: AsyncIterator[Any]) -> AsyncIterator[Any]:
    async for request in requests:
        if isinstance(request, _Malformed):
            raise request.error()
        yield request


def _checked(request: Any) -> Any:
    if isinstance(request, _Malformed):
        raise request.error()
    return request if isinstance(request, Message) else _well_formed(request)


def _call(name: str, context: Any) -> Call:
    left = context.time_remaining()
    # Without a deadline gRPC says so with None or a figure of centuries.
    return Call(name, math.inf if left is None else time.monotonic() + left)


def _serve_one(
    name: str, function: Callable[[Any, Call], Awaitable[Message]]
) -> Callable[[Any, Any], Awaitable[Message]]:
    async def serve(request: Any, context: Any) -> Message:
        guard = _Guard(name, request)
        try:
            answered = await function(_checked(request), _call(name, context))
        except Exception as error:  # noqa: BLE001 - the outer edge: every defect gets an incident
            await guard.refuse(error, context)
        except asyncio.CancelledError:
            guard.log("CANCELLED")
            raise
        guard.log("OK")
        return answered

    return serve


def _serve_stream(
    name: str, function: Callable[[Any, Call], AsyncIterator[Message]]
) -> Callable[[Any, Any], AsyncIterator[Message]]:
    async def serve(request: Any, context: Any) -> AsyncIterator[Message]:
        guard = _Guard(name, request)
        try:
            async for answered in function(_checked(request), _call(name, context)):
                yield answered
        except Exception as error:  # noqa: BLE001 - the outer edge: every defect gets an incident
            await guard.refuse(error, context)
        except asyncio.CancelledError:
            guard.log("CANCELLED")
            raise
        guard.log("OK")

    return serve


class _Guard:
    """Logs one call and turns its errors into statuses."""

    def __init__(self, name: str, request: Any) -> None:
        self._name = name
        self._started = time.monotonic()
        self._request_bytes = request.ByteSize() if isinstance(request, Message) else 0

    def log(self, status: str) -> None:
        telemetry.call_ended(
            self._name,
            status=status,
            seconds=time.monotonic() - self._started,
            request_bytes=self._request_bytes,
        )

    async def refuse(self, error: Exception, context: Any) -> NoReturn:
        """Ends the call with the status of `error`; never returns."""
        if isinstance(error, EXPECTED) and not is_defect(error):
            status = to_status(error)
        else:
            status = defect_status(telemetry.defect(error, method=self._name))
        code = _CODES[status.code]
        self.log(code.name)
        details = ((_DETAILS_KEY, status.SerializeToString()),)
        await context.abort(code, status.message, details)
        raise AssertionError("abort returned")
