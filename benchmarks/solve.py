"""`python -m benchmarks solve FILE`: the product's own engines on one public instance."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.instances import CONVENTIONS, InstanceError, load
from benchmarks.machine import core_count
from benchmarks.measurement import Limits, Measurement, measure
from benchmarks.peers.own import Own


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line of this verb."""
    parser.add_argument("file", type=Path, help="instance file, or a folder of real orders")
    parser.add_argument(
        "--seconds",
        type=_seconds,
        default=10.0,
        help="wall time from the file in memory to the answer; for a folder, of each order",
    )
    parser.add_argument("--seed", type=_seed, default=0, help="seed of every random choice")
    parser.add_argument(
        "--cores", type=_cores, default=1, help="processor cores to use, as far as there are"
    )
    parser.add_argument("--out", type=Path, help="where the result goes (JSON)")
    parser.add_argument("--problem", type=int, help="number of the problem in a thpack file")
    parser.add_argument(
        "--convention",
        choices=sorted(CONVENTIONS),
        default="",
        metavar="NAME",
        help="distances and objective; by default as bks.csv beside the file says. One of: "
        + ", ".join(sorted(CONVENTIONS)),
    )
    parser.add_argument(
        "--support",
        type=_share,
        default=0.0,
        metavar="SHARE",
        help="packing: share of each base that must rest on something (0 to 1, by default 0)",
    )


def run(arguments: argparse.Namespace) -> int:
    """0: solved and judged feasible; 1: not feasible; 2: the file cannot be read or held."""
    out: Path | None = arguments.out
    if out is not None and not out.absolute().parent.is_dir():
        print(f"{out}: there is no such folder", file=sys.stderr)
        return 2
    limits = Limits(arguments.seconds, arguments.seed, arguments.cores, arguments.support)
    try:
        result = measure(
            Own(),
            load(arguments.file),
            limits,
            problem=arguments.problem,
            convention=arguments.convention,
        )
    except InstanceError as error:
        print(error, file=sys.stderr)
        return 2
    if out is not None:
        out.write_text(json.dumps(result.as_json(), separators=(",", ":")) + "\n", encoding="utf-8")
    print(_summary(result))
    for fault in result.verdict.faults[:5]:
        print(f"  {fault}", file=sys.stderr)
    return 0 if result.verdict.feasible else 1


def _summary(result: Measurement) -> str:
    """One line for the reader."""
    words = [
        result.instance,
        f"({result.kind}, {result.convention}):",
        f"objective {result.verdict.objective}",
    ]
    if result.gap is not None:
        words.append(f"gap {100 * result.gap:.3f} % to the {result.best_known_meaning}")
        words.append(f"{result.best_known}")
    if result.verdict.vehicles is not None:
        known = result.best_known_vehicles
        words.append(f"vehicles {result.verdict.vehicles}" + (f"/{known}" if known else ""))
    words.append("feasible" if result.verdict.feasible else "NOT FEASIBLE")
    words.append(f"in {result.seconds:.3f} s by {result.outcome.engine}")
    return " ".join(words)


def _seconds(text: str) -> float:
    value = float(text)
    if not 0.01 <= value <= 86_400:
        raise argparse.ArgumentTypeError("must be from 0.01 to 86400")
    return value


def _seed(text: str) -> int:
    value = int(text)
    if not 0 <= value <= 2_147_483_647:
        raise argparse.ArgumentTypeError("must be from 0 to 2147483647")
    return value


def _cores(text: str) -> int:
    value = int(text)
    if not 1 <= value <= 256:
        raise argparse.ArgumentTypeError("must be from 1 to 256")
    return min(value, core_count())


def _share(text: str) -> float:
    value = float(text)
    if not 0 <= value <= 1:
        raise argparse.ArgumentTypeError("must be from 0 to 1")
    return value
