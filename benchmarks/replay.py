"""`python -m benchmarks replay CAPTURE.json`: the same answer again, under a work limit.

A captured request (`service.convert.capture`) holds everything that shapes an answer. The rooms
answer it here without a server; the digest of the plan is the same wherever version, seed and work
limit are the same.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, Field

from optimizer import packing, routing
from optimizer.budget import Budget
from optimizer.packing import PackingProblem
from optimizer.routing import RoutingProblem
from optimizer.shapes import SearchReport, Shape
from service.convert import InvalidRequestError, to_model
from service.convert.capture import Capture, CaptureError, read_capture


class CapturedSearch(Shape):
    """Search options as a request states them; a replay takes the seed from the capture."""

    time_limit_ms: Annotated[int, Field(ge=0)] | None = None
    seed: Annotated[int, Field(ge=0)] = 0
    cores: Annotated[int, Field(ge=1)] | None = None


class CapturedPack(PackingProblem):
    """Request of Pack."""

    search: CapturedSearch | None = None
    validate_only: bool = False


class CapturedRoutes(RoutingProblem):
    """Request of PlanRoutes."""

    search: CapturedSearch | None = None
    validate_only: bool = False


@dataclass(frozen=True)
class Replayed:
    """What came out: the digest of the whole plan, and how it was found."""

    digest: str
    report: SearchReport
    summary: str


def problem_of(capture: Capture) -> CapturedPack | CapturedRoutes:
    """The problem of a captured request; raises CaptureError with its faults."""
    try:
        if capture.method == "PackingService/Pack":
            return to_model(capture.request, CapturedPack, packing.cross_faults)
        if capture.method == "RoutingService/PlanRoutes":
            return to_model(capture.request, CapturedRoutes, routing.cross_faults)
    except InvalidRequestError as error:
        first = error.violations[0]
        raise CaptureError(f"{first.field}: {first.problem}") from error
    raise CaptureError(f"{capture.method} is answered by a server only; send it with the client")


def replay(capture: Capture, *, work_limit: int | None = None) -> Replayed:
    """Answers the request with its own seed under its own work limit."""
    problem = problem_of(capture)
    budget = Budget.work(work_limit or capture.work_limit, seed=capture.seed)
    if isinstance(problem, CapturedPack):
        packed = packing.pack(problem, budget)
        units = len(packed.plan.loads)
        return Replayed(_digest(packed.plan), packed.report, f"{units} load units")
    routed = routing.plan_routes(problem, budget)
    words = f"{len(routed.plan.routes)} routes, cost {routed.plan.route_cost_minor} minor units"
    return Replayed(_digest(routed.plan), routed.report, words)


def _digest(plan: BaseModel) -> str:
    return hashlib.sha256(plan.model_dump_json().encode()).hexdigest()[:16]


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
        f"by {result.report.engine}, digest {result.digest}"
    )
    if arguments.expect and arguments.expect != result.digest:
        print(f"expected {arguments.expect}", file=sys.stderr)
        return 1
    return 0
