"""`python -m benchmarks run --suite NAME --budget MIN`: a long measurement and its report.

Panels by default, whole sets with --full; the large data is found through BENCHMARK_DATA, without
it the shipped instances are run. When everything would take longer than the budget, the panel is
thinned evenly, set by set, and the report says so.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import data, records
from benchmarks.kinds.interface import Extent
from benchmarks.peers.interface import Engine
from benchmarks.peers.own import Own
from benchmarks.peers.own_forced import forced_engines
from benchmarks.peers.registry import PACKING_PEERS, ROUTING_PEERS
from benchmarks.records import Record
from benchmarks.report.compose import write_report
from benchmarks.suites import kinds, solving

Planned = solving.Plan | kinds.KindPlan

SUITES = ("routing", "packing", "cutting", "address", "dispatch", "service")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line of this verb."""
    parser.add_argument("--suite", choices=[*SUITES, "all"], required=True)
    parser.add_argument("--budget", type=float, metavar="MIN", help="minutes; without it, all")
    parser.add_argument("--full", action="store_true", help="whole sets instead of panels")
    parser.add_argument(
        "--peers", nargs="*", metavar="NAME", help="only these peers; none named: no peer"
    )
    parser.add_argument("--seeds", type=int, default=1, metavar="N", help="seeds 0 to N-1")
    parser.add_argument("--seconds", type=float, help="limit of a run, instead of the usual one")
    parser.add_argument("--cores", type=int, default=1, help="cores of each run")
    parser.add_argument("--support", type=float, default=0.0, help="packing: supported share")
    parser.add_argument("--sets", nargs="+", metavar="SET", help="only these sets")
    parser.add_argument("--no-curves", action="store_true", help="no quality over time")
    parser.add_argument("--ablations", action="store_true", help="also our engines alone")
    parser.add_argument(
        "--orders", type=int, default=100, metavar="N", help="cutting: orders to box of each size"
    )
    parser.add_argument("--messages", type=int, default=2000, help="address: messages per noise")
    parser.add_argument(
        "--track", action="store_true", help="service: keep the 2,000 orders in the history"
    )
    parser.add_argument("--data", type=Path, help="data folder; by default BENCHMARK_DATA")
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks"), help="folder")


def run(arguments: argparse.Namespace) -> int:
    """0 when all was written, 2 when there is nothing to run."""
    folder: Path = arguments.data or data.data_folder() or data.FIXTURES
    if not folder.is_dir():
        print(f"{folder}: no such folder", file=sys.stderr)
        return 2
    arguments.out.mkdir(parents=True, exist_ok=True)
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ")
    names = SUITES if arguments.suite == "all" else (arguments.suite,)
    files = []
    for name in names:
        path = arguments.out / f"{name}-{stamp}.jsonl"
        with path.open("w", encoding="utf-8") as stream:
            for record in _records(name, arguments, folder, len(names)):
                records.write(stream, record)
        files.append(path)
    page, summary = write_report(files, arguments.out, f"Benchmarks, {stamp[:8]}")
    print(f"{page}\n{summary}")
    return 0


def _records(
    name: str, arguments: argparse.Namespace, folder: Path, suites: int
) -> Iterator[Record]:
    if name == "address":
        return address_records(folder, arguments.messages, arguments.peers)
    if name == "service":
        return service_records(arguments.out, tracked=arguments.track)
    budget = None if arguments.budget is None else arguments.budget / suites
    if name in kinds.SUITES:
        return _kind_records(name, arguments, folder, budget)
    return _solving_records(name, arguments, folder, budget)


def chosen(engines: Iterable[Any], names: Sequence[str] | None) -> list[Any]:
    """Those of the peers that were asked for; all when nothing was said."""
    return [engine for engine in engines if names is None or engine.name in names]


def _solving_records(
    name: str, arguments: argparse.Namespace, folder: Path, budget: float | None
) -> Iterator[Record]:
    listed = data.routing_cases if name == "routing" else data.packing_cases
    cases = listed(folder, full=arguments.full)
    if arguments.sets:
        cases = [case for case in cases if case.set_name in arguments.sets]
    peers = ROUTING_PEERS if name == "routing" else PACKING_PEERS
    engines: list[Engine] = [Own(), *chosen(peers, arguments.peers)]
    ablations = forced_engines() if arguments.ablations and name == "routing" else []

    absent = (
        {data.BOXPACKER: "missing: PHP with Composer; its published results are shown"}
        if name == "packing"
        else {}
    )

    def plans(some: list[data.Case]) -> list[solving.Plan]:
        return solving.plan_runs(
            some,
            [engine for engine in engines if not engine.missing()],
            seeds=arguments.seeds,
            seconds=arguments.seconds,
            cores=arguments.cores,
            support=arguments.support,
            curves=not arguments.no_curves,
            ablations=ablations,
            suite=name,
        )

    kept = cases
    if budget is not None:
        while len(kept) > 1 and solving.minutes(plans(kept)) > budget:
            kept = data.thin(cases, len(kept) - 1)
    runs = plans(kept)
    settings = {
        "instances": f"{len(kept)} of {len(cases)}"
        + (" (thinned evenly)" if kept != cases else ""),
        "seconds": arguments.seconds or "usual of the set",
        "seeds": arguments.seeds,
        "cores": arguments.cores,
        "support": arguments.support,
    }
    yield records.header(name, settings, records.versions_of(engines) | absent, kept)
    yield from with_progress(runs)


def _kind_records(
    name: str, arguments: argparse.Namespace, folder: Path, budget: float | None
) -> Iterator[Record]:
    every = kinds.plan_runs(
        name,
        Extent(folder, arguments.orders),
        engines=arguments.peers,
        sets=arguments.sets,
        seeds=arguments.seeds,
        seconds=arguments.seconds,
        cores=arguments.cores,
    )
    runs = kinds.thinned(every, budget)
    settings = {
        "instances": f"{kinds.instances(runs)} of {kinds.instances(every)}",
        "seconds": arguments.seconds or "usual of the set",
        "seeds": arguments.seeds,
        "cores": arguments.cores,
    }
    yield records.header(name, settings, kinds.versions(name, runs), kinds.cases(runs))
    yield from with_progress(runs)


def with_progress(runs: Sequence[Planned]) -> Iterator[Record]:
    """Runs one after the other, telling how far they are and how long it will take."""
    started = time.monotonic()
    expected = sum(plan.most_seconds for plan in runs) / 60
    print(f"{len(runs)} runs, about {expected:.0f} min", file=sys.stderr)
    for number, plan in enumerate(runs, 1):
        record = plan.run()
        gap = record.get("gap")
        words = record.get("error") or record.get("refused") or record.get("missing")
        worth = f"{record.get('objective')}" if gap is None else f"gap {100 * gap:.3f} %"
        print(
            f"[{number}/{len(runs)} {(time.monotonic() - started) / 60:.1f} min] "
            f"{plan.words}: {words or worth}",
            file=sys.stderr,
        )
        yield record


def address_records(
    folder: Path | None, messages: int, peers: Sequence[str] | None, seed: int = 0
) -> Iterator[Record]:
    """Every reader on every set, in turn."""
    # The gazetteer and the peers' own packages are loaded only for this suite.
    from benchmarks.peers.address_peers import address_engines  # noqa: PLC0415
    from benchmarks.suites import (  # noqa: PLC0415
        address,
        address_books,
        address_countries,
        address_figures,
    )

    own, *others = address_engines()
    engines = [own, *chosen(others, peers)]
    settings = {"messages": messages, "seed": seed}
    yield records.header(
        "address", settings, records.versions_of(engines) | address_countries.versions(), ()
    )
    for messages_set in [*address.noise_sets(messages, seed), *address.real_sets(folder)]:
        for engine in engines:
            if engine.missing() is None:
                record = address.run(engine, messages_set)
                right = record["right"] / max(1, record["n"])
                print(f"{messages_set.name} {engine.name}: {right:.4f}", file=sys.stderr)
                yield record
    for record in address_books.run(seed):
        words = f"{record['right']}/{record['n']}"
        print(f"book {record['engine']}: {words}", file=sys.stderr)
        yield record
    for record in address_figures.run():
        words = (
            record.get("per_cpu_second") or f"{record['level']} {record['calibration_error']:.4f}"
        )
        print(f"{record['engine']}: {words}", file=sys.stderr)
        yield record
    for record in address_countries.run(folder, None if peers is None else list(peers)):
        words = f"{record['right']}/{record['n']}"
        print(f"{record['set']} {record['engine']}: {words}", file=sys.stderr)
        yield record


def service_records(
    out: Path, days: tuple[int, ...] | None = None, *, tracked: bool = False
) -> Iterator[Record]:
    """The service, started for this and stopped again."""
    from benchmarks import north_star  # noqa: PLC0415
    from benchmarks.suites import service  # noqa: PLC0415

    yield records.header("service", {"workers": "one for each core"}, {}, ())
    for record in service.run(out / "server.log", days=days or service.DAYS):
        print(f"{record['record']} {record.get('call') or record.get('orders')}", file=sys.stderr)
        if tracked and record.get("orders") == north_star.ORDERS:
            north_star.track(record)
        yield record
