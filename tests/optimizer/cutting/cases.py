"""Small cutting problems, and the truth about them by enumeration."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product

from optimizer.cutting.model import (
    Axis,
    CutStyle,
    CuttingObjective,
    CuttingProblem,
    CuttingRules,
    Rectangle,
    Sheet,
)


def rectangles(*sizes: tuple[int, int], **common: object) -> tuple[Rectangle, ...]:
    """One rectangle of each size."""
    return tuple(
        Rectangle(id=f"r{i}", length_mm=a, width_mm=b, **common) for i, (a, b) in enumerate(sizes)
    )


def staged(
    sizes: Sequence[tuple[int, int]],
    sheet: tuple[int, int],
    *,
    stages: int | None = 3,
    style: CutStyle = CutStyle.NON_EXACT,
    first: Axis = Axis.LENGTH,
    kerf: int = 0,
    turn: bool = False,
    objective: CuttingObjective = CuttingObjective.FEWEST_SHEETS,
) -> CuttingProblem:
    """A problem with one kind of sheet."""
    stock = 1 if objective == CuttingObjective.MOST_VALUE else None
    return CuttingProblem(
        rectangles=rectangles(*sizes, may_turn=turn),
        sheets=(Sheet(id="sheet", length_mm=sheet[0], width_mm=sheet[1], stock=stock),),
        objective=objective,
        rules=CuttingRules(stages=stages, style=style, first_cut=first, kerf_mm=kerf),
    )


def partitions(things: Sequence[int]) -> Iterator[list[list[int]]]:
    """Every partition of a few things into groups."""
    if not things:
        yield []
        return
    head, rest = things[0], things[1:]
    for groups in partitions(rest):
        yield [[head], *groups]
        for i in range(len(groups)):
            yield [*groups[:i], [head, *groups[i]], *groups[i + 1 :]]


def fits_three_stages(sizes: Sequence[tuple[int, int]], length: int, width: int) -> bool:
    """Whether all pieces come from one sheet: bands along the length, stacks, pieces; trimmed."""
    for stacks in partitions(range(len(sizes))):
        measures = [
            (max(sizes[i][0] for i in stack), sum(sizes[i][1] for i in stack)) for stack in stacks
        ]
        for bands in partitions(range(len(stacks))):
            if all(sum(measures[s][0] for s in band) <= length for band in bands) and (
                sum(max(measures[s][1] for s in band) for band in bands) <= width
            ):
                return True
    return False


def fewest_three_stage_sheets(sizes: Sequence[tuple[int, int]], length: int, width: int) -> int:
    """The true number of sheets."""
    return min(
        len(groups)
        for groups in partitions(range(len(sizes)))
        if all(fits_three_stages([sizes[i] for i in group], length, width) for group in groups)
    )


def most_area_two_stages(sizes: Sequence[tuple[int, int]], length: int, width: int) -> int:
    """The most area of pieces from one sheet in strips along the length, trimmed."""
    best = 0
    n = len(sizes)
    for strip_of in product(range(-1, n), repeat=n):
        strips = [[sizes[i] for i in range(n) if strip_of[i] == s] for s in range(n)]
        used = [strip for strip in strips if strip]
        if sum(max(b for _, b in strip) for strip in used) > width:
            continue
        if any(sum(a for a, _ in strip) > length for strip in used):
            continue
        best = max(best, sum(a * b for strip in used for a, b in strip))
    return best
