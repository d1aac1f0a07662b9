"""How many boxes of one size an order needs, for many sizes: quick fillings, box by box."""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.filling import fill_unit


@njit(cache=True, nogil=True)
def boxes_needed(goods, type_of, inners, weight_limits, share, most, scratch, needed):
    """Writes the number of boxes for each row of inners (S x 3), 0 where more than `most`.

    Pieces go in by falling volume and by falling largest face; the better number counts.
    """
    n = type_of.shape[0]
    keys = np.empty(n, np.float64)
    orders = np.empty((2, n), np.int32)
    for way in range(2):
        for i in range(n):
            keys[i] = -goods.traits[type_of[i], 2 * way]
        orders[way] = np.argsort(keys, kind="mergesort").astype(np.int32)
    total = np.int64(0)
    for i in range(n):
        total += goods.size[type_of[i]]
    left = np.empty(n, np.int32)
    for s in range(inners.shape[0]):
        needed[s] = 0
        room = np.int64(inners[s, 0]) * inners[s, 1] * inners[s, 2]
        if room * most < total:
            continue
        for attempt in range(4):
            if needed[s] > 0 and room * (needed[s] - 1) < total:
                break
            left[:] = orders[attempt % 2]
            count = n
            boxes = 0
            while count > 0 and boxes < most:
                done = fill_unit(
                    goods,
                    type_of,
                    inners[s],
                    weight_limits[s],
                    share,
                    left,
                    count,
                    2 if attempt < 2 else 3,
                    False,
                    n,
                    scratch,
                    scratch.placed,
                )
                if done == 0:
                    break
                count -= done
                boxes += 1
            if count == 0 and (needed[s] == 0 or boxes < needed[s]):
                needed[s] = boxes
            if count == n:
                break
