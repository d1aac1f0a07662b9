"""RoutingService: planning routes, and judging given ones."""

from __future__ import annotations

from collections.abc import Mapping

from fulfillment.v1 import routing_pb2

from optimizer.budget import Budget
from optimizer.routing import evaluate_routes, plan_routes
from optimizer.shapes import Shape
from service.handlers.call import Call, Tools
from service.handlers.planning import Planning, answer
from service.requests import EvaluateRoutesRequest, PlanRoutesRequest


class RoutingHandler:
    """Plans vehicle routes."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan_routes(
        self, request: routing_pb2.PlanRoutesRequest, call: Call
    ) -> routing_pb2.PlanRoutesResponse:
        """Plans routes for all shipments."""
        return await answer(PLAN_ROUTES, request, call, self._tools)

    async def evaluate_routes(
        self, request: routing_pb2.EvaluateRoutesRequest, call: Call
    ) -> routing_pb2.EvaluateRoutesResponse:
        """Times, prices and checks given routes."""
        return await answer(EVALUATE_ROUTES, request, call, self._tools)


def _plan_routes(problem: PlanRoutesRequest, budget: Budget) -> Mapping[str, Shape]:
    found = plan_routes(problem, budget)
    return {"plan": found.plan, "search_report": found.report}


PLAN_ROUTES = Planning(routing_pb2.PlanRoutesResponse, _plan_routes, default_limit_s=10.0)


def _evaluate_routes(problem: EvaluateRoutesRequest, budget: Budget) -> Mapping[str, Shape]:
    return {"evaluation": evaluate_routes(problem, budget)}


EVALUATE_ROUTES = Planning(
    routing_pb2.EvaluateRoutesResponse, _evaluate_routes, default_limit_s=10.0
)
