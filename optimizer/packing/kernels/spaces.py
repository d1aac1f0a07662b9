"""Maximal free cuboids of a partly filled unit, and what carries a base.

The free room is kept as the list of all largest empty cuboids; they overlap each other (Lai and
Chan 1997; Parreno et al. 2008). Rows are (x1, y1, z1, x2, y2, z2).
"""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def carve(spaces, count, torn, x1, y1, z1, x2, y2, z2, min_dx, min_dy, min_dz):
    """Takes the cuboid out of every free cuboid; returns the new number of free cuboids.

    `torn` is scratch with as many rows as `spaces`. Cuboids thinner than the least measures still
    to be placed are dropped. A child touches the cuboid with one face; the only kept cuboids that
    can swallow it end in the plane of that face, and no child of another face can: hence the
    comparison face by face. When the list is full, further children are lost: less room is seen,
    never room that is not there.
    """
    kept = 0
    hit = 0
    for i in range(count):
        if (
            x1 < spaces[i, 3]
            and x2 > spaces[i, 0]
            and y1 < spaces[i, 4]
            and y2 > spaces[i, 1]
            and z1 < spaces[i, 5]
            and z2 > spaces[i, 2]
        ):
            for k in range(6):
                torn[hit, k] = spaces[i, k]
            hit += 1
        else:
            if kept != i:
                for k in range(6):
                    spaces[kept, k] = spaces[i, k]
            kept += 1
    total = kept
    limit = spaces.shape[0]
    for face in range(6):
        axis = face >> 1
        if face == 0:
            plane = x1
        elif face == 1:
            plane = x2
        elif face == 2:
            plane = y1
        elif face == 3:
            plane = y2
        elif face == 4:
            plane = z1
        else:
            plane = z2
        least = min_dx if axis == 0 else (min_dy if axis == 1 else min_dz)
        # An even face is the low side of the cuboid: there the child's high end moves.
        moved = axis + 3 if face & 1 == 0 else axis
        other = axis if face & 1 == 0 else axis + 3
        first = total
        for r in range(hit):
            extent = plane - torn[r, other] if face & 1 == 0 else torn[r, other] - plane
            if extent < least:
                continue
            old = torn[r, moved]
            torn[r, moved] = plane
            swallowed = False
            for i in range(kept):
                if spaces[i, moved] == plane and _contains(spaces, i, torn, r):
                    swallowed = True
                    break
            if not swallowed:
                i = first
                while i < total:
                    if _contains(spaces, i, torn, r):
                        swallowed = True
                        break
                    if _contains(torn, r, spaces, i):
                        total -= 1
                        for k in range(6):
                            spaces[i, k] = spaces[total, k]
                    else:
                        i += 1
            if not swallowed and total < limit:
                for k in range(6):
                    spaces[total, k] = torn[r, k]
                total += 1
            torn[r, moved] = old
    return total


@njit(cache=True, nogil=True, inline="always")
def _contains(outer, i, inner, j):
    return (
        outer[i, 0] <= inner[j, 0]
        and outer[i, 1] <= inner[j, 1]
        and outer[i, 2] <= inner[j, 2]
        and outer[i, 3] >= inner[j, 3]
        and outer[i, 4] >= inner[j, 4]
        and outer[i, 5] >= inner[j, 5]
    )


@njit(cache=True, nogil=True)
def carried_area(placed, count, x, y, z, dx, dy):
    """Area of the base at height `z` that rests on tops at exactly that height.

    Rows of `placed` are (who, x, y, z, dx, dy, dz). Pieces do not overlap, so tops of equal height
    are disjoint and their shares add up.
    """
    area = np.int64(0)
    for i in range(count):
        if placed[i, 3] + placed[i, 6] == z:
            a = min(x + dx, placed[i, 1] + placed[i, 4]) - max(x, placed[i, 1])
            if a > 0:
                b = min(y + dy, placed[i, 2] + placed[i, 5]) - max(y, placed[i, 2])
                if b > 0:
                    area += np.int64(a) * b
    return area
