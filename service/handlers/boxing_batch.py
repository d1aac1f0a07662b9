"""A batch of orders boxed to measure, spread over the workers; equal orders are boxed once.

A batch whose time ends is answered all the same: what was not reached says so.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Sequence

from fulfillment.v1 import cutting_pb2 as pb

from optimizer.budget import Budget
from optimizer.cutting.right_sized_model import RightSizeOrderResult
from optimizer.cutting.right_sizing import right_size
from service.convert import write
from service.errors import OutOfTimeError
from service.handlers.call import Call, Tools
from service.handlers.planning import CHECK_LIMIT_S, validate_only
from service.handlers.twins import twins
from service.requests import read_request
from service.workers import Lane, task_budget

ORDER_LIMIT_S = 0.5
BATCH_LIMIT_S = 600.0
ANSWER_SHARE = 0.9
"""Part of a batch's time that is spent boxing; the rest is for putting the answer together."""

TASK_S = 4.0
"""How long one task of a worker may take: often enough for progress, seldom enough to be cheap."""


async def box_batch(
    request: pb.BatchRightSizeRequest,
    call: Call,
    tools: Tools,
    report: Callable[[pb.BoxingProgress], None],
) -> pb.BatchRightSizeResponse:
    """The answer, in the order of the request; `report` is told after every task of a worker."""
    if request.validate_only:
        return await validate_only(pb.BatchRightSizeResponse, request, call, tools)
    workers = tools.workers
    check_s = call.budget_s(None, CHECK_LIMIT_S)
    standing = await workers.run(
        standing_orders, request.SerializeToString(), budget_s=check_s, lane=Lane.LIGHT
    )
    times = Counter(standing)
    chosen = sorted(times)
    wanted_s = ORDER_LIMIT_S * (2 + len(chosen) / workers.cores) / ANSWER_SHARE
    limit_s = call.budget_s(request.search, min(BATCH_LIMIT_S, wanted_s))
    budget = Budget.seconds(ANSWER_SHARE * limit_s)
    share_s = budget.remaining_s() * workers.cores / max(len(chosen), workers.cores)
    order_s = min(ORDER_LIMIT_S, share_s)
    size = max(1, min(int(TASK_S / max(order_s, 1e-3)), -(-len(chosen) // workers.cores)))
    chunks = [chosen[start : start + size] for start in range(0, len(chosen), size)]
    empty = pb.BatchRightSizeRequest()
    empty.CopyFrom(request)
    del empty.orders[:]
    boxed: dict[int, pb.RightSizeOrderResult] = {}
    side_by_side = asyncio.Semaphore(workers.cores)

    async def box_chunk(chunk: Sequence[int]) -> None:
        async with side_by_side:
            if budget.expired():
                return
            part = pb.BatchRightSizeRequest()
            part.CopyFrom(empty)
            part.orders.extend(request.orders[position] for position in chunk)
            try:
                answered = await workers.run(
                    box_orders, part.SerializeToString(), order_s, budget_s=budget.remaining_s()
                )
            except OutOfTimeError:
                # No worker was free in time, or one order overran: the others still have theirs.
                return
        results = pb.BatchRightSizeResponse.FromString(answered).results
        boxed.update(
            (position, result)
            for position, result in zip(chunk, results, strict=True)
            if result.status != pb.BOXING_STATUS_NOT_REACHED
        )
        report(
            pb.BoxingProgress(
                done_order_count=sum(times[position] for position in boxed),
                order_count=len(standing),
                box_count=sum(times[at] * len(one.plan.boxes) for at, one in boxed.items()),
            )
        )

    try:
        async with asyncio.TaskGroup() as group:
            for chunk in chunks:
                group.create_task(box_chunk(chunk))
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    unreached = pb.RightSizeOrderResult()
    write(RightSizeOrderResult.not_reached(""), unreached)
    response = pb.BatchRightSizeResponse()
    for order, position in zip(request.orders, standing, strict=True):
        result = response.results.add()
        result.CopyFrom(boxed.get(position, unreached))
        result.order_id = order.id
    return response


def standing_orders(data: bytes) -> list[int]:
    """In a worker: for each order the position of the first one with the same items.

    Raises InvalidRequestError with every fault of the batch.
    """
    request = pb.BatchRightSizeRequest.FromString(data)
    read_request(request).checked()
    return twins(request.orders)


def box_orders(data: bytes, order_s: float) -> bytes:
    """In a worker: boxes orders, each in at most `order_s` seconds, until the task's time ends."""
    reading = read_request(pb.BatchRightSizeRequest.FromString(data))
    batch = reading.checked()
    seed = batch.search.seed if batch.search is not None else 0
    response = pb.BatchRightSizeResponse()
    whole = task_budget(seed=seed)
    for order in batch.orders:
        result = RightSizeOrderResult.not_reached(order.id)
        if not whole.expired():
            budget = whole.part(min(1.0, order_s / max(whole.remaining_s(), 1e-9)))
            answer = right_size(batch.problem_of(order), budget)
            result = RightSizeOrderResult.of(order.id, answer)
        write(result, response.results.add(), reading.currency)
    return response.SerializeToString()
