"""Planning again from routes that are known: what is frozen, and what changes cost.

Nothing here is a rule of its own. Frozen stops become rules that every engine and the checker know
already: the one vehicle that is allowed, a precedence from each frozen stop to the next, a window
of one moment. Prices of change become prices of vehicles and preferred windows around what is
known. What comes out is an ordinary problem.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from optimizer.faults import Fault
from optimizer.routing.given import route_faults
from optimizer.routing.model import (
    FreezeLevel,
    GivenRoute,
    GivenStop,
    PlanningProblem,
    Precedence,
    PreferredWindow,
    RouteChange,
    RouteChangeKind,
    RoutingPlan,
    Shipment,
    Stop,
    StopActivity,
    VehiclePrice,
    Visit,
)
from optimizer.routing.validate import cross_faults
from optimizer.shapes import EPOCH_MAX_S, TimeWindow


def planning_faults(problem: PlanningProblem, *, travel_known: bool = False) -> list[Fault]:
    """Faults of the problem and of its known routes. Never raises."""
    return [
        *cross_faults(problem, travel_known=travel_known),
        *route_faults(problem, problem.known_routes, "known_routes"),
        *_revision_faults(problem),
    ]


def _revision_faults(problem: PlanningProblem) -> Iterator[Fault]:
    seen: dict[tuple[str, StopActivity], str] = {}
    driven: set[str] = set()
    timed = problem.change_prices is not None and problem.change_prices.moved_cost_per_hour_minor
    freeze = problem.freeze
    timed = timed or (
        freeze is not None
        and (freeze.level is FreezeLevel.TIMES or freeze.until_time_s is not None)
    )
    for r, route in enumerate(problem.known_routes):
        if route.vehicle_id in driven:
            yield Fault(
                ("known_routes", r, "vehicle_id"),
                route.vehicle_id,
                "has a known route already",
                "Give one route for each vehicle.",
            )
        driven.add(route.vehicle_id)
        for i, stop in enumerate(route.stops):
            path = ("known_routes", r, "stops", i)
            if stop.activity is StopActivity.RELOAD:
                continue
            if (stop.shipment_id, stop.activity) in seen:
                yield Fault(
                    (*path, "shipment_id"),
                    stop.shipment_id,
                    "stands in the known routes already",
                    "Name each stop once.",
                )
            seen[stop.shipment_id, stop.activity] = route.vehicle_id
            if timed and stop.start_time_s is None:
                yield Fault(
                    (*path, "start_time_s"),
                    None,
                    "is needed to freeze times, or to price moving them",
                    "Give the start of service that is known.",
                )
    if not problem.known_routes and (freeze is not None or problem.change_prices is not None):
        yield Fault(
            ("known_routes",),
            None,
            "are missing, and freeze and change_prices speak of them",
            "Give the routes that are known.",
        )
    shipments = {s.id for s in problem.shipments}
    vehicles = {v.id for v in problem.vehicles}
    if freeze is None:
        return
    for field, names, known, where in (
        ("shipment_ids", freeze.shipment_ids, shipments, "shipments"),
        ("vehicle_ids", freeze.vehicle_ids, vehicles, "vehicles"),
    ):
        for i, name in enumerate(names):
            if name not in known:
                yield Fault(
                    ("freeze", field, i),
                    name,
                    f"is not among the {where} of the request",
                    f"Name one of the {where}, or leave it out.",
                )


def revised(problem: PlanningProblem) -> PlanningProblem:
    """The problem with its frozen stops and prices of change as ordinary rules."""
    if problem.freeze is None and problem.change_prices is None:
        return problem
    vehicle_of = {
        stop.shipment_id: route.vehicle_id for route in problem.known_routes for stop in route.stops
    }
    known = {
        (stop.shipment_id, stop.activity): stop
        for route in problem.known_routes
        for stop in route.stops
    }
    frozen = [(route, list(_frozen(problem, route))) for route in problem.known_routes]
    stays = {(stop.shipment_id, stop.activity) for _, stops in frozen for stop in stops}
    shipments = tuple(
        _revised(problem, shipment, vehicle_of, known, stays) for shipment in problem.shipments
    )
    precedences = list(problem.precedences)
    if problem.freeze is not None and problem.freeze.level is not FreezeLevel.VEHICLE:
        for _, stops in frozen:
            for first, second in pairwise(stops):
                precedences.append(
                    Precedence(
                        first_shipment_id=first.shipment_id,
                        first_activity=first.activity,
                        second_shipment_id=second.shipment_id,
                        second_activity=second.activity,
                    )
                )
    return problem.model_copy(update={"shipments": shipments, "precedences": tuple(precedences)})


def _frozen(problem: PlanningProblem, route: GivenRoute) -> Iterator[GivenStop]:
    """The stops of a known route that stay."""
    freeze = problem.freeze
    if freeze is None or (freeze.vehicle_ids and route.vehicle_id not in freeze.vehicle_ids):
        return
    named = set(freeze.shipment_ids)
    for i, stop in enumerate(route.stops):
        if stop.activity is StopActivity.RELOAD:
            continue
        begun = (
            freeze.until_time_s is not None
            and stop.start_time_s is not None
            and stop.start_time_s < freeze.until_time_s
        )
        if begun or i < freeze.stops or stop.shipment_id in named:
            yield stop


def _revised(
    problem: PlanningProblem,
    shipment: Shipment,
    vehicle_of: Mapping[str, str],
    known: Mapping[tuple[str, StopActivity], GivenStop],
    stays: set[tuple[str, StopActivity]],
) -> Shipment:
    changed: dict[str, Any] = {}
    fixed = False
    for field, activity in (
        ("pickups", StopActivity.PICKUP),
        ("deliveries", StopActivity.DELIVERY),
    ):
        visits: tuple[Visit, ...] = getattr(shipment, field)
        stop = known.get((shipment.id, activity))
        if (shipment.id, activity) in stays and stop is not None:
            fixed = True
            changed[field] = (_held(problem, _chosen(visits, stop), stop),)
        elif visits:
            changed[field] = tuple(_free(problem, visit, stop) for visit in visits)
            if not all(changed[field]):
                names = tuple(vehicle.id for vehicle in problem.vehicles)
                changed |= {field: visits, "forbidden_vehicle_ids": names}
    vehicle = vehicle_of.get(shipment.id)
    prices = problem.change_prices
    if fixed and vehicle is not None:
        changed |= {"allowed_vehicle_ids": (vehicle,), "forbidden_vehicle_ids": ()}
        changed |= {"penalty_minor": None, "mandatory": None}
    elif vehicle is not None and prices is not None:
        if prices.vehicle_cost_minor:
            own = {p.vehicle_id: p.cost_minor for p in shipment.vehicle_prices}
            changed["vehicle_prices"] = tuple(
                VehiclePrice(
                    vehicle_id=other.id,
                    cost_minor=own.get(other.id, 0)
                    + (prices.vehicle_cost_minor if other.id != vehicle else 0),
                )
                for other in problem.vehicles
                if other.id != vehicle or other.id in own
            )
        if shipment.penalty_minor is not None and prices.left_out_cost_minor:
            changed["penalty_minor"] = shipment.penalty_minor + prices.left_out_cost_minor
    return shipment.model_copy(update=changed) if changed else shipment


def _chosen(visits: tuple[Visit, ...], stop: GivenStop) -> Visit:
    for visit in visits:
        if stop.place_id in ("", visit.place_id) and stop.visit_id in ("", visit.id):
            return visit
    return visits[0]


def _held(problem: PlanningProblem, visit: Visit, stop: GivenStop) -> Visit:
    """A frozen visit."""
    freeze = problem.freeze
    if freeze is None or freeze.level is not FreezeLevel.TIMES or stop.start_time_s is None:
        return visit
    moment = TimeWindow(start_time_s=stop.start_time_s, end_time_s=stop.start_time_s)
    return visit.model_copy(update={"time_windows": (moment,)})


def _free(problem: PlanningProblem, visit: Visit, stop: GivenStop | None) -> Visit | None:
    """A visit that may change: not into the past, and at a price; None when all of it is past."""
    changed: dict[str, Any] = {}
    until = None if problem.freeze is None else problem.freeze.until_time_s
    if until is not None:
        windows = visit.time_windows or (TimeWindow(start_time_s=0, end_time_s=EPOCH_MAX_S),)
        changed["time_windows"] = tuple(
            TimeWindow(start_time_s=max(w.start_time_s, until), end_time_s=w.end_time_s)
            for w in windows
            if w.end_time_s >= until
        )
        if not changed["time_windows"]:
            return None
    prices = problem.change_prices
    if (
        stop is not None
        and stop.start_time_s is not None
        and prices is not None
        and prices.moved_cost_per_hour_minor
        and not visit.preferred_windows
    ):
        span = prices.tolerance_duration_s
        wish = PreferredWindow(
            window=TimeWindow(
                start_time_s=max(0, stop.start_time_s - span),
                end_time_s=min(EPOCH_MAX_S, stop.start_time_s + span),
            ),
            early_cost_per_hour_minor=prices.moved_cost_per_hour_minor,
            late_cost_per_hour_minor=prices.moved_cost_per_hour_minor,
        )
        changed["preferred_windows"] = (wish,)
    return visit.model_copy(update=changed) if changed else visit


def plan_changes(routes: tuple[GivenRoute, ...], plan: RoutingPlan) -> tuple[RouteChange, ...]:
    """How a plan differs from known routes, shipment by shipment, in words."""
    before = {
        (stop.shipment_id, stop.activity): (route.vehicle_id, stop)
        for route in routes
        for stop in route.stops
        if stop.activity is not StopActivity.RELOAD
    }
    after = {
        (stop.shipment_id, stop.activity): (route.vehicle_id, stop)
        for route in plan.routes
        for stop in route.stops
        if stop.activity is not StopActivity.RELOAD
    }
    changes: dict[tuple[str, RouteChangeKind], RouteChange] = {}
    for key in dict.fromkeys((*before, *after)):
        for change in _changes(key[0], before.get(key), after.get(key)):
            changes.setdefault((key[0], change.kind), change)
    return tuple(changes.values())


def _changes(
    shipment_id: str, old: tuple[str, GivenStop] | None, new: tuple[str, Stop] | None
) -> Iterator[RouteChange]:
    def change(kind: RouteChangeKind, words: str, moved: int = 0) -> RouteChange:
        return RouteChange(
            shipment_id=shipment_id,
            kind=kind,
            moved_duration_s=moved,
            explanation=f"Shipment {shipment_id!r} {words}.",
        )

    if old is None and new is not None:
        yield change(RouteChangeKind.ADDED, f"is new on vehicle {new[0]!r}")
    elif new is None and old is not None:
        yield change(RouteChangeKind.LEFT_OUT, f"is no longer served; vehicle {old[0]!r} had it")
    elif new is not None and old is not None:
        if old[0] != new[0]:
            yield change(RouteChangeKind.VEHICLE, f"moves from vehicle {old[0]!r} to {new[0]!r}")
        if old[1].place_id and old[1].place_id != new[1].place_id:
            words = f"is served at {new[1].place_id!r} instead of {old[1].place_id!r}"
            yield change(RouteChangeKind.PLACE, words)
        if old[1].start_time_s is not None and old[1].start_time_s != new[1].start_time_s:
            moved = abs(new[1].start_time_s - old[1].start_time_s)
            later = new[1].start_time_s > old[1].start_time_s
            kind = RouteChangeKind.LATER if later else RouteChangeKind.EARLIER
            yield change(kind, f"is served {moved} s {kind.value}", moved)
