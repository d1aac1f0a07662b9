"""PackingService."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from fulfillment.v1 import packing_pb2

from optimizer.budget import Budget
from optimizer.packing import PackOrderResult, pack
from optimizer.shapes import Shape
from service.convert import write
from service.errors import OutOfTimeError
from service.handlers.call import Call, Tools
from service.handlers.planning import CHECK_LIMIT_S, Planning, answer, validate_only
from service.handlers.twins import twins
from service.render.instructions import instruct
from service.requests import PackRequest, read_request
from service.workers import Lane, task_budget

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
        return await _BatchPacking(request, call, self._tools).run()


class _BatchPacking:
    """One batch on its way through the workers.

    A batch whose time ends is answered all the same: what was not reached says so.
    """

    def __init__(self, request: packing_pb2.BatchPackRequest, call: Call, tools: Tools) -> None:
        self._request = request
        self._tools = tools
        limit_s = call.budget_s(request.search, BATCH_LIMIT_S)
        self._budget = Budget.seconds(ANSWER_SHARE * limit_s)
        self._check_s = call.budget_s(None, CHECK_LIMIT_S)
        self._order_s = limit_s if request.search.HasField("time_limit") else ORDER_LIMIT_S

    async def run(self) -> packing_pb2.BatchPackResponse:
        """The answer, in the order of the request."""
        request, workers = self._request, self._tools.workers
        # Reading 100,000 orders takes seconds: the same worker that checks them finds the equal
        # ones, and only those that stand for others go on.
        standing = await workers.run(
            standing_orders,
            request.SerializeToString(),
            budget_s=self._check_s,
            lane=Lane.LIGHT,
        )
        chosen = sorted(set(standing))
        size = max(1, min(ORDERS_PER_TASK, -(-len(chosen) // (4 * workers.cores))))
        chunks = [chosen[start : start + size] for start in range(0, len(chosen), size)]
        packed: dict[int, packing_pb2.PackOrderResult] = {}
        side_by_side = asyncio.Semaphore(workers.cores)
        left = len(chosen)

        async def pack_chunk(chunk: Sequence[int]) -> None:
            nonlocal left
            async with side_by_side:
                if self._budget.expired():
                    return
                ready = self._budget.remaining_s()
                share = ready * workers.cores / max(left, workers.cores)
                left -= len(chunk)
                try:
                    part = await self._pack(chunk, min(self._order_s, share))
                except OutOfTimeError:
                    # No worker was free in time, or one order overran: others still have theirs.
                    return
            packed.update(zip(chunk, part.results, strict=True))

        try:
            async with asyncio.TaskGroup() as group:
                for chunk in chunks:
                    group.create_task(pack_chunk(chunk))
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from None
        return _assemble(request, standing, packed)

    async def _pack(self, chunk: Sequence[int], order_s: float) -> packing_pb2.BatchPackResponse:
        part = packing_pb2.BatchPackRequest(
            load_units=self._request.load_units,
            objective=self._request.objective,
            search=self._request.search,
            orders=[self._request.orders[position] for position in chunk],
        )
        for name in ("rules", "rate_table"):
            if self._request.HasField(name):
                getattr(part, name).CopyFrom(getattr(self._request, name))
        return packing_pb2.BatchPackResponse.FromString(
            await self._tools.workers.run(
                pack_orders,
                part.SerializeToString(),
                order_s,
                budget_s=self._budget.remaining_s(),
            )
        )


def _assemble(
    request: packing_pb2.BatchPackRequest,
    standing: Sequence[int],
    packed: Mapping[int, packing_pb2.PackOrderResult],
) -> packing_pb2.BatchPackResponse:
    unreached = packing_pb2.PackOrderResult()
    write(PackOrderResult.not_reached(""), unreached)
    response = packing_pb2.BatchPackResponse()
    for order, position in zip(request.orders, standing, strict=True):
        result = response.results.add()
        result.CopyFrom(packed.get(position, unreached))
        result.order_id = order.id
    return response


def standing_orders(data: bytes) -> list[int]:
    """In a worker: for each order the position of the first one with the same items.

    Raises InvalidRequestError with every fault of the batch.
    """
    request = packing_pb2.BatchPackRequest.FromString(data)
    read_request(request).checked()
    return twins(request.orders)


def pack_orders(data: bytes, order_s: float) -> bytes:
    """In a worker: packs orders, each in at most `order_s` seconds, until the task's time ends."""
    reading = read_request(packing_pb2.BatchPackRequest.FromString(data))
    batch = reading.checked()
    seed = batch.search.seed if batch.search is not None else 0
    response = packing_pb2.BatchPackResponse()
    whole = task_budget(seed=seed)
    for order in batch.orders:
        result = PackOrderResult.not_reached(order.id)
        if not whole.expired():
            budget = whole.part(min(1.0, order_s / max(whole.remaining_s(), 1e-9)))
            result = PackOrderResult.of(order.id, pack(batch.problem_of(order), budget))
        write(result, response.results.add(), reading.currency)
    return response.SerializeToString()


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


PACK = Planning(packing_pb2.PackResponse, _pack, default_limit_s=1.0)
