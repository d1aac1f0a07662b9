"""The container search against optima known by construction, and its rules."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.budget import Budget
from optimizer.packing import PackingObjective, PackingProblem, check_plan, pack
from optimizer.packing.container import load_container
from optimizer.packing.instance import build_instance
from tests.optimizer.packing.problems import item, problem, random_problems, unit


def single(items: list, *sides: int, share: float = 0.0, **more: object) -> PackingProblem:
    box = unit("box", *sides, stock=1, **more)
    return problem(items, [box], PackingObjective.MOST_VOLUME, share)


def loaded(of: PackingProblem, budget: Budget) -> float:
    plan = pack(of, budget).plan
    assert check_plan(of, plan) == []
    return plan.loads[0].fill_share if plan.loads else 0.0


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_cut_container_is_put_together_again(share: float) -> None:
    # A 12 x 10 x 8 container cut into pieces, so a full loading exists.
    pieces = [
        item("half", 6, 10, 8),
        item("slab", 6, 10, 4),
        item("bar", 6, 5, 4, quantity=2),
    ]
    assert loaded(single(pieces, 12, 10, 8, share=share), Budget.work(500)) == 1.0


def test_weight_limit_holds() -> None:
    of = single(
        [item("a", 2, 2, 2, weight_g=10, quantity=8)],
        4,
        4,
        4,
        tare_weight_g=5,
        max_gross_weight_g=45,
    )
    assert loaded(of, Budget.work(50)) == 0.5


@settings(deadline=None, max_examples=60)
@given(random_problems(PackingObjective.MOST_VOLUME))
def test_every_loading_is_sound(of: PackingProblem) -> None:
    assert check_plan(of, pack(of, Budget.work(30)).plan) == []


@settings(deadline=None, max_examples=25)
@given(st.integers(1, 6), st.integers(1, 6), st.integers(1, 6), st.integers(1, 40))
def test_like_cubes_fill_a_grid(nx: int, ny: int, nz: int, quantity: int) -> None:
    of = single([item("a", 7, 7, 7, quantity=quantity)], 7 * nx, 7 * ny, 7 * nz)
    share = min(quantity, nx * ny * nz) / (nx * ny * nz)
    assert loaded(of, Budget.work(40)) == pytest.approx(share)


def test_more_work_is_never_worse() -> None:
    rng = np.random.default_rng(5)
    items = [item(f"i{i}", *rng.integers(15, 60, 3).tolist(), quantity=3) for i in range(12)]
    of = build_instance(single(items, 120, 100, 90))
    found = [
        load_container(of, 0, of.quantity, Budget.work(work)).volume for work in (1, 20, 200, 800)
    ]
    assert found == sorted(found)
    assert found[-1] / int(of.capacity[0]) > 0.8


def test_several_units_of_limited_stock() -> None:
    of = problem(
        [item("a", 5, 5, 5, quantity=20)],
        [unit("box", 10, 10, 10, stock=2), unit("small", 5, 5, 5, stock=1)],
        PackingObjective.MOST_VOLUME,
    )
    plan = pack(of, Budget.work(40)).plan
    assert check_plan(of, plan) == []
    assert sum(len(load.placements) for load in plan.loads) == 17


def test_two_cores_share_the_rounds() -> None:
    rng = np.random.default_rng(9)
    items = [item(f"i{i}", *rng.integers(15, 60, 3).tolist(), quantity=2) for i in range(8)]
    assert loaded(single(items, 120, 100, 90), Budget.seconds(0.3, cores=2)) > 0.5
