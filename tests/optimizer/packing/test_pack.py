"""Whole plans: every objective, every reason, and random problems judged by the checker."""

import itertools

import pytest
from hypothesis import given, settings

from optimizer.budget import Budget
from optimizer.faults import InvalidProblemError
from optimizer.packing import (
    PackingObjective,
    PackingProblem,
    UnpackedReason,
    check_plan,
    pack,
    warm,
)
from tests.optimizer.packing.problems import item, problem, random_problems, unit

WORK = Budget.work(300, seed=1)


@pytest.fixture(scope="module", autouse=True)
def _kernels() -> None:
    warm()


def units_used(of: PackingProblem, budget: Budget = WORK) -> list[str]:
    plan = pack(of, budget).plan
    assert check_plan(of, plan) == []
    return sorted(load.load_unit_id for load in plan.loads)


@settings(deadline=None, max_examples=150)
@given(random_problems())
def test_every_plan_is_sound_and_complete(of: PackingProblem) -> None:
    plan = pack(of, Budget.work(60)).plan
    assert check_plan(of, plan) == []
    for left in plan.unpacked:
        assert left.reason is not UnpackedReason.NOT_FOUND_IN_TIME or any(
            unit.stock is None for unit in of.load_units
        )
    if of.objective is not PackingObjective.MOST_VOLUME and all(
        unit.stock is None for unit in of.load_units
    ):
        assert {left.reason for left in plan.unpacked} <= {
            UnpackedReason.TOO_LARGE,
            UnpackedReason.TOO_HEAVY,
        }


@settings(deadline=None, max_examples=40)
@given(random_problems())
def test_same_seed_and_work_same_plan(of: PackingProblem) -> None:
    assert pack(of, Budget.work(40, seed=3)).plan == pack(of, Budget.work(40, seed=3)).plan


def test_eight_cubes_fill_a_cube() -> None:
    of = problem([item("c", 5, 5, 5, quantity=8)], [unit("box", 10, 10, 10)])
    answer = pack(of, WORK)
    assert [load.fill_share for load in answer.plan.loads] == [1.0]
    assert answer.report.proved_optimal
    assert answer.plan.unit_count_lower_bound == 1


def test_smallest_carton_that_does() -> None:
    units = [unit("large", 40, 40, 40), unit("small", 10, 10, 5), unit("middle", 20, 20, 20)]
    assert units_used(problem([item("a", 10, 10, 5, quantity=2)], units)) == ["middle"]


def test_objectives_choose_differently() -> None:
    items = [item("a", 10, 10, 10, quantity=4)]
    units = [
        unit("one", 10, 10, 10, cost_minor=5),
        unit("two", 20, 10, 10, cost_minor=6),
        unit("crate", 40, 40, 40, cost_minor=90),
    ]
    assert units_used(problem(items, units)) == ["crate"]
    assert units_used(problem(items, units, PackingObjective.LOWEST_COST)) == ["two", "two"]
    cheap = [units[0].model_copy(update={"cost_minor": 2}), *units[1:]]
    assert units_used(problem(items, cheap, PackingObjective.LOWEST_COST)) == ["one"] * 4
    assert units_used(problem(items, units, PackingObjective.LEAST_AIR)) == ["two", "two"]


def test_most_volume_leaves_what_does_not_fit() -> None:
    of = problem(
        [item("big", 10, 10, 9), item("slab", 10, 10, 5, quantity=3)],
        [unit("box", 10, 10, 10, stock=1)],
        PackingObjective.MOST_VOLUME,
    )
    plan = pack(of, WORK).plan
    assert check_plan(of, plan) == []
    assert plan.loads[0].fill_share == 1.0
    assert {(left.item_id, left.quantity, left.reason) for left in plan.unpacked} == {
        ("big", 1, UnpackedReason.NO_STOCK),
        ("slab", 1, UnpackedReason.NO_STOCK),
    }


@pytest.mark.parametrize(("share", "packed"), [(0.8, 2), (0.81, 1), (1.0, 1)])
def test_most_volume_lets_bases_hang_over_as_far_as_asked(share: float, packed: int) -> None:
    along = item("along", 10, 8, 5, upright_dimensions=("height",), fixed_heading=True)
    across = item("across", 8, 10, 5, upright_dimensions=("height",), fixed_heading=True)
    of = problem(
        [along, across], [unit("u", 10, 10, 10, stock=1)], PackingObjective.MOST_VOLUME, share
    )
    plan = pack(of, Budget.work(20)).plan
    assert sum(len(load.placements) for load in plan.loads) == packed


def test_stock_is_kept_and_said() -> None:
    of = problem([item("a", 10, 10, 10, quantity=5)], [unit("box", 10, 10, 10, stock=3)])
    plan = pack(of, WORK).plan
    assert len(plan.loads) == 3
    (left,) = plan.unpacked
    assert (left.quantity, left.reason) == (2, UnpackedReason.NO_STOCK)
    assert "used up; C1 has the most room left, " in left.explanation
    assert "box" in left.explanation


@pytest.mark.parametrize(
    ("more", "reason", "word"),
    [
        ({"weight_g": 10}, UnpackedReason.TOO_LARGE, "lacks 1 mm"),
        (
            {"weight_g": 10, "upright_dimensions": ("height",)},
            UnpackedReason.TOO_LARGE,
            "lacks 1 mm",
        ),
    ],
)
def test_too_large(more: dict, reason: UnpackedReason, word: str) -> None:
    of = problem([item("a", 5, 5, 11, **more), item("b", 1, 1, 1)], [unit("box", 10, 10, 10)])
    (left,) = pack(of, WORK).plan.unpacked
    assert left.reason is reason
    assert word in left.explanation


def test_upright_rule_makes_it_too_large() -> None:
    stands = item("a", 10, 5, 5, upright_dimensions=("length",))
    (left,) = pack(problem([stands], [unit("tray", 10, 10, 6)]), WORK).plan.unpacked
    assert left.reason is UnpackedReason.TOO_LARGE
    lies = item("a", 10, 5, 5, upright_dimensions=("height",))
    assert units_used(problem([lies], [unit("tray", 10, 10, 6)])) == ["tray"]


def test_fixed_heading_is_kept() -> None:
    along = item("a", 10, 5, 5, upright_dimensions=("height",), fixed_heading=True)
    (left,) = pack(problem([along], [unit("box", 5, 10, 5)]), WORK).plan.unpacked
    assert left.reason is UnpackedReason.TOO_LARGE


def test_too_heavy() -> None:
    heavy = item("a", 5, 5, 5, weight_g=100)
    limited = unit("box", 10, 10, 10, tare_weight_g=10, max_gross_weight_g=109)
    (left,) = pack(problem([heavy], [limited]), WORK).plan.unpacked
    assert left.reason is UnpackedReason.TOO_HEAVY
    assert "99 g" in left.explanation


def test_weight_splits_the_order() -> None:
    limited = unit("box", 10, 10, 10, tare_weight_g=10, max_gross_weight_g=110)
    of = problem([item("a", 2, 2, 2, weight_g=40, quantity=5)], [limited])
    answer = pack(of, WORK)
    assert len(answer.plan.loads) == 3
    assert answer.report.proved_optimal is (answer.plan.unit_count_lower_bound == 3)


def test_faults_are_raised_together() -> None:
    of = problem([item("a", 1, 1, 1), item("a", 1, 1, 1)], [unit("c", 5, 5, 5), unit("c", 5, 5, 5)])
    with pytest.raises(InvalidProblemError) as caught:
        pack(of, WORK)
    assert len(caught.value.faults) == 2


def fewest_rows(lengths: list[int], room: int) -> int:
    """Bins needed for lengths along one axis, by trying all assignments."""
    for bins in itertools.count(1):
        for choice in itertools.product(range(bins), repeat=len(lengths)):
            loads = [0] * bins
            for length, where in zip(lengths, choice, strict=True):
                loads[where] += length
            if max(loads) <= room:
                return bins
    return 0


@pytest.mark.parametrize(
    "lengths", [[6, 5, 4, 3, 2], [7, 7, 3, 3], [4, 4, 4, 4, 4, 4], [9, 2, 2, 8, 1], [5, 5, 5, 6, 6]]
)
def test_rows_reach_the_enumerated_optimum(lengths: list[int]) -> None:
    items = [
        item(f"i{i}", length, 10, 10, upright_dimensions=("height",), fixed_heading=True)
        for i, length in enumerate(lengths)
    ]
    of = problem(items, [unit("row", 12, 10, 10)])
    best = fewest_rows(lengths, 12)
    plan = pack(of, WORK).plan
    assert len(plan.loads) == best
    assert plan.unit_count_lower_bound <= best


def test_many_like_pieces_start_from_grids() -> None:
    of = problem([item("a", 10, 10, 10, quantity=4_000)], [unit("m", 100, 100, 100)])
    assert units_used(of, Budget.work(2)) == ["m"] * 4


def test_expired_budget_still_answers_for_every_piece() -> None:
    of = problem([item("a", 10, 10, 10, quantity=50)], [unit("m", 20, 20, 20)])
    plan = pack(of, Budget.seconds(0.0)).plan
    assert check_plan(of, plan) == []


def test_two_cores() -> None:
    items = [item(f"i{i}", 3 + i % 7, 3 + i % 5, 3 + i % 4, quantity=2) for i in range(30)]
    of = problem(items, [unit("m", 14, 13, 12)])
    answer = pack(of, Budget.seconds(0.4, cores=2))
    assert check_plan(of, answer.plan) == []


def test_a_crowd_in_one_unit_is_packed_whole_even_when_time_is_up() -> None:
    items = [item(f"i{i}", 100 + i, 90 + i % 7, 80 + i % 5, quantity=100) for i in range(10)]
    of = problem(items, [unit("pallet", 1_200, 800, 1_500)])
    plan = pack(of, Budget.work(1)).plan
    assert check_plan(of, plan) == []
    assert plan.unpacked == ()
