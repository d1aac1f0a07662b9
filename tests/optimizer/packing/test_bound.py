"""Bounds never exceed what a plan without support reaches, and meet cases solved by hand."""

from hypothesis import given, settings

from optimizer.budget import Budget
from optimizer.packing import PackingObjective, pack
from optimizer.packing.bound import lower_bounds, tighter_bounds
from optimizer.packing.instance import build_instance
from tests.optimizer.packing.problems import item, problem, random_problems, unit


@settings(deadline=None, max_examples=120)
@given(random_problems(PackingObjective.FEWEST_UNITS))
def test_bounds_hold_for_every_complete_plan(of) -> None:
    free = of.model_copy(update={"rules": of.rules.model_copy(update={"min_support_share": 0.0})})
    plan = pack(free, Budget.work(100)).plan
    instance = build_instance(free)
    bounds = tighter_bounds(instance, lower_bounds(instance))
    packed = sum(len(load.placements) for load in plan.loads)
    if packed == instance.all_pieces:
        assert bounds.units <= len(plan.loads)
        assert bounds.price <= len(plan.loads)


def test_weight_and_volume_together() -> None:
    # Roomy but weak, or strong but small: neither bound alone tells that two are needed.
    units = [
        unit("roomy", 100, 10, 10, max_gross_weight_g=10),
        unit("strong", 10, 10, 10, max_gross_weight_g=100),
    ]
    of = build_instance(problem([item("a", 10, 10, 6, weight_g=7, quantity=2)], units))
    assert lower_bounds(of).units == 2


def test_pieces_that_cannot_share() -> None:
    of = build_instance(problem([item("a", 6, 6, 6, quantity=7)], [unit("c", 10, 10, 10)]))
    assert lower_bounds(of).units == 7


def test_thirds_waste_by_dual_functions() -> None:
    # Four of 26 do not fit along 100, so at most 27 cubes go in, whatever the volume says.
    of = build_instance(problem([item("a", 26, 26, 26, quantity=55)], [unit("c", 100, 100, 100)]))
    assert lower_bounds(of).units == 1
    assert tighter_bounds(of, lower_bounds(of)).units == 3
