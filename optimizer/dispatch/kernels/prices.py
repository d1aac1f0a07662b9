"""Prices of moments: what a timetable costs at least when capacity is bought instead of shared.

Teams, docks and yard places of every moment get a price (Lagrangian relaxation of the
time-indexed model: Sousa and Wolsey 1992; Fisher 1981). Each departure then chooses its dock and
start alone, and whatever the prices are, the sum of those choices less the price of all capacity is
no more than the cost of any timetable. Prices hold for a bucket of time; between the ends of
buckets the cost of a start is a line, so that looking at its corners finds the best start to the
second, however wide the buckets are. The prices climb by the volume algorithm (Barahona and Anbil
2000): steps along an average of the shortages, from the best prices so far.
"""

from __future__ import annotations

import numpy as np
from numba import njit

# Columns of jobs and docks (classes of equal docks); times count from the market's origin.
READY, LENGTH, DUE, LATEST, KIND, GAP, ARRIVAL = range(7)
OPENS, CLOSES, OVERTIME, COUNT, USE_COST = range(5)

# Fields of the state of a climb: best bound, length of steps and rounds since it was changed, price
# of leaving out, means of the docks in use and of those left out beyond what is allowed, weight of
# the newest round in the mean shortage.
BEST, REACH, SINCE, OUT_PRICE, DOCKS_USED, OUT_MEAN, WEIGHT = range(7)

NEVER = np.int64(1) << np.int64(60)

_PATIENCE = 10
_SHORTER = 0.8
_LIGHTER = 0.95
_LEAST_WEIGHT = 0.002
_SLOW = 0.05


@njit(cache=True, nogil=True)
def _until(sums, width, moment):
    """The price of all time from the origin to `moment`."""
    b = moment // width
    if b >= sums.shape[0] - 1:
        return sums[sums.shape[0] - 1]
    return sums[b] + (sums[b + 1] - sums[b]) * ((moment - b * width) / width)


@njit(cache=True, nogil=True)
def _pile_up(prices, width, sums):
    sums[0] = 0.0
    for b in range(prices.shape[0]):
        sums[b + 1] = sums[b] + prices[b] * width


@njit(cache=True, nogil=True)
def _spread(use, width, start, end):
    """Adds the seconds of [start, end) to the buckets they fall into."""
    b = start // width
    while b < use.shape[0] and b * width < end:
        use[b] += min(end, (b + 1) * width) - max(start, b * width)
        b += 1


@njit(cache=True, nogil=True)
def _choose(market, j, team_sums, dock_sums, yard_sums, out_price, choice):
    """The cheapest dock class and start of a job at these prices, or leaving it out (-1)."""
    jobs, docks, width = market.jobs, market.docks, market.width
    length, gap, due = jobs[j, LENGTH], jobs[j, GAP], jobs[j, DUE]
    late_rate, over_rate = market.rates[0], market.rates[1]
    arrival = jobs[j, ARRIVAL]
    in_yard = market.yard.shape[0] > 0 and arrival >= 0
    waited = _until(yard_sums, width, arrival) if in_yard else 0.0
    best, choice[0], choice[1] = out_price, -1, 0
    for c in range(docks.shape[0]):
        if not market.takes[c, jobs[j, KIND]]:
            continue
        since = docks[c, OVERTIME]
        for w in range(market.duty.shape[0]):
            first = max(jobs[j, READY], docks[c, OPENS], market.duty[w, 0])
            last = min(jobs[j, LATEST], docks[c, CLOSES], market.duty[w, 1]) - length
            if first > last:
                continue
            # Corners: ends of buckets seen from the start, the end and the changeover's end.
            for family in range(4):
                if family == 0:
                    offset = np.int64(0)
                elif family == 1:
                    offset = -length
                else:
                    offset = -length - gap
                if (family == 1 and length % width == 0) or (
                    family == 2 and (gap % width == 0 or (length + gap) % width == 0)
                ):
                    continue
                if family < 3:
                    k = -((offset - first) // width)
                    steps = (last - offset) // width - k + 1
                else:
                    k, steps = np.int64(0), np.int64(5)
                for step in range(steps):
                    if family < 3:
                        start = (k + step) * width + offset
                    elif step == 0:
                        start = first
                    elif step == 1:
                        start = last
                    elif step == 2:
                        start = due - length
                    elif step == 3:
                        start = since - length
                    else:
                        start = since
                    if start < first or start > last:
                        continue
                    end = start + length
                    cost = 0.0
                    if end > due:
                        cost += late_rate * (end - due)
                    if end > since:
                        cost += over_rate * (end - max(start, since))
                    if cost >= best:
                        # What a later start costs before any price only grows.
                        if family < 3:
                            break
                        continue
                    cost += _until(team_sums, width, end) - _until(team_sums, width, start)
                    cost += _until(dock_sums[c], width, end + gap) - _until(
                        dock_sums[c], width, start
                    )
                    if in_yard:
                        cost += _until(yard_sums, width, start) - waited
                    if cost < best:
                        best, choice[0], choice[1] = cost, c, start
    return best


@njit(cache=True, nogil=True)
def value_of(market, prices, out_price, used, slack, choices):
    """The bound at these prices; fills `slack` (shortages, by price) and the jobs' `choices`.

    prices and slack: rows are teams, yard, then each class of docks; columns are buckets. `used`
    gets the docks in use of each class. A job left out costs its own price or `out_price`.
    """
    jobs, docks, width = market.jobs, market.docks, market.width
    n, classes, buckets = jobs.shape[0], docks.shape[0], prices.shape[1]
    team_sums, yard_sums = np.empty(buckets + 1), np.empty(buckets + 1)
    dock_sums = np.empty((classes, buckets + 1))
    _pile_up(prices[0], width, team_sums)
    _pile_up(prices[1], width, yard_sums)
    for c in range(classes):
        _pile_up(prices[2 + c], width, dock_sums[c])
    slack[:] = 0.0
    value = 0.0
    for b in range(buckets):
        slack[0, b] -= market.teams[b]
        value -= prices[0, b] * market.teams[b]
    if market.yard.shape[0]:
        for b in range(buckets):
            slack[1, b] -= market.yard[b]
            value -= prices[1, b] * market.yard[b]
    for j in range(n):
        out = out_price if market.out_cost < 0 else market.out_cost
        value += _choose(market, j, team_sums, dock_sums, yard_sums, out, choices[j])
        c, start = choices[j, 0], choices[j, 1]
        if c >= 0:
            end = start + jobs[j, LENGTH]
            _spread(slack[0], width, start, end)
            _spread(slack[2 + c], width, start, end + jobs[j, GAP])
            if market.yard.shape[0] and jobs[j, ARRIVAL] >= 0:
                _spread(slack[1], width, jobs[j, ARRIVAL], start)
    # The docks in use: those that earn most, as many as the range allows.
    used[:] = 0
    total = 0
    while total < market.most_docks:
        best, least = -1, 0.0
        for c in range(classes):
            if used[c] < docks[c, COUNT]:
                earns = docks[c, USE_COST] - dock_sums[c, buckets]
                if best < 0 or earns < least:
                    best, least = c, earns
        if best < 0 or (total >= market.least_docks and least >= 0):
            break
        used[best] += 1
        total += 1
        value += least
    for c in range(classes):
        for b in range(buckets):
            slack[2 + c, b] -= used[c] * width
    if market.out_cost < 0:
        value -= out_price * market.out_most
    return value


@njit(cache=True, nogil=True)
def climb(market, best_prices, mean_slack, mean_start, now, aim, rounds):
    """Raises the bound for some rounds; all arguments but the first and last two are carried over.

    `aim` is the cost of a known timetable: steps are as long as if the bound could reach it.
    """
    n = market.jobs.shape[0]
    prices = best_prices.copy()
    slack = np.zeros_like(best_prices)
    choices = np.empty((n, 2), np.int64)
    used = np.empty(market.docks.shape[0], np.int64)
    size = np.float64(market.mean_length)
    for _ in range(rounds):
        out_mean = now[OUT_MEAN]
        norm = 0.0
        for r in range(prices.shape[0]):
            for b in range(prices.shape[1]):
                step = mean_slack[r, b]
                if step > 0 or best_prices[r, b] > 0:
                    norm += step * step
        if market.out_cost < 0 and (out_mean > 0 or now[OUT_PRICE] > 0):
            norm += out_mean * out_mean * size * size
        length = 0.0
        if norm > 0:
            length = now[REACH] * max(aim - now[BEST], 1e-4 * abs(aim)) / norm
        for r in range(prices.shape[0]):
            for b in range(prices.shape[1]):
                prices[r, b] = max(0.0, best_prices[r, b] + length * mean_slack[r, b])
        out_price = max(0.0, now[OUT_PRICE] + length * out_mean * size * size)
        value = value_of(market, prices, out_price, used, slack, choices)
        left_out = -float(market.out_most)
        for j in range(n):
            left_out += choices[j, 0] < 0
        along = 0.0
        for r in range(prices.shape[0]):
            for b in range(prices.shape[1]):
                along += slack[r, b] * mean_slack[r, b]
                mean_slack[r, b] += now[WEIGHT] * (slack[r, b] - mean_slack[r, b])
        now[OUT_MEAN] += now[WEIGHT] * (left_out - now[OUT_MEAN])
        now[DOCKS_USED] += _SLOW * (used.sum() - now[DOCKS_USED])
        for j in range(n):
            if choices[j, 0] >= 0:
                mean_start[j] += _SLOW * (choices[j, 1] - mean_start[j])
        if value > now[BEST]:
            now[BEST] = value
            now[OUT_PRICE] = out_price
            best_prices[:] = prices
            now[SINCE] = 0
            if along > 0:
                now[REACH] = min(2.0, now[REACH] * 1.1)
        else:
            now[SINCE] += 1
            if now[SINCE] >= _PATIENCE:
                now[SINCE] = 0
                now[REACH] *= _SHORTER
                now[WEIGHT] = max(_LEAST_WEIGHT, now[WEIGHT] * _LIGHTER)
    return now[BEST]
