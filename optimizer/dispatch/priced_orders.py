"""Timetables that follow prices: orders of loading read from the relaxation that bounds them.

Where moments have prices, each departure has a start that it would choose on average; loading in
the order of such starts, or of points some way into the loading (alpha points: Phillips, Stein and
Wein 1998), gives timetables not far above the bound. Orders with small changes drawn at random are
tried as well, each on some numbers of docks around the one the prices have in mind.
"""

from __future__ import annotations

import math

import numpy as np

from optimizer.budget import Budget
from optimizer.dispatch.dispatching_rules import on_few_docks
from optimizer.dispatch.dock_prices import DockPrices
from optimizer.dispatch.kernels import loading as kernel
from optimizer.dispatch.kernels.bundles import Turns
from optimizer.dispatch.timetable import Loading, Yard

_POINTS = (0.0, 0.25, 0.5, 0.75, 1.0)
_SPREADS = (0.05, 0.15, 0.4)
_LAST = 1 << 50


def follow_prices(
    yard: Yard,
    prices: DockPrices,
    best: list[Loading],
    budget: Budget,
    draw: np.random.Generator,
    samples: int,
) -> list[list[Loading]]:
    """The best timetables among orders that follow the prices, one for each number of docks tried.

    The docks of `best` are tried as well.
    """
    facts, room = yard.facts, yard.room()
    means, outs = prices.wanted_order()
    lengths = np.array([one.loading_duration_s for one in yard.problem.departures], np.int64)
    frames = [_unbound(yard.turns_of(best))]
    if yard.docks_cost:
        middle = prices.docks_in_mind
        numbers = {math.floor(middle), math.ceil(middle), math.ceil(middle) + 1}
        frames += [on_few_docks(yard, [], n) for n in sorted(numbers) if n > 0]
    found: list[Turns | None] = [None for _ in frames]
    least = [(len(lengths) + 1, 0) for _ in frames]
    for sample in range(len(_POINTS) + samples):
        if budget.expired():
            break
        if sample < len(_POINTS):
            keys = means + _POINTS[sample] * lengths
        else:
            spread = _SPREADS[sample % len(_SPREADS)]
            keys = means + lengths * (draw.random() + spread * draw.standard_normal(len(lengths)))
        order = np.argsort(keys + np.where(outs, _LAST, 0), kind="stable")
        for k, frame in enumerate(frames):
            turns = Turns(order.astype(np.int64), frame.wish, frame.shut)
            worth = kernel.timetable(facts, turns, room)
            if worth < least[k]:
                found[k], least[k] = turns, worth
    return [yard.in_order(turns) for turns in found if turns is not None]


def _unbound(turns: Turns) -> Turns:
    return Turns(turns.order, np.full_like(turns.wish, -1), turns.shut)
