"""What is packed, into what, and what comes out.

Plain models at the edge of the packing room; field names, ranges and defaults are those of
`fulfillment/v1/packing.proto`. Millimetres, grams, minor units of one currency. x runs along the
length of a load unit, y along its width, z upwards.
"""

from __future__ import annotations

from enum import StrEnum
from operator import attrgetter
from typing import Annotated, NamedTuple

from pydantic import Field

from optimizer.packing.rates import RateTable
from optimizer.packing.rules_model import (
    Axles,
    CentreOfGravityWindow,
    DoorSide,
    DropNumber,
    Grams,
    GroupRule,
    GroupRules,
    Groups,
    Growth,
    OptionalName,
    Overhang,
    Padding,
    Place,
    ReservedSpaces,
    Stacking,
    StackingRule,
)
from optimizer.shapes import Id, MinorUnits, SearchReport, Shape, Size

MAX_PIECES = 100_000
"""Most pieces of one problem or order, all items together: what bounds memory."""

Weight = Annotated[int, Field(ge=0, le=1_000_000_000)]
OptionalId = Annotated[str, Field(max_length=128)]
Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]


class UprightDimension(StrEnum):
    """A dimension of an item that may stand upright."""

    LENGTH = "length"
    WIDTH = "width"
    HEIGHT = "height"


class Item(Shape):
    """Identical pieces to pack. No upright dimension named means that each may point up.

    None means no limit on top, no nesting, no drop (stays in until the end); an empty class or no
    groups that no rule speaks of the item.
    """

    id: Id
    size: Size
    weight_g: Weight = 0
    quantity: Annotated[int, Field(ge=1, le=MAX_PIECES)] = 1
    upright_dimensions: Annotated[tuple[UprightDimension, ...], Field(max_length=3)] = ()
    fixed_heading: bool = False
    max_load_on_top_g: Grams | None = None
    max_pressure_on_top_g_per_dm2: Grams | None = None
    fragile: bool = False
    stackability_class: OptionalName = ""
    nesting_growth_mm: Growth | None = None
    groups: Groups = ()
    drop_number: DropNumber | None = None
    liquid: bool = False
    keep_dry: bool = False
    ships_in_own_container: bool = False


class PreloadedPiece(Shape):
    """A piece that lies in every unit of a kind beforehand; the size of `item` is as it lies."""

    item: Item
    x_mm: Place = 0
    y_mm: Place = 0
    z_mm: Place = 0


class LoadUnit(Shape):
    """A kind of carton, pallet or container.

    `outer_size` None means the inner measures, `max_gross_weight_g` None no limit (else tare and
    contents together), `stock` None as many as needed, `cost_minor` None nothing said.
    """

    id: Id
    inner_size: Size
    outer_size: Size | None = None
    tare_weight_g: Weight = 0
    max_gross_weight_g: Annotated[int, Field(ge=1, le=1_000_000_000)] | None = None
    cost_minor: MinorUnits | None = None
    stock: Annotated[int, Field(ge=0, le=1_000_000)] | None = None
    door_side: DoorSide = DoorSide.TOP
    wall_padding_mm: Padding = 0
    piece_padding_mm: Padding = 0
    reserved_spaces: ReservedSpaces = ()
    reserved_share: Share = 0.0
    overhang_length_mm: Overhang = 0
    overhang_width_mm: Overhang = 0
    centre_of_gravity: CentreOfGravityWindow | None = None
    axles: Axles = ()
    preloaded: Annotated[tuple[PreloadedPiece, ...], Field(max_length=1_000)] = ()

    @property
    def carrier_size(self) -> Size:
        """What a carrier measures: the outer size where it is given."""
        return self.outer_size or self.inner_size


_cost_of = attrgetter("cost_minor")


class PackingObjective(StrEnum):
    """What makes one packing better than another; ties are broken as the API says."""

    FEWEST_UNITS = "fewest_units"
    LOWEST_COST = "lowest_cost"
    LEAST_AIR = "least_air"
    MOST_VOLUME = "most_volume"


class PackingRules(Shape):
    """Rules that hold for the whole plan."""

    min_support_share: Share = 1.0
    stacking: Stacking = ()
    groups: GroupRules = ()


class PackingProblem(Shape):
    """Pack `items` into units of the kinds `load_units`."""

    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=10_000)]
    load_units: Annotated[tuple[LoadUnit, ...], Field(min_length=1, max_length=1_000)]
    objective: PackingObjective = PackingObjective.FEWEST_UNITS
    rules: PackingRules | None = None
    rate_table: RateTable | None = None
    rate_zone_id: OptionalId = ""

    @property
    def has_cost(self) -> bool:
        """True when using a unit or sending a parcel costs something."""
        return self.rate_table is not None or any(map(_cost_of, self.load_units))

    @property
    def min_support_share(self) -> float:
        """Share of each base that must rest on something; 1 when no rules were given."""
        return 1.0 if self.rules is None else self.rules.min_support_share

    @property
    def stacking_rules(self) -> tuple[StackingRule, ...]:
        """Which class rests on which; none when no rules were given."""
        return () if self.rules is None else self.rules.stacking

    @property
    def group_rules(self) -> tuple[GroupRule, ...]:
        """What holds for groups; none when no rules were given."""
        return () if self.rules is None else self.rules.groups


class PackOrder(Shape):
    """One order of a batch."""

    id: Id
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=10_000)]
    rate_zone_id: OptionalId = ""


class BatchPackProblem(Shape):
    """Many orders packed from one catalogue; stock is counted per order."""

    orders: Annotated[tuple[PackOrder, ...], Field(min_length=1, max_length=100_000)]
    load_units: Annotated[tuple[LoadUnit, ...], Field(min_length=1, max_length=1_000)]
    objective: PackingObjective = PackingObjective.FEWEST_UNITS
    rules: PackingRules | None = None
    rate_table: RateTable | None = None

    def problem_of(self, order: PackOrder) -> PackingProblem:
        """The problem of packing one of the orders alone (parts are validated already)."""
        return PackingProblem.model_construct(
            items=order.items,
            load_units=self.load_units,
            objective=self.objective,
            rules=self.rules,
            rate_table=self.rate_table,
            rate_zone_id=order.rate_zone_id,
        )


class Placement(Shape):
    """One piece in its place: corner nearest to left, front and floor, and measures as turned."""

    item_id: str
    step: int
    x_mm: int
    y_mm: int
    z_mm: int
    size: Size


class Load(Shape):
    """One filled load unit; weight with tare, fill as a share of the inner volume.

    `billed_weight_g` is 0 without a rate table; `cost_minor` (unit and carrier) is None when
    nothing in the problem has a cost.
    """

    id: str
    load_unit_id: str
    placements: tuple[Placement, ...] = ()
    gross_weight_g: int = 0
    fill_share: float = 0.0
    billed_weight_g: int = 0
    cost_minor: int | None = None


class UnpackedReason(StrEnum):
    """Why an item is left over."""

    TOO_LARGE = "too_large"
    TOO_HEAVY = "too_heavy"
    NO_STOCK = "no_stock"
    NOT_FOUND_IN_TIME = "not_found_in_time"
    LOAD_ON_TOP = "load_on_top"
    GROUP_APART = "group_apart"
    GROUP_TOGETHER = "group_together"
    NO_ROOM = "no_room"
    BALANCE = "balance"


class UnpackedItem(Shape):
    """Pieces of one item that could not be packed, and what a clerk should know."""

    item_id: str
    quantity: int
    reason: UnpackedReason
    explanation: str = ""


class PackingPlan(Shape):
    """A packing. `cost_minor` is None when nothing in the problem has a cost.

    `cost_lower_bound_minor` is set with LOWEST_COST. `gap_share` compares what the objective counts
    first with its bound, as a share of the larger; 0 when nothing can be better in it.
    """

    loads: tuple[Load, ...] = ()
    unpacked: tuple[UnpackedItem, ...] = ()
    cost_minor: int | None = None
    unit_count_lower_bound: int = 0
    cost_lower_bound_minor: int | None = None
    gap_share: float = 0.0


class PackingAnswer(NamedTuple):
    """A plan and how it was found."""

    plan: PackingPlan
    report: SearchReport


class PackOrderStatus(StrEnum):
    """What became of an order of a batch."""

    PACKED = "packed"
    PARTLY_PACKED = "partly_packed"
    NOT_PACKED = "not_packed"
    NOT_REACHED = "not_reached"


_NOT_REACHED = (
    "the time of the batch ended before this order; allow more with search.time_limit"
    " or send it again"
)


class PackOrderResult(Shape):
    """One result of a batch. `explanation` is the status in words, empty when all is packed.

    An order that was not reached has neither plan nor report.
    """

    order_id: str
    plan: PackingPlan | None = None
    search_report: SearchReport | None = None
    status: PackOrderStatus
    explanation: str = ""

    @classmethod
    def of(cls, order_id: str, answer: PackingAnswer) -> PackOrderResult:
        """The result of an order that was packed."""
        plan = answer.plan
        status, words = PackOrderStatus.PACKED, ""
        if plan.unpacked:
            left = sum(entry.quantity for entry in plan.unpacked)
            why = plan.unpacked[0].explanation
            if plan.loads:
                status = PackOrderStatus.PARTLY_PACKED
                words = f"{left:,} {'piece is' if left == 1 else 'pieces are'} left over: {why}"
            else:
                status, words = PackOrderStatus.NOT_PACKED, f"no piece is packed: {why}"
        return cls(
            order_id=order_id,
            plan=plan,
            search_report=answer.report,
            status=status,
            explanation=words,
        )

    @classmethod
    def not_reached(cls, order_id: str) -> PackOrderResult:
        """The result of an order for which no time was left."""
        return cls(order_id=order_id, status=PackOrderStatus.NOT_REACHED, explanation=_NOT_REACHED)
