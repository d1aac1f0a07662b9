"""Expected orders per zone and hour, from the calendar and the level of late.

A count is taken as negative binomial. Its mean is the zone's level, times a factor of the weekday,
times the share of the hour among its weekday's hours; shares of rare hours lean on those of all
weekdays. The level follows the daily totals by simple exponential smoothing, whose pace is chosen
by its own past errors (Hyndman and Athanasopoulos, "Forecasting: Principles and Practice", ch. 8).
How much counts scatter beyond chance is measured on days of the past that the model was not shown,
as far ahead as the forecast reaches, so that the intervals hold what they say.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from optimizer.budget import Budget
from optimizer.dispatch.check import BrokenPlanError
from optimizer.dispatch.check_forecast import check_forecast
from optimizer.dispatch.days import day_of, local
from optimizer.dispatch.forecast_model import (
    ForecastAnswer,
    ForecastProblem,
    HourForecast,
    VolumeForecast,
    ZoneForecast,
)
from optimizer.dispatch.forecast_validate import forecast_faults
from optimizer.dispatch.staffing import staffed_shifts
from optimizer.faults import InvalidProblemError
from optimizer.shapes import SearchReport

Counts = npt.NDArray[np.float64]

_PACES = (0.05, 0.1, 0.2, 0.35)
_LEAN_ORDERS = 20.0
"""Orders that the shares of all weekdays weigh beside those of one weekday."""
_TRIED_DAYS = 28
_LEAST_SHOWN = 14


def forecast_volume(problem: ForecastProblem, budget: Budget) -> ForecastAnswer:
    """Forecasts the hours from the one of `start_time_s` on, for every zone of the history.

    Raises InvalidProblemError with every fault; an empty history is one.
    """
    began = budget.clock()
    faults = forecast_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    days, counts = _counts(problem)
    weekdays = np.array([day.weekday() for day in days])
    tail = (1 - problem.coverage_percent / 100) / 2
    hours = _hours(problem)
    ahead = min(_TRIED_DAYS, max(1, (hours[-1][1] - days[-1]).days))
    zones, inside, tried = [], 0, 0
    for zone in sorted(counts):
        table = counts[zone]
        scatter, (hit, all_tried) = _scatter(table, weekdays, ahead, tail)
        inside, tried = inside + hit, tried + all_tried
        model = _fit(table, weekdays)
        zones.append(
            ZoneForecast(
                zone_id=zone,
                hours=tuple(
                    _hour(start, model.mean(day.weekday(), hour), scatter, tail)
                    for start, day, hour in hours
                ),
            )
        )
    forecast = VolumeForecast(
        zones=tuple(zones),
        history_days=len(days),
        backtest_coverage_percent=100 * inside / tried if tried else None,
        shifts=staffed_shifts(problem, zones),
    )
    violations = check_forecast(problem, forecast)
    if violations:
        raise BrokenPlanError(violations)
    return ForecastAnswer(
        forecast=forecast,
        report=SearchReport(
            engine="seasonal-smoothing", elapsed_ms=round(1000 * (budget.clock() - began))
        ),
    )


def _counts(problem: ForecastProblem) -> tuple[list[date], dict[str, Counts]]:
    """Days of the history and, for each zone, a table of days by 24 hours of the wall clock."""
    zone = ZoneInfo(problem.time_zone)
    times = [record.start_time_s for record in problem.history]
    first, last = (day_of(moment, problem.time_zone) for moment in (min(times), max(times)))
    days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
    found: dict[str, Counts] = {}
    for record in problem.history:
        at = datetime.fromtimestamp(record.start_time_s, UTC).astimezone(zone)
        table = found.get(record.zone_id)
        if table is None:
            table = found[record.zone_id] = np.zeros((len(days), 24))
        table[(at.date() - first).days, at.hour] += record.order_count
    return days, found


def _hours(problem: ForecastProblem) -> list[tuple[int, date, int]]:
    """(start, day, hour of the wall clock) of each hour to forecast."""
    offset = local(problem.start_time_s, problem.time_zone)
    first = problem.start_time_s - offset.minute * 60 - offset.second
    found = []
    for k in range(problem.hour_count):
        start = first + 3_600 * k
        at = local(start, problem.time_zone)
        found.append((start, at.date(), at.hour))
    return found


@dataclass(frozen=True, slots=True)
class _Model:
    level: float
    weekday: Counts
    share: Counts

    def mean(self, weekday: int, hour: int) -> float:
        return float(self.level * self.weekday[weekday] * self.share[weekday, hour])


def _fit(table: Counts, weekdays: npt.NDArray[np.int64]) -> _Model:
    """The model of one zone from its days."""
    totals = table.sum(axis=1)
    mean = max(float(totals.mean()), 1e-9)
    factor = np.ones(7)
    share = np.empty((7, 24))
    by_hour = table.sum(axis=0)
    usual = by_hour / by_hour.sum() if by_hour.sum() > 0 else np.full(24, 1 / 24)
    for day in range(7):
        mine = table[weekdays == day]
        # A weekday seen n times is believed n parts against one part of the mean day.
        factor[day] = (mine.sum() + mean) / (mean * (len(mine) + 1))
        hours = mine.sum(axis=0) + _LEAN_ORDERS * usual
        share[day] = hours / hours.sum()
    factor /= factor.mean()
    plain = totals / np.maximum(factor[weekdays], 1e-9)
    return _Model(_smooth(plain), factor, share)


def _smooth(series: Counts) -> float:
    """The level after the series, by the pace that would have erred least on the way."""
    best = (math.inf, float(series.mean()))
    start = float(series[:7].mean())
    for pace in _PACES:
        level, error = start, 0.0
        for k, value in enumerate(series.tolist()):
            if k >= 7:
                error += (value - level) ** 2
            level += pace * (value - level)
        best = min(best, (error, level))
    return best[1]


def _scatter(
    table: Counts, weekdays: npt.NDArray[np.int64], ahead: int, tail: float
) -> tuple[float, tuple[int, int]]:
    """How much counts vary beyond chance (variance = mean + scatter * mean squared), and how many
    of how many past hours lay within intervals that were made before them."""
    seen: list[tuple[float, float]] = []
    days = len(table)
    for origin in range(max(_LEAST_SHOWN, days - _TRIED_DAYS), days, max(1, ahead)):
        model = _fit(table[:origin], weekdays[:origin])
        for day in range(origin, min(days, origin + ahead)):
            seen += [
                (model.mean(int(weekdays[day]), hour), float(table[day, hour]))
                for hour in range(24)
            ]
    if not seen:
        return _within(table, weekdays), (0, 0)
    means, counts = (np.array(column) for column in zip(*seen, strict=True))
    scatter = _beyond_chance(means, counts)
    inside = tried = 0
    for mean, count in seen:
        low, high = bounds(mean, scatter, tail)
        if high > 0:
            tried += 1
            inside += low <= count <= high
    return scatter, (inside, tried)


def _within(table: Counts, weekdays: npt.NDArray[np.int64]) -> float:
    model = _fit(table, weekdays)
    means = np.array([[model.mean(int(day), hour) for hour in range(24)] for day in weekdays])
    return _beyond_chance(means.ravel(), table.ravel())


def _beyond_chance(means: Counts, counts: Counts) -> float:
    squares = float((means**2).sum())
    extra = float(((counts - means) ** 2 - means).sum())
    return max(0.0, extra / squares) if squares > 0 else 0.0


def _hour(start_s: int, mean: float, scatter: float, tail: float) -> HourForecast:
    low, high = bounds(mean, scatter, tail)
    return HourForecast(start_time_s=start_s, expected=round(mean, 3), low=low, high=high)


def bounds(mean: float, scatter: float, tail: float) -> tuple[int, int]:
    """The counts between which all but `tail` of a negative binomial lies on either side.

    Large counts are taken as normal. Of small ones a count belongs to the interval when the middle
    of its probability does: over many hours that holds what it says, while whole probabilities
    would cover more.
    """
    if mean <= 1e-6:
        return 0, 0
    variance = mean + scatter * mean * mean
    if mean > 200:
        reach = _normal_quantile(1 - tail) * math.sqrt(variance)
        return max(0, round(mean - reach)), round(mean + reach)
    # Recurrence of the probabilities: p(k + 1) = p(k) * (k + r) / (k + 1) * q.
    if scatter > 1e-9:
        size = 1 / scatter
        part = mean / (mean + size)
        weight = math.exp(-size * math.log1p(mean / size))
    else:
        size, part, weight = 0.0, 0.0, math.exp(-mean)
    below, low, k = 0.0, -1, 0
    while True:
        middle = below + weight / 2
        if low < 0 and middle >= tail:
            low = k
        if low >= 0 and (middle > 1 - tail or k > 10 * mean + 1_000):
            return low, max(low, k - 1)
        below += weight
        weight *= (k + size) * part / (k + 1) if scatter > 1e-9 else mean / (k + 1)
        k += 1


def _normal_quantile(share: float) -> float:
    """By bisection of the error function: exact enough, and no table to trust."""
    low, high = 0.0, 10.0
    for _ in range(60):
        middle = (low + high) / 2
        if 0.5 * (1 + math.erf(middle / math.sqrt(2))) < share:
            low = middle
        else:
            high = middle
    return low
