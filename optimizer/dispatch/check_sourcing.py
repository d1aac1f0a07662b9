"""The independent checker of sourcing: stock, limits, cut-offs and figures, once more."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator

import numpy as np

from optimizer.dispatch.check import Violation
from optimizer.dispatch.sourcing_model import SourcingPlan, SourcingProblem
from optimizer.road.datum import gcj02_to_wgs84
from optimizer.shapes import Datum, Position


def check_sourcing(problem: SourcingProblem, plan: SourcingPlan) -> list[Violation]:
    """Every violation of a sourcing plan."""
    return list(_violations(problem, plan))


def _violations(problem: SourcingProblem, plan: SourcingPlan) -> Iterator[Violation]:
    orders = {order.id: order for order in problem.orders}
    houses = {house.id: house for house in problem.warehouses}
    stands = Counter((line.order_id, line.line) for line in plan.lines)
    stands.update((line.order_id, line.line) for line in plan.unsourced)
    wanted = {(o.id, k + 1) for o in problem.orders for k in range(len(o.lines))}
    for key in wanted | set(stands):
        if stands[key] != 1 or key not in wanted:
            yield Violation("cover", key[0], str(key[1]), stands[key], "stands not exactly once")
            return
    for lost in plan.unsourced:
        if not lost.explanation.strip():
            yield Violation("no_reason", lost.order_id, str(lost.line), 1, "without a reason")
    taken: Counter[tuple[str, str]] = Counter()
    count: Counter[str] = Counter()
    parcels: dict[str, set[str]] = {}
    for line in plan.lines:
        house, order = houses.get(line.warehouse_id), orders[line.order_id]
        asked = order.lines[line.line - 1]
        if house is None:
            yield Violation("unknown", line.order_id, line.warehouse_id, 1, "no such warehouse")
            continue
        if (asked.item_id, asked.quantity) != (line.item_id, line.quantity):
            yield Violation("line", line.order_id, str(line.line), 1, "is not what was asked for")
        taken[house.id, asked.item_id] += asked.quantity
        count[house.id] += 1
        parcels.setdefault(order.id, set()).add(house.id)
        cut, ready = house.cut_off_time_s, order.ready_time_s
        if cut is not None and ready is not None and ready > cut:
            yield Violation("cut_off", order.id, house.id, ready - cut, "is past its cut-off")
    for house in problem.warehouses:
        have = {line.item_id: line.quantity for line in house.stock}
        for (where, item), pieces in taken.items():
            if where == house.id and pieces > have.get(item, 0):
                over = pieces - have.get(item, 0)
                yield Violation("stock", item, house.id, over, "has not as many pieces")
        if house.line_limit is not None and count[house.id] > house.line_limit:
            over = count[house.id] - house.line_limit
            yield Violation("line_limit", "", house.id, over, "serves too many lines")
    if problem.whole_orders_only:
        for lost in plan.unsourced:
            if lost.order_id in parcels:
                yield Violation("whole", lost.order_id, "", 1, "is sent in part")
    yield from _check_figures(problem, plan, parcels)


def _check_figures(
    problem: SourcingProblem, plan: SourcingPlan, parcels: dict[str, set[str]]
) -> Iterator[Violation]:
    split = sum(len(used) > 1 for used in parcels.values())
    number = sum(map(len, parcels.values()))
    if (plan.parcel_count, plan.split_order_count) != (number, split):
        yield Violation("parcels", "", "", number, "are counted wrongly")
    cost, metres = 0, 0
    houses = {house.id: house for house in problem.warehouses}
    orders = {order.id: order for order in problem.orders}
    for order_id, used in parcels.items():
        cost += (problem.split_cost_minor or 0) * (len(used) - 1)
        for house_id in used & houses.keys():
            cost += houses[house_id].parcel_cost_minor or 0
            metres += _way_m(houses[house_id].position, orders[order_id].position)
    exact = 1_000 * cost + (problem.cost_per_km_minor or 0) * metres
    # Ways are reckoned here by themselves: each may be rounded otherwise by a metre.
    slack = 1_000 + (problem.cost_per_km_minor or 0) * number
    if abs(1_000 * plan.cost_minor - exact) > slack:
        yield Violation("cost", "", "", plan.cost_minor, f"should be {exact / 1_000:.2f}")
    if plan.cost_bound_minor > plan.cost_minor:
        over = plan.cost_bound_minor - plan.cost_minor
        yield Violation("bound", "", "", over, "is above the cost")


def _way_m(start: Position, end: Position) -> int:
    (a, b), (c, d) = _radians(start), _radians(end)
    half = math.sin((a - c) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((b - d) / 2) ** 2
    return math.floor(2 * 6_371_008.8 * 1.35 * math.asin(min(1.0, math.sqrt(half))) + 0.5)


def _radians(position: Position) -> tuple[float, float]:
    latitude, longitude = position.latitude_deg, position.longitude_deg
    if position.datum is Datum.GCJ02:
        lat, lon = gcj02_to_wgs84(np.array([latitude]), np.array([longitude]))
        latitude, longitude = float(lat[0]), float(lon[0])
    return math.radians(latitude), math.radians(longitude)
