"""Does without one unit after another: an attempt is carried on a little at a time.

The emptiest unit is taken apart and its pieces are pushed into the others (`kernels/ejecting.py`).
Each attempt learns anew what pieces are worth: what succeeds mostly does so early.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.packing.bound import Bounds
from optimizer.packing.instance import Instance
from optimizer.packing.kernels.arrays import Longs
from optimizer.packing.kernels.ejecting import find_clashes
from optimizer.packing.workbench import Workbench, chance_of

_FIRST_PUSHES = 10_000
"""An attempt that has not succeeded by then starts anew from the packing as it is now."""
_LONGER = 1.2
"""How much longer each attempt may take than the one that failed before it."""
_MOST_PIECES = 1_000
_MOST_TYPES = 400
"""More types are not compared in pairs."""


class Dissolving:
    """Attempts at the packing of `bench`, which changes when one succeeds."""

    def __init__(self, bench: Workbench, bounds: Bounds) -> None:
        instance = bench.instance
        self._bench = bench
        self._bounds = bounds
        self._trial: Workbench | None = None
        self._clash: NDArray[np.bool_] | None = None
        self._worth = np.ones(bench.pieces)
        self._most = _FIRST_PUSHES
        self._left = 0
        self._units = 0
        # With rates a unit costs by weight: what one less saves depends on the others.
        self._possible = (
            bench.pieces <= _MOST_PIECES
            and instance.type_count <= _MOST_TYPES
            and not len(instance.kinds.rates.limits)
        )

    def go_on(self, most: int, most_work: int) -> int:
        """Up to `most` pushes, about `most_work` placements; returns the pushes made."""
        bench = self._bench
        if self._left <= 0 or self._units != bench.units:
            self._begin()
        if self._trial is None or self._clash is None or self._left <= 0:
            return 0
        trial = self._trial
        done = trial.push_in(self._clash, self._worth, min(most, self._left), most_work)
        self._left -= done
        if trial.loose == 0:
            if trial.score() < bench.score():
                bench.copy_from(trial)
            self._left = 0
            self._most = _FIRST_PUSHES
        return done

    def _begin(self) -> None:
        """Takes a unit apart, unless none can be spared."""
        bench, instance = self._bench, self._bench.instance
        self._left = 0
        if bench.loose or not self._possible:
            return
        kind, price, volume = bench.contents()
        room: Longs = instance.capacity[kind]
        spared = price.sum() - price >= self._bounds.price
        spared &= room.sum() - room >= volume.sum()
        units = np.flatnonzero(spared & (price > 0))
        if not len(units):
            return
        if self._trial is None or self._clash is None:
            kinds = instance.kinds
            self._clash = find_clashes(
                instance.goods, kinds.inner, kinds.net_weight, instance.usable
            )
            self._trial = bench.beside()
        self._trial.copy_from(bench)
        self._trial.dissolve(int(units[np.argmin(volume[units] / price[units])]))
        size = instance.goods.size[bench.type_of]
        self._worth = size / size.mean()
        self._units = bench.units
        self._left = self._most
        self._most = int(self._most * _LONGER)


def warm_dissolving(instance: Instance) -> None:
    """Compiles the kernels, or loads them, by an attempt at two of the pieces."""
    bench = Workbench(instance, chance_of(0))
    for piece in range(2):
        placed, _ = bench.fill_next(0, np.array([piece], np.int32), 0, 1)
        bench.open_unit(0, placed)
    bench.set_loose(np.empty(0, np.int32))
    Dissolving(bench, Bounds(0, 0)).go_on(1, 1)
