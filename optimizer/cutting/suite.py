"""The k carton sizes that serve an order history best.

Every order is first boxed to measure; these boxes, and the least boxes around pairs of them, are
the candidates. How many of each candidate each order needs is found by quick fillings. Choosing k
of them is the k-median problem: greedy, then exchanges (Teitz and Bart 1968), then CP-SAT. The
sizes chosen are then moved step by step while that helps. What the suites cost is finally measured
by packing the whole history, each plan checked, like today's cartons.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.budget import Budget
from optimizer.cutting.blank import blank_rectangle
from optimizer.cutting.blank_model import Board
from optimizer.cutting.box_cost import law_of
from optimizer.cutting.box_search import MOST_SPACES, BoxSearch
from optimizer.cutting.cpsat import choose_median
from optimizer.cutting.kernels.boxes_needed import boxes_needed
from optimizer.cutting.right_sized_model import BoxMachine, BoxObjective, RightSizeProblem
from optimizer.cutting.suite_model import (
    CartonSuite,
    SuiteAnswer,
    SuiteObjective,
    SuitePlan,
    SuiteProblem,
    SuiteProgress,
    SuiteSize,
)
from optimizer.cutting.suite_validate import suite_faults
from optimizer.faults import InvalidProblemError
from optimizer.packing import BatchPackProblem, LoadUnit, PackingObjective, PackingProblem, pack
from optimizer.packing.batch import pack_batch
from optimizer.packing.instance import Instance, build_instance
from optimizer.packing.kernels.arrays import Scratch
from optimizer.packing.model import Item, PackOrder
from optimizer.shapes import SearchReport, Size

CANDIDATES = 240
MOST_BOXES = 12
"""Boxes that one order may need of a size before the size counts as unfit for it."""

SAMPLE_TRIALS = 120
Progress = Callable[[SuiteProgress], None]
Box = tuple[int, int, int]
Longs = NDArray[np.int64]


def choose_suite(
    problem: SuiteProblem, budget: Budget, progress: Progress | None = None
) -> SuiteAnswer:
    """The best suite found; raises InvalidProblemError with all faults.

    `progress` is told of every stage and every better suite. `proved_optimal` of the report is
    never set: sizes between the candidates are not excluded.
    """
    faults = suite_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    started = time.monotonic()
    search = _SuiteSearch(problem, budget, progress or _quiet)
    plan = search.run()
    report = SearchReport(
        engine="suite_median",
        elapsed_ms=round((time.monotonic() - started) * 1000),
        time_limit_reached=budget.expired(),
    )
    return SuiteAnswer(plan, report)


def _quiet(progress: SuiteProgress) -> None:
    """Nobody listens."""


@dataclass
class _Customer:
    """Orders with the same items."""

    order: PackOrder
    instance: Instance
    type_of: NDArray[np.int32]
    volume: int
    count: int


class _SuiteSearch:
    """One call."""

    def __init__(self, problem: SuiteProblem, budget: Budget, progress: Progress) -> None:
        self.problem = problem
        self.budget = budget
        self.progress = progress
        self.board = problem.board or Board()
        grouped: dict[tuple[Item, ...], list[PackOrder]] = {}
        for order in problem.orders:
            grouped.setdefault(order.items, []).append(order)
        self.customers = [self._customer(same) for same in grouped.values()]
        self.weight = np.array([customer.count for customer in self.customers], np.int64)
        most = max(customer.type_of.shape[0] for customer in self.customers)
        types = max(customer.instance.quantity.shape[0] for customer in self.customers)
        self.scratch = Scratch(
            spaces=np.empty((MOST_SPACES, 6), np.int32),
            torn=np.empty((MOST_SPACES, 6), np.int32),
            placed=np.empty((most + 1, 7), np.int32),
            stuck=np.zeros(types, np.int8),
            sequence=np.empty(most + 1, np.int32),
            keys=np.empty(most + 1, np.float64),
            opened=np.empty((4, 4), np.int64),
        )
        self.columns: dict[Box, Longs] = {}

    def _customer(self, same: Sequence[PackOrder]) -> _Customer:
        problem = self.problem
        order = same[0]
        instance = build_instance(
            PackingProblem.model_construct(
                items=order.items,
                load_units=(LoadUnit(id="box", inner_size=problem.maximum),),
                objective=PackingObjective.FEWEST_UNITS,
                rules=problem.rules,
            )
        )
        quantity = instance.quantity
        type_of = np.repeat(np.arange(quantity.shape[0], dtype=np.int32), quantity)
        volume = sum(item.size.volume_mm3 * item.quantity for item in order.items)
        return _Customer(order, instance, type_of, volume, len(same))

    def run(self) -> SuitePlan:
        """Candidates, choice, refinement, measurement."""
        problem = self.problem
        candidates = self._candidates(self.budget.part(0.25))
        self._weigh(candidates, self.budget.part(0.45))
        known = [box for box in candidates if box in self.columns]
        counts = range(1, problem.size_count + 1) if problem.growth else (problem.size_count,)
        chosen: dict[int, tuple[Box, ...]] = {}
        for count in counts:
            warm = chosen.get(count - 1, ())
            chosen[count] = self._choose(known, count, warm)
            part = self.budget.part(0.6 / (problem.size_count - count + 1))
            chosen[count] = self._refine(chosen[count], part)
            self._tell("refined", count / problem.size_count, self._score(chosen[count]))
        present = self._measure_cartons(problem.present_cartons)
        measured = [self._measure(chosen[count], present) for count in counts]
        return SuitePlan(suite=measured[-1], smaller_suites=tuple(measured[:-1]), present=present)

    def _tell(self, stage: str, share: float, score: int = 0) -> None:
        self.progress(SuiteProgress(stage=stage, share=min(1.0, share), score=score))

    def price(self, size: Size | Box) -> int:
        """What the objective counts for one parcel of a size."""
        if isinstance(size, Size):
            size = (size.length_mm, size.width_mm, size.height_mm)
        problem = self.problem
        if problem.objective == SuiteObjective.LEAST_AIR:
            return size[0] * size[1] * size[2]
        board = self.board_of(size)
        if problem.objective == SuiteObjective.LEAST_BOARD:
            return board
        return problem.parcel_cost_minor + -(-problem.square_metre_cost_minor * board // 1_000_000)

    def board_of(self, size: Box) -> int:
        """The rectangle of the blank."""
        problem = self.problem
        sides = blank_rectangle(
            problem.style, size[0], size[1], size[2], self.board.thickness_um, problem.joint_mm
        )
        return sides[0] * sides[1]

    def _on_scale(self, box: Sequence[int]) -> Box:
        problem = self.problem
        low, high = problem.minimum, problem.maximum
        found = []
        for measure, least, most in zip(
            box,
            (low.length_mm, low.width_mm, low.height_mm),
            (high.length_mm, high.width_mm, high.height_mm),
            strict=True,
        ):
            steps = max(0, -(-(measure - least) // problem.step_mm))
            top = (most - least) // problem.step_mm
            found.append(least + min(steps, top) * problem.step_mm)
        return (found[0], found[1], found[2])

    def _candidates(self, budget: Budget) -> list[Box]:
        """Boxes made to measure for the orders, and around pairs of them."""
        problem = self.problem
        machine = BoxMachine(
            minimum=problem.minimum,
            maximum=problem.maximum,
            step_mm=problem.step_mm,
            style=problem.style,
            board=self.board,
            joint_mm=problem.joint_mm,
        )
        objective = (
            BoxObjective.LEAST_SURFACE
            if problem.objective == SuiteObjective.LEAST_AIR
            else BoxObjective.LEAST_BOARD
        )
        weighed: dict[Box, int] = {}
        order = sorted(range(len(self.customers)), key=lambda i: -int(self.weight[i]))
        for number, i in enumerate(order):
            if budget.expired():
                break
            customer = self.customers[i]
            own = RightSizeProblem.model_construct(
                items=customer.order.items, machine=machine, objective=objective
            )
            search = BoxSearch(customer.instance, law_of(own, machine, 0), self.budget.seed + i)
            fit = search.run(Budget.work(SAMPLE_TRIALS), patience=SAMPLE_TRIALS)
            if fit is not None:
                box = self._on_scale(fit.box)
                weighed[box] = weighed.get(box, 0) + customer.count
            if number % 100 == 0:
                self._tell("boxes to measure", number / len(order))
        corner = (problem.maximum.length_mm, problem.maximum.width_mm, problem.maximum.height_mm)
        found = [self._on_scale(corner)]
        ranked = sorted(weighed, key=lambda box: (-weighed[box], box))
        found += ranked[: CANDIDATES // 2]
        # Around two boxes, spread over the whole range of volumes.
        by_volume = sorted(weighed, key=lambda box: box[0] * box[1] * box[2])
        spread = by_volume[:: max(1, len(by_volume) // 24)]
        found += spread
        for a in spread:
            for b in spread:
                around = (max(a[0], b[0]), max(a[1], b[1]), max(a[2], b[2]))
                found.append(self._on_scale(around))
        return list(dict.fromkeys(found))[:CANDIDATES]

    def _weigh(self, boxes: Sequence[Box], budget: Budget) -> None:
        """How many boxes of each size every customer needs; MOST_BOXES limits the count."""
        fresh = [box for box in boxes if box not in self.columns]
        for start in range(0, len(fresh), 20):
            part = fresh[start : start + 20]
            if budget.expired() and self.columns:
                return
            inners = np.array(part, np.int32)
            limits = np.full(len(part), self.problem.max_gross_weight_g or 1 << 60, np.int64)
            needed = np.zeros((len(self.customers), len(part)), np.int64)
            for i, customer in enumerate(self.customers):
                boxes_needed(
                    customer.instance.goods,
                    customer.type_of,
                    inners,
                    limits,
                    customer.instance.share,
                    MOST_BOXES,
                    self.scratch,
                    needed[i],
                )
            for column, box in enumerate(part):
                self.columns[box] = needed[:, column]
            if len(fresh) > 20:
                self._tell("sizes weighed", start / len(fresh))

    def _costs(self, boxes: Sequence[Box]) -> Longs:
        """Customers x boxes: cost of one order, a very large one where the size is unfit."""
        prices = np.array([self.price(box) for box in boxes], np.int64)
        needed = np.stack([self.columns[box] for box in boxes], axis=1)
        unfit = int(prices.max()) * MOST_BOXES * 4
        return np.where(needed > 0, needed * prices[None, :], unfit)

    def _score(self, boxes: Sequence[Box]) -> int:
        costs = self._costs(boxes)
        return int((costs.min(axis=1) * self.weight).sum())

    def _choose(self, boxes: Sequence[Box], count: int, warm: tuple[Box, ...]) -> tuple[Box, ...]:
        boxes = list(dict.fromkeys([*boxes, *warm]))
        costs = self._costs(boxes)
        picked: list[int] = [boxes.index(box) for box in warm]
        best = (
            costs[:, picked].min(axis=1)
            if picked
            else np.full(costs.shape[0], np.iinfo(np.int64).max // 4)
        )
        while len(picked) < min(count, len(boxes)):
            totals = (np.minimum(costs, best[:, None]) * self.weight[:, None]).sum(axis=0)
            chosen = int(totals.argmin())
            picked.append(chosen)
            best = np.minimum(best, costs[:, chosen])
        picked = self._exchange(costs, picked)
        seconds = min(20.0, self.budget.remaining_s() * 0.1)
        found = (
            choose_median(
                [dict(enumerate(row)) for row in costs.tolist()],
                len(boxes),
                count,
                seconds,
                self.budget.seed,
                self.budget.cores,
                self.weight.tolist(),
                picked,
            )
            if costs.size <= MOST_MEDIAN
            else None
        )
        if found is not None and found[0]:
            picked = list(found[0])
        self._tell("sizes chosen", 1.0, int((costs[:, picked].min(axis=1) * self.weight).sum()))
        return tuple(boxes[i] for i in picked)

    def _exchange(self, costs: Longs, picked: list[int]) -> list[int]:
        """Swaps one size in for one out while that helps."""
        better = True
        total = int((costs[:, picked].min(axis=1) * self.weight).sum())
        while better and not self.budget.expired():
            better = False
            for place in range(len(picked)):
                rest = [site for i, site in enumerate(picked) if i != place]
                best = (
                    costs[:, rest].min(axis=1)
                    if rest
                    else np.full(costs.shape[0], np.iinfo(np.int64).max // 4)
                )
                totals = (np.minimum(costs, best[:, None]) * self.weight[:, None]).sum(axis=0)
                site = int(totals.argmin())
                if int(totals[site]) < total:
                    total = int(totals[site])
                    picked[place] = site
                    better = True
        return picked

    def _refine(self, boxes: tuple[Box, ...], budget: Budget) -> tuple[Box, ...]:
        """Moves one measure of one size by some steps while the history costs less."""
        best = self._score(boxes)
        step = self.problem.step_mm
        reach = 8
        while reach and not budget.expired():
            better = False
            for place in range(len(boxes)):
                for axis in range(3):
                    for sign in (-1, 1):
                        moved = list(boxes[place])
                        moved[axis] += sign * reach * step
                        box = self._on_scale(moved)
                        if box in boxes or budget.expired():
                            continue
                        self._weigh([box], self.budget)
                        if box not in self.columns:
                            continue
                        trial = (*boxes[:place], box, *boxes[place + 1 :])
                        score = self._score(trial)
                        if score < best:
                            boxes, best, better = trial, score, True
                            self._tell("sizes moved", 0.5, best)
            if not better:
                reach //= 2
        return boxes

    def _measure(self, boxes: Sequence[Box], present: CartonSuite | None) -> CartonSuite:
        """Packs the whole history into a suite and adds up."""
        ordered = sorted(boxes, key=lambda box: box[0] * box[1] * box[2])
        cartons = tuple(
            LoadUnit(
                id=f"K{i}",
                inner_size=Size(length_mm=a, width_mm=b, height_mm=c),
                max_gross_weight_g=self.problem.max_gross_weight_g,
            )
            for i, (a, b, c) in enumerate(ordered, 1)
        )
        suite = self._packed(cartons)
        if present is None or not present.score:
            return suite
        return suite.model_copy(update={"saving_share": 1 - suite.score / present.score})

    def _measure_cartons(self, cartons: tuple[LoadUnit, ...]) -> CartonSuite | None:
        return self._packed(cartons) if cartons else None

    def _packed(self, cartons: tuple[LoadUnit, ...]) -> CartonSuite:
        problem = self.problem
        priced = tuple(
            carton.model_copy(update={"cost_minor": self.price(carton.inner_size)})
            for carton in cartons
        )
        batch = BatchPackProblem.model_construct(
            orders=problem.orders,
            load_units=priced,
            objective=PackingObjective.LOWEST_COST,
            rules=problem.rules,
        )
        results = pack_batch(batch, self.budget.part(0.3))
        # A score that leaves orders out would flatter the suite: the few are packed all the same.
        late = self.budget.part(0.0)
        by_id = {carton.id: carton for carton in priced}
        used = dict.fromkeys(by_id, 0)
        board = air = score = unserved = 0
        volumes = {customer.order.items: customer.volume for customer in self.customers}
        for order, result in zip(problem.orders, results, strict=True):
            plan = result.plan or pack(batch.problem_of(order), late).plan
            if plan.unpacked:
                unserved += 1
                continue
            for load in plan.loads:
                carton = by_id[load.load_unit_id]
                size = carton.inner_size
                used[carton.id] += 1
                board += self.board_of((size.length_mm, size.width_mm, size.height_mm))
                air += size.volume_mm3
                score += carton.cost_minor or 0
            air -= volumes[order.items]
        return CartonSuite(
            sizes=tuple(
                SuiteSize(id=carton.id, inner_size=carton.inner_size, parcel_count=used[carton.id])
                for carton in priced
            ),
            parcel_count=sum(used.values()),
            unserved_order_count=unserved,
            board_mm2=board,
            air_mm3=air,
            score=score,
        )


MOST_MEDIAN = 60_000
"""Customers times candidates beyond which CP-SAT is not asked: exchanges alone decide."""
