"""Carton suites: tiny histories by enumeration, growth, comparison with today's cartons."""

from __future__ import annotations

import pytest

from optimizer.budget import Budget
from optimizer.cutting.suite import choose_suite
from optimizer.cutting.suite_model import SuiteObjective, SuiteProblem, SuiteProgress
from optimizer.faults import InvalidProblemError
from optimizer.packing.model import Item, LoadUnit, PackOrder
from optimizer.shapes import Size


def _size(a: int, b: int, c: int) -> Size:
    return Size(length_mm=a, width_mm=b, height_mm=c)


def _cubes(*sides: int) -> tuple[PackOrder, ...]:
    return tuple(
        PackOrder(id=f"o{n}", items=(Item(id="i", size=_size(a, a, a), weight_g=100),))
        for n, a in enumerate(sides)
    )


def _problem(**update: object) -> SuiteProblem:
    problem = SuiteProblem(
        orders=_cubes(10, 10, 10, 20, 20, 40),
        size_count=2,
        minimum=_size(10, 10, 10),
        maximum=_size(50, 50, 50),
        step_mm=10,
        objective=SuiteObjective.LEAST_AIR,
    )
    return problem.model_copy(update=update)


def test_two_sizes_for_three_kinds_of_cube_are_the_enumerated_ones() -> None:
    plan = choose_suite(_problem(), Budget.seconds(20, cores=1)).plan
    # Of the pairs with 40: {20, 40} counts 5 x 8 + 64 = 104 thousand mm3; {10, 40} 3 + 3 x 64.
    assert plan.suite is not None
    assert [size.inner_size.length_mm for size in plan.suite.sizes] == [20, 40]
    assert plan.suite.score == 104_000
    assert plan.suite.parcel_count == 6
    assert plan.suite.air_mm3 == 104_000 - (3 * 1_000 + 2 * 8_000 + 64_000)


def test_the_saving_grows_with_every_size() -> None:
    today = (LoadUnit(id="t", inner_size=_size(50, 50, 50)),)
    problem = _problem(size_count=3, growth=True, present_cartons=today)
    plan = choose_suite(problem, Budget.seconds(20, cores=1)).plan
    assert plan.suite is not None
    assert plan.present is not None
    assert plan.present.score == 6 * 125_000
    savings = [suite.saving_share for suite in (*plan.smaller_suites, plan.suite)]
    assert len(savings) == 3
    assert savings == sorted(savings)
    assert savings[-1] == pytest.approx(1 - 83_000 / 750_000)


def test_what_fits_no_size_is_counted() -> None:
    plan = choose_suite(_problem(orders=_cubes(10, 60)), Budget.seconds(20, cores=1)).plan
    assert plan.suite is not None
    assert plan.suite.unserved_order_count == 1


def test_a_weight_limit_parts_an_order() -> None:
    order = PackOrder(
        id="o", items=(Item(id="i", size=_size(10, 10, 10), weight_g=600, quantity=2),)
    )
    plan = choose_suite(
        _problem(orders=(order,), size_count=1, max_gross_weight_g=1_000),
        Budget.seconds(20, cores=1),
    ).plan
    assert plan.suite is not None
    assert plan.suite.parcel_count == 2


def test_progress_is_told() -> None:
    told: list[SuiteProgress] = []
    choose_suite(_problem(), Budget.seconds(20, cores=1), told.append)
    assert {"boxes to measure", "sizes chosen", "refined"} <= {step.stage for step in told}


def test_all_faults_are_told_at_once() -> None:
    problem = _problem(
        orders=(*_cubes(10), *_cubes(10)),
        minimum=_size(10, 60, 10),
        objective=SuiteObjective.LOWEST_COST,
        present_cartons=(
            LoadUnit(id="t", inner_size=_size(9, 9, 9)),
            LoadUnit(id="t", inner_size=_size(9, 9, 9)),
        ),
    )
    with pytest.raises(InvalidProblemError) as caught:
        choose_suite(problem, Budget.seconds(1, cores=1))
    assert {fault.path for fault in caught.value.faults} == {
        ("orders", 1, "id"),
        ("present_cartons", 1, "id"),
        ("minimum", "width_mm"),
        ("objective",),
    }
