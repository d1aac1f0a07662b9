"""Every rule of cutting sheets: a plan that keeps it, and one that breaks it and no other.

The plan made without a rule is put to the checker of the problem that has it.
"""

from __future__ import annotations

import pytest

from optimizer.budget import Budget
from optimizer.cutting.check import check_plan
from optimizer.cutting.cut import cut
from optimizer.cutting.model import (
    Axis,
    CutStyle,
    CuttingObjective,
    CuttingProblem,
    CuttingRules,
    Rectangle,
    Sheet,
    Trim,
)

SHEET = Sheet(id="s", length_mm=100, width_mm=100)
FANFOLD = Sheet(id="s", length_mm=300, width_mm=100, continuous=True)
HALF = Rectangle(id="a", length_mm=50, width_mm=100, quantity=2)


def _problem(
    *rectangles: Rectangle, sheet: Sheet = SHEET, rules: CuttingRules | None = None
) -> CuttingProblem:
    return CuttingProblem(rectangles=rectangles, sheets=(sheet,), rules=rules)


def _with(problem: CuttingProblem, **update: object) -> CuttingProblem:
    """The problem with a sheet that is changed."""
    return problem.model_copy(update={"sheets": (problem.sheets[0].model_copy(update=update),)})


def _ruled(problem: CuttingProblem, **rules: object) -> CuttingProblem:
    return problem.model_copy(update={"rules": problem.ruling.model_copy(update=rules)})


def _each(problem: CuttingProblem, **update: object) -> CuttingProblem:
    pieces = tuple(one.model_copy(update=update) for one in problem.rectangles)
    return problem.model_copy(update={"rectangles": pieces})


HALVES = _problem(HALF)
ONE = _problem(Rectangle(id="a", length_mm=80, width_mm=60))
STACK = _problem(
    Rectangle(id="a", length_mm=40, width_mm=60),
    Rectangle(id="b", length_mm=40, width_mm=40),
    Rectangle(id="c", length_mm=60, width_mm=100),
    rules=CuttingRules(stages=3, first_cut=Axis.LENGTH),
)
LYING = _problem(Rectangle(id="a", length_mm=60, width_mm=100, may_turn=True), sheet=FANFOLD)
DUE = _problem(
    HALF.model_copy(update={"quantity": 1}),
    HALF.model_copy(update={"id": "b", "quantity": 1, "batch": 1}),
    rules=CuttingRules(batch_reach=1),
)
ROWS = _problem(
    Rectangle(id="a", length_mm=60, width_mm=50),
    Rectangle(id="b", length_mm=40, width_mm=50),
    Rectangle(id="c", length_mm=50, width_mm=50, quantity=2),
    rules=CuttingRules(stages=2),
)
KEPT = _problem(
    Rectangle(id="a", length_mm=60, width_mm=100),
    rules=CuttingRules(min_offcut_length_mm=40, min_offcut_width_mm=40),
)
TURNED = _problem(
    Rectangle(id="a", length_mm=40, width_mm=120, may_turn=True),
    sheet=Sheet(id="s", length_mm=120, width_mm=40),
)


@pytest.mark.parametrize(
    ("lax", "strict", "kind"),
    [
        pytest.param(HALVES, _ruled(HALVES, kerf_mm=1), "guillotine", id="kerf"),
        pytest.param(ONE, _with(ONE, trim=Trim(left_mm=5, back_mm=5)), "trim", id="trim"),
        pytest.param(
            _each(ONE, grain=Axis.LENGTH),
            _with(_each(ONE, grain=Axis.LENGTH), grain=Axis.WIDTH),
            "grain",
            id="grain",
        ),
        pytest.param(TURNED, _each(TURNED, may_turn=False), "turned", id="turn"),
        pytest.param(STACK, _ruled(STACK, stages=2), "stages", id="stages"),
        pytest.param(ROWS, _ruled(ROWS, first_cut=Axis.WIDTH), "stages", id="first cut"),
        pytest.param(
            STACK, _ruled(STACK, style=CutStyle.HOMOGENEOUS), "homogeneous", id="homogeneous"
        ),
        pytest.param(DUE, _ruled(DUE, batch_reach=0), "batch", id="batches"),
        pytest.param(
            _each(HALVES, quantity=4),
            _with(_each(HALVES, quantity=4), stock=1),
            "stock",
            id="stock",
        ),
        pytest.param(_with(HALVES, cost_minor=5), _with(HALVES, cost_minor=6), "cost", id="price"),
        pytest.param(
            _each(LYING, length_mm=200),
            _with(_each(LYING, length_mm=200), length_mm=150),
            "sheet_size",
            id="longest cut of fanfold",
        ),
        pytest.param(
            _with(ROWS, length_mm=100),
            _with(ROWS, length_mm=100, continuous=True),
            "stages",
            id="fanfold is first cut across",
        ),
        pytest.param(
            KEPT,
            _ruled(KEPT, min_offcut_length_mm=41, min_offcut_width_mm=41),
            "offcut",
            id="off-cuts",
        ),
    ],
)
def test_a_rule_is_kept_and_its_breach_found_out(
    lax: CuttingProblem, strict: CuttingProblem, kind: str
) -> None:
    without = cut(lax, Budget.work(150)).plan
    assert check_plan(lax, without) == []
    # Where parts lie wrongly, the tree below them and the list of cuts are wrong with them.
    found = {violation.kind for violation in check_plan(strict, without)}
    assert found - {"tree", "cuts"} == {kind}
    kept = cut(strict, Budget.work(150)).plan
    assert check_plan(strict, kept) == []
    assert all(entry.explanation for entry in kept.uncut)


def test_the_cutting_list_frees_a_part_before_it_is_cut() -> None:
    plan = cut(STACK, Budget.work(150)).plan
    (sheet,) = plan.sheets
    first = {one.part_id: one.step for one in reversed(sheet.cuts)}
    last = {one.part_id: one.step for one in sheet.cuts}
    for part in sheet.parts:
        if part.id in first and part.parent_id:
            assert last[part.parent_id] < first[part.id]
    assert [one.step for one in sheet.cuts] == list(range(1, len(sheet.cuts) + 1))


def test_the_widths_of_fanfold_are_chosen_by_what_is_paid() -> None:
    def taken(broad_cost: int) -> set[str]:
        problem = CuttingProblem(
            rectangles=(Rectangle(id="a", length_mm=80, width_mm=40, quantity=2),),
            sheets=(
                Sheet(id="narrow", length_mm=300, width_mm=40, cost_minor=300, continuous=True),
                Sheet(
                    id="broad", length_mm=300, width_mm=80, cost_minor=broad_cost, continuous=True
                ),
            ),
            objective=CuttingObjective.LOWEST_COST,
            rules=CuttingRules(stages=2),
        )
        return {sheet.sheet_id for sheet in cut(problem, Budget.work(150)).plan.sheets}

    assert taken(500) == {"broad"}
    assert taken(700) == {"narrow"}
