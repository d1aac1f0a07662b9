"""What stays of a loading can be loaded again: in its order, and standing where it must stand."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.budget import Budget
from optimizer.packing import PackingObjective, check_plan, pack
from optimizer.packing.container import load_container
from optimizer.packing.instance import build_instance
from optimizer.packing.kernels.reloading import Manner, choose_what_stays
from tests.optimizer.packing.problems import item, problem, unit

SIDE = 4


SIZE = np.array([(1, 1, 1), (2, 2, 1)], np.int32)
"""Cubes and slabs."""


def what_stays(loading: np.ndarray, standing: bool, seed: int) -> np.ndarray:
    stays = np.zeros(len(loading), np.int32)
    choose_what_stays(
        loading,
        SIZE,
        SIZE.astype(np.int64).prod(axis=1),
        np.array((SIDE, SIDE, SIDE + 2), np.int64),
        standing,
        Manner(),
        np.array([seed], np.uint64),
        stays,
    )
    return loading[stays == 1]


def layers(count: int) -> np.ndarray:
    """Slabs side by side, layer on layer, on top of them cubes."""
    rows = [
        (1, x, y, z, 0) for z in range(count) for x in range(0, SIDE, 2) for y in range(0, SIDE, 2)
    ]
    rows += [(0, x, y, count, 0) for x in range(SIDE) for y in range(SIDE)]
    return np.array(rows, np.int32)


@settings(deadline=None)
@given(st.integers(1, 4), st.booleans(), st.integers(0, 10_000))
def test_part_goes_out_and_the_rest_keeps_its_order(count: int, standing: bool, seed: int) -> None:
    loading = layers(count)
    stays = what_stays(loading, standing, seed)
    assert len(stays) < len(loading)
    rows = [tuple(row) for row in loading.tolist()]
    places = [rows.index(tuple(row)) for row in stays.tolist()]
    assert places == sorted(places)
    if standing:
        filled = np.zeros((SIDE, SIDE, SIDE + 2), np.bool_)
        for b, x, y, z, _ in stays.tolist():
            dx, dy, dz = SIZE[b].tolist()
            if z > 0:
                assert filled[x : x + dx, y : y + dy, z - 1].all()
            filled[x : x + dx, y : y + dy, z : z + dz] = True


def test_nothing_stays_of_nothing() -> None:
    nothing = np.empty((0, 5), np.int32)
    assert len(what_stays(nothing, True, 0)) == 0


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_same_seed_and_work_load_the_same(share: float) -> None:
    pieces = [item(str(n), 3 + n, 4 + n % 3, 2 + n % 4, quantity=4) for n in range(6)]
    of = problem(pieces, [unit("box", 17, 13, 11, stock=1)], PackingObjective.MOST_VOLUME, share)
    instance = build_instance(of)
    first, second = (
        load_container(instance, 0, instance.quantity, Budget.work(2_000, seed=3)) for _ in range(2)
    )
    assert first.volume == second.volume
    assert np.array_equal(first.rows, second.rows)
    assert check_plan(of, pack(of, Budget.work(2_000, seed=3)).plan) == []
