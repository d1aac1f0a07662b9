"""Boxes made to the order, against the least-waste-space heuristic (`benchmarks/right_sized.py`).

Orders of 8, 10 and 12 cuboids with whole sides from 2 to 12, every turn allowed, least surface.
Each order has the limit for itself; the objective is the mean surface.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from importlib.metadata import version
from itertools import combinations
from statistics import fmean
from typing import Any

from benchmarks.kinds.interface import Answer, Extent, Task, Worth
from benchmarks.peers.own import NAME
from benchmarks.right_sized import Measures, draw_orders, lwsc, surface
from optimizer import cutting
from optimizer.budget import Budget
from optimizer.packing.model import Item, PackingRules
from optimizer.shapes import Size

LWSC = "lwsc"
ITEMS = (8, 10, 12)
SECONDS = 0.5
STEPS = 200
SHORT_ORDERS = 8
SEED = 20_171_204


@dataclass(frozen=True)
class Orders:
    """Drawn orders, and the same as requests of the room."""

    drawn: list[list[Measures]]
    requests: list[cutting.RightSizeProblem]


class BoxesToMeasure:
    """One task for each number of items."""

    name = "right_sized"
    suite = "cutting"
    ablations: frozenset[str] = frozenset()

    def tasks(self, extent: Extent) -> list[Task]:
        """`--orders` orders of each size."""
        count = SHORT_ORDERS if extent.short else extent.orders
        return [
            Task(
                self.name,
                self.name,
                f"{count} orders of {items} items",
                SECONDS,
                items,
                (NAME, LWSC),
                {"orders": count, "items": items, "seed": SEED + items, "parts": count},
            )
            for items in ITEMS
        ]

    def missing(self, engine: str) -> str | None:
        """Never: the heuristic is our own writing of the paper's appendix."""
        return None

    def version(self, engine: str) -> str:
        """Of this distribution, or the paper."""
        return "Hu et al. 2017" if engine == LWSC else version("fulfillment-optimizer")

    def work(self, task: Task, engine: str) -> int:
        """Fillings tried for each box."""
        return STEPS

    def warm(self) -> None:
        """Compiles the kernels."""
        cutting.warm()

    def problem(self, task: Task) -> Orders:
        """Draws the orders."""
        facts = task.facts
        drawn = draw_orders(facts["orders"], facts["items"], facts["seed"])
        machine = cutting.BoxMachine(minimum=_size((1, 1, 1)), maximum=_size((600, 600, 600)))
        return Orders(
            drawn,
            [
                cutting.RightSizeProblem(
                    items=tuple(Item(id=str(k), size=_size(m)) for k, m in enumerate(order)),
                    machine=machine,
                    rules=PackingRules(min_support_share=0.0),
                )
                for order in drawn
            ],
        )

    def solve(self, task: Task, problem: Orders, engine: str, budget: Budget) -> Answer:
        """Order by order; a plan is the inner measures and, of ours, the placements."""
        each = budget.remaining_s()
        boxes: list[Any] = []
        latencies = []
        proved = 0
        for order, request in zip(problem.drawn, problem.requests, strict=True):
            started = time.perf_counter()
            if engine == LWSC:
                boxes.append((lwsc(order), None))
            else:
                own = (
                    Budget.work(budget.work_limit, seed=budget.seed)
                    if budget.work_limit is not None
                    else Budget.seconds(each, seed=budget.seed, cores=budget.cores)
                )
                answer = cutting.right_size(request, own)
                proved += answer.report.proved_optimal
                boxes.append((None, answer.plan))
            latencies.append(time.perf_counter() - started)
        return Answer(boxes, engine, latencies=tuple(latencies), more={"proved_orders": proved})

    def judge(self, task: Task, problem: Orders, plan: Any) -> Worth:
        """Mean surface; the places of every piece are looked at where they are told."""
        surfaces: list[float] = []
        faults: list[str] = []
        for number, (order, (told, own)) in enumerate(zip(problem.drawn, plan, strict=True)):
            box = told
            if own is not None:
                if len(own.boxes) != 1 or own.unpacked:
                    faults.append(f"order {number}: {len(own.boxes)} boxes")
                    continue
                inner = own.boxes[0].inner_size
                box = (inner.length_mm, inner.width_mm, inner.height_mm)
                faults += [
                    f"order {number}: {words}" for words in _faults(order, own.boxes[0], box)
                ]
            surfaces.append(float(surface(box)))
        return Worth(fmean(surfaces) if surfaces else None, tuple(faults), values=tuple(surfaces))


def _size(sides: Measures) -> Size:
    return Size(length_mm=sides[0], width_mm=sides[1], height_mm=sides[2])


def _faults(order: list[Measures], box: Any, inner: Measures) -> list[str]:
    """Every item once, in one of its turns, inside, apart from the others."""
    faults = []
    spans = []
    for place in box.placements:
        corner = (place.x_mm, place.y_mm, place.z_mm)
        sides = (place.size.length_mm, place.size.width_mm, place.size.height_mm)
        if sorted(sides) != sorted(order[int(place.item_id)]):
            faults.append(f"item {place.item_id} has other sides")
        spans.append([(at, at + side) for at, side in zip(corner, sides, strict=True)])
        if any(low < 0 or high > most for (low, high), most in zip(spans[-1], inner, strict=True)):
            faults.append(f"item {place.item_id} lies outside of the box")
    if sorted(int(place.item_id) for place in box.placements) != list(range(len(order))):
        faults.append("not every item is in the box once")
    if any(
        all(a[0] < b[1] and b[0] < a[1] for a, b in zip(one, other, strict=True))
        for one, other in combinations(spans, 2)
    ):
        faults.append("two items overlap")
    return faults
