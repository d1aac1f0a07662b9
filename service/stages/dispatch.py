"""Docks, departures and couriers for the routes."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.dispatch.model import (
    CourierJob,
    CourierProblem,
    Departure,
    DockAssignment,
    DockProblem,
)
from optimizer.routing.model import Route
from optimizer.shapes import TimeWindow
from service.model import FulfillmentStage, OrderStatus, PlannedRoute
from service.stages import tasks
from service.stages.line import (
    ANSWER_MARGIN_S,
    DISPATCH_MOST_S,
    Line,
    docks_of,
    outer_volumes,
    volume_of,
)
from service.stages.route import note_unserved, routing_problem, vehicle_in


async def dispatch(line: Line, routes: list[Route], planned: list[PlannedRoute]) -> str:
    """Docks, departures and couriers for the routes; fills `planned`."""
    line.progress(FulfillmentStage.DISPATCH, 0, 100)
    if not routes:
        line.progress(FulfillmentStage.DISPATCH, 100, 100)
        return ""
    seconds = min(DISPATCH_MOST_S, max(0.1, line.budget.remaining_s() - ANSWER_MARGIN_S) / 3)
    docked, engine = await _load_at_docks(line, routes, seconds)
    line.progress(FulfillmentStage.DISPATCH, 50, 100)
    timed = await _keep_departures(line, routes, docked, seconds)
    drivers = await _assign_drivers(line, timed, seconds)
    by_id = {work.order.id: work for work in line.work}
    kinds = {vehicle.id: vehicle.kind for vehicle in line.problem.vehicles}
    volume = outer_volumes(line.problem.load_units)
    for route in timed:
        if line.problem.couriers and route.vehicle_id not in drivers:
            continue
        aboard = [by_id[stop.shipment_id] for stop in route.stops]
        for work, stop in zip(aboard, route.stops, strict=True):
            work.route_id, work.arrival_time_s = route.vehicle_id, stop.arrival_time_s
        loads = [load for work in aboard if work.packing for load in work.packing.loads]
        planned.append(
            PlannedRoute(
                id=route.vehicle_id,
                route=route,
                vehicle_kind=kinds[route.vehicle_id],
                dock_assignment=docked[route.vehicle_id],
                courier_id=drivers.get(route.vehicle_id, ""),
                parcel_count=len(loads),
                weight_g=sum(load.gross_weight_g for load in loads),
                volume_mm3=sum(volume_of(load, volume) for load in loads),
            )
        )
    line.progress(FulfillmentStage.DISPATCH, 100, 100)
    return engine


async def _load_at_docks(
    line: Line, routes: Sequence[Route], seconds: float
) -> tuple[dict[str, DockAssignment], str]:
    """Route id -> its place and time at a dock. Orders of routes that find none leave the line."""
    kinds = {vehicle.id: vehicle.kind for vehicle in line.problem.vehicles}
    by_id = {work.order.id: work for work in line.work}
    opens = min(dock.opening_window.start_time_s for dock in docks_of(line.problem))
    departures = []
    for route in routes:
        packings = [by_id[stop.shipment_id].packing for stop in route.stops]
        parcels = sum(len(packing.loads) for packing in packings if packing is not None)
        departures.append(
            Departure(
                id=route.vehicle_id,
                vehicle_kind=kinds[route.vehicle_id],
                loading_duration_s=max(1, parcels * line.problem.loading_duration_per_parcel_s),
                earliest_loading_time_s=min(opens, route.start_time_s - 1),
                due_time_s=route.start_time_s,
                latest_time_s=route.end_time_s,
            )
        )
    answer = await line.runner.run(
        tasks.schedule_docks_within,
        DockProblem(docks=docks_of(line.problem), departures=tuple(departures)),
        seconds,
        line.budget.seed,
        line.budget.cores,
        budget_s=line.budget.remaining_s(),
    )
    stops = {route.vehicle_id: route.stops for route in routes}
    for left in answer.schedule.unscheduled:
        for stop in stops[left.departure_id]:
            by_id[stop.shipment_id].leave(OrderStatus.NOT_DISPATCHED, left.explanation)
    docked = {one.departure_id: one for one in answer.schedule.assignments}
    return docked, answer.report.engine


async def _keep_departures(
    line: Line, routes: Sequence[Route], docked: dict[str, DockAssignment], seconds: float
) -> list[Route]:
    """Routes as they run from their docks: one whose loading ends late is planned again from the
    moment it can leave, and stops it can no longer reach in time leave the line."""
    by_id = {work.order.id: work for work in line.work}
    vehicles = {vehicle.id: vehicle for vehicle in line.problem.vehicles}
    timed: list[Route] = []
    for route in routes:
        dock = docked.get(route.vehicle_id)
        if dock is None:
            continue
        if dock.departure_time_s <= route.start_time_s:
            timed.append(route)
            continue
        waiting = [by_id[stop.shipment_id] for stop in route.stops]
        fleet = vehicles[route.vehicle_id]
        shift = fleet.shift_window or line.problem.center.opening_window
        late = TimeWindow(
            start_time_s=dock.departure_time_s,
            end_time_s=max(dock.departure_time_s, shift.end_time_s),
        )
        answer = await line.runner.run(
            tasks.plan_routes_within,
            routing_problem(line.problem, [vehicle_in(line.problem, fleet, late)], waiting),
            min(1.0, seconds / len(routes)),
            line.budget.seed,
            1,
            budget_s=line.budget.remaining_s(),
        )
        note_unserved(waiting, answer, OrderStatus.NOT_DISPATCHED)
        timed.extend(answer.plan.routes)
    return timed


async def _assign_drivers(line: Line, routes: Sequence[Route], seconds: float) -> dict[str, str]:
    """Route id -> courier id. Orders of routes without a courier leave the line."""
    if not line.problem.couriers or not routes:
        return {}
    kinds = {vehicle.id: vehicle.kind for vehicle in line.problem.vehicles}
    jobs = tuple(
        CourierJob(
            id=route.vehicle_id,
            vehicle_kind=kinds[route.vehicle_id],
            start_time_s=route.start_time_s,
            end_time_s=max(route.end_time_s, route.start_time_s + 1),
        )
        for route in routes
    )
    answer = await line.runner.run(
        tasks.assign_couriers_within,
        CourierProblem(couriers=line.problem.couriers, jobs=jobs),
        seconds,
        line.budget.seed,
        line.budget.cores,
        budget_s=line.budget.remaining_s(),
    )
    by_id = {work.order.id: work for work in line.work}
    stops = {route.vehicle_id: route.stops for route in routes}
    for left in answer.roster.unassigned:
        for stop in stops[left.job_id]:
            by_id[stop.shipment_id].leave(OrderStatus.NOT_DISPATCHED, left.explanation)
    return {one.job_id: one.courier_id for one in answer.roster.assignments}
