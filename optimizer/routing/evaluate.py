"""What given routes cost and break, without planning anything.

Each route is driven as it stands: by the rule of `schedule.py` where its windows and shift can be
kept, else as early as possible and late where it must be. The checker then says what is broken and
by how much, and every shipment in no route gets its reason, with the cheapest way to add it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import numpy as np
from pydantic import Field

from optimizer.budget import Budget
from optimizer.faults import Fault, InvalidProblemError
from optimizer.road import TravelMatrix
from optimizer.routing.arrays import RoutingArrays, flatten
from optimizer.routing.assemble import has_costs, price_route
from optimizer.routing.check import check_plan
from optimizer.routing.explain import Explainer
from optimizer.routing.kernels.laws import END_RELOAD, FIRST_RELOAD, PLACE
from optimizer.routing.model import (
    SHIPMENTS_MAX,
    VEHICLES_MAX,
    Route,
    RoutingPlan,
    RoutingProblem,
    StopActivity,
    UnservedShipment,
    Visit,
)
from optimizer.routing.schedule import Scheduler, Tour, served
from optimizer.routing.travel import travel_matrix
from optimizer.routing.validate import cross_faults
from optimizer.routing.violation import Violation
from optimizer.shapes import Id, Shape

_INSERTIONS_EXPLAINED = 50


class GivenStop(Shape):
    """One visit of a given route.

    A reload has no shipment but a place; of alternative visits `place_id` and `visit_id` name the
    chosen one, the first by default.
    """

    shipment_id: Annotated[str, Field(max_length=128)] = ""
    activity: StopActivity
    place_id: Annotated[str, Field(max_length=128)] = ""
    visit_id: Annotated[str, Field(max_length=128)] = ""


class GivenRoute(Shape):
    """What a vehicle is to do, in order."""

    vehicle_id: Id
    stops: Annotated[tuple[GivenStop, ...], Field(max_length=2 * SHIPMENTS_MAX)] = ()


class EvaluationProblem(RoutingProblem):
    """A routing problem with routes for it, which may break any rule."""

    routes: Annotated[tuple[GivenRoute, ...], Field(max_length=VEHICLES_MAX)] = ()


class RoutesEvaluation(Shape):
    """The routes with times and prices, and every rule they break."""

    plan: RoutingPlan
    violations: tuple[Violation, ...] = ()


def evaluation_faults(problem: EvaluationProblem, *, travel_known: bool = False) -> list[Fault]:
    """Faults of the problem, and routes that name what is not in it. Never raises."""
    return [
        *cross_faults(problem, travel_known=travel_known),
        *_route_faults(problem),
    ]


def _route_faults(problem: EvaluationProblem) -> Iterator[Fault]:
    vehicles = {vehicle.id for vehicle in problem.vehicles}
    shipments = {shipment.id: shipment for shipment in problem.shipments}
    depots = {depot.id: depot.place_id for depot in problem.depots}
    for r, route in enumerate(problem.routes):
        if route.vehicle_id not in vehicles:
            yield Fault(
                ("routes", r, "vehicle_id"),
                route.vehicle_id,
                "is not among the vehicles of the request",
                "Name one of the vehicles, or add it there.",
            )
        for i, stop in enumerate(route.stops):
            path = ("routes", r, "stops", i)
            shipment = shipments.get(stop.shipment_id)
            if stop.activity is StopActivity.RELOAD:
                places = {
                    depots[r.depot_id]
                    for v in problem.vehicles
                    if v.id == route.vehicle_id
                    for r in v.reloads
                    if r.depot_id in depots
                }
                if stop.place_id not in places:
                    yield Fault(
                        (*path, "place_id"),
                        stop.place_id,
                        "is not the place of a depot where the vehicle may reload",
                        "Name the place of one of its reloads.",
                    )
            elif shipment is None:
                yield Fault(
                    (*path, "shipment_id"),
                    stop.shipment_id,
                    "is not among the shipments of the request",
                    "Name one of the shipments, or add it there.",
                )
            elif not (
                shipment.pickups if stop.activity is StopActivity.PICKUP else shipment.deliveries
            ):
                yield Fault(
                    (*path, "activity"),
                    stop.activity,
                    "is not what the shipment has a visit for",
                    "Give the shipment such a visit, or name its other activity.",
                )


def evaluate_routes(
    problem: EvaluationProblem, budget: Budget, *, matrix: TravelMatrix | None = None
) -> RoutesEvaluation:
    """Times, price and violations of the given routes.

    The budget bounds only the search for the cheapest way to add what is in no route. Raises
    `InvalidProblemError` with all faults, `TravelError`.
    """
    faults = evaluation_faults(problem, travel_known=matrix is not None)
    if faults:
        raise InvalidProblemError(faults)
    matrix = travel_matrix(problem) if matrix is None else matrix
    arrays = flatten(problem, matrix)
    scheduler = Scheduler(arrays)
    tours = _tours(problem, arrays)
    routes = tuple(
        _driven(problem, arrays, scheduler, given.vehicle_id, tour)
        for given, tour in zip(problem.routes, tours, strict=True)
    )
    unserved = _missing(problem, arrays, tours, budget)
    penalty = {s.id: s.penalty_minor or 0 for s in problem.shipments}
    plan = RoutingPlan(
        routes=routes,
        unserved=tuple(unserved),
        route_cost_minor=sum(route.cost_minor for route in routes),
        penalty_cost_minor=sum(penalty[u.shipment_id] for u in unserved),
        distance_m=sum(route.distance_m for route in routes),
        duration_s=sum(route.duration_s for route in routes),
    )
    return RoutesEvaluation(plan=plan, violations=tuple(check_plan(problem, plan, matrix)))


def _tours(problem: EvaluationProblem, arrays: RoutingArrays) -> list[Tour]:
    type_of = {
        problem.vehicles[v].id: t for t, group in enumerate(arrays.vehicles) for v in group.tolist()
    }
    index = {shipment.id: s for s, shipment in enumerate(problem.shipments)}
    tours = []
    for route in problem.routes:
        visits = []
        for stop in route.stops:
            if stop.activity is StopActivity.RELOAD:
                visits.append(_reload_node(arrays, type_of[route.vehicle_id], stop.place_id))
                continue
            picks = stop.activity is StopActivity.PICKUP
            visit_of = arrays.pickup_visit if picks else arrays.delivery_visit
            shipment = problem.shipments[index[stop.shipment_id]]
            options = shipment.pickups if picks else shipment.deliveries
            chosen = _option(options, stop)
            visits.append(int(visit_of[index[stop.shipment_id]]) + chosen)
        tours.append(Tour(type_of[route.vehicle_id], tuple(visits)))
    return tours


def _option(options: Sequence[Visit], stop: GivenStop) -> int:
    """Which alternative a given stop names; the first where it names none."""
    for k, visit in enumerate(options):
        if stop.place_id in ("", visit.place_id) and stop.visit_id in ("", visit.id):
            return k
    return 0


def _reload_node(arrays: RoutingArrays, t: int, place_id: str) -> int:
    laws = arrays.laws
    row = arrays.place_ids.index(place_id)
    if laws is None:
        raise ValueError("a reload in a problem without any")
    first, end = int(laws.kind[t, FIRST_RELOAD]), int(laws.kind[t, END_RELOAD])
    return next(node for node in range(first, end) if laws.visit[node, PLACE] == row)


def _driven(
    problem: RoutingProblem,
    arrays: RoutingArrays,
    scheduler: Scheduler,
    vehicle_id: str,
    tour: Tour,
) -> Route:
    vehicle = next(v for v in problem.vehicles if v.id == vehicle_id)
    if not tour.visits:
        moment = arrays.origin_s + int(arrays.leave_earliest_s[tour.vehicle_type])
        return Route(
            vehicle_id=vehicle_id,
            stops=(),
            start_time_s=moment,
            end_time_s=moment,
            distance_m=0,
            duration_s=0,
            waiting_duration_s=0,
            cost_minor=0,
        )
    return price_route(
        problem,
        arrays,
        scheduler,
        tour=tour,
        schedule=scheduler.schedule(tour) or scheduler.late(tour),
        vehicle=vehicle,
        priced=has_costs(problem),
    )


def _missing(
    problem: RoutingProblem, arrays: RoutingArrays, tours: Sequence[Tour], budget: Budget
) -> list[UnservedShipment]:
    explainer = Explainer(problem, arrays)
    real = [tour for tour in tours if tour.visits]
    return [
        explainer.unserved(s, real, insertion=i < _INSERTIONS_EXPLAINED and not budget.expired())
        for i, s in enumerate(np.flatnonzero(~served(arrays, tours)).tolist())
    ]
