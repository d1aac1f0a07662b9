"""The example day is a valid request whose parts fit together."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from fulfillment.v1 import fulfillment_pb2
from google.protobuf import json_format

import service.examples

FOLDER = Path(service.examples.__file__).parent


def read(name: str) -> fulfillment_pb2.PlanFulfillmentRequest:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return json_format.Parse(text, fulfillment_pb2.PlanFulfillmentRequest())


@pytest.fixture(scope="module")
def day() -> fulfillment_pb2.PlanFulfillmentRequest:
    return read("liechtenstein_day.json")


def test_has_the_promised_size(day: fulfillment_pb2.PlanFulfillmentRequest) -> None:
    assert len(day.orders) == 300
    assert 6 <= len(day.vehicles) <= 8
    assert len(day.docks) == 3
    assert len(day.couriers) == 8
    assert {vehicle.kind for vehicle in day.vehicles} == {"van", "cargo_bike"}
    with_window = sum(bool(order.time_windows) for order in day.orders)
    assert 80 <= with_window <= 120


@pytest.mark.parametrize("name", ["liechtenstein_day.json", "liechtenstein_small.json"])
def test_ids_are_unique_and_windows_run_forwards(name: str) -> None:
    request = read(name)
    for things in (request.orders, request.vehicles, request.docks, request.couriers):
        assert max(Counter(thing.id for thing in things).values()) == 1
    for order in request.orders:
        assert len({item.id for item in order.items}) == len(order.items)
        assert order.address_text
        for window in order.time_windows:
            assert window.start_time.seconds < window.end_time.seconds
    opening = request.center.opening_window
    for thing in (*request.vehicles, *request.couriers):
        assert opening.start_time.seconds <= thing.shift_window.start_time.seconds
        assert thing.shift_window.end_time.seconds <= opening.end_time.seconds


def test_small_day_is_part_of_the_day(day: fulfillment_pb2.PlanFulfillmentRequest) -> None:
    orders = {order.id: order for order in day.orders}
    small = read("liechtenstein_small.json")
    assert len(small.orders) == 12
    assert all(orders[order.id] == order for order in small.orders)


def test_truth_names_every_order(day: fulfillment_pb2.PlanFulfillmentRequest) -> None:
    with (FOLDER / "liechtenstein_truth.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["order_id"] for row in rows] == [order.id for order in day.orders]
    assert sum(row["kind"] == "none" for row in rows) == 10
    for row in rows:
        if row["kind"] != "none":
            assert 47.0 < float(row["latitude"]) < 47.3
            assert 9.4 < float(row["longitude"]) < 9.7


def test_two_orders_hold_something_that_fits_no_carton(
    day: fulfillment_pb2.PlanFulfillmentRequest,
) -> None:
    def fits(item: object, unit: object) -> bool:
        piece = sorted((item.size.length_mm, item.size.width_mm, item.size.height_mm))  # type: ignore[attr-defined]
        inner = unit.inner_size  # type: ignore[attr-defined]
        room = sorted((inner.length_mm, inner.width_mm, inner.height_mm))
        heavy = item.weight_g + unit.tare_weight_g > unit.max_gross_weight_g  # type: ignore[attr-defined]
        return not heavy and all(a <= b for a, b in zip(piece, room, strict=True))

    misfits = [
        order.id
        for order in day.orders
        if any(not any(fits(item, unit) for unit in day.load_units) for item in order.items)
    ]
    assert len(misfits) == 2
