"""Raw orders to a planned day: addresses, parcels, routes, docks and couriers.

Composition only: every decision is made in a room, in a worker process, and checked there. What
cannot be served leaves the line at its stage with a reason; nothing is dropped silently. The stages
stand in service/stages.
"""

from __future__ import annotations

import time
from collections.abc import Awaitable, Sequence

from optimizer.budget import Budget
from optimizer.routing.model import Route
from service.model import (
    FulfillmentPlan,
    FulfillmentProblem,
    FulfillmentStage,
    FulfillmentSummary,
    PlannedRoute,
    StageReport,
)
from service.stages.dispatch import dispatch
from service.stages.line import Line, Progress, TaskRunner, Work
from service.stages.pack import pack
from service.stages.recognize import recognize
from service.stages.route import route

__all__ = ["Progress", "TaskRunner", "plan_fulfillment"]


async def plan_fulfillment(
    problem: FulfillmentProblem,
    budget: Budget,
    runner: TaskRunner,
    *,
    plan_id: str,
    now_s: int,
    progress: Progress = lambda stage, done, total: None,
) -> FulfillmentPlan:
    """Plans a day. `problem` is valid; `now_s` is the moment written into the plan."""
    line = Line(problem, budget, runner, progress)
    line.work = [Work(order) for order in problem.orders]
    await _stage(line, FulfillmentStage.RECOGNIZE, recognize(line))
    await _stage(line, FulfillmentStage.PACK, pack(line))
    routes: list[Route] = []
    await _stage(line, FulfillmentStage.ROUTE, route(line, routes))
    planned: list[PlannedRoute] = []
    await _stage(line, FulfillmentStage.DISPATCH, dispatch(line, routes, planned))
    return FulfillmentPlan(
        id=plan_id,
        create_time_s=now_s,
        orders=tuple(work.outcome() for work in line.work),
        routes=tuple(planned),
        summary=_summary(line, planned),
    )


async def _stage(line: Line, stage: FulfillmentStage, work: Awaitable[str]) -> None:
    started = time.monotonic()
    engine = await work
    elapsed_ms = round(1000 * (time.monotonic() - started))
    line.reports.append(StageReport(stage=stage, elapsed_ms=elapsed_ms, engine=engine))


def _summary(line: Line, planned: Sequence[PlannedRoute]) -> FulfillmentSummary:
    served = [work for work in line.work if work.status is None]
    cartons = sum((work.packing.cost_minor or 0) for work in served if work.packing is not None)
    return FulfillmentSummary(
        order_count=len(line.work),
        planned_order_count=len(served),
        parcel_count=sum(route.parcel_count for route in planned),
        route_count=len(planned),
        distance_m=sum(route.route.distance_m for route in planned),
        duration_s=sum(route.route.duration_s for route in planned),
        cost_minor=cartons + sum(route.route.cost_minor for route in planned),
        stages=tuple(line.reports),
    )
