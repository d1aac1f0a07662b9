"""Ruin and recreate first, then PyVRP from its best plan where that pays; a second core does both.

PyVRP alone starts from a random plan and spends most of a short budget on climbing from there.
Ruin and recreate is soon near the end; on long routes with windows it stays there, and PyVRP's
local search goes on. Where routes are short or nothing is timed, handing over only cost (see
README). With a second core the other way is tried beside the first, and the better plan counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from optimizer.budget import Budget
from optimizer.routing.arrays import RoutingArrays
from optimizer.routing.engine import Found, Improved
from optimizer.routing.pyvrp_engine import PyVrpEngine
from optimizer.routing.schedule import Scheduler, Tour
from optimizer.routing.sisr import RuinAndRecreate
from optimizer.routing.sisr_engine import SisrEngine

SHARE = 0.4
"""Part of the budget for ruin and recreate before it hands over."""
LONG_ROUTE = 20
"""Visits in a mean route from which on PyVRP goes on better."""
FEW_VISITS = 500
"""Up to this many PyVRP gets through a timed problem of any shape in a short budget."""
WORTH_A_THREAD = 50
STEPS_PER_ITERATION = 20
"""Steps of ruin and recreate that take about as long as an iteration of PyVRP."""
_OTHER_SEED = 7_919


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
        handing_over = _pays_to_hand_over(arrays, budget, start)
        if budget.cores < 2 or arrays.visit_count < WORTH_A_THREAD:
            return _search(arrays, budget, start, on_improved, handing_over=handing_over)
        other = replace(budget, seed=budget.seed + _OTHER_SEED)
        with ThreadPoolExecutor(1) as threads:
            beside = threads.submit(_search, arrays, other, start, None, handing_over=False)
            found = [_search(arrays, budget, start, on_improved, handing_over=handing_over)]
            found.append(beside.result())
        scheduler = Scheduler(arrays)
        return min(found, key=lambda one: scheduler.total(one.tours))


def _pays_to_hand_over(arrays: RoutingArrays, budget: Budget, start: Sequence[Tour]) -> bool:
    """Whether PyVRP does better with the second part of the budget, by a first plan's shape."""
    if arrays.timeless:
        return False
    if len(arrays.vehicles) > 1 or arrays.second_cost.any():
        return False  # trading vehicles and hours against ways is where ruin and recreate leads
    if arrays.visit_count <= FEW_VISITS:
        return True
    first = RuinAndRecreate(arrays, budget.seed)
    first.begin(start)
    tours = first.tours()
    return sum(len(tour.visits) for tour in tours) >= LONG_ROUTE * max(1, len(tours))


def _search(
    arrays: RoutingArrays,
    budget: Budget,
    start: Sequence[Tour],
    on_improved: Improved | None,
    *,
    handing_over: bool,
) -> Found:
    first = budget.part(SHARE) if handing_over else budget
    if budget.work_limit is not None:
        first = replace(first, work_limit=budget.work_limit * STEPS_PER_ITERATION)
    begun = SisrEngine().solve(arrays, first, start=start, on_improved=on_improved)
    if not handing_over:
        return replace(begun, engine=SisrEngine().name)
    ended = PyVrpEngine().solve(arrays, budget, start=begun.tours, on_improved=on_improved)
    return replace(ended, engine=HybridEngine().name)
