"""The checker must see every broken rule: a sound plan is spoilt in one way at a time."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from optimizer.budget import Budget
from optimizer.cutting.check import check_plan
from optimizer.cutting.cut import cut
from optimizer.cutting.model import (
    Axis,
    Cut,
    CutSheet,
    CutStyle,
    CuttingPlan,
    CuttingProblem,
    CuttingRules,
    PartKind,
    Rectangle,
    Sheet,
    SheetPart,
    UncutReason,
    UncutRectangle,
)

PROBLEM = CuttingProblem(
    rectangles=(
        Rectangle(id="a", length_mm=40, width_mm=30, quantity=2),
        Rectangle(id="b", length_mm=30, width_mm=20, quantity=2, grain=Axis.LENGTH),
        Rectangle(id="c", length_mm=100, width_mm=60, batch=1),
    ),
    sheets=(Sheet(id="s", length_mm=100, width_mm=60, grain=Axis.LENGTH, cost_minor=5, stock=9),),
    rules=CuttingRules(stages=3, first_cut=Axis.LENGTH, kerf_mm=2, batch_reach=0),
)
PLAN = cut(PROBLEM, Budget.work(500)).plan


def test_the_plan_is_sound() -> None:
    assert check_plan(PROBLEM, PLAN) == []
    assert PLAN.sheet_count == 2


def _first(change: Callable[[CutSheet], CutSheet]) -> CuttingPlan:
    return PLAN.model_copy(update={"sheets": (change(PLAN.sheets[0]), *PLAN.sheets[1:])})


def _parts(**update: object) -> CuttingPlan:
    """The first piece of the first pattern changed."""

    def change(pattern: CutSheet) -> CutSheet:
        parts = list(pattern.parts)
        place = next(i for i, part in enumerate(parts) if part.kind == PartKind.PIECE)
        parts[place] = parts[place].model_copy(update=update)
        return pattern.model_copy(update={"parts": tuple(parts)})

    return _first(change)


def _backwards(cuts: tuple[Cut, ...]) -> tuple[Cut, ...]:
    return tuple(
        cut.model_copy(update={"step": step}) for step, cut in enumerate(reversed(cuts), 1)
    )


def _moved(part: SheetPart) -> SheetPart:
    return part.model_copy(update={"y_mm": part.y_mm + 1})


def _kinds(plan: CuttingPlan, problem: CuttingProblem = PROBLEM) -> set[str]:
    return {violation.kind for violation in check_plan(problem, plan)}


def _rules(**update: object) -> CuttingProblem:
    return PROBLEM.model_copy(update={"rules": PROBLEM.ruling.model_copy(update=update)})


@pytest.mark.parametrize(
    ("kind", "plan"),
    [
        ("guillotine", _parts(x_mm=1)),
        ("guillotine", _parts(length_mm=1)),
        ("piece_size", _parts(rectangle_id="c")),
        ("unknown_piece", _parts(rectangle_id="zz")),
        ("turned", _parts(turned=True)),
        ("count", _parts(rectangle_id="c")),
        ("part_kind", _parts(kind=PartKind.WASTE)),
        ("offcut", _parts(kind=PartKind.OFFCUT, rectangle_id="")),
        ("tree", _parts(parent_id="nowhere")),
        (
            "trim",
            _first(lambda p: p.model_copy(update={"parts": (_moved(p.parts[0]), *p.parts[1:])})),
        ),
        ("root", _first(lambda p: p.model_copy(update={"parts": ()}))),
        ("sheet_size", _first(lambda p: p.model_copy(update={"length_mm": 99}))),
        ("unknown_sheet", _first(lambda p: p.model_copy(update={"sheet_id": "zz"}))),
        ("stock", _first(lambda p: p.model_copy(update={"quantity": 9}))),
        ("quantity", _first(lambda p: p.model_copy(update={"quantity": 0}))),
        ("cuts", _first(lambda p: p.model_copy(update={"cuts": p.cuts[:-1]}))),
        ("cut_order", _first(lambda p: p.model_copy(update={"cuts": _backwards(p.cuts)}))),
        ("cut_steps", _first(lambda p: p.model_copy(update={"cuts": p.cuts[1:]}))),
        ("fill_share", _first(lambda p: p.model_copy(update={"fill_share": 0.1}))),
        ("first_batch", _first(lambda p: p.model_copy(update={"first_batch": 7}))),
        ("pattern_id", _first(lambda p: p.model_copy(update={"id": "S2"}))),
        ("batch_order", PLAN.model_copy(update={"sheets": PLAN.sheets[::-1]})),
        ("sheet_count", PLAN.model_copy(update={"sheet_count": 1})),
        ("bound", PLAN.model_copy(update={"sheet_count_lower_bound": 3})),
        ("cost", PLAN.model_copy(update={"cost_minor": None})),
        ("value", PLAN.model_copy(update={"value": 1})),
        ("waste", PLAN.model_copy(update={"waste_share": 0.0})),
        (
            "uncut",
            PLAN.model_copy(
                update={
                    "uncut": (
                        UncutRectangle(rectangle_id="a", quantity=1, reason=UncutReason.NOT_CHOSEN),
                    )
                }
            ),
        ),
    ],
)
def test_a_spoilt_plan_is_found_out(kind: str, plan: CuttingPlan) -> None:
    assert kind in _kinds(plan)


def test_rules_are_read_from_the_problem() -> None:
    assert "guillotine" in _kinds(PLAN, _rules(kerf_mm=1))
    assert _kinds(PLAN, _rules(stages=None)) == set()


def test_an_exact_rule_forbids_trimming() -> None:
    problem = CuttingProblem(
        rectangles=(
            Rectangle(id="a", length_mm=40, width_mm=30),
            Rectangle(id="b", length_mm=20, width_mm=20),
        ),
        sheets=(Sheet(id="s", length_mm=60, width_mm=30),),
        rules=CuttingRules(stages=2, first_cut=Axis.LENGTH),
    )
    plan = cut(problem, Budget.work(200)).plan
    exact = problem.model_copy(
        update={"rules": problem.ruling.model_copy(update={"style": CutStyle.EXACT})}
    )
    assert _kinds(plan, problem) == set()
    assert _kinds(plan, exact) == {"stages"}


def test_a_stack_of_two_needs_a_third_stage_and_one_kind() -> None:
    problem = CuttingProblem(
        rectangles=(
            Rectangle(id="a", length_mm=40, width_mm=30),
            Rectangle(id="b", length_mm=40, width_mm=20),
            Rectangle(id="c", length_mm=40, width_mm=50),
        ),
        sheets=(Sheet(id="s", length_mm=80, width_mm=50),),
        rules=CuttingRules(stages=3, first_cut=Axis.LENGTH),
    )
    plan = cut(problem, Budget.work(200)).plan
    assert _kinds(plan, problem) == set()
    two = problem.model_copy(update={"rules": CuttingRules(stages=2, first_cut=Axis.LENGTH)})
    assert _kinds(plan, two) == {"stages"}
    equal = problem.ruling.model_copy(update={"style": CutStyle.HOMOGENEOUS})
    assert _kinds(plan, problem.model_copy(update={"rules": equal})) == {"homogeneous"}
