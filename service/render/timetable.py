"""The timetable of docks and couriers: bars over the hours of the day, and the same as a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fulfillment.v1 import fulfillment_pb2

from service.render.day import Day
from service.render.page import escape, page

LABEL_W, WIDTH, ROW_H, TOP_H = 170.0, 1180.0, 34.0, 30.0
HOUR_S = 3_600
_STEPS_S = (900, 1_800, 3_600, 7_200, 14_400, 21_600, 43_200, 86_400)
_MOST_TICKS = 26


@dataclass(frozen=True, slots=True)
class _Bar:
    """A span with its looks: a style class, a label inside and words on pointing."""

    start_s: int
    end_s: int
    look: str
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A resource with the spans in which it may be used and in which it is."""

    name: str
    detail: str
    open_s: tuple[int, int] | None
    bars: tuple[_Bar, ...]


def render_timetable(
    request: fulfillment_pb2.PlanFulfillmentRequest, plan: fulfillment_pb2.FulfillmentPlan
) -> str:
    """`timetable.html`: docks and routes over the day, late departures marked."""
    day = Day(request, plan)
    docks, roads = _dock_rows(day), _road_rows(day)
    late = sum(planned.dock_assignment.lateness.seconds for planned in plan.routes)
    told = (
        f"{len(plan.routes)} departures; together {_minutes(late)} late"
        if late
        else f"{len(plan.routes)} departures, none late"
    )
    body = f"""<main>
<header><p class="kicker">{escape(day.center_name)}</p>
<h1>Timetable, {escape(day.date() or "no departures")}</h1>
<p class="soft">{escape(told)}</p></header>
<h2>Docks</h2>{_chart(day, docks, (docks, roads))}
<h2>On the road</h2>{_chart(day, roads, (docks, roads))}
<p class="legend"><span class="key load"></span>loading
<span class="key late"></span>leaves late
<span class="key road"></span>on the road
<span class="key open"></span>open, at work</p>
<h2>Departures</h2>
<table><thead><tr><th>Leaves</th><th>Loading</th><th>Dock</th><th>Route</th><th>Vehicle</th>
<th>Courier</th><th>Parcels</th><th>Late</th><th>Back</th></tr></thead><tbody>{_table(day)}</tbody></table>
</main>"""
    return page(
        title=f"Timetable of {day.title()}", body=body, styles=("page.css", "timetable.css")
    )


def _dock_rows(day: Day) -> list[_Row]:
    bars: dict[str, list[_Bar]] = {dock.id: [] for dock in day.request.docks}
    for planned in day.plan.routes:
        if not planned.HasField("dock_assignment"):
            continue
        loading = planned.dock_assignment
        late = loading.lateness.seconds
        courier = day.courier_names.get(planned.courier_id, planned.courier_id)
        words = (
            f"{planned.id}: {day.clock(loading.loading_start_time)}–"
            f"{day.clock(loading.departure_time)}, {planned.parcel_count} parcels"
            f"{f', {courier}' if courier else ''}{f', {_minutes(late)} late' if late else ''}"
        )
        bars.setdefault(loading.dock_id, []).append(
            _Bar(
                loading.loading_start_time.seconds,
                loading.departure_time.seconds,
                "late" if late else "load",
                planned.id,
                words,
            )
        )
    windows = {dock.id: dock.opening_window for dock in day.request.docks}
    kinds = {dock.id: ", ".join(dock.vehicle_kinds) for dock in day.request.docks}
    rows = []
    for dock_id, mine in bars.items():
        window = windows.get(dock_id, day.request.center.opening_window)
        opening = (window.start_time.seconds, window.end_time.seconds)
        rows.append(_Row(dock_id, kinds.get(dock_id, ""), opening, tuple(mine)))
    return rows


def _road_rows(day: Day) -> list[_Row]:
    shifts = {courier.id: courier.shift_window for courier in day.request.couriers}
    rows: dict[str, tuple[str, str, tuple[int, int] | None, list[_Bar]]] = {}
    for planned in day.plan.routes:
        route = planned.route
        who = planned.courier_id or f"route {planned.id}"
        name = day.courier_names.get(planned.courier_id, "") or planned.courier_id or planned.id
        window = shifts.get(planned.courier_id)
        shift = (window.start_time.seconds, window.end_time.seconds) if window else None
        words = (
            f"{planned.id}: {day.clock(route.start_time)}–{day.clock(route.end_time)}, "
            f"{len(route.stops)} stops, {route.distance_m / 1000:,.1f} km"
        )
        bar = _Bar(
            route.start_time.seconds,
            route.end_time.seconds,
            "road",
            f"{planned.id} · {len(route.stops)} stops",
            words,
        )
        rows.setdefault(who, (name, planned.vehicle_kind, shift, []))[3].append(bar)
    return [_Row(name, kind, shift, tuple(bars)) for name, kind, shift, bars in rows.values()]


def _chart(day: Day, rows: list[_Row], all_rows: tuple[list[_Row], ...]) -> str:
    """One SVG; both charts share the span of time, so that they stand under each other."""
    bars = [bar for part in all_rows for row in part for bar in row.bars]
    if not bars or not rows:
        return '<p class="soft">Nothing is scheduled.</p>'
    # Whole hours on the wall clock, also where the zone is half an hour off.
    first = min(bar.start_s for bar in bars)
    offset = day.local(first).utcoffset()
    shift = int(offset.total_seconds()) if offset is not None else 0
    start = (first + shift) // HOUR_S * HOUR_S - shift
    end = -(-(max(bar.end_s for bar in bars) + shift) // HOUR_S) * HOUR_S - shift
    height = TOP_H + ROW_H * len(rows) + 4

    def x(moment_s: int) -> float:
        inside = min(max(moment_s, start), end)
        return LABEL_W + (WIDTH - LABEL_W - 26) * (inside - start) / max(1, end - start)

    parts = [
        f'<svg viewBox="0 0 {WIDTH:.0f} {height:.0f}" role="img" aria-label="Bars over the hours">'
    ]
    for i, row in enumerate(rows):
        y = TOP_H + ROW_H * i
        parts.append(f'<rect class="row{i % 2}" y="{y:.0f}" width="{WIDTH:.0f}" height="{ROW_H}"/>')
        if row.open_s is not None and row.open_s[1] > start and row.open_s[0] < end:
            left, right = x(row.open_s[0]), x(row.open_s[1])
            parts.append(
                f'<rect class="open" x="{left:.1f}" y="{y + 3:.1f}" '
                f'width="{right - left:.1f}" height="{ROW_H - 6}"/>'
            )
    parts += _ticks(day, start, end, height, x)
    for i, row in enumerate(rows):
        y = TOP_H + ROW_H * i
        parts.append(
            f'<text class="name" x="8" y="{y + 15:.1f}">{escape(_cut(row.name, 22))}</text>'
        )
        parts.append(
            f'<text class="detail" x="8" y="{y + 28:.1f}">{escape(_cut(row.detail, 28))}</text>'
        )
        spans = sorted((x(bar.start_s), x(bar.end_s)) for bar in row.bars)
        following = [*(left for left, _ in spans), WIDTH][1:]
        bars_in_order = sorted(row.bars, key=lambda bar: (bar.start_s, bar.end_s))
        parts += [
            _bar(bar, y, span, beyond - span[1])
            for bar, span, beyond in zip(bars_in_order, spans, following, strict=True)
        ]
    parts.append("</svg>")
    return f'<div class="chart">{"".join(parts)}</div>'


def _ticks(day: Day, start: int, end: int, height: float, x: Callable[[int], float]) -> list[str]:
    step = next((s for s in _STEPS_S if (end - start) / s <= _MOST_TICKS), _STEPS_S[-1])
    parts = []
    for moment in range(start, end + 1, step):
        at = x(moment)
        parts.append(f'<path class="tick" d="M{at:.1f} {TOP_H - 6}V{height:.0f}"/>')
        parts.append(
            f'<text class="hour" x="{at:.1f}" y="{TOP_H - 11}">{day.local(moment):%H:%M}</text>'
        )
    return parts


def _bar(bar: _Bar, y: float, span: tuple[float, float], room: float) -> str:
    """One bar; its label stands inside, or else beside it when there is `room` units of room."""
    left, width = span[0], max(span[1] - span[0], 2.5)
    needed = 7.2 * len(bar.label) + 6
    label = ""
    if width > needed:
        label = _label("inside", left + width / 2, y, bar.label)
    elif room > needed:
        label = _label("beside", left + width + 5, y, bar.label)
    return (
        f'<g class="bar {bar.look}"><title>{escape(bar.words)}</title>'
        f'<rect x="{left:.1f}" y="{y + 6:.1f}" width="{width:.1f}" height="{ROW_H - 12}" rx="4"/>'
        f"{label}</g>"
    )


def _label(where: str, x: float, y: float, text: str) -> str:
    return f'<text class="{where}" x="{x:.1f}" y="{y + ROW_H / 2 + 4:.1f}">{escape(text)}</text>'


def _table(day: Day) -> str:
    rows = []
    for planned in sorted(day.plan.routes, key=lambda one: (one.route.start_time.seconds, one.id)):
        loading = planned.dock_assignment
        known = planned.HasField("dock_assignment")
        late = loading.lateness.seconds
        cells = [
            f"<b>{day.clock(planned.route.start_time)}</b>",
            f"{day.clock(loading.loading_start_time)}–{day.clock(loading.departure_time)}"
            if known
            else "–",
            escape(loading.dock_id or "–"),
            escape(planned.id),
            escape(planned.vehicle_kind),
            escape(day.courier_names.get(planned.courier_id, "") or planned.courier_id or "–"),
            f"{planned.parcel_count:,}",
            f'<span class="warn">{_minutes(late)}</span>' if late else "",
            day.clock(planned.route.end_time),
        ]
        rows.append("<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>")
    return "".join(rows)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _minutes(seconds: int) -> str:
    hours, rest = divmod(-(-seconds // 60), 60)
    return f"{hours} h {rest:02} min" if hours else f"{rest} min"
