"""What a checker says about a plan: one broken rule at a time."""

from __future__ import annotations

from enum import StrEnum

from optimizer.routing.model import StopActivity
from optimizer.shapes import Shape


class ViolationKind(StrEnum):
    """Which rule is broken."""

    UNKNOWN_VEHICLE = "unknown_vehicle"
    VEHICLE_TWICE = "vehicle_twice"
    EMPTY_ROUTE = "empty_route"
    UNKNOWN_SHIPMENT = "unknown_shipment"
    SHIPMENT_MISSING = "shipment_missing"
    SHIPMENT_TWICE = "shipment_twice"
    PAIRING = "pairing"
    WRONG_PLACE = "wrong_place"
    NO_WAY = "no_way"
    TIME_WINDOW = "time_window"
    SHIFT = "shift"
    CAPACITY = "capacity"
    SKILL = "skill"
    NOT_ALLOWED = "not_allowed"
    DISTANCE_LIMIT = "distance_limit"
    DURATION_LIMIT = "duration_limit"
    STOP_LIMIT = "stop_limit"
    PAUSE = "pause"
    REST = "rest"
    DRIVING_LIMIT = "driving_limit"
    TRIPS = "trips"
    UNLOADING = "unloading"
    RELEASE = "release"
    DUE = "due"
    RIDE_LIMIT = "ride_limit"
    GROUP = "group"
    PRECEDENCE = "precedence"
    SORT = "sort"
    LOCK = "lock"
    TERRITORY = "territory"
    TIMES = "times"
    TRAVEL = "travel"
    COST = "cost"


class Violation(Shape):
    """One broken rule: who, at which stop (shipment and activity), by how much, in words.

    `excess` is in the unit of the rule: seconds, metres, stops, minor units, or the unit of the
    load; 0 where the rule knows no amount.
    """

    kind: ViolationKind
    vehicle_id: str | None = None
    shipment_id: str | None = None
    activity: StopActivity | None = None
    excess: int = 0
    explanation: str
