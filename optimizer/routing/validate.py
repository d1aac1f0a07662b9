"""Faults that no single field shows: duplicates, unknown ids, contradictions between fields.

All of them at once, in one pass, never raising: ten thousand faults cost as little as none. The
problem may have been built without validation, so numbers out of range and missing parts are
met with patience; what a field's own range forbids is reported there and skipped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from optimizer.faults import Fault, FieldPath, duplicate_id_faults, window_faults
from optimizer.road.matrix import DISTANCE_MAX_M, DURATION_MAX_S
from optimizer.routing.locks import lock_faults
from optimizer.routing.model import (
    NO_WAY,
    Depot,
    MatrixTravel,
    RoutingProblem,
    Shipment,
    Vehicle,
    Visit,
)
from optimizer.routing.validate_rules import (
    relation_faults,
    shipment_rule_faults,
    vehicle_rule_faults,
)

FARTHEST_M = 100_000_000
"""No two places on earth are farther apart by road, the largest detour factor included."""

LONGEST_S = 10_000_000
"""Nor farther apart in time, at any speed that is of use."""

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
    if not travel_known:
        yield from _travel_faults(problem, place_ids)
    yield from _cost_faults(problem)


def _depot_faults(depots: Sequence[Depot], place_ids: set[str]) -> Iterator[Fault]:
    zones: dict[str, bool] = {}
    for d, depot in enumerate(depots):
        path = ("depots", d)
        yield from _unknown((*path, "place_id"), depot.place_id, place_ids, "places")
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
    yield from _duplicates((*path, "loads"), [x.dimension for x in shipment.loads], "dimension")
    for i, vehicle_id in enumerate(shipment.allowed_vehicle_ids):
        yield from _unknown((*path, "allowed_vehicle_ids", i), vehicle_id, vehicle_ids, "vehicles")
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
    yield from _unknown((*path, "place_id"), visit.place_id, place_ids, "places")
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
    yield from _unknown((*path, "start_depot_id"), vehicle.start_depot_id, depot_ids, "depots")
    if vehicle.end_depot_id is not None:
        yield from _unknown((*path, "end_depot_id"), vehicle.end_depot_id, depot_ids, "depots")
    yield from _duplicates(
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


def _travel_faults(problem: RoutingProblem, place_ids: set[str]) -> Iterator[Fault]:
    travel = problem.travel
    if travel is not None and travel.matrix is not None:
        if travel.geodesic is not None:
            yield Fault(
                ("travel", "geodesic"), None, "stands beside a matrix", "Give one of the two."
            )
        yield from _matrix_faults(problem, travel.matrix, place_ids)
        return
    for p, place in enumerate(problem.places):
        if place.position is None:
            yield Fault(
                ("places", p, "position"),
                None,
                "is missing, and no travel matrix names the place",
                "Give a position, or a travel matrix over all places.",
            )


def _matrix_faults(
    problem: RoutingProblem, matrix: MatrixTravel, place_ids: set[str]
) -> Iterator[Fault]:
    path = ("travel", "matrix")
    named = matrix.place_ids or ()
    yield from _duplicates((*path, "place_ids"), named, "")
    rows = set(named)
    for p, place in enumerate(problem.places):
        if place.id not in rows:
            yield Fault(
                ("places", p, "id"),
                place.id,
                "is not among the places of the travel matrix",
                "Add its row and column, or leave the place out.",
            )
    for i, place_id in enumerate(named):
        yield from _unknown((*path, "place_ids", i), place_id, place_ids, "places")
    cells = len(named) * len(named)
    for name, values, largest in (
        ("distances_m", matrix.distances_m, DISTANCE_MAX_M),
        ("durations_s", matrix.durations_s, DURATION_MAX_S),
    ):
        if len(values) != cells:
            yield Fault(
                (*path, name),
                len(values),
                f"holds {len(values)} cells, not {cells} ({len(named)} places squared)",
                "Give one cell for each pair of places, row by row.",
            )
            continue
        table = np.array(values)
        if table.dtype.kind not in "iu":
            continue  # the field's own type reports it
        for i in np.flatnonzero((table < NO_WAY) | (table > largest)).tolist():
            yield Fault(
                (*path, name, i),
                int(table[i]),
                f"is outside -1 to {largest}",
                "Give a value in range; -1 means no way.",
            )


def _cost_faults(problem: RoutingProblem) -> Iterator[Fault]:
    """Prices so high that the cost of a route might not fit into 64 bits."""
    legs = 2 * (len(problem.shipments) + 1)
    distance_m = legs * _largest(problem, "distances_m", FARTHEST_M, DISTANCE_MAX_M)
    duration_s = legs * _largest(problem, "durations_s", LONGEST_S, DURATION_MAX_S)
    duration_s += _horizon_s(problem)
    for v, vehicle in enumerate(problem.vehicles):
        for field, amount, per in (
            ("cost_per_km_minor", distance_m, 1_000),
            ("cost_per_hour_minor", duration_s, 3_600),
        ):
            price = getattr(vehicle, field, None) or 0
            if price * amount // per > COST_MAX:
                yield Fault(
                    ("vehicles", v, field),
                    price,
                    "might make a route cost more than can be counted",
                    f"Give at most {COST_MAX * per // amount}, or state money in larger units.",
                )


def _largest(problem: RoutingProblem, field: str, unknown: int, most: int) -> int:
    """The largest cell of a given matrix, at most what a cell may be; `unknown` without one."""
    matrix = problem.travel.matrix if problem.travel is not None else None
    if matrix is None:
        return unknown
    return max(1, min(most, max(getattr(matrix, field) or (), default=0)))


def _horizon_s(problem: RoutingProblem) -> int:
    """How long a route can last by its windows and services."""
    visits = [v for s in problem.shipments for v in (*s.pickups, *s.deliveries)]
    windows = [w for visit in visits for w in visit.time_windows]
    windows += [v.shift_window for v in problem.vehicles if v.shift_window is not None]
    ends = [w.end_time_s for w in windows if w is not None and w.end_time_s is not None]
    starts = [w.start_time_s for w in windows if w is not None and w.start_time_s is not None]
    spread = max(0, max(ends, default=0) - min(starts, default=0))
    return spread + sum(max(0, visit.service_duration_s or 0) for visit in visits)


def _duplicates(path: FieldPath, values: Iterable[object], field: str) -> Iterator[Fault]:
    seen: dict[object, int] = {}
    for i, value in enumerate(values):
        first = seen.setdefault(value, i)
        if first != i:
            yield Fault(
                (*path, i, field) if field else (*path, i),
                value,
                f"is already taken by entry {first}",
                "Give each entry its own.",
            )


def _unknown(path: FieldPath, value: object, known: set[str], where: str) -> Iterator[Fault]:
    if value not in known:
        yield Fault(
            path,
            value,
            f"is not among the {where} of the request",
            f"Name one of the {where}, or add it there.",
        )
