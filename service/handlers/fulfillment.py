"""FulfillmentService: plans a whole day, stores the plan, answers."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import AsyncIterator

from fulfillment.v1 import fulfillment_pb2 as pb

from optimizer.budget import Budget
from service.convert import write
from service.courier_route import courier_days
from service.handlers.call import Call, Tools, cores_for
from service.handlers.planning import validate_only
from service.model import FulfillmentStage
from service.pipeline import Progress, plan_fulfillment
from service.plans import StoredPlan
from service.requests import read_request

DEFAULT_LIMIT_S = 30.0


class FulfillmentHandler:
    """Plans whole days."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def plan_fulfillment(
        self, request: pb.PlanFulfillmentRequest, call: Call
    ) -> pb.PlanFulfillmentResponse:
        """Plans a day and answers with the plan."""
        return await self._plan(request, call, lambda stage, done, total: None)

    async def stream_plan_fulfillment(
        self, request: pb.PlanFulfillmentRequest, call: Call
    ) -> AsyncIterator[pb.StreamPlanFulfillmentResponse]:
        """The same, with progress on the way."""
        events: asyncio.Queue[pb.FulfillmentProgress | None] = asyncio.Queue()

        def progress(stage: FulfillmentStage, done: int, total: int) -> None:
            name = f"FULFILLMENT_STAGE_{stage.name}"
            events.put_nowait(pb.FulfillmentProgress(stage=name, done=done, total=total))

        planning = asyncio.create_task(self._plan(request, call, progress))
        planning.add_done_callback(lambda _: events.put_nowait(None))
        try:
            while (event := await events.get()) is not None:
                yield pb.StreamPlanFulfillmentResponse(progress=event)
            yield pb.StreamPlanFulfillmentResponse(response=await planning)
        finally:
            planning.cancel()

    async def _plan(
        self, request: pb.PlanFulfillmentRequest, call: Call, progress: Progress
    ) -> pb.PlanFulfillmentResponse:
        if request.validate_only:
            return await validate_only(pb.PlanFulfillmentResponse, request, call, self._tools)
        budget_s = call.budget_s(request.search, DEFAULT_LIMIT_S)
        cores = cores_for(request.search, self._tools.settings)
        budget = Budget.seconds(budget_s, seed=request.search.seed, cores=cores)
        # Reading a day of thousands of orders takes a while; the loop goes on meanwhile.
        reading = await asyncio.to_thread(read_request, request)
        problem = reading.checked()
        content = request.SerializeToString(deterministic=True)
        if problem.request_id:
            known = await asyncio.to_thread(self._tools.plans.find, problem.request_id, content)
            if known is not None:
                return pb.PlanFulfillmentResponse.FromString(known.response)
        now_s = int(time.time())
        plan = await plan_fulfillment(
            problem,
            budget,
            self._tools.workers,
            plan_id=uuid.uuid4().hex,
            now_s=now_s,
            progress=progress,
        )
        response = pb.PlanFulfillmentResponse()
        write(plan, response.plan, reading.currency)
        stored = await asyncio.to_thread(
            self._tools.plans.add,
            StoredPlan(plan.id, content, response.SerializeToString()),
            request_id=problem.request_id or None,
            create_time_s=now_s,
            courier_days=courier_days(request, response.plan),
        )
        if stored.id != plan.id:
            return pb.PlanFulfillmentResponse.FromString(stored.response)
        return response
