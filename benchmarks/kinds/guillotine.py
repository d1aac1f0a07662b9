"""Sheets cut edge to edge: three-stage bin packing, cutting stock and knapsacks of the panel.

The peer's figures are PackingSolver's, published with the panel: it has no package to install.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.data import FIXTURES
from benchmarks.instances.guillotine2d import (
    GuillotineInstance,
    PanelRow,
    read_instance,
    read_panel,
)
from benchmarks.judge.cutting import CutPiece, pattern_faults
from benchmarks.kinds.interface import Answer, Extent, Task, Worth
from benchmarks.peers.own import NAME
from optimizer import cutting
from optimizer.budget import Budget
from optimizer.cutting.model import Axis, PartKind

SECONDS = 5.0
STEPS = 1_000

SET_OF = {
    "bin_packing": "guillotine_bins",
    "cuttingstock": "guillotine_stock",
    "knapsack": "guillotine_knapsack",
}


@dataclass(frozen=True)
class Rules:
    """What the name of a problem says (see `instances/guillotine2d.py`)."""

    stages: int
    homogeneous: bool
    first_vertical: bool | None
    may_turn: bool
    knapsack: bool


def rules_of(problem: str) -> Rules:
    """The rules in PackingSolver's name of a problem type."""
    knapsack = problem.startswith("knapsack")
    if knapsack:
        words = problem.lower()
        first = {"horizontal": False, "vertical": True}.get(words.rsplit("_", 1)[-1])
        return Rules(int(words.split("_")[1][0]), "homogen" in words, first, False, True)
    code = re.search(r"_(\d)([nhe])([hva])([or])", problem)
    if code is None:
        raise ValueError(f"unknown problem type {problem!r}")
    first = {"h": False, "v": True, "a": None}[code[3]]
    return Rules(int(code[1]), code[2] == "h", first, code[4] == "r", knapsack=False)


@dataclass(frozen=True)
class Sheets:
    """An instance as its problem type reads it."""

    instance: GuillotineInstance
    rules: Rules

    @cached_property
    def request(self) -> cutting.CuttingProblem:
        """The same as the model of the room states it."""
        rules = self.rules
        first = {None: Axis.NONE, False: Axis.LENGTH, True: Axis.WIDTH}[rules.first_vertical]
        return cutting.CuttingProblem(
            rectangles=tuple(
                cutting.Rectangle(
                    id=str(row),
                    length_mm=piece.width,
                    width_mm=piece.height,
                    quantity=piece.copies,
                    value=piece.value,
                    may_turn=rules.may_turn,
                )
                for row, piece in enumerate(self.instance.pieces)
            ),
            sheets=(
                cutting.Sheet(
                    id="sheet",
                    length_mm=self.instance.width,
                    width_mm=self.instance.height,
                    stock=1 if rules.knapsack else None,
                ),
            ),
            objective=cutting.CuttingObjective.MOST_VALUE
            if rules.knapsack
            else cutting.CuttingObjective.FEWEST_SHEETS,
            rules=cutting.CuttingRules(
                stages=rules.stages,
                style=cutting.CutStyle.HOMOGENEOUS
                if rules.homogeneous
                else cutting.CutStyle.NON_EXACT,
                first_cut=first,
            ),
        )


class Guillotine:
    """The panel `panels/guillotine.csv` of the data folder, or the shipped instances."""

    name = "guillotine"
    suite = "cutting"
    ablations: frozenset[str] = frozenset()

    def tasks(self, extent: Extent) -> list[Task]:
        """One per row of the panel."""
        folder = extent.folder
        panel = None if folder is None else folder / "panels" / "guillotine.csv"
        root = None if folder is None else folder / "packing" / "guillotine2d"
        if panel is None or root is None or not panel.is_file():
            root = FIXTURES / "guillotine"
            panel = root / "panel.csv"
        return [self._task(root, row) for row in read_panel(panel)] if panel.is_file() else []

    def _task(self, root: Path, row: PanelRow) -> Task:
        instance = read_instance(root, row.instance)
        return Task(
            self.name,
            next(name for start, name in SET_OF.items() if row.problem.startswith(start)),
            row.instance,
            SECONDS,
            sum(piece.copies for piece in instance.pieces),
            (NAME,),
            {"folder": str(root), "problem": row.problem},
            more_is_better=rules_of(row.problem).knapsack,
            best_known=row.best_known,
            meaning="best known",
            reference={"packingsolver 5 s": row.packingsolver},
            file=str(_file(root, row.instance)),
        )

    def missing(self, engine: str) -> str | None:
        """Never: only the project runs here."""
        return None

    def version(self, engine: str) -> str:
        """Of this distribution."""
        return version("fulfillment-optimizer")

    def work(self, task: Task, engine: str) -> int:
        """Rounds of ruin and recreate."""
        return STEPS

    def warm(self) -> None:
        """Compiles the kernels."""
        cutting.warm()

    def problem(self, task: Task) -> Sheets:
        """Reads the file."""
        instance = read_instance(Path(task.facts["folder"]), task.instance)
        sheets = Sheets(instance, rules_of(task.facts["problem"]))
        _ = sheets.request
        return sheets

    def solve(self, task: Task, problem: Sheets, engine: str, budget: Budget) -> Answer:
        """Calls the room's verb."""
        answer = cutting.cut(problem.request, budget)
        bound = answer.plan.sheet_count_lower_bound
        return Answer(
            answer.plan,
            answer.report.engine,
            None if problem.rules.knapsack else float(bound),
            more={"proved": answer.report.proved_optimal},
        )

    def judge(self, task: Task, problem: Sheets, plan: Any) -> Worth:
        """Counts sheets or value from the places of the pieces."""
        rules, instance = problem.rules, problem.instance
        cut: Counter[int] = Counter()
        faults: list[str] = []
        sheets = 0
        for pattern in plan.sheets:
            pieces = [
                CutPiece(
                    int(part.rectangle_id), part.x_mm, part.y_mm, part.length_mm, part.width_mm
                )
                for part in pattern.parts
                if part.kind is PartKind.PIECE
            ]
            faults += pattern_faults(
                pattern.id,
                pieces,
                (instance.width, instance.height),
                rules.stages,
                rules.first_vertical,
                homogeneous=rules.homogeneous,
            )
            for piece in pieces:
                kind = instance.pieces[piece.row]
                sides = {(kind.width, kind.height)}
                if rules.may_turn:
                    sides.add((kind.height, kind.width))
                if (piece.dx, piece.dy) not in sides:
                    faults.append(f"{pattern.id}: piece of row {piece.row} has other sides")
                cut[piece.row] += pattern.quantity
            sheets += pattern.quantity
        for row, kind in enumerate(instance.pieces):
            if cut[row] > kind.copies or (cut[row] < kind.copies and not rules.knapsack):
                faults.append(f"row {row}: {cut[row]} pieces cut, {kind.copies} wanted")
        if not rules.knapsack:
            return Worth(sheets, tuple(faults))
        if sheets > 1:
            faults.append(f"{sheets} sheets where there is one")
        value = sum(instance.pieces[row].value * count for row, count in cut.items())
        return Worth(value, tuple(faults))


def _file(root: Path, instance: str) -> Path:
    family, _, rest = instance.partition("/")
    return root / family / (rest.partition(".2bp_")[0] + ".2bp" if ".2bp_" in rest else rest)
