"""The cheapest place for a shipment, each candidate tested against every rule in constant time.

Following SISR (Christiaens and Vanden Berghe 2020), a better candidate is sometimes passed over
("blinked"), which is what keeps greedy insertion from always doing the same.
"""

# Widths of numbers matter to the compiler, not to the type checker.
# mypy: disable-error-code="assignment,arg-type"
# Kernels take flat arrays and numbers, many of them.

from __future__ import annotations

import math

import numpy as np

from optimizer.routing.kernels.bundles import (
    ABOARD,
    AFTER,
    BEFORE,
    BLINKS,
    CAPACITY,
    CHANGE,
    CLOSES,
    COUNT,
    END_WINDOW,
    EXTRA,
    FIRST,
    FIRST_WINDOW,
    FIXED,
    FROM,
    FROM_START,
    HEAD,
    HEAD_EARLY,
    HEAD_LATE,
    LEFT_OUT,
    LEG,
    METRES,
    MOST_AFTER,
    MOST_BEFORE,
    NOWHERE,
    OPENS,
    PER_METRE,
    PER_SECOND,
    ROUTE,
    RUINED,
    SECOND,
    SECOND_NODE,
    SECOND_WINDOW,
    SECONDS,
    SERVICE,
    SHIPMENT,
    SPARE,
    SPEED,
    SPOT_NODE,
    SPOT_ROUTE,
    STEP,
    STOP_LIMIT,
    TAIL,
    TAIL_EARLY,
    TAIL_LATE,
    TIME_LIMIT,
    TO,
    TYPE,
    WAY_LIMIT,
    WINDOW,
    Flags,
    Ground,
    Longs,
    Rows,
    State,
    Words,
)
from optimizer.routing.kernels.chance import uniform
from optimizer.routing.kernels.compiled import kernel
from optimizer.routing.kernels.ring import find_spare, link, update

BLINK = 0.01
NEARBY, EVERYWHERE = -1, -2
_LOG_STAY = math.log(1.0 - BLINK)


@kernel
def offer(
    spot: Longs,
    random: Words,
    extra: int,
    r: int,
    here: int,
    window: int,
    here2: int,
    window2: int,
) -> None:
    """Takes a candidate that is better than the best so far, unless it is blinked away."""
    if spot[BLINKS] > 0:
        spot[BLINKS] -= 1
        spot[EXTRA] = extra
        spot[SPOT_ROUTE] = r
        spot[SPOT_NODE] = here
        spot[WINDOW] = window
        spot[SECOND_NODE] = here2
        spot[SECOND_WINDOW] = window2
    else:
        spot[BLINKS] = int(math.log(1.0 - uniform(random)) / _LOG_STAY)


@kernel
def try_singles(
    way: Rows,
    way_back: Rows,
    time: Rows,
    time_back: Rows,
    kind: Longs,
    visit: Longs,
    window: Longs,
    capable: Flags,
    near: Rows,
    node: Rows,
    load: Longs,
    route: Longs,
    spot: Longs,
    random: Words,
    timed: bool,
    v: int,
    only: int,
) -> None:
    """Offers visit v a place: beside near visits (`only` NEARBY), in every used route (EVERYWHERE),
    or in route `only`.

    The one loop that decides how fast the search is: what is cheap to test and often fails comes
    first, and the tables are arguments, since a call or a bundle costs more than a test.
    """
    dims = visit.shape[1] - CHANGE
    place = node[v, FROM]
    s = visit[v, SHIPMENT]
    from_start = visit[v, FROM_START] != 0
    first_window, end_window = visit[v, FIRST_WINDOW], visit[v, END_WINDOW]
    visits = visit.shape[0]
    half = near.shape[1] >> 1
    tries = near.shape[1]
    if only == EVERYWHERE:
        tries = node.shape[0]
    elif only >= 0:
        tries = route[only, COUNT] + 1
    r = only
    here = visits + max(only, 0)
    for x in range(tries):
        if only == NEARBY:
            here = np.int64(near[v, x])
            r = np.int64(node[here, ROUTE])
            if r < 0:
                continue
            if x >= half:
                here = np.int64(node[here, BEFORE])
        elif only == EVERYWHERE:
            here = x
            r = np.int64(node[here, ROUTE]) if here < visits else here - visits
            if r < 0 or route[r, COUNT] == 0:
                continue
        elif x > 0:
            here = np.int64(node[here, AFTER])
        t = route[r, TYPE]
        fits = True
        if from_start:  # what leaves the start with the vehicle is there at every place
            for d in range(dims):
                if load[visits + r, 3 * d] - visit[v, CHANGE + d] > kind[t, CAPACITY + d]:
                    fits = False
        if not fits:
            continue
        behind = np.int64(node[here, AFTER])
        to, on = way_back[place, node[here, FROM]], way[place, node[behind, TO]]
        more_way = to + on - node[behind, LEG]
        count = route[r, COUNT]
        extra = kind[t, PER_METRE] * more_way
        if count == 0:
            extra += kind[t, FIXED]
        if extra >= spot[EXTRA] or to < 0 or on < 0:
            continue
        if (
            not capable[s, t]
            or count >= kind[t, STOP_LIMIT]
            or route[r, METRES] + more_way > kind[t, WAY_LIMIT]
        ):
            continue
        for d in range(dims):
            amount = visit[v, CHANGE + d]
            if from_start:
                most = load[here, 3 * d + MOST_BEFORE] - amount
            else:
                most = max(load[here, 3 * d + ABOARD], load[behind, 3 * d + MOST_AFTER]) + amount
            if most > kind[t, CAPACITY + d]:
                fits = False
        if not fits:
            continue
        if not timed:
            offer(spot, random, extra, r, here, NOWHERE, NOWHERE, NOWHERE)
            continue
        speed = kind[t, SPEED]
        reach = node[here, HEAD] + time_back[speed, place, node[here, FROM]]
        onward = node[v, SERVICE] + time[speed, place, node[behind, TO]]
        early, late = node[here, HEAD_EARLY], node[here, HEAD_LATE]
        for w in range(first_window, end_window):
            opens, closes = window[w, 0], window[w, 1]
            if early + reach > closes:
                continue
            wait = max(0, opens - (late + reach))
            early_v = max(opens - reach, early) - wait
            late_v = min(closes - reach, late)
            so_far = reach + wait + onward
            if early_v + so_far > node[behind, TAIL_LATE]:
                continue
            wait = max(0, node[behind, TAIL_EARLY] - (late_v + so_far))
            seconds = so_far + wait + node[behind, TAIL]
            if seconds > kind[t, TIME_LIMIT]:
                continue
            worse = extra + kind[t, PER_SECOND] * (seconds - route[r, SECONDS])
            if worse < spot[EXTRA]:
                offer(spot, random, worse, r, here, w, NOWHERE, NOWHERE)


@kernel
def try_pair(
    way: Rows,
    way_back: Rows,
    time: Rows,
    time_back: Rows,
    kind: Longs,
    visit: Longs,
    window: Longs,
    node: Rows,
    load: Longs,
    route: Longs,
    spot: Longs,
    random: Words,
    timed: bool,
    p: int,
    q: int,
    r: int,
) -> None:
    """Offers every place in route r for a pickup p and its delivery q."""
    t = route[r, TYPE]
    place_p, place_q = np.int64(node[p, FROM]), np.int64(node[q, FROM])
    speed = kind[t, SPEED]
    dims = visit.shape[1] - CHANGE
    empty = route[r, COUNT] == 0
    base = kind[t, FIXED] if empty else 0
    metres = 0 if empty else route[r, METRES]
    door = visit.shape[0] + r
    behind = door
    while True:
        here = behind
        behind = np.int64(node[here, AFTER])
        a, b = node[here, FROM], node[behind, TO]
        to, on = way_back[place_p, a], way[place_p, b]
        old = 0 if empty else way[a, b]
        fits = to >= 0
        # The delivery only adds to what the pickup alone costs.
        if on >= 0 and base + kind[t, PER_METRE] * (to + on - old) >= spot[EXTRA]:
            fits = False
        for d in range(dims):
            if load[here, 3 * d + ABOARD] + visit[p, CHANGE + d] > kind[t, CAPACITY + d]:
                fits = False
        first_window = visit[p, FIRST_WINDOW]
        end_window = visit[p, END_WINDOW] if fits else first_window
        for w in range(first_window, end_window):
            early, late, duration = 0, 0, 0
            if timed:
                opens, closes = window[w, 0], window[w, 1]
                reach = node[here, HEAD] + time_back[speed, place_p, a]
                if node[here, HEAD_EARLY] + reach > closes:
                    continue
                wait = max(0, opens - (node[here, HEAD_LATE] + reach))
                early = max(opens - reach, node[here, HEAD_EARLY]) - wait
                late = min(closes - reach, node[here, HEAD_LATE])
                duration = reach + wait + node[p, SERVICE]
            # Walk on with the goods aboard; `last` is the node before the delivery.
            last, place_last = p, place_p
            follow = behind
            way_new, way_old = to, 0
            while True:
                c = np.int64(node[follow, TO])
                step_q, on_q = way[place_last, place_q], way[place_q, c]
                replaced = way_old
                if not empty:
                    replaced += old if last == p else way[place_last, c]
                more_way = way_new + step_q + on_q - replaced
                extra = base + kind[t, PER_METRE] * more_way
                if (
                    step_q >= 0
                    and on_q >= 0
                    and extra < spot[EXTRA]
                    and more_way + metres <= kind[t, WAY_LIMIT]
                ):
                    if not timed:
                        offer(spot, random, extra, r, here, NOWHERE, last, NOWHERE)
                    else:
                        reach = duration + time[speed, place_last, place_q]
                        onward = node[q, SERVICE] + time[speed, place_q, c]
                        for w2 in range(visit[q, FIRST_WINDOW], visit[q, END_WINDOW]):
                            if early + reach > window[w2, 1]:
                                continue
                            wait = max(0, window[w2, 0] - (late + reach))
                            early_q = max(window[w2, 0] - reach, early) - wait
                            late_q = min(window[w2, 1] - reach, late)
                            so_far = reach + wait + onward
                            if early_q + so_far > node[follow, TAIL_LATE]:
                                continue
                            wait = max(0, node[follow, TAIL_EARLY] - (late_q + so_far))
                            seconds = so_far + wait + node[follow, TAIL]
                            if seconds > kind[t, TIME_LIMIT]:
                                continue
                            worse = extra
                            if kind[t, PER_SECOND] > 0:
                                worse += kind[t, PER_SECOND] * seconds
                                if not empty:
                                    worse -= kind[t, PER_SECOND] * route[r, SECONDS]
                            if worse < spot[EXTRA]:
                                offer(spot, random, worse, r, here, w, last, w2)
                if follow == door or way[place_last, c] < 0:
                    break
                room = True
                for d in range(dims):
                    if load[follow, 3 * d + ABOARD] + visit[p, CHANGE + d] > kind[t, CAPACITY + d]:
                        room = False
                if not room:
                    break
                if last == p:
                    way_new += on
                    way_old += old
                if timed:
                    reach = duration + time[speed, place_last, c]
                    if early + reach > node[follow, CLOSES]:
                        break
                    wait = max(0, node[follow, OPENS] - (late + reach))
                    early = max(node[follow, OPENS] - reach, early) - wait
                    late = min(node[follow, CLOSES] - reach, late)
                    duration = reach + wait + node[follow, SERVICE]
                last, place_last = follow, c
                follow = np.int64(node[follow, AFTER])
        if behind == door:
            return


@kernel
def try_visit(ground: Ground, state: State, v: int, only: int) -> None:
    """`try_singles` over the bundles."""
    try_singles(
        ground.way,
        ground.way_back,
        ground.time,
        ground.time_back,
        ground.kind,
        ground.visit,
        ground.window,
        ground.capable,
        ground.near,
        state.node,
        state.load,
        state.route,
        state.spot,
        state.random,
        ground.timed,
        v,
        only,
    )


@kernel
def try_route(ground: Ground, state: State, s: int, r: int) -> None:
    """Offers every place in route r for shipment s."""
    t = state.route[r, TYPE]
    v, second = ground.shipment[s, FIRST], ground.shipment[s, SECOND]
    if second < 0:
        try_visit(ground, state, v, r)
    elif ground.capable[s, t] and state.route[r, COUNT] + 2 <= ground.kind[t, STOP_LIMIT]:
        try_pair(
            ground.way,
            ground.way_back,
            ground.time,
            ground.time_back,
            ground.kind,
            ground.visit,
            ground.window,
            state.node,
            state.load,
            state.route,
            state.spot,
            state.random,
            ground.timed,
            v,
            second,
            r,
        )


@kernel
def try_spare(ground: Ground, state: State, s: int, t: int) -> None:
    """Offers a new route of type t, unless the ways there and back alone are too dear."""
    node, kind = state.node, ground.kind
    door = ground.visit.shape[0] + kind[t, SPARE]
    v, last = ground.shipment[s, FIRST], ground.shipment[s, SECOND]
    if last < 0:
        last = v
    there = ground.way[node[door, FROM], node[v, TO]]
    home = ground.way[node[last, FROM], node[door, TO]]
    if kind[t, FIXED] + kind[t, PER_METRE] * (there + home) < state.spot[EXTRA]:
        try_route(ground, state, s, kind[t, SPARE])


@kernel
def try_near(ground: Ground, state: State, s: int) -> None:
    """Offers places beside the near visits of a shipment; of a pair, in their routes."""
    near, route = ground.near, state.route
    v, second = ground.shipment[s, FIRST], ground.shipment[s, SECOND]
    if second < 0:
        try_visit(ground, state, v, np.int64(NEARBY))
        return
    mark = -state.total[STEP] * (ground.shipment.shape[0] + 1) - s - 2
    for x in range(2 * near.shape[1]):
        r = np.int64(state.node[near[v if x & 1 else second, x >> 1], ROUTE])
        if r >= 0 and route[r, RUINED] != mark:
            route[r, RUINED] = mark
            try_route(ground, state, s, r)


@kernel
def find_spot(ground: Ground, state: State, s: int, everywhere: bool) -> bool:
    """Finds the best place for shipment s below the cost of leaving it out.

    Near places come first, every route when there is none or `everywhere` is set, then new routes.
    """
    spot, route, kind = state.spot, state.route, ground.kind
    spot[EXTRA] = ground.shipment[s, LEFT_OUT]
    spot[SPOT_ROUTE] = NOWHERE
    if not everywhere:
        try_near(ground, state, s)
    if spot[SPOT_ROUTE] == NOWHERE:
        if ground.shipment[s, SECOND] < 0:
            try_visit(ground, state, ground.shipment[s, FIRST], np.int64(EVERYWHERE))
        else:
            for r in range(route.shape[0]):
                if route[r, COUNT] > 0:
                    try_route(ground, state, s, r)
    for t in range(kind.shape[0]):
        if kind[t, SPARE] != NOWHERE and kind[t, FIXED] < spot[EXTRA]:
            try_spare(ground, state, s, t)
    found: bool = spot[SPOT_ROUTE] != NOWHERE
    return found


@kernel
def settle(ground: Ground, state: State, s: int) -> None:
    """Puts shipment s into the spot found for it."""
    node, route, spot = state.node, state.route, state.spot
    r = spot[SPOT_ROUTE]
    fresh = route[r, COUNT] == 0
    v = ground.shipment[s, FIRST]
    if spot[WINDOW] != NOWHERE:
        node[v, OPENS] = ground.window[spot[WINDOW], 0]
        node[v, CLOSES] = ground.window[spot[WINDOW], 1]
    link(node, v, spot[SPOT_NODE])
    v = ground.shipment[s, SECOND]
    if v >= 0:
        if spot[SECOND_WINDOW] != NOWHERE:
            node[v, OPENS] = ground.window[spot[SECOND_WINDOW], 0]
            node[v, CLOSES] = ground.window[spot[SECOND_WINDOW], 1]
        link(node, v, spot[SECOND_NODE])
    update(ground, state, r)
    if fresh:
        find_spare(ground.kind, route, route[r, TYPE])
