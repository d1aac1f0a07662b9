"""From bands, stacks and pieces in search coordinates to the tree of parts and the list of cuts.

In search coordinates every extent holds the kerf behind it. A part's true extent is shorter by the
kerf; what a division leaves over at its end becomes an off-cut or waste.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from optimizer.cutting.instance import usable
from optimizer.cutting.model import (
    Axis,
    Cut,
    CutSheet,
    CuttingRules,
    PartKind,
    Rectangle,
    Sheet,
    SheetPart,
    Trim,
)


@dataclass
class Block:
    """A rectangle to obtain: a piece, or one divided further.

    `span` is its extent along the axis in which its parent is divided, kerf included. A piece may
    be smaller than its place: it is trimmed.
    """

    span: int
    along: Axis = Axis.NONE
    """Direction of the cuts that divide it; NONE for a piece."""
    blocks: list[Block] = field(default_factory=list)
    piece: int = -1
    turned: bool = False

    def signature(self) -> tuple[object, ...]:
        """Equal for equal patterns."""
        inner = tuple(block.signature() for block in self.blocks)
        return (self.span, self.along, self.piece, self.turned, inner)


@dataclass
class Pattern:
    """How one sheet is divided: kind of sheet, and the division of its usable area."""

    kind: int
    along: Axis
    blocks: list[Block]

    def signature(self) -> tuple[object, ...]:
        """Equal for equal patterns."""
        return (self.kind, self.along, tuple(block.signature() for block in self.blocks))

    def pieces(self) -> Iterator[int]:
        """Kinds of piece in it, once per piece."""
        todo = list(self.blocks)
        while todo:
            block = todo.pop()
            if block.piece >= 0:
                yield block.piece
            todo.extend(block.blocks)


def other(axis: Axis) -> Axis:
    """The axis across."""
    return Axis.WIDTH if axis == Axis.LENGTH else Axis.LENGTH


def draw_pattern(
    pattern_id: str,
    quantity: int,
    pattern: Pattern,
    sheet: Sheet,
    rectangles: Sequence[Rectangle],
    rules: CuttingRules,
) -> CutSheet:
    """The pattern as parts, cuts and figures."""
    trim = sheet.trim or Trim()
    length, width = usable(sheet)
    total = sheet.length_mm
    if sheet.continuous:
        run = sum(block.span for block in pattern.blocks)
        length = min(length, run)
        # The last cut frees the run from the web: it takes no kerf from the pieces.
        length = min(run - rules.kerf_mm, length)
        total = length + trim.left_mm + trim.right_mm
    parts: list[SheetPart] = []
    root = Block(0, pattern.along, pattern.blocks)
    _add(parts, "1", "", root, (trim.left_mm, trim.front_mm, length, width), rectangles, rules)
    area = sum(p.length_mm * p.width_mm for p in parts if p.kind == PartKind.PIECE)
    return CutSheet.model_construct(
        id=pattern_id,
        sheet_id=sheet.id,
        quantity=quantity,
        length_mm=total,
        width_mm=sheet.width_mm,
        parts=tuple(parts),
        cuts=tuple(list_cuts(parts)),
        fill_share=area / (total * sheet.width_mm),
        first_batch=min(rectangles[piece].batch for piece in pattern.pieces()),
    )


def _add(
    parts: list[SheetPart],
    part_id: str,
    parent_id: str,
    block: Block,
    place: tuple[int, int, int, int],
    rectangles: Sequence[Rectangle],
    rules: CuttingRules,
) -> None:
    """Adds the block at `place` (x, y, length, width) and everything within it."""
    x, y, length, width = place
    if block.piece >= 0:
        rectangle = rectangles[block.piece]
        size = (rectangle.length_mm, rectangle.width_mm)
        if block.turned:
            size = (size[1], size[0])
        if size == (length, width):
            parts.append(
                _part(part_id, parent_id, PartKind.PIECE, place, rectangle.id, block.turned)
            )
            return
        # Trim across the longer surplus first, then what is left of the other one.
        along = Axis.LENGTH if size[0] == length else Axis.WIDTH
        extent = size[1] if along == Axis.LENGTH else size[0]
        inner = Block(extent + rules.kerf_mm, piece=block.piece, turned=block.turned)
        block = Block(block.span, along, [inner])
    while len(block.blocks) == 1 and block.along != Axis.NONE:
        # A single block that fills its parent is the parent itself: no cut.
        only = block.blocks[0]
        extent = width if block.along == Axis.LENGTH else length
        if only.span - rules.kerf_mm != extent:
            break
        if only.piece >= 0:
            _add(parts, part_id, parent_id, only, place, rectangles, rules)
            return
        block = only
    parts.append(_part(part_id, parent_id, PartKind.DIVIDED, place))
    lengthwise = block.along == Axis.LENGTH
    at = y if lengthwise else x
    end = at + (width if lengthwise else length)
    number = 0
    for child in block.blocks:
        number += 1
        extent = child.span - rules.kerf_mm
        inner_place = (x, at, length, extent) if lengthwise else (at, y, extent, width)
        _add(parts, f"{part_id}.{number}", part_id, child, inner_place, rectangles, rules)
        at += child.span
    if at < end:
        rest = (x, at, length, end - at) if lengthwise else (at, y, end - at, width)
        kind = PartKind.OFFCUT if _keep(rules, rest) else PartKind.WASTE
        parts.append(_part(f"{part_id}.{number + 1}", part_id, kind, rest))


def _keep(rules: CuttingRules, place: tuple[int, int, int, int]) -> bool:
    length, width = rules.min_offcut_length_mm, rules.min_offcut_width_mm
    return length is not None and width is not None and place[2] >= length and place[3] >= width


def _part(
    part_id: str,
    parent_id: str,
    kind: PartKind,
    place: tuple[int, int, int, int],
    rectangle_id: str = "",
    turned: bool = False,
) -> SheetPart:
    x, y, length, width = place
    return SheetPart.model_construct(
        id=part_id,
        parent_id=parent_id,
        kind=kind,
        x_mm=x,
        y_mm=y,
        length_mm=length,
        width_mm=width,
        rectangle_id=rectangle_id,
        turned=turned,
    )


def list_cuts(parts: Sequence[SheetPart]) -> Iterator[Cut]:
    """Cuts in machine order: parts are divided completely, then their children."""
    children: dict[str, list[SheetPart]] = {}
    for part in parts:
        children.setdefault(part.parent_id, []).append(part)
    step = 0
    todo = list(children.get("", ()))
    while todo:
        part = todo.pop(0)
        own = children.get(part.id, [])
        todo.extend(own)
        if not own:
            continue
        lengthwise = all(child.length_mm == part.length_mm for child in own)
        if lengthwise and all(child.width_mm == part.width_mm for child in own):
            continue
        if lengthwise:
            edge = part.y_mm + part.width_mm
            marks = [child.y_mm + child.width_mm for child in own]
            span = (part.x_mm, part.x_mm + part.length_mm)
        else:
            edge = part.x_mm + part.length_mm
            marks = [child.x_mm + child.length_mm for child in own]
            span = (part.y_mm, part.y_mm + part.width_mm)
        for mark in sorted(marks):
            if mark < edge:
                step += 1
                yield Cut.model_construct(
                    step=step,
                    part_id=part.id,
                    along=Axis.LENGTH if lengthwise else Axis.WIDTH,
                    at_mm=mark,
                    from_mm=span[0],
                    to_mm=span[1],
                )
