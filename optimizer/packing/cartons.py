"""Cartonization: which units to take and what goes where, better while time remains.

First everything into one unit (`one_unit.py`); else unit after unit, each filled with whatever kind
serves the objective best; then regrouping (`kernels/regrouping.py`) until the lower
bound is met or the budget ends. Very large problems start from grids of like pieces.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple

import numpy as np

from optimizer.budget import Budget
from optimizer.packing.bound import Bounds, lower_bounds, tighter_bounds
from optimizer.packing.dissolving import Dissolving
from optimizer.packing.exact import SmallOrder, small_order
from optimizer.packing.instance import Instance
from optimizer.packing.kernels.arrays import Ints
from optimizer.packing.model import PackingObjective
from optimizer.packing.one_unit import CROWD, fill_one_unit
from optimizer.packing.workbench import FilledUnit, Score, Workbench, chance_of

_SURE_PIECES = 500
"""Orders up to this size are packed once whatever the time: it takes milliseconds."""

_GRID_PIECES = 1_500
_KINDS_TRIED = 8
_WINDOW = 200
_SLICE_WORK = 2_000
"""Placements between two looks at the clock, some milliseconds."""
_ROUNDS_ALONE = 20_000
"""Rounds of regrouping, some tenths of a second, before it is tried to do without a unit."""
_PUSHING = 20
"""Slices of work for that between two of regrouping, if all units are alike."""
_PUSHING_KINDS = 1
"""The same with several kinds, where regrouping alone finds better ones."""
_ROUND_SHARE = 0.1
"""Of the time left, what one regrouping or one push may take."""
_SECOND_ROUNDS = 400
"""Rounds spent on the second price alone once the first is at its bound."""
_FIRST_STEPS = 5_000
"""Steps of a first attempt at a proof: a few tenths of a millisecond."""
_MOST_STEPS = 400_000
"""Steps of the last attempt."""
_PROOF_S = 0.1
"""More time than the last attempt can need."""
_REGROUPING_SHARE = 0.25
"""Share of the time for regrouping a small order before constraint programming is asked."""
_EXCHANGES = 8
"""How often parallel searches take over the best packing of all."""


class Outcome(NamedTuple):
    """A finished packing; `left` counts pieces per type that lie in no unit."""

    units: list[FilledUnit]
    left: np.ndarray
    bounds: Bounds
    proved_optimal: bool
    time_limit_reached: bool


def pack_cartons(instance: Instance, budget: Budget) -> Outcome:
    """Packs all packable pieces as the objective asks; at the deadline the best so far."""
    bounds = lower_bounds(instance)
    chance = chance_of(budget.seed)
    alone = fill_one_unit(instance, bounds, chance, budget)
    if instance.all_pieces == 0 or (
        alone is not None and _is_settled(instance, bounds, _score_alone(instance, alone))
    ):
        units = [] if alone is None else [alone]
        return Outcome(units, instance.quantity - instance.to_pack, bounds, True, False)
    bench = Workbench(instance, chance)
    if alone is not None:
        bench.take([alone])
    else:
        _fill_unit_after_unit(bench, budget)
    if bench.score().price > bounds.price:
        bounds = tighter_bounds(instance, bounds)
    settled, bounds = _prove_and_improve(bench, bounds, budget)
    left = instance.quantity.copy()
    units = bench.finished()
    for unit in units:
        left -= np.bincount(unit.rows[:, 0], minlength=instance.type_count)
    return Outcome(units, left, bounds, settled, not settled and budget.expired())


def _is_settled(instance: Instance, bounds: Bounds, score: Score) -> bool:
    """True when no packing is better in the first price, nor, as far as known, in the second."""
    if score.loose or score.price > bounds.price:
        return False
    alike = instance.kind_count == 1 and not len(instance.kinds.rates.limits)
    return alike or score.second <= _least_second(instance, bounds)


def _least_second(instance: Instance, bounds: Bounds) -> int:
    if instance.problem.objective in (PackingObjective.LOWEST_COST, PackingObjective.LEAST_AIR):
        return bounds.units
    volume = instance.all_volume
    if bounds.units == 1:
        single = instance.might_take_all
        return int(instance.capacity[single].min(initial=volume if not single.any() else 1 << 62))
    return max(volume, bounds.units * int(instance.capacity.min()))


def _score_alone(instance: Instance, unit: FilledUnit) -> Score:
    price = instance.price_of(unit.kind, instance.all_weight)
    return Score(0, price, int(instance.kinds.second_price[unit.kind]))


def _fill_unit_after_unit(bench: Workbench, budget: Budget) -> None:
    """The first complete packing: opens units one by one until no piece is left or time is up.

    Ordinary orders get it even when time is up: an answer a moment late is worth more than none.
    """
    if bench.pieces > _GRID_PIECES or _most_in_one_unit(bench) > CROWD:
        _fill_by_grids(bench, budget)
        return
    instance = bench.instance
    size = instance.goods.size[bench.type_of]
    rest: Ints = np.argsort(-size, kind="stable").astype(np.int32)
    while rest.shape[0] and (bench.pieces <= _SURE_PIECES or not budget.expired()):
        best: tuple[float, int, Ints, Ints] | None = None
        for kind in _kinds_to_try(bench, rest):
            placed, stays = bench.fill_next(kind, rest, 1, _WINDOW)
            if not placed.shape[0]:
                continue
            inside = float(instance.goods.size[bench.type_of[placed[:, 0]]].sum())
            worth = inside / float(max(1, instance.kinds.price[kind])) + inside / float(
                instance.capacity[kind]
            )
            if best is None or worth > best[0]:
                best = (worth, kind, placed, stays)
        if best is None:
            break
        bench.open_unit(best[1], best[2])
        rest = best[3]
        bench.set_loose(rest)


def _most_in_one_unit(bench: Workbench) -> int:
    """About how many of the pieces lie in one unit when it is full, by volume."""
    instance = bench.instance
    mean = int(instance.goods.size[bench.type_of].mean())
    return min(bench.pieces, int(instance.capacity.max()) // max(1, mean))


def _kinds_to_try(bench: Workbench, rest: Ints) -> list[int]:
    """Kinds with stock that take the first loose piece: the roomiest and the best value first."""
    instance = bench.instance
    usable = [
        kind
        for kind in np.flatnonzero(instance.goes_in[bench.type_of[rest[0]]]).tolist()
        if instance.kinds.stock[kind] < 0 or bench.used(kind) < instance.kinds.stock[kind]
    ]
    if len(usable) <= _KINDS_TRIED:
        return usable
    volume = int(instance.goods.size[bench.type_of[rest]].sum())
    room = instance.capacity[usable]
    holds_all = np.flatnonzero(room >= volume)
    chosen = list(np.argsort(-room, kind="stable")[: _KINDS_TRIED // 4])
    chosen += list(
        np.argsort(instance.kinds.price[usable] / room, kind="stable")[: _KINDS_TRIED // 4]
    )
    chosen += list(holds_all[np.argsort(room[holds_all], kind="stable")][: _KINDS_TRIED // 4])
    chosen += list(np.linspace(0, len(usable) - 1, _KINDS_TRIED // 4).astype(int))
    return sorted({usable[int(i)] for i in chosen})


def _fill_by_grids(bench: Workbench, budget: Budget) -> None:
    """The first packing of a very large problem, from grids of like pieces."""
    instance = bench.instance
    left = np.where(instance.packable, instance.quantity, 0)
    largest_first = np.argsort(-instance.goods.size, kind="stable").astype(np.int32)
    closed: set[int] = set()
    while left.any() and not budget.expired():
        types = largest_first[left[largest_first] > 0]
        first = types[0]
        usable = [
            kind
            for kind in np.flatnonzero(instance.goes_in[first]).tolist()
            if instance.kinds.stock[kind] < 0 or bench.used(kind) < instance.kinds.stock[kind]
        ]
        if not usable:
            closed.add(int(first))
            others = [t for t in types.tolist() if t not in closed]
            usable = [
                kind
                for kind in range(instance.kind_count)
                if (instance.kinds.stock[kind] < 0 or bench.used(kind) < instance.kinds.stock[kind])
                and instance.goes_in[others, kind].any()
            ]
            if not usable:
                break
        volume = int((instance.goods.size * left).sum())
        worth = [
            instance.kinds.price[kind] * max(1.0, volume / instance.capacity[kind])
            for kind in usable
        ]
        kind = usable[int(np.argmin(worth))]
        if bench.open_by_grids(kind, types, left, _WINDOW, budget.expired) == 0:
            break
    bench.loose_by_type(left)


def _prove_and_improve(bench: Workbench, bounds: Bounds, budget: Budget) -> tuple[bool, Bounds]:
    """Regroups between a short and a long attempt at a proof; True when proved best."""
    order = None if budget.expired() else small_order(bench.instance)
    settled, bounds = _prove(bench, bounds, order, _FIRST_STEPS)
    if settled:
        return True, bounds
    asking = order is not None and budget.work_limit is None and order.can_be_asked(bench.units)
    settled = _improve(bench, bounds, budget.part(_REGROUPING_SHARE) if asking else budget)
    if not settled and not budget.expired():
        left = min(1.0, budget.remaining_s() / _PROOF_S)
        settled, bounds = _prove(bench, bounds, order, int(_MOST_STEPS * left))
    if not settled and asking and order is not None and not budget.expired():
        order.asking = budget
        settled, bounds = _prove(bench, bounds, order, _MOST_STEPS)
        settled = settled or _improve(bench, bounds, budget)
    return settled, bounds


def _prove(
    bench: Workbench, bounds: Bounds, order: SmallOrder | None, steps: int
) -> tuple[bool, Bounds]:
    """Looks for better packings of a small order until there is none or the steps are used up."""
    while order is not None and bench.units and not bench.loose:
        score = bench.score()
        settled, price, better = order.improve_or_prove(score, bounds.price, steps)
        if better:
            bench.take(better)
            continue
        by_units = bench.instance.problem.objective is PackingObjective.FEWEST_UNITS
        units = max(bounds.units, price) if by_units else bounds.units
        return settled, Bounds(units, max(bounds.price, price))
    return False, bounds


def _improve(bench: Workbench, bounds: Bounds, budget: Budget) -> bool:
    """Regroups until the bound is met or the budget ends; True when the result is proved best."""
    if bench.pieces == 0:
        return True
    workers = [bench]
    if budget.cores > 1 and bench.pieces > 30 and budget.remaining_s() > 0.05:
        workers += [
            Workbench(bench.instance, chance_of(budget.seed + 7919 * i))
            for i in range(1, budget.cores)
        ]
        with ThreadPoolExecutor(len(workers)) as pool:
            for part in range(_EXCHANGES):
                for other in workers[1:]:
                    other.copy_from(bench)
                turn = budget.part(1 / (_EXCHANGES - part))
                running = [
                    pool.submit(_regroup, worker, bounds, turn, budget) for worker in workers
                ]
                settled = [future.result() for future in running]
                best = min(range(len(workers)), key=lambda i: (workers[i].score(), i))
                if best:
                    bench.copy_from(workers[best])
                if any(settled) or budget.expired():
                    return any(settled)
        return False
    return _regroup(bench, bounds, budget, budget)


def _regroup(bench: Workbench, bounds: Bounds, turn: Budget, budget: Budget) -> bool:
    instance = bench.instance
    dissolving: Dissolving | None = None
    rounds = 0
    idle = 0
    limit = turn.work_limit if turn.work_limit is not None else 1 << 62
    while not budget.expired() and not turn.expired() and rounds < limit:
        score = bench.score()
        if _is_settled(instance, bounds, score):
            return True
        at_bound = score.loose == 0 and score.price <= bounds.price
        if at_bound and idle >= _SECOND_ROUNDS:
            return False
        step = min(_SECOND_ROUNDS if at_bound else 1 << 30, limit - rounds)
        seconds = _ROUND_SHARE * budget.remaining_s()
        done, better = bench.improve(step, _SLICE_WORK, seconds)
        rounds += done
        idle = 0 if better else idle + done
        if done == 0:
            return False
        if at_bound or rounds < _ROUNDS_ALONE or bench.pushing_s() > seconds:
            continue
        dissolving = dissolving or Dissolving(bench, bounds)
        for _ in range(_PUSHING if instance.kind_count == 1 else _PUSHING_KINDS):
            pushes = dissolving.go_on(limit - rounds, _SLICE_WORK)
            rounds += pushes
            if pushes == 0 or rounds >= limit or turn.expired():
                break
    return False
