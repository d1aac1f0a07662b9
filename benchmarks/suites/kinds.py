"""Tasks of the suites that are made of kinds (`benchmarks/kinds`): cutting and dispatch."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.data import Case
from benchmarks.kinds.interface import BOUND, Extent, Kind, Task
from benchmarks.kinds.registry import kinds_of
from benchmarks.kinds.worker import KindJob, run_job
from benchmarks.peers.own import NAME
from benchmarks.records import Record

SUITES = ("cutting", "dispatch")

OVERHEAD_S = 5.0
"""Start of a process, imports, loading of kernels: for estimating only."""


@dataclass(frozen=True)
class KindPlan:
    """A job of a kind; `role` is "table", or "ablation" for a part of the project's own."""

    kind: Kind
    job: KindJob
    role: str

    @property
    def most_seconds(self) -> float:
        """What the run takes at most, about."""
        parts: int = self.job.task.facts.get("parts", 1)
        return self.job.seconds * parts + OVERHEAD_S

    @property
    def words(self) -> str:
        """For telling how far a run is."""
        return f"{self.job.task.set_name} {self.job.task.instance} {self.job.engine}"

    def run(self) -> Record:
        """Runs the job; the record that goes into the file."""
        task = self.job.task
        return {
            "record": "run",
            "suite": self.kind.suite,
            "kind": self.kind.name,
            "role": self.role,
            "set": task.set_name,
            "limit_s": self.job.seconds,
            "reference": dict(task.reference),
            "engine_asked": self.job.engine,
            "file": task.file or task.set_name,
            "problem": task.instance,
            "instance": task.instance,
            "seed": self.job.seed,
            "size": task.size,
            "convention": "",
            "more_is_better": task.more_is_better,
            **run_job(self.job),
        }


def plan_runs(
    suite: str,
    extent: Extent,
    *,
    engines: Collection[str] | None = None,
    sets: Collection[str] | None = None,
    seeds: int = 1,
    seconds: float | None = None,
    cores: int = 1,
) -> list[KindPlan]:
    """All runs of a suite in order: task by task, seed by seed, the engines in turn."""
    return [
        KindPlan(
            kind,
            KindJob(
                task,
                engine,
                task.seconds if seconds is None else seconds,
                seed,
                cores,
                kind.work(task, engine) if extent.short else None,
            ),
            "bound" if engine == BOUND else "ablation" if engine in kind.ablations else "table",
        )
        for kind in kinds_of(suite)
        for task in kind.tasks(extent)
        if sets is None or task.set_name in sets or kind.name in sets
        for seed in range(seeds)
        for engine in task.engines
        if engine.partition("/")[0] in (NAME, BOUND) or engines is None or engine in engines
    ]


def thinned(plans: Sequence[KindPlan], minutes: float | None) -> list[KindPlan]:
    """Whole tasks, as many as fit the time, taken in turn from each set."""
    if minutes is None:
        return list(plans)
    tasks: dict[str, list[Task]] = {}
    cost: dict[tuple[str, str], float] = {}
    for plan in plans:
        task = plan.job.task
        of_set = tasks.setdefault(task.set_name, [])
        if task not in of_set:
            of_set.append(task)
        at = (task.set_name, task.instance)
        cost[at] = cost.get(at, 0.0) + plan.most_seconds / 60
    kept: set[tuple[str, str]] = set()
    left = minutes
    for turn in range(max(map(len, tasks.values()), default=0)):
        for name, members in tasks.items():
            if turn < len(members):
                at = (name, members[turn].instance)
                if cost[at] <= left:
                    left -= cost[at]
                    kept.add(at)
    return [plan for plan in plans if (plan.job.task.set_name, plan.job.task.instance) in kept]


def versions(suite: str, plans: Iterable[KindPlan]) -> dict[str, str]:
    """Version of each engine that takes part, or what is missing for it to run."""
    found = {}
    for plan in plans:
        absent = plan.kind.missing(plan.job.engine)
        found[plan.job.engine] = (
            plan.kind.version(plan.job.engine) if absent is None else f"missing: {absent}"
        )
    return found


def cases(plans: Iterable[KindPlan]) -> list[Case]:
    """The files behind the tasks, for their checksums."""
    files = dict.fromkeys(plan.job.task.file for plan in plans if plan.job.task.file)
    return [Case(Path(file)) for file in files]


def instances(plans: Iterable[KindPlan]) -> int:
    """Tasks, each counted once."""
    return len({(plan.job.task.set_name, plan.job.task.instance) for plan in plans})
