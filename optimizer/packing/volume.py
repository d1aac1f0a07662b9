"""Most volume into limited stock: container after container, each as full as can be.

The largest units are loaded first, each with its share of the time left.
"""

from __future__ import annotations

import numpy as np

from optimizer.budget import Budget
from optimizer.packing.bound import lower_bounds
from optimizer.packing.cartons import Outcome
from optimizer.packing.container import load_container
from optimizer.packing.instance import Instance
from optimizer.packing.workbench import FilledUnit


def pack_most_volume(instance: Instance, budget: Budget) -> Outcome:
    """Loads unit after unit while stock, pieces and time remain."""
    bounds = lower_bounds(instance)
    left = np.where(instance.packable, instance.quantity, 0)
    units: list[FilledUnit] = []
    used = np.zeros(instance.kind_count, np.int64)
    complete = True
    while left.any() and not (units and budget.expired()):
        kind = _next_kind(instance, left, used)
        if kind < 0:
            break
        share = 1 / _units_to_come(instance, kind, left, used)
        loading = load_container(instance, kind, left, budget.part(share))
        used[kind] += 1
        complete &= loading.complete
        if len(loading.rows):
            units.append(FilledUnit(kind, loading.rows))
            left -= np.bincount(loading.rows[:, 0], minlength=instance.type_count)
        else:
            # Nothing went in: the deadline came before the first loading.
            break
    over = instance.quantity.copy()
    for unit in units:
        over -= np.bincount(unit.rows[:, 0], minlength=instance.type_count)
    proved = complete and not left.any() and len(units) <= bounds.units
    return Outcome(units, over, bounds, proved, not proved and budget.expired())


def _next_kind(instance: Instance, left: np.ndarray, used: np.ndarray) -> int:
    """The roomiest kind in stock that takes some piece left, or the smallest that takes all."""
    stock = instance.kinds.stock
    volume = int((instance.goods.size * left).sum())
    wanted = instance.goes_in[left > 0]
    open_kinds = ((stock < 0) | (used < stock)) & wanted.any(axis=0)
    enough = open_kinds & wanted.all(axis=0) & (instance.capacity >= volume)
    if enough.any():
        return int(np.flatnonzero(enough)[np.argmin(instance.capacity[enough])])
    if not open_kinds.any():
        return -1
    return int(np.flatnonzero(open_kinds)[np.argmax(instance.capacity[open_kinds])])


def _units_to_come(instance: Instance, kind: int, left: np.ndarray, used: np.ndarray) -> int:
    """About how many units are still to be loaded, this one included."""
    volume = int((instance.goods.size * left).sum())
    by_volume = -(-volume // int(instance.capacity[kind]))
    stock = instance.kinds.stock
    if (stock < 0).any():
        return max(1, by_volume)
    return max(1, min(by_volume, int((stock - used).sum())))
