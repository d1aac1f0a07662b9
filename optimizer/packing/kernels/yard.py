"""A unit being filled under physical rules, and what is to go into it, as flat arrays.

Boxes are numbered in the order in which they go in. To find those near a place without looking at
all of them, the floor is cut into strips across each of its axes, and each strip keeps a bit for
every box that reaches into it: what is near lies in a strip of either axis.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from optimizer.packing.kernels.arrays import Longs

SOLID, VOID = -1, -2
"""Types of reserved spaces: one that carries, and one that does not."""

N, POINTS, CONTACTS, WEIGHT, VOLUME, TOUCHING, TOUCHED, BLOCKER, POSITION, MISSES, WORK = range(11)
SHIFT_X, SHIFT_Y, BARE_AREA = 11, 12, 13
"""Entries of `Yard.meta`; strips across x are 2 to the power of `SHIFT_X` millimetres wide."""

REACH_X, REACH_Y, BARRED_BY, BARE_X, BARE_Y, BARE = range(3, 9)
"""Columns of `Yard.points` after the place, what is known from pieces that failed there: no base
reaches further than `REACH_X` and `REACH_Y`; a box that was in the way, or -1; measures of the
least base that found too little to rest on, and how much of it rested on nothing, which is no less
of a base that holds it.
"""
POINT_COLUMNS = 9
FAR = 1 << 30

STRIPS = 32
"""Most strips across an axis."""
_MOST_POINTS = 700


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
    rests on (`low` and `area` from `first_contact` on, `touched` in all), corner points (see
    `REACH_X`). `strips[axis, word, strip]` has
    the bits of 64 boxes, the last of them lowest; `waiting` such words of boxes to be looked at.
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
    new_low: Longs
    new_area: Longs
    moment: NDArray[np.float64]
    meta: Longs
    strips: Longs
    waiting: Longs


def make_yard(boxes: int, groups: int) -> Yard:
    """Room for filling one unit with up to so many boxes, of which so many groups are spoken."""
    n = boxes + 1
    contacts = 8 * n + 256
    words = (n + 63) // 64
    return Yard(
        box=np.zeros((n, 6), np.int64),
        type_of=np.zeros(n, np.int64),
        nested=np.zeros(n, np.bool_),
        load=np.zeros(n, np.int64),
        touched=np.zeros(n, np.int64),
        first_contact=np.zeros(n + 1, np.int64),
        low=np.zeros(contacts, np.int64),
        area=np.zeros(contacts, np.int64),
        points=np.zeros((_MOST_POINTS, POINT_COLUMNS), np.int64),
        in_group=np.zeros(groups, np.int64),
        extra=np.zeros(n, np.int64),
        new_low=np.zeros(n, np.int64),
        new_area=np.zeros(n, np.int64),
        moment=np.zeros(2),
        meta=np.zeros(16, np.int64),
        strips=np.zeros((2, words, STRIPS), np.int64),
        waiting=np.zeros(words, np.int64),
    )


_DE_BRUIJN = 0x03F79D71B4CB0A89
_BOXES: Longs = np.argsort([(_DE_BRUIJN << (63 - i) >> 58) & 63 for i in range(64)])
"""Which box of a word a bit stands for, by the six bits that it cuts out of the sequence."""


@njit(cache=True, nogil=True, inline="always")
def box_of(word, low):
    """The box of a single bit `low` of a word."""
    return (word << 6) + _BOXES[((low * _DE_BRUIJN) >> 58) & 63]


@njit(cache=True, nogil=True, inline="always")
def bit_of(i):
    """The bit of box i in word `i >> 6`: the later the box, the lower."""
    return np.int64(1) << (63 - (i & 63))


@njit(cache=True, nogil=True)
def clear_strips(site, yard, boxes):
    """Forgets the boxes of the unit filled before; strips as narrow as they can be."""
    meta = yard.meta
    for word in range((boxes + 63) >> 6):
        yard.waiting[word] = 0
        for strip in range(STRIPS):
            yard.strips[0, word, strip] = 0
            yard.strips[1, word, strip] = 0
    for axis in range(2):
        shift = 0
        while (site.room[3 + axis] - site.room[axis]) >> shift >= STRIPS:
            shift += 1
        meta[SHIFT_X + axis] = shift


@njit(cache=True, nogil=True, inline="always")
def strip_at(site, yard, axis, place):
    """The strip across an axis at a coordinate; the first and the last go on without end."""
    strip = (place - site.room[axis]) >> yard.meta[SHIFT_X + axis]
    return min(max(strip, 0), STRIPS - 1)


@njit(cache=True, nogil=True)
def mark_strips(site, yard, i):
    """Notes in which strips box i lies."""
    for axis in range(2):
        first = strip_at(site, yard, axis, yard.box[i, axis])
        last = strip_at(site, yard, axis, yard.box[i, 3 + axis])
        for strip in range(first, last + 1):
            yard.strips[axis, i >> 6, strip] |= bit_of(i)


@njit(cache=True, nogil=True, inline="always")
def bits_within(yard, axis, word, first, last):
    """Bits of the boxes in the strips from `first` to `last`."""
    found = np.int64(0)
    for strip in range(first, last + 1):
        found |= yard.strips[axis, word, strip]
    return found
