"""The engine for everything the model can say: ruin and recreate over simulated routes.

Slower than `sisr` by as much as routes are long, and therefore only for problems with rules that
no faster engine holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.budget import Budget
from optimizer.routing.arrays import Integers, RoutingArrays
from optimizer.routing.begin import sound_tours
from optimizer.routing.engine import Found, Improved
from optimizer.routing.general import Rebuild
from optimizer.routing.kernels.laws import SPOT, Laws
from optimizer.routing.schedule import Scheduler, Tour

CELLS_MAX = 100_000_000
ROUNDS = 4
"""Searches where places in the sequence are fixed, each with one stop fewer to bring there."""


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
        if not _fixed_places(arrays.laws):
            return Found(_searched(arrays, budget, start, on_improved))
        return Found(_with_places(arrays, budget, start, on_improved))


def _searched(
    arrays: RoutingArrays, budget: Budget, start: Sequence[Tour], on_improved: Improved | None
) -> tuple[Tour, ...]:
    assert arrays.laws is not None  # noqa: S101 - asked for by the caller
    rebuild = Rebuild(arrays.laws, budget.seed, [(t.vehicle_type, t.visits) for t in start])

    def tours() -> tuple[Tour, ...]:
        return tuple(Tour(t, nodes) for t, nodes in rebuild.routes())

    def improved() -> None:
        if on_improved is not None:
            on_improved(tours())

    rebuild.search(budget, improved)
    return tours()


def _with_places(
    arrays: RoutingArrays, budget: Budget, start: Sequence[Tour], on_improved: Improved | None
) -> tuple[Tour, ...]:
    """Searches with fixed places in the sequence, for which the search only pays.

    What ends up furthest from its place is given up, and the rest is searched again without it.
    """
    everything = np.ones(arrays.shipment_count, np.bool_)
    scheduler = Scheduler(arrays)
    best: tuple[Tour, ...] = ()

    def improved(tours: Sequence[Tour], /, bound: int | None = None) -> None:
        nonlocal best
        kept = tuple(sound_tours(arrays, tours, everything))
        if not best or scheduler.total(kept) < scheduler.total(best):
            best = kept
            if on_improved is not None:
                on_improved(best, bound)

    given_up = np.zeros(arrays.shipment_count, np.bool_)
    improved(start)
    for part in range(ROUNDS):
        share = budget.part(1 / (ROUNDS - part))
        if budget.work_limit is not None:
            share = replace(share, work_limit=max(1, budget.work_limit // ROUNDS))
        tours = _searched(arrays.forbid(given_up), share, best, improved)
        improved(tours)
        off = _off_place(arrays, tours)
        if off.any():
            given_up[int(off.argmax())] = True
    return best


def _fixed_places(laws: Laws) -> bool:
    return bool(laws.visit[:, SPOT].any())


def _off_place(arrays: RoutingArrays, tours: Sequence[Tour]) -> Integers:
    """How many places each shipment (S) is off those that it is fixed to."""
    off = np.zeros(arrays.shipment_count, np.int64)
    laws = arrays.laws
    for tour in tours if laws is not None else ():
        stops = [v for v in tour.visits if v < arrays.visit_count]
        for place, v in enumerate(stops, start=1):
            fixed = int(laws.visit[v, SPOT]) if laws is not None else 0
            if fixed:
                off[arrays.visit_shipment[v]] += abs(fixed - place)
    return off
