"""Guillotine blocks: grids of like pieces, and blocks joined face to face with little waste.

The building stones of container loading (Zhu and Lim 2012; Araya and Riff 2014): a block is placed
as one cuboid. Two blocks join along an axis when the pieces fill at least a given share of the
joined cuboid. With `standing`, every piece inside rests fully on the floor or on pieces, and each
block knows the rectangle of its top, at its own corner, that carries what is put on it.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.chance import draw, draw_below

MOST_TYPES = 8
"""Types of piece in one block; a block of more is not built."""

GRID = -1
"""First entry of `made` for a grid: (GRID, turn, nx, ny, nz); else (axis, first, second, 0, 0)."""

_ROUNDS = 8


@njit(cache=True, nogil=True)
def build_blocks(
    goods, turn_type, left, inner, standing, least_fill, least_top, most, most_pairs, seed,
    size, top, kinds, counts, pieces, volume, made
):  # fmt: skip
    """Fills the arrays (one row per block) with up to `most` blocks; returns how many.

    `turn_type[r]` is the type of row r of `goods.turns`, `left[t]` the pieces to be had. Rows:
    `size` (dx, dy, dz), `top` (dx, dy), `kinds` and `counts` the types inside (-1 where unused)
    and how many of each, `pieces` and `volume` inside, `made` the way it was built.
    """
    table_size = 1
    while table_size < 4 * most:
        table_size *= 2
    table = np.full(table_size, -1, np.int32)
    sign = np.empty(most, np.uint64)
    content = np.empty(most, np.uint64)
    salt = np.empty(left.shape[0], np.uint64)
    for t in range(left.shape[0]):
        salt[t] = np.uint64(draw(seed) * 9007199254740992.0) | np.uint64(1)
    n = 0
    rows = goods.turns.shape[0]
    # Single pieces first, so that no type is without a block when room for blocks is short.
    for single in range(2):
        share = max(16, 2 * most // max(1, rows))
        for r in range(rows):
            t = turn_type[r]
            dx, dy, dz = goods.turns[r, 0], goods.turns[r, 1], goods.turns[r, 2]
            if left[t] < 1 or dx > inner[0] or dy > inner[1] or dz > inner[2]:
                continue
            made_here = 0
            quantity = 1 if single == 0 else left[t]
            for nx in range(1, min(quantity, inner[0] // dx) + 1):
                for ny in range(1, min(quantity // nx, inner[1] // dy) + 1):
                    for nz in range(1, min(quantity // (nx * ny), inner[2] // dz) + 1):
                        if n >= most or made_here >= share:
                            break
                        number = nx * ny * nz
                        size[n, 0] = nx * dx
                        size[n, 1] = ny * dy
                        size[n, 2] = nz * dz
                        content[n] = salt[t] * np.uint64(number)
                        if _enter(table, sign, content[n], size, n) >= 0:
                            continue
                        top[n, 0] = size[n, 0]
                        top[n, 1] = size[n, 1]
                        kinds[n, :] = -1
                        counts[n, :] = 0
                        kinds[n, 0] = t
                        counts[n, 0] = number
                        pieces[n] = number
                        volume[n] = np.int64(size[n, 0]) * size[n, 1] * size[n, 2]
                        made[n, 0] = GRID
                        made[n, 1] = r
                        made[n, 2] = nx
                        made[n, 3] = ny
                        made[n, 4] = nz
                        n += 1
                        made_here += 1
    low = 0
    pairs = 0
    for _ in range(_ROUNDS):
        high = n
        if low >= high or n >= most or pairs > most_pairs:
            break
        order = np.arange(low, high)
        for k in range(high - low):
            m = k + draw_below(seed, high - low - k)
            order[k], order[m] = order[m], order[k]
        for i in order:
            offset = draw_below(seed, high)
            for step in range(high):
                j = (step + offset) % high
                if n >= most:
                    break
                if low <= j < i:
                    continue
                pairs += 1
                both = volume[i] + volume[j]
                for axis in range(3):
                    # The cheap tests here; most pairs end with them.
                    a0 = max(size[i, 0], size[j, 0])
                    a1 = max(size[i, 1], size[j, 1])
                    a2 = max(size[i, 2], size[j, 2])
                    if axis == 0:
                        a0 = size[i, 0] + size[j, 0]
                    elif axis == 1:
                        a1 = size[i, 1] + size[j, 1]
                    else:
                        a2 = size[i, 2] + size[j, 2]
                    if (
                        both < least_fill * (np.float64(a0) * a1 * a2)
                        or a0 > inner[0]
                        or a1 > inner[1]
                        or a2 > inner[2]
                    ):
                        continue
                    # A closer look costs as much as some tens of quick ones.
                    pairs += 20
                    if n < most and _join(
                        i,
                        j,
                        axis,
                        n,
                        a0,
                        a1,
                        a2,
                        left,
                        standing,
                        least_top,
                        size,
                        top,
                        kinds,
                        counts,
                        made,
                    ):
                        content[n] = content[i] + content[j]
                        known = _enter(table, sign, content[n], size, n)
                        if known < 0:
                            pieces[n] = pieces[i] + pieces[j]
                            volume[n] = volume[i] + volume[j]
                            n += 1
                        elif standing and top[n, 0] >= top[known, 0] and top[n, 1] >= top[known, 1]:
                            # The same built so that more stands on it.
                            top[known] = top[n]
                            made[known] = made[n]
            if n >= most or pairs > most_pairs:
                break
        low = high
    return n


@njit(cache=True, nogil=True)
def _enter(table, sign, content, size, n):
    """Marks block n as seen; returns a block of the same content and size known before, or -1."""
    h = content ^ (np.uint64(size[n, 0]) * np.uint64(0x9E3779B97F4A7C15))
    h ^= np.uint64(size[n, 1]) * np.uint64(0xC2B2AE3D27D4EB4F)
    h ^= np.uint64(size[n, 2]) * np.uint64(0x165667B19E3779F9)
    h ^= h >> np.uint64(29)
    h *= np.uint64(0xBF58476D1CE4E5B9)
    h ^= h >> np.uint64(32)
    mask = table.shape[0] - 1
    place = np.int64(h & np.uint64(mask))
    while table[place] >= 0:
        if sign[table[place]] == h:
            return np.int64(table[place])
        place = (place + 1) & mask
    table[place] = n
    sign[n] = h
    return np.int64(-1)


@njit(cache=True, nogil=True)
def _join(i, j, axis, n, a0, a1, a2, left, standing, least_top, size, top, kinds, counts, made):
    """Writes the join of i and j along `axis`, of size a0, a1, a2, to row n; False if refused."""
    first, second = i, j
    top_x, top_y = 0, 0
    if standing:
        if axis == 2:
            if size[j, 0] <= top[i, 0] and size[j, 1] <= top[i, 1]:
                first, second = i, j
            elif size[i, 0] <= top[j, 0] and size[i, 1] <= top[j, 1]:
                first, second = j, i
            else:
                return False
            top_x, top_y = top[second, 0], top[second, 1]
        elif size[i, 2] == size[j, 2]:
            other = 1 - axis
            if top[i, axis] != size[i, axis]:
                first, second = j, i
            if top[first, axis] == size[first, axis]:
                # Both tops carry together as far as the narrower one reaches.
                joined = size[first, axis] + top[second, axis]
                across = min(top[first, other], top[second, other])
                alone = np.int64(top[first, axis]) * top[first, other]
                if np.int64(joined) * across < alone:
                    joined, across = top[first, axis], top[first, other]
            else:
                joined, across = top[first, axis], top[first, other]
            top_x, top_y = (joined, across) if axis == 0 else (across, joined)
        else:
            if size[i, 2] < size[j, 2]:
                first, second = j, i
            top_x, top_y = top[first, 0], top[first, 1]
        # What a top does not carry is lost to everything above: worth more than a few blocks.
        if np.float64(top_x) * top_y < least_top * (np.float64(a0) * a1):
            return False
    used = 0
    for k in range(MOST_TYPES):
        kinds[n, k] = kinds[i, k]
        counts[n, k] = counts[i, k]
        if kinds[i, k] >= 0:
            used = k + 1
    for k in range(MOST_TYPES):
        t = kinds[j, k]
        if t < 0:
            break
        found = False
        for m in range(used):
            if kinds[n, m] == t:
                counts[n, m] += counts[j, k]
                if counts[n, m] > left[t]:
                    return False
                found = True
                break
        if not found:
            if used == MOST_TYPES:
                return False
            kinds[n, used] = t
            counts[n, used] = counts[j, k]
            used += 1
    size[n, 0] = a0
    size[n, 1] = a1
    size[n, 2] = a2
    top[n, 0] = top_x
    top[n, 1] = top_y
    made[n, 0] = axis
    made[n, 1] = first
    made[n, 2] = second
    made[n, 3] = 0
    made[n, 4] = 0
    return True
