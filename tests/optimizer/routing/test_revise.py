"""Planning from known routes: what is frozen stays, and changes are made where they pay."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.budget import Budget
from optimizer.faults import format_path
from optimizer.routing import PlanningProblem, RoutingPlan, plan_routes, planning_faults
from optimizer.routing.model import (
    ChangePrices,
    Freeze,
    FreezeLevel,
    GivenRoute,
    GivenStop,
    RouteChangeKind,
    RoutingProblem,
    StopActivity,
)
from tests.optimizer.routing.problems import DAY_S, drop, on_a_line, van

LINE = {"depot": 0, "a": 100, "b": 200, "c": 300, "west": -100}
STEPS = 60


def known(vehicle: str, *stops: tuple[str, int]) -> GivenRoute:
    """A route of deliveries with the starts of service that are known."""
    return GivenRoute(
        vehicle_id=vehicle,
        stops=tuple(
            GivenStop(shipment_id=name, activity=StopActivity.DELIVERY, start_time_s=DAY_S + moment)
            for name, moment in stops
        ),
    )


def planning(problem: RoutingProblem, *routes: GivenRoute, **fields: Any) -> PlanningProblem:
    return PlanningProblem(**dict(problem), known_routes=routes, **fields)


def order(plan: RoutingPlan) -> dict[str, list[str]]:
    return {r.vehicle_id: [s.shipment_id for s in r.stops] for r in plan.routes}


TWO = on_a_line(LINE, [drop("1", "a"), drop("2", "c")], [van("v"), van("w")])


def test_known_routes_without_prices_are_only_a_beginning() -> None:
    routes = (known("w", ("1", 100)), known("v", ("2", 300)))
    plan = plan_routes(planning(TWO, *routes), Budget.work(STEPS)).plan
    assert plan.route_cost_minor == 600
    moved = {c.shipment_id for c in plan.changes if c.kind is RouteChangeKind.VEHICLE}
    assert len(moved) == 1
    assert all(c.explanation for c in plan.changes)


def test_known_routes_that_break_rules_are_repaired() -> None:
    problem = on_a_line(LINE, [drop("1", "a"), drop("2", "c", (0, 300))], [van("v")])
    plan = plan_routes(planning(problem, known("v", ("2", 700), ("1", 100))), Budget.work(5)).plan
    assert plan.unserved == ()
    assert plan.route_cost_minor == 600


@pytest.mark.parametrize("price", [0, 199, 201, 399])
def test_a_change_of_vehicle_is_made_where_it_pays(price: int) -> None:
    routes = (known("w", ("1", 100)), known("v", ("2", 300)))
    prices = ChangePrices(vehicle_cost_minor=price)
    plan = plan_routes(planning(TWO, *routes, change_prices=prices), Budget.work(STEPS)).plan
    apart, together = 800, 600 + price
    assert plan.route_cost_minor == min(apart, together)


def test_a_moved_service_costs_beyond_the_tolerance() -> None:
    problem = on_a_line(LINE, [drop("1", "c"), drop("2", "a")], [van(cost_per_hour_minor=3600)])
    route = known("van", ("1", 300), ("2", 800))
    prices = ChangePrices(moved_cost_per_hour_minor=1800, tolerance_duration_s=100)
    plan = plan_routes(planning(problem, route, change_prices=prices), Budget.work(STEPS)).plan
    # Leaving a hundred seconds later, the second service is still a hundred beyond the tolerance.
    assert plan.route_cost_minor == 600 + 600 + 50


def test_frozen_times_stay_and_nothing_new_starts_before() -> None:
    problem = on_a_line(LINE, [drop("1", "c"), drop("2", "a"), drop("3", "b")], [van("v")])
    route = known("v", ("1", 400), ("2", 600))
    freeze = Freeze(until_time_s=DAY_S + 450)
    plan = plan_routes(planning(problem, route, freeze=freeze), Budget.work(STEPS)).plan
    starts = {s.shipment_id: s.start_time_s - DAY_S for r in plan.routes for s in r.stops}
    assert starts["1"] == 400
    assert min(starts["2"], starts["3"]) >= 450
    assert {c.shipment_id: c.kind for c in plan.changes} == {"3": RouteChangeKind.ADDED}


def test_a_frozen_order_stays_against_the_cheaper_one() -> None:
    problem = on_a_line(LINE, [drop("1", "a"), drop("2", "west"), drop("3", "b")], [van("v")])
    route = known("v", ("1", 100), ("2", 300), ("3", 600))
    freeze = Freeze(level=FreezeLevel.ORDER, stops=3)
    plan = plan_routes(planning(problem, route, freeze=freeze), Budget.work(STEPS)).plan
    assert order(plan) == {"v": ["1", "2", "3"]}
    assert plan.route_cost_minor == 800


def test_a_frozen_vehicle_stays() -> None:
    dear = on_a_line(LINE, [drop("1", "a")], [van("v"), van("w", cost_per_km_minor=5000)])
    freeze = Freeze(level=FreezeLevel.VEHICLE, shipment_ids=("1",))
    plan = plan_routes(planning(dear, known("w", ("1", 1)), freeze=freeze), Budget.work(9)).plan
    assert order(plan) == {"w": ["1"]}


def test_only_named_vehicles_are_frozen() -> None:
    dear = on_a_line(LINE, [drop("1", "a")], [van("v"), van("w", cost_per_km_minor=5000)])
    freeze = Freeze(level=FreezeLevel.VEHICLE, stops=1, vehicle_ids=("v",))
    plan = plan_routes(planning(dear, known("w", ("1", 1)), freeze=freeze), Budget.work(9)).plan
    assert order(plan) == {"v": ["1"]}


def test_equal_vehicles_keep_their_shipments() -> None:
    problem = on_a_line(
        LINE, [drop("1", "west"), drop("2", "c")], [van(x, fixed_cost_minor=1) for x in "vwx"]
    )
    plan = plan_routes(
        planning(problem, known("x", ("2", 300), ("1", 700))), Budget.work(STEPS)
    ).plan
    assert set(order(plan)) == {"x"}


def test_faults_of_known_routes() -> None:
    problem = planning(
        TWO,
        known("v", ("1", 1), ("9", 2)),
        GivenRoute(
            vehicle_id="v",
            stops=(GivenStop(shipment_id="1", activity=StopActivity.DELIVERY),),
        ),
        freeze=Freeze(shipment_ids=("no",), vehicle_ids=("none",)),
    )
    assert sorted(format_path(fault.path) for fault in planning_faults(problem)) == [
        "freeze.shipment_ids[0]",
        "freeze.vehicle_ids[0]",
        "known_routes[0].stops[1].shipment_id",
        "known_routes[1].stops[0].shipment_id",
        "known_routes[1].stops[0].start_time_s",
        "known_routes[1].vehicle_id",
    ]
    lonely = planning(TWO, freeze=Freeze(stops=1))
    assert [fault.path for fault in planning_faults(lonely)] == [("known_routes",)]
