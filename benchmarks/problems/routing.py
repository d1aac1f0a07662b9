"""A routing instance as a RoutingProblem, in whole solver units of its convention.

One metre and one second of the problem are one solver unit (a tenth or a thousandth of the file's
unit, as the convention says); a metre costs one minor unit times the vehicle's unit cost.
"""

from __future__ import annotations

import math

import numpy as np

from benchmarks.instances import FleetType, InstanceError, Node, RoutingInstance
from benchmarks.solution import RoutingSolution
from optimizer.routing import RoutingPlan, RoutingProblem
from optimizer.routing.model import (
    Depot,
    LoadAmount,
    LoadCapacity,
    MatrixTravel,
    Place,
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


def routing_problem(instance: RoutingInstance) -> RoutingProblem:
    """The problem to solve; raises InstanceError naming what the model cannot hold."""
    if instance.beyond:
        raise InstanceError(
            instance.name, f"needs what the model does not hold: {', '.join(instance.beyond)}"
        )
    if len(instance.nodes) > PLACES_MAX:
        raise InstanceError(
            instance.name, f"has {len(instance.nodes)} places, the model holds {PLACES_MAX}"
        )
    return _Builder(instance).problem()


def routing_solution(instance: RoutingInstance, plan: RoutingPlan) -> RoutingSolution:
    """The plan in the file's numbering; empty routes left out."""
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

    def problem(self) -> RoutingProblem:
        instance = self.instance
        place_ids = tuple(
            [f"D{k}" for k in range(len(instance.depots))]
            + [f"C{node.number}" for node in instance.customers]
        )
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
            travel=Travel.model_construct(geodesic=None, matrix=self._matrix(place_ids)),
        )

    def _matrix(self, place_ids: tuple[str, ...]) -> MatrixTravel:
        """Built without validation: a million whole numbers that come from numpy."""
        durations = self.instance.convention.solver_durations(self.instance.distances())
        distances = tuple(self.distances.ravel().tolist())
        same = np.array_equal(durations, self.distances)
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
        return tuple(
            Shipment(
                id=f"S{node.number}",
                deliveries=(self._visit(node),),
                loads=_loads(node),
                allowed_vehicle_ids=self._allowed(node),
                penalty_minor=self._time(node.prize) if node.prize else None,
            )
            for node in self.instance.customers
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
        )

    def _limit(self, most: float) -> Limit | None:
        return None if math.isinf(most) else Limit(maximum=math.floor(most * self.scale + 1e-6))


def _loads(node: Node) -> tuple[LoadAmount, ...]:
    return (LoadAmount(dimension=LOAD, amount=int(node.demand)),) if node.demand else ()
