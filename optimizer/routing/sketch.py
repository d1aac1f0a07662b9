"""Quick routes for many variants of one problem: something to decide by, not plans to drive.

Dispatch asks how each of many possible futures would be routed. Flattening a problem, checking and
explaining its plan take longer than such a search, so everything that may happen is flattened once,
a variant selects from it, and what is found leaves unchecked, as bare positions. It tells who would
travel with whom; whatever then leaves the depot is planned and checked by `plan_routes`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.budget import Budget
from optimizer.road import TravelMatrix
from optimizer.routing.arrays import Flags, Integers, RoutingArrays, flatten
from optimizer.routing.choose import choose
from optimizer.routing.model import RoutingProblem
from optimizer.routing.schedule import Tour
from optimizer.routing.sisr_engine import SisrEngine
from optimizer.routing.sketch_model import Asked, SketchedRoute


@dataclass(frozen=True, slots=True)
class _Variant:
    arrays: RoutingArrays
    positions: Integers
    """Of its shipments, in the problem."""


class RouteSketch:
    """Routes for parts of a valid problem whose vehicles leave in waves.

    `waves` holds the wave of each vehicle. Beyond the classic rules (see `rules.py`) each variant
    is flattened by itself, which takes longer.
    """

    def __init__(
        self, problem: RoutingProblem, waves: Sequence[int], *, matrix: TravelMatrix
    ) -> None:
        # A name of its own for each wave keeps vehicles apart that differ in nothing else.
        vehicles = tuple(
            vehicle.model_copy(update={"skills": (*vehicle.skills, f"leaves with wave {wave}")})
            for vehicle, wave in zip(problem.vehicles, waves, strict=True)
        )
        self._problem = problem.model_copy(update={"vehicles": vehicles})
        self._waves = waves
        self._matrix = matrix
        self._arrays = flatten(self._problem, matrix)

    def _type_waves(self, arrays: RoutingArrays) -> Integers:
        return np.array([self._waves[int(group[0])] for group in arrays.vehicles], np.int64)

    def routes(
        self, asked: Sequence[Asked], budget: Budget, start: Sequence[SketchedRoute] = ()
    ) -> tuple[SketchedRoute, ...]:
        """Good routes for what is asked; shipments that fit nowhere are in none.

        A work limit counts steps of ruin and recreate. `start` are routes to begin from, of this or
        another variant: what is not asked for, or may not leave then, is passed over.
        """
        if not asked:
            return ()
        variant = self._variant(asked)
        arrays = variant.arrays
        engine = SisrEngine() if not arrays.rules else choose(arrays)
        begin = [] if arrays.rules else self._begin(variant, start)
        found = engine.solve(arrays, budget, start=begin)
        of_visit = variant.positions[arrays.visit_shipment]
        waves = self._type_waves(arrays)
        return tuple(
            SketchedRoute(
                int(waves[tour.vehicle_type]),
                tuple(of_visit[[v for v in tour.visits if v < arrays.visit_count]].tolist()),
                tour.vehicle_type,
            )
            for tour in found.tours
        )

    def _variant(self, asked: Sequence[Asked]) -> _Variant:
        table = np.array(sorted(asked), np.int64)
        positions = table[:, 0]
        if self._arrays.rules:
            part = self._problem.model_copy(
                update={"shipments": tuple(self._problem.shipments[s] for s in positions.tolist())}
            )
            arrays = flatten(part, self._matrix)
        else:
            kept = np.zeros(self._arrays.shipment_count, np.bool_)
            kept[positions] = True
            arrays = self._arrays.select(kept)
        waves = self._type_waves(arrays)
        leaves: Flags = (waves >= table[:, 1:2]) & (waves <= table[:, 2:3])
        capable = np.ascontiguousarray(arrays.capable & leaves)
        if arrays.laws is not None:
            fare = np.where(capable, arrays.laws.fare, -1)
            arrays = replace(arrays, laws=arrays.laws._replace(fare=fare))
        return _Variant(replace(arrays, capable=capable), positions)

    def _begin(self, variant: _Variant, start: Sequence[SketchedRoute]) -> list[Tour]:
        """The routes as tours of the variant, without what it does not hold."""
        arrays = variant.arrays
        here = np.full(self._arrays.shipment_count, -1, np.int64)
        here[variant.positions] = np.arange(len(variant.positions))
        free = [len(group) for group in arrays.vehicles]
        tours = []
        for route in start:
            kept = here[list(route.shipments)]
            kept = kept[kept >= 0]
            kept = kept[arrays.capable[kept, route.kind]]
            if len(kept) and free[route.kind]:
                free[route.kind] -= 1
                # Without a pickup, a shipment is one visit.
                tours.append(Tour(route.kind, tuple(arrays.delivery_visit[kept].tolist())))
        return tours


def sketch_routes(
    problem: RoutingProblem, waves: Sequence[int], *, matrix: TravelMatrix
) -> RouteSketch:
    """A sketch of a valid problem of deliveries; `waves` holds the wave of each vehicle.

    Raises `TravelError` for a place that the matrix does not name.
    """
    return RouteSketch(problem, waves, matrix=matrix)
