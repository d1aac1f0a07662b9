"""A day replayed: decisions in turn as they would have been taken, and the best in hindsight.

In hindsight every order is known from the start but can leave only with a wave after it became
known. The gap between sending everything at once and hindsight is what waiting is worth at most;
each policy is told with the share of it that it closes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from optimizer.budget import Budget
from optimizer.dispatch.check import BrokenPlanError, Violation
from optimizer.dispatch.wave_model import (
    SimulatedDay,
    SimulatedWave,
    SimulationAnswer,
    SimulationProblem,
    WavePolicy,
    WaveSimulation,
)
from optimizer.dispatch.wave_policies import POLICIES
from optimizer.dispatch.wave_validate import simulation_faults
from optimizer.dispatch.waves import SHARE_OF_POLICY, PlanRoutes, Wave, ground_matrix, send
from optimizer.faults import InvalidProblemError
from optimizer.road import TravelMatrix
from optimizer.routing.model import RoutingProblem, Shipment
from optimizer.routing.sketch_model import SketchRoutes
from optimizer.shapes import SearchReport

_ALL = (WavePolicy.SEND_ALL, WavePolicy.LAZY, WavePolicy.RANDOM, WavePolicy.CONDITIONAL)


@dataclass(frozen=True, slots=True)
class Replay:
    """A day and what it is replayed with."""

    problem: SimulationProblem
    matrix: TravelMatrix
    route: PlanRoutes
    sketch: SketchRoutes

    def wave(self, shipments: Iterable[Shipment], times_s: tuple[int, ...]) -> Wave:
        """A decision of the day."""
        return Wave(
            ground=self.problem,
            matrix=self.matrix,
            shipments=tuple(shipments),
            times_s=times_s,
            route=self.route,
            sketch=self.sketch,
        )


def simulate_waves(
    problem: SimulationProblem, budget: Budget, route: PlanRoutes, sketch: SketchRoutes
) -> SimulationAnswer:
    """Replays a day under each policy (none named: all), with hindsight when asked for.

    The budget is shared evenly between the decisions. `route` is routing's `plan_routes`, `sketch`
    its `sketch_routes`. Raises InvalidProblemError with every fault,
    TravelError.
    """
    began = budget.clock()
    faults = simulation_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    replay = Replay(problem, ground_matrix(problem), route, sketch)
    policies = tuple(dict.fromkeys(problem.policies)) or _ALL
    parts = len(policies) + int(problem.hindsight)
    days = []
    for k, policy in enumerate(policies):
        days.append(_day(replay, policy, _share(budget, parts - k)))
    if problem.hindsight:
        days.append(day_in_hindsight(replay, budget))
    days = _with_gaps(days)
    _check(problem, days)
    return SimulationAnswer(
        simulation=WaveSimulation(days=tuple(days)),
        report=SearchReport(
            engine="wave-simulation",
            elapsed_ms=round(1000 * (budget.clock() - began)),
            time_limit_reached=budget.expired() and budget.work_limit is None,
        ),
    )


def _share(budget: Budget, parts: int) -> Budget:
    return budget.part(1 / max(1, parts))


def _day(replay: Replay, policy: WavePolicy, budget: Budget) -> SimulatedDay:
    problem = replay.problem
    times = problem.times_s
    open_orders: dict[str, Shipment] = {}
    waves, unserved, served, routes = [], [], 0, 0
    arriving = sorted(
        problem.orders, key=lambda order: (order.known_time_s or 0, order.shipment.id)
    )
    each_s = budget.remaining_s() / len(times)
    for k, now in enumerate(times):
        part = _share(budget, len(times) - k)
        # What an easy decision leaves over is not spent on a later one: it would not have it.
        part = replace(part, deadline_s=min(part.deadline_s, budget.clock() + each_s))
        while arriving and (arriving[0].known_time_s or 0) <= now:
            order = arriving.pop(0)
            open_orders[order.shipment.id] = order.shipment
        wave = replay.wave(open_orders.values(), times[k:])
        choice = POLICIES[policy](wave, part.part(SHARE_OF_POLICY))
        plan = send(wave, choice.sent, part)
        gone = {stop.shipment_id for route in plan.routes for stop in route.stops}
        lost = {wave.shipments[i].id for i in wave.must_go} - gone
        for name in (*gone, *lost):
            del open_orders[name]
        served += len(gone)
        unserved += sorted(lost)
        routes += len(plan.routes)
        waves.append(
            SimulatedWave(
                decision_time_s=now,
                known_count=len(wave.shipments),
                must_go_count=len(wave.must_go),
                sent_count=len(gone),
                route_count=len(plan.routes),
                cost_minor=plan.route_cost_minor,
            )
        )
    return SimulatedDay(
        policy=policy,
        waves=tuple(waves),
        served_count=served,
        unserved_order_ids=tuple(unserved),
        route_count=routes,
        cost_minor=sum(wave.cost_minor for wave in waves),
    )


def hindsight_problem(replay: Replay) -> RoutingProblem:
    """The whole day as one routing problem: each order leaves after it became known.

    Shipments stand and are named in the order of the day's orders.
    """
    times = replay.problem.times_s
    orders = replay.problem.orders
    empty = replay.wave((), times)
    whole, waves = empty.rest_of_day([order.shipment for order in orders], len(times))
    # A vehicle of a wave holds the skills of all waves until then.
    names = [f"wave:{k}" for k in range(len(times))]
    vehicles = tuple(
        vehicle.model_copy(update={"skills": (*vehicle.skills, *names[: k + 1])})
        for vehicle, k in zip(whole.vehicles, waves, strict=True)
    )
    shipments = []
    for order, shipment in zip(orders, whole.shipments, strict=True):
        first = next(k for k, time in enumerate(times) if time >= (order.known_time_s or 0))
        skills = (*shipment.required_skills, names[first])
        shipments.append(shipment.model_copy(update={"required_skills": skills}))
    return whole.model_copy(update={"vehicles": vehicles, "shipments": tuple(shipments)})


def day_in_hindsight(replay: Replay, budget: Budget) -> SimulatedDay:
    """The best day found when every order is known from the start."""
    plan = replay.route(hindsight_problem(replay), budget, matrix=replay.matrix).plan
    gone = {stop.shipment_id for route in plan.routes for stop in route.stops}
    names = [order.shipment.id for order in replay.problem.orders]
    return SimulatedDay(
        policy=None,
        waves=(),
        served_count=len(gone),
        unserved_order_ids=tuple(name for n, name in enumerate(names) if f"{n}" not in gone),
        route_count=len(plan.routes),
        cost_minor=plan.route_cost_minor,
    )


def _with_gaps(days: list[SimulatedDay]) -> list[SimulatedDay]:
    sent = next((day for day in days if day.policy is WavePolicy.SEND_ALL), None)
    best = next((day for day in days if day.policy is None), None)
    if sent is None or best is None or sent.cost_minor <= best.cost_minor:
        return days
    gap = sent.cost_minor - best.cost_minor
    return [
        day.model_copy(
            update={"gap_closed_percent": 100 * (sent.cost_minor - day.cost_minor) / gap}
        )
        for day in days
    ]


def _check(problem: SimulationProblem, days: list[SimulatedDay]) -> None:
    """Every order of the day is served or named as unserved."""
    names = {order.shipment.id for order in problem.orders}
    for day in days:
        if (
            day.served_count + len(day.unserved_order_ids) != len(names)
            or not set(day.unserved_order_ids) <= names
        ):
            words = f"the day of {day.policy} loses orders"
            raise BrokenPlanError([Violation("cover", "", "", len(names), words)])
