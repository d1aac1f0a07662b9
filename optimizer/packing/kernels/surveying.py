"""What a problem holds, before any search: turns, what fits which kind of unit, totals.

All of it in two calls: most orders are so small that each step in numpy would cost more than the
sums themselves.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from optimizer.packing.kernels.arrays import Longs

_TURNS = ((0, 1, 2), (1, 0, 2), (0, 2, 1), (2, 0, 1), (2, 1, 0), (1, 2, 0))
"""Which measure of a piece lies along x, y and z: height up, width up, length up; each of them as
given and turned about the vertical."""


MOST_VOLUME = 1 << 62
"""What larger volumes of all pieces together are cut to; no unit holds a thousandth of it."""


class Survey(NamedTuple):
    """Of T types and K kinds of unit: `goes_in[t, k]` one piece may go alone into such a unit,
    `packable[t]` into some unit, `to_pack[t]` packable pieces, `usable[k]` some piece goes in,
    `might_take_all[k]` each of them goes in alone, and the volume and weight of all together;
    `totals` packable pieces, their cubic millimetres and grams.
    """

    goes_in: NDArray[np.bool_]
    packable: NDArray[np.bool_]
    to_pack: Longs
    usable: NDArray[np.bool_]
    might_take_all: NDArray[np.bool_]
    totals: Longs


@njit(cache=True, nogil=True)
def lay_out(sides, allowed, inner):
    """(first turn, turns, least measures, volume, traits) of each type as in `Goods`, and which
    kinds take a piece by its measures (T x K).

    `sides` (3 x T) are length, width and height; of `allowed[t]` bit i stands for `_TURNS[i]`.
    """
    types = sides.shape[1]
    first_turn = np.empty(types + 1, np.int32)
    turns = np.empty((6 * types, 3), np.int32)
    least = np.empty((types, 3), np.int32)
    volume = np.empty(types, np.int64)
    traits = np.empty((types, 4), np.float64)
    fits = np.zeros((types, inner.shape[0]), np.bool_)
    count = 0
    first_turn[0] = 0
    for t in range(types):
        first = count
        for i in range(6):
            if not allowed[t] >> i & 1:
                continue
            a, b, c = sides[_TURNS[i][0], t], sides[_TURNS[i][1], t], sides[_TURNS[i][2], t]
            known = False
            for j in range(first, count):
                known |= turns[j, 0] == a and turns[j, 1] == b and turns[j, 2] == c
            if known:
                continue
            turns[count, 0], turns[count, 1], turns[count, 2] = a, b, c
            count += 1
            for k in range(inner.shape[0]):
                fits[t, k] |= a <= inner[k, 0] and b <= inner[k, 1] and c <= inner[k, 2]
        first_turn[t + 1] = count
        for axis in range(3):
            least[t, axis] = turns[first:count, axis].min()
        short, long = sides[:, t].min(), sides[:, t].max()
        middle = sides[:, t].sum() - short - long
        volume[t] = short * middle * long
        traits[t, 0] = volume[t]
        traits[t, 1] = long
        traits[t, 2] = long * middle
        traits[t, 3] = middle
    return first_turn, turns[:count].copy(), least, volume, traits, fits


@njit(cache=True, nogil=True)
def survey(fits, quantity, weight, volume, net_weight, stock, capacity):
    """The parts of a `Survey`, in its order."""
    types, kinds = fits.shape
    goes_in = np.empty((types, kinds), np.bool_)
    packable = np.zeros(types, np.bool_)
    to_pack = np.zeros(types, np.int64)
    usable = np.zeros(kinds, np.bool_)
    totals = np.zeros(3, np.int64)
    for t in range(types):
        for k in range(kinds):
            into = fits[t, k] and weight[t] <= net_weight[k] and stock[k] != 0
            goes_in[t, k] = into
            packable[t] |= into
            usable[k] |= into
        if packable[t]:
            to_pack[t] = quantity[t]
            totals[0] += quantity[t]
            totals[1] += min(quantity[t], (MOST_VOLUME - totals[1]) // volume[t]) * volume[t]
            totals[2] += quantity[t] * weight[t]
    might_take_all = np.empty(kinds, np.bool_)
    for k in range(kinds):
        might_take_all[k] = capacity[k] >= totals[1] and net_weight[k] >= totals[2]
    for t in range(types):
        if packable[t]:
            for k in range(kinds):
                might_take_all[k] &= goes_in[t, k]
    return goes_in, packable, to_pack, usable, might_take_all, totals
