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
