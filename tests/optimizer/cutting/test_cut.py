"""Cutting plans: small problems against enumeration, each rule once kept and once decisive."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.budget import Budget
from optimizer.cutting.check import check_plan
from optimizer.cutting.cut import cut
from optimizer.cutting.model import (
    Axis,
    CutStyle,
    CuttingObjective,
    CuttingProblem,
    CuttingRules,
    PartKind,
    Rectangle,
    Sheet,
    Trim,
    UncutReason,
)
from optimizer.faults import InvalidProblemError
from tests.optimizer.cutting.cases import (
    fewest_three_stage_sheets,
    most_area_two_stages,
    staged,
)


def _some_sizes(seed: int, count: int, length: int, width: int) -> list[tuple[int, int]]:
    chance = random.Random(seed)
    return [(chance.randint(2, length), chance.randint(2, width)) for _ in range(count)]


@pytest.mark.parametrize("seed", range(8))
def test_fewest_sheets_in_three_stages_is_the_enumerated_number(seed: int) -> None:
    sizes = _some_sizes(seed, 5, 9, 7)
    problem = staged(sizes, (12, 10))
    answer = cut(problem, Budget.work(3_000, seed=1))
    assert answer.plan.sheet_count == fewest_three_stage_sheets(sizes, 12, 10)
    assert answer.plan.sheet_count_lower_bound <= answer.plan.sheet_count


@pytest.mark.parametrize("seed", range(8))
def test_most_value_in_two_stages_is_the_enumerated_value_and_proved(seed: int) -> None:
    sizes = _some_sizes(seed + 50, 5, 9, 7)
    problem = staged(sizes, (12, 10), stages=2, objective=CuttingObjective.MOST_VALUE)
    answer = cut(problem, Budget.seconds(20, cores=1))
    assert answer.plan.value == most_area_two_stages(sizes, 12, 10)
    assert answer.report.engine == "band_columns"


@settings(deadline=None, max_examples=40)
@given(
    sizes=st.lists(st.tuples(st.integers(1, 30), st.integers(1, 30)), min_size=1, max_size=12),
    stages=st.sampled_from([2, 3, None]),
    style=st.sampled_from(list(CutStyle)),
    first=st.sampled_from(list(Axis)),
    kerf=st.integers(0, 4),
    turn=st.booleans(),
    objective=st.sampled_from(
        [CuttingObjective.FEWEST_SHEETS, CuttingObjective.LEAST_WASTE, CuttingObjective.MOST_VALUE]
    ),
)
def test_every_plan_passes_the_checker(
    sizes: list[tuple[int, int]],
    stages: int | None,
    style: CutStyle,
    first: Axis,
    kerf: int,
    turn: bool,
    objective: CuttingObjective,
) -> None:
    problem = staged(
        sizes,
        (35, 28),
        stages=stages,
        style=style,
        first=first,
        kerf=kerf,
        turn=turn,
        objective=objective,
    )
    plan = cut(problem, Budget.work(200)).plan
    assert check_plan(problem, plan) == []


def test_the_kerf_between_two_pieces_costs_a_sheet() -> None:
    sizes = [(50, 100), (50, 100)]
    assert cut(staged(sizes, (100, 100)), Budget.work(500)).plan.sheet_count == 1
    assert cut(staged(sizes, (100, 100), kerf=1), Budget.work(500)).plan.sheet_count == 2
    assert cut(staged(sizes, (101, 100), kerf=1), Budget.work(500)).plan.sheet_count == 1


def test_the_last_kerf_may_fall_off_the_edge() -> None:
    plan = cut(staged([(98, 100)], (100, 100), kerf=5), Budget.work(100)).plan
    assert plan.sheet_count == 1
    assert len(plan.sheets[0].cuts) == 1


def test_free_cutting_finds_what_needs_more_stages() -> None:
    # The pieces fill the sheet, and only four stages part them.
    sizes = [(10, 2), (3, 8), (7, 3), (2, 5), (5, 1), (5, 4)]
    three = cut(staged(sizes, (10, 10), stages=3, first=Axis.LENGTH), Budget.work(4_000)).plan
    free = cut(staged(sizes, (10, 10), stages=None), Budget.work(4_000)).plan
    assert free.sheet_count == 1
    assert three.sheet_count == 2


def test_grain_decides_how_a_piece_lies() -> None:
    def problem(grain: Axis, may_turn: bool) -> CuttingProblem:
        return CuttingProblem(
            rectangles=(
                Rectangle(id="a", length_mm=80, width_mm=40, grain=grain, may_turn=may_turn),
            ),
            sheets=(Sheet(id="s", length_mm=100, width_mm=90, grain=Axis.WIDTH),),
        )

    given_way = cut(problem(Axis.WIDTH, True), Budget.work(50)).plan
    piece = next(p for p in given_way.sheets[0].parts if p.kind == PartKind.PIECE)
    assert not piece.turned
    turned = cut(problem(Axis.LENGTH, True), Budget.work(50)).plan
    piece = next(p for p in turned.sheets[0].parts if p.kind == PartKind.PIECE)
    assert piece.turned
    stuck = cut(problem(Axis.LENGTH, False), Budget.work(50)).plan
    assert [entry.reason for entry in stuck.uncut] == [UncutReason.GRAIN]


def test_trim_is_kept_free() -> None:
    problem = CuttingProblem(
        rectangles=(Rectangle(id="a", length_mm=80, width_mm=80),),
        sheets=(
            Sheet(
                id="s",
                length_mm=100,
                width_mm=100,
                trim=Trim(left_mm=10, right_mm=10, front_mm=5, back_mm=15),
            ),
        ),
    )
    plan = cut(problem, Budget.work(50)).plan
    piece = next(p for p in plan.sheets[0].parts if p.kind == PartKind.PIECE)
    assert (piece.x_mm, piece.y_mm) == (10, 5)
    too_large = problem.model_copy(
        update={"rectangles": (Rectangle(id="a", length_mm=81, width_mm=80),)}
    )
    uncut = cut(too_large, Budget.work(50)).plan.uncut[0]
    assert uncut.reason == UncutReason.TOO_LARGE
    assert "80 x 80" in uncut.explanation


def test_batches_keep_apart_and_in_order() -> None:
    pieces = tuple(
        Rectangle(id=f"b{batch}", length_mm=50, width_mm=100, batch=batch) for batch in (2, 1)
    )
    sheets = (Sheet(id="s", length_mm=100, width_mm=100),)
    apart = cut(CuttingProblem(rectangles=pieces, sheets=sheets), Budget.work(300)).plan
    assert [pattern.first_batch for pattern in apart.sheets] == [1, 2]
    together = cut(
        CuttingProblem(rectangles=pieces, sheets=sheets, rules=CuttingRules(batch_reach=1)),
        Budget.work(300),
    ).plan
    assert together.sheet_count == 1


def test_lowest_cost_takes_the_cheaper_sheets_while_they_last() -> None:
    problem = CuttingProblem(
        rectangles=(Rectangle(id="a", length_mm=50, width_mm=50, quantity=8),),
        sheets=(
            Sheet(id="large", length_mm=100, width_mm=100, cost_minor=1_000),
            Sheet(id="old", length_mm=100, width_mm=50, cost_minor=100, stock=2),
        ),
        objective=CuttingObjective.LOWEST_COST,
    )
    plan = cut(problem, Budget.work(3_000)).plan
    assert plan.cost_minor == 1_200


def test_fanfold_is_paid_by_the_length_used() -> None:
    problem = CuttingProblem(
        rectangles=(Rectangle(id="a", length_mm=300, width_mm=400, quantity=2),),
        sheets=(
            Sheet(id="narrow", length_mm=2_000, width_mm=500, cost_minor=2_000, continuous=True),
            Sheet(id="broad", length_mm=2_000, width_mm=800, cost_minor=3_000, continuous=True),
        ),
        objective=CuttingObjective.LOWEST_COST,
        rules=CuttingRules(stages=2),
    )
    plan = cut(problem, Budget.work(3_000)).plan
    assert plan.cost_minor == 450
    assert plan.sheets[0].length_mm == 300


def test_offcuts_worth_keeping_are_named() -> None:
    problem = CuttingProblem(
        rectangles=(Rectangle(id="a", length_mm=60, width_mm=100),),
        sheets=(Sheet(id="s", length_mm=100, width_mm=100),),
        rules=CuttingRules(min_offcut_length_mm=40, min_offcut_width_mm=40),
    )
    plan = cut(problem, Budget.work(50)).plan
    assert [(p.length_mm, p.width_mm) for p in plan.sheets[0].parts if p.kind == "offcut"] == [
        (40, 100)
    ]
    assert plan.waste_share == pytest.approx(0)


def test_equal_sheets_are_one_pattern() -> None:
    problem = CuttingProblem(
        rectangles=(Rectangle(id="a", length_mm=100, width_mm=100, quantity=700),),
        sheets=(Sheet(id="s", length_mm=200, width_mm=100),),
    )
    plan = cut(problem, Budget.work(20)).plan
    assert plan.sheet_count == 350
    assert len(plan.sheets) == 1


def test_the_same_seed_gives_the_same_plan() -> None:
    problem = staged(_some_sizes(3, 14, 20, 20), (30, 30), turn=True)
    assert (
        cut(problem, Budget.work(400, seed=5)).plan == cut(problem, Budget.work(400, seed=5)).plan
    )


def test_all_faults_are_told_at_once() -> None:
    problem = CuttingProblem(
        rectangles=(
            Rectangle(id="a", length_mm=10, width_mm=10, quantity=20_000),
            Rectangle(id="a", length_mm=10, width_mm=10),
        ),
        sheets=(
            Sheet(id="s", length_mm=100, width_mm=100, trim=Trim(left_mm=60, right_mm=40)),
            Sheet(id="s", length_mm=100, width_mm=100, continuous=True),
        ),
        objective=CuttingObjective.MOST_VALUE,
        rules=CuttingRules(first_cut=Axis.LENGTH, min_offcut_length_mm=10),
    )
    with pytest.raises(InvalidProblemError) as caught:
        cut(problem, Budget.work(10))
    paths = {fault.path for fault in caught.value.faults}
    assert paths == {
        ("rectangles", 1, "id"),
        ("rectangles",),
        ("sheets", 1, "id"),
        ("sheets", 0, "trim"),
        ("sheets", 0, "stock"),
        ("sheets", 1, "stock"),
        ("sheets", 1, "continuous"),
        ("rules", "min_offcut_width_mm"),
    }
