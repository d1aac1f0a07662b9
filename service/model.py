"""The models of fulfillment.proto and courier.proto: a whole day, and what a courier sees of it.

Field names and ranges are those of the API; the parts are the models of the rooms.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from address.model import RecognizedAddress
from optimizer.dispatch.model import Courier, Dock, DockAssignment, VehicleKind
from optimizer.packing.model import (
    Item,
    LoadUnit,
    PackingObjective,
    PackingPlan,
    PackingRules,
)
from optimizer.packing.rates import RateTable
from optimizer.routing.model import Route, Travel
from optimizer.shapes import EpochSeconds, Id, Limit, MinorUnits, Position, Shape, TimeWindow

WEEK_S = 7 * 86_400
DEFAULT_SERVICE_S = 120
DEFAULT_LOADING_PER_PARCEL_S = 20

Name = Annotated[str, Field(max_length=200)]


class FulfillmentCenter(Shape):
    """The place from which everything is delivered."""

    id: Id
    name: Name = ""
    position: Position
    time_zone: Annotated[str, Field(min_length=1, max_length=64)]
    opening_window: TimeWindow


class Order(Shape):
    """What a customer ordered, with the address as it was written."""

    id: Id
    address_text: Annotated[str, Field(min_length=1, max_length=2_000)]
    position: Position | None = None
    items: Annotated[tuple[Item, ...], Field(min_length=1, max_length=10_000)]
    time_windows: Annotated[tuple[TimeWindow, ...], Field(max_length=20)] = ()
    service_duration_s: Annotated[int, Field(ge=0, le=WEEK_S)] = DEFAULT_SERVICE_S
    mandatory: bool | None = None
    penalty_minor: MinorUnits | None = None
    rate_zone_id: Annotated[str, Field(max_length=128)] = ""


class FleetVehicle(Shape):
    """A vehicle of the center's fleet."""

    id: Id
    kind: VehicleKind
    shift_window: TimeWindow | None = None
    volume_limit_mm3: Limit
    weight_limit_g: Limit
    stop_limit: Limit | None = None
    distance_limit_m: Limit | None = None
    fixed_cost_minor: MinorUnits = 0
    cost_per_km_minor: MinorUnits = 0
    cost_per_hour_minor: MinorUnits = 0
    speed_factor: Annotated[float, Field(ge=0.05, le=20)] = 1.0


class FulfillmentProblem(Shape):
    """A whole day: everything that PlanFulfillment decides about."""

    center: FulfillmentCenter
    orders: Annotated[tuple[Order, ...], Field(min_length=1, max_length=5_000)]
    load_units: Annotated[tuple[LoadUnit, ...], Field(min_length=1, max_length=1_000)]
    vehicles: Annotated[tuple[FleetVehicle, ...], Field(min_length=1, max_length=1_000)]
    docks: Annotated[tuple[Dock, ...], Field(max_length=200)] = ()
    couriers: Annotated[tuple[Courier, ...], Field(max_length=1_000)] = ()
    region_code: Annotated[str, Field(pattern="^([A-Za-z]{2})?$")] = ""
    packing_objective: PackingObjective = PackingObjective.FEWEST_UNITS
    packing_rules: PackingRules | None = None
    travel: Travel | None = None
    loading_duration_per_parcel_s: Annotated[int, Field(ge=0, le=3_600)] = (
        DEFAULT_LOADING_PER_PARCEL_S
    )
    rate_table: RateTable | None = None

    def travel_names_orders(self) -> bool:
        """True when a given matrix names the places, so that positions are not needed."""
        return self.travel is not None and self.travel.matrix is not None


class OrderStatus(StrEnum):
    """How far an order got."""

    PLANNED = "planned"
    ADDRESS_UNKNOWN = "address_unknown"
    NOT_PACKED = "not_packed"
    NOT_ROUTED = "not_routed"
    NOT_DISPATCHED = "not_dispatched"


class OrderOutcome(Shape):
    """What became of an order."""

    order_id: str
    status: OrderStatus
    reason: str = ""
    recognized_address: RecognizedAddress | None = None
    packing: PackingPlan | None = None
    route_id: str = ""
    arrival_time_s: int | None = None


class PlannedRoute(Shape):
    """A route with its dock and courier."""

    id: str
    route: Route
    vehicle_kind: str
    dock_assignment: DockAssignment | None = None
    courier_id: str = ""
    parcel_count: int = 0
    weight_g: int = 0
    volume_mm3: int = 0


class FulfillmentStage(StrEnum):
    """Stages of the work, in order."""

    RECOGNIZE = "recognize"
    PACK = "pack"
    ROUTE = "route"
    DISPATCH = "dispatch"


class StageReport(Shape):
    """Wall time of one stage in milliseconds."""

    stage: FulfillmentStage
    elapsed_ms: int
    engine: str = ""


class FulfillmentSummary(Shape):
    """Figures of a plan. Distance in metres."""

    order_count: int
    planned_order_count: int
    parcel_count: int
    route_count: int
    distance_m: int
    duration_s: int
    cost_minor: int
    stages: tuple[StageReport, ...] = ()


class FulfillmentPlan(Shape):
    """A planned day: every order of the request in its order."""

    id: str
    create_time_s: EpochSeconds
    orders: tuple[OrderOutcome, ...]
    routes: tuple[PlannedRoute, ...]
    summary: FulfillmentSummary


class FulfillmentProgress(Shape):
    """How far the work is."""

    stage: FulfillmentStage
    done: int
    total: int
