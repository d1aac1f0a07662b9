"""Whether a piece may stand in a place of a unit that is being filled, all rules counted.

A unit is filled piece by piece in the order in which a person loads it, so that whatever holds
for a part of the loading holds for each later one as well: a piece goes in only where its way in is
free, and what it rests on is there already. Weights on top are kept up as pieces go in.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from optimizer.packing.kernels.arrays import Longs

FITS, OUTSIDE, TAKEN, NO_WAY_IN, UNSUPPORTED, DROP, WET, CLASS, FRAGILE, TOO_MUCH_ON_TOP = range(10)
"""What becomes of a piece in a place; the later, the nearer it came to standing there."""
SOLID, VOID = -1, -2
"""Types of reserved spaces: one that carries, and one that does not."""

N, POINTS, CONTACTS, WEIGHT, VOLUME, TOUCHING, TOUCHED, BLOCKER, POSITION, MISSES, WORK = range(11)
"""Entries of `Yard.meta`."""


class Cargo(NamedTuple):
    """Types of pieces, those lying in units beforehand last. Turns as in `Goods`, with `nests`
    where a turn is the one in which pieces nest; weights and `max_load` in milligrams,
    `max_pressure` in grams per square decimetre, -1 without limit; `growth` 0 without nesting.
    """

    first_turn: Longs
    turns: Longs
    nests: NDArray[np.bool_]
    weight: Longs
    volume: Longs
    growth: Longs
    max_load: Longs
    max_pressure: Longs
    fragile: NDArray[np.bool_]
    stack_class: Longs
    drop: Longs
    liquid: NDArray[np.bool_]
    dry: NDArray[np.bool_]
    first_group: Longs
    groups: Longs


class Ground(NamedTuple):
    """Rules of the whole plan: `rests[a, b]` class a may rest on b; `apart` of groups, `most` of a
    group in one unit; the support asked for; whether weights on top have to be followed.
    """

    rests: NDArray[np.bool_]
    apart: NDArray[np.bool_]
    most: Longs
    share: float
    weighed: bool


class Site(NamedTuple):
    """An empty unit in the frame of the search, whose door is above or at the end of x: `room` (x1,
    y1, z1, x2, y2, z2), `deck` (x1, y1, x2, y2) that carries, sideways gap between pieces, boxes
    there beforehand with their types, most weight (mg) and volume of what goes in, and the
    centre (x, y) to aim at.
    """

    room: Longs
    deck: Longs
    gap: int
    side_door: bool
    fixed: Longs
    fixed_type: Longs
    net_weight: int
    volume: int
    aim: NDArray[np.float64]


class Yard(NamedTuple):
    """A unit being filled: boxes in order of loading with types, weight that each carries, what it
    rests on (`low` and `area` from `first_contact` on, `touched` in all), corner points (x, y, z,
    box that was in the way of the last piece tried there, or -1).
    """

    box: Longs
    type_of: Longs
    nested: NDArray[np.bool_]
    load: Longs
    touched: Longs
    first_contact: Longs
    low: Longs
    area: Longs
    points: Longs
    in_group: Longs
    extra: Longs
    queue: Longs
    new_low: Longs
    new_area: Longs
    moment: NDArray[np.float64]
    meta: Longs


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
    # What went in last lies nearest most often.
    for i in range(meta[N] - 1, -1, -1):
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
    if rests < ground.share * (dx * dy):
        return UNSUPPORTED
    meta[TOUCHING] = count
    meta[TOUCHED] = touched
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

    Works on what the pieces below carry more (`extra`), from the highest down, so that each is
    complete before it hands on; with `keep` the loads are raised by it.
    """
    meta, box, extra, queue = yard.meta, yard.box, yard.extra, yard.queue
    own = cargo.weight[t]
    waiting = 0
    sound = True
    for k in range(count):
        i = yard.new_low[k]
        s = yard.type_of[i]
        if s >= 0 and 0 <= cargo.max_pressure[s] * touched < own * 10:
            meta[BLOCKER] = i
            sound = False
        extra[i] = part_of(own, yard.new_area[k], touched)
        queue[waiting] = i
        waiting += 1
    done = 0
    while done < waiting:
        top = done
        for k in range(done + 1, waiting):
            if box[queue[k], 2] > box[queue[top], 2]:
                top = k
        i = queue[top]
        queue[top] = queue[done]
        queue[done] = i
        done += 1
        s = yard.type_of[i]
        if s < 0:
            continue
        before = cargo.weight[s] + yard.load[i]
        after = before + extra[i]
        if 0 <= cargo.max_load[s] < yard.load[i] + extra[i]:
            meta[BLOCKER] = i
            sound = False
        if not sound and not keep:
            break
        whole = yard.touched[i]
        for k in range(yard.first_contact[i], yard.first_contact[i + 1]):
            j = yard.low[k]
            s = yard.type_of[j]
            if s >= 0 and 0 <= cargo.max_pressure[s] * whole < after * 10:
                meta[BLOCKER] = j
                sound = False
            more = part_of(after, yard.area[k], whole) - part_of(before, yard.area[k], whole)
            if more > 0:
                if extra[j] == 0:
                    queue[waiting] = j
                    waiting += 1
                extra[j] += more
    for k in range(waiting):
        if keep:
            yard.load[queue[k]] += extra[queue[k]]
        extra[queue[k]] = 0
    return sound
