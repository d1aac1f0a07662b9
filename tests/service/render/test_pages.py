"""Every page: closed to the network, safe from hostile text, complete, the same each time."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest
from fulfillment.v1 import fulfillment_pb2 as pb

from service.render import (
    render_loads,
    render_map,
    render_route_sheets,
    render_timetable,
)
from tests.service.render.sample import HOSTILE, example_day, hostile_day

Pair = tuple[pb.PlanFulfillmentRequest, pb.FulfillmentPlan]


class Reader(HTMLParser):
    """Collects elements with their attributes, the text, and the content of scripts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.scripts: list[str] = []
        self._raw = ""

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self._raw = tag if tag in {"script", "style"} else ""

    def handle_endtag(self, tag):
        self._raw = ""

    def handle_data(self, data):
        if self._raw == "script":
            self.scripts.append(data)
        elif not self._raw:
            self.text.append(data)


def read(page: str) -> Reader:
    reader = Reader()
    reader.feed(page)
    reader.close()
    return reader


def pages(pair: Pair) -> dict[str, str]:
    return {
        "map.html": render_map(*pair),
        "loads.html": render_loads(*pair),
        "timetable.html": render_timetable(*pair),
        **render_route_sheets(*pair),
    }


@pytest.fixture(scope="module")
def day() -> Pair:
    return example_day()


@pytest.fixture(scope="module")
def hostile() -> Pair:
    return hostile_day()


def test_nothing_is_loaded_from_anywhere(day: Pair, hostile: Pair):
    for pair in (day, hostile):
        for name, page in pages(pair).items():
            assert "http:" not in page.replace("http-equiv", ""), name
            assert "https:" not in page, name
            assert "//" not in re.sub(r"</?\w[^>]*>|//[^\n]*", "", page), name
            assert "@import" not in page, name
            assert "url(" not in page, name
            for tag, attributes in read(page).elements:
                assert tag not in {"iframe", "img", "object", "embed", "base", "form", "audio"}
                assert "src" not in attributes
                assert "srcset" not in attributes
                link = attributes.get("href") or ""
                assert link[:1] == "#" or link.partition(":")[0] in {"", "geo", "tel", "data"}, link


def test_the_policy_forbids_the_network(day: Pair):
    for page in pages(day).values():
        policies = [
            attributes["content"]
            for tag, attributes in read(page).elements
            if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
        ]
        assert len(policies) == 1
        rules = dict(rule.strip().split(" ", 1) for rule in str(policies[0]).split(";"))
        assert rules["default-src"] == "'none'"
        assert "unsafe" not in str(policies[0])
        assert re.fullmatch(r"'none'|'sha256-[\w+/=]+'", rules["script-src"])


def test_hostile_text_stays_text(hostile: Pair):
    for name, page in pages(hostile).items():
        reader = read(page)
        assert len(reader.scripts) <= 2, name
        assert not any("alert" in script and "JSON.parse" in script for script in reader.scripts)
        for tag, attributes in reader.elements:
            assert tag != "img"
            assert not any(attribute.startswith("on") for attribute in attributes), (name, tag)
            assert "style" not in attributes
        told = "".join(reader.text) + "".join(
            json.dumps(json.loads(script), ensure_ascii=False)
            for script in reader.scripts
            if script.startswith("{")
        )
        assert "alert(1)" in told, f"the text is missing from {name}"


def test_data_comes_back_as_it_went_in(hostile: Pair):
    for page in (render_map(*hostile), render_loads(*hostile)):
        blocks = [script for script in read(page).scripts if script.startswith("{")]
        assert len(blocks) == 1
        assert HOSTILE in json.dumps(json.loads(blocks[0]), ensure_ascii=False).replace('\\"', '"')


def test_the_map_tells_every_stop_and_every_order_left_out(day: Pair):
    request, plan = day
    data = json.loads(next(s for s in read(render_map(request, plan)).scripts if s[0] == "{"))
    drawn = [stop["order"] for route in data["routes"] for stop in route["stops"]]
    assert drawn == [stop.shipment_id for route in plan.routes for stop in route.route.stops]
    left = {one["order"]: one["reason"] for one in data["leftOut"]}
    assert sorted([*drawn, *left]) == sorted(order.id for order in request.orders)
    assert all(left.values())


def test_the_background_comes_with_its_attribution(day: Pair, hostile: Pair):
    assert "© OpenStreetMap contributors" in render_map(*day)
    assert all(
        "© OpenStreetMap contributors" in page for page in render_route_sheets(*day).values()
    )
    assert "OpenStreetMap" not in render_map(*hostile), "far from any background there is none"


def test_a_sheet_for_each_courier_holds_all_stops(day: Pair):
    request, plan = day
    sheets = render_route_sheets(request, plan)
    assert len(sheets) == len({route.courier_id for route in plan.routes})
    rows = sum(page.count('<td class="n">') for page in sheets.values())
    assert rows == sum(len(route.route.stops) for route in plan.routes)
    assert all(re.fullmatch(r"route-sheet-[\w-]+\.html", name) for name in sheets)


def test_file_names_do_not_leave_their_folder():
    request, plan = example_day(20)
    for i, route in enumerate(plan.routes):
        route.courier_id = ("../../etc/passwd", "..\\", "", "名", "名2", "a/b", "a\\b")[i % 7]
    names = list(render_route_sheets(request, plan))
    assert len(names) == len(plan.routes)
    assert all(re.fullmatch(r"[A-Za-z0-9-]+\.html", name) for name in names)


def test_times_are_those_of_the_center():
    request, plan = example_day(5)
    route = plan.routes[0].route
    route.start_time.seconds = 1_792_890_000  # 2026-10-25 01:00 UTC, the hour that comes twice
    request.center.time_zone = "Europe/Vaduz"
    assert "<dt>Leave</dt><dd>02:00</dd>" in next(iter(render_route_sheets(request, plan).values()))
    request.center.time_zone = "Asia/Kolkata"
    assert "<dt>Leave</dt><dd>06:30</dd>" in next(iter(render_route_sheets(request, plan).values()))


def test_an_empty_plan_makes_pages():
    request, _ = example_day(3)
    empty = pb.FulfillmentPlan()
    assert render_route_sheets(request, empty) == {}
    for pair in ((request, empty), (pb.PlanFulfillmentRequest(), empty)):
        for page in pages(pair).values():
            assert page.startswith("<!doctype html>")


def test_the_timetable_marks_what_is_late(day: Pair):
    page = render_timetable(*day)
    assert page.count('class="bar late"') == 1
    assert "together 4 min late" in page


def test_rendering_is_repeatable(day: Pair):
    assert pages(day) == pages(example_day())
