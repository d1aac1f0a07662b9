"""Real orders packed as a carrier bills them, everything standing fully, with load on top.

The orders carry no limits of load and no prices: each piece is said to carry ten times its weight
and at least two kilograms, and parcels are billed by a table made up in the form that carriers use
(volumetric weight at 5,000 cm3 a kilogram, steps, a surcharge for bulk). Beside it: the same rules,
packed for the fewest cartons. Every plan goes through the room's checker; bills are added up here.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.kinds.interface import Answer, Extent, Task, Worth
from benchmarks.kinds.order_folders import budget_of_each, folder_of, orders_of
from benchmarks.peers.own import NAME
from benchmarks.problems.packing import packing_problem
from optimizer import packing
from optimizer.budget import Budget
from optimizer.packing import PackingObjective, PackingPlan, PackingProblem, PackingRules

FEWEST = "fewest cartons"
SECONDS = 0.2
STEPS = 300
SHORT_ORDERS = 40
CARRIES_TIMES, CARRIES_AT_LEAST_G = 10, 2_000

DIVISOR = 5_000
STEPS_OF_PRICE = ((500, 390), (1_000, 450), (2_000, 520), (5_000, 690), (10_000, 950),
                  (20_000, 1_480), (30_000, 2_250))  # fmt: skip
EXTRA_STEP_G, EXTRA_STEP_COST = 1_000, 95
LONGEST_MM, LONG_COST = 1_000, 600
CARTON_COST_PER_LITRE = 2


class BilledOrders:
    """The order folder of the data folder, or the shipped orders."""

    name = "billed_orders"
    suite = "cutting"
    ablations: frozenset[str] = frozenset()

    def tasks(self, extent: Extent) -> list[Task]:
        """One task: all orders."""
        folder = folder_of(extent)
        count = len(orders_of(folder).orders)
        if extent.short:
            count = min(count, SHORT_ORDERS)
        return [
            Task(
                self.name,
                self.name,
                f"{count} orders",
                SECONDS,
                count,
                (NAME, FEWEST),
                {"folder": str(folder), "orders": count, "parts": count},
                file=str(folder),
            )
        ]

    def missing(self, engine: str) -> str | None:
        """Never."""
        return None

    def version(self, engine: str) -> str:
        """Of this distribution."""
        return version("fulfillment-optimizer")

    def work(self, task: Task, engine: str) -> int:
        """Rounds for each order."""
        return STEPS

    def warm(self) -> None:
        """Compiles the kernels."""
        packing.warm()

    def problem(self, task: Task) -> list[PackingProblem]:
        """Reads the orders."""
        orders = orders_of(Path(task.facts["folder"])).orders[: task.facts["orders"]]
        return [_billed(packing_problem(order)) for order in orders]

    def solve(
        self, task: Task, problem: Sequence[PackingProblem], engine: str, budget: Budget
    ) -> Answer:
        """Order by order."""
        each = budget.remaining_s()
        plans = []
        latencies = []
        proved = parcels = 0
        for order in problem:
            started = time.perf_counter()
            own = budget_of_each(budget, each)
            asked = order
            if engine == FEWEST:
                asked = order.model_copy(update={"objective": PackingObjective.FEWEST_UNITS})
            plan, report = packing.pack(asked, own)
            latencies.append(time.perf_counter() - started)
            plans.append(plan)
            proved += report.proved_optimal
            parcels += len(plan.loads)
        more = {"proved_orders": proved, "parcels": parcels}
        return Answer(plans, engine, latencies=tuple(latencies), more=more)

    def judge(self, task: Task, problem: Sequence[PackingProblem], plan: Any) -> Worth:
        """Mean bill of an order; orders that nothing can hold are left out on all sides."""
        bills: list[float] = []
        faults: list[str] = []
        for number, (order, packed) in enumerate(zip(problem, plan, strict=True)):
            stated: PackingPlan = packed.model_copy(update={"cost_lower_bound_minor": None})
            for one in packing.check_plan(order, stated):
                faults.append(f"order {number}: {one.words}")
            if not packed.unpacked:
                bills.append(float(sum(_bill(order, load) for load in packed.loads)))
        worth = sum(bills) / len(bills) if bills else None
        return Worth(worth, tuple(faults), values=tuple(bills))


def _billed(order: PackingProblem) -> PackingProblem:
    """The order with limits of load, prices of cartons and the carrier's table."""
    steps = tuple(
        packing.WeightStep(max_weight_g=grams, parcel_cost_minor=cost)
        for grams, cost in STEPS_OF_PRICE
    )
    zone = packing.RateZone(
        id="all", steps=steps, extra_step_g=EXTRA_STEP_G, extra_step_cost_minor=EXTRA_STEP_COST
    )
    long = packing.RateSurcharge(
        id="long", over_longest_side_mm=LONGEST_MM, surcharge_cost_minor=LONG_COST
    )
    return order.model_copy(
        update={
            "items": tuple(
                item.model_copy(
                    update={
                        "max_load_on_top_g": max(CARRIES_AT_LEAST_G, CARRIES_TIMES * item.weight_g)
                    }
                )
                for item in order.items
            ),
            "load_units": tuple(
                unit.model_copy(
                    update={
                        "cost_minor": CARTON_COST_PER_LITRE
                        * -(-unit.inner_size.volume_mm3 // 1_000_000)
                    }
                )
                for unit in order.load_units
            ),
            "objective": PackingObjective.LOWEST_COST,
            "rules": PackingRules(min_support_share=1.0),
            "rate_table": packing.RateTable(
                zones=(zone,), divisor_cm3_per_kg=DIVISOR, surcharges=(long,)
            ),
        }
    )


def _bill(order: PackingProblem, load: Any) -> int:
    """What one parcel costs by the table above: carton, weight step, surcharge."""
    unit = next(unit for unit in order.load_units if unit.id == load.load_unit_id)
    size = unit.outer_size or unit.inner_size
    volume = size.length_mm * size.width_mm * size.height_mm
    billed: int = max(load.gross_weight_g, -(-volume // DIVISOR))
    heaviest, dearest = STEPS_OF_PRICE[-1]
    if billed > heaviest:
        sent = dearest + -(-(billed - heaviest) // EXTRA_STEP_G) * EXTRA_STEP_COST
    else:
        sent = min(cost for grams, cost in STEPS_OF_PRICE if grams >= billed)
    if max(size.length_mm, size.width_mm, size.height_mm) > LONGEST_MM:
        sent += LONG_COST
    cost: int = unit.cost_minor or 0
    return cost + sent
