"""The checker sees each broken rule, and nothing in a good plan."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.budget import Budget
from optimizer.routing import RoutingPlan, RoutingProblem, ViolationKind, check_plan, plan_routes
from optimizer.routing.model import StopActivity, UnservedReason, UnservedShipment
from optimizer.shapes import Limit
from tests.optimizer.routing.problems import (
    DAY_S,
    bring,
    drop,
    holds,
    loads,
    on_a_line,
    van,
    visit,
)

LINE = {"depot": 0, "a": 100, "b": 200, "c": 300}


def _problem() -> RoutingProblem:
    return on_a_line(
        LINE,
        [
            drop("1", "a", (0, 400), service=10, loads=loads(kg=3)),
            bring("2", visit("b"), visit("c"), loads=loads(kg=2)),
        ],
        [van("v", capacities=holds(kg=5)), van("w", fixed_cost_minor=1)],
    )


@pytest.fixture(scope="module")
def plan() -> RoutingPlan:
    return plan_routes(_problem(), Budget.work(100)).plan


def _kinds(problem: RoutingProblem, plan: RoutingPlan) -> set[ViolationKind]:
    violations = check_plan(problem, plan)
    assert all(v.explanation for v in violations)
    return {v.kind for v in violations}


def _with_route(plan: RoutingPlan, **changes: Any) -> RoutingPlan:
    route = plan.routes[0].model_copy(update=changes)
    return plan.model_copy(update={"routes": (route, *plan.routes[1:])})


def _with_vehicle(**changes: Any) -> RoutingProblem:
    problem = _problem()
    first = problem.vehicles[0].model_copy(update=changes)
    return problem.model_copy(update={"vehicles": (first, *problem.vehicles[1:])})


def _with_shipment(**changes: Any) -> RoutingProblem:
    problem = _problem()
    first = problem.shipments[0].model_copy(update=changes)
    return problem.model_copy(update={"shipments": (first, *problem.shipments[1:])})


def test_good_plan_has_no_violation(plan: RoutingPlan) -> None:
    assert check_plan(_problem(), plan) == []
    assert plan.routes[0].vehicle_id == "v"
    assert len(plan.routes[0].stops) == 3


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"vehicle_id": "nobody"}, ViolationKind.UNKNOWN_VEHICLE),
        ({"stops": ()}, ViolationKind.EMPTY_ROUTE),
        ({"start_time_s": DAY_S - 5}, ViolationKind.SHIFT),
        ({"end_time_s": DAY_S + 9999}, ViolationKind.TIMES),
        ({"duration_s": 1}, ViolationKind.TIMES),
        ({"waiting_duration_s": 7}, ViolationKind.TIMES),
        ({"distance_m": 1}, ViolationKind.TRAVEL),
        ({"cost_minor": 599}, ViolationKind.COST),
    ],
)
def test_sees_a_wrong_route(
    plan: RoutingPlan, changes: dict[str, Any], kind: ViolationKind
) -> None:
    assert kind in _kinds(_problem(), _with_route(plan, **changes))


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"shipment_id": "none"}, ViolationKind.UNKNOWN_SHIPMENT),
        ({"shipment_id": "2"}, ViolationKind.SHIPMENT_TWICE),
        ({"activity": StopActivity.PICKUP}, ViolationKind.SHIPMENT_TWICE),
        ({"place_id": "b"}, ViolationKind.WRONG_PLACE),
        ({"arrival_time_s": DAY_S}, ViolationKind.TIMES),
        ({"start_time_s": DAY_S + 401}, ViolationKind.TIME_WINDOW),
        ({"departure_time_s": DAY_S + 99_000}, ViolationKind.TIMES),
        ({"travel_distance_m": 5}, ViolationKind.TRAVEL),
        ({"travel_duration_s": 5}, ViolationKind.TRAVEL),
    ],
)
def test_sees_a_wrong_stop(plan: RoutingPlan, changes: dict[str, Any], kind: ViolationKind) -> None:
    stops = list(plan.routes[0].stops)
    at = next(i for i, stop in enumerate(stops) if stop.shipment_id == "1")
    stops[at] = stops[at].model_copy(update=changes)
    assert kind in _kinds(_problem(), _with_route(plan, stops=tuple(stops)))


def test_sees_a_delivery_before_its_pickup(plan: RoutingPlan) -> None:
    first, second, third = plan.routes[0].stops
    wrong = _with_route(plan, stops=(first, third, second))
    assert ViolationKind.PAIRING in _kinds(_problem(), wrong)


def test_sees_a_pickup_without_its_delivery(plan: RoutingPlan) -> None:
    wrong = _with_route(plan, stops=plan.routes[0].stops[:2])
    assert ViolationKind.SHIPMENT_TWICE in _kinds(_problem(), wrong)


def test_sees_one_vehicle_on_two_routes(plan: RoutingPlan) -> None:
    wrong = plan.model_copy(update={"routes": plan.routes * 2})
    assert ViolationKind.VEHICLE_TWICE in _kinds(_problem(), wrong)


def test_sees_a_lost_shipment(plan: RoutingPlan) -> None:
    assert ViolationKind.SHIPMENT_MISSING in _kinds(_problem(), RoutingPlan())


def test_sees_a_shipment_both_served_and_left_out(plan: RoutingPlan) -> None:
    unserved = UnservedShipment(
        shipment_id="1", reason=UnservedReason.TIME, explanation="Not really."
    )
    wrong = plan.model_copy(update={"unserved": (unserved,)})
    assert ViolationKind.SHIPMENT_TWICE in _kinds(_problem(), wrong)


@pytest.mark.parametrize("field", ["route_cost_minor", "penalty_cost_minor", "distance_m"])
def test_sees_wrong_sums(plan: RoutingPlan, field: str) -> None:
    wrong = plan.model_copy(update={field: getattr(plan, field) + 1})
    assert _kinds(_problem(), wrong) == {ViolationKind.COST}


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"capacities": holds(kg=2)}, ViolationKind.CAPACITY),
        ({"distance_limit_m": Limit(maximum=599)}, ViolationKind.DISTANCE_LIMIT),
        ({"duration_limit_s": Limit(maximum=609)}, ViolationKind.DURATION_LIMIT),
        ({"stop_limit": Limit(maximum=2)}, ViolationKind.STOP_LIMIT),
        ({"cost_per_hour_minor": 1000}, ViolationKind.COST),
        ({"fixed_cost_minor": 1}, ViolationKind.COST),
        ({"speed_factor": 2.0}, ViolationKind.TIMES),
    ],
)
def test_sees_that_the_vehicle_cannot(
    plan: RoutingPlan, changes: dict[str, Any], kind: ViolationKind
) -> None:
    assert kind in _kinds(_with_vehicle(**changes), plan)


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"required_skills": ("cold",)}, ViolationKind.SKILL),
        ({"allowed_vehicle_ids": ("w",)}, ViolationKind.NOT_ALLOWED),
        ({"deliveries": (visit("a", (0, 50), service=10),)}, ViolationKind.TIME_WINDOW),
        ({"deliveries": (visit("a", service=11),)}, ViolationKind.TIMES),
    ],
)
def test_sees_that_the_shipment_must_not(
    plan: RoutingPlan, changes: dict[str, Any], kind: ViolationKind
) -> None:
    assert kind in _kinds(_with_shipment(**changes), plan)


def test_sees_a_way_that_does_not_exist(plan: RoutingPlan) -> None:
    closed = on_a_line(
        LINE,
        _problem().shipments,
        _problem().vehicles,
        closed=[(plan.routes[0].stops[0].place_id, plan.routes[0].stops[1].place_id)],
    )
    assert ViolationKind.NO_WAY in _kinds(closed, plan)


def test_sees_a_departure_that_waits_on_the_road() -> None:
    problem = on_a_line(LINE, [drop("1", "a", (500, 600))], [van()])
    plan = plan_routes(problem, Budget.work(10)).plan
    route = plan.routes[0]
    assert route.start_time_s == DAY_S + 400
    stop = route.stops[0].model_copy(update={"arrival_time_s": DAY_S + 100})
    early = _with_route(
        plan, start_time_s=DAY_S, stops=(stop,), duration_s=600, waiting_duration_s=400
    ).model_copy(update={"duration_s": 600})
    assert _kinds(problem, early) == {ViolationKind.TIMES}
