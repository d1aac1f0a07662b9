"""Where to wait on a route whose preferred windows cost: the best starts for a fixed sequence.

Stops between two waits move together, and what a shift of them costs is a straight line between
the moments at which one of them meets the edge of a window. So some best way to drive the route has
every such block at one of those moments (Ibaraki et al. 2005). Counted as the departure from which
the edge would be met without waiting on the way, all blocks share one short list of moments, and a
block never has an earlier one than the block before it: one pass over stops and moments finds the
least cost. Time counts at one rate from leaving to the end; pauses, rests, offsets, limits of time
and slices of travel are not seen here, `timing.py` judges what comes out with all of them.
"""

from __future__ import annotations

from optimizer.routing.kernels.compiled import inner
from optimizer.routing.kernels.drive import plain_s, wish_cost
from optimizer.routing.kernels.laws import (
    ACTIVITY,
    BOUNDS,
    END,
    END_CLOSES,
    END_OPENS,
    END_WINDOW,
    END_WISH,
    FIRST_WINDOW,
    FIRST_WISH,
    LEAVE_CLOSES,
    LEAVE_OPENS,
    MOMENTS,
    NEVER,
    PLACE,
    RELOAD,
    SERVICE,
    SETUP,
    SHIPMENT,
    START,
    WISH_CLOSES,
    WISH_OPENS,
    Desk,
    Laws,
    Rows,
)

TOO_MANY, NO_WAY = -1, -2


@inner
def plan_starts(laws: Laws, desk: Desk, nodes: Rows, count: int, t: int, rate: int) -> int:
    """The departure of the cheapest way to drive a route, its starts left as bounds of the events.

    `rate` is the price of a second. Answers `TOO_MANY` where there are more moments than room, and
    `NO_WAY` where nothing keeps all windows.
    """
    kind, visit = laws.kind[t], laws.visit
    if count >= desk.chosen.shape[0]:
        return TOO_MANY
    last = _offsets(laws, desk, nodes, count, t)
    if last < 0:
        return NO_WAY
    moments = _moments(laws, desk, nodes, count, t, last)
    if moments < 0:
        return TOO_MANY
    moment, least = desk.moment, desk.least
    trip = 0
    for k in range(moments):
        least[k] = -rate * moment[k] if moment[k] <= kind[LEAVE_CLOSES] else NEVER
    for i in range(count):
        v = nodes[i]
        reload = visit[v, ACTIVITY] == RELOAD
        if reload:
            due = desk.trip[trip, 1]
            trip += 1
            for k in range(moments):
                # The vehicle is there before the service, which takes its time after arriving.
                if moment[k] + desk.offset[i] > due:
                    least[k] = NEVER
        released = desk.trip[trip, 0] if reload else -NEVER
        best, came_from = NEVER, 0
        for k in range(moments):
            if least[k] < NEVER and least[k] <= best:
                best, came_from = least[k], k
            desk.chosen[i, k] = came_from
            start = moment[k] + desk.offset[i]
            if best >= NEVER or start < released or not _open(laws, v, start):
                least[k] = NEVER
            else:
                least[k] = best + wish_cost(laws, v, start)
    best, arrives = NEVER, 0
    for k in range(moments):
        end = moment[k] + last
        if least[k] < NEVER and end <= desk.trip[trip, 1] and end <= kind[END_CLOSES]:
            cost = least[k] + rate * max(end, kind[END_OPENS])
            if cost < best:
                best, arrives = cost, k
    if best >= NEVER:
        return NO_WAY
    desk.stamp[BOUNDS] += 1
    for i in range(count - 1, -1, -1):
        v = nodes[i]
        if visit[v, ACTIVITY] != RELOAD:
            event = 2 * visit[v, SHIPMENT] + visit[v, ACTIVITY]
            desk.bound[event, 0] = desk.stamp[BOUNDS]
            desk.bound[event, 1] = moment[arrives] + desk.offset[i]
        arrives = desk.chosen[i, arrives]
    return int(moment[arrives])


@inner
def _open(laws: Laws, v: int, start: int) -> bool:
    first, end = laws.visit[v, FIRST_WINDOW], laws.visit[v, END_WINDOW]
    for w in range(first, end):
        if laws.window[w, 0] <= start <= laws.window[w, 1]:
            return True
    return bool(first == end)


@inner
def _offsets(laws: Laws, desk: Desk, nodes: Rows, count: int, t: int) -> int:
    """Seconds from leaving to each start without waiting, in `desk.offset`; answers those to the
    end, -1 where there is no way."""
    place, passed = int(laws.kind[t, START]), 0
    for i in range(count):
        v = nodes[i]
        there = int(laws.visit[v, PLACE])
        driven = plain_s(laws, t, place, there)
        if driven < 0:
            return -1
        passed += driven
        if there != place:
            passed += laws.visit[v, SETUP]
        desk.offset[i] = passed
        passed += laws.visit[v, SERVICE]
        place = there
    home = int(laws.kind[t, END])
    if home < 0:
        return int(passed)
    driven = plain_s(laws, t, place, home)
    return -1 if driven < 0 else int(passed) + driven


@inner
def _moments(laws: Laws, desk: Desk, nodes: Rows, count: int, t: int, last: int) -> int:
    """The departures at which some block meets an edge, sorted, in `desk.moment`; how many."""
    kind, visit = laws.kind[t], laws.visit
    first = max(kind[LEAVE_OPENS], desk.trip[0, 0])
    until = kind[END_CLOSES] - last
    held = _keep(desk, 0, first, first, until)
    held = _keep(desk, held, kind[LEAVE_CLOSES], first, until)
    held = _keep(desk, held, kind[END_OPENS] - last, first, until)
    held = _keep(desk, held, until, first, until)
    trip = 0
    for i in range(count):
        v, offset = nodes[i], desk.offset[i]
        if visit[v, ACTIVITY] == RELOAD:
            held = _keep(desk, held, desk.trip[trip, 1] - offset, first, until)
            trip += 1
            held = _keep(desk, held, desk.trip[trip, 0] - offset, first, until)
        for w in range(visit[v, FIRST_WINDOW], visit[v, END_WINDOW]):
            for edge in range(2):
                held = _keep(desk, held, laws.window[w, edge] - offset, first, until)
        for w in range(visit[v, FIRST_WISH], visit[v, END_WISH]):
            held = _keep(desk, held, laws.wish[w, WISH_OPENS] - offset, first, until)
            held = _keep(desk, held, laws.wish[w, WISH_CLOSES] - offset, first, until)
        if held < 0:
            return held
    return _keep(desk, held, desk.trip[trip, 1] - last, first, until)


@inner
def _keep(desk: Desk, held: int, value: int, first: int, until: int) -> int:
    """Puts a moment into the sorted list unless it is there or of no use; -1 when it is full."""
    if held < 0 or value < first or value > until:
        return held
    low, high = 0, held
    while low < high:
        middle = (low + high) // 2
        if desk.moment[middle] < value:
            low = middle + 1
        else:
            high = middle
    if low < held and desk.moment[low] == value:
        return held
    if held >= MOMENTS:
        return -1
    for x in range(held, low, -1):
        desk.moment[x] = desk.moment[x - 1]
    desk.moment[low] = value
    return held + 1
