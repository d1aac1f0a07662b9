"""Cuboids from blocks: cutting in three dimensions by guillotine stages. Fields as in the API."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import Field

from optimizer.cutting.model import MAX_PIECES, PartKind
from optimizer.shapes import Id, MinorUnits, SearchReport, Shape, Size


class CutPlane(StrEnum):
    """Across which axis a cut separates: a LENGTH cut parts along x."""

    NONE = "none"
    LENGTH = "length"
    WIDTH = "width"
    HEIGHT = "height"


class Cuboid(Shape):
    """Identical cuboids to cut. A fixed one keeps its height upright and its length along x."""

    id: Id
    size: Size
    quantity: Annotated[int, Field(ge=1, le=MAX_PIECES)] = 1
    may_turn: bool = False


class Block(Shape):
    """A kind of block or stack of boards. `stock` None means as many as needed."""

    id: Id
    size: Size
    cost_minor: MinorUnits = 0
    stock: Annotated[int, Field(ge=0, le=1_000_000)] | None = None


class BlockProblem(Shape):
    """Cut `cuboids` from as few `blocks` as possible, the smaller ones first where that serves.

    `stages` bounds the changes of the plane of cut on the way to a piece, the first included; cuts
    beyond that only trim one piece out of its part. None: any number.
    """

    cuboids: Annotated[tuple[Cuboid, ...], Field(min_length=1, max_length=1_000)]
    blocks: Annotated[tuple[Block, ...], Field(min_length=1, max_length=100)]
    kerf_mm: Annotated[int, Field(ge=0, le=1_000)] = 0
    min_offcut_mm: Annotated[int, Field(ge=1, le=100_000)] | None = None
    stages: Annotated[int, Field(ge=2, le=10)] | None = None


class BlockPart(Shape):
    """A cuboid in the tree of cuts; `plane` is how a divided one is parted."""

    id: str
    parent_id: str = ""
    kind: PartKind
    plane: CutPlane = CutPlane.NONE
    x_mm: int
    y_mm: int
    z_mm: int
    size: Size
    cuboid_id: str = ""


class BlockCut(Shape):
    """One cut: divides the part `part_id` across `plane`; `at_mm` is the near side of the kerf."""

    step: int
    part_id: str
    plane: CutPlane
    at_mm: int


class CutBlock(Shape):
    """How one block, or several alike, are cut."""

    id: str
    block_id: str
    quantity: int = 1
    parts: tuple[BlockPart, ...] = ()
    fill_share: float = 0.0
    cuts: tuple[BlockCut, ...] = ()


class UncutCuboid(Shape):
    """Cuboids that the plan does not cut, and why."""

    cuboid_id: str
    quantity: int
    explanation: str


class BlockPlan(Shape):
    """A plan of cutting blocks."""

    blocks: tuple[CutBlock, ...] = ()
    uncut: tuple[UncutCuboid, ...] = ()
    block_count: int = 0
    block_count_lower_bound: int = 0
    cost_minor: int | None = None


class BlockAnswer(NamedTuple):
    """A plan and how it was found."""

    plan: BlockPlan
    report: SearchReport
