"""A captured request as an instance, so that peers can be run on it beside us.

What the plain instance shapes cannot say is named, and the peers are then not run: several windows
per visit, several dimensions of load, hours that cost, skills, speeds, open routes.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

import numpy as np

from benchmarks.instances import (
    CONVENTIONS,
    ContainerRow,
    FleetType,
    InstanceError,
    ItemRow,
    Node,
    PackingInstance,
    RoutingInstance,
)
from benchmarks.replay import CapturedPack, CapturedRoutes, problem_of
from optimizer.packing import PackingObjective
from optimizer.packing.model import UprightDimension
from optimizer.packing.rules_asked import has_physical_rules
from optimizer.routing.arrays import flatten
from optimizer.routing.model import Shipment, Vehicle
from optimizer.routing.travel import travel_matrix
from optimizer.shapes import Size, TimeWindow
from service.convert.capture import CaptureError, read_capture


def parse_capture(where: str, text: str) -> PackingInstance | RoutingInstance:
    """The instance; raises InstanceError saying what stands against it."""
    try:
        problem = problem_of(read_capture(where, text))
    except CaptureError as error:
        raise InstanceError(where, str(error)) from error
    if isinstance(problem, CapturedPack):
        return _packing(where, problem)
    return _routing(where, problem)


def _sides(size: Size) -> tuple[int, int, int]:
    return size.length_mm, size.width_mm, size.height_mm


def _packing(where: str, problem: CapturedPack) -> PackingInstance:
    if problem.objective is not PackingObjective.FEWEST_UNITS:
        raise InstanceError(where, f"aims for {problem.objective}, peers count units only")
    if any(unit.stock is not None for unit in problem.load_units):
        raise InstanceError(where, "limits the stock of load units")
    if has_physical_rules(problem) or problem.rate_table is not None:
        raise InstanceError(where, "asks for physical rules or a carrier's prices")
    upright = (UprightDimension.LENGTH, UprightDimension.WIDTH, UprightDimension.HEIGHT)
    return PackingInstance(
        name=where.rsplit("/", 1)[-1],
        kind="captured",
        goal="bins",
        items=tuple(
            ItemRow(
                row,
                _sides(item.size),
                _flags(tuple(u in (item.upright_dimensions or upright) for u in upright)),
                item.quantity,
                not item.fixed_heading,
                item.weight_g,
            )
            for row, item in enumerate(problem.items)
        ),
        containers=tuple(
            ContainerRow(
                row,
                _sides(unit.inner_size),
                None if unit.outer_size is None else _sides(unit.outer_size),
                unit.tare_weight_g,
                unit.max_gross_weight_g,
                unit.id,
            )
            for row, unit in enumerate(problem.load_units)
        ),
    )


def _flags(values: tuple[bool, ...]) -> tuple[bool, bool, bool]:
    return values[0], values[1], values[2]


def _beyond(problem: CapturedRoutes) -> Iterator[str]:
    """What the plain instance cannot say."""
    dimensions = {
        capacity.dimension for vehicle in problem.vehicles for capacity in vehicle.capacities
    }
    visits = [v for s in problem.shipments for v in (*s.pickups, *s.deliveries)]
    if len(dimensions) > 1:
        yield "several dimensions of load"
    if any(len(visit.time_windows) > 1 for visit in visits):
        yield "several windows per visit"
    if any(not shipment.deliveries for shipment in problem.shipments):
        yield "goods brought to the vehicle's end"
    both = sum(bool(shipment.pickups) for shipment in problem.shipments)
    if 0 < both < len(problem.shipments):
        yield "shipments with and without pickup beside each other"
    if any(s.required_skills or s.allowed_vehicle_ids for s in problem.shipments):
        yield "skills or named vehicles"
    for name, used in (
        ("hours that cost", lambda v: bool(v.cost_per_hour_minor)),
        ("open routes", lambda v: v.end_depot_id != v.start_depot_id),
        ("speed factors", lambda v: v.speed_factor != 1),
        ("limits on stops", lambda v: v.stop_limit is not None),
        ("shifts of vehicles", lambda v: v.shift_window is not None),
    ):
        if any(used(vehicle) for vehicle in problem.vehicles):
            yield name


def _routing(where: str, problem: CapturedRoutes) -> RoutingInstance:
    beyond = list(_beyond(problem))
    matrix = travel_matrix(problem)
    if not np.array_equal(matrix.distance_m, matrix.duration_s):
        beyond.append("travel times that are not distances")
    beyond.extend(flatten(problem, matrix).rules)
    if problem.known_routes or problem.freeze is not None:
        beyond.append("routes that are known already")
    if beyond:
        raise InstanceError(where, f"cannot be given to peers: {', '.join(beyond)}")
    row_of = {place: row for row, place in enumerate(matrix.place_ids)}
    customers: list[Node] = []
    rows: list[int] = []
    pairs: list[tuple[int, int]] = []
    for shipment in problem.shipments:
        amount = sum(load.amount for load in shipment.loads)
        numbers = []
        for sign, visit in [
            *((1, v) for v in shipment.pickups),
            *((-1 if shipment.pickups else 1, v) for v in shipment.deliveries),
        ]:
            window = visit.time_windows[0] if visit.time_windows else None
            numbers.append(len(customers) + 1)
            customers.append(
                Node(
                    numbers[-1],
                    0,
                    0,
                    sign * amount,
                    *_span(window),
                    visit.service_duration_s,
                    _prize(shipment),
                )
            )
            rows.append(row_of[visit.place_id])
        if len(numbers) == 2:
            pairs.append((numbers[0], numbers[1]))
    depots = [row_of[depot.place_id] for depot in problem.depots]
    picked = [*depots, *rows]
    return RoutingInstance(
        name=where.rsplit("/", 1)[-1],
        kind="captured",
        depots=tuple(Node(0, 0, 0, 0.0, *_span(depot.opening_window)) for depot in problem.depots),
        customers=tuple(customers),
        fleet=_fleet(problem),
        convention=CONVENTIONS["explicit_integer_matrix"],
        pairs=tuple(pairs),
        matrix=matrix.distance_m[np.ix_(picked, picked)].astype(np.float64),
    )


def _span(window: TimeWindow | None) -> tuple[float, float]:
    return (0.0, math.inf) if window is None else (window.start_time_s, window.end_time_s)


def _prize(shipment: Shipment) -> float:
    return float(shipment.penalty_minor or 0)


def _fleet(problem: CapturedRoutes) -> tuple[FleetType, ...]:
    position = {depot.id: k for k, depot in enumerate(problem.depots)}
    priced = any(v.cost_per_km_minor or v.fixed_cost_minor for v in problem.vehicles)

    def kind(vehicle: Vehicle) -> tuple[float, int, float, float, float, float]:
        capacity = [c.limit.maximum for c in vehicle.capacities]
        duration, distance = vehicle.duration_limit_s, vehicle.distance_limit_m
        return (
            float(capacity[0]) if capacity else math.inf,
            position[vehicle.start_depot_id],
            float(vehicle.fixed_cost_minor or 0),
            (vehicle.cost_per_km_minor or 0) / 1000 if priced else 1.0,
            math.inf if duration is None else float(duration.maximum),
            math.inf if distance is None else float(distance.maximum),
        )

    counts = Counter(kind(vehicle) for vehicle in problem.vehicles)
    return tuple(
        FleetType((row,) * count, *fields) for row, (fields, count) in enumerate(counts.items())
    )
