"""Columns: tours by bits are those of sorting, and the bound holds against proved optima."""

from __future__ import annotations

import random

import numpy as np
import pytest

from optimizer.budget import Budget
from optimizer.dispatch.kernels import batching
from optimizer.dispatch.pick_batches import exact, in_order_of_arrival
from optimizer.dispatch.pick_columns import by_columns, columns_fit
from optimizer.dispatch.pick_floor import Floor, parts_of
from optimizer.dispatch.picking import plan_picking
from optimizer.dispatch.picking_model import PickingPolicy
from tests.optimizer.dispatch.test_picking import random_problem


def floor_of(seed: int, orders: int, policy: PickingPolicy) -> Floor:
    problem = random_problem(seed, orders, policy)
    parts = [one for one in parts_of(problem) if one.pieces <= problem.cart_piece_limit]
    return Floor(problem, parts)


@pytest.mark.parametrize("policy", list(PickingPolicy))
@pytest.mark.parametrize("seed", range(10))
def test_bits_and_sorting_measure_the_same(seed: int, policy: PickingPolicy):
    floor, draw = floor_of(seed, 12, policy), random.Random(seed)
    room, none = np.empty(len(floor.picks) + 1, np.int64), np.empty((0, 0), np.int64)
    for _ in range(60):
        members = draw.sample(range(len(floor.parts)), draw.randint(1, 4))
        chosen = np.array(members, np.int64)
        leave, join = members[0], draw.randrange(len(floor.parts))
        sizes = (len(members), leave, join if join not in members else -1)
        lengths = {
            batching.tour(floor.facts, words, floor.picks, floor.first_pick, chosen, *sizes, room)
            for words in (floor.words, none)
        }
        assert len(lengths) == 1


@pytest.mark.parametrize("seed", range(12))
def test_the_bound_is_below_the_optimum(seed: int):
    floor = floor_of(seed, 9, PickingPolicy.S_SHAPE)
    assert columns_fit(floor)
    best = floor.total(exact(floor))
    found = by_columns(floor, in_order_of_arrival(floor), Budget.work(2_000))
    assert 0.8 * best <= found.bound <= best
    assert best <= floor.total(found.batch_of) <= 1.2 * best


def test_plans_by_columns_come_with_their_bound():
    problem = random_problem(20, 60, PickingPolicy.S_SHAPE)
    answer = plan_picking(problem, Budget.work(400))
    assert answer.report.engine == "columns"
    first = plan_picking(problem, Budget.seconds(0, cores=1)).plan
    assert answer.plan.distance_mm < first.distance_mm
    assert 0.95 * answer.plan.distance_mm < answer.plan.distance_bound_mm
    assert answer.plan.distance_bound_mm <= answer.plan.distance_mm


def test_a_spent_budget_still_covers_everything():
    floor = floor_of(3, 40, PickingPolicy.S_SHAPE)
    first = in_order_of_arrival(floor)
    found = by_columns(floor, first, Budget.seconds(0, cores=1))
    assert floor.total(found.batch_of) == floor.total(first)
    assert found.bound == 0
