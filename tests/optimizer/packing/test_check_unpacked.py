"""Each reason for being left over: where it holds it passes, where it does not it fails."""

from __future__ import annotations

import pytest

from optimizer.budget import Budget
from optimizer.packing import (
    Axle,
    GroupRule,
    Item,
    LoadUnit,
    PackingPlan,
    PackingProblem,
    PackingRules,
    PreloadedPiece,
    RateTable,
    RateZone,
    ReservedSpace,
    UnpackedItem,
    UnpackedReason,
    WeightStep,
    check_plan,
    pack,
)
from tests.optimizer.packing.problems import item, size, unit

R = UnpackedReason
BOX = unit("box", 10, 10, 10)
CUBE = item("cube", 5, 5, 5, weight_g=5)
SEARCHED = set(R) - {R.TOO_LARGE, R.TOO_HEAVY, R.NO_STOCK, R.NOT_FOUND_IN_TIME}


def said(
    reason: UnpackedReason,
    units: list[LoadUnit],
    left: Item = CUBE,
    others: tuple[Item, ...] = (),
    groups: tuple[GroupRule, ...] = (),
    table: RateTable | None = None,
) -> set[str]:
    """What the checker says of a plan that packs nothing and gives this reason for `left`."""
    of = PackingProblem(
        items=(left, *others),
        load_units=tuple(units),
        rules=PackingRules(groups=groups),
        rate_table=table,
    )
    entries = [UnpackedItem(item_id=left.id, quantity=1, reason=reason, explanation="so")]
    entries += [
        UnpackedItem(item_id=o.id, quantity=1, reason=R.NOT_FOUND_IN_TIME, explanation="so")
        for o in others
    ]
    plan = PackingPlan(
        unpacked=tuple(entries),
        gap_share=1.0,
        cost_minor=0 if of.has_cost else None,
    )
    return {one.kind for one in check_plan(of, plan)}


def test_time_is_no_reason_where_every_unit_is_used_up() -> None:
    assert said(R.NOT_FOUND_IN_TIME, [BOX]) == set()
    assert said(R.NOT_FOUND_IN_TIME, [unit("box", 10, 10, 10, stock=1)]) == set()
    assert said(R.NOT_FOUND_IN_TIME, [unit("box", 10, 10, 10, stock=0)]) == {"reason"}


def test_stock_is_no_reason_while_some_is_left() -> None:
    assert said(R.NO_STOCK, [unit("box", 10, 10, 10, stock=0)]) == set()
    assert said(R.NO_STOCK, [unit("box", 10, 10, 10, stock=1)]) == {"reason"}
    # What it does not fit may be in stock.
    small = unit("small", 4, 10, 10, stock=9)
    assert said(R.NO_STOCK, [small, unit("box", 10, 10, 10, stock=0)]) == set()


@pytest.mark.parametrize("reason", sorted(set(R) - {R.TOO_LARGE, R.TOO_HEAVY}))
def test_what_fits_no_unit_is_too_large_and_nothing_else(reason: UnpackedReason) -> None:
    long = item("long", 11, 5, 5)
    assert "reason" in said(reason, [BOX], long)
    assert said(R.TOO_LARGE, [BOX], long) == set()


@pytest.mark.parametrize("reason", sorted(SEARCHED))
def test_no_rule_is_a_reason_that_nothing_asks_for(reason: UnpackedReason) -> None:
    full = [unit("box", 10, 10, 10, stock=0)]
    expected = set() if reason is R.NO_ROOM else {"reason"}
    assert said(reason, full) == expected


def test_each_rule_is_a_reason_where_it_is_asked_for() -> None:
    none = [unit("box", 10, 10, 10, stock=0)]
    egg = item("egg", 2, 2, 2, fragile=True)
    late = said(R.LOAD_ON_TOP, none, others=(egg,))
    assert late == {"reason"}, "the egg itself could not be left for want of time"
    lying = PreloadedPiece(item=item("crate", 10, 10, 5, max_load_on_top_g=1))
    assert said(R.LOAD_ON_TOP, [unit("box", 10, 10, 10, preloaded=(lying,))]) == set()
    red = item("cube", 5, 5, 5, groups=("red",))
    for rule in (
        GroupRule(group="red", apart_from=("blue",)),
        GroupRule(group="blue", apart_from=("red",)),
        GroupRule(group="red", max_pieces_per_unit=1),
    ):
        assert said(R.GROUP_APART, none, red, groups=(rule,)) == set()
    together = GroupRule(group="red", together=True)
    assert said(R.GROUP_TOGETHER, [BOX], red, groups=(together,)) == set()
    assert said(R.GROUP_TOGETHER, [BOX], CUBE, groups=(together,)) == {"reason"}
    axles = (Axle(position_mm=0, max_load_g=1), Axle(position_mm=9, max_load_g=1))
    assert said(R.BALANCE, [unit("box", 10, 10, 10, axles=axles)]) == set()


@pytest.mark.parametrize("reason", [R.NO_ROOM, R.LOAD_ON_TOP, R.GROUP_APART])
def test_an_empty_unit_that_takes_the_piece_belies_every_want_of_room(
    reason: UnpackedReason,
) -> None:
    weak = item("cube", 5, 5, 5, max_load_on_top_g=1, groups=("red",))
    groups = (GroupRule(group="red", apart_from=("blue",)),)
    assert said(reason, [BOX], weak, groups=groups) == {"reason"}
    arched = unit("box", 10, 10, 10, reserved_spaces=(ReservedSpace(size=size(6, 10, 10)),))
    assert said(reason, [arched], weak, groups=groups) == set()
    narrow = unit("box", 10, 10, 10, reserved_share=0.9)
    assert said(reason, [narrow], weak, groups=groups) == set()
    roomy = unit("box", 10, 10, 10, reserved_share=0.8)
    assert said(reason, [roomy], weak, groups=groups) == {"reason"}


def test_only_the_carrier_refuses_what_ships_as_it_is() -> None:
    zone = RateZone(id="z", steps=(WeightStep(max_weight_g=9, parcel_cost_minor=1),))
    table = RateTable(zones=(zone,))
    for weight, true in ((10, True), (9, False)):
        drum = item("drum", 50, 50, 90, weight_g=weight, ships_in_own_container=True)
        found = said(R.TOO_HEAVY, [BOX], drum, table=table)
        assert found == (set() if true else {"reason"})
        assert "reason" in said(R.TOO_LARGE, [BOX], drum, table=table)
    heavy = item("drum", 50, 50, 90, weight_g=10, ships_in_own_container=True)
    of = PackingProblem(items=(heavy,), load_units=(BOX,), rate_table=table)
    assert [left.reason for left in pack(of, Budget.work(1)).plan.unpacked] == [R.TOO_HEAVY]
