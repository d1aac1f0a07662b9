"""One sheet to print for each courier: the stops in order, with room for a signature."""

from __future__ import annotations

import re
from collections.abc import Iterable

from fulfillment.v1 import fulfillment_pb2

from service.render.day import Day, Stop, Tour
from service.render.map import background
from service.render.page import escape, page
from service.render.sketch import is_tall, route_sketch

_NOT_IN_NAMES = re.compile(r"[^A-Za-z0-9]+")


def render_route_sheets(
    request: fulfillment_pb2.PlanFulfillmentRequest, plan: fulfillment_pb2.FulfillmentPlan
) -> dict[str, str]:
    """File name -> page: one for each courier, one for each route that has no courier."""
    day = Day(request, plan)
    by_courier: dict[str, list[Tour]] = {}
    for tour in day.tours():
        by_courier.setdefault(tour.courier_id or f"route {tour.id}", []).append(tour)
    sheets: dict[str, str] = {}
    for who, tours in by_courier.items():
        tours.sort(key=lambda tour: (tour.day, tour.departure))
        sheets[_file_name(tours[0].day, who, sheets)] = _sheet(day, tours)
    return sheets


def _file_name(day: str, who: str, taken: Iterable[str]) -> str:
    """A name from letters, digits and hyphens only, whatever the id holds."""
    stem = f"route-sheet-{day}-{_NOT_IN_NAMES.sub('-', who).strip('-')[:60] or 'courier'}"
    name, number = f"{stem}.html", 2
    while name in taken:
        name, number = f"{stem}-{number}.html", number + 1
    return name


def _sheet(day: Day, tours: list[Tour]) -> str:
    who = tours[0].courier or f"Route {tours[0].id}"
    body = "\n".join(_tour(day, tour, who) for tour in tours)
    return page(
        title=f"Route sheet of {who}, {day.title()}",
        body=f'<main class="sheet">{body}</main>',
        styles=("page.css", "route_sheet.css"),
    )


def _tour(day: Day, tour: Tour, who: str) -> str:
    hours, minutes = divmod(tour.duration_s // 60, 60)
    facts = [
        ("Dock", tour.dock or "–"),
        ("Loading", tour.loading or "–"),
        ("Leave", tour.departure),
        ("Back", tour.end),
        ("Stops", f"{len(tour.stops):,}"),
        ("Parcels", f"{tour.parcel_count:,}"),
        ("Weight", f"{tour.weight_g / 1000:,.1f} kg"),
        ("Way", f"{tour.distance_m / 1000:,.1f} km"),
        ("Time", f"{hours} h {minutes:02} min"),
    ]
    points = [(stop.number, stop.point) for stop in tour.stops if stop.point is not None]
    tall = is_tall([point for _, point in points])
    ground = background(day.center, [point for _, point in points])
    credit = f'<p class="credit">{escape(ground["attribution"])}</p>' if ground else ""
    rows = "\n".join(_row(stop) for stop in tour.stops)
    date = day.date_of(tour.day)
    return f"""<section class="tour">
<header>
<div><p class="kicker">Route sheet</p><h1>{escape(who)}</h1>
<p>Route {escape(tour.id)}{f", {escape(tour.vehicle_kind)}" if tour.vehicle_kind else ""}</p></div>
<div class="when"><p>{escape(date)}</p><p class="kicker">{escape(day.center_name)}</p></div>
</header>
<div class="top{" tall" if tall else ""}">
<dl class="facts">{"".join(_fact(name, value) for name, value in facts)}</dl>
<figure>{route_sketch(day.center, points, ground)}{credit}</figure></div>
<table>
<thead><tr><th>#</th><th>Time</th><th>Recipient</th><th>Address</th><th>Parcels</th>
<th>Signature</th></tr></thead>
<tbody>
{rows}
</tbody>
</table>
<p class="back">Back at {escape(day.center_name)}: <b>{escape(tour.end)}</b></p>
</section>"""


def _fact(name: str, value: str) -> str:
    return f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>"


def _row(stop: Stop) -> str:
    phones = "".join(
        f'<div><a href="tel:{escape(_dialled(phone))}">{escape(phone)}</a></div>'
        for phone in stop.phones
    )
    address = escape(stop.address)
    if stop.point is not None:
        where = f"geo:{stop.point[0]:.6f},{stop.point[1]:.6f}"
        address = f'<a href="{where}">{address}</a>'
    windows = f'<div class="window">{escape(stop.windows)}</div>' if stop.windows else ""
    remark = f'<div class="remark">{escape(stop.remark)}</div>' if stop.remark else ""
    parcels = escape(f"{stop.order_id}: {', '.join(stop.loads)}" if stop.loads else stop.order_id)
    return (
        f'<tr><td class="n">{stop.number}</td>'
        f"<td><b>{escape(stop.arrival)}</b>{windows}</td>"
        f'<td><div class="name">{escape(stop.recipient or stop.order_id)}</div>{phones}</td>'
        f"<td>{address}{remark}</td>"
        f'<td><b>{len(stop.loads)}</b> <span class="soft">{stop.weight_g / 1000:.1f} kg</span>'
        f'<div class="soft">{parcels}</div></td><td class="sign"></td></tr>'
    )


def _dialled(phone: str) -> str:
    return "".join(letter for letter in phone if letter in "+0123456789")
