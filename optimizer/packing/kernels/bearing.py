"""Whether a piece may stand in a place of a unit that is being filled, all rules counted.

A unit is filled piece by piece in the order in which a person loads it, so that whatever holds
for a part of the loading holds for each later one as well: a piece goes in only where its way in is
free, and what it rests on is there already. Weights on top are kept up as pieces go in.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.yard import (
    BARE_AREA,
    BLOCKER,
    TOUCHED,
    TOUCHING,
    VOID,
    VOLUME,
    WEIGHT,
    N,
    bit_of,
    bits_within,
    box_of,
    strip_at,
)

FITS, OUTSIDE, TAKEN, NO_WAY_IN, UNSUPPORTED, DROP, WET, CLASS, FRAGILE, TOO_MUCH_ON_TOP = range(10)
"""What becomes of a piece in a place; the later, the nearer it came to standing there."""
GROUP_FULL, GROUPS_APART, TOO_HEAVY, TOO_BULKY = 20, 21, 22, 23
"""What keeps a type out of a unit wherever it might stand."""


@njit(cache=True, nogil=True)
def part_of(weight, area, whole):
    """`weight * area / whole` rounded up; no product larger than `whole * area`."""
    return weight // whole * area + (weight % whole * area + whole - 1) // whole


@njit(cache=True, nogil=True)
def try_place(cargo, ground, site, yard, t, x, y, z, dx, dy, dz, nest_on):
    """FITS or what forbids it; leaves what the piece would rest on in `new_low`, `new_area`.

    `nest_on` is the box that the piece stands nested in, or -1.
    """
    room, meta, box = site.room, yard.meta, yard.box
    x2, y2, z2 = x + dx, y + dy, z + dz
    if x < room[0] or y < room[1] or z < room[2] or x2 > room[3] or y2 > room[4] or z2 > room[5]:
        return OUTSIDE
    gap, side = site.gap, site.side_door
    drop, liquid, dry = cargo.drop[t], cargo.liquid[t], cargo.dry[t]
    count = 0
    touched = np.int64(0)
    worst = FITS
    meta[BLOCKER] = -1
    first_x = strip_at(site, yard, 0, x - gap)
    last_x = strip_at(site, yard, 0, x2 + gap)
    first_y = strip_at(site, yard, 1, y - gap)
    last_y = strip_at(site, yard, 1, y2 + gap)
    # What went in last lies nearest most often.
    for word in range((meta[N] - 1) >> 6, -1, -1):
        near = bits_within(yard, 1, word, first_y, last_y)
        if not side:
            near &= bits_within(yard, 0, word, first_x, last_x)
        while near != 0:
            low = near & -near
            near ^= low
            i = box_of(word, low)
            b = min(y2, box[i, 4]) - max(y, box[i, 1])
            if b <= -gap:
                continue
            a = min(x2, box[i, 3]) - max(x, box[i, 0])
            if a <= -gap and not side:
                continue
            c = min(z2, box[i, 5]) - max(z, box[i, 2])
            s = yard.type_of[i]
            if c > 0 and a > -gap and b > -gap and (s >= 0 or (a > 0 and b > 0)):
                if nest_on >= 0 and _one_column(box, i, nest_on) and s == t and box[i, 2] < z:
                    if i == nest_on:
                        yard.new_low[count] = i
                        yard.new_area[count] = dx * dy
                        count += 1
                        touched += dx * dy
                    continue
                meta[BLOCKER] = i
                return TAKEN
            if s == VOID:
                continue
            if a > 0 and b > 0:
                if box[i, 2] >= z2:
                    if not side or box[i, 2] == z2:
                        meta[BLOCKER] = i
                        return NO_WAY_IN
                    if s >= 0 and (cargo.drop[s] > drop or (cargo.liquid[s] and dry)):
                        worst = max(worst, DROP if cargo.drop[s] > drop else WET)
                        meta[BLOCKER] = i
                else:
                    if s >= 0 and (cargo.drop[s] < drop or (liquid and cargo.dry[s])):
                        worst = max(worst, DROP if cargo.drop[s] < drop else WET)
                        meta[BLOCKER] = i
                    if box[i, 5] == z:
                        yard.new_low[count] = i
                        yard.new_area[count] = a * b
                        count += 1
                        touched += a * b
            elif side and b > 0 and c > 0:
                if box[i, 0] >= x2:
                    meta[BLOCKER] = i
                    return NO_WAY_IN
                if s >= 0 and cargo.drop[s] < drop:
                    worst = max(worst, DROP)
                    meta[BLOCKER] = i
    rests = touched
    if z == room[2]:
        deck = site.deck
        a = min(x2, deck[2]) - max(x, deck[0])
        b = min(y2, deck[3]) - max(y, deck[1])
        if a > 0 and b > 0:
            rests += a * b
    meta[TOUCHING] = count
    meta[TOUCHED] = touched
    if rests < ground.share * (dx * dy):
        meta[BARE_AREA] = dx * dy - rests
        return UNSUPPORTED
    if worst != FITS:
        return worst
    return _may_rest(cargo, ground, yard, t, count, touched, nest_on)


@njit(cache=True, nogil=True, inline="always")
def _one_column(box, i, j):
    return (
        box[i, 0] == box[j, 0]
        and box[i, 1] == box[j, 1]
        and box[i, 3] == box[j, 3]
        and box[i, 4] == box[j, 4]
    )


@njit(cache=True, nogil=True, inline="always")
def _may_rest(cargo, ground, yard, t, count, touched, nest_on):
    """Classes, fragile pieces and weights, for a piece on the `count` boxes noted."""
    meta = yard.meta
    for k in range(count):
        s = yard.type_of[yard.new_low[k]]
        if s < 0:
            continue
        if nest_on < 0 and not ground.rests[cargo.stack_class[t], cargo.stack_class[s]]:
            meta[BLOCKER] = yard.new_low[k]
            return CLASS
        if cargo.fragile[s]:
            meta[BLOCKER] = yard.new_low[k]
            return FRAGILE
    if ground.weighed and count and not spread_weight(cargo, yard, t, count, touched, False):
        return TOO_MUCH_ON_TOP
    return FITS


@njit(cache=True, nogil=True)
def spread_weight(cargo, yard, t, count, touched, keep):
    """Hands the weight of a new piece down; False when something would bear too much.

    Works on what the pieces below carry more (`extra`), the last to go in first: what rests on a
    piece went in after it, so that each is complete before it hands on. With `keep` the loads are
    raised by it.
    """
    meta, extra, waiting = yard.meta, yard.extra, yard.waiting
    own = cargo.weight[t]
    sound = True
    for k in range(count):
        i = yard.new_low[k]
        s = yard.type_of[i]
        if s >= 0 and 0 <= cargo.max_pressure[s] * touched < own * 10:
            meta[BLOCKER] = i
            sound = False
        extra[i] = part_of(own, yard.new_area[k], touched)
        waiting[i >> 6] |= bit_of(i)
    for word in range((meta[N] - 1) >> 6, -1, -1):
        while waiting[word] != 0:
            low = waiting[word] & -waiting[word]
            waiting[word] ^= low
            i = box_of(word, low)
            more = extra[i]
            extra[i] = 0
            if not sound and not keep:
                continue
            before = yard.load[i]
            if keep:
                yard.load[i] += more
            s = yard.type_of[i]
            if s < 0:
                continue
            if 0 <= cargo.max_load[s] < before + more:
                meta[BLOCKER] = i
                sound = False
            before += cargo.weight[s]
            if not _hand_on(cargo, yard, i, before, before + more):
                sound = False
    return sound


@njit(cache=True, nogil=True, inline="always")
def _hand_on(cargo, yard, i, before, after):
    """Adds to `extra` what box i hands on; False when something bears too much pressure."""
    whole = yard.touched[i]
    sound = True
    for k in range(yard.first_contact[i], yard.first_contact[i + 1]):
        j = yard.low[k]
        s = yard.type_of[j]
        if s >= 0 and 0 <= cargo.max_pressure[s] * whole < after * 10:
            yard.meta[BLOCKER] = j
            sound = False
        more = part_of(after, yard.area[k], whole) - part_of(before, yard.area[k], whole)
        if more > 0:
            yard.extra[j] += more
            yard.waiting[j >> 6] |= bit_of(j)
    return sound


@njit(cache=True, nogil=True)
def keeps_out(cargo, ground, site, yard, t):
    """FITS, or what keeps a further piece of type t out of the unit wherever it stands."""
    meta = yard.meta
    if meta[WEIGHT] + cargo.weight[t] > site.net_weight:
        return TOO_HEAVY
    least = cargo.volume[t]
    if cargo.growth[t] > 0:
        height = cargo.turns[cargo.first_turn[t], 2]
        least = least // height * cargo.growth[t]
    if meta[VOLUME] + least > site.volume:
        return TOO_BULKY
    for k in range(cargo.first_group[t], cargo.first_group[t + 1]):
        group = cargo.groups[k]
        if yard.in_group[group] >= ground.most[group]:
            return GROUP_FULL
        for other in range(ground.most.shape[0]):
            if yard.in_group[other] > 0 and ground.apart[group, other]:
                return GROUPS_APART
    return FITS
