"""`python -m benchmarks VERB`: every verb is a module with `add_arguments` and `run`."""

from __future__ import annotations

import argparse
import importlib
import sys

VERBS = {
    "solve": ("benchmarks.solve", "solve one public instance with the product's own engines"),
    "short": ("benchmarks.short", "the short table: shipped instances, fixed work, repeatable"),
    "run": ("benchmarks.run", "a long measurement of one suite beside its peers, with a report"),
    "report": ("benchmarks.report.command", "make a report again from raw lines"),
    "compare": ("benchmarks.compare", "your own files: all engines side by side"),
    "judge": ("benchmarks.judge.command", "judge a result file against its instance"),
    "regression": ("benchmarks.regression", "quality at fixed work against the stored values"),
    "replay": ("benchmarks.replay", "replay a captured request under a work limit"),
}


def main(words: list[str] | None = None) -> int:
    """Runs one verb; its module is imported only when it is asked for."""
    words = sys.argv[1:] if words is None else words
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, (module, meaning) in VERBS.items():
        verb = verbs.add_parser(name, help=meaning, description=meaning)
        if words[:1] == [name]:
            importlib.import_module(module).add_arguments(verb)
    arguments = parser.parse_args(words)
    return int(importlib.import_module(VERBS[arguments.verb][0]).run(arguments))


if __name__ == "__main__":
    sys.exit(main())
