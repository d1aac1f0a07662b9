"""PyVRP, called directly: its own iterated local search with its own parameters.

Only the bound on penalties is raised with the costs; with the default one it finds nothing on
fleets whose kilometres are dear.
"""

from __future__ import annotations

import time
from importlib.metadata import version
from typing import Any

import numpy as np
import pyvrp
from pyvrp.stop import MaxIterations, MaxRuntime

from benchmarks.instances import Instance, RoutingInstance
from benchmarks.peers.interface import Outcome
from benchmarks.problems.routing import closed_ways
from benchmarks.problems.whole_numbers import WholeFleet, WholeRouting, whole
from benchmarks.solution import RoutingSolution
from optimizer.budget import Budget

PENALTY_MOST = 1e11


class PyVrpPeer:
    """One core, whatever the budget says."""

    name = "pyvrp"

    def missing(self) -> str | None:
        """Never: the product depends on it."""
        return None

    def version(self) -> str:
        """Of the package."""
        return version("pyvrp")

    def refuses(self, instance: Instance) -> str | None:
        """Anything but routes; trips, releases, alternatives and backhauls it holds itself."""
        return None if isinstance(instance, RoutingInstance) else "plans routes only"

    def warm(self, instance: Instance) -> None:
        """Nothing to compile."""

    def solve(
        self, instance: Instance, budget: Budget, support: float, *, curve: bool = False
    ) -> Outcome:
        """Runs to the end of the budget."""
        if not isinstance(instance, RoutingInstance):
            raise TypeError("plans routes only")
        started = time.perf_counter()
        table = whole(instance)
        data = _data(table)
        listener = _Listener(started) if curve else None
        result = pyvrp.solve(
            data,
            _stop(budget),
            seed=budget.seed,
            collect_stats=False,
            display=False,
            params=_parameters(table, listener),
        )
        solution = _solution(table, result.best) if result.is_feasible() else None
        return Outcome(solution, self.name, tuple(listener.points) if listener else ())


def _stop(budget: Budget) -> pyvrp.stop.StoppingCriterion:
    """A work limit counts iterations."""
    if budget.work_limit is not None:
        return MaxIterations(budget.work_limit)
    return MaxRuntime(budget.remaining_s())


class _Listener(pyvrp.IteratedLocalSearchCallbacks):
    """Notes when better solutions came."""

    def __init__(self, started: float) -> None:
        super().__init__()
        self.started = started
        self.points: list[tuple[float, float]] = []
        self.price = pyvrp.CostEvaluator([0], 0, 0)

    def on_best(self, best: pyvrp.Solution) -> None:
        """Called by the search with each new best solution."""
        if best.is_feasible():
            seconds = time.perf_counter() - self.started
            self.points.append((seconds, float(self.price.penalised_cost(best))))


def _parameters(table: WholeRouting, listener: _Listener | None) -> pyvrp.SolveParams:
    longest = int(table.distances.max())
    dearest = max(kind.unit_cost * longest + kind.fixed_cost for kind in table.fleet)
    usual = pyvrp.PenaltyParams()
    most = max(usual.max_penalty, min(10.0 * dearest, PENALTY_MOST))
    penalty = pyvrp.PenaltyParams(max_penalty=most)
    if listener is None:
        return pyvrp.SolveParams(penalty=penalty)
    return pyvrp.SolveParams(
        penalty=penalty, ils=pyvrp.IteratedLocalSearchParams(callbacks=listener)
    )


def _data(table: WholeRouting) -> pyvrp.ProblemData:
    far = 2 * (table.node_count + 2) * int(table.distances.max() + 1)
    groups = table.node_groups()
    group_of = {node: g for g, group in enumerate(groups) for node in group}
    profiles: dict[frozenset[int] | None, int] = {}
    matrices: list[Any] = []
    durations: Any = table.durations
    for fleet in table.fleet:
        if fleet.kind.allowed not in profiles:
            profiles[fleet.kind.allowed] = len(matrices)
            matrices.append(_distances(table, fleet, far))
    paired = {node for pair in table.node_pairs() for node in pair}
    nodes = _clients(table, paired)
    client_of = {node: client for client, node in enumerate(nodes)}
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in range(table.node_count)],
        clients=[_client(table, k, group_of.get(k)) for k in nodes],
        depots=[_depot(table, k) for k in range(table.depot_count)],
        vehicle_types=[_vehicle_type(table, fleet, profiles, far) for fleet in table.fleet],
        distance_matrices=matrices,
        duration_matrices=[durations] * len(matrices),
        groups=[pyvrp.ClientGroup([client_of[node] for node in group]) for group in groups],
        shipments=[_shipment(table, pickup, delivery) for pickup, delivery in table.node_pairs()],
    )


def _clients(table: WholeRouting, paired: set[int]) -> list[int]:
    return [k for k in range(table.depot_count, table.node_count) if k not in paired]


def _distances(table: WholeRouting, fleet: WholeFleet, far: int) -> np.ndarray:
    """Ways that a vehicle may not take are longer than it may drive."""
    if fleet.kind.allowed is None and not table.instance.backhauls_last:
        return table.distances
    matrix = table.distances.copy()
    if fleet.kind.allowed is not None:
        nodes = range(table.depot_count, table.node_count)
        matrix[:, [k for k in nodes if not table.may_visit(fleet, k)]] = far
    if table.instance.backhauls_last:
        # As its own reader does for this TYPE.
        matrix[closed_ways(table.instance)] = far
    np.fill_diagonal(matrix, 0)
    return matrix


def _window(table: WholeRouting, node: int, prefix: str = "") -> dict[str, Any]:
    window = table.windows[node]
    return {} if window is None else {f"{prefix}tw_early": window[0], f"{prefix}tw_late": window[1]}


def _depot(table: WholeRouting, node: int) -> pyvrp.Depot:
    return pyvrp.Depot(node, **_window(table, node))


def _client(table: WholeRouting, node: int, group: int | None) -> pyvrp.Client:
    return pyvrp.Client(
        node,
        delivery=[table.demand[node]],
        pickup=[table.backhaul[node]],
        service_duration=table.service[node],
        release_time=table.release[node],
        prize=table.prizes[node],
        required=not table.prizes[node] and group is None,
        group=group,
        **_window(table, node),
    )


def _shipment(table: WholeRouting, pickup: int, delivery: int) -> pyvrp.Shipment:
    return pyvrp.Shipment(
        pickup,
        delivery,
        amount=[table.demand[pickup]],
        pickup_service_duration=table.service[pickup],
        delivery_service_duration=table.service[delivery],
        **_window(table, pickup, "pickup_"),
        **_window(table, delivery, "delivery_"),
    )


def _vehicle_type(
    table: WholeRouting,
    fleet: WholeFleet,
    profiles: dict[frozenset[int] | None, int],
    far: int,
) -> pyvrp.VehicleType:
    optional: dict[str, Any] = {}
    shut = fleet.kind.allowed is not None or table.instance.backhauls_last
    if shut or fleet.max_distance is not None:
        optional["max_distance"] = fleet.max_distance or far - 1
    if fleet.max_duration is not None:
        optional["shift_duration"] = fleet.max_duration
    if fleet.kind.max_reloads is not None:
        optional["max_reloads"] = fleet.kind.max_reloads
    capacity = (
        sum(abs(x) for x in table.demand + table.backhaul)
        if fleet.capacity is None
        else fleet.capacity
    )
    return pyvrp.VehicleType(
        num_available=fleet.count,
        capacity=[capacity],
        start_depot=fleet.depot,
        end_depot=fleet.depot,
        fixed_cost=fleet.fixed_cost,
        unit_distance_cost=fleet.unit_cost,
        profile=profiles[fleet.kind.allowed],
        reload_depots=list(fleet.kind.reloads),
        **optional,
    )


def _solution(table: WholeRouting, best: pyvrp.Solution) -> RoutingSolution:
    pairs = table.node_pairs()
    clients = _clients(table, {node for pair in pairs for node in pair})
    used = [0] * len(table.fleet)
    routes = []
    for route in best.routes():
        nodes = []
        for activity in list(route)[1:-1]:  # Without the depots at both ends.
            if activity.is_client():
                nodes.append(clients[activity.idx])
            elif activity.is_pickup():
                nodes.append(pairs[activity.idx][0])
            elif activity.is_delivery():
                nodes.append(pairs[activity.idx][1])
            elif activity.is_depot():
                nodes.append(activity.idx)
        kind = route.vehicle_type()
        routes.append((kind, used[kind], nodes))
        used[kind] += 1
    return table.solution(routes)
