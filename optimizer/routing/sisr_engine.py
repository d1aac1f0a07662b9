"""The room's own search: ruin and recreate, for every rule of the model.

Fast where routes are many and short, and at any size; on long routes with windows PyVRP's local
search repairs what it leaves, so it also serves as the first half of `hybrid_engine`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.budget import Budget
from optimizer.routing.arrays import RoutingArrays
from optimizer.routing.engine import Found, Improved
from optimizer.routing.kernels.bundles import LONGEST_S
from optimizer.routing.schedule import Tour
from optimizer.routing.sisr import RuinAndRecreate, clock_span

CELLS_MAX = 150_000_000


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
        search = RuinAndRecreate(arrays, budget.seed)
        search.begin(start)

        def improved() -> None:
            if on_improved is not None:
                on_improved(search.tours())

        improved()
        search.search(budget, improved=improved)
        return Found(tuple(search.tours()))
