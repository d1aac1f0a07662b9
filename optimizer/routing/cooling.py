"""How a search cools: in slices, over the time or the steps that a budget leaves."""

from __future__ import annotations

import math
from collections.abc import Callable

from optimizer.budget import Budget

_SLICE_S = 0.02
_FIRST_SLICE = 50


def cool(
    anneal: Callable[[int, float, float], None],
    budget: Budget,
    hot: float,
    cold: float,
    told: Callable[[], None] | None = None,
) -> int:
    """Calls `anneal` with steps, temperature and the factor by which each step cools.

    From `hot` to `cold` over the budget, geometrically; a work limit counts steps. `told` is called
    after each slice. Returns the number of steps.
    """
    began = budget.clock()
    span = budget.deadline_s - began
    steps, done, slice_steps = budget.work_limit, 0, _FIRST_SLICE
    while not budget.expired() and (steps is None or done < steps):
        if steps is not None:
            slice_steps = min(1_000, steps - done)
            temperature = hot * (cold / hot) ** (done / steps)
            cooling = (cold / hot) ** (1.0 / steps)
        else:
            share = min(1.0, (budget.clock() - began) / span) if span > 0 else 1.0
            temperature = hot * (cold / hot) ** share
            cooling = 1.0
        before = budget.clock()
        anneal(slice_steps, temperature, cooling)
        done += slice_steps
        took = budget.clock() - before
        if steps is None:
            slice_steps = max(1, min(50_000, int(slice_steps * _SLICE_S / max(took, 1e-6))))
            left = budget.remaining_s()
            if not math.isinf(left) and took > 0:
                slice_steps = max(1, min(slice_steps, int(slice_steps * left / _SLICE_S)))
        if told is not None:
            told()
    return done
