"""Doing without units: from one piece to a unit down to what is proved to be the least."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from optimizer.budget import Budget
from optimizer.packing import PackingProblem, UprightDimension, check_plan, pack, warm
from optimizer.packing.bound import lower_bounds
from optimizer.packing.cartons import Outcome
from optimizer.packing.dissolving import Dissolving
from optimizer.packing.exact import small_order
from optimizer.packing.instance import Instance, build_instance
from optimizer.packing.kernels.ejecting import find_clashes
from optimizer.packing.kernels.proving import FOUND, UNKNOWN
from optimizer.packing.plan import build_plan
from optimizer.packing.workbench import FilledUnit, Workbench, chance_of
from tests.optimizer.packing.problems import item, problem, unit


@pytest.fixture(scope="module", autouse=True)
def _kernels() -> None:
    warm()


def apart(instance: Instance, seed: int = 0) -> Workbench:
    """Every piece in a unit of its own, in the first turn that fits."""
    bench = Workbench(instance, chance_of(seed))
    goods = instance.goods
    units = []
    for t in bench.type_of.tolist():
        kind = int(np.flatnonzero(instance.goes_in[t])[0])
        turns = goods.turns[goods.first_turn[t] : goods.first_turn[t + 1]]
        fits = turns[(turns <= instance.kinds.inner[kind]).all(axis=1)][0]
        units.append(FilledUnit(kind, np.array([[t, 0, 0, 0, *fits]], np.int32)))
    bench.take(units)
    bench.set_loose(np.empty(0, np.int32))
    return bench


def dissolved(of: PackingProblem, rounds: int = 60) -> int:
    """Units that are left; the packing is judged by the checker."""
    instance = build_instance(of)
    bench = apart(instance)
    bounds = lower_bounds(instance)
    dissolving = Dissolving(bench, bounds)
    for _ in range(rounds):
        dissolving.go_on(200, 2_000)
    left = np.zeros(instance.type_count, np.int64)
    outcome = Outcome(bench.finished(), left, bounds, False, False)
    assert check_plan(of, build_plan(instance, outcome)) == []
    return bench.units


def clashes_of(instance: Instance) -> NDArray[np.bool_]:
    kinds = instance.kinds
    found: NDArray[np.bool_] = find_clashes(
        instance.goods, kinds.inner, kinds.net_weight, instance.usable
    )
    return found


def test_eight_cubes_end_in_one_unit() -> None:
    of = problem([item("c", 5, 5, 5, quantity=8)], [unit("box", 10, 10, 10)])
    assert dissolved(of) == 1


def test_nine_cubes_need_two_units() -> None:
    of = problem([item("c", 5, 5, 5, quantity=9)], [unit("box", 10, 10, 10)])
    assert dissolved(of) == 2


def test_weight_keeps_units_apart() -> None:
    box = unit("box", 10, 10, 10, max_gross_weight_g=20)
    of = problem([item("c", 5, 5, 5, quantity=8, weight_g=9)], [box])
    assert dissolved(of) == 4


def test_support_is_kept() -> None:
    # Side by side they do not fit, on top of each other the large one would hang over.
    wide = item("wide", 10, 10, 4, upright_dimensions=(UprightDimension.HEIGHT,))
    post = item("post", 2, 2, 6, upright_dimensions=(UprightDimension.HEIGHT,))
    box = [unit("box", 10, 10, 10)]
    assert dissolved(problem([wide, post], box, share=1.0)) == 1
    assert dissolved(problem([wide, wide.model_copy(update={"id": "w"}), post], box, share=1.0)) > 1


def test_a_pair_that_clashes_shares_no_unit() -> None:
    of = problem(
        [item("a", 6, 6, 6), item("b", 5, 5, 5), item("c", 4, 4, 4)], [unit("u", 10, 9, 9)]
    )
    instance = build_instance(of)
    clash = clashes_of(instance)
    assert clash.tolist() == [[True, True, False], [True, False, False], [False, False, False]]


sides = st.integers(2, 9)


@st.composite
def one_kind(draw: st.DrawFn) -> PackingProblem:
    items = [
        item(f"i{i}", draw(sides), draw(sides), draw(sides), quantity=draw(st.integers(1, 2)))
        for i in range(draw(st.integers(2, 5)))
    ]
    return problem(items, [unit("u", 10, 9, 9)], share=draw(st.sampled_from((0.0, 1.0))))


@settings(deadline=None, max_examples=60)
@given(one_kind())
def test_never_fewer_units_than_proved(of: PackingProblem) -> None:
    plan = pack(of, Budget.work(400)).plan
    assert dissolved(of) >= (plan.unit_count_lower_bound or 0)


@settings(deadline=None, max_examples=60)
@given(one_kind())
def test_clashes_are_proved_by_search(of: PackingProblem) -> None:
    instance = build_instance(of)
    order = small_order(instance)
    assert order is not None
    order.steps = 100_000
    clash = clashes_of(instance)
    for a in range(instance.type_count):
        for b in range(a):
            pair = np.zeros(instance.type_count, np.int64)
            pair[[a, b]] = 1
            order.counts = pair
            verdict = order.hold((0,)).verdict
            assert clash[a, b] != (verdict == FOUND) or verdict == UNKNOWN


def test_long_regrouping_goes_on_to_dissolving_and_repeats() -> None:
    sizes = np.random.default_rng(5).integers(3, 20, (40, 3)).tolist()
    items = [item(f"i{i}", *size, fixed_heading=True) for i, size in enumerate(sizes)]
    of = problem(items, [unit("u", 24, 24, 24)])
    budget = Budget.work(21_000, seed=2)
    answer = pack(of, budget)
    assert check_plan(of, answer.plan) == []
    assert pack(of, budget).plan == answer.plan
