"""Faults of picking that no single field shows; tolerates problems built without validation."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import TypeGuard

from optimizer.dispatch.picking_model import PickingProblem
from optimizer.faults import Fault, FieldPath, duplicate_id_faults, window_faults


def picking_faults(problem: PickingProblem) -> Iterator[Fault]:
    """Faults of a picking problem, in the order of its fields. Never raises."""
    layout = _get(problem, "layout")
    aisles, slots = _get(layout, "aisle_count"), _get(layout, "slots_per_aisle")
    depot = _get(layout, "depot_aisle")
    if _whole(aisles) and _whole(depot) and depot > aisles:
        yield _beyond(("layout", "depot_aisle"), depot, "aisle_count", aisles)
    pickers = [*_items(_get(problem, "pickers"))]
    yield from duplicate_id_faults("orders", _items(_get(problem, "orders")))
    for i, order in enumerate(_items(_get(problem, "orders"))):
        yield from _order_faults(i, order, aisles, slots, with_pickers=bool(pickers))
    yield from _zone_faults(problem, aisles)
    yield from _picker_faults(problem, pickers)
    weights = _get(problem, "visit_weights")
    names = ("zone_weight", "aisle_weight", "slot_weight")
    if weights is not None and not any(_get(weights, name) for name in names):
        yield Fault(
            ("visit_weights",),
            0,
            "counts nothing",
            f"give one of {', '.join(names)}, or leave visit_weights unset",
        )
    if _get(weights, "zone_weight") and not [*_items(_get(problem, "zones"))]:
        yield Fault(
            ("visit_weights", "zone_weight"),
            _get(weights, "zone_weight"),
            "weighs zones, and there are none",
            "name the zones",
        )
    if _get(problem, "pace") is not None and not pickers:
        yield Fault(("pace",), "", "means nothing without pickers", "name the pickers")


def _order_faults(
    i: int, order: object, aisles: object, slots: object, *, with_pickers: bool
) -> Iterator[Fault]:
    for j, line in enumerate(_items(_get(order, "lines"))):
        path = ("orders", i, "lines", j)
        aisle, slot = _get(line, "aisle"), _get(line, "slot")
        if _whole(aisles) and _whole(aisle) and aisle > aisles:
            yield _beyond((*path, "aisle"), aisle, "aisle_count", aisles)
        if _whole(slots) and _whole(slot) and slot > slots:
            yield _beyond((*path, "slot"), slot, "slots_per_aisle", slots)
    ready, due = _get(order, "ready_time_s"), _get(order, "due_time_s")
    if not with_pickers:
        for name in ("ready_time_s", "due_time_s"):
            if _get(order, name) is not None:
                yield Fault(
                    ("orders", i, name),
                    _get(order, name),
                    "means nothing without pickers",
                    "name the pickers and their shifts",
                )
    if _whole(ready) and _whole(due) and due <= ready:
        yield Fault(
            ("orders", i, "due_time_s"),
            due,
            "is not after ready_time",
            "give a due time after the moment from which it may be picked",
        )


def _zone_faults(problem: PickingProblem, aisles: object) -> Iterator[Fault]:
    zones = [*_items(_get(problem, "zones"))]
    yield from duplicate_id_faults("zones", zones)
    # Spans, never single aisles: a wild number must not become that many entries.
    spans: list[tuple[int, int, int]] = []
    for k, zone in enumerate(zones):
        first, last = _get(zone, "first_aisle"), _get(zone, "last_aisle")
        if not _whole(first) or not _whole(last):
            continue
        if last < first:
            yield Fault(
                ("zones", k, "last_aisle"),
                last,
                "is before first_aisle",
                "give the first and the last aisle in the order of their numbers",
            )
            continue
        if _whole(aisles) and last > aisles:
            yield _beyond(("zones", k, "last_aisle"), last, "aisle_count", aisles)
            continue
        spans.append((first, last, k))
    spans.sort()
    reach: list[int] = []
    owner = -1
    for first, last, k in spans:
        if reach and first <= reach[-1]:
            later, earlier = max(k, owner), min(k, owner)
            yield Fault(
                ("zones", later),
                _get(zones[later], "id"),
                f"shares aisle {first} with zone {_get(zones[earlier], 'id')}",
                "let every aisle belong to one zone",
            )
        if not reach or last > reach[-1]:
            owner = k
        reach.append(max(last, reach[-1]) if reach else last)
    if _get(problem, "zone_by_zone") and not zones:
        yield Fault(("zone_by_zone",), True, "is set without zones", "name the zones")
    if not zones:
        return
    told: set[int] = set()
    for i, order in enumerate(_items(_get(problem, "orders"))):
        for j, line in enumerate(_items(_get(order, "lines"))):
            aisle = _get(line, "aisle")
            if not _whole(aisle) or aisle in told:
                continue
            before = bisect_right(spans, aisle, key=lambda span: span[0]) - 1
            if before < 0 or aisle > reach[before]:
                told.add(aisle)
                yield Fault(
                    ("orders", i, "lines", j, "aisle"),
                    aisle,
                    "belongs to no zone",
                    "add it to a zone, or name no zones",
                )


def _picker_faults(problem: PickingProblem, pickers: list[object]) -> Iterator[Fault]:
    yield from duplicate_id_faults("pickers", pickers)
    zones = {_get(zone, "id") for zone in _items(_get(problem, "zones"))}
    for k, picker in enumerate(pickers):
        yield from window_faults(("pickers", k, "shift_window"), _get(picker, "shift_window"))
        named = [*_items(_get(picker, "zone_ids"))]
        if named and not _get(problem, "zone_by_zone"):
            yield Fault(
                ("pickers", k, "zone_ids"),
                named[0],
                "means nothing unless picking goes zone by zone",
                "set zone_by_zone, or leave the picker's zones unset",
            )
            continue
        for z, zone in enumerate(named):
            if zone not in zones:
                yield Fault(
                    ("pickers", k, "zone_ids", z),
                    zone,
                    "is not among the zones",
                    "name one of them, or add it there",
                )


def _beyond(path: FieldPath, value: int, field: str, most: int) -> Fault:
    return Fault(
        path, value, f"is beyond layout.{field}", f"give one from 1 to {most} or enlarge the layout"
    )


def _items(items: object) -> Iterable[object]:
    return items if isinstance(items, list | tuple) else ()


def _get(item: object, field: str) -> object:
    return getattr(item, field, None)


def _whole(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)
