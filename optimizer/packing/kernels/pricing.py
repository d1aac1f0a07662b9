"""What the objective counts first for a filled unit, the carrier's bill included."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def price_of(kinds, k, contents):
    """First price of a unit of kind k that holds `contents` grams, which the carrier takes."""
    if kinds.rates.limits.shape[0] == 0:
        return kinds.price[k]
    return kinds.fixed[k] + charge_of(kinds.rates, k, contents)


@njit(cache=True, nogil=True)
def charge_of(rates, k, contents):
    """What the carrier bills for a unit of kind k besides surcharges for its size."""
    limits = rates.limits
    steps = limits.shape[0]
    gross = rates.tare[k] + contents
    billed = max(gross, rates.volumetric[k], np.int64(1))
    billed = -(-billed // rates.rounding) * rates.rounding
    step = np.searchsorted(limits, billed)
    charge = rates.charges[min(step, steps - 1)]
    if step == steps and rates.extra[0] > 0:
        charge += -(-(billed - limits[steps - 1]) // rates.extra[0]) * rates.extra[1]
    for i in range(rates.heavy_cost.shape[0]):
        if gross > rates.heavy_over[i, k]:
            charge += rates.heavy_cost[i]
    return charge


@njit(cache=True, nogil=True)
def step_contents(rates, k, which):
    """Most contents of a unit of kind k within one step, or without one surcharge for weight.

    `which` counts through steps and surcharges, modulo their number.
    """
    steps = rates.limits.shape[0]
    which = which % (steps + rates.heavy_cost.shape[0])
    if which < steps:
        most = rates.limits[which] // rates.rounding * rates.rounding
    else:
        most = rates.heavy_over[which - steps, k]
    return most - rates.tare[k]
