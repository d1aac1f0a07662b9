"""Faults that no single field shows: duplicates, unknown ids, contradictions between fields.

All of them at once, in one pass, never raising: ten thousand faults cost as little as none. The
problem may have been built without validation, so numbers out of range and missing parts are
met with patience; what a field's own range forbids is reported there and skipped here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from optimizer.faults import Fault, FieldPath, duplicate_id_faults, window_faults
from optimizer.road.matrix import DISTANCE_MAX_M, DURATION_MAX_S
from optimizer.routing.locks import lock_faults
from optimizer.routing.model import (
    Depot,
    FairnessMeasure,
    RoutingProblem,
    Shipment,
    Vehicle,
    Visit,
)
from optimizer.routing.validate_ground import duplicates, ground_faults, unknown
from optimizer.routing.validate_rules import (
    relation_faults,
    shipment_rule_faults,
    vehicle_rule_faults,
)

FARTHEST_M = 100_000_000
"""No two places on earth are farther apart by road, the largest detour factor included."""

LONGEST_S = 10_000_000
"""Nor farther apart in time, at any speed that is of use."""

SLOWEST = 20
"""No slice of time makes travel slower by more than this."""

COST_MAX = 2**62
"""Most minor units that all routes may cost together: amounts of the API have 64 bits, and fixed
costs and penalties come on top."""


def cross_faults(problem: RoutingProblem, *, travel_known: bool = False) -> list[Fault]:
    """Every fault between the fields of a problem, in the order of the fields.

    `travel_known` is for callers that hand a travel matrix beside the problem: places then need
    no position.
    """
    return list(_faults(problem, travel_known=travel_known))


def _faults(problem: RoutingProblem, *, travel_known: bool) -> Iterator[Fault]:
    place_ids = {place.id for place in problem.places}
    depot_ids = {depot.id for depot in problem.depots}
    vehicle_ids = {vehicle.id for vehicle in problem.vehicles}
    for name in ("places", "depots", "shipments", "vehicles"):
        yield from duplicate_id_faults(name, getattr(problem, name))
    yield from _depot_faults(problem.depots, place_ids)
    for s, shipment in enumerate(problem.shipments):
        yield from _shipment_faults(("shipments", s), shipment, place_ids, vehicle_ids)
    depots = {depot.id: depot for depot in problem.depots}
    for v, vehicle in enumerate(problem.vehicles):
        yield from _vehicle_faults(("vehicles", v), vehicle, depot_ids, depots)
        yield from vehicle_rule_faults(("vehicles", v), vehicle, depots)
    for s, shipment in enumerate(problem.shipments):
        yield from shipment_rule_faults(("shipments", s), shipment, vehicle_ids)
    yield from relation_faults(problem)
    yield from _setup_faults(problem)
    yield from lock_faults(problem)
    yield from ground_faults(problem, place_ids, travel_known=travel_known)
    yield from _fairness_faults(problem)
    yield from _attempt_faults(problem)
    yield from _cost_faults(problem)


def _depot_faults(depots: Sequence[Depot], place_ids: set[str]) -> Iterator[Fault]:
    zones: dict[str, bool] = {}
    for d, depot in enumerate(depots):
        path = ("depots", d)
        yield from unknown((*path, "place_id"), depot.place_id, place_ids, "places")
        if depot.time_zone not in zones:
            zones[depot.time_zone] = _is_zone(depot.time_zone)
        if not zones[depot.time_zone]:
            yield Fault(
                (*path, "time_zone"),
                depot.time_zone,
                "is not an IANA time zone",
                'Give a name such as "Europe/Vaduz".',
            )
        yield from window_faults((*path, "opening_window"), depot.opening_window)


def _is_zone(name: object) -> bool:
    if not isinstance(name, str) or not name or name[0] in "/." or "\\" in name:
        return False
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _shipment_faults(
    path: FieldPath, shipment: Shipment, place_ids: set[str], vehicle_ids: set[str]
) -> Iterator[Fault]:
    if not shipment.pickups and not shipment.deliveries:
        yield Fault(
            (*path, "deliveries"),
            None,
            "has neither a pickup nor a delivery",
            "Give at least one of pickups and deliveries.",
        )
    for name, visits in (("pickups", shipment.pickups), ("deliveries", shipment.deliveries)):
        for i, visit in enumerate(visits):
            yield from _visit_faults((*path, name, i), visit, place_ids)
    yield from duplicates((*path, "loads"), [x.dimension for x in shipment.loads], "dimension")
    for i, vehicle_id in enumerate(shipment.allowed_vehicle_ids):
        yield from unknown((*path, "allowed_vehicle_ids", i), vehicle_id, vehicle_ids, "vehicles")
    if shipment.mandatory is not None and shipment.penalty_minor is not None:
        yield Fault(
            (*path, "penalty_minor"),
            shipment.penalty_minor,
            "stands beside mandatory, which it contradicts",
            "Give one of the two.",
        )
    elif shipment.mandatory is False:
        yield Fault(
            (*path, "mandatory"),
            False,
            "says that the shipment may be left out, but not what that costs",
            "Give a penalty instead, or leave both unset for a mandatory shipment.",
        )


def _visit_faults(path: FieldPath, visit: Visit, place_ids: set[str]) -> Iterator[Fault]:
    yield from unknown((*path, "place_id"), visit.place_id, place_ids, "places")
    spans = []
    for w, window in enumerate(visit.time_windows):
        faults = window_faults((*path, "time_windows", w), window)
        yield from faults
        if not faults and window is not None:
            spans.append((window.start_time_s, window.end_time_s, w))
    # A missing start or end is a fault of its own field.
    spans = sorted(span for span in spans if None not in span)
    for (_, end, _), (start, _, w) in pairwise(spans):
        if start <= end:
            yield Fault(
                (*path, "time_windows", w, "start_time_s"),
                start,
                "overlaps another window of the visit",
                "Join the two windows into one.",
            )


def _vehicle_faults(
    path: FieldPath, vehicle: Vehicle, depot_ids: set[str], depots: dict[str, Depot]
) -> Iterator[Fault]:
    yield from unknown((*path, "start_depot_id"), vehicle.start_depot_id, depot_ids, "depots")
    if vehicle.end_depot_id is not None:
        yield from unknown((*path, "end_depot_id"), vehicle.end_depot_id, depot_ids, "depots")
    yield from duplicates(
        (*path, "capacities"), [x.dimension for x in vehicle.capacities], "dimension"
    )
    faults = window_faults((*path, "shift_window"), vehicle.shift_window)
    yield from faults
    if faults or vehicle.shift_window is None:
        return
    for depot_id, verb in ((vehicle.start_depot_id, "leave"), (vehicle.end_depot_id, "return")):
        depot = depots.get(depot_id) if depot_id is not None else None
        opening = depot.opening_window if depot is not None else None
        if opening is None:
            continue
        shift = vehicle.shift_window
        if None in (
            shift.start_time_s,
            shift.end_time_s,
            opening.start_time_s,
            opening.end_time_s,
        ):
            continue  # a fault of its own field
        if shift.start_time_s > opening.end_time_s or shift.end_time_s < opening.start_time_s:
            yield Fault(
                (*path, "shift_window"),
                f"{shift.start_time_s}..{shift.end_time_s}",
                f"lies outside the opening of depot {depot_id!r}, so the vehicle cannot {verb}",
                "Let the shift meet the opening of its depots.",
            )
            return


def _setup_faults(problem: RoutingProblem) -> Iterator[Fault]:
    """Set-up belongs to stops: at a depot nobody could say to which of its uses."""
    of_depots = {depot.place_id for depot in problem.depots}
    for p, place in enumerate(problem.places):
        if place.setup_duration_s and place.id in of_depots:
            yield Fault(
                ("places", p, "setup_duration_s"),
                place.setup_duration_s,
                "is given for the place of a depot",
                "Give the customers there a place of their own.",
            )


def _fairness_faults(problem: RoutingProblem) -> Iterator[Fault]:
    carried = {load.dimension for s in problem.shipments for load in s.loads}
    for f, fairness in enumerate(problem.fairness):
        path = ("fairness", f, "dimension")
        if fairness.measure is not FairnessMeasure.LOAD:
            if fairness.dimension:
                yield Fault(
                    path,
                    fairness.dimension,
                    "is given where no load is compared",
                    "Leave it unset, or compare load.",
                )
        elif fairness.dimension not in carried:
            yield Fault(
                path,
                fairness.dimension,
                "is not a load of any shipment of the request",
                "Name a dimension that shipments have.",
            )


def _attempt_faults(problem: RoutingProblem) -> Iterator[Fault]:
    yield from duplicates(
        ("attempt_rules",), [r.failed_attempts for r in problem.attempt_rules], "failed_attempts"
    )
    for s, shipment in enumerate(problem.shipments):
        if shipment.last_attempt_time_s is not None and not shipment.failed_attempts:
            yield Fault(
                ("shipments", s, "last_attempt_time_s"),
                shipment.last_attempt_time_s,
                "is given for a shipment without failed attempts",
                "Give the number of failed attempts, or leave it unset.",
            )


def _cost_faults(problem: RoutingProblem) -> Iterator[Fault]:
    """Prices so high that the cost of a route might not fit into 64 bits."""
    legs = 2 * (len(problem.shipments) + 1)
    distance_m = legs * _largest(problem, "distances_m", FARTHEST_M, DISTANCE_MAX_M)
    duration_s = legs * _largest(problem, "durations_s", LONGEST_S, DURATION_MAX_S)
    duration_s += _horizon_s(problem)
    stops = sum(len(s.pickups) + len(s.deliveries) for s in problem.shipments)
    for path, price, amount, per in _prices(problem, distance_m, duration_s, max(1, stops)):
        if (price or 0) * amount // per > COST_MAX:
            yield Fault(
                path,
                price,
                "might make a route cost more than can be counted",
                f"Give at most {COST_MAX * per // amount}, or state money in larger units.",
            )


def _prices(
    problem: RoutingProblem, distance_m: int, duration_s: int, stops: int
) -> Iterator[tuple[FieldPath, int | None, int, int]]:
    """Every price that is paid by the unit: its path, the price, most units, units it is for."""
    carried: dict[str, int] = {}
    for s, shipment in enumerate(problem.shipments):
        for load in shipment.loads:
            carried[load.dimension] = carried.get(load.dimension, 0) + max(0, load.amount or 0)
        for name, visits in (("pickups", shipment.pickups), ("deliveries", shipment.deliveries)):
            for i, visit in enumerate(visits):
                for w, wish in enumerate(visit.preferred_windows):
                    at = ("shipments", s, name, i, "preferred_windows", w)
                    for field in ("early_cost_per_hour_minor", "late_cost_per_hour_minor"):
                        yield (*at, field), getattr(wish, field), duration_s * stops, 3_600
    for v, vehicle in enumerate(problem.vehicles):
        path = ("vehicles", v)
        yield (*path, "cost_per_km_minor"), vehicle.cost_per_km_minor, distance_m, 1_000
        yield (*path, "cost_per_hour_minor"), vehicle.cost_per_hour_minor, duration_s, 3_600
        if vehicle.overtime is not None:
            per_hour = vehicle.overtime.cost_per_hour_minor
            yield (*path, "overtime", "cost_per_hour_minor"), per_hour, duration_s, 3_600
        if vehicle.extra_distance is not None:
            per_km = vehicle.extra_distance.cost_per_km_minor
            yield (*path, "extra_distance", "cost_per_km_minor"), per_km, distance_m, 1_000
        for c, capacity in enumerate(vehicle.capacities):
            yield (
                (*path, "capacities", c, "cost_per_unit_above_minor"),
                capacity.cost_per_unit_above_minor,
                max(1, carried.get(capacity.dimension, 0)),
                1,
            )
    units = {FairnessMeasure.DURATION: (duration_s, 3_600)}
    units[FairnessMeasure.DISTANCE] = (distance_m, 1_000)
    units[FairnessMeasure.STOPS] = (stops, 1)
    for f, fairness in enumerate(problem.fairness):
        most = (max(1, carried.get(fairness.dimension, 0)), 1)
        amount, per = units.get(fairness.measure, most)
        yield ("fairness", f, "cost_per_unit_minor"), fairness.cost_per_unit_minor, amount, per


def _largest(problem: RoutingProblem, field: str, unknown: int, most: int) -> int:
    """The largest cell of all given matrices, at most what a cell may be; `unknown` without any."""
    own = problem.travel.matrix if problem.travel is not None else None
    matrices = [own, *(profile.matrix for profile in problem.travel_profiles)]
    largest = [max(getattr(m, field) or (), default=0) for m in matrices if m is not None]
    if own is None or any(p.matrix is None and p.geodesic for p in problem.travel_profiles):
        largest.append(unknown)
    if field == "durations_s":
        parts = [s for p in problem.travel_profiles for s in p.slices] + list(problem.travel_slices)
        largest += [max(part.durations_s or (), default=0) for part in parts]
        factors = [part.factor for part in parts if part.factor is not None]
        slowest = max((x for x in factors if 1 <= x <= SLOWEST), default=1)
        return max(1, min(most, int(max(largest) * slowest)))
    return max(1, min(most, max(largest)))


def _horizon_s(problem: RoutingProblem) -> int:
    """How long a route can last by its windows and services."""
    visits = [v for s in problem.shipments for v in (*s.pickups, *s.deliveries)]
    windows = [w for visit in visits for w in visit.time_windows]
    windows += [v.shift_window for v in problem.vehicles if v.shift_window is not None]
    ends = [w.end_time_s for w in windows if w is not None and w.end_time_s is not None]
    starts = [w.start_time_s for w in windows if w is not None and w.start_time_s is not None]
    spread = max(0, max(ends, default=0) - min(starts, default=0))
    return spread + sum(max(0, visit.service_duration_s or 0) for visit in visits)
