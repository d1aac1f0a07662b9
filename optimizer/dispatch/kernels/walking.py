"""How far a picker walks for a set of picks in one block of aisles, under each policy.

S-shape, return and largest gap are the usual rules (Hall 1993). The optimal tour comes from the
dynamic program of Ratliff and Rosenthal (1983): aisles are added from left to right, and of what is
built so far only the parity of the degrees at the two ends of the last aisle and whether it hangs
together need to be known.
"""

from __future__ import annotations

import numpy as np
from numba import njit

OPTIMAL, S_SHAPE, LARGEST_GAP, RETURN = range(4)

FAR = np.int64(1) << np.int64(60)

# States: degrees at front and back of the last aisle (0, Uneven, Even) and number of components.
NOTHING, FRONT, BACK, BOTH, APART, UNEVEN = range(6)
STATES = 6
# Ways through one aisle.
SKIP, THROUGH, FROM_FRONT, FROM_BACK, GAP, TWICE = range(6)
WAYS = 6
# Ways to the next aisle: nothing yet, twice along the front, twice along the back, twice along
# both, once along each.
STAY, FRONT_TWICE, BACK_TWICE, BOTH_TWICE, ONCE_EACH = range(5)
STEPS = 5

# AFTER_WAY[state, way] and AFTER_STEP[state, step]: the next state, -1 where there is none.
AFTER_WAY = np.array(
    [
        [NOTHING, UNEVEN, FRONT, BACK, APART, BOTH],
        [FRONT, UNEVEN, FRONT, APART, APART, BOTH],
        [BACK, UNEVEN, APART, BACK, APART, BOTH],
        [BOTH, UNEVEN, BOTH, BOTH, BOTH, BOTH],
        [APART, UNEVEN, APART, APART, APART, BOTH],
        [UNEVEN, BOTH, UNEVEN, UNEVEN, UNEVEN, UNEVEN],
    ],
    np.int64,
)
AFTER_STEP = np.array(
    [
        [NOTHING, FRONT, BACK, APART, -1],
        [-1, FRONT, -1, APART, -1],
        [-1, -1, BACK, APART, -1],
        [-1, FRONT, BACK, BOTH, -1],
        [-1, -1, -1, APART, -1],
        [-1, -1, -1, -1, UNEVEN],
    ],
    np.int64,
)


@njit(cache=True, nogil=True)
def way_lengths(depths, first, last, length, out):
    """Cost of each way through an aisle whose sorted picks are `depths[first:last]`."""
    out[THROUGH] = length
    out[TWICE] = 2 * length
    if first == last:
        out[SKIP] = 0
        out[FROM_FRONT] = FAR
        out[FROM_BACK] = FAR
        out[GAP] = FAR
        return
    out[SKIP] = FAR
    out[FROM_FRONT] = 2 * depths[last - 1]
    out[FROM_BACK] = 2 * (length - depths[first])
    gap = np.int64(0)
    for i in range(first, last - 1):
        gap = max(gap, depths[i + 1] - depths[i])
    out[GAP] = 2 * (length - gap) if gap else FAR


@njit(cache=True, nogil=True)
def optimal(aisles, depths, starts, count, depot, length, pitch, ways_taken, steps_taken):
    """Length of the shortest tour; fills the way and the step taken at each aisle looked at.

    aisles[k], k < count: the aisles with picks from left to right, whose sorted depths are
    depths[starts[k]:starts[k + 1]]. The aisles looked at run from min(first, depot) to
    max(last, depot); the two last arrays need an entry for each. Returns the length.
    """
    low, high = min(aisles[0], depot), max(aisles[count - 1], depot)
    n = high - low + 1
    best = np.full((n, STATES), FAR)
    came_state = np.full((n, STATES), -1)
    came_way = np.full((n, STATES), -1)
    came_step = np.full((n, STATES), -1)
    costs = np.empty(WAYS, np.int64)
    now = np.full(STATES, FAR)
    before = np.full(STATES, -1)
    step_in = np.full(STATES, -1)
    now[NOTHING] = 0
    k = 0
    for i in range(n):
        aisle = low + i
        if k < count and aisles[k] == aisle:
            way_lengths(depths, starts[k], starts[k + 1], length, costs)
            k += 1
        else:
            way_lengths(depths, 0, 0, length, costs)
        for s in range(STATES):
            if now[s] >= FAR:
                continue
            for way in range(WAYS):
                if costs[way] >= FAR:
                    continue
                t = AFTER_WAY[s, way]
                if now[s] + costs[way] < best[i, t]:
                    best[i, t] = now[s] + costs[way]
                    came_state[i, t], came_way[i, t] = before[s], way
                    came_step[i, t] = step_in[s]
        if aisle == depot == high:
            # The depot stands at the front: a tour that never comes there is none.
            best[i, BACK] = FAR
        if i == n - 1:
            break
        now[:] = FAR
        for s in range(STATES):
            if best[i, s] >= FAR:
                continue
            for step in range(STEPS):
                t = AFTER_STEP[s, step]
                if t < 0:
                    continue
                front = step in (FRONT_TWICE, BOTH_TWICE, ONCE_EACH)
                if aisle == depot and s in (BACK, NOTHING) and not front:
                    continue
                if s == NOTHING and step in (BACK_TWICE, BOTH_TWICE):
                    continue
                width = 0 if step == STAY else 2
                if step == BOTH_TWICE:
                    width = 4
                if best[i, s] + width * pitch < now[t]:
                    now[t] = best[i, s] + width * pitch
                    before[t], step_in[t] = s, step
    end, least = -1, FAR
    for s in (FRONT, BACK, BOTH):
        if best[n - 1, s] < least:
            end, least = s, best[n - 1, s]
    s = end
    for i in range(n - 1, -1, -1):
        ways_taken[i] = came_way[i, s]
        step = came_step[i, s]
        previous = came_state[i, s]
        if i > 0:
            steps_taken[i - 1] = step
        s = previous
    return least


@njit(cache=True, nogil=True)
def by_rule(policy, aisles, depths, starts, count, depot, length, pitch):
    """Length of the tour of one of the simple rules; arguments as in `optimal`."""
    first, last = aisles[0], aisles[count - 1]
    across = abs(depot - first) + (last - first) + abs(last - depot)
    total = np.int64(across) * pitch
    for k in range(count):
        deepest = depths[starts[k + 1] - 1]
        if policy == RETURN or count == 1:
            total += 2 * deepest
        elif policy == S_SHAPE:
            total += 2 * deepest if k == count - 1 and count % 2 == 1 else length
        elif k == 0 or k == count - 1:
            total += length
        else:
            gap = max(depths[starts[k]], length - deepest)
            for i in range(starts[k], starts[k + 1] - 1):
                gap = max(gap, depths[i + 1] - depths[i])
            total += 2 * (length - gap)
    return total


@njit(cache=True, nogil=True)
def grouped(keys, count, span, aisles, depths, starts):
    """Sorts `keys[:count]` (aisle * span + depth) and groups them; returns the aisles found."""
    keys[:count].sort()
    found = 0
    for i in range(count):
        aisle = keys[i] // span
        if found == 0 or aisles[found - 1] != aisle:
            aisles[found] = aisle
            starts[found] = i
            found += 1
        depths[i] = keys[i] - aisle * span
    starts[found] = count
    return found


@njit(cache=True, nogil=True)
def distance(policy, keys, count, depot, length, pitch):
    """Length of the tour for the picks `keys[:count]` (which it sorts); 0 without picks."""
    if count == 0:
        return np.int64(0)
    aisles = np.empty(count, np.int64)
    depths = np.empty(count, np.int64)
    starts = np.empty(count + 1, np.int64)
    found = grouped(keys, count, length + 1, aisles, depths, starts)
    if policy != OPTIMAL:
        return by_rule(policy, aisles, depths, starts, found, depot, length, pitch)
    n = max(aisles[found - 1], depot) - min(aisles[0], depot) + 1
    taken = np.empty(n, np.int64)
    steps = np.empty(n, np.int64)
    return optimal(aisles, depths, starts, found, depot, length, pitch, taken, steps)
