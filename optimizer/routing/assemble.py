"""From tours over flat arrays back to a plan in the caller's words: ids, times, money."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.faults import OptimizerError
from optimizer.routing.arrays import COST_PARTS, DEFAULT_COST_PER_KM_MINOR, RoutingArrays
from optimizer.routing.model import (
    Route,
    RoutingPlan,
    RoutingProblem,
    Stop,
    StopActivity,
    UnservedShipment,
    Vehicle,
)
from optimizer.routing.schedule import Schedule, Scheduler, Tour


def assemble(
    problem: RoutingProblem,
    arrays: RoutingArrays,
    tours: Sequence[Tour],
    unserved: Sequence[UnservedShipment],
) -> RoutingPlan:
    """The plan of these tours; vehicles of a type are taken in the order of the problem."""
    scheduler = Scheduler(arrays)
    free = [iter(group.tolist()) for group in arrays.vehicles]
    priced = has_costs(problem)
    routes = []
    for tour in sorted(tours, key=lambda tour: int(arrays.vehicles[tour.vehicle_type][0])):
        schedule = scheduler.schedule(tour)
        if schedule is None:
            raise OptimizerError("an engine returned a tour that no departure can keep")
        vehicle = problem.vehicles[next(free[tour.vehicle_type])]
        routes.append(
            price_route(
                problem,
                arrays,
                scheduler,
                tour=tour,
                schedule=schedule,
                vehicle=vehicle,
                priced=priced,
            )
        )
    penalty = {s.id: s.penalty_minor or 0 for s in problem.shipments}
    return RoutingPlan(
        routes=tuple(routes),
        unserved=tuple(unserved),
        route_cost_minor=sum(route.cost_minor for route in routes),
        penalty_cost_minor=sum(penalty[u.shipment_id] for u in unserved),
        distance_m=sum(route.distance_m for route in routes),
        duration_s=sum(route.duration_s for route in routes),
    )


def has_costs(problem: RoutingProblem) -> bool:
    """Whether any vehicle states a cost; otherwise each kilometre costs 1,000 minor units."""
    return any(
        v.fixed_cost_minor or v.cost_per_km_minor or v.cost_per_hour_minor for v in problem.vehicles
    )


def price_route(
    problem: RoutingProblem,
    arrays: RoutingArrays,
    scheduler: Scheduler,
    *,
    tour: Tour,
    schedule: Schedule,
    vehicle: Vehicle,
    priced: bool,
) -> Route:
    """The route of a vehicle on a scheduled tour; `priced` is `has_costs` of the problem."""
    metres, seconds = scheduler.legs_or_none_taken(tour)
    origin = arrays.origin_s
    stops = []
    for i, visit in enumerate(tour.visits):
        picks = arrays.is_pickup(visit)
        shipment = problem.shipments[arrays.shipment_source[arrays.visit_shipment[visit]]]
        service = int(arrays.service_s[visit])
        stops.append(
            Stop(
                shipment_id=shipment.id,
                activity=StopActivity.PICKUP if picks else StopActivity.DELIVERY,
                place_id=(shipment.pickups if picks else shipment.deliveries)[0].place_id,
                arrival_time_s=origin + schedule.arrival_s[i],
                start_time_s=origin + schedule.start_s[i],
                departure_time_s=origin + schedule.start_s[i] + service,
                travel_distance_m=metres[i],
                travel_duration_s=seconds[i],
            )
        )
    per_km = vehicle.cost_per_km_minor or 0
    parts = (
        (vehicle.fixed_cost_minor or 0) * COST_PARTS
        + schedule.distance_m
        * (per_km if priced else DEFAULT_COST_PER_KM_MINOR)
        * (COST_PARTS // 1000)
        + schedule.duration_s * (vehicle.cost_per_hour_minor or 0) * (COST_PARTS // 3600)
    )
    return Route(
        vehicle_id=vehicle.id,
        stops=tuple(stops),
        start_time_s=origin + schedule.leave_s,
        end_time_s=origin + schedule.end_s,
        distance_m=schedule.distance_m,
        duration_s=schedule.duration_s,
        waiting_duration_s=schedule.waiting_s,
        cost_minor=(2 * parts + COST_PARTS) // (2 * COST_PARTS),
    )
