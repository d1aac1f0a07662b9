"""A batch of orders boxed to measure: how long it may take, and how it tells its progress."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from fulfillment.v1 import cutting_pb2 as pb

from optimizer.budget import Budget
from optimizer.cutting.right_sized_model import (
    BatchRightSizeProblem,
    RightSizeOrderResult,
)
from optimizer.cutting.right_sizing import right_size
from optimizer.packing import PackOrder
from service.handlers.call import Call, Tools
from service.handlers.order_batch import OrderBatch, first_of_equals, solve_in_parts
from service.handlers.planning import CHECK_LIMIT_S, validate_only

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
    standing = await first_of_equals(BOXING, request, workers, check_s)
    times = Counter(standing)
    wanted_s = ORDER_LIMIT_S * (2 + len(times) / workers.cores) / ANSWER_SHARE
    limit_s = call.budget_s(request.search, min(BATCH_LIMIT_S, wanted_s))
    budget = Budget.seconds(ANSWER_SHARE * limit_s)
    share_s = budget.remaining_s() * workers.cores / max(len(times), workers.cores)
    order_s = min(ORDER_LIMIT_S, share_s)

    def tell(solved: dict[int, pb.RightSizeOrderResult]) -> None:
        boxed = {
            position: result
            for position, result in solved.items()
            if result.status != pb.BOXING_STATUS_NOT_REACHED
        }
        report(
            pb.BoxingProgress(
                done_order_count=sum(times[position] for position in boxed),
                order_count=len(standing),
                box_count=sum(times[at] * len(one.plan.boxes) for at, one in boxed.items()),
            )
        )

    response: pb.BatchRightSizeResponse = await solve_in_parts(
        BOXING,
        request,
        standing,
        orders_per_part=min(int(TASK_S / max(order_s, 1e-3)), -(-len(times) // workers.cores)),
        order_limit_s=ORDER_LIMIT_S,
        budget=budget,
        workers=workers,
        report=tell,
    )
    return response


def _box(batch: BatchRightSizeProblem, order: PackOrder, budget: Budget) -> RightSizeOrderResult:
    return RightSizeOrderResult.of(order.id, right_size(batch.problem_of(order), budget))


BOXING = OrderBatch(
    pb.BatchRightSizeRequest, pb.BatchRightSizeResponse, _box, RightSizeOrderResult.not_reached
)
