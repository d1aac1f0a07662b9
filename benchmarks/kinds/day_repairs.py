"""Events of a running day of 200 routes with 20 stops, half of them on the road, drawn with a seed.

One part for each kind of event and seed; the objective is the sum of what is still to come and what
the changes cost, in minor units. Times are those of each repair. Judged by the room's own
independent checker.
"""

from __future__ import annotations

import time
from importlib.metadata import version
from typing import Any

from benchmarks.dispatch_repairs import KINDS, running_day
from benchmarks.kinds.interface import Answer, Extent, Task, Worth
from benchmarks.peers.own import NAME
from optimizer.budget import Budget
from optimizer.dispatch import check_repair, repair_plan
from optimizer.dispatch.repair_model import RepairProblem

SECONDS, SEEDS = 1.0, 6
ROUTES, STOPS, SHORT_ROUTES = 200, 20, 30


class DayRepairs:
    """One task of many events."""

    name = "day_repairs"
    suite = "dispatch"
    ablations: frozenset[str] = frozenset()

    def tasks(self, extent: Extent) -> list[Task]:
        """All kinds of event, six seeds; in the short table one seed of a smaller day."""
        routes, seeds = (SHORT_ROUTES, 1) if extent.short else (ROUTES, SEEDS)
        parts = len(KINDS) * seeds
        return [
            Task(
                self.name,
                self.name,
                f"{routes} routes",
                SECONDS,
                routes * STOPS,
                (NAME,),
                {"routes": routes, "seeds": seeds, "parts": parts},
            )
        ]

    def missing(self, engine: str) -> str | None:
        """Never."""
        return None

    def version(self, engine: str) -> str:
        """Of the product."""
        return version("fulfillment-optimizer")

    def work(self, task: Task, engine: str) -> int:
        """Repairs end by themselves."""
        return 1_000

    def warm(self) -> None:
        """Nothing to compile."""

    def problem(self, task: Task) -> list[RepairProblem]:
        """Draws the days."""
        return [
            running_day(seed, routes=task.facts["routes"], stops=STOPS, kind=kind)
            for seed in range(task.facts["seeds"])
            for kind in KINDS
        ]

    def solve(
        self, task: Task, problem: list[RepairProblem], engine: str, budget: Budget
    ) -> Answer:
        """Each event with a budget of its own."""
        plans, latencies = [], []
        for one in problem:
            began = time.perf_counter()
            part = (
                budget
                if budget.work_limit is not None
                else Budget.seconds(task.seconds, seed=budget.seed, cores=budget.cores)
            )
            plans.append(repair_plan(one, part).plan)
            latencies.append(time.perf_counter() - began)
        return Answer(plans, NAME, latencies=tuple(latencies))

    def judge(self, task: Task, problem: list[RepairProblem], plan: Any) -> Worth:
        """Rules and costs once more, day by day."""
        faults = [
            broken.words
            for one, repaired in zip(problem, plan, strict=True)
            for broken in check_repair(one, repaired)
        ]
        values = tuple(float(one.cost_minor + one.change_cost_minor) for one in plan)
        return Worth(sum(values), tuple(faults), values=values)
