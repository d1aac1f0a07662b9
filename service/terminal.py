"""What people see in a terminal: progress of long work and the plan of a day.

Plain lines where the output is not a terminal.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from fulfillment.v1 import fulfillment_pb2 as pb
from google.protobuf.timestamp_pb2 import Timestamp
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from service.money import format_money

_STAGE_WORDS = {
    pb.FULFILLMENT_STAGE_RECOGNIZE: "addresses",
    pb.FULFILLMENT_STAGE_PACK: "parcels",
    pb.FULFILLMENT_STAGE_ROUTE: "routes",
    pb.FULFILLMENT_STAGE_DISPATCH: "docks, couriers",
}

_STATUS_WORDS = {
    pb.ORDER_STATUS_ADDRESS_UNKNOWN: "address unknown",
    pb.ORDER_STATUS_NOT_PACKED: "not packed",
    pb.ORDER_STATUS_NOT_ROUTED: "not routed",
    pb.ORDER_STATUS_NOT_DISPATCHED: "not dispatched",
}


class _Event(Protocol):
    """A message of StreamPlanFulfillment."""

    def WhichOneof(self, name: str) -> str | None: ...  # noqa: N802 - protobuf's own name


def follow_plan(
    events: Iterable[pb.StreamPlanFulfillmentResponse], console: Console
) -> pb.PlanFulfillmentResponse:
    """Shows the progress of a planning call and returns its answer."""
    if not console.is_terminal:
        return _follow_in_lines(events, console)
    columns = (
        TextColumn("{task.description:>16}"),
        BarColumn(bar_width=30),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console) as display:
        bars = {}
        for event in events:
            if event.WhichOneof("event") == "response":
                return event.response
            progress = event.progress
            words = _STAGE_WORDS.get(progress.stage, "working")
            if progress.stage not in bars:
                bars[progress.stage] = display.add_task(words, total=progress.total)
            display.update(bars[progress.stage], completed=progress.done, total=progress.total)
    raise EOFError("the stream of progress ended without a plan")


def _follow_in_lines(
    events: Iterable[pb.StreamPlanFulfillmentResponse], console: Console
) -> pb.PlanFulfillmentResponse:
    """One line at the start and the end of each stage."""
    told = set()
    for event in events:
        if event.WhichOneof("event") == "response":
            return event.response
        progress = event.progress
        moment = (progress.stage, progress.done)
        if progress.done in (0, progress.total) and moment not in told:
            told.add(moment)
            words = _STAGE_WORDS.get(progress.stage, "working")
            console.print(f"{words:>16} {progress.done:>5}/{progress.total}", highlight=False)
    raise EOFError("the stream of progress ended without a plan")


def print_plan(
    request: pb.PlanFulfillmentRequest, plan: pb.FulfillmentPlan, console: Console
) -> None:
    """Prints routes, what is not served and why, and the figures of a plan."""
    zone = ZoneInfo(request.center.time_zone)
    names = {courier.id: courier.name or courier.id for courier in request.couriers}
    vehicles = {vehicle.id: vehicle for vehicle in request.vehicles}
    table = Table(title=f"Routes of plan {plan.id}", title_justify="left")
    for heading, justify in (
        ("vehicle", "left"),
        ("courier", "left"),
        ("dock", "left"),
        ("loads", "left"),
        ("leaves", "left"),
        ("back", "left"),
        ("stops", "right"),
        ("parcels", "right"),
        ("km", "right"),
        ("full", "right"),
        ("cost", "right"),
    ):
        table.add_column(heading, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    for planned in plan.routes:
        dock = planned.dock_assignment
        table.add_row(
            planned.id,
            names.get(planned.courier_id, planned.courier_id),
            dock.dock_id,
            _clock(dock.loading_start_time, zone),
            _clock(planned.route.start_time, zone),
            _clock(planned.route.end_time, zone),
            str(len(planned.route.stops)),
            str(planned.parcel_count),
            f"{planned.route.distance_m / 1000:.1f}",
            f"{_full_share(vehicles[planned.id], planned):.0%}",
            format_money(planned.route.cost),
        )
    console.print(table)
    left = [order for order in plan.orders if order.status != pb.ORDER_STATUS_PLANNED]
    if left:
        unserved = Table(title="Not served, and why", title_justify="left")
        for heading in ("order", "status", "reason"):
            unserved.add_column(heading)
        for order in left:
            unserved.add_row(order.order_id, _STATUS_WORDS.get(order.status, "?"), order.reason)
        console.print(unserved)
    summary = plan.summary
    console.print(
        f"{summary.planned_order_count} of {summary.order_count} orders in {summary.parcel_count}"
        f" parcels on {summary.route_count} routes, {summary.distance_m / 1000:.1f} km,"
        f" {format_money(summary.cost)}",
        highlight=False,
    )
    times = ", ".join(
        f"{_STAGE_WORDS.get(stage.stage, '?')} {stage.elapsed.ToMilliseconds() / 1000:.1f} s"
        for stage in summary.stages
    )
    console.print(f"Time: {times}", highlight=False)


def _clock(moment: Timestamp, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(moment.seconds, zone).strftime("%H:%M")


def _full_share(vehicle: pb.FleetVehicle, planned: pb.PlannedRoute) -> float:
    """The fuller of weight and volume."""
    volume = planned.volume_mm3 / max(1, vehicle.volume_limit_mm3.maximum)
    return max(volume, planned.weight_g / max(1, vehicle.weight_limit_g.maximum))
