"""Packing instructions: a picture for each step, a page that steps and prints."""

from __future__ import annotations

import re
from itertools import pairwise, permutations
from pathlib import Path
from xml.etree import ElementTree

from fulfillment.v1 import packing_pb2

from optimizer.packing import Load, LoadUnit, PackingPlan, Placement
from optimizer.shapes import Size
from service.commands.calling import write_instructions
from service.render import load_pictures, render_instructions
from service.render.instructions import MOST_DRAWN, instruct
from service.render.step_pictures import MOST_PICTURES, Piece, StepPictures
from tests.service.render.browser import Browser, colors_of

ROWS = (
    ("Teapot", 0, 150, 0, 150, 150, 120),
    ("Kettle", 150, 150, 0, 250, 150, 120),
    ("Book", 0, 0, 0, 200, 150, 60),
    ("Book", 200, 0, 0, 200, 150, 60),
    ("Lamp <b>", 0, 0, 60, 120, 150, 190),
)


def _unit() -> packing_pb2.LoadUnit:
    unit = packing_pb2.LoadUnit(id="box & lid")
    unit.inner_size.length_mm, unit.inner_size.width_mm, unit.inner_size.height_mm = 400, 300, 250
    return unit


def _plan() -> packing_pb2.PackingPlan:
    plan = packing_pb2.PackingPlan()
    load = plan.loads.add(id="C1", load_unit_id="box & lid", gross_weight_g=5_400, fill_share=0.4)
    for step, (name, x, y, z, dx, dy, dz) in enumerate(ROWS, 1):
        one = load.placements.add(item_id=name, step=step, x_mm=x, y_mm=y, z_mm=z)
        one.size.length_mm, one.size.width_mm, one.size.height_mm = dx, dy, dz
    plan.unpacked.add(item_id="Ski", quantity=2, explanation="<i>too long</i>")
    return plan


def test_each_step_has_a_picture_of_its_own() -> None:
    pictures = load_pictures(_plan().loads[0], _unit())
    assert len(pictures) == len(ROWS)
    for step, picture in enumerate(pictures, 1):
        root = ElementTree.fromstring(picture)  # noqa: S314
        shapes = root.findall(".//{*}polygon")
        assert len(shapes) == 3 + 3 * step  # the room and every piece that is in
        assert [text.text for text in root.findall(".//{*}text")] == [str(step)]
        assert root.attrib["aria-label"].startswith(f"Step {step}: ")


def test_what_is_hidden_on_every_side_is_left_out() -> None:
    places = [(x, y, z) for x in (4, 3, 2, 1, 0) for y in (4, 3, 2, 1, 0) for z in range(5)]
    pieces = [Piece("a", (10 * x, 10 * y, 10 * z), (10, 10, 10)) for x, y, z in places]
    pictures = StepPictures((50, 50, 50), pieces, "p")
    # On the left, at the front or on top: 61 of 125; three sides each, and those of the room.
    assert pictures.picture(125, 125).count("<polygon") == 3 + 3 * 61
    assert pictures.picture(125, 125, shared=True).count("<use") == 60
    # Before the last wall is in, the one behind it is seen.
    assert pictures.picture(100, 100).count("<polygon") == 3 + 3 * 52
    # Drawn as new, hidden or not, each is there.
    assert pictures.picture(1, 125).count("<text") == 125


def _row_of_cubes(count: int) -> tuple[LoadUnit, PackingPlan]:
    unit = LoadUnit(id="long", inner_size=Size(length_mm=10 * count, width_mm=10, height_mm=10))
    cube = Size(length_mm=10, width_mm=10, height_mm=10)
    placements = tuple(
        Placement(item_id="a", step=i + 1, x_mm=10 * i, y_mm=0, z_mm=0, size=cube)
        for i in range(count)
    )
    return unit, PackingPlan(loads=(Load(id="C1", load_unit_id="long", placements=placements),))


def test_an_answer_holds_a_picture_for_each_step_and_a_page() -> None:
    unit, plan = _row_of_cubes(5)
    found = instruct([unit], plan)
    assert [(one.load_id, one.first_step, one.last_step) for one in found.pictures] == [
        ("C1", step, step) for step in range(1, 6)
    ]
    assert all(ElementTree.fromstring(one.svg) is not None for one in found.pictures)  # noqa: S314
    assert found.page.count('class="step"') == 5


def test_pictures_of_an_answer_are_bounded() -> None:
    unit, plan = _row_of_cubes(300)
    many = plan.model_copy(update={"loads": plan.loads * 4})
    pictures = instruct([unit], many).pictures
    # 150 pictures of a load show 22,650 boxes.
    assert len(pictures) == 300
    assert sum(one.last_step for one in pictures) <= MOST_DRAWN


def test_nearer_boxes_are_painted_later() -> None:
    # Behind, beside, below: whatever the order of loading, the hidden box comes first.
    far = Piece("far", (0, 50, 0), (50, 50, 50))
    near = Piece("near", (0, 0, 0), (50, 50, 50))
    top = Piece("top", (0, 0, 50), (50, 50, 50))
    for pieces in permutations((far, near, top)):
        order = StepPictures((100, 100, 100), pieces, "p")._order
        assert [pieces[i].item_id for i in order] == ["far", "near", "top"]


def test_very_many_pieces_share_pictures() -> None:
    pieces = [Piece("a", (10 * i, 0, 0), (10, 10, 10)) for i in range(2 * MOST_PICTURES + 1)]
    steps = StepPictures((10_000, 10, 10), pieces, "p").steps
    assert len(steps) <= MOST_PICTURES
    assert steps[0][0] == 1
    assert steps[-1][1] == len(pieces)
    assert all(last + 1 == first for (_, last), (first, _) in pairwise(steps))


def test_page_steps_on_screen_and_prints_a_picture_per_step(tmp_path: Path) -> None:
    page = tmp_path / "order-7.html"
    request = packing_pb2.PackRequest(load_units=[_unit()])
    write_instructions(request, packing_pb2.PackResponse(plan=_plan()), page)
    text = page.read_text(encoding="utf-8")
    assert "Lamp <b>" not in text
    assert not re.search(r"(src|href)=\"(?!#|data:)", text)
    browser = Browser()
    try:
        browser.open(page)
        assert colors_of(browser.screenshot(share=0.3)) > 30
        assert browser.run("document.getElementById('count').textContent") == "5 of 5"
        browser.run("document.getElementById('back').click()")
        assert browser.run("document.getElementById('count').textContent") == "4 of 5"
        browser.run("document.getElementById('first').click()")
        browser.run("document.getElementById('next').click()")
        assert browser.run("document.getElementById('count').textContent") == "1 of 5"
        assert browser.run("document.querySelectorAll('.sheets .step').length") == len(ROWS)
        assert browser.run("getComputedStyle(document.querySelector('.sheets')).display") == "none"
        assert "too long" in browser.run("document.querySelector('.sheets').textContent")
        assert browser.troubles() == []
        assert all(address.startswith("file:") for address in browser.loads())
    finally:
        browser.close()


def test_batch_has_every_order() -> None:
    page = render_instructions([_unit()], [("A", _plan()), ("B", _plan())])
    assert page.count("<section>") == 4
    assert len(set(re.findall(r'<g id="([^"]+)"', page))) == 2 * len(ROWS)
