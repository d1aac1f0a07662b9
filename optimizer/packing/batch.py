"""Many orders from one catalogue: each distinct order is packed once, hard ones get the time left.

A first pass gives every order a plan within a small part of the budget; orders whose plan is not
proved share what remains. What the deadline overtakes is told as not reached. The kernels release
the interpreter's lock, so threads use all cores.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial

from optimizer.budget import Budget
from optimizer.faults import InvalidProblemError
from optimizer.packing.model import (
    BatchPackProblem,
    Item,
    PackingAnswer,
    PackingObjective,
    PackOrder,
    PackOrderResult,
)
from optimizer.packing.pack import pack
from optimizer.packing.validate import batch_cross_faults

_FIRST_SHARE = 0.4
_FIRST_MOST_S = 0.05
"""Longest time for one order in the first pass: most are proved in a few milliseconds."""

Progress = Callable[[int, int], None]


def pack_batch(
    batch: BatchPackProblem, budget: Budget, progress: Progress | None = None
) -> tuple[PackOrderResult, ...]:
    """One result per order, in the order given; every plan has passed the checker.

    Orders that the budget did not reach have that status and no plan.

    `progress` is told now and then how many of how many distinct orders are done; it may be called
    from another thread. Raises InvalidProblemError for cross-field faults.
    """
    faults = batch_cross_faults(batch)
    if faults:
        raise InvalidProblemError(faults)
    distinct: dict[tuple[str, tuple[Item, ...]], PackOrder] = {}
    for order in batch.orders:
        distinct.setdefault(_content(order), order)
    orders = list(distinct.values())
    answers = _pack_all(batch, orders, budget, progress)
    of_content = {_content(order): answer for order, answer in zip(orders, answers, strict=True)}
    return tuple(_result(order.id, of_content[_content(order)]) for order in batch.orders)


def _result(order_id: str, answer: PackingAnswer | None) -> PackOrderResult:
    if answer is None:
        return PackOrderResult.not_reached(order_id)
    return PackOrderResult.of(order_id, answer)


def _content(order: PackOrder) -> tuple[str, tuple[Item, ...]]:
    """What makes two orders twins."""
    return order.rate_zone_id, order.items


def _pack_all(
    batch: BatchPackProblem,
    orders: Sequence[PackOrder],
    budget: Budget,
    progress: Progress | None,
) -> list[PackingAnswer | None]:
    done = 0
    first_pass = budget.part(_FIRST_SHARE)

    def pack_first(order: PackOrder) -> PackingAnswer | None:
        nonlocal done
        if budget.expired():
            return None
        fair = first_pass.remaining_s() * budget.cores / max(1, len(orders) - done)
        answer = pack(batch.problem_of(order), _own(first_pass, min(_FIRST_MOST_S, fair)))
        done += 1
        if progress is not None:
            progress(done, len(orders))
        return answer

    with ThreadPoolExecutor(budget.cores) as pool:
        answers = list(pool.map(pack_first, orders))
        hard = [
            i
            for i, answer in enumerate(answers)
            if answer is not None and not answer.report.proved_optimal
        ]
        if budget.work_limit is not None or not hard:
            return answers
        each = budget.remaining_s() * budget.cores / len(hard)

        def pack_again(i: int) -> PackingAnswer | None:
            first = answers[i]
            if first is None or budget.expired():
                return first
            again = pack(batch.problem_of(orders[i]), _own(budget, each))
            return min(first, again, key=partial(_badness, batch))

        if each > _FIRST_MOST_S:
            for i, answer in zip(hard, pool.map(pack_again, hard), strict=True):
                answers[i] = answer
    return answers


def _own(budget: Budget, seconds: float) -> Budget:
    """A budget of one core for one order, within the budget of the batch."""
    own = replace(budget, cores=1)
    if budget.work_limit is not None:
        return own
    return replace(own, deadline_s=min(budget.deadline_s, budget.clock() + seconds))


def _badness(batch: BatchPackProblem, answer: PackingAnswer) -> tuple[int, int, int]:
    """Pieces left over, then what the objective counts: tells which of two answers is kept."""
    plan = answer.plan
    left = sum(unpacked.quantity for unpacked in plan.unpacked)
    room = {unit.id: unit.inner_size.volume_mm3 for unit in batch.load_units}
    units = len(plan.loads)
    # A piece that ships in its own container takes no unit.
    volume = sum(room.get(load.load_unit_id, 0) for load in plan.loads)
    if batch.objective is PackingObjective.LOWEST_COST:
        return left, plan.cost_minor or 0, units
    if batch.objective is PackingObjective.LEAST_AIR:
        return left, volume, units
    return left, units, volume
