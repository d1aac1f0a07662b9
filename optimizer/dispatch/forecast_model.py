"""Volume forecast: how many orders to expect per zone and hour, with intervals.

Times are seconds since 1970-01-01 UTC; hours and days are those of the calendar in `time_zone`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from optimizer.shapes import EpochSeconds, Id, SearchReport, Shape


class VolumeRecord(Shape):
    """Orders of a zone that came within the hour in which `start_time_s` lies."""

    zone_id: Id
    start_time_s: EpochSeconds
    order_count: Annotated[int, Field(ge=0, le=10_000_000)] = 0


class ForecastProblem(Shape):
    """A history and the hours to forecast. Hours of the history without a record had no orders."""

    time_zone: Annotated[str, Field(min_length=1, max_length=64)]
    history: Annotated[tuple[VolumeRecord, ...], Field(max_length=500_000)] = ()
    start_time_s: EpochSeconds
    hour_count: Annotated[int, Field(ge=1, le=672)] = 24
    coverage_percent: Annotated[int, Field(ge=50, le=99)] = 80


class HourForecast(Shape):
    """One hour: the mean, and the bounds within which the count lies as often as asked for."""

    start_time_s: EpochSeconds
    expected: float
    low: int
    high: int


class ZoneForecast(Shape):
    """A zone, hour by hour."""

    zone_id: Id
    hours: tuple[HourForecast, ...]


class VolumeForecast(Shape):
    """All zones. `backtest_coverage_percent` is how often past counts lay in such intervals, made
    without knowing them; None when the history is too short to try."""

    zones: tuple[ZoneForecast, ...]
    history_days: int
    backtest_coverage_percent: float | None = None


class ForecastAnswer(Shape):
    """A forecast and how it was made."""

    forecast: VolumeForecast
    report: SearchReport
