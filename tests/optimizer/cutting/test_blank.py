"""Blanks: measures worked out by hand, and that every blank folds to at least the inner size."""

from __future__ import annotations

from itertools import pairwise

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


def test_a_regular_slotted_case_has_the_measures_worked_out_by_hand() -> None:
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
    assert blank.length_mm == 428 + 2 * (200 + 8 + 196)
    assert blank.width_mm == 202 + 308 + 204 + 304 + 196


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


def _uprights_at(blank: Blank, low: int, high: int) -> list[int]:
    """Where upright creases cross the middle between two heights of the drawing."""
    middle = (low + high) / 2
    return sorted(
        {
            line.x1_mm
            for line in blank.lines
            if line.kind == LineKind.CREASE
            and line.x1_mm == line.x2_mm
            and min(line.y1_mm, line.y2_mm) < middle < max(line.y1_mm, line.y2_mm)
        }
    )


@settings(deadline=None, max_examples=80)
@given(
    style=st.sampled_from(list(BoxStyle)),
    length=st.integers(40, 900),
    width=st.integers(40, 900),
    height=st.integers(30, 900),
    thickness=st.integers(100, 8_000),
)
def test_a_blank_folded_again_holds_the_inner_size(
    style: BoxStyle, length: int, width: int, height: int, thickness: int
) -> None:
    """Walls are laid at their fold lines, half a thickness to either side; what stays is room."""
    size = Size(length_mm=length, width_mm=width, height_mm=height)
    board = Board(thickness_um=thickness)
    blank = blank_of(BoxOrder(id="b", inner_size=size, style=style, board=board, slot_mm=1))
    t = thickness / 1_000
    levels = _creases(blank, upright=False)
    if style == BoxStyle.FEFCO_0427:
        low, high = levels[0], levels[1]
        inner_roll, outer_roll, fold, other = _uprights_at(blank, low, high)[:4]
        gap = outer_roll - inner_roll
        # Outer wall, ear and inner wall lie in the roll; then comes the dust flap.
        assert gap >= 2 * t
        room_x = other - fold - 2 * (gap + t / 2 + t)
        room_y = high - low - t - t
        room_z = levels[2] - levels[1] - t
        # Rolled wall and front end below the lid; lid and tuck go between the rolled walls.
        assert fold - outer_roll + t / 2 <= levels[2] - levels[1] - t / 2 + 1e-9
        assert levels[0] <= levels[2] - levels[1] - t / 2 + 1e-9
        across = _uprights_at(blank, levels[2], levels[3])
        assert across[-1] - across[0] + t <= other - fold - 2 * (gap + t / 2) + 1e-9
        assert (room_x >= length, room_y >= width, room_z >= height) == (True,) * 3
        return
    joint, *panels = _creases(blank, upright=True)
    marks = [joint, *panels, blank.length_mm]
    spans = [b - a for a, b in pairwise(marks)]
    around = [span - t for span in spans[:3]]
    # The last panel has one fold; its free end meets the wall beside it.
    around.append(spans[3] - t / 2)
    ends = 2 if style != BoxStyle.FEFCO_0200 else 1
    depth = levels[-1] - levels[0] if ends == 2 else blank.width_mm - levels[0]
    deep = depth - ends * t
    first, second, third = {
        BoxStyle.WRAP_AROUND: (width, height, length),
    }.get(style, (length, width, height))
    assert min(around[0], around[2]) >= first - 1e-9
    assert min(around[1], around[3]) >= second - 1e-9
    assert deep >= third - 1e-9
    # The outer flaps meet in the middle of what they close.
    assert 2 * levels[0] >= second


def test_a_slot_wider_than_a_panel_and_a_repeated_id_are_faults() -> None:
    order = _order(BoxStyle.FEFCO_0201, length=6, width=300)
    with pytest.raises(InvalidProblemError) as caught:
        lay_flat(BlankProblem(boxes=(order, order)))
    assert [fault.path for fault in caught.value.faults] == [
        ("boxes", 1, "id"),
        ("boxes", 0, "slot_mm"),
        ("boxes", 1, "slot_mm"),
    ]
