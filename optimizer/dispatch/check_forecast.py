"""The independent checker of forecasts: every zone, every hour, bounds around what is possible."""

from __future__ import annotations

import math
from collections.abc import Iterator

from optimizer.dispatch.check import Violation
from optimizer.dispatch.forecast_model import ForecastProblem, VolumeForecast


def check_forecast(problem: ForecastProblem, forecast: VolumeForecast) -> list[Violation]:
    """Every violation of a forecast."""
    return list(_violations(problem, forecast))


def _violations(problem: ForecastProblem, forecast: VolumeForecast) -> Iterator[Violation]:
    wanted = {record.zone_id for record in problem.history}
    named = [zone.zone_id for zone in forecast.zones]
    if len(named) != len(set(named)) or set(named) != wanted:
        yield Violation("zones", "", "", len(named), "are not those of the history, once each")
    for zone in forecast.zones:
        if len(zone.hours) != problem.hour_count:
            count = len(zone.hours)
            yield Violation("hours", zone.zone_id, "", count, "are not as many as asked for")
            continue
        for k, hour in enumerate(zone.hours):
            if not 0 <= problem.start_time_s + 3_600 * k - hour.start_time_s < 3_600:
                yield Violation("time", zone.zone_id, str(k), k, "is not the hour asked for")
            sound = math.isfinite(hour.expected) and hour.expected >= 0
            if not sound or not 0 <= hour.low <= hour.high:
                yield Violation("bounds", zone.zone_id, str(k), k, "are no interval of counts")
            elif hour.low > hour.expected + 1 or (hour.expected > hour.high + 1 and hour.high):
                yield Violation("mean", zone.zone_id, str(k), k, "lies outside its interval")
    yield from _check_shifts(problem, forecast)


def _check_shifts(problem: ForecastProblem, forecast: VolumeForecast) -> Iterator[Violation]:
    """No shift short of couriers, none too many: their work is that of the hours they cover."""
    rate = problem.orders_per_courier_hour
    if len({shift.id for shift in forecast.shifts}) != len(forecast.shifts):
        yield Violation("shift_id", "", "", 1, "two shifts have the same id")
    if rate is None:
        if forecast.shifts:
            yield Violation("shifts", "", "", len(forecast.shifts), "were not asked for")
        return
    lengths = {one.duration_s for one in problem.shift_templates}
    for zone in forecast.zones:
        mine = [shift for shift in forecast.shifts if shift.territory_id == zone.zone_id]
        capacity = spare = 0.0
        for shift in mine:
            length = shift.end_time_s - shift.start_time_s
            if length not in lengths:
                yield Violation("shift", shift.id, "", length, "is as long as no template")
            capacity += shift.couriers_needed * rate * length / 3_600
            spare += rate * length / 3_600
        work = sum(
            hour.high if problem.staff_for_high else hour.expected
            for hour in zone.hours
            if any(
                shift.start_time_s < hour.start_time_s + 3_600
                and hour.start_time_s < shift.end_time_s
                for shift in mine
            )
        )
        crowded = any(shift.couriers_needed == 1_000 for shift in mine)
        if capacity < work - 1e-6 and not crowded:
            yield Violation("shifts", zone.zone_id, "", 1, "have too few couriers")
        if capacity >= work + spare + 1e-6:
            yield Violation("shifts", zone.zone_id, "", 1, "have too many couriers")
