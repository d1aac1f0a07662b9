"""Routes as rings: linking, and the running sums that make insertion tests constant in time."""

# Kernels take flat arrays and numbers, many of them.

from __future__ import annotations

from numba import njit

from optimizer.routing.kernels.bundles import (
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
    LOADS,
    METRES,
    NOTED,
    NOTED_ROUTE,
    NOWHERE,
    OFFSET,
    OLD_COST,
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

BROKEN = 2**56


@njit(cache=True, nogil=True)
def refresh(
    way: Rows, time: Rows, kind: Longs, visit: Longs, node: Longs, route: Longs, timed: bool, r: int
) -> None:
    """Recomputes all sums of route r from its ring.

    Where a table breaks the triangle inequality or lacks a way, taking a visit out can break what
    held before. Such a route costs more than any plan, until something put in mends it.
    """
    n = visit.shape[0]
    door = n + r
    t = route[r, TYPE]
    dims = visit.shape[1] - CHANGE
    for d in range(dims):
        aboard = 0
        here = node[door, AFTER]
        while here != door:
            if visit[here, FROM_START]:
                aboard -= visit[here, CHANGE + d]
            here = node[here, AFTER]
        node[door, LOADS + 3 * d] = aboard
        node[door, LOADS + 3 * d + 1] = aboard
        node[door, LOADS + 3 * d + 2] = 0
    metres = 0
    count = 0
    broken = False
    speed = kind[t, SPEED]
    duration, early, late = 0, kind[t, LEAVE_OPENS], kind[t, LEAVE_CLOSES]
    node[door, HEAD] = duration
    node[door, HEAD_EARLY] = early
    node[door, HEAD_LATE] = late
    last = door
    here = node[door, AFTER]
    while here != door:
        place, there = node[last, FROM], node[here, TO]
        leg = way[place, there]
        broken |= leg < 0
        node[here, LEG] = leg
        metres += leg
        node[here, ROUTE] = r
        node[here, POSITION] = count
        count += 1
        for d in range(dims):
            aboard = node[last, LOADS + 3 * d] + visit[here, CHANGE + d]
            node[here, LOADS + 3 * d] = aboard
            node[here, LOADS + 3 * d + 1] = max(node[last, LOADS + 3 * d + 1], aboard)
        if timed:
            reach = duration + time[speed, place, there]
            broken |= early + reach > node[here, CLOSES]
            wait = max(0, node[here, OPENS] - (late + reach))
            early = max(node[here, OPENS] - reach, early) - wait
            late = min(node[here, CLOSES] - reach, late)
            duration = reach + wait + node[here, SERVICE]
            node[here, HEAD] = duration
            node[here, HEAD_EARLY] = early
            node[here, HEAD_LATE] = late
        last = here
        here = node[here, AFTER]
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
    last = door
    here = node[door, BEFORE]
    while here != door:
        for d in range(dims):
            node[here, LOADS + 3 * d + 2] = max(
                node[last, LOADS + 3 * d + 2], node[here, LOADS + 3 * d]
            )
        if timed:
            reach = node[here, SERVICE] + time[speed, node[here, FROM], node[last, TO]]
            wait = max(0, early - (node[here, CLOSES] + reach))
            duration = reach + wait + duration
            early = max(early - reach, node[here, OPENS]) - wait
            late = min(late - reach, node[here, CLOSES])
            node[here, TAIL] = duration
            node[here, TAIL_EARLY] = early
            node[here, TAIL_LATE] = late
        last = here
        here = node[here, BEFORE]
    route[r, COUNT] = count
    route[r, METRES] = metres
    route[r, SECONDS] = seconds
    route[r, COST] = 0
    if count > 0:
        driven = kind[t, PER_METRE] * metres + kind[t, PER_SECOND] * seconds
        route[r, COST] = kind[t, FIXED] + driven + (BROKEN if broken else 0)


@njit(cache=True, nogil=True)
def link(node: Longs, new: int, here: int) -> None:
    """Puts a node behind another, without touching any sum."""
    behind = node[here, AFTER]
    node[here, AFTER] = new
    node[new, BEFORE] = here
    node[new, AFTER] = behind
    node[behind, BEFORE] = new


@njit(cache=True, nogil=True)
def unlink(node: Longs, old: int) -> None:
    """Takes a visit out of its ring, without touching any sum."""
    ahead, behind = node[old, BEFORE], node[old, AFTER]
    node[ahead, AFTER] = behind
    node[behind, BEFORE] = ahead
    node[old, ROUTE] = NOWHERE


@njit(cache=True, nogil=True)
def find_spare(kind: Longs, route: Longs, t: int) -> None:
    """Remembers the first empty route of a type."""
    kind[t, SPARE] = NOWHERE
    for r in range(kind[t, FIRST_ROUTE], kind[t, END_ROUTE]):
        if route[r, COUNT] == 0:
            kind[t, SPARE] = r
            return


@njit(cache=True, nogil=True)
def note(
    visits: int,
    node: Longs,
    route: Longs,
    noted: Longs,
    ring: Longs,
    step: int,
    touched: int,
    r: int,
) -> int:
    """Notes route r as it is, once per step; returns the number of routes noted."""
    if route[r, NOTED] == step:
        return touched
    route[r, NOTED] = step
    w = 0 if touched == 0 else noted[touched - 1, OFFSET] + noted[touched - 1, LENGTH]
    noted[touched, NOTED_ROUTE] = r
    noted[touched, OFFSET] = w
    noted[touched, OLD_COST] = route[r, COST]
    door = visits + r
    here = node[door, AFTER]
    while here != door:
        ring[w, 0] = here
        ring[w, 1] = node[here, OPENS]
        ring[w, 2] = node[here, CLOSES]
        w += 1
        here = node[here, AFTER]
    noted[touched, LENGTH] = w - noted[touched, OFFSET]
    return touched + 1


@njit(cache=True, nogil=True)
def restore(ground: Ground, state: State, touched: int) -> None:
    """Puts every noted route back."""
    node, route, noted, ring = state.node, state.route, state.noted, state.ring
    kind, visit = ground.kind, ground.visit
    n = visit.shape[0]
    for x in range(touched):
        door = n + noted[x, NOTED_ROUTE]
        here = node[door, AFTER]
        while here != door:
            node[here, ROUTE] = NOWHERE
            here = node[here, AFTER]
    for x in range(touched):
        r = noted[x, NOTED_ROUTE]
        door = n + r
        last = door
        for w in range(noted[x, OFFSET], noted[x, OFFSET] + noted[x, LENGTH]):
            here = ring[w, 0]
            node[last, AFTER] = here
            node[here, BEFORE] = last
            node[here, OPENS] = ring[w, 1]
            node[here, CLOSES] = ring[w, 2]
            last = here
        node[last, AFTER] = door
        node[door, BEFORE] = last
        refresh(ground.way, ground.time, kind, visit, node, route, ground.timed, r)
        t = route[r, TYPE]
        if route[r, COUNT] == 0:
            if kind[t, SPARE] == NOWHERE or r < kind[t, SPARE]:
                kind[t, SPARE] = r
        elif kind[t, SPARE] == r:
            find_spare(kind, route, t)


@njit(cache=True, nogil=True)
def recount(ground: Ground, state: State) -> None:
    """Recomputes every route and every total from the rings."""
    node, route, total = state.node, state.route, state.total
    cost = 0
    active = 0
    served = 0
    for r in range(route.shape[0]):
        refresh(ground.way, ground.time, ground.kind, ground.visit, node, route, ground.timed, r)
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


@njit(cache=True, nogil=True)
def list_absent(shipment: Longs, node: Longs, absent: Longs, total: Longs) -> None:
    """Lists the shipments in no route."""
    count = 0
    for s in range(shipment.shape[0]):
        if node[shipment[s, FIRST], ROUTE] == NOWHERE:
            absent[count] = s
            count += 1
    total[ABSENT] = count
