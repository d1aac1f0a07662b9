"""Volume forecast: how many orders to expect per zone and hour, with intervals.

Times are seconds since 1970-01-01 UTC; hours and days are those of the calendar in `time_zone`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from optimizer.dispatch.week_model import CourierShift
from optimizer.shapes import EpochSeconds, Id, SearchReport, Shape


class VolumeRecord(Shape):
    """Orders of a zone that came within the hour in which `start_time_s` lies."""

    zone_id: Id
    start_time_s: EpochSeconds
    order_count: Annotated[int, Field(ge=0, le=10_000_000)] = 0


class ShiftTemplate(Shape):
    """A shift of every day, from a minute of the wall clock on; no zone named means all."""

    id: Annotated[str, Field(min_length=1, max_length=32)]
    start_minute: Annotated[int, Field(ge=0, le=1_439)] = 0
    duration_s: Annotated[int, Field(ge=900, le=86_400)]
    zone_ids: Annotated[tuple[Id, ...], Field(max_length=1_000)] = ()


class ForecastProblem(Shape):
    """A history and the hours to forecast. Hours of the history without a record had no orders.

    With templates and a rate the forecast also says how many couriers their shifts need.
    """

    time_zone: Annotated[str, Field(min_length=1, max_length=64)]
    history: Annotated[tuple[VolumeRecord, ...], Field(max_length=500_000)] = ()
    start_time_s: EpochSeconds
    hour_count: Annotated[int, Field(ge=1, le=672)] = 24
    coverage_percent: Annotated[int, Field(ge=50, le=99)] = 80
    shift_templates: Annotated[tuple[ShiftTemplate, ...], Field(max_length=50)] = ()
    orders_per_courier_hour: Annotated[int, Field(ge=1, le=10_000)] | None = None
    staff_for_high: bool = False


class HourForecast(Shape):
    """One hour: the mean, and the bounds within which the count lies as often as asked for."""

    start_time_s: EpochSeconds
    expected: Annotated[float, Field(ge=0, le=2_147_483_647)] = 0.0
    low: Annotated[int, Field(ge=0, le=2_147_483_647)] = 0
    high: Annotated[int, Field(ge=0, le=2_147_483_647)] = 0


class ZoneForecast(Shape):
    """A zone, hour by hour."""

    zone_id: Id
    hours: Annotated[tuple[HourForecast, ...], Field(max_length=672)] = ()


class VolumeForecast(Shape):
    """All zones. `backtest_coverage_percent` is how often past counts lay in such intervals, made
    without knowing them; None when the history is too short to try. `shifts` go into a week of
    couriers as they are; territories are the zones."""

    zones: tuple[ZoneForecast, ...]
    history_days: int
    backtest_coverage_percent: float | None = None
    shifts: tuple[CourierShift, ...] = ()


class ForecastAnswer(Shape):
    """A forecast and how it was made."""

    forecast: VolumeForecast
    report: SearchReport
