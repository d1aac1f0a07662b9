"""`python -m benchmarks judge FILE RESULT.json`: is this solution right, and what is it worth?"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks.instances import InstanceError, load, parse
from benchmarks.judge import judge
from benchmarks.solution import SolutionError, from_json


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The command line of this verb."""
    parser.add_argument("file", type=Path, help="instance file or folder of orders")
    parser.add_argument("result", type=Path, help="JSON of a result, or of a solution alone")
    parser.add_argument("--problem", type=int, help="number of the problem in a thpack file")
    parser.add_argument("--convention", default="", help="as in solve")
    parser.add_argument("--support", type=float, default=0.0, help="as in solve")


def run(arguments: argparse.Namespace) -> int:
    """0: feasible; 1: not; 2: something cannot be read."""
    try:
        instance = parse(
            load(arguments.file), problem=arguments.problem, convention=arguments.convention
        )
        given = json.loads(arguments.result.read_text(encoding="utf-8"))
        solution = from_json(given.get("solution", given) if isinstance(given, dict) else given)
    except (InstanceError, SolutionError, json.JSONDecodeError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    verdict = judge(instance, solution, support=arguments.support)
    print(f"objective {verdict.objective}, {'feasible' if verdict.feasible else 'NOT FEASIBLE'}")
    for fault in verdict.faults:
        print(f"  {fault}")
    return 0 if verdict.feasible else 1
