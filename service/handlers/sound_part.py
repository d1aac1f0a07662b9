"""The part of a routing request that has no faults, for callers who would rather have that planned.

Shipments, vehicles, places and depots with faults are taken out, then what depends on them, until
the request reads without fault. A rule that names something faulty is never just dropped: the
shipments it binds go with it. Faults anywhere else, in the travel say, refuse the whole request.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from fulfillment.v1 import routing_pb2

from service.convert import InvalidRequestError, Reading, Violation
from service.requests import read_request

_ROUNDS = 20
"""Rounds of taking out: each may uncover what depends on what went in the one before."""
_ENTRY = re.compile(r"(\w+)\[(\d+)\]\.?")
_DROPPED = ("shipments", "vehicles", "places", "depots")
_BINDING = ("groups", "precedences", "sort_conflicts", "sort_needs")


@dataclass(slots=True)
class SoundPart:
    """A request without faults: its reading, the faults of the whole, and what was left out.

    `left_out` are ids of shipments and why, in words.
    """

    reading: Reading[Any]
    violations: tuple[Violation, ...]
    left_out: list[tuple[str, str]] = field(default_factory=list)


def sound_part(request: routing_pb2.PlanRoutesRequest) -> SoundPart:
    """The part of a request that can be planned.

    Raises InvalidRequestError with every fault where no part can.
    """
    part = SoundPart(read_request(request), ())
    part.violations = part.reading.violations
    left = routing_pb2.PlanRoutesRequest()
    left.CopyFrom(request)
    for _ in range(_ROUNDS):
        if part.reading.model is not None:
            return part
        _take_out(left, part)
        part.reading = read_request(left)
    raise InvalidRequestError(part.violations)


def _take_out(left: routing_pb2.PlanRoutesRequest, part: SoundPart) -> None:
    entries: dict[str, dict[int, str]] = {}
    for violation in part.reading.violations:
        found = _ENTRY.match(violation.field)
        if found is None or found[1] not in (*_DROPPED, *_BINDING):
            raise InvalidRequestError(part.violations)
        said = f"{violation.field[found.end() :]} {violation.problem}. {violation.remedy}"
        entries.setdefault(found[1], {}).setdefault(int(found[2]), said.strip())
    gone: dict[str, str] = {}
    for name in _BINDING:
        rules = getattr(left, name)
        for i in sorted(entries.get(name, ()), reverse=True):
            words = f"It is bound by a rule with a fault ({name}): {entries[name][i]}"
            gone |= dict.fromkeys(_bound(left, name, rules[i]), words)
            del rules[i]
    for name in _DROPPED:
        things = getattr(left, name)
        for i in sorted(entries.get(name, ()), reverse=True):
            if name == "shipments":
                part.left_out.append((things[i].id, entries[name][i]))
            del things[i]
    kept = {shipment.id for shipment in left.shipments}
    gone = {name: words for name, words in gone.items() if name in kept}
    vehicles = {vehicle.id for vehicle in left.vehicles}
    for shipment in left.shipments:
        if not _keep_vehicles(shipment, vehicles):
            gone[shipment.id] = "None of its allowed vehicles is without fault."
    missing = {name for name, _ in part.left_out} - kept
    gone |= {name: words for name, words in _followers(left, missing | gone.keys()) if name in kept}
    _leave_out(left, part, gone)


def _bound(left: routing_pb2.PlanRoutesRequest, name: str, rule: Any) -> list[str]:
    """The shipments that a rule binds."""
    if name == "groups":
        return list(rule.shipment_ids)
    if name == "precedences":
        return [rule.first_shipment_id, rule.second_shipment_id]
    sorts = {rule.sort} if name == "sort_needs" else {rule.sort, rule.other_sort}
    return [s.id for s in left.shipments if s.sort and s.sort in sorts]


def _keep_vehicles(shipment: routing_pb2.Shipment, vehicles: set[str]) -> bool:
    """Takes vehicles that are gone off a shipment; false where none of the allowed ones is left."""
    limited = bool(shipment.allowed_vehicle_ids)
    for names in (shipment.allowed_vehicle_ids, shipment.forbidden_vehicle_ids):
        _only(names, lambda name: name in vehicles)
    _only(shipment.vehicle_prices, lambda price: price.vehicle_id in vehicles)
    return not limited or bool(shipment.allowed_vehicle_ids)


def _followers(left: routing_pb2.PlanRoutesRequest, missing: set[str]) -> list[tuple[str, str]]:
    """Shipments that are served with a missing one or not at all, and those bound to them."""
    same = routing_pb2.SHIPMENT_GROUP_RULE_SAME_VEHICLE
    links = [list(g.shipment_ids) for g in left.groups if g.rule == same]
    links += [[p.first_shipment_id, p.second_shipment_id] for p in left.precedences]
    found: dict[str, str] = {}
    grown = True
    while grown:
        grown = False
        for names in links:
            lost = next((n for n in names if n in missing or n in found), None)
            for name in names if lost is not None else ():
                if name not in found and name not in missing:
                    found[name] = f"It is served with {lost!r} or not at all, which is left out."
                    grown = True
    return list(found.items())


def _leave_out(left: routing_pb2.PlanRoutesRequest, part: SoundPart, gone: dict[str, str]) -> None:
    """Takes shipments out, and what rules and known routes say of them."""
    for name, words in gone.items():
        part.left_out.append((name, words))
    _only(left.shipments, lambda shipment: shipment.id not in gone)
    lost = {name for name, _ in part.left_out} - {shipment.id for shipment in left.shipments}
    for group in left.groups:
        _only(group.shipment_ids, lambda name: name not in lost)
    _only(left.groups, lambda group: len(group.shipment_ids) > 1)
    _only(left.precedences, lambda p: not {p.first_shipment_id, p.second_shipment_id} & lost)
    vehicles = {vehicle.id for vehicle in left.vehicles}
    _only(left.known_routes, lambda route: route.vehicle_id in vehicles)
    for route in left.known_routes:
        _only(route.stops, lambda stop: stop.shipment_id not in lost)
    if left.HasField("freeze"):
        named = bool(left.freeze.vehicle_ids)
        _only(left.freeze.shipment_ids, lambda name: name not in lost)
        _only(left.freeze.vehicle_ids, lambda name: name in vehicles)
        if named and not left.freeze.vehicle_ids:
            left.ClearField("freeze")  # naming none would mean all


def _only(things: Any, wanted: Callable[[Any], bool]) -> None:
    """Keeps the entries of a repeated field that are wanted."""
    out: Sequence[int] = [i for i, thing in enumerate(things) if not wanted(thing)]
    for i in reversed(out):
        del things[i]
