"""Simulated annealing over the batches of pickers: orders move to another batch or change places.

Orders look for company among the orders whose aisles resemble theirs most; only the two batches
that a change touches are walked again.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from optimizer.dispatch.kernels import slots
from optimizer.dispatch.kernels.chance import draw, draw_below
from optimizer.dispatch.kernels.slots import (
    AISLE,
    AREA,
    AREAS,
    DEPOT,
    LENGTH,
    LIMIT,
    PITCH,
    POLICY,
    SLOT,
)
from optimizer.dispatch.kernels.walking import distance


@njit(cache=True, nogil=True)
def measure(floor, words, picks, first_pick, members, size, leave, join, room):
    """What a batch weighs: its points where floor says what visits count, else its tour."""
    if floor[AREA] + floor[AISLE] + floor[SLOT] == 0:
        return tour(floor, words, picks, first_pick, members, size, leave, join, room)
    if words.shape[0]:
        return slots.points(floor, words, members, size, leave, join)
    count = _gathered(picks, first_pick, members, size, leave, join, room)
    room[:count].sort()
    total, area, aisle = np.int64(0), np.int64(-1), np.int64(-1)
    for i in range(count):
        if i and room[i] == room[i - 1]:
            continue
        total += floor[SLOT]
        here = room[i] // (floor[LENGTH] + 1)
        if here != aisle:
            aisle = here
            total += floor[AISLE]
            if floor[AREAS + aisle - 1] != area:
                area = floor[AREAS + aisle - 1]
                total += floor[AREA]
    return total


@njit(cache=True, nogil=True)
def tour(floor, words, picks, first_pick, members, size, leave, join, room):
    """Length of the tour of orders `members[:size]` without order `leave` and with `join` (-1).

    By bits where `words` holds any, else by sorting the picks.
    """
    if words.shape[0]:
        return slots.tour(floor, words, members, size, leave, join)
    count = _gathered(picks, first_pick, members, size, leave, join, room)
    return distance(floor[POLICY], room, count, floor[DEPOT], floor[LENGTH], floor[PITCH])


@njit(cache=True, nogil=True)
def _gathered(picks, first_pick, members, size, leave, join, room):
    count = 0
    for i in range(size):
        order = members[i]
        if order == leave:
            continue
        for p in range(first_pick[order], first_pick[order + 1]):
            room[count] = picks[p]
            count += 1
    if join >= 0:
        for p in range(first_pick[join], first_pick[join + 1]):
            room[count] = picks[p]
            count += 1
    return count


@njit(cache=True, nogil=True)
def pair_savings(floor, words, picks, first_pick, alone, pieces, out):
    """out[i, j], i < j: way saved by picking two orders in one tour; -1 where the cart is full."""
    n = alone.shape[0]
    room = np.empty(first_pick[n], np.int64)
    two = np.empty(1, np.int64)
    for i in range(n):
        two[0] = i
        for j in range(i + 1, n):
            out[i, j] = -1
            if pieces[i] + pieces[j] <= floor[LIMIT]:
                both = measure(floor, words, picks, first_pick, two, 1, -1, j, room)
                out[i, j] = alone[i] + alone[j] - both


@njit(cache=True, nogil=True)
def _remove(members, size, where, order, batch):
    at = where[order]
    last = members[batch, size[batch] - 1]
    members[batch, at] = last
    where[last] = at
    size[batch] -= 1


@njit(cache=True, nogil=True)
def _add(members, size, where, order, batch):
    members[batch, size[batch]] = order
    where[order] = size[batch]
    size[batch] += 1


@njit(cache=True, nogil=True)
def anneal(floor, words, picks, first_pick, pieces, related, batch_of, best_of, span, state, steps):
    """`steps` changes from `batch_of`, the best seen in `best_of`; returns the best total.

    related: n x r orders that resemble each. span: highest and lowest temperature in mm, highest
    first. Batches are numbered below n; a batch without orders costs nothing.
    """
    n, r = related.shape
    most = 0
    for b in range(n):
        most = max(most, pieces[b])
    members = np.empty((n, min(n, max(1, floor[LIMIT]))), np.int64)
    size = np.zeros(n, np.int64)
    load = np.zeros(n, np.int64)
    where = np.zeros(n, np.int64)
    for order in range(n):
        _add(members, size, where, order, batch_of[order])
        load[batch_of[order]] += pieces[order]
    room = np.empty(first_pick[n] + 1, np.int64)
    way = np.zeros(n, np.int64)
    total = np.int64(0)
    for b in range(n):
        way[b] = measure(floor, words, picks, first_pick, members[b], size[b], -1, -1, room)
        total += way[b]
    best = total
    best_of[:] = batch_of
    ratio = math.log(span[1] / span[0]) / max(1, steps)
    empty = 0
    heat = span[0]
    for step in range(steps):
        if step % 256 == 0:
            heat = span[0] * math.exp(ratio * step)
        one = draw_below(state, n)
        a = batch_of[one]
        other = related[one, draw_below(state, r)] if r and draw(state) < 0.8 else -1
        if other < 0:
            other = draw_below(state, n)
        b = batch_of[other]
        if a == b:
            continue
        if draw(state) < 0.01 and size[a] > 1:
            # Open a batch, so that their number can grow again.
            while size[empty] > 0:
                empty = (empty + 1) % n
            b = empty
        swap = size[b] > 0 and (load[b] + pieces[one] > floor[LIMIT] or draw(state) < 0.5)
        partner = -1
        if swap:
            partner = members[b, draw_below(state, size[b])]
            if load[b] - pieces[partner] + pieces[one] > floor[LIMIT]:
                continue
            if load[a] - pieces[one] + pieces[partner] > floor[LIMIT]:
                continue
        new_a = measure(floor, words, picks, first_pick, members[a], size[a], one, partner, room)
        new_b = measure(floor, words, picks, first_pick, members[b], size[b], partner, one, room)
        change = new_a + new_b - way[a] - way[b]
        if change > 0 and draw(state) >= math.exp(-change / heat):
            continue
        _remove(members, size, where, one, a)
        if partner >= 0:
            _remove(members, size, where, partner, b)
            _add(members, size, where, partner, a)
            batch_of[partner] = a
            load[a] += pieces[partner]
            load[b] -= pieces[partner]
        _add(members, size, where, one, b)
        batch_of[one] = b
        load[a] -= pieces[one]
        load[b] += pieces[one]
        way[a], way[b] = new_a, new_b
        total += change
        if total < best:
            best = total
            best_of[:] = batch_of
    return best
