"""The departure of a route: every other moment follows from it (`drive.py`).

Leaving later never lets a route end earlier. So the earliest departure gives the earliest end, the
waiting on the way is what leaving may be put off by without ending later, and only where time has
a price or a limit, or a preferred window costs, can a later end be the better one.
"""

from __future__ import annotations

from optimizer.routing.kernels.compiled import inner, kernel
from optimizer.routing.kernels.drive import AGAIN, KEPT, LATE, run, wish_cost
from optimizer.routing.kernels.goods import goods_fit
from optimizer.routing.kernels.laws import (
    COST,
    END_WISH,
    ENDS,
    FIRST_WISH,
    JUMP,
    LATEST_SLACK,
    LEAVE_CLOSES,
    LEAVE_OPENS,
    LEAVES,
    MISPLACED,
    NEVER,
    NONE,
    SOFT,
    TIMED,
    WISH_OPENS,
    Desk,
    Laws,
    Rows,
)

PUT_OFF = 12
"""Runs of one departure in which starts are put off."""
JUMPS = 30
HALVINGS = 12
EARLY_TRIED = 6

# Entries of `best` in the stamp table.
BEST_COST, BEST_END, BEST_LEAVE, BEST_WAITS = 1, 2, 3, 4


@inner
def route_cost(laws: Laws, desk: Desk, nodes: Rows, count: int, t: int, exact: bool) -> int:
    """Cost of the best way to drive a route, -1 where no departure keeps every rule.

    With `exact` the departure is also the latest of those that cost and end the same; without it
    only where that can save something. The departure is left in `desk.stamp`.
    """
    if not goods_fit(laws, desk, nodes, count, t):
        return NONE
    desk.stamp[BEST_COST] = NEVER
    kind = laws.kind[t]
    earliest = max(int(kind[LEAVE_OPENS]), int(desk.trip[0, 0]))
    for mode in range(2):
        _search_departure(laws, desk, nodes, count, t, earliest, mode == 1, exact)
        if desk.sums[SOFT] == 0:
            break
    if desk.stamp[BEST_COST] >= NEVER:
        return NONE
    return int(desk.stamp[BEST_COST])


@kernel
def drive_route(laws: Laws, desk: Desk, nodes: Rows, count: int, t: int, late: bool) -> int:
    """`route_cost` with `exact`, then driven once more so that the desk tells all of it.

    With `late` it is driven as it stands: leaving as early as can be, late where it must.
    """
    cost, leave, waits = 0, int(laws.kind[t, LEAVE_OPENS]), False
    if late:
        goods_fit(laws, desk, nodes, count, t)
    else:
        cost = route_cost(laws, desk, nodes, count, t, True)
        if cost < 0 or desk.sums[MISPLACED] > 0:
            return NONE
        leave, waits = int(desk.stamp[BEST_LEAVE]), desk.stamp[BEST_WAITS] == 1
    _repeated(laws, desk, nodes, count, t, leave, waits, not late)
    return cost


@inner
def _repeated(
    laws: Laws, desk: Desk, nodes: Rows, count: int, t: int, leave: int, waits: bool, strict: bool
) -> int:
    """A run with every start put off as its limits ask."""
    for x in range(desk.bound.shape[0]):
        if desk.bound[x, 0] == desk.stamp[0]:
            desk.bound[x, 0] = 0
    found = run(laws, desk, nodes, count, t, leave, waits, strict)
    tries = 0
    while found == AGAIN and tries < PUT_OFF:
        found = run(laws, desk, nodes, count, t, leave, waits, strict)
        tries += 1
    return found


@inner
def _search_departure(
    laws: Laws,
    desk: Desk,
    nodes: Rows,
    count: int,
    t: int,
    leave: int,
    waits: bool,
    exact: bool,
) -> None:
    for _ in range(JUMPS):
        found = _repeated(laws, desk, nodes, count, t, leave, waits, True)
        if found == LATE:
            return
        jump, slack, end = desk.sums[JUMP], desk.sums[LATEST_SLACK], desk.sums[ENDS]
        if found == KEPT:
            _note(desk, waits)
        wished = desk.sums[SOFT] > 0
        timed = laws.kind[t, TIMED] == 1 or wished
        if wished and not waits:
            _try_early(laws, desk, nodes, count, t, leave, waits)
        if slack > 0 and (exact or timed or found != KEPT):
            _put_off_leaving(laws, desk, nodes, count, t, leave, int(slack), int(end), waits)
        if not timed and found == KEPT:
            return
        # The next departure at which some service falls into its next window.
        if jump >= NEVER:
            return
        if slack > 0:
            found = _repeated(laws, desk, nodes, count, t, leave + int(slack), waits, True)
            if found != LATE and desk.sums[ENDS] <= end:
                leave, jump = leave + int(slack), desk.sums[JUMP]
        leave += int(jump)
        if leave > laws.kind[t, LEAVE_CLOSES]:
            return


@inner
def _put_off_leaving(
    laws: Laws,
    desk: Desk,
    nodes: Rows,
    count: int,
    t: int,
    leave: int,
    slack: int,
    end: int,
    waits: bool,
) -> None:
    """Leaves later by what is waited on the way, or as much of it as does not end later."""
    for _ in range(PUT_OFF):
        found = _repeated(laws, desk, nodes, count, t, leave + slack, waits, True)
        if found == LATE or desk.sums[ENDS] > end:
            break
        if found == KEPT:
            _note(desk, waits)
        # A pause that leaving so late spares may have left more to wait for.
        leave += slack
        slack = int(desk.sums[LATEST_SLACK])
        if slack <= 0:
            return
    low, high = 0, slack
    for _ in range(HALVINGS):
        if high - low <= 1:
            break
        middle = (low + high) // 2
        found = _repeated(laws, desk, nodes, count, t, leave + middle, waits, True)
        if found != LATE and desk.sums[ENDS] <= end:
            low = middle
            if found == KEPT:
                _note(desk, waits)
        else:
            high = middle


@inner
def _try_early(
    laws: Laws, desk: Desk, nodes: Rows, count: int, t: int, leave: int, waits: bool
) -> None:
    """Leaves so much later that some service starts when its preferred window opens."""
    tried = 0
    for i in range(count):
        v = nodes[i]
        for w in range(laws.visit[v, FIRST_WISH], laws.visit[v, END_WISH]):
            if tried >= EARLY_TRIED:
                return
            _repeated(laws, desk, nodes, count, t, leave, waits, True)
            later = laws.wish[w, WISH_OPENS] - desk.times[i, 2]
            if later > 0 and wish_cost(laws, v, desk.times[i, 2]) > 0:
                tried += 1
                found = _repeated(laws, desk, nodes, count, t, leave + int(later), waits, True)
                if found == KEPT:
                    _note(desk, waits)


@inner
def _note(desk: Desk, waits: bool) -> None:
    """Keeps the last run when it is the best: cheapest, then ending first, then leaving last."""
    sums, best = desk.sums, desk.stamp
    better = sums[COST] < best[BEST_COST]
    if sums[COST] == best[BEST_COST]:
        better = sums[ENDS] < best[BEST_END] or (
            sums[ENDS] == best[BEST_END] and sums[LEAVES] > best[BEST_LEAVE]
        )
    if better:
        best[BEST_COST], best[BEST_END] = sums[COST], sums[ENDS]
        best[BEST_LEAVE], best[BEST_WAITS] = sums[LEAVES], 1 if waits else 0
