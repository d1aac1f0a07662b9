"""S-shape batches by columns: a linear program over batches, priced exactly, then a dive.

The relaxation of "choose batches that cover every order" is solved by column generation
(Desaulniers, Desrosiers and Solomon 2005), prices smoothed on the way (Wentges 1997). Prices of
orders bound from below what all tours together must walk. Diving then takes the batches that the
relaxation likes best and prices the rest anew.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from optimizer.budget import Budget
from optimizer.dispatch.kernels import pricing, slots, walking
from optimizer.dispatch.mip import Cover
from optimizer.dispatch.pick_floor import Floor, Longs

ROUNDS_PER_STEP = 0.05
"""Rounds of pricing for one search step of a budget's work limit."""

_MOST_AISLES = 11
_MOST_ORDERS = 1_500
_MOST_PIECES = 300
_TOLERANCE_MM = 0.5
_SMOOTH = 0.6
_MEMORY = 0.7
_SHARE_FIXED = 0.05
_ROUNDS_OF_DIVE = 3
_SHARE_OF_BOUND = 0.6


@dataclass(frozen=True, slots=True)
class Columns:
    """Batches from columns, and a length below which no plan walks (0 none).

    `priced_out` tells that the relaxation was solved; else its time ended and the batches are as
    they were.
    """

    batch_of: Longs
    bound: int
    priced_out: bool


def columns_fit(floor: Floor) -> bool:
    """True where tours depend on few sets of aisles, so that pricing is quick."""
    return (
        int(floor.facts[slots.POLICY]) == walking.S_SHAPE
        and not floor.by_points
        and floor.words.shape[0] > 0
        and floor.words.shape[1] - 1 <= _MOST_AISLES
        and len(floor.parts) <= _MOST_ORDERS
        and int(floor.facts[slots.LIMIT]) <= _MOST_PIECES
    )


def by_columns(floor: Floor, batch_of: Longs, budget: Budget) -> Columns:
    """Batches that the relaxation likes; as good as `batch_of` or not."""
    master = _Master(floor, batch_of)
    rounds = (
        10_000 if budget.work_limit is None else max(4, int(budget.work_limit * ROUNDS_PER_STEP))
    )
    first = budget.part(_SHARE_OF_BOUND)
    priced_out = False
    for _ in range(rounds):
        if first.expired():
            break
        if not master.round(_SMOOTH):
            priced_out = True
            break
    if not priced_out:
        # Prices that have not settled lead a dive astray: the time is better spent annealing.
        return Columns(batch_of, master.bound, priced_out=False)
    for _ in range(rounds):
        if budget.expired() or not master.open_orders.any():
            break
        master.fix()
        for _ in range(_ROUNDS_OF_DIVE):
            if budget.expired() or not master.round(0.0):
                break
    return Columns(master.finished(), master.bound, priced_out=True)


class _Master:
    """The relaxation: its columns, the prices of its rows, and what is fixed already."""

    def __init__(self, floor: Floor, batch_of: Longs) -> None:
        n = len(floor.parts)
        self._floor, self._start = floor, floor.groups(batch_of)
        self._cover = Cover(n)
        self._columns: dict[tuple[int, ...], int] = {}
        self.open_orders = np.ones(n, np.int64)
        self.bound = 0
        self._fixed: list[list[int]] = []
        self._centre: np.ndarray | None = None
        aisles = floor.words.shape[1] - 1
        most = min(n, int(floor.facts[slots.LIMIT]))
        self._members = np.empty((1 << aisles, most), np.int64)
        self._sizes = np.empty(1 << aisles, np.int64)
        self._gains = np.empty(1 << aisles, np.float64)
        for members in [*self._start, *([i] for i in range(n))]:
            self._add(members)

    def _add(self, members: list[int]) -> bool:
        key = tuple(sorted(members))
        if key in self._columns:
            return False
        self._columns[key] = self._cover.add(key, self._floor.tour(key))
        return True

    def round(self, smooth: float) -> bool:
        """Solves, prices, adds what is missing; False when nothing is."""
        prices = np.array(self._cover.solve())
        centre = prices if self._centre is None else self._centre
        added = False
        for share in (smooth, 0.0) if smooth else (0.0,):
            asked = share * centre + (1 - share) * prices
            found, greatest = pricing.best_batches(
                self._floor.facts,
                self._floor.words,
                self._floor.pieces,
                asked,
                self.open_orders,
                _TOLERANCE_MM,
                self._members,
                self._sizes,
                self._gains,
            )
            if not self._fixed:
                # Every batch walks at least its prices less the greatest gain there is.
                slack = max(greatest, _TOLERANCE_MM) * len(asked)
                self.bound = max(self.bound, math.floor(asked.clip(min=0).sum() - slack) - 1)
            for k in range(found):
                added |= self._add(self._members[k, : self._sizes[k]].tolist())
            if added:
                break
        self._centre = _MEMORY * centre + (1 - _MEMORY) * prices
        return added

    def fix(self) -> None:
        """Takes the batches that the relaxation likes best: all whole ones, and a few more."""
        self._cover.solve()
        values = self._cover.values()
        liked = sorted(
            ((-values[at], key) for key, at in self._columns.items() if values[at] > 1e-6),
        )
        most = max(1, int(self.open_orders.sum() * _SHARE_FIXED))
        taken = 0
        for value, key in liked:
            left = [i for i in key if self.open_orders[i]]
            if not left:
                continue
            if -value < 0.999 and (taken >= most or (taken and len(left) < len(key))):
                continue
            self._fixed.append(left)
            self._cover.fix(self._columns[key])
            self.open_orders[left] = 0
            taken += 1

    def finished(self) -> Longs:
        """What is fixed; the rest as it was at the start."""
        batch_of = np.empty(len(self.open_orders), np.int64)
        rest = [[i for i in members if self.open_orders[i]] for members in self._start]
        for number, members in enumerate([*self._fixed, *(left for left in rest if left)]):
            batch_of[members] = number
        return batch_of
