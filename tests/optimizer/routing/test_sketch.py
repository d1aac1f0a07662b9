"""Sketches: routes for parts of a problem, each shipment within the waves it may leave with."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest

from optimizer.budget import Budget
from optimizer.road import TravelMatrix
from optimizer.routing import sketch_routes
from optimizer.routing.model import (
    Depot,
    LoadAmount,
    LoadCapacity,
    Place,
    RoutingProblem,
    Shipment,
    Vehicle,
    Visit,
)
from optimizer.routing.sketch_model import Asked, SketchedRoute
from optimizer.routing.travel import travel_matrix
from optimizer.shapes import Limit, Position, TimeWindow

HOUR_S = 3_600
MOST = 3
"""Shipments that a vehicle holds."""


def problem_of(
    spots: Sequence[tuple[float, float]], dues: Sequence[int], starts: Sequence[int], **more: object
) -> tuple[RoutingProblem, list[int], TravelMatrix]:
    """Two vehicles for each wave, which may leave from `starts` on; and the wave of each."""
    problem = RoutingProblem(
        places=(
            Place(id="D", position=Position(latitude_deg=47.0, longitude_deg=8.0)),
            *(
                Place(id=f"P{i}", position=Position(latitude_deg=a, longitude_deg=b))
                for i, (a, b) in enumerate(spots)
            ),
        ),
        depots=(Depot(id="depot", place_id="D", time_zone="UTC"),),
        vehicles=tuple(
            Vehicle(
                id=f"V{n}@{k}",
                start_depot_id="depot",
                end_depot_id="depot",
                shift_window=TimeWindow(start_time_s=start, end_time_s=100 * HOUR_S),
                capacities=(LoadCapacity(dimension="load", limit=Limit(maximum=MOST)),),
                cost_per_km_minor=1_000,
            )
            for k, start in enumerate(starts)
            for n in range(len(spots))
        ),
        shipments=tuple(
            Shipment(
                id=f"s{i}",
                deliveries=(
                    Visit(
                        place_id=f"P{i}",
                        time_windows=(TimeWindow(start_time_s=0, end_time_s=due),),
                    ),
                ),
                loads=(LoadAmount(dimension="load", amount=1),),
                **more,
            )
            for i, due in enumerate(dues)
        ),
    )
    waves = [k for k in range(len(starts)) for _ in spots]
    return problem, waves, travel_matrix(problem)


def length(matrix: TravelMatrix, order: Sequence[int]) -> int:
    rows = [matrix.index[name] for name in ("D", *(f"P{i}" for i in order), "D")]
    return sum(int(matrix.distance_m[a, b]) for a, b in itertools.pairwise(rows))


def cheapest(matrix: TravelMatrix, groups: dict[int, list[int]]) -> int:
    """The shortest routes when each wave takes its own: every order, cut at every place."""
    total = 0
    for members in groups.values():
        best = None
        for order in itertools.permutations(members):
            for cuts in itertools.product((False, True), repeat=max(0, len(order) - 1)):
                routes: list[list[int]] = [[order[0]]]
                for one, cut in zip(order[1:], cuts, strict=True):
                    if cut:
                        routes.append([one])
                    else:
                        routes[-1].append(one)
                if max(map(len, routes)) <= MOST:
                    way = sum(length(matrix, route) for route in routes)
                    best = way if best is None else min(best, way)
        total += best or 0
    return total


@pytest.mark.parametrize("seed", range(6))
def test_small_ones_are_as_short_as_enumeration_finds(seed: int) -> None:
    draw = random.Random(seed)
    spots = [(47 + draw.random() / 5, 8 + draw.random() / 5) for _ in range(7)]
    problem, waves, matrix = problem_of(spots, [90 * HOUR_S] * 7, [0, HOUR_S])
    groups: dict[int, list[int]] = {0: [], 1: []}
    for i in draw.sample(range(7), 5):
        groups[draw.randrange(2)].append(i)
    asked = [Asked(i, k, k) for k, members in groups.items() for i in members]
    found = sketch_routes(problem, waves, matrix=matrix).routes(asked, Budget.work(400, seed=seed))
    for route in found:
        assert set(route.shipments) <= set(groups[route.wave])
    served = [i for route in found for i in route.shipments]
    assert sorted(served) == sorted(one.shipment for one in asked)
    assert sum(length(matrix, r.shipments) for r in found) == cheapest(matrix, groups)


def test_who_may_leave_later_joins_who_must() -> None:
    spots = [(47.1, 8.0), (47.1, 8.001), (46.9, 8.0)]
    problem, waves, matrix = problem_of(spots, [90 * HOUR_S] * 3, [0, HOUR_S])
    sketch = sketch_routes(problem, waves, matrix=matrix)
    routes = sketch.routes([Asked(0, 0, 1), Asked(1, 1, 1), Asked(2, 0, 0)], Budget.work(200))
    assert {(route.wave, frozenset(route.shipments)) for route in routes} == {
        (1, frozenset({0, 1})),
        (0, frozenset({2})),
    }
    # Due before a vehicle of the later wave gets there: it is in no route.
    problem, waves, matrix = problem_of(spots, [HOUR_S] * 3, [0, HOUR_S])
    sketch = sketch_routes(problem, waves, matrix=matrix)
    assert sketch.routes([Asked(0, 1, 1)], Budget.work(50)) == ()
    assert sketch.routes([], Budget.work(50)) == ()


def test_starting_routes_are_read_as_far_as_they_hold() -> None:
    spots = [(47.1, 8.0 + i / 1000) for i in range(4)]
    problem, waves, matrix = problem_of(spots, [90 * HOUR_S] * 4, [0, HOUR_S])
    sketch = sketch_routes(problem, waves, matrix=matrix)
    first = sketch.routes([Asked(i, 0, 0) for i in range(3)], Budget.work(100))
    assert [route.wave for route in first] == [0]
    # Of the route, 0 is not asked for and 2 may not leave then; no step is left for search.
    second = sketch.routes([Asked(1, 0, 0), Asked(2, 1, 1), Asked(3, 0, 1)], Budget.work(0), first)
    waves_of = {i: route.wave for route in second for i in route.shipments}
    assert waves_of.keys() == {1, 2, 3}
    assert (waves_of[1], waves_of[2]) == (0, 1)
    strange = (SketchedRoute(0, (0, 3), first[0].kind),)
    assert sketch.routes([Asked(1, 0, 0)], Budget.work(0), strange)[0].shipments == (1,)


def test_rules_beyond_the_classic_ones_hold() -> None:
    spots = [(47.1, 8.0), (47.1, 8.001)]
    problem, waves, matrix = problem_of(
        spots, [90 * HOUR_S] * 2, [0, 2 * HOUR_S], release_time_s=HOUR_S
    )
    sketch = sketch_routes(problem, waves, matrix=matrix)
    routes = sketch.routes([Asked(0, 1, 1), Asked(1, 0, 1)], Budget.work(100))
    assert [(route.wave, sorted(route.shipments)) for route in routes] == [(1, [0, 1])]
    assert [r.wave for r in sketch.routes([Asked(1, 0, 0)], Budget.work(100))] == [0]
