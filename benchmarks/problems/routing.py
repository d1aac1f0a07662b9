"""A routing instance as a RoutingProblem, in whole solver units of its convention.

One metre and one second of the problem are one solver unit (a tenth or a thousandth of the file's
unit, as the convention says); a metre costs one minor unit times the vehicle's unit cost. A group
of alternatives is one shipment. Where backhauls come after all deliveries of a route, and no route
only collects, the ground says so: no way leads from a depot to a backhaul, and none from a backhaul
to a delivery.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from benchmarks.instances import FleetType, InstanceError, Node, RoutingInstance
from benchmarks.solution import RoutingSolution
from optimizer.road import TravelMatrix
from optimizer.routing import RoutingPlan, RoutingProblem
from optimizer.routing.model import (
    NO_WAY,
    Depot,
    LoadAmount,
    LoadCapacity,
    MatrixTravel,
    Place,
    Reload,
    Shipment,
    Travel,
    Vehicle,
    Visit,
)
from optimizer.shapes import Limit, TimeWindow

LOAD = "load"
ARCS_PER_VEHICLE = 10
"""With "fewest vehicles first" a vehicle costs as much as this many of the longest arcs."""

PLACES_MAX = 10_000


def routing_problem(instance: RoutingInstance, *, travel: bool = True) -> RoutingProblem:
    """The problem to solve; raises InstanceError naming what the model cannot hold.

    Without `travel` its matrix is left out, to be handed over as `travel_between`.
    """
    if instance.beyond:
        raise InstanceError(
            instance.name, f"needs what the model does not hold: {', '.join(instance.beyond)}"
        )
    if len(instance.nodes) > PLACES_MAX:
        raise InstanceError(
            instance.name, f"has {len(instance.nodes)} places, the model holds {PLACES_MAX}"
        )
    return _Builder(instance).problem(travel=travel)


def travel_between(instance: RoutingInstance) -> TravelMatrix:
    """The matrix of the same problem as tables: what a caller with a road engine has."""
    builder = _Builder(instance)
    ways, durations = builder.ways()
    return TravelMatrix(builder.place_ids, ways, durations)


def routing_solution(instance: RoutingInstance, plan: RoutingPlan) -> RoutingSolution:
    """The plan in the file's numbering, reloads as their depot's; empty routes left out."""
    uses = {vehicle_id: use for vehicle_id, use, _ in _vehicle_rows(instance)}
    routes, vehicles = [], []
    for route in plan.routes:
        if route.stops:
            routes.append(tuple(int(stop.place_id[1:]) for stop in route.stops))
            vehicles.append(uses[route.vehicle_id])
    return RoutingSolution(tuple(routes), tuple(vehicles))


def _vehicle_rows(instance: RoutingInstance) -> list[tuple[str, tuple[int, int], FleetType]]:
    """(vehicle id, (type row, depot), type) of every vehicle."""
    return [
        (f"V{k}-{n}", (row, kind.depot), kind)
        for k, kind in enumerate(instance.fleet)
        for n, row in enumerate(kind.rows)
    ]


class _Builder:
    """One instance on its way to a problem."""

    def __init__(self, instance: RoutingInstance) -> None:
        self.instance = instance
        self.scale = instance.convention.solver_scale
        self.distances = instance.convention.solver_distances(instance.distances())
        self.vehicles = _vehicle_rows(instance)

        self.place_ids = tuple(
            [f"D{k}" for k in range(len(instance.depots))]
            + [f"C{node.number}" for node in instance.customers]
        )

    def problem(self, *, travel: bool) -> RoutingProblem:
        instance, place_ids = self.instance, self.place_ids
        return RoutingProblem.model_construct(
            places=tuple(Place(id=place_id) for place_id in place_ids),
            depots=tuple(
                Depot(id=f"D{k}", place_id=f"D{k}", time_zone="UTC")
                for k in range(len(instance.depots))
            ),
            shipments=self._shipments(),
            vehicles=tuple(
                self._vehicle(vehicle_id, kind) for vehicle_id, _, kind in self.vehicles
            ),
            travel=Travel.model_construct(geodesic=None, matrix=self._matrix(place_ids))
            if travel
            else None,
        )

    def ways(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Metres and seconds; the same table twice where they are the same."""
        ways = durations = self.distances
        if self.instance.convention.is_double:  # times are rounded up there
            durations = self.instance.convention.solver_durations(self.instance.distances())
        if self.instance.backhauls_last:
            ways, durations = ways.copy(), durations.copy()
            closed = closed_ways(self.instance)
            ways[closed] = durations[closed] = NO_WAY
        return ways, ways if np.array_equal(durations, ways) else durations

    def _matrix(self, place_ids: tuple[str, ...]) -> MatrixTravel:
        """Built without validation: a million whole numbers that come from numpy."""
        ways, durations = self.ways()
        distances = tuple(ways.ravel().tolist())
        same = durations is ways
        return MatrixTravel.model_construct(
            place_ids=place_ids,
            distances_m=distances,
            durations_s=distances if same else tuple(durations.ravel().tolist()),
        )

    def _time(self, time: float) -> int:
        return round(time * self.scale)

    def _window(self, node: Node) -> TimeWindow | None:
        if math.isinf(node.due):
            return None
        return TimeWindow(
            start_time_s=math.ceil(node.ready * self.scale - 1e-6),
            end_time_s=math.floor(node.due * self.scale + 1e-6),
        )

    def _visit(self, node: Node) -> Visit:
        window = self._window(node)
        return Visit(
            place_id=f"C{node.number}",
            time_windows=() if window is None else (window,),
            service_duration_s=self._time(node.service),
        )

    def _shipments(self) -> tuple[Shipment, ...]:
        customers = {node.number: node for node in self.instance.customers}
        if self.instance.pairs:
            return tuple(
                Shipment(
                    id=f"S{pickup}",
                    pickups=(self._visit(customers[pickup]),),
                    deliveries=(self._visit(customers[delivery]),),
                    loads=_loads(customers[pickup]),
                )
                for pickup, delivery in self.instance.pairs
            )
        grouped = {number for group in self.instance.groups for number in group}
        choices = [(node,) for node in self.instance.customers if node.number not in grouped] + [
            tuple(customers[number] for number in group) for group in self.instance.groups
        ]
        return tuple(self._shipment(nodes) for nodes in choices)

    def _shipment(self, nodes: tuple[Node, ...]) -> Shipment:
        """One customer, or the alternatives of one."""
        node = nodes[0]
        allowed = {self._allowed(node) for node in nodes}
        if len(allowed) > 1:
            raise InstanceError(
                self.instance.name, f"alternatives of {node.number} allow different vehicles"
            )
        visits = tuple(self._visit(node) for node in nodes)
        return Shipment(
            id=f"S{node.number}",
            pickups=visits if node.backhaul else (),
            deliveries=() if node.backhaul else visits,
            loads=_loads(node),
            allowed_vehicle_ids=allowed.pop(),
            penalty_minor=self._time(node.prize) if node.prize else None,
            release_time_s=math.ceil(node.release * self.scale - 1e-6) if node.release else None,
        )

    def _allowed(self, node: Node) -> tuple[str, ...]:
        """Vehicles that may come; empty when all may."""
        fitting = tuple(
            vehicle_id
            for vehicle_id, _, kind in self.vehicles
            if kind.allowed is None or node.number in kind.allowed
        )
        if not fitting:
            raise InstanceError(self.instance.name, f"no vehicle may visit {node.number}")
        return () if len(fitting) == len(self.vehicles) else fitting

    def _vehicle(self, vehicle_id: str, kind: FleetType) -> Vehicle:
        fixed = round(kind.fixed_cost * self.scale)
        if self.instance.convention.vehicles_first:
            fixed += ARCS_PER_VEHICLE * int(self.distances.max())
        return Vehicle(
            id=vehicle_id,
            start_depot_id=f"D{kind.depot}",
            end_depot_id=f"D{kind.depot}",
            shift_window=self._window(self.instance.depots[kind.depot]),
            capacities=()
            if math.isinf(kind.capacity)
            else (LoadCapacity(dimension=LOAD, limit=Limit(maximum=int(kind.capacity))),),
            fixed_cost_minor=fixed or None,
            cost_per_km_minor=round(1000 * kind.unit_cost),
            distance_limit_m=self._limit(kind.max_distance),
            duration_limit_s=self._limit(kind.max_duration),
            reloads=tuple(Reload(depot_id=f"D{depot}") for depot in kind.reloads),
            trip_limit=None
            if kind.max_reloads is None or not kind.reloads
            else Limit(maximum=kind.max_reloads + 1),
        )

    def _limit(self, most: float) -> Limit | None:
        return None if math.isinf(most) else Limit(maximum=math.floor(most * self.scale + 1e-6))


def _loads(node: Node) -> tuple[LoadAmount, ...]:
    amount = int(node.demand or node.backhaul)
    return (LoadAmount(dimension=LOAD, amount=amount),) if amount else ()


def closed_ways(instance: RoutingInstance) -> npt.NDArray[np.bool_]:
    """Ways (from, to) that no route takes where backhauls come after all deliveries."""
    collects = np.array([node.backhaul > 0 for node in instance.nodes])
    brings = ~collects
    brings[: len(instance.depots)] = False
    before = ~collects & ~brings
    closed: npt.NDArray[np.bool_] = before[:, None] & collects | collects[:, None] & brings
    return closed
