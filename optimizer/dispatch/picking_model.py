"""Picking: orders, the aisles they lie in, who picks when, and the batches.

Lengths are in mm, times seconds since 1970-01-01 UTC. Field names are those of the API.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from optimizer.shapes import EpochSeconds, Id, SearchReport, Shape, TimeWindow

Weight = Annotated[int, Field(ge=0, le=1_000_000)]
HourSeconds = Annotated[int, Field(ge=0, le=3_600)]


class PickingPolicy(StrEnum):
    """How a picker walks through the aisles."""

    OPTIMAL = "optimal"
    S_SHAPE = "s_shape"
    LARGEST_GAP = "largest_gap"
    RETURN = "return"


class PickingLayout(Shape):
    """One block of parallel aisles between a front and a back cross aisle; lengths in mm.

    Aisles and slots are numbered from 1, slots from the front. Pickers start and end in front of
    the depot's aisle.
    """

    aisle_count: Annotated[int, Field(ge=1, le=1_000)]
    slots_per_aisle: Annotated[int, Field(ge=1, le=10_000)]
    slot_pitch_mm: Annotated[int, Field(ge=1, le=100_000)]
    aisle_pitch_mm: Annotated[int, Field(ge=1, le=100_000)]
    cross_aisle_gap_mm: Annotated[int, Field(ge=0, le=100_000)] = 0
    depot_aisle: Annotated[int, Field(ge=1, le=1_000)] = 1

    @property
    def aisle_length_mm(self) -> int:
        """From the front cross aisle to the back one."""
        return 2 * self.cross_aisle_gap_mm + (self.slots_per_aisle - 1) * self.slot_pitch_mm

    def depth_mm(self, slot: int) -> int:
        """From the front cross aisle to a slot."""
        return self.cross_aisle_gap_mm + (slot - 1) * self.slot_pitch_mm


class PickLine(Shape):
    """Pieces to take from one slot."""

    aisle: Annotated[int, Field(ge=1, le=1_000)]
    slot: Annotated[int, Field(ge=1, le=10_000)]
    quantity: Annotated[int, Field(ge=1, le=100_000)] = 1


class PickOrder(Shape):
    """An order to pick; all of it goes onto one cart, or with `zone_by_zone` one cart in each zone.

    It may be picked from `ready_time_s` on and is late after `due_time_s`, for example when its
    wave leaves; both need pickers.
    """

    id: Id
    lines: Annotated[tuple[PickLine, ...], Field(min_length=1, max_length=1_000)]
    ready_time_s: EpochSeconds | None = None
    due_time_s: EpochSeconds | None = None

    @property
    def piece_count(self) -> int:
        """Pieces of all lines."""
        return sum(line.quantity for line in self.lines)


class PickingZone(Shape):
    """Neighbouring aisles that belong together."""

    id: Id
    first_aisle: Annotated[int, Field(ge=1, le=1_000)]
    last_aisle: Annotated[int, Field(ge=1, le=1_000)]


class Picker(Shape):
    """Who picks, one batch after the other; without zones anywhere."""

    id: Id
    shift_window: TimeWindow
    zone_ids: Annotated[tuple[Id, ...], Field(max_length=1_000)] = ()


class PickingPace(Shape):
    """How long a batch takes: to set up, to walk, at each line and for each piece."""

    walking_speed_mm_per_s: Annotated[int, Field(ge=1, le=100_000)] = 1_000
    batch_duration_s: HourSeconds = 0
    line_duration_s: HourSeconds = 0
    piece_duration_s: HourSeconds = 0


class VisitWeights(Shape):
    """Points for each zone, aisle and slot that a batch visits."""

    zone_weight: Weight = 0
    aisle_weight: Weight = 0
    slot_weight: Weight = 0


class PickingProblem(Shape):
    """Orders to pick in batches, one batch for each tour with a cart.

    With pickers batches are put into their shifts. The aims, in this order: most orders picked,
    least lateness, then the least way (or the fewest points of visits where they have weights).
    """

    layout: PickingLayout
    orders: Annotated[tuple[PickOrder, ...], Field(min_length=1, max_length=5_000)]
    cart_piece_limit: Annotated[int, Field(ge=1, le=1_000_000)]
    policy: PickingPolicy = PickingPolicy.OPTIMAL
    zones: Annotated[tuple[PickingZone, ...], Field(max_length=1_000)] = ()
    zone_by_zone: bool = False
    visit_weights: VisitWeights | None = None
    pickers: Annotated[tuple[Picker, ...], Field(max_length=500)] = ()
    pace: PickingPace | None = None


class PickStop(Shape):
    """One stop of a picker."""

    order_id: str
    aisle: int
    slot: int
    quantity: int


class PickBatch(Shape):
    """Orders that are picked in one tour, with the stops in the order of walking.

    Picker and times are set where there are pickers; the zone where picking goes zone by zone.
    """

    id: str
    order_ids: tuple[str, ...]
    stops: tuple[PickStop, ...]
    piece_count: int
    distance_mm: int
    zone_id: str = ""
    visit_points: int = 0
    picker_id: str = ""
    start_time_s: int | None = None
    end_time_s: int | None = None


class UnbatchedOrder(Shape):
    """An order that is in no batch, or its part in a zone, and why."""

    order_id: str
    explanation: str
    zone_id: str = ""


class LatePick(Shape):
    """An order whose last batch ends after its due time."""

    order_id: str
    lateness_s: int


class PickingPlan(Shape):
    """All batches and the way of all tours. No plan walks less than `distance_bound_mm`; it is 0
    where nothing is proved."""

    batches: tuple[PickBatch, ...]
    unbatched: tuple[UnbatchedOrder, ...]
    distance_mm: int
    distance_bound_mm: int = 0
    visit_points: int = 0
    late_orders: tuple[LatePick, ...] = ()
    lateness_s: int = 0
    end_time_s: int | None = None


class PickingAnswer(Shape):
    """A picking plan and how it was found."""

    plan: PickingPlan
    report: SearchReport
