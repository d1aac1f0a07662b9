"""A dispatcher's hand: stops fixed to a vehicle, to a place in the sequence, or to a time.

A fixed vehicle and a fixed time become what engines know already, the one vehicle that is allowed
and a window of one moment. A fixed place is a rule of its own: the search pays for every place that
a stop is off, and what it cannot bring there is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from optimizer.faults import Fault
from optimizer.routing.model import RoutingProblem, Shipment, StopActivity, StopLock, Vehicle
from optimizer.shapes import TimeWindow


def locked(problem: RoutingProblem) -> RoutingProblem:
    """The problem with its locks of vehicles and times as ordinary rules; the locks remain."""
    by_shipment: dict[str, list[StopLock]] = {}
    for lock in problem.locks:
        by_shipment.setdefault(lock.shipment_id, []).append(lock)
    if not by_shipment:
        return problem
    shipments = tuple(
        _held(shipment, by_shipment.get(shipment.id, [])) for shipment in problem.shipments
    )
    return problem.model_copy(update={"shipments": shipments})


def _held(shipment: Shipment, locks: list[StopLock]) -> Shipment:
    changed: dict[str, Any] = {}
    for lock in locks:
        if lock.vehicle_id is not None:
            changed |= {"allowed_vehicle_ids": (lock.vehicle_id,), "forbidden_vehicle_ids": ()}
        if lock.start_time_s is not None:
            field = "pickups" if lock.activity is StopActivity.PICKUP else "deliveries"
            moment = TimeWindow(start_time_s=lock.start_time_s, end_time_s=lock.start_time_s)
            changed[field] = tuple(
                visit.model_copy(update={"time_windows": (moment,)})
                for visit in getattr(shipment, field)
            )
    return shipment.model_copy(update=changed) if changed else shipment


def lock_faults(problem: RoutingProblem) -> Iterator[Fault]:
    """Locks that name what is not there, say nothing, or contradict each other."""
    shipments = {shipment.id: shipment for shipment in problem.shipments}
    vehicles = {vehicle.id: vehicle for vehicle in problem.vehicles}
    stops: set[tuple[str, StopActivity]] = set()
    vehicle_of: dict[str, str] = {}
    place_of: dict[tuple[str, StopActivity], int] = {}
    taken: set[tuple[str, int]] = set()
    for i, lock in enumerate(problem.locks or ()):
        path = ("locks", i)
        yield from _names(path, lock, shipments, vehicles)
        if (lock.shipment_id, lock.activity) in stops:
            yield Fault(
                (*path, "shipment_id"),
                lock.shipment_id,
                "is locked at this stop already",
                "Give one lock for each stop.",
            )
            continue
        stops.add((lock.shipment_id, lock.activity))
        if lock.vehicle_id is None and lock.position is None and lock.start_time_s is None:
            yield Fault(
                path, None, "fixes nothing", "Give a vehicle_id, a position or a start_time."
            )
        if lock.vehicle_id is not None:
            known = vehicle_of.setdefault(lock.shipment_id, lock.vehicle_id)
            if known != lock.vehicle_id:
                yield Fault(
                    (*path, "vehicle_id"),
                    lock.vehicle_id,
                    f"is not the vehicle of its other stop, {known!r}",
                    "Give both stops of a shipment the same vehicle.",
                )
        if lock.position is None:
            continue
        place_of[lock.shipment_id, lock.activity] = lock.position
        if lock.vehicle_id is not None:
            if (lock.vehicle_id, lock.position) in taken:
                yield Fault(
                    (*path, "position"),
                    lock.position,
                    "is the place of another locked stop of this vehicle",
                    "Give each stop a place of its own.",
                )
            taken.add((lock.vehicle_id, lock.position))
            vehicle = vehicles.get(lock.vehicle_id)
            limit = None if vehicle is None else vehicle.stop_limit
            if limit is not None and limit.maximum is not None and lock.position > limit.maximum:
                yield Fault(
                    (*path, "position"),
                    lock.position,
                    f"is beyond the {limit.maximum} stops that the vehicle may make",
                    "Give an earlier place, or raise its stop_limit.",
                )
        shipment = shipments.get(lock.shipment_id)
        delivers = lock.activity is StopActivity.DELIVERY
        if lock.position == 1 and delivers and shipment is not None and shipment.pickups:
            yield Fault(
                (*path, "position"), 1, "leaves no place for the pickup before", "Give at least 2."
            )
        pickup = place_of.get((lock.shipment_id, StopActivity.PICKUP))
        delivery = place_of.get((lock.shipment_id, StopActivity.DELIVERY))
        if pickup is not None and delivery is not None and pickup >= delivery:
            yield Fault(
                (*path, "position"),
                lock.position,
                "puts the delivery before its pickup",
                "Give the pickup the earlier place.",
            )


def _names(
    path: tuple[str | int, ...],
    lock: StopLock,
    shipments: dict[str, Shipment],
    vehicles: dict[str, Vehicle],
) -> Iterator[Fault]:
    shipment = shipments.get(lock.shipment_id)
    if shipment is None:
        yield Fault(
            (*path, "shipment_id"),
            lock.shipment_id,
            "is not among the shipments of the request",
            "Name one of the shipments, or add it there.",
        )
    else:
        visits = {
            StopActivity.PICKUP: shipment.pickups,
            StopActivity.DELIVERY: shipment.deliveries,
        }.get(lock.activity)
        if not visits:
            yield Fault(
                (*path, "activity"),
                lock.activity,
                "is not what the shipment has a visit for",
                "Give the shipment such a visit, or name its other activity.",
            )
    if lock.vehicle_id is not None and lock.vehicle_id not in vehicles:
        yield Fault(
            (*path, "vehicle_id"),
            lock.vehicle_id,
            "is not among the vehicles of the request",
            "Name one of the vehicles, or add it there.",
        )
