"""A week of 150 couriers, drawn with a seed in the manner of nurse rostering.

The objective is what is not as wished, in hundredths of a point; the engine tells the bound that it
proved. "relaxed" fills the contracts by 85 %, "full" by 95 %, "too much" asks for more hours than
there are, so that places stay unfilled. Judged by the room's own independent checker.
"""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from benchmarks.dispatch_weeks import courier_week
from benchmarks.kinds.interface import Answer, Extent, Task, Worth
from benchmarks.peers.own import NAME
from optimizer.budget import Budget
from optimizer.dispatch import check_courier_week, plan_courier_week
from optimizer.dispatch.week_model import CourierWeekProblem

FIRST = f"{NAME}/first roster"
SECONDS, STEPS, SEEDS = 60.0, 2_000, 3
LOADS = {"relaxed": 0.85, "full": 0.95, "too much": 1.1}
COURIERS, SHORT_COURIERS = 150, 20


class CourierWeeks:
    """One task for each load and seed."""

    name = "courier_weeks"
    suite = "dispatch"
    ablations = frozenset({FIRST})

    def tasks(self, extent: Extent) -> list[Task]:
        """Three loads, three seeds; in the short table one small week of each load."""
        size = SHORT_COURIERS if extent.short else COURIERS
        return [
            Task(
                self.name,
                f"weeks_{load.replace(' ', '_')}",
                f"{load} {seed}",
                SECONDS,
                size,
                (NAME, FIRST),
                {"load": load, "seed": seed, "couriers": size},
            )
            for load in LOADS
            for seed in range(1 if extent.short else SEEDS)
        ]

    def missing(self, engine: str) -> str | None:
        """Never: the product depends on OR-Tools."""
        return None

    def version(self, engine: str) -> str:
        """Of the product."""
        return version("fulfillment-optimizer")

    def work(self, task: Task, engine: str) -> int:
        """Search steps."""
        return STEPS

    def warm(self) -> None:
        """Nothing to compile."""

    def problem(self, task: Task) -> CourierWeekProblem:
        """Draws the week."""
        load = LOADS[task.facts["load"]]
        territories = 6 if task.facts["couriers"] >= COURIERS else 2
        return courier_week(
            task.facts["seed"],
            couriers=task.facts["couriers"],
            territories=territories,
            load=load,
        )

    def solve(self, task: Task, problem: CourierWeekProblem, engine: str, budget: Budget) -> Answer:
        """The room's verb; with no time at all for the first roster."""
        given = Budget.seconds(0.0, seed=budget.seed, cores=1) if engine == FIRST else budget
        answer = plan_courier_week(problem, given)
        plan = answer.plan
        return Answer(
            plan,
            answer.report.engine,
            float(plan.penalty_bound_hundredths),
            more={
                "proved": answer.report.proved_optimal,
                "unfilled": sum(one.missing for one in plan.unfilled),
            },
        )

    def judge(self, task: Task, problem: CourierWeekProblem, plan: Any) -> Worth:
        """Rules and points once more."""
        broken = check_courier_week(problem, plan)
        return Worth(float(plan.penalty_hundredths), tuple(one.words for one in broken))
