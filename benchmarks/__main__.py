"""`python -m benchmarks VERB`: every verb is a module with `add_arguments` and `run`."""

from __future__ import annotations

import argparse
import importlib
import sys

VERBS = {
    "solve": "solve one public instance with the product's own engines",
}


def main(words: list[str] | None = None) -> int:
    """Runs one verb; its module is imported only when it is asked for."""
    words = sys.argv[1:] if words is None else words
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    for name, meaning in VERBS.items():
        verb = verbs.add_parser(name, help=meaning, description=meaning)
        if words[:1] == [name]:
            importlib.import_module(f"benchmarks.{name}").add_arguments(verb)
    arguments = parser.parse_args(words)
    return int(importlib.import_module(f"benchmarks.{arguments.verb}").run(arguments))


if __name__ == "__main__":
    sys.exit(main())
