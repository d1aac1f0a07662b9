"""The room's own search: ruin and recreate, for every rule of the model.

Fast where routes are many and short, and at any size; on long routes with windows PyVRP's local
search repairs what it leaves, so it also serves as the first half of `hybrid_engine`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.budget import Budget
from optimizer.routing.arrays import RoutingArrays
from optimizer.routing.clock_span import clock_span
from optimizer.routing.engine import Found, Improved
from optimizer.routing.kernels.bundles import LONGEST_S
from optimizer.routing.schedule import Tour
from optimizer.routing.sisr import COLD, HOT, RuinAndRecreate
from optimizer.routing.swift import Swift, swift_can

CELLS_MAX = 150_000_000
STEPS_PER_S = 50_000
"""About so many the search makes, whatever the size."""
STEPS_TO_COOL = 1_000
"""Steps for each visit from which on a hot start pays."""
LEAST_WARM = 0.03


@dataclass(frozen=True, slots=True)
class SisrEngine:
    """Slack induction by string removals, one core."""

    name: str = "sisr"

    def supports(self, arrays: RoutingArrays) -> list[str]:
        """Everything, up to the size of its travel tables and eight years of time."""
        reasons = arrays.beyond_classic
        cells = arrays.distance_m.size + arrays.duration_s.size
        if cells > CELLS_MAX * 2:
            reasons.append(f"travel tables of {cells} cells are more than {CELLS_MAX * 2}")
        first, last = clock_span(arrays)
        if not arrays.timeless and last - first > LONGEST_S:
            reasons.append(f"windows and shifts span more than {LONGEST_S} s")
        return reasons

    def solve(
        self,
        arrays: RoutingArrays,
        budget: Budget,
        *,
        start: Sequence[Tour] = (),
        on_improved: Improved | None = None,
    ) -> Found:
        """See `Engine.solve`. A work limit counts steps of ruin and recreate."""
        if not arrays.visit_count or not arrays.vehicle_count:
            return Found(tuple(start))
        search = own_search(arrays, budget.seed)
        search.begin(start)

        def improved() -> None:
            if on_improved is not None:
                on_improved(search.tours())

        improved()
        search.search(budget, hot=_warmth(arrays, budget), cold=COLD, improved=improved)
        return Found(tuple(search.tours()))


def _warmth(arrays: RoutingArrays, budget: Budget) -> float:
    """Start of the annealing: lower where there are few steps for each visit to cool down in."""
    steps = budget.work_limit
    if steps is None:
        steps = int(STEPS_PER_S * min(budget.remaining_s(), 3600.0))
    return HOT * max(LEAST_WARM, min(1.0, steps / (arrays.visit_count * STEPS_TO_COOL)))


def own_search(arrays: RoutingArrays, seed: int) -> RuinAndRecreate | Swift:
    """Rows of routes where they can hold the problem, else rings."""
    return Swift(arrays, seed) if swift_can(arrays) else RuinAndRecreate(arrays, seed)
