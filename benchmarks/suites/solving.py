"""Runs of solvers on instances, for routing and packing: engines in turn on each instance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from benchmarks.data import Case, thin
from benchmarks.instances import Instance, load, parse
from benchmarks.peers.interface import Engine
from benchmarks.peers.own import NAME
from benchmarks.records import Record
from benchmarks.worker import Job, run_job

OVERHEAD_S = 4.0
"""Start of a process, imports and judging, per run: for estimating only."""

CURVES_MOST = 12
"""Instances on which the way to the answer is drawn."""

SECONDS = {"br": 10.0, "br_full_support": 10.0, "mpv": 8.0, "boxpacker_orders": 1.0, "orders": 1.0}
"""Limits on which published figures stand; everything else has 20 s."""


@dataclass(frozen=True)
class Plan:
    """A job with what the report groups it by. `role` is "table", "curve" or "ablation".

    An engine that refuses the instance is not started; `refused` says why.
    """

    case: Case
    job: Job
    role: str = "table"
    refused: str = ""
    suite: str = ""

    @property
    def most_seconds(self) -> float:
        """What the run takes, about."""
        return 0.0 if self.refused else self.job.seconds + OVERHEAD_S

    @property
    def words(self) -> str:
        """For telling how far a run is."""
        problem = "" if self.case.problem is None else f" {self.case.problem}"
        return f"{self.case.set_name} {self.case.file.name}{problem} {self.job.engine}"

    def run(self) -> Record:
        """Runs the job; the record that goes into the file."""
        return run_plan(self)


def seconds_for(case: Case, chosen: float | None) -> float:
    """The limit of one run: the case's own, else the chosen one, else the usual one of the set."""
    if case.seconds is not None:
        return case.seconds
    return chosen if chosen is not None else SECONDS.get(case.set_name, 20.0)


def plan_runs(
    cases: Sequence[Case],
    engines: Iterable[Engine],
    *,
    seeds: int,
    seconds: float | None,
    cores: int = 1,
    support: float = 0.0,
    curves: bool = True,
    ablations: Iterable[Engine] = (),
    suite: str = "",
) -> list[Plan]:
    """All runs in order: instance by instance, seed by seed, the engines in turn.

    With `seconds` chosen, a case that is a limit of its own is left out: it would be another.
    """
    cases = [case for case in cases if seconds is None or case.seconds is None]
    engines, ablations = list(engines), list(ablations)
    drawn = {id(case) for case in thin(list(cases), CURVES_MOST)} if curves else set()
    plans = []
    for case in cases:
        base = Job(
            engine="",
            file=str(case.file),
            seconds=seconds_for(case, seconds),
            problem=case.problem,
            cores=cores,
            support=support if case.support is None else case.support,
        )
        against = {e.name: _refusal(case, e) for e in (*engines, *ablations)}
        able = [e for e in engines if not against[e.name]]
        for seed in range(seeds):
            plans += [
                Plan(case, replace(base, engine=e.name, seed=seed), refused=against[e.name])
                for e in engines
            ]
        plans += [
            Plan(case, replace(base, engine=e.name), "ablation", against[e.name]) for e in ablations
        ]
        if id(case) in drawn and not case.file.is_dir():
            plans += _curve_runs(case, base, able)
    return [replace(plan, suite=suite) for plan in plans]


def _refusal(case: Case, engine: Engine) -> str:
    """Why the engine does not take the instance; empty when it does."""
    return engine.refuses(_instance(case.file, case.problem)) or ""


@lru_cache(maxsize=2_048)
def _instance(file: Path, problem: int | None) -> Instance:
    return parse(load(file), problem=problem)


def _curve_runs(case: Case, base: Job, engines: list[Engine]) -> list[Plan]:
    """Routing engines tell their improvements; packing is run again with shorter limits."""
    if case.set_name in ("br", "br_full_support", "mpv"):
        # The full limit is in the table already.
        return [
            Plan(case, replace(base, engine=NAME, seconds=base.seconds / part), "curve")
            for part in (8, 4, 2)
        ]
    return [Plan(case, replace(base, engine=e.name, curve=True), "curve") for e in engines]


def minutes(plans: Iterable[Plan]) -> float:
    """How long the runs take, about."""
    return sum(plan.most_seconds for plan in plans) / 60


def run_plan(plan: Plan) -> Record:
    """Runs one job; the record that goes into the file."""
    result = (
        {
            "engine_asked": plan.job.engine,
            "file": plan.job.file,
            "problem": plan.job.problem,
            "seed": plan.job.seed,
            "refused": plan.refused,
        }
        if plan.refused
        else run_job(plan.job)
    )
    if plan.case.variant and result.get("kind"):
        # What is asked differs, so it is another kind of problem in the report.
        result = {**result, "kind": f"{result['kind']}_{plan.case.variant}"}
    return {
        "record": "run",
        "suite": plan.suite,
        "role": plan.role,
        "set": plan.case.set_name,
        "limit_s": plan.job.seconds,
        "reference": dict(plan.case.reference),
        "reference_values": {name: list(each) for name, each in plan.case.reference_values},
        **result,
    }
