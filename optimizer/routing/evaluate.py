"""What given routes cost and break, without planning anything.

Each route is driven as it stands: by the rule of `schedule.py` where its windows and shift can be
kept, else as early as possible and late where it must be. The checker then says what is broken and
by how much, and every shipment in no route gets its reason, with the cheapest way to add it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import numpy as np
from pydantic import Field

from optimizer.budget import Budget
from optimizer.faults import Fault, InvalidProblemError
from optimizer.road import TravelMatrix
from optimizer.routing.arrays import RoutingArrays, flatten
from optimizer.routing.assemble import has_costs, price_route
from optimizer.routing.attempts import attempted
from optimizer.routing.bill import fairness_cost
from optimizer.routing.check import check_plan
from optimizer.routing.explain import Explainer
from optimizer.routing.given import given_tours, route_faults
from optimizer.routing.locks import locked
from optimizer.routing.model import (
    VEHICLES_MAX,
    GivenRoute,
    Route,
    RoutingPlan,
    RoutingProblem,
    UnservedShipment,
)
from optimizer.routing.schedule import Scheduler, Tour, served
from optimizer.routing.travel import travel_matrix
from optimizer.routing.validate import cross_faults
from optimizer.routing.violation import Violation
from optimizer.shapes import Shape

_INSERTIONS_EXPLAINED = 50


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
        *route_faults(problem, problem.routes, "routes"),
    ]


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
    given_routes = problem.routes
    return _evaluated(locked(problem), given_routes, budget, matrix)


def _evaluated(
    problem: RoutingProblem,
    given_routes: Sequence[GivenRoute],
    budget: Budget,
    matrix: TravelMatrix | None,
) -> RoutesEvaluation:
    asked, problem = problem, attempted(problem, drop_past=False)
    matrix = travel_matrix(problem) if matrix is None else matrix
    arrays = flatten(problem, matrix)
    scheduler = Scheduler(arrays)
    tours = given_tours(problem, arrays, given_routes)
    routes = tuple(
        _driven(problem, arrays, scheduler, given.vehicle_id, tour)
        for given, tour in zip(given_routes, tours, strict=True)
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
        fairness_cost_minor=fairness_cost(problem, routes),
    )
    return RoutesEvaluation(plan=plan, violations=tuple(check_plan(asked, plan, matrix)))


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
        explainer.unserved(s, real, budget if i < _INSERTIONS_EXPLAINED else None)
        for i, s in enumerate(np.flatnonzero(~served(arrays, tours)).tolist())
    ]
