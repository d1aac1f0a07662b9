"""A box made for an order: machine, costs, and the boxes that come out. Fields as in the API."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import Field

from optimizer.cutting.blank_model import Board, BoxStyle
from optimizer.packing.model import (
    Item,
    LoadUnit,
    PackingRules,
    Placement,
    UnpackedItem,
)
from optimizer.shapes import Length, MinorUnits, SearchReport, Shape, Size

Weight = Annotated[int, Field(ge=1, le=1_000_000_000)]


class BoxMachine(Shape):
    """What a made-to-measure machine can build: inner measures from `minimum` to `maximum`.

    A measure is the minimum plus whole steps. `padding_mm` is kept free along every wall, bottom
    and lid. `square_metre_cost_minor` is that of the blank's rectangle.
    """

    minimum: Size
    maximum: Size
    step_mm: Annotated[int, Field(ge=1, le=1_000)] = 1
    style: BoxStyle = BoxStyle.FEFCO_0201
    board: Board | None = None
    joint_mm: Annotated[int, Field(ge=0, le=500)] = 35
    padding_mm: Annotated[int, Field(ge=0, le=1_000)] = 0
    max_gross_weight_g: Weight | None = None
    box_cost_minor: MinorUnits = 0
    square_metre_cost_minor: MinorUnits = 0


class RateStep(Shape):
    """Up to this billed weight a parcel costs this much."""

    max_weight_g: Weight
    parcel_cost_minor: MinorUnits = 0


class CarrierRates(Shape):
    """A carrier bills the larger of weight and outer volume / divisor, in steps that rise."""

    divisor_cm3_per_kg: Annotated[int, Field(ge=1, le=1_000_000)]
    steps: Annotated[tuple[RateStep, ...], Field(min_length=1, max_length=1_000)]


class BoxObjective(StrEnum):
    """What makes one box better than another."""

    LEAST_SURFACE = "least_surface"
    LEAST_BOARD = "least_board"
    LOWEST_COST = "lowest_cost"


class RightSizeProblem(Shape):
    """Box `items` to measure. `cartons` may be taken instead where they are better.

    `cut_down` lets a carton be cut and scored to a lower height, not below `min_cut_height_mm`.
    `max_boxes` above 1 lets the order be parted where that is better; more boxes than that are
    only used when fewer cannot hold the order.
    """

    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=1_000)]
    machine: BoxMachine | None = None
    objective: BoxObjective = BoxObjective.LEAST_SURFACE
    rules: PackingRules | None = None
    cartons: Annotated[tuple[LoadUnit, ...], Field(max_length=1_000)] = ()
    cut_down: bool = False
    min_cut_height_mm: Length | None = None
    carrier: CarrierRates | None = None
    max_boxes: Annotated[int, Field(ge=1, le=10)] = 1


class BoxSource(StrEnum):
    """Where a box comes from."""

    MADE = "made"
    CARTON = "carton"
    CUT_DOWN = "cut_down"


class FittedBox(Shape):
    """A box with its contents. Placements count from the corner inside the padding.

    `board_mm2` is the rectangle of the blank; 0 for a catalogue carton, whose board is not known.
    `surface_mm2` is that of the inner cuboid.
    """

    id: str
    source: BoxSource
    carton_id: str = ""
    inner_size: Size
    outer_size: Size
    placements: tuple[Placement, ...] = ()
    gross_weight_g: int = 0
    fill_share: float = 0.0
    surface_mm2: int = 0
    board_mm2: int = 0
    cost_minor: int | None = None


class RightSizePlan(Shape):
    """The boxes of an order. `cost_minor` is None when nothing in the problem has a cost."""

    boxes: tuple[FittedBox, ...] = ()
    unpacked: tuple[UnpackedItem, ...] = ()
    surface_mm2: int = 0
    board_mm2: int = 0
    cost_minor: int | None = None


class RightSizeAnswer(NamedTuple):
    """A plan and how it was found."""

    plan: RightSizePlan
    report: SearchReport
