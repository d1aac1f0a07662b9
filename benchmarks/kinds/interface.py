"""What a suite asks of a kind of problem: tasks, engines, the clock's part, a judge."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from benchmarks.judge import Verdict
from optimizer.budget import Budget

BOUND = "bound"
"""An engine of this name proves what no plan can beat; it makes none."""


@dataclass(frozen=True)
class Extent:
    """How much is asked for. `short` is for the table that everybody repeats in minutes."""

    folder: Path | None = None
    orders: int = 100
    short: bool = False


@dataclass(frozen=True)
class Task:
    """One instance of a kind. `facts` are plain values from which the problem is made again: a seed
    and sizes, or the name of a file under `folder`.

    `best_known` is a reference and `meaning` says which ("best known", "proven bound"); `reference`
    holds published figures of others, not measured here. `engines` are those that take it.
    """

    kind: str
    set_name: str
    instance: str
    seconds: float
    size: int
    engines: tuple[str, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    more_is_better: bool = False
    best_known: float | None = None
    meaning: str = ""
    reference: Mapping[str, float] = field(default_factory=dict)
    file: str = ""


@dataclass(frozen=True)
class Answer:
    """What an engine found; `plan` is None when it found none. `engine` is what the answer says.

    `bound` is what the engine proved about the objective. `latencies` holds the seconds of each
    part of a task of many parts; `more` plain values for the report.
    """

    plan: Any
    engine: str
    bound: float | None = None
    latencies: tuple[float, ...] = ()
    more: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Worth(Verdict):
    """A verdict; `values` holds the objective of each part of a task of many parts."""

    values: tuple[float, ...] = ()


class Kind(Protocol):
    """A kind of problem with everything that takes part in it."""

    name: str
    suite: str
    ablations: frozenset[str]
    """Engines that are parts of the project's own, shown apart from the peers."""

    def tasks(self, extent: Extent) -> list[Task]:
        """What is run, in order."""

    def missing(self, engine: str) -> str | None:
        """The part that is not installed, None when the engine can run."""

    def version(self, engine: str) -> str:
        """Version of the package behind an engine."""

    def work(self, task: Task, engine: str) -> int:
        """Steps of the engine in the short table: a few seconds of work, the same anywhere."""

    def problem(self, task: Task) -> Any:
        """The problem, made before the clock starts."""

    def warm(self) -> None:
        """Compiles and imports what the first call would, before the clock starts."""

    def solve(self, task: Task, problem: Any, engine: str, budget: Budget) -> Answer:
        """Solves within the budget."""

    def judge(self, task: Task, problem: Any, plan: Any) -> Worth:
        """Prices the plan from problem and plan alone."""
