"""Two-dimensional guillotine problems in the formats of their authors (guillotine2d data folder).

Alvarez-Valdes et al. 2002 (ATP): `width height`, number of kinds, rows `width height copies`
(ATP3x) or `width height profit copies` (ATP4x). Cui 2008: number of kinds, `width height`, rows
`width height copies x profit`. Berkey and Wang 1987, Martello and Vigo 1998: 50 problems a file,
heights before widths.

The name of a problem type is PackingSolver's: stages, n/h/e for non-exact, homogeneous, exact, the
first cut h/v/a, and o for pieces that must not turn, r for such that may.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from benchmarks.instances.fault import InstanceError


@dataclass(frozen=True, slots=True)
class PieceRow:
    """A kind of piece: width (x), height (y), copies, value (its area when the file has none)."""

    width: int
    height: int
    copies: int
    value: int


@dataclass(frozen=True, slots=True)
class GuillotineInstance:
    """A sheet and the pieces wanted from it."""

    name: str
    width: int
    height: int
    pieces: tuple[PieceRow, ...]


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A row of the guillotine panel: which problem to read the instance as, and known values."""

    instance: str
    problem: str
    packingsolver: float
    best_known: float
    bound: float | None


def read_panel(path: Path) -> list[PanelRow]:
    """Rows of `panels/guillotine.csv`; raises InstanceError."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return [
                PanelRow(
                    row["instance"],
                    row["problem"],
                    float(row["packingsolver_5s"]),
                    float(row["best_known"]),
                    float(row["bound"]) if row["bound"] else None,
                )
                for row in csv.DictReader(lines)
            ]
    except (OSError, UnicodeDecodeError, KeyError, ValueError) as error:
        raise InstanceError(
            str(path), f"cannot be read as the guillotine panel: {error}"
        ) from error


def read_instance(folder: Path, name: str) -> GuillotineInstance:
    """The instance of a `bks.csv` or panel name under the data folder; raises InstanceError."""
    family, _, rest = name.partition("/")
    if ".2bp_" in rest:
        file, _, which = rest.partition(".2bp_")
        return _from_collection(folder / family / f"{file}.2bp", which, name)
    numbers = _numbers(folder / family / rest)
    if family == "cui2008":
        return _from_rows(name, numbers, "nwh", "whcxp")
    if family == "alvarez2002":
        rows = {"ATP3": "whc", "ATP4": "whpc"}.get(rest[:4])
        if rows is not None:
            return _from_rows(name, numbers, "whn", rows)
    raise InstanceError(
        str(folder / family / rest), "is of a family that this reader does not know"
    )


def _from_rows(name: str, numbers: list[int], head: str, row: str) -> GuillotineInstance:
    width, height, count = (numbers[head.index(letter)] for letter in "whn")
    found = []
    at = len(head)
    if len(numbers) < at + count * len(row):
        raise InstanceError(name, f"ends before all {count} kinds of piece are given")
    for _ in range(count):
        cells = dict(zip(row, numbers[at : at + len(row)], strict=True))
        at += len(row)
        value = cells.get("p", cells["w"] * cells["h"])
        found.append(PieceRow(cells["w"], cells["h"], cells["c"], value))
    return GuillotineInstance(name, width, height, tuple(found))


def _from_collection(path: Path, which: str, name: str) -> GuillotineInstance:
    lines = [line.split() for line in _text(path).splitlines() if line.split()]
    at = 0
    while at < len(lines):
        count, number = int(lines[at + 1][0]), int(lines[at + 2][0])
        height, width = int(lines[at + 3][0]), int(lines[at + 3][1])
        rows = lines[at + 4 : at + 4 + count]
        at += 4 + count
        if which == f"{count}_{number}":
            return GuillotineInstance(
                name,
                width,
                height,
                tuple(
                    PieceRow(int(row[1]), int(row[0]), 1, int(row[0]) * int(row[1])) for row in rows
                ),
            )
    raise InstanceError(str(path), f"holds no problem {which}")


def _numbers(path: Path) -> list[int]:
    try:
        return [int(word) for word in _text(path).split()]
    except ValueError as error:
        raise InstanceError(str(path), f"holds a word that is no whole number: {error}") from error


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InstanceError(str(path), f"cannot be read: {error}") from error
