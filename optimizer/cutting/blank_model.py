"""A blank: the flat sheet of board that folds into a box. Field names as in `cutting.proto`."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from optimizer.shapes import Id, Shape, Size


class BoxStyle(StrEnum):
    """How a box is built; numbers are those of the FEFCO-ESBO case code."""

    FEFCO_0201 = "fefco_0201"
    FEFCO_0200 = "fefco_0200"
    FEFCO_0427 = "fefco_0427"
    WRAP_AROUND = "wrap_around"


class Board(Shape):
    """Corrugated board: thickness in micrometres, weight in grams per square metre."""

    thickness_um: Annotated[int, Field(ge=100, le=30_000)] = 4_000
    weight_gsm: Annotated[int, Field(ge=0, le=10_000)] = 0


class BoxOrder(Shape):
    """A box wanted: inner measures, style, board. `joint_mm` is the width of the glue lap."""

    id: Id
    inner_size: Size
    style: BoxStyle = BoxStyle.FEFCO_0201
    board: Board | None = None
    joint_mm: Annotated[int, Field(ge=0, le=500)] = 35
    slot_mm: Annotated[int, Field(ge=1, le=100)] = 6
    quantity: Annotated[int, Field(ge=1, le=1_000_000)] = 1


class LineKind(StrEnum):
    """What the machine does along a line."""

    CUT = "cut"
    CREASE = "crease"


class BlankLine(Shape):
    """A straight line on the blank, millimetres from its left front corner."""

    kind: LineKind
    x1_mm: int
    y1_mm: int
    x2_mm: int
    y2_mm: int


class Blank(Shape):
    """The flat blank of a box order. x runs along the flutes' cross direction, around the box.

    `length_mm` x `width_mm` is the rectangle it is cut from, `area_mm2` what is left of it within
    the outline, `weight_g` that of one blank, rounded up.
    """

    order_id: str
    style: BoxStyle
    length_mm: int
    width_mm: int
    area_mm2: int
    weight_g: int
    outer_size: Size
    lines: tuple[BlankLine, ...] = ()


class BlankSet(Shape):
    """Blanks of the boxes asked for, in order."""

    blanks: tuple[Blank, ...] = ()


class BlankProblem(Shape):
    """Boxes to lay flat."""

    boxes: Annotated[tuple[BoxOrder, ...], Field(min_length=1, max_length=1_000)]
