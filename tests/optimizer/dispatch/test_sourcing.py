"""Sourcing: small cases proved by trying everything, reasons in words, the checker."""

from __future__ import annotations

import itertools
import random

import pytest

from optimizer.budget import Budget
from optimizer.dispatch import check_sourcing, source_orders
from optimizer.dispatch.sourcing_model import (
    SourcedLine,
    SourcingLine,
    SourcingOrder,
    SourcingPlan,
    SourcingProblem,
    StockLine,
    Warehouse,
)
from optimizer.dispatch.sourcing_validate import sourcing_faults
from optimizer.faults import InvalidProblemError
from optimizer.shapes import Position

ENOUGH = Budget.work(20_000)


def spot(k: float) -> Position:
    return Position(latitude_deg=47.0 + k / 10, longitude_deg=9.5)


def house(name: str, k: float, stock: dict[str, int], **more: object) -> Warehouse:
    return Warehouse.model_validate(
        {
            "id": name,
            "position": spot(k),
            "stock": tuple(StockLine(item_id=i, quantity=n) for i, n in stock.items()),
            **more,
        }
    )


def order(name: str, k: float, wants: dict[str, int], **more: object) -> SourcingOrder:
    return SourcingOrder.model_validate(
        {
            "id": name,
            "position": spot(k),
            "lines": tuple(SourcingLine(item_id=i, quantity=n) for i, n in wants.items()),
            **more,
        }
    )


def problem(
    houses: list[Warehouse], orders: list[SourcingOrder], **more: object
) -> SourcingProblem:
    return SourcingProblem.model_validate(
        {"warehouses": tuple(houses), "orders": tuple(orders), "cost_per_km_minor": 100, **more}
    )


def solved(one: SourcingProblem) -> SourcingPlan:
    plan = source_orders(one, ENOUGH).plan
    assert check_sourcing(one, plan) == []
    return plan


def served(plan: SourcingPlan) -> dict[tuple[str, int], str]:
    return {(line.order_id, line.line): line.warehouse_id for line in plan.lines}


def test_the_nearest_serves_and_splits_cost():
    houses = [house("near", 1, {"a": 5}), house("far", 9, {"a": 5, "b": 5})]
    one = problem(houses, [order("o", 0, {"a": 1, "b": 1})])
    assert served(solved(one)) == {("o", 1): "far", ("o", 2): "far"}
    single = problem(houses, [order("o", 0, {"a": 1})])
    assert served(solved(single)) == {("o", 1): "near"}


def test_stock_goes_where_it_saves_most():
    # Greedy gives the only near piece to the first order; the second needs it more.
    houses = [house("w", 0, {"a": 1}), house("x", 1, {"a": 9})]
    one = problem(houses, [order("first", 0.6, {"a": 1}), order("second", 0, {"a": 1})])
    assert served(solved(one)) == {("first", 1): "x", ("second", 1): "w"}


def best(one: SourcingProblem) -> tuple[int, int]:
    """(lines left out, cost) of the best plan, by trying everything the checker accepts."""
    lines = [(o, k) for o in one.orders for k in range(len(o.lines))]
    found = (len(lines), 0)
    for choice in itertools.product((None, *one.warehouses), repeat=len(lines)):
        pairs = [(o, k, w) for (o, k), w in zip(lines, choice, strict=True) if w is not None]
        left = len(lines) - len(pairs)
        if left > found[0]:
            continue
        used = {(o.id, w.id) for o, _, w in pairs}
        plan = SourcingPlan(
            lines=tuple(
                SourcedLine(
                    order_id=o.id,
                    line=k + 1,
                    item_id=o.lines[k].item_id,
                    quantity=o.lines[k].quantity,
                    warehouse_id=w.id,
                )
                for o, k, w in pairs
            ),
            unsourced=tuple(
                {"order_id": o.id, "line": k + 1, "item_id": "-", "explanation": "-"}
                for (o, k), w in zip(lines, choice, strict=True)
                if w is None
            ),
            parcel_count=len(used),
            split_order_count=sum(len({w for p, w in used if p == o.id}) > 1 for o in one.orders),
            cost_minor=10**11,
            cost_bound_minor=0,
        )
        violations = check_sourcing(one, plan)
        if {v.kind for v in violations} <= {"cost"}:
            cost = float(violations[0].words.split()[-1]) if violations else 0
            found = min(found, (left, round(cost)))
    return found


@pytest.mark.parametrize("seed", range(8))
def test_small_cases_are_optimal(seed: int):
    draw = random.Random(seed)
    houses = [
        house(
            f"w{k}",
            draw.uniform(0, 5),
            {item: draw.randrange(4) for item in "abc"},
            line_limit=draw.choice((None, 2)),
            parcel_cost_minor=draw.choice((None, 300)),
            cut_off_time_s=draw.choice((None, 500)),
        )
        for k in range(2)
    ]
    orders = [
        order(
            f"o{k}",
            draw.uniform(0, 5),
            {item: draw.randrange(1, 3) for item in draw.sample("abc", draw.choice((1, 2)))},
            ready_time_s=draw.choice((None, 100, 900)),
        )
        for k in range(3)
    ]
    one = problem(houses, orders, split_cost_minor=400, whole_orders_only=draw.random() < 0.5)
    answer = source_orders(one, ENOUGH)
    left, cost = best(one)
    assert len(answer.plan.unsourced) == left
    assert abs(answer.plan.cost_minor - cost) <= 2
    assert answer.report.proved_optimal
    assert answer.plan.cost_bound_minor == answer.plan.cost_minor


@pytest.mark.parametrize(
    ("houses", "wants", "more", "words"),
    [
        ([house("w", 0, {"b": 1})], {"a": 1}, {}, "no warehouse has item a"),
        (
            [house("w", 0, {"a": 1}), house("x", 0, {"a": 1})],
            {"a": 2},
            {},
            "2 pieces of a together",
        ),
        ([house("w", 0, {"a": 9}, cut_off_time_s=5)], {"a": 1}, {}, "past its cut-off"),
        ([house("w", 0, {"a": 9})], {"a": 1, "b": 1}, {"whole_orders_only": True}, "whole orders"),
        ([house("w", 0, {"a": 9}, line_limit=0)], {"a": 1}, {}, "serve their most lines"),
    ],
)
def test_reasons_are_told(houses, wants, more, words: str):
    plan = solved(problem(houses, [order("o", 0, wants, ready_time_s=9)], **more))
    assert words in plan.unsourced[0].explanation


def test_other_orders_are_a_reason():
    plan = solved(
        problem([house("w", 0, {"a": 1})], [order("o", 0, {"a": 1}), order("p", 1, {"a": 1})])
    )
    assert "other orders take 1 of the 1 pieces" in plan.unsourced[0].explanation


def test_a_spent_budget_still_gives_a_sound_plan():
    draw = random.Random(3)
    houses = [house(f"w{k}", k, {f"i{j}": draw.randrange(9) for j in range(20)}) for k in range(4)]
    orders = [
        order(f"o{k}", draw.uniform(0, 4), {f"i{draw.randrange(20)}": 1 for _ in range(3)})
        for k in range(60)
    ]
    one = problem(houses, orders, split_cost_minor=100)
    first = source_orders(one, Budget.seconds(0, cores=1)).plan
    assert check_sourcing(one, first) == []
    better = [source_orders(one, Budget.work(500)).plan for _ in range(2)]
    assert better[0] == better[1]
    assert (len(better[0].unsourced), better[0].cost_minor) <= (
        len(first.unsourced),
        first.cost_minor,
    )


def test_the_checker_sees_what_is_wrong():
    one = problem(
        [house("w", 0, {"a": 1}, line_limit=1, cut_off_time_s=5), house("x", 1, {"a": 9})],
        [order("o", 0, {"a": 1}, ready_time_s=9), order("p", 0, {"a": 1}, ready_time_s=9)],
    )
    plan = solved(one)
    wrong = plan.model_copy(
        update={"lines": tuple(n.model_copy(update={"warehouse_id": "w"}) for n in plan.lines)}
    )
    kinds = {v.kind for v in check_sourcing(one, wrong)}
    assert {"stock", "line_limit", "cut_off", "cost"} <= kinds
    assert "cover" in {
        v.kind for v in check_sourcing(one, plan.model_copy(update={"lines": plan.lines[1:]}))
    }


def test_faults_are_told():
    twice = house("w", 0, {}).model_copy(
        update={"stock": (StockLine(item_id="a"), StockLine(item_id="a"))}
    )
    one = problem([twice, twice], [order("o", 0, {"a": 1})] * 2)
    assert len(sourcing_faults(one)) == 4
    with pytest.raises(InvalidProblemError):
        source_orders(one, ENOUGH)
