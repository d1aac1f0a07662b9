"""From tours over flat arrays back to a plan in the caller's words: ids, times, money."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.faults import OptimizerError
from optimizer.routing.arrays import COST_PARTS, RoutingArrays
from optimizer.routing.bill import bill, fairness_cost, half_up
from optimizer.routing.kernels.laws import NONE, PLACE, REGION, SERVICE
from optimizer.routing.model import (
    GivenRoute,
    Route,
    RouteBreak,
    RouteCost,
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
    *,
    known: Sequence[GivenRoute] = (),
) -> RoutingPlan:
    """The plan of these tours.

    Of equal vehicles the one that is `known` to carry most of the same shipments is taken, else
    the first in the order of the problem.
    """
    scheduler = Scheduler(arrays)
    free = [group.tolist() for group in arrays.vehicles]
    carried = {route.vehicle_id: {stop.shipment_id for stop in route.stops} for route in known}
    priced = has_costs(problem)
    routes = []
    for tour in sorted(tours, key=lambda tour: int(arrays.vehicles[tour.vehicle_type][0])):
        schedule = scheduler.schedule(tour)
        if schedule is None:
            raise OptimizerError("an engine returned a tour that no departure can keep")
        own = {
            problem.shipments[int(arrays.shipment_source[arrays.visit_shipment[v]])].id
            for v in tour.visits
            if known and v < arrays.visit_count
        }
        same = free[tour.vehicle_type]
        taken = max(same, key=lambda v: len(own & carried.get(problem.vehicles[v].id, set())))
        same.remove(taken)
        vehicle = problem.vehicles[taken]
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
        fairness_cost_minor=fairness_cost(problem, routes),
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
    here = int(arrays.start_place[tour.vehicle_type])
    for i, visit in enumerate(tour.visits):
        if visit < arrays.visit_count:
            picks = arrays.is_pickup(visit)
            s = int(arrays.visit_shipment[visit])
            shipment = problem.shipments[int(arrays.shipment_source[s])]
            first = int((arrays.pickup_visit if picks else arrays.delivery_visit)[s])
            options = shipment.pickups if picks else shipment.deliveries
            shipment_id, visit_id = shipment.id, options[visit - first].id
            activity = StopActivity.PICKUP if picks else StopActivity.DELIVERY
            service = int(arrays.service_s[visit])
            place = int(arrays.visit_place[visit])
            setup = int(arrays.setup_s[visit]) if place != here else 0
        else:
            shipment_id, visit_id, activity, setup = "", "", StopActivity.RELOAD, 0
            service, place = _reload(arrays, visit)
        # In classic problems set-up is part of the way, and the arrival comes after it.
        early = setup if arrays.laws is None else 0
        stops.append(
            Stop(
                shipment_id=shipment_id,
                activity=activity,
                place_id=arrays.place_ids[place],
                arrival_time_s=origin + schedule.arrival_s[i] - early,
                start_time_s=origin + schedule.start_s[i],
                departure_time_s=origin + schedule.start_s[i] + service,
                travel_distance_m=metres[i],
                travel_duration_s=schedule.driven_s[i] if schedule.driven_s else seconds[i] - setup,
                setup_duration_s=setup,
                visit_id=visit_id,
            )
        )
        here = place
    parts = bill(problem, vehicle, stops, schedule, priced=priced)
    if arrays.laws is not None:
        parts["vehicles.outside_cost"] = outside_stops(arrays, tour) * (
            (vehicle.outside_cost_minor or 0) * COST_PARTS
        )
    return Route(
        vehicle_id=vehicle.id,
        stops=tuple(stops),
        start_time_s=origin + schedule.leave_s,
        end_time_s=origin + schedule.end_s,
        distance_m=schedule.distance_m,
        duration_s=schedule.duration_s,
        waiting_duration_s=schedule.waiting_s,
        cost_minor=half_up(sum(parts.values())),
        breaks=tuple(
            RouteBreak(start_time_s=origin + start, duration_s=length)
            for start, length in schedule.breaks
        ),
        costs=_shares(parts),
    )


def outside_stops(arrays: RoutingArrays, tour: Tour) -> int:
    """Stops outside the territories of the vehicle, reloads left aside."""
    laws = arrays.laws
    region = NONE if laws is None else int(laws.kind[tour.vehicle_type, REGION])
    if laws is None or region == NONE:
        return 0
    places = arrays.visit_place[[v for v in tour.visits if v < arrays.visit_count]]
    return int((laws.inside[region, places] == 0).sum())


def _shares(parts: dict[str, int]) -> tuple[RouteCost, ...]:
    """Parts rounded so that they add up to the rounded sum."""
    shares, so_far = [], 0
    for field, amount in parts.items():
        share = half_up(so_far + amount) - half_up(so_far)
        so_far += amount
        if amount:
            shares.append(RouteCost(field=field, cost_minor=share))
    return tuple(shares)


def _reload(arrays: RoutingArrays, node: int) -> tuple[int, int]:
    """Service time and place of a reload."""
    if arrays.laws is None:
        raise OptimizerError("a reload in a problem without any")
    row = arrays.laws.visit[node]
    return int(row[SERVICE]), int(row[PLACE])
