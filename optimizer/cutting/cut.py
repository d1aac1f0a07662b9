"""Cutting plans: chooses the engine, divides large problems, words what is left, checks."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from optimizer.budget import Budget
from optimizer.cutting.banding import banded, benches, fill_sheets, most_value
from optimizer.cutting.check import require_sound
from optimizer.cutting.free import search_free
from optimizer.cutting.instance import CuttingInstance, Longs, allowed_turns, build_instance, usable
from optimizer.cutting.layout import Pattern, draw_pattern
from optimizer.cutting.model import (
    CutSheet,
    CuttingAnswer,
    CuttingObjective,
    CuttingPlan,
    CuttingProblem,
    PartKind,
    Rectangle,
    UncutReason,
    UncutRectangle,
)
from optimizer.cutting.staged import PORTION, Outcome, search_staged
from optimizer.cutting.validate import cross_faults
from optimizer.faults import InvalidProblemError
from optimizer.shapes import SearchReport


@dataclass
class _Found:
    outcome: Outcome
    engine: str
    proved: bool = False


def cut(problem: CuttingProblem, budget: Budget) -> CuttingAnswer:
    """The best cutting plan found in the budget.

    Raises InvalidProblemError with all faults. Pieces that cannot be cut are in the plan with their
    reason. `budget.work_limit` counts rounds of ruin and recreate for each engine that runs.
    """
    faults = cross_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    started = time.monotonic()
    instance = build_instance(problem)
    quantity = np.where(instance.cuttable, instance.quantity, 0)
    bound = sheet_bound(instance, quantity)
    if quantity.sum() == 0 or not instance.goes_on.any():
        found = _Found(Outcome([], []), "none")
    elif problem.objective == CuttingObjective.MOST_VALUE:
        found = _search_value(instance, quantity, budget)
    else:
        found = _search_all(instance, quantity, budget, bound)
    plan = _plan(instance, quantity, found, bound)
    everything = not plan.uncut and problem.objective == CuttingObjective.FEWEST_SHEETS
    report = SearchReport(
        engine=found.engine,
        elapsed_ms=round((time.monotonic() - started) * 1000),
        proved_optimal=found.proved
        or (everything and len(problem.sheets) == 1 and plan.sheet_count == bound),
        time_limit_reached=budget.expired(),
    )
    return CuttingAnswer(require_sound(problem, plan), report)


def sheet_bound(instance: CuttingInstance, quantity: Longs) -> int:
    """No plan for these pieces uses fewer sheets: area; pieces of which no two share a sheet."""
    if quantity.sum() == 0:
        return 0
    area = int((instance.size[:, 0] * instance.size[:, 1] * quantity).sum())
    plate = instance.plates[:, 0]
    by_area = -(-area // int((plate[:, 0] * plate[:, 1]).max()))
    # Too long and too wide for two, whichever way they turn.
    long, wide = int(plate.max()), int(plate.min(axis=1).max())
    side = np.sort(instance.size, axis=1)
    alone = int(quantity[(2 * side[:, 0] > wide) & (2 * side[:, 0] > long)].sum())
    return max(1, by_area, alone)


def _search_value(instance: CuttingInstance, quantity: Longs, budget: Budget) -> _Found:
    pieces = np.repeat(np.arange(instance.types), quantity)
    stock = instance.stock
    if banded(instance) and instance.kinds == 1 and int(stock[0]) == 1 and not _batched(instance):
        best = most_value(instance, 0, budget)
        if best.pattern is not None:
            left = Counter(pieces.tolist())
            left.subtract(best.pattern.pieces())
            outcome = Outcome([best.pattern], list(left.elements()), best.proved)
            return _Found(outcome, "band_columns", best.proved)
    part = budget.part(0.5) if instance.free else budget
    outcome = search_staged(instance, pieces, stock, part, 0)
    engine = "staged_recreate"
    if instance.free and outcome.left:
        outcome = search_free(instance, pieces, stock, budget, 0, outcome)
        engine = "free_regroup"
    return _Found(outcome, engine, not outcome.left)


def _search_all(instance: CuttingInstance, quantity: Longs, budget: Budget, bound: int) -> _Found:
    pieces = _mixed(instance, quantity)
    if pieces.shape[0] <= PORTION * 3 // 2:
        return _search_portion(instance, pieces, instance.stock, budget, bound)
    # Batch after batch, each mixed, in portions; then the worst sheets of all portions once more.
    count = -(-pieces.shape[0] // PORTION)
    stock = instance.stock.copy()
    whole = Outcome([], [])
    engine = ""
    for number, portion in enumerate(np.array_split(pieces, count)):
        part = budget.part(1.0 / (count - number + 1))
        found = _search_portion(instance, portion, stock, part, 0)
        whole.patterns += found.outcome.patterns
        whole.left += found.outcome.left
        engine = found.engine
        _take(stock, found.outcome.patterns, -1)
    return _Found(_mend(instance, whole, stock, budget), engine)


def _mixed(instance: CuttingInstance, quantity: Longs) -> Longs:
    """Pieces by batch; within a batch every kind is spread evenly."""
    order = []
    for t in range(instance.types):
        count = int(quantity[t])
        batch = int(instance.batch[t])
        order += [(batch, (i + 0.5) / count, t) for i in range(count)]
    return np.array([t for _, _, t in sorted(order)], np.int64)


def _take(stock: Longs, patterns: list[Pattern], sign: int) -> None:
    for pattern in patterns:
        if stock[pattern.kind] >= 0:
            stock[pattern.kind] += sign


def _mend(instance: CuttingInstance, whole: Outcome, stock: Longs, budget: Budget) -> Outcome:
    """Cuts the pieces of the emptiest sheets, and those left over, once more together."""

    def fill(pattern: Pattern) -> float:
        area = sum(int(instance.size[t].prod()) for t in pattern.pieces())
        return area / int(instance.plates[pattern.kind, 0].prod())

    ranked = sorted(whole.patterns, key=fill)
    pieces, taken = list(whole.left), 0
    for pattern in ranked:
        own = list(pattern.pieces())
        if len(pieces) + len(own) > PORTION:
            break
        pieces += own
        taken += 1
    if taken == 0 or budget.expired():
        return whole
    stock = stock.copy()
    _take(stock, ranked[:taken], 1)
    again = _search_portion(instance, np.array(sorted(pieces), np.int64), stock, budget, 0).outcome
    before = sum(instance.price[p.kind] for p in ranked[:taken]) + 1e6 * len(whole.left)
    after = sum(instance.price[p.kind] for p in again.patterns) + 1e6 * len(again.left)
    if after >= before:
        return whole
    return Outcome(ranked[taken:] + again.patterns, again.left)


def _batched(instance: CuttingInstance) -> bool:
    return int(np.ptp(instance.batch)) > instance.rules.batch_reach


def _search_portion(
    instance: CuttingInstance, pieces: Longs, stock: Longs, budget: Budget, least: int
) -> _Found:
    in_bands = (
        banded(instance)
        and instance.kinds == 1
        and int(stock[0]) < 0
        and not instance.per_mm.any()
        and not _batched(instance)
        and pieces.shape[0] > 1.5 * np.unique(pieces).shape[0]
    )
    share = 0.2 if in_bands else 0.6 if instance.free else 1.0
    outcome = search_staged(instance, pieces, stock, budget.part(share), least)
    engine = "staged_recreate"
    if instance.free:
        outcome = search_free(instance, pieces, stock, budget, least, outcome)
        engine = "free_regroup"
    elif in_bands and not outcome.left:
        quantity = np.bincount(pieces, minlength=instance.types).astype(np.int64)
        while len(outcome.patterns) > max(1, least) and not budget.expired():
            fewer = _one_fewer(instance, quantity, len(outcome.patterns) - 1, budget)
            if fewer is None:
                break
            outcome, engine = replace(outcome, patterns=fewer), "band_refill"
    return _Found(outcome, engine)


def _one_fewer(
    instance: CuttingInstance, quantity: Longs, sheets: int, budget: Budget
) -> list[Pattern] | None:
    ways = list(benches(instance, 0))
    for number, bench in enumerate(ways):
        part = budget.part(1.0 / (len(ways) - number))
        found = fill_sheets(instance, bench, quantity, sheets, part)
        if found is not None:
            return found
    return None


def _plan(instance: CuttingInstance, quantity: Longs, found: _Found, bound: int) -> CuttingPlan:
    problem = instance.problem
    sheets = _drawn(instance, found.outcome.patterns)
    left = Counter(found.outcome.left)
    uncut = [
        _left_over(problem, position, int(instance.quantity[position] - quantity[position]), None)
        for position in range(instance.types)
        if quantity[position] < instance.quantity[position]
    ]
    uncut += [
        _left_over(problem, position, count, _reason(problem))
        for position, count in sorted(left.items())
        if count > 0
    ]
    count = sum(sheet.quantity for sheet in sheets)
    return CuttingPlan.model_construct(
        sheets=sheets,
        uncut=tuple(uncut),
        sheet_count=count,
        sheet_count_lower_bound=bound
        if problem.objective != CuttingObjective.MOST_VALUE and not left
        else 0,
        cost_minor=_cost(problem, sheets),
        value=sum(int(instance.worth[t]) for p in found.outcome.patterns for t in p.pieces()),
        waste_share=_waste(sheets),
    )


def _drawn(instance: CuttingInstance, patterns: list[Pattern]) -> tuple[CutSheet, ...]:
    """Equal patterns as one, in order of batch, kind of sheet and falling number."""
    problem = instance.problem
    times = Counter(pattern.signature() for pattern in patterns)
    drawn: dict[tuple[object, ...], CutSheet] = {}
    for signature, pattern in {pattern.signature(): pattern for pattern in patterns}.items():
        sheet = problem.sheets[pattern.kind]
        new = draw_pattern("", times[signature], pattern, sheet, problem.rectangles, instance.rules)
        # Different trees of blocks may be the same cuts.
        key = (pattern.kind, new.length_mm, new.parts)
        if key in drawn:
            total = new.quantity + drawn[key].quantity
            new = new.model_copy(update={"quantity": total})
        drawn[key] = new
    place = {sheet.id: position for position, sheet in enumerate(problem.sheets)}
    ordered = sorted(
        drawn.values(), key=lambda one: (one.first_batch, place[one.sheet_id], -one.quantity)
    )
    return tuple(
        one.model_copy(update={"id": f"S{number}"}) for number, one in enumerate(ordered, 1)
    )


def _reason(problem: CuttingProblem) -> UncutReason:
    if problem.objective == CuttingObjective.MOST_VALUE:
        return UncutReason.NOT_CHOSEN
    if any(sheet.stock is not None for sheet in problem.sheets):
        return UncutReason.NO_STOCK
    return UncutReason.NOT_FOUND_IN_TIME


_WORDS = {
    UncutReason.NO_STOCK: "the sheets in stock are used up; add sheets or cut fewer pieces",
    UncutReason.NOT_CHOSEN: "other pieces make more of the sheets at hand",
    UncutReason.NOT_FOUND_IN_TIME: "no room was found before the time ran out; allow more time",
}


def _left_over(
    problem: CuttingProblem, position: int, count: int, reason: UncutReason | None
) -> UncutRectangle:
    rectangle = problem.rectangles[position]
    if reason is None:
        reason, words = _why_not(problem, rectangle)
    else:
        words = _WORDS[reason]
    size = f"{rectangle.length_mm} x {rectangle.width_mm} mm"
    return UncutRectangle(
        rectangle_id=rectangle.id,
        quantity=count,
        reason=reason,
        explanation=f"{count} of {rectangle.id} ({size}): {words}",
    )


def _why_not(problem: CuttingProblem, rectangle: Rectangle) -> tuple[UncutReason, str]:
    """Why no sheet takes the rectangle at all."""
    a, b = rectangle.length_mm, rectangle.width_mm
    best = max(problem.sheets, key=lambda sheet: usable(sheet)[0] * usable(sheet)[1])
    in_turn = against_grain = False
    for sheet in problem.sheets:
        length, width = usable(sheet)
        given, turned = allowed_turns(rectangle, sheet)
        fits_given, fits_turned = a <= length and b <= width, b <= length and a <= width
        in_turn = in_turn or (given and fits_given) or (turned and fits_turned)
        against_grain = against_grain or fits_given or (rectangle.may_turn and fits_turned)
    if in_turn:
        return UncutReason.NO_STOCK, "every sheet that it fits has a stock of 0; add sheets"
    if against_grain:
        return UncutReason.GRAIN, (
            "it fits only across the grain; free its grain or get sheets with the grain turned"
        )
    length, width = usable(best)
    return UncutReason.TOO_LARGE, (
        f"larger than every sheet; the largest leaves {length} x {width} mm within its trim"
    )


def _cost(problem: CuttingProblem, sheets: tuple[CutSheet, ...]) -> int | None:
    by_id = {sheet.id: sheet for sheet in problem.sheets}
    if not any(sheet.cost_minor for sheet in problem.sheets):
        return None
    total = 0
    for pattern in sheets:
        sheet = by_id[pattern.sheet_id]
        total += pattern.quantity * -(-sheet.cost_minor * pattern.length_mm // sheet.length_mm)
    return total


def _waste(sheets: tuple[CutSheet, ...]) -> float:
    area = sum(s.quantity * s.length_mm * s.width_mm for s in sheets)
    kept = sum(
        s.quantity * part.length_mm * part.width_mm
        for s in sheets
        for part in s.parts
        if part.kind in (PartKind.PIECE, PartKind.OFFCUT)
    )
    return 1 - kept / area if area else 0.0
