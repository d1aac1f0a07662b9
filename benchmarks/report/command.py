"""`python -m benchmarks report LINES...`: the report again from raw lines."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from benchmarks.report.compose import keep_report, write_report


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line of this verb."""
    parser.add_argument("lines", type=Path, nargs="+", help="files of raw lines (.jsonl)")
    parser.add_argument("--out", type=Path, default=Path("out/benchmarks"), help="folder")
    parser.add_argument("--title", default="Benchmarks", help="head of the page")
    parser.add_argument(
        "--keep",
        action="store_true",
        help="to check in: index.html, summary.md and lines.jsonl.xz without paths of the machine",
    )


def run(arguments: argparse.Namespace) -> int:
    """0 when written, 2 when a file cannot be read."""
    missing = [path for path in arguments.lines if not path.is_file()]
    if missing:
        print(f"{missing[0]}: no such file", file=sys.stderr)
        return 2
    arguments.out.mkdir(parents=True, exist_ok=True)
    write = keep_report if arguments.keep else write_report
    page, summary = write(arguments.lines, arguments.out, arguments.title)
    print(f"{page}\n{summary}")
    return 0
