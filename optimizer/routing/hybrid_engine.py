"""Ruin and recreate first, then PyVRP from its best plan.

PyVRP alone starts from a random plan and spends most of a short budget on climbing from there;
ruin and recreate is soon near the end, but on long routes with windows stays there. Handing over
takes the better half of both.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from optimizer.budget import Budget
from optimizer.routing.arrays import RoutingArrays
from optimizer.routing.engine import Found, Improved
from optimizer.routing.pyvrp_engine import PyVrpEngine
from optimizer.routing.schedule import Tour
from optimizer.routing.sisr_engine import SisrEngine

SHARE = 0.4
"""Part of the budget for ruin and recreate."""
STEPS_PER_ITERATION = 20
"""Steps of ruin and recreate that take about as long as an iteration of PyVRP."""


@dataclass(frozen=True, slots=True)
class HybridEngine:
    """`sisr`, then `pyvrp`."""

    name: str = "sisr+pyvrp"

    def supports(self, arrays: RoutingArrays) -> list[str]:
        """What both hold."""
        return [*SisrEngine().supports(arrays), *PyVrpEngine().supports(arrays)]

    def solve(
        self,
        arrays: RoutingArrays,
        budget: Budget,
        *,
        start: Sequence[Tour] = (),
        on_improved: Improved | None = None,
    ) -> Found:
        """See `Engine.solve`. A work limit counts iterations of PyVRP."""
        if not arrays.visit_count or not arrays.vehicle_count:
            return Found(tuple(start))
        first = budget.part(SHARE)
        if budget.work_limit is not None:
            first = replace(first, work_limit=budget.work_limit * STEPS_PER_ITERATION)
        begun = SisrEngine().solve(arrays, first, start=start, on_improved=on_improved)
        return PyVrpEngine().solve(arrays, budget, start=begun.tours, on_improved=on_improved)
