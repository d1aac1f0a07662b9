"""The checker of right-sized boxes: shares no code with the search.

What lies in a box is put to the packing checker, as a load of a unit of exactly that size; then the
machine's scale, the cartons, counts, costs and totals are verified.
"""

from __future__ import annotations

from collections import Counter
from math import isclose

from optimizer.cutting.blank import blank_of
from optimizer.cutting.blank_model import Board, BoxOrder
from optimizer.cutting.check import BrokenPlanError, Violation
from optimizer.cutting.right_sized_model import (
    BoxMachine,
    BoxSource,
    FittedBox,
    RightSizePlan,
    RightSizeProblem,
)
from optimizer.packing.check import check_plan as check_packing
from optimizer.packing.model import (
    Item,
    Load,
    LoadUnit,
    PackingPlan,
    PackingProblem,
)
from optimizer.packing.rates import charge_minor
from optimizer.shapes import Size


def require_sound(problem: RightSizeProblem, plan: RightSizePlan) -> RightSizePlan:
    """The plan itself, or BrokenPlanError when it breaks a rule."""
    violations = check_boxes(problem, plan)
    if violations:
        raise BrokenPlanError(violations)
    return plan


def check_boxes(problem: RightSizeProblem, plan: RightSizePlan) -> list[Violation]:
    """Every rule that the plan breaks; empty for a sound plan."""
    items = {item.id: item for item in problem.items}
    found: list[Violation] = []
    packed: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for name, count in Counter(box.id for box in plan.boxes).items():
        if count > 1:
            found.append(Violation("box_id", "", name, count - 1, f"{name} is used twice"))
    for box in plan.boxes:
        packed.update(placement.item_id for placement in box.placements)
        if box.source == BoxSource.MADE:
            found += _check_made(problem, box)
        else:
            used[box.carton_id] += 1
            found += _check_carton(problem, box)
        found += _check_contents(problem, items, box)
        found += _check_cost(problem, box)
    for carton in problem.cartons:
        if carton.stock is not None and used[carton.id] > carton.stock:
            over = used[carton.id] - carton.stock
            found.append(Violation("stock", "", carton.id, over, f"{carton.id} is used up"))
    left: Counter[str] = Counter()
    for entry in plan.unpacked:
        left[entry.item_id] += entry.quantity
        if not entry.explanation:
            found.append(
                Violation("reason", entry.item_id, "", 1, f"{entry.item_id} is left without reason")
            )
    for item in problem.items:
        total = packed[item.id] + left[item.id]
        if total != item.quantity:
            off = total - item.quantity
            found.append(
                Violation("count", item.id, "", off, f"{item.id} is accounted for {total} times")
            )
    found += _check_groups(problem, items, plan)
    for name, stated, true in (
        ("surface", plan.surface_mm2, sum(box.surface_mm2 for box in plan.boxes)),
        ("board", plan.board_mm2, sum(box.board_mm2 for box in plan.boxes)),
        ("cost", plan.cost_minor or 0, sum(box.cost_minor or 0 for box in plan.boxes)),
    ):
        if stated != true:
            found.append(Violation(name, "", "", stated - true, f"the plan misstates its {name}"))
    return found


def _check_groups(
    problem: RightSizeProblem, items: dict[str, Item], plan: RightSizePlan
) -> list[Violation]:
    """Groups that are to stay together lie in one box; what holds within a box is checked there."""
    found = []
    for rule in problem.rules.groups if problem.rules is not None else ():
        own = [
            box.id
            for box in plan.boxes
            if any(
                rule.group in items[p.item_id].groups for p in box.placements if p.item_id in items
            )
        ]
        if rule.together and len(own) > 1:
            words = f"group {rule.group} lies in {', '.join(own)}"
            found.append(Violation("group_together", rule.group, own[1], len(own) - 1, words))
    return found


def _measures(size: Size) -> tuple[int, int, int]:
    return size.length_mm, size.width_mm, size.height_mm


def _check_made(problem: RightSizeProblem, box: FittedBox) -> list[Violation]:
    machine = problem.machine
    if machine is None:
        return [Violation("source", "", box.id, 1, f"{box.id} is made though there is no machine")]
    found = []
    for measure, low, high in zip(
        _measures(box.inner_size),
        _measures(machine.minimum),
        _measures(machine.maximum),
        strict=True,
    ):
        if not low <= measure <= high:
            words = f"{box.id} measures {measure} mm where {low} to {high} can be built"
            found.append(Violation("machine", "", box.id, 1, words))
        elif (measure - low) % machine.step_mm:
            words = f"{box.id} measures {measure} mm, between two steps of the machine"
            found.append(Violation("step", "", box.id, (measure - low) % machine.step_mm, words))
    limit = machine.max_gross_weight_g
    if limit is not None and box.gross_weight_g > limit:
        over = box.gross_weight_g - limit
        found.append(Violation("weight", "", box.id, over, f"{box.id} is too heavy by {over} g"))
    blank = blank_of(_order(machine, box))
    if box.board_mm2 != blank.length_mm * blank.width_mm or box.outer_size != blank.outer_size:
        found.append(Violation("blank", "", box.id, 1, f"{box.id} is not what its blank folds to"))
    return found


def _order(machine: BoxMachine, box: FittedBox) -> BoxOrder:
    return BoxOrder(
        id="box",
        inner_size=box.inner_size,
        style=machine.style,
        board=machine.board or Board(),
        joint_mm=machine.joint_mm,
        slot_mm=1,
    )


def _check_carton(problem: RightSizeProblem, box: FittedBox) -> list[Violation]:
    carton = next((one for one in problem.cartons if one.id == box.carton_id), None)
    if carton is None:
        return [Violation("carton", "", box.id, 1, f"{box.id} uses unknown {box.carton_id}")]
    found = []
    full, own = _measures(carton.inner_size), _measures(box.inner_size)
    if own[:2] != full[:2] or own[2] > full[2]:
        found.append(Violation("carton", "", box.id, 1, f"{box.id} has not the carton's size"))
    is_cut = own[2] < full[2]
    if is_cut != (box.source == BoxSource.CUT_DOWN):
        found.append(Violation("cut_down", "", box.id, 1, f"{box.id} misstates whether it is cut"))
    if is_cut and (not problem.cut_down or own[2] < (problem.min_cut_height_mm or 1)):
        found.append(Violation("cut_down", "", box.id, 1, f"{box.id} must not be cut so low"))
    limit = carton.max_gross_weight_g
    if limit is not None and box.gross_weight_g > limit:
        over = box.gross_weight_g - limit
        found.append(Violation("weight", "", box.id, over, f"{box.id} is too heavy by {over} g"))
    return found


def _check_contents(
    problem: RightSizeProblem, items: dict[str, Item], box: FittedBox
) -> list[Violation]:
    """Puts the contents to the packing checker."""
    padding = 0
    unit = LoadUnit(id="box", inner_size=box.inner_size)
    if box.source == BoxSource.MADE and problem.machine is not None:
        padding = problem.machine.padding_mm
    for carton in problem.cartons:
        if box.source != BoxSource.MADE and carton.id == box.carton_id:
            # All that the carton asks of its contents holds in it when it is cut down, too.
            unit = carton
    inner = [measure - 2 * padding for measure in _measures(box.inner_size)]
    if min(inner) < 1:
        return [Violation("padding", "", box.id, 1, f"{box.id} has no room within its padding")]
    size = Size(length_mm=inner[0], width_mm=inner[1], height_mm=inner[2])
    counts = Counter(placement.item_id for placement in box.placements)
    unknown = [name for name in counts if name not in items]
    if unknown:
        return [Violation("unknown_item", unknown[0], box.id, 1, f"{unknown[0]} was not ordered")]
    own = tuple(items[name].model_copy(update={"quantity": n}) for name, n in counts.items())
    if not own:
        return [Violation("empty", "", box.id, 1, f"{box.id} is empty")]
    volume = sum(item.size.volume_mm3 * item.quantity for item in own)
    load = Load(
        id=box.id,
        load_unit_id="box",
        placements=box.placements,
        gross_weight_g=box.gross_weight_g,
        fill_share=volume / size.volume_mm3,
    )
    packing = PackingProblem(
        items=own,
        load_units=(
            unit.model_copy(
                update={
                    "id": "box",
                    "inner_size": size,
                    "outer_size": None,
                    "max_gross_weight_g": None,
                    "cost_minor": None,
                    "stock": None,
                }
            ),
        ),
        rules=problem.rules,
    )
    plan = PackingPlan(loads=(load,), unit_count_lower_bound=1)
    found = [
        Violation(v.kind, v.who, box.id, v.by_how_much, v.words)
        for v in check_packing(packing, plan)
    ]
    share = volume / box.inner_size.volume_mm3
    if not isclose(share, box.fill_share, abs_tol=1e-6):
        found.append(Violation("fill_share", "", box.id, share, f"{box.id} misstates its fill"))
    a, b, c = _measures(box.inner_size)
    if box.surface_mm2 != 2 * (a * b + a * c + b * c):
        found.append(Violation("surface", "", box.id, 1, f"{box.id} misstates its surface"))
    return found


def _check_cost(problem: RightSizeProblem, box: FittedBox) -> list[Violation]:
    machine, table = problem.machine, problem.rate_table
    cost = 0
    priced = table is not None or any(one.cost_minor for one in problem.cartons)
    if machine is not None:
        priced = priced or bool(machine.box_cost_minor or machine.square_metre_cost_minor)
        if box.source == BoxSource.MADE:
            board = -(-box.board_mm2 * machine.square_metre_cost_minor // 1_000_000)
            cost += machine.box_cost_minor + board
    if box.source != BoxSource.MADE:
        cost += sum(one.cost_minor or 0 for one in problem.cartons if one.id == box.carton_id)
    if table is not None:
        # The carrier's own arithmetic is the law here; the packing room tests it by hand.
        sent = charge_minor(table, box.outer_size, box.gross_weight_g, problem.rate_zone_id)
        if sent is None:
            words = f"{box.id} is beyond every rate"
            return [Violation("rates", "", box.id, box.gross_weight_g, words)]
        cost += sent
    if (cost if priced else None) != box.cost_minor:
        off = (box.cost_minor or 0) - cost
        return [Violation("cost", "", box.id, off, f"{box.id} misstates its cost")]
    return []
