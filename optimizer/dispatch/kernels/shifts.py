"""Batches in the shifts of pickers: a rule that makes a timetable, and annealing over the batches.

Batches are put in order of their earliest due time and each is taken by the picker who can begin
first; a batch that nobody can end within a shift stays open. Annealing moves parts of orders
between batches and lets the rule judge what comes of it.
"""

from __future__ import annotations

import math

import numpy as np
from numba import njit

from optimizer.dispatch.kernels.batching import _add, _remove, measure, tour
from optimizer.dispatch.kernels.chance import draw, draw_below
from optimizer.dispatch.kernels.slots import AISLE, AREA, LIMIT, SLOT

NEVER = np.int64(1) << np.int64(40)

# Entries of `pace`: walking speed in mm/s, seconds for a batch, a line, a piece.
SPEED, PER_BATCH, PER_LINE, PER_PIECE = range(4)
# Entries of a score, the least first: parts left open, seconds late, weight of batches, end.
OPEN, LATE, WEIGHT, END = range(4)
# Rows of `parts`: order, zone, pieces, lines, ready and due time of each part.
ORDER, ZONE, PIECES, LINES, READY, DUE = range(6)
# Rows of `batches`: weight, seconds, earliest due time, latest ready time, zone.
B_WEIGHT, B_SECONDS, B_DUE, B_READY, B_ZONE = range(5)


@njit(cache=True, nogil=True)
def _write(floor, words, picks, first_pick, parts, pace, members, size, batch, batches, room):
    """The row of one batch from its members."""
    mine = members[batch]
    weight = measure(floor, words, picks, first_pick, mine, size[batch], -1, -1, room)
    way = weight
    if floor[AREA] + floor[AISLE] + floor[SLOT]:
        way = tour(floor, words, picks, first_pick, mine, size[batch], -1, -1, room)
    seconds = pace[PER_BATCH] + -(-way // pace[SPEED])
    due, ready = NEVER, np.int64(0)
    for k in range(size[batch]):
        part = mine[k]
        seconds += pace[PER_LINE] * parts[LINES, part] + pace[PER_PIECE] * parts[PIECES, part]
        due = min(due, parts[DUE, part])
        ready = max(ready, parts[READY, part])
    batches[B_WEIGHT, batch] = weight
    batches[B_SECONDS, batch] = seconds
    batches[B_DUE, batch] = due
    batches[B_READY, batch] = ready
    if size[batch]:
        batches[B_ZONE, batch] = parts[ZONE, mine[0]]


@njit(cache=True, nogil=True)
def _comes_before(batches, size, one, other):
    if (size[one] == 0) != (size[other] == 0):
        return size[other] == 0
    if batches[B_DUE, one] != batches[B_DUE, other]:
        return batches[B_DUE, one] < batches[B_DUE, other]
    if batches[B_READY, one] != batches[B_READY, other]:
        return batches[B_READY, one] < batches[B_READY, other]
    return one < other


@njit(cache=True, nogil=True)
def timetable(
    parts, size, batch_of, batches, shifts, may, sequence, free, start, picker, done, score
):
    """Fills start and picker (-1: open) of each batch, and the score.

    shifts: start and end of each picker; may[p, z]: whether the picker works in the zone. sequence:
    a permutation of batches, put in order here. free, done: room for pickers and orders.
    """
    n = len(sequence)
    for k in range(1, n):
        batch = sequence[k]
        at = k
        while at > 0 and _comes_before(batches, size, batch, sequence[at - 1]):
            sequence[at] = sequence[at - 1]
            at -= 1
        sequence[at] = batch
    free[:] = shifts[0]
    weight, end = np.int64(0), np.int64(0)
    for batch in sequence:
        if size[batch] == 0:
            break
        weight += batches[B_WEIGHT, batch]
        best, begins = -1, NEVER
        for p in range(len(free)):
            at = max(free[p], batches[B_READY, batch])
            ends = at + batches[B_SECONDS, batch]
            if at < begins and may[p, batches[B_ZONE, batch]] and ends <= shifts[1, p]:
                best, begins = p, at
        picker[batch], start[batch] = best, begins
        if best >= 0:
            free[best] = begins + batches[B_SECONDS, batch]
            end = max(end, free[best])
    score[WEIGHT], score[END] = weight, end
    score[OPEN], score[LATE] = 0, 0
    done[:] = 0
    for part in range(len(batch_of)):
        batch = batch_of[part]
        if picker[batch] < 0:
            score[OPEN] += 1
            continue
        ends = start[batch] + batches[B_SECONDS, batch]
        order = parts[ORDER, part]
        late = max(0, ends - parts[DUE, part])
        if late > done[order]:
            score[LATE] += late - done[order]
            done[order] = late


@njit(cache=True, nogil=True)
def _less(one, other):
    for k in range(4):
        if one[k] != other[k]:
            return one[k] < other[k]
    return False


@njit(cache=True, nogil=True)
def anneal(
    floor,
    words,
    picks,
    first_pick,
    parts,
    pace,
    shifts,
    may,
    related,
    batch_of,
    best_of,
    span,
    prices,
    state,
    steps,
    best,
):
    """`steps` changes from `batch_of`; the best batches in `best_of` and their score in `best`.

    prices: what an open part and a second of lateness weigh beside the batches.
    """
    n, r = related.shape
    pieces = parts[PIECES]
    members = np.empty((n, min(n, max(1, floor[LIMIT]))), np.int64)
    size, load, where = np.zeros(n, np.int64), np.zeros(n, np.int64), np.zeros(n, np.int64)
    for part in range(n):
        _add(members, size, where, part, batch_of[part])
        load[batch_of[part]] += pieces[part]
    room = np.empty(first_pick[n] + 1, np.int64)
    batches = np.zeros((5, n), np.int64)
    for batch in range(n):
        _write(floor, words, picks, first_pick, parts, pace, members, size, batch, batches, room)
    sequence = np.arange(n)
    free = np.empty(shifts.shape[1], np.int64)
    start, picker = np.zeros(n, np.int64), np.full(n, -1, np.int64)
    done = np.zeros(parts[ORDER].max() + 1, np.int64)
    score = np.zeros(4, np.int64)
    timetable(
        parts, size, batch_of, batches, shifts, may, sequence, free, start, picker, done, score
    )
    best[:] = score
    best_of[:] = batch_of
    now = score[WEIGHT] + prices[0] * score[OPEN] + prices[1] * score[LATE]
    ratio = math.log(span[1] / span[0]) / max(1, steps)
    empty = 0
    for step in range(steps):
        heat = span[0] * math.exp(ratio * step)
        one = draw_below(state, n)
        a = batch_of[one]
        other = related[one, draw_below(state, r)] if r and draw(state) < 0.7 else -1
        if other < 0:
            other = draw_below(state, n)
        b = batch_of[other]
        if draw(state) < 0.02 and size[a] > 1:
            # Open a batch, so that their number can grow again.
            while size[empty] > 0:
                empty = (empty + 1) % n
            b = empty
        if a == b or (size[b] and parts[ZONE, one] != parts[ZONE, other]):
            continue
        partner = -1
        if size[b] and (load[b] + pieces[one] > floor[LIMIT] or draw(state) < 0.5):
            partner = members[b, draw_below(state, size[b])]
            if load[b] - pieces[partner] + pieces[one] > floor[LIMIT]:
                continue
            if load[a] - pieces[one] + pieces[partner] > floor[LIMIT]:
                continue
        _exchange(members, size, where, load, pieces, batch_of, one, a, partner, b)
        for batch in (a, b):
            _write(
                floor, words, picks, first_pick, parts, pace, members, size, batch, batches, room
            )
        timetable(
            parts, size, batch_of, batches, shifts, may, sequence, free, start, picker, done, score
        )
        then = score[WEIGHT] + prices[0] * score[OPEN] + prices[1] * score[LATE]
        if then > now and draw(state) >= math.exp((now - then) / heat):
            _exchange(members, size, where, load, pieces, batch_of, one, b, partner, a)
            for batch in (a, b):
                _write(
                    floor,
                    words,
                    picks,
                    first_pick,
                    parts,
                    pace,
                    members,
                    size,
                    batch,
                    batches,
                    room,
                )
            continue
        now = then
        if _less(score, best):
            best[:] = score
            best_of[:] = batch_of


@njit(cache=True, nogil=True)
def _exchange(members, size, where, load, pieces, batch_of, one, source, partner, target):
    """Moves `one` from its batch to another, and `partner` (or -1) the other way."""
    _remove(members, size, where, one, source)
    load[source] -= pieces[one]
    if partner >= 0:
        _remove(members, size, where, partner, target)
        _add(members, size, where, partner, source)
        batch_of[partner] = source
        load[source] += pieces[partner]
        load[target] -= pieces[partner]
    _add(members, size, where, one, target)
    batch_of[one] = target
    load[target] += pieces[one]
