"""Answers of constraint programming, against every arrangement gone through."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.budget import Budget
from optimizer.packing import PackingObjective, check_plan, pack
from optimizer.packing.bound import piece_shares
from optimizer.packing.cpsat import Effort, hold_together
from optimizer.packing.exact import small_order
from optimizer.packing.instance import Instance, build_instance
from optimizer.packing.kernels.proving import FOUND, NOWHERE, UNKNOWN
from tests.optimizer.packing.problems import item, problem, unit

LONG = Effort(30.0, 30.0)


def asked(
    instance: Instance, kinds: tuple[int, ...], effort: Effort = LONG
) -> tuple[int, list[np.ndarray]]:
    shares = {
        kind: np.where(instance.goes_in[:, kind], piece_shares(instance, kind), np.inf)
        for kind in kinds
    }
    return hold_together(instance, kinds, instance.quantity, shares, effort)


def test_halves_of_a_box_lie_in_it_and_no_more() -> None:
    box = unit("box", 10, 8, 6)
    two = build_instance(problem([item("half", 10, 8, 3, quantity=2)], [box], share=0.0))
    verdict, rows = asked(two, (0,))
    assert verdict == FOUND
    assert sorted(rows[0][:, 3].tolist()) == [0, 3]
    three = build_instance(problem([item("half", 10, 8, 3, quantity=3)], [box], share=0.0))
    assert asked(three, (0,))[0] == NOWHERE
    verdict, rows = asked(three, (0, 0))
    assert verdict == FOUND
    assert sum(map(len, rows)) == 3


def test_weight_alone_can_forbid() -> None:
    stone = item("stone", 1, 1, 1, weight_g=60, quantity=2)
    strong = unit("strong", 5, 5, 5, max_gross_weight_g=120)
    weak = unit("weak", 5, 5, 5, max_gross_weight_g=119)
    assert asked(build_instance(problem([stone], [strong], share=0.0)), (0,))[0] == FOUND
    assert asked(build_instance(problem([stone], [weak], share=0.0)), (0,))[0] == NOWHERE


def test_no_effort_is_no_answer() -> None:
    pieces = [item(f"i{i}", 3 + i % 4, 4 + i % 3, 5, quantity=3) for i in range(8)]
    instance = build_instance(problem(pieces, [unit("u", 13, 14, 12)], share=0.0))
    assert asked(instance, (0,), Effort(0.0, 0.01))[0] == UNKNOWN


@settings(deadline=None, max_examples=40)
@given(
    pieces=st.lists(st.tuples(*[st.integers(2, 7)] * 3), min_size=2, max_size=5),
    room=st.tuples(*[st.integers(5, 10)] * 3),
)
def test_verdict_is_that_of_the_search_through_all(
    pieces: list[tuple[int, int, int]], room: tuple[int, int, int]
) -> None:
    items = [item(f"i{i}", *piece) for i, piece in enumerate(pieces)]
    instance = build_instance(problem(items, [unit("u", *room)], share=0.0))
    order = small_order(instance)
    if order is None or not instance.packable.all():
        return
    order.steps = 10_000_000
    expected = order.hold((0,)).verdict
    assert expected != UNKNOWN
    verdict, rows = asked(instance, (0,))
    assert verdict == expected
    if verdict == FOUND:
        _must_be_sound(instance, rows[0], room)


def _must_be_sound(instance: Instance, rows: np.ndarray, room: tuple[int, int, int]) -> None:
    assert np.bincount(rows[:, 0], minlength=instance.type_count).tolist() == (
        instance.quantity.tolist()
    )
    low, high = rows[:, 1:4], rows[:, 1:4] + rows[:, 4:]
    assert (low >= 0).all()
    assert (high <= np.array(room)).all()
    for i in range(len(rows)):
        for j in range(i):
            assert not (np.minimum(high[i], high[j]) > np.maximum(low[i], low[j])).all()


def test_flat_box_is_ruled_out() -> None:
    # A real order: sheets that cover each other beside a book that no search step by step settles.
    sheets = [
        item("a", 230, 330, 6, quantity=2),
        item("b", 210, 297, 8),
        item("c", 210, 297, 4),
        item("book", 148, 210, 32),
    ]
    boxes = [unit("flat", 364, 374, 40), unit("tall", 229, 340, 520)]
    of = problem(sheets, boxes, PackingObjective.FEWEST_UNITS, share=0.0)
    answer = pack(of, Budget.seconds(20.0, cores=1))
    assert check_plan(of, answer.plan) == []
    assert answer.report.proved_optimal
