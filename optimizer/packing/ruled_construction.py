"""The first packing under physical rules: unit after unit, each the best of a few fillings.

Like units are repeated while pieces last. Of very many pieces as many ways of filling a unit are
tried as there is time for.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.packing.kernels.arrays import Longs
from optimizer.packing.model import PackingObjective
from optimizer.packing.ruled_loading import MANY, RuledUnit
from optimizer.packing.ruled_packing import RuledPacking
from optimizer.packing.ruled_scoring import ROWS_COUNT, Weights, plain_scores

_KINDS_TRIED = 8
_SPARE_SHARE = 0.3
"""Of the time left, what may go into trying more ways than one on the way to a first packing."""
_FIRST_SHARE = 0.1
"""A way that takes more of the time than this for one unit is the only one tried on the first."""


@dataclass
class _Way:
    """A way of scoring places, what it filled so far, how often and in how many seconds."""

    weights: Weights
    volume: int = 0
    fillings: int = 0
    seconds: float = 0.0


class Construction:
    """Fills a packing from nothing."""

    def __init__(self, packing: RuledPacking) -> None:
        self._packing = packing
        self._budget = packing.budget
        self._few = False
        self._known_ways: dict[int, list[_Way]] = {}
        self._distinct_volume = 0
        self._distinct = 0

    def construct(self) -> None:
        """Fills unit after unit until nothing is left that any unit takes, or time is up."""
        packing = self._packing
        used = np.zeros(len(packing.room), np.int64)
        closed = np.zeros(len(packing.left), np.bool_)
        while not (packing.units and self._budget.expired()):
            open_types = (packing.left > 0) & ~closed & packing.instance.relaxed.packable
            if not open_types.any():
                break
            sequences = packing.sequences
            counts = sequences.for_one_unit(np.where(open_types, packing.left, 0))
            sequence = sequences.first(counts)
            first = int(sequence[np.argmax(packing.volume[sequence])])
            best = self._best_unit(first, sequence, used)
            if best is None:
                # No unit takes the largest; the others may still find one.
                closed[list(self._cluster_of(first))] = True
                continue
            self._distinct_volume += best.volume
            self._distinct += 1
            self._keep(best, used)

    def construct_for_few(self) -> None:
        """Where cost decides: again, each unit holding the most it can; the better plan stays.

        The best value unit by unit may need one more unit in the end than roomier ones.
        """
        packing = self._packing
        if packing.instance.problem.objective is not PackingObjective.LOWEST_COST:
            return
        score, units, left = packing.score(), packing.units, packing.left
        packing.units = []
        packing.left = left + sum((unit.counts for unit in units), np.zeros_like(left))
        if not self._budget.expired():
            self._few = True
            self.construct()
            self._few = False
        if packing.score() >= score:
            packing.units, packing.left = units, left

    def _best_unit(self, first: int, sequence: Longs, used: Longs) -> RuledUnit | None:
        """The best value of the fillings that there is time for; `first` is the largest type."""
        best: tuple[float, RuledUnit] | None = None
        for kind in self._kinds_to_try(first, sequence, used):
            for way in self._ways(kind, len(sequence)):
                started = self._budget.clock()
                unit = self._packing.loader.fill(kind, sequence, way.weights)
                way.seconds += self._budget.clock() - started
                way.fillings += 1
                if unit is None:
                    continue
                way.volume += unit.volume
                worth = self._worth(unit)
                if best is None or worth > best[0]:
                    best = (worth, unit)
                if len(sequence) > MANY and self._takes_long(way):
                    break
            if best is not None and self._budget.expired():
                break
        return None if best is None else best[1]

    def _keep(self, unit: RuledUnit, used: Longs) -> None:
        """Takes a filled unit, and again the same while there are pieces for it."""
        packing = self._packing
        held = np.flatnonzero(unit.counts)
        times = int((packing.left[held] // unit.counts[held]).min())
        stock = int(packing.kinds.stock[unit.kind])
        if stock >= 0:
            times = min(times, stock - int(used[unit.kind]))
        packing.units += [unit] * times
        used[unit.kind] += times
        packing.left = packing.left - times * unit.counts

    def _worth(self, unit: RuledUnit) -> float:
        if self._packing.by_volume:
            return float(unit.volume)
        per_price = unit.volume / (1.0 if self._few else max(1.0, float(unit.price)))
        return per_price + unit.volume / float(self._packing.room[unit.kind])

    def _cluster_of(self, t: int) -> frozenset[int]:
        """The types that go where type t goes."""
        return next(
            (found for found in self._packing.instance.clusters if t in found), frozenset((t,))
        )

    def _kinds_to_try(self, first: int, sequence: Longs, used: Longs) -> list[int]:
        """Kinds in stock that may take the first type: the best value and the roomiest first."""
        packing = self._packing
        usable = packing.usable(first, used)
        if len(usable) <= _KINDS_TRIED:
            return [int(kind) for kind in usable]
        room = packing.room[usable]
        volume = int(packing.volume[sequence].sum())
        holds_all = np.flatnonzero(room >= volume)
        chosen = [
            *np.argsort(-room, kind="stable")[: _KINDS_TRIED // 4],
            *np.argsort(packing.kinds.price[usable] / room, kind="stable")[: _KINDS_TRIED // 4],
            *holds_all[np.argsort(room[holds_all], kind="stable")][: _KINDS_TRIED // 2],
        ]
        return sorted({int(usable[i]) for i in chosen})

    def _ways(self, kind: int, pieces: int) -> list[_Way]:
        """Ways of scoring places to try; of very many pieces those that filled most so far first,
        and no more of them than there is time for.
        """
        packing = self._packing
        if kind not in self._known_ways:
            rows = (ROWS_COUNT, 4 * ROWS_COUNT) if pieces > MANY else (-1.0, ROWS_COUNT)
            site = packing.instance.sites[kind]
            self._known_ways[kind] = [
                _Way(plain_scores(site, way, counts)) for counts in rows for way in (0, 1)
            ]
        ways = self._known_ways[kind]
        if pieces <= MANY or not packing.units:
            return ways
        each = sum(way.seconds for way in ways) / max(1, sum(way.fillings for way in ways))
        to_come = int(packing.volume @ packing.left) / max(1, self._distinct_volume)
        to_come *= self._distinct
        most = 1 + int(_SPARE_SHARE * self._budget.remaining_s() / max(each * to_come, 1e-9))
        return sorted(ways, key=lambda way: -way.volume / max(1, way.fillings))[:most]

    def _takes_long(self, way: _Way) -> bool:
        """True when trying one more way would take much of the time there is."""
        longest = _FIRST_SHARE * self._budget.remaining_s()
        return not self._packing.units and way.seconds > longest
