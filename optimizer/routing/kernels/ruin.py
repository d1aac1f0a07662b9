"""Taking shipments out: strings of neighbouring routes (SISR, section 5.1), or a route altogether.

Around a random visit, in each of a few routes passing near it, a string of consecutive visits
holding the one nearest to it is taken out, or such a string with a piece in its middle kept. A
shipment leaves with both of its visits. Emptying a route altogether is what lets a search with
dear vehicles or several types change the fleet.
"""

# Widths of numbers matter to the compiler, not to the type checker.
# mypy: disable-error-code="assignment,arg-type"
# Kernels take flat arrays and numbers, many of them.

from __future__ import annotations

import numpy as np

from optimizer.routing.kernels.bundles import (
    ACTIVE,
    AFTER,
    BEFORE,
    COUNT,
    NOWHERE,
    PARTNER,
    POSITION,
    ROUTE,
    RUINED,
    SERVED,
    SHIPMENT,
    SPARE,
    STEP,
    TYPE,
    Ground,
    Longs,
    Rows,
    State,
)
from optimizer.routing.kernels.chance import below, uniform
from optimizer.routing.kernels.compiled import kernel
from optimizer.routing.kernels.ring import note, unlink, update

MEAN_REMOVED = 10.0
LONGEST_STRING = 10.0
SPLIT = 0.5
SPLIT_GROWS = 0.01
COMPARED = 12
"""Visits near by whose routes are compared before one is emptied."""


@kernel
def take_out(visit: Longs, node: Rows, hand: Longs, held: int, v: int) -> int:
    """Takes the shipment of visit v into the hand; returns how many are in it."""
    unlink(node, v)
    other = visit[v, PARTNER]
    if other != NOWHERE:
        unlink(node, other)
    hand[held] = visit[v, SHIPMENT]
    return held + 1


@kernel
def tidy(ground: Ground, state: State, r: int) -> None:
    """Brings the sums of a ruined route up to date."""
    route, kind = state.route, ground.kind
    update(ground, state, r)
    t = route[r, TYPE]
    if route[r, COUNT] == 0 and (kind[t, SPARE] == NOWHERE or r < kind[t, SPARE]):
        kind[t, SPARE] = r


@kernel
def take_string(ground: Ground, state: State, v: int, length: int, held: int) -> int:
    """Takes a string of `length` visits around v out of its route."""
    node, random = state.node, state.random
    r = np.int64(node[v, ROUTE])
    size = state.route[r, COUNT]
    kept = 0
    if 1 < length < size and uniform(random) < SPLIT:
        kept = 1
        while length + kept < size and uniform(random) < SPLIT_GROWS:
            kept += 1
    span = length + kept
    at = node[v, POSITION]
    first = max(0, at - span + 1)
    last = min(at, size - span)
    start = first + below(random, last - first + 1)
    gap = start + span
    if kept > 0:
        gap = start + 1 + below(random, length - 1)
    here = v
    while node[here, POSITION] > start:
        here = np.int64(node[here, BEFORE])
    for position in range(start, start + span):
        # The next visit may already have left with the other one of its shipment: positions tell.
        while here < ground.visit.shape[0] and node[here, POSITION] < position:
            here = np.int64(node[here, AFTER])
        if here >= ground.visit.shape[0]:
            break
        if node[here, POSITION] != position:
            continue
        behind = np.int64(node[here, AFTER])
        if not gap <= position < gap + kept:
            if behind == ground.visit[here, PARTNER]:
                behind = np.int64(node[behind, AFTER])
            held = take_out(ground.visit, node, state.hand, held, here)
        here = behind
    tidy(ground, state, r)
    return held


@kernel
def ruin_strings(ground: Ground, state: State) -> tuple[int, int]:
    """Takes strings out around a random visit; returns routes noted and shipments in hand."""
    node, route, total = state.node, state.route, state.total
    n = ground.visit.shape[0]
    mean = float(max(1, total[SERVED])) / max(1, total[ACTIVE])
    longest = min(LONGEST_STRING, mean)
    strings = int(uniform(state.random) * (4.0 * MEAN_REMOVED / (1.0 + longest) - 1.0) + 1.0)
    centre = below(state.random, n)
    touched, held, done = 0, 0, 0
    for x in range(-1, ground.close_by.shape[1]):
        v = centre
        if x >= 0:
            v = np.int64(ground.close_by[centre, x])
        r = np.int64(node[v, ROUTE])
        if r < 0 or route[r, RUINED] == total[STEP]:
            continue
        touched = note(state, n, touched, r)
        route[r, RUINED] = total[STEP]
        length = int(uniform(state.random) * min(float(route[r, COUNT]), longest) + 1.0)
        length = min(length, route[r, COUNT])
        held = take_string(ground, state, v, length, held)
        done += 1
        if done >= strings:
            break
    return touched, held


@kernel
def ruin_route(ground: Ground, state: State, touched: int, held: int, most: int) -> tuple[int, int]:
    """Empties the shortest of a few routes near a random visit, if it has at most `most` visits."""
    node, route = state.node, state.route
    n = ground.visit.shape[0]
    centre = below(state.random, n)
    shortest, fewest, seen = NOWHERE, most + 1, 0
    for x in range(-1, ground.close_by.shape[1]):
        v = centre
        if x >= 0:
            v = np.int64(ground.close_by[centre, x])
        r = np.int64(node[v, ROUTE])
        if r < 0:
            continue
        if route[r, COUNT] < fewest:
            shortest, fewest = r, route[r, COUNT]
        seen += 1
        if seen == COMPARED:
            break
    if shortest == NOWHERE:
        return touched, held
    touched = note(state, n, touched, shortest)
    door = n + shortest
    while node[door, AFTER] != door:
        held = take_out(ground.visit, node, state.hand, held, np.int64(node[door, AFTER]))
    tidy(ground, state, shortest)
    return touched, held
