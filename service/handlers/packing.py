"""PackingService."""

from __future__ import annotations

from collections.abc import Mapping

from fulfillment.v1 import packing_pb2

from optimizer.budget import Budget
from optimizer.packing import BatchPackProblem, PackOrder, PackOrderResult, pack
from optimizer.shapes import Shape
from service.handlers.call import Call, Tools
from service.handlers.order_batch import OrderBatch, first_of_equals, solve_in_parts
from service.handlers.planning import CHECK_LIMIT_S, Planning, answer, validate_only
from service.render.instructions import instruct
from service.requests import PackRequest

BATCH_LIMIT_S = 60.0
ORDER_LIMIT_S = 1.0
"""Search time of one order of a batch whose request states no limit."""

ORDERS_PER_TASK = 50
_SEARCH_SHARE = 0.8
"""Part of the time that is spent packing when instructions are drawn from the rest."""
ANSWER_SHARE = 0.9
"""Part of a batch's time that is spent packing; the rest is for putting the answer together."""


class PackingHandler:
    """Chooses load units and places every item in them."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def pack(self, request: packing_pb2.PackRequest, call: Call) -> packing_pb2.PackResponse:
        """Packs the items of one order."""
        return await answer(PACK, request, call, self._tools)

    async def batch_pack(
        self, request: packing_pb2.BatchPackRequest, call: Call
    ) -> packing_pb2.BatchPackResponse:
        """Packs many orders, spread over the workers; orders that are equal are packed once."""
        if request.validate_only:
            return await validate_only(packing_pb2.BatchPackResponse, request, call, self._tools)
        workers = self._tools.workers
        limit_s = call.budget_s(request.search, BATCH_LIMIT_S)
        budget = Budget.seconds(ANSWER_SHARE * limit_s)
        standing = await first_of_equals(
            BATCH, request, workers, call.budget_s(None, CHECK_LIMIT_S)
        )
        response: packing_pb2.BatchPackResponse = await solve_in_parts(
            BATCH,
            request,
            standing,
            orders_per_part=min(ORDERS_PER_TASK, -(-len(set(standing)) // (4 * workers.cores))),
            order_limit_s=limit_s if request.search.HasField("time_limit") else ORDER_LIMIT_S,
            budget=budget,
            workers=workers,
        )
        return response


def _pack_order(batch: BatchPackProblem, order: PackOrder, budget: Budget) -> PackOrderResult:
    return PackOrderResult.of(order.id, pack(batch.problem_of(order), budget))


def _pack(problem: PackRequest, budget: Budget) -> Mapping[str, Shape]:
    if not problem.with_instructions:
        found = pack(problem, budget)
        return {"plan": found.plan, "search_report": found.report}
    found = pack(problem, budget.part(_SEARCH_SHARE))
    return {
        "plan": found.plan,
        "search_report": found.report,
        "instructions": instruct(problem.load_units, found.plan),
    }


BATCH = OrderBatch(
    packing_pb2.BatchPackRequest,
    packing_pb2.BatchPackResponse,
    _pack_order,
    PackOrderResult.not_reached,
)

PACK = Planning(packing_pb2.PackResponse, _pack, default_limit_s=1.0)
