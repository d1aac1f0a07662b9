"""Faults of cutting problems that no single field shows.

Every function looks at the whole problem, never raises, and tolerates values outside their ranges.
"""

from __future__ import annotations

from optimizer.cutting.model import MAX_PIECES, Axis, CuttingObjective, CuttingProblem, Sheet
from optimizer.faults import Fault, FieldPath, duplicate_id_faults


def cross_faults(problem: CuttingProblem) -> list[Fault]:
    """All faults of a cutting problem that concern more than one field."""
    faults = duplicate_id_faults("rectangles", problem.rectangles)
    faults += duplicate_id_faults("sheets", problem.sheets)
    pieces = sum(max(0, rectangle.quantity or 0) for rectangle in problem.rectangles or ())
    if pieces > MAX_PIECES:
        faults.append(
            Fault(
                ("rectangles",),
                pieces,
                f"holds {pieces:,} pieces, more than {MAX_PIECES:,}",
                "split the request, for example by batch",
            )
        )
    for position, sheet in enumerate(problem.sheets or ()):
        faults.extend(_trim_faults(("sheets", position), sheet))
    if problem.objective == CuttingObjective.MOST_VALUE:
        faults.extend(
            Fault(
                ("sheets", position, "stock"),
                None,
                "is not given, so that everything could be cut",
                "give the stock of every sheet when not all pieces have to be cut",
            )
            for position, sheet in enumerate(problem.sheets or ())
            if sheet.stock is None
        )
    rules = problem.rules
    if rules is not None and rules.first_cut == Axis.LENGTH:
        faults.extend(
            Fault(
                ("sheets", position, "continuous"),
                True,
                "is cut across first, while the rules ask for a first cut along the length",
                "leave the first cut open or set it along the width",
            )
            for position, sheet in enumerate(problem.sheets or ())
            if sheet.continuous
        )
    if rules is not None and (rules.min_offcut_length_mm is None) != (
        rules.min_offcut_width_mm is None
    ):
        missing = (
            "min_offcut_length_mm" if rules.min_offcut_length_mm is None else "min_offcut_width_mm"
        )
        faults.append(
            Fault(
                ("rules", missing),
                None,
                "is missing while the other measure of an off-cut is given",
                "give both measures of the least off-cut worth keeping, or neither",
            )
        )
    return faults


def _trim_faults(path: FieldPath, sheet: Sheet) -> list[Fault]:
    trim = sheet.trim
    if trim is None:
        return []
    faults = []
    for name, whole, margins in (
        ("length_mm", sheet.length_mm, (trim.left_mm, trim.right_mm)),
        ("width_mm", sheet.width_mm, (trim.front_mm, trim.back_mm)),
    ):
        cut = sum(margin or 0 for margin in margins)
        if whole is not None and cut >= whole:
            faults.append(
                Fault(
                    (*path, "trim"),
                    cut,
                    f"takes away the whole {name.removesuffix('_mm')} of {whole} mm",
                    "give margins that leave something of the sheet",
                )
            )
    return faults
