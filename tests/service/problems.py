"""Small requests that tests send."""

from __future__ import annotations

from fulfillment.v1 import common_pb2, dispatch_pb2, packing_pb2, routing_pb2

MORNING_S = 1_772_438_400
"""2026-03-02 08:00 UTC."""


def size(length_mm: int, width_mm: int, height_mm: int) -> common_pb2.Size:
    """Measures."""
    return common_pb2.Size(length_mm=length_mm, width_mm=width_mm, height_mm=height_mm)


def pack_request(quantity: int = 4) -> packing_pb2.PackRequest:
    """Cubes for one box."""
    return packing_pb2.PackRequest(
        items=[packing_pb2.Item(id="cube", size=size(100, 100, 100), quantity=quantity)],
        load_units=[packing_pb2.LoadUnit(id="box", inner_size=size(200, 200, 200))],
    )


def window(start_s: int, end_s: int) -> common_pb2.TimeWindow:
    """A window of seconds after MORNING_S."""
    found = common_pb2.TimeWindow()
    found.start_time.seconds = MORNING_S + start_s
    found.end_time.seconds = MORNING_S + end_s
    return found


def routes_request(stops: int = 3) -> routing_pb2.PlanRoutesRequest:
    """One van and stops around a depot."""
    request = routing_pb2.PlanRoutesRequest(
        depots=[routing_pb2.Depot(id="depot", place_id="home", time_zone="Europe/Vaduz")],
        vehicles=[
            routing_pb2.Vehicle(
                id="van",
                start_depot_id="depot",
                end_depot_id="depot",
                shift_window=window(0, 36_000),
                cost_per_km=common_pb2.Money(currency_code="CHF", minor_units=80),
            )
        ],
    )
    home = request.places.add(id="home")
    home.position.latitude_deg, home.position.longitude_deg = 47.14, 9.52
    for number in range(stops):
        place = request.places.add(id=f"place-{number}")
        place.position.latitude_deg = 47.14 + 0.002 * (number % 40)
        place.position.longitude_deg = 9.52 + 0.003 * (number // 40 + 1)
        shipment = request.shipments.add(id=f"shipment-{number}")
        shipment.deliveries.add(place_id=place.id).service_duration.seconds = 60
    return request


def docks_request() -> dispatch_pb2.ScheduleDocksRequest:
    """Two departures, one dock."""
    request = dispatch_pb2.ScheduleDocksRequest()
    request.docks.add(id="dock", opening_window=window(0, 36_000))
    for number in range(2):
        departure = request.departures.add(id=f"departure-{number}")
        departure.loading_duration.seconds = 600
        departure.earliest_loading_time.seconds = MORNING_S
        departure.due_time.seconds = MORNING_S + 900
    return request


def couriers_request() -> dispatch_pb2.AssignCouriersRequest:
    """Two jobs at the same time, one courier."""
    request = dispatch_pb2.AssignCouriersRequest()
    request.couriers.add(id="ada", name="Ada", shift_window=window(0, 36_000))
    for number in range(2):
        job = request.jobs.add(id=f"job-{number}")
        job.start_time.seconds = MORNING_S
        job.end_time.seconds = MORNING_S + 3_600
    return request


def picking_request() -> dispatch_pb2.PlanPickingRequest:
    """Three orders in two aisles, a cart for two."""
    request = dispatch_pb2.PlanPickingRequest(cart_piece_limit=2)
    layout = request.layout
    layout.aisle_count, layout.slots_per_aisle = 2, 10
    layout.slot_pitch_mm, layout.aisle_pitch_mm = 1_000, 3_000
    for number in range(3):
        order = request.orders.add(id=f"order-{number}")
        order.lines.add(aisle=1 + number % 2, slot=2 + number)
    return request
