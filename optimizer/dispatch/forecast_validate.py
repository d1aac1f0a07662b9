"""Faults of a forecast that no single field shows."""

from __future__ import annotations

import math
from collections.abc import Iterator

from optimizer.dispatch.days import day_of, zone_is_known
from optimizer.dispatch.forecast_model import ForecastProblem
from optimizer.faults import Fault, duplicate_id_faults

DAYS_LEAST = 14
"""Two weeks: less does not tell a weekday from chance."""
DAYS_MOST = 1_100
ZONES_MOST = 1_000
SHIFTS_MOST = 20_000


def forecast_faults(problem: ForecastProblem) -> list[Fault]:
    """All faults between the fields of `problem`. Never raises."""
    return list(_faults(problem))


def _faults(problem: ForecastProblem) -> Iterator[Fault]:
    known = zone_is_known(problem.time_zone)
    if not known:
        yield Fault(
            ("time_zone",),
            problem.time_zone,
            "is not an IANA time zone",
            "give one such as Europe/Vaduz",
        )
    yield from _shift_faults(problem)
    if not problem.history:
        yield Fault(
            ("history",),
            "",
            "is empty: nothing can be expected from it",
            f"give the orders of at least {DAYS_LEAST} days",
        )
        return
    times = [one.start_time_s for one in problem.history if isinstance(one.start_time_s, int)]
    start = problem.start_time_s
    late = next(
        (
            i
            for i, one in enumerate(problem.history)
            if isinstance(one.start_time_s, int)
            and isinstance(start, int)
            and one.start_time_s >= start
        ),
        None,
    )
    if late is not None:
        yield Fault(
            ("history", late, "start_time_s"),
            problem.history[late].start_time_s,
            "is not before start_time",
            "give only what was before the forecast",
        )
    zones = {one.zone_id for one in problem.history}
    if len(zones) > ZONES_MOST:
        yield Fault(
            ("history",), len(zones), "names more than 1,000 zones", "send the zones in parts"
        )
    if known and times and all(0 <= time <= 253_402_300_799 for time in times):
        first, last = (day_of(moment, problem.time_zone) for moment in (min(times), max(times)))
        days = (last - first).days + 1
        if not DAYS_LEAST <= days <= DAYS_MOST:
            yield Fault(
                ("history",),
                days,
                f"spans {days} day(s)",
                f"give a history of {DAYS_LEAST} to {DAYS_MOST:,} days",
            )


def _shift_faults(problem: ForecastProblem) -> Iterator[Fault]:
    templates, rate = problem.shift_templates or (), problem.orders_per_courier_hour
    yield from duplicate_id_faults("shift_templates", templates)
    zones = {one.zone_id for one in problem.history or ()}
    for k, one in enumerate(templates):
        for z, zone in enumerate(one.zone_ids or ()):
            if zone not in zones:
                yield Fault(
                    ("shift_templates", k, "zone_ids", z),
                    zone,
                    "is no zone of the history",
                    "name a zone that had orders",
                )
    if templates and rate is None:
        yield Fault(
            ("orders_per_courier_hour",),
            None,
            "is missing: shifts cannot be reckoned without it",
            "say how many orders a courier delivers in an hour",
        )
    if rate is not None and not templates:
        yield Fault(
            ("orders_per_courier_hour",),
            rate,
            "means nothing without shift_templates",
            "name the shifts, or leave it unset",
        )
    days = math.ceil((problem.hour_count or 0) / 24) + 1
    count = len(templates) * max(1, len(zones)) * days
    if count > SHIFTS_MOST:
        yield Fault(
            ("shift_templates",),
            count,
            f"make up to {count:,} shifts, more than {SHIFTS_MOST:,}",
            "forecast fewer hours, zones or shifts at a time",
        )
