"""The example request of routing shows the rules beyond the classic ones, and is planned."""

from __future__ import annotations

from pathlib import Path

import pytest
from fulfillment.v1 import routing_pb2
from google.protobuf import json_format

import service.examples
from optimizer.budget import Budget
from optimizer.routing import RoutingPlan
from optimizer.routing.rules import extra_rules
from service.handlers.routing import PLAN_ROUTES
from service.requests import PlanRoutesRequest, read_request

FOLDER = Path(service.examples.__file__).parent


@pytest.fixture(scope="module")
def problem() -> PlanRoutesRequest:
    text = (FOLDER / "route_with_rules.json").read_text(encoding="utf-8")
    reading = read_request(json_format.Parse(text, routing_pb2.PlanRoutesRequest()))
    assert reading.violations == ()
    model = reading.checked()
    assert isinstance(model, PlanRoutesRequest)
    return model


@pytest.fixture(scope="module")
def plan(problem: PlanRoutesRequest) -> RoutingPlan:
    found = PLAN_ROUTES.solve(problem, Budget.work(60))["plan"]
    assert isinstance(found, RoutingPlan)
    return found


def test_shows_many_rules(problem: PlanRoutesRequest) -> None:
    assert {
        "travel that changes with the hour",
        "profiles of travel",
        "costs outside territories",
        "prices of unevenness",
        "preferred windows",
        "pauses",
        "rules of rest",
        "reloads",
        "ride limits",
        "conflicts of sorts",
    } <= set(extra_rules(problem))


def test_serves_everything(plan: RoutingPlan) -> None:
    assert plan.unserved == ()
    served = {stop.shipment_id for route in plan.routes for stop in route.stops}
    assert {"desk", "return-toner", "gift", "shoes"} <= served
    told = {part.field for route in plan.routes for part in route.costs}
    assert {"vehicles.fixed_cost", "vehicles.cost_per_hour"} <= told


def test_what_failed_this_morning_waits(problem: PlanRoutesRequest, plan: RoutingPlan) -> None:
    mirror = next(s for s in problem.shipments if s.id == "mirror")
    assert mirror.last_attempt_time_s is not None
    start = next(
        stop.start_time_s for r in plan.routes for stop in r.stops if stop.shipment_id == "mirror"
    )
    assert start >= mirror.last_attempt_time_s + 3 * 3_600
