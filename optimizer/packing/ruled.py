"""Packing under physical rules: complete at once, better while time remains.

Units are filled one by one in an order of loading (`ruled_construction.py`), then a few at a time
are filled anew (`ruled_improving.py`). With several cores searches of different seeds run side by
side.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

from optimizer.budget import Budget
from optimizer.packing.bound import Bounds, lower_bounds
from optimizer.packing.kernels.arrays import Longs
from optimizer.packing.ruled_construction import Construction
from optimizer.packing.ruled_improving import improve
from optimizer.packing.ruled_instance import RuledInstance
from optimizer.packing.ruled_loading import RuledUnit
from optimizer.packing.ruled_packing import RuledPacking

_WORTH_SHARING_S = 0.05
_EXCHANGES = 8
"""How often parallel searches take over the best packing of all."""


class RuledOutcome(NamedTuple):
    """A finished packing; `left` counts pieces per type that lie in no unit."""

    units: list[RuledUnit]
    left: Longs
    bounds: Bounds
    proved_optimal: bool
    time_limit_reached: bool


def pack_by_rules(instance: RuledInstance, budget: Budget) -> RuledOutcome:
    """Packs what can be packed under the rules; at the deadline the best so far."""
    packing = RuledPacking(instance, budget)
    construction = Construction(packing)
    construction.construct()
    bounds = lower_bounds(instance.relaxed)
    if not packing.is_settled(bounds):
        construction.construct_for_few()
    if budget.cores > 1 and budget.remaining_s() > _WORTH_SHARING_S:
        others = [RuledPacking(instance, budget, number) for number in range(1, budget.cores)]
        proved = _improve_together(packing, others, bounds, budget)
    else:
        proved = improve(packing, bounds, budget)
    late = not proved and budget.expired()
    return RuledOutcome(packing.units, packing.left, bounds, proved, late)


def _improve_together(
    first: RuledPacking, others: Sequence[RuledPacking], bounds: Bounds, budget: Budget
) -> bool:
    """Improves the first by all, which go on from the best from time to time."""
    if first.is_settled(bounds):
        return True
    packings = [first, *others]
    with ThreadPoolExecutor(len(packings)) as pool:
        for part in range(_EXCHANGES):
            for other in others:
                other.take_over(first)
            turn = budget.part(1 / (_EXCHANGES - part))
            running = [pool.submit(improve, packing, bounds, turn) for packing in packings]
            settled = [future.result() for future in running]
            best = min(packings, key=RuledPacking.score)
            if best.score() < first.score():
                first.take_over(best)
            if any(settled) or budget.expired():
                break
    return first.is_settled(bounds)
