"""The room's own search and PyVRP, each where it is the better one; what decides is the problem.

Both searches end in valleys that the other one does not know. Measured on public instances (the
table in README):

* Few visits for the time there is: both converge well before the end, so they run one after the
  other, each from its own start, and the better plan counts.
* Many visits on long routes with windows: ruin and recreate is soon near the end and stays there,
  and PyVRP's local search goes on from its plan. Where visits on such routes may also stay out,
  PyVRP does better from its own start and with all the time.
* Otherwise (short routes, or nothing timed) handing over only cost.
* Reloads, releases and alternatives are PyVRP's; what it cannot complete, simulation does.

With a second core the room's own search runs beside all of this, and the better plan counts.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from optimizer.budget import Budget
from optimizer.routing.arrays import RoutingArrays
from optimizer.routing.engine import Found, Improved
from optimizer.routing.general_engine import GeneralEngine
from optimizer.routing.pyvrp_engine import BestTours, PyVrpEngine
from optimizer.routing.schedule import Scheduler, Tour
from optimizer.routing.sisr_engine import SisrEngine, own_search

SHARE = 0.4
"""Part of the budget for the room's own search before the other one."""
PACE_S = 0.045
"""Seconds that PyVRP needs for each visit to get from nothing to where it stays."""
LONG_ROUTE = 20
"""Visits in a mean route from which on PyVRP goes on better."""
WORTH_A_THREAD = 50
STEPS_PER_ITERATION = 20
"""Steps of ruin and recreate that take about as long as an iteration of PyVRP."""
_OTHER_SEED = 7_919
_OWN, _THEIRS, _HANDED, _RACED = "own", "theirs", "handed", "raced"


@dataclass(frozen=True, slots=True)
class HybridEngine:
    """`sisr` and `pyvrp`, alone, in turn or one from the other."""

    name: str = "sisr+pyvrp"

    def supports(self, arrays: RoutingArrays) -> list[str]:
        """What both hold, and what PyVRP holds beyond the classic rules."""
        if arrays.laws is not None:
            return [*PyVrpEngine().supports(arrays), *GeneralEngine().supports(arrays)]
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
        if arrays.laws is not None:
            return _ruled(arrays, budget, start, on_improved)
        way = _way(arrays, budget, start)
        if budget.cores < 2 or arrays.visit_count < WORTH_A_THREAD:
            return _search(arrays, budget, start, on_improved, way)
        other = replace(budget, seed=budget.seed + _OTHER_SEED)
        with ThreadPoolExecutor(1) as threads:
            beside = threads.submit(_search, arrays, other, start, None, _OWN)
            found = [_search(arrays, budget, start, on_improved, way)]
            found.append(beside.result())
        scheduler = Scheduler(arrays)
        return min(found, key=lambda one: scheduler.total(one.tours))


def _ruled(
    arrays: RoutingArrays,
    budget: Budget,
    start: Sequence[Tour],
    on_improved: Improved | None,
) -> Found:
    best = BestTours(arrays, start, on_improved)
    if PyVrpEngine().serve_all(arrays, budget, best, start):
        return Found(tuple(best.tours), engine=PyVrpEngine().name)
    found = GeneralEngine().solve(arrays, budget, start=best.tours, on_improved=on_improved)
    return replace(found, engine=GeneralEngine().name)


def _way(arrays: RoutingArrays, budget: Budget, start: Sequence[Tour]) -> str:
    """How the two share the budget."""
    left = budget.remaining_s()
    if math.isinf(left) or (1 - SHARE) * left >= PACE_S * arrays.visit_count:
        return _RACED
    if arrays.timeless:
        return _OWN
    first = own_search(arrays, budget.seed)
    first.begin(start)
    tours = first.tours()
    long = sum(len(tour.visits) for tour in tours) >= LONG_ROUTE * max(1, len(tours))
    if long and not arrays.mandatory.all():
        return _THEIRS
    return _HANDED if long else _OWN


def _search(
    arrays: RoutingArrays,
    budget: Budget,
    start: Sequence[Tour],
    on_improved: Improved | None,
    way: str,
) -> Found:
    if way == _THEIRS:
        found = PyVrpEngine().solve(arrays, budget, start=start, on_improved=on_improved)
        return replace(found, engine=PyVrpEngine().name)
    first = budget if way == _OWN else budget.part(SHARE)
    if budget.work_limit is not None:
        first = replace(first, work_limit=budget.work_limit * STEPS_PER_ITERATION)
    begun = SisrEngine().solve(arrays, first, start=start, on_improved=on_improved)
    begun = replace(begun, engine=SisrEngine().name)
    if way == _OWN:
        return begun
    if way == _HANDED:
        ended = PyVrpEngine().solve(arrays, budget, start=begun.tours, on_improved=on_improved)
        return replace(ended, engine=HybridEngine().name)
    scheduler = Scheduler(arrays)
    cost = scheduler.total(begun.tours)

    def told(tours: Sequence[Tour], /, bound: int | None = None) -> None:
        if on_improved is not None and scheduler.total(tours) < cost:
            on_improved(tours, bound)

    ended = replace(
        PyVrpEngine().solve(arrays, budget, start=start, on_improved=told),
        engine=PyVrpEngine().name,
    )
    return ended if scheduler.total(ended.tours) < cost else begun
