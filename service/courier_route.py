"""What a courier sees of a stored plan: the stops of the day in order.

Works on messages, because stored plans are kept as the messages that were answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from fulfillment.v1 import address_pb2, courier_pb2, fulfillment_pb2

LATIN_LINE = (("poi",), ("road", "house_number"), ("building", "unit", "floor", "room"))
TOWN_FIELDS = ("village", "township", "district", "city")
CHINESE_LINE = [
    "province",
    "city",
    "district",
    "township",
    "village",
    "road",
    "lane",
    "house_number",
    "poi",
    "building",
    "unit",
    "floor",
    "room",
]


def courier_days(
    request: fulfillment_pb2.PlanFulfillmentRequest, plan: fulfillment_pb2.FulfillmentPlan
) -> list[tuple[str, str]]:
    """(courier id, day) for each crewed route; the day of its start in the center's zone."""
    zone = ZoneInfo(request.center.time_zone)
    return [
        (route.courier_id, day_of(route.route.start_time.seconds, zone))
        for route in plan.routes
        if route.courier_id
    ]


def day_of(moment_s: int, zone: ZoneInfo) -> str:
    """ "YYYY-MM-DD" of an epoch second in a time zone."""
    return datetime.fromtimestamp(moment_s, zone).date().isoformat()


def courier_route(
    request: fulfillment_pb2.PlanFulfillmentRequest,
    plan: fulfillment_pb2.FulfillmentPlan,
    courier_id: str,
    day: str,
) -> courier_pb2.GetCourierRouteResponse | None:
    """The courier's first route that starts on `day`; None when there is none."""
    zone = ZoneInfo(request.center.time_zone)
    mine = [
        route
        for route in plan.routes
        if route.courier_id == courier_id and day_of(route.route.start_time.seconds, zone) == day
    ]
    if not mine:
        return None
    planned = min(mine, key=lambda route: route.route.start_time.seconds)
    names = {courier.id: courier.name for courier in request.couriers}
    orders = {order.id: order for order in request.orders}
    outcomes = {outcome.order_id: outcome for outcome in plan.orders}
    answer = courier_pb2.GetCourierRouteResponse(
        plan_id=plan.id,
        route_id=planned.id,
        courier_id=courier_id,
        courier_name=names.get(courier_id, ""),
        vehicle_kind=planned.vehicle_kind,
        time_zone=request.center.time_zone,
        dock_id=planned.dock_assignment.dock_id,
        departure_time=planned.route.start_time,
        end_time=planned.route.end_time,
        distance_m=planned.route.distance_m,
    )
    if planned.HasField("dock_assignment"):
        answer.loading_start_time.CopyFrom(planned.dock_assignment.loading_start_time)
    for number, stop in enumerate(planned.route.stops, start=1):
        order, outcome = orders[stop.shipment_id], outcomes[stop.shipment_id]
        read = outcome.recognized_address
        shown = answer.stops.add(
            number=number,
            order_id=order.id,
            recipient=_text(read.address.recipient),
            phones=[_text(phone) for phone in read.address.phones],
            address_line=address_line(read.address) or order.address_text,
            remark=_text(read.address.remark),
            arrival_time=stop.arrival_time,
            time_windows=order.time_windows,
            parcel_ids=[f"{order.id}/{load.id}" for load in outcome.packing.loads],
        )
        place = order.position if order.HasField("position") else read.location.position
        shown.position.CopyFrom(place)
        shown.navigation_uri = f"geo:{place.latitude_deg:.6f},{place.longitude_deg:.6f}"
    return answer


def address_line(address: address_pb2.Address) -> str:
    """The address in one line: Chinese from coarse to fine without gaps, others street first."""
    if any("\u4e00" <= letter <= "\u9fff" for letter in _text(address.road) + _text(address.city)):
        return "".join(part.written or part.value for part in _parts(address, CHINESE_LINE))
    lines = [" ".join(map(_text, _parts(address, group))) for group in LATIN_LINE]
    town = next((_text(part) for part in _parts(address, TOWN_FIELDS)), "")
    lines.append(f"{_text(address.postcode)} {town}".strip())
    return ", ".join(filter(None, lines))


def _parts(address: address_pb2.Address, names: Iterable[str]) -> Iterator[address_pb2.AddressPart]:
    """The parts of an address that are known, in the order of `names`."""
    return (getattr(address, name) for name in names if address.HasField(name))


def _text(part: address_pb2.AddressPart) -> str:
    return part.value or part.written
