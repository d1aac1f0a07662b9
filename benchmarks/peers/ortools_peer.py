"""OR-Tools' routing library, called directly: cheapest insertion, then guided local search."""

from __future__ import annotations

import time
from importlib.metadata import version

from ortools.constraint_solver import pywrapcp, routing_enums_pb2

from benchmarks.instances import Instance, RoutingInstance
from benchmarks.instances.routing_instance import ALTERNATIVES, MANY_ALTERNATIVES
from benchmarks.peers.interface import Outcome
from benchmarks.problems.whole_numbers import WholeRouting, whole
from benchmarks.solution import RoutingSolution
from optimizer.budget import Budget

NODES_MAX = 3_000


class OrToolsPeer:
    """One core, whatever the budget says."""

    name = "ortools"

    def missing(self) -> str | None:
        """Never: the product depends on it."""
        return None

    def version(self) -> str:
        """Of the package."""
        return version("ortools")

    def refuses(self, instance: Instance) -> str | None:
        """Anything but routes, and sizes at which its model takes too long to build."""
        if not isinstance(instance, RoutingInstance):
            return "plans routes only"
        beyond = [words for words in instance.extras if words != ALTERNATIVES]
        beyond += [words for words in instance.beyond if words != MANY_ALTERNATIVES]
        if beyond:
            return ", ".join(beyond)
        if len(instance.nodes) > NODES_MAX:
            return f"more than {NODES_MAX} nodes"
        return None

    def warm(self, instance: Instance) -> None:
        """Nothing to compile."""

    def solve(
        self, instance: Instance, budget: Budget, support: float, *, curve: bool = False
    ) -> Outcome:
        """Runs to the end of the budget; a work limit counts accepted solutions."""
        if not isinstance(instance, RoutingInstance):
            raise TypeError("plans routes only")
        started = time.perf_counter()
        model = _Model(whole(instance))
        points: list[tuple[float, float]] = []

        def note() -> None:
            cost = float(model.routing.CostVar().Max())
            # Guided local search also reports steps that lead uphill.
            if not points or cost < points[-1][1]:
                points.append((time.perf_counter() - started, cost))

        if curve:
            model.routing.AddAtSolutionCallback(note)
        return Outcome(model.solve(budget), "ortools guided local search", tuple(points))


class _Model:
    """Nodes as in the table; one OR-Tools vehicle per vehicle of the fleet."""

    def __init__(self, table: WholeRouting) -> None:
        self.table = table
        self.vehicles = [
            (kind, vehicle)
            for kind, fleet in enumerate(table.fleet)
            for vehicle in range(min(fleet.count, table.node_count))
        ]
        depots = [table.fleet[kind].depot for kind, _ in self.vehicles]
        self.manager = pywrapcp.RoutingIndexManager(
            table.node_count, len(self.vehicles), depots, depots
        )
        self.routing = pywrapcp.RoutingModel(self.manager)
        self._costs()
        self._loads()
        if table.has_times:
            self._times()
        self._visits()

    def _costs(self) -> None:
        table = self.table
        units = {fleet.unit_cost for fleet in table.fleet}
        priced = {
            unit: self.routing.RegisterTransitMatrix((table.distances * unit).tolist())
            for unit in units
        }
        for index, (kind, _) in enumerate(self.vehicles):
            fleet = table.fleet[kind]
            self.routing.SetArcCostEvaluatorOfVehicle(priced[fleet.unit_cost], index)
            self.routing.SetFixedCostOfVehicle(fleet.fixed_cost, index)
        if any(fleet.max_distance is not None for fleet in table.fleet):
            way = self.routing.RegisterTransitMatrix(table.distances.tolist())
            most = int(table.distances.max()) * (table.node_count + 1)
            limits = [table.fleet[kind].max_distance or most for kind, _ in self.vehicles]
            self.routing.AddDimensionWithVehicleCapacity(way, 0, limits, True, "way")

    def _loads(self) -> None:
        table = self.table
        load = self.routing.RegisterUnaryTransitVector(
            [0 if k < table.depot_count else table.demand[k] for k in range(table.node_count)]
        )
        unlimited = sum(abs(amount) for amount in table.demand)
        limits = [
            unlimited if table.fleet[kind].capacity is None else table.fleet[kind].capacity
            for kind, _ in self.vehicles
        ]
        self.routing.AddDimensionWithVehicleCapacity(load, 0, limits, True, "load")

    def _times(self) -> None:
        table, routing = self.table, self.routing
        service = [0] * table.depot_count + table.service[table.depot_count :]
        moves = (table.durations.T + service).T.tolist()
        travel = routing.RegisterTransitMatrix(moves)
        horizon = table.horizon
        routing.AddDimension(travel, horizon, horizon, False, "time")
        clock = routing.GetDimensionOrDie("time")
        for node in range(table.depot_count, table.node_count):
            window = table.windows[node]
            if window is not None:
                clock.CumulVar(self.manager.NodeToIndex(node)).SetRange(*window)
        for index, (kind, _) in enumerate(self.vehicles):
            fleet = table.fleet[kind]
            window = table.windows[fleet.depot]
            if window is not None:
                clock.CumulVar(routing.Start(index)).SetRange(*window)
                clock.CumulVar(routing.End(index)).SetRange(*window)
            if fleet.max_duration is not None:
                clock.SetSpanUpperBoundForVehicle(fleet.max_duration, index)
            routing.AddVariableMinimizedByFinalizer(clock.CumulVar(routing.End(index)))

    def _visits(self) -> None:
        table, routing = self.table, self.routing
        for node in range(table.depot_count, table.node_count):
            index = self.manager.NodeToIndex(node)
            if table.prizes[node]:
                routing.AddDisjunction([index], table.prizes[node])
            able = [
                vehicle
                for vehicle, (kind, _) in enumerate(self.vehicles)
                if table.may_visit(table.fleet[kind], node)
            ]
            if len(able) < len(self.vehicles):
                routing.VehicleVar(index).SetValues([-1, *able])
        for group in table.node_groups():
            routing.AddDisjunction([self.manager.NodeToIndex(node) for node in group])
        order = routing.GetDimensionOrDie("time" if table.has_times else "load")
        for pickup, delivery in table.node_pairs():
            first, then = self.manager.NodeToIndex(pickup), self.manager.NodeToIndex(delivery)
            routing.AddPickupAndDelivery(first, then)
            solver = routing.solver()
            solver.Add(routing.VehicleVar(first) == routing.VehicleVar(then))
            solver.Add(order.CumulVar(first) <= order.CumulVar(then))

    def solve(self, budget: Budget) -> RoutingSolution | None:
        parameters = pywrapcp.DefaultRoutingSearchParameters()
        strategies = routing_enums_pb2.FirstSolutionStrategy
        parameters.first_solution_strategy = strategies.PARALLEL_CHEAPEST_INSERTION
        parameters.local_search_metaheuristic = (
            routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
        )
        if budget.work_limit is not None:
            parameters.solution_limit = budget.work_limit
        else:
            parameters.time_limit.FromMilliseconds(max(1, int(budget.remaining_s() * 1000)))
        found = self.routing.SolveWithParameters(parameters)
        if found is None:
            return None
        routes = []
        for vehicle, (kind, number) in enumerate(self.vehicles):
            nodes = []
            index = found.Value(self.routing.NextVar(self.routing.Start(vehicle)))
            while not self.routing.IsEnd(index):
                nodes.append(self.manager.IndexToNode(index))
                index = found.Value(self.routing.NextVar(index))
            routes.append((kind, number, nodes))
        return self.table.solution(routes)
