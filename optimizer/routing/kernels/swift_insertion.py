"""The cheapest place for a visit in rows of routes, each candidate tested in constant time.

As in `insertion.py` better candidates are blinked away now and then (Christiaens and Vanden Berghe
2020). A route without room may change to the next larger type of its family, at that price.
"""

# Widths of numbers matter to the compiler, not to the type checker.
# mypy: disable-error-code="assignment,arg-type"
# Kernels take flat arrays and numbers, many of them.

from __future__ import annotations

import math

import numpy as np

from optimizer.routing.kernels.chance import uniform
from optimizer.routing.kernels.compiled import inner, spliced
from optimizer.routing.kernels.swift_tables import (
    BACK,
    BLINKS,
    BROKEN,
    CAPACITY,
    CHOOSY,
    CLOCKED,
    CLOSES,
    EMPTY,
    EXTRA,
    FAR,
    HEAD,
    HEAD_EARLY,
    HEAD_LATE,
    LARGER,
    LARGER_COST,
    LATEST,
    LEG,
    LENGTH,
    LOAD,
    METRES,
    MIXED,
    NEAR,
    NONE,
    OPENS,
    PATH,
    PER_METRE,
    PER_SECOND,
    PLACE,
    PLAIN,
    ROOM,
    ROUTE,
    ROUTES,
    SECONDS,
    SERVICE,
    SPEED,
    SPOT_PLACE,
    SPOT_ROUTE,
    SPOT_TYPE,
    START_AT,
    STOP_LIMIT,
    TAIL,
    TAIL_EARLY,
    TAIL_LATE,
    TIME,
    TIME_BACK,
    TIME_LIMIT,
    TIMED,
    TYPE,
    USED,
    VEHICLES,
    WAY_LIMIT,
    Longs,
    Rows,
    SwiftGround,
    SwiftState,
    Words,
)

BLINK = 0.01
_LOG_STAY = math.log(1.0 - BLINK)


@spliced
def take(total: Longs, random: Words, extra: int, k: int, place: int, t: int) -> None:
    """Takes a candidate that is better than the best so far, unless it is blinked away."""
    if total[BLINKS] > 0:
        total[BLINKS] -= 1
        total[EXTRA] = extra
        total[SPOT_ROUTE] = k
        total[SPOT_PLACE] = place
        total[SPOT_TYPE] = t
    else:
        total[BLINKS] = int(math.log(1.0 - uniform(random)) / _LOG_STAY)


@spliced
def admitted(
    kind: Longs, visit: Longs, route: Longs, total: Longs, v: int, k: int, mixed: bool, choosy: bool
) -> int:
    """The type route k must have to take visit v aboard: its own, a larger one, or NONE."""
    t = route[k, TYPE]
    dims = kind.shape[1] - CAPACITY
    room = True
    for d in range(dims):
        room &= visit[v, LOAD + d] <= route[k, ROOM + d]
    if not room:
        if not mixed or route[k, LARGER] == NONE:
            return NONE
        u = route[k, LARGER]
        if total[USED + u] >= kind[u, VEHICLES]:
            return NONE
        for d in range(dims):
            grown = kind[u, CAPACITY + d] - kind[t, CAPACITY + d]
            if visit[v, LOAD + d] > route[k, ROOM + d] + grown:
                return NONE
        t = u
    if choosy and visit[v, LOAD + dims + kind.shape[0] + t] == 0:
        return NONE
    return t if route[k, LENGTH] < kind[t, STOP_LIMIT] else NONE


@inner
def try_places(
    way: Rows,
    kind: Longs,
    visit: Longs,
    near: Rows,
    rule: Longs,
    rows: Rows,
    route: Longs,
    node: Rows,
    total: Longs,
    random: Words,
    v: int,
    everywhere: bool,
) -> None:
    """Offers visit v the places on both sides of near visits, or all places in all routes.

    The one loop that decides how fast the search is.
    """
    timed, clocked = rule[TIMED] != 0, rule[CLOCKED] != 0
    mixed, choosy = rule[MIXED] != 0, rule[CHOOSY] != 0
    back, plain = rule[BACK], rule[PLAIN] != 0
    load = visit[v, LOAD]
    tries = total[ROUTES] if everywhere else rule[NEAR]
    opens, closes, service = visit[v, OPENS], visit[v, CLOSES], visit[v, SERVICE]
    for x in range(tries):
        if everywhere:
            k = x
            if route[k, LENGTH] == 0:
                continue
            first, last = 0, route[k, LENGTH]
        else:
            other = near[v, x]
            k = np.int64(node[other, ROUTE])
            if k < 0:
                continue
            last = np.int64(node[other, PLACE])
            first = last - 1
        t = route[k, TYPE]
        base = 0
        if plain:
            if load > route[k, ROOM]:
                continue
        else:
            t = admitted(kind, visit, route, total, v, k, mixed, choosy)
            if t < 0:
                continue
            if t != route[k, TYPE]:
                base = route[k, LARGER_COST]
        price = kind[t, PER_METRE]
        a = rows[PATH, k, first]
        for i in range(first, last + 1):
            here, a = a, rows[PATH, k, i + 1]
            to, on = way[back, v, here], way[0, v, a]
            more = to + on - rows[LEG, k, i + 1]
            extra = base + price * more
            if extra >= total[EXTRA] or to >= FAR or on >= FAR:
                continue
            if route[k, METRES] + more > kind[t, WAY_LIMIT]:
                continue
            if timed:
                speed = kind[t, SPEED]
                ride, onward = way[rule[TIME_BACK] + speed, v, here], way[rule[TIME] + speed, v, a]
                if clocked:
                    reach = rows[HEAD, k, i] + ride
                    early, latest = rows[HEAD_EARLY, k, i], rows[HEAD_LATE, k, i]
                    if early + reach > closes:
                        continue
                    wait = max(0, opens - (latest + reach))
                    early = max(opens - reach, early) - wait
                    latest = min(closes - reach, latest)
                    reach += wait + service + onward
                    if early + reach > rows[TAIL_LATE, k, i + 1]:
                        continue
                    wait = max(0, rows[TAIL_EARLY, k, i + 1] - (latest + reach))
                    seconds = reach + wait + rows[TAIL, k, i + 1]
                    if seconds > kind[t, TIME_LIMIT]:
                        continue
                    extra += kind[t, PER_SECOND] * (seconds - route[k, SECONDS])
                    if extra >= total[EXTRA]:
                        continue
                else:
                    now = rows[START_AT, k, i] + ride
                    if i > 0:
                        now += visit[here, SERVICE]
                    now = max(now, opens)
                    if now > closes or now + service + onward > rows[LATEST, k, i + 1]:
                        continue
            take(total, random, extra, k, i, t)


@spliced
def find_spot(ground: SwiftGround, state: SwiftState, v: int, everywhere: bool, most: int) -> bool:
    """Finds the best place for visit v at less than `most`.

    Near places come first, every route when there is none or `everywhere` is set, then new routes.
    """
    total, route, kind = state.total, state.route, ground.kind
    total[EXTRA] = most
    total[SPOT_ROUTE] = NONE
    far = everywhere
    while True:
        try_places(
            ground.way,
            ground.kind,
            ground.visit,
            ground.near,
            ground.rule,
            state.rows,
            state.route,
            state.node,
            state.total,
            state.random,
            v,
            far,
        )
        if far or total[SPOT_ROUTE] != NONE:
            break
        far = True
    fresh = NONE
    alone = LOAD + kind.shape[1] - CAPACITY
    for t in range(kind.shape[0]):
        cost = ground.visit[v, alone + t]
        if cost < min(total[EXTRA], BROKEN) and total[USED + t] < kind[t, VEHICLES]:
            fresh = t
            total[EXTRA] = cost
    if fresh != NONE:
        k = total[EMPTY]
        while k < route.shape[0] and route[k, LENGTH] > 0:
            k += 1
        total[EMPTY] = k
        if k < route.shape[0]:
            total[SPOT_ROUTE] = k
            total[SPOT_PLACE] = 0
            total[SPOT_TYPE] = fresh
    found: bool = total[SPOT_ROUTE] != NONE
    return found
