"""The truth about a dispatcher's locks: read from the problem and the plan alone."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.routing.model import RoutingPlan, RoutingProblem, StopActivity, StopLock
from optimizer.routing.violation import Violation, ViolationKind


def check_locks(problem: RoutingProblem, plan: RoutingPlan) -> Iterator[Violation]:
    """Locked stops on another vehicle, at another place, or at another time than fixed."""
    if not problem.locks:
        return
    found: dict[tuple[str, StopActivity], tuple[str, int, int]] = {}
    for route in plan.routes:
        stops = [stop for stop in route.stops if stop.activity is not StopActivity.RELOAD]
        for place, stop in enumerate(stops, start=1):
            key = (stop.shipment_id, stop.activity)
            found[key] = (route.vehicle_id, place, stop.start_time_s)
    for lock in problem.locks:
        at = found.get((lock.shipment_id, lock.activity))
        if at is None:
            continue
        vehicle, place, start = at
        if lock.vehicle_id is not None and vehicle != lock.vehicle_id:
            yield _broken(lock, vehicle, f"is fixed to vehicle {lock.vehicle_id!r}", 0)
        if lock.position is not None and place != lock.position:
            words = f"stands at place {place}, and is fixed to place {lock.position}"
            yield _broken(lock, vehicle, words, abs(place - lock.position))
        if lock.start_time_s is not None and start != lock.start_time_s:
            words = f"starts at {start}, and is fixed to {lock.start_time_s}"
            yield _broken(lock, vehicle, words, abs(start - lock.start_time_s))


def _broken(lock: StopLock, vehicle: str, words: str, excess: int) -> Violation:
    return Violation(
        kind=ViolationKind.LOCK,
        vehicle_id=vehicle,
        shipment_id=lock.shipment_id,
        activity=lock.activity,
        excess=excess,
        explanation=f"vehicle {vehicle!r}: the {lock.activity} of {lock.shipment_id!r} {words}",
    )
