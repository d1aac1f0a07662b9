"""A carton suite: the few sizes that serve an order history best. Fields as in the API."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, NamedTuple

from pydantic import Field

from optimizer.cutting.blank_model import Board, BoxStyle
from optimizer.packing.model import LoadUnit, PackingRules, PackOrder
from optimizer.shapes import MinorUnits, SearchReport, Shape, Size


class SuiteObjective(StrEnum):
    """What a suite is to save."""

    LEAST_BOARD = "least_board"
    LEAST_AIR = "least_air"
    LOWEST_COST = "lowest_cost"


class SuiteProblem(Shape):
    """Choose `size_count` carton sizes for `orders`.

    Inner measures lie between `minimum` and `maximum` on steps of `step_mm`. A parcel costs
    `parcel_cost_minor` plus `square_metre_cost_minor` times the rectangle of its blank.
    `present_cartons` are those in use today, for comparison. `growth` asks for every number of
    sizes up to `size_count`; `max_gross_weight_g` None means that weight does not matter.
    """

    orders: Annotated[tuple[PackOrder, ...], Field(min_length=1, max_length=20_000)]
    size_count: Annotated[int, Field(ge=1, le=50)] = 4
    minimum: Size
    maximum: Size
    step_mm: Annotated[int, Field(ge=1, le=1_000)] = 10
    objective: SuiteObjective = SuiteObjective.LEAST_BOARD
    rules: PackingRules | None = None
    style: BoxStyle = BoxStyle.FEFCO_0201
    board: Board | None = None
    joint_mm: Annotated[int, Field(ge=0, le=500)] = 35
    parcel_cost_minor: MinorUnits = 0
    square_metre_cost_minor: MinorUnits = 0
    present_cartons: Annotated[tuple[LoadUnit, ...], Field(max_length=1_000)] = ()
    growth: bool = False
    max_gross_weight_g: Annotated[int, Field(ge=1, le=1_000_000_000)] | None = None


class SuiteSize(Shape):
    """One size of a suite, and how many parcels of the history it would carry."""

    id: str
    inner_size: Size
    parcel_count: int


class CartonSuite(Shape):
    """A suite and what the history costs with it.

    Board and air are sums over all parcels; `score` is what the objective counts (mm2, mm3 or minor
    units); `saving_share` compares it with the present cartons, 0 without any. Orders that fit no
    size are counted as unserved and enter no sum.
    """

    sizes: tuple[SuiteSize, ...]
    parcel_count: int
    unserved_order_count: int
    board_mm2: int
    air_mm3: int
    score: int
    saving_share: float = 0.0


class SuitePlan(Shape):
    """The suite asked for, its smaller fellows when growth was asked for, and today's."""

    suite: CartonSuite | None = None
    smaller_suites: tuple[CartonSuite, ...] = ()
    present: CartonSuite | None = None


class SuiteAnswer(NamedTuple):
    """A plan and how it was found."""

    plan: SuitePlan
    report: SearchReport


class SuiteProgress(Shape):
    """How far the search is: candidates weighed, and the least score so far per size count."""

    stage: str
    share: float
    score: int = 0
