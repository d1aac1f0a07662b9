"""The pages in a real browser: they draw, they answer, they complain of nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.render import write_outputs
from tests.service.render.browser import Browser, colors_of
from tests.service.render.sample import example_day, hostile_day


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    opened = Browser()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("day")
    write_outputs(*example_day(120), folder)
    return folder


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    write_outputs(*hostile_day(), folder)
    return folder


def clean(browser: Browser) -> None:
    assert browser.troubles() == []
    assert all(address.startswith("file:") for address in browser.loads())


@pytest.mark.parametrize("dark", [False, True])
def test_every_page_draws_without_complaint(browser: Browser, day: Path, dark: bool):
    for page in sorted(day.glob("*.html")):
        browser.open(page, dark=dark)
        assert colors_of(browser.screenshot(share=0.3)) > 30, page.name
        clean(browser)


def test_hostile_text_does_not_run(browser: Browser, hostile: Path):
    for page in sorted(hostile.glob("*.html")):
        browser.open(page)
        assert browser.run("document.images.length") == 0
        assert colors_of(browser.screenshot(share=0.3)) > 10, page.name
        clean(browser)


def test_the_map_moves_and_tells(browser: Browser, day: Path):
    browser.open(day / "map.html")
    assert int(browser.run("document.documentElement.dataset.drawn")) > 100
    before = browser.screenshot()
    browser.drag((800, 400), (700, 300))
    assert browser.screenshot() != before
    browser.run("document.getElementById('none').click()")
    browser.settle()
    assert browser.run("document.documentElement.dataset.drawn") == "0"
    browser.run("document.querySelectorAll('#routes .route button')[1].click()")
    browser.settle()
    stops = browser.run("document.querySelectorAll('.stops button').length")
    assert browser.run("document.documentElement.dataset.drawn") == str(stops)
    browser.run("document.querySelectorAll('.stops button')[2].click()")
    browser.settle()
    assert not browser.run("document.getElementById('card').hidden")
    assert "Stop 3 of" in browser.run("document.getElementById('card').textContent")
    box = browser.run(
        "(() => { const b = document.getElementById('map').getBoundingClientRect();"
        " return [b.left + b.width / 2, b.top + b.height / 2]; })()"
    )
    browser.run("document.querySelector('#card .close').click()")
    browser.click(*box)
    assert "Stop 3 of" in browser.run("document.getElementById('card').textContent")
    clean(browser)


def test_a_carton_turns_and_is_filled_step_by_step(browser: Browser, day: Path):
    browser.open(day / "loads.html")
    pieces = int(browser.run("document.documentElement.dataset.drawn"))
    assert pieces > 1
    before = browser.screenshot()
    browser.drag((800, 380), (650, 330))
    assert browser.screenshot() != before
    browser.run("document.getElementById('back').click()")
    browser.settle()
    assert browser.run("document.documentElement.dataset.drawn") == str(pieces - 1)
    browser.run("document.getElementById('first').click()")
    browser.settle()
    assert browser.run("document.documentElement.dataset.drawn") == "0"
    browser.run("document.querySelectorAll('#orders button')[3].click()")
    browser.settle()
    assert browser.run("document.getElementById('items').children.length") > 0
    clean(browser)


def test_sheets_print_on_paper(browser: Browser, day: Path):
    sheet = sorted(day.glob("route-sheet-*.html"))[0]
    browser.open(sheet)
    assert browser.pdf().startswith(b"%PDF")
    clean(browser)
