"""The example requests of routing are valid, and answered as the README says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from fulfillment.v1 import routing_pb2
from google.protobuf import json_format
from google.protobuf.message import Message

import service.examples
from optimizer.budget import Budget
from optimizer.routing.model import UnservedReason
from service.handlers.planning import Planning
from service.handlers.routing import EVALUATE_ROUTES, PLAN_ROUTES, PROMISE_WINDOWS
from service.requests import read_request

FOLDER = Path(service.examples.__file__).parent


def answered(name: str, kind: type[Message], planning: Planning[Any]) -> dict[str, Any]:
    text = (FOLDER / name).read_text(encoding="utf-8")
    problem = read_request(json_format.Parse(text, kind())).checked()
    return dict(planning.solve(problem, Budget.work(300)))


def test_a_dispatchers_hand_is_kept_and_the_plan_is_proved() -> None:
    found = answered("route_locked.json", routing_pb2.PlanRoutesRequest, PLAN_ROUTES)
    plan, report = found["plan"], found["search_report"]
    stops = {
        stop.shipment_id: (route.vehicle_id, place, stop.start_time_s)
        for route in plan.routes
        for place, stop in enumerate(route.stops, start=1)
    }
    assert stops["vet"][:2] == ("van-2", 1)
    assert stops["library"][0] == "van-1"
    assert (stops["mill"][2] + 3_600) % 86_400 == 10 * 3_600
    assert report.engine == "cpsat"
    assert any(change.shipment_id == "library" for change in plan.changes)
    cost = plan.route_cost_minor + plan.penalty_cost_minor
    assert not report.proved_optimal or plan.cost_lower_bound_minor == cost


def test_given_routes_are_told_what_they_break() -> None:
    found = answered("route_evaluate.json", routing_pb2.EvaluateRoutesRequest, EVALUATE_ROUTES)
    judged = found["evaluation"]
    kinds = {violation.kind for violation in judged.violations}
    assert "capacity" in {str(kind) for kind in kinds}
    left_out = {u.shipment_id: u for u in judged.plan.unserved}
    assert set(left_out) == {"post", "kiosk", "library"}
    assert all(
        u.insertion_cost_minor is not None or u.relaxation is not None
        for u in left_out.values()
        if u.reason is UnservedReason.COMPETITION
    )


def test_windows_are_promised_with_their_price() -> None:
    found = answered("route_promise.json", routing_pb2.PromiseWindowsRequest, PROMISE_WINDOWS)
    offers = found["promise"].offers
    assert len(offers) == 5
    assert any(offer.vehicle_id and offer.cost_minor > 0 for offer in offers)
