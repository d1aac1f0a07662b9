"""Filling one unit under physical rules: which piece goes where.

Each piece takes, of the corners there are (`corners.py`), the place that scores lowest among those
that keep every rule (`bearing.py`); in blocks, like pieces that follow are laid at once
(`laying.py`).
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.bearing import (
    FITS,
    NO_WAY_IN,
    OUTSIDE,
    TAKEN,
    UNSUPPORTED,
    keeps_out,
    try_place,
)
from optimizer.packing.kernels.corners import renew_points
from optimizer.packing.kernels.laying import lay_block, left_over
from optimizer.packing.kernels.stowing import column_below, put, write_spot
from optimizer.packing.kernels.yard import (
    BARE,
    BARE_AREA,
    BARE_X,
    BARE_Y,
    BARRED_BY,
    BLOCKER,
    CONTACTS,
    FAR,
    MISSES,
    POINTS,
    POSITION,
    REACH_X,
    REACH_Y,
    TOUCHING,
    VOID,
    VOLUME,
    WEIGHT,
    WORK,
    N,
    bits_within,
    box_of,
    strip_at,
)

IN_BLOCKS, UNEVEN = 8, 9
"""Entries of the weights. From 0 up like pieces are laid as blocks, by so much rather where rows of
them leave little over; below 0 each goes in by itself. What a top counts that is level with no
other beside it, on which nothing wide can stand."""


@njit(cache=True, nogil=True)
def fill_yard(cargo, ground, site, yard, sequence, taken, weights, window, leap, most_work):
    """Goes on filling with the pieces of a sequence of types, marking those `taken`.

    Stops after `most_work` comparisons of boxes; True when the sequence is through, or `window`
    types in a row found no place. After each of them `leap` more types are passed by than after
    the one before.
    """
    meta = yard.meta
    spot = np.empty(6, np.int64)
    in_blocks = weights[IN_BLOCKS] >= 0.0
    meta[WORK] = 0
    position = meta[POSITION]
    while position < sequence.shape[0] and meta[WORK] < most_work:
        t = sequence[position]
        if not taken[position]:
            # A few boxes more than ever met: a unit full of contacts takes nothing further.
            full = meta[CONTACTS] + meta[N] > yard.low.shape[0]
            found = not full and keeps_out(cargo, ground, site, yard, t) == FITS
            nests = False
            if found:
                alike = 1
                if in_blocks:
                    while (
                        position + alike < sequence.shape[0]
                        and sequence[position + alike] == t
                        and not taken[position + alike]
                    ):
                        alike += 1
                found, nests = _best_place(cargo, ground, site, yard, t, alike, weights, spot)
            if found:
                dx, dy, dz = spot[3] - spot[0], spot[4] - spot[1], spot[5] - spot[2]
                nest_on = column_below(cargo, yard, t, spot) if nests else -1
                x, y, z = spot[0], spot[1], spot[2]
                try_place(cargo, ground, site, yard, t, x, y, z, dx, dy, dz, nest_on)
                put(cargo, ground, site, yard, t, spot, nests)
                taken[position] = True
                if alike > 1 and nest_on < 0:
                    laid = lay_block(cargo, ground, site, yard, t, nests, alike, weights, spot)
                    for i in range(position + 1, position + laid):
                        taken[i] = True
                else:
                    renew_points(site, yard, spot)
                meta[MISSES] = 0
            else:
                meta[MISSES] += 1
                if meta[MISSES] >= window:
                    return True
                # To the last piece of the type, or of those passed by.
                for passed in range(1 + int(leap * meta[MISSES])):
                    if position + 1 == sequence.shape[0]:
                        break
                    position += passed > 0
                    while (
                        position + 1 < sequence.shape[0]
                        and sequence[position + 1] == sequence[position]
                    ):
                        position += 1
        position += 1
    meta[POSITION] = position
    return position == sequence.shape[0]


@njit(cache=True, nogil=True, inline="always")
def _best_place(cargo, ground, site, yard, t, alike, weights, spot):
    """Writes the best place for a piece of type t; (found, whether it stands as it nests).

    `alike` pieces of the type, this one included, follow each other.
    """
    meta, box, points = yard.meta, yard.box, yard.points
    if cargo.growth[t] > 0:
        for i in range(meta[N] - 1, -1, -1):
            if yard.type_of[i] == t and yard.nested[i]:
                dx, dy, dz = box[i, 3] - box[i, 0], box[i, 4] - box[i, 1], box[i, 5] - box[i, 2]
                x, y, z = box[i, 0], box[i, 1], box[i, 2] + cargo.growth[t]
                added = dx * dy * cargo.growth[t]
                if meta[VOLUME] + added > site.volume:
                    continue
                meta[WORK] += meta[N]
                if try_place(cargo, ground, site, yard, t, x, y, z, dx, dy, dz, i) == FITS:
                    write_spot(spot, x, y, z, dx, dy, dz)
                    return True, True
    if meta[VOLUME] + cargo.volume[t] > site.volume:
        return False, False
    best = np.inf
    nests = False
    type_of, gap, side, share = yard.type_of, site.gap, site.side_door, ground.share
    room = site.room
    for p in range(meta[POINTS]):
        x, y, z = points[p, 0], points[p, 1], points[p, 2]
        at = weights[0] * z + weights[2] * x + weights[4] * y
        if at >= best:
            continue
        for turn in range(cargo.first_turn[t], cargo.first_turn[t + 1]):
            dx, dy, dz = cargo.turns[turn, 0], cargo.turns[turn, 1], cargo.turns[turn, 2]
            if x + dx > room[3] or y + dy > room[4] or z + dz > room[5]:
                continue
            score = at + weights[1] * (z + dz) + weights[3] * (x + dx) + weights[5] * (y + dy)
            score += weights[6] * dx * dy
            if score >= best:
                continue
            if _is_known_to_fail(points, box, type_of, gap, side, share, p, dx, dy, dz):
                continue
            if weights[IN_BLOCKS] > 0.0 and alike > 1:
                over = left_over(site, alike, weights, x, y, z, dx, dy, dz)
                score += weights[IN_BLOCKS] * over
            if weights[7] > 0.0:
                score += weights[7] * _imbalance(cargo, site, yard, t, x, y, dx, dy)
            if score >= best:
                continue
            meta[WORK] += meta[N]
            found = try_place(cargo, ground, site, yard, t, x, y, z, dx, dy, dz, -1)
            if found == FITS:
                if weights[UNEVEN] > 0.0 and _is_uneven(site, yard, x, y, z, dx, dy, dz):
                    score += weights[UNEVEN]
                    if score >= best:
                        continue
                best = score
                nests = cargo.nests[turn]
                write_spot(spot, x, y, z, dx, dy, dz)
            else:
                _learn(site, ground, yard, found, p, dx, dy)
    return best < np.inf, nests


@njit(cache=True, nogil=True)
def _learn(site, ground, yard, found, p, dx, dy):
    """Notes at a point why a piece found no place there, for those that come after it."""
    meta, box, points = yard.meta, yard.box, yard.points
    x, y, z = points[p, 0], points[p, 1], points[p, 2]
    if found in (TAKEN, NO_WAY_IN):
        i = meta[BLOCKER]
        points[p, BARRED_BY] = i
        # What lies at this height, or above it with the door above, is passed by no base.
        above = yard.type_of[i] != VOID and not site.side_door
        if box[i, 5] > z and (above or box[i, 2] <= z):
            if box[i, 1] <= y < box[i, 4] and box[i, 3] > x:
                points[p, REACH_X] = min(points[p, REACH_X], box[i, 0] - x)
            if box[i, 0] <= x < box[i, 3] and box[i, 4] > y:
                points[p, REACH_Y] = min(points[p, REACH_Y], box[i, 1] - y)
    elif found == UNSUPPORTED:
        if dx * dy < points[p, BARE_X] * points[p, BARE_Y]:
            points[p, BARE_X], points[p, BARE_Y], points[p, BARE] = dx, dy, meta[BARE_AREA]
        if ground.share >= 1.0 and z > site.room[2]:
            points[p, REACH_X] = min(points[p, REACH_X], _carried_for(yard, 0, x, y, dx))
            points[p, REACH_Y] = min(points[p, REACH_Y], _carried_for(yard, 1, x, y, dy))


@njit(cache=True, nogil=True)
def _carried_for(yard, axis, x, y, side):
    """How far along an axis from a corner the boxes noted for a base carry its side without a gap;
    `FAR` when they carry all of it, since nothing is known of what lies beyond.
    """
    box, low = yard.box, yard.new_low
    across = 1 - axis
    start, at = (x, y) if axis == 0 else (y, x)
    end = start
    further = True
    while further:
        further = False
        for k in range(yard.meta[TOUCHING]):
            i = low[k]
            if box[i, across] <= at < box[i, 3 + across] and box[i, axis] <= end < box[i, 3 + axis]:
                end = box[i, 3 + axis]
                further = True
    return end - start if end - start < side else FAR


@njit(cache=True, nogil=True)
def _is_known_to_fail(points, box, type_of, gap, side, share, p, dx, dy, dz):
    """True when what kept out or did not carry a piece tried at a point does so here again.

    Asked thousands of times for each piece: handing on the bundles would take longer than this.
    """
    if dx > points[p, REACH_X] or dy > points[p, REACH_Y]:
        return True
    i = points[p, BARRED_BY]
    if i >= 0:
        x, y, z = points[p, 0], points[p, 1], points[p, 2]
        a = min(x + dx, box[i, 3]) - max(x, box[i, 0])
        b = min(y + dy, box[i, 4]) - max(y, box[i, 1])
        c = min(z + dz, box[i, 5]) - max(z, box[i, 2])
        if type_of[i] < 0:
            gap = 0
        if a > -gap and b > -gap and c > 0:
            return True
        if type_of[i] != VOID and b > 0:
            if side:
                if c > 0 and box[i, 0] >= x + dx:
                    return True
            elif a > 0 and box[i, 2] >= z + dz:
                return True
    return (
        points[p, BARE_X] <= dx
        and points[p, BARE_Y] <= dy
        and dx * dy - points[p, BARE] < share * (dx * dy)
    )


@njit(cache=True, nogil=True)
def _is_uneven(site, yard, x, y, z, dx, dy, dz):
    """True when the top of a box is level neither with a top right beside it nor with the lid."""
    box = yard.box
    x2, y2, z2 = x + dx, y + dy, z + dz
    if z2 == site.room[5]:
        return False
    gap = site.gap
    first_x, last_x = strip_at(site, yard, 0, x - gap), strip_at(site, yard, 0, x2 + gap)
    first_y, last_y = strip_at(site, yard, 1, y - gap), strip_at(site, yard, 1, y2 + gap)
    for word in range((yard.meta[N] + 63) >> 6):
        near = bits_within(yard, 0, word, first_x, last_x)
        near &= bits_within(yard, 1, word, first_y, last_y)
        while near != 0:
            low = near & -near
            near ^= low
            i = box_of(word, low)
            if (
                box[i, 5] == z2
                and box[i, 0] <= x2 + gap
                and box[i, 3] + gap >= x
                and box[i, 1] <= y2 + gap
                and box[i, 4] + gap >= y
            ):
                return False
    return True


@njit(cache=True, nogil=True, inline="always")
def _imbalance(cargo, site, yard, t, x, y, dx, dy):
    """How far the centre of gravity would be from the aim, along both axes, in millimetres."""
    weight = yard.meta[WEIGHT] + cargo.weight[t]
    if weight == 0:
        return 0.0
    far = 0.0
    if not np.isnan(site.aim[0]):
        moment = yard.moment[0] + cargo.weight[t] * (x + 0.5 * dx)
        far += abs(moment / weight - site.aim[0])
    if not np.isnan(site.aim[1]):
        moment = yard.moment[1] + cargo.weight[t] * (y + 0.5 * dy)
        far += abs(moment / weight - site.aim[1])
    return far


@njit(cache=True, nogil=True)
def diagnose(cargo, ground, site, yard, t):
    """(what keeps a further piece of type t out, box in its way or -1): the nearest it comes."""
    out = keeps_out(cargo, ground, site, yard, t)
    if out != FITS:
        return out, -1
    worst, blocker = OUTSIDE, -1
    points = yard.points
    for p in range(yard.meta[POINTS]):
        for turn in range(cargo.first_turn[t], cargo.first_turn[t + 1]):
            dx, dy, dz = cargo.turns[turn, 0], cargo.turns[turn, 1], cargo.turns[turn, 2]
            x, y, z = points[p, 0], points[p, 1], points[p, 2]
            found = try_place(cargo, ground, site, yard, t, x, y, z, dx, dy, dz, -1)
            if found == FITS:
                return FITS, -1
            if found > worst:
                worst, blocker = found, yard.meta[BLOCKER]
    return worst, blocker
