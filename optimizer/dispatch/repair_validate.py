"""Faults of a repair: events that cannot be, and states that contradict themselves."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from optimizer.dispatch.repair_model import (
    DayEvent,
    RepairProblem,
    RunningOrder,
    RunningRoute,
    StopState,
)
from optimizer.faults import Fault, FieldPath, duplicate_id_faults, window_faults
from optimizer.routing.model import StopActivity

EVENT_KINDS = (
    "order_placed",
    "order_cancelled",
    "stop_late",
    "vehicle_out",
    "courier_sick",
    "road_slow",
    "dock_closed",
)


def repair_faults(problem: RepairProblem) -> list[Fault]:
    """All faults between the fields of `problem`. Never raises."""
    return list(_faults(problem))


def _faults(problem: RepairProblem) -> Iterator[Fault]:
    yield from duplicate_id_faults("places", problem.places)
    yield from duplicate_id_faults("orders", problem.orders)
    places = {place.id for place in problem.places}
    located = {place.id for place in problem.places if place.position is not None}
    matrix = problem.travel.matrix if problem.travel is not None else None
    if matrix is not None:
        located = set(matrix.place_ids or ())
        cells = len(matrix.place_ids or ()) ** 2
        for name in ("distances_m", "durations_s"):
            count = len(getattr(matrix, name) or ())
            if count != cells:
                yield Fault(
                    ("travel", "matrix", name),
                    count,
                    f"does not hold the {cells} cells of its places",
                    "give one row for each place",
                )
    for i, place in enumerate(problem.places):
        if place.id in places and place.id not in located:
            yield Fault(
                ("places", i),
                place.id,
                "has neither a position nor a place in the matrix",
                "give it a position",
            )
    for i, order in enumerate(problem.orders):
        yield from _order_faults(("orders", i), order, places)
    yield from _route_faults(problem, places)
    docks = set(problem.dock_ids)
    vehicles = {route.vehicle_id for route in problem.routes}
    for i, loading in enumerate(problem.loadings):
        if loading.dock_id not in docks:
            yield _unknown(("loadings", i, "dock_id"), loading.dock_id, "dock_ids")
        if loading.vehicle_id not in vehicles:
            yield _unknown(("loadings", i, "vehicle_id"), loading.vehicle_id, "routes")
        yield from window_faults(("loadings", i), loading)
    yield from _overlap_faults(problem)
    if problem.event is not None:
        yield from _event_faults(problem, problem.event, places)


def _overlap_faults(problem: RepairProblem) -> Iterator[Fault]:
    by_dock: dict[str, list[tuple[int, int, int]]] = {}
    for i, one in enumerate(problem.loadings):
        if one.start_time_s is not None and one.end_time_s is not None:
            by_dock.setdefault(one.dock_id, []).append((one.start_time_s, one.end_time_s, i))
    for dock, taken in by_dock.items():
        taken.sort()
        for (_, end, _), (start, _, i) in pairwise(taken):
            if start < end:
                yield Fault(
                    ("loadings", i),
                    dock,
                    "is taken by another vehicle then",
                    "let vehicles load at a dock one after the other",
                )


def _order_faults(path: FieldPath, order: RunningOrder, places: set[str]) -> Iterator[Fault]:
    for name in ("place_id", "goods_place_id"):
        value = getattr(order, name)
        if value not in places:
            yield _unknown((*path, name), value, "places")
    for name in ("time_window", "promised_window"):
        yield from window_faults((*path, name), getattr(order, name))


def _route_faults(problem: RepairProblem, places: set[str]) -> Iterator[Fault]:
    orders = {order.id for order in problem.orders}
    vehicles: dict[str, int] = {}
    visited: dict[tuple[str, str], str] = {}
    for r, route in enumerate(problem.routes):
        path: FieldPath = ("routes", r)
        if vehicles.setdefault(route.vehicle_id, r) != r:
            yield Fault(
                (*path, "vehicle_id"),
                route.vehicle_id,
                f"has routes[{vehicles[route.vehicle_id]}] already",
                "give every vehicle one route",
            )
        if route.start_place_id not in places:
            yield _unknown((*path, "start_place_id"), route.start_place_id, "places")
        if route.end_place_id and route.end_place_id not in places:
            yield _unknown((*path, "end_place_id"), route.end_place_id, "places")
        yield from _stop_faults(path, route, orders, visited)


def _stop_faults(
    path: FieldPath, route: RunningRoute, orders: set[str], visited: dict[tuple[str, str], str]
) -> Iterator[Fault]:
    rank = {StopState.DONE: 0, StopState.DRIVING: 1, StopState.PLANNED: 2}
    before, left, driving = 0, route.start_time_s, 0
    for k, stop in enumerate(route.stops):
        where = (*path, "stops", k)
        if stop.order_id not in orders:
            yield _unknown((*where, "order_id"), stop.order_id, "orders")
        key = (stop.order_id, stop.activity)
        if key in visited:
            yield Fault(
                (*where, "order_id"),
                stop.order_id,
                f"is visited by {visited[key]} already",
                "let every stop stand in one route once",
            )
        visited.setdefault(key, route.vehicle_id)
        if stop.activity == StopActivity.PICKUP:
            later = {(one.order_id, one.activity) for one in route.stops[k + 1 :]}
            if (stop.order_id, StopActivity.DELIVERY) not in later:
                yield Fault(
                    where,
                    stop.order_id,
                    "is fetched but not delivered afterwards",
                    "add the delivery to the same route",
                )
        now = rank.get(stop.state, 2)
        driving += now == 1
        if now < before or driving > 1:
            yield Fault(
                (*where, "state"),
                stop.state,
                "is further than the stop before it",
                "order stops: done, at most one driven to, planned",
            )
        before = max(before, now)
        if now == 0:
            if stop.departure_time_s is None:
                yield Fault(
                    (*where, "departure_time_s"),
                    None,
                    "is missing for a stop that is done",
                    "say when the vehicle left it",
                )
            elif left is not None and stop.departure_time_s < left:
                yield Fault(
                    (*where, "departure_time_s"),
                    stop.departure_time_s,
                    "is before the vehicle left the stop before",
                    "correct one of the two times",
                )
            left = stop.departure_time_s if stop.departure_time_s is not None else left
    if before < 2 and route.stops and rank.get(route.stops[0].state, 2) < 2 and not route.has_left:
        yield Fault(
            (*path, "has_left"),
            False,
            "contradicts the stops that are done or driven to",
            "set has_left",
        )


def _event_faults(problem: RepairProblem, event: DayEvent, places: set[str]) -> Iterator[Fault]:
    path: FieldPath = ("event",)
    given = [name for name in EVENT_KINDS if getattr(event, name, None) is not None]
    if len(given) != 1:
        yield Fault(
            path,
            ", ".join(given),
            f"holds {len(given)} kinds of event",
            f"give exactly one of {', '.join(EVENT_KINDS)}",
        )
    if event.id in problem.handled_event_ids:
        yield Fault(
            (*path, "id"),
            event.id,
            "is the id of an event that was handled already",
            "send every event once, with an id of its own",
        )
    now, then = event.time_s, problem.state_time_s
    if now is not None and then is not None and now < then:
        yield Fault(
            (*path, "time_s"),
            now,
            f"is {then - now} s before the state",
            "send the state as it was then, or the event with its true time",
        )
    orders = {order.id for order in problem.orders}
    stops = {
        stop.order_id: stop
        for route in problem.routes
        for stop in route.stops
        if stop.activity == StopActivity.DELIVERY
    }
    if event.order_placed is not None and event.order_placed.order is not None:
        order = event.order_placed.order
        where = (*path, "order_placed", "order")
        if order.id in orders:
            yield Fault((*where, "id"), order.id, "is an order already", "give it a new id")
        yield from _order_faults(where, order, places)
    for name in ("order_cancelled", "stop_late"):
        one = getattr(event, name)
        if one is None:
            continue
        where = (*path, name, "order_id")
        stop = stops.get(one.order_id)
        if one.order_id not in orders or (name == "stop_late" and stop is None):
            yield _unknown(where, one.order_id, "stops of the routes")
        elif stop is not None and stop.state == StopState.DONE:
            yield Fault(where, one.order_id, "is done already", "name a stop still to come")
    vehicles = {route.vehicle_id for route in problem.routes}
    couriers = {route.courier_id for route in problem.routes if route.courier_id}
    if event.vehicle_out is not None and event.vehicle_out.vehicle_id not in vehicles:
        where = (*path, "vehicle_out", "vehicle_id")
        yield _unknown(where, event.vehicle_out.vehicle_id, "routes")
    if event.courier_sick is not None and event.courier_sick.courier_id not in couriers:
        where = (*path, "courier_sick", "courier_id")
        yield _unknown(where, event.courier_sick.courier_id, "couriers of the routes")
    for name in ("vehicle_out", "courier_sick"):
        one = getattr(event, name)
        if one is not None and one.goods_place_id and one.goods_place_id not in places:
            yield _unknown((*path, name, "goods_place_id"), one.goods_place_id, "places")
    if event.road_slow is not None:
        for k, place in enumerate(event.road_slow.place_ids):
            if place not in places:
                yield _unknown((*path, "road_slow", "place_ids", k), place, "places")
    if event.dock_closed is not None and event.dock_closed.dock_id not in problem.dock_ids:
        yield _unknown((*path, "dock_closed", "dock_id"), event.dock_closed.dock_id, "dock_ids")


def _unknown(path: FieldPath, value: object, field: str) -> Fault:
    return Fault(path, value, f"is not among the {field}", "name one of them, or add it there")
