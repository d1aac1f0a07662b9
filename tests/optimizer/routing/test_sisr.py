"""Ruin and recreate: its running sums agree with the schedule; undoing a step leaves no trace."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.budget import Budget
from optimizer.routing.arrays import RoutingArrays, flatten
from optimizer.routing.explain import impossible
from optimizer.routing.kernels.bundles import ABSENT, BEST_COST, TOTAL_COST
from optimizer.routing.kernels.ring import recount, restore
from optimizer.routing.kernels.ruin import ruin_strings
from optimizer.routing.model import RoutingProblem
from optimizer.routing.schedule import Scheduler
from optimizer.routing.sisr import RuinAndRecreate
from optimizer.routing.travel import travel_matrix
from tests.optimizer.routing.conformance.test_engines import random_problem
from tests.optimizer.routing.problems import drop, holds, loads, on_a_line, van


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
    assert all((a == b).all() for a, b in zip(before, after, strict=True))


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
