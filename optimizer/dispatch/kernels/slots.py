"""Tours from words of bits: one word for each aisle of an order, one bit for each slot.

In a block of at most MOST aisles and slots the picks of a batch are the words of its orders laid
over each other, so that a tour is measured without sorting anything. The rules are those of
`walking`; the optimal tour is the same program of Ratliff and Rosenthal, kept to its lengths.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.dispatch.kernels.walking import (
    FAR,
    LARGEST_GAP,
    OPTIMAL,
    RETURN,
    S_SHAPE,
)

MOST = 62
"""Aisles, and slots of an aisle, that fit the bits of a word without its sign."""

# Entries of `floor`: policy, depot aisle, aisle length, aisle pitch, cart limit, slot pitch, gap to
# the cross aisles, points for an area, an aisle, a slot; then the area of each aisle, from aisle 0.
POLICY, DEPOT, LENGTH, PITCH, LIMIT, SLOT_PITCH, GAP, AREA, AISLE, SLOT, AREAS = range(11)


@njit(cache=True, nogil=True)
def highest(word):
    """Position of the highest bit of a word above zero."""
    at = 0
    for step in (32, 16, 8, 4, 2, 1):
        if word >> step:
            word >>= step
            at += step
    return at


@njit(cache=True, nogil=True)
def count(word):
    """Bits of a word."""
    found = 0
    while word:
        word &= word - 1
        found += 1
    return found


@njit(cache=True, nogil=True)
def _widest(word):
    """Most places from one bit to the next."""
    widest, before = 0, -1
    while word:
        here = highest(word & -word)
        if before >= 0:
            widest = max(widest, here - before)
        before = here
        word &= word - 1
    return widest


@njit(cache=True, nogil=True)
def laid_over(words, members, size, leave, join, column):
    """A column of the words of orders `members[:size]` without `leave`, with `join` (or -1)."""
    word = words[join, column] if join >= 0 else np.int64(0)
    for i in range(size):
        if members[i] != leave:
            word |= words[members[i], column]
    return word


@njit(cache=True, nogil=True)
def tour(floor, words, members, size, leave, join):
    """Length of a tour, 0 without picks. The last column of `words` holds the aisles' bits."""
    last_column = words.shape[1] - 1
    aisles = laid_over(words, members, size, leave, join, last_column)
    if aisles == 0:
        return np.int64(0)
    policy, length, pitch = floor[POLICY], floor[LENGTH], floor[PITCH]
    depot = floor[DEPOT] - 1
    low, high = highest(aisles & -aisles), highest(aisles)
    if policy == OPTIMAL:
        return _shortest(floor, words, members, size, leave, join, aisles, low, high)
    total = (abs(depot - low) + high - low + abs(high - depot)) * pitch
    visited = count(aisles)
    if policy == S_SHAPE and visited > 1:
        if visited % 2 == 0:
            return total + visited * length
        word = laid_over(words, members, size, leave, join, high)
        deepest = floor[GAP] + highest(word) * floor[SLOT_PITCH]
        return total + (visited - 1) * length + 2 * deepest
    for aisle in range(low, high + 1):
        if not aisles >> aisle & 1:
            continue
        word = laid_over(words, members, size, leave, join, aisle)
        deepest = floor[GAP] + highest(word) * floor[SLOT_PITCH]
        if policy == RETURN or visited == 1:
            total += 2 * deepest
        elif aisle in (low, high):
            total += length
        elif policy == LARGEST_GAP:
            nearest = floor[GAP] + highest(word & -word) * floor[SLOT_PITCH]
            gap = max(nearest, length - deepest, _widest(word) * floor[SLOT_PITCH])
            total += 2 * (length - gap)
    return total


@njit(cache=True, nogil=True)
def _shortest(floor, words, members, size, leave, join, aisles, low, high):
    """The optimal tour: the least length for each state of `walking`, from aisle to aisle."""
    length, pitch, slot_pitch = floor[LENGTH], floor[PITCH], floor[SLOT_PITCH]
    depot = floor[DEPOT] - 1
    low, high = min(low, depot), max(high, depot)
    nothing, front, back, both, apart, uneven = np.int64(0), FAR, FAR, FAR, FAR, FAR
    for aisle in range(low, high + 1):
        skip = np.int64(0)
        from_front, from_back, around = FAR, FAR, FAR
        if aisles >> aisle & 1:
            word = laid_over(words, members, size, leave, join, aisle)
            skip = FAR
            from_front = 2 * (floor[GAP] + highest(word) * slot_pitch)
            from_back = 2 * (length - floor[GAP] - highest(word & -word) * slot_pitch)
            widest = _widest(word) * slot_pitch
            if widest:
                around = 2 * (length - widest)
        inside = min(skip, from_front, from_back, around)
        hung = min(nothing, front, back, both, apart)
        new_apart = min(
            nothing + around,
            front + min(from_back, around),
            back + min(from_front, around),
            apart + inside,
        )
        new_both = min(hung + 2 * length, both + min(inside, 2 * length), uneven + length)
        uneven = min(hung + length, uneven + min(inside, 2 * length))
        both = new_both
        front = min(nothing + from_front, front + min(skip, from_front))
        back = min(nothing + from_back, back + min(skip, from_back))
        apart = new_apart
        nothing += skip
        if aisle == high:
            if aisle == depot:
                back = FAR
            break
        if aisle == depot:
            # The depot stands at the front: a tour goes past it there.
            new_front = min(nothing, front, both) + 2 * pitch
            new_back = both + 2 * pitch
        else:
            new_front = min(nothing, front, both) + 2 * pitch
            new_back = min(back, both) + 2 * pitch
        apart = min(front, back, apart) + 4 * pitch
        both += 4 * pitch
        uneven += 2 * pitch
        front, back = new_front, new_back
        nothing = FAR if aisle >= depot else nothing
        # Sums of what cannot be stay far without growing beyond their type.
        front, back, both = min(front, FAR), min(back, FAR), min(both, FAR)
        apart, uneven, nothing = min(apart, FAR), min(uneven, FAR), min(nothing, FAR)
    return min(front, back, both)


@njit(cache=True, nogil=True)
def points(floor, words, members, size, leave, join):
    """Weighted count of the areas, aisles and slots that a batch visits."""
    aisles = laid_over(words, members, size, leave, join, words.shape[1] - 1)
    total = np.int64(0)
    area = np.int64(-1)
    while aisles:
        aisle = highest(aisles & -aisles)
        aisles &= aisles - 1
        total += floor[AISLE]
        if floor[AREAS + aisle] != area:
            area = floor[AREAS + aisle]
            total += floor[AREA]
        if floor[SLOT]:
            total += floor[SLOT] * count(laid_over(words, members, size, leave, join, aisle))
    return total
