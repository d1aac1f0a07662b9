"""Volume forecasts on a seeded synthetic history: there is no real one here.

The objective is by how many points the coverage of 80 % intervals misses 80, over four weeks of
hours that the forecast was not shown; the report's `more` holds the coverage and the error.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from benchmarks.dispatch_volumes import forecast_problem, volumes
from benchmarks.kinds.interface import Answer, Extent, Task, Worth
from benchmarks.peers.own import NAME
from optimizer.budget import Budget
from optimizer.dispatch import check_forecast, forecast_volume
from optimizer.dispatch.forecast_model import ForecastProblem

SECONDS, SEEDS, ZONES, DAYS = 10.0, 3, 8, 126
SHOWN = (98, 105, 112, 119)


class VolumeForecasts:
    """One task for each seed."""

    name = "volume_forecasts"
    suite = "dispatch"
    ablations: frozenset[str] = frozenset()

    def tasks(self, extent: Extent) -> list[Task]:
        """Three histories; one in the short table."""
        return [
            Task(
                self.name,
                self.name,
                f"history {seed}",
                SECONDS,
                ZONES * DAYS,
                (NAME,),
                {"seed": seed},
            )
            for seed in range(1 if extent.short else SEEDS)
        ]

    def missing(self, engine: str) -> str | None:
        """Never."""
        return None

    def version(self, engine: str) -> str:
        """Of the product."""
        return version("fulfillment-optimizer")

    def work(self, task: Task, engine: str) -> int:
        """Forecasts end by themselves."""
        return 1_000

    def warm(self) -> None:
        """Nothing to compile."""

    def problem(self, task: Task) -> list[ForecastProblem]:
        """Draws the history; one problem for each week that is hidden."""
        table = volumes(task.facts["seed"], zones=ZONES, days=DAYS)
        return [forecast_problem(table, shown_days=shown) for shown in SHOWN]

    def solve(
        self, task: Task, problem: list[ForecastProblem], engine: str, budget: Budget
    ) -> Answer:
        """Week by week."""
        plans = [forecast_volume(one, budget).forecast for one in problem]
        table = volumes(task.facts["seed"], zones=ZONES, days=DAYS)
        return Answer(plans, NAME, more={"coverage_percent": _coverage(table, plans)})

    def judge(self, task: Task, problem: list[ForecastProblem], plan: Any) -> Worth:
        """Coverage against the counts that were hidden."""
        faults = [
            broken.words
            for one, forecast in zip(problem, plan, strict=True)
            for broken in check_forecast(one, forecast)
        ]
        table = volumes(task.facts["seed"], zones=ZONES, days=DAYS)
        return Worth(abs(_coverage(table, plan) - 80), tuple(faults))


def _coverage(table: dict[str, list[list[int]]], plans: Any) -> float:
    inside = tried = 0
    for shown, forecast in zip(SHOWN, plans, strict=True):
        for zone in forecast.zones:
            for k, hour in enumerate(zone.hours):
                count = table[zone.zone_id][shown + k // 24][k % 24]
                inside += hour.low <= count <= hour.high
                tried += 1
    return 100 * inside / tried
