"""One container being loaded with blocks: the step of every container search."""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.blocks import MOST_TYPES
from optimizer.packing.kernels.container_state import (
    LEAST,
    LISTED,
    LOAD,
    MIRROR_X,
    MIRROR_Y,
    PHASE,
    PLACED,
    SPACES,
    VOLUME,
    at_most,
    pack_corner,
    part,
    start,
    to_be_had,
)
from optimizer.packing.kernels.free_cuboids import add_floor, carve, drop_space


@njit(cache=True, nogil=True)
def lay(yard, blocks, left, rows, state, bench):
    """Empties the container and places `rows` (block, x, y, z, mirror) in their order."""
    start(yard, blocks, left, state)
    for k in range(rows.shape[0]):
        state.number[MIRROR_X] = rows[k, 4] & 1
        state.number[MIRROR_Y] = rows[k, 4] >> 1
        place_block(yard, blocks, state, rows[k, 0], rows[k, 1], rows[k, 2], rows[k, 3], bench)
    if rows.shape[0] > 0:
        shorten_list(yard, blocks, state)


@njit(cache=True, nogil=True)
def place_block(yard, blocks, state, b, x, y, z, bench):
    """Places block b with its low corner at (x, y, z); the state's mirror flags say which of its
    corners lies in the corner of the cuboid."""
    number = state.number
    low = pack_corner(x, y, z)
    high = low + blocks.packed[b]
    n = number[PLACED]
    state.placed[n, 0] = b
    state.placed[n, 1] = x
    state.placed[n, 2] = y
    state.placed[n, 3] = z
    state.placed[n, 4] = number[MIRROR_X] + 2 * number[MIRROR_Y]
    state.placed_low[n] = low
    state.placed_high[n] = high
    number[PLACED] = n + 1
    for k in range(0, 2 * MOST_TYPES, 2):
        t = blocks.need[b, k]
        if t < 0:
            break
        state.left[t] -= blocks.need[b, k + 1]
    number[VOLUME] += blocks.volume[b]
    number[LOAD] += blocks.weight[b]
    h = np.uint64(low) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(b + 1) * np.uint64(
        0xD6E8FEB86659FD93
    )
    h ^= h >> np.uint64(31)
    h *= np.uint64(0xBF58476D1CE4E5B9)
    h ^= h >> np.uint64(27)
    h *= np.uint64(0x94D049BB133111EB)
    state.sign[0] += h ^ (h >> np.uint64(31))
    carve(yard, state, low, high, bench)
    if yard.standing:
        add_floor(yard, blocks, state, b, x, y, z, bench)


@njit(cache=True, nogil=True)
def second_phase(yard, state):
    """Notes that enough is loaded for the second phase."""
    if state.number[VOLUME] >= yard.switch:
        state.number[PHASE] = 1


@njit(cache=True, nogil=True)
def shorten_list(yard, blocks, state):
    """Drops blocks too large for every cuboid or not to be had, then cuboids too small for all."""
    low, high, left, listed = state.low, state.high, state.left, state.listed
    packed, need, weight, types = blocks.packed, blocks.need, blocks.weight, blocks.types
    number = state.number
    x, y, z = 0, 0, 0
    for i in range(number[SPACES]):
        extent = high[i] - low[i]
        x = max(x, part(extent, 0))
        y = max(y, part(extent, 1))
        z = max(z, part(extent, 2))
    room = pack_corner(x, y, z)
    spare = yard.net_weight - number[LOAD]
    # Most blocks ask for a type of which nothing is left: told by its bit, which is quick.
    gone, gone_above = ~np.uint64(0), ~np.uint64(0)
    for t in range(left.shape[0]):
        if left[t] > 0:
            bit = np.uint64(1) << np.uint64(t & 63)
            if t & 64:
                gone_above &= ~bit
            else:
                gone &= ~bit
    n = 0
    for i in range(number[LISTED]):
        b = listed[i]
        if (
            types[b, 0] & gone == 0
            and types[b, 1] & gone_above == 0
            and at_most(packed[b], room)
            and to_be_had(need, weight, left, spare, b)
        ):
            listed[n] = b
            n += 1
            x = min(x, part(packed[b], 0))
            y = min(y, part(packed[b], 1))
            z = min(z, part(packed[b], 2))
    number[LISTED] = n
    least = pack_corner(x, y, z)
    if n == 0 or least == number[LEAST]:
        return
    number[LEAST] = least
    i = 0
    while i < number[SPACES]:
        if at_most(least, high[i] - low[i]):
            i += 1
        else:
            drop_space(state, i)
