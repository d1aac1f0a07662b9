"""From the inner size of a box to its flat blank: cut lines, crease lines, area and weight.

The styles are named by the numbers of the FEFCO-ESBO case code: 0201 regular slotted, 0200 half
slotted, 0427 mailer, and a wrap-around blank. The code draws styles, not allowances. The
allowances here are our own, from one picture: a crease folds board of thickness t about the middle
of its depth, so a panel between two right-angled folds must be longer than the room inside by half
a thickness for each fold.

    panel between two upright folds      inner measure + t
    depth between two closed ends        inner measure + 2 t      (two flaps lie in each end, the
                                         fold line between them: the inner one takes all of t)
    depth above one closed end           inner measure + t
    last panel, which meets the joint    t / 2 shorter: it ends where the wall beside it begins
    outer flap                           half of the panel that it covers

Every panel is rounded up to a whole millimetre. The tests fold each blank again and measure what is
left inside. A converter whose creases behave otherwise has a table of its own; it is not read here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from optimizer.cutting.blank_model import (
    Blank,
    BlankLine,
    BlankProblem,
    Board,
    BoxOrder,
    BoxStyle,
    LineKind,
)
from optimizer.faults import Fault, InvalidProblemError, duplicate_id_faults
from optimizer.shapes import Size

UM = 1_000
Point = tuple[int, int]


@dataclass(frozen=True)
class Drawing:
    """Outline (closed), creases and inner cuts of a blank whose corner is (0, 0)."""

    outline: Sequence[Point]
    creases: Sequence[tuple[Point, Point]]
    cuts: Sequence[tuple[Point, Point]]

    def area(self) -> int:
        """Within the outline, by the shoelace rule."""
        twice = 0
        for (x1, y1), (x2, y2) in pairwise([*self.outline, self.outline[0]]):
            twice += x1 * y2 - x2 * y1
        return abs(twice) // 2


def lay_flat(problem: BlankProblem) -> tuple[Blank, ...]:
    """The blank of every box; raises InvalidProblemError."""
    faults = blank_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    return tuple(blank_of(box) for box in problem.boxes)


def blank_faults(problem: BlankProblem) -> list[Fault]:
    """Faults between fields: ids used twice; flaps that the box has no room for."""
    faults = duplicate_id_faults("boxes", problem.boxes)
    for position, box in enumerate(problem.boxes or ()):
        size = box.inner_size
        if size is None or box.slot_mm is None:
            continue
        around = size.height_mm if box.style == BoxStyle.WRAP_AROUND else size.length_mm
        least = min(around or 1, size.width_mm or 1)
        if box.slot_mm >= least:
            faults.append(
                Fault(
                    ("boxes", position, "slot_mm"),
                    box.slot_mm,
                    f"is not below the least panel of {least} mm",
                    "give a slot that leaves something of the flaps",
                )
            )
    return faults


def blank_of(box: BoxOrder) -> Blank:
    """The blank of one valid box order."""
    size, board = box.inner_size, box.board or Board()
    measures = (size.length_mm, size.width_mm, size.height_mm)
    drawing = _DRAWINGS[box.style](*measures, board.thickness_um, box.joint_mm, box.slot_mm)
    area = drawing.area()
    lines = [
        _line(LineKind.CUT, start, end)
        for start, end in zip(
            drawing.outline, [*drawing.outline[1:], drawing.outline[0]], strict=True
        )
    ]
    lines += [_line(LineKind.CUT, *cut) for cut in drawing.cuts]
    lines += [_line(LineKind.CREASE, *crease) for crease in drawing.creases]
    return Blank(
        order_id=box.id,
        style=box.style,
        length_mm=max(x for x, _ in drawing.outline),
        width_mm=max(y for _, y in drawing.outline),
        area_mm2=area,
        weight_g=-(-area * board.weight_gsm // 1_000_000),
        outer_size=outer_size(box.style, size, board.thickness_um),
        lines=tuple(lines),
    )


def outer_size(style: BoxStyle, inner: Size, thickness_um: int) -> Size:
    """Outer measures of the closed box."""
    # Thicknesses of board that lie across the length, the width and the height.
    layers = {
        BoxStyle.FEFCO_0201: (2, 2, 4),
        BoxStyle.FEFCO_0200: (2, 2, 2),
        BoxStyle.FEFCO_0427: (8, 3, 2),
        BoxStyle.WRAP_AROUND: (4, 2, 2),
    }[style]
    length, width, height = (
        measure + _up(count * thickness_um)
        for measure, count in zip(
            (inner.length_mm, inner.width_mm, inner.height_mm), layers, strict=True
        )
    )
    if style == BoxStyle.FEFCO_0427:
        # Both rolls are rounded up by themselves.
        length = inner.length_mm + 2 * _up(2 * thickness_um) + _up(4 * thickness_um)
    return Size(length_mm=length, width_mm=width, height_mm=height)


def blank_rectangle(
    style: BoxStyle, length: int, width: int, height: int, thickness_um: int, joint: int
) -> tuple[int, int]:
    """Length and width of the rectangle that the blank is cut from."""
    drawing = _DRAWINGS[style](length, width, height, thickness_um, joint, 1)
    return max(x for x, _ in drawing.outline), max(y for _, y in drawing.outline)


def _up(micrometres: int) -> int:
    return -(-micrometres // UM)


def _line(kind: LineKind, start: Point, end: Point) -> BlankLine:
    return BlankLine(kind=kind, x1_mm=start[0], y1_mm=start[1], x2_mm=end[0], y2_mm=end[1])


def _marks(panels: Iterable[int]) -> list[int]:
    found = [0]
    for panel in panels:
        found.append(found[-1] + panel)
    return found


def _tube(
    first: int, second: int, depth: int, flaps: tuple[int, int], joint: int, slot: int, shorter: int
) -> Drawing:
    """Four panels around the box (first, second, first, second), flaps below and above.

    A flap of 0 is none. Slots part the flaps of neighbouring panels; the joint has none.
    """
    below, above = flaps
    xs = _marks((joint, first, second, first, second - shorter))
    low, high, top = below, below + depth, below + depth + above
    before, behind = slot // 2, slot - slot // 2
    # The joint is tapered, so that it slips into the box.
    taper = min(joint, depth // 6)
    outline: list[Point] = [(0, high - taper), (0, low + taper)] if joint else []
    edges = [
        (xs[i] + (behind if i > 1 else 0), xs[i + 1] - (before if i < 4 else 0))
        for i in range(1, 5)
    ]
    outline.append((xs[1], low))
    for left, right in edges:
        if below:
            outline += [(left, low), (left, 0), (right, 0), (right, low)]
    outline.append((xs[5], low))
    outline.append((xs[5], high))
    for left, right in reversed(edges):
        if above:
            outline += [(right, high), (right, top), (left, top), (left, high)]
    outline.append((xs[1], high))
    upright = xs[1:5] if joint else xs[2:5]
    creases = [((x, low), (x, high)) for x in upright]
    for level, flap in ((low, below), (high, above)):
        if flap:
            creases += [((left, level), (right, level)) for left, right in edges]
    return Drawing(_without_repeats(outline), creases, [])


def _without_repeats(points: Sequence[Point]) -> list[Point]:
    kept = [point for i, point in enumerate(points) if i == 0 or point != points[i - 1]]
    return kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept


def _regular_slotted(
    length: int, width: int, height: int, thickness: int, joint: int, slot: int
) -> Drawing:
    wall = width + _up(thickness)
    flap = -(-wall // 2)
    depth = height + _up(2 * thickness)
    shorter = thickness // (2 * UM)
    return _tube(length + _up(thickness), wall, depth, (flap, flap), joint, slot, shorter)


def _half_slotted(
    length: int, width: int, height: int, thickness: int, joint: int, slot: int
) -> Drawing:
    wall = width + _up(thickness)
    depth = height + _up(thickness)
    shorter = thickness // (2 * UM)
    return _tube(length + _up(thickness), wall, depth, (-(-wall // 2), 0), joint, slot, shorter)


def _wrap_around(
    length: int, width: int, height: int, thickness: int, joint: int, slot: int
) -> Drawing:
    # Folded around width and height, closed at both ends of the length.
    wall = height + _up(thickness)
    flap = -(-wall // 2)
    depth = length + _up(2 * thickness)
    shorter = thickness // (2 * UM)
    return _tube(width + _up(thickness), wall, depth, (flap, flap), joint, slot, shorter)


def _mailer(length: int, width: int, height: int, thickness: int, joint: int, slot: int) -> Drawing:
    """Front, base, back, lid and tuck above one another; side walls roll over the base's ends.

    Across the length each end holds four walls: the outer one (half of it within the fold line),
    the ear of front or back, the rolled inner one, and the lid's dust flap: 3.5 t within the fold.
    Lid and tuck go down between the rolled walls. The tuck lies inside the front: the base is a t
    wider than its folds ask. Front and rolled walls end below the lid.
    """
    del joint, slot
    t = _up(thickness)
    half = thickness // (2 * UM)
    outer_wall, roll, inner_wall = height, _up(2 * thickness), max(1, height - t)
    ear = max(1, min(width // 2, 2 * height))
    dust = max(1, height - t)
    front, base, back, lid, tuck = (
        height + half,
        width + _up(2 * thickness),
        height + t,
        width + t,
        dust,
    )
    rows = _marks((front, base, back, lid, tuck))
    left = max(ear, outer_wall + roll + inner_wall, dust)
    right = left + length + 2 * roll + _up(3 * thickness)
    # Rows of (low, high, how far within the base's ends it ends, how far its flap reaches). Ears
    # are cut back, to slip between the walls.
    profile: list[tuple[int, int, int, int]] = []
    profile += _eared(rows[0], rows[1], 2 * t, t, ear)
    profile.append((rows[1], rows[2], 0, outer_wall + roll + inner_wall))
    profile += _eared(rows[2], rows[3], t, 2 * t, ear)
    profile.append((rows[3], rows[4], 3 * t, dust))
    profile.append((rows[4], rows[5], 3 * t, 0))
    outline: list[Point] = []
    for low, high, within, extent in profile:
        outline += [(right - within + extent, low), (right - within + extent, high)]
    for low, high, within, extent in reversed(profile):
        outline += [(left + within - extent, high), (left + within - extent, low)]
    creases: list[tuple[Point, Point]] = []
    for number, y in enumerate(rows[1:-1]):
        within = 3 * t if number > 1 else 0
        creases.append(((left + within, y), (right - within, y)))
    for low, high, within, extent in profile:
        if extent:
            creases += [((x, low), (x, high)) for x in (left + within, right - within)]
    low, high = rows[1], rows[2]
    for offset in (outer_wall, outer_wall + roll):
        creases += [((x, low), (x, high)) for x in (left - offset, right + offset)]
    return Drawing(_without_repeats(outline), creases, [])


def _eared(
    low: int, high: int, below: int, above: int, ear: int
) -> list[tuple[int, int, int, int]]:
    """A row whose ears are cut back by `below` and `above`; none where nothing is left of them."""
    if high - low <= below + above:
        return [(low, high, 0, 0)]
    first, last = low + below, high - above
    return [(low, first, 0, 0), (first, last, 0, ear), (last, high, 0, 0)]


_DRAWINGS = {
    BoxStyle.FEFCO_0201: _regular_slotted,
    BoxStyle.FEFCO_0200: _half_slotted,
    BoxStyle.FEFCO_0427: _mailer,
    BoxStyle.WRAP_AROUND: _wrap_around,
}
