"""What a timetable costs at least: prices of moments, and branching on the number of docks in use.

The bound of `kernels/prices.py` holds for any prices; here they climb until they bring no more.
Docks in use come in whole numbers, prices alone allow for parts of one: the range of their number
is split where the prices would take a part, and each half gets prices of its own. The bound is that
of the worst half. Set-ups between kinds are counted at their least, teams as so many at each
moment, so that what is told holds for every timetable.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimizer.budget import Budget
from optimizer.dispatch.kernels import prices as kernel
from optimizer.dispatch.kernels.bundles import Longs
from optimizer.dispatch.timetable import Loading, Yard

Doubles = NDArray[np.float64]

MOST_BUCKETS = 1_200
_WIDTHS_S = (60, 120, 300, 600, 900, 1_800, 3_600, 7_200, 14_400, 43_200, 86_400)
_FIRST_REACH = 1.0
_HURRY = 0.1
_ROUNDS = 20
_WEARY, _TIRED = 3e-3, 1e-5
"""Lengths of step at which a range is split, and at which a number of docks is laid by."""


class Market(NamedTuple):
    """What the kernel takes; times count from an origin, capacities are seconds in each bucket."""

    jobs: Longs
    docks: Longs
    takes: NDArray[np.bool_]
    duty: Longs
    teams: Doubles
    yard: Doubles
    rates: Doubles
    width: int
    out_cost: float
    out_most: int
    least_docks: int
    most_docks: int
    mean_length: float


@dataclass(slots=True)
class _Half:
    """A range of numbers of docks with its prices and the state of their climb."""

    market: Market
    prices: Doubles
    slack: Doubles
    start: Doubles
    now: Doubles
    rounds: int = 0

    @property
    def bound(self) -> float:
        return float(self.now[kernel.BEST])


class DockPrices:
    """Prices of a yard; `bound` is a floor of the cost, in the unit of `Yard.rates`."""

    def __init__(self, yard: Yard, left_out: int) -> None:
        """`left_out` bounds the departures left out, where leaving out has no price."""
        self.yard, self.left_out = yard, left_out
        # A departure that nothing can load is left out at any price: it is not in the market.
        self.inside = np.flatnonzero([bool(options) for options in yard.options])
        self.outside_cost = (
            3600
            * (yard.problem.unscheduled_cost_minor or 0)
            * (len(yard.options) - len(self.inside))
        )
        self.market = _market(yard, left_out, self.inside)
        self.halves: list[_Half] = []
        self.done: list[_Half] = []
        if len(self.market.jobs):
            self.halves.append(self._half(self.market, None))

    def _half(self, market: Market, parent: _Half | None) -> _Half:
        classes, n, buckets = len(market.docks), len(market.jobs), len(market.teams)
        if parent is None:
            prices = np.zeros((2 + classes, buckets))
            now = np.zeros(7)
        else:
            prices, now = parent.prices.copy(), parent.now.copy()
        now[kernel.REACH], now[kernel.SINCE], now[kernel.WEIGHT] = _FIRST_REACH, 0, 0.1
        slack = np.zeros_like(prices)
        choices = np.zeros((n, 2), np.int64)
        used = np.zeros(classes, np.int64)
        now[kernel.BEST] = kernel.value_of(
            market, prices, now[kernel.OUT_PRICE], used, slack, choices
        )
        if parent is not None:
            # A range of whole docks may need no price of moments at all.
            free, none, price = np.zeros_like(prices), np.zeros_like(prices), 0.0
            value = kernel.value_of(market, free, price, used, none, choices)
            if value > now[kernel.BEST]:
                prices, slack, now[kernel.OUT_PRICE], now[kernel.BEST] = free, none, price, value
            else:
                kernel.value_of(market, prices, now[kernel.OUT_PRICE], used, slack, choices)
        now[kernel.OUT_MEAN] = np.count_nonzero(choices[:, 0] < 0) - market.out_most
        now[kernel.DOCKS_USED] = used.sum()
        start = np.where(choices[:, 0] >= 0, choices[:, 1], 0).astype(np.float64)
        return _Half(market, prices, slack, start, now)

    @property
    def bound(self) -> int:
        """No timetable costs less, as far as is known."""
        values = [half.bound for half in (*self.halves, *self.done)]
        return self.outside_cost + (max(0, _whole(min(values))) if values else 0)

    def floor_of(self, docks: int) -> int:
        """No timetable on that many docks costs less, as far as is known."""
        values = [
            half.bound
            for half in (*self.halves, *self.done)
            if half.market.least_docks <= docks <= half.market.most_docks
        ]
        return self.outside_cost + (max(0, _whole(min(values))) if values else 0)

    @property
    def docks_in_mind(self) -> float:
        """Docks that the cheapest half would use, on average of its last rounds."""
        if not self.halves:
            return float(len(self.yard.problem.docks))
        return float(min(self.halves, key=lambda half: half.bound).now[kernel.DOCKS_USED])

    def climb(self, cost: int, budget: Budget, rounds: int) -> None:
        """Raises the bound by some rounds, branching where a number of docks is not whole.

        `cost` is that of a known timetable: halves that reach it are settled.
        """
        cost -= self.outside_cost
        for _ in range(0, rounds, _ROUNDS):
            if budget.expired() or not self.halves:
                return
            half = min(self.halves, key=lambda half: half.bound)
            if half.bound >= cost:
                return
            aim = max(half.bound * (1 + _HURRY), half.bound + _HURRY * cost)
            kernel.climb(
                half.market, half.prices, half.slack, half.start, half.now, float(aim), _ROUNDS
            )
            half.rounds += _ROUNDS
            alone = half.market.least_docks == half.market.most_docks
            if half.now[kernel.REACH] < (_TIRED if alone or not self.yard.docks_cost else _WEARY):
                self._settle(half)

    def _settle(self, half: _Half) -> None:
        """Splits a half whose prices bring no more, or lays it by."""
        self.halves.remove(half)
        mean = float(half.now[kernel.DOCKS_USED])
        low, high = half.market.least_docks, half.market.most_docks
        if low == high or not self.yard.docks_cost:
            self.done.append(half)
            return
        split = min(high - 1, max(low, math.floor(mean)))
        for least, most in ((low, split), (split + 1, high)):
            market = half.market._replace(least_docks=least, most_docks=most)
            self.halves.append(self._half(market, half))

    def wanted_order(self) -> tuple[Doubles, NDArray[np.bool_]]:
        """For each departure its mean start in the cheapest half, and whether it is left out."""
        n = len(self.yard.problem.departures)
        means, outs = np.zeros(n), np.ones(n, np.bool_)
        known = (*self.halves, *self.done)
        if not known:
            return means, outs
        half = min(known, key=lambda half: half.bound)
        market = half.market
        choices = np.zeros((len(market.jobs), 2), np.int64)
        used = np.zeros(len(market.docks), np.int64)
        slack = np.zeros_like(half.prices)
        price = half.now[kernel.OUT_PRICE]
        kernel.value_of(market, half.prices, price, used, slack, choices)
        means[self.inside] = half.start
        outs[self.inside] = choices[:, 0] < 0
        return means, outs


def _whole(value: float) -> int:
    """The next whole number, less what rounding may have added."""
    return math.ceil(value - 1e-9 * abs(value) - 1e-3)


def cost_of(yard: Yard, loadings: Sequence[Loading]) -> int:
    """What the bound bounds: weighted lateness and overtime, docks, departures left out."""
    if yard.has_costs:
        return yard.worth(loadings)[1]
    late, over = yard.rates
    return sum(late * yard.lateness_s(one) + over * yard.overtime_s(one) for one in loadings)


def _market(yard: Yard, left_out: int, inside: Longs) -> Market:
    problem = yard.problem
    spans = [o for options in yard.options for o in options]
    origin = min((o.first_s for o in spans), default=0)
    for departure in problem.departures:
        if departure.arrival_time_s is not None:
            origin = min(origin, departure.arrival_time_s)
    end = max(
        (
            option.last_s + departure.loading_duration_s
            for departure, options in zip(problem.departures, yard.options, strict=True)
            for option in options
        ),
        default=origin + 1,
    )
    width = next(
        (w for w in _WIDTHS_S if (end - origin) / w <= MOST_BUCKETS),
        -(-(end - origin) // MOST_BUCKETS),
    )
    buckets = max(1, -(-(end - origin) // width))
    never = int(kernel.NEVER)
    groups: dict[object, list[int]] = {}
    for c, one in enumerate(yard.classes):
        key = one.opens_s, one.closes_s, one.overtime_from_s, one.kinds, one.use_cost
        groups.setdefault(key, []).extend([c] * len(one.docks))
    classes = [yard.classes[members[0]] for members in groups.values()]
    gaps = yard.setup.min(axis=1) if len(yard.kinds) else np.zeros(0, np.int64)
    jobs = [
        (
            one.earliest_loading_time_s - origin,
            one.loading_duration_s,
            one.due_time_s - origin,
            never if one.latest_time_s is None else one.latest_time_s - origin,
            yard.kinds[one.vehicle_kind],
            int(gaps[yard.kinds[one.vehicle_kind]]),
            -1 if one.arrival_time_s is None else one.arrival_time_s - origin,
        )
        for one in (problem.departures[j] for j in inside)
    ]
    out_cost = problem.unscheduled_cost_minor
    teams = np.full(buckets, float(yard.teams * width))
    duty = [(0, buckets * width)]
    if yard.duty:
        duty = [(begin - origin, until - origin) for begin, until in yard.duty]
        teams = np.zeros(buckets)
        for team in problem.teams:
            for shift in team.shift_windows:
                _add_seconds(teams, width, shift.start_time_s - origin, shift.end_time_s - origin)
    places = problem.yard_places if yard.yarded else None
    return Market(
        np.array(jobs, np.int64).reshape(-1, 7),
        np.array(
            [
                (
                    one.opens_s - origin,
                    min(one.closes_s, yard.horizon_s) - origin,
                    min(never, one.overtime_from_s - origin),
                    len(members),
                    3600 * one.use_cost,
                )
                for one, members in zip(classes, groups.values(), strict=True)
            ],
            np.int64,
        ),
        np.array([[one.takes(kind) for kind in yard.kinds] for one in classes], np.bool_).reshape(
            len(classes), len(yard.kinds)
        ),
        np.array(duty, np.int64),
        teams,
        np.zeros(0) if places is None else np.full(buckets, float(places * width)),
        np.array(yard.rates, np.float64),
        width,
        -1.0 if out_cost is None else 3600.0 * out_cost,
        left_out - (len(problem.departures) - len(inside)),
        0,
        len(problem.docks),
        float(np.mean([job[1] for job in jobs])) if jobs else 1.0,
    )


def _add_seconds(buckets: Doubles, width: int, begin: int, end: int) -> None:
    edges = np.arange(len(buckets) + 1) * width
    inside = np.clip(edges, begin, end)
    buckets += np.diff(inside)
