"""Faults of a request: all at once, with path, value and words, in the names of the API."""

from __future__ import annotations

import gc
import math

import pytest
from fulfillment.v1 import common_pb2, packing_pb2, routing_pb2

from optimizer.packing.model import Item, LoadUnit, UprightDimension
from optimizer.routing.model import Vehicle, Visit
from optimizer.shapes import Position
from service.convert import InvalidRequestError, Violation, read, to_message, to_model
from service.requests import SearchOptions, read_request
from tests.service import problems


def _fields(violations: tuple[Violation, ...]) -> dict[str, tuple[str, str]]:
    return {one.field: (one.value, one.problem) for one in violations}


def test_a_valid_request_is_its_model() -> None:
    reading = read_request(problems.pack_request())
    assert reading.violations == ()
    assert reading.currency is None
    assert reading.checked().items[0].size.length_mm == 100
    assert reading.checked().items[0].quantity == 4


def test_unset_fields_take_the_default_of_the_model() -> None:
    item = to_model(packing_pb2.Item(id="a", size=problems.size(1, 2, 3)), Item)
    assert (item.weight_g, item.quantity, item.upright_dimensions) == (0, 1, ())


def test_optional_tells_zero_from_unset() -> None:
    unit = packing_pb2.LoadUnit(id="a", inner_size=problems.size(1, 2, 3))
    assert to_model(unit, LoadUnit).stock is None
    unit.stock = 0
    assert to_model(unit, LoadUnit).stock == 0


def test_units_join_the_names() -> None:
    visit = routing_pb2.Visit(place_id="a", time_windows=[problems.window(0, 60)])
    visit.service_duration.seconds = 90
    model = to_model(visit, Visit)
    assert model.service_duration_s == 90
    assert model.time_windows[0].end_time_s == problems.MORNING_S + 60
    options = common_pb2.SearchOptions()
    options.time_limit.FromMilliseconds(1_500)
    assert to_model(options, SearchOptions).time_limit_ms == 1_500


def test_an_empty_text_of_an_optional_id_is_none() -> None:
    model = to_model(routing_pb2.Vehicle(id="a", start_depot_id="b"), Vehicle)
    assert model.end_depot_id is None


def test_every_range_fault_is_told_with_value_and_remedy() -> None:
    item = packing_pb2.Item(size=problems.size(0, -7, 100_001), weight_g=-1, quantity=0)
    with pytest.raises(InvalidRequestError) as caught:
        to_model(item, Item)
    assert _fields(caught.value.violations) == {
        "id": ("", "is required"),
        "size.length_mm": ("0", "is below 1"),
        "size.width_mm": ("-7", "is below 1"),
        "size.height_mm": ("100001", "is above 100,000"),
        "weight_g": ("-1", "is below 0"),
        "quantity": ("0", "is below 1"),
    }
    assert all(one.remedy for one in caught.value.violations)
    assert str(caught.value).startswith("6 fault(s)")


def test_a_missing_part_is_required() -> None:
    (fault,) = read(packing_pb2.Item(id="a"), Item).violations
    assert (fault.field, fault.value, fault.problem) == ("size", "", "is required")


def test_long_values_are_shortened() -> None:
    faults = read(packing_pb2.Item(id="x" * 5_000, size=problems.size(1, 1, 1)), Item).violations
    assert len(faults[0].value) == 80


def test_an_empty_list_is_told_once() -> None:
    request = problems.pack_request()
    del request.items[:]
    assert _fields(read_request(request).violations) == {"items": ("0 entries", "is empty")}


def test_a_list_of_faulty_entries_is_not_called_empty() -> None:
    request = problems.pack_request()
    request.items[0].weight_g = -1
    assert set(_fields(read_request(request).violations)) == {"items[0].weight_g"}


def test_unknown_enum_values_are_told() -> None:
    request = problems.pack_request()
    request.objective = 77  # type: ignore[assignment]
    request.items[0].upright_dimensions.extend([1, 0, 88])  # type: ignore[list-item]
    assert _fields(read_request(request).violations) == {
        "objective": ("77", "is not a value of this list"),
        "items[0].upright_dimensions[1]": (
            "UPRIGHT_DIMENSION_UNSPECIFIED",
            "is not a value of this list",
        ),
        "items[0].upright_dimensions[2]": ("88", "is not a value of this list"),
    }


def test_a_fault_of_a_list_of_enums_shows_their_names() -> None:
    request = problems.pack_request()
    request.items[0].upright_dimensions.extend([1, 1])  # type: ignore[list-item]
    (fault,) = read_request(request).violations
    assert fault.field == "items[0].upright_dimensions"
    assert UprightDimension.LENGTH.value in fault.value.lower()


def test_parts_of_a_second_are_told() -> None:
    window = problems.window(0, 10)
    window.end_time.nanos = 5
    visit = routing_pb2.Visit(place_id="a", time_windows=[window])
    visit.service_duration.nanos = 1
    assert set(_fields(read(visit, Visit).violations)) == {
        "time_windows[0].end_time",
        "service_duration",
    }


def test_times_are_shown_as_times() -> None:
    request = problems.routes_request()
    request.depots[0].opening_window.CopyFrom(problems.window(60, 0))
    (fault,) = read_request(request).violations
    assert fault.field == "depots[0].opening_window.end_time"
    assert fault.value == "2026-03-02T08:00:00Z"


def test_a_time_outside_the_calendar_is_told() -> None:
    visit = routing_pb2.Visit(place_id="a", time_windows=[problems.window(0, 10)])
    visit.time_windows[0].end_time.seconds = 10**15
    (fault,) = read(visit, Visit).violations
    assert fault.field == "time_windows[0].end_time"


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_numbers_that_are_none_are_told(value: float) -> None:
    faults = read(common_pb2.Position(latitude_deg=value), Position).violations
    assert [fault.field for fault in faults] == ["latitude_deg"]
    assert faults[0].problem == "is not a finite number"


@pytest.mark.parametrize(
    ("codes", "faulty"),
    [
        (["CHF", "CHF"], {}),
        (["CHF", "EUR"], {"load_units[1].cost.currency_code": "EUR"}),
        (["CHF", ""], {"load_units[1].cost.currency_code": ""}),
        (["", "CHF"], {"load_units[0].cost.currency_code": ""}),
        (["Franken", "CHF"], {"load_units[0].cost.currency_code": "Franken"}),
    ],
)
def test_one_currency_a_request(codes: list[str], faulty: dict[str, str]) -> None:
    request = problems.pack_request()
    request.load_units.add(id="other", inner_size=problems.size(9, 9, 9))
    for unit, code in zip(request.load_units, codes, strict=True):
        unit.cost.currency_code = code
        unit.cost.minor_units = 5
    reading = read_request(request)
    assert {field: value for field, (value, _) in _fields(reading.violations).items()} == faulty
    assert reading.currency == "CHF"


def test_money_faults_name_the_amount() -> None:
    unit = packing_pb2.LoadUnit(id="a", inner_size=problems.size(1, 2, 3))
    unit.cost.currency_code, unit.cost.minor_units = "CHF", -5
    (fault,) = read(unit, LoadUnit).violations
    assert (fault.field, fault.value) == ("cost.minor_units", "-5")


def test_field_and_cross_faults_come_together() -> None:
    request = problems.pack_request()
    request.items.add(id="cube", size=problems.size(0, 1, 1))
    request.load_units.add()
    found = set(_fields(read_request(request).violations))
    assert found == {
        "items[1].size.length_mm",
        "items[1].id",
        "load_units[1].id",
        "load_units[1].inner_size",
    }


def test_a_field_that_is_faulty_by_itself_gets_no_cross_fault() -> None:
    request = problems.pack_request()
    for _ in range(2):
        request.items.add(size=problems.size(1, 1, 1))
    problems_told = [one.problem for one in read_request(request).violations]
    assert problems_told == ["is required", "is required"]


def test_money_is_written_in_the_currency_of_the_request() -> None:
    unit = packing_pb2.LoadUnit(id="a", inner_size=problems.size(1, 2, 3))
    unit.cost.currency_code, unit.cost.minor_units = "JPY", 5
    reading = read(unit, LoadUnit)
    written = to_message(reading.checked(), packing_pb2.LoadUnit, reading.currency)
    assert written.cost == unit.cost
    assert to_message(reading.checked(), packing_pb2.LoadUnit).cost.currency_code == "XXX"


def test_the_collector_is_on_again_after_reading() -> None:
    read_request(problems.pack_request())
    assert gc.isenabled()
    read_request(packing_pb2.PackRequest())
    assert gc.isenabled()


def test_a_moment_before_1970_is_told_in_words_of_time() -> None:
    message = problems.routes_request()
    message.shipments[0].release_time.FromJsonString("0001-01-01T00:00:00Z")
    violations = _fields(read_request(message).violations)
    assert violations["shipments[0].release_time"] == ("0001-01-01T00:00:00Z", "is before 1970")
