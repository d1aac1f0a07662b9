"""A partly loaded container as flat arrays, its corners packed into words.

A state holds the maximal free cuboids, each corner packed into one 64-bit word (20 bits per axis,
the top bit of each a guard), so that "inside" and "overlaps" are one subtraction and one mask.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from optimizer.packing.kernels.arrays import Ints, Longs
from optimizer.packing.kernels.blocks import MOST_TYPES

AXIS_BITS = 20
FIELD = (1 << (AXIS_BITS - 1)) - 1
GUARD = (1 << 19) | (1 << 39) | (1 << 59)
ONES = 1 | (1 << 20) | (1 << 40)

SPACES, PLACED, LISTED, PHASE, VOLUME, LOAD, MIRROR_X, MIRROR_Y, LEAST, NUMBERS = range(10)
"""Positions in `State.number`."""


class Blocks(NamedTuple):
    """Blocks by falling first key. `packed` is the size as one word; `log_key[phase]` is
    log(V * N^-g), never larger in the second phase than in the first. A row of `need` is (type,
    number, type, number, ..., -1), one of `types` a bit for each type in it, of 128 taken in turn.
    """

    size: Ints
    packed: Longs
    top: Ints
    need: Ints
    types: NDArray[np.uint64]
    volume: Longs
    weight: Longs
    log_key: NDArray[np.float64]


class Yard(NamedTuple):
    """What does not change while one container is loaded.

    `inner` in mm; `least` the smallest measures to be placed, as one word; `reach[axis, gap]` is
    the most of a gap that pieces side by side can use; `logs[v]` is log(v); `powers` is (a, b, h)
    for each phase and `slack` the share of a side that still counts as contact; `switch` the volume
    at which the second phase begins; `standing` says that all is fully supported, and `rise` then
    weighs a floor's height against its distance to the walls; `salt` starts the signatures, since
    remembered values hold for one set of powers only.
    """

    inner: Longs
    least: int
    reach: Ints
    logs: NDArray[np.float64]
    powers: NDArray[np.float64]
    slack: NDArray[np.float64]
    switch: int
    net_weight: int
    standing: bool
    rise: float
    salt: np.uint64


class State(NamedTuple):
    """A partly loaded container: free cuboids as packed corners and their rank, blocks placed as
    (block, x, y, z, mirror) and packed corners, pieces left per type, blocks that may still fit,
    numbers (see SPACES and the following), signature."""

    low: Longs
    high: Longs
    rank: NDArray[np.float64]
    placed: Ints
    placed_low: Longs
    placed_high: Longs
    left: Longs
    listed: Ints
    number: Longs
    sign: NDArray[np.uint64]


class Bench(NamedTuple):
    """Scratch of one thread: torn cuboids, neighbours, ranked blocks with scores and corners."""

    torn_low: Longs
    torn_high: Longs
    near: Ints
    best: Ints
    score: NDArray[np.float64]
    corner: Ints
    path: NDArray[np.uint64]


@njit(cache=True, nogil=True, inline="always")
def pack_corner(x, y, z):
    """Three lengths as one word."""
    return np.int64(x) | (np.int64(y) << 20) | (np.int64(z) << 40)


@njit(cache=True, nogil=True, inline="always")
def part(word, axis):
    """One length of a packed word."""
    return (word >> (20 * axis)) & FIELD


@njit(cache=True, nogil=True, inline="always")
def at_most(a, b):
    """True when each length of a is at most that of b."""
    return ((b | GUARD) - a) & GUARD == GUARD


@njit(cache=True, nogil=True)
def start(yard, blocks, left, state):
    """Empties the container."""
    state.low[0] = 0
    state.high[0] = pack_corner(yard.inner[0], yard.inner[1], yard.inner[2])
    state.rank[0] = 0.0
    state.number[:] = 0
    state.number[SPACES] = 1
    state.number[LEAST] = yard.least
    state.left[:] = left
    n = blocks.packed.shape[0]
    for i in range(n):
        state.listed[i] = i
    state.number[LISTED] = n
    state.sign[0] = yard.salt


@njit(cache=True, nogil=True)
def copy_state(source, target):
    """Copies what is in use."""
    n = source.number[SPACES]
    target.low[:n] = source.low[:n]
    target.high[:n] = source.high[:n]
    target.rank[:n] = source.rank[:n]
    n = source.number[PLACED]
    target.placed[:n] = source.placed[:n]
    target.placed_low[:n] = source.placed_low[:n]
    target.placed_high[:n] = source.placed_high[:n]
    target.left[:] = source.left
    n = source.number[LISTED]
    target.listed[:n] = source.listed[:n]
    target.number[:] = source.number
    target.sign[0] = source.sign[0]


@njit(cache=True, nogil=True, inline="always")
def to_be_had(need, weight, left, spare, b):
    """True when the pieces of block b are left and not too heavy."""
    for k in range(0, 2 * MOST_TYPES, 2):
        t = need[b, k]
        if t < 0:
            break
        if need[b, k + 1] > left[t]:
            return False
    return weight[b] <= spare
