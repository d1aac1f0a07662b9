"""Faults of the rules beyond the classic ones: pauses, rests, trips, alternatives, groups, order.

Called by `validate.py` under the same terms: all faults at once, never raising, in linear time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from itertools import pairwise

from optimizer.faults import Fault, FieldPath, window_faults
from optimizer.routing.model import (
    Depot,
    Pause,
    RoutingProblem,
    Shipment,
    ShipmentGroupRule,
    StopActivity,
    Vehicle,
    Visit,
)


def shipment_rule_faults(
    path: FieldPath, shipment: Shipment, vehicle_ids: Set[str]
) -> Iterator[Fault]:
    """Faults of one shipment."""
    for name, visits in (("pickups", shipment.pickups), ("deliveries", shipment.deliveries)):
        seen: set[tuple[str, str]] = set()
        for i, visit in enumerate(visits):
            at = (*path, name, i)
            if (visit.place_id, visit.id) in seen:
                yield Fault(
                    (*at, "id"),
                    visit.id,
                    "does not tell this visit from an alternative at the same place",
                    "Give alternatives at one place ids of their own.",
                )
            seen.add((visit.place_id, visit.id))
            yield from _wish_faults(at, visit)
    for i, vehicle_id in enumerate(shipment.forbidden_vehicle_ids):
        if vehicle_id not in vehicle_ids:
            yield _unknown((*path, "forbidden_vehicle_ids", i), vehicle_id, "vehicles")
    priced: set[str] = set()
    for i, price in enumerate(shipment.vehicle_prices):
        at = (*path, "vehicle_prices", i, "vehicle_id")
        if price.vehicle_id not in vehicle_ids:
            yield _unknown(at, price.vehicle_id, "vehicles")
        elif price.vehicle_id in priced:
            yield Fault(
                at, price.vehicle_id, "has a price already", "Give one price for each vehicle."
            )
        priced.add(price.vehicle_id)
    for field, wrong, why in (
        ("release_time_s", bool(shipment.pickups), "a pickup, whose windows say when"),
        ("due_time_s", bool(shipment.deliveries), "a delivery, whose windows say when"),
        ("ride_limit_s", not shipment.deliveries, "no delivery to end the ride"),
        ("detour_limit_s", not shipment.deliveries, "no delivery to end the ride"),
    ):
        value = getattr(shipment, field)
        if wrong and value is not None:
            yield Fault(
                (*path, field),
                getattr(value, "maximum", value),
                f"stands beside {why}",
                "Leave it unset.",
            )


def _wish_faults(path: FieldPath, visit: Visit) -> Iterator[Fault]:
    for w, wish in enumerate(visit.preferred_windows):
        at = (*path, "preferred_windows", w)
        yield from window_faults((*at, "window"), wish.window)
        early, late = wish.early_cost_per_hour_minor, wish.late_cost_per_hour_minor
        if early is None and late is None and len(visit.preferred_windows) == 1:
            yield Fault(
                at,
                None,
                "prefers a window without saying what other times cost",
                "Give early_cost_per_hour or late_cost_per_hour, or use time_windows for a rule.",
            )


def vehicle_rule_faults(
    path: FieldPath, vehicle: Vehicle, depots: Mapping[str, Depot]
) -> Iterator[Fault]:
    """Faults of one vehicle."""
    for c, capacity in enumerate(vehicle.capacities):
        at = (*path, "capacities", c)
        soft, limit = capacity.soft_limit, capacity.limit
        if (soft is None) != (capacity.cost_per_unit_above_minor is None):
            yield Fault(
                (*at, "soft_limit"),
                None if soft is None else soft.maximum,
                "needs cost_per_unit_above, and that needs it",
                "Give both or neither.",
            )
        elif soft is not None and limit is not None and soft.maximum > limit.maximum:
            yield Fault(
                (*at, "soft_limit"),
                soft.maximum,
                "is above the limit",
                "Give at most the limit.",
            )
    yield from _pause_faults(path, vehicle)
    for r, rule in enumerate(vehicle.rest_rules):
        if rule.first_part_duration_s and rule.first_part_duration_s >= (rule.duration_s or 0):
            yield Fault(
                (*path, "rest_rules", r, "first_part_duration_s"),
                rule.first_part_duration_s,
                "is not shorter than the rest",
                "Give less than the duration.",
            )
    named: set[str] = set()
    places: set[str] = set()
    for r, reload in enumerate(vehicle.reloads):
        at = (*path, "reloads", r, "depot_id")
        depot = depots.get(reload.depot_id)
        if depot is None:
            yield _unknown(at, reload.depot_id, "depots")
        elif reload.depot_id in named or depot.place_id in places:
            yield Fault(
                at, reload.depot_id, "is a place of reload already", "Name each place once."
            )
        else:
            places.add(depot.place_id)
        named.add(reload.depot_id)
    if vehicle.trip_limit is not None and vehicle.trip_limit.maximum == 0:
        yield Fault((*path, "trip_limit"), 0, "allows no trip at all", "Give at least 1.")


def _pause_faults(path: FieldPath, vehicle: Vehicle) -> Iterator[Fault]:
    good: list[tuple[int, Pause]] = []
    for p, pause in enumerate(vehicle.pauses):
        faults = window_faults((*path, "pauses", p, "start_window"), pause.start_window)
        yield from faults
        window = pause.start_window
        if faults or window is None or None in (window.start_time_s, window.end_time_s):
            continue
        good.append((p, pause))
        shift = vehicle.shift_window
        if shift is None or None in (shift.start_time_s, shift.end_time_s):
            continue
        if (
            pause.duration_s is not None
            and pause.duration_s > shift.end_time_s - shift.start_time_s
        ):
            yield Fault(
                (*path, "pauses", p, "duration_s"),
                pause.duration_s,
                "is longer than the shift",
                "Give a shorter pause or a longer shift.",
            )
    for (_, one), (p, other) in pairwise(good):
        a, b = one.start_window, other.start_window
        if b.start_time_s < a.start_time_s or b.end_time_s < a.end_time_s:
            yield Fault(
                (*path, "pauses", p, "start_window"),
                b.start_time_s,
                "begins or ends before that of the pause before it",
                "Give pauses in the order in which they are taken.",
            )


def relation_faults(problem: RoutingProblem) -> Iterator[Fault]:
    """Faults of groups, precedences and sorts, contradictions between them included."""
    shipments = {shipment.id: shipment for shipment in problem.shipments}
    apart: list[tuple[FieldPath, tuple[str, ...]]] = []
    leader = {shipment_id: shipment_id for shipment_id in shipments}

    def find(name: str) -> str:
        while leader[name] != name:
            leader[name] = leader[leader[name]]
            name = leader[name]
        return name

    for g, group in enumerate(problem.groups):
        path: FieldPath = ("groups", g, "shipment_ids")
        seen: set[str] = set()
        for i, shipment_id in enumerate(group.shipment_ids):
            if shipment_id not in shipments:
                yield _unknown((*path, i), shipment_id, "shipments")
            elif shipment_id in seen:
                yield Fault(
                    (*path, i), shipment_id, "is in the group already", "Name each shipment once."
                )
            seen.add(shipment_id)
        known = tuple(name for name in group.shipment_ids if name in shipments)
        if group.rule is ShipmentGroupRule.SAME_VEHICLE:
            for name in known[1:]:
                leader[find(name)] = find(known[0])
        else:
            apart.append((path, known))
    yield from _precedence_faults(problem, shipments)
    for precedence in problem.precedences:
        first, second = precedence.first_shipment_id, precedence.second_shipment_id
        if first in shipments and second in shipments:
            leader[find(second)] = find(first)
    for path, names in apart:
        together: dict[str, str] = {}
        for name in dict.fromkeys(names):
            other = together.setdefault(find(name), name)
            if other != name:
                yield Fault(
                    path,
                    name,
                    f"must not share a vehicle with {other!r}, and must by other groups or "
                    "precedences",
                    "Take one of the two rules away.",
                )
                break
    sorts = {shipment.sort for shipment in problem.shipments}
    for n, need in enumerate(problem.sort_needs):
        if need.needed_sort not in sorts and need.sort in sorts:
            yield Fault(
                ("sort_needs", n, "needed_sort"),
                need.needed_sort,
                "is the sort of no shipment of the request",
                "Name a sort that is there, or take the need away.",
            )


def _precedence_faults(
    problem: RoutingProblem, shipments: Mapping[str, Shipment]
) -> Iterator[Fault]:
    follows: dict[tuple[str, StopActivity], list[tuple[tuple[str, StopActivity], int]]] = {}
    for p, rule in enumerate(problem.precedences):
        path: FieldPath = ("precedences", p)
        whole = True
        for end in ("first", "second"):
            shipment_id = getattr(rule, f"{end}_shipment_id")
            activity = getattr(rule, f"{end}_activity")
            shipment = shipments.get(shipment_id)
            if shipment is None:
                whole = False
                yield _unknown((*path, f"{end}_shipment_id"), shipment_id, "shipments")
            elif not (
                shipment.pickups
                if activity is StopActivity.PICKUP
                else shipment.deliveries
                if activity is StopActivity.DELIVERY
                else ()
            ):
                whole = False
                yield Fault(
                    (*path, f"{end}_activity"),
                    activity,
                    "is not what the shipment has a visit for",
                    "Name an activity that the shipment has.",
                )
        limit = rule.offset_limit_s
        if limit is not None and limit.maximum < (rule.offset_duration_s or 0):
            yield Fault(
                (*path, "offset_limit_s"),
                limit.maximum,
                "is less than offset_duration",
                "Give at least the offset.",
            )
        if whole:
            first = (rule.first_shipment_id, rule.first_activity)
            second = (rule.second_shipment_id, rule.second_activity)
            follows.setdefault(first, []).append((second, p))
    for shipment in shipments.values():
        if shipment.pickups and shipment.deliveries:
            pickup = (shipment.id, StopActivity.PICKUP)
            delivery = (shipment.id, StopActivity.DELIVERY)
            if delivery in follows:
                follows.setdefault(pickup, []).append((delivery, -1))
    yield from _cycles(follows)


def _cycles(
    follows: Mapping[tuple[str, StopActivity], list[tuple[tuple[str, StopActivity], int]]],
) -> Iterator[Fault]:
    """A fault for each precedence that closes a circle."""
    done: dict[tuple[str, StopActivity], bool] = {}
    for root in follows:
        if root in done:
            continue
        stack = [(root, iter(follows[root]))]
        done[root] = False
        while stack:
            node, rest = stack[-1]
            for following, p in rest:
                if following not in done:
                    done[following] = False
                    stack.append((following, iter(follows.get(following, ()))))
                    break
                if not done[following] and p >= 0:
                    yield Fault(
                        ("precedences", p),
                        following[0],
                        "closes a circle of stops that each come before the next",
                        "Take one precedence of the circle away.",
                    )
            else:
                done[node] = True
                stack.pop()


def _unknown(path: FieldPath, value: object, where: str) -> Fault:
    return Fault(
        path,
        value,
        f"is not among the {where} of the request",
        f"Name one of the {where}, or add it there.",
    )
