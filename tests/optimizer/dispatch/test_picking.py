"""Picking: tours and batches proved another way, figures checked, an answer under any budget."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from optimizer.budget import Budget
from optimizer.dispatch.check_picking import check_picking
from optimizer.dispatch.pick_tours import tour_of
from optimizer.dispatch.picking import plan_picking
from optimizer.dispatch.picking_model import (
    PickingLayout,
    PickingPlan,
    PickingPolicy,
    PickingProblem,
    PickLine,
    PickOrder,
    PickStop,
)
from optimizer.dispatch.validate import cross_faults
from optimizer.faults import InvalidProblemError, format_path


def random_layout(draw: random.Random) -> PickingLayout:
    aisles = draw.randrange(1, 7)
    return PickingLayout(
        aisle_count=aisles,
        slots_per_aisle=draw.randrange(1, 9),
        slot_pitch_mm=draw.choice((700, 1000)),
        aisle_pitch_mm=draw.choice((900, 2500, 9000)),
        cross_aisle_gap_mm=draw.choice((0, 500)),
        depot_aisle=draw.randrange(1, aisles + 1),
    )


def random_lines(draw: random.Random, layout: PickingLayout, most: int) -> tuple[PickLine, ...]:
    return tuple(
        PickLine(
            aisle=draw.randrange(1, layout.aisle_count + 1),
            slot=draw.randrange(1, layout.slots_per_aisle + 1),
            quantity=draw.randrange(1, 4),
        )
        for _ in range(draw.randrange(1, most + 1))
    )


def random_problem(seed: int, orders: int, policy: PickingPolicy) -> PickingProblem:
    draw = random.Random(seed)
    layout = random_layout(draw)
    return PickingProblem(
        layout=layout,
        orders=tuple(
            PickOrder(id=f"O{i}", lines=random_lines(draw, layout, 4)) for i in range(orders)
        ),
        cart_piece_limit=draw.choice((9, 12, 20)),
        policy=policy,
    )


def apart(layout: PickingLayout, one: tuple[int, int], other: tuple[int, int]) -> int:
    if one[0] == other[0]:
        return abs(one[1] - other[1])
    around = min(one[1] + other[1], 2 * layout.aisle_length_mm - one[1] - other[1])
    return abs(one[0] - other[0]) * layout.aisle_pitch_mm + around


def shortest_tour(layout: PickingLayout, spots: list[tuple[int, int]]) -> int:
    """The travelling salesman's way through the spots from the depot and back (Held and Karp)."""
    home, n = (layout.depot_aisle, 0), len(spots)
    best = {(1 << i, i): apart(layout, home, spots[i]) for i in range(n)}
    for size in range(2, n + 1):
        for chosen in itertools.combinations(range(n), size):
            seen = sum(1 << i for i in chosen)
            for last in chosen:
                rest = seen ^ (1 << last)
                best[seen, last] = min(
                    best[rest, i] + apart(layout, spots[i], spots[last])
                    for i in chosen
                    if i != last
                )
    whole = (1 << n) - 1
    return min(best[whole, i] + apart(layout, spots[i], home) for i in range(n))


def as_stops(lines: tuple[PickLine, ...]) -> list[PickStop]:
    return [
        PickStop(order_id="O", aisle=one.aisle, slot=one.slot, quantity=one.quantity)
        for one in lines
    ]


@pytest.mark.parametrize("seed", range(150))
def test_the_optimal_tour_is_the_shortest(seed: int):
    draw = random.Random(seed)
    layout = random_layout(draw)
    lines = random_lines(draw, layout, 8)
    stops, distance = tour_of(layout, PickingPolicy.OPTIMAL, as_stops(lines))
    spots = sorted({(one.aisle, layout.depth_mm(one.slot)) for one in lines})
    assert distance == shortest_tour(layout, spots)
    assert len(stops) == len(lines)
    for policy in PickingPolicy:
        assert tour_of(layout, policy, as_stops(lines))[1] >= distance


@pytest.mark.parametrize("policy", list(PickingPolicy))
@pytest.mark.parametrize("seed", range(6))
def test_few_orders_are_batched_best(seed: int, policy: PickingPolicy):
    problem = random_problem(seed, 5, policy)
    answer = plan_picking(problem, Budget.work(10))
    assert answer.report.proved_optimal
    orders = [one for one in problem.orders if one.piece_count <= problem.cart_piece_limit]
    best = min(
        sum(tour_of(problem.layout, policy, stops_of(batch))[1] for batch in batches)
        for batches in partitions(orders)
        if all(
            sum(one.piece_count for one in batch) <= problem.cart_piece_limit for batch in batches
        )
    )
    assert answer.plan.distance_mm == best


def stops_of(batch: list[PickOrder]) -> list[PickStop]:
    return [stop for one in batch for stop in as_stops(one.lines)]


def partitions(items: list[PickOrder]) -> list[list[list[PickOrder]]]:
    if not items:
        return [[]]
    first, *rest = items
    found = []
    for parts in partitions(rest):
        found.append([[first], *parts])
        for i, part in enumerate(parts):
            found.append([*parts[:i], [first, *part], *parts[i + 1 :]])
    return found


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**9), st.integers(1, 40), st.sampled_from(list(PickingPolicy)))
@example(1113, 11, PickingPolicy.OPTIMAL).via("all lies at the start: no tour has a length")
def test_every_plan_is_sound(seed: int, orders: int, policy: PickingPolicy):
    problem = random_problem(seed, orders, policy)
    for budget in (Budget.seconds(0, cores=1), Budget.work(20, seed=seed)):
        assert check_picking(problem, plan_picking(problem, budget).plan) == []


def test_search_shortens_the_tours_and_repeats_itself():
    problem = random_problem(4, 60, PickingPolicy.OPTIMAL)
    first = plan_picking(problem, Budget.seconds(0, cores=1)).plan
    better = [plan_picking(problem, Budget.work(500, seed=9)).plan for _ in range(2)]
    assert better[0] == better[1]
    assert better[0].distance_mm < first.distance_mm


def test_an_order_larger_than_the_cart_is_left_out_with_words():
    problem = random_problem(1, 3, PickingPolicy.S_SHAPE)
    large = PickOrder(id="large", lines=(PickLine(aisle=1, slot=1, quantity=99),))
    problem = problem.model_copy(update={"orders": (*problem.orders, large)})
    plan = plan_picking(problem, Budget.work(1)).plan
    assert [one.order_id for one in plan.unbatched] == ["large"]
    assert "99 pieces" in plan.unbatched[0].explanation


def test_only_orders_that_are_too_large():
    large = PickOrder(id="large", lines=(PickLine(aisle=1, slot=1, quantity=99),))
    layout = PickingLayout(aisle_count=1, slots_per_aisle=1, slot_pitch_mm=1, aisle_pitch_mm=1)
    problem = PickingProblem(layout=layout, orders=(large,), cart_piece_limit=5)
    assert plan_picking(problem, Budget.work(1)).plan.batches == ()


def test_faults_between_fields_are_named():
    layout = PickingLayout(
        aisle_count=2, slots_per_aisle=3, slot_pitch_mm=1, aisle_pitch_mm=1, depot_aisle=3
    )
    order = PickOrder(id="O", lines=(PickLine(aisle=3, slot=4),))
    problem = PickingProblem(layout=layout, orders=(order, order), cart_piece_limit=5)
    assert [format_path(fault.path) for fault in cross_faults(problem)] == [
        "layout.depot_aisle",
        "orders[1].id",
        "orders[0].lines[0].aisle",
        "orders[0].lines[0].slot",
        "orders[1].lines[0].aisle",
        "orders[1].lines[0].slot",
    ]
    with pytest.raises(InvalidProblemError):
        plan_picking(problem, Budget.work(1))
    assert cross_faults(PickingProblem.model_construct()) == []
    assert cross_faults(PickingProblem.model_construct(layout=None, orders=(None, 3))) == []


@pytest.fixture
def case() -> tuple[PickingProblem, PickingPlan]:
    problem = random_problem(2, 8, PickingPolicy.LARGEST_GAP)
    return problem, plan_picking(problem, Budget.work(10)).plan


def kinds(problem: PickingProblem, plan: PickingPlan) -> set[str]:
    return {one.kind for one in check_picking(problem, plan)}


def test_broken_plans_are_noticed(case: tuple[PickingProblem, PickingPlan]):
    problem, plan = case
    first, *others = plan.batches
    assert kinds(problem, plan) == set()

    def changed(**update: object) -> PickingPlan:
        batch = first.model_copy(update=update)
        return plan.model_copy(update={"batches": (batch, *others)})

    assert "cover" in kinds(problem, plan.model_copy(update={"batches": tuple(others)}))
    assert "distance" in kinds(problem, changed(distance_mm=first.distance_mm + 1))
    assert "total" in kinds(problem, plan.model_copy(update={"distance_mm": 1}))
    assert "stops" in kinds(problem, changed(stops=first.stops[1:]))
    assert "pieces" in kinds(problem, changed(piece_count=0))
    assert "batch_id" in kinds(problem, changed(id=others[0].id))
    assert "unknown" in kinds(problem, changed(order_ids=(*first.order_ids, "nobody")))
    small = problem.model_copy(update={"cart_piece_limit": 1})
    assert "cart" in kinds(small, plan)
