"""The independent checker of picking plans: it shares no code with what makes them.

Lengths of tours are computed once more from the rule of each policy, and from them durations and
lateness; an optimal tour must be as long as its own stops are apart.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from optimizer.dispatch.check import Violation
from optimizer.dispatch.picking_model import (
    PickBatch,
    PickingLayout,
    PickingPlan,
    PickingPolicy,
    PickingProblem,
    PickOrder,
)


def check_picking(problem: PickingProblem, plan: PickingPlan) -> list[Violation]:
    """Every violation of `plan`; empty when all rules hold and all figures are right."""
    return list(_check(problem, plan))


def _check(problem: PickingProblem, plan: PickingPlan) -> Iterator[Violation]:
    orders = {order.id: order for order in problem.orders}
    zones = _zones(problem)
    wanted = {(order.id, zone) for order in problem.orders for zone in _touched(order, zones)}
    times = Counter((name, batch.zone_id) for batch in plan.batches for name in batch.order_ids)
    times.update((one.order_id, one.zone_id) for one in plan.unbatched)
    for name, zone in sorted(wanted):
        if times[name, zone] != 1:
            over = abs(times[name, zone] - 1)
            yield Violation("cover", name, zone, over, "is not in the plan once")
    for name, zone in times:
        if (name, zone) not in wanted:
            yield Violation("unknown", name, zone, 1, "is not in the problem")
    for left in plan.unbatched:
        if not left.explanation.strip():
            yield Violation("no_reason", left.order_id, "", 1, "is left out without a reason")
    if len({batch.id for batch in plan.batches}) != len(plan.batches):
        yield Violation("batch_id", "", "", 1, "two batches have the same id")
    for batch in plan.batches:
        yield from _check_batch(problem, batch, orders, zones)
    total = sum(batch.distance_mm for batch in plan.batches)
    if plan.distance_mm != total:
        yield Violation("total", "", "", plan.distance_mm - total, "is not the sum of the tours")
    if plan.distance_bound_mm > plan.distance_mm:
        over = plan.distance_bound_mm - plan.distance_mm
        yield Violation("bound", "", "", over, "is above the way walked")
    points = sum(batch.visit_points for batch in plan.batches)
    if plan.visit_points != points:
        yield Violation("points", "", "", plan.visit_points - points, "is not the sum of points")
    yield from _check_shifts(problem, plan)
    yield from _check_lateness(plan, orders)


def _zones(problem: PickingProblem) -> dict[int, str]:
    """Zone of each aisle where picking goes zone by zone; else every aisle has none."""
    if not problem.zone_by_zone:
        return {}
    return {
        aisle: zone.id
        for zone in problem.zones
        for aisle in range(zone.first_aisle, zone.last_aisle + 1)
    }


def _touched(order: PickOrder, zones: dict[int, str]) -> set[str]:
    return {zones.get(line.aisle, "") for line in order.lines}


def _check_batch(
    problem: PickingProblem,
    batch: PickBatch,
    orders: dict[str, PickOrder],
    zones: dict[int, str],
) -> Iterator[Violation]:
    wanted: Counter[tuple[str, int, int]] = Counter()
    for name in batch.order_ids:
        if name in orders:
            for line in orders[name].lines:
                if zones.get(line.aisle, "") == batch.zone_id:
                    wanted[name, line.aisle, line.slot] += line.quantity
    taken: Counter[tuple[str, int, int]] = Counter()
    for stop in batch.stops:
        taken[stop.order_id, stop.aisle, stop.slot] += stop.quantity
    if wanted != taken:
        yield Violation("stops", batch.id, "", 1, "the stops do not fetch what the orders hold")
    pieces = sum(wanted.values())
    if batch.piece_count != pieces:
        yield Violation("pieces", batch.id, "", batch.piece_count - pieces, "wrong piece count")
    if pieces > problem.cart_piece_limit:
        over = pieces - problem.cart_piece_limit
        yield Violation("cart", batch.id, "", over, "the cart does not hold the batch")
    if batch.stops:
        way = _walked(problem.layout, problem.policy, batch)
        if batch.distance_mm != way:
            yield Violation("distance", batch.id, "", batch.distance_mm - way, "wrong length")
    points = _points(problem, batch)
    if batch.visit_points != points:
        yield Violation("points", batch.id, "", batch.visit_points - points, "wrong points")


def _points(problem: PickingProblem, batch: PickBatch) -> int:
    weights = problem.visit_weights
    if weights is None:
        return 0
    slots = {(stop.aisle, stop.slot) for stop in batch.stops}
    aisles = {aisle for aisle, _ in slots}
    areas = {
        zone.id
        for zone in problem.zones
        if any(zone.first_aisle <= aisle <= zone.last_aisle for aisle in aisles)
    }
    return (
        weights.zone_weight * len(areas)
        + weights.aisle_weight * len(aisles)
        + weights.slot_weight * len(slots)
    )


def _check_shifts(problem: PickingProblem, plan: PickingPlan) -> Iterator[Violation]:
    pickers = {picker.id: picker for picker in problem.pickers}
    orders = {order.id: order for order in problem.orders}
    busy: dict[str, list[tuple[int, int, str]]] = {}
    for batch in plan.batches:
        start, end = batch.start_time_s, batch.end_time_s
        if not pickers:
            if batch.picker_id or start is not None or end is not None:
                yield Violation("picker", batch.id, batch.picker_id, 1, "there are no pickers")
            continue
        picker = pickers.get(batch.picker_id)
        if picker is None or start is None or end is None:
            yield Violation("picker", batch.id, batch.picker_id, 1, "has no picker or no times")
            continue
        if picker.zone_ids and batch.zone_id not in picker.zone_ids:
            yield Violation("zone", batch.id, picker.id, 1, "is picked outside the picker's zones")
        seconds = _seconds(problem, batch)
        if end - start != seconds:
            yield Violation("time", batch.id, picker.id, end - start - seconds, "wrong duration")
        shift = picker.shift_window
        outside = max(shift.start_time_s - start, end - shift.end_time_s)
        if outside > 0:
            yield Violation("shift", batch.id, picker.id, outside, "lies outside the shift")
        for name in batch.order_ids:
            ready = orders[name].ready_time_s if name in orders else None
            if ready is not None and start < ready:
                yield Violation("ready", batch.id, name, ready - start, "begins before it is ready")
        busy.setdefault(picker.id, []).append((start, end, batch.id))
    for name, taken in busy.items():
        for (_, end, _), (start, _, batch_id) in pairwise(sorted(taken)):
            if start < end:
                yield Violation("overlap", batch_id, name, end - start, "begins during another")


def _seconds(problem: PickingProblem, batch: PickBatch) -> int:
    pace = problem.pace
    if pace is None:
        return math.ceil(Fraction(batch.distance_mm, 1_000))
    return (
        pace.batch_duration_s
        + math.ceil(Fraction(batch.distance_mm, pace.walking_speed_mm_per_s))
        + pace.line_duration_s * len(batch.stops)
        + pace.piece_duration_s * batch.piece_count
    )


def _check_lateness(plan: PickingPlan, orders: dict[str, PickOrder]) -> Iterator[Violation]:
    ends: dict[str, int] = {}
    for batch in plan.batches:
        for name in batch.order_ids:
            if batch.end_time_s is not None:
                ends[name] = max(ends.get(name, 0), batch.end_time_s)
    late = {
        name: end - due
        for name, end in ends.items()
        if name in orders and (due := orders[name].due_time_s) is not None and end > due
    }
    if late != {one.order_id: one.lateness_s for one in plan.late_orders}:
        yield Violation("late", "", "", len(late), "late orders are told wrongly")
    if plan.lateness_s != sum(late.values()):
        over = plan.lateness_s - sum(late.values())
        yield Violation("late", "", "", over, "is not the sum of all lateness")
    if plan.end_time_s != max(ends.values(), default=None):
        yield Violation("end", "", "", 1, "is not when the last batch ends")


def _walked(layout: PickingLayout, policy: PickingPolicy, batch: PickBatch) -> int:
    back = 2 * layout.cross_aisle_gap_mm + (layout.slots_per_aisle - 1) * layout.slot_pitch_mm
    spots = [
        (stop.aisle, layout.cross_aisle_gap_mm + (stop.slot - 1) * layout.slot_pitch_mm)
        for stop in batch.stops
    ]
    if policy == PickingPolicy.OPTIMAL:
        home = (layout.depot_aisle, 0)
        return sum(
            _apart(layout.aisle_pitch_mm, back, one, other)
            for one, other in pairwise([home, *spots, home])
        )
    aisles: dict[int, list[int]] = {}
    for aisle, depth in sorted(spots):
        aisles.setdefault(aisle, []).append(depth)
    names = list(aisles)
    sideways = (
        abs(layout.depot_aisle - names[0])
        + names[-1]
        - names[0]
        + abs(names[-1] - layout.depot_aisle)
    )
    way = sideways * layout.aisle_pitch_mm
    if policy == PickingPolicy.RETURN or len(names) == 1:
        return way + sum(2 * max(depths) for depths in aisles.values())
    if policy == PickingPolicy.S_SHAPE:
        through = len(names) - len(names) % 2
        return way + through * back + (2 * max(aisles[names[-1]]) if len(names) % 2 else 0)
    for name in names[1:-1]:
        ends = [0, *aisles[name], back]
        way += 2 * (back - max(after - before for before, after in pairwise(ends)))
    return way + 2 * back


def _apart(pitch: int, back: int, one: tuple[int, int], other: tuple[int, int]) -> int:
    """Shortest way between two spots."""
    if one[0] == other[0]:
        return abs(one[1] - other[1])
    around = min(one[1] + other[1], 2 * back - one[1] - other[1])
    return abs(one[0] - other[0]) * pitch + around
