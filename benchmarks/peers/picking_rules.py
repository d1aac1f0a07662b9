"""The usual rules for batching picks, written apart from the product: arrival, seed, savings.

De Koster, van der Poort and Wolters 1999 compare them. Savings and seeds are reckoned with S-shape
tours, or largest-gap tours where those are walked.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from itertools import combinations, count, pairwise

from optimizer.dispatch import PickingPolicy, PickingProblem, PickOrder

Batches = list[list[PickOrder]]
Aisles = dict[int, set[int]]
"""Depths to visit in each aisle, mm from the front."""


def in_order_of_arrival(problem: PickingProblem) -> Batches:
    """A new cart whenever the next order does not fit."""
    batches: Batches = [[]]
    load = 0
    for order in problem.orders:
        if batches[-1] and load + order.piece_count > problem.cart_piece_limit:
            batches.append([])
            load = 0
        batches[-1].append(order)
        load += order.piece_count
    return batches


def by_seed(problem: PickingProblem) -> Batches:
    """The order with most aisles begins a cart; the order that adds fewest aisles is next."""
    left = {order.id: order for order in problem.orders}
    visits = {order.id: {line.aisle for line in order.lines} for order in problem.orders}
    batches: Batches = []
    while left:
        seed = max(left.values(), key=lambda order: (len(visits[order.id]), order.piece_count))
        del left[seed.id]
        batch, aisles, load = [seed], set(visits[seed.id]), seed.piece_count
        while True:
            room = problem.cart_piece_limit - load
            fitting = [order for order in left.values() if order.piece_count <= room]
            if not fitting:
                break
            chosen = min(
                fitting, key=lambda order: (len(visits[order.id] - aisles), -order.piece_count)
            )
            del left[chosen.id]
            batch.append(chosen)
            aisles |= visits[chosen.id]
            load += chosen.piece_count
        batches.append(batch)
    return batches


def by_savings(problem: PickingProblem) -> Batches:
    """Pairs of orders by what walking them together saves (Clarke and Wright's first variant)."""
    aisles = [_aisles(problem, order) for order in problem.orders]
    alone = [_tour_mm(problem, one) for one in aisles]
    pairs = sorted(
        (
            (alone[i] + alone[j] - _tour_mm(problem, _joined(aisles[i], aisles[j])), -i, -j)
            for i, j in combinations(range(len(aisles)), 2)
        ),
        reverse=True,
    )
    batch_of = list(range(len(aisles)))
    members = {k: [k] for k in batch_of}
    load = {k: order.piece_count for k, order in enumerate(problem.orders)}
    for saved, i, j in pairs:
        one, other = batch_of[-i], batch_of[-j]
        if saved <= 0 or one == other or load[one] + load[other] > problem.cart_piece_limit:
            continue
        for k in members[other]:
            batch_of[k] = one
        members[one] += members.pop(other)
        load[one] += load.pop(other)
    return [[problem.orders[k] for k in batch] for batch in members.values()]


def by_renewed_savings(problem: PickingProblem) -> Batches:
    """The pair of batches that saves most is joined, and savings with it are reckoned anew (Clarke
    and Wright's second variant).
    """
    aisles = {k: _aisles(problem, order) for k, order in enumerate(problem.orders)}
    way = {k: _tour_mm(problem, one) for k, one in aisles.items()}
    members = {k: [order] for k, order in enumerate(problem.orders)}
    load = {k: order.piece_count for k, order in enumerate(problem.orders)}
    best_first: list[tuple[int, int, int]] = []

    def offer(one: int, other: int) -> None:
        if load[one] + load[other] <= problem.cart_piece_limit:
            both = _tour_mm(problem, _joined(aisles[one], aisles[other]))
            if way[one] + way[other] > both:
                heapq.heappush(best_first, (both - way[one] - way[other], one, other))

    for one, other in combinations(range(len(aisles)), 2):
        offer(one, other)
    number = count(len(aisles))
    while best_first:
        _, one, other = heapq.heappop(best_first)
        if one not in members or other not in members:
            continue
        new = next(number)
        aisles[new] = _joined(aisles.pop(one), aisles.pop(other))
        way[new] = _tour_mm(problem, aisles[new])
        members[new] = members.pop(one) + members.pop(other)
        load[new] = load.pop(one) + load.pop(other)
        for third in list(members):
            if third != new:
                offer(third, new)
    return list(members.values())


def _aisles(problem: PickingProblem, order: PickOrder) -> Aisles:
    found: Aisles = {}
    for line in order.lines:
        found.setdefault(line.aisle, set()).add(problem.layout.depth_mm(line.slot))
    return found


def _joined(one: Aisles, other: Aisles) -> Aisles:
    return {aisle: one.get(aisle, set()) | other.get(aisle, set()) for aisle in {*one, *other}}


def _tour_mm(problem: PickingProblem, aisles: Aisles) -> int:
    """Length of an S-shape tour, or of a largest-gap tour."""
    layout = problem.layout
    length, depot = layout.aisle_length_mm, layout.depot_aisle
    visited = sorted(aisles)
    low, high = min(visited[0], depot), max(visited[-1], depot)
    across = 2 * (high - low) * layout.aisle_pitch_mm
    if len(visited) == 1:
        return across + 2 * max(aisles[visited[0]])
    if problem.policy is PickingPolicy.LARGEST_GAP:
        inner = 0
        for aisle in visited[1:-1]:
            stops = [0, *sorted(aisles[aisle]), length]
            inner += 2 * (length - max(b - a for a, b in pairwise(stops)))
        return across + 2 * length + inner
    whole = len(visited) * length
    if len(visited) % 2:
        whole += 2 * max(aisles[visited[-1]]) - length
    return across + whole


RULES: dict[str, Callable[[PickingProblem], Batches]] = {
    "arrival": in_order_of_arrival,
    "seed rule": by_seed,
    "savings rule": by_savings,
    "savings II": by_renewed_savings,
}
"""By the name under which they run."""
