"""Lower bounds on what any packing of all packable pieces needs: units, and price.

Volume, weight, and pieces of which no two can share a unit. Each is valid by itself; the largest
counts.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimizer.packing.instance import Instance
from optimizer.packing.kernels.arrays import Longs
from optimizer.packing.kernels.bounding import least_sum, loners

_MOST_LONER_TYPES = 400
_MOST_KINDS_PAIRED = 60


class Bounds(NamedTuple):
    """No packing of all packable pieces uses fewer `units` or costs less than `price`."""

    units: int
    price: int


def lower_bounds(instance: Instance) -> Bounds:
    """Bounds on units and on the first price of the objective."""
    usable: NDArray[np.bool_] = np.asarray(instance.goes_in.any(axis=0))
    if not usable.any():
        return Bounds(0, 0)
    units = max(1, _round_up(_least_sum(instance, usable, None)), _count_loners(instance, usable))
    if units == 1 and not _one_might_do(instance):
        units = 2
    return Bounds(units, _least_price(instance, usable, units))


def _round_up(value: float) -> int:
    # The last digits of a float are not to be trusted: down a little before rounding up.
    return int(np.ceil(value * (1 - 1e-9)))


def _least_sum(instance: Instance, usable: NDArray[np.bool_], price: Longs | None) -> float:
    """Least price (units when None) that covers volume and weight of everything packable."""
    capacity = instance.capacity[usable].astype(np.float64)
    net_weight = instance.kinds.net_weight[usable].astype(np.float64)
    prices = np.ones_like(capacity) if price is None else price[usable].astype(np.float64)
    if len(capacity) > _MOST_KINDS_PAIRED:
        # All pairs would take too long: volume and weight each for itself.
        by_volume = (prices / capacity).min() * instance.all_volume
        by_weight = (prices / np.maximum(net_weight, 1)).min() * instance.all_weight
        return float(max(by_volume, by_weight))
    return float(least_sum(capacity, net_weight, prices, instance.all_volume, instance.all_weight))


def _one_might_do(instance: Instance) -> bool:
    """True when some kind takes every piece, the whole volume and the whole weight."""
    fitting = instance.goes_in[instance.packable].all(axis=0)
    roomy = instance.capacity >= instance.all_volume
    strong = instance.kinds.net_weight >= instance.all_weight
    return bool((fitting & roomy & strong).any())


def _count_loners(instance: Instance, usable: NDArray[np.bool_]) -> int:
    largest_first = np.argsort(-instance.goods.size, kind="stable").astype(np.int32)
    return int(
        loners(
            instance.goods,
            instance.kinds.inner[usable],
            instance.kinds.net_weight[usable],
            largest_first[instance.packable[largest_first]],
            instance.quantity,
            _MOST_LONER_TYPES,
        )
    )


def _least_price(instance: Instance, usable: NDArray[np.bool_], units: int) -> int:
    """Units at the cheapest price, the dearest piece alone, and price per volume and weight."""
    price = instance.kinds.price
    cheapest_first = np.argsort(price, kind="stable")
    first = instance.goes_in[instance.packable][:, cheapest_first].argmax(axis=1)
    own = price[cheapest_first[first]]
    covering = _round_up(_least_sum(instance, usable, price))
    return max(int(own.max()), units * int(price[usable].min()), covering)
