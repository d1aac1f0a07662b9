"""Better timetables by searching orders of loading, a compiled local search in slices of time."""

from __future__ import annotations

import numpy as np

from optimizer.budget import Budget
from optimizer.dispatch.kernels import loading as kernel
from optimizer.dispatch.kernels.bundles import Memory, Turns
from optimizer.dispatch.timetable import Loading, Yard

ORDERS_PER_STEP = 100
"""Orders tried for one search step of a budget's work limit."""

_LEAST_MEMORY, _MOST_MEMORY = 400, 1_500
_ORDERS_PER_MEMORY = 300
_SLICE_WORK = 4_000_000


def search_orders(yard: Yard, first: list[Loading], budget: Budget, patience: int) -> list[Loading]:
    """Improves `first` until the budget is spent or `patience` orders in a row brought nothing.

    Never answers worse than `first`.
    """
    n, m = len(yard.problem.departures), len(yard.problem.docks)
    best = yard.turns_of(first)
    now = Turns(best.order.copy(), best.wish.copy(), best.shut.copy())
    room = yard.room()
    result = kernel.timetable(yard.facts, best, room)
    most = None if budget.work_limit is None else budget.work_limit * ORDERS_PER_STEP
    length = _MOST_MEMORY
    if most is not None:
        length = min(_MOST_MEMORY, max(_LEAST_MEMORY, most // _ORDERS_PER_MEMORY))
    memory = Memory(
        np.tile(np.array(result, np.int64), (length, 1)),
        np.zeros(2, np.int64),
        np.array([budget.seed + 1], np.uint64),
    )
    clock = memory.clock
    slice_steps = max(1, _SLICE_WORK // (n * (m + yard.teams)))
    while not budget.expired():
        left = patience - int(clock[0] - clock[1])
        if most is not None:
            left = min(left, most - int(clock[0]))
        if left <= 0:
            break
        steps = min(left, slice_steps)
        left_out, cost = kernel.improve(yard.facts, now, best, memory, steps)
        if cost == 0 and left_out == n - yard.possible:
            break
    found = yard.in_order(best)
    return found if yard.worth(found) < yard.worth(first) else first
