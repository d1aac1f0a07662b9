"""Raw orders to a planned day: addresses, parcels, routes, docks and couriers.

Composition only: every decision is made in a room, in a worker process, and checked there. What
cannot be served leaves the line at its stage with a reason; nothing is dropped silently.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from address.model import AddressLevel, RecognizedAddress, Verdict
from optimizer.budget import Budget
from optimizer.dispatch.crewing import VehicleShift, crew_vehicles
from optimizer.dispatch.model import (
    CourierJob,
    CourierProblem,
    Departure,
    Dock,
    DockAssignment,
    DockProblem,
)
from optimizer.packing.model import LoadUnit, PackingAnswer, PackingPlan, PackingProblem
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
from optimizer.shapes import Datum, Position, TimeWindow
from service import stages
from service.model import (
    FleetVehicle,
    FulfillmentPlan,
    FulfillmentProblem,
    FulfillmentStage,
    FulfillmentSummary,
    Order,
    OrderOutcome,
    OrderStatus,
    PlannedRoute,
    StageReport,
)

T = TypeVar("T")
Progress = Callable[[FulfillmentStage, int, int], None]

TEXTS_PER_TASK = 100
PACKINGS_PER_TASK = 25
DELIVERABLE = (AddressLevel.ROAD, AddressLevel.HOUSE)

# Shares of the time that is left when a stage begins: packing of a day's small orders proves its
# best plans early, routing can always use more, docks and couriers come last and are small.
PACK_SHARE = 0.3
ROUTE_SHARE = 0.85
DISPATCH_MOST_S = 3.0
ANSWER_MARGIN_S = 0.25


class TaskRunner(Protocol):
    """Runs functions in worker processes. `budget_s` is what the caller allows, queue included."""

    @property
    def cores(self) -> int:
        """Tasks that run at the same time."""

    async def run(
        self,
        function: Callable[..., T],
        /,
        *args: Any,
        budget_s: float,
        on_progress: Callable[[Any], None] | None = None,
    ) -> T:
        """The function's result; with `on_progress`, the function is given a reporting callable
        as keyword argument of that name."""


@dataclass(slots=True)
class _Work:
    """An order on its way through the stages."""

    order: Order
    address: RecognizedAddress | None = None
    position: Position | None = None
    packing: PackingPlan | None = None
    status: OrderStatus | None = None
    reason: str = ""
    route_id: str = ""
    arrival_time_s: int | None = None

    def leave(self, status: OrderStatus, reason: str) -> None:
        """Takes the order out of the line; the first reason stays."""
        if self.status is None:
            self.status, self.reason = status, reason

    def outcome(self) -> OrderOutcome:
        """What became of it."""
        return OrderOutcome(
            order_id=self.order.id,
            status=self.status or OrderStatus.PLANNED,
            reason=self.reason,
            recognized_address=self.address,
            packing=self.packing,
            route_id=self.route_id if self.status is None else "",
            arrival_time_s=self.arrival_time_s if self.status is None else None,
        )


@dataclass(slots=True)
class _Line:
    """One planning call: its work, its budget and where it runs."""

    problem: FulfillmentProblem
    budget: Budget
    runner: TaskRunner
    progress: Progress
    work: list[_Work] = field(default_factory=list)
    reports: list[StageReport] = field(default_factory=list)

    def open_work(self) -> list[_Work]:
        """Orders that are still in the line."""
        return [work for work in self.work if work.status is None]


async def plan_fulfillment(
    problem: FulfillmentProblem,
    budget: Budget,
    runner: TaskRunner,
    *,
    plan_id: str,
    now_s: int,
    progress: Progress = lambda stage, done, total: None,
) -> FulfillmentPlan:
    """Plans a day. `problem` is valid; `now_s` is the moment written into the plan."""
    line = _Line(problem, budget, runner, progress)
    line.work = [_Work(order) for order in problem.orders]
    await _stage(line, FulfillmentStage.RECOGNIZE, _recognize(line))
    await _stage(line, FulfillmentStage.PACK, _pack(line))
    routes: list[Route] = []
    await _stage(line, FulfillmentStage.ROUTE, _route(line, routes))
    planned: list[PlannedRoute] = []
    await _stage(line, FulfillmentStage.DISPATCH, _dispatch(line, routes, planned))
    return FulfillmentPlan(
        id=plan_id,
        create_time_s=now_s,
        orders=tuple(work.outcome() for work in line.work),
        routes=tuple(planned),
        summary=_summary(line, planned),
    )


async def _stage(line: _Line, stage: FulfillmentStage, work: Awaitable[str]) -> None:
    started = time.monotonic()
    engine = await work
    elapsed_ms = round(1000 * (time.monotonic() - started))
    line.reports.append(StageReport(stage=stage, elapsed_ms=elapsed_ms, engine=engine))


async def _recognize(line: _Line) -> str:
    """Reads every address and decides whether it is known well enough to go there."""
    region = line.problem.region_code or None
    texts = [work.order.address_text for work in line.work]

    async def read(chunk: Sequence[str]) -> list[RecognizedAddress]:
        return await line.runner.run(
            stages.recognize_texts, list(chunk), region, budget_s=line.budget.remaining_s()
        )

    read_addresses = await _in_chunks(line, FulfillmentStage.RECOGNIZE, texts, TEXTS_PER_TASK, read)
    for work, address in zip(line.work, read_addresses, strict=True):
        work.address = address
        work.position = work.order.position or _delivery_position(address)
        if work.position is None and line.problem.travel_names_orders():
            continue
        if work.position is None:
            work.leave(OrderStatus.ADDRESS_UNKNOWN, _address_trouble(address))
    return ""


def _delivery_position(address: RecognizedAddress) -> Position | None:
    """Where to deliver; None when the address is not known to a road, or must be put right."""
    found = address.location
    if found is None or found.position is None or found.level not in DELIVERABLE:
        return None
    if address.verdict is Verdict.FIX:
        return None
    return Position(
        latitude_deg=found.position.latitude_deg,
        longitude_deg=found.position.longitude_deg,
        datum=Datum(found.position.datum.value),
    )


def _address_trouble(address: RecognizedAddress) -> str:
    told = " ".join(issue.description for issue in address.issues if issue.description)
    told = told or "The address is not known to a road."
    return f"{told} {address.question}".strip()


async def _pack(line: _Line) -> str:
    """Packs every order, equal orders once; one that leaves pieces over is not sent in part."""
    work_of: dict[tuple[object, ...], list[_Work]] = {}
    for work in line.work:
        work_of.setdefault(work.order.items, []).append(work)
    problems = [
        PackingProblem.model_construct(
            items=items,
            load_units=line.problem.load_units,
            objective=line.problem.packing_objective,
            rules=line.problem.packing_rules,
        )
        for items in work_of
    ]
    until = line.budget.part(PACK_SHARE)
    tasks = -(-len(problems) // PACKINGS_PER_TASK)
    rounds = -(-tasks // line.runner.cores)
    seconds = until.remaining_s() / max(1, rounds)

    async def pack(chunk: Sequence[PackingProblem]) -> list[PackingAnswer]:
        return await line.runner.run(
            stages.pack_problems,
            list(chunk),
            seconds,
            line.budget.seed,
            budget_s=line.budget.remaining_s(),
        )

    answers = await _in_chunks(line, FulfillmentStage.PACK, problems, PACKINGS_PER_TASK, pack)
    for sharing, answer in zip(work_of.values(), answers, strict=True):
        for work in sharing:
            work.packing = answer.plan
            if answer.plan.unpacked:
                left = "; ".join(item.explanation for item in answer.plan.unpacked)
                work.leave(OrderStatus.NOT_PACKED, left)
    return answers[0].report.engine if answers else ""


async def _route(line: _Line, routes: list[Route]) -> str:
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
    answer: RoutingAnswer = await line.runner.run(
        stages.plan_routes_within,
        _routing_problem(line.problem, vehicles, waiting),
        seconds,
        line.budget.seed,
        line.budget.cores,
        budget_s=line.budget.remaining_s(),
        on_progress=lambda share: line.progress(FulfillmentStage.ROUTE, share, 100),
    )
    _note_unserved(waiting, answer, OrderStatus.NOT_ROUTED)
    routes.extend(answer.plan.routes)
    line.progress(FulfillmentStage.ROUTE, 100, 100)
    return answer.report.engine


def _note_unserved(waiting: Iterable[_Work], answer: RoutingAnswer, status: OrderStatus) -> None:
    by_id = {work.order.id: work for work in waiting}
    for unserved in answer.plan.unserved:
        by_id[unserved.shipment_id].leave(status, unserved.explanation)


def _crewed_vehicles(line: _Line) -> list[Vehicle]:
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
            fleet.append(_vehicle(problem, vehicle, hours_left))
    return fleet


def _first_ready(line: _Line, hours: dict[str, TimeWindow]) -> dict[str, int]:
    """Vehicle id -> when it can be loaded at the earliest, if all carry an equal share.

    An estimate before routes are known: vehicles take the docks in turns, by the start of their
    shifts. It keeps routes from starting before the docks can have filled the vehicles; the
    timetable made afterwards is what counts.
    """
    kinds = {vehicle.id: vehicle.kind for vehicle in line.problem.vehicles}
    parcels = sum(len(work.packing.loads) for work in line.open_work() if work.packing is not None)
    share = -(-parcels // max(1, len(hours)))
    loading = max(1, share * line.problem.loading_duration_per_parcel_s)
    free = {dock.id: dock.opening_window.start_time_s for dock in _docks(line.problem)}
    ready = {}
    for vehicle_id, window in sorted(hours.items(), key=lambda one: one[1].start_time_s):
        fitting = [dock for dock in _docks(line.problem) if dock.takes(kinds[vehicle_id])]
        if not fitting:
            continue
        dock = min(fitting, key=lambda one: free[one.id])
        # Loading may be done before the shift, while the docks are open.
        free[dock.id] += loading
        ready[vehicle_id] = max(window.start_time_s, free[dock.id])
    return ready


def _vehicle(problem: FulfillmentProblem, vehicle: FleetVehicle, window: TimeWindow) -> Vehicle:
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


def _routing_problem(
    problem: FulfillmentProblem, vehicles: Sequence[Vehicle], waiting: Sequence[_Work]
) -> RoutingProblem:
    center = problem.center
    volume = _outer_volumes(problem.load_units)
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
                        amount=sum(volume[load.load_unit_id] for load in loads),
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


def _outer_volumes(load_units: Iterable[LoadUnit]) -> dict[str, int]:
    return {unit.id: (unit.outer_size or unit.inner_size).volume_mm3 for unit in load_units}


def _docks(problem: FulfillmentProblem) -> tuple[Dock, ...]:
    return problem.docks or (
        Dock(id=problem.center.id, opening_window=problem.center.opening_window),
    )


async def _dispatch(line: _Line, routes: list[Route], planned: list[PlannedRoute]) -> str:
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
    volume = _outer_volumes(line.problem.load_units)
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
                volume_mm3=sum(volume[load.load_unit_id] for load in loads),
            )
        )
    line.progress(FulfillmentStage.DISPATCH, 100, 100)
    return engine


async def _load_at_docks(
    line: _Line, routes: Sequence[Route], seconds: float
) -> tuple[dict[str, DockAssignment], str]:
    """Route id -> its place and time at a dock. Orders of routes that find none leave the line."""
    kinds = {vehicle.id: vehicle.kind for vehicle in line.problem.vehicles}
    by_id = {work.order.id: work for work in line.work}
    opens = min(dock.opening_window.start_time_s for dock in _docks(line.problem))
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
        stages.schedule_docks_within,
        DockProblem(docks=_docks(line.problem), departures=tuple(departures)),
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
    line: _Line, routes: Sequence[Route], docked: dict[str, DockAssignment], seconds: float
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
            stages.plan_routes_within,
            _routing_problem(line.problem, [_vehicle(line.problem, fleet, late)], waiting),
            min(1.0, seconds / len(routes)),
            line.budget.seed,
            1,
            budget_s=line.budget.remaining_s(),
        )
        _note_unserved(waiting, answer, OrderStatus.NOT_DISPATCHED)
        timed.extend(answer.plan.routes)
    return timed


async def _assign_drivers(
    line: _Line, routes: Sequence[Route], seconds: float
) -> dict[str, str]:
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
        stages.assign_couriers_within,
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


def _summary(line: _Line, planned: Sequence[PlannedRoute]) -> FulfillmentSummary:
    served = [work for work in line.work if work.status is None]
    cartons = sum((work.packing.cost_minor or 0) for work in served if work.packing is not None)
    return FulfillmentSummary(
        order_count=len(line.work),
        planned_order_count=len(served),
        parcel_count=sum(route.parcel_count for route in planned),
        route_count=len(planned),
        distance_m=sum(route.route.distance_m for route in planned),
        duration_s=sum(route.route.duration_s for route in planned),
        cost_minor=cartons + sum(route.route.cost_minor for route in planned),
        stages=tuple(line.reports),
    )


async def _in_chunks(
    line: _Line,
    stage: FulfillmentStage,
    things: Sequence[Any],
    size: int,
    run: Callable[[Sequence[Any]], Awaitable[list[T]]],
) -> list[T]:
    """Runs `run` over chunks of `things` side by side; results in order, progress by things."""
    done = 0
    line.progress(stage, 0, len(things))

    async def one(chunk: Sequence[Any]) -> list[T]:
        nonlocal done
        results = await run(chunk)
        done += len(chunk)
        line.progress(stage, done, len(things))
        return results

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(chunk)) for chunk in _chunks(things, size)]
    except ExceptionGroup as failures:
        # One failed chunk ends the stage; the others were cancelled. Callers know its own error.
        raise failures.exceptions[0] from None
    return [result for task in tasks for result in task.result()]


def _chunks(things: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (things[start : start + size] for start in range(0, len(things), size))
