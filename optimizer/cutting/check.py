"""The independent checker: can this plan be cut, and does it say the truth about itself?

Shares no code with the engines. The tree of parts is verified from the root: children lie side by
side in their parent, a kerf apart, across its whole breadth; stages are counted as changes of the
direction of cut on the way down. Then pieces, stock, batches and totals are counted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from math import isclose

from optimizer.cutting.model import (
    Axis,
    CutSheet,
    CutStyle,
    CuttingObjective,
    CuttingPlan,
    CuttingProblem,
    CuttingRules,
    PartKind,
    Rectangle,
    Sheet,
    SheetPart,
    Trim,
)
from optimizer.faults import OptimizerError


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: `who` (piece or part), `where` (pattern), `by_how_much` in its own unit."""

    kind: str
    who: str
    where: str
    by_how_much: float
    words: str


class BrokenPlanError(OptimizerError):
    """An engine made a plan that breaks a rule: a defect of the engine, never of the caller."""

    def __init__(self, violations: list[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__(f"{len(violations)} broken rule(s); first: {violations[0].words}")


def require_sound(problem: CuttingProblem, plan: CuttingPlan) -> CuttingPlan:
    """The plan itself, or BrokenPlanError when it breaks a rule."""
    violations = check_plan(problem, plan)
    if violations:
        raise BrokenPlanError(violations)
    return plan


def check_plan(problem: CuttingProblem, plan: CuttingPlan) -> list[Violation]:
    """Every rule that the plan breaks; empty for a sound plan."""
    sheets = {sheet.id: sheet for sheet in problem.sheets}
    rectangles = {rectangle.id: rectangle for rectangle in problem.rectangles}
    found: list[Violation] = []
    for pattern_id, count in Counter(pattern.id for pattern in plan.sheets).items():
        if count > 1:
            found.append(_violation("pattern_id", "", pattern_id, count - 1, "is used twice"))
    cut: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for pattern in plan.sheets:
        sheet = sheets.get(pattern.sheet_id)
        if sheet is None:
            found.append(
                _violation("unknown_sheet", "", pattern.id, 1, f"uses unknown {pattern.sheet_id}")
            )
            continue
        if pattern.quantity < 1:
            found.append(_violation("quantity", "", pattern.id, 1, "is cut less than once"))
        used[pattern.sheet_id] += pattern.quantity
        found.extend(_check_pattern(problem.ruling, sheet, rectangles, pattern))
        for part in pattern.parts:
            if part.kind == PartKind.PIECE:
                cut[part.rectangle_id] += pattern.quantity
    for sheet in problem.sheets:
        if sheet.stock is not None and used[sheet.id] > sheet.stock:
            over = used[sheet.id] - sheet.stock
            found.append(
                _violation("stock", sheet.id, "", over, "is used more often than in stock")
            )
    found.extend(_check_counts(problem, plan, cut))
    found.extend(_check_totals(problem, plan, sheets, rectangles, used, cut))
    batches = [pattern.first_batch for pattern in plan.sheets]
    if batches != sorted(batches):
        found.append(_violation("batch_order", "", "", 1, "patterns are not in order of batches"))
    return found


def _violation(kind: str, who: str, where: str, amount: float, words: str) -> Violation:
    subject = " ".join(word for word in (where, who) if word)
    return Violation(kind, who, where, amount, f"{subject or 'the plan'} {words}".strip())


def _check_pattern(
    rules: CuttingRules, sheet: Sheet, rectangles: dict[str, Rectangle], pattern: CutSheet
) -> list[Violation]:
    where = pattern.id
    found: list[Violation] = []
    trim = sheet.trim or Trim()
    length_ok = (
        pattern.length_mm <= sheet.length_mm
        if sheet.continuous
        else pattern.length_mm == sheet.length_mm
    )
    if not length_ok or pattern.width_mm != sheet.width_mm:
        found.append(_violation("sheet_size", sheet.id, where, 1, "has not the size of its sheet"))
    by_id: dict[str, SheetPart] = {}
    children: dict[str, list[SheetPart]] = defaultdict(list)
    for part in pattern.parts:
        if part.id in by_id:
            found.append(_violation("part_id", part.id, where, 1, "is the id of two parts"))
            continue
        by_id[part.id] = part
        children[part.parent_id].append(part)
    roots = children.pop("", [])
    if len(roots) != 1:
        found.append(_violation("root", "", where, len(roots), "has not exactly one root part"))
        return found
    root = roots[0]
    usable = (
        trim.left_mm,
        trim.front_mm,
        pattern.length_mm - trim.left_mm - trim.right_mm,
        sheet.width_mm - trim.front_mm - trim.back_mm,
    )
    if (root.x_mm, root.y_mm, root.length_mm, root.width_mm) != usable:
        found.append(_violation("trim", root.id, where, 1, "is not the sheet less its trim"))
    # Walked from the root; what is not reached hangs on an unknown or circular parent.
    first = Axis.WIDTH if sheet.continuous else rules.first_cut
    todo: list[tuple[SheetPart, Axis, int]] = [(root, Axis.NONE, 0)]
    reached = 0
    while todo:
        part, last_axis, stage = todo.pop()
        reached += 1
        own = children.get(part.id, [])
        if part.kind != PartKind.DIVIDED:
            if own:
                found.append(_violation("cut_up", part.id, where, len(own), "is final yet divided"))
            if part.kind == PartKind.PIECE:
                found.extend(_check_piece(sheet, rectangles, part, where))
            elif part.rectangle_id:
                found.append(
                    _violation("part_kind", part.id, where, 1, "is no piece but names one")
                )
            if part.kind == PartKind.OFFCUT and not _worth_keeping(rules, part):
                found.append(_violation("offcut", part.id, where, 1, "is too small to keep"))
            continue
        axis, trouble = _division(part, own, rules.kerf_mm)
        if trouble:
            found.append(_violation("guillotine", part.id, where, 1, trouble))
            continue
        if axis != last_axis:
            stage += 1
            # A first stage without cuts still counts when the first direction is prescribed.
            if last_axis == Axis.NONE and first not in (Axis.NONE, axis):
                stage += 1
        found.extend(_check_stage(rules, part, own, stage, where, rectangles))
        todo.extend((child, axis, stage) for child in own)
    if reached != len(by_id):
        missed = len(by_id) - reached
        found.append(_violation("tree", "", where, missed, "has parts that hang on no part"))
    found.extend(_check_cuts(rules, pattern, by_id, children))
    found.extend(_check_batches(rules, pattern, rectangles))
    area = sum(
        part.length_mm * part.width_mm for part in pattern.parts if part.kind == PartKind.PIECE
    )
    share = area / (pattern.length_mm * pattern.width_mm)
    if not isclose(share, pattern.fill_share, abs_tol=1e-6):
        found.append(
            _violation("fill_share", "", where, share - pattern.fill_share, "states a wrong fill")
        )
    return found


def _worth_keeping(rules: CuttingRules, part: SheetPart) -> bool:
    length, width = rules.min_offcut_length_mm, rules.min_offcut_width_mm
    if length is None or width is None:
        return False
    return part.length_mm >= length and part.width_mm >= width


def _division(part: SheetPart, own: list[SheetPart], kerf: int) -> tuple[Axis, str]:
    """Along which axis the cuts run, or what is wrong with the division."""
    if not own:
        return Axis.NONE, "is divided into nothing"
    for axis in (Axis.LENGTH, Axis.WIDTH):
        # Cuts along the length lay the children one behind the other across the width.
        spans = sorted(_span(child, axis) for child in own)
        start, end = _span(part, axis)
        across = [_span(child, _other(axis)) for child in own]
        if any(cross != _span(part, _other(axis)) for cross in across):
            continue
        trouble = ""
        at = start
        for number, (low, high) in enumerate(spans):
            gap = low - at
            if (number == 0 and gap != 0) or (number > 0 and gap != kerf):
                trouble = f"has children {gap} mm apart where the kerf is {kerf} mm"
            if high <= low:
                trouble = "has a child without extent"
            at = high
        if at > end:
            trouble = f"has children that reach {at - end} mm beyond it"
        elif end - at > kerf:
            trouble = f"leaves {end - at} mm that are no part of the tree"
        elif len(own) == 1 and at == end:
            trouble = "is divided into itself"
        if not trouble or len(own) > 1:
            return axis, trouble
    return Axis.NONE, "has children that do not reach across it: no edge-to-edge cut"


def _other(axis: Axis) -> Axis:
    return Axis.WIDTH if axis == Axis.LENGTH else Axis.LENGTH


def _span(part: SheetPart, cuts_along: Axis) -> tuple[int, int]:
    if cuts_along == Axis.LENGTH:
        return part.y_mm, part.y_mm + part.width_mm
    return part.x_mm, part.x_mm + part.length_mm


def _check_piece(
    sheet: Sheet, rectangles: dict[str, Rectangle], part: SheetPart, where: str
) -> list[Violation]:
    rectangle = rectangles.get(part.rectangle_id)
    if rectangle is None:
        return [_violation("unknown_piece", part.rectangle_id, where, 1, "is no piece wanted")]
    found = []
    size = (rectangle.length_mm, rectangle.width_mm)
    if part.turned:
        size = (size[1], size[0])
    if (part.length_mm, part.width_mm) != size:
        found.append(_violation("piece_size", rectangle.id, where, 1, "has not its wanted size"))
    if part.turned and not rectangle.may_turn:
        found.append(_violation("turned", rectangle.id, where, 1, "must not be turned"))
    if Axis.NONE not in (rectangle.grain, sheet.grain):
        along = (rectangle.grain == sheet.grain) != part.turned
        if not along:
            found.append(_violation("grain", rectangle.id, where, 1, "lies across the grain"))
    return found


def _check_stage(
    rules: CuttingRules,
    part: SheetPart,
    own: list[SheetPart],
    stage: int,
    where: str,
    rectangles: dict[str, Rectangle],
) -> list[Violation]:
    if rules.stages is None:
        return []
    pieces = [child for child in own if child.kind == PartKind.PIECE]
    deeper = any(child.kind == PartKind.DIVIDED for child in own)
    if stage <= rules.stages:
        if stage == rules.stages and rules.style == CutStyle.HOMOGENEOUS:
            kinds = {(child.rectangle_id, child.turned) for child in pieces}
            if len(kinds) > 1:
                return [
                    _violation("homogeneous", part.id, where, len(kinds), "holds several kinds")
                ]
        return []
    trims_one = stage == rules.stages + 1 and len(pieces) == 1 and not deeper
    if trims_one and rules.style == CutStyle.NON_EXACT:
        return []
    over = stage - rules.stages
    return [_violation("stages", part.id, where, over, f"is cut in stage {stage}")]


def _check_cuts(
    rules: CuttingRules,
    pattern: CutSheet,
    by_id: dict[str, SheetPart],
    children: dict[str, list[SheetPart]],
) -> list[Violation]:
    """The list of cuts must separate exactly what the tree separates, parents before children."""
    found: list[Violation] = []
    wanted: set[tuple[str, Axis, int, int, int]] = set()
    for part_id, own in children.items():
        part = by_id.get(part_id)
        if part is None or part.kind != PartKind.DIVIDED:
            continue
        axis, trouble = _division(part, own, rules.kerf_mm)
        if trouble:
            continue
        begin, end = _span(part, _other(axis))
        edge = _span(part, axis)[1]
        wanted.update(
            (part_id, axis, _span(child, axis)[1], begin, end)
            for child in own
            if _span(child, axis)[1] < edge
        )
    made = [(cut.part_id, cut.along, cut.at_mm, cut.from_mm, cut.to_mm) for cut in pattern.cuts]
    if set(made) != wanted or len(made) != len(set(made)):
        amount = len(set(made) ^ wanted) or 1
        found.append(_violation("cuts", "", pattern.id, amount, "lists other cuts than its parts"))
    if [cut.step for cut in pattern.cuts] != list(range(1, len(pattern.cuts) + 1)):
        found.append(_violation("cut_steps", "", pattern.id, 1, "does not number its cuts from 1"))
    last = {cut.part_id: cut.step for cut in pattern.cuts}
    for cut in pattern.cuts:
        part = by_id.get(cut.part_id)
        if part is not None and part.parent_id and last.get(part.parent_id, 0) > cut.step:
            found.append(
                _violation("cut_order", cut.part_id, pattern.id, 1, "is cut before it is free")
            )
    return found


def _check_batches(
    rules: CuttingRules, pattern: CutSheet, rectangles: dict[str, Rectangle]
) -> list[Violation]:
    batches = [
        rectangles[part.rectangle_id].batch
        for part in pattern.parts
        if part.kind == PartKind.PIECE and part.rectangle_id in rectangles
    ]
    if not batches:
        return [_violation("empty", "", pattern.id, 1, "yields no piece")]
    found = []
    if min(batches) != pattern.first_batch:
        found.append(_violation("first_batch", "", pattern.id, 1, "states a wrong first batch"))
    over = max(batches) - min(batches) - rules.batch_reach
    if over > 0:
        found.append(_violation("batch", "", pattern.id, over, "mixes batches too far apart"))
    return found


def _check_counts(problem: CuttingProblem, plan: CuttingPlan, cut: Counter[str]) -> list[Violation]:
    left: Counter[str] = Counter()
    found = []
    for uncut in plan.uncut:
        left[uncut.rectangle_id] += uncut.quantity
        if uncut.quantity < 1 or not uncut.explanation:
            found.append(
                _violation("uncut", uncut.rectangle_id, "", 1, "is left over without a reason")
            )
    for rectangle in problem.rectangles:
        total = cut[rectangle.id] + left[rectangle.id]
        if total != rectangle.quantity:
            off = total - rectangle.quantity
            found.append(
                _violation("count", rectangle.id, "", off, f"is accounted for {total} times")
            )
    return found


def _check_totals(
    problem: CuttingProblem,
    plan: CuttingPlan,
    sheets: dict[str, Sheet],
    rectangles: dict[str, Rectangle],
    used: Counter[str],
    cut: Counter[str],
) -> list[Violation]:
    found = []
    count = sum(used.values())
    if plan.sheet_count != count:
        found.append(_violation("sheet_count", "", "", plan.sheet_count - count, "miscounts"))
    everything = not plan.uncut and problem.objective != CuttingObjective.MOST_VALUE
    if everything and plan.sheet_count_lower_bound > count:
        found.append(_violation("bound", "", "", 1, "states a bound above its own sheets"))
    cost = 0
    for pattern in plan.sheets:
        sheet = sheets.get(pattern.sheet_id)
        if sheet is not None:
            # Paid by the length used, rounded up.
            share = -(-sheet.cost_minor * pattern.length_mm // sheet.length_mm)
            cost += share * pattern.quantity
    stated = plan.cost_minor
    priced = any(sheet.cost_minor for sheet in problem.sheets)
    if (stated is None) == priced or (stated is not None and stated != cost):
        found.append(_violation("cost", "", "", (stated or 0) - cost, "states a wrong cost"))
    value = 0
    for name, number in cut.items():
        rectangle = rectangles.get(name)
        if rectangle is not None:
            one = rectangle.value
            area = rectangle.length_mm * rectangle.width_mm
            value += number * (area if one is None else one)
    if value != plan.value:
        found.append(_violation("value", "", "", plan.value - value, "states a wrong value"))
    area = kept = 0
    for pattern in plan.sheets:
        area += pattern.quantity * pattern.length_mm * pattern.width_mm
        kept += pattern.quantity * sum(
            part.length_mm * part.width_mm
            for part in pattern.parts
            if part.kind in (PartKind.PIECE, PartKind.OFFCUT)
        )
    waste = 1 - kept / area if area else 0.0
    if not isclose(waste, plan.waste_share, abs_tol=1e-6):
        found.append(_violation("waste", "", "", plan.waste_share - waste, "states wrong waste"))
    return found
