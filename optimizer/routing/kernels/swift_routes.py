"""Rows of routes: their sums, noting them before a change and putting them back."""

# Widths of numbers matter to the compiler, not to the type checker.
# mypy: disable-error-code="assignment,arg-type"
# Kernels take flat arrays and numbers, many of them.

from __future__ import annotations

from optimizer.routing.kernels.compiled import inner, spliced
from optimizer.routing.kernels.swift_tables import (
    APART,
    BROKEN,
    CAPACITY,
    CLOCKED,
    CLOSES,
    COST,
    EMPTY,
    END,
    END_CLOSES,
    END_OPENS,
    FAMILY,
    FAR,
    FIXED,
    HAND,
    HEAD,
    HEAD_EARLY,
    HEAD_LATE,
    LARGER,
    LARGER_COST,
    LATEST,
    LEAVE_CLOSES,
    LEAVE_OPENS,
    LEG,
    LENGTH,
    LOAD,
    METRES,
    MIXED,
    NONE,
    NOTED,
    OPENS,
    PATH,
    PER_METRE,
    PER_SECOND,
    PLACE,
    RIDE,
    ROOM,
    ROUTE,
    ROUTES,
    SECONDS,
    SERVICE,
    SPEED,
    START,
    START_AT,
    STEP,
    STOP_LIMIT,
    TAIL,
    TAIL_EARLY,
    TAIL_LATE,
    TIME,
    TIME_LIMIT,
    TIMED,
    TOUCHED,
    TYPE,
    USED,
    VEHICLES,
    WAY_LIMIT,
    Longs,
    Rows,
    SwiftGround,
    SwiftState,
)


@inner
def spans(kind: Longs, visit: Longs, rows: Rows, route: Longs, k: int, rides: int) -> bool:
    """Recomputes both chains of shortest durations of route k; true when it breaks a limit."""
    t, n = route[k, TYPE], route[k, LENGTH]
    duration, early, late = 0, kind[t, LEAVE_OPENS], kind[t, LEAVE_CLOSES]
    broken: bool = False
    rows[HEAD, k, 0], rows[HEAD_EARLY, k, 0], rows[HEAD_LATE, k, 0] = duration, early, late
    for i in range(1, n + 1):
        v = rows[PATH, k, i]
        reach = duration + rows[rides, k, i]
        opens, closes = visit[v, OPENS], visit[v, CLOSES]
        broken |= early + reach > closes
        wait = max(0, opens - (late + reach))
        early = max(opens - reach, early) - wait
        late = min(closes - reach, late)
        duration = min(FAR, reach + wait + visit[v, SERVICE])
        rows[HEAD, k, i], rows[HEAD_EARLY, k, i], rows[HEAD_LATE, k, i] = duration, early, late
    reach = duration + rows[rides, k, n + 1]
    seconds = reach + max(0, kind[t, END_OPENS] - (late + reach))
    broken |= early + reach > kind[t, END_CLOSES] or seconds > kind[t, TIME_LIMIT]
    route[k, SECONDS] = seconds
    duration, early, late = 0, kind[t, END_OPENS], kind[t, END_CLOSES]
    rows[TAIL, k, n + 1] = duration
    rows[TAIL_EARLY, k, n + 1], rows[TAIL_LATE, k, n + 1] = early, late
    for i in range(n, 0, -1):
        v = rows[PATH, k, i]
        reach = visit[v, SERVICE] + rows[rides, k, i + 1]
        opens, closes = visit[v, OPENS], visit[v, CLOSES]
        wait = max(0, early - (closes + reach))
        duration = min(FAR, reach + wait + duration)
        early = max(early - reach, opens) - wait
        late = min(late - reach, closes)
        rows[TAIL, k, i], rows[TAIL_EARLY, k, i], rows[TAIL_LATE, k, i] = duration, early, late
    return bool(broken)


@inner
def clocks(kind: Longs, visit: Longs, rows: Rows, route: Longs, k: int, rides: int) -> bool:
    """Recomputes earliest and latest begins of route k; true when a window is missed."""
    t, n = route[k, TYPE], route[k, LENGTH]
    broken: bool = False
    now = kind[t, LEAVE_OPENS]
    rows[START_AT, k, 0] = now
    service = 0
    for i in range(1, n + 1):
        v = rows[PATH, k, i]
        now = min(2 * FAR, max(now + service + rows[rides, k, i], visit[v, OPENS]))
        broken |= now > visit[v, CLOSES]
        service = visit[v, SERVICE]
        rows[START_AT, k, i] = now
    broken |= now + service + rows[rides, k, n + 1] > kind[t, END_CLOSES]
    now = kind[t, END_CLOSES]
    rows[LATEST, k, n + 1] = now
    for i in range(n, 0, -1):
        v = rows[PATH, k, i]
        now = max(-FAR, min(now - visit[v, SERVICE] - rows[rides, k, i + 1], visit[v, CLOSES]))
        rows[LATEST, k, i] = now
    return bool(broken)


@inner
def may_become(kind: Longs, visit: Longs, rows: Rows, route: Longs, k: int, u: int) -> bool:
    """Whether vehicles of type u can drive route k, with all that is aboard."""
    t = route[k, TYPE]
    if kind[u, FAMILY] != kind[t, FAMILY] or route[k, METRES] > kind[u, WAY_LIMIT]:
        return False
    if route[k, LENGTH] > kind[u, STOP_LIMIT]:
        return False
    dims = kind.shape[1] - CAPACITY
    for d in range(dims):
        if kind[t, CAPACITY + d] - route[k, ROOM + d] > kind[u, CAPACITY + d]:
            return False
    able = LOAD + dims + kind.shape[0] + u
    for i in range(1, route[k, LENGTH] + 1):  # noqa: SIM110 -- a generator does not compile
        if visit[rows[PATH, k, i], able] == 0:
            return False
    return True


@inner
def larger_type(kind: Longs, visit: Longs, rows: Rows, route: Longs, total: Longs, k: int) -> None:
    """Finds the larger type that route k could change to at the least cost."""
    t, n, metres = route[k, TYPE], route[k, LENGTH], route[k, METRES]
    dims = kind.shape[1] - CAPACITY
    route[k, LARGER] = NONE
    for u in range(kind.shape[0]):
        if u == t or total[USED + u] >= kind[u, VEHICLES] or n >= kind[u, STOP_LIMIT]:
            continue
        larger = False
        for d in range(dims):
            larger |= kind[u, CAPACITY + d] > kind[t, CAPACITY + d]
        if not larger:
            continue
        more = kind[u, FIXED] - kind[t, FIXED] + (kind[u, PER_METRE] - kind[t, PER_METRE]) * metres
        if route[k, LARGER] != NONE and more >= route[k, LARGER_COST]:
            continue
        if may_become(kind, visit, rows, route, k, u):
            route[k, LARGER] = u
            route[k, LARGER_COST] = more


@inner
def resum(
    kind: Longs,
    visit: Longs,
    rule: Longs,
    rows: Rows,
    route: Longs,
    node: Rows,
    total: Longs,
    k: int,
    first: int,
) -> None:
    """Recomputes the sums of route k from its path and legs, changed from place `first` on."""
    t, n = route[k, TYPE], route[k, LENGTH]
    for i in range(first, n + 1):
        v = rows[PATH, k, i]
        node[v, ROUTE] = k
        node[v, PLACE] = i
    metres, broken = 0, False
    for i in range(1, n + 2):
        metres += rows[LEG, k, i]
        broken |= rows[LEG, k, i] >= FAR
    if n == 0:
        metres = 0
    route[k, METRES] = metres
    route[k, SECONDS] = 0
    route[k, COST] = 0
    broken |= metres > kind[t, WAY_LIMIT]
    if rule[TIMED] != 0:
        rides = RIDE if rule[APART] != 0 else LEG
        if rule[CLOCKED] != 0:
            broken |= spans(kind, visit, rows, route, k, rides)
        else:
            broken |= clocks(kind, visit, rows, route, k, rides)
    if n > 0:
        driven = kind[t, PER_METRE] * metres + kind[t, PER_SECOND] * route[k, SECONDS]
        route[k, COST] = kind[t, FIXED] + driven + (BROKEN if broken else 0)
        if rule[MIXED] != 0:
            larger_type(kind, visit, rows, route, total, k)


@spliced
def measure_leg(
    way: Rows, kind: Longs, rule: Longs, rows: Rows, route: Longs, k: int, i: int
) -> None:
    """Looks up the leg that ends at place i of route k."""
    a, b = rows[PATH, k, i - 1], rows[PATH, k, i]
    rows[LEG, k, i] = way[0, a, b]
    if rule[APART] != 0:
        rows[RIDE, k, i] = way[rule[TIME] + kind[route[k, TYPE], SPEED], a, b]


@inner
def measure_route(
    way: Rows, kind: Longs, visit: Longs, rule: Longs, rows: Rows, route: Longs, k: int
) -> None:
    """Looks up all legs of route k and sums its load."""
    t, n = route[k, TYPE], route[k, LENGTH]
    rows[PATH, k, 0], rows[PATH, k, n + 1] = kind[t, START], kind[t, END]
    for i in range(1, n + 2):
        measure_leg(way, kind, rule, rows, route, k, i)
    for d in range(kind.shape[1] - CAPACITY):
        room = kind[t, CAPACITY + d]
        for i in range(1, n + 1):
            room -= visit[rows[PATH, k, i], LOAD + d]
        route[k, ROOM + d] = room


@spliced
def refresh(ground: SwiftGround, state: SwiftState, k: int, first: int) -> None:
    """`resum` over the bundles."""
    resum(
        ground.kind,
        ground.visit,
        ground.rule,
        state.rows,
        state.route,
        state.node,
        state.total,
        k,
        first,
    )


@spliced
def close_gap(rows: Rows, rule: Longs, k: int, source: int, target: int) -> None:
    """Moves one place of route k forward, with the leg that ends there."""
    rows[PATH, k, target] = rows[PATH, k, source]
    rows[LEG, k, target] = rows[LEG, k, source]
    if rule[APART] != 0:
        rows[RIDE, k, target] = rows[RIDE, k, source]


@inner
def copy_row(source: Rows, target: Rows, rule: Longs, k: int, count: int) -> None:
    """Copies the places of route k in all layers that the problem has."""
    for i in range(count):
        target[PATH, k, i] = source[PATH, k, i]
        target[LEG, k, i] = source[LEG, k, i]
    if rule[TIMED] != 0 and rule[CLOCKED] == 0:
        for i in range(count):
            target[START_AT, k, i] = source[START_AT, k, i]
            target[LATEST, k, i] = source[LATEST, k, i]
    if rule[APART] != 0:
        for i in range(count):
            target[RIDE, k, i] = source[RIDE, k, i]
    if rule[CLOCKED] != 0:
        for layer in range(HEAD, TAIL_LATE + 1):
            for i in range(count):
                target[layer, k, i] = source[layer, k, i]


@spliced
def note(ground: SwiftGround, state: SwiftState, touched: int, k: int) -> int:
    """Notes route k as it is, once per step; returns the number of routes noted."""
    route = state.route
    if route[k, NOTED] == state.total[STEP]:
        return touched
    route[k, NOTED] = state.total[STEP]
    state.pile[TOUCHED, touched] = k
    half = route.shape[1] >> 1
    for c in range(half):
        route[k, half + c] = route[k, c]
    copy_row(state.rows, state.kept, ground.rule, k, route[k, LENGTH] + 2)
    return touched + 1


@spliced
def restore(ground: SwiftGround, state: SwiftState, touched: int, held: int) -> None:
    """Puts every noted route back, and out of all routes what was in none."""
    route, total, node = state.route, state.total, state.node
    half = route.shape[1] >> 1
    for x in range(held):
        node[state.pile[HAND, x], ROUTE] = NONE
    for x in range(touched):
        k = state.pile[TOUCHED, x]
        was = route[k, half + LENGTH]
        if route[k, LENGTH] > 0:
            total[USED + route[k, TYPE]] -= 1
        if was > 0:
            total[USED + route[k, half + TYPE]] += 1
        for c in range(half):
            route[k, c] = route[k, half + c]
        copy_row(state.kept, state.rows, ground.rule, k, was + 2)
        for i in range(1, was + 1):
            v = state.rows[PATH, k, i]
            node[v, ROUTE] = k
            node[v, PLACE] = i
        if was == 0:
            total[EMPTY] = min(total[EMPTY], k)


@spliced
def insert(ground: SwiftGround, state: SwiftState, v: int, k: int, place: int, t: int) -> None:
    """Puts visit v behind the given place of route k, which then is of type t."""
    route, total = state.route, state.total
    n = route[k, LENGTH]
    if n == 0:
        total[USED + t] += 1
    elif t != route[k, TYPE]:
        total[USED + route[k, TYPE]] -= 1
        total[USED + t] += 1
    rows, rule, kind = state.rows, ground.rule, ground.kind
    route[k, LENGTH] = n + 1
    if n == 0:
        total[EMPTY] = k + 1
        total[ROUTES] = max(total[ROUTES], k + 1)
        route[k, TYPE] = t
        rows[PATH, k, 1] = v
        measure_route(ground.way, kind, ground.visit, rule, rows, route, k)
    else:
        for i in range(n + 1, place, -1):
            close_gap(rows, rule, k, i, i + 1)
        rows[PATH, k, place + 1] = v
        for d in range(kind.shape[1] - CAPACITY):
            grown = kind[t, CAPACITY + d] - kind[route[k, TYPE], CAPACITY + d]
            route[k, ROOM + d] += grown - ground.visit[v, LOAD + d]
        route[k, TYPE] = t
        measure_leg(ground.way, kind, rule, rows, route, k, place + 1)
        measure_leg(ground.way, kind, rule, rows, route, k, place + 2)
    refresh(ground, state, k, place + 1)
