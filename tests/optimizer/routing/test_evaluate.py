"""Given routes: the same price as the plan they come from, and every rule they break by name."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.budget import Budget
from optimizer.faults import InvalidProblemError
from optimizer.routing import ViolationKind, evaluate_routes, plan_routes
from optimizer.routing.evaluate import EvaluationProblem, RoutesEvaluation, evaluation_faults
from optimizer.routing.model import (
    GivenRoute,
    GivenStop,
    RoutingPlan,
    RoutingProblem,
    StopActivity,
    UnservedReason,
)
from tests.optimizer.routing.conformance.cases import CASES, Case
from tests.optimizer.routing.problems import (
    bring,
    drop,
    holds,
    loads,
    on_a_line,
    van,
    visit,
    window,
)

LINE = {"depot": 0, "a": 100, "b": 200, "c": 300}


def _given(problem: RoutingProblem, *routes: GivenRoute) -> EvaluationProblem:
    fields: dict[str, Any] = {name: getattr(problem, name) for name in type(problem).model_fields}
    return EvaluationProblem(**fields, routes=routes)


def _as_given(plan: RoutingPlan) -> list[GivenRoute]:
    return [
        GivenRoute(
            vehicle_id=route.vehicle_id,
            stops=tuple(
                GivenStop(shipment_id=stop.shipment_id, activity=stop.activity)
                for stop in route.stops
            ),
        )
        for route in plan.routes
    ]


def _drops(vehicle_id: str, *shipment_ids: str) -> GivenRoute:
    stops = tuple(GivenStop(shipment_id=x, activity=StopActivity.DELIVERY) for x in shipment_ids)
    return GivenRoute(vehicle_id=vehicle_id, stops=stops)


def _kinds(evaluation: RoutesEvaluation) -> set[ViolationKind]:
    return {violation.kind for violation in evaluation.violations}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_plan_evaluates_to_itself(case: Case) -> None:
    plan = plan_routes(case.problem, Budget.work(200)).plan
    evaluation = evaluate_routes(_given(case.problem, *_as_given(plan)), Budget.work(1))
    assert evaluation.violations == ()
    assert evaluation.plan.routes == plan.routes
    assert evaluation.plan.route_cost_minor == plan.route_cost_minor
    assert {u.shipment_id: u.reason for u in evaluation.plan.unserved} == {
        u.shipment_id: u.reason for u in plan.unserved
    }


def test_lateness_is_measured() -> None:
    problem = on_a_line(
        LINE, [drop("1", "c"), drop("2", "a", (0, 150))], [van(shift_window=window(0, 550))]
    )
    evaluation = evaluate_routes(_given(problem, _drops("van", "1", "2")), Budget.work(1))
    excess = {violation.kind: violation.excess for violation in evaluation.violations}
    assert excess == {ViolationKind.TIME_WINDOW: 350, ViolationKind.SHIFT: 50}
    assert evaluation.plan.routes[0].cost_minor == 600


def test_overload_and_the_wrong_order_are_named() -> None:
    problem = on_a_line(
        LINE,
        [
            drop("1", "a", loads=loads(kg=4)),
            bring("2", visit("b"), visit("c"), loads=loads(kg=1)),
        ],
        [van(capacities=holds(kg=3))],
    )
    route = GivenRoute(
        vehicle_id="van",
        stops=(
            GivenStop(shipment_id="2", activity=StopActivity.DELIVERY),
            GivenStop(shipment_id="2", activity=StopActivity.PICKUP),
            GivenStop(shipment_id="1", activity=StopActivity.DELIVERY),
        ),
    )
    evaluation = evaluate_routes(_given(problem, route), Budget.work(1))
    assert {ViolationKind.CAPACITY, ViolationKind.PAIRING} <= _kinds(evaluation)


def test_a_way_that_does_not_exist_is_named() -> None:
    problem = on_a_line(LINE, [drop("1", "a")], [van()], closed=[("a", "depot")])
    evaluation = evaluate_routes(_given(problem, _drops("van", "1")), Budget.work(1))
    assert _kinds(evaluation) == {ViolationKind.NO_WAY}


def test_a_route_without_stops_is_named() -> None:
    problem = on_a_line(LINE, [], [van()])
    evaluation = evaluate_routes(_given(problem, _drops("van")), Budget.work(1))
    assert _kinds(evaluation) == {ViolationKind.EMPTY_ROUTE}


def test_what_is_in_no_route_has_its_price() -> None:
    problem = on_a_line(LINE, [drop("1", "a"), drop("2", "b")], [van()])
    evaluation = evaluate_routes(_given(problem, _drops("van", "1")), Budget.seconds(30))
    (missing,) = evaluation.plan.unserved
    assert missing.reason is UnservedReason.COMPETITION
    assert missing.explanation == (
        "It is in no route, but could be added to vehicle 'van' for 200 minor units more."
    )


@pytest.mark.parametrize(
    ("penalty", "words"),
    [
        (200, "Serving it would cost at least 200 minor units more (with vehicle 'van'), not less"),
        (201, "It is in no route, but could be added to vehicle 'van' for 200 minor units more."),
    ],
)
def test_a_price_is_weighed_against_the_penalty(penalty: int, words: str) -> None:
    problem = on_a_line(LINE, [drop("1", "a"), drop("2", "b", penalty_minor=penalty)], [van()])
    evaluation = evaluate_routes(_given(problem, _drops("van", "1")), Budget.seconds(30))
    (missing,) = evaluation.plan.unserved
    assert missing.explanation.startswith(words)
    assert missing.insertion_cost_minor == 200


def test_routes_that_name_the_unknown_are_faults() -> None:
    problem = on_a_line(LINE, [drop("1", "a")], [van()])
    wrong = GivenRoute(
        vehicle_id="x",
        stops=(
            GivenStop(shipment_id="9", activity=StopActivity.DELIVERY),
            GivenStop(shipment_id="1", activity=StopActivity.PICKUP),
        ),
    )
    given = _given(problem, wrong)
    assert {fault.path for fault in evaluation_faults(given)} == {
        ("routes", 0, "vehicle_id"),
        ("routes", 0, "stops", 0, "shipment_id"),
        ("routes", 0, "stops", 1, "activity"),
    }
    with pytest.raises(InvalidProblemError):
        evaluate_routes(given, Budget.work(1))
