"""Drawings of blanks and patterns: parsed again, and compared with what they show."""

from __future__ import annotations

import io
from xml.etree import ElementTree

import ezdxf

from optimizer.budget import Budget
from optimizer.cutting.blank import blank_of
from optimizer.cutting.blank_model import BoxOrder, BoxStyle, LineKind
from optimizer.cutting.cut import cut
from optimizer.cutting.model import CuttingProblem, Rectangle, Sheet
from optimizer.shapes import Size
from service.render.cutting_drawings import DrawingFormat, draw_blanks, draw_sheets

BLANK = blank_of(
    BoxOrder(
        id="box <1>",
        inner_size=Size(length_mm=300, width_mm=200, height_mm=100),
        style=BoxStyle.FEFCO_0201,
    )
)
PLAN = cut(
    CuttingProblem(
        rectangles=(Rectangle(id="lid & base", length_mm=60, width_mm=40, quantity=2),),
        sheets=(Sheet(id="s", length_mm=100, width_mm=100),),
    ),
    Budget.work(50),
).plan


def test_a_blank_in_dxf_has_its_lines_on_layers() -> None:
    drawing = draw_blanks((BLANK,), (DrawingFormat.DXF,)).drawings[0]
    document = ezdxf.read(io.StringIO(drawing.content))
    lines = document.modelspace().query("LINE")
    assert len(lines) == len(BLANK.lines)
    creases = [line for line in lines if line.dxf.layer == "CREASE"]
    wanted = [line for line in BLANK.lines if line.kind == LineKind.CREASE]
    assert {(c.dxf.start.x, c.dxf.start.y, c.dxf.end.x, c.dxf.end.y) for c in creases} == {
        (w.x1_mm, w.y1_mm, w.x2_mm, w.y2_mm) for w in wanted
    }


def test_a_blank_in_svg_is_well_formed_and_escaped() -> None:
    drawing = draw_blanks((BLANK,), (DrawingFormat.SVG,)).drawings[0]
    root = ElementTree.fromstring(drawing.content)  # noqa: S314 - our own text
    space = "{http://www.w3.org/2000/svg}"
    assert len(root.findall(f".//{space}line")) == len(BLANK.lines)
    assert "box <1>" in (root.findtext(f"{space}title") or "")


def test_a_pattern_is_drawn_in_both_formats() -> None:
    formats = (DrawingFormat.SVG, DrawingFormat.DXF)
    svg, dxf = draw_sheets(PLAN.sheets, formats).drawings
    root = ElementTree.fromstring(svg.content)  # noqa: S314 - our own text
    space = "{http://www.w3.org/2000/svg}"
    texts = [element.text or "" for element in root.findall(f".//{space}text")]
    assert sum("lid & base" in text for text in texts) == 2
    layers = {line.dxf.layer for line in ezdxf.read(io.StringIO(dxf.content)).modelspace()}
    assert {"SHEET", "CUT", "PIECE", "TEXT"} <= layers
