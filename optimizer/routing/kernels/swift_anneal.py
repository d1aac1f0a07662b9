"""Ruin and recreate over rows of routes, under simulated annealing.

Slack Induction by String Removals (Christiaens and Vanden Berghe 2020), as in `anneal.py`. Beside
its strings a step may empty a whole route, and each route touched then changes to the type of its
family that drives it cheapest. Where visits may stay out, those near the ruin are offered a place
again; now and then one may come in at more than it is worth, so that several together can pay for
a route that none pays alone.
"""

# Widths of numbers matter to the compiler, not to the type checker.
# mypy: disable-error-code="assignment,arg-type"
# Kernels take flat arrays and numbers, many of them.

from __future__ import annotations

import numpy as np

from optimizer.routing.kernels.chance import below, exponential, uniform
from optimizer.routing.kernels.compiled import inner, kernel
from optimizer.routing.kernels.swift_insertion import find_spot
from optimizer.routing.kernels.swift_routes import (
    close_gap,
    insert,
    may_become,
    measure_leg,
    measure_route,
    note,
    refresh,
    restore,
)
from optimizer.routing.kernels.swift_tables import (
    ABSENT,
    ABSENT_AT,
    ACTIVE,
    BEST_COST,
    CAPACITY,
    CLOSES,
    COST,
    EMPTY,
    FIXED,
    HAND,
    IMPROVED,
    LEFT,
    LEFT_OUT,
    LENGTH,
    LOAD,
    METRES,
    MIXED,
    NEAR,
    NONE,
    NOW_COST,
    OPENS,
    PATH,
    PER_METRE,
    PLACE,
    PRICED,
    ROOM,
    ROUTE,
    ROUTES,
    RUINED,
    SERVED,
    SPOT_PLACE,
    SPOT_ROUTE,
    SPOT_TYPE,
    STEP,
    TIMED,
    TOUCHED,
    TYPE,
    USED,
    VEHICLES,
    Longs,
    SwiftGround,
    SwiftState,
)

MEAN_REMOVED = 10.0
LONGEST_STRING = 10.0
SPLIT = 0.5
SPLIT_GROWS = 0.01
SMALL = 60
"""With no more visits than this, every place is tried for each of them."""
COMPARED = 12
"""Visits near by whose routes are compared before one is emptied."""
LONG_ROUTE = 40
"""Routes with more visits are not emptied at a stroke."""
LOOKED_AT = 60
"""Visits near a ruin that are looked through for those left out."""
RETRIED = 12
"""Of them, so many are offered a place again."""
GENEROUS = 0.25
"""Share of steps in which a visit may come in at more than it is worth."""


@inner
def order_hand(ground: SwiftGround, state: SwiftState, held: int, order: float) -> None:
    """Sorts the visits in hand: at random (to 4), by load (8), by distance (11), by window."""
    hand, keys, visit = state.pile[HAND], state.key, ground.visit
    door = ground.visit.shape[0]
    for x in range(held):
        v = hand[x]
        if order < 4.0:
            key = uniform(state.random)
        elif order < 8.0:
            key = 0.0
            for d in range(ground.kind.shape[1] - CAPACITY):
                key -= float(visit[v, LOAD + d]) / max(1.0, float(ground.kind[0, CAPACITY + d]))
        elif order < 10.0:
            key = -float(ground.way[0, door, v])
        elif order < 11.0:
            key = float(ground.way[0, door, v])
        elif order < 13.0:
            key = float(visit[v, CLOSES] - visit[v, OPENS])
        elif order < 15.0:
            key = float(visit[v, OPENS])
        else:
            key = -float(visit[v, CLOSES])
        keys[x] = key
    for x in range(1, held):
        v, key = hand[x], keys[x]
        y = x - 1
        while y >= 0 and keys[y] > key:
            hand[y + 1] = hand[y]
            keys[y + 1] = keys[y]
            y -= 1
        hand[y + 1] = v
        keys[y + 1] = key


@inner
def take_string(ground: SwiftGround, state: SwiftState, v: int, length: int, held: int) -> int:
    """Takes a string of `length` visits around v out of its route."""
    rows, route, random = state.rows, state.route, state.random
    k = np.int64(state.node[v, ROUTE])
    size = route[k, LENGTH]
    kept = 0
    if 1 < length < size and uniform(random) < SPLIT:
        kept = 1
        while length + kept < size and uniform(random) < SPLIT_GROWS:
            kept += 1
    span = length + kept
    at: int = np.int64(state.node[v, PLACE])
    lowest = max(1, at - span + 1)
    highest = min(at, size - span + 1)
    begin = lowest + below(random, highest - lowest + 1)
    gap = begin + span
    if kept > 0:
        gap = begin + 1 + below(random, length - 1)
    write = begin
    dims = ground.kind.shape[1] - CAPACITY
    for i in range(begin, size + 1):
        u = rows[PATH, k, i]
        if i < begin + span and not gap <= i < gap + kept:
            state.pile[HAND, held] = u
            held += 1
            state.node[u, ROUTE] = NONE
            for d in range(dims):
                route[k, ROOM + d] += ground.visit[u, LOAD + d]
        else:
            close_gap(rows, ground.rule, k, i, write)
            write += 1
    close_gap(rows, ground.rule, k, size + 1, write)
    route[k, LENGTH] = write - 1
    # New neighbours: what now stands where the string began, and what follows the piece kept.
    measure_leg(ground.way, ground.kind, ground.rule, rows, route, k, begin)
    if kept > 0:
        measure_leg(ground.way, ground.kind, ground.rule, rows, route, k, begin + kept)
    shrink(ground, state, k, write - 1, begin)
    return held


@inner
def shrink(ground: SwiftGround, state: SwiftState, k: int, size: int, first: int) -> None:
    """Route k has lost visits, the first of them at place `first`."""
    state.route[k, LENGTH] = size
    if size == 0:
        state.total[USED + state.route[k, TYPE]] -= 1
        state.total[EMPTY] = min(state.total[EMPTY], k)
    refresh(ground, state, k, first)


@inner
def ruin_strings(ground: SwiftGround, state: SwiftState, centre: int) -> tuple[int, int]:
    """Takes strings out around a visit; returns routes noted and visits in hand."""
    route, total = state.route, state.total
    mean = float(max(1, total[SERVED])) / max(1, total[ACTIVE])
    longest = min(LONGEST_STRING, mean)
    strings = int(uniform(state.random) * (4.0 * MEAN_REMOVED / (1.0 + longest) - 1.0) + 1.0)
    touched, held, done = 0, 0, 0
    for x in range(ground.rule[NEAR] - 1, ground.near.shape[1]):
        v = centre
        if x >= ground.rule[NEAR]:
            v = np.int64(ground.near[centre, x])
        k = np.int64(state.node[v, ROUTE])
        if k < 0 or route[k, RUINED] == total[STEP]:
            continue
        touched = note(ground, state, touched, k)
        route[k, RUINED] = total[STEP]
        length = int(uniform(state.random) * min(float(route[k, LENGTH]), longest) + 1.0)
        held = take_string(ground, state, v, min(length, route[k, LENGTH]), held)
        done += 1
        if done >= strings:
            break
    return touched, held


@inner
def ruin_route(ground: SwiftGround, state: SwiftState, touched: int, held: int) -> tuple[int, int]:
    """Empties the shortest of a few routes near a random visit."""
    route = state.route
    centre = below(state.random, ground.visit.shape[0])
    shortest, fewest, seen = NONE, LONG_ROUTE + 1, 0
    for x in range(ground.rule[NEAR] - 1, ground.near.shape[1]):
        v = centre
        if x >= ground.rule[NEAR]:
            v = np.int64(ground.near[centre, x])
        k = np.int64(state.node[v, ROUTE])
        if k < 0:
            continue
        if route[k, LENGTH] < fewest:
            shortest, fewest = k, route[k, LENGTH]
        seen += 1
        if seen == COMPARED:
            break
    if shortest == NONE:
        return touched, held
    touched = note(ground, state, touched, shortest)
    for i in range(1, route[shortest, LENGTH] + 1):
        v = np.int64(state.rows[PATH, shortest, i])
        state.pile[HAND, held] = v
        held += 1
        state.node[v, ROUTE] = NONE
    shrink(ground, state, shortest, 0, 1)
    return touched, held


@inner
def retry_absent(ground: SwiftGround, state: SwiftState, centre: int, held: int) -> int:
    """Adds visits left out near the ruin to the hand, and one from anywhere."""
    absent: int = state.total[ABSENT]
    some = held + RETRIED
    if absent <= RETRIED:
        for x in range(absent):
            state.pile[HAND, held] = state.pile[LEFT, x]
            held += 1
        return held
    anywhere = state.pile[LEFT, below(state.random, absent)]
    state.pile[HAND, held] = anywhere
    held += 1
    for x in range(ground.rule[NEAR] - 1, min(ground.rule[NEAR] + LOOKED_AT, ground.near.shape[1])):
        v = centre
        if x >= ground.rule[NEAR]:
            v = np.int64(ground.near[centre, x])
        if state.node[v, ABSENT_AT] >= 0 and v != anywhere:
            state.pile[HAND, held] = v
            held += 1
            if held == some:
                break
    return held


@inner
def refit(ground: SwiftGround, state: SwiftState, k: int) -> None:
    """Changes route k to the type of its family that drives it cheapest."""
    route, kind, total = state.route, ground.kind, state.total
    if route[k, LENGTH] == 0:
        return
    t, metres = route[k, TYPE], route[k, METRES]
    best, cheapest = t, kind[t, FIXED] + kind[t, PER_METRE] * metres
    for u in range(kind.shape[0]):
        cost = kind[u, FIXED] + kind[u, PER_METRE] * metres
        if (
            cost < cheapest
            and total[USED + u] < kind[u, VEHICLES]
            and may_become(kind, ground.visit, state.rows, route, k, u)
        ):
            best, cheapest = u, cost
    if best != t:
        total[USED + t] -= 1
        total[USED + best] += 1
        for d in range(kind.shape[1] - CAPACITY):
            route[k, ROOM + d] += kind[best, CAPACITY + d] - kind[t, CAPACITY + d]
        route[k, TYPE] = best
        refresh(ground, state, k, 1)


@inner
def mark_absent(state: SwiftState, v: int) -> None:
    """Lists visit v as left out, or no longer, by where it is."""
    node, left, total = state.node, state.pile[LEFT], state.total
    at = node[v, ABSENT_AT]
    if node[v, ROUTE] == NONE and at < 0:
        left[total[ABSENT]] = v
        node[v, ABSENT_AT] = total[ABSENT]
        total[ABSENT] += 1
    elif node[v, ROUTE] != NONE and at >= 0:
        last = left[total[ABSENT] - 1]
        left[at] = last
        node[last, ABSENT_AT] = at
        node[v, ABSENT_AT] = NONE
        total[ABSENT] -= 1


@inner
def keep_best(state: SwiftState) -> None:
    """Remembers the present routes as the best."""
    w = 0
    for k in range(state.total[ROUTES]):
        n = state.route[k, LENGTH]
        if n == 0:
            continue
        for i in range(1, n + 1):
            state.best[w] = state.rows[PATH, k, i]
            w += 1
        state.best[w] = -state.route[k, TYPE] - 2
        w += 1
    state.best[w] = NONE
    state.total[BEST_COST] = state.total[NOW_COST]
    state.total[IMPROVED] += 1


@inner
def recount(ground: SwiftGround, state: SwiftState) -> int:
    """Recomputes every route from its path; returns the cost of all of them."""
    route, total = state.route, state.total
    cost = 0
    total[ACTIVE] = total[SERVED] = 0
    for k in range(route.shape[0]):
        if route[k, LENGTH] > 0:
            total[ROUTES] = k + 1
            measure_route(ground.way, ground.kind, ground.visit, ground.rule, state.rows, route, k)
            refresh(ground, state, k, 1)
            total[ACTIVE] += 1
            total[SERVED] += route[k, LENGTH]
            cost += route[k, COST]
    return cost


@kernel
def construct(ground: SwiftGround, state: SwiftState, order: Longs, generosity: float) -> None:
    """Puts every visit left out where it is cheapest, in the given order.

    Each may cost `generosity` times what leaving it out does.
    """
    total, node, count = state.total, state.node, ground.visit.shape[0]
    recount(ground, state)
    for _ in range(2):  # an only place may have been passed over, or opened later
        total[STEP] += 1
        for x in range(order.size):
            v = order[x]
            if node[v, ROUTE] != NONE:
                continue
            most = int(min(float(ground.visit[v, LEFT_OUT]) * generosity, 2.0**62))
            if find_spot(ground, state, v, False, most):
                k = total[SPOT_ROUTE]
                insert(ground, state, v, k, total[SPOT_PLACE], total[SPOT_TYPE])
    cost = recount(ground, state)
    total[ABSENT] = 0
    for v in range(count):
        node[v, ABSENT_AT] = NONE
    for v in range(count):
        mark_absent(state, v)
        if node[v, ROUTE] == NONE:
            cost += ground.visit[v, LEFT_OUT]
    total[NOW_COST] = cost
    keep_best(state)


@kernel
def anneal(
    ground: SwiftGround,
    state: SwiftState,
    steps: int,
    temperature: float,
    cooling: float,
    empties: float,
) -> None:
    """Runs `steps` steps; `temperature` falls by the factor `cooling` each.

    `empties` is the share of steps that also empty a whole route.
    """
    total, route, visit = state.total, state.route, ground.visit
    hand, noted = state.pile[HAND], state.pile[TOUCHED]
    half = route.shape[1] >> 1
    n = visit.shape[0]
    everywhere = n <= SMALL
    orders = 17.0 if ground.rule[TIMED] != 0 else 11.0
    for _ in range(steps):
        temperature *= cooling
        total[STEP] += 1
        centre = below(state.random, n)
        touched, held = ruin_strings(ground, state, centre)
        if empties > 0.0 and uniform(state.random) < empties:
            touched, held = ruin_route(ground, state, touched, held)
        change = 0
        generosity = 1.0
        if total[ABSENT] > 0:
            removed = held
            held = retry_absent(ground, state, centre, held)
            for x in range(removed, held):
                change -= visit[hand[x], LEFT_OUT]
        if ground.rule[PRICED] != 0 and uniform(state.random) < GENEROUS:
            generosity = 1.0 + 3.0 * uniform(state.random)
        order_hand(ground, state, held, uniform(state.random) * orders)
        bearable = temperature * exponential(state.random)
        hopeless = False
        for x in range(held):
            v = np.int64(hand[x])
            most = visit[v, LEFT_OUT]
            if generosity > 1.0:
                most = int(float(most) * generosity)
            if find_spot(ground, state, v, everywhere, most):
                k = total[SPOT_ROUTE]
                touched = note(ground, state, touched, k)
                insert(ground, state, v, k, total[SPOT_PLACE], total[SPOT_TYPE])
                continue
            change += visit[v, LEFT_OUT]
            # Even if every touched route cost nothing from now on, this would be too dear.
            most = 0
            for y in range(touched):
                most += route[noted[y], half + COST]
            if float(change - most) >= bearable:
                hopeless = True
                break
        if not hopeless:
            for x in range(touched):
                k = np.int64(noted[x])
                if ground.rule[MIXED] != 0:
                    refit(ground, state, k)
                change += route[k, COST] - route[k, half + COST]
        if hopeless or float(change) >= bearable:
            restore(ground, state, touched, held)
            continue
        total[NOW_COST] += change
        for x in range(touched):
            now, was = route[noted[x], LENGTH], route[noted[x], half + LENGTH]
            total[ACTIVE] += int(now > 0) - int(was > 0)
            total[SERVED] += now - was
        for x in range(held):
            mark_absent(state, hand[x])
        if total[NOW_COST] < total[BEST_COST]:
            keep_best(state)
