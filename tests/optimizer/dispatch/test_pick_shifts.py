"""Pickers, due times, zones and points of visits: small cases proved by trying everything."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.budget import Budget
from optimizer.dispatch.check_picking import check_picking
from optimizer.dispatch.pick_tours import tour_of
from optimizer.dispatch.picking import plan_picking
from optimizer.dispatch.picking_model import (
    PickBatch,
    Picker,
    PickingPace,
    PickingPlan,
    PickingPolicy,
    PickingProblem,
    PickingZone,
    PickLine,
    PickOrder,
    PickStop,
    VisitWeights,
)
from optimizer.dispatch.picking_validate import picking_faults
from optimizer.dispatch.validate import cross_faults
from optimizer.faults import format_path
from optimizer.shapes import TimeWindow
from tests.optimizer.dispatch.test_picking import partitions, random_layout, random_lines

OPENS = 1_000_000


def shift(start: int, end: int) -> TimeWindow:
    return TimeWindow(start_time_s=OPENS + start, end_time_s=OPENS + end)


def crew_problem(seed: int, orders: int, *, zones: bool = False) -> PickingProblem:
    draw = random.Random(seed)
    layout = random_layout(draw).model_copy(update={"aisle_count": 6})
    made = []
    for i in range(orders):
        ready = draw.choice((None, draw.randrange(120)))
        due = draw.choice((None, draw.randrange(121, 400)))
        made.append(
            PickOrder(
                id=f"O{i}",
                lines=random_lines(draw, layout, 4),
                ready_time_s=None if ready is None else OPENS + ready,
                due_time_s=None if due is None else OPENS + due,
            )
        )
    return PickingProblem(
        layout=layout,
        orders=tuple(made),
        cart_piece_limit=draw.choice((9, 12, 20)),
        policy=draw.choice(list(PickingPolicy)),
        zones=(
            PickingZone(id="left", first_aisle=1, last_aisle=3),
            PickingZone(id="right", first_aisle=4, last_aisle=6),
        )
        if zones
        else (),
        zone_by_zone=zones,
        pickers=(
            Picker(id="P", shift_window=shift(0, draw.choice((200, 900)))),
            Picker(
                id="Q",
                shift_window=shift(60, 700),
                zone_ids=("left",) if zones and draw.random() < 0.5 else (),
            ),
        ),
        pace=PickingPace(
            walking_speed_mm_per_s=draw.choice((200, 700)),
            batch_duration_s=draw.choice((0, 30)),
            line_duration_s=5,
            piece_duration_s=1,
        ),
    )


def solved(problem: PickingProblem, work: int = 50) -> PickingPlan:
    plan = plan_picking(problem, Budget.work(work)).plan
    assert check_picking(problem, plan) == []
    return plan


def seconds(problem: PickingProblem, batch: list[PickOrder]) -> tuple[int, int]:
    """(seconds, millimetres) of a batch."""
    stops = [
        PickStop(order_id=one.id, aisle=line.aisle, slot=line.slot, quantity=line.quantity)
        for one in batch
        for line in one.lines
    ]
    way = tour_of(problem.layout, problem.policy, stops)[1]
    pace = problem.pace or PickingPace()
    pieces = sum(one.piece_count for one in batch)
    return (
        pace.batch_duration_s
        - (-way // pace.walking_speed_mm_per_s)
        + pace.line_duration_s * len(stops)
        + pace.piece_duration_s * pieces,
        way,
    )


def best(problem: PickingProblem) -> tuple[int, int, int]:
    """(orders left, seconds late, millimetres) of the best plan, by trying every one."""
    found = (len(problem.orders), 0, 0)
    fit = [one for one in problem.orders if one.piece_count <= problem.cart_piece_limit]
    for count in range(len(fit) + 1):
        for chosen in itertools.combinations(fit, count):
            for batches in partitions(list(chosen)):
                if any(
                    sum(one.piece_count for one in batch) > problem.cart_piece_limit
                    for batch in batches
                ):
                    continue
                took = [seconds(problem, batch) for batch in batches]
                for order in itertools.permutations(range(len(batches))):
                    for who in itertools.product(problem.pickers, repeat=len(batches)):
                        found = min(found, tried(problem, batches, took, order, who, found))
    return found


def tried(problem, batches, took, order, who, found) -> tuple[int, int, int]:
    free = {picker.id: picker.shift_window.start_time_s for picker in problem.pickers}
    late = way = 0
    for k in order:
        picker = who[k]
        ready = max((one.ready_time_s or 0) for one in batches[k])
        end = max(free[picker.id], ready) + took[k][0]
        if end > picker.shift_window.end_time_s:
            return found
        free[picker.id] = end
        way += took[k][1]
        late += sum(max(0, end - one.due_time_s) for one in batches[k] if one.due_time_s)
    return len(problem.orders) - sum(map(len, batches)), late, way


@pytest.mark.parametrize("seed", range(12))
def test_few_orders_are_planned_best(seed: int):
    problem = crew_problem(seed, 4)
    answer = plan_picking(problem, Budget.work(20_000))
    plan = answer.plan
    assert answer.report.proved_optimal
    assert (len(plan.unbatched), plan.lateness_s, plan.distance_mm) == best(problem)


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**9), st.integers(1, 30), st.booleans())
def test_every_plan_is_sound(seed: int, orders: int, zones: bool):
    problem = crew_problem(seed, orders, zones=zones)
    for budget in (Budget.seconds(0, cores=1), Budget.work(20, seed=seed)):
        assert check_picking(problem, plan_picking(problem, budget).plan) == []


def test_search_keeps_due_times_and_repeats_itself():
    problem = crew_problem(11, 40)
    crew = tuple(
        picker.model_copy(update={"shift_window": shift(0, 20_000)}) for picker in problem.pickers
    )
    orders = tuple(
        one.model_copy(update={"due_time_s": OPENS + 60 * (40 - k), "ready_time_s": None})
        for k, one in enumerate(problem.orders)
    )
    problem = problem.model_copy(update={"pickers": crew, "orders": orders, "cart_piece_limit": 20})
    first = plan_picking(problem, Budget.seconds(0, cores=1)).plan
    better = [solved(problem, 300) for _ in range(2)]
    assert better[0] == better[1]
    assert better[0].unbatched == first.unbatched == ()
    assert better[0].lateness_s < first.lateness_s
    assert better[0].late_orders[0].lateness_s > 0


def test_orders_without_room_in_a_shift_are_left_with_words():
    problem = crew_problem(1, 3)
    short = tuple(
        picker.model_copy(update={"shift_window": shift(0, 1)}) for picker in problem.pickers
    )
    plan = solved(problem.model_copy(update={"pickers": short}))
    assert len(plan.unbatched) == 3
    assert "extend a shift" in plan.unbatched[0].explanation
    assert plan.end_time_s is None


def test_zones_of_any_width_are_judged_at_once():
    problem = crew_problem(5, 3, zones=True)
    left, right = problem.zones
    wide = left.model_copy(update={"first_aisle": -(2**31), "last_aisle": 2**31 - 1})
    layout = problem.layout.model_copy(update={"aisle_count": None})
    broken = problem.model_copy(update={"zones": (right, wide), "layout": layout})
    (fault,) = picking_faults(broken)
    assert fault.path == ("zones", 1)
    assert f"shares aisle {right.first_aisle} with zone {right.id}" in fault.problem


def test_zones_are_picked_apart():
    problem = crew_problem(5, 12, zones=True).model_copy(update={"pickers": (), "pace": None})
    problem = problem.model_copy(
        update={
            "orders": tuple(
                one.model_copy(update={"ready_time_s": None, "due_time_s": None})
                for one in problem.orders
            )
        }
    )
    plan = solved(problem)
    assert {batch.zone_id for batch in plan.batches} == {"left", "right"}
    for batch in plan.batches:
        assert all((stop.aisle <= 3) == (batch.zone_id == "left") for stop in batch.stops)
    whole = solved(problem.model_copy(update={"zone_by_zone": False}))
    assert {batch.zone_id for batch in whole.batches} == {""}


@pytest.mark.parametrize("seed", range(5))
def test_visits_are_counted_instead_of_the_way(seed: int):
    draw = random.Random(seed)
    problem = crew_problem(seed, 5, zones=True).model_copy(
        update={
            "pickers": (),
            "pace": None,
            "zone_by_zone": False,
            "visit_weights": VisitWeights(
                zone_weight=draw.choice((0, 50)), aisle_weight=10, slot_weight=draw.choice((0, 1))
            ),
        }
    )
    orders = tuple(
        one.model_copy(update={"ready_time_s": None, "due_time_s": None}) for one in problem.orders
    )
    problem = problem.model_copy(update={"orders": orders})
    weights = problem.visit_weights
    assert weights is not None

    def points(batch: list[PickOrder]) -> int:
        slots = {(line.aisle, line.slot) for one in batch for line in one.lines}
        aisles = {aisle for aisle, _ in slots}
        return (
            weights.zone_weight * len({aisle > 3 for aisle in aisles})
            + weights.aisle_weight * len(aisles)
            + weights.slot_weight * len(slots)
        )

    fit = [one for one in orders if one.piece_count <= problem.cart_piece_limit]
    least = min(
        sum(map(points, batches))
        for batches in partitions(fit)
        if all(sum(o.piece_count for o in b) <= problem.cart_piece_limit for b in batches)
    )
    assert solved(problem).visit_points == least
    # The same counts where slots do not fit the bits of a word.
    long = problem.model_copy(
        update={"layout": problem.layout.model_copy(update={"slots_per_aisle": 100})}
    )
    assert solved(long).visit_points == least


def test_broken_shifts_are_noticed():
    problem = crew_problem(3, 10, zones=True)
    pickers = (
        problem.pickers[0].model_copy(update={"shift_window": shift(0, 9_000)}),
        problem.pickers[1].model_copy(
            update={"shift_window": shift(0, 9_000), "zone_ids": ("left",)}
        ),
    )
    first = problem.orders[0].model_copy(
        update={"ready_time_s": OPENS + 50, "due_time_s": OPENS + 60}
    )
    problem = problem.model_copy(
        update={"pickers": pickers, "orders": (first, *problem.orders[1:])}
    )
    plan = solved(problem)
    batch = next(one for one in plan.batches if "O0" in one.order_ids)
    others = tuple(one for one in plan.batches if one is not batch)
    assert batch.start_time_s is not None
    assert batch.end_time_s is not None
    assert plan.late_orders

    def kinds(changed: PickBatch, **update: object) -> set[str]:
        wrong = plan.model_copy(update={"batches": (changed, *others), **update})
        return {one.kind for one in check_picking(problem, wrong)}

    def moved(by: int) -> PickBatch:
        assert batch.start_time_s is not None
        assert batch.end_time_s is not None
        return batch.model_copy(
            update={"start_time_s": batch.start_time_s + by, "end_time_s": batch.end_time_s + by}
        )

    assert kinds(batch) == set()
    assert "time" in kinds(batch.model_copy(update={"end_time_s": batch.end_time_s + 1}))
    assert {"ready", "shift"} <= kinds(moved(-9_000))
    assert "shift" in kinds(moved(9_000))
    assert "picker" in kinds(batch.model_copy(update={"picker_id": "nobody"}))
    assert "late" in kinds(batch, lateness_s=plan.lateness_s + 1)
    assert "late" in kinds(batch, late_orders=())
    assert "end" in kinds(batch, end_time_s=5)
    assert "points" in kinds(batch.model_copy(update={"visit_points": 1}))
    assert "bound" in kinds(batch, distance_bound_mm=10**9)
    right = next(one for one in plan.batches if one.zone_id == "right")
    abroad = right.model_copy(update={"picker_id": "Q"})
    rest = tuple(one for one in plan.batches if one is not right)
    wrong = plan.model_copy(update={"batches": (abroad, *rest)})
    assert "zone" in {one.kind for one in check_picking(problem, wrong)}
    at_once = tuple(
        one.model_copy(
            update={
                "picker_id": "P",
                "start_time_s": OPENS + 100,
                "end_time_s": OPENS + 100 + (one.end_time_s or 0) - (one.start_time_s or 0),
            }
        )
        for one in plan.batches
    )
    wrong = plan.model_copy(update={"batches": at_once})
    assert "overlap" in {one.kind for one in check_picking(problem, wrong)}


@pytest.mark.parametrize(
    ("change", "paths"),
    [
        ({"pickers": ()}, {"pace", "orders[0].due_time_s"}),
        ({"zone_by_zone": False}, {"pickers[1].zone_ids"}),
        ({"zones": ()}, {"zone_by_zone", "pickers[1].zone_ids[0]"}),
        (
            {"zones": (PickingZone(id="left", first_aisle=3, last_aisle=2),)},
            {"zones[0].last_aisle", "orders[0].lines[0].aisle"},
        ),
        (
            {
                "zones": (
                    PickingZone(id="left", first_aisle=1, last_aisle=3),
                    PickingZone(id="left", first_aisle=3, last_aisle=9),
                    PickingZone(id="right", first_aisle=2, last_aisle=6),
                )
            },
            {"zones[1].id", "zones[1].last_aisle", "zones[2]"},
        ),
        ({"visit_weights": VisitWeights()}, {"visit_weights"}),
    ],
)
def test_faults_are_told(change: dict[str, object], paths: set[str]):
    order = PickOrder(id="O", lines=(PickLine(aisle=1, slot=1),), due_time_s=OPENS + 5)
    problem = crew_problem(1, 1, zones=True)
    pickers = (problem.pickers[0], problem.pickers[1].model_copy(update={"zone_ids": ("left",)}))
    problem = problem.model_copy(update={"orders": (order,), "pickers": pickers})
    assert cross_faults(problem) == []
    wrong = problem.model_copy(update=change)
    assert {format_path(fault.path) for fault in cross_faults(wrong)} == paths


def test_weights_of_zones_need_zones_and_due_follows_ready():
    order = PickOrder(
        id="O",
        lines=(PickLine(aisle=1, slot=1),),
        ready_time_s=OPENS + 5,
        due_time_s=OPENS + 5,
    )
    problem = crew_problem(1, 1).model_copy(
        update={"orders": (order,), "visit_weights": VisitWeights(zone_weight=1)}
    )
    assert {format_path(fault.path) for fault in cross_faults(problem)} == {
        "orders[0].due_time_s",
        "visit_weights.zone_weight",
    }
