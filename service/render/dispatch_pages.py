"""Pages of dispatch: docks with teams and yard, the couriers' week, routes of a wave or a day."""

from __future__ import annotations

from fulfillment.v1 import courier_week_pb2, dispatch_pb2, routing_pb2, waves_pb2

from service.money import format_money
from service.render.gantt import GanttBar, GanttRow, gantt
from service.render.page import escape, page

_STYLES = ("page.css", "timetable.css")


def docks_page(
    request: dispatch_pb2.ScheduleDocksRequest,
    schedule: dispatch_pb2.DockSchedule,
    zone: str = "UTC",
) -> str:
    """Docks, loading teams and the yard over the hours of the zone, and what found no place."""
    docks: dict[str, list[GanttBar]] = {dock.id: [] for dock in request.docks}
    teams: dict[str, list[GanttBar]] = {team.id: [] for team in request.teams}
    yard = []
    for entry in schedule.assignments:
        start, end = entry.loading_start_time.seconds, entry.departure_time.seconds
        late = entry.lateness.seconds
        words = f"{entry.departure_id} at {entry.dock_id}"
        words += f" by {entry.team_id}" if entry.team_id else ""
        words += f", {late // 60} min late" if late else ""
        bar = GanttBar(start, end, "late" if late else "load", entry.departure_id, words)
        docks.setdefault(entry.dock_id, []).append(bar)
        if entry.team_id:
            teams.setdefault(entry.team_id, []).append(bar)
        waited = entry.waiting_duration.seconds
        if waited:
            told = f"{entry.departure_id} waits {waited // 60} min"
            yard.append(GanttBar(start - waited, start, "road", entry.departure_id, told))
    places = _places(yard)
    kinds = {dock.id: ", ".join(dock.vehicle_kinds) for dock in request.docks}
    left_out = "".join(
        f"<tr><td>{escape(one.departure_id)}</td><td>{escape(one.explanation)}</td></tr>"
        for one in schedule.unscheduled
    )
    rows = [GanttRow(name, kinds.get(name, ""), tuple(bars)) for name, bars in docks.items()]
    crews = [GanttRow(name, f"{len(bars)} loadings", tuple(bars)) for name, bars in teams.items()]
    standing = [GanttRow(f"place {k + 1}", "", tuple(bars)) for k, bars in enumerate(places)]
    used = sum(map(bool, docks.values()))
    cost = f"; {format_money(schedule.cost)}"
    limit = f" of {request.yard_places}" if request.HasField("yard_places") else ""
    body = f"""<main><header><p class="kicker">{escape(zone)}</p><h1>Docks</h1>
<p class="soft">{len(schedule.assignments):,} departures on {used:,} docks,
{schedule.total_lateness.seconds // 60:,} min late,
{schedule.total_overtime.seconds // 60:,} min overtime,
{len(schedule.unscheduled):,} left out{escape(cost) if schedule.HasField("cost") else ""}
</p></header>
<h2>Docks</h2>{gantt(rows, zone)}
{f"<h2>Loading teams</h2>{gantt(crews, zone)}" if crews else ""}
{f"<h2>Yard, {len(places)}{limit} places used</h2>{gantt(standing, zone)}" if places else ""}
{table("Left out", ("Departure", "Why"), left_out)}</main>"""
    return page(title="Docks", body=body, styles=_STYLES)


def _places(waits: list[GanttBar]) -> list[list[GanttBar]]:
    """Vehicles that wait on as few places as can be: the first that is free."""
    places: list[list[GanttBar]] = []
    for bar in sorted(waits, key=lambda bar: (bar.start_s, bar.end_s)):
        free = next((place for place in places if place[-1].end_s <= bar.start_s), None)
        if free is None:
            places.append([bar])
        else:
            free.append(bar)
    return places


def week_page(
    request: courier_week_pb2.PlanCourierWeekRequest, plan: courier_week_pb2.CourierWeekPlan
) -> str:
    """Who works when, what is missing and why."""
    shifts = {shift.id: shift for shift in request.shifts}
    names = {courier.id: courier.name or courier.id for courier in request.couriers}
    loads = {load.courier_id: load for load in plan.loads}
    bars: dict[str, list[GanttBar]] = {courier.id: [] for courier in request.couriers}
    for entry in plan.assignments:
        shift = shifts[entry.shift_id]
        bars[entry.courier_id].append(
            GanttBar(
                shift.start_time.seconds,
                shift.end_time.seconds,
                "load",
                shift.territory_id or shift.id,
                f"{shift.id}: {names[entry.courier_id]}",
            )
        )
    rows = [
        GanttRow(
            names[courier.id],
            f"{loads[courier.id].work_duration.seconds / 3600:.0f} h",
            tuple(bars[courier.id]),
        )
        for courier in request.couriers
    ]
    missing = sum(entry.missing for entry in plan.unfilled)
    unfilled = "".join(
        f"<tr><td>{escape(entry.shift_id)}</td><td>{entry.missing}</td>"
        f"<td>{escape(entry.explanation)}</td></tr>"
        for entry in plan.unfilled
    )
    conflicts = "".join(
        "<li>"
        + "; ".join(escape(rule) for rule in conflict.rules)
        + ("" if conflict.minimal else " (perhaps fewer of these would do: the time was over)")
        + "</li>"
        for conflict in plan.conflicts
    )
    gap = plan.penalty_hundredths - plan.penalty_bound_hundredths
    share = 100 * gap / plan.penalty_hundredths if plan.penalty_hundredths else 0.0
    body = f"""<main><header><p class="kicker">{escape(request.time_zone)}</p>
<h1>The couriers' week</h1>
<p class="soft">{len(plan.assignments):,} shifts worked, {missing:,} places unfilled;
{plan.penalty_hundredths / 100:,.1f} points, at most {share:.1f} % above the best there is
</p></header>
{gantt(rows, request.time_zone)}
{table("Unfilled", ("Shift", "Missing", "Why"), unfilled)}
{f"<h2>Rules in conflict</h2><ul>{conflicts}</ul>" if conflicts else ""}</main>"""
    return page(title="The couriers' week", body=body, styles=_STYLES)


def wave_page(request: waves_pb2.DecideWaveRequest, decision: waves_pb2.WaveDecision) -> str:
    """The routes that leave now and the orders that wait."""
    rows = [
        GanttRow(
            route.vehicle_id,
            f"{len(route.stops)} stops",
            (
                GanttBar(
                    route.start_time.seconds,
                    route.end_time.seconds,
                    "road",
                    f"{len(route.stops)} stops",
                    f"{route.vehicle_id}: {len(route.stops)} stops, "
                    f"{route.distance_m / 1000:,.1f} km",
                ),
            ),
        )
        for route in decision.routing_plan.routes
    ]
    waiting = "".join(
        f"<tr><td>{escape(one.order_id)}</td><td>{escape(one.explanation)}</td></tr>"
        for one in decision.waiting
    )
    lost = "".join(
        f"<tr><td>{escape(one.shipment_id)}</td><td>{escape(one.explanation)}</td></tr>"
        for one in decision.routing_plan.unserved
    )
    body = f"""<main><header><p class="kicker">{_where(request.depot)}</p>
<h1>This wave</h1><p class="soft">{len(rows):,} routes leave,
{len(decision.waiting):,} orders wait, {len(decision.must_go_order_ids):,} had to go</p></header>
{gantt(rows, request.depot.time_zone)}
{table("Waiting", ("Order", "Why"), waiting)}
{table("Not served", ("Order", "Why"), lost)}</main>"""
    return page(title="This wave", body=body, styles=_STYLES)


def simulation_page(
    request: waves_pb2.SimulateWavesRequest, simulation: waves_pb2.WaveSimulation
) -> str:
    """A replayed day: what left when, under each policy."""
    rows = []
    times = [wave.time.seconds for wave in request.waves]
    for day in simulation.days:
        name = _policy(day)
        spans = zip(times, [*times[1:], times[-1] + 3_600], strict=True)
        rows.append(
            GanttRow(
                name,
                f"{day.route_count} routes",
                tuple(
                    GanttBar(
                        start,
                        end,
                        "load" if wave.sent_count else "open",
                        f"{wave.sent_count} of {wave.known_count}",
                        f"{wave.sent_count} of {wave.known_count} orders leave on "
                        f"{wave.route_count} routes; {wave.must_go_count} had to",
                    )
                    for wave, (start, end) in zip(day.waves, spans, strict=False)
                ),
            )
        )
    policies = "".join(
        f"<tr><td>{escape(_policy(day))}</td><td>{day.served_count:,}</td>"
        f"<td>{len(day.unserved_order_ids):,}</td><td>{day.route_count:,}</td>"
        f"<td>{escape(format_money(day.cost))}</td>"
        f"<td>{_closed(day)}</td></tr>"
        for day in simulation.days
    )
    heads = ("Policy", "Served", "Unserved", "Routes", "Cost", "Gap closed")
    body = f"""<main><header><p class="kicker">{_where(request.depot)}</p>
<h1>A day replayed</h1></header>{gantt(rows, request.depot.time_zone)}
{table("Policies", heads, policies)}</main>"""
    return page(title="A day replayed", body=body, styles=_STYLES)


def _where(depot: routing_pb2.Depot) -> str:
    return f"{escape(depot.id)}, {escape(depot.time_zone)}"


def _policy(day: waves_pb2.SimulatedDay) -> str:
    if not day.HasField("policy"):
        return "hindsight"
    name = waves_pb2.WavePolicy.Name(day.policy)
    return name.removeprefix("WAVE_POLICY_").lower().replace("_", " ")


def _closed(day: waves_pb2.SimulatedDay) -> str:
    return f"{day.gap_closed_percent:.0f} %" if day.HasField("gap_closed_percent") else ""


def table(title: str, heads: tuple[str, ...], rows: str) -> str:
    """A headed table as markup; nothing without rows."""
    if not rows:
        return ""
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    return (
        f"<h2>{escape(title)}</h2><table><thead><tr>{head}</tr></thead>"
        f"<tbody>{rows}</tbody></table>"
    )
