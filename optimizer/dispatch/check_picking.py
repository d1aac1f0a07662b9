"""The independent checker of picking plans: it shares no code with what makes them.

Lengths of tours are computed once more from the rule of each policy; an optimal tour must be as
long as its own stops are apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from optimizer.dispatch.check import Violation
from optimizer.dispatch.model import (
    PickBatch,
    PickingLayout,
    PickingPlan,
    PickingPolicy,
    PickingProblem,
)


def check_picking(problem: PickingProblem, plan: PickingPlan) -> list[Violation]:
    """Every violation of `plan`; empty when all rules hold and all figures are right."""
    return list(_check(problem, plan))


def _check(problem: PickingProblem, plan: PickingPlan) -> Iterator[Violation]:
    orders = {order.id: order for order in problem.orders}
    times = Counter(name for batch in plan.batches for name in batch.order_ids)
    times.update(one.order_id for one in plan.unbatched)
    for name in orders:
        if times[name] != 1:
            yield Violation("cover", name, "", abs(times[name] - 1), "is not in the plan once")
    for name in times:
        if name not in orders:
            yield Violation("unknown", name, "", 1, "is not in the problem")
    for left in plan.unbatched:
        if not left.explanation.strip():
            yield Violation("no_reason", left.order_id, "", 1, "is left out without a reason")
    if len({batch.id for batch in plan.batches}) != len(plan.batches):
        yield Violation("batch_id", "", "", 1, "two batches have the same id")
    for batch in plan.batches:
        yield from _check_batch(problem, batch)
    total = sum(batch.distance_mm for batch in plan.batches)
    if plan.distance_mm != total:
        yield Violation("total", "", "", plan.distance_mm - total, "is not the sum of the tours")


def _check_batch(problem: PickingProblem, batch: PickBatch) -> Iterator[Violation]:
    orders = {order.id: order for order in problem.orders}
    wanted: Counter[tuple[str, int, int]] = Counter()
    for name in batch.order_ids:
        if name in orders:
            for line in orders[name].lines:
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
