"""The boxes of one order: made to measure, from the catalogue, cut down; one or several.

Every way of boxing is tried within the budget and the objective compares them. The search of a made
box is in `box_search.py` (`box_by_rules.py` where pieces bear loads and alike), its price in
`box_cost.py`.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from optimizer.budget import Budget
from optimizer.cutting.blank import outer_size
from optimizer.cutting.blank_model import Board
from optimizer.cutting.box_by_rules import best_box_by_rules, filled
from optimizer.cutting.box_cost import board_of, has_costs, height_law, law_of
from optimizer.cutting.box_search import BoxSearch
from optimizer.cutting.fitted_box import (
    carton_box,
    made_box,
    placements_of,
    volume_mm3,
    weight_g,
)
from optimizer.cutting.parting import Parting, cartons_of
from optimizer.cutting.right_sized_check import require_sound
from optimizer.cutting.right_sized_model import (
    BoxMachine,
    BoxObjective,
    BoxSource,
    FittedBox,
    RightSizeAnswer,
    RightSizePlan,
    RightSizeProblem,
)
from optimizer.cutting.right_sized_validate import right_size_faults
from optimizer.faults import InvalidProblemError
from optimizer.packing import pack
from optimizer.packing.instance import Instance, build_instance
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
from optimizer.packing.rules_asked import has_physical_rules
from optimizer.shapes import SearchReport, Size

PROVED_PIECES = 6
_MADE = "made to measure"


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


class _RightSizing:
    """One call."""

    def __init__(self, problem: RightSizeProblem, budget: Budget) -> None:
        self.problem = problem
        self.budget = budget
        self.rules = problem.rules or PackingRules()

    def run(self) -> tuple[list[FittedBox], Sequence[UnpackedItem], bool]:
        """Boxes, what is left over, and whether the result is proved."""
        problem = self.problem
        # That no several boxes are better is not proved, so neither is the single one then.
        few = sum(item.quantity for item in problem.items) <= PROVED_PIECES
        proof_time = few and problem.max_boxes == 1
        # Cartons alone are soon tried, and where none holds all, several take the rest of the time.
        share = 0.6 if problem.machine is None else 0.95 if problem.max_boxes == 1 else 0.5
        single, proved = self._one_box(problem.items, self.budget.part(share), proof=proof_time)
        if single is None:
            return (*self._several(), False)
        if problem.max_boxes > 1:
            best = self._in_several(single)
            if len(best) > 1:
                return self._refined(best), (), False
        return [single], (), proved and not problem.cartons

    def _in_several(self, single: FittedBox) -> list[FittedBox]:
        """The single box, or several where they are better."""
        problem, parting = self.problem, self._parting()
        ways = [[single]]
        if problem.objective == BoxObjective.LOWEST_COST and problem.cartons:
            # Where only many small cartons pay, no single split does: the packing room finds them.
            boxes, left = self._several_as(PackingObjective.LOWEST_COST, self.budget.part(0.3))
            if not left and len(boxes) <= problem.max_boxes:
                ways.append(boxes)
        parted = parting.best(single, self.budget)
        if parted is not None:
            ways.append(parted)
        return min(ways, key=parting.total)

    def _several(self) -> tuple[list[FittedBox], Sequence[UnpackedItem]]:
        """More than one box because one does not hold everything."""
        ways = [PackingObjective.FEWEST_UNITS]
        if self.problem.objective == BoxObjective.LOWEST_COST and self._units():
            ways.append(PackingObjective.LOWEST_COST)
        found = []
        for number, way in enumerate(ways):
            part = self.budget.part(1.0 / (len(ways) - number))
            boxes, left = self._several_as(way, part)
            pieces = sum(entry.quantity for entry in left)
            found.append(((pieces, *self._parting().total(boxes)), boxes, left))
        _, boxes, left = min(found, key=lambda one: one[0])
        return boxes, left

    def _several_as(
        self, way: PackingObjective, budget: Budget
    ) -> tuple[list[FittedBox], Sequence[UnpackedItem]]:
        """Boxes for each load that the packing room makes, the stock of cartons counted."""
        problem = self.problem
        whole = self._packed(problem.items, self._units(), way, budget.part(0.4))
        boxes: list[FittedBox] = []
        unsent: list[UnpackedItem] = []
        # What is packed in a carton may keep it: others take of the stock only what that leaves.
        kept = Counter(load.load_unit_id for load in whole.loads)
        for number, load in enumerate(whole.loads):
            items = _items_of(problem.items, load.placements)
            part = budget.part(1.0 / (len(whole.loads) - number))
            kept[load.load_unit_id] -= 1
            box, _ = self._one_box(items, part, proof=False, taken=kept + cartons_of(boxes))
            if box is None:
                unit = next(u for u in self._units() if u.id == load.load_unit_id)
                box = self._as_packed(unit, load.placements)
            if box is None:
                unsent += [_unsent(item) for item in items]
            else:
                boxes.append(box)
        return boxes, [*whole.unpacked, *unsent]

    def _parting(self) -> Parting:
        problem = self.problem

        def box_of(items: tuple[Item, ...], taken: Counter[str]) -> FittedBox | None:
            part = self.budget.part(0.02)
            return self._one_box(items, part, proof=False, patience=1_500, taken=taken)[0]

        return Parting(
            items=problem.items,
            most_boxes=problem.max_boxes,
            box_of=box_of,
            rank=self.rank,
            together=frozenset(rule.group for rule in self.rules.groups if rule.together),
            stock={c.id: c.stock for c in problem.cartons if c.stock is not None},
        )

    def _refined(self, boxes: list[FittedBox]) -> list[FittedBox]:
        """The boxes of a parted order, each searched for longer."""
        found = list(boxes)
        for number, box in enumerate(boxes):
            others = [other for at, other in enumerate(found) if at != number]
            own, _ = self._one_box(
                _items_of(self.problem.items, box.placements),
                self.budget.part(1.0 / (len(boxes) - number)),
                proof=False,
                taken=cartons_of(others),
            )
            if own is not None and self.rank(own) < self.rank(box):
                found[number] = own
        return found

    def _units(self) -> tuple[LoadUnit, ...]:
        """The largest box of the machine, and the cartons."""
        machine = self.problem.machine
        found = list(self.problem.cartons)
        if machine is not None:
            size = machine.largest
            pad = 2 * machine.padding_mm
            inner = [size.length_mm - pad, size.width_mm - pad, size.height_mm - pad]
            if min(inner) > 0:
                found.append(
                    LoadUnit(
                        id=_MADE,
                        inner_size=Size(length_mm=inner[0], width_mm=inner[1], height_mm=inner[2]),
                        outer_size=outer_size(
                            machine.style, size, (machine.board or Board()).thickness_um
                        ),
                        max_gross_weight_g=machine.max_gross_weight_g,
                        cost_minor=_most_cost(machine),
                    )
                )
        return tuple(found)

    def _packed(
        self,
        items: tuple[Item, ...],
        units: tuple[LoadUnit, ...],
        way: PackingObjective,
        budget: Budget,
    ) -> PackingPlan:
        problem = PackingProblem(items=items, load_units=units, objective=way, rules=self.rules)
        if way == PackingObjective.LOWEST_COST:
            rates = {
                "rate_table": self.problem.rate_table,
                "rate_zone_id": self.problem.rate_zone_id,
            }
            problem = problem.model_copy(update=rates)
        return pack(problem, budget).plan

    def _one_box(
        self,
        items: tuple[Item, ...],
        budget: Budget,
        *,
        proof: bool,
        patience: int | None = None,
        taken: Counter[str] | None = None,
    ) -> tuple[FittedBox | None, bool]:
        """The best single box, made or from the catalogue; and whether a made one is proved.

        `taken` counts the cartons that are in use for other pieces of the order.
        """
        machine = self.problem.machine
        candidates: list[FittedBox] = []
        proved = False
        if machine is not None:
            made, proved = self._made(items, machine, budget, proof=proof, patience=patience)
            candidates += [made] if made is not None else []
        candidates += self._from_catalogue(items, budget, taken or Counter())
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
        weight = weight_g(items)
        if machine.max_gross_weight_g is not None and weight > machine.max_gross_weight_g:
            return None, False
        law = law_of(self.problem, machine, weight)
        search = BoxSearch(_instance(items, machine.maximum, self.rules), law, budget.seed)
        if self._ruled(items):
            # What is best without the rules may keep them.
            free = search.run(budget.part(0.2), patience=1_000)
            found = best_box_by_rules(
                items,
                self.rules,
                law,
                [(int(a), int(b)) for a, b in search.bases],
                [] if free is None else [free.box],
                budget,
            )
            if found is None:
                return None, False
            box, placements = found
            return made_box(self.problem, machine, items, _size(box), placements), False
        if proof:
            fit = search.run(budget.part(0.3), patience=20_000)
            if fit is not None:
                fit = search.prove(fit, budget)
        else:
            fit = search.run(budget, patience)
        if fit is None:
            return None, False
        placements = placements_of(items, fit.rows)
        made = made_box(self.problem, machine, items, _size(fit.box), placements)
        return made, fit.proved

    def _ruled(self, items: tuple[Item, ...], unit: LoadUnit | None = None) -> bool:
        """Whether more rules hold than support and orientation, which the kernels know."""
        one = unit or LoadUnit(id="box", inner_size=Size(length_mm=1, width_mm=1, height_mm=1))
        return has_physical_rules(
            PackingProblem.model_construct(items=items, load_units=(one,), rules=self.rules)
        )

    def _from_catalogue(
        self, items: tuple[Item, ...], budget: Budget, taken: Counter[str]
    ) -> Iterable[FittedBox]:
        """Every carton that holds all items alone, cut down where that is allowed."""
        problem = self.problem
        weight = weight_g(items)
        nested = any(item.nesting_growth_mm is not None for item in items)
        volume = 0 if nested else volume_mm3(items)
        for carton in problem.cartons:
            limit = carton.max_gross_weight_g
            if carton.inner_size.volume_mm3 < volume:
                continue
            if carton.stock is not None and taken[carton.id] >= carton.stock:
                continue
            if limit is not None and weight + carton.tare_weight_g > limit:
                continue
            size = carton.inner_size
            if self._ruled(items, carton):
                whole = filled(items, self.rules, _measures(size), 0, budget, carton)
                if whole is None:
                    continue
                height, placements = size.height_mm, whole
                if problem.cut_down and not self._ruled((), carton):
                    top = max(p.z_mm + p.size.height_mm for p in whole)
                    height = min(height, max(top, problem.min_cut_height_mm or 1))
            else:
                low = problem.min_cut_height_mm or 1
                lowest = min(low, size.height_mm) if problem.cut_down else size.height_mm
                search = BoxSearch(
                    _instance(items, size, self.rules),
                    height_law(size, lowest),
                    budget.seed,
                    np.array([(size.length_mm, size.width_mm)], np.int64),
                )
                fit = search.run(budget.part(0.3), patience=2_000 if problem.cut_down else 300)
                if fit is None:
                    continue
                height, placements = fit.box[2], placements_of(items, fit.rows)
            box = carton_box(problem, carton, items, height, placements)
            if box is not None:
                yield box

    def _as_packed(self, unit: LoadUnit, placements: tuple[Placement, ...]) -> FittedBox | None:
        items = _items_of(self.problem.items, placements)
        machine = self.problem.machine
        if unit.id == _MADE and machine is not None:
            return made_box(self.problem, machine, items, machine.largest, placements)
        return carton_box(self.problem, unit, items, unit.inner_size.height_mm, placements)


def _unsent(item: Item) -> UnpackedItem:
    return UnpackedItem(
        item_id=item.id,
        quantity=item.quantity,
        reason=UnpackedReason.TOO_HEAVY,
        explanation="No step of the carrier's rates takes a parcel of this weight and size.",
    )


def _most_cost(machine: BoxMachine) -> int:
    """What the largest box of the machine costs: more than the one that is made in the end."""
    area = board_of(machine, machine.largest)
    return machine.box_cost_minor + -(-machine.square_metre_cost_minor * area // 1_000_000)


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


def _size(box: tuple[int, int, int]) -> Size:
    return Size(length_mm=box[0], width_mm=box[1], height_mm=box[2])


def _measures(size: Size) -> tuple[int, int, int]:
    return size.length_mm, size.width_mm, size.height_mm


def _carton_board(problem: RightSizeProblem, box: FittedBox) -> int:
    """The board of a catalogue carton, built as the machine does, else FEFCO 0201."""
    full = next(c for c in problem.cartons if c.id == box.carton_id).inner_size
    return board_of(problem.machine or BoxMachine(minimum=full, maximum=full), full)
