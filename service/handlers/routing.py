"""RoutingService: planning routes, judging given ones, and promising windows on them."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Mapping

from fulfillment.v1 import routing_pb2

from optimizer.budget import Budget
from optimizer.routing import RoutingPlan, evaluate_routes, plan_routes, promise_windows
from optimizer.shapes import Shape
from service.convert import write
from service.errors import validation
from service.handlers.call import Call, Tools, cores_for
from service.handlers.planning import (
    CHECK_FIRST_BYTES,
    Planning,
    answer,
    check,
    validate_only,
)
from service.handlers.sound_part import SoundPart, sound_part
from service.requests import (
    EvaluateRoutesRequest,
    PlanRoutesRequest,
    PromiseWindowsRequest,
    read_request,
)
from service.workers import task_budget


class RoutingHandler:
    """Plans vehicle routes."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan_routes(
        self, request: routing_pb2.PlanRoutesRequest, call: Call
    ) -> routing_pb2.PlanRoutesResponse:
        """Plans routes for all shipments."""
        if request.plan_sound_part and not request.validate_only:
            return await self._plan(request, call, lambda _: None)
        return await answer(PLAN_ROUTES, request, call, self._tools)

    async def stream_plan_routes(
        self, request: routing_pb2.PlanRoutesRequest, call: Call
    ) -> AsyncIterator[routing_pb2.StreamPlanRoutesResponse]:
        """Plans routes, with better and better plans on the way; whoever hangs up has the last."""
        began = time.monotonic()

        def timed(
            told: routing_pb2.StreamPlanRoutesResponse,
        ) -> routing_pb2.StreamPlanRoutesResponse:
            told.elapsed.FromMilliseconds(round((time.monotonic() - began) * 1_000))
            return told

        events: asyncio.Queue[routing_pb2.RoutingPlan | None] = asyncio.Queue()
        planning = asyncio.create_task(self._plan(request, call, events.put_nowait))
        planning.add_done_callback(lambda _: events.put_nowait(None))
        try:
            while (plan := await events.get()) is not None:
                yield timed(routing_pb2.StreamPlanRoutesResponse(plan=plan))
            yield timed(routing_pb2.StreamPlanRoutesResponse(response=await planning))
        finally:
            planning.cancel()

    async def _plan(
        self,
        request: routing_pb2.PlanRoutesRequest,
        call: Call,
        report: Callable[[routing_pb2.RoutingPlan], None],
    ) -> routing_pb2.PlanRoutesResponse:
        if request.validate_only:
            return await validate_only(routing_pb2.PlanRoutesResponse, request, call, self._tools)
        budget = Budget.seconds(call.budget_s(request.search, PLAN_ROUTES.default_limit_s))
        data = request.SerializeToString()
        if len(data) <= CHECK_FIRST_BYTES and not request.plan_sound_part:
            await check(request, call, self._tools)
        answered = await self._tools.workers.run(
            plan_with_progress,
            data,
            cores_for(request.search, self._tools.settings),
            budget_s=budget.remaining_s(),
            on_progress=lambda data: report(routing_pb2.RoutingPlan.FromString(data)),
        )
        return routing_pb2.PlanRoutesResponse.FromString(answered)

    async def promise_windows(
        self, request: routing_pb2.PromiseWindowsRequest, call: Call
    ) -> routing_pb2.PromiseWindowsResponse:
        """Tells which windows one more shipment can be promised, and what each costs."""
        return await answer(PROMISE_WINDOWS, request, call, self._tools)

    async def evaluate_routes(
        self, request: routing_pb2.EvaluateRoutesRequest, call: Call
    ) -> routing_pb2.EvaluateRoutesResponse:
        """Times, prices and checks given routes."""
        return await answer(EVALUATE_ROUTES, request, call, self._tools)


def _plan_routes(problem: PlanRoutesRequest, budget: Budget) -> Mapping[str, Shape]:
    found = plan_routes(problem, budget)
    return {"plan": found.plan, "search_report": found.report}


PLAN_ROUTES = Planning(routing_pb2.PlanRoutesResponse, _plan_routes, default_limit_s=10.0)


def plan_with_progress(data: bytes, cores: int, *, on_progress: Callable[[bytes], None]) -> bytes:
    """In a worker: plans routes and sends better plans up as they are found."""
    request = routing_pb2.PlanRoutesRequest.FromString(data)
    part = sound_part(request) if request.plan_sound_part else SoundPart(read_request(request), ())
    reading = part.reading
    problem = reading.checked()
    seed = problem.search.seed if problem.search is not None else 0

    def tell(plan: RoutingPlan) -> None:
        message = routing_pb2.RoutingPlan()
        write(plan, message, reading.currency)
        on_progress(message.SerializeToString())

    found = plan_routes(problem, task_budget(seed=seed, cores=cores), tell)
    response = routing_pb2.PlanRoutesResponse()
    write(found.plan, response.plan, reading.currency)
    write(found.report, response.search_report)
    for shipment_id, words in part.left_out:
        response.plan.unserved.add(
            shipment_id=shipment_id,
            reason=routing_pb2.UNSERVED_REASON_FAULTY,
            explanation=words,
        )
    if part.violations:
        response.validation.CopyFrom(validation(part.violations))
    return response.SerializeToString()


def _promise_windows(problem: PromiseWindowsRequest, budget: Budget) -> Mapping[str, Shape]:
    return {"promise": promise_windows(problem, budget)}


PROMISE_WINDOWS = Planning(
    routing_pb2.PromiseWindowsResponse, _promise_windows, default_limit_s=2.0
)


def _evaluate_routes(problem: EvaluateRoutesRequest, budget: Budget) -> Mapping[str, Shape]:
    return {"evaluation": evaluate_routes(problem, budget)}


EVALUATE_ROUTES = Planning(
    routing_pb2.EvaluateRoutesResponse, _evaluate_routes, default_limit_s=10.0
)
