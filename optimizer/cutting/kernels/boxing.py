"""A box around an order: which base, how high, and how everything lies in it.

For a base (length, width) the greatest height that would still beat the best box so far is known,
since cost never falls as a box grows. So every trial is a filling of one closed box: it succeeds
and the box shrinks around what lies in it, or it tells how much stayed outside. Bases that come
close are tried more often, from the sequence that came closest.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from optimizer.packing.kernels.chance import draw, draw_below
from optimizer.packing.kernels.filling import RULES, fill_unit

FAR = 1e300


class Law(NamedTuple):
    """What a box costs, which never falls as it grows, and the scale of its inner measures.

    Cost is form . (1, L, W, H, LL, WW, HH, LW, LH, WH) and what the carrier takes for the outer
    box, which is larger by `walls`. tariff (S x 2): up to an outer volume of tariff[i, 0] it takes
    tariff[i, 1]; beyond the last row it takes no box; no rows: no carrier. surcharges (C x 5):
    longest side, second side, length and girth, volume; what exceeds any of them costs [4] more.
    """

    form: NDArray[np.float64]
    walls: NDArray[np.float64]
    tariff: NDArray[np.float64]
    surcharges: NDArray[np.float64]
    lowest: NDArray[np.int64]
    highest: NDArray[np.int64]
    step: NDArray[np.int64]
    padding: int


@njit(cache=True, nogil=True)
def box_cost(length, width, height, law):
    """Cost of a box of inner measures; FAR when it cannot be sent."""
    form, walls, tariff, surcharges = law.form, law.walls, law.tariff, law.surcharges
    a, b, c = np.float64(length), np.float64(width), np.float64(height)
    cost = form[0] + form[1] * a + form[2] * b + form[3] * c + form[4] * a * a + form[5] * b * b
    cost += form[6] * c * c + form[7] * a * b + form[8] * a * c + form[9] * b * c
    if tariff.shape[0] == 0:
        return cost
    a, b, c = a + walls[0], b + walls[1], c + walls[2]
    volume = a * b * c
    if surcharges.shape[0] > 0:
        longest = max(a, b, c)
        shortest = min(a, b, c)
        second = a + b + c - longest - shortest
        girth = longest + 2.0 * (second + shortest)
        for i in range(surcharges.shape[0]):
            if (
                longest > surcharges[i, 0]
                or second > surcharges[i, 1]
                or girth > surcharges[i, 2]
                or volume > surcharges[i, 3]
            ):
                cost += surcharges[i, 4]
    if volume > tariff[tariff.shape[0] - 1, 0]:
        return FAR
    first, last = 0, tariff.shape[0] - 1
    while first < last:
        middle = (first + last) // 2
        if volume <= tariff[middle, 0]:
            last = middle
        else:
            first = middle + 1
    return cost + tariff[first, 1]


@njit(cache=True, nogil=True)
def rounded(extent, lowest, step):
    """The least measure on the machine's scale that is not below `extent`."""
    if extent <= lowest:
        return lowest
    return lowest + -(-(extent - lowest) // step) * step


@njit(cache=True, nogil=True)
def highest_below(length, width, limit, law):
    """The greatest height on the scale whose cost is below `limit`; -1 when there is none."""
    lowest, step = law.lowest[2], law.step[2]
    if box_cost(length, width, lowest, law) >= limit:
        return -1
    low, high = np.int64(0), np.int64((law.highest[2] - lowest) // step)
    while low < high:
        middle = (low + high + 1) // 2
        if box_cost(length, width, lowest + middle * step, law) < limit:
            low = middle
        else:
            high = middle - 1
    return lowest + low * step


@njit(cache=True, nogil=True)
def search_boxes(
    goods,
    type_of,
    share,
    bases,
    law,
    best_box,
    best_cost,
    best_rows,
    volume,
    trials,
    memory,
    nearest,
    seed,
    scratch,
):
    """Tries `trials` fillings; keeps the cheapest box in best_box and its places in best_rows.

    bases (B x 2): inner length and width, padding included. memory (B x n + 2) and nearest (B):
    the sequence and rule that came closest to filling a base, and the volume left outside (kept
    from call to call; nearest -1: never tried). Returns (cost, trials made).
    """
    lowest, step, padding = law.lowest, law.step, law.padding
    n = type_of.shape[0]
    count = bases.shape[0]
    heights = np.empty(count, np.int64)
    open_bases = np.empty(count, np.int64)
    sequence = np.empty(n, np.int32)
    tried = np.empty(n, np.int32)
    keys = np.empty(n, np.float64)
    inner = np.empty(3, np.int32)
    stale = True
    some = 0
    made = 0
    while made < trials:
        if stale:
            some = 0
            for b in range(count):
                long, wide = bases[b, 0], bases[b, 1]
                heights[b] = highest_below(long, wide, best_cost, law)
                room = np.float64(bases[b, 0] - 2 * padding) * (bases[b, 1] - 2 * padding)
                if heights[b] > 0 and room * (heights[b] - 2 * padding) >= volume:
                    open_bases[some] = b
                    some += 1
            stale = False
        if some == 0:
            break
        made += 1
        b = open_bases[draw_below(seed, some)]
        if draw(seed) < 0.85:
            # The most promising of a few: least volume outside, as far as tried.
            for _ in range(10):
                other = open_bases[draw_below(seed, some)]
                if nearest[other] < nearest[b]:
                    b = other
        inner[0] = bases[b, 0] - 2 * padding
        inner[1] = bases[b, 1] - 2 * padding
        inner[2] = heights[b] - 2 * padding
        again = nearest[b] >= 0.0 and draw(seed) < 0.75
        if again:
            for i in range(n):
                sequence[i] = memory[b, i]
            rule = memory[b, n]
            mirror = memory[b, n + 1] == 1
            swaps = 1 + draw_below(seed, 3)
            for _ in range(swaps):
                i, j = draw_below(seed, n), draw_below(seed, n)
                if draw(seed) < 0.5:
                    sequence[i], sequence[j] = sequence[j], sequence[i]
                else:
                    # One piece moves to another place in the sequence.
                    piece = sequence[i]
                    while i > j:
                        sequence[i] = sequence[i - 1]
                        i -= 1
                    while i < j:
                        sequence[i] = sequence[i + 1]
                        i += 1
                    sequence[j] = piece
            if draw(seed) < 0.1:
                rule = draw_below(seed, RULES)
            if draw(seed) < 0.1:
                mirror = not mirror
        else:
            trait = draw_below(seed, goods.traits.shape[1])
            noise = 1.5 * draw(seed)
            for i in range(n):
                keys[i] = -goods.traits[type_of[i], trait] * (1.0 + noise * draw(seed))
            order = np.argsort(keys, kind="mergesort")
            for i in range(n):
                sequence[i] = order[i]
            rule = draw_below(seed, RULES)
            mirror = draw(seed) < 0.3
        for i in range(n):
            tried[i] = sequence[i]
        done = fill_unit(
            goods,
            type_of,
            inner,
            np.int64(1) << 60,
            share,
            tried,
            n,
            rule,
            mirror,
            n,
            scratch,
            scratch.placed,
        )
        outside = volume
        for i in range(done):
            outside -= goods.size[type_of[scratch.placed[i, 0]]]
        if nearest[b] < 0.0 or outside <= nearest[b]:
            nearest[b] = outside
            for i in range(n):
                memory[b, i] = sequence[i]
            memory[b, n] = rule
            memory[b, n + 1] = 1 if mirror else 0
        if done < n:
            continue
        least = np.full(3, np.int64(1) << 40)
        most = np.zeros(3, np.int64)
        for i in range(n):
            for axis in range(3):
                start = scratch.placed[i, 1 + axis]
                least[axis] = min(least[axis], start)
                most[axis] = max(most[axis], start + scratch.placed[i, 4 + axis])
        # Nothing may leave the floor: only length and width shrink from both sides.
        least[2] = 0
        length = rounded(most[0] - least[0] + 2 * padding, lowest[0], step[0])
        width = rounded(most[1] - least[1] + 2 * padding, lowest[1], step[1])
        height = rounded(most[2] + 2 * padding, lowest[2], step[2])
        length = min(length, bases[b, 0])
        width = min(width, bases[b, 1])
        cost = box_cost(length, width, height, law)
        if cost < best_cost:
            best_cost = cost
            best_box[0], best_box[1], best_box[2] = length, width, height
            for i in range(n):
                for c in range(7):
                    best_rows[i, c] = scratch.placed[i, c]
                best_rows[i, 1] -= least[0]
                best_rows[i, 2] -= least[1]
            stale = True
            # What came close to a higher box says little about a lower one.
            for i in range(count):
                if nearest[i] >= 0.0:
                    nearest[i] = nearest[i] + 0.02 * volume
    return best_cost, made
