"""The independent checker of repaired plans: what is done stays, nobody is lost, figures are right.

It reckons ways for itself, pair by pair; the last metre and second may be rounded otherwise.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

import numpy as np

from optimizer.dispatch.check import Violation
from optimizer.dispatch.repair_model import (
    RepairedPlan,
    RepairedRoute,
    RepairProblem,
    RunningOrder,
    RunningRoute,
    StopState,
)
from optimizer.road.datum import gcj02_to_wgs84
from optimizer.routing.model import StopActivity
from optimizer.shapes import Datum, Position

_ROUNDING_S = 1


def check_repair(problem: RepairProblem, plan: RepairedPlan) -> list[Violation]:
    """Every violation of a repaired plan."""
    return list(_violations(problem, plan))


def _violations(problem: RepairProblem, plan: RepairedPlan) -> Iterator[Violation]:
    event = problem.event
    orders = {order.id: order for order in problem.orders}
    if event.order_placed is not None:
        orders[event.order_placed.order.id] = event.order_placed.order
    gone = event.order_cancelled.order_id if event.order_cancelled is not None else None
    routes = {route.vehicle_id: route for route in problem.routes}
    if [route.vehicle_id for route in plan.routes] != [r.vehicle_id for r in problem.routes]:
        yield Violation("routes", "", "", len(plan.routes), "are not the routes of the state")
        return
    yield from _check_cover(problem, plan, orders, gone)
    ground = _Ground(problem)
    for route in plan.routes:
        was = routes[route.vehicle_id]
        yield from _check_kept(problem, was, route, gone)
        yield from _check_goods(problem, was, route, orders)
        yield from _check_times(problem, ground, was, route, orders)
    yield from _check_docks(problem, plan, routes)
    yield from _check_promises(plan, orders)
    yield from _check_costs(problem, plan, routes, orders)


def _check_cover(
    problem: RepairProblem, plan: RepairedPlan, orders: dict[str, RunningOrder], gone: str | None
) -> Iterator[Violation]:
    stands = Counter(
        stop.order_id
        for route in plan.routes
        for stop in route.stops
        if stop.activity is StopActivity.DELIVERY
    )
    stands.update(one.order_id for one in plan.unserved)
    for name in orders:
        wanted = 0 if name == gone else 1
        if stands[name] != wanted:
            words = "stands not exactly once" if wanted else "is cancelled but still in the plan"
            yield Violation("cover", name, "", stands[name], words)
    for name in stands.keys() - orders.keys():
        yield Violation("unknown", name, "", 1, "is not in the problem")
    for one in plan.unserved:
        if not one.explanation.strip():
            yield Violation("no_reason", one.order_id, "", 1, "is left out without a reason")


def _falls_out(problem: RepairProblem, was: RunningRoute, route: RepairedRoute) -> bool:
    out, sick = problem.event.vehicle_out, problem.event.courier_sick
    if out is not None and out.vehicle_id == was.vehicle_id:
        return True
    return sick is not None and sick.courier_id == was.courier_id == route.courier_id


def _check_kept(
    problem: RepairProblem, was: RunningRoute, route: RepairedRoute, gone: str | None
) -> Iterator[Violation]:
    falls_out = _falls_out(problem, was, route)
    keeps = [
        stop
        for stop in was.stops
        if stop.state is StopState.DONE
        or (stop.state is StopState.DRIVING and not falls_out and stop.order_id != gone)
    ]
    now = route.stops[: len(keeps)]
    if [(s.order_id, s.activity) for s in now] != [(s.order_id, s.activity) for s in keeps]:
        yield Violation("done", "", was.vehicle_id, 1, "what is done or driven to has changed")
        return
    for stop, old in zip(now, keeps, strict=True):
        if old.state is StopState.DONE and stop.departure_time_s != old.departure_time_s:
            yield Violation("done", stop.order_id, was.vehicle_id, 1, "a past time has changed")
    if falls_out and len(route.stops) > len(keeps):
        extra = len(route.stops) - len(keeps)
        yield Violation("out", "", was.vehicle_id, extra, "cannot go on but has stops")
    sick = problem.event.courier_sick
    if route.courier_id != was.courier_id and (sick is None or sick.courier_id != was.courier_id):
        yield Violation("courier", route.courier_id, was.vehicle_id, 1, "has changed for nothing")


def _check_goods(
    problem: RepairProblem,
    was: RunningRoute,
    route: RepairedRoute,
    orders: dict[str, RunningOrder],
) -> Iterator[Violation]:
    had = {stop.order_id for stop in was.stops}
    own = {s.order_id for s in was.stops if s.activity is StopActivity.PICKUP}
    new = [s for s in route.stops if s.order_id not in had]
    for name in dict.fromkeys(stop.order_id for stop in new):
        order = orders[name]
        kinds = [s.activity for s in route.stops if s.order_id == name]
        if kinds not in ([StopActivity.DELIVERY], [StopActivity.PICKUP, StopActivity.DELIVERY]):
            yield Violation("goods", name, was.vehicle_id, 1, "is not fetched, then delivered")
        elsewhere = was.has_left or order.goods_place_id != was.start_place_id
        if elsewhere and StopActivity.PICKUP not in kinds:
            yield Violation("goods", name, was.vehicle_id, 1, "is delivered without its goods")
        lacking = set(order.required_skills) - set(was.skills)
        if lacking:
            yield Violation("skills", name, was.vehicle_id, len(lacking), "lacks skills")
    if new:
        fetched = own | {s.order_id for s in route.stops if s.activity is StopActivity.PICKUP}
        for capacity in was.capacities:
            load = {
                name: sum(
                    one.amount for one in orders[name].loads if one.dimension == capacity.dimension
                )
                for name in {stop.order_id for stop in route.stops}
            }
            board = sum(
                load[s.order_id]
                for s in route.stops
                if s.activity is StopActivity.DELIVERY and s.order_id not in fetched
            )
            peak = board
            for stop in route.stops:
                board += load[stop.order_id] * (1 if stop.activity is StopActivity.PICKUP else -1)
                peak = max(peak, board)
            if peak > capacity.limit.maximum:
                over = peak - capacity.limit.maximum
                yield Violation("capacity", "", was.vehicle_id, over, "carries too much")
        latest = was.latest_end_time_s
        if latest is not None and route.end_time_s > latest:
            over = route.end_time_s - latest
            yield Violation("end", "", was.vehicle_id, over, "takes more but ends too late")


def _check_times(
    problem: RepairProblem,
    ground: _Ground,
    was: RunningRoute,
    route: RepairedRoute,
    orders: dict[str, RunningOrder],
) -> Iterator[Violation]:
    now = problem.event.time_s
    late = problem.event.stop_late
    here, clock = was.start_place_id, route.start_time_s
    for stop in route.stops:
        order = orders[stop.order_id]
        if stop.state is StopState.DONE:
            here, clock = stop.place_id, stop.departure_time_s
            continue
        if stop.state is StopState.PLANNED:
            clock = max(clock, now)
        least = clock + _seconds(problem, ground, here, stop.place_id, clock)
        if stop.arrival_time_s + _ROUNDING_S < least:
            short = least - stop.arrival_time_s
            yield Violation("travel", stop.order_id, was.vehicle_id, short, "arrives too early")
        needs = 0
        if stop.activity is StopActivity.DELIVERY:
            needs = order.service_duration_s
            if stop.place_id != order.place_id:
                yield Violation("place", stop.order_id, was.vehicle_id, 1, "is not its place")
            if late is not None and late.order_id == stop.order_id:
                needs += late.delay_duration_s
            window = order.time_window
            if window is not None and stop.start_time_s < window.start_time_s:
                early = window.start_time_s - stop.start_time_s
                yield Violation("window", stop.order_id, was.vehicle_id, early, "starts too early")
            lateness = 0 if window is None else max(0, stop.start_time_s - window.end_time_s)
            if stop.lateness_s != lateness:
                wrong = stop.lateness_s - lateness
                yield Violation("lateness", stop.order_id, was.vehicle_id, wrong, "is not right")
        if stop.start_time_s < stop.arrival_time_s:
            yield Violation("start", stop.order_id, was.vehicle_id, 1, "starts before arriving")
        if stop.departure_time_s - stop.start_time_s != needs:
            yield Violation("service", stop.order_id, was.vehicle_id, needs, "takes otherwise")
        here, clock = stop.place_id, stop.departure_time_s
    if route.stops and was.end_place_id and not _falls_out(problem, was, route):
        clock = max(clock, now) if route.stops[-1].state is StopState.DONE else clock
        least = clock + _seconds(problem, ground, here, was.end_place_id, clock)
        if route.end_time_s + _ROUNDING_S < least:
            short = least - route.end_time_s
            yield Violation("travel", "", was.vehicle_id, short, "is back too early")


def _check_docks(
    problem: RepairProblem, plan: RepairedPlan, routes: dict[str, RunningRoute]
) -> Iterator[Violation]:
    if Counter(one.vehicle_id for one in plan.loadings) != Counter(
        one.vehicle_id for one in problem.loadings
    ):
        yield Violation("loadings", "", "", 1, "are not those of the state")
    closed = problem.event.dock_closed
    old = set(problem.loadings)
    starts = {route.vehicle_id: route.start_time_s for route in plan.routes}
    by_dock: dict[str, list[tuple[int, int, str]]] = {}
    for one in plan.loadings:
        if one in old and (
            closed is None
            or one.dock_id != closed.dock_id
            or one.end_time_s <= problem.event.time_s
        ):
            continue
        if closed is not None and one.dock_id == closed.dock_id:
            early = closed.until_time_s - one.start_time_s
            if early > 0:
                yield Violation("dock", one.vehicle_id, one.dock_id, early, "is closed then")
        if not routes[one.vehicle_id].has_left and starts[one.vehicle_id] < one.end_time_s:
            yield Violation("dock", one.vehicle_id, one.dock_id, 1, "leaves before it is loaded")
        for other in plan.loadings:
            if (
                other is not one
                and other.dock_id == one.dock_id
                and other.start_time_s < one.end_time_s
                and one.start_time_s < other.end_time_s
            ):
                yield Violation("dock", one.vehicle_id, one.dock_id, 1, "is taken by another")
        by_dock.setdefault(one.dock_id, []).append(
            (one.start_time_s, one.end_time_s, one.vehicle_id)
        )


def _promise_lateness(plan: RepairedPlan, orders: dict[str, RunningOrder]) -> dict[str, int]:
    found = {}
    for route in plan.routes:
        for stop in route.stops:
            promised = orders[stop.order_id].promised_window
            if (
                promised is not None
                and stop.activity is StopActivity.DELIVERY
                and stop.state is not StopState.DONE
                and stop.start_time_s > promised.end_time_s
            ):
                found[stop.order_id] = stop.start_time_s - promised.end_time_s
    return found


def _check_promises(plan: RepairedPlan, orders: dict[str, RunningOrder]) -> Iterator[Violation]:
    told = {one.order_id: one.lateness_s for one in plan.broken_promises}
    if told != _promise_lateness(plan, orders):
        yield Violation("promises", "", "", len(told), "broken promises are told wrongly")


def _check_costs(
    problem: RepairProblem,
    plan: RepairedPlan,
    routes: dict[str, RunningRoute],
    orders: dict[str, RunningOrder],
) -> Iterator[Violation]:
    prices, now = problem.prices, problem.event.time_s
    held_by = {
        stop.order_id: route.vehicle_id
        for route in problem.routes
        for stop in route.stops
        if stop.activity is StopActivity.DELIVERY
    }
    moved = [
        stop.order_id
        for route in plan.routes
        for stop in route.stops
        if stop.activity is StopActivity.DELIVERY and held_by.get(stop.order_id) != route.vehicle_id
    ]
    if sorted(moved) != sorted(plan.moved_order_ids):
        yield Violation("moved", "", "", len(moved), "moved orders are told wrongly")
    change = (prices.moved_order_cost_minor or 0) * sum(name in held_by for name in moved)
    if change != plan.change_cost_minor:
        yield Violation("change_cost", "", "", change, "is not the price of the moves")
    promises = _promise_lateness(plan, orders)
    hourly = late = 0
    metres = sum(route.distance_m for route in plan.routes)
    for route in plan.routes:
        begun = route.start_time_s
        if routes[route.vehicle_id].has_left:
            begun = max(begun, now)
        if route.stops:
            hourly += max(0, route.end_time_s - begun)
        late += sum(
            max(stop.lateness_s, promises.get(stop.order_id, 0))
            for stop in route.stops
            if stop.state is not StopState.DONE and stop.activity is StopActivity.DELIVERY
        )
    cost = (
        18 * (prices.cost_per_km_minor or 0) * metres
        + 5 * (prices.cost_per_hour_minor or 0) * hourly
        + 5 * (prices.lateness_cost_per_hour_minor or 0) * late
        + 18_000 * (prices.broken_promise_cost_minor or 0) * len(promises)
        + 18_000 * (prices.unserved_cost_minor or 0) * len(plan.unserved)
    )
    if plan.cost_minor != (2 * cost + 18_000) // 36_000:
        yield Violation("cost", "", "", plan.cost_minor, f"should be {cost / 18_000:.2f}")


class _Ground:
    """Where places are, found at once."""

    def __init__(self, problem: RepairProblem) -> None:
        self.positions = {place.id: place.position for place in problem.places}
        matrix = problem.travel.matrix if problem.travel is not None else None
        self.rows = {name: k for k, name in enumerate(matrix.place_ids)} if matrix else {}


def _seconds(problem: RepairProblem, ground: _Ground, start: str, end: str, leaves_s: int) -> int:
    seconds = _plain_seconds(problem, ground, start, end)
    slow = problem.event.road_slow
    if slow is None or leaves_s >= slow.until_time_s or seconds <= 0:
        return seconds
    if slow.place_ids and start not in slow.place_ids and end not in slow.place_ids:
        return seconds
    # The plan rounds up to whole seconds of a way that may itself be rounded otherwise.
    return math.floor((seconds - 1) * slow.factor)


def _plain_seconds(problem: RepairProblem, ground: _Ground, start: str, end: str) -> int:
    if start == end:
        return 0
    travel = problem.travel
    if travel is not None and travel.matrix is not None:
        ids = travel.matrix.place_ids
        return travel.matrix.durations_s[ground.rows[start] * len(ids) + ground.rows[end]]
    detour, speed = 1.35, 35.0
    if travel is not None and travel.geodesic is not None:
        detour, speed = travel.geodesic.detour_factor, travel.geodesic.speed_kmh
    (a, b), (c, d) = (_radians(ground.positions[name]) for name in (start, end))
    half = math.sin((a - c) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((b - d) / 2) ** 2
    metres = 2 * 6_371_008.8 * detour * math.asin(min(1.0, math.sqrt(half)))
    return math.floor(metres / (speed / 3.6) + 0.5)


def _radians(position: Position | None) -> tuple[float, float]:
    if position is None:
        raise ValueError("a place without a position")
    spot = position.latitude_deg, position.longitude_deg
    if position.datum is Datum.GCJ02:
        latitude, longitude = gcj02_to_wgs84(np.array([spot[0]]), np.array([spot[1]]))
        spot = float(latitude[0]), float(longitude[0])
    return math.radians(spot[0]), math.radians(spot[1])
