"""A packing under physical rules in progress: units filled so far, what is left, what it costs."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.random import Generator

from optimizer.budget import Budget
from optimizer.packing.bound import Bounds
from optimizer.packing.kernels.arrays import Longs
from optimizer.packing.model import PackingObjective
from optimizer.packing.ruled_instance import RuledInstance
from optimizer.packing.ruled_loading import Loader, RuledUnit
from optimizer.packing.ruled_sequence import Sequences


class Score(NamedTuple):
    """What is compared, smaller first."""

    loose: int
    price: int
    second: int
    spread: float


class RuledPacking:
    """Units filled so far, pieces left by type, and what it takes to fill another unit."""

    def __init__(self, instance: RuledInstance, budget: Budget, number: int = 0) -> None:
        """`number` tells searches of the same seed from each other."""
        self.instance = instance
        self.budget = budget
        self.random: Generator = np.random.default_rng(
            (budget.seed, number) if number else budget.seed
        )
        self.units: list[RuledUnit] = []
        items, units = instance.problem.items, instance.problem.load_units
        self.left: Longs = np.array([item.quantity for item in items], np.int64)
        self.volume: Longs = np.array([item.size.volume_mm3 for item in items], np.int64)
        self.room: Longs = np.array([unit.inner_size.volume_mm3 for unit in units], np.int64)
        self.kinds = instance.relaxed.kinds
        self.loader = Loader(instance, budget)
        self.sequences = Sequences(instance, self.random)

    def take_over(self, other: RuledPacking) -> None:
        """Goes on from another packing of the same instance."""
        self.units = list(other.units)
        self.left = other.left.copy()

    @property
    def by_volume(self) -> bool:
        """True when what counts is the volume loaded."""
        return self.instance.problem.objective is PackingObjective.MOST_VOLUME

    def usable(self, types: int | Longs, used: Longs) -> Longs:
        """Kinds of unit in stock that may take a type, or one of several."""
        stock = self.kinds.stock
        takes = np.atleast_2d(self.instance.relaxed.goes_in[types]).any(axis=0)
        return np.flatnonzero(np.asarray(takes) & ((stock < 0) | (used < stock)))

    def score(self) -> Score:
        """How good the packing is; pieces that no unit could ever take do not count."""
        packable = self.instance.relaxed.packable
        return self.score_of(self.units, int((self.volume * self.left)[packable].sum()))

    def score_of(self, units: Sequence[RuledUnit], loose: int) -> Score:
        """How good some units are that leave so much volume loose."""
        return Score(
            loose,
            sum(unit.price for unit in units),
            sum(int(self.kinds.second_price[unit.kind]) for unit in units),
            -sum(float(unit.volume) ** 2 for unit in units),
        )

    def is_settled(self, bounds: Bounds) -> bool:
        """True when nothing can be better in what the objective counts."""
        score = self.score()
        if score.loose or score.price > bounds.price:
            return False
        if self.by_volume or not self.units:
            return True
        objective = self.instance.problem.objective
        if objective in (PackingObjective.LOWEST_COST, PackingObjective.LEAST_AIR):
            return len(self.units) <= bounds.units
        return score.second <= self._least_second(bounds)

    def _least_second(self, bounds: Bounds) -> int:
        """Least inner volume of as few units as can be."""
        relaxed = self.instance.relaxed
        if bounds.units == 1:
            alone = relaxed.might_take_all
            if alone.any():
                return int(self.kinds.second_price[alone].min())
        return bounds.units * int(self.kinds.second_price.min())
