"""Routes: packed, located orders onto vehicles that somebody can drive."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Sequence

from optimizer.dispatch.crewing import VehicleShift, crew_vehicles
from optimizer.routing.model import (
    Depot,
    LoadAmount,
    LoadCapacity,
    Place,
    Route,
    RoutingAnswer,
    RoutingProblem,
    Shipment,
    Vehicle,
    Visit,
)
from optimizer.shapes import TimeWindow
from service.model import FleetVehicle, FulfillmentProblem, FulfillmentStage, OrderStatus
from service.stages import tasks
from service.stages.line import (
    ANSWER_MARGIN_S,
    DISPATCH_MOST_S,
    Line,
    Work,
    docks_of,
    outer_volumes,
    volume_of,
)

TICK_S = 0.5
ROUTE_SHARE = 0.85
"""Of the time left when routing begins."""


async def route(line: Line, routes: list[Route]) -> str:
    """Routes all packed, located orders; fills `routes`."""
    line.progress(FulfillmentStage.ROUTE, 0, 100)
    vehicles = _crewed_vehicles(line)
    waiting = line.open_work()
    if not vehicles:
        for work in waiting:
            work.leave(
                OrderStatus.NOT_ROUTED,
                "No vehicle has a courier who may drive it during its shift; add one or widen"
                " the hours.",
            )
    if not waiting or not vehicles:
        line.progress(FulfillmentStage.ROUTE, 100, 100)
        return ""
    reserve = min(DISPATCH_MOST_S, line.budget.remaining_s() * (1 - ROUTE_SHARE))
    seconds = max(0.1, line.budget.remaining_s() - reserve - ANSWER_MARGIN_S)
    ticking = asyncio.create_task(_tick(line, seconds))
    try:
        answer: RoutingAnswer = await line.runner.run(
            tasks.plan_routes_within,
            routing_problem(line.problem, vehicles, waiting),
            seconds,
            line.budget.seed,
            line.budget.cores,
            budget_s=line.budget.remaining_s(),
        )
    finally:
        ticking.cancel()
    note_unserved(waiting, answer, OrderStatus.NOT_ROUTED)
    routes.extend(answer.plan.routes)
    line.progress(FulfillmentStage.ROUTE, 100, 100)
    return answer.report.engine


async def _tick(line: Line, seconds: float) -> None:
    """Tells twice a second how much of the time for routes is used: the search has no other end."""
    started = line.budget.clock()
    while (used := (line.budget.clock() - started) / seconds) < 1:
        line.progress(FulfillmentStage.ROUTE, int(100 * used), 100)
        await asyncio.sleep(TICK_S)


def note_unserved(waiting: Iterable[Work], answer: RoutingAnswer, status: OrderStatus) -> None:
    by_id = {work.order.id: work for work in waiting}
    for unserved in answer.plan.unserved:
        by_id[unserved.shipment_id].leave(status, unserved.explanation)


def _crewed_vehicles(line: Line) -> list[Vehicle]:
    """The fleet in the hours in which somebody can drive it and a dock can have loaded it."""
    problem = line.problem
    shifts = [
        VehicleShift(one.id, one.kind, one.shift_window or problem.center.opening_window)
        for one in problem.vehicles
    ]
    hours = (
        crew_vehicles(shifts, problem.couriers)
        if problem.couriers
        else {shift.vehicle_id: shift.window for shift in shifts}
    )
    ready = _first_ready(line, hours)
    fleet = []
    for vehicle in problem.vehicles:
        window = hours.get(vehicle.id)
        if window is None:
            continue
        start = max(window.start_time_s, ready.get(vehicle.id, window.start_time_s))
        if start < window.end_time_s:
            hours_left = TimeWindow(start_time_s=start, end_time_s=window.end_time_s)
            fleet.append(vehicle_in(problem, vehicle, hours_left))
    return fleet


def _first_ready(line: Line, hours: dict[str, TimeWindow]) -> dict[str, int]:
    """Vehicle id -> when it can be loaded at the earliest, if all carry an equal share.

    An estimate before routes are known: vehicles take the docks in turns, by the start of their
    shifts. It keeps routes from starting before the docks can have filled the vehicles; the
    timetable made afterwards is what counts.
    """
    kinds = {vehicle.id: vehicle.kind for vehicle in line.problem.vehicles}
    parcels = sum(len(work.packing.loads) for work in line.open_work() if work.packing is not None)
    share = -(-parcels // max(1, len(hours)))
    loading = max(1, share * line.problem.loading_duration_per_parcel_s)
    free = {dock.id: dock.opening_window.start_time_s for dock in docks_of(line.problem)}
    ready = {}
    for vehicle_id, window in sorted(hours.items(), key=lambda one: one[1].start_time_s):
        fitting = [dock for dock in docks_of(line.problem) if dock.takes(kinds[vehicle_id])]
        if not fitting:
            continue
        dock = min(fitting, key=lambda one: free[one.id])
        # Loading may be done before the shift, while the docks are open.
        free[dock.id] += loading
        ready[vehicle_id] = max(window.start_time_s, free[dock.id])
    return ready


def vehicle_in(problem: FulfillmentProblem, vehicle: FleetVehicle, window: TimeWindow) -> Vehicle:
    return Vehicle(
        id=vehicle.id,
        start_depot_id=problem.center.id,
        end_depot_id=problem.center.id,
        shift_window=window,
        capacities=(
            LoadCapacity(dimension="volume_mm3", limit=vehicle.volume_limit_mm3),
            LoadCapacity(dimension="weight_g", limit=vehicle.weight_limit_g),
        ),
        fixed_cost_minor=vehicle.fixed_cost_minor,
        cost_per_km_minor=vehicle.cost_per_km_minor,
        cost_per_hour_minor=vehicle.cost_per_hour_minor,
        distance_limit_m=vehicle.distance_limit_m,
        stop_limit=vehicle.stop_limit,
        speed_factor=vehicle.speed_factor,
    )


def routing_problem(
    problem: FulfillmentProblem, vehicles: Sequence[Vehicle], waiting: Sequence[Work]
) -> RoutingProblem:
    center = problem.center
    volume = outer_volumes(problem.load_units)
    shipments = []
    for work in waiting:
        order, packing = work.order, work.packing
        loads = packing.loads if packing is not None else ()
        visit = Visit(
            place_id=order.id,
            time_windows=order.time_windows,
            service_duration_s=order.service_duration_s,
        )
        shipments.append(
            Shipment(
                id=order.id,
                deliveries=(visit,),
                loads=(
                    LoadAmount(
                        dimension="volume_mm3",
                        amount=sum(volume_of(load, volume) for load in loads),
                    ),
                    LoadAmount(
                        dimension="weight_g", amount=sum(load.gross_weight_g for load in loads)
                    ),
                ),
                mandatory=order.mandatory,
                penalty_minor=order.penalty_minor,
            )
        )
    return RoutingProblem(
        places=(
            Place(id=center.id, position=center.position),
            *(Place(id=work.order.id, position=work.position) for work in waiting),
        ),
        depots=(
            Depot(
                id=center.id,
                place_id=center.id,
                time_zone=center.time_zone,
                opening_window=center.opening_window,
            ),
        ),
        shipments=tuple(shipments),
        vehicles=tuple(vehicles),
        travel=problem.travel,
    )
