"""`python -m benchmarks short` (`make bench`): shipped instances, fixed work, in minutes.

The quality figures come out the same on every machine: each engine gets a fixed number of its own
steps and seed 0 instead of seconds. A step is not the same for two engines, so the table also
shows the seconds each took here; those differ between machines.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks import data, records
from benchmarks.kinds.interface import Extent
from benchmarks.peers.interface import Engine
from benchmarks.peers.own import NAME, Own
from benchmarks.peers.registry import PACKING_PEERS, ROUTING_PEERS
from benchmarks.records import Record
from benchmarks.report.compose import write_report
from benchmarks.run import address_records, service_records, with_progress
from benchmarks.suites import kinds, solving

WORK = {
    ("routing", NAME): 4_000,
    ("routing", "pyvrp"): 2_000,
    ("routing", "vroom"): 1,
    ("routing", "ortools"): 300,
    ("packing", NAME): 500,
    ("packing", "py3dbp"): 1,
}
"""Steps: iterations of a local search, accepted solutions, nodes. VROOM and py3dbp always run to
their own end."""

MESSAGES = 1_000
DAY = 300


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line of this verb."""
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks/short"), help="folder")
    parser.add_argument("--without-service", action="store_true", help="no server is started")


def run(arguments: argparse.Namespace) -> int:
    """0 when all was run and written."""
    arguments.out.mkdir(parents=True, exist_ok=True)
    path = arguments.out / "short.jsonl"
    with path.open("w", encoding="utf-8") as stream:
        for suite in ("routing", "packing"):
            for record in solver_records(suite):
                records.write(stream, record)
        for suite in kinds.SUITES:
            for record in kind_records(suite):
                records.write(stream, record)
        for record in address_records(None, MESSAGES, None):
            records.write(stream, record)
        if not arguments.without_service:
            for record in service_records(arguments.out, (DAY,)):
                records.write(stream, record)
    page, summary = write_report([path], arguments.out, "Short benchmark table")
    print(summary.read_text(encoding="utf-8"))
    print(f"{page}\n{summary}")
    return 0


def solver_records(suite: str) -> Iterator[Record]:
    """Routing or packing on the shipped instances."""
    listed = data.routing_cases if suite == "routing" else data.packing_cases
    cases = listed(data.FIXTURES, full=True)
    peers = ROUTING_PEERS if suite == "routing" else PACKING_PEERS
    engines: list[Engine] = [Own(), *peers]
    plans = [
        replace(plan, job=replace(plan.job, work=WORK[suite, plan.job.engine]))
        for plan in solving.plan_runs(
            cases,
            [engine for engine in engines if engine.missing() is None],
            seeds=1,
            seconds=4.0,
            curves=False,
            suite=suite,
        )
    ]
    work = ", ".join(f"{engine} {steps}" for (s, engine), steps in WORK.items() if s == suite)
    versions = {
        e.name: e.version() if e.missing() is None else f"missing: {e.missing()}" for e in engines
    }
    if suite == "packing":
        versions[data.BOXPACKER] = "missing: PHP with Composer; its published results are shown"
    yield records.header(
        suite, {"instances": len(cases), "steps": work, "seed": 0}, versions, cases
    )
    yield from with_progress(plans)


def kind_records(suite: str) -> Iterator[Record]:
    """Cutting or dispatch, small and with fixed work."""
    plans = kinds.plan_runs(suite, Extent(short=True))
    work = ", ".join(
        f"{plan.job.task.set_name} {plan.job.work}" for plan in plans if plan.job.engine == NAME
    )
    settings = {"instances": kinds.instances(plans), "steps": work, "seed": 0}
    yield records.header(suite, settings, kinds.versions(suite, plans), kinds.cases(plans))
    yield from with_progress(plans)
