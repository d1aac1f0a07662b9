"""plan, pack, route and dispatch: a file of protobuf JSON in, the answer out.

Calls the server that is named, or one that is started for the call and ends with it.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import grpc
from fulfillment.client import MESSAGE_BYTES_MAX, FulfillmentClient, FulfillmentError
from fulfillment.v1 import (
    courier_week_pb2,
    cutting_pb2,
    dispatch_pb2,
    forecast_pb2,
    fulfillment_pb2,
    packing_pb2,
    repair_pb2,
    routing_pb2,
    sourcing_pb2,
    waves_pb2,
)
from google.protobuf.message import Message
from rich.console import Console

from service.commands.failure import BAD_INPUT, FAILED, CommandError
from service.commands.messages import read_message, write_message
from service.convert.capture import METHODS, CaptureError, capture
from service.render import render_instructions
from service.terminal import follow_plan

FAULTY = {
    grpc.StatusCode.INVALID_ARGUMENT,
    grpc.StatusCode.ALREADY_EXISTS,
    grpc.StatusCode.NOT_FOUND,
    grpc.StatusCode.OUT_OF_RANGE,
    grpc.StatusCode.UNIMPLEMENTED,
}
"""Statuses that tell of the caller's input."""


@dataclass(frozen=True)
class _Kind:
    request: type[Message]
    call: Callable[[FulfillmentClient, Any], Message]


def _suite(client: FulfillmentClient, request: Any) -> Message:
    if request.validate_only:
        return client.choose_suite(request)
    console = Console(stderr=True)
    answer: Message | None = None
    for message in client.stream_choose_suite(request):
        if message.WhichOneof("content") == "progress":
            progress = message.progress
            console.print(f"{progress.stage}: {progress.share:.0%} {progress.score or ''}")
        else:
            answer = message.response
    if answer is None:
        raise CommandError("the server ended the call without an answer", FAILED)
    return answer


def _boxes(client: FulfillmentClient, request: Any) -> Message:
    if request.validate_only:
        return client.batch_right_size(request)
    console = Console(stderr=True)
    answer: Message | None = None
    for message in client.stream_batch_right_size(request):
        if message.WhichOneof("content") == "progress":
            done = message.progress
            console.print(f"{done.done_order_count} of {done.order_count} orders boxed")
        else:
            answer = message.response
            late = sum(
                result.status == cutting_pb2.BOXING_STATUS_NOT_REACHED
                for result in message.response.results
            )
            if late:
                console.print(f"{late} orders were not reached in the time of the batch")
    if answer is None:
        raise CommandError("the server ended the call without an answer", FAILED)
    return answer


def _orders(client: FulfillmentClient, request: Any) -> Message:
    answer = client.batch_pack(request)
    late = sum(
        result.status == packing_pb2.PACK_ORDER_STATUS_NOT_REACHED for result in answer.results
    )
    if late:
        Console(stderr=True).print(f"{late} orders were not reached in the time of the batch")
    return answer


def _plan(client: FulfillmentClient, request: Any) -> Message:
    return follow_plan(client.stream_plan_fulfillment(request), Console(stderr=True))


KINDS = {
    "plan": _Kind(fulfillment_pb2.PlanFulfillmentRequest, _plan),
    "pack": _Kind(packing_pb2.PackRequest, FulfillmentClient.pack),
    "batch-pack": _Kind(packing_pb2.BatchPackRequest, _orders),
    "cut": _Kind(cutting_pb2.CutSheetsRequest, FulfillmentClient.cut_sheets),
    "cut-blocks": _Kind(cutting_pb2.CutBlocksRequest, FulfillmentClient.cut_blocks),
    "blank": _Kind(cutting_pb2.LayFlatRequest, FulfillmentClient.lay_flat),
    "right-size": _Kind(cutting_pb2.RightSizeRequest, FulfillmentClient.right_size),
    "batch-right-size": _Kind(cutting_pb2.BatchRightSizeRequest, _boxes),
    "suite": _Kind(cutting_pb2.ChooseSuiteRequest, _suite),
    "route": _Kind(routing_pb2.PlanRoutesRequest, FulfillmentClient.plan_routes),
    "evaluate": _Kind(routing_pb2.EvaluateRoutesRequest, FulfillmentClient.evaluate_routes),
    "promise": _Kind(routing_pb2.PromiseWindowsRequest, FulfillmentClient.promise_windows),
    "docks": _Kind(dispatch_pb2.ScheduleDocksRequest, FulfillmentClient.schedule_docks),
    "couriers": _Kind(dispatch_pb2.AssignCouriersRequest, FulfillmentClient.assign_couriers),
    "week": _Kind(courier_week_pb2.PlanCourierWeekRequest, FulfillmentClient.plan_courier_week),
    "wave": _Kind(waves_pb2.DecideWaveRequest, FulfillmentClient.decide_wave),
    "simulate-waves": _Kind(waves_pb2.SimulateWavesRequest, FulfillmentClient.simulate_waves),
    "repair": _Kind(repair_pb2.RepairPlanRequest, FulfillmentClient.repair_plan),
    "sourcing": _Kind(sourcing_pb2.SourceOrdersRequest, FulfillmentClient.source_orders),
    "forecast": _Kind(forecast_pb2.ForecastVolumeRequest, FulfillmentClient.forecast_volume),
    "picking": _Kind(dispatch_pb2.PlanPickingRequest, FulfillmentClient.plan_picking),
}


MANY_TASKS = {"plan", "batch-pack", "batch-right-size"}
"""Calls that are spread over the workers of the server."""


def run(arguments: argparse.Namespace) -> int:
    """Carries out one of KINDS (`arguments.kind`); returns the exit code."""
    kind = KINDS[arguments.kind]
    request = read_message(arguments.file, kind.request)
    if arguments.validate_only:
        request.validate_only = True  # type: ignore[attr-defined]
    size = request.ByteSize()
    if size > MESSAGE_BYTES_MAX:
        raise CommandError(
            f"{arguments.file}: the request has {size:,} bytes, the limit is"
            f" {MESSAGE_BYTES_MAX:,}; it was not sent. Split it into several requests."
        )
    if arguments.save_request is not None:
        _save(request, arguments.save_request, anonymise=arguments.anonymise)
    workers = None if arguments.kind in MANY_TASKS else 1
    with calling(arguments.server, workers=workers) as client:
        answered = kind.call(client, request)
    write_message(answered, arguments.out)
    if getattr(arguments, "page", None) is not None and not arguments.validate_only:
        _write_page(request, answered, arguments.page, getattr(arguments, "time_zone", "UTC"))
    instructions = getattr(arguments, "instructions", None)
    if instructions is not None and not arguments.validate_only:
        write_instructions(request, answered, instructions)
    invalid = arguments.validate_only and answered.validation.total  # type: ignore[attr-defined]
    return BAD_INPUT if invalid else 0


def write_instructions(request: Any, answered: Any, path: Path) -> None:
    """Writes the page that shows how to pack what a Pack or BatchPack answered."""
    if isinstance(request, packing_pb2.PackRequest):
        plans = [(path.stem, answered.plan)]
    else:
        plans = [
            (result.order_id, result.plan) for result in answered.results if result.HasField("plan")
        ]
    text = render_instructions(request.load_units, plans)
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None


def _write_page(request: Any, answered: Any, path: Path, zone: str) -> None:
    from service.render import dispatch_pages, work_pages  # noqa: PLC0415
    from service.render.suite_page import suite_page  # noqa: PLC0415

    if isinstance(request, courier_week_pb2.PlanCourierWeekRequest):
        text = dispatch_pages.week_page(request, answered.plan)
    elif isinstance(request, dispatch_pb2.ScheduleDocksRequest):
        text = dispatch_pages.docks_page(request, answered.schedule, zone)
    elif isinstance(request, waves_pb2.DecideWaveRequest):
        text = dispatch_pages.wave_page(request, answered.decision)
    elif isinstance(request, waves_pb2.SimulateWavesRequest):
        text = dispatch_pages.simulation_page(request, answered.simulation)
    elif isinstance(request, dispatch_pb2.PlanPickingRequest):
        text = work_pages.picking_page(request, answered.plan, zone)
    elif isinstance(request, repair_pb2.RepairPlanRequest):
        text = work_pages.repair_page(request, answered.plan, zone)
    elif isinstance(request, cutting_pb2.ChooseSuiteRequest):
        text = suite_page(answered.plan)
    else:
        raise CommandError("there is no page for this kind of request")
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None


def _save(request: Message, path: Path, *, anonymise: bool) -> None:
    """Keeps the request in a file that replays it, whatever becomes of the call."""
    method = next((name for name, kind in METHODS.items() if isinstance(request, kind)), "")
    try:
        if not method:
            raise CaptureError("requests of this command cannot be saved")
        capture(
            method, request, version=version("fulfillment-optimizer"), anonymise=anonymise
        ).save(path)
    except CaptureError as error:
        raise CommandError(f"--save-request: {error}") from None
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None


@contextmanager
def calling(target: str | None, *, workers: int | None) -> Iterator[FulfillmentClient]:
    """A client of the server at `target`, or of one that lasts as long as the block.

    Raises CommandError for calls that fail.
    """
    try:
        if target is not None:
            with FulfillmentClient(target) as client:
                yield client
            return
        # The server's parts take seconds to load: only where one is started.
        from service.embedded import embedded_server  # noqa: PLC0415
        from service.settings import Settings, SettingsError  # noqa: PLC0415

        try:
            settings = Settings.from_environment(host="127.0.0.1", port=0, workers=workers)
        except SettingsError as error:
            raise CommandError(str(error)) from None
        with (
            embedded_server(settings) as server,
            FulfillmentClient(f"127.0.0.1:{server.port}") as client,
        ):
            yield client
    except FulfillmentError as error:
        raise CommandError(str(error), BAD_INPUT if error.code in FAULTY else FAILED) from None
