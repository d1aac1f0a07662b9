"""The engine for everything the model can say: ruin and recreate over simulated routes.

Slower than `sisr` by as much as routes are long, and therefore only for problems with rules that
no faster engine holds.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.budget import Budget
from optimizer.routing.arrays import RoutingArrays
from optimizer.routing.begin import sound_tours
from optimizer.routing.engine import Found, Improved
from optimizer.routing.general import Rebuild
from optimizer.routing.kernels.laws import SPOT
from optimizer.routing.schedule import Tour

CELLS_MAX = 100_000_000


@dataclass(frozen=True, slots=True)
class GeneralEngine:
    """`general`."""

    name: str = "general"

    def supports(self, arrays: RoutingArrays) -> list[str]:
        """Everything beyond the classic rules; classic problems are left to the faster engines."""
        if arrays.laws is None:
            return ["the problem has only rules that faster engines hold"]
        cells = arrays.vehicle_count * (arrays.visit_count + 16)
        if cells > CELLS_MAX:
            return [
                f"{arrays.vehicle_count} vehicles with {arrays.visit_count} visits are too many"
            ]
        return []

    def solve(
        self,
        arrays: RoutingArrays,
        budget: Budget,
        *,
        start: Sequence[Tour] = (),
        on_improved: Improved | None = None,
    ) -> Found:
        """See `Engine.solve`. A work limit counts steps of ruin and recreate."""
        if arrays.laws is None or not arrays.visit_count or not arrays.vehicle_count:
            return Found(tuple(start))
        rebuild = Rebuild(arrays.laws, budget.seed, [(t.vehicle_type, t.visits) for t in start])

        kept = _in_place(arrays)

        def tours() -> tuple[Tour, ...]:
            return kept([Tour(t, nodes) for t, nodes in rebuild.routes()])

        def improved() -> None:
            if on_improved is not None:
                on_improved(tours())

        improved()
        rebuild.search(budget, improved)
        return Found(tours())


def _in_place(arrays: RoutingArrays) -> Callable[[list[Tour]], tuple[Tour, ...]]:
    """What takes stops out that are not at their fixed place; the search only pays for them."""
    laws = arrays.laws
    if laws is None or not laws.visit[:, SPOT].any():
        return tuple
    everything = np.ones(arrays.shipment_count, np.bool_)
    return lambda tours: tuple(sound_tours(arrays, tours, everything))
