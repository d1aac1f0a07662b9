"""Real orders boxed to measure, all of every base supported, against the best of today's cartons.

Both sides keep every rule of packing, and both are charged the rectangle of a FEFCO 0201 blank of
4 mm board around the inner measures, reckoned here. A made box has steps of a millimetre and the
weight limit of the strongest carton. Orders with a piece that no carton takes are left out. Every
plan goes through the room's checker.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.instances import PackingInstance
from benchmarks.kinds.carton_sizes import BOARD_MM, JOINT_MM, LEAST, MOST, blank_mm2
from benchmarks.kinds.interface import Answer, Extent, Task, Worth
from benchmarks.kinds.order_folders import budget_of_each, folder_of, orders_of
from benchmarks.peers.own import NAME
from benchmarks.problems.packing import packing_problem
from optimizer import cutting
from optimizer.budget import Budget
from optimizer.packing import PackingProblem, PackingRules
from optimizer.shapes import Size

CARTONS = "best of the cartons"
SECONDS = 0.5
STEPS = 300
SHORT_ORDERS = 25


class OrdersToMeasure:
    """The order folder of the data folder, or the shipped orders; `--orders` of them, spread."""

    name = "orders_to_measure"
    suite = "cutting"
    ablations: frozenset[str] = frozenset()

    def tasks(self, extent: Extent) -> list[Task]:
        """One task: all orders that are asked for."""
        folder = folder_of(extent)
        chosen = _chosen(folder, SHORT_ORDERS if extent.short else extent.orders)
        return [
            Task(
                self.name,
                self.name,
                f"{len(chosen)} orders",
                SECONDS,
                len(chosen),
                (NAME, CARTONS),
                {"folder": str(folder), "orders": len(chosen), "parts": len(chosen)},
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
        """Fillings tried for each box."""
        return STEPS

    def warm(self) -> None:
        """Compiles the kernels."""
        cutting.warm()

    def problem(self, task: Task) -> list[cutting.RightSizeProblem]:
        """Reads the orders; each may have a made box or one of the cartons."""
        chosen = _chosen(Path(task.facts["folder"]), task.facts["orders"])
        return [_to_measure(order) for order in chosen]

    def solve(
        self, task: Task, problem: Sequence[cutting.RightSizeProblem], engine: str, budget: Budget
    ) -> Answer:
        """Order by order, made boxes alone or cartons alone."""
        each = budget.remaining_s()
        plans = []
        latencies = []
        proved = boxes = 0
        for order in problem:
            started = time.perf_counter()
            own = budget_of_each(budget, each)
            other = {"machine": None} if engine == CARTONS else {"cartons": ()}
            plan, report = cutting.right_size(order.model_copy(update=other), own)
            latencies.append(time.perf_counter() - started)
            plans.append(plan)
            proved += report.proved_optimal
            boxes += len(plan.boxes)
        more = {"proved_orders": proved, "boxes": boxes}
        return Answer(plans, engine, latencies=tuple(latencies), more=more)

    def judge(self, task: Task, problem: Sequence[cutting.RightSizeProblem], plan: Any) -> Worth:
        """Mean board of an order in square metres."""
        board: list[float] = []
        faults: list[str] = []
        for number, (order, boxed) in enumerate(zip(problem, plan, strict=True)):
            # Prices are not asked for, so both sides may be told of machine and cartons.
            faults += [f"order {number}: {one.words}" for one in cutting.check_boxes(order, boxed)]
            if boxed.unpacked:
                faults.append(f"order {number}: {boxed.unpacked[0].explanation}")
            board.append(sum(blank_mm2(_inner(order, box)) for box in boxed.boxes) / 1e6)
        return Worth(sum(board) / len(board), tuple(faults), values=tuple(board))


def _inner(order: cutting.RightSizeProblem, box: cutting.FittedBox) -> Size:
    """Inner measures of the board that is paid for."""
    known = {carton.id: carton.inner_size for carton in order.cartons}
    return known.get(box.carton_id, box.inner_size)


def _chosen(folder: Path, count: int) -> list[PackingInstance]:
    """At most `count` orders, spread evenly over those of which every piece fits some carton."""
    orders = orders_of(folder)
    able = [order for order in orders.orders if _every_piece_fits(packing_problem(order))]
    return [able[at * len(able) // count] for at in range(count)] if count < len(able) else able


def _every_piece_fits(order: PackingProblem) -> bool:
    """Whether each piece fits some carton alone, lying in any way."""
    return all(
        any(
            all(a <= b for a, b in zip(_sorted(item.size), _sorted(unit.inner_size), strict=True))
            and item.weight_g + unit.tare_weight_g <= (unit.max_gross_weight_g or item.weight_g)
            for unit in order.load_units
        )
        for item in order.items
    )


def _to_measure(order: PackingInstance) -> cutting.RightSizeProblem:
    problem = packing_problem(order, support=1.0)
    limits = [unit.max_gross_weight_g or 1 for unit in problem.load_units]
    return cutting.RightSizeProblem(
        items=problem.items,
        machine=cutting.BoxMachine(
            minimum=_size(LEAST),
            maximum=_size(MOST),
            board=cutting.Board(thickness_um=1_000 * BOARD_MM),
            joint_mm=JOINT_MM,
            max_gross_weight_g=max(limits),
        ),
        objective=cutting.BoxObjective.LEAST_BOARD,
        rules=PackingRules(min_support_share=1.0),
        cartons=problem.load_units,
    )


def _size(sides: tuple[int, int, int]) -> Size:
    return Size(length_mm=sides[0], width_mm=sides[1], height_mm=sides[2])


def _sorted(size: Size) -> list[int]:
    return sorted((size.length_mm, size.width_mm, size.height_mm))
