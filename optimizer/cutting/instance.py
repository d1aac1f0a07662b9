"""A cutting problem as flat arrays in which the width of the cut is gone.

A piece and a kerf take the room of one rectangle that is larger by the kerf, on a sheet that is
larger by the kerf: the last cut may fall off the edge. So engines need not know of blades.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.cutting.model import (
    Axis,
    CutStyle,
    CuttingObjective,
    CuttingProblem,
    CuttingRules,
    Rectangle,
    Sheet,
    Trim,
)

Longs = NDArray[np.int64]
STYLE = {CutStyle.NON_EXACT: 0, CutStyle.EXACT: 1, CutStyle.HOMOGENEOUS: 2}


@dataclass(frozen=True, eq=False)
class CuttingInstance:
    """T kinds of piece, K kinds of sheet; measures hold the kerf.

    size (T x 2): along x and y as given. plates (K x 2 x 2): breadth and run of bands when bands
    lie one behind the other across the width (0) or the length (1). turns (K x T): bit 1 as given,
    bit 2 turned. directions (K): bit 1 bands across the width, bit 2 across the length. price (K)
    of a sheet and per_mm (K) of the run of its bands, in parts of the dearest sheet; worth (T) of
    a piece.
    """

    problem: CuttingProblem
    rules: CuttingRules
    size: Longs
    quantity: Longs
    batch: Longs
    worth: Longs
    plates: Longs
    turns: NDArray[np.int8]
    directions: Longs
    stock: Longs
    price: NDArray[np.float64]
    per_mm: NDArray[np.float64]

    @property
    def types(self) -> int:
        return int(self.size.shape[0])

    @property
    def kinds(self) -> int:
        return int(self.plates.shape[0])

    @property
    def stages(self) -> int:
        """2 or 3; 3 also where any number is allowed."""
        return self.rules.stages or 3

    @property
    def style(self) -> int:
        return STYLE[self.rules.style]

    @property
    def free(self) -> bool:
        """True when any number of stages is allowed."""
        return self.rules.stages is None

    @cached_property
    def goes_on(self) -> NDArray[np.bool_]:
        """K x T: one piece can be cut from the kind, stock permitting."""
        in_stock = (self.stock != 0).astype(np.int8)
        found: NDArray[np.bool_] = (self.turns * in_stock[:, None]) > 0
        return found

    @cached_property
    def cuttable(self) -> NDArray[np.bool_]:
        """T: the kind of piece can be cut from some sheet."""
        found: NDArray[np.bool_] = np.logical_or.reduce(self.goes_on, axis=0)
        return found


def build_instance(problem: CuttingProblem) -> CuttingInstance:
    """Flat arrays of a valid problem."""
    rules = problem.ruling
    kerf = rules.kerf_mm
    rectangles, sheets = problem.rectangles, problem.sheets
    plates = np.empty((len(sheets), 2, 2), np.int64)
    directions = np.empty(len(sheets), np.int64)
    for k, sheet in enumerate(sheets):
        length, width = usable(sheet)
        plates[k, 0] = length + kerf, width + kerf
        plates[k, 1] = width + kerf, length + kerf
        first = Axis.WIDTH if sheet.continuous else rules.first_cut
        directions[k] = {Axis.NONE: 3, Axis.LENGTH: 1, Axis.WIDTH: 2}[first]
    size = np.array([(r.length_mm + kerf, r.width_mm + kerf) for r in rectangles], np.int64)
    turns = np.zeros((len(sheets), len(rectangles)), np.int8)
    for k, sheet in enumerate(sheets):
        length, width = plates[k, 0]
        for t, rectangle in enumerate(rectangles):
            given, turned = allowed_turns(rectangle, sheet)
            a, b = size[t]
            if given and a <= length and b <= width:
                turns[k, t] |= 1
            if turned and a != b and b <= length and a <= width:
                turns[k, t] |= 2
    price, per_mm = _prices(problem)
    return CuttingInstance(
        problem=problem,
        rules=rules,
        size=size,
        quantity=np.array([r.quantity for r in rectangles], np.int64),
        batch=np.array([r.batch for r in rectangles], np.int64),
        worth=np.array(
            [r.length_mm * r.width_mm if r.value is None else r.value for r in rectangles], np.int64
        ),
        plates=plates,
        turns=turns,
        directions=directions,
        stock=np.array([-1 if s.stock is None else s.stock for s in sheets], np.int64),
        price=price,
        per_mm=per_mm,
    )


def usable(sheet: Sheet) -> tuple[int, int]:
    """Length and width of a sheet within its trim."""
    trim = sheet.trim or Trim()
    return (
        sheet.length_mm - trim.left_mm - trim.right_mm,
        sheet.width_mm - trim.front_mm - trim.back_mm,
    )


def allowed_turns(rectangle: Rectangle, sheet: Sheet) -> tuple[bool, bool]:
    """Whether grain and heading let the piece lie as given, and turned."""
    if Axis.NONE in (rectangle.grain, sheet.grain):
        return True, rectangle.may_turn
    along = rectangle.grain == sheet.grain
    return along, rectangle.may_turn and not along


def _prices(problem: CuttingProblem) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What the objective counts for a sheet, in parts of the dearest; a little for its area."""
    area = np.array([float(s.length_mm * s.width_mm) for s in problem.sheets])
    cost = np.array([float(s.cost_minor) for s in problem.sheets])
    by_length = problem.objective in (CuttingObjective.LEAST_WASTE, CuttingObjective.LOWEST_COST)
    if problem.objective == CuttingObjective.LEAST_WASTE:
        price = area / area.max()
    elif problem.objective == CuttingObjective.LOWEST_COST and cost.max() > 0:
        price = cost / cost.max() + 1e-4 * area / area.max()
    elif problem.objective == CuttingObjective.MOST_VALUE:
        price = np.zeros(len(area))
    else:
        price = 1.0 + 1e-3 * area / area.max()
    per_mm = np.zeros(len(area))
    for k, sheet in enumerate(problem.sheets):
        if sheet.continuous and problem.objective != CuttingObjective.MOST_VALUE:
            # Paid by length; a small fixed part keeps the number of runs down.
            fixed = 0.0 if by_length else 1.0
            per_mm[k] = (price[k] if by_length else 0.05) / sheet.length_mm
            price[k] = fixed * price[k] + 1e-3
    return price, per_mm
