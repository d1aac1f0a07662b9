"""All pieces into one unit, with room that is made for this one question."""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.arrays import Scratch
from optimizer.packing.kernels.regrouping import pack_into_one

MOST_SPACES = 600
"""Free cuboids kept for one unit; more are forgotten, which costs room, never soundness."""


@njit(cache=True, nogil=True)
def fill_alone(goods, to_pack, inner, net_weight, k, share, attempts, seed):
    """Rows (type, x, y, z, dx, dy, dz) of all pieces in one unit of kind k; none when no attempt
    managed.
    """
    n = to_pack.sum()
    type_of = np.empty(n, np.int32)
    piece = 0
    for t in range(to_pack.shape[0]):
        for _ in range(to_pack[t]):
            type_of[piece] = t
            piece += 1
    rows = np.empty((n, 7), np.int32)
    scratch = Scratch(
        np.empty((MOST_SPACES, 6), np.int32),
        np.empty((MOST_SPACES, 6), np.int32),
        rows,
        np.zeros(to_pack.shape[0], np.int8),
        np.empty(n, np.int32),
        np.empty(n, np.float64),
        np.empty((0, 5), np.int64),
    )
    if not pack_into_one(goods, type_of, inner[k], net_weight[k], share, attempts, seed, scratch):
        return rows[:0]
    for i in range(n):
        rows[i, 0] = type_of[rows[i, 0]]
    return rows
