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
from optimizer.packing.kernels.bounding import least_sum, loners, share_pieces
from optimizer.packing.kernels.pricing import price_of
from optimizer.packing.model import PackingObjective

_MOST_LONER_TYPES = 400
_MOST_KINDS_PAIRED = 60

_COUNTING = (PackingObjective.FEWEST_UNITS, PackingObjective.MOST_VOLUME)
"""Objectives whose first price is 1 for any unit."""


class Bounds(NamedTuple):
    """No packing of all packable pieces uses fewer `units` or costs less than `price`."""

    units: int
    price: int


def lower_bounds(instance: Instance) -> Bounds:
    """Bounds on units and on the first price of the objective."""
    usable = instance.usable
    if not usable.any():
        return Bounds(0, 0)
    units = _count_loners(instance)
    if not instance.might_take_all.any():
        units = max(2, units, _round_up(_least_sum(instance, usable, None)))
    return Bounds(units, _least_price(instance, usable, units))


def tighter_bounds(instance: Instance, bounds: Bounds) -> Bounds:
    """The bounds once more by dual feasible functions (Fekete and Schepers 2004); dearer.

    For each kind of unit every piece is given a share such that what fits a unit together has
    shares of at most one. Then the smallest shares over all kinds add up to a bound, and one unit
    can only do if the shares of some kind add up to at most one.
    """
    kinds = np.flatnonzero(instance.usable)
    if not 0 < len(kinds) <= _MOST_KINDS_PAIRED or instance.type_count > _MOST_LONER_TYPES:
        return bounds
    packable = instance.packable
    quantity = instance.quantity[packable]
    least = np.full(len(quantity), np.inf)
    one_might_do = False
    for kind in kinds.tolist():
        shares = piece_shares(instance, kind)[:, packable]
        goes_in = instance.goes_in[packable, kind]
        totals = np.where(goes_in, shares, 0.0) @ quantity
        best = int(np.argmax(totals))
        one_might_do |= bool(goes_in.all()) and float(totals[best]) <= 1 + 1e-9
        least = np.minimum(least, np.where(goes_in, shares[best], np.inf))
    units = max(bounds.units, _round_up(float(least @ quantity)))
    if not one_might_do:
        units = max(units, 2)
    return Bounds(units, max(bounds.price, units * int(instance.kinds.price[kinds].min())))


def most_volume(instance: Instance) -> int:
    """No loading holds more cubic millimetres than this: what there is, and the room there is."""
    stock = instance.kinds.stock
    usable = instance.usable
    if (stock[usable] < 0).any():
        return instance.all_volume
    return min(instance.all_volume, int((stock * instance.capacity)[usable].sum()))


def piece_shares(instance: Instance, kind: int) -> NDArray[np.float64]:
    """Shares (functions x types) of a unit of `kind` that pieces need; only for what goes in."""
    kinds = instance.kinds
    inner, net_weight = kinds.inner[kind], kinds.net_weight[kind]
    shares: NDArray[np.float64] = share_pieces(instance.goods, inner, net_weight)
    return shares


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


def _count_loners(instance: Instance) -> int:
    kinds = instance.kinds
    return int(
        loners(
            instance.goods,
            kinds.inner,
            kinds.net_weight,
            instance.usable,
            instance.to_pack,
            _MOST_LONER_TYPES,
        )
    )


def _least_price(instance: Instance, usable: NDArray[np.bool_], units: int) -> int:
    """Units at the cheapest price, the dearest piece alone, and price per volume and weight."""
    if instance.problem.objective in _COUNTING:
        return units
    price = instance.kinds.price
    cheapest_first = np.argsort(price, kind="stable")
    first = instance.goes_in[instance.packable][:, cheapest_first].argmax(axis=1)
    own = price[cheapest_first[first]]
    covering = _round_up(_least_sum(instance, usable, price))
    least = max(int(own.max()), units * int(price[usable].min()), covering)
    if len(instance.kinds.rates.limits):
        least = max(least, _round_up(_least_per_gram(instance, usable) * instance.all_weight))
    return least


def _least_per_gram(instance: Instance, usable: NDArray[np.bool_]) -> float:
    """Least price of a gram of contents in any unit, filled up to any step of the carrier."""
    kinds, rates = instance.kinds, instance.kinds.rates
    least = np.inf
    for kind in np.flatnonzero(usable).tolist():
        tare = int(rates.tare[kind])
        most = min(int(kinds.net_weight[kind]), instance.all_weight)
        for limit in (*rates.limits.tolist(), *rates.heavy_over[:, kind].tolist(), most + tare):
            # Rounding up may keep a parcel from using a step to its end: price below, weight above.
            contents = min(limit // rates.rounding * rates.rounding - tare, most)
            reached = min(limit - tare, most)
            if reached > 0:
                price = price_of(kinds, kind, max(contents, 0))
                least = min(least, price / reached)
        if rates.extra[0] > 0:
            # Beyond the last step the price of a gram falls towards that of a further step.
            least = min(least, rates.extra[1] / rates.extra[0])
    return 0.0 if least == np.inf else float(least)
