"""Places worth trying in a unit that is being filled: the corners that its boxes make.

Extreme points (Crainic, Perboli and Tadei 2008): beside, behind and on top of what is in, pushed
back until they meet something.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.yard import (
    BARE_X,
    BARE_Y,
    BARRED_BY,
    FAR,
    POINT_COLUMNS,
    POINTS,
    REACH_X,
    REACH_Y,
    N,
    box_of,
    strip_at,
)

_SLIDES = (1, -1, 2, 0, -1, 2, 0, 1, -1)


@njit(cache=True, nogil=True)
def renew_points(site, yard, spot):
    """Drops corner points that the box covers or shuts off, adds those that it makes."""
    meta, points = yard.meta, yard.points
    x1, y1, z1, x2, y2, z2 = spot[0], spot[1], spot[2], spot[3], spot[4], spot[5]
    gap, side = site.gap, site.side_door
    kept = 0
    for i in range(meta[POINTS]):
        x, y, z = points[i, 0], points[i, 1], points[i, 2]
        in_y = y1 <= y < y2
        in_side = z1 <= z < z2 and x < x2
        in_top = x1 <= x < x2 and z < z2
        if not (in_y and (in_side if side else in_top)):
            for k in range(POINT_COLUMNS):
                points[kept, k] = points[i, k]
            if z == z2:
                # There is more to rest on now.
                points[kept, REACH_X] = points[kept, REACH_Y] = FAR
                points[kept, BARE_X] = points[kept, BARE_Y] = FAR
            kept += 1
    meta[POINTS] = kept
    # Beside, behind and on top, each as it is and pushed back along the two other axes.
    for k in range(9):
        face, slide = k // 3, _SLIDES[k]
        x = x2 + gap if face == 0 else x1
        y = y2 + gap if face == 1 else y1
        z = z2 if face == 2 else z1
        if slide >= 0:
            end = _slide(site, yard, slide, x, y, z)
            if slide == 0:
                x = end
            elif slide == 1:
                y = end
            else:
                z = end
        add_point(site, yard, x, y, z)


@njit(cache=True, nogil=True)
def _slide(site, yard, axis, x, y, z):
    """Where a point comes to rest that is pushed back along an axis (down for z)."""
    box = yard.box
    reached = site.room[axis]
    gap = site.gap if axis < 2 else 0
    start = (x, y, z)[axis]
    across_x, across_y = strip_at(site, yard, 0, x), strip_at(site, yard, 1, y)
    for word in range((yard.meta[N] + 63) >> 6):
        near = np.int64(-1)
        if axis != 0:
            near &= yard.strips[0, word, across_x]
        if axis != 1:
            near &= yard.strips[1, word, across_y]
        while near != 0:
            low = near & -near
            near ^= low
            i = box_of(word, low)
            end = box[i, 3 + axis] + gap
            if reached < end <= start:
                if axis != 0 and not box[i, 0] <= x < box[i, 3]:
                    continue
                if axis != 1 and not box[i, 1] <= y < box[i, 4]:
                    continue
                if axis != 2 and not box[i, 2] <= z < box[i, 5]:
                    continue
                reached = end
    return reached


@njit(cache=True, nogil=True)
def add_point(site, yard, x, y, z):
    room, points = site.room, yard.points
    count = yard.meta[POINTS]
    if x >= room[3] or y >= room[4] or z >= room[5] or count == points.shape[0]:
        return
    for i in range(count):
        if points[i, 0] == x and points[i, 1] == y and points[i, 2] == z:
            return
    points[count, 0], points[count, 1], points[count, 2] = x, y, z
    points[count, BARRED_BY] = -1
    points[count, REACH_X] = points[count, REACH_Y] = FAR
    points[count, BARE_X] = points[count, BARE_Y] = FAR
    yard.meta[POINTS] = count + 1
