"""In which order pieces are offered to a unit that is filled under physical rules."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from optimizer.packing.kernels.arrays import Longs
from optimizer.packing.model import MAX_PIECES
from optimizer.packing.ruled_instance import RuledInstance
from optimizer.packing.ruled_loading import MANY

_FILLER_SHARE = 0.1
"""Of the room of a unit that may at most be filled by a type that comes after larger ones."""


class Sequences:
    """Orders of loading of an instance: sequences of types, one entry for each piece."""

    def __init__(self, instance: RuledInstance, random: Generator) -> None:
        self._instance = instance
        self._random = random
        items = instance.problem.items
        self._volume = np.array([item.size.volume_mm3 for item in items], np.int64)
        self._drop = instance.cargo[0].drop[: len(items)]
        self._in_clusters = sorted(set().union(*instance.clusters))
        self._room = max(unit.inner_size.volume_mm3 for unit in instance.problem.load_units)

    def first(self, counts: Longs) -> Longs:
        """The first order to try: later drops, then what bears most, then size."""
        cargo = self._instance.cargo[0]
        types = np.flatnonzero(counts)
        bears = np.where(cargo.max_load[types] < 0, 1 << 60, cargo.max_load[types])
        bears[cargo.fragile[types]] = -1
        # Only what bears nearly nothing is told apart: else size counts for more.
        weak = bears <= np.median(cargo.weight[types])
        order = np.lexsort((-self._volume[types], weak, -self._drop[types]))
        return np.repeat(types[order], counts[types[order]])

    def for_one_unit(self, counts: Longs) -> Longs:
        """Of very many pieces, those that a unit could hold at most, fewer of the smaller types."""
        if int(counts.sum()) <= MANY:
            return counts
        room, size = self._room, self._instance.relaxed.goods.size
        large_first = np.argsort(-self._volume, kind="stable")
        before = np.cumsum((counts * size)[large_first]) - (counts * size)[large_first]
        share = np.empty(len(counts))
        share[large_first] = np.where(before < room, 1.0, _FILLER_SHARE)
        # Groups go in whole or not at all.
        share[self._in_clusters] = np.inf
        return np.minimum(counts, np.minimum(share * room / size, MAX_PIECES).astype(np.int64) + 1)

    def changed(self, old: Sequence[Longs], loose: Longs) -> Longs:
        """What lay in units, in the order of their loading, and loose pieces (by type) in a new
        order: the old one with some moved, or sorted by a noisy trait.
        """
        random = self._random
        types = np.concatenate([*old, np.repeat(np.arange(len(loose)), loose)]).astype(np.int64)
        n = len(types)
        if n > 1 and random.random() < 0.5 and old:
            order = list(range(n))
            for _ in range(1 + int(random.integers(3))):
                start = int(random.integers(n))
                length = 1 + int(random.integers(max(1, n // 4)))
                piece = order[start : start + length]
                del order[start : start + length]
                at = int(random.integers(len(order) + 1))
                order[at:at] = piece
            types = types[order]
        else:
            types = types[np.argsort(self._keys(types), kind="stable")]
        return types[np.argsort(-self._drop[types], kind="stable")]

    def _keys(self, types: Longs) -> NDArray[np.float64]:
        """A trait of each piece with noise by type: small keys go in first."""
        random = self._random
        cargo = self._instance.cargo[0]
        count = len(self._volume)
        noise = np.exp(random.standard_normal(count) * random.choice((0.05, 0.2, 0.6)))
        sizes = self._instance.relaxed.goods.traits
        which = int(random.integers(7))
        if which < 4:
            trait = sizes[:, which]
        elif which == 4:
            trait = cargo.weight[:count].astype(np.float64)
        else:
            # Pieces of like height side by side make an even layer to stand on.
            trait = self._instance.relaxed.goods.least[:, 2].astype(np.float64)
        keys = -(trait * noise)
        bears = cargo.max_load[:count].astype(np.float64)
        bears[cargo.max_load[:count] < 0] = np.inf
        bears[cargo.fragile[:count]] = 0.0
        if random.random() < 0.6 and not np.isinf(bears).all():
            # What bears little goes in last.
            level = np.quantile(bears[~np.isinf(bears)], random.random())
            keys = keys + np.where(bears <= level, 1e18, 0.0)
        found: NDArray[np.float64] = keys[types]
        return found


def without(sequence: Longs, counts: Longs) -> Longs:
    """The sequence without the first pieces of each type that `counts` names."""
    taken = counts.copy()
    keep = np.ones(len(sequence), np.bool_)
    for i, t in enumerate(sequence.tolist()):
        if taken[t] > 0:
            taken[t] -= 1
            keep[i] = False
    return sequence[keep]
