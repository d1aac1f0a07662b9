"""From expected orders to shifts that need couriers: what a week of couriers is then filled with.

The orders of an hour are shared by the shifts of their zone that overlap it, in proportion to the
overlap; a shift needs as many couriers as bring its orders in its length.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from optimizer.dispatch.days import day_of
from optimizer.dispatch.forecast_model import ForecastProblem, ZoneForecast
from optimizer.dispatch.week_model import CourierShift

HOUR_S = 3_600


def staffed_shifts(
    problem: ForecastProblem, zones: Sequence[ZoneForecast]
) -> tuple[CourierShift, ...]:
    """The shifts within the forecast that need anybody, zone by zone in order of time."""
    if problem.orders_per_courier_hour is None or not zones:
        return ()
    hours = zones[0].hours
    opens, closes = hours[0].start_time_s, hours[-1].start_time_s + HOUR_S
    spans = _spans(problem, opens, closes)
    found = []
    for zone in zones:
        mine = [one for one in spans if not one[3] or zone.zone_id in one[3]]
        work = [0.0] * len(mine)
        for hour in zone.hours:
            orders = hour.high if problem.staff_for_high else hour.expected
            overlaps = [
                max(0, min(end, hour.start_time_s + HOUR_S) - max(start, hour.start_time_s))
                for start, end, _, _ in mine
            ]
            whole = sum(overlaps)
            for k, overlap in enumerate(overlaps):
                if overlap:
                    work[k] += orders * overlap / whole
        for (start, end, name, _), orders in zip(mine, work, strict=True):
            rate = problem.orders_per_courier_hour * (end - start) / HOUR_S
            needed = math.ceil(orders / rate - 1e-9)
            if needed > 0:
                found.append(
                    CourierShift(
                        id=f"{name} {zone.zone_id}"[:128],
                        start_time_s=start,
                        end_time_s=end,
                        territory_id=zone.zone_id,
                        couriers_needed=min(1_000, needed),
                    )
                )
    return tuple(found)


def _spans(
    problem: ForecastProblem, opens_s: int, closes_s: int
) -> list[tuple[int, int, str, frozenset[str]]]:
    """(start, end, name, zones) of each shift that lies within the forecast."""
    zone = ZoneInfo(problem.time_zone)
    day, last = day_of(opens_s, problem.time_zone), day_of(closes_s, problem.time_zone)
    spans = []
    while day <= last:
        for one in problem.shift_templates:
            hour, minute = divmod(one.start_minute, 60)
            at = datetime.combine(day, time(hour, minute), tzinfo=zone)
            start = int(at.timestamp())
            end = start + one.duration_s
            if opens_s <= start and end <= closes_s:
                name = f"{day.isoformat()} {one.id}"
                spans.append((start, end, name, frozenset(one.zone_ids)))
        day += timedelta(days=1)
    return sorted(spans)
