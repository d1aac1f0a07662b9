"""Rows, walls and layers of like pieces, laid as one move.

Like pieces that follow a piece are laid beside, on top and behind it at once: each is tried against
every rule, but in one place alone, which takes hundreds of times less than looking for the best.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.bearing import FITS, keeps_out, try_place
from optimizer.packing.kernels.corners import renew_points
from optimizer.packing.kernels.stowing import put
from optimizer.packing.kernels.yard import CONTACTS, VOLUME, WORK, N


@njit(cache=True, nogil=True, inline="always")
def lay_block(cargo, ground, site, yard, t, nests, alike, weights, spot):
    """Lays like pieces from the one just put at `spot` on: a row, rows beside it, and so on.

    At most `alike` pieces with the first; returns how many lie there. Ends where a piece keeps not
    every rule; a row cut short is the last of its layer, a layer cut short the last of all.
    """
    room = site.room
    a, b, c = _rank_axes(weights, spot[3] - spot[0], spot[4] - spot[1], spot[5] - spot[2])
    step = np.empty(3, np.int64)
    most = np.empty(3, np.int64)
    for axis in range(3):
        gap = site.gap if axis < 2 else 0
        step[axis] = spot[3 + axis] - spot[axis] + gap
        most[axis] = (room[3 + axis] - spot[axis] + gap) // step[axis]
    at = np.empty(6, np.int64)
    laid = 1
    layer = 0
    going = True
    while going and layer < most[c]:
        rows, short = 0, 0
        while rows < most[b]:
            first = layer == 0 and rows == 0
            count = 1 if first else 0
            while count < most[a] and laid < alike:
                for axis in range(3):
                    at[axis] = spot[axis]
                at[a] += count * step[a]
                at[b] += rows * step[b]
                at[c] += layer * step[c]
                for axis in range(3):
                    at[3 + axis] = at[axis] + spot[3 + axis] - spot[axis]
                if not _put_like(cargo, ground, site, yard, t, nests, at):
                    break
                laid += 1
                count += 1
            if first:
                most[a] = count
            if count < most[a]:
                short = count
                break
            rows += 1
        for part in range(2):
            # The whole rows of the layer, then the row cut short.
            long, wide, row = most[a], rows, 0
            if part == 1:
                long, wide, row = short, 1, rows
            if long == 0 or wide == 0:
                continue
            for axis in range(3):
                at[axis] = spot[axis]
                at[3 + axis] = spot[3 + axis]
            at[3 + a] += (long - 1) * step[a]
            at[3 + b] += (row + wide - 1) * step[b]
            at[b] += row * step[b]
            at[c] += layer * step[c]
            at[3 + c] += layer * step[c]
            renew_points(site, yard, at)
        if layer == 0:
            most[b] = rows
        going = rows == most[b] and laid < alike
        layer += 1
    return laid


@njit(cache=True, nogil=True, inline="always")
def _put_like(cargo, ground, site, yard, t, nests, at):
    """Puts a piece of type t at a place if that keeps every rule."""
    meta = yard.meta
    meta[WORK] += meta[N]
    if meta[CONTACTS] + meta[N] > yard.low.shape[0]:
        return False
    if keeps_out(cargo, ground, site, yard, t) != FITS:
        return False
    if cargo.growth[t] > 0 and meta[VOLUME] + cargo.volume[t] > site.volume:
        return False
    dx, dy, dz = at[3] - at[0], at[4] - at[1], at[5] - at[2]
    if try_place(cargo, ground, site, yard, t, at[0], at[1], at[2], dx, dy, dz, -1) != FITS:
        return False
    put(cargo, ground, site, yard, t, at, nests)
    return True


@njit(cache=True, nogil=True, inline="always")
def left_over(site, alike, weights, x, y, z, dx, dy, dz):
    """Share that like pieces leave over of a row from a place to the wall; rows count less."""
    a, b, _ = _rank_axes(weights, dx, dy, dz)
    row, in_row = _room_for(site, a, (x, y, z)[a], (dx, dy, dz)[a])
    if alike < in_row:
        return 0.0
    rows, deep = _room_for(site, b, (x, y, z)[b], (dx, dy, dz)[b])
    if alike < in_row * deep:
        return 1.0 - row
    return 1.0 - row + 0.25 * (1.0 - rows)


@njit(cache=True, nogil=True)
def _rank_axes(weights, dx, dy, dz):
    """The axes in the order in which a block grows: first where a further piece scores least."""
    along = (weights[2] + weights[3]) * dx
    across = (weights[4] + weights[5]) * dy
    up = (weights[0] + weights[1]) * dz
    if across <= along and across <= up:
        return (1, 0, 2) if along <= up else (1, 2, 0)
    if along <= up:
        return (0, 1, 2) if across <= up else (0, 2, 1)
    return (2, 1, 0) if across <= along else (2, 0, 1)


@njit(cache=True, nogil=True)
def _room_for(site, axis, start, side):
    """(share of the room from a place to the wall that pieces in a row take, how many they are)."""
    gap = site.gap if axis < 2 else 0
    length = site.room[3 + axis] - start + gap
    count = length // (side + gap)
    return count * (side + gap) / length, count
