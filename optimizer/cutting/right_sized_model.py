"""A box made for an order: machine, costs, and the boxes that come out. Fields as in the API."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import Field

from optimizer.cutting.blank_model import Board, BoxStyle
from optimizer.packing.model import (
    Item,
    LoadUnit,
    OptionalId,
    PackingRules,
    PackOrder,
    Placement,
    UnpackedItem,
)
from optimizer.packing.rates import RateTable
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

    @property
    def largest(self) -> Size:
        """The largest inner measures on the scale: `maximum` need not be whole steps away."""
        low, high = self.minimum, self.maximum
        length, width, height = (
            least + (most - least) // self.step_mm * self.step_mm
            for least, most in (
                (low.length_mm, high.length_mm),
                (low.width_mm, high.width_mm),
                (low.height_mm, high.height_mm),
            )
        )
        return Size(length_mm=length, width_mm=width, height_mm=height)


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
    max_boxes: Annotated[int, Field(ge=1, le=10)] = 1
    rate_table: RateTable | None = None
    rate_zone_id: OptionalId = ""


class BatchRightSizeProblem(Shape):
    """Box many orders to measure with one machine and catalogue; stock is counted per order."""

    orders: Annotated[tuple[PackOrder, ...], Field(min_length=1, max_length=20_000)]
    machine: BoxMachine | None = None
    objective: BoxObjective = BoxObjective.LEAST_SURFACE
    rules: PackingRules | None = None
    cartons: Annotated[tuple[LoadUnit, ...], Field(max_length=1_000)] = ()
    cut_down: bool = False
    min_cut_height_mm: Length | None = None
    max_boxes: Annotated[int, Field(ge=1, le=10)] = 1
    rate_table: RateTable | None = None

    def problem_of(self, order: PackOrder) -> RightSizeProblem:
        """The problem of boxing one of the orders alone (parts are validated already)."""
        shared = {
            name: getattr(self, name)
            for name in BatchRightSizeProblem.model_fields
            if name != "orders"
        }
        return RightSizeProblem.model_construct(
            items=order.items, rate_zone_id=order.rate_zone_id, **shared
        )


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


NOT_REACHED = (
    "the time of the batch ended before this order; allow more with search.time_limit"
    " or send it again"
)


class BoxingStatus(StrEnum):
    """What became of an order of a batch."""

    BOXED = "boxed"
    PARTLY_BOXED = "partly_boxed"
    NOT_BOXED = "not_boxed"
    NOT_REACHED = "not_reached"


class RightSizeOrderResult(Shape):
    """One result of a batch. `explanation` is the status in words, empty when all is boxed."""

    order_id: str
    status: BoxingStatus
    plan: RightSizePlan | None = None
    search_report: SearchReport | None = None
    explanation: str = ""

    @classmethod
    def of(cls, order_id: str, answer: RightSizeAnswer) -> RightSizeOrderResult:
        """The result of an order that was boxed."""
        plan = answer.plan
        status = status_of(plan)
        left = sum(entry.quantity for entry in plan.unpacked)
        words = ""
        if status == BoxingStatus.PARTLY_BOXED:
            words = f"{left} pieces are left over: {plan.unpacked[0].explanation}"
        elif status == BoxingStatus.NOT_BOXED:
            words = f"no piece is in a box: {plan.unpacked[0].explanation}"
        return cls(
            order_id=order_id,
            status=status,
            plan=plan,
            search_report=answer.report,
            explanation=words,
        )

    @classmethod
    def not_reached(cls, order_id: str) -> RightSizeOrderResult:
        """The result of an order for which no time was left."""
        return cls(order_id=order_id, status=BoxingStatus.NOT_REACHED, explanation=NOT_REACHED)


class BoxingProgress(Shape):
    """How far a batch is: orders done of all, boxes so far."""

    done_order_count: int
    order_count: int
    box_count: int = 0


def status_of(plan: RightSizePlan) -> BoxingStatus:
    """Whether all, some or none of the pieces are in boxes."""
    if not plan.unpacked:
        return BoxingStatus.BOXED
    return BoxingStatus.PARTLY_BOXED if plan.boxes else BoxingStatus.NOT_BOXED
