"""Which known orders leave now and which wait for a later wave (dynamic dispatch waves).

An order must go now when no vehicle that leaves at the next decision time could still serve it.
What else goes is the policy's choice; `wave_policies.py` holds the policies. Routing is handed in,
so that this room knows of it only plain models and one signature.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np

from optimizer.budget import Budget
from optimizer.dispatch.check import BrokenPlanError
from optimizer.dispatch.check_waves import check_wave
from optimizer.dispatch.days import clock
from optimizer.dispatch.wave_model import (
    WaitingOrder,
    WaveAnswer,
    WaveDecision,
    WaveGround,
    WaveProblem,
)
from optimizer.dispatch.wave_policies import POLICIES
from optimizer.dispatch.wave_validate import wave_faults
from optimizer.faults import InvalidProblemError
from optimizer.road import TravelMatrix, geodesic_matrix, given_matrix
from optimizer.routing.model import (
    GeodesicTravel,
    RoutingAnswer,
    RoutingPlan,
    RoutingProblem,
    Shipment,
    Vehicle,
)
from optimizer.routing.sketch_model import Sketch, SketchRoutes
from optimizer.shapes import Position, SearchReport, TimeWindow

SHARE_OF_POLICY = 0.8
"""Of a decision's budget; the routes of what leaves have the rest."""

_MANY_WAVES, _AHEAD_OF_MANY = 8, 2
"""With so many waves to come, futures reach to this many of them; measured on days drawn by the
rule of `benchmarks/dispatch_waves.py`, with other seeds than those reported."""


class PlanRoutes(Protocol):
    """The part of routing that waves need: `optimizer.routing.plan_routes`."""

    def __call__(
        self, problem: RoutingProblem, budget: Budget, *, matrix: TravelMatrix | None
    ) -> RoutingAnswer:
        """Plans routes for all shipments within the budget."""


def ground_matrix(ground: WaveGround) -> TravelMatrix:
    """Travel between all places of the ground."""
    travel = ground.travel
    if travel is not None and travel.matrix is not None:
        table = travel.matrix
        return given_matrix(
            table.place_ids,
            np.array(table.distances_m, np.int64),
            np.array(table.durations_s, np.int64),
        )
    given = travel.geodesic if travel is not None and travel.geodesic else GeodesicTravel()
    positions: dict[str, Position] = {
        place.id: place.position for place in ground.places if place.position is not None
    }
    return geodesic_matrix(
        tuple(positions),
        tuple(positions.values()),
        detour_factor=given.detour_factor,
        speed_kmh=given.speed_kmh,
    )


@dataclass(frozen=True)
class Wave:
    """One decision: the orders (positions refer to them) and the times of this and later waves."""

    ground: WaveGround
    matrix: TravelMatrix
    shipments: tuple[Shipment, ...]
    times_s: tuple[int, ...]
    route: PlanRoutes
    sketch: SketchRoutes

    def servable(self, shipment: Shipment, leaves_s: int) -> bool:
        """True when some vehicle that leaves then, with this order alone, serves it in time."""
        return any(self._serves(vehicle, shipment, leaves_s) for vehicle in self._kinds)

    def latest_wave(self, shipment: Shipment) -> int:
        """Position of the last wave that can still serve the order; 0 when only this one can."""
        last = 0
        for k, time in enumerate(self.times_s[1:], 1):
            if self.servable(shipment, time):
                last = k
        return last

    @cached_property
    def ahead(self) -> int:
        """Later waves that futures reach to: as asked, else few, since plans made as if the future
        were known wait too readily, and the more the further they see.
        """
        later = len(self.times_s) - 1
        asked = self.ground.look_ahead
        if asked is None:
            asked = _AHEAD_OF_MANY if later >= _MANY_WAVES else 1
        return min(later, asked)

    @cached_property
    def must_go(self) -> frozenset[int]:
        """Orders that the next wave could no longer serve."""
        if len(self.times_s) == 1:
            return frozenset(range(len(self.shipments)))
        following = self.times_s[1]
        return frozenset(
            i for i, one in enumerate(self.shipments) if not self.servable(one, following)
        )

    @cached_property
    def _kinds(self) -> tuple[Vehicle, ...]:
        """One of each kind of vehicle that differs in what decides about time."""
        seen: dict[object, Vehicle] = {}
        for vehicle in self.ground.vehicles:
            key = (vehicle.shift_window, vehicle.skills, vehicle.speed_factor, vehicle.end_depot_id)
            seen.setdefault((key, vehicle.capacities, vehicle.duration_limit_s), vehicle)
        return tuple(seen.values())

    def _serves(self, vehicle: Vehicle, shipment: Shipment, leaves_s: int) -> bool:
        if not set(shipment.required_skills) <= set(vehicle.skills):
            return False
        if shipment.allowed_vehicle_ids and vehicle.id not in shipment.allowed_vehicle_ids:
            return False
        home = self.matrix.index[self.ground.depot.place_id]
        shift, opening = vehicle.shift_window, self.ground.depot.opening_window
        for visit in shipment.deliveries:
            there = self.matrix.index[visit.place_id]
            out, back = self.matrix.duration_s[home, there], self.matrix.duration_s[there, home]
            if out < 0 or back < 0:
                continue
            start = leaves_s if shift is None else max(leaves_s, shift.start_time_s)
            arrival = start + -(-int(out) // vehicle.speed_factor)
            windows = visit.time_windows or (None,)
            for window in windows:
                served = arrival if window is None else max(arrival, window.start_time_s)
                if window is not None and served > window.end_time_s:
                    continue
                end = served + visit.service_duration_s
                if vehicle.end_depot_id is not None:
                    end += -(-int(back) // vehicle.speed_factor)
                closes = [one.end_time_s for one in (shift, opening) if one is not None]
                if all(end <= close for close in closes):
                    return True
        return False

    def sending(self, chosen: Iterable[int]) -> RoutingProblem:
        """The routes that leave now with these orders."""
        return self._problem(
            [self.shipments[i] for i in sorted(chosen)], self._vehicles(self.times_s[0], "")
        )

    def sketched(self, expected: Sequence[Shipment]) -> Sketch:
        """A sketch of this wave and those within the look-ahead, with its own orders and those
        expected, in this order.
        """
        problem, waves = self.rest_of_day(expected, 1 + self.ahead)
        return self.sketch(problem, waves, matrix=self.matrix)

    def rest_of_day(
        self, expected: Sequence[Shipment], waves: int
    ) -> tuple[RoutingProblem, list[int]]:
        """Known and expected orders with the vehicles of some waves, and each vehicle's wave."""
        times = self.times_s[:waves]
        vehicles: list[Vehicle] = []
        of_vehicle: list[int] = []
        for k, time in enumerate(times):
            vehicles += self._vehicles(time, f"@{k}")
            of_vehicle += [k] * (len(vehicles) - len(of_vehicle))
        shipments = [
            _renamed(one, f"{n}", len(times)) for n, one in enumerate([*self.shipments, *expected])
        ]
        return self._problem(shipments, vehicles), of_vehicle

    def _vehicles(self, leaves_s: int, suffix: str) -> list[Vehicle]:
        found = []
        for vehicle in self.ground.vehicles:
            shift = vehicle.shift_window
            start = leaves_s if shift is None else max(leaves_s, shift.start_time_s)
            end = start + 7 * 86_400 if shift is None else shift.end_time_s
            if start > end:
                continue
            found.append(
                vehicle.model_copy(
                    update={
                        "id": vehicle.id + suffix,
                        "shift_window": TimeWindow(start_time_s=start, end_time_s=end),
                    }
                )
            )
        return found

    def _problem(
        self, shipments: Sequence[Shipment], vehicles: Sequence[Vehicle]
    ) -> RoutingProblem:
        return RoutingProblem.model_construct(
            places=self.ground.places,
            depots=(self.ground.depot,),
            shipments=tuple(shipments),
            vehicles=tuple(vehicles),
            travel=self.ground.travel,
        )


def _renamed(shipment: Shipment, name: str, waves: int) -> Shipment:
    """The shipment under another name, with the vehicles of every wave instead of today's."""
    changed: dict[str, object] = {"id": name}
    for field in ("allowed_vehicle_ids", "forbidden_vehicle_ids"):
        ids = getattr(shipment, field)
        if ids:
            changed[field] = tuple(f"{one}@{k}" for one in ids for k in range(waves))
    if shipment.vehicle_prices:
        changed["vehicle_prices"] = tuple(
            price.model_copy(update={"vehicle_id": f"{price.vehicle_id}@{k}"})
            for price in shipment.vehicle_prices
            for k in range(waves)
        )
    return shipment.model_copy(update=changed)


def decide_wave(
    problem: WaveProblem, budget: Budget, route: PlanRoutes, sketch: SketchRoutes
) -> WaveAnswer:
    """Decides what leaves now and plans its routes; says of the rest how long it can wait.

    `route` is routing's `plan_routes`, `sketch` its `sketch_routes`. Raises InvalidProblemError
    with every fault, TravelError.
    """
    began = budget.clock()
    faults = wave_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    wave = Wave(
        ground=problem,
        matrix=ground_matrix(problem),
        shipments=tuple(order.shipment for order in problem.orders),
        times_s=problem.times_s,
        route=route,
        sketch=sketch,
    )
    choice = POLICIES[problem.policy](wave, budget.part(SHARE_OF_POLICY))
    plan = send(wave, choice.sent, budget)
    decision = _decision(problem, wave, plan, choice.scenarios)
    violations = check_wave(problem, decision)
    if violations:
        raise BrokenPlanError(violations)
    return WaveAnswer(
        decision=decision,
        report=SearchReport(
            engine=f"waves:{problem.policy.value}",
            elapsed_ms=round(1000 * (budget.clock() - began)),
            proved_optimal=False,
            time_limit_reached=budget.expired() and budget.work_limit is None,
        ),
    )


def send(wave: Wave, chosen: Iterable[int], budget: Budget) -> RoutingPlan:
    """Routes for the orders that leave now; nothing chosen, nothing planned."""
    positions = sorted(chosen)
    problem = wave.sending(positions)
    if not positions:
        return RoutingPlan()
    if not problem.vehicles:
        # Nobody may leave any more: routing says so for vehicles as they are.
        problem = problem.model_copy(update={"vehicles": wave.ground.vehicles})
    return wave.route(problem, budget, matrix=wave.matrix).plan


def _decision(problem: WaveProblem, wave: Wave, plan: RoutingPlan, scenarios: int) -> WaveDecision:
    gone = {stop.shipment_id for route in plan.routes for stop in route.stops}
    left_out = {one.shipment_id: one for one in plan.unserved}
    zone = problem.depot.time_zone
    waiting = []
    for i, shipment in enumerate(wave.shipments):
        if shipment.id in gone or i in wave.must_go:
            continue
        last = wave.times_s[wave.latest_wave(shipment)]
        until = f"it can be served by waves up to {clock(last, zone)}"
        reason = (
            f"found no room now ({left_out[shipment.id].explanation}); {until}"
            if shipment.id in left_out
            else f"waits for company; {until}"
        )
        waiting.append(
            WaitingOrder(order_id=shipment.id, latest_decision_time_s=last, explanation=reason)
        )
    must = {wave.shipments[i].id for i in wave.must_go}
    kept = tuple(one for one in plan.unserved if one.shipment_id in must)
    penalty = {one.id: one.penalty_minor or 0 for one in wave.shipments}
    return WaveDecision(
        routing_plan=plan.model_copy(
            update={
                "unserved": kept,
                "penalty_cost_minor": sum(penalty[one.shipment_id] for one in kept),
            }
        ),
        waiting=tuple(waiting),
        must_go_order_ids=tuple(wave.shipments[i].id for i in sorted(wave.must_go)),
        scenarios_solved=scenarios,
    )
