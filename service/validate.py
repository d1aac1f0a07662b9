"""Faults of a whole day that no single field shows; each room judges its own part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from optimizer.dispatch.model import CourierProblem, DockProblem
from optimizer.dispatch.validate import cross_faults as dispatch_faults
from optimizer.faults import Fault, FieldPath, duplicate_id_faults, window_faults
from optimizer.packing.model import BatchPackProblem, PackOrder
from optimizer.packing.validate import batch_cross_faults
from service.model import FulfillmentProblem


def cross_faults(problem: FulfillmentProblem) -> list[Fault]:
    """All faults that concern more than one field. Tolerates a problem that failed its ranges."""
    return [
        *_center_faults(problem),
        *_packing_faults(problem),
        *_order_faults(problem),
        *duplicate_id_faults("vehicles", problem.vehicles),
        *_vehicle_faults(problem),
        *dispatch_faults(DockProblem.model_construct(docks=problem.docks)),
        *dispatch_faults(CourierProblem.model_construct(couriers=problem.couriers)),
        *_travel_faults(problem),
    ]


def _center_faults(problem: FulfillmentProblem) -> Iterator[Fault]:
    center = problem.center
    if center is None:
        return
    yield from window_faults(("center", "opening_window"), center.opening_window)
    if center.time_zone:
        try:
            ZoneInfo(center.time_zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            yield Fault(
                ("center", "time_zone"),
                center.time_zone,
                "is not the name of a time zone",
                'give an IANA name, for example "Europe/Vaduz"',
            )


def _packing_faults(problem: FulfillmentProblem) -> Iterator[Fault]:
    """Faults of orders' ids, items and of cartons, as the packing room sees them."""
    orders = tuple(
        PackOrder.model_construct(
            id=order.id, items=order.items, rate_zone_id=order.rate_zone_id or ""
        )
        for order in problem.orders or ()
    )
    batch = BatchPackProblem.model_construct(
        orders=orders,
        load_units=problem.load_units,
        objective=problem.packing_objective,
        rules=problem.packing_rules,
        rate_table=problem.rate_table,
    )
    for fault in batch_cross_faults(batch):
        of_rules = fault.path[0] == "rules"
        yield replace(fault, path=("packing_rules", *fault.path[1:])) if of_rules else fault


def _order_faults(problem: FulfillmentProblem) -> Iterator[Fault]:
    center_id = problem.center.id if problem.center is not None else None
    for number, order in enumerate(problem.orders or ()):
        if order.id and order.id == center_id:
            yield Fault(
                ("orders", number, "id"),
                order.id,
                "is the id of the center",
                "give the order another id: both are places to go to",
            )
        end_before: int | None = None
        windows = list(enumerate(order.time_windows or ()))
        for position, window in windows:
            yield from window_faults(("orders", number, "time_windows", position), window)
        complete = [
            (window.start_time_s, window.end_time_s, position)
            for position, window in windows
            if window is not None
            and window.start_time_s is not None
            and window.end_time_s is not None
        ]
        for start, end, position in sorted(complete):
            if end_before is not None and start <= end_before:
                yield Fault(
                    ("orders", number, "time_windows", position),
                    start,
                    "overlaps another window of the same order",
                    "join the two windows into one",
                )
            end_before = end if end_before is None else max(end, end_before)
        if order.mandatory is False:
            yield Fault(
                ("orders", number, "mandatory"),
                False,
                "leaves open what it costs to leave the order out",
                "set penalty instead, or leave commitment unset",
            )


def _vehicle_faults(problem: FulfillmentProblem) -> Iterator[Fault]:
    for number, vehicle in enumerate(problem.vehicles or ()):
        yield from window_faults(("vehicles", number, "shift_window"), vehicle.shift_window)


def _travel_faults(problem: FulfillmentProblem) -> Iterator[Fault]:
    """Shape of a given matrix, and whether it names the center and every order."""
    matrix = problem.travel.matrix if problem.travel is not None else None
    if matrix is None or problem.center is None:
        return
    names = matrix.place_ids or ()
    known = set(names)
    cells = len(names) ** 2
    if len(known) < len(names):
        yield Fault(
            ("travel", "matrix", "place_ids"),
            len(names) - len(known),
            "names places twice",
            "name every place once",
        )
    for field in ("distances_m", "durations_s"):
        given = len(getattr(matrix, field) or ())
        if given != cells:
            yield Fault(
                ("travel", "matrix", field),
                given,
                f"has {given} cells, not {len(names)} x {len(names)} = {cells}",
                "give every cell, row by row; -1 where there is no way",
            )
    wanted: list[tuple[FieldPath, str]] = [(("center", "id"), problem.center.id)]
    wanted += [
        (("orders", number, "id"), order.id) for number, order in enumerate(problem.orders or ())
    ]
    for path, name in wanted:
        if name not in known:
            yield Fault(
                path,
                name,
                "is not among travel.matrix.place_ids",
                "add its row and column to the matrix, or leave travel unset",
            )
