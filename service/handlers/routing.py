"""RoutingService."""

from __future__ import annotations

from collections.abc import Mapping

from fulfillment.v1 import routing_pb2

from optimizer.budget import Budget
from optimizer.routing import plan_routes
from optimizer.shapes import Shape
from service.handlers.call import Call, Tools
from service.handlers.planning import Planning, answer
from service.requests import PlanRoutesRequest


class RoutingHandler:
    """Plans vehicle routes."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan_routes(
        self, request: routing_pb2.PlanRoutesRequest, call: Call
    ) -> routing_pb2.PlanRoutesResponse:
        """Plans routes for all shipments."""
        return await answer(PLAN_ROUTES, request, call, self._tools)


def _plan_routes(problem: PlanRoutesRequest, budget: Budget) -> Mapping[str, Shape]:
    found = plan_routes(problem, budget)
    return {"plan": found.plan, "search_report": found.report}


PLAN_ROUTES = Planning(routing_pb2.PlanRoutesResponse, _plan_routes, default_limit_s=10.0)
