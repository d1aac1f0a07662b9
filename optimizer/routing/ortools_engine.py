"""OR-Tools routing: holds what its constraints can say, at a distance from the best plans.

Constraint programming with guided local search (Voudouris & Tsang 1999). It is the engine for
whatever the faster ones cannot express. It keeps the interpreter lock while it searches and can
only be stopped through a limit of its own, so the budget is asked from inside that limit.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from optimizer.budget import Budget
from optimizer.routing.arrays import UNLIMITED, Integers, RoutingArrays
from optimizer.routing.cpsat_clock import asks_the_clock
from optimizer.routing.cpsat_order import asks_the_order
from optimizer.routing.engine import Found, Improved
from optimizer.routing.kernels.laws import PER_FAR
from optimizer.routing.ortools_rules import Rules, not_held, visit_prices
from optimizer.routing.schedule import Scheduler, Tour

VISITS_MAX = 3_000
_NO_WAY_M = 2 * UNLIMITED
_LONGEST_S = 3_600.0


@dataclass(frozen=True, slots=True)
class OrToolsEngine:
    """Guided local search over the whole model."""

    name: str = "ortools"

    def supports(self, arrays: RoutingArrays) -> list[str]:
        """What `ortools_rules.py` writes, up to a size at which its tables still fit."""
        if arrays.visit_count > VISITS_MAX:
            return [f"{arrays.visit_count} visits are more than {VISITS_MAX}"]
        return not_held(arrays)

    def solve(
        self,
        arrays: RoutingArrays,
        budget: Budget,
        *,
        start: Sequence[Tour] = (),
        on_improved: Improved | None = None,
    ) -> Found:
        """See `Engine.solve`. A work limit counts branches and neighbours tried."""
        if not arrays.visit_count or not arrays.vehicle_count or budget.expired():
            return Found(tuple(start))
        return Found(tuple(_Model(arrays).solve(budget, start, on_improved)))


class _Model:
    """One OR-Tools model: nodes 0..N-1 are the visits, then one node per start or end place."""

    def __init__(self, arrays: RoutingArrays) -> None:
        self.arrays = arrays
        self.type_of = [
            t
            for t in range(arrays.type_count)
            for _ in range(min(len(arrays.vehicles[t]), arrays.shipment_count))
        ]
        places = arrays.visit_place.tolist()
        nodes: dict[tuple[int, bool], int] = {}
        for t in range(arrays.type_count):
            for key in ((int(arrays.start_place[t]), True), (int(arrays.end_place[t]), False)):
                if key not in nodes:
                    nodes[key] = len(places)
                    places.append(key[0])
        self.place = np.array(places)
        self.manager = pywrapcp.RoutingIndexManager(
            len(places),
            len(self.type_of),
            [nodes[int(arrays.start_place[t]), True] for t in self.type_of],
            [nodes[int(arrays.end_place[t]), False] for t in self.type_of],
        )
        self.routing = pywrapcp.RoutingModel(self.manager)
        self.index = [self.manager.NodeToIndex(v) for v in range(arrays.visit_count)]
        self.timed = asks_the_clock(arrays)
        self.counted = asks_the_order(arrays)
        self._distances()
        self._clock()
        self._loads()
        self._shipments()
        if arrays.laws is not None:
            Rules(
                arrays, arrays.laws, self.routing, self.index, self.type_of, pywrapcp.BoundCost
            ).write()

    def _between_nodes(self, table: Integers) -> Integers:
        """A travel table over nodes; ending nowhere is free."""
        wide: Integers = table[np.ix_(self.place, self.place)]
        wide[:, self.place < 0] = 0
        return wide

    def _distances(self) -> None:
        arrays, routing = self.arrays, self.routing
        metres = self._between_nodes(arrays.distance_m)
        closed = metres < 0
        metres[closed] = 0
        by_cost: dict[tuple[int, bytes], int] = {}
        for v, t in enumerate(self.type_of):
            rate = int(arrays.metre_cost[t])
            extra = np.zeros(len(self.place), np.int64)
            if arrays.laws is not None:
                extra[: arrays.visit_count] = visit_prices(arrays, arrays.laws, t)
            key = (rate, extra.tobytes())
            if key not in by_cost:
                by_cost[key] = routing.RegisterTransitMatrix((metres * rate + extra).tolist())
            routing.SetArcCostEvaluatorOfVehicle(by_cost[key], v)
            routing.SetFixedCostOfVehicle(int(arrays.fixed_cost[t]), v)
        limits = [int(arrays.distance_limit_m[t]) for t in self.type_of]
        far = arrays.laws is not None and bool(arrays.laws.kind[:, PER_FAR].any())
        if closed.any() or min(limits) < UNLIMITED or far:
            metres[closed] = _NO_WAY_M
            way = routing.RegisterTransitMatrix(metres.tolist())
            routing.AddDimensionWithVehicleCapacity(way, 0, limits, True, "distance")
        stops = [int(arrays.stop_limit[t]) for t in self.type_of]
        if min(stops) < arrays.visit_count:
            one = [1] * arrays.visit_count + [0] * (len(self.place) - arrays.visit_count)
            count = routing.RegisterUnaryTransitVector(one)
            routing.AddDimensionWithVehicleCapacity(count, 0, stops, True, "stops")

    def _clock(self) -> None:
        arrays, routing = self.arrays, self.routing
        if self.counted:
            # An order of stops needs some count; where there is a clock, it does for most.
            one = routing.RegisterUnaryTransitVector([1] * len(self.place))
            routing.AddDimension(one, 0, 2 * len(self.place), True, "order")
        if not self.timed:
            return
        service = np.zeros(len(self.place), np.int64)
        service[: arrays.visit_count] = arrays.service_s
        transits = []
        for table in arrays.duration_s:
            seconds = self._between_nodes(table)
            seconds[seconds < 0] = 0
            transits.append(routing.RegisterTransitMatrix((seconds + service[:, None]).tolist()))
        horizon = int(arrays.end_latest_s.max())
        routing.AddDimensionWithVehicleTransits(
            [transits[int(arrays.speed[t])] for t in self.type_of], horizon, horizon, False, "time"
        )
        time = routing.GetDimensionOrDie("time")
        for v, t in enumerate(self.type_of):
            time.CumulVar(routing.Start(v)).SetRange(
                int(arrays.leave_earliest_s[t]), int(arrays.leave_latest_s[t])
            )
            time.CumulVar(routing.End(v)).SetRange(
                int(arrays.end_earliest_s[t]), int(arrays.end_latest_s[t])
            )
            if arrays.duration_limit_s[t] < UNLIMITED:
                time.SetSpanUpperBoundForVehicle(int(arrays.duration_limit_s[t]), v)
            if arrays.second_cost[t]:
                time.SetSpanCostCoefficientForVehicle(int(arrays.second_cost[t]), v)
        for visit, index in enumerate(self.index):
            windows = slice(arrays.window_first[visit], arrays.window_first[visit + 1])
            starts = arrays.window_start_s[windows].tolist()
            ends = arrays.window_end_s[windows].tolist()
            if not starts:
                continue
            served = time.CumulVar(index)
            served.SetRange(max(0, starts[0]), min(horizon, max(0, ends[-1])))
            for end, again in zip(ends[:-1], starts[1:], strict=True):
                if end + 1 <= again - 1:
                    served.RemoveInterval(end + 1, again - 1)

    def _loads(self) -> None:
        """One dimension per load; a second one where goods from and to the depot mix.

        The first counts what is aboard: its level at the start is free, and would be the least
        that keeps it from going negative, which is what must leave the depot. Where goods for the
        depot replace goods from it, that is too little; then a second dimension counts only the
        goods from the start, reaches zero at the end, and lends its first level to the other.
        """
        arrays, routing = self.arrays, self.routing
        ends = [0] * (len(self.place) - arrays.visit_count)
        from_start = arrays.pickup_visit[arrays.visit_shipment] < 0
        to_end = arrays.delivery_visit[arrays.visit_shipment] < 0
        for d, name in enumerate(arrays.dimensions):
            change = arrays.load_change[:, d]
            limits = [int(arrays.capacity[t, d]) for t in self.type_of]
            aboard = routing.RegisterUnaryTransitVector(change.tolist() + ends)
            label = f"load {name}"
            empty = not from_start.any()
            routing.AddDimensionWithVehicleCapacity(aboard, 0, limits, empty, label)
            if from_start.any() and to_end.any():
                outward = np.where(from_start, change, 0)
                leaving = routing.RegisterUnaryTransitVector(outward.tolist() + ends)
                routing.AddDimensionWithVehicleCapacity(
                    leaving, 0, limits, False, f"outward {name}"
                )
                whole = routing.GetDimensionOrDie(label)
                part = routing.GetDimensionOrDie(f"outward {name}")
                for v in range(len(self.type_of)):
                    part.CumulVar(routing.End(v)).SetValue(0)
                    routing.solver().Add(
                        whole.CumulVar(routing.Start(v)) == part.CumulVar(routing.Start(v))
                    )

    def _shipments(self) -> None:
        arrays, routing = self.arrays, self.routing
        solver = routing.solver()
        types = np.array(self.type_of)
        order = "order" if self.counted else "time"
        for s in range(arrays.shipment_count):
            visits = list(arrays.visits_of(s))
            for i, visit in enumerate(visits):
                cost = int(arrays.left_out_cost[s]) if i == 0 else 0
                first = visit == arrays.pickup_visit[s]
                count = int((arrays.pickup_options if first else arrays.delivery_options)[s])
                options = self.index[visit : visit + count]
                routing.AddDisjunction(options, cost, 1)
            capable = arrays.capable[s][types]
            if not capable.all():
                allowed = [-1, *np.flatnonzero(capable).tolist()]
                for visit in np.flatnonzero(arrays.visit_shipment == s).tolist():
                    routing.VehicleVar(self.index[visit]).SetValues(allowed)
            if len(visits) == 2:
                pickup, delivery = (self.index[v] for v in visits)
                routing.AddPickupAndDelivery(pickup, delivery)
                solver.Add(routing.VehicleVar(pickup) == routing.VehicleVar(delivery))
                dimension = routing.GetDimensionOrDie(order)
                solver.Add(dimension.CumulVar(pickup) <= dimension.CumulVar(delivery))

    def solve(
        self, budget: Budget, start: Sequence[Tour], on_improved: Improved | None
    ) -> list[Tour]:
        routing = self.routing
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        parameters.first_solution_strategy = (
            routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
        )
        parameters.local_search_metaheuristic = (
            routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        )
        seconds = min(_LONGEST_S, budget.remaining_s())
        parameters.time_limit.FromMilliseconds(max(1, int(seconds * 1000)))
        best = _Best(self, list(start), on_improved)
        asked = 0

        def spent() -> bool:
            nonlocal asked
            asked += 1
            return budget.expired() or (budget.work_limit is not None and asked > budget.work_limit)

        routing.AddSearchMonitor(routing.solver().CustomLimit(spent))
        routing.AddAtSolutionCallback(best.look)
        routing.CloseModelWithParameters(parameters)
        hint = self._assignment(start) if start else None
        if hint is not None:
            routing.SolveFromAssignmentWithParameters(hint, parameters)
        else:
            routing.SolveWithParameters(parameters)
        return best.tours

    def _assignment(self, start: Sequence[Tour]) -> pywrapcp.Assignment | None:
        routes: list[list[int]] = [[] for _ in self.type_of]
        free = {t: [v for v, x in enumerate(self.type_of) if x == t] for t in set(self.type_of)}
        for tour in start:
            routes[free[tour.vehicle_type].pop(0)] = [self.index[v] for v in tour.visits]
        return self.routing.ReadAssignmentFromRoutes(routes, True)

    def read(self) -> list[Tour]:
        """The tours of the solution that the solver stands at."""
        routing, manager = self.routing, self.manager
        tours = []
        for v, t in enumerate(self.type_of):
            index = routing.NextVar(routing.Start(v)).Value()
            visits = []
            while not routing.IsEnd(index):
                visits.append(manager.IndexToNode(index))
                index = routing.NextVar(index).Value()
            if visits:
                tours.append(Tour(t, tuple(visits)))
        return tours


class _Best:
    """The cheapest solution seen, by our own price."""

    def __init__(self, model: _Model, tours: list[Tour], on_improved: Improved | None) -> None:
        self._model = model
        self._scheduler = Scheduler(model.arrays)
        self._on_improved = on_improved
        self.tours = tours
        self._cost = math.inf

    def look(self) -> None:
        """Called at each solution."""
        cost = self._model.routing.CostVar().Max()
        ruled = self._model.arrays.laws is not None
        if cost < self._cost or ruled:
            tours = self._model.read()
            if not all(self._scheduler.feasible(tour) for tour in tours):
                return
            if ruled:  # what the solver thinks of such rules is not always their price
                cost = self._scheduler.total(tours)
            if cost < self._cost:
                self._cost = cost
                self.tours = tours
                if self._on_improved is not None:
                    self._on_improved(tours)
