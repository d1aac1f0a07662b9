"""What a routing problem is and what a plan says, in the words of the field.

One model per message of `routing.proto`, same names, units in the names. A problem states what is
wanted; nothing here knows how it is solved. Times are seconds since 1970-01-01 UTC, money is
whole minor units, ids are the caller's own strings.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from optimizer.shapes import (
    EpochSeconds,
    Id,
    Limit,
    MinorUnits,
    Position,
    SearchReport,
    Shape,
    TimeWindow,
)

PLACES_MAX = 10_000
SHIPMENTS_MAX = 10_000
VEHICLES_MAX = 10_000
NO_WAY = -1
"""Cell of a matrix that means: there is no way."""

Dimension = Annotated[str, Field(min_length=1, max_length=64)]
Skill = Annotated[str, Field(min_length=1, max_length=64)]
Amount = Annotated[int, Field(ge=0, le=1_000_000_000_000)]
DistanceCell = Annotated[int, Field(ge=NO_WAY, le=1_000_000_000)]
DurationCell = Annotated[int, Field(ge=NO_WAY, le=100_000_000)]


class Place(Shape):
    """A place that vehicles visit; `position` may be missing where a matrix names the place."""

    id: Id
    position: Position | None = None


class Depot(Shape):
    """Where vehicles start, end and load. `opening_window` None means always open."""

    id: Id
    place_id: Id
    time_zone: Annotated[str, Field(min_length=1, max_length=64)]
    opening_window: TimeWindow | None = None


class LoadAmount(Shape):
    """An amount of one kind of load."""

    dimension: Dimension
    amount: Amount


class LoadCapacity(Shape):
    """Most that a vehicle carries of one kind of load."""

    dimension: Dimension
    limit: Limit


class Visit(Shape):
    """A stop at a customer's place; service starts in one of `time_windows` (none: any time)."""

    place_id: Id
    time_windows: Annotated[tuple[TimeWindow, ...], Field(max_length=100)] = ()
    service_duration_s: Annotated[int, Field(ge=0, le=604_800)] = 0


class Shipment(Shape):
    """Goods to bring from one place to another.

    Without a pickup it is loaded at the vehicle's start, without a delivery it is brought to the
    vehicle's end. `mandatory` and `penalty_minor` exclude each other; neither means mandatory.
    """

    id: Id
    pickups: Annotated[tuple[Visit, ...], Field(max_length=1)] = ()
    deliveries: Annotated[tuple[Visit, ...], Field(max_length=1)] = ()
    loads: Annotated[tuple[LoadAmount, ...], Field(max_length=100)] = ()
    required_skills: Annotated[tuple[Skill, ...], Field(max_length=100)] = ()
    allowed_vehicle_ids: Annotated[tuple[Id, ...], Field(max_length=VEHICLES_MAX)] = ()
    mandatory: bool | None = None
    penalty_minor: MinorUnits | None = None


class Vehicle(Shape):
    """A vehicle with its driver's hours; `end_depot_id` None means it ends at its last stop."""

    id: Id
    start_depot_id: Id
    end_depot_id: Id | None = None
    shift_window: TimeWindow | None = None
    capacities: Annotated[tuple[LoadCapacity, ...], Field(max_length=100)] = ()
    skills: Annotated[tuple[Skill, ...], Field(max_length=100)] = ()
    fixed_cost_minor: MinorUnits | None = None
    cost_per_km_minor: MinorUnits | None = None
    cost_per_hour_minor: MinorUnits | None = None
    distance_limit_m: Limit | None = None
    duration_limit_s: Limit | None = None
    stop_limit: Limit | None = None
    speed_factor: Annotated[float, Field(ge=0.05, le=20)] = 1.0


class GeodesicTravel(Shape):
    """Travel as the crow flies with a detour factor and a mean speed."""

    detour_factor: Annotated[float, Field(ge=1, le=5)] = 1.35
    speed_kmh: Annotated[float, Field(ge=1, le=200)] = 35.0


class MatrixTravel(Shape):
    """Travel as given: row by row (from, to) over `place_ids`; -1 means no way."""

    place_ids: Annotated[tuple[Id, ...], Field(min_length=1, max_length=PLACES_MAX)]
    distances_m: tuple[DistanceCell, ...]
    durations_s: tuple[DurationCell, ...]


class Travel(Shape):
    """How vehicles get from place to place; neither source set means geodesic defaults."""

    geodesic: GeodesicTravel | None = None
    matrix: MatrixTravel | None = None


class RoutingProblem(Shape):
    """Shipments, vehicles and the ground between them."""

    places: Annotated[tuple[Place, ...], Field(min_length=1, max_length=PLACES_MAX)]
    depots: Annotated[tuple[Depot, ...], Field(min_length=1, max_length=1_000)]
    shipments: Annotated[tuple[Shipment, ...], Field(max_length=SHIPMENTS_MAX)] = ()
    vehicles: Annotated[tuple[Vehicle, ...], Field(min_length=1, max_length=VEHICLES_MAX)]
    travel: Travel | None = None


class StopActivity(StrEnum):
    """What happens at a stop."""

    PICKUP = "pickup"
    DELIVERY = "delivery"


class Stop(Shape):
    """One visit of a route; travel is that from the stop before."""

    shipment_id: Id
    activity: StopActivity
    place_id: Id
    arrival_time_s: EpochSeconds
    start_time_s: EpochSeconds
    departure_time_s: EpochSeconds
    travel_distance_m: int
    travel_duration_s: int


class Route(Shape):
    """What one vehicle does, way back included; `cost_minor` is rounded half up once."""

    vehicle_id: Id
    stops: tuple[Stop, ...]
    start_time_s: EpochSeconds
    end_time_s: EpochSeconds
    distance_m: int
    duration_s: int
    waiting_duration_s: int
    cost_minor: int


class UnservedReason(StrEnum):
    """Why a shipment is not served."""

    NO_CAPABLE_VEHICLE = "no_capable_vehicle"
    CAPACITY = "capacity"
    TIME = "time"
    LIMIT = "limit"
    UNREACHABLE = "unreachable"
    COMPETITION = "competition"


class UnservedShipment(Shape):
    """A shipment left out, why, and the same in words."""

    shipment_id: Id
    reason: UnservedReason
    explanation: str


class RoutingPlan(Shape):
    """Routes that have stops, shipments left out, and the sums over both."""

    routes: tuple[Route, ...] = ()
    unserved: tuple[UnservedShipment, ...] = ()
    route_cost_minor: int = 0
    penalty_cost_minor: int = 0
    distance_m: int = 0
    duration_s: int = 0


class RoutingAnswer(Shape):
    """A plan that passed the checker, and how it was found."""

    plan: RoutingPlan
    report: SearchReport
