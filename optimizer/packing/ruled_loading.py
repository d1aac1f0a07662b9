"""One unit filled under physical rules from a sequence of pieces, groups whole, in balance."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from optimizer.budget import Budget
from optimizer.packing.balance import balance
from optimizer.packing.kernels.arrays import Longs
from optimizer.packing.kernels.placing import fill_yard
from optimizer.packing.kernels.stowing import open_yard
from optimizer.packing.kernels.yard import MISSES, POSITION, N, Yard, make_yard
from optimizer.packing.ruled_instance import RuledInstance, lying_weight_g
from optimizer.packing.ruled_scoring import Weights

MANY = 3_000
"""More pieces than this are not all tried in every unit."""
_WINDOW = 40
"""Types in a row without a place after which a unit counts as full, of very many pieces."""
_SLICE_WORK = 2_000_000
"""Comparisons of boxes between two looks at the clock, some milliseconds."""
_SECOND_PASS = 400


class RuledUnit(NamedTuple):
    """A filled unit; rows are (type, x, y, z, dx, dy, dz, nests) in order of loading, as the unit
    lies, not in the frame of the search.
    """

    kind: int
    rows: Longs
    counts: Longs
    volume: int
    price: int


def yard_for(instance: RuledInstance, pieces: int) -> Yard:
    """Room for filling one unit of any kind with up to so many pieces."""
    lying = max((len(site.fixed) for site in instance.sites), default=0)
    return make_yard(pieces + lying, len(instance.group_names))


class Loader:
    """Fills units of an instance, one at a time, in room that it keeps."""

    def __init__(self, instance: RuledInstance, budget: Budget) -> None:
        self._instance = instance
        self._budget = budget
        items = instance.problem.items
        self._weights_g = [item.weight_g for item in items]
        self._grams = np.array(self._weights_g, np.int64)
        self._volume = np.array([item.size.volume_mm3 for item in items], np.int64)
        self._quantity = np.array([item.quantity for item in items], np.int64)
        self._drop = instance.cargo[0].drop[: len(items)]
        self._yard = yard_for(instance, int(self._quantity[instance.relaxed.packable].sum()))
        self._lying_g = [lying_weight_g(unit) for unit in instance.problem.load_units]

    def fill(self, kind: int, sequence: Longs, weights: Weights) -> RuledUnit | None:
        """A unit of a kind filled with pieces of a sequence of types; None when it stays empty."""
        banned: set[frozenset[int]] = set()
        preferred: frozenset[int] = frozenset()
        for _ in range(2 * len(self._instance.clusters) + 1):
            unit = self._fill_once(kind, sequence, weights)
            broken = [] if unit is None else self._broken_clusters(unit)
            if not broken:
                return unit
            # A group that did not go in whole is tried first, then left out.
            cluster = broken[0]
            if cluster != preferred and cluster not in banned:
                preferred = cluster
                inside = np.isin(sequence, list(cluster))
                order = np.lexsort((~inside, -self._drop[sequence]))
                sequence = sequence[order]
                banned.add(cluster)
            else:
                sequence = sequence[~np.isin(sequence, list(cluster))]
                if not len(sequence):
                    return None
        return None

    def loaded_g(self, unit: RuledUnit) -> Longs:
        """Grams in a unit after each of its pieces, what lies in it beforehand included."""
        found: Longs = np.cumsum(self._grams[unit.rows[:, 0]]) + self._lying_g[unit.kind]
        return found

    def shorten(self, unit: RuledUnit, pieces: int) -> RuledUnit | None:
        """The unit with only the first of its pieces; None when that cannot be."""
        shorter = self._finish(unit.kind, unit.rows[:pieces])
        return None if shorter is None or self._broken_clusters(shorter) else shorter

    def _broken_clusters(self, unit: RuledUnit) -> list[frozenset[int]]:
        return [
            cluster
            for cluster in self._instance.clusters
            if 0
            < sum(int(unit.counts[t]) for t in cluster)
            < sum(int(self._quantity[t]) for t in cluster)
        ]

    def _fill_once(self, kind: int, sequence: Longs, weights: Weights) -> RuledUnit | None:
        instance = self._instance
        site, yard = instance.sites[kind], self._yard
        cargo = instance.cargo[instance.is_turned(kind)]
        ground = instance.ground
        open_yard(cargo, ground, site, yard)
        before = int(yard.meta[N])
        taken = np.zeros(len(sequence), np.bool_)
        window, leap = len(sequence) + 1, 0.0
        if len(sequence) > MANY:
            window = _WINDOW
            # Of very many types the last ones tried are the smallest there are.
            leap = 0.0 if instance.clusters else 2 * len(np.unique(sequence)) / window**2
        for _ in range(2 if len(sequence) <= _SECOND_PASS else 1):
            count = int(yard.meta[N])
            yard.meta[POSITION] = 0
            yard.meta[MISSES] = 0
            while not fill_yard(
                cargo, ground, site, yard, sequence, taken, weights, window, leap, _SLICE_WORK
            ):
                if self._budget.expired():
                    break
            # What found no place may stand on what went in after it.
            if taken.all() or int(yard.meta[N]) == count or ground.share == 0.0:
                break
        n = int(yard.meta[N])
        if n == before:
            return None
        rows = np.empty((n - before, 8), np.int64)
        rows[:, 0] = yard.type_of[before:n]
        rows[:, 1:4] = yard.box[before:n, :3]
        rows[:, 4:7] = yard.box[before:n, 3:] - yard.box[before:n, :3]
        rows[:, 7] = yard.nested[before:n]
        return self._finish(kind, instance.from_frame(kind, rows))

    def _finish(self, kind: int, rows: Longs) -> RuledUnit | None:
        rows = balance(self._instance.problem.load_units[kind], self._weights_g, rows)
        if not len(rows):
            return None
        types = rows[:, 0]
        contents = int(self._grams[types].sum()) + self._lying_g[kind]
        return RuledUnit(
            kind,
            rows,
            np.bincount(types, minlength=len(self._volume)),
            int(self._volume[types].sum()),
            self._instance.relaxed.price_of(kind, contents),
        )
