"""Drawings of blanks and cutting patterns as SVG and DXF, in millimetres, y upwards in DXF.

On both, cuts and creases are told apart as machines expect: layers CUT and CREASE in DXF, solid and
dashed lines in SVG. Sheets show pieces with their ids, off-cuts and waste.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from enum import StrEnum
from html import escape

from optimizer.cutting.blank_model import Blank, LineKind
from optimizer.cutting.model import CutSheet, PartKind
from optimizer.shapes import Shape


class DrawingFormat(StrEnum):
    """How a drawing is written."""

    SVG = "svg"
    DXF = "dxf"


class Drawing(Shape):
    """One drawing of the thing with id `subject_id`."""

    subject_id: str
    format: DrawingFormat
    content: str


class DrawingSet(Shape):
    """Drawings asked for."""

    drawings: tuple[Drawing, ...] = ()


_FILL = {PartKind.PIECE: "#cfe3c8", PartKind.OFFCUT: "#f4e3b2", PartKind.WASTE: "#e4e4e4"}
_LAYERS = {"CUT": 1, "CREASE": 5, "SHEET": 8, "PIECE": 3, "OFFCUT": 2, "TEXT": 7}
"""DXF layers and their colours (AutoCAD colour index)."""

Segment = tuple[int, int, int, int]


def draw_blanks(blanks: Iterable[Blank], formats: Sequence[DrawingFormat]) -> DrawingSet:
    """Every blank in every format."""
    return DrawingSet(
        drawings=tuple(
            Drawing(subject_id=blank.order_id, format=one, content=_BLANK[one](blank))
            for blank in blanks
            for one in dict.fromkeys(formats)
        )
    )


def draw_sheets(sheets: Iterable[CutSheet], formats: Sequence[DrawingFormat]) -> DrawingSet:
    """Every pattern in every format."""
    return DrawingSet(
        drawings=tuple(
            Drawing(subject_id=sheet.id, format=one, content=_SHEET[one](sheet))
            for sheet in sheets
            for one in dict.fromkeys(formats)
        )
    )


def _page(length: int, width: int, title: str, body: Iterable[str]) -> str:
    margin = max(length, width) // 40 + 5
    box = f"{-margin} {-margin} {length + 2 * margin} {width + 2 * margin}"
    stroke = max(length, width) / 600
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" '
            f'width="{length + 2 * margin}mm" height="{width + 2 * margin}mm">',
            f"<title>{escape(title)}</title>",
            f'<g fill="none" stroke="#222" stroke-width="{stroke:.2f}" '
            'font-family="sans-serif" text-anchor="middle" dominant-baseline="middle">',
            *body,
            "</g>",
            "</svg>",
            "",
        ]
    )


def blank_svg(blank: Blank) -> str:
    """A blank as SVG, its front edge below."""
    dash = max(blank.length_mm, blank.width_mm) / 100
    lines = []
    for line in blank.lines:
        crease = line.kind == LineKind.CREASE
        style = f' stroke="#1b5fad" stroke-dasharray="{dash:.1f}"' if crease else ""
        y1, y2 = blank.width_mm - line.y1_mm, blank.width_mm - line.y2_mm
        lines.append(f'<line x1="{line.x1_mm}" y1="{y1}" x2="{line.x2_mm}" y2="{y2}"{style}/>')
    size = f"{blank.length_mm} x {blank.width_mm} mm"
    return _page(blank.length_mm, blank.width_mm, f"{blank.order_id}: {size}", lines)


def sheet_svg(sheet: CutSheet) -> str:
    """A pattern as SVG, its front edge below; each cut has the number of its step."""
    body = [f'<rect x="0" y="0" width="{sheet.length_mm}" height="{sheet.width_mm}" fill="#fff"/>']
    for part in sheet.parts:
        if part.kind == PartKind.DIVIDED:
            continue
        top = sheet.width_mm - part.y_mm - part.width_mm
        body.append(
            f'<rect x="{part.x_mm}" y="{top}" width="{part.length_mm}" height="{part.width_mm}" '
            f'fill="{_FILL[part.kind]}"/>'
        )
        if part.rectangle_id:
            size = max(1.0, min(part.width_mm / 3, part.length_mm / 8, sheet.width_mm / 20))
            words = f"{part.rectangle_id} {part.length_mm}x{part.width_mm}"
            body.append(
                f'<text x="{part.x_mm + part.length_mm / 2:.1f}" '
                f'y="{top + part.width_mm / 2:.1f}" font-size="{size:.1f}" fill="#222" '
                f'stroke="none">{escape(words)}</text>'
            )
    size = max(2.0, min(sheet.length_mm, sheet.width_mm) / 40)
    for cut in sheet.cuts:
        x, y = (cut.from_mm, cut.at_mm) if cut.along == "length" else (cut.at_mm, cut.from_mm)
        body.append(
            f'<text x="{x}" y="{sheet.width_mm - y}" font-size="{size:.1f}" fill="#b3261e" '
            f'stroke="none">{cut.step}</text>'
        )
    title = f"{sheet.id}: {sheet.quantity} x {sheet.sheet_id}, {sheet.fill_share:.1%} used"
    return _page(sheet.length_mm, sheet.width_mm, title, body)


def blank_dxf(blank: Blank) -> str:
    """A blank as DXF: lines on layers CUT and CREASE."""
    return _dxf(
        [
            (line.kind.value.upper(), (line.x1_mm, line.y1_mm, line.x2_mm, line.y2_mm))
            for line in blank.lines
        ],
        [],
    )


def sheet_dxf(sheet: CutSheet) -> str:
    """A pattern as DXF: the sheet's edge, the cuts, pieces named on layer TEXT."""
    lines: list[tuple[str, Segment]] = [
        ("SHEET", edge) for edge in _edges(0, 0, sheet.length_mm, sheet.width_mm)
    ]
    for cut in sheet.cuts:
        if cut.along == "length":
            lines.append(("CUT", (cut.from_mm, cut.at_mm, cut.to_mm, cut.at_mm)))
        else:
            lines.append(("CUT", (cut.at_mm, cut.from_mm, cut.at_mm, cut.to_mm)))
    texts = []
    for part in sheet.parts:
        if part.kind in (PartKind.PIECE, PartKind.OFFCUT):
            layer = part.kind.value.upper()
            edges = _edges(part.x_mm, part.y_mm, part.length_mm, part.width_mm)
            lines += [(layer, edge) for edge in edges]
        if part.rectangle_id:
            height = max(1.0, min(part.width_mm / 4, part.length_mm / 10))
            x, y = part.x_mm + part.length_mm / 20, part.y_mm + part.width_mm / 2
            texts.append((part.rectangle_id, x, y, height))
    return _dxf(lines, texts)


def _edges(x: int, y: int, length: int, width: int) -> list[Segment]:
    right, back = x + length, y + width
    return [(x, y, right, y), (right, y, right, back), (right, back, x, back), (x, back, x, y)]


def _dxf(
    lines: Iterable[tuple[str, Segment]], texts: Iterable[tuple[str, float, float, float]]
) -> str:
    # ezdxf takes half a second to load: only where a drawing is wanted.
    from ezdxf import units  # noqa: PLC0415
    from ezdxf.filemanagement import new  # noqa: PLC0415

    document = new("R2010")
    document.units = units.MM
    for layer, colour in _LAYERS.items():
        document.layers.add(layer, color=colour)
    space = document.modelspace()
    for layer, (x1, y1, x2, y2) in lines:
        space.add_line((x1, y1), (x2, y2), dxfattribs={"layer": layer})
    for words, x, y, height in texts:
        space.add_text(words, height=height, dxfattribs={"layer": "TEXT"}).set_placement((x, y))
    stream = io.StringIO()
    document.write(stream)
    return stream.getvalue()


_BLANK = {DrawingFormat.SVG: blank_svg, DrawingFormat.DXF: blank_dxf}
_SHEET = {DrawingFormat.SVG: sheet_svg, DrawingFormat.DXF: sheet_dxf}
