"""The best box around all pieces of an order, by filling and shrinking.

Lengths and widths worth trying are sums of a few sides of pieces, rounded up to the machine's
scale: no better box has others unless many pieces lie in a row, and then the sums are dense. Small
orders are proved: for each base only the greatest height that would still be cheaper has to be
refuted, which CP-SAT does (a box without room even for unsupported pieces has none for supported).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement, permutations

import numpy as np
from numpy.typing import NDArray

from optimizer.budget import Budget
from optimizer.cutting.cpsat import fits_box
from optimizer.cutting.kernels.boxing import FAR, Law, box_cost, highest_below, search_boxes
from optimizer.packing.instance import Instance
from optimizer.packing.kernels.arrays import Scratch

MOST_MEASURES = 128
"""Lengths or widths that are tried; their pairs are the bases. On real orders 128 save 2 % of board
against 56, and more nothing worth their time.
"""

TRIALS = 400
HOPELESS = 4_000
"""Fillings without a single box, after which the order is taken to need several."""
MOST_SPACES = 4_000

Longs = NDArray[np.int64]


@dataclass
class Fit:
    """A box found: inner measures, places as rows (type, x, y, z, dx, dy, dz), cost by the law."""

    box: tuple[int, int, int]
    rows: NDArray[np.int32]
    cost: float
    proved: bool = False


class BoxSearch:
    """All pieces of an instance into one box under a law."""

    def __init__(self, instance: Instance, law: Law, seed: int, bases: Longs | None = None) -> None:
        self.instance = instance
        self.law = law
        self.type_of = np.repeat(
            np.arange(instance.quantity.shape[0], dtype=np.int32), instance.quantity
        )
        self.n = int(self.type_of.shape[0])
        self.volume = int((instance.goods.size * instance.quantity).sum())
        self.bases = self._bases() if bases is None else bases
        self.seed = np.array([seed * 2 + 1], np.uint64)
        self.memory = np.zeros((self.bases.shape[0], self.n + 2), np.int32)
        self.nearest = np.full(self.bases.shape[0], -1.0)
        self.box = np.zeros(3, np.int64)
        self.rows = np.zeros((self.n, 7), np.int32)
        self.cost = FAR
        self.scratch = Scratch(
            spaces=np.empty((MOST_SPACES, 6), np.int32),
            torn=np.empty((MOST_SPACES, 6), np.int32),
            placed=np.empty((self.n + 1, 7), np.int32),
            stuck=np.zeros(instance.quantity.shape[0], np.int8),
            sequence=np.empty(self.n + 1, np.int32),
            keys=np.empty(self.n + 1, np.float64),
            opened=np.empty((4, 4), np.int64),
        )

    def _bases(self) -> Longs:
        law = self.law
        per_axis = []
        for axis in range(2):
            low, high, step = (int(v[axis]) for v in (law.lowest, law.highest, law.step))
            found = sorted(
                {
                    max(low, low + -(-(total + 2 * law.padding - low) // step) * step)
                    for total in self._sums(high - 2 * law.padding)
                }
            )
            found = [measure for measure in found if measure <= high]
            if len(found) > MOST_MEASURES:
                pick = np.linspace(0, len(found) - 1, MOST_MEASURES).round().astype(int)
                found = [found[i] for i in pick]
            per_axis.append(found)
        pairs = [(a, b) for a in per_axis[0] for b in per_axis[1] if a >= b]
        pairs = pairs or [(a, b) for a in per_axis[0] for b in per_axis[1]]
        return np.array(pairs, np.int64).reshape(-1, 2)

    def _sums(self, most: int) -> set[int]:
        """Sums of up to three sides, or more while there are few, as far as they may matter."""
        turns = self.instance.goods.turns
        sides = sorted({int(v) for v in turns[:, :2].ravel()})
        reach = min(most, max(int(2.2 * self.volume ** (1 / 3)) + 2, 2 * max(sides)))
        found: set[int] = set()
        if len(sides) <= 30:
            for count in (1, 2, 3):
                found.update(sum(group) for group in combinations_with_replacement(sides, count))
        else:
            found.update(sides)
            found.update(a + b for a in sides for b in sides)
        if self.n > 3 and len(found) < 4 * MOST_MEASURES:
            found.update(a + b for a in tuple(found) for b in sides)
        return {total for total in found if total <= reach}

    def run(self, budget: Budget, patience: int | None = None) -> Fit | None:
        """Searches until the budget ends or nothing can be cheaper."""
        law, instance = self.law, self.instance
        if not self.n or not self.bases.shape[0]:
            return None
        made, since = 0, 0
        chunk = max(10, min(TRIALS, 40_000 // (self.n * self.n)))
        limit = budget.work_limit
        while not budget.expired():
            before = self.cost
            self.cost, done = search_boxes(
                instance.goods,
                self.type_of,
                instance.share,
                self.bases,
                law,
                self.box,
                self.cost,
                self.rows,
                self.volume,
                chunk,
                self.memory,
                self.nearest,
                self.seed,
                self.scratch,
            )
            made += done
            since = 0 if self.cost < before else since + done
            if done < chunk or (limit is not None and made >= limit):
                break
            if patience is not None and since >= patience:
                break
            if self.cost >= FAR and made >= HOPELESS:
                break
        return self.found()

    def found(self) -> Fit | None:
        """The best box so far; its rows name types."""
        if self.cost >= FAR:
            return None
        rows = self.rows.copy()
        rows[:, 0] = self.type_of[self.rows[:, 0]]
        return Fit((int(self.box[0]), int(self.box[1]), int(self.box[2])), rows, float(self.cost))

    def prove(self, fit: Fit, budget: Budget) -> Fit:
        """Refutes every cheaper box, or finds one; `proved` when nothing cheaper is left."""
        instance, law = self.instance, self.law
        goods = instance.goods
        turns = [
            [
                (int(dx), int(dy), int(dz))
                for dx, dy, dz in goods.turns[
                    goods.first_turn[t] : goods.first_turn[t + 1]
                ].tolist()
            ]
            for t in self.type_of.tolist()
        ]
        sums = [_sums_of_one_side_each(turns, axis) for axis in range(3)]
        # Where every piece may lie in all six ways, so may the box.
        free = all(set(own) == set(permutations(own[0])) for own in turns)
        refuted: list[tuple[int, ...]] = []
        bases = self._normal_bases(sums)
        bases.sort(key=lambda base: -base[0] * base[1])
        at = 0
        while at < len(bases):
            length, width = bases[at]
            height = int(highest_below(length, width, fit.cost, law))
            inner = tuple(m - 2 * law.padding for m in (length, width, height))
            if height < 0 or min(inner) < 1 or inner[0] * inner[1] * inner[2] < self.volume:
                at += 1
                continue
            # A packing pushed to the corner ends at sums of sides: no measure need be between them.
            tight = tuple(own[bisect_right(own, m) - 1] for own, m in zip(sums, inner, strict=True))
            key = tuple(sorted(tight)) if free else tight
            if tight[0] * tight[1] * tight[2] < self.volume or any(
                all(a <= b for a, b in zip(key, known, strict=True)) for known in refuted
            ):
                at += 1
                continue
            if budget.expired():
                return fit
            verdict = fits_box(
                turns, (tight[0], tight[1], tight[2]), budget.remaining_s(), budget.seed
            )
            if not verdict.known or (verdict.places is not None and instance.share > 0):
                return fit
            if verdict.places is None:
                refuted.append(key)
                at += 1
                continue
            rows = np.array(
                [
                    (t, x, y, z, *turns[i][turn])
                    for i, (t, (turn, x, y, z)) in enumerate(
                        zip(self.type_of.tolist(), verdict.places, strict=True)
                    )
                ],
                np.int32,
            )
            fit = Fit((length, width, height), rows, float(box_cost(length, width, height, law)))
        fit.proved = True
        return fit

    def _normal_bases(self, sums: Sequence[Sequence[int]]) -> list[tuple[int, int]]:
        """Every base that a best box may have: sums of at most one side of each piece."""
        law = self.law
        per_axis = []
        for axis in range(2):
            low, high, step = (int(v[axis]) for v in (law.lowest, law.highest, law.step))
            scaled = {
                max(low, low + -(-(total + 2 * law.padding - low) // step) * step)
                for total in sums[axis]
                if total > 0
            }
            per_axis.append({measure for measure in scaled if measure <= high})
        return [(a, b) for a in per_axis[0] for b in per_axis[1]]


def _sums_of_one_side_each(turns: Sequence[Sequence[tuple[int, int, int]]], axis: int) -> list[int]:
    """Sorted sums, 0 included, of at most one side of each piece along an axis."""
    sums = {0}
    for own in turns:
        sums |= {total + turn[axis] for total in sums for turn in own}
    return sorted(sums)
