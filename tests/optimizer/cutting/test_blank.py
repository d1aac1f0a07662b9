"""Blanks: the published measures by hand, and that every blank folds to at least the inner size."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import LineString, Polygon

from optimizer.cutting.blank import blank_of, blank_rectangle, lay_flat
from optimizer.cutting.blank_model import (
    Blank,
    BlankProblem,
    Board,
    BoxOrder,
    BoxStyle,
    LineKind,
)
from optimizer.faults import InvalidProblemError
from optimizer.shapes import Size


def _order(style: BoxStyle, length: int = 400, width: int = 300, height: int = 200) -> BoxOrder:
    return BoxOrder(
        id="b",
        inner_size=Size(length_mm=length, width_mm=width, height_mm=height),
        style=style,
        board=Board(thickness_um=4_000, weight_gsm=500),
        joint_mm=35,
        slot_mm=6,
    )


def _creases(blank: Blank, *, upright: bool) -> list[int]:
    found = {
        line.x1_mm if upright else line.y1_mm
        for line in blank.lines
        if line.kind == LineKind.CREASE and (line.x1_mm == line.x2_mm) == upright
    }
    return sorted(found)


def test_a_regular_slotted_case_has_the_handbook_measures() -> None:
    blank = blank_of(_order(BoxStyle.FEFCO_0201))
    # 35 + 404 + 304 + 404 + 302 along the panels; 152 + 208 + 152 across.
    assert (blank.length_mm, blank.width_mm) == (1_449, 512)
    assert _creases(blank, upright=True) == [35, 439, 743, 1_147]
    assert _creases(blank, upright=False) == [152, 360]
    outer = blank.outer_size
    assert (outer.length_mm, outer.width_mm, outer.height_mm) == (408, 308, 216)
    # The rectangle less six slots, the ends beside the joint and its taper.
    joint_ends = 2 * 35 * 152 + 2 * (34 * 35 // 2)
    assert blank.area_mm2 == 1_449 * 512 - 6 * 6 * 152 - joint_ends
    assert blank.weight_g == -(-blank.area_mm2 * 500 // 1_000_000)


def test_a_half_slotted_case_is_open_above() -> None:
    blank = blank_of(_order(BoxStyle.FEFCO_0200))
    assert (blank.length_mm, blank.width_mm) == (1_449, 152 + 204)
    assert _creases(blank, upright=False) == [152]


def test_a_wrap_around_blank_goes_around_width_and_height() -> None:
    blank = blank_of(_order(BoxStyle.WRAP_AROUND))
    assert (blank.length_mm, blank.width_mm) == (35 + 304 + 204 + 304 + 202, 102 + 408 + 102)


def test_a_mailer_rolls_its_side_walls_over() -> None:
    blank = blank_of(_order(BoxStyle.FEFCO_0427))
    assert blank.length_mm == 416 + 2 * (204 + 8 + 196)
    assert blank.width_mm == 204 + 304 + 204 + 308 + 196


@settings(deadline=None, max_examples=60)
@given(
    style=st.sampled_from(list(BoxStyle)),
    length=st.integers(20, 900),
    width=st.integers(20, 900),
    height=st.integers(2, 900),
    thickness=st.integers(100, 8_000),
)
def test_every_blank_is_one_sound_outline(
    style: BoxStyle, length: int, width: int, height: int, thickness: int
) -> None:
    order = BoxOrder(
        id="b",
        inner_size=Size(length_mm=length, width_mm=width, height_mm=height),
        style=style,
        board=Board(thickness_um=thickness),
        slot_mm=1,
    )
    blank = blank_of(order)
    cuts = [line for line in blank.lines if line.kind == LineKind.CUT]
    outline = []
    for line in cuts:
        if outline and (line.x1_mm, line.y1_mm) != outline[-1][1]:
            break
        outline.append(((line.x1_mm, line.y1_mm), (line.x2_mm, line.y2_mm)))
    polygon = Polygon([start for start, _ in outline])
    assert polygon.is_valid
    assert polygon.area == pytest.approx(blank.area_mm2, abs=1)
    assert polygon.bounds == (0, 0, blank.length_mm, blank.width_mm)
    for line in blank.lines:
        if line.kind == LineKind.CREASE:
            crease = LineString([(line.x1_mm, line.y1_mm), (line.x2_mm, line.y2_mm)])
            assert polygon.buffer(0.01).covers(crease)
    assert blank_rectangle(style, length, width, height, thickness, 35) == (
        blank.length_mm,
        blank.width_mm,
    )
    assert blank.outer_size.length_mm > length


def test_a_slot_wider_than_a_panel_and_a_repeated_id_are_faults() -> None:
    order = _order(BoxStyle.FEFCO_0201, length=6, width=300)
    with pytest.raises(InvalidProblemError) as caught:
        lay_flat(BlankProblem(boxes=(order, order)))
    assert [fault.path for fault in caught.value.faults] == [
        ("boxes", 1, "id"),
        ("boxes", 0, "slot_mm"),
        ("boxes", 1, "slot_mm"),
    ]
