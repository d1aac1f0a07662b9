"""Shipments that failed before and come again: what their number of attempts makes of them.

The rules for attempts are read into what every engine knows: the penalty, whether the shipment is
mandatory, and the windows of its visits. The visits of the next day are the caller's own words,
as windows or as alternatives.
"""

from __future__ import annotations

from optimizer.routing.model import AttemptRule, RoutingProblem, Shipment, Visit
from optimizer.shapes import EPOCH_MAX_S, TimeWindow


def attempted(problem: RoutingProblem, *, drop_past: bool = True) -> RoutingProblem:
    """The problem with the rules for attempts as penalties and windows of its shipments.

    Visits that are over before the shipment may be tried again are dropped, unless `drop_past` is
    false: then they stay as they are.
    """
    if not problem.attempt_rules or not any(s.failed_attempts for s in problem.shipments):
        return problem
    shipments = tuple(_again(problem, shipment, drop_past) for shipment in problem.shipments)
    return problem.model_copy(update={"shipments": shipments, "attempt_rules": ()})


def rule_for(problem: RoutingProblem, shipment: Shipment) -> AttemptRule | None:
    """The rule with the highest number of attempts that a shipment has reached."""
    holding = [r for r in problem.attempt_rules if r.failed_attempts <= shipment.failed_attempts]
    return max(holding, key=lambda rule: rule.failed_attempts, default=None)


def earliest_again(problem: RoutingProblem, shipment: Shipment) -> int:
    """The first second of service that the rules for attempts allow a shipment."""
    rule = rule_for(problem, shipment)
    if rule is None or shipment.last_attempt_time_s is None or not rule.wait_duration_s:
        return 0
    return shipment.last_attempt_time_s + rule.wait_duration_s


def _again(problem: RoutingProblem, shipment: Shipment, drop_past: bool) -> Shipment:
    rule = rule_for(problem, shipment)
    if rule is None:
        return shipment
    changed: dict[str, object] = {}
    if rule.mandatory:
        changed["penalty_minor"] = None
    elif shipment.penalty_minor is not None and rule.extra_penalty_minor:
        changed["penalty_minor"] = shipment.penalty_minor + rule.extra_penalty_minor
    earliest = earliest_again(problem, shipment)
    if earliest:
        for field in ("pickups", "deliveries"):
            visits: tuple[Visit, ...] = getattr(shipment, field)
            later = [_not_before(visit, earliest) for visit in visits]
            if not drop_past:
                pairs = zip(visits, later, strict=True)
                changed[field] = tuple(old if new is None else new for old, new in pairs)
                continue
            changed[field] = tuple(visit for visit in later if visit is not None)
            if visits and not changed[field]:
                # No visit is left in time: nobody may carry it.
                names = tuple(vehicle.id for vehicle in problem.vehicles)
                changed |= {field: visits, "forbidden_vehicle_ids": names}
    return shipment.model_copy(update=changed)


def _not_before(visit: Visit, earliest_s: int) -> Visit | None:
    """The visit with what is left of its windows; None where nothing is."""
    windows = visit.time_windows or (TimeWindow(start_time_s=0, end_time_s=EPOCH_MAX_S),)
    left = tuple(
        TimeWindow(start_time_s=max(w.start_time_s, earliest_s), end_time_s=w.end_time_s)
        for w in windows
        if w.end_time_s >= earliest_s
    )
    return visit.model_copy(update={"time_windows": left}) if left else None
