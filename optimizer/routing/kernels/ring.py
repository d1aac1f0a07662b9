"""Routes as rings: linking, and the running sums that make insertion tests constant in time."""

# Widths of numbers matter to the compiler, not to the type checker.
# mypy: disable-error-code="assignment,arg-type"
# Kernels take flat arrays and numbers, many of them.

from __future__ import annotations

import numpy as np

from optimizer.routing.kernels.bundles import (
    ABOARD,
    ABSENT,
    ACTIVE,
    AFTER,
    BEFORE,
    CHANGE,
    CLOSES,
    COST,
    COUNT,
    END_CLOSES,
    END_OPENS,
    END_ROUTE,
    FIRST,
    FIRST_ROUTE,
    FIXED,
    FROM,
    FROM_START,
    HEAD,
    HEAD_EARLY,
    HEAD_LATE,
    LEAVE_CLOSES,
    LEAVE_OPENS,
    LEFT_OUT,
    LEG,
    LENGTH,
    LONGEST_S,
    METRES,
    MOST_AFTER,
    MOST_BEFORE,
    NODE_COLUMNS,
    NOTED,
    NOTED_ROUTE,
    NOWHERE,
    OFFSET,
    OLD_COST,
    OLD_METRES,
    OLD_SECONDS,
    OPENS,
    PER_METRE,
    PER_SECOND,
    POSITION,
    ROUTE,
    SECONDS,
    SERVED,
    SERVICE,
    SPARE,
    SPEED,
    STEP,
    TAIL,
    TAIL_EARLY,
    TAIL_LATE,
    TIME_LIMIT,
    TO,
    TOTAL_COST,
    TYPE,
    WAY_LIMIT,
    Ground,
    Longs,
    Rows,
    State,
)
from optimizer.routing.kernels.compiled import kernel

BROKEN = 2**56


@kernel
def refresh(
    way: Rows,
    time: Rows,
    kind: Longs,
    visit: Longs,
    node: Rows,
    load: Longs,
    route: Longs,
    timed: bool,
    r: int,
) -> None:
    """Recomputes all sums of route r from its ring.

    Where a table breaks the triangle inequality or lacks a way, taking a visit out can break what
    held before. Such a route costs more than any plan, until something put in mends it.
    """
    door = visit.shape[0] + r
    t = route[r, TYPE]
    dims = visit.shape[1] - CHANGE
    speed = kind[t, SPEED]
    metres, count, broken = 0, 0, False
    duration, early, late = 0, kind[t, LEAVE_OPENS], kind[t, LEAVE_CLOSES]
    node[door, HEAD] = duration
    node[door, HEAD_EARLY] = early
    node[door, HEAD_LATE] = late
    for d in range(dims):
        load[door, 3 * d + ABOARD] = 0
        load[door, 3 * d + MOST_BEFORE] = 0
        load[door, 3 * d + MOST_AFTER] = 0
    last = door
    here = np.int64(node[door, AFTER])
    while here != door:
        place, there = node[last, FROM], node[here, TO]
        leg = way[place, there]
        broken |= leg < 0
        metres += leg
        node[here, LEG] = leg
        node[here, ROUTE] = r
        node[here, POSITION] = count
        count += 1
        for d in range(dims):  # as if the vehicle left empty; put right on the way back
            change = visit[here, CHANGE + d]
            aboard = load[last, 3 * d + ABOARD] + change
            load[here, 3 * d + ABOARD] = aboard
            load[here, 3 * d + MOST_BEFORE] = max(load[last, 3 * d + MOST_BEFORE], aboard)
            if visit[here, FROM_START]:
                load[door, 3 * d + MOST_AFTER] -= change
        if timed:
            reach = duration + time[speed, place, there]
            broken |= early + reach > node[here, CLOSES]
            wait = max(0, node[here, OPENS] - (late + reach))
            early = max(node[here, OPENS] - reach, early) - wait
            late = min(node[here, CLOSES] - reach, late)
            duration = min(LONGEST_S, reach + wait + node[here, SERVICE])
            node[here, HEAD] = duration
            node[here, HEAD_EARLY] = early
            node[here, HEAD_LATE] = late
        last = here
        here = np.int64(node[here, AFTER])
    leg = way[node[last, FROM], node[door, TO]] if count > 0 else 0
    broken |= leg < 0 or metres + leg > kind[t, WAY_LIMIT]
    node[door, LEG] = leg
    metres += leg
    seconds = 0
    if timed and count > 0:
        reach = duration + time[speed, node[last, FROM], node[door, TO]]
        seconds = reach + max(0, kind[t, END_OPENS] - (late + reach))
        broken |= early + reach > kind[t, END_CLOSES] or seconds > kind[t, TIME_LIMIT]
    duration, early, late = 0, kind[t, END_OPENS], kind[t, END_CLOSES]
    node[door, TAIL] = duration
    node[door, TAIL_EARLY] = early
    node[door, TAIL_LATE] = late
    for d in range(dims):
        start = load[door, 3 * d + MOST_AFTER]
        load[door, 3 * d + ABOARD] = start
        load[door, 3 * d + MOST_BEFORE] = start
        most = 0
        here = np.int64(node[door, BEFORE])
        while here != door:
            aboard = load[here, 3 * d + ABOARD] + start
            most = max(most, aboard)
            load[here, 3 * d + ABOARD] = aboard
            load[here, 3 * d + MOST_BEFORE] += start
            load[here, 3 * d + MOST_AFTER] = most
            here = np.int64(node[here, BEFORE])
        load[door, 3 * d + MOST_AFTER] = 0
    if timed:
        last = door
        here = np.int64(node[door, BEFORE])
        while here != door:
            reach = node[here, SERVICE] + time[speed, node[here, FROM], node[last, TO]]
            wait = max(0, early - (node[here, CLOSES] + reach))
            duration = min(LONGEST_S, reach + wait + duration)
            early = max(early - reach, node[here, OPENS]) - wait
            late = min(late - reach, node[here, CLOSES])
            node[here, TAIL] = duration
            node[here, TAIL_EARLY] = early
            node[here, TAIL_LATE] = late
            last = here
            here = np.int64(node[here, BEFORE])
    route[r, COUNT] = count
    route[r, METRES] = metres
    route[r, SECONDS] = seconds
    route[r, COST] = 0
    if count > 0:
        driven = kind[t, PER_METRE] * metres + kind[t, PER_SECOND] * seconds
        route[r, COST] = kind[t, FIXED] + driven + (BROKEN if broken else 0)


@kernel
def update(ground: Ground, state: State, r: int) -> None:
    """Recomputes all sums of route r."""
    refresh(
        ground.way,
        ground.time,
        ground.kind,
        ground.visit,
        state.node,
        state.load,
        state.route,
        ground.timed,
        r,
    )


@kernel
def link(node: Rows, new: int, here: int) -> None:
    """Puts a node behind another, without touching any sum."""
    behind = np.int64(node[here, AFTER])
    node[here, AFTER] = new
    node[new, BEFORE] = here
    node[new, AFTER] = behind
    node[behind, BEFORE] = new


@kernel
def unlink(node: Rows, old: int) -> None:
    """Takes a visit out of its ring, without touching any sum."""
    ahead, behind = np.int64(node[old, BEFORE]), np.int64(node[old, AFTER])
    node[ahead, AFTER] = behind
    node[behind, BEFORE] = ahead
    node[old, ROUTE] = NOWHERE


@kernel
def find_spare(kind: Longs, route: Longs, t: int) -> None:
    """Remembers the first empty route of a type."""
    kind[t, SPARE] = NOWHERE
    for r in range(kind[t, FIRST_ROUTE], kind[t, END_ROUTE]):
        if route[r, COUNT] == 0:
            kind[t, SPARE] = r
            return


@kernel
def note(state: State, visits: int, touched: int, r: int) -> int:
    """Notes route r as it is, once per step; returns the number of routes noted."""
    node, load, route, noted = state.node, state.load, state.route, state.noted
    step = state.total[STEP]
    if route[r, NOTED] == step:
        return touched
    route[r, NOTED] = step
    w = 0 if touched == 0 else noted[touched - 1, OFFSET] + noted[touched - 1, LENGTH] + 1
    noted[touched, NOTED_ROUTE] = r
    noted[touched, OFFSET] = w
    noted[touched, LENGTH] = route[r, COUNT]
    noted[touched, OLD_METRES] = route[r, METRES]
    noted[touched, OLD_SECONDS] = route[r, SECONDS]
    noted[touched, OLD_COST] = route[r, COST]
    here = visits + r
    for x in range(w, w + route[r, COUNT] + 1):
        state.kept[x] = here
        for c in range(NODE_COLUMNS):
            state.kept_node[x, c] = node[here, c]
        for c in range(load.shape[1]):
            state.kept_load[x, c] = load[here, c]
        here = np.int64(node[here, AFTER])
    return touched + 1


@kernel
def restore(ground: Ground, state: State, touched: int) -> None:
    """Puts every noted route back."""
    node, load, route, noted, kind = state.node, state.load, state.route, state.noted, ground.kind
    n = ground.visit.shape[0]
    for x in range(touched):
        door = n + noted[x, NOTED_ROUTE]
        here = np.int64(node[door, AFTER])
        while here != door:
            node[here, ROUTE] = NOWHERE
            here = np.int64(node[here, AFTER])
    for x in range(touched):
        r = noted[x, NOTED_ROUTE]
        for w in range(noted[x, OFFSET], noted[x, OFFSET] + noted[x, LENGTH] + 1):
            here = state.kept[w]
            for c in range(NODE_COLUMNS):
                node[here, c] = state.kept_node[w, c]
            for c in range(load.shape[1]):
                load[here, c] = state.kept_load[w, c]
        was = route[r, COUNT]
        route[r, COUNT] = noted[x, LENGTH]
        route[r, METRES] = noted[x, OLD_METRES]
        route[r, SECONDS] = noted[x, OLD_SECONDS]
        route[r, COST] = noted[x, OLD_COST]
        t = route[r, TYPE]
        if route[r, COUNT] == 0:
            if kind[t, SPARE] == NOWHERE or r < kind[t, SPARE]:
                kind[t, SPARE] = r
        elif was == 0 and kind[t, SPARE] == r:
            find_spare(kind, route, t)


@kernel
def recount(ground: Ground, state: State) -> None:
    """Recomputes every route and every total from the rings."""
    node, route, total = state.node, state.route, state.total
    cost = 0
    active = 0
    served = 0
    for r in range(route.shape[0]):
        update(ground, state, r)
        cost += route[r, COST]
        served += route[r, COUNT]
        if route[r, COUNT] > 0:
            active += 1
    for t in range(ground.kind.shape[0]):
        find_spare(ground.kind, route, t)
    list_absent(ground.shipment, node, state.absent, total)
    for x in range(total[ABSENT]):
        cost += ground.shipment[state.absent[x], LEFT_OUT]
    total[TOTAL_COST] = cost
    total[ACTIVE] = active
    total[SERVED] = served


@kernel
def list_absent(shipment: Longs, node: Rows, absent: Longs, total: Longs) -> None:
    """Lists the shipments in no route."""
    count = 0
    for s in range(shipment.shape[0]):
        if node[shipment[s, FIRST], ROUTE] == NOWHERE:
            absent[count] = s
            count += 1
    total[ABSENT] = count
