"""What is cut, from what, and what comes out: rectangles from sheets by edge-to-edge cuts.

Field names, ranges and defaults are those of `fulfillment/v1/cutting.proto`. Millimetres, minor
units of one currency. x runs along the length of a sheet, y along its width.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import Field

from optimizer.shapes import Id, Length, MinorUnits, SearchReport, Shape

MAX_PIECES = 20_000
"""Most pieces of one problem, all kinds together: what bounds memory and time."""

Margin = Annotated[int, Field(ge=0, le=10_000)]


class Axis(StrEnum):
    """A direction in the plane of a sheet."""

    NONE = "none"
    LENGTH = "length"
    WIDTH = "width"


class CutStyle(StrEnum):
    """What the last stage may leave on a piece."""

    NON_EXACT = "non_exact"
    EXACT = "exact"
    HOMOGENEOUS = "homogeneous"


class CuttingObjective(StrEnum):
    """What makes one plan better than another."""

    FEWEST_SHEETS = "fewest_sheets"
    LEAST_WASTE = "least_waste"
    LOWEST_COST = "lowest_cost"
    MOST_VALUE = "most_value"


class Rectangle(Shape):
    """Identical rectangular pieces to cut. `value` None means the area in square millimetres."""

    id: Id
    length_mm: Length
    width_mm: Length
    quantity: Annotated[int, Field(ge=1, le=MAX_PIECES)] = 1
    may_turn: bool = False
    grain: Axis = Axis.NONE
    batch: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    value: Annotated[int, Field(ge=0, le=1_000_000_000_000)] | None = None


class Trim(Shape):
    """Margins of a sheet that are cut away first, the width of those cuts included."""

    left_mm: Margin = 0
    right_mm: Margin = 0
    front_mm: Margin = 0
    back_mm: Margin = 0


class Sheet(Shape):
    """A kind of sheet. `stock` None means as many as needed.

    A continuous one (fanfold, roll) is cut to the length that is needed, at most `length_mm`; its
    cost is that of the full length and only the share used is paid.
    """

    id: Id
    length_mm: Length
    width_mm: Length
    cost_minor: MinorUnits = 0
    stock: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    grain: Axis = Axis.NONE
    trim: Trim | None = None
    continuous: bool = False


class CuttingRules(Shape):
    """How the machine cuts. `stages` None means any number."""

    stages: Annotated[int, Field(ge=2, le=3)] | None = None
    style: CutStyle = CutStyle.NON_EXACT
    first_cut: Axis = Axis.NONE
    kerf_mm: Annotated[int, Field(ge=0, le=1_000)] = 0
    batch_reach: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    min_offcut_length_mm: Length | None = None
    min_offcut_width_mm: Length | None = None


class CuttingProblem(Shape):
    """Cut `rectangles` from `sheets`."""

    rectangles: Annotated[tuple[Rectangle, ...], Field(min_length=1, max_length=2_000)]
    sheets: Annotated[tuple[Sheet, ...], Field(min_length=1, max_length=100)]
    objective: CuttingObjective = CuttingObjective.FEWEST_SHEETS
    rules: CuttingRules | None = None

    @property
    def ruling(self) -> CuttingRules:
        """The rules, or their defaults when none were given."""
        return self.rules or CuttingRules()


class PartKind(StrEnum):
    """What becomes of a part of a sheet."""

    DIVIDED = "divided"
    PIECE = "piece"
    OFFCUT = "offcut"
    WASTE = "waste"


class SheetPart(Shape):
    """A rectangle in the tree of cuts. The root has id "1" and no parent; a child adds ".n"."""

    id: str
    parent_id: str = ""
    kind: PartKind
    x_mm: int
    y_mm: int
    length_mm: int
    width_mm: int
    rectangle_id: str = ""
    turned: bool = False


class Cut(Shape):
    """One cut, in machine order: where the blade enters the part that it divides.

    A cut along the length runs from x `from_mm` to `to_mm` at y `at_mm`; one along the width from y
    to y at x. The blade takes the kerf beyond `at_mm`.
    """

    step: int
    part_id: str
    along: Axis
    at_mm: int
    from_mm: int
    to_mm: int


class CutSheet(Shape):
    """A pattern and how many sheets are cut like it; `length_mm` is what a continuous one uses."""

    id: str
    sheet_id: str
    quantity: int = 1
    length_mm: int
    width_mm: int
    parts: tuple[SheetPart, ...] = ()
    cuts: tuple[Cut, ...] = ()
    fill_share: float = 0.0
    first_batch: int = 0


class UncutReason(StrEnum):
    """Why pieces were not cut."""

    TOO_LARGE = "too_large"
    GRAIN = "grain"
    NO_STOCK = "no_stock"
    NOT_CHOSEN = "not_chosen"
    NOT_FOUND_IN_TIME = "not_found_in_time"


class UncutRectangle(Shape):
    """Pieces of one kind that the plan does not cut, and what a cutter should know."""

    rectangle_id: str
    quantity: int
    reason: UncutReason
    explanation: str = ""


class CuttingPlan(Shape):
    """A cutting plan, patterns in the order in which they are cut.

    `cost_minor` is None when no sheet has a cost; waste is what is neither piece nor off-cut, as a
    share of the sheets used; `value` counts the pieces cut.
    """

    sheets: tuple[CutSheet, ...] = ()
    uncut: tuple[UncutRectangle, ...] = ()
    sheet_count: int = 0
    sheet_count_lower_bound: int = 0
    cost_minor: int | None = None
    value: int = 0
    waste_share: float = 0.0


class CuttingAnswer(NamedTuple):
    """A plan and how it was found."""

    plan: CuttingPlan
    report: SearchReport
