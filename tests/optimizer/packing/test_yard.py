"""Finding boxes by strips of the floor: nothing near is missed."""

import random

import numpy as np
import pytest
from numba import njit

from optimizer.packing import DoorSide, PackingRules
from optimizer.packing.kernels.bearing import FITS, NO_WAY_IN, TAKEN, try_place
from optimizer.packing.kernels.stowing import open_yard, put
from optimizer.packing.kernels.yard import TOUCHED, TOUCHING, N, bit_of, box_of
from optimizer.packing.ruled_instance import build_ruled_instance
from optimizer.packing.ruled_loading import yard_for
from tests.optimizer.packing.problems import item, problem, unit


@njit(nogil=True)
def _box_of_bit(i):  # type: ignore[no-untyped-def]
    return box_of(i >> 6, bit_of(i))


def test_each_box_has_a_bit_and_each_bit_a_box() -> None:
    for i in range(200):
        assert _box_of_bit(i) == i


@pytest.mark.parametrize("door", [DoorSide.TOP, DoorSide.RIGHT])
@pytest.mark.parametrize("gap", [0, 7])
def test_a_place_is_judged_by_every_box_that_is_near(door: DoorSide, gap: int) -> None:
    draw = random.Random(3)
    of = problem(
        [item("a", 100, 100, 100, quantity=300)],
        [unit("u", 3000, 1700, 1000, door_side=door, piece_padding_mm=gap)],
    ).model_copy(update={"rules": PackingRules(min_support_share=0.0)})
    instance = build_ruled_instance(of)
    cargo, ground, site = instance.cargo[0], instance.ground, instance.sites[0]
    yard = yard_for(instance, 300)
    open_yard(cargo, ground, site, yard)
    boxes: list[tuple[int, ...]] = []
    for _ in range(3_000):
        sides = [draw.randint(20, 300) for _ in range(3)]
        at = [
            draw.randint(0, most - side)
            for most, side in zip((3000, 1700, 1000), sides, strict=True)
        ]
        (x, y, z), (dx, dy, dz) = at, sides
        box = (*at, *(a + side for a, side in zip(at, sides, strict=True)))
        found = try_place(cargo, ground, site, yard, 0, x, y, z, dx, dy, dz, -1)
        taken = [
            b for b in boxes if all(_over(b, box, axis) > -(gap, gap, 0)[axis] for axis in range(3))
        ]
        if door is DoorSide.TOP:
            barring = [b for b in boxes if _covers(b, box) and b[2] >= box[5]]
        else:
            barring = [b for b in boxes if _covers(b, box) and b[2] == box[5]]
            barring += [
                b for b in boxes if b[0] >= box[3] and _over(b, box, 1) > 0 and _over(b, box, 2) > 0
            ]
        assert (found == FITS) == (not taken and not barring)
        assert found in (FITS, TAKEN, NO_WAY_IN)
        if found != FITS:
            continue
        below = [b for b in boxes if b[5] == box[2] and _covers(b, box)]
        assert yard.meta[TOUCHING] == len(below)
        assert yard.meta[TOUCHED] == sum(_over(b, box, 0) * _over(b, box, 1) for b in below)
        if len(boxes) < 300:
            put(cargo, ground, site, yard, 0, np.array(box, np.int64), False)
            boxes.append(box)
    assert yard.meta[N] == len(boxes) > 64


def _over(one: tuple[int, ...], other: tuple[int, ...], axis: int) -> int:
    """How far two boxes overlap along an axis; below zero the gap between them."""
    return min(one[3 + axis], other[3 + axis]) - max(one[axis], other[axis])


def _covers(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    return _over(one, other, 0) > 0 and _over(one, other, 1) > 0
