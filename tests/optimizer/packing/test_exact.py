"""Proof for small orders, against enumeration in another way."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from optimizer.budget import Budget
from optimizer.packing import PackingObjective, check_plan, pack
from optimizer.packing.exact import small_order
from optimizer.packing.instance import build_instance
from optimizer.packing.kernels.proving import FOUND, NOWHERE, UNKNOWN
from tests.optimizer.packing.problems import item, problem, unit


def _fits_by_cp_sat(pieces: list[tuple[int, int, int]], room: tuple[int, int, int]) -> bool:
    """Whether fixed cuboids lie in a room without overlap, by pairwise choices."""
    model = cp_model.CpModel()
    if any(side > most for piece in pieces for side, most in zip(piece, room, strict=True)):
        return False
    low = [
        [model.new_int_var(0, room[axis] - piece[axis], "") for axis in range(3)]
        for piece in pieces
    ]
    for a in range(len(pieces)):
        for b in range(a):
            apart = []
            for axis in range(3):
                for one, other in ((a, b), (b, a)):
                    before = model.new_bool_var("")
                    ends = low[one][axis] + pieces[one][axis]
                    model.add(ends <= low[other][axis]).only_enforce_if(before)
                    apart.append(before)
            model.add_bool_or(apart)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    return solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE)


def _fits_somehow(pieces: list[tuple[int, int, int]], room: tuple[int, int, int]) -> bool:
    turned = [sorted({(a, b, c), (b, a, c)}) for a, b, c in pieces]
    return any(_fits_by_cp_sat(list(choice), room) for choice in product(*turned))


@settings(deadline=None, max_examples=40)
@given(
    pieces=st.lists(st.tuples(*[st.integers(2, 7)] * 3), min_size=2, max_size=4),
    room=st.tuples(*[st.integers(5, 10)] * 3),
)
def test_verdict_is_that_of_cp_sat(
    pieces: list[tuple[int, int, int]], room: tuple[int, int, int]
) -> None:
    items = [item(f"i{i}", *piece, upright_dimensions=["height"]) for i, piece in enumerate(pieces)]
    instance = build_instance(problem(items, [unit("u", *room)], share=0.0))
    order = small_order(instance)
    if order is None or not instance.packable.all():
        assert not _fits_somehow(pieces, room)
        return
    order.steps = 1_000_000
    verdict = order.hold((0,)).verdict
    assert verdict == (FOUND if _fits_somehow(pieces, room) else NOWHERE)


def test_no_steps_no_verdict() -> None:
    # Five of them fill five eighths of the cube, but no two lie on a line: the search must tell.
    items = [item("a", 3, 3, 2, quantity=4), item("b", 4, 3, 3)]
    order = small_order(build_instance(problem(items, [unit("u", 6, 6, 4)], share=0.0)))
    assert order is not None
    order.steps = 0
    assert order.hold((0,)).verdict == UNKNOWN


def test_smallest_carton_is_proved_where_volume_says_nothing() -> None:
    # Two bars of 6 x 6 x 4 have 288 of the 343 of the small cube, yet 4 + 4 exceeds 7.
    items = [item("bar", 6, 6, 4, quantity=2)]
    units = [unit("small", 7, 7, 7), unit("large", 8, 8, 8)]
    plan, report = pack(problem(items, units), Budget.work(50))
    assert [load.load_unit_id for load in plan.loads] == ["large"]
    assert report.proved_optimal
    assert plan.gap_share == 0


def test_two_units_are_proved_by_partings() -> None:
    # Any two cubes of 5 exclude each other in the small unit; the large one holds two.
    items = [item("cube", 5, 5, 5, quantity=3), item("rod", 9, 1, 1, quantity=2)]
    units = [unit("small", 9, 9, 9), unit("large", 10, 9, 9)]
    plan, report = pack(problem(items, units), Budget.work(200))
    assert report.proved_optimal
    assert sorted(load.load_unit_id for load in plan.loads) == ["large", "small"]


def test_finds_what_regrouping_missed() -> None:
    # The interlocked cube (Gardner): six 1 x 2 x 2 and three unit cubes fill 3 x 3 x 3 in one way.
    items = [item("brick", 1, 2, 2, quantity=6), item("dot", 1, 1, 1, quantity=3)]
    wanted = problem(items, [unit("u", 3, 3, 3), unit("v", 4, 3, 3)], share=0.0)
    plan, report = pack(wanted, Budget.work(1))
    assert [load.load_unit_id for load in plan.loads] == ["u"]
    assert report.proved_optimal
    assert check_plan(wanted, plan) == []


@pytest.mark.parametrize("objective", [PackingObjective.LOWEST_COST, PackingObjective.LEAST_AIR])
def test_proof_against_all_choices(objective: PackingObjective) -> None:
    draw = np.random.default_rng(5)
    for _ in range(12):
        items = [item(f"i{i}", *(int(side) for side in draw.integers(3, 7, 3))) for i in range(4)]
        units = [
            unit(f"u{k}", *(int(side) for side in draw.integers(6, 11, 3)), cost_minor=int(cost))
            for k, cost in enumerate(draw.integers(1, 9, 3))
        ]
        wanted = problem(items, units, objective, share=0.0)
        plan, report = pack(wanted, Budget.work(100))
        if not report.proved_optimal or plan.unpacked:
            continue
        longer, _ = pack(wanted, Budget.work(3_000, seed=7))
        if objective is PackingObjective.LOWEST_COST:
            assert plan.cost_minor <= longer.cost_minor
        else:
            room = {one.id: one.inner_size.volume_mm3 for one in wanted.load_units}
            used = [sum(room[load.load_unit_id] for load in one.loads) for one in (plan, longer)]
            assert used[0] <= used[1]
