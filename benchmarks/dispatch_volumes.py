"""Seeded synthetic order histories: there is no real one at hand, and this page says so.

Counts are negative binomial around a weekday pattern, a daily curve, a slow trend and a level that
wanders from day to day.
"""

from __future__ import annotations

import math
import random

from optimizer.dispatch.forecast_model import ForecastProblem, VolumeRecord

FIRST_S = 1_767_222_000
"""2026-01-01 00:00 in Vaduz."""
_WEEK = (1.1, 1.0, 0.95, 1.0, 1.25, 1.4, 0.5)


def volumes(seed: int, *, zones: int = 8, days: int = 120) -> dict[str, list[list[int]]]:
    """For each zone the counts of each hour of each day (a Thursday first)."""
    draw = random.Random(seed)
    found = {}
    for z in range(zones):
        base, trend = draw.uniform(60, 400), draw.uniform(-0.001, 0.003)
        peak, second = draw.uniform(9, 12), draw.uniform(17, 20)
        shape = [
            math.exp(-((h - peak) ** 2) / 8) + 0.8 * math.exp(-((h - second) ** 2) / 6) + 0.02
            for h in range(24)
        ]
        scale = sum(shape)
        level, table = 1.0, []
        for d in range(days):
            level = 1 + 0.9 * (level - 1) + draw.gauss(0, 0.03)
            total = base * max(0.2, level) * (1 + trend * d) * _WEEK[(3 + d) % 7]
            table.append(
                [_poisson(draw, draw.gammavariate(20, total * part / scale / 20)) for part in shape]
            )
        found[f"Z{z + 1}"] = table
    return found


def forecast_problem(
    table: dict[str, list[list[int]]], *, shown_days: int, hours: int = 168, coverage: int = 80
) -> ForecastProblem:
    """The forecast of the hours after the first `shown_days` days."""
    return ForecastProblem(
        time_zone="Etc/GMT-1",
        history=tuple(
            VolumeRecord(
                zone_id=zone, start_time_s=FIRST_S + 86_400 * d + 3_600 * h, order_count=count
            )
            for zone, days in table.items()
            for d, day in enumerate(days[:shown_days])
            for h, count in enumerate(day)
            if count
        ),
        start_time_s=FIRST_S + 86_400 * shown_days,
        hour_count=hours,
        coverage_percent=coverage,
    )


def _poisson(draw: random.Random, mean: float) -> int:
    limit, k, product = math.exp(-min(mean, 500)), 0, draw.random()
    while product > limit:
        k += 1
        product *= draw.random()
    return k
