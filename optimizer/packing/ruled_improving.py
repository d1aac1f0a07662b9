"""Making a packing under physical rules better: a few units at a time are filled anew.

They are emptied and filled from changed orders, and kept when less is left over, the units cost
less, or, all else equal, their contents lie less evenly spread, so that some unit can be emptied in
the end. Where a carrier bills by weight a unit may be left off at a lighter step of the prices:
every first part of a loading is a loading.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.budget import Budget
from optimizer.packing.bound import Bounds
from optimizer.packing.kernels.arrays import Longs
from optimizer.packing.ruled_loading import RuledUnit
from optimizer.packing.ruled_packing import RuledPacking
from optimizer.packing.ruled_scoring import plain_scores, random_scores
from optimizer.packing.ruled_sequence import without

_MOST_OPENED = 4
_SECOND_ROUNDS = 400
"""Rounds without gain once what the objective counts first is at its bound."""
_FILLINGS = 2
"""Ways in which a unit is filled anew before the fullest is taken."""


def improve(packing: RuledPacking, bounds: Bounds, turn: Budget) -> bool:
    """Empties and fills units anew until nothing can be better (True) or the turn ends."""
    limit = turn.work_limit
    rounds = idle = 0
    best = packing.score()
    while not turn.expired() and (limit is None or rounds < limit):
        if packing.is_settled(bounds):
            return True
        at_bound = best.loose == 0 and best.price <= bounds.price
        if (at_bound and idle >= _SECOND_ROUNDS) or not _one_round(packing):
            return False
        rounds += 1
        score = packing.score()
        idle = 0 if score < best else idle + 1
        best = min(best, score)
    return packing.is_settled(bounds)


def _one_round(packing: RuledPacking) -> bool:
    """Tries one change; False when there is nothing to change."""
    packable = packing.instance.relaxed.packable
    loose = np.where(packable, packing.left, 0)
    if not packing.units and not loose.any():
        return False
    chosen = _units_to_empty(packing)
    old = [packing.units[i] for i in chosen]
    kept = [unit for i, unit in enumerate(packing.units) if i not in chosen]
    rest = loose + sum((unit.counts for unit in old), np.zeros_like(loose))
    sequence = packing.sequences.changed([unit.rows[:, 0] for unit in old], loose)
    used = np.zeros(len(packing.room), np.int64)
    for unit in kept:
        used[unit.kind] += 1
    new: list[RuledUnit] = []
    old_score = packing.score_of(old, int((packing.volume * loose).sum()))
    for _ in range(len(old) + 1 + (1 if loose.any() else 0)):
        if not rest.any() or not len(sequence):
            break
        kind = _kind_for(packing, sequence, used, old)
        if kind < 0:
            break
        filled = _fullest(packing, kind, sequence, rest)
        if filled is None:
            break
        new.append(filled)
        used[kind] += 1
        rest = rest - filled.counts
        sequence = without(sequence, filled.counts)
        dearer = sum(unit.price for unit in new) > old_score.price
        if dearer and not packing.by_volume and not loose.any():
            return True
    if packing.score_of(new, int((packing.volume * rest).sum())) <= old_score:
        packing.units = kept + new
        packing.left = packing.left - loose + rest
    return True


def _units_to_empty(packing: RuledPacking) -> set[int]:
    """One to a few units, rather those that hold little."""
    random, count = packing.random, len(packing.units)
    if count == 0:
        return set()
    most = min(count, _MOST_OPENED)
    wanted = 1 + int(random.integers(most))
    emptiest = min(range(count), key=lambda i: packing.units[i].volume)
    chosen = {emptiest} if random.random() < 0.6 else set()
    while len(chosen) < wanted:
        chosen.add(int(random.integers(count)))
    return chosen


def _fullest(packing: RuledPacking, kind: int, sequence: Longs, rest: Longs) -> RuledUnit | None:
    """The fullest of a few ways to fill a unit, in the order given and in others."""
    random, site = packing.random, packing.instance.sites[kind]
    best: RuledUnit | None = None
    wanted = int((packing.volume * rest).sum())
    for attempt in range(_FILLINGS):
        if attempt:
            if packing.budget.expired():
                break
            sequence = packing.sequences.changed((), rest)
        if random.random() < 0.3:
            scores = plain_scores(site, int(random.random() < 0.5))
        else:
            scores = random_scores(site, random)
        unit = packing.loader.fill(kind, sequence, scores)
        if unit is not None and (best is None or unit.volume > best.volume):
            best = unit
        if best is not None and best.volume == wanted:
            break
    by_weight = len(packing.kinds.rates.limits) > 0
    return _to_a_step(packing, best) if best is not None and by_weight else best


def _to_a_step(packing: RuledPacking, unit: RuledUnit) -> RuledUnit:
    """The unit, or the first part of its loading that a lighter step of the carrier bills."""
    if packing.random.random() < 0.5:
        return unit
    rates = packing.kinds.rates
    gross = packing.loader.loaded_g(unit) + rates.tare[unit.kind]
    limits = rates.limits // rates.rounding * rates.rounding
    lighter = limits[(limits >= gross[0]) & (limits < gross[-1])]
    if not len(lighter):
        return unit
    most = int(packing.random.choice(lighter))
    return packing.loader.shorten(unit, int((gross <= most).sum())) or unit


def _kind_for(packing: RuledPacking, sequence: Longs, used: Longs, old: Sequence[RuledUnit]) -> int:
    """A kind with stock for the next unit: one that takes all left if its price is low, else
    one of those emptied, or any; -1 when there is none.
    """
    random = packing.random
    first = int(sequence[np.argmax(packing.volume[sequence])])
    usable = packing.usable(first, used)
    if not len(usable):
        usable = packing.usable(np.unique(sequence), used)
        if not len(usable):
            return -1
    volume = int(packing.volume[sequence].sum())
    if random.random() < 0.5:
        enough = usable[packing.room[usable] >= volume]
        if len(enough):
            kinds = packing.kinds
            order = np.lexsort((kinds.second_price[enough], kinds.price[enough]))
            return int(enough[order[min(len(enough) - 1, int(random.exponential(0.7)))]])
    old_kinds = [unit.kind for unit in old if unit.kind in usable]
    if old_kinds and random.random() < 0.5:
        return int(random.choice(old_kinds))
    return int(random.choice(usable))
