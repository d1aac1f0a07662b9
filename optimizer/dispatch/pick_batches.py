"""Batches so that all tours together are short, without times (order batching).

Few parts are batched exactly, by a program over their subsets. Otherwise batches start from the
savings of pairs (de Koster, van der Poort and Wolters 1999) and are improved by simulated annealing
over the true length of tours; S-shape tours then by columns, which also bound what is possible.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import count

import numpy as np

from optimizer.budget import Budget
from optimizer.dispatch.kernels import batching, slots
from optimizer.dispatch.pick_columns import by_columns, columns_fit
from optimizer.dispatch.pick_floor import Floor, Longs

CHANGES_PER_STEP = 100
"""Changes tried for one search step of a budget's work limit."""

MOST_EXACT = 10
_MOST_PAIRED = 1_500
_SLICE = 20_000
_HOTTEST, _COOLEST = 0.04, 0.004
_WARM = 0.006
"""Share of a mean tour at which annealing takes up batches that columns made."""


@dataclass(frozen=True, slots=True)
class Batched:
    """Batches of a floor, the engine that made them, and a proved bound (0 none)."""

    batch_of: Longs
    engine: str
    bound: int
    proved: bool


def batched(floor: Floor, budget: Budget) -> Batched:
    """The best batches that the budget allows."""
    if len(floor.parts) <= MOST_EXACT:
        best = exact(floor)
        return Batched(best, "subsets", floor.total(best), proved=True)
    first = started(floor, budget)
    if budget.expired():
        return Batched(first, "savings", 0, proved=False)
    if not columns_fit(floor):
        return Batched(improved(floor, first, budget), "annealing", 0, proved=False)
    batch_of = improved(floor, first, budget.part(0.15), share=0.15)
    found = by_columns(floor, batch_of, budget.part(0.8))
    best = min(batch_of, found.batch_of, key=floor.total)
    if not budget.expired():
        hottest = _WARM if found.priced_out else _HOTTEST / 2
        best = improved(floor, best, budget, share=0.3, hottest=hottest, coolest=_WARM / 6)
    total = floor.total(best)
    return Batched(best, "columns", min(found.bound, total), proved=found.bound >= total)


def started(floor: Floor, budget: Budget) -> Longs:
    """The better of batches in order of arrival and, for not too many parts, by savings."""
    first = in_order_of_arrival(floor)
    if len(floor.parts) > _MOST_PAIRED or budget.expired():
        return first
    return min(first, by_savings(floor), key=floor.total)


def in_order_of_arrival(floor: Floor) -> Longs:
    """Parts as they come, each zone for itself; a new batch whenever the cart is full."""
    batch_of = np.zeros(len(floor.parts), np.int64)
    numbers = count()
    on_cart: dict[int, tuple[int, int]] = {}
    for i, (zone, pieces) in enumerate(
        zip(floor.zone.tolist(), floor.pieces.tolist(), strict=True)
    ):
        batch, load = on_cart.get(zone, (-1, 0))
        if batch < 0 or load + pieces > floor.facts[slots.LIMIT]:
            batch, load = next(numbers), 0
        batch_of[i] = batch
        on_cart[zone] = batch, load + pieces
    return batch_of


def by_savings(floor: Floor) -> Longs:
    """Joins the batches of the two parts that save most, as long as the cart holds both."""
    n = len(floor.parts)
    savings = np.full((n, n), -1, np.int64)
    batching.pair_savings(
        floor.facts,
        floor.words,
        floor.picks,
        floor.first_pick,
        floor.alone,
        floor.pieces,
        savings,
    )
    savings[floor.zone[:, None] != floor.zone[None, :]] = -1
    batch_of = np.arange(n, dtype=np.int64)
    load = floor.pieces.copy()
    best_first = np.argsort(-savings, axis=None, kind="stable")
    for pair in best_first:
        i, j = divmod(int(pair), n)
        if savings[i, j] <= 0:
            break
        one, other = batch_of[i], batch_of[j]
        if one != other and load[one] + load[other] <= floor.facts[slots.LIMIT]:
            batch_of[batch_of == other] = one
            load[one] += load[other]
    return batch_of


def exact(floor: Floor) -> Longs:
    """The best batches by a program over subsets: each holds the lowest part not yet batched."""
    n = len(floor.parts)
    limit = int(floor.facts[slots.LIMIT])
    way: dict[int, int] = {}
    for batch in range(1, 1 << n):
        members = [i for i in range(n) if batch >> i & 1]
        if len({floor.parts[i].zone_id for i in members}) > 1:
            continue
        if sum(int(floor.pieces[i]) for i in members) <= limit:
            way[batch] = floor.weigh(members)
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


def improved(
    floor: Floor,
    batch_of: Longs,
    budget: Budget,
    *,
    share: float = 1.0,
    hottest: float = _HOTTEST,
    coolest: float = _COOLEST,
) -> Longs:
    """Annealing in slices that cool down together; ends with the budget.

    `share` is the part of a work limit that it may use; temperatures are in mean tours.
    """
    best, best_way = batch_of.copy(), floor.total(batch_of)
    if best_way == 0:
        # All lies at the start of the tours: nothing is shorter, and there is no scale to cool by.
        return best
    related = floor.related()
    state = np.array([budget.seed + 1], np.uint64)
    mean = best_way / max(1, len(set(batch_of.tolist())))
    work = budget.work_limit
    most = None if work is None else max(1, math.ceil(work * CHANGES_PER_STEP * share))
    began, whole = budget.clock(), budget.remaining_s()
    done = 0
    now, best_of = batch_of.copy(), batch_of.copy()
    while not budget.expired() and (most is None or done < most):
        steps = _SLICE if most is None else min(_SLICE, most - done)
        cooled = done / most if most is not None else (budget.clock() - began) / whole
        heat = mean * hottest * (coolest / hottest) ** min(1.0, cooled)
        span = np.array([heat, heat * 0.999], np.float64)
        way = batching.anneal(
            floor.facts,
            floor.words,
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
