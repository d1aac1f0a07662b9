"""The maximal free cuboids of a container: which is filled next, what a block leaves of them.

The next cuboid to fill is the one nearest to a corner of the container. When everything must stand
fully supported nothing ever hangs over, so each free cuboid reaches to the roof and its floor is
carried: a new floor is the top of a block, joined with tops of the same height beside it. Low
floors are then filled before high ones (`Yard.rise`).
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.container_state import (
    FIELD,
    GUARD,
    LEAST,
    MIRROR_X,
    MIRROR_Y,
    ONES,
    SPACES,
    at_most,
    pack_corner,
    part,
)

_MOST_FLOORS = 40


@njit(cache=True, nogil=True, inline="always")
def _space_rank(length, width, height, standing, rise, low, high):
    """Distance to the nearest corner of the container, larger cuboids first among equals."""
    x1, y1, z1 = part(low, 0), part(low, 1), part(low, 2)
    x2, y2, z2 = part(high, 0), part(high, 1), part(high, 2)
    distance = min(x1, length - x2) + min(y1, width - y2)
    distance += rise * z1 if standing else min(z1, height - z2)
    volume = np.float64((x2 - x1) * (y2 - y1)) * (z2 - z1)
    whole = np.float64(length) * width * height
    return distance - volume / (whole + 1.0)


@njit(cache=True, nogil=True)
def pick_space(state):
    """Position of the next cuboid to fill; -1 when there is none."""
    rank = state.rank
    best = -1
    best_rank = np.inf
    for i in range(state.number[SPACES]):
        if rank[i] < best_rank:
            best_rank = rank[i]
            best = i
    return best


@njit(cache=True, nogil=True)
def drop_space(state, i):
    """Forgets a cuboid into which nothing fits."""
    last = state.number[SPACES] - 1
    state.low[i] = state.low[last]
    state.high[i] = state.high[last]
    state.rank[i] = state.rank[last]
    state.number[SPACES] = last


@njit(cache=True, nogil=True)
def carve(yard, state, low, high, bench):
    """Takes the cuboid out of all free cuboids, face by face (see `spaces.carve`)."""
    lows, highs, ranks = state.low, state.high, state.rank
    torn_low, torn_high, near = bench.torn_low, bench.torn_high, bench.near
    length, width, roof = yard.inner[0], yard.inner[1], yard.inner[2]
    standing = yard.standing
    below_high = (high - ONES) | GUARD
    above_low = low + ONES
    kept = 0
    hit = 0
    for i in range(state.number[SPACES]):
        if (below_high - lows[i]) & ((highs[i] | GUARD) - above_low) & GUARD == GUARD:
            torn_low[hit] = lows[i]
            torn_high[hit] = highs[i]
            hit += 1
        else:
            lows[kept] = lows[i]
            highs[kept] = highs[i]
            ranks[kept] = ranks[i]
            kept += 1
    total = kept
    limit = lows.shape[0]
    for face in range(5 if standing else 6):
        axis = face >> 1
        mask = np.int64(FIELD) << (20 * axis)
        least = part(state.number[LEAST], axis)
        first = total
        met = -1
        for r in range(hit):
            child_low, child_high = torn_low[r], torn_high[r]
            if face & 1 == 0:
                extent = part(low, axis) - part(child_low, axis)
                child_high = (child_high & ~mask) | (low & mask)
            else:
                extent = part(child_high, axis) - part(high, axis)
                child_low = (child_low & ~mask) | (high & mask)
            if extent < least:
                continue
            if met < 0:
                # Only cuboids that end in the plane of this face can swallow a child.
                met = 0
                for i in range(kept):
                    if face & 1 == 0:
                        touches = (highs[i] ^ low) & mask == 0
                    else:
                        touches = (lows[i] ^ high) & mask == 0
                    if touches:
                        near[met] = i
                        met += 1
            swallowed = False
            for k in range(met):
                i = near[k]
                if ((child_low | GUARD) - lows[i]) & (
                    (highs[i] | GUARD) - child_high
                ) & GUARD == GUARD:
                    swallowed = True
                    break
            if swallowed:
                continue
            i = first
            while i < total:
                if ((child_low | GUARD) - lows[i]) & (
                    (highs[i] | GUARD) - child_high
                ) & GUARD == GUARD:
                    swallowed = True
                    break
                if ((lows[i] | GUARD) - child_low) & (
                    (child_high | GUARD) - highs[i]
                ) & GUARD == GUARD:
                    total -= 1
                    lows[i] = lows[total]
                    highs[i] = highs[total]
                else:
                    i += 1
            if not swallowed and total < limit:
                lows[total] = child_low
                highs[total] = child_high
                total += 1
    for i in range(kept, total):
        ranks[i] = _space_rank(length, width, roof, standing, yard.rise, lows[i], highs[i])
    state.number[SPACES] = total


@njit(cache=True, nogil=True)
def add_floor(yard, blocks, state, b, x, y, z, bench):
    """Adds the top of the block as a floor, alone and joined with tops of its height beside it."""
    height = z + blocks.size[b, 2]
    length, width, roof = yard.inner[0], yard.inner[1], yard.inner[2]
    least = state.number[LEAST]
    least_x, least_y = part(least, 0), part(least, 1)
    if roof - height < part(least, 2):
        return
    x1 = x + blocks.size[b, 0] - blocks.top[b, 0] if state.number[MIRROR_X] else x
    y1 = y + blocks.size[b, 1] - blocks.top[b, 1] if state.number[MIRROR_Y] else y
    lows, highs, ranks = state.low, state.high, state.rank
    torn_low, torn_high, near = bench.torn_low, bench.torn_high, bench.near
    # A queue of floors in the torn arrays; each is joined with every floor of its height.
    torn_low[0] = pack_corner(x1, y1, height)
    torn_high[0] = pack_corner(x1 + blocks.top[b, 0], y1 + blocks.top[b, 1], roof)
    queued = 1
    same = 0
    total = state.number[SPACES]
    for i in range(total):
        if part(lows[i], 2) == height:
            near[same] = i
            same += 1
    at = 0
    while at < queued:
        low, high = torn_low[at], torn_high[at]
        at += 1
        a1, b1, a2, b2 = part(low, 0), part(low, 1), part(high, 0), part(high, 1)
        for k in range(same):
            i = near[k]
            c1, d1 = part(lows[i], 0), part(lows[i], 1)
            c2, d2 = part(highs[i], 0), part(highs[i], 1)
            for way in range(2):
                if way == 0:
                    # Side by side along x: as deep as both.
                    if c1 > a2 or a1 > c2:
                        continue
                    e1, e2 = min(a1, c1), max(a2, c2)
                    f1, f2 = max(b1, d1), min(b2, d2)
                else:
                    if d1 > b2 or b1 > d2:
                        continue
                    e1, e2 = max(a1, c1), min(a2, c2)
                    f1, f2 = min(b1, d1), max(b2, d2)
                if e2 - e1 < least_x or f2 - f1 < least_y:
                    continue
                new_low = pack_corner(e1, f1, height)
                new_high = pack_corner(e2, f2, roof)
                known = False
                for q in range(queued):
                    if at_most(torn_low[q], new_low) and at_most(new_high, torn_high[q]):
                        known = True
                        break
                if known:
                    continue
                for m in range(same):
                    q = near[m]
                    if at_most(lows[q], new_low) and at_most(new_high, highs[q]):
                        known = True
                        break
                if not known and queued < _MOST_FLOORS:
                    torn_low[queued] = new_low
                    torn_high[queued] = new_high
                    queued += 1
    for q in range(queued):
        low, high = torn_low[q], torn_high[q]
        if part(high, 0) - part(low, 0) < least_x or part(high, 1) - part(low, 1) < least_y:
            continue
        swallowed = False
        i = 0
        while i < total:
            if part(lows[i], 2) == height:
                if at_most(lows[i], low) and at_most(high, highs[i]):
                    swallowed = True
                    break
                if at_most(low, lows[i]) and at_most(highs[i], high):
                    total -= 1
                    lows[i] = lows[total]
                    highs[i] = highs[total]
                    ranks[i] = ranks[total]
                    continue
            i += 1
        if not swallowed and total < lows.shape[0]:
            lows[total] = low
            highs[total] = high
            ranks[total] = _space_rank(length, width, roof, True, yard.rise, low, high)
            total += 1
    state.number[SPACES] = total
