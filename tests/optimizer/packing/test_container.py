"""The container search against optima known by construction, and its rules."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.budget import Budget
from optimizer.packing import PackingObjective, PackingProblem, check_plan, pack
from optimizer.packing.container import (
    STANDING_MANY,
    _BeamSearch,
    _type_bits,
    load_container,
)
from optimizer.packing.instance import build_instance
from optimizer.packing.kernels.beaming import node
from optimizer.packing.kernels.container_state import LISTED, start
from optimizer.packing.kernels.loading import shorten_list
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


def many_kinds(share: float, kinds: int = 14) -> PackingProblem:
    rng = np.random.default_rng(kinds)
    items = [item(f"i{i}", *rng.integers(15, 60, 3).tolist(), quantity=3) for i in range(kinds)]
    return single(items, 120, 100, 90, share=share)


def test_many_kinds_stand_soundly() -> None:
    assert loaded(many_kinds(1.0), Budget.work(300)) > 0.7


@pytest.mark.parametrize("sides", [(4, 8, 9), (8, 9, 4), (9, 4, 8)])
def test_height_power_stands_a_piece_upright(sides: tuple[int, int, int]) -> None:
    # In the corner of plenty of room nothing else tells the six turns apart.
    of = build_instance(single([item("a", *sides)], 40, 40, 20, share=1.0))
    rows = load_container(of, 0, of.quantity, Budget.work(1), STANDING_MANY).rows
    assert rows[:, 6].tolist() == [9]


def test_type_bits_name_each_type() -> None:
    kinds = np.array([(0, 63, -1), (64, 127, 130), (-1, -1, -1)], np.int32)
    bits = _type_bits(kinds)
    assert bits[0].tolist() == [1 | 1 << 63, 0]
    assert bits[1].tolist() == [1 << 2, 1 | 1 << 63]
    assert bits[2].tolist() == [0, 0]


@settings(deadline=None, max_examples=20)
@given(st.integers(0, 10_000))
def test_shortened_list_holds_what_can_be_had(seed: int) -> None:
    of = build_instance(many_kinds(0.0, 70))
    search = _BeamSearch(of, 0, of.quantity.copy(), 0, None, 1_000)
    left = np.random.default_rng(seed).integers(0, 4, of.type_count)
    state = node(search._pools[0], 0)
    start(search._yard, search._blocks, left, state)
    shorten_list(search._yard, search._blocks, state)
    need = search._blocks.need
    asked = np.zeros((len(need), of.type_count), np.int64)
    for types, counts in zip(need[:, ::2].T, need[:, 1::2].T, strict=True):
        rows = np.flatnonzero(types >= 0)
        np.add.at(asked, (rows, types[rows]), counts[rows])
    to_be_had = np.flatnonzero((asked <= left).all(axis=1))
    assert state.listed[: int(state.number[LISTED])].tolist() == to_be_had.tolist()
