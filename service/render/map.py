"""The map of a plan: routes, stops and what was left out, on a background that ships with us.

Everything the page shows is in the page. Where no background is known for the region, the routes
are drawn on a graticule with a scale bar.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable
from functools import cache
from importlib import resources
from typing import Any

from fulfillment.v1 import fulfillment_pb2

from service.money import format_money
from service.render.day import Day, LeftOut, Point, Stop, Tour
from service.render.page import escape, page
from service.render.palette import route_color


def render_map(
    request: fulfillment_pb2.PlanFulfillmentRequest, plan: fulfillment_pb2.FulfillmentPlan
) -> str:
    """`map.html`: pan, zoom, hover and choose stops, switch routes on and off."""
    day = Day(request, plan)
    tours, left_out = day.tours(), day.left_out()
    points = [stop.point for tour in tours for stop in tour.stops if stop.point is not None]
    points += [one.point for one in left_out if one.point is not None]
    data = {
        "center": _spot(day.center, day.center_name),
        "routes": [_route(i, tour) for i, tour in enumerate(tours)],
        "leftOut": [_left_out(one) for one in left_out],
        "background": background(day.center, points),
    }
    body = f"""
<main class="map">
<canvas id="map" tabindex="0"
 aria-label="Map of the routes. Arrow keys move it, plus and minus zoom."></canvas>
<div id="tip" role="status" hidden></div>
<section id="card" aria-live="polite" hidden></section>
<div class="tools">
<button id="in" type="button" title="Zoom in">+</button>
<button id="out" type="button" title="Zoom out">−</button>
<button id="fit" type="button" title="Show everything">⤢</button>
<button id="theme" type="button" title="Light or dark">◐</button>
</div>
<div id="scale" aria-hidden="true"><span></span></div>
<div id="credit"></div>
</main>
<aside class="panel">
<header>
<p class="kicker">{escape(day.center_name)}</p>
<h1>{escape(day.date() or "Plan")}</h1>
<dl class="figures">{_figures(plan)}</dl>
</header>
<div class="switches"><h2>Routes</h2>
<button id="all" type="button">all</button><button id="none" type="button">none</button></div>
<ul id="routes"></ul>
<details id="leftout"{"" if left_out else " hidden"}>
<summary>Not on a route ({len(left_out)})</summary><ul></ul></details>
</aside>
<noscript><p>The map is drawn by a script inside this page; allow scripts to see it.</p></noscript>
"""
    return page(
        title=f"Map of {day.title()}",
        body=body,
        styles=("page.css", "map.css"),
        script="map.js",
        data=data,
    )


def background(center: Point | None, points: Iterable[Point]) -> dict[str, Any] | None:
    """The shipped background that holds the center, or else most of the points; None without."""
    wanted = [center] if center is not None else list(points)
    for candidate in _backgrounds():
        south, west, north, east = candidate["bounds"]
        inside = sum(south <= lat <= north and west <= lon <= east for lat, lon in wanted)
        if inside * 2 > len(wanted):
            return candidate
    return None


@cache
def _backgrounds() -> tuple[dict[str, Any], ...]:
    folder = resources.files("service.render") / "data"
    return tuple(
        json.loads(gzip.decompress(entry.read_bytes()))
        for entry in sorted(folder.iterdir(), key=lambda entry: entry.name)
        if entry.name.endswith("_background.json.gz")
    )


def _figures(plan: fulfillment_pb2.FulfillmentPlan) -> str:
    summary = plan.summary
    hours, minutes = divmod(summary.duration.seconds // 60, 60)
    figures = [
        ("Orders", f"{summary.planned_order_count:,} of {summary.order_count:,}"),
        ("Parcels", f"{summary.parcel_count:,}"),
        ("Routes", f"{summary.route_count:,}"),
        ("Way", f"{summary.distance_m / 1000:,.1f} km"),
        ("Time", f"{hours} h {minutes:02} min"),
    ]
    if summary.HasField("cost"):
        figures.append(("Cost", format_money(summary.cost)))
    return "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>" for name, value in figures
    )


def _spot(point: Point | None, name: str) -> dict[str, Any] | None:
    return None if point is None else {"at": point, "name": name}


def _route(number: int, tour: Tour) -> dict[str, Any]:
    light, dark = route_color(number)
    return {
        "id": tour.id,
        "light": light,
        "dark": dark,
        "courier": tour.courier,
        "kind": tour.vehicle_kind,
        "dock": tour.dock,
        "from": tour.departure,
        "to": tour.end,
        "km": f"{tour.distance_m / 1000:,.1f}",
        "parcels": tour.parcel_count,
        "stops": [_stop(stop) for stop in tour.stops],
    }


def _stop(stop: Stop) -> dict[str, Any]:
    return {
        "n": stop.number,
        "at": stop.point,
        "order": stop.order_id,
        "name": stop.recipient,
        "phones": stop.phones,
        "address": stop.address,
        "remark": stop.remark,
        "arrival": stop.arrival,
        "windows": stop.windows,
        "parcels": len(stop.loads),
    }


def _left_out(one: LeftOut) -> dict[str, Any]:
    return {
        "at": one.point,
        "order": one.order_id,
        "name": one.recipient,
        "address": one.address,
        "status": one.status,
        "reason": one.reason,
    }
