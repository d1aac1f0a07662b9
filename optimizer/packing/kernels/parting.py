"""The cheapest way to part a few pieces among units, by dynamic programming over their subsets."""

from __future__ import annotations

import numpy as np
from numba import njit

NEVER = np.int64(1) << 61


@njit(cache=True, nogil=True)
def cheapest_partings(parts, cost, best, chosen):
    """Fills `best[s]` and `chosen[s]`: least cost of all of subset s, and the part in one unit.

    Row s of `parts` counts the pieces of each type, read as a number with a digit for each type:
    the row of a difference is the difference of rows. `cost[s]` is that of one unit with just
    these pieces (NEVER when there is none).
    """
    types = parts.shape[1]
    best[0] = 0
    chosen[0] = 0
    for s in range(1, parts.shape[0]):
        first = 0
        while parts[s, first] == 0:
            first += 1
        best[s] = NEVER
        chosen[s] = -1
        for a in range(1, s + 1):
            # One of the units holds a piece of the first type: that one is chosen here.
            if cost[a] >= best[s] or parts[a, first] == 0:
                continue
            inside = True
            for t in range(types):
                if parts[a, t] > parts[s, t]:
                    inside = False
                    break
            if inside and cost[a] + best[s - a] < best[s]:
                best[s] = cost[a] + best[s - a]
                chosen[s] = a
