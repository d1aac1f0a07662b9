"""Pages of work in a warehouse and of a repaired day: pickers with their batches, routes after an
event."""

from __future__ import annotations

from fulfillment.v1 import dispatch_pb2, repair_pb2

from service.money import format_money
from service.render.dispatch_pages import table
from service.render.gantt import GanttBar, GanttRow, gantt
from service.render.page import escape, page

_STYLES = ("page.css", "timetable.css")


def picking_page(
    request: dispatch_pb2.PlanPickingRequest, plan: dispatch_pb2.PickingPlan, zone: str = "UTC"
) -> str:
    """Who picks which batch when, on the clock of the zone, or without pickers the batches alone;
    what is late or left."""
    bars: dict[str, list[GanttBar]] = {picker.id: [] for picker in request.pickers}
    for batch in plan.batches:
        if batch.picker_id:
            bars[batch.picker_id].append(
                GanttBar(
                    batch.start_time.seconds,
                    batch.end_time.seconds,
                    "load",
                    batch.id,
                    f"{batch.id}: {len(batch.order_ids)} orders, {batch.piece_count} pieces, "
                    f"{batch.distance_mm / 1000:,.0f} m",
                )
            )
    rows = [GanttRow(name, f"{len(mine)} batches", tuple(mine)) for name, mine in bars.items()]
    batches = "".join(
        f"<tr><td>{escape(batch.id)}</td><td>{escape(batch.picker_id)}</td>"
        f"<td>{escape(batch.zone_id)}</td><td>{escape(', '.join(batch.order_ids))}</td>"
        f"<td>{batch.piece_count:,}</td><td>{batch.distance_mm / 1000:,.0f}</td></tr>"
        for batch in plan.batches
    )
    late = "".join(
        f"<tr><td>{escape(one.order_id)}</td><td>{one.lateness.seconds / 60:,.0f}</td></tr>"
        for one in plan.late_orders
    )
    left = "".join(
        f"<tr><td>{escape(one.order_id)}</td><td>{escape(one.zone_id)}</td>"
        f"<td>{escape(one.explanation)}</td></tr>"
        for one in plan.unbatched
    )
    proved = (
        f", no plan walks less than {plan.distance_bound_mm / 1e6:,.2f} km"
        if plan.distance_bound_mm
        else ""
    )
    body = f"""<main><header><p class="kicker">{escape(zone)}</p><h1>Picking</h1>
<p class="soft">{len(plan.batches):,} batches, {plan.distance_mm / 1e6:,.2f} km{proved};
{len(plan.late_orders):,} orders late, {len(plan.unbatched):,} left out</p></header>
{gantt(rows, zone) if rows else ""}
{table("Late", ("Order", "Minutes"), late)}
{table("Left out", ("Order", "Zone", "Why"), left)}
{table("Batches", ("Batch", "Picker", "Zone", "Orders", "Pieces", "Metres"), batches)}</main>"""
    return page(title="Picking", body=body, styles=_STYLES)


def repair_page(
    request: repair_pb2.RepairPlanRequest, plan: repair_pb2.RepairedPlan, zone: str = "UTC"
) -> str:
    """The routes and docks after an event, on the clock of the zone, and what it changed, in words
    and money."""
    now = request.event.time.seconds
    rows = [
        GanttRow(
            route.vehicle_id,
            f"{len(route.stops)} stops",
            tuple(
                GanttBar(
                    start,
                    end,
                    "road" if start >= now else "open",
                    "",
                    f"{route.vehicle_id}, {route.courier_id}: {len(route.stops)} stops",
                )
                for start, end in _split(route.start_time.seconds, route.end_time.seconds, now)
            ),
        )
        for route in plan.routes
    ]
    docks = [
        GanttRow(
            dock,
            "dock",
            tuple(
                GanttBar(
                    one.start_time.seconds,
                    one.end_time.seconds,
                    "load",
                    one.vehicle_id,
                    f"{one.vehicle_id} at {dock}",
                )
                for one in plan.loadings
                if one.dock_id == dock
            ),
        )
        for dock in request.dock_ids
    ]
    changes = "".join(f"<li>{escape(one.explanation)}</li>" for one in plan.changes)
    broken = "".join(
        f"<tr><td>{escape(one.order_id)}</td><td>{one.lateness.seconds / 60:,.0f}</td></tr>"
        for one in plan.broken_promises
    )
    left = "".join(
        f"<tr><td>{escape(one.order_id)}</td><td>{escape(one.explanation)}</td></tr>"
        for one in plan.unserved
    )
    body = f"""<main><header><p class="kicker">{escape(request.event.id)}, {escape(zone)}</p>
<h1>After the event</h1>
<p class="soft">Still to come: {escape(format_money(plan.cost))},
{escape(format_money(plan.cost_before))} before; the changes themselves cost
{escape(format_money(plan.change_cost))}</p></header>
<h2>What changes</h2><ul>{changes or "<li>nothing</li>"}</ul>
{table("Left out", ("Order", "Why"), left)}
{table("Promises broken", ("Order", "Minutes late"), broken)}
{gantt([*rows, *docks], zone)}</main>"""
    return page(title="After the event", body=body, styles=_STYLES)


def _split(start: int, end: int, now: int) -> list[tuple[int, int]]:
    """What of a span is past, and what is to come."""
    if start < now < end:
        return [(start, now), (now, end)]
    return [(start, end)] if end > start else []
