"""`python -m benchmarks replay CAPTURE.json`: the same answer again, under a work limit.

A captured request (`service.convert.capture`) holds everything that shapes an answer. The rooms
answer it here without a server; the digest of the plan is the same wherever version, seed and work
limit are the same.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, Field, create_model

from optimizer import cutting, dispatch, packing, routing
from optimizer.budget import Budget
from optimizer.cutting.blank import blank_faults
from optimizer.cutting.blank_model import BlankProblem
from optimizer.cutting.blocks import block_faults
from optimizer.cutting.right_sized_validate import right_size_faults
from optimizer.cutting.suite_validate import suite_faults
from optimizer.cutting.validate import cross_faults as cutting_faults
from optimizer.dispatch.week_model import CourierWeekProblem
from optimizer.dispatch.week_validate import week_faults
from optimizer.packing import PackingProblem
from optimizer.packing.model import BatchPackProblem
from optimizer.packing.validate import batch_cross_faults
from optimizer.routing import PlanningProblem
from optimizer.shapes import SearchReport, Shape
from service.convert import InvalidRequestError, to_model
from service.convert.capture import Capture, CaptureError, read_capture


class CapturedSearch(Shape):
    """Search options as a request states them; a replay takes the seed from the capture."""

    time_limit_ms: Annotated[int, Field(ge=0)] | None = None
    seed: Annotated[int, Field(ge=0)] = 0
    cores: Annotated[int, Field(ge=1)] | None = None


class CapturedPack(PackingProblem):
    """Request of Pack; a replay draws no instructions."""

    search: CapturedSearch | None = None
    validate_only: bool = False
    with_instructions: bool = False


class CapturedRoutes(PlanningProblem):
    """Request of PlanRoutes; one with faults is not replayed, even for its sound part."""

    search: CapturedSearch | None = None
    validate_only: bool = False
    plan_sound_part: bool = False


class CapturedDrawing(StrEnum):
    """Drawings that a request asks for; a replay draws none."""

    SVG = "svg"
    DXF = "dxf"


@dataclass(frozen=True)
class Door:
    """How a method is answered: its model, the faults between fields, the verb of the room.

    The verb gives the plan, how it was found, and what it is worth in words.
    """

    model: type[Any]
    faults: Callable[[Any], Any]
    answer: Callable[[Any, Budget], tuple[Any, str, str]]


def _captured(problem: type[Shape], *, drawn: bool = False) -> type[Any]:
    """A problem with what every request has beside it."""
    fields: dict[str, Any] = {
        "search": (CapturedSearch | None, None),
        "validate_only": (bool, False),
    }
    if drawn:
        fields["drawing_formats"] = (tuple[CapturedDrawing, ...], ())
    return create_model(f"Captured{problem.__name__}", __base__=problem, **fields)


def _told(plan: Any, report: SearchReport, words: str) -> tuple[Any, str, str]:
    return plan, report.engine, words


def _pack(problem: Any, budget: Budget) -> tuple[Any, str, str]:
    found = packing.pack(problem, budget)
    return _told(found.plan, found.report, f"{len(found.plan.loads)} load units")


def _batch(problem: Any, budget: Budget) -> tuple[Any, str, str]:
    found = packing.pack_batch(problem, budget)
    units = sum(len(one.plan.loads) for one in found if one.plan is not None)
    return [one.plan for one in found], "batch", f"{len(found)} orders in {units} load units"


def _route(problem: Any, budget: Budget) -> tuple[Any, str, str]:
    found = routing.plan_routes(problem, budget)
    cost = found.plan.route_cost_minor
    words = f"{len(found.plan.routes)} routes, cost {cost} minor units"
    return _told(found.plan, found.report, words)


def _cut(problem: Any, budget: Budget) -> tuple[Any, str, str]:
    found = cutting.cut(problem, budget)
    words = f"{found.plan.sheet_count} sheets, value {found.plan.value}"
    return _told(found.plan, found.report, words)


def _cut_blocks(problem: Any, budget: Budget) -> tuple[Any, str, str]:
    found = cutting.cut_blocks(problem, budget)
    return _told(found.plan, found.report, f"{len(found.plan.blocks)} patterns of blocks")


def _lay_flat(problem: Any, budget: Budget) -> tuple[Any, str, str]:
    blanks = cutting.lay_flat(problem)
    return list(blanks), "drawing", f"{len(blanks)} blanks"


def _right_size(problem: Any, budget: Budget) -> tuple[Any, str, str]:
    found = cutting.right_size(problem, budget)
    words = f"{len(found.plan.boxes)} boxes, surface {found.plan.surface_mm2} mm2"
    return _told(found.plan, found.report, words)


def _suite(problem: Any, budget: Budget) -> tuple[Any, str, str]:
    found = cutting.choose_suite(problem, budget)
    sizes = 0 if found.plan.suite is None else len(found.plan.suite.sizes)
    score = 0 if found.plan.suite is None else found.plan.suite.score
    return _told(found.plan, found.report, f"{sizes} sizes, score {score}")


def _docks(problem: Any, budget: Budget) -> tuple[Any, str, str]:
    found = dispatch.schedule_docks(problem, budget)
    plan = found.schedule
    words = f"{len(plan.assignments)} departures, {plan.total_lateness_s} s late"
    return _told(plan, found.report, words)


def _couriers(problem: Any, budget: Budget) -> tuple[Any, str, str]:
    found = dispatch.assign_couriers(problem, budget)
    return _told(found.roster, found.report, f"{len(found.roster.assignments)} jobs assigned")


def _picking(problem: Any, budget: Budget) -> tuple[Any, str, str]:
    found = dispatch.plan_picking(problem, budget)
    words = f"{len(found.plan.batches)} batches, {found.plan.distance_mm} mm"
    return _told(found.plan, found.report, words)


def _week(problem: Any, budget: Budget) -> tuple[Any, str, str]:
    found = dispatch.plan_courier_week(problem, budget)
    return _told(found.plan, found.report, "a week of couriers")


DOORS: dict[str, Door] = {
    "PackingService/Pack": Door(CapturedPack, packing.cross_faults, _pack),
    "PackingService/BatchPack": Door(_captured(BatchPackProblem), batch_cross_faults, _batch),
    "RoutingService/PlanRoutes": Door(CapturedRoutes, routing.cross_faults, _route),
    "CuttingService/CutSheets": Door(
        _captured(cutting.CuttingProblem, drawn=True), cutting_faults, _cut
    ),
    "CuttingService/CutBlocks": Door(
        _captured(cutting.BlockProblem, drawn=True), block_faults, _cut_blocks
    ),
    "CuttingService/LayFlat": Door(_captured(BlankProblem, drawn=True), blank_faults, _lay_flat),
    "CuttingService/RightSize": Door(
        _captured(cutting.RightSizeProblem), right_size_faults, _right_size
    ),
    "CuttingService/ChooseSuite": Door(_captured(cutting.SuiteProblem), suite_faults, _suite),
    "DispatchService/ScheduleDocks": Door(
        _captured(dispatch.DockProblem), dispatch.cross_faults, _docks
    ),
    "DispatchService/AssignCouriers": Door(
        _captured(dispatch.CourierProblem), dispatch.cross_faults, _couriers
    ),
    "DispatchService/PlanPicking": Door(
        _captured(dispatch.PickingProblem), dispatch.cross_faults, _picking
    ),
    "DispatchService/PlanCourierWeek": Door(_captured(CourierWeekProblem), week_faults, _week),
}
"""Methods that the rooms answer by themselves."""


@dataclass(frozen=True)
class Replayed:
    """What came out: the digest of the plan, which engine found it, and its worth in words."""

    digest: str
    engine: str
    summary: str


def problem_of(capture: Capture) -> Any:
    """The problem of a captured request; raises CaptureError with its faults."""
    door = DOORS.get(capture.method)
    if door is None:
        raise CaptureError(
            f"{capture.method} is answered by a server only; send it with the client"
        )
    try:
        return to_model(capture.request, door.model, door.faults)
    except InvalidRequestError as error:
        first = error.violations[0]
        raise CaptureError(f"{first.field}: {first.problem}") from error


def replay(capture: Capture, *, work_limit: int | None = None) -> Replayed:
    """Answers the request with its own seed under its own work limit."""
    problem = problem_of(capture)
    budget = Budget.work(work_limit or capture.work_limit, seed=capture.seed)
    plan, engine, words = DOORS[capture.method].answer(problem, budget)
    return Replayed(_digest(plan), engine, words)


def _digest(plan: BaseModel | list[BaseModel]) -> str:
    plans = plan if isinstance(plan, list) else [plan]
    digest = hashlib.sha256()
    for one in plans:
        digest.update(one.model_dump_json().encode())
    return digest.hexdigest()[:16]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line of this verb."""
    parser.add_argument("capture", type=Path, help="file written with --save-request")
    parser.add_argument("--work", type=int, help="search steps, instead of the capture's own")
    parser.add_argument("--expect", metavar="DIGEST", help="fail when the answer is another one")


def run(arguments: argparse.Namespace) -> int:
    """0: replayed, and as expected; 1: another answer; 2: the file cannot be replayed."""
    try:
        text = arguments.capture.read_text(encoding="utf-8")
        capture = read_capture(str(arguments.capture), text)
        result = replay(capture, work_limit=arguments.work)
    except (CaptureError, OSError, UnicodeDecodeError) as error:
        print(error, file=sys.stderr)
        return 2
    print(
        f"{capture.method} of version {capture.version or 'unknown'}, seed {capture.seed}, "
        f"{arguments.work or capture.work_limit} steps: {result.summary} "
        f"by {result.engine}, digest {result.digest}"
    )
    if arguments.expect and arguments.expect != result.digest:
        print(f"expected {arguments.expect}", file=sys.stderr)
        return 1
    return 0
