"""A captured request of cutting or dispatch, solved by all engines that can take it.

Not in the registry of suites: `compare` makes its tasks from files. Whoever answers is judged by
the kind's own judge where there is one, else by the checker of the room.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.kinds.dock_days import CPSAT, DockDays
from benchmarks.kinds.interface import Answer, Extent, Task, Worth
from benchmarks.kinds.picking_batches import PickingBatches
from benchmarks.peers.own import NAME
from benchmarks.peers.picking_rules import RULES
from benchmarks.replay import DOORS, problem_of
from optimizer import cutting, dispatch
from optimizer.budget import Budget
from optimizer.cutting.model import CuttingObjective
from service.convert.capture import CaptureError, is_capture, read_capture

KIND = "captured"
METHODS = (
    "CuttingService/CutSheets",
    "CuttingService/RightSize",
    "CuttingService/ChooseSuite",
    "DispatchService/ScheduleDocks",
    "DispatchService/PlanPicking",
)
MINUTE_S = 60


class Captured:
    """One task for each file."""

    name = KIND
    suite = "compare"
    ablations: frozenset[str] = frozenset()

    def tasks(self, extent: Extent) -> list[Task]:
        """None by itself."""
        return []

    def task_of(self, file: Path, seconds: float) -> Task | None:
        """The task of a captured request of these rooms; None for any other file.

        Raises CaptureError with what is wrong with the request.
        """
        if file.is_dir():
            return None
        try:
            text = file.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            return None
        if not is_capture(text):
            return None
        capture = read_capture(str(file), text)
        if capture.method not in METHODS:
            return None
        problem = problem_of(capture)
        engines = [NAME]
        if isinstance(problem, dispatch.PickingProblem):
            engines += RULES
        if isinstance(problem, dispatch.DockProblem) and _in_minutes(problem):
            engines.append(CPSAT)
        return Task(
            KIND,
            capture.method.partition("/")[2],
            file.name,
            seconds,
            _size(problem),
            tuple(engines),
            {"method": capture.method},
            more_is_better=getattr(problem, "objective", None) is CuttingObjective.MOST_VALUE,
            file=str(file),
        )

    def missing(self, engine: str) -> str | None:
        """Never."""
        return None

    def version(self, engine: str) -> str:
        """Of the package behind."""
        if engine in RULES:
            return "rule"
        return version("ortools" if engine == CPSAT else "fulfillment-optimizer")

    def work(self, task: Task, engine: str) -> int:
        """Search steps."""
        return 1_000

    def warm(self) -> None:
        """Compiles the kernels of both rooms."""
        cutting.warm()
        dispatch.warm()

    def problem(self, task: Task) -> Any:
        """Reads the request again."""
        text = Path(task.file).read_text(encoding="utf-8-sig")
        return problem_of(read_capture(task.file, text))

    def solve(self, task: Task, problem: Any, engine: str, budget: Budget) -> Answer:
        """The kind's own engines, or the verb of the room."""
        if isinstance(problem, dispatch.PickingProblem):
            return PickingBatches().solve(task, problem, engine, budget)
        if isinstance(problem, dispatch.DockProblem):
            return DockDays().solve(task, problem, engine, budget)
        plan, used, _ = DOORS[task.facts["method"]].answer(problem, budget)
        return Answer(plan, used)

    def judge(self, task: Task, problem: Any, plan: Any) -> Worth:
        """Objective and broken rules."""
        if isinstance(problem, dispatch.PickingProblem):
            return PickingBatches().judge(task, problem, plan)
        if isinstance(problem, dispatch.DockProblem):
            return DockDays().judge(task, problem, plan)
        judged: Judged = _JUDGES[task.facts["method"]]
        faults = tuple(one.words for one in judged.check(problem, plan))
        return Worth(judged.worth(problem, plan), faults)


def _suite_score(problem: Any, plan: Any) -> float | None:
    return None if plan.suite is None else float(plan.suite.score)


def _cutting_worth(problem: Any, plan: Any) -> float:
    values = {
        CuttingObjective.FEWEST_SHEETS: plan.sheet_count,
        CuttingObjective.MOST_VALUE: plan.value,
        CuttingObjective.LEAST_WASTE: plan.waste_share,
        CuttingObjective.LOWEST_COST: plan.cost_minor or 0,
    }
    return float(values[problem.objective])


def _box_worth(problem: Any, plan: Any) -> float:
    values = {
        cutting.BoxObjective.LEAST_SURFACE: plan.surface_mm2,
        cutting.BoxObjective.LEAST_BOARD: plan.board_mm2,
        cutting.BoxObjective.LOWEST_COST: plan.cost_minor or 0,
    }
    return float(values[problem.objective])


def _unchecked(problem: Any, plan: Any) -> tuple[()]:
    """The room counts a suite by packing the history, and checks every load."""
    return ()


@dataclass(frozen=True)
class Judged:
    """The checker of a room, and which figure of a plan the request aims for."""

    check: Callable[[Any, Any], Any]
    worth: Callable[[Any, Any], float | None]


_JUDGES = {
    "CuttingService/CutSheets": Judged(cutting.check_plan, _cutting_worth),
    "CuttingService/RightSize": Judged(cutting.check_boxes, _box_worth),
    "CuttingService/ChooseSuite": Judged(_unchecked, _suite_score),
}


def _size(problem: Any) -> int:
    for field in ("rectangles", "items", "orders", "departures"):
        if hasattr(problem, field):
            return len(getattr(problem, field))
    return 0


def _in_minutes(problem: dispatch.DockProblem) -> bool:
    """Whether the plain model of docks holds the problem: prices, whole minutes, nothing else."""
    times = [problem.changeover_duration_s]
    for one in problem.departures:
        times += [one.loading_duration_s, one.earliest_loading_time_s, one.due_time_s]
    for dock in problem.docks:
        times += [dock.opening_window.start_time_s, dock.opening_window.end_time_s]
        times.append(dock.overtime_start_time_s or 0)
    plain = not problem.kind_setups and all(d.latest_time_s is None for d in problem.departures)
    return problem.has_costs and plain and not any(time % MINUTE_S for time in times)


__all__ = ["KIND", "CaptureError", "Captured"]
