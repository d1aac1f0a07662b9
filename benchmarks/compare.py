"""`python -m benchmarks compare FILE...`: every engine on your own files, side by side.

Any public format, and requests captured from the service.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks import data, records
from benchmarks.instances import InstanceError, load, parse
from benchmarks.kinds.captured import Captured, CaptureError
from benchmarks.kinds.worker import KindJob
from benchmarks.peers.registry import all_engines
from benchmarks.report.compose import write_report
from benchmarks.run import with_progress
from benchmarks.suites import kinds, solving


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line of this verb."""
    parser.add_argument("files", type=Path, nargs="+", help="instances or captured requests")
    parser.add_argument("--problem", type=int, help="number of the problem in thpack files")
    parser.add_argument("--seconds", type=float, default=10.0, help="limit of each run")
    parser.add_argument("--seeds", type=int, default=1, metavar="N", help="seeds 0 to N-1")
    parser.add_argument("--cores", type=int, default=1, help="cores of each run")
    parser.add_argument("--support", type=float, default=0.0, help="packing: supported share")
    parser.add_argument("--engines", nargs="+", metavar="NAME", help="only these engines")
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks/compare"), help="folder")


def run(arguments: argparse.Namespace) -> int:
    """0 when all was run, 2 when a file or an engine is not known."""
    known = all_engines()
    unknown = [name for name in arguments.engines or () if name not in known]
    if unknown:
        print(f"no engine {unknown[0]}; there are {', '.join(known)}", file=sys.stderr)
        return 2
    engines = [known[name] for name in arguments.engines or known if "/" not in name]
    try:
        tasks = [
            task
            for path in arguments.files
            if (task := Captured().task_of(path, arguments.seconds)) is not None
        ]
        captured = {task.file for task in tasks}
        cases = [
            data.Case(path, arguments.problem)
            for path in arguments.files
            if str(path) not in captured
        ]
        for case in cases:
            parse(load(case.file), problem=case.problem)
    except (InstanceError, CaptureError) as error:
        print(error, file=sys.stderr)
        return 2
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / "compare.jsonl"
    plans: list[solving.Plan | kinds.KindPlan] = []
    plans += solving.plan_runs(
        cases,
        [engine for engine in engines if engine.missing() is None],
        seeds=arguments.seeds,
        seconds=arguments.seconds,
        cores=arguments.cores,
        support=arguments.support,
    )
    own = [
        kinds.KindPlan(
            Captured(),
            KindJob(task, engine, arguments.seconds, seed, arguments.cores),
            "table",
        )
        for task in tasks
        for seed in range(arguments.seeds)
        for engine in task.engines
    ]
    plans += own
    versions = records.versions_of(engines) if cases else {}
    versions |= kinds.versions("compare", own)
    files = [*cases, *kinds.cases(own)]
    with path.open("w", encoding="utf-8") as stream:
        settings = {"seconds": arguments.seconds, "seeds": arguments.seeds}
        records.write(stream, records.header("compare", settings, versions, files))
        for record in with_progress(plans):
            records.write(stream, record)
            if record.get("feasible"):
                print(
                    f"{record['instance']}  {record['engine_asked']}: {record['objective']} "
                    f"in {record['seconds']:.2f} s"
                )
    page, summary = write_report([path], arguments.out, "Your own files")
    print(f"{page}\n{summary}")
    return 0
