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
PAUSES_MAX = 8
REST_RULES_MAX = 4
TERRITORIES_MAX = 1_000
FAIRNESS_MAX = 4
SLICES_MAX = 200
ATTEMPTS_MAX = 100
TRIPS_MAX = 100
"""Most trips of a vehicle that reloads and states no limit."""
NO_WAY = -1
"""Cell of a matrix that means: there is no way."""

Dimension = Annotated[str, Field(min_length=1, max_length=64)]
Skill = Annotated[str, Field(min_length=1, max_length=64)]
Sort = Annotated[str, Field(min_length=1, max_length=64)]
Amount = Annotated[int, Field(ge=0, le=1_000_000_000_000)]
DistanceCell = Annotated[int, Field(ge=NO_WAY, le=1_000_000_000)]
DurationCell = Annotated[int, Field(ge=NO_WAY, le=100_000_000)]


class Place(Shape):
    """A place that vehicles visit; `position` may be missing where a matrix names the place.

    `setup_duration_s` passes once on arriving from elsewhere, however many stops follow there.

    """

    id: Id
    position: Position | None = None
    setup_duration_s: Annotated[int, Field(ge=0, le=86_400)] = 0


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
    """Most that a vehicle carries of one kind of load.

    Each unit above `soft_limit`, at the fullest moment of the route, costs
    `cost_per_unit_above_minor`.
    """

    dimension: Dimension
    limit: Limit
    soft_limit: Limit | None = None
    cost_per_unit_above_minor: MinorUnits | None = None


class PreferredWindow(Shape):
    """A span in which a service is welcome at a price; outside it each hour costs as well."""

    window: TimeWindow
    cost_minor: MinorUnits | None = None
    early_cost_per_hour_minor: MinorUnits | None = None
    late_cost_per_hour_minor: MinorUnits | None = None


class Visit(Shape):
    """A stop at a customer's place; service starts in one of `time_windows` (none: any time).

    Of `preferred_windows` the one that is cheapest at the start of service counts. `cost_minor` is
    the price of choosing this visit among its alternatives, `id` tells alternatives at one place
    apart.
    """

    place_id: Id
    time_windows: Annotated[tuple[TimeWindow, ...], Field(max_length=100)] = ()
    service_duration_s: Annotated[int, Field(ge=0, le=604_800)] = 0
    preferred_windows: Annotated[tuple[PreferredWindow, ...], Field(max_length=100)] = ()
    cost_minor: MinorUnits | None = None
    id: Annotated[str, Field(max_length=128)] = ""


class VehiclePrice(Shape):
    """What it costs to have a shipment carried by a vehicle."""

    vehicle_id: Id
    cost_minor: MinorUnits


class Shipment(Shape):
    """Goods to bring from one place to another.

    Without a pickup it is loaded at the vehicle's start, without a delivery it is brought to the
    vehicle's end, or a depot where the vehicle reloads. Several pickups or deliveries are
    alternatives: one of each is chosen. `mandatory` and `penalty_minor` exclude each other; neither
    means mandatory.

    Goods without a pickup are loaded from `release_time_s` on; those without a delivery are brought
    in by `due_time_s`. `ride_limit_s` is the longest time aboard, from the end of loading to the
    start of the delivery; `detour_limit_s` is what it may exceed the direct way by.

    After `failed_attempts`, the last at `last_attempt_time_s`, the problem's rules for attempts say
    how much more it matters, and when it may be tried again.
    """

    id: Id
    pickups: Annotated[tuple[Visit, ...], Field(max_length=50)] = ()
    deliveries: Annotated[tuple[Visit, ...], Field(max_length=50)] = ()
    loads: Annotated[tuple[LoadAmount, ...], Field(max_length=100)] = ()
    required_skills: Annotated[tuple[Skill, ...], Field(max_length=100)] = ()
    allowed_vehicle_ids: Annotated[tuple[Id, ...], Field(max_length=VEHICLES_MAX)] = ()
    forbidden_vehicle_ids: Annotated[tuple[Id, ...], Field(max_length=VEHICLES_MAX)] = ()
    vehicle_prices: Annotated[tuple[VehiclePrice, ...], Field(max_length=VEHICLES_MAX)] = ()
    sort: Annotated[str, Field(max_length=64)] = ""
    release_time_s: EpochSeconds | None = None
    due_time_s: EpochSeconds | None = None
    ride_limit_s: Limit | None = None
    detour_limit_s: Limit | None = None
    mandatory: bool | None = None
    penalty_minor: MinorUnits | None = None
    failed_attempts: Annotated[int, Field(ge=0, le=ATTEMPTS_MAX)] = 0
    last_attempt_time_s: EpochSeconds | None = None


class Pause(Shape):
    """Time off that starts inside a window, at a stop or on the road.

    None is due on a route that ends before the window does, or leaves when it could be over.
    """

    start_window: TimeWindow
    duration_s: Annotated[int, Field(ge=1, le=604_800)]


class RestCount(StrEnum):
    """What uses up the time until a rest."""

    DRIVING = "driving"
    WORKING = "working"


class RestRule(Shape):
    """After so much driving, or driving and service, comes a rest of `duration_s`.

    Waiting or a pause of that length is a rest as well. With `first_part_duration_s` it may be
    split: a first part of that length, then the remainder.
    """

    count: RestCount
    limit_duration_s: Annotated[int, Field(ge=60, le=604_800)]
    duration_s: Annotated[int, Field(ge=1, le=604_800)]
    first_part_duration_s: Annotated[int, Field(ge=0, le=604_800)] = 0


class Overtime(Shape):
    """Each hour of a route beyond `after_duration_s` has a price beside its other costs."""

    after_duration_s: Annotated[int, Field(ge=0, le=31_536_000)]
    cost_per_hour_minor: MinorUnits


class ExtraDistance(Shape):
    """Each kilometre of a route beyond `after_m` costs `cost_per_km_minor` more."""

    after_m: Annotated[int, Field(ge=0, le=1_000_000_000_000)]
    cost_per_km_minor: MinorUnits


class Reload(Shape):
    """A depot where the vehicle may load and unload between two trips."""

    depot_id: Id
    service_duration_s: Annotated[int, Field(ge=0, le=604_800)] = 0


class UnloadingOrder(StrEnum):
    """Which goods can be reached."""

    ANY = "any"
    LAST_IN_FIRST_OUT = "last_in_first_out"
    FIRST_IN_FIRST_OUT = "first_in_first_out"


class Vehicle(Shape):
    """A vehicle with its driver's hours; `end_depot_id` None means it ends at its last stop.

    It stops outside its territories (none: it has all of the ground) for `outside_cost_minor` a
    stop, and not at all where that is None.
    """

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
    pauses: Annotated[tuple[Pause, ...], Field(max_length=PAUSES_MAX)] = ()
    rest_rules: Annotated[tuple[RestRule, ...], Field(max_length=REST_RULES_MAX)] = ()
    driving_limit_s: Limit | None = None
    overtime: Overtime | None = None
    extra_distance: ExtraDistance | None = None
    reloads: Annotated[tuple[Reload, ...], Field(max_length=20)] = ()
    trip_limit: Limit | None = None
    unloading_order: UnloadingOrder = UnloadingOrder.ANY
    travel_profile_id: Annotated[str, Field(max_length=128)] = ""
    territory_ids: Annotated[tuple[Id, ...], Field(max_length=TERRITORIES_MAX)] = ()
    outside_cost_minor: MinorUnits | None = None


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


class TravelSlice(Shape):
    """A span of time in which travel takes longer or shorter, its end not included.

    Either `factor` times as long, or `durations_s` laid out as those of the matrix. A leg is driven
    at the pace of each slice it meets, so who leaves later never arrives earlier.
    """

    window: TimeWindow
    factor: Annotated[float, Field(ge=0.05, le=20)] | None = None
    durations_s: tuple[DurationCell, ...] = ()


class TravelProfile(Shape):
    """A way of travelling that vehicles name; with no source of its own that of the problem."""

    id: Id
    geodesic: GeodesicTravel | None = None
    matrix: MatrixTravel | None = None
    slices: Annotated[tuple[TravelSlice, ...], Field(max_length=SLICES_MAX)] = ()


class Territory(Shape):
    """Ground as GeoJSON: polygons in degrees of WGS-84, longitude first; their edge belongs."""

    id: Id
    geojson: Annotated[str, Field(min_length=1, max_length=1_000_000)]


class FairnessMeasure(StrEnum):
    """What is to be even among routes."""

    DURATION = "duration"
    STOPS = "stops"
    LOAD = "load"
    DISTANCE = "distance"


class Fairness(Shape):
    """Price of unevenness: of what routes have above the mean, summed.

    `cost_per_unit_minor` is for an hour, a stop, a unit of load carried (`dimension`) or a
    kilometre. Vehicles without stops count only with `idle_vehicles_count`.
    """

    measure: FairnessMeasure
    cost_per_unit_minor: MinorUnits
    dimension: Annotated[str, Field(max_length=64)] = ""
    idle_vehicles_count: bool = False


class AttemptRule(Shape):
    """What holds for shipments that failed at least so often; the highest number reached counts.

    `extra_penalty_minor` comes on top of the penalty, `mandatory` replaces it, and no service
    starts earlier than `wait_duration_s` after the last attempt.
    """

    failed_attempts: Annotated[int, Field(ge=1, le=ATTEMPTS_MAX)]
    extra_penalty_minor: MinorUnits | None = None
    mandatory: bool = False
    wait_duration_s: Annotated[int, Field(ge=0, le=31_536_000)] = 0


class StopActivity(StrEnum):
    """What happens at a stop."""

    PICKUP = "pickup"
    DELIVERY = "delivery"
    RELOAD = "reload"


class ShipmentGroupRule(StrEnum):
    """What holds for the shipments of a group."""

    SAME_VEHICLE = "same_vehicle"
    DIFFERENT_VEHICLES = "different_vehicles"


class ShipmentGroup(Shape):
    """Shipments that share one vehicle (all of them or none is served), or never share any."""

    rule: ShipmentGroupRule
    shipment_ids: Annotated[tuple[Id, ...], Field(min_length=2, max_length=1_000)]


class Precedence(Shape):
    """One stop before another on the same route; both shipments are served, or neither.

    Between the starts of service lie at least `offset_duration_s` and at most `offset_limit_s`.
    """

    first_shipment_id: Id
    first_activity: StopActivity
    second_shipment_id: Id
    second_activity: StopActivity
    offset_duration_s: Annotated[int, Field(ge=0, le=31_536_000)] = 0
    offset_limit_s: Limit | None = None


class SortScope(StrEnum):
    """Where a rule between sorts of goods holds."""

    ROUTE = "route"
    ABOARD = "aboard"


class SortConflict(Shape):
    """Two sorts never on one route, or never aboard together; the same one twice: at most one."""

    sort: Sort
    other_sort: Sort
    scope: SortScope = SortScope.ROUTE


class SortNeed(Shape):
    """A sort rides only where another is on the route, or aboard already when it is loaded."""

    sort: Sort
    needed_sort: Sort
    scope: SortScope = SortScope.ROUTE


class StopLock(Shape):
    """A dispatcher's hand on one stop: its vehicle, its place in the sequence, its time.

    What is None stays open. `position` counts the stops of the route from 1, reloads not among
    them; `start_time_s` takes the place of the windows of the visit.
    """

    shipment_id: Id
    activity: StopActivity
    vehicle_id: Id | None = None
    position: Annotated[int, Field(ge=1, le=20_000)] | None = None
    start_time_s: EpochSeconds | None = None


class RoutingProblem(Shape):
    """Shipments, vehicles and the ground between them.

    No vehicle leaves before `start_time_s`; None means a day before the earliest moment that the
    problem states anywhere, and 1970-01-01 where it states none. `travel` and `travel_slices` are
    for vehicles that name no profile.
    """

    places: Annotated[tuple[Place, ...], Field(min_length=1, max_length=PLACES_MAX)]
    depots: Annotated[tuple[Depot, ...], Field(min_length=1, max_length=1_000)]
    shipments: Annotated[tuple[Shipment, ...], Field(max_length=SHIPMENTS_MAX)] = ()
    vehicles: Annotated[tuple[Vehicle, ...], Field(min_length=1, max_length=VEHICLES_MAX)]
    travel: Travel | None = None
    groups: Annotated[tuple[ShipmentGroup, ...], Field(max_length=10_000)] = ()
    precedences: Annotated[tuple[Precedence, ...], Field(max_length=10_000)] = ()
    sort_conflicts: Annotated[tuple[SortConflict, ...], Field(max_length=1_000)] = ()
    sort_needs: Annotated[tuple[SortNeed, ...], Field(max_length=1_000)] = ()
    fewest_vehicles_first: bool = False
    start_time_s: EpochSeconds | None = None
    locks: Annotated[tuple[StopLock, ...], Field(max_length=2 * SHIPMENTS_MAX)] = ()
    travel_profiles: Annotated[tuple[TravelProfile, ...], Field(max_length=20)] = ()
    travel_slices: Annotated[tuple[TravelSlice, ...], Field(max_length=SLICES_MAX)] = ()
    territories: Annotated[tuple[Territory, ...], Field(max_length=TERRITORIES_MAX)] = ()
    fairness: Annotated[tuple[Fairness, ...], Field(max_length=FAIRNESS_MAX)] = ()
    attempt_rules: Annotated[tuple[AttemptRule, ...], Field(max_length=ATTEMPTS_MAX)] = ()


class GivenStop(Shape):
    """One visit of a given route.

    A reload has no shipment but a place; of alternative visits `place_id` and `visit_id` name the
    chosen one, the first by default. `start_time_s` is what the courier knows.
    """

    shipment_id: Annotated[str, Field(max_length=128)] = ""
    activity: StopActivity
    place_id: Annotated[str, Field(max_length=128)] = ""
    visit_id: Annotated[str, Field(max_length=128)] = ""
    start_time_s: EpochSeconds | None = None


class GivenRoute(Shape):
    """What a vehicle is to do, in order."""

    vehicle_id: Id
    stops: Annotated[tuple[GivenStop, ...], Field(max_length=2 * SHIPMENTS_MAX)] = ()


class FreezeLevel(StrEnum):
    """What stays as it is known of a stop."""

    TIMES = "times"
    ORDER = "order"
    VEHICLE = "vehicle"


class Freeze(Shape):
    """Which stops of the known routes stay as they are: any that one of these names.

    Stops that start before `until_time_s`, the first `stops` of each route, and those of
    `shipment_ids`; on the routes of `vehicle_ids` alone, where any are named. No other service
    starts before `until_time_s`.
    """

    level: FreezeLevel = FreezeLevel.TIMES
    until_time_s: EpochSeconds | None = None
    stops: Annotated[int, Field(ge=0, le=20_000)] = 0
    shipment_ids: Annotated[tuple[Id, ...], Field(max_length=SHIPMENTS_MAX)] = ()
    vehicle_ids: Annotated[tuple[Id, ...], Field(max_length=VEHICLES_MAX)] = ()


class ChangePrices(Shape):
    """What it costs to change what couriers and customers know by the known routes.

    `vehicle_cost_minor` for another vehicle than known, `left_out_cost_minor` for leaving a known
    shipment out that may be, `moved_cost_per_hour_minor` for a service moved by more than
    `tolerance_duration_s`, where its visit has no preferred windows of its own.
    """

    vehicle_cost_minor: MinorUnits | None = None
    left_out_cost_minor: MinorUnits | None = None
    moved_cost_per_hour_minor: MinorUnits | None = None
    tolerance_duration_s: Annotated[int, Field(ge=0, le=604_800)] = 0


class PlanningProblem(RoutingProblem):
    """A routing problem with routes that are known already, to begin from and to respect."""

    known_routes: Annotated[tuple[GivenRoute, ...], Field(max_length=VEHICLES_MAX)] = ()
    freeze: Freeze | None = None
    change_prices: ChangePrices | None = None


class RouteChangeKind(StrEnum):
    """How a shipment is served otherwise than known."""

    ADDED = "added"
    LEFT_OUT = "left_out"
    VEHICLE = "vehicle"
    EARLIER = "earlier"
    LATER = "later"
    PLACE = "place"


class RouteChange(Shape):
    """One change against the known routes, in words; `moved_duration_s` for earlier and later."""

    shipment_id: str
    kind: RouteChangeKind
    moved_duration_s: int = 0
    explanation: str


class Stop(Shape):
    """One visit of a route; travel is that from the stop before.

    A reload has no shipment. `setup_duration_s` passes after the arrival, before the service.
    """

    shipment_id: Annotated[str, Field(max_length=128)]
    activity: StopActivity
    place_id: Id
    arrival_time_s: EpochSeconds
    start_time_s: EpochSeconds
    departure_time_s: EpochSeconds
    travel_distance_m: int
    travel_duration_s: int
    setup_duration_s: int = 0
    visit_id: str = ""


class RouteBreak(Shape):
    """Time off: a pause, or a rest that the rules of driving or working ask for."""

    start_time_s: EpochSeconds
    duration_s: int


class RouteCost(Shape):
    """Part of the cost of a route, and the field of the problem that causes it."""

    field: str
    cost_minor: int


class Route(Shape):
    """What one vehicle does, way back included; `cost_minor` is rounded half up once.

    `costs` are its parts, rounded so that they add up to it.
    """

    vehicle_id: Id
    stops: tuple[Stop, ...]
    start_time_s: EpochSeconds
    end_time_s: EpochSeconds
    distance_m: int
    duration_s: int
    waiting_duration_s: int
    cost_minor: int
    breaks: tuple[RouteBreak, ...] = ()
    costs: tuple[RouteCost, ...] = ()


class UnservedReason(StrEnum):
    """Why a shipment is not served."""

    NO_CAPABLE_VEHICLE = "no_capable_vehicle"
    CAPACITY = "capacity"
    TIME = "time"
    LIMIT = "limit"
    UNREACHABLE = "unreachable"
    COMPETITION = "competition"
    RULE = "rule"
    FAULTY = "faulty"


class Relaxation(Shape):
    """The smallest change of one rule that would let a shipment be served beside the others.

    `field` is that of the problem, `amount` in its unit (seconds, metres, stops, units of load,
    skills); 0 where the rule knows no amount.
    """

    field: str
    amount: int = 0
    vehicle_id: str
    explanation: str


class UnservedShipment(Shape):
    """A shipment left out, why, and the same in words.

    `insertion_cost_minor` is what adding it to the plan at its cheapest place would cost; None
    where no place was found, and then `relaxation` may say what would help.
    """

    shipment_id: Id
    reason: UnservedReason
    explanation: str
    insertion_cost_minor: int | None = None
    relaxation: Relaxation | None = None


class RoutingPlan(Shape):
    """Routes that have stops, shipments left out, and the sums over both.

    `changes` are those against the known routes of the problem, where it has any.
    `cost_lower_bound_minor` is what every plan costs at least, routes and penalties together, that
    leaves out as few mandatory shipments; None where nothing is known. A proved plan meets it.
    """

    routes: tuple[Route, ...] = ()
    unserved: tuple[UnservedShipment, ...] = ()
    route_cost_minor: int = 0
    penalty_cost_minor: int = 0
    distance_m: int = 0
    duration_s: int = 0
    changes: tuple[RouteChange, ...] = ()
    cost_lower_bound_minor: int | None = None
    fairness_cost_minor: int = 0


class RoutingAnswer(Shape):
    """A plan that passed the checker, and how it was found."""

    plan: RoutingPlan
    report: SearchReport
