"""CuttingService."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from typing import Any

from fulfillment.v1 import cutting_pb2 as pb

from optimizer.budget import Budget
from optimizer.cutting.blank import lay_flat
from optimizer.cutting.blank_model import BlankSet
from optimizer.cutting.blocks import cut_blocks
from optimizer.cutting.cut import cut
from optimizer.cutting.right_sizing import right_size
from optimizer.cutting.suite import choose_suite
from optimizer.cutting.suite_model import SuiteProgress
from optimizer.shapes import Shape
from service.convert import write
from service.handlers.boxing_batch import box_batch
from service.handlers.call import Call, Tools, cores_for
from service.handlers.planning import Planning, answer, check, validate_only
from service.render.block_drawings import draw_blocks
from service.render.cutting_drawings import draw_blanks, draw_sheets
from service.requests import (
    ChooseSuiteRequest,
    CutBlocksRequest,
    CutSheetsRequest,
    LayFlatRequest,
    RightSizeRequest,
    read_request,
)
from service.workers import task_budget

SUITE_LIMIT_S = 300.0


class CuttingHandler:
    """Cuts board."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def cut_sheets(self, request: pb.CutSheetsRequest, call: Call) -> pb.CutSheetsResponse:
        """Cuts rectangles from sheets."""
        return await answer(CUT_SHEETS, request, call, self._tools)

    async def cut_blocks(self, request: pb.CutBlocksRequest, call: Call) -> pb.CutBlocksResponse:
        """Cuts cuboids from blocks."""
        return await answer(CUT_BLOCKS, request, call, self._tools)

    async def lay_flat(self, request: pb.LayFlatRequest, call: Call) -> pb.LayFlatResponse:
        """Unfolds boxes."""
        return await answer(LAY_FLAT, request, call, self._tools)

    async def right_size(self, request: pb.RightSizeRequest, call: Call) -> pb.RightSizeResponse:
        """Boxes an order to measure."""
        return await answer(RIGHT_SIZE, request, call, self._tools)

    async def batch_right_size(
        self, request: pb.BatchRightSizeRequest, call: Call
    ) -> pb.BatchRightSizeResponse:
        """Boxes many orders."""
        return await box_batch(request, call, self._tools, lambda _: None)

    async def stream_batch_right_size(
        self, request: pb.BatchRightSizeRequest, call: Call
    ) -> AsyncIterator[pb.StreamBatchRightSizeResponse]:
        """Boxes many orders, with progress on the way."""
        events: asyncio.Queue[pb.BoxingProgress | None] = asyncio.Queue()
        boxing = asyncio.create_task(box_batch(request, call, self._tools, events.put_nowait))
        boxing.add_done_callback(lambda _: events.put_nowait(None))
        try:
            while (event := await events.get()) is not None:
                yield pb.StreamBatchRightSizeResponse(progress=event)
            yield pb.StreamBatchRightSizeResponse(response=await boxing)
        finally:
            boxing.cancel()

    async def choose_suite(
        self, request: pb.ChooseSuiteRequest, call: Call
    ) -> pb.ChooseSuiteResponse:
        """Chooses carton sizes."""
        return await answer(CHOOSE_SUITE, request, call, self._tools)

    async def stream_choose_suite(
        self, request: pb.ChooseSuiteRequest, call: Call
    ) -> AsyncIterator[pb.StreamChooseSuiteResponse]:
        """Chooses carton sizes, with progress on the way."""
        events: asyncio.Queue[pb.SuiteProgress | None] = asyncio.Queue()
        choosing = asyncio.create_task(self._choose(request, call, events.put_nowait))
        choosing.add_done_callback(lambda _: events.put_nowait(None))
        try:
            while (event := await events.get()) is not None:
                yield pb.StreamChooseSuiteResponse(progress=event)
            yield pb.StreamChooseSuiteResponse(response=await choosing)
        finally:
            choosing.cancel()

    async def _choose(
        self,
        request: pb.ChooseSuiteRequest,
        call: Call,
        report: Callable[[pb.SuiteProgress], None],
    ) -> pb.ChooseSuiteResponse:
        if request.validate_only:
            return await validate_only(pb.ChooseSuiteResponse, request, call, self._tools)
        budget_s = call.budget_s(request.search, SUITE_LIMIT_S)
        await check(request, call, self._tools)
        answered = await self._tools.workers.run(
            choose_in_worker,
            request.SerializeToString(),
            cores_for(request.search, self._tools.settings),
            budget_s=budget_s,
            on_progress=lambda data: report(pb.SuiteProgress.FromString(data)),
        )
        return pb.ChooseSuiteResponse.FromString(answered)


def choose_in_worker(data: bytes, cores: int, *, on_progress: Callable[[bytes], None]) -> bytes:
    """In a worker: chooses a suite and sends its progress up."""
    reading = read_request(pb.ChooseSuiteRequest.FromString(data))
    problem = reading.checked()
    seed = problem.search.seed if problem.search is not None else 0

    def tell(progress: SuiteProgress) -> None:
        message = pb.SuiteProgress()
        write(progress, message)
        on_progress(message.SerializeToString())

    found = choose_suite(problem, task_budget(seed=seed, cores=cores), tell)
    response = pb.ChooseSuiteResponse()
    write(found.plan, response.plan, reading.currency)
    write(found.report, response.search_report)
    return response.SerializeToString()


def _cut(problem: CutSheetsRequest, budget: Budget) -> Mapping[str, Shape]:
    found = cut(problem, budget)
    answered: dict[str, Shape] = {"plan": found.plan, "search_report": found.report}
    if problem.drawing_formats:
        answered["drawing_set"] = draw_sheets(found.plan.sheets, problem.drawing_formats)
    return answered


def _cut_blocks(problem: CutBlocksRequest, budget: Budget) -> Mapping[str, Shape]:
    found = cut_blocks(problem, budget)
    answered: dict[str, Shape] = {"plan": found.plan, "search_report": found.report}
    if problem.drawing_formats:
        answered["drawing_set"] = draw_blocks(found.plan.blocks, problem.drawing_formats)
    return answered


def _lay_flat(problem: LayFlatRequest, budget: Budget) -> Mapping[str, Shape]:
    del budget
    blanks = lay_flat(problem)
    answered: dict[str, Shape] = {"blank_set": BlankSet(blanks=blanks)}
    if problem.drawing_formats:
        answered["drawing_set"] = draw_blanks(blanks, problem.drawing_formats)
    return answered


def _right_size(problem: RightSizeRequest, budget: Budget) -> Mapping[str, Shape]:
    found = right_size(problem, budget)
    return {"plan": found.plan, "search_report": found.report}


def _choose_suite(problem: ChooseSuiteRequest, budget: Budget) -> Mapping[str, Shape]:
    found = choose_suite(problem, budget)
    return {"plan": found.plan, "search_report": found.report}


CUT_SHEETS: Planning[Any] = Planning(pb.CutSheetsResponse, _cut, default_limit_s=5.0)
CUT_BLOCKS: Planning[Any] = Planning(pb.CutBlocksResponse, _cut_blocks, default_limit_s=5.0)
LAY_FLAT: Planning[Any] = Planning(pb.LayFlatResponse, _lay_flat, default_limit_s=30.0)
RIGHT_SIZE: Planning[Any] = Planning(pb.RightSizeResponse, _right_size, default_limit_s=0.5)
CHOOSE_SUITE: Planning[Any] = Planning(
    pb.ChooseSuiteResponse, _choose_suite, default_limit_s=SUITE_LIMIT_S
)
