"""Opening a unit and putting boxes into it; whether they keep the rules is asked before."""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.bearing import FITS, keeps_out, spread_weight, try_place
from optimizer.packing.kernels.corners import add_point, renew_points
from optimizer.packing.kernels.yard import (
    CONTACTS,
    TOUCHED,
    TOUCHING,
    VOID,
    VOLUME,
    WEIGHT,
    N,
    clear_strips,
    mark_strips,
)


@njit(cache=True, nogil=True)
def open_yard(cargo, ground, site, yard):
    """An empty unit with what lies in it beforehand (boxes from the lowest up)."""
    meta = yard.meta
    boxes = meta[N]
    for i in range(meta.shape[0]):
        meta[i] = 0
    clear_strips(site, yard, boxes)
    for i in range(yard.in_group.shape[0]):
        yard.in_group[i] = 0
    for i in range(2):
        yard.moment[i] = 0.0
    yard.first_contact[0] = 0
    room, deck = site.room, site.deck
    for i in range(4):
        x = room[0] if i % 2 == 0 else max(deck[0], room[0])
        y = room[1] if i < 2 else max(deck[1], room[1])
        add_point(site, yard, x, y, room[2])
    for i in range(site.fixed.shape[0]):
        t = site.fixed_type[i]
        meta[TOUCHING] = 0
        meta[TOUCHED] = 0
        if t >= 0:
            _note_contacts(yard, site.fixed[i])
        put(cargo, ground, site, yard, t, site.fixed[i], False)
        renew_points(site, yard, site.fixed[i])


@njit(cache=True, nogil=True, inline="always")
def _note_contacts(yard, spot):
    """What a box that lies in a unit beforehand rests on."""
    meta, box = yard.meta, yard.box
    for i in range(meta[N]):
        a = min(spot[3], box[i, 3]) - max(spot[0], box[i, 0])
        b = min(spot[4], box[i, 4]) - max(spot[1], box[i, 1])
        if box[i, 5] == spot[2] and a > 0 and b > 0 and yard.type_of[i] != VOID:
            yard.new_low[meta[TOUCHING]] = i
            yard.new_area[meta[TOUCHING]] = a * b
            meta[TOUCHING] += 1
            meta[TOUCHED] += a * b


@njit(cache=True, nogil=True)
def put(cargo, ground, site, yard, t, spot, nests):
    """Puts a box of type t at `spot` (x1, y1, z1, x2, y2, z2), on the contacts just noted.

    The corner points stay as they are.
    """
    meta, box = yard.meta, yard.box
    n = meta[N]
    count, first = meta[TOUCHING], meta[CONTACTS]
    if count and ground.weighed and t >= 0:
        spread_weight(cargo, yard, t, count, meta[TOUCHED], True)
    for k in range(count):
        yard.low[first + k] = yard.new_low[k]
        yard.area[first + k] = yard.new_area[k]
    yard.touched[n] = meta[TOUCHED]
    meta[CONTACTS] = first + count
    yard.first_contact[n + 1] = first + count
    yard.load[n] = 0
    yard.type_of[n] = t
    yard.nested[n] = nests
    for k in range(6):
        box[n, k] = spot[k]
    mark_strips(site, yard, n)
    meta[N] = n + 1
    if t >= 0:
        if not nests or cargo.growth[t] == 0:
            meta[VOLUME] += cargo.volume[t]
        else:
            low = spot[5] - cargo.growth[t]
            for k in range(count):
                # Nested in a like piece it takes only the growth.
                if box[yard.new_low[k], 5] == low and low > spot[2]:
                    break
            else:
                low = spot[2]
            meta[VOLUME] += (spot[3] - spot[0]) * (spot[4] - spot[1]) * (spot[5] - low)
        meta[WEIGHT] += cargo.weight[t]
        for k in range(cargo.first_group[t], cargo.first_group[t + 1]):
            yard.in_group[cargo.groups[k]] += 1
        for k in range(2):
            yard.moment[k] += 0.5 * cargo.weight[t] * (spot[k] + spot[3 + k])


@njit(cache=True, nogil=True)
def write_spot(spot, x, y, z, dx, dy, dz):
    spot[0], spot[1], spot[2] = x, y, z
    spot[3], spot[4], spot[5] = x + dx, y + dy, z + dz


@njit(cache=True, nogil=True)
def column_below(cargo, yard, t, spot):
    """The box in which a piece at `spot` stands nested, or -1."""
    box = yard.box
    if cargo.growth[t] == 0:
        return -1
    for i in range(yard.meta[N] - 1, -1, -1):
        if (
            yard.type_of[i] == t
            and yard.nested[i]
            and box[i, 0] == spot[0]
            and box[i, 1] == spot[1]
            and box[i, 3] == spot[3]
            and box[i, 4] == spot[4]
            and box[i, 2] + cargo.growth[t] == spot[2]
        ):
            return i
    return -1


@njit(cache=True, nogil=True)
def replay(cargo, ground, site, yard, rows):
    """Puts boxes (type, x, y, z, dx, dy, dz, nests) one after another; how many kept the rules."""
    spot = np.empty(6, np.int64)
    for i in range(rows.shape[0]):
        t = rows[i, 0]
        write_spot(spot, rows[i, 1], rows[i, 2], rows[i, 3], rows[i, 4], rows[i, 5], rows[i, 6])
        nests = rows[i, 7] == 1
        nest_on = column_below(cargo, yard, t, spot) if nests else -1
        dx, dy, dz = rows[i, 4], rows[i, 5], rows[i, 6]
        if keeps_out(cargo, ground, site, yard, t) != FITS:
            return i
        x, y, z = spot[0], spot[1], spot[2]
        if try_place(cargo, ground, site, yard, t, x, y, z, dx, dy, dz, nest_on) != FITS:
            return i
        put(cargo, ground, site, yard, t, spot, nests)
        renew_points(site, yard, spot)
    return rows.shape[0]
