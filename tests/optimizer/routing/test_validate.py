"""Faults between fields: each is found, all at once, quickly, and without validation before."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.budget import Budget
from optimizer.faults import FieldPath, InvalidProblemError
from optimizer.routing import RoutingProblem, cross_faults, plan_routes
from optimizer.routing.model import (
    Depot,
    LoadAmount,
    MatrixTravel,
    Place,
    Shipment,
    Travel,
    Vehicle,
    Visit,
)
from optimizer.shapes import TimeWindow
from tests.optimizer.routing.problems import DAY_S, drop, holds, loads, on_a_line, van, visit


def _good() -> RoutingProblem:
    return on_a_line({"depot": 0, "a": 1}, [drop("1", "a", loads=loads(kg=1))], [van()])


def _paths(problem: RoutingProblem) -> set[FieldPath]:
    faults = cross_faults(problem)
    assert all(f.problem and f.remedy for f in faults)
    return {fault.path for fault in faults}


def test_good_problem_has_no_fault() -> None:
    assert cross_faults(_good()) == []


def _inverted() -> TimeWindow:
    return TimeWindow(start_time_s=DAY_S + 5, end_time_s=DAY_S)


SHIPMENT_FAULTS: list[tuple[dict[str, Any], FieldPath]] = [
    ({"deliveries": ()}, ("shipments", 0, "deliveries")),
    ({"deliveries": (visit("x"),)}, ("shipments", 0, "deliveries", 0, "place_id")),
    (
        {"deliveries": (Visit(place_id="a", time_windows=(_inverted(),)),)},
        ("shipments", 0, "deliveries", 0, "time_windows", 0, "end_time_s"),
    ),
    (
        {"deliveries": (visit("a", (10, 20), (0, 10)),)},
        ("shipments", 0, "deliveries", 0, "time_windows", 0, "start_time_s"),
    ),
    (
        {"loads": (LoadAmount(dimension="kg", amount=1),) * 2},
        ("shipments", 0, "loads", 1, "dimension"),
    ),
    ({"allowed_vehicle_ids": ("no",)}, ("shipments", 0, "allowed_vehicle_ids", 0)),
    ({"mandatory": True, "penalty_minor": 5}, ("shipments", 0, "penalty_minor")),
    ({"mandatory": False}, ("shipments", 0, "mandatory")),
]


@pytest.mark.parametrize(("changes", "path"), SHIPMENT_FAULTS)
def test_finds_a_fault_of_a_shipment(changes: dict[str, Any], path: FieldPath) -> None:
    shipment = _good().shipments[0].model_copy(update=changes)
    assert _paths(_good().model_copy(update={"shipments": (shipment,)})) == {path}


VEHICLE_FAULTS: list[tuple[dict[str, Any], FieldPath]] = [
    ({"start_depot_id": "x"}, ("vehicles", 0, "start_depot_id")),
    ({"end_depot_id": "x"}, ("vehicles", 0, "end_depot_id")),
    ({"shift_window": _inverted()}, ("vehicles", 0, "shift_window", "end_time_s")),
    ({"capacities": (*holds(kg=1), *holds(kg=2))}, ("vehicles", 0, "capacities", 1, "dimension")),
]


@pytest.mark.parametrize(("changes", "path"), VEHICLE_FAULTS)
def test_finds_a_fault_of_a_vehicle(changes: dict[str, Any], path: FieldPath) -> None:
    vehicle = _good().vehicles[0].model_copy(update=changes)
    assert _paths(_good().model_copy(update={"vehicles": (vehicle,)})) == {path}


def test_finds_a_shift_outside_the_opening() -> None:
    depot = Depot(
        id="depot",
        place_id="depot",
        time_zone="Europe/Vaduz",
        opening_window=TimeWindow(start_time_s=5, end_time_s=9),
    )
    problem = _good().model_copy(update={"depots": (depot,)})
    assert _paths(problem) == {("vehicles", 0, "shift_window")}


@pytest.mark.parametrize("zone", ["Mars/Olympus", "../etc/passwd", "", "Europe"])
def test_finds_an_unknown_time_zone(zone: str) -> None:
    depot = Depot.model_construct(id="depot", place_id="depot", time_zone=zone, opening_window=None)
    problem = _good().model_copy(update={"depots": (depot,)})
    assert ("depots", 0, "time_zone") in _paths(problem)


@pytest.mark.parametrize("name", ["places", "depots", "shipments", "vehicles"])
def test_finds_duplicate_ids(name: str) -> None:
    problem = _good().model_copy(update={name: getattr(_good(), name) * 2})
    first = 2 if name == "places" else 1
    assert (name, first, "id") in _paths(problem)


def test_finds_places_without_position() -> None:
    problem = _good().model_copy(update={"travel": None})
    assert _paths(problem) == {("places", 0, "position"), ("places", 1, "position")}
    assert cross_faults(problem, travel_known=True) == []


def test_finds_faults_of_the_matrix() -> None:
    matrix = MatrixTravel.model_construct(
        place_ids=("depot", "b"), distances_m=(0, 1, -2, 0), durations_s=(0, 1)
    )
    problem = _good().model_copy(
        update={"travel": Travel.model_construct(geodesic=None, matrix=matrix)}
    )
    assert _paths(problem) == {
        ("places", 1, "id"),
        ("travel", "matrix", "place_ids", 1),
        ("travel", "matrix", "distances_m", 2),
        ("travel", "matrix", "durations_s"),
    }


def test_all_faults_come_back_together() -> None:
    shipments = tuple(
        Shipment(id="same", deliveries=(visit("nowhere"),), allowed_vehicle_ids=("nobody",))
        for _ in range(4_000)
    )
    faults = cross_faults(_good().model_copy(update={"shipments": shipments}))
    assert len(faults) == 3 * 4_000 - 1
    with pytest.raises(InvalidProblemError) as raised:
        plan_routes(_good().model_copy(update={"shipments": shipments}), Budget.work(1))
    assert len(raised.value.faults) == len(faults)


def test_bears_a_problem_that_was_never_validated() -> None:
    problem = RoutingProblem.model_construct(
        places=(Place.model_construct(id="a", position=None),),
        depots=(Depot.model_construct(id="d", place_id=None, time_zone=None, opening_window=None),),
        shipments=(
            Shipment.model_construct(
                id=None,
                pickups=(Visit.model_construct(place_id="a", time_windows=(None,)),),
                deliveries=(),
                loads=(LoadAmount.model_construct(dimension="kg", amount=-5),),
                allowed_vehicle_ids=(),
                mandatory=None,
                penalty_minor=-3,
            ),
        ),
        vehicles=(Vehicle.model_construct(id="v", start_depot_id="d", capacities=()),),
        travel=None,
    )
    assert ("depots", 0, "place_id") in _paths(problem)


def test_finds_prices_that_no_sum_could_hold() -> None:
    far = 100_000_000
    places = {"depot": 0} | {f"p{i}": far for i in range(60)}
    stops = [drop(str(i), f"p{i}") for i in range(60)]
    dear = van(cost_per_km_minor=10**12)
    assert _paths(on_a_line(places, stops, [dear])) == {("vehicles", 0, "cost_per_km_minor")}
    assert _paths(on_a_line(places, stops, [van(cost_per_km_minor=10**9)])) == set()
