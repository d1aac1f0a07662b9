"""Ruin and recreate: its running sums agree with the schedule; undoing a step leaves no trace."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.budget import Budget
from optimizer.routing.arrays import RoutingArrays, flatten
from optimizer.routing.explain import impossible
from optimizer.routing.kernels import swift_tables
from optimizer.routing.kernels.bundles import ABSENT, BEST_COST, TOTAL_COST
from optimizer.routing.kernels.ring import recount, restore
from optimizer.routing.kernels.ruin import ruin_strings
from optimizer.routing.kernels.swift_anneal import construct
from optimizer.routing.model import RoutingProblem
from optimizer.routing.schedule import Scheduler
from optimizer.routing.sisr import COLD, HOT, RuinAndRecreate
from optimizer.routing.swift import Swift, swift_can
from optimizer.routing.travel import travel_matrix
from optimizer.shapes import Limit
from tests.optimizer.routing.conformance.test_engines import random_problem
from tests.optimizer.routing.problems import collect, drop, holds, loads, on_a_line, van


def _arrays(problem: RoutingProblem) -> RoutingArrays:
    arrays = flatten(problem, travel_matrix(problem))
    return arrays.select(~impossible(arrays))


def _town(seed: int) -> RoutingProblem:
    rng = np.random.default_rng(seed)
    places = {"depot": 0} | {f"p{i}": int(rng.integers(-500, 500)) for i in range(40)}
    shipments = []
    for i in range(40):
        opens = int(rng.integers(0, 4_000))
        windows = [(opens, opens + 900)] if i % 3 == 0 else []
        penalty = int(rng.integers(1, 900)) if i % 5 == 0 else None
        shipments.append(
            drop(f"s{i}", f"p{i}", *windows, loads=loads(kg=1 + i % 4), penalty_minor=penalty)
        )
    vehicles = [van(f"v{k}", capacities=holds(kg=20), cost_per_hour_minor=100) for k in range(4)]
    return on_a_line(places, shipments, vehicles)


@pytest.mark.parametrize("seed", range(6))
def test_its_cost_is_that_of_the_schedule(seed: int) -> None:
    arrays = _arrays(_town(seed))
    search = RuinAndRecreate(arrays, seed)
    search.begin(())
    search.search(Budget.work(2_000))
    scheduler = Scheduler(arrays)
    tours = search.tours()
    assert all(scheduler.feasible(tour) is not None for tour in tours)
    assert scheduler.total(tours) == search.cost


@pytest.mark.parametrize("seed", range(30))
def test_its_cost_is_never_below_that_of_the_schedule(seed: int) -> None:
    arrays = _arrays(random_problem(seed))
    if not arrays.visit_count:
        return
    search = RuinAndRecreate(arrays, seed)
    search.begin(())
    search.search(Budget.work(200))
    # With several windows a visit keeps the one it was put into; the schedule may know better.
    assert Scheduler(arrays).total(search.tours()) <= search.cost


def test_undoing_a_step_leaves_no_trace() -> None:
    arrays = _arrays(_town(1))
    search = RuinAndRecreate(arrays, 1)
    search.begin(())
    ground, state = search.bundles
    before = [state.node.copy(), state.load.copy(), state.route[:, :5].copy(), ground.kind.copy()]
    touched, held = ruin_strings(ground, state)
    assert held > 0
    restore(ground, state, touched)
    after = [state.node, state.load, state.route[:, :5], ground.kind]
    for was, now in zip(before, after, strict=True):
        np.testing.assert_array_equal(np.asarray(now), np.asarray(was))


def test_totals_kept_step_by_step_agree_with_a_recount() -> None:
    arrays = _arrays(_town(2))
    search = RuinAndRecreate(arrays, 2)
    search.begin(())
    search.search(Budget.work(3_000))
    ground, state = search.bundles
    kept = state.total.copy()
    recount(ground, state)
    assert state.total[TOTAL_COST] == kept[TOTAL_COST]
    assert state.total[ABSENT] == kept[ABSENT]
    assert kept[BEST_COST] <= kept[TOTAL_COST]


def test_it_goes_on_from_given_tours() -> None:
    arrays = _arrays(_town(3))
    first = RuinAndRecreate(arrays, 3)
    first.begin(())
    first.search(Budget.work(1_000))
    second = RuinAndRecreate(arrays, 4)
    second.begin(first.tours())
    assert second.cost <= first.cost


def _plain_town(seed: int) -> RoutingProblem:
    """One window at most, several types of one family and of others, prizes, an hourly price."""
    rng = np.random.default_rng(seed)
    places = {"depot": 0, "other": 90} | {f"p{i}": int(rng.integers(-500, 500)) for i in range(40)}
    shipments = []
    for i in range(40):
        opens = int(rng.integers(0, 4_000))
        windows = [(opens, opens + 900)] if i % 3 == 0 and seed % 3 else []
        penalty = int(rng.integers(1, 900)) if i % 5 == 0 and seed % 2 else None
        side = collect if seed == 5 else drop
        shipments.append(
            side(
                f"s{i}",
                f"p{i}",
                *windows,
                loads=loads(kg=1 + i % 4),
                penalty_minor=penalty,
                required_skills=("cold",) if i % 7 == 0 else (),
            )
        )
    hourly = 100 if seed % 4 == 1 else None
    vehicles = [
        van(f"a{k}", capacities=holds(kg=12), fixed_cost_minor=90, skills=("cold",))
        for k in range(6)
    ]
    vehicles += [
        van(f"b{k}", capacities=holds(kg=30), fixed_cost_minor=200, cost_per_hour_minor=hourly)
        for k in range(4)
    ]
    vehicles += [van("c", capacities=holds(kg=20), distance_limit_m=Limit(maximum=900))]
    return on_a_line(places, shipments, vehicles)


@pytest.mark.parametrize("seed", range(9))
def test_rows_of_routes_cost_what_the_schedule_says(seed: int) -> None:
    arrays = _arrays(_plain_town(seed))
    assert swift_can(arrays)
    search = Swift(arrays, seed)
    search.begin(())
    search.search(Budget.work(3_000), hot=HOT, cold=COLD)
    scheduler = Scheduler(arrays)
    tours = search.tours()
    assert all(scheduler.feasible(tour) is not None for tour in tours)
    assert scheduler.total(tours) == search.cost
    visits = [visit for tour in tours for visit in tour.visits]
    assert len(visits) == len(set(visits))
    for t, group in enumerate(arrays.vehicles):
        assert sum(tour.vehicle_type == t for tour in tours) <= len(group)
    again = Swift(arrays, seed + 1)
    again.begin(tours)
    assert again.cost <= search.cost


@pytest.mark.parametrize("seed", range(30))
def test_rows_of_routes_take_only_what_they_hold(seed: int) -> None:
    arrays = _arrays(random_problem(seed))
    if not swift_can(arrays):
        return
    search = Swift(arrays, seed)
    search.begin(())
    search.search(Budget.work(300), hot=HOT, cold=COLD)
    assert Scheduler(arrays).total(search.tours()) == search.cost


def test_what_rows_keep_step_by_step_agrees_with_a_recount() -> None:
    arrays = _arrays(_plain_town(3))
    search = Swift(arrays, 3)
    search.begin(())
    search.search(Budget.work(2_000), hot=HOT, cold=COLD)
    ground, state = search.bundles
    half = state.route.shape[1] // 2
    used = state.route[:, swift_tables.LENGTH] > 0
    before = state.route[used, :half].copy()
    kept = state.total[swift_tables.NOW_COST]
    construct(ground, state, np.zeros(0, np.int64), 1.0)
    same = [c for c in range(half) if c not in (swift_tables.LARGER, swift_tables.LARGER_COST)]
    assert (state.route[used, :half][:, same] == before[:, same]).all()
    assert state.total[swift_tables.NOW_COST] == kept
