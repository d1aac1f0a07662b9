"""Drawings of blocks cut in space: seen at an angle with the cutting list (SVG), edges (DXF)."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import product

from optimizer.cutting.block_model import BlockPart, CutBlock, CutPlane
from optimizer.cutting.model import PartKind
from service.render.cutting_drawings import Drawing, DrawingFormat, DrawingSet

_FILL = {
    PartKind.PIECE: ("#dcebd6", "#cfe3c8", "#b6d3ac"),
    PartKind.OFFCUT: ("#faefce", "#f4e3b2", "#e3cc8c"),
    PartKind.WASTE: ("#efefef", "#e4e4e4", "#d2d2d2"),
}
"""Top, front and right side of a part."""

_COLOURS = {PartKind.PIECE: 3, PartKind.OFFCUT: 2, PartKind.WASTE: 8}
_AXIS = {CutPlane.LENGTH: "x", CutPlane.WIDTH: "y", CutPlane.HEIGHT: "z"}
_SLANT_X, _SLANT_Y = 0.45, 0.3
"""How far a millimetre of depth (y) leads to the right and up."""

_LINES = 60
"""Lines of the cutting list in one column."""

Span = tuple[int, int, int, int, int, int]


def draw_blocks(blocks: Iterable[CutBlock], formats: Sequence[DrawingFormat]) -> DrawingSet:
    """Every pattern in every format."""
    return DrawingSet(
        drawings=tuple(
            Drawing(subject_id=block.id, format=one, content=_DRAW[one](block))
            for block in blocks
            for one in dict.fromkeys(formats)
        )
    )


def block_svg(block: CutBlock) -> str:
    """A pattern seen from the front right and above, its cuts listed at the right."""
    root = _span(block.parts[0])
    wide = root[3] + _SLANT_X * root[4]
    high = root[5] + _SLANT_Y * root[4]
    unit = max(wide, high) / 50
    columns = -(-max(1, len(block.cuts)) // _LINES)
    rows = min(_LINES, len(block.cuts)) + 2
    length = wide + unit * (4 + 22 * columns)
    height = max(high, rows * 1.5 * unit)
    body = []
    for part in _from_behind(part for part in block.parts if part.kind != PartKind.DIVIDED):
        body += _faces(part, height, unit)
    for number, cut in enumerate(block.cuts):
        x = wide + unit * (4 + 22 * (number // _LINES))
        y = unit * 1.5 * (number % _LINES + 2)
        words = f"{cut.step}. part {cut.part_id} at {_AXIS[cut.plane]} = {cut.at_mm} mm"
        body.append(f'<text x="{x:.1f}" y="{y:.1f}" font-size="{unit:.1f}">{escape(words)}</text>')
    title = f"{block.id}: {block.quantity} x {block.block_id}, {block.fill_share:.1%} used"
    margin = 2 * unit
    box = f"{-margin:.1f} {-margin:.1f} {length + 2 * margin:.1f} {height + 2 * margin:.1f}"
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">',
            f"<title>{escape(title)}</title>",
            f'<g font-family="sans-serif" fill="#222" stroke-width="{unit / 12:.2f}">',
            *body,
            "</g>",
            "</svg>",
            "",
        ]
    )


def _span(part: BlockPart) -> Span:
    size = part.size
    return (
        part.x_mm,
        part.y_mm,
        part.z_mm,
        part.x_mm + size.length_mm,
        part.y_mm + size.width_mm,
        part.z_mm + size.height_mm,
    )


def _from_behind(parts: Iterable[BlockPart]) -> Iterator[BlockPart]:
    """What may be hidden comes before what hides it: parts of a guillotine tree can be so sorted.

    Seen from the front, right and above, a part hides what lies behind, to the left of or below it.
    """
    ordered = sorted(parts, key=lambda part: (-part.y_mm, part.x_mm, part.z_mm))
    spans = [_span(part) for part in ordered]
    hidden: list[list[int]] = [[] for _ in ordered]
    waits = [0] * len(ordered)
    for front, own in enumerate(spans):
        for behind, other in enumerate(spans):
            if front != behind and _hides(own, other):
                hidden[behind].append(front)
                waits[front] += 1
    ready = deque(number for number, count in enumerate(waits) if not count)
    while ready:
        number = ready.popleft()
        yield ordered[number]
        for front in hidden[number]:
            waits[front] -= 1
            if not waits[front]:
                ready.append(front)


def _hides(own: Span, other: Span) -> bool:
    """Whether `own` may lie before `other`, and in no direction behind it."""
    before = own[4] <= other[1] or own[0] >= other[3] or own[2] >= other[5]
    behind = own[1] >= other[4] or own[3] <= other[0] or own[5] <= other[2]
    return before and not behind


def _faces(part: BlockPart, height: float, unit: float) -> list[str]:
    x1, y1, z1, x2, y2, z2 = _span(part)
    top, front, side = _FILL[part.kind]

    def at(x: int, y: int, z: int) -> str:
        return f"{x + _SLANT_X * y:.1f},{height - z - _SLANT_Y * y:.1f}"

    faces = [
        (front, [(x1, y1, z1), (x2, y1, z1), (x2, y1, z2), (x1, y1, z2)]),
        (top, [(x1, y1, z2), (x2, y1, z2), (x2, y2, z2), (x1, y2, z2)]),
        (side, [(x2, y1, z1), (x2, y2, z1), (x2, y2, z2), (x2, y1, z2)]),
    ]
    drawn = [
        f'<polygon points="{" ".join(at(*corner) for corner in corners)}" fill="{fill}" '
        'stroke="#555"/>'
        for fill, corners in faces
    ]
    if part.cuboid_id:
        size = max(unit / 3, min(unit, (z2 - z1) / 2, (x2 - x1) / 6))
        x, y = (x1 + x2) / 2 + _SLANT_X * y1, height - (z1 + z2) / 2 - _SLANT_Y * y1
        drawn.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}" text-anchor="middle" '
            f'dominant-baseline="middle">{escape(part.cuboid_id)}</text>'
        )
    return drawn


def block_dxf(block: CutBlock) -> str:
    """The edges of every part in space, on a layer for each kind of part."""
    # ezdxf takes half a second to load: only where a drawing is wanted.
    from ezdxf import units  # noqa: PLC0415
    from ezdxf.filemanagement import new  # noqa: PLC0415

    document = new("R2010")
    document.units = units.MM
    for kind, colour in _COLOURS.items():
        document.layers.add(kind.value.upper(), color=colour)
    document.layers.add("TEXT", color=7)
    space = document.modelspace()
    for part in block.parts:
        if part.kind == PartKind.DIVIDED:
            continue
        span = _span(part)
        layer = {"layer": part.kind.value.upper()}
        for low in product((0, 1), repeat=3):
            for axis in range(3):
                if low[axis]:
                    continue
                high = tuple(1 if k == axis else v for k, v in enumerate(low))
                start, end = (
                    tuple(span[k + 3 * corner[k]] for k in range(3)) for corner in (low, high)
                )
                space.add_line(start, end, dxfattribs=layer)
        if part.cuboid_id:
            height = max(1.0, part.size.length_mm / 10)
            text = space.add_text(part.cuboid_id, height=height, dxfattribs={"layer": "TEXT"})
            text.set_placement((span[0], span[1], span[5]))
    stream = io.StringIO()
    document.write(stream)
    return stream.getvalue()


_DRAW = {DrawingFormat.SVG: block_svg, DrawingFormat.DXF: block_dxf}
