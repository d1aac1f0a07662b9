"""Parcels: every order is packed, equal orders once."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.packing.model import Item, PackingAnswer, PackingProblem
from service.model import FulfillmentStage, OrderStatus
from service.stages import tasks
from service.stages.line import Line, Work, in_chunks

PACKINGS_PER_TASK = 25

PACK_SHARE = 0.2
"""Of the time left: packing a day's small orders proves its plans early, routing can use more."""


async def pack(line: Line) -> str:
    """Packs every order, equal orders once; one that leaves pieces over is not sent in part."""
    work_of: dict[tuple[tuple[Item, ...], str], list[Work]] = {}
    for work in line.work:
        work_of.setdefault((work.order.items, work.order.rate_zone_id), []).append(work)
    problems = [
        PackingProblem.model_construct(
            items=items,
            load_units=line.problem.load_units,
            objective=line.problem.packing_objective,
            rules=line.problem.packing_rules,
            rate_table=line.problem.rate_table,
            rate_zone_id=zone_id,
        )
        for items, zone_id in work_of
    ]
    until = line.budget.part(PACK_SHARE)
    chunks = -(-len(problems) // PACKINGS_PER_TASK)
    rounds = -(-chunks // line.runner.cores)
    seconds = until.remaining_s() / max(1, rounds)

    async def pack_chunk(chunk: Sequence[PackingProblem]) -> list[PackingAnswer]:
        return await line.runner.run(
            tasks.pack_problems,
            list(chunk),
            seconds,
            line.budget.seed,
            budget_s=line.budget.remaining_s(),
        )

    answers = await in_chunks(line, FulfillmentStage.PACK, problems, PACKINGS_PER_TASK, pack_chunk)
    for sharing, answer in zip(work_of.values(), answers, strict=True):
        for work in sharing:
            work.packing = answer.plan
            if answer.plan.unpacked:
                left = "; ".join(item.explanation for item in answer.plan.unpacked)
                work.leave(OrderStatus.NOT_PACKED, left)
    return answers[0].report.engine if answers else ""
