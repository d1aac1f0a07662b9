"""Raw results as JSON lines: one header, then one line per measured run.

Everything a report says is computed from these lines; a report can be made again from them.
"""

from __future__ import annotations

import json
import lzma
import platform
import re
import shlex
import subprocess
import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, TextIO

from benchmarks.data import SOURCES, Case, checksum
from benchmarks.machine import describe

Record = dict[str, Any]

PACKAGES = ("fulfillment-optimizer", "numba", "numpy", "ortools", "pyvrp", "rapidfuzz", "grpcio")


def header(suite: str, settings: Record, engines: dict[str, str], cases: Iterable[Case]) -> Record:
    """Where, when, with what and on which files. `engines` maps names to versions or "missing"."""
    files = sorted({case.file for case in cases})
    return {
        "record": "header",
        "suite": suite,
        "started": datetime.now(UTC).isoformat(timespec="seconds"),
        "machine": describe(),
        "packages": _packages(),
        "commit": commit(),
        "command": command(),
        "settings": settings,
        "engines": engines,
        "data": [
            {
                "file": f"{file.parent.name}/{file.name}",
                "sha256_16": checksum(file),
                "source": SOURCES.get(file.name if file.is_dir() else file.parent.name, ""),
            }
            for file in files
        ],
    }


def versions_of(engines: Iterable[Any]) -> dict[str, str]:
    """Version of each engine, or what is missing for it to run."""
    return {
        engine.name: engine.version() if absent is None else f"missing: {absent}"
        for engine in engines
        for absent in (engine.missing(),)
    }


def command() -> str:
    """How this process was asked; what another asks for in its name is told as it is."""
    words = sys.argv[1:]
    name = Path(sys.argv[0]).name if sys.argv else ""
    return shlex.join(["python", "-m", "benchmarks", *words]) if name == "__main__.py" else name


def _packages() -> dict[str, str]:
    found = {"python": platform.python_version()}
    for package in PACKAGES:
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def commit() -> str:
    """The commit of the working copy, empty outside of one."""
    try:
        done = subprocess.run(
            ["git", "rev-parse", "--short=12", "HEAD"],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).parent,
        )
    except OSError:
        return ""
    return done.stdout.strip()


def write(stream: TextIO, record: Record) -> None:
    """One line, at once on disk: a run that is broken off keeps what it has."""
    stream.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
    stream.flush()


def keep(path: Path, records: Iterable[Record]) -> None:
    """All lines in one compressed file, with paths as they are under a data folder."""
    with lzma.open(path, "wt", encoding="utf-8", preset=9) as stream:
        for record in records:
            write(stream, portable(record))


_FOLDER = re.compile(r"/\S*/(routing|packing|address|fixtures)/")


def portable(record: Record) -> Record:
    """A record without the folder of the machine it was made on."""
    kept = {
        name: _FOLDER.sub(r"\1/", value) if isinstance(value, str) else value
        for name, value in record.items()
    }
    if isinstance(kept.get("command"), str):
        kept["command"] = re.sub(r"(--data|--out) \S+", r"\1 FOLDER", kept["command"])
    return kept


def read(path: Path) -> list[Record]:
    """All lines of a file; a last line that was cut off is left out."""
    records = []
    opened = lzma.open if path.suffix == ".xz" else open
    with opened(path, "rt", encoding="utf-8") as stream:
        lines = stream.read().splitlines()
    for line in lines:
        try:
            records.append(json.loads(line))
        except json.JSONDecodeError:
            continue
    return records
