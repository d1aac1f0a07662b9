"""Faults between fields: each is found, all at once, quickly, and without validation before."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from optimizer.budget import Budget
from optimizer.faults import FieldPath, InvalidProblemError, format_path
from optimizer.routing import RoutingProblem, cross_faults, plan_routes
from optimizer.routing.model import (
    AttemptRule,
    Depot,
    ExtraDistance,
    Fairness,
    FairnessMeasure,
    GeodesicTravel,
    LoadAmount,
    LoadCapacity,
    MatrixTravel,
    Overtime,
    Place,
    PreferredWindow,
    Shipment,
    Territory,
    Travel,
    TravelProfile,
    TravelSlice,
    Vehicle,
    Visit,
)
from optimizer.shapes import Limit, TimeWindow
from tests.optimizer.routing.problems import (
    DAY_S,
    drop,
    from_matrix,
    holds,
    loads,
    on_a_line,
    van,
    visit,
    window,
)


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


def _fields(problem: RoutingProblem) -> dict[str, str]:
    return {format_path(fault.path): fault.problem for fault in cross_faults(problem)}


def test_faults_of_slices() -> None:
    cells = (0, 5, -1, 0)
    problem = on_a_line({"depot": 0, "a": 5}, [drop("1", "a")], [van()]).model_copy(
        update={
            "travel_slices": (
                TravelSlice(window=window(0, 100), factor=2.0),
                TravelSlice(window=window(90, 90), factor=2.0),
                TravelSlice(window=window(200, 100), factor=2.0),
                TravelSlice(window=window(300, 400)),
                TravelSlice(window=window(400, 500), factor=1.0, durations_s=cells),
                TravelSlice(window=window(500, 600), durations_s=(0, 5)),
                TravelSlice(window=window(600, 700), durations_s=cells),
            )
        }
    )
    found = _fields(problem)
    assert set(found) == {
        "travel_slices[1].window.end_time_s",
        "travel_slices[1].window.start_time_s",
        "travel_slices[2].window.end_time_s",
        "travel_slices[3].factor",
        "travel_slices[4].factor",
        "travel_slices[5].durations_s",
        "travel_slices[6].durations_s[2]",
    }
    assert "from 'a' to 'depot'" in found["travel_slices[6].durations_s[2]"]


def test_faults_of_profiles_and_territories() -> None:
    ring = "[[[0, 0], [1, 1], [1, 0], [0, 1], [0, 0]]]"
    vehicles = [
        van("v", travel_profile_id="bike", territory_ids=("knot", "gone")),
        van("w", travel_profile_id="gone", outside_cost_minor=3),
    ]
    problem = on_a_line({"depot": 0, "a": 5}, [drop("1", "a")], vehicles).model_copy(
        update={
            "travel_profiles": (
                TravelProfile(id="bike", geodesic=GeodesicTravel()),
                TravelProfile(
                    id="bike",
                    matrix=MatrixTravel(place_ids=("a",), distances_m=(0,), durations_s=(0,)),
                ),
            ),
            "territories": (
                Territory(id="knot", geojson=f'{{"type": "Polygon", "coordinates": {ring}}}'),
                Territory(id="text", geojson="somewhere"),
                Territory(id="line", geojson='{"type": "LineString", "coordinates": []}'),
                Territory(id="none", geojson='{"type": "Polygon", "coordinates": [[[0]]]}'),
            ),
        }
    )
    assert set(_fields(problem)) == {
        "travel_profiles[1].id",
        "places[0].id",
        "vehicles[0].territory_ids[1]",
        "vehicles[1].travel_profile_id",
        "vehicles[1].outside_cost_minor",
        "territories[0].geojson",
        "territories[1].geojson",
        "territories[2].geojson",
        "territories[3].geojson",
        "places[0].position",
        "places[1].position",
    }


def test_faults_of_fairness_and_attempts() -> None:
    problem = on_a_line(
        {"depot": 0, "a": 5}, [drop("1", "a", last_attempt_time_s=5)], [van()]
    ).model_copy(
        update={
            "fairness": (
                Fairness(measure=FairnessMeasure.LOAD, dimension="volume", cost_per_unit_minor=1),
                Fairness(measure=FairnessMeasure.STOPS, dimension="kg", cost_per_unit_minor=1),
            ),
            "attempt_rules": (AttemptRule(failed_attempts=2), AttemptRule(failed_attempts=2)),
        }
    )
    assert set(_fields(problem)) == {
        "fairness[0].dimension",
        "fairness[1].dimension",
        "attempt_rules[1].failed_attempts",
        "shipments[0].last_attempt_time_s",
    }


@pytest.mark.parametrize(
    "path",
    [
        "vehicles[0].overtime.cost_per_hour_minor",
        "vehicles[0].extra_distance.cost_per_km_minor",
        "vehicles[0].capacities[0].cost_per_unit_above_minor",
        "shipments[0].deliveries[0].preferred_windows[0].late_cost_per_hour_minor",
        "fairness[0].cost_per_unit_minor",
    ],
)
def test_prices_that_could_not_be_counted(path: str) -> None:
    high = 10**12
    capacity = LoadCapacity(
        dimension="kg",
        limit=Limit(maximum=10**12),
        soft_limit=Limit(maximum=0),
        cost_per_unit_above_minor=high,
    )
    vehicle = van(
        shift_window=window(0, 100_000_000_000),
        overtime=Overtime(after_duration_s=0, cost_per_hour_minor=high),
        extra_distance=ExtraDistance(after_m=0, cost_per_km_minor=high),
        capacities=(capacity,),
    )
    wish = PreferredWindow(window=window(0, 1), late_cost_per_hour_minor=high)
    late = visit("a").model_copy(update={"preferred_windows": (wish,)})
    shipment = Shipment(id="1", deliveries=(late,), loads=loads(kg=10**12))
    far = np.array([[0, 1], [1, 0]])
    problem = from_matrix(
        ("depot", "a"),
        far * 1_000_000_000,
        far * 100_000_000,
        [shipment, drop("2", "a")],
        [vehicle],
    ).model_copy(
        update={"fairness": (Fairness(measure=FairnessMeasure.DURATION, cost_per_unit_minor=high),)}
    )
    assert path in _fields(problem)
