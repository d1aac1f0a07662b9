"""Orders to batches of pickers, so that all tours together are short (order batching).

Few orders are batched exactly, by a program over their subsets. Otherwise batches start from the
savings of pairs (de Koster, van der Poort and Wolters 1999) and are improved by simulated annealing
over the true length of tours.
"""

from __future__ import annotations

from itertools import count

import numpy as np
from numpy.typing import NDArray

from optimizer.budget import Budget
from optimizer.dispatch.check import BrokenPlanError
from optimizer.dispatch.check_picking import check_picking
from optimizer.dispatch.kernels import batching
from optimizer.dispatch.model import (
    PickBatch,
    PickingAnswer,
    PickingLayout,
    PickingPlan,
    PickingPolicy,
    PickingProblem,
    PickLine,
    PickOrder,
    PickStop,
    UnbatchedOrder,
)
from optimizer.dispatch.pick_tours import POLICY_CODES, tour_of
from optimizer.dispatch.validate import picking_faults
from optimizer.faults import InvalidProblemError
from optimizer.shapes import SearchReport

Longs = NDArray[np.int64]

CHANGES_PER_STEP = 100
"""Changes tried for one search step of a budget's work limit."""

_MOST_EXACT = 10
_MOST_PAIRED = 700
_RELATED = 24
_ROUNDS = 6
_SLICE = 20_000
_HOTTEST, _COOLEST = 0.04, 0.004


class _Floor:
    """A picking problem as the kernels take it; positions refer to `orders`."""

    def __init__(self, problem: PickingProblem) -> None:
        layout = problem.layout
        self.orders = [
            order for order in problem.orders if order.piece_count <= problem.cart_piece_limit
        ]
        length = layout.aisle_length_mm
        picks = [
            sorted({line.aisle * (length + 1) + layout.depth_mm(line.slot) for line in order.lines})
            for order in self.orders
        ]
        self.picks = np.array([key for keys in picks for key in keys], np.int64)
        self.first_pick = np.cumsum([0, *map(len, picks)]).astype(np.int64)
        self.pieces = np.array([order.piece_count for order in self.orders], np.int64)
        self.facts = np.array(
            [
                POLICY_CODES[problem.policy],
                layout.depot_aisle,
                length,
                layout.aisle_pitch_mm,
                problem.cart_piece_limit,
            ],
            np.int64,
        )
        self._room = np.empty(len(self.picks) + 1, np.int64)
        self.alone = np.array([self.tour([i]) for i in range(len(self.orders))], np.int64)

    def tour(self, members: list[int]) -> int:
        """Length of the tour of some orders."""
        chosen = np.array(members, np.int64)
        size = len(members)
        return int(
            batching.tour(self.facts, self.picks, self.first_pick, chosen, size, -1, -1, self._room)
        )

    def total(self, batch_of: Longs) -> int:
        """Length of all tours."""
        groups: dict[int, list[int]] = {}
        for i, batch in enumerate(batch_of):
            groups.setdefault(int(batch), []).append(i)
        return sum(self.tour(members) for members in groups.values())


def plan_picking(problem: PickingProblem, budget: Budget) -> PickingAnswer:
    """Batches of orders with their tours; orders larger than a cart are left out with the reason.

    Raises InvalidProblemError with every fault of the problem.
    """
    began = budget.clock()
    faults = list(picking_faults(problem))
    if faults:
        raise InvalidProblemError(faults)
    floor = _Floor(problem)
    proved = len(floor.orders) <= _MOST_EXACT
    if proved:
        engine, batch_of = "subsets", _exact(floor)
    else:
        engine, batch_of = "savings", in_order_of_arrival(floor)
        if len(floor.orders) <= _MOST_PAIRED and not budget.expired():
            saved = by_savings(floor)
            batch_of = min(batch_of, saved, key=floor.total)
        if not budget.expired():
            engine, batch_of = "annealing", _improved(floor, batch_of, budget)
    plan = _plan(problem, floor, batch_of)
    violations = check_picking(problem, plan)
    if violations:
        raise BrokenPlanError(violations)
    return PickingAnswer(
        plan=plan,
        report=SearchReport(
            engine=engine,
            elapsed_ms=round(1000 * (budget.clock() - began)),
            proved_optimal=proved,
            time_limit_reached=not proved and budget.work_limit is None,
        ),
    )


def in_order_of_arrival(floor: _Floor) -> Longs:
    """Orders as they come; a new batch whenever the cart is full."""
    batch_of = np.zeros(len(floor.orders), np.int64)
    batch, load = 0, 0
    for i, pieces in enumerate(floor.pieces):
        if load + pieces > floor.facts[batching.LIMIT]:
            batch, load = batch + 1, 0
        batch_of[i] = batch
        load += int(pieces)
    return batch_of


def by_savings(floor: _Floor) -> Longs:
    """Joins the batches of the two orders that save most, as long as the cart holds both."""
    n = len(floor.orders)
    savings = np.full((n, n), -1, np.int64)
    batching.pair_savings(
        floor.facts, floor.picks, floor.first_pick, floor.alone, floor.pieces, savings
    )
    batch_of = np.arange(n, dtype=np.int64)
    load = floor.pieces.copy()
    best_first = np.argsort(-savings, axis=None, kind="stable")
    for pair in best_first:
        i, j = divmod(int(pair), n)
        if savings[i, j] <= 0:
            break
        one, other = batch_of[i], batch_of[j]
        if one != other and load[one] + load[other] <= floor.facts[batching.LIMIT]:
            batch_of[batch_of == other] = one
            load[one] += load[other]
    return batch_of


def _exact(floor: _Floor) -> Longs:
    """The best batches by a program over subsets: each holds the lowest order not yet batched."""
    n = len(floor.orders)
    limit = int(floor.facts[batching.LIMIT])
    way: dict[int, int] = {}
    for batch in range(1, 1 << n):
        members = [i for i in range(n) if batch >> i & 1]
        if sum(int(floor.pieces[i]) for i in members) <= limit:
            way[batch] = floor.tour(members)
    least, choice = [0] * (1 << n), [0] * (1 << n)
    for left in range(1, 1 << n):
        lowest = left & -left
        rest = left ^ lowest
        part, best = rest, None
        while True:
            batch = part | lowest
            if batch in way and (best is None or way[batch] + least[left ^ batch] < best):
                best, choice[left] = way[batch] + least[left ^ batch], batch
            if part == 0:
                break
            part = (part - 1) & rest
        least[left] = best if best is not None else 0
    batch_of = np.zeros(n, np.int64)
    left = (1 << n) - 1
    for number in count():
        if not left:
            break
        for i in range(n):
            if choice[left] >> i & 1:
                batch_of[i] = number
        left ^= choice[left]
    return batch_of


def _improved(floor: _Floor, batch_of: Longs, budget: Budget) -> Longs:
    """Annealing in slices that cool down together; ends with the budget."""
    related = _related(floor)
    state = np.array([budget.seed + 1], np.uint64)
    tours = max(1, len(set(batch_of.tolist())))
    mean = floor.total(batch_of) / tours
    most = None if budget.work_limit is None else budget.work_limit * CHANGES_PER_STEP
    began, whole = budget.clock(), budget.remaining_s()
    done, best, best_way = 0, batch_of.copy(), floor.total(batch_of)
    now, best_of = batch_of.copy(), batch_of.copy()
    while not budget.expired() and (most is None or done < most):
        steps = _SLICE if most is None else min(_SLICE, most - done)
        share = done / most if most is not None else (budget.clock() - began) / whole
        heat = mean * _HOTTEST * (_COOLEST / _HOTTEST) ** min(1.0, share)
        span = np.array([heat, heat * 0.999], np.float64)
        way = batching.anneal(
            floor.facts,
            floor.picks,
            floor.first_pick,
            floor.pieces,
            related,
            now,
            best_of,
            span,
            state,
            steps,
        )
        done += steps
        if way < best_way:
            best_way, best = way, best_of.copy()
    return best


def _related(floor: _Floor) -> Longs:
    """For each order the others whose aisles resemble its own most."""
    n = len(floor.orders)
    span = int(floor.facts[batching.LENGTH]) + 1
    aisles = floor.picks // span
    seen = np.zeros((n, int(aisles.max()) + 1), np.float32)
    owner = np.repeat(np.arange(n), np.diff(floor.first_pick))
    seen[owner, aisles] = 1
    shared = seen @ seen.T
    size = seen.sum(axis=1)
    alike = shared / np.maximum(1, size[:, None] + size[None, :] - shared)
    np.fill_diagonal(alike, -1)
    r = min(_RELATED, n - 1)
    return np.argsort(-alike, axis=1, kind="stable")[:, :r].astype(np.int64)


def _plan(problem: PickingProblem, floor: _Floor, batch_of: Longs) -> PickingPlan:
    groups: dict[int, list[PickOrder]] = {}
    for order, batch in zip(floor.orders, batch_of, strict=True):
        groups.setdefault(int(batch), []).append(order)
    batches = []
    for number, orders in enumerate(groups.values(), start=1):
        stops = [
            PickStop(order_id=one.id, aisle=line.aisle, slot=line.slot, quantity=line.quantity)
            for one in orders
            for line in one.lines
        ]
        walked, distance = tour_of(problem.layout, problem.policy, stops)
        batches.append(
            PickBatch(
                id=f"B{number}",
                order_ids=tuple(one.id for one in orders),
                stops=tuple(walked),
                piece_count=sum(one.piece_count for one in orders),
                distance_mm=distance,
            )
        )
    return PickingPlan(
        batches=tuple(batches),
        unbatched=tuple(
            UnbatchedOrder(
                order_id=one.id,
                explanation=(
                    f"it holds {one.piece_count:,} pieces, a cart takes "
                    f"{problem.cart_piece_limit:,}; split the order or take a larger cart"
                ),
            )
            for one in problem.orders
            if one.piece_count > problem.cart_piece_limit
        ),
        distance_mm=sum(batch.distance_mm for batch in batches),
    )


def warm_picking() -> None:
    """Compiles every kernel of picking, or loads it from the cache."""
    layout = PickingLayout(
        aisle_count=2, slots_per_aisle=2, slot_pitch_mm=1_000, aisle_pitch_mm=1_000
    )
    orders = tuple(
        PickOrder(id=str(i), lines=(PickLine(aisle=1 + i % 2, slot=1 + i % 2),))
        for i in range(_MOST_EXACT + 1)
    )
    for policy in (PickingPolicy.OPTIMAL, PickingPolicy.S_SHAPE):
        problem = PickingProblem(layout=layout, orders=orders, cart_piece_limit=3, policy=policy)
        plan_picking(problem, Budget.work(1))
