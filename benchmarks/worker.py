"""One measured run in a process of its own, pinned to its cores: `python -m benchmarks.worker`.

Reads a job as JSON from standard input, writes one JSON line to standard output. Engines do not
share memory, caches of the interpreter, or each other's crashes.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.instances import InstanceError, load
from benchmarks.machine import pin
from benchmarks.measurement import Limits, measure

GRACE_S = 120.0
"""What an engine may take beyond twice its limit before it is stopped."""


@dataclass(frozen=True)
class Job:
    """One engine on one instance."""

    engine: str
    file: str
    seconds: float
    problem: int | None = None
    convention: str = ""
    seed: int = 0
    cores: int = 1
    support: float = 0.0
    curve: bool = False
    keep_solution: bool = False
    work: int | None = None


def run_job(job: Job) -> dict[str, Any]:
    """The record of the job, run in a process of its own.

    A run that dies, hangs or cannot take the instance gives a record with `error`.
    """
    about = {"engine_asked": job.engine, "file": job.file, "problem": job.problem}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.worker"],
            input=json.dumps(asdict(job)),
            capture_output=True,
            text=True,
            check=False,
            timeout=2 * job.seconds + GRACE_S if _has_one_limit(job) else None,
        )
    except subprocess.TimeoutExpired:
        return {**about, "seed": job.seed, "error": "did not stop; ended from outside"}
    lines = done.stdout.splitlines()
    if done.returncode != 0 or not lines:
        words = done.stderr.strip().splitlines()
        return {**about, "seed": job.seed, "error": words[-1] if words else "died silently"}
    return {**about, **json.loads(lines[-1])}


def _has_one_limit(job: Job) -> bool:
    """A folder has a limit per order, and fixed work has none in time."""
    return job.work is None and not Path(job.file).is_dir()


def main() -> int:
    """Runs the job on standard input."""
    from benchmarks.peers.registry import all_engines  # noqa: PLC0415

    job = Job(**json.load(sys.stdin))
    pin(job.cores)
    engine = all_engines()[job.engine]
    missing = engine.missing()
    if missing:
        print(json.dumps({"seed": job.seed, "missing": missing}))
        return 0
    limits = Limits(job.seconds, job.seed, job.cores, job.support, job.curve, job.work)
    try:
        result = measure(
            engine,
            load(Path(job.file)),
            limits,
            problem=job.problem,
            convention=job.convention,
        ).as_json()
    except InstanceError as error:
        print(json.dumps({"seed": job.seed, "refused": str(error)}))
        return 0
    solution = result.pop("solution")
    if "orders" in (solution or {}):
        result["latencies"] = [round(order["seconds"], 6) for order in solution["orders"]]
        result["containers"] = [len(order["containers"]) for order in solution["orders"]]
    if job.keep_solution:
        result["solution"] = solution
    print(json.dumps(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
