"""One measured task in a process of its own, pinned to its cores: `python -m
benchmarks.kinds.worker`.

Reads a job as JSON from standard input, writes the record as one JSON line.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from typing import Any

from benchmarks.instances import BestKnown
from benchmarks.judge import gap
from benchmarks.kinds.interface import BOUND, Task, Worth
from benchmarks.machine import pin
from optimizer.budget import Budget

GRACE_S = 300.0
"""What an engine may take beyond twice its limit before it is stopped."""

MARGIN_SHARE, MARGIN_MOST_S = 0.02, 0.25
"""Kept back for converting the answer, so that the limit holds for the whole."""


@dataclass(frozen=True)
class KindJob:
    """One engine on one task. `work` limits the engine's own steps instead of time."""

    task: Task
    engine: str
    seconds: float
    seed: int = 0
    cores: int = 1
    work: int | None = None


def run_job(job: KindJob) -> dict[str, Any]:
    """The record of the job, run in a process of its own; `error` when it died or hung."""
    parts = job.task.facts.get("parts", 1)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.kinds.worker"],
            input=json.dumps(asdict(job)),
            capture_output=True,
            text=True,
            check=False,
            timeout=None if job.work is not None else 2 * job.seconds * parts + GRACE_S,
        )
    except subprocess.TimeoutExpired:
        return {"error": "did not stop; ended from outside"}
    lines = done.stdout.splitlines()
    if done.returncode != 0 or not lines:
        words = done.stderr.strip().splitlines()
        return {"error": words[-1] if words else "died silently"}
    record: dict[str, Any] = json.loads(lines[-1])
    return record


def measured(job: KindJob) -> dict[str, Any]:
    """Runs and judges in this process."""
    from benchmarks.kinds.registry import kind_named  # noqa: PLC0415

    task = job.task
    kind = kind_named(task.kind)
    absent = kind.missing(job.engine)
    if absent:
        return {"missing": absent}
    kind.warm()
    problem = kind.problem(task)
    started = time.perf_counter()
    if job.work is not None:
        budget = Budget.work(job.work, seed=job.seed, cores=job.cores)
    else:
        margin = min(MARGIN_MOST_S, MARGIN_SHARE * job.seconds)
        budget = Budget.seconds(job.seconds - margin, seed=job.seed, cores=job.cores)
    answer = kind.solve(task, problem, job.engine, budget)
    seconds = time.perf_counter() - started
    if answer.plan is None:
        worth = Worth(None, () if job.engine == BOUND else ("no plan was found",))
    else:
        worth = kind.judge(task, problem, answer.plan)
    best = None if task.best_known is None else BestKnown(task.best_known, task.meaning, "")
    off = gap(worth.objective, best, more_is_better=task.more_is_better)
    return {
        "seconds": seconds,
        "objective": worth.objective,
        "best_known": task.best_known,
        "best_known_meaning": task.meaning or None,
        "gap": off if worth.feasible else None,
        "feasible": worth.feasible and worth.objective is not None,
        "engine": answer.engine,
        "faults": list(worth.faults[:20]),
        "bound": answer.bound,
        "values": [round(value, 6) for value in worth.values],
        "latencies": [round(one, 6) for one in answer.latencies],
        "limit_seconds": None if job.work is not None else job.seconds,
        "limit_work": job.work,
        "cores": job.cores,
        **answer.more,
    }


def main() -> int:
    """Runs the job on standard input."""
    given = json.load(sys.stdin)
    task = Task(**given.pop("task"))
    job = KindJob(task, **given)
    pin(job.cores)
    print(json.dumps(measured(job)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
