"""Planned days to draw: the shipped example day with a plain plan, and a small hostile one.

The plan is made by the simplest means that give all the shapes a page can meet (a sweep around the
depot, items set in rows); it is drawn, never judged.
"""

from __future__ import annotations

import csv
import math
from importlib import resources

from fulfillment.v1 import fulfillment_pb2 as pb
from fulfillment.v1 import packing_pb2
from google.protobuf import json_format

EXAMPLES = resources.files("service.examples")
HOSTILE = """</script><script>alert(1)</script><img src=x onerror="alert('2')">'&\u2028 {{7*7}}"""


def example_request() -> pb.PlanFulfillmentRequest:
    text = (EXAMPLES / "liechtenstein_day.json").read_text(encoding="utf-8")
    return json_format.Parse(text, pb.PlanFulfillmentRequest())


def example_day(
    order_count: int | None = None,
) -> tuple[pb.PlanFulfillmentRequest, pb.FulfillmentPlan]:
    """The example day with a plan for (the first of) its orders."""
    request = example_request()
    if order_count is not None:
        del request.orders[order_count:]
    with (EXAMPLES / "liechtenstein_truth.csv").open(encoding="utf-8") as file:
        truth = {row["order_id"]: row for row in csv.DictReader(file)}
    plan = pb.FulfillmentPlan(id="sample")
    located: list[tuple[float, pb.OrderOutcome]] = []
    home = request.center.position
    for order in request.orders:
        outcome = plan.orders.add(order_id=order.id)
        row = truth[order.id]
        read = outcome.recognized_address
        read.address.recipient.value = order.address_text.splitlines()[0]
        pack(request, order, outcome)
        if not row["latitude"]:
            outcome.status = pb.ORDER_STATUS_ADDRESS_UNKNOWN
            outcome.reason = "no road of that name is known; ask the customer for the road and town"
            continue
        read.address.road.value, read.address.house_number.value = row["road"], row["house_number"]
        read.address.district.value = row["municipality"]
        read.confidence, read.verdict = 0.93, 1
        read.location.position.latitude_deg = float(row["latitude"])
        read.location.position.longitude_deg = float(row["longitude"])
        read.location.radius_m, read.location.level = 15, 8
        point = read.location.position
        angle = math.atan2(
            point.latitude_deg - home.latitude_deg, point.longitude_deg - home.longitude_deg
        )
        located.append((angle, outcome))
    located.sort(key=lambda pair: (pair[0], pair[1].order_id))
    drive(request, plan, [outcome for _, outcome in located])
    return request, plan


def drive(
    request: pb.PlanFulfillmentRequest, plan: pb.FulfillmentPlan, outcomes: list[pb.OrderOutcome]
) -> None:
    """Cuts the outcomes into as many routes as there are vehicles; nearest stop next."""
    share = -(-len(outcomes) // max(1, len(request.vehicles)))
    for i, vehicle in enumerate(request.vehicles):
        rest = outcomes[i * share : (i + 1) * share]
        if not rest:
            continue
        planned = plan.routes.add(id=vehicle.id, vehicle_kind=vehicle.kind)
        dock = request.docks[i % len(request.docks)] if request.docks else None
        if i < len(request.couriers):
            planned.courier_id = request.couriers[i].id
        route = planned.route
        now = vehicle.shift_window.start_time.seconds + 1500 * i + 900
        if dock is not None:
            loading = planned.dock_assignment
            loading.departure_id, loading.dock_id = vehicle.id, dock.id
            loading.loading_start_time.seconds, loading.departure_time.seconds = now - 900, now
            loading.lateness.seconds = 240 if i == 1 else 0
        route.vehicle_id = vehicle.id
        route.start_time.seconds = now
        here = request.center.position
        while rest:
            nearest = min(rest, key=lambda one: _metres(here, place(one)))
            rest.remove(nearest)
            way = _metres(here, place(nearest)) * 1.35
            now += int(way / 9.7)
            here = place(nearest)
            stop = route.stops.add(shipment_id=nearest.order_id, activity=2)
            stop.arrival_time.seconds = stop.start_time.seconds = now
            nearest.arrival_time.seconds = now
            now += 120
            stop.departure_time.seconds = now
            route.distance_m += int(way)
            nearest.status, nearest.route_id = pb.ORDER_STATUS_PLANNED, vehicle.id
            planned.parcel_count += len(nearest.packing.loads)
            planned.weight_g += sum(load.gross_weight_g for load in nearest.packing.loads)
        now += int(_metres(here, request.center.position) * 1.35 / 9.7)
        route.end_time.seconds = now
        route.duration.seconds = now - route.start_time.seconds
    summary = plan.summary
    summary.order_count = len(request.orders)
    summary.planned_order_count = sum(len(planned.route.stops) for planned in plan.routes)
    summary.parcel_count = sum(planned.parcel_count for planned in plan.routes)
    summary.route_count = len(plan.routes)
    summary.distance_m = sum(planned.route.distance_m for planned in plan.routes)
    summary.duration.seconds = sum(planned.route.duration.seconds for planned in plan.routes)
    summary.cost.currency_code, summary.cost.minor_units = "CHF", 123_450


def place(outcome: pb.OrderOutcome):
    return outcome.recognized_address.location.position


def _metres(one, other) -> float:
    north = (one.latitude_deg - other.latitude_deg) * 111_195
    east = (one.longitude_deg - other.longitude_deg) * 111_195
    return math.hypot(north, east * math.cos(math.radians(one.latitude_deg)))


def pack(request: pb.PlanFulfillmentRequest, order: pb.Order, outcome: pb.OrderOutcome) -> None:
    """Sets the items in rows and layers, into as many of the largest carton as it takes."""
    unit = max(request.load_units, key=lambda one: one.inner_size.length_mm)
    room = (unit.inner_size.length_mm, unit.inner_size.width_mm, unit.inner_size.height_mm)
    x = y = z = row = layer = 0
    load = None
    for item in sorted(order.items, key=lambda one: -one.size.height_mm):
        long, wide, high = sorted(
            (item.size.length_mm, item.size.width_mm, item.size.height_mm), reverse=True
        )
        if (long, wide, high) > room or high > room[2]:
            outcome.packing.unpacked.add(
                item_id=item.id,
                quantity=item.quantity or 1,
                reason=packing_pb2.UNPACKED_REASON_TOO_LARGE,
                explanation="larger than every carton",
            )
            continue
        for _ in range(item.quantity or 1):
            if load is None:
                load = outcome.packing.loads.add(
                    id=f"C{len(outcome.packing.loads) + 1}",
                    load_unit_id=unit.id,
                    gross_weight_g=unit.tare_weight_g,
                )
                x = y = z = row = layer = 0
            if x + long > room[0]:
                x, y, row = 0, y + row, 0
            if y + wide > room[1]:
                x = y = row = 0
                z, layer = z + layer, 0
            if z + high > room[2]:
                load = outcome.packing.loads.add(
                    id=f"C{len(outcome.packing.loads) + 1}",
                    load_unit_id=unit.id,
                    gross_weight_g=unit.tare_weight_g,
                )
                x = y = z = row = layer = 0
            placed = load.placements.add(
                item_id=item.id, step=len(load.placements) + 1, x_mm=x, y_mm=y, z_mm=z
            )
            placed.size.length_mm, placed.size.width_mm, placed.size.height_mm = long, wide, high
            load.gross_weight_g += item.weight_g
            volume = room[0] * room[1] * room[2]
            load.fill_share += long * wide * high / volume
            x, row, layer = x + long, max(row, wide), max(layer, high)


def hostile_day() -> tuple[pb.PlanFulfillmentRequest, pb.FulfillmentPlan]:
    """A day in the middle of nowhere on which every text that others write is an attack."""
    request, plan = example_day(9)
    request.center.name = HOSTILE
    for order in request.orders:
        order.address_text = f"=HYPERLINK(1) {HOSTILE}"
        for item in order.items:
            item.id = f"{HOSTILE}{item.id}"
    for courier in request.couriers:
        courier.name = HOSTILE
    for vehicle in request.vehicles:
        vehicle.kind = HOSTILE
    for outcome in plan.orders:
        address = outcome.recognized_address.address
        for name in ("recipient", "road", "house_number", "remark"):
            getattr(address, name).value = HOSTILE
        address.phones.add(value=HOSTILE)
        outcome.reason = HOSTILE
        location = outcome.recognized_address.location
        if location.HasField("position"):
            location.position.latitude_deg -= 60
        outcome.recognized_address.issues.add(field=HOSTILE, description=f"@{HOSTILE}")
        for load in outcome.packing.loads:
            load.id = load.load_unit_id = HOSTILE
            for placement in load.placements:
                placement.item_id = f"{HOSTILE}{placement.item_id}"
    request.center.position.latitude_deg -= 60
    plan.orders[0].status = pb.ORDER_STATUS_NOT_ROUTED
    for route in plan.routes:
        route.vehicle_kind = HOSTILE
        route.dock_assignment.dock_id = HOSTILE
    return request, plan
