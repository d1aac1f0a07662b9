"""The batch that S-shape tours would like most at given prices of orders (column generation).

An S-shape tour depends on the set of its aisles alone, and when they are odd in number on the
deepest pick of the last. So for every set of aisles, and every depth of its last aisle, the best
batch is a knapsack over the orders that lie within: exact, though over sets of aisles that grow as
a power of two.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.dispatch.kernels.slots import (
    DEPOT,
    GAP,
    LENGTH,
    LIMIT,
    PITCH,
    SLOT_PITCH,
    count,
    highest,
)


@njit(cache=True, nogil=True)
def best_batches(floor, words, pieces, prices, open_orders, tolerance, members, sizes, gains):
    """The batch of most gain (prices less tour) for each set of aisles, where above `tolerance`.

    open_orders[i] is 0 for orders that are no longer to be priced. members: rows of orders, filled
    with `sizes` each; gains: theirs. Returns how many rows were filled, and the greatest gain.
    """
    n, columns = words.shape
    aisles = columns - 1
    limit = floor[LIMIT]
    depot = floor[DEPOT] - 1
    worth = np.empty(limit + 1, np.float64)
    taken = np.zeros((n, limit + 1), np.bool_)
    inside = np.empty(n, np.int64)
    found, greatest = 0, 0.0
    for chosen in range(1, 1 << aisles):
        low, high = highest(chosen & -chosen), highest(chosen)
        visited = count(chosen)
        across = (abs(depot - low) + high - low + abs(high - depot)) * floor[PITCH]
        whole = across + visited * floor[LENGTH]
        m = 0
        depths = np.int64(0)
        for i in range(n):
            if open_orders[i] and prices[i] > 0 and words[i, aisles] & ~chosen == 0:
                inside[m] = i
                m += 1
                if words[i, high]:
                    depths |= np.int64(1) << highest(words[i, high])
        if m == 0:
            continue
        best = tolerance
        filled = False
        odd = visited % 2 == 1
        while True:
            deepest = np.int64(-1)
            length = whole
            if odd:
                if depths == 0:
                    break
                deepest = highest(depths & -depths)
                depths &= depths - 1
                length += 2 * (floor[GAP] + deepest * floor[SLOT_PITCH]) - floor[LENGTH]
            gain = _knapsack(words, pieces, prices, inside, m, high, deepest, limit, worth, taken)
            gain -= length
            if gain > best:
                best, filled = gain, True
                size, left = 0, limit
                for k in range(m - 1, -1, -1):
                    if taken[k, left]:
                        members[found, size] = inside[k]
                        size += 1
                        left -= pieces[inside[k]]
                sizes[found] = size
                gains[found] = gain
            if not odd:
                break
        if filled:
            greatest = max(greatest, best)
            found += 1
            if found == members.shape[0]:
                break
    return found, greatest


@njit(cache=True, nogil=True)
def _knapsack(words, pieces, prices, inside, m, last, deepest, limit, worth, taken):
    """Most worth of the orders `inside[:m]` on a cart, none deeper than `deepest` in the last aisle
    (-1: as deep as may be)."""
    worth[:] = 0.0
    for k in range(m):
        i = inside[k]
        taken[k, :] = False
        if deepest >= 0 and words[i, last] >> (deepest + 1):
            continue
        weight, price = pieces[i], prices[i]
        for room in range(limit, weight - 1, -1):
            if worth[room - weight] + price > worth[room]:
                worth[room] = worth[room - weight] + price
                taken[k, room] = True
    return worth[limit]
