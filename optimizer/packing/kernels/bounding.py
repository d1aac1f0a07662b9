"""Lower bounds: pieces of which no two can share a unit, and volume and weight taken together."""

from __future__ import annotations

import numpy as np
from numba import njit

FUNCTIONS = 5
"""Dual feasible functions of each direction: the measure itself, and four that round it."""
_NEVER = 1e300


@njit(cache=True, nogil=True)
def can_share(goods, inner, net_weight, usable, a, b):
    """True when one piece of type a and one of type b fit some usable unit together."""
    first_turn, turns, weight = goods.first_turn, goods.turns, goods.weight
    for k in range(inner.shape[0]):
        if not usable[k] or weight[a] + weight[b] > net_weight[k]:
            continue
        for i in range(first_turn[a], first_turn[a + 1]):
            if turns[i, 0] > inner[k, 0] or turns[i, 1] > inner[k, 1] or turns[i, 2] > inner[k, 2]:
                continue
            for j in range(first_turn[b], first_turn[b + 1]):
                if (
                    turns[j, 0] > inner[k, 0]
                    or turns[j, 1] > inner[k, 1]
                    or turns[j, 2] > inner[k, 2]
                ):
                    continue
                # Two disjoint cuboids are always apart along one axis.
                if (
                    turns[i, 0] + turns[j, 0] <= inner[k, 0]
                    or turns[i, 1] + turns[j, 1] <= inner[k, 1]
                    or turns[i, 2] + turns[j, 2] <= inner[k, 2]
                ):
                    return True
    return False


@njit(cache=True, nogil=True)
def loners(goods, inner, net_weight, usable, to_pack, most_types):
    """Size of a set of pieces, taken greedily by falling size, of which no two can share a unit.

    Looks at the `most_types` largest types of those with pieces `to_pack`.
    """
    chosen = np.empty(min(most_types, to_pack.shape[0]), np.int32)
    n = 0
    total = 0
    seen = 0
    for t in np.argsort(-goods.size, kind="mergesort"):
        if to_pack[t] == 0:
            continue
        if seen == most_types:
            break
        seen += 1
        alone = True
        for j in range(n):
            if can_share(goods, inner, net_weight, usable, t, chosen[j]):
                alone = False
                break
        if not alone:
            continue
        if can_share(goods, inner, net_weight, usable, t, t):
            total += 1
        else:
            total += to_pack[t]
        chosen[n] = t
        n += 1
    return total


@njit(cache=True, nogil=True)
def least_sum(capacity, net_weight, price, volume, weight):
    """Least total price of fractional units whose capacities and net weights cover both totals.

    The linear programme has two rows, so its dual (a value per volume and per gram) is solved at a
    point where at most two kinds are tight: all pairs are tried. Returns a float.
    """
    kinds = capacity.shape[0]
    best = 0.0
    for i in range(kinds):
        for j in range(i, kinds):
            # a * capacity + b * net_weight = price for both, or for one with the other value zero.
            for way in range(2 if i == j else 1):
                if i == j:
                    a = price[i] / capacity[i] if way == 0 else 0.0
                    b = 0.0 if way == 0 else price[i] / max(1.0, net_weight[i])
                else:
                    determinant = capacity[i] * net_weight[j] - capacity[j] * net_weight[i]
                    if determinant == 0.0:
                        continue
                    a = (price[i] * net_weight[j] - price[j] * net_weight[i]) / determinant
                    b = (capacity[i] * price[j] - capacity[j] * price[i]) / determinant
                if a < 0.0 or b < 0.0 or a * volume + b * weight <= best:
                    continue
                valid = True
                for k in range(kinds):
                    if a * capacity[k] + b * net_weight[k] > price[k] * (1.0 + 1e-12):
                        valid = False
                        break
                if valid:
                    best = a * volume + b * weight
    return best


@njit(cache=True, nogil=True)
def share_pieces(goods, inner, net_weight):
    """Shares of a unit that one piece of each type needs: a row for each choice of functions.

    What fits a unit together has shares of at most one in every row (Fekete and Schepers 2004); the
    last row is that of weights. A type without a turn that fits has shares without meaning.
    """
    first_turn, turns = goods.first_turn, goods.turns
    types = first_turn.shape[0] - 1
    shares = np.full((FUNCTIONS**3 + 1, types), _NEVER)
    stretched = np.empty((3, FUNCTIONS))
    for t in range(types):
        shares[FUNCTIONS**3, t] = goods.weight[t] / max(1, net_weight)
        for turn in range(first_turn[t], first_turn[t + 1]):
            too_long = 0
            for axis in range(3):
                side, room = np.int64(turns[turn, axis]), np.int64(inner[axis])
                if side > room:
                    too_long += 1
                for q in range(FUNCTIONS):
                    if q == 0 or side * (q + 1) % room == 0:
                        stretched[axis, q] = side / room
                    else:
                        stretched[axis, q] = (side * (q + 1) // room) / q
            if too_long:
                continue
            row = 0
            for a in range(FUNCTIONS):
                for b in range(FUNCTIONS):
                    area = stretched[0, a] * stretched[1, b]
                    for c in range(FUNCTIONS):
                        shares[row, t] = min(shares[row, t], area * stretched[2, c])
                        row += 1
    return shares
