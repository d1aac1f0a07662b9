"""The box for an order: cheapest cuboid that holds everything, by filling and shrinking.

Lengths and widths worth trying are sums of a few sides of pieces, rounded up to the machine's
scale: no better box has others unless many pieces lie in a row, and then the sums are dense. Small
orders are proved: for each base only the greatest height that would still be cheaper has to be
refuted, which CP-SAT does (a box without room even for unsupported pieces has none for supported).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from optimizer.budget import Budget
from optimizer.cutting.blank import blank_rectangle, outer_size
from optimizer.cutting.blank_model import Board
from optimizer.cutting.cpsat import fits_box
from optimizer.cutting.kernels.boxing import FAR, box_cost, highest_below, search_boxes
from optimizer.cutting.right_sized_check import require_sound
from optimizer.cutting.right_sized_model import (
    BoxMachine,
    BoxObjective,
    BoxSource,
    CarrierRates,
    FittedBox,
    RightSizeAnswer,
    RightSizePlan,
    RightSizeProblem,
)
from optimizer.cutting.right_sized_validate import right_size_faults
from optimizer.faults import InvalidProblemError
from optimizer.packing import pack
from optimizer.packing.instance import Instance, build_instance
from optimizer.packing.kernels.arrays import Scratch
from optimizer.packing.model import (
    Item,
    LoadUnit,
    PackingObjective,
    PackingPlan,
    PackingProblem,
    PackingRules,
    Placement,
    UnpackedItem,
    UnpackedReason,
)
from optimizer.shapes import SearchReport, Size

MOST_MEASURES = 56
"""Lengths or widths that are tried; their pairs are the bases."""

PROVED_PIECES = 6
TRIALS = 400
HOPELESS = 4_000
"""Fillings without a single box, after which the order is taken to need several."""
MOST_SPACES = 4_000

Longs = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Law:
    """What a box costs (see `box_cost`) and the scale of its measures; padding included."""

    form: Floats
    walls: Floats
    steps: Floats
    lowest: Longs
    highest: Longs
    step: Longs
    padding: int

    def cost(self, box: Sequence[int]) -> float:
        """Cost of inner measures."""
        return float(box_cost(box[0], box[1], box[2], self.form, self.walls, self.steps))


@dataclass
class Fit:
    """A box found: inner measures, places as rows (type, x, y, z, dx, dy, dz), cost by the law."""

    box: tuple[int, int, int]
    rows: NDArray[np.int32]
    cost: float
    proved: bool = False


def right_size(problem: RightSizeProblem, budget: Budget) -> RightSizeAnswer:
    """The best boxes found for an order; the plan has passed the checker.

    Raises InvalidProblemError with all faults. `budget.work_limit` counts fillings tried per box.
    """
    faults = right_size_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    started = time.monotonic()
    boxes, unpacked, proved = _RightSizing(problem, budget).run()
    plan = RightSizePlan(
        boxes=tuple(box.model_copy(update={"id": f"B{i}"}) for i, box in enumerate(boxes, 1)),
        unpacked=tuple(unpacked),
        surface_mm2=sum(box.surface_mm2 for box in boxes),
        board_mm2=sum(box.board_mm2 for box in boxes),
        cost_minor=sum(box.cost_minor or 0 for box in boxes) if has_costs(problem) else None,
    )
    report = SearchReport(
        engine="right_size",
        elapsed_ms=round((time.monotonic() - started) * 1000),
        proved_optimal=proved,
        time_limit_reached=budget.expired(),
    )
    return RightSizeAnswer(require_sound(problem, plan), report)


def has_costs(problem: RightSizeProblem) -> bool:
    """Whether anything in the problem costs money."""
    machine = problem.machine
    made = machine is not None and (machine.box_cost_minor or machine.square_metre_cost_minor)
    return bool(made or problem.carrier or any(carton.cost_minor for carton in problem.cartons))


def carrier_cost(rates: CarrierRates | None, outer: Size, gross_g: int) -> int | None:
    """What the carrier takes for a parcel; None when it does not take it at all."""
    if rates is None:
        return 0
    billed = max(gross_g, -(-outer.volume_mm3 // rates.divisor_cm3_per_kg))
    for step in rates.steps:
        if billed <= step.max_weight_g:
            return step.parcel_cost_minor
    return None


def law_of(problem: RightSizeProblem, machine: BoxMachine, weight_g: int) -> Law:
    """The objective as a law of costs that never fall as a box grows."""
    board = machine.board or Board()
    form = np.zeros(10)
    steps = np.zeros((0, 2))
    if problem.objective == BoxObjective.LEAST_SURFACE:
        form[7:10] = 2.0
    else:
        length, width = _linear_blank(machine, board)
        # Product of two linear measures of (1, L, W, H).
        form[0] = length[0] * width[0]
        form[1:4] = length[0] * width[1:] + width[0] * length[1:]
        form[4:7] = length[1:] * width[1:]
        form[7] = length[1] * width[2] + length[2] * width[1]
        form[8] = length[1] * width[3] + length[3] * width[1]
        form[9] = length[2] * width[3] + length[3] * width[2]
        if problem.objective == BoxObjective.LOWEST_COST:
            form *= machine.square_metre_cost_minor / 1e6
            form[0] += machine.box_cost_minor
            # Equal costs: the smaller surface.
            form[7:10] += 1e-7
            steps = _steps(problem.carrier, weight_g)
    outer = outer_size(
        machine.style, Size(length_mm=1, width_mm=1, height_mm=1), board.thickness_um
    )
    walls = np.array([outer.length_mm, outer.width_mm, outer.height_mm], np.float64) - 1
    low, high = machine.minimum, machine.maximum
    return Law(
        form,
        walls,
        steps,
        np.array([low.length_mm, low.width_mm, low.height_mm], np.int64),
        np.array([high.length_mm, high.width_mm, high.height_mm], np.int64),
        np.full(3, machine.step_mm, np.int64),
        machine.padding_mm,
    )


def _linear_blank(machine: BoxMachine, board: Board) -> tuple[Floats, Floats]:
    """Measures of the blank as linear functions of (1, length, width, height)."""
    base = (1_000, 1_000, 1_000)
    found = []
    grown = [(1_100, 1_000, 1_000), (1_000, 1_100, 1_000), (1_000, 1_000, 1_100)]
    rectangles = [
        blank_rectangle(machine.style, a, b, c, board.thickness_um, machine.joint_mm)
        for a, b, c in (base, *grown)
    ]
    for side in range(2):
        slopes = [(rectangles[axis + 1][side] - rectangles[0][side]) / 100 for axis in range(3)]
        found.append(np.array([rectangles[0][side] - 1_000 * sum(slopes), *slopes]))
    return found[0], found[1]


def _steps(rates: CarrierRates | None, weight_g: int) -> Floats:
    if rates is None:
        return np.zeros((0, 2))
    rows = [
        (float(step.max_weight_g * rates.divisor_cm3_per_kg), float(step.parcel_cost_minor))
        for step in rates.steps
        if step.max_weight_g >= weight_g
    ]
    return np.array(rows or [(-1.0, 0.0)])


class BoxSearch:
    """All pieces of an instance into one box under a law."""

    def __init__(self, instance: Instance, law: Law, seed: int, bases: Longs | None = None) -> None:
        self.instance = instance
        self.law = law
        self.type_of = np.repeat(
            np.arange(instance.quantity.shape[0], dtype=np.int32), instance.quantity
        )
        self.n = int(self.type_of.shape[0])
        self.volume = int((instance.goods.size * instance.quantity).sum())
        self.bases = self._bases() if bases is None else bases
        self.seed = np.array([seed * 2 + 1], np.uint64)
        self.memory = np.zeros((self.bases.shape[0], self.n + 2), np.int32)
        self.nearest = np.full(self.bases.shape[0], -1.0)
        self.box = np.zeros(3, np.int64)
        self.rows = np.zeros((self.n, 7), np.int32)
        self.cost = FAR
        self.scratch = Scratch(
            spaces=np.empty((MOST_SPACES, 6), np.int32),
            torn=np.empty((MOST_SPACES, 6), np.int32),
            placed=np.empty((self.n + 1, 7), np.int32),
            stuck=np.zeros(instance.quantity.shape[0], np.int8),
            sequence=np.empty(self.n + 1, np.int32),
            keys=np.empty(self.n + 1, np.float64),
            opened=np.empty((4, 4), np.int64),
        )

    def _bases(self) -> Longs:
        law = self.law
        per_axis = []
        for axis in range(2):
            low, high, step = (int(v[axis]) for v in (law.lowest, law.highest, law.step))
            found = sorted(
                {
                    max(low, low + -(-(total + 2 * law.padding - low) // step) * step)
                    for total in self._sums(high - 2 * law.padding)
                }
            )
            found = [measure for measure in found if measure <= high]
            if len(found) > MOST_MEASURES:
                pick = np.linspace(0, len(found) - 1, MOST_MEASURES).round().astype(int)
                found = [found[i] for i in pick]
            per_axis.append(found)
        pairs = [(a, b) for a in per_axis[0] for b in per_axis[1] if a >= b]
        pairs = pairs or [(a, b) for a in per_axis[0] for b in per_axis[1]]
        return np.array(pairs, np.int64).reshape(-1, 2)

    def _sums(self, most: int) -> set[int]:
        """Sums of up to three sides, or more while there are few, as far as they may matter."""
        turns = self.instance.goods.turns
        sides = sorted({int(v) for v in turns[:, :2].ravel()})
        reach = min(most, max(int(2.2 * self.volume ** (1 / 3)) + 2, 2 * max(sides)))
        found: set[int] = set()
        if len(sides) <= 30:
            for count in (1, 2, 3):
                found.update(sum(group) for group in combinations_with_replacement(sides, count))
        else:
            found.update(sides)
            found.update(a + b for a in sides for b in sides)
        if self.n > 3 and len(found) < 4 * MOST_MEASURES:
            found.update(a + b for a in tuple(found) for b in sides)
        return {total for total in found if total <= reach}

    def run(self, budget: Budget, patience: int | None = None) -> Fit | None:
        """Searches until the budget ends or nothing can be cheaper."""
        law, instance = self.law, self.instance
        if not self.n or not self.bases.shape[0]:
            return None
        made, since = 0, 0
        chunk = max(10, min(TRIALS, 40_000 // (self.n * self.n)))
        limit = budget.work_limit
        while not budget.expired():
            before = self.cost
            self.cost, done = search_boxes(
                instance.goods,
                self.type_of,
                instance.share,
                self.bases,
                law.padding,
                law.lowest,
                law.highest,
                law.step,
                law.form,
                law.walls,
                law.steps,
                self.box,
                self.cost,
                self.rows,
                self.volume,
                chunk,
                self.memory,
                self.nearest,
                self.seed,
                self.scratch,
            )
            made += done
            since = 0 if self.cost < before else since + done
            if done < chunk or (limit is not None and made >= limit):
                break
            if patience is not None and since >= patience:
                break
            if self.cost >= FAR and made >= HOPELESS:
                break
        return self.found()

    def found(self) -> Fit | None:
        """The best box so far; its rows name types."""
        if self.cost >= FAR:
            return None
        rows = self.rows.copy()
        rows[:, 0] = self.type_of[self.rows[:, 0]]
        return Fit((int(self.box[0]), int(self.box[1]), int(self.box[2])), rows, float(self.cost))

    def prove(self, fit: Fit, budget: Budget) -> Fit:
        """Refutes every cheaper box, or finds one; `proved` when nothing cheaper is left."""
        instance, law = self.instance, self.law
        goods = instance.goods
        turns = [
            [
                (int(dx), int(dy), int(dz))
                for dx, dy, dz in goods.turns[
                    goods.first_turn[t] : goods.first_turn[t + 1]
                ].tolist()
            ]
            for t in self.type_of.tolist()
        ]
        bases = self._normal_bases(turns)
        bases.sort(key=lambda base: -base[0] * base[1])
        at = 0
        while at < len(bases):
            length, width = bases[at]
            height = int(
                highest_below(
                    length,
                    width,
                    fit.cost,
                    int(law.lowest[2]),
                    int(law.highest[2]),
                    int(law.step[2]),
                    law.form,
                    law.walls,
                    law.steps,
                )
            )
            inner = tuple(m - 2 * law.padding for m in (length, width, height))
            if height < 0 or min(inner) < 1 or inner[0] * inner[1] * inner[2] < self.volume:
                at += 1
                continue
            if budget.expired():
                return fit
            verdict = fits_box(
                turns, (inner[0], inner[1], inner[2]), budget.remaining_s(), budget.seed
            )
            if not verdict.known or (verdict.places is not None and instance.share > 0):
                return fit
            if verdict.places is None:
                at += 1
                continue
            rows = np.array(
                [
                    (t, x, y, z, *turns[i][turn])
                    for i, (t, (turn, x, y, z)) in enumerate(
                        zip(self.type_of.tolist(), verdict.places, strict=True)
                    )
                ],
                np.int32,
            )
            fit = Fit((length, width, height), rows, law.cost((length, width, height)))
        fit.proved = True
        return fit

    def _normal_bases(
        self, turns: Sequence[Sequence[tuple[int, int, int]]]
    ) -> list[tuple[int, int]]:
        """Every base that a best box may have: sums of at most one side of each piece."""
        law = self.law
        per_axis = []
        for axis in range(2):
            sums = {0}
            for own in turns:
                sums |= {total + turn[axis] for total in sums for turn in own}
            low, high, step = (int(v[axis]) for v in (law.lowest, law.highest, law.step))
            scaled = {
                max(low, low + -(-(total + 2 * law.padding - low) // step) * step)
                for total in sums
                if total > 0
            }
            per_axis.append({measure for measure in scaled if measure <= high})
        return [(a, b) for a in per_axis[0] for b in per_axis[1]]


class _RightSizing:
    """One call."""

    def __init__(self, problem: RightSizeProblem, budget: Budget) -> None:
        self.problem = problem
        self.budget = budget
        self.rules = problem.rules or PackingRules()

    def run(self) -> tuple[list[FittedBox], Sequence[UnpackedItem], bool]:
        """Boxes, what is left over, and whether the result is proved."""
        problem = self.problem
        if problem.machine is None:
            return (*self._cartons_only(problem.items, self.budget), False)
        proof_time = sum(i.quantity for i in problem.items) <= PROVED_PIECES
        share = 0.95 if problem.max_boxes == 1 else 0.5
        single, proved = self._one_box(problem.items, self.budget.part(share), proof=proof_time)
        if single is not None and problem.max_boxes > 1:
            parted = self._parted(problem.items, single)
            if parted is not None:
                return parted, (), False
        if single is not None:
            return [single], (), proved and not problem.cartons
        return (*self._several(), False)

    def _several(self) -> tuple[list[FittedBox], Sequence[UnpackedItem]]:
        """More than one box because one does not hold everything."""
        problem = self.problem
        whole = self._packed(problem.items, self._units(), self.budget.part(0.4))
        boxes: list[FittedBox] = []
        unsent: list[UnpackedItem] = []
        for number, load in enumerate(whole.loads):
            items = _items_of(problem.items, load.placements)
            part = self.budget.part(1.0 / (len(whole.loads) - number))
            box, _ = self._one_box(items, part, proof=False)
            if box is None:
                unit = next(u for u in self._units() if u.id == load.load_unit_id)
                box = self._as_packed(unit, load.placements)
            if box is None:
                unsent += [_unsent(item) for item in items]
            else:
                boxes.append(box)
        return boxes, [*whole.unpacked, *unsent]

    def _units(self) -> tuple[LoadUnit, ...]:
        """The largest box of the machine, and the cartons."""
        machine = self.problem.machine
        found = list(self.problem.cartons)
        if machine is not None:
            size = machine.maximum
            pad = 2 * machine.padding_mm
            inner = [size.length_mm - pad, size.width_mm - pad, size.height_mm - pad]
            if min(inner) > 0:
                found.append(
                    LoadUnit(
                        id=_MADE,
                        inner_size=Size(length_mm=inner[0], width_mm=inner[1], height_mm=inner[2]),
                        max_gross_weight_g=machine.max_gross_weight_g,
                    )
                )
        return tuple(found)

    def _packed(
        self, items: tuple[Item, ...], units: tuple[LoadUnit, ...], budget: Budget
    ) -> PackingPlan:
        problem = PackingProblem(
            items=items,
            load_units=units,
            objective=PackingObjective.FEWEST_UNITS,
            rules=self.rules,
        )
        return pack(problem, budget).plan

    def _one_box(
        self, items: tuple[Item, ...], budget: Budget, *, proof: bool, patience: int | None = None
    ) -> tuple[FittedBox | None, bool]:
        """The best single box, made or from the catalogue; and whether a made one is proved."""
        machine = self.problem.machine
        candidates: list[FittedBox] = []
        proved = False
        if machine is not None:
            made, proved = self._made(items, machine, budget, proof=proof, patience=patience)
            candidates += [made] if made is not None else []
        candidates += self._from_catalogue(items, budget)
        if not candidates:
            return None, False
        best = min(candidates, key=self.rank)
        return best, proved

    def rank(self, box: FittedBox) -> tuple[float, int]:
        """What the objective compares, smaller first."""
        if self.problem.objective == BoxObjective.LOWEST_COST:
            return (float(box.cost_minor or 0), box.surface_mm2)
        if self.problem.objective == BoxObjective.LEAST_BOARD and box.source == BoxSource.MADE:
            return (float(box.board_mm2), box.surface_mm2)
        if self.problem.objective == BoxObjective.LEAST_BOARD:
            return (float(_carton_board(self.problem, box)), box.surface_mm2)
        return (float(box.surface_mm2), box.inner_size.volume_mm3)

    def _made(
        self,
        items: tuple[Item, ...],
        machine: BoxMachine,
        budget: Budget,
        *,
        proof: bool,
        patience: int | None,
    ) -> tuple[FittedBox | None, bool]:
        weight = sum(item.weight_g * item.quantity for item in items)
        if machine.max_gross_weight_g is not None and weight > machine.max_gross_weight_g:
            return None, False
        law = law_of(self.problem, machine, weight)
        instance = _instance(items, machine.maximum, self.rules)
        search = BoxSearch(instance, law, budget.seed)
        if proof:
            fit = search.run(budget.part(0.3), patience=20_000)
            if fit is not None:
                fit = search.prove(fit, self.budget)
        else:
            fit = search.run(budget, patience)
        if fit is None:
            return None, False
        return self._made_box(items, machine, fit, weight), fit.proved

    def _made_box(
        self, items: tuple[Item, ...], machine: BoxMachine, fit: Fit, weight: int
    ) -> FittedBox | None:
        board = machine.board or Board()
        inner = Size(length_mm=fit.box[0], width_mm=fit.box[1], height_mm=fit.box[2])
        outer = outer_size(machine.style, inner, board.thickness_um)
        sides = blank_rectangle(machine.style, *fit.box, board.thickness_um, machine.joint_mm)
        area = sides[0] * sides[1]
        carried = carrier_cost(self.problem.carrier, outer, weight)
        if carried is None:
            return None
        made = machine.box_cost_minor + -(-machine.square_metre_cost_minor * area // 1_000_000)
        return FittedBox(
            id="",
            source=BoxSource.MADE,
            inner_size=inner,
            outer_size=outer,
            placements=_placements(items, fit.rows),
            gross_weight_g=weight,
            fill_share=_volume(items) / inner.volume_mm3,
            surface_mm2=_surface(inner),
            board_mm2=area,
            cost_minor=made + carried if has_costs(self.problem) else None,
        )

    def _from_catalogue(self, items: tuple[Item, ...], budget: Budget) -> Iterable[FittedBox]:
        """Every carton that holds all items alone, cut down where that is allowed."""
        problem = self.problem
        weight = sum(item.weight_g * item.quantity for item in items)
        volume = _volume(items)
        for carton in problem.cartons:
            limit = carton.max_gross_weight_g
            if carton.inner_size.volume_mm3 < volume or carton.stock == 0:
                continue
            if limit is not None and weight + carton.tare_weight_g > limit:
                continue
            size = carton.inner_size
            low = problem.min_cut_height_mm or 1
            lowest = min(low, size.height_mm) if problem.cut_down else size.height_mm
            law = Law(
                np.array([0.0, 0, 0, 1, 0, 0, 0, 0, 0, 0]),
                np.zeros(3),
                np.zeros((0, 2)),
                np.array([size.length_mm, size.width_mm, lowest], np.int64),
                np.array([size.length_mm, size.width_mm, size.height_mm], np.int64),
                np.ones(3, np.int64),
                0,
            )
            bases = np.array([(size.length_mm, size.width_mm)], np.int64)
            search = BoxSearch(_instance(items, size, self.rules), law, budget.seed, bases)
            fit = search.run(budget.part(0.3), patience=2_000 if problem.cut_down else 300)
            if fit is not None:
                box = self._carton_box(items, carton, fit.box[2], _placements(items, fit.rows))
                if box is not None:
                    yield box

    def _carton_box(
        self,
        items: tuple[Item, ...],
        carton: LoadUnit,
        height: int,
        placements: tuple[Placement, ...],
    ) -> FittedBox | None:
        full = carton.inner_size
        cut = full.height_mm - height
        inner = full.model_copy(update={"height_mm": height})
        outer = carton.outer_size or full
        outer = outer.model_copy(update={"height_mm": outer.height_mm - cut})
        gross = carton.tare_weight_g + sum(i.weight_g * i.quantity for i in items)
        carried = carrier_cost(self.problem.carrier, outer, gross)
        if carried is None:
            return None
        return FittedBox(
            id="",
            source=BoxSource.CUT_DOWN if cut else BoxSource.CARTON,
            carton_id=carton.id,
            inner_size=inner,
            outer_size=outer,
            placements=placements,
            gross_weight_g=gross,
            fill_share=_volume(items) / inner.volume_mm3,
            surface_mm2=_surface(inner),
            cost_minor=(carton.cost_minor or 0) + carried if has_costs(self.problem) else None,
        )

    def _as_packed(self, unit: LoadUnit, placements: tuple[Placement, ...]) -> FittedBox | None:
        items = _items_of(self.problem.items, placements)
        if unit.id == _MADE and self.problem.machine is not None:
            size = self.problem.machine.maximum
            weight = sum(item.weight_g * item.quantity for item in items)
            rows = np.zeros((0, 7), np.int32)
            fit = Fit((size.length_mm, size.width_mm, size.height_mm), rows, 0.0)
            box = self._made_box(items, self.problem.machine, fit, weight)
        else:
            box = self._carton_box(items, unit, unit.inner_size.height_mm, placements)
        return None if box is None else box.model_copy(update={"placements": placements})

    def _cartons_only(
        self, items: tuple[Item, ...], budget: Budget
    ) -> tuple[list[FittedBox], Sequence[UnpackedItem]]:
        one, _ = self._one_box(items, budget.part(0.6), proof=False)
        if one is not None:
            return [one], ()
        return self._several()

    def _parted(self, items: tuple[Item, ...], single: FittedBox) -> list[FittedBox] | None:
        """Two or more boxes where they are better than one: the order is split where sizes jump."""
        pieces = [
            item.model_copy(update={"quantity": 1}) for item in items for _ in range(item.quantity)
        ]
        best: list[FittedBox] | None = None
        best_rank = self.rank(single)
        for key in (_bulk, _longest):
            ordered = sorted(pieces, key=key)
            cuts = range(1, len(ordered))
            if len(ordered) > 40:
                cuts = range(1, len(ordered), len(ordered) // 40)
            for cut in cuts:
                if self.budget.expired():
                    return best
                found = []
                for side in (ordered[:cut], ordered[cut:]):
                    box, _ = self._one_box(
                        _merged(items, side), self.budget.part(0.02), proof=False, patience=1_500
                    )
                    if box is not None:
                        found.append(box)
                if len(found) < 2:
                    continue
                ranks = [self.rank(box) for box in found]
                total = (sum(r[0] for r in ranks), sum(r[1] for r in ranks))
                if total < best_rank:
                    best, best_rank = found, total
        return best


_MADE = "made to measure"


def _unsent(item: Item) -> UnpackedItem:
    return UnpackedItem(
        item_id=item.id,
        quantity=item.quantity,
        reason=UnpackedReason.TOO_HEAVY,
        explanation="No step of the carrier's rates takes a parcel of this weight and size.",
    )


def _bulk(item: Item) -> int:
    return item.size.volume_mm3


def _longest(item: Item) -> int:
    return max(item.size.length_mm, item.size.width_mm, item.size.height_mm)


def _merged(items: tuple[Item, ...], pieces: Sequence[Item]) -> tuple[Item, ...]:
    count: dict[str, int] = {}
    for piece in pieces:
        count[piece.id] = count.get(piece.id, 0) + 1
    return tuple(
        item.model_copy(update={"quantity": count[item.id]}) for item in items if item.id in count
    )


def _items_of(items: tuple[Item, ...], placements: Sequence[Placement]) -> tuple[Item, ...]:
    count: dict[str, int] = {}
    for placement in placements:
        count[placement.item_id] = count.get(placement.item_id, 0) + 1
    return tuple(
        item.model_copy(update={"quantity": count[item.id]}) for item in items if item.id in count
    )


def _instance(items: tuple[Item, ...], size: Size, rules: PackingRules) -> Instance:
    return build_instance(
        PackingProblem.model_construct(
            items=items,
            load_units=(LoadUnit(id="box", inner_size=size),),
            objective=PackingObjective.FEWEST_UNITS,
            rules=rules,
        )
    )


def _placements(items: tuple[Item, ...], rows: NDArray[np.int32]) -> tuple[Placement, ...]:
    """By height of the base, then from the back to the front, as people load."""
    order = np.lexsort((rows[:, 1], -(rows[:, 2] + rows[:, 5]), rows[:, 3]))
    return tuple(
        Placement(
            item_id=items[t].id,
            step=step,
            x_mm=x,
            y_mm=y,
            z_mm=z,
            size=Size(length_mm=dx, width_mm=dy, height_mm=dz),
        )
        for step, (t, x, y, z, dx, dy, dz) in enumerate(rows[order].tolist(), 1)
    )


def _volume(items: tuple[Item, ...]) -> int:
    return sum(item.size.volume_mm3 * item.quantity for item in items)


def _surface(size: Size) -> int:
    a, b, c = size.length_mm, size.width_mm, size.height_mm
    return 2 * (a * b + a * c + b * c)


def _carton_board(problem: RightSizeProblem, box: FittedBox) -> int:
    """The board of a catalogue carton, as if it were built like the machine's boxes."""
    machine = problem.machine
    full = next(c for c in problem.cartons if c.id == box.carton_id).inner_size
    if machine is None:
        return _surface(full)
    sides = blank_rectangle(
        machine.style,
        full.length_mm,
        full.width_mm,
        full.height_mm,
        (machine.board or Board()).thickness_um,
        machine.joint_mm,
    )
    return sides[0] * sides[1]
