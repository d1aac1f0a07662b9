"""Carton suites: the k sizes that use the least board on real orders, against today's cartons.

One run gives every k up to the most; the objective is the board of as many sizes as there are
today, in square metres. Sums come from packing the whole history, in the same way for both; the
blanks are reckoned again here.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.instances.packing_instance import ContainerRow, PackingInstance
from benchmarks.kinds.interface import Answer, Extent, Task, Worth
from benchmarks.kinds.order_folders import folder_of, orders_of
from benchmarks.peers.own import NAME
from optimizer import cutting
from optimizer.budget import Budget
from optimizer.packing.model import Item, LoadUnit, PackingRules, PackOrder
from optimizer.shapes import Size

TODAY = "cartons of today"
SIZES = 6
SECONDS = 600.0
STEPS = 500
HEAVIEST_G = 15_000
LEAST, MOST = (60, 60, 10), (600, 400, 520)
JOINT_MM = 35
BOARD_MM = 4


class CartonSizes:
    """The order folder of the data folder, or the shipped orders."""

    name = "carton_suite"
    suite = "cutting"
    ablations: frozenset[str] = frozenset()

    def tasks(self, extent: Extent) -> list[Task]:
        """One task: all orders."""
        folder = folder_of(extent)
        orders = orders_of(folder)
        return [
            Task(
                self.name,
                self.name,
                f"{len(orders.orders)} orders, {len(orders.orders[0].containers)} sizes",
                SECONDS,
                len(orders.orders),
                (NAME, TODAY),
                {"folder": str(folder)},
                file=str(folder),
            )
        ]

    def missing(self, engine: str) -> str | None:
        """Never."""
        return None

    def version(self, engine: str) -> str:
        """Of this distribution."""
        return "" if engine == TODAY else version("fulfillment-optimizer")

    def work(self, task: Task, engine: str) -> int:
        """Steps of the search."""
        return STEPS

    def warm(self) -> None:
        """Compiles the kernels."""
        cutting.warm()

    def problem(self, task: Task) -> cutting.SuiteProblem:
        """Reads the orders."""
        orders = orders_of(Path(task.facts["folder"]))
        return cutting.SuiteProblem(
            orders=tuple(_order(order) for order in orders.orders),
            size_count=SIZES,
            minimum=_size(LEAST),
            maximum=_size(MOST),
            joint_mm=JOINT_MM,
            board=cutting.Board(thickness_um=1_000 * BOARD_MM),
            rules=PackingRules(min_support_share=0.0),
            present_cartons=tuple(_carton(box) for box in orders.orders[0].containers),
            growth=True,
            max_gross_weight_g=HEAVIEST_G,
        )

    def solve(
        self, task: Task, problem: cutting.SuiteProblem, engine: str, budget: Budget
    ) -> Answer:
        """Today's cartons are only counted: one size, and the least time, for the rest."""
        today = len(problem.present_cartons)
        if engine == TODAY:
            counted = problem.model_copy(update={"size_count": 1, "growth": False})
            small = Budget.work(1) if budget.work_limit is not None else budget.part(0.05)
            plan = cutting.choose_suite(counted, small).plan
            return Answer(plan.present, engine)
        answer = cutting.choose_suite(problem, budget)
        plan = answer.plan
        suites = [*plan.smaller_suites, *([plan.suite] if plan.suite else [])]
        growth = [
            [
                len(suite.sizes),
                suite.board_mm2 / 1e6,
                suite.saving_share,
                suite.unserved_order_count,
            ]
            for suite in suites
        ]
        chosen = next((suite for suite in suites if len(suite.sizes) == today), plan.suite)
        return Answer(chosen, answer.report.engine, more={"growth": growth})

    def judge(self, task: Task, problem: cutting.SuiteProblem, plan: Any) -> Worth:
        """Board of all parcels, each blank reckoned by the rule of FEFCO 0201."""
        if plan is None:
            return Worth(None, ("no suite was found",))
        board = sum(blank_mm2(size.inner_size) * size.parcel_count for size in plan.sizes)
        faults = []
        if board != plan.board_mm2:
            faults.append(f"states {plan.board_mm2} mm2 of board, it is {board}")
        return Worth(board / 1e6, tuple(faults))


def blank_mm2(inner: Size) -> int:
    """The rectangle of a FEFCO 0201 blank: four walls and the joint around, two half flaps and the
    height across; a thickness for each fold, and the last wall half a thickness shorter.
    """
    long, wide = inner.length_mm + BOARD_MM, inner.width_mm + BOARD_MM
    around = 2 * (long + wide) - BOARD_MM // 2 + JOINT_MM
    return around * (inner.height_mm + 2 * BOARD_MM + 2 * -(-wide // 2))


def _size(sides: tuple[int, int, int]) -> Size:
    return Size(length_mm=sides[0], width_mm=sides[1], height_mm=sides[2])


def _order(order: PackingInstance) -> PackOrder:
    return PackOrder(
        id=order.name,
        items=tuple(
            Item(
                id=str(item.row),
                size=_size(item.size),
                weight_g=item.weight,
                quantity=item.quantity,
            )
            for item in order.items
        ),
    )


def _carton(box: ContainerRow) -> LoadUnit:
    return LoadUnit(
        id=box.name,
        inner_size=_size(box.inner),
        tare_weight_g=box.tare,
        max_gross_weight_g=box.max_gross_weight,
    )
