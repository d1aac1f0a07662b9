"""First routes by savings, against the rule written out plainly."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.budget import Budget
from optimizer.routing import swift
from optimizer.routing.arrays import RoutingArrays, flatten
from optimizer.routing.kernels.swift_tables import SwiftGround
from optimizer.routing.model import RoutingProblem
from optimizer.routing.savings import savings_suit, savings_tours
from optimizer.routing.schedule import Scheduler, Tour
from optimizer.routing.swift import Swift
from optimizer.routing.travel import travel_matrix
from optimizer.shapes import Limit
from tests.optimizer.routing.problems import drop, from_matrix, holds, loads, van

STOPS = 30


def _problem(seed: int, *, one_way: bool, fleet: int = STOPS, **limits: Limit) -> RoutingProblem:
    """Places in a plane; `one_way`: a way back is another length."""
    rng = np.random.default_rng(seed)
    points = rng.integers(0, 100_000, (STOPS + 1, 2))
    metres = np.rint(np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))).astype(int)
    if one_way:
        metres = metres + rng.integers(0, 20_000, metres.shape)
        np.fill_diagonal(metres, 0)
    ids = ["depot"] + [f"p{i}" for i in range(STOPS)]
    shipments = [
        drop(f"s{i}", f"p{i}", loads=loads(kg=int(rng.integers(1, 9)))) for i in range(STOPS)
    ]
    vans = [
        van(f"v{k}", capacities=holds(kg=25), shift_window=None).model_copy(update=limits)
        for k in range(fleet)
    ]
    return from_matrix(ids, metres, np.zeros_like(metres), shipments, vans)


def _ground(problem: RoutingProblem) -> tuple[RoutingArrays, SwiftGround]:
    arrays = flatten(problem, travel_matrix(problem))
    return arrays, Swift(arrays, 0).bundles[0]


def _plainly(arrays: RoutingArrays, ground: SwiftGround, both_ways: bool) -> int:
    """Cost of the routes when pairs are joined by the greatest saving, tried one by one."""
    scheduler = Scheduler(arrays)
    n = arrays.visit_count
    door = int(arrays.start_place[0])
    way = arrays.distance_m
    place = arrays.visit_place.tolist()
    links = sorted(
        (int(-(way[place[i], door] + way[door, place[j]] - way[place[i], place[j]])), i, j)
        for i in range(n)
        for j in range(n)
        if i != j
    )
    routes = {i: [i] for i in range(n)}
    where = list(range(n))
    for negative, i, j in links:
        a, b = routes[where[i]], routes[where[j]]
        if negative >= 0 or a is b:
            continue
        if both_ways:
            a = a[::-1] if a[0] == i else a
            b = b[::-1] if b[-1] == j else b
        if a[-1] != i or b[0] != j or scheduler.feasible(Tour(0, (*a, *b))) is None:
            continue
        gone = where[j]
        routes[where[i]] = a + b
        for v in b:
            where[v] = where[i]
        del routes[gone]
    return scheduler.total([Tour(0, tuple(route)) for route in routes.values()])


@pytest.mark.parametrize("one_way", [False, True])
@pytest.mark.parametrize("seed", range(8))
def test_routes_are_those_of_the_plain_rule(seed: int, one_way: bool) -> None:
    problem = (
        _problem(seed, one_way=one_way),
        _problem(seed, one_way=one_way, distance_limit_m=Limit(maximum=400_000)),
        _problem(seed, one_way=one_way, stop_limit=Limit(maximum=3)),
    )[seed % 3]
    arrays, ground = _ground(problem)
    assert savings_suit(arrays, ground)
    tours = savings_tours(arrays, ground)
    scheduler = Scheduler(arrays)
    assert all(scheduler.feasible(tour) is not None for tour in tours)
    assert sorted(v for tour in tours for v in tour.visits) == list(range(STOPS))
    assert scheduler.total(tours) == _plainly(arrays, ground, both_ways=not one_way)


def test_no_more_tours_than_vehicles_and_the_search_places_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(swift, "MANY", 1)
    arrays, ground = _ground(_problem(3, one_way=False, fleet=7))
    assert len(savings_tours(arrays, ground)) <= 7
    search = Swift(arrays, 0)
    search.begin(())
    search.search(Budget.work(2_000), hot=0.1, cold=0.01)
    assert sorted(v for tour in search.tours() for v in tour.visits) == list(range(STOPS))
