"""The departure of a route: every other moment follows from it (`drive.py`).

Leaving later never lets a route end earlier. So the earliest departure gives the earliest end, the
waiting on the way is what leaving may be put off by without ending later, and only where time has
a price or a limit, or a preferred window costs, can a later end be the better one. Preferred
windows are planned by `waiting.py`. Where travel changes with the hour, departures are tried at
which a leg begins as a slice does, and then ever closer around the best of them.
"""

from __future__ import annotations

from optimizer.routing.kernels.compiled import inner, kernel
from optimizer.routing.kernels.drive import AGAIN, KEPT, LATE, run, wish_cost
from optimizer.routing.kernels.goods import goods_fit
from optimizer.routing.kernels.laws import (
    ACTIVITY,
    BEST_COST,
    BEST_END,
    BEST_LEAVE,
    BEST_WAITS,
    BOUNDS,
    COST,
    DETOUR,
    END_PAUSE,
    END_REST,
    END_SLICE,
    END_WISH,
    ENDS,
    EXACTLY,
    FIRST_PAUSE,
    FIRST_REST,
    FIRST_SLICE,
    FIRST_WISH,
    GREEDILY,
    JUMP,
    LATEST_SLACK,
    LEAVE_CLOSES,
    LEAVE_OPENS,
    LEAVES,
    MISPLACED,
    NEVER,
    NONE,
    PER_OVERTIME,
    PER_SECOND,
    RELOAD,
    RIDE,
    SHIPMENT,
    SOFT,
    STRICTLY,
    TIME_LIMIT,
    TIMED,
    WISH_OPENS,
    Desk,
    Laws,
    Rows,
)
from optimizer.routing.kernels.pasted import pasted
from optimizer.routing.kernels.waiting import TOO_MANY, plan_starts

PUT_OFF = 12
"""Runs of one departure in which starts are put off."""
JUMPS = 30
HALVINGS = 12
HALVINGS_OF_SLICES = 20
EARLY_TRIED = 6
CLOSEST = 1024
"""First step of closing in on a departure, in seconds."""
SLICES_TRIED = 12
"""Departures tried for slices of travel during a search."""
LONG = 2**50
"""No limit of time is as long as this."""

# How a route waits: not at all, for every preferred window that pays by itself, or as planned with
# the price of a second, or with that of overtime.
AT_ONCE, GREEDY, PLANNED, PLANNED_OVERTIME = range(4)

# What `_nature` finds.
WISHED, LINKED = 1, 2


@inner
def route_cost(laws: Laws, desk: Desk, nodes: Rows, count: int, t: int) -> int:
    """Cost of the best way to drive a route, -1 where no departure keeps every rule.

    Exactly asked for, the departure is also the latest of those that cost and end the same; else
    only where that can save something. The departure is left in `desk.stamp`.
    """
    exact = desk.stamp[EXACTLY] == 1
    if not goods_fit(laws, desk, nodes, count, t):
        return NONE
    desk.stamp[BEST_COST], desk.stamp[STRICTLY] = NEVER, 1
    kind = laws.kind[t]
    earliest = max(int(kind[LEAVE_OPENS]), int(desk.trip[0, 0]))
    nature = _nature(laws, nodes, count)
    whole = False
    if nature & WISHED:
        whole = nature == WISHED and _plan_sees_all(laws, t)
        ways = 2 if kind[PER_OVERTIME] > 0 else 1
        for way in range(ways):
            found = _planned(laws, desk, nodes, count, t, PLANNED + way)
            if whole and found not in (KEPT, TOO_MANY):
                return NONE
            whole = whole and found == KEPT
    if not whole:
        for mode in range(2 if nature & WISHED else 1):
            _search_departure(laws, desk, nodes, count, t, earliest, mode, exact)
    if desk.stamp[BEST_COST] >= NEVER:
        return NONE
    return int(desk.stamp[BEST_COST])


@inner
def _nature(laws: Laws, nodes: Rows, count: int) -> int:
    """Whether a route has preferred windows, and whether some of its stops bind others in time."""
    visit, shipment, nature = laws.visit, laws.shipment, 0
    for i in range(count):
        v = nodes[i]
        if visit[v, ACTIVITY] == RELOAD:
            continue
        if visit[v, FIRST_WISH] < visit[v, END_WISH]:
            nature |= WISHED
        s = visit[v, SHIPMENT]
        event = 2 * s + visit[v, ACTIVITY]
        bound = laws.event[event, 0] < laws.event[event, 1]
        if bound or shipment[s, RIDE] < NEVER or shipment[s, DETOUR] < NEVER:
            nature |= LINKED
    return nature


@inner
def _plan_sees_all(laws: Laws, t: int) -> bool:
    """Whether planned waiting knows every rule of time that a type of vehicle has."""
    kind = laws.kind[t]
    return bool(
        kind[FIRST_PAUSE] == kind[END_PAUSE]
        and kind[FIRST_REST] == kind[END_REST]
        and kind[END_SLICE] - kind[FIRST_SLICE] == 1
        and kind[TIME_LIMIT] >= LONG
    )


@pasted
def _planned(laws: Laws, desk: Desk, nodes: Rows, count: int, t: int, way: int) -> int:
    """Drives a route with its waiting planned and keeps it if it is the best; how it ended."""
    rate = int(laws.kind[t, PER_SECOND])
    if way == PLANNED_OVERTIME:
        rate += int(laws.kind[t, PER_OVERTIME])
    found = plan_starts(laws, desk, nodes, count, t, rate)
    if found >= 0:
        found = _driven(laws, desk, nodes, count, t, found, AT_ONCE)
        if found == KEPT:
            _note(desk, way)
    return found


@kernel
def drive_route(laws: Laws, desk: Desk, nodes: Rows, count: int, t: int, late: bool) -> int:
    """`route_cost` exactly, then driven once more so that the desk tells all of it.

    With `late` it is driven as it stands: leaving as early as can be, late where it must.
    """
    cost, leave, waits = 0, int(laws.kind[t, LEAVE_OPENS]), AT_ONCE
    if late:
        goods_fit(laws, desk, nodes, count, t)
    else:
        desk.stamp[EXACTLY] = 1
        cost = route_cost(laws, desk, nodes, count, t)
        if cost < 0 or desk.sums[MISPLACED] > 0:
            return NONE
        leave, waits = int(desk.stamp[BEST_LEAVE]), int(desk.stamp[BEST_WAITS])
    desk.stamp[STRICTLY] = 0 if late else 1
    desk.stamp[BOUNDS] += 1
    if waits >= PLANNED:
        rate = int(laws.kind[t, PER_SECOND])
        if waits == PLANNED_OVERTIME:
            rate += int(laws.kind[t, PER_OVERTIME])
        plan_starts(laws, desk, nodes, count, t, rate)
    _driven(laws, desk, nodes, count, t, leave, waits)
    return cost


@pasted
def _driven(laws: Laws, desk: Desk, nodes: Rows, count: int, t: int, leave: int, waits: int) -> int:
    """A run with every start put off as its limits ask, from the bounds that there are."""
    desk.stamp[GREEDILY] = 1 if waits == GREEDY else 0
    ended, tries = AGAIN, 0
    while ended == AGAIN and tries <= PUT_OFF:
        ended = run(laws, desk, nodes, count, t, leave)
        tries += 1
    return ended


@pasted
def _search_departure(
    laws: Laws, desk: Desk, nodes: Rows, count: int, t: int, begin: int, waits: int, exact: bool
) -> None:
    kind = laws.kind[t]
    sliced = kind[END_SLICE] - kind[FIRST_SLICE] > 1
    leave = begin
    for _ in range(JUMPS):
        desk.stamp[BOUNDS] += 1
        found = _driven(laws, desk, nodes, count, t, leave, waits)
        if found == LATE:
            break
        if found == KEPT:
            _note(desk, waits)
        jump, slack, end = int(desk.sums[JUMP]), int(desk.sums[LATEST_SLACK]), int(desk.sums[ENDS])
        wished = desk.sums[SOFT] > 0
        timed = kind[TIMED] == 1 or wished
        trying = timed or found != KEPT
        held = 0
        if wished and waits == AT_ONCE:
            held = _early(laws, desk, nodes, count, leave)
        if sliced and trying:
            held = _with_slices(laws, desk, count, t, leave, exact, held)
        if sliced:
            slack = int(min(kind[LEAVE_CLOSES], end)) - leave
        # The departures at which something begins together, then ever closer to the best of them.
        step = CLOSEST if sliced and trying and exact else 0
        x, side = 0, 0
        while x < held or step > 0:
            if x < held:
                later = int(desk.queue[x])
                x += 1
            else:
                later = int(desk.stamp[BEST_LEAVE]) + (step if side == 0 else -step)
                step, side = (step // 2, 0) if side == 1 else (step, 1)
                if desk.stamp[BEST_COST] >= NEVER:
                    step = 0
            if begin <= later <= kind[LEAVE_CLOSES]:
                desk.stamp[BOUNDS] += 1
                found = _driven(laws, desk, nodes, count, t, later, waits)
                if found == KEPT:
                    _note(desk, waits)
        # Leaving later by what is waited on the way, or as much of it as does not end later.
        low, high, middle, longer = 0, slack, slack, PUT_OFF
        halvings = HALVINGS_OF_SLICES if sliced else HALVINGS
        while slack > 0 and (exact or trying) and halvings > 0:
            desk.stamp[BOUNDS] += 1
            found = _driven(laws, desk, nodes, count, t, leave + middle, waits)
            if found != LATE and desk.sums[ENDS] <= end:
                low, jump = middle, int(desk.sums[JUMP])
                if found == KEPT:
                    _note(desk, waits)
                if low == high and not sliced and longer > 0:
                    # A pause that leaving so late spares may have left more to wait for.
                    high += max(0, int(desk.sums[LATEST_SLACK]))
                    middle, longer = high, longer - 1
                    if high > low:
                        continue
            else:
                high = middle
            middle = (low + high) // 2
            halvings = 0 if high - low <= 1 else halvings - 1
        # The next departure at which some service falls into its next window.
        if not trying or jump >= NEVER:
            break
        leave += low + jump
        if leave > kind[LEAVE_CLOSES]:
            break


@pasted
def _early(laws: Laws, desk: Desk, nodes: Rows, count: int, leave: int) -> int:
    """Departures so much later that some service starts when its preferred window opens."""
    held = 0
    for i in range(count):
        v = nodes[i]
        for w in range(laws.visit[v, FIRST_WISH], laws.visit[v, END_WISH]):
            later = laws.wish[w, WISH_OPENS] - desk.times[i, 2]
            if later > 0 and held < EARLY_TRIED and wish_cost(laws, v, desk.times[i, 2]) > 0:
                desk.queue[held] = leave + later
                held += 1
    return held


@pasted
def _with_slices(
    laws: Laws, desk: Desk, count: int, t: int, leave: int, exact: bool, held: int
) -> int:
    """Departures so much later that some leg would begin with a slice, were nothing waited."""
    for x in range(laws.kind[t, FIRST_SLICE], laws.kind[t, END_SLICE] - 1):
        until = laws.slice[x, 0]
        for i in range(count + 1):
            begins = leave if i == 0 else desk.times[i - 1, 3]
            tried = exact or (i in (0, count) and held < SLICES_TRIED)
            if begins < until and tried and held < desk.queue.shape[0]:
                desk.queue[held] = leave + until - begins
                held += 1
    return held


@pasted
def _note(desk: Desk, waits: int) -> None:
    """Keeps the last run when it is the best: cheapest, then ending first, then leaving last."""
    sums, best = desk.sums, desk.stamp
    better = sums[COST] < best[BEST_COST]
    if sums[COST] == best[BEST_COST]:
        better = sums[ENDS] < best[BEST_END] or (
            sums[ENDS] == best[BEST_END] and sums[LEAVES] > best[BEST_LEAVE]
        )
    if better:
        best[BEST_COST], best[BEST_END] = sums[COST], sums[ENDS]
        best[BEST_LEAVE], best[BEST_WAITS] = sums[LEAVES], waits
