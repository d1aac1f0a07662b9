"""The folder of a plan and its table of addresses."""

from __future__ import annotations

import csv
import io

import pytest
from fulfillment.v1 import fulfillment_pb2 as pb
from google.protobuf import json_format

from service.render import render_addresses_csv, write_outputs
from service.render.addresses_csv import COLUMNS, guarded
from tests.service.render.sample import example_day, hostile_day


def test_everything_is_written(tmp_path):
    request, plan = example_day(40)
    paths = write_outputs(request, plan, tmp_path / "new" / "out")
    names = {path.name for path in paths}
    assert {"plan.json", "map.html", "loads.html", "timetable.html", "addresses.csv"} <= names
    assert sum(name.startswith("route-sheet-") for name in names) == len(plan.routes)
    assert all(path.stat().st_size > 500 for path in paths)
    text = (tmp_path / "new" / "out" / "plan.json").read_text(encoding="utf-8")
    assert json_format.Parse(text, pb.PlanFulfillmentResponse()).plan == plan
    assert write_outputs(request, plan, tmp_path / "new" / "out") == paths


def test_the_table_has_a_row_for_each_order():
    request, plan = example_day()
    rows = list(csv.DictReader(io.StringIO(render_addresses_csv(request, plan), newline="")))
    assert [row["order_id"] for row in rows] == [order.id for order in request.orders]
    assert tuple(rows[0]) == COLUMNS
    for row, order in zip(rows, request.orders, strict=True):
        assert row["text"] in {order.address_text, f"'{order.address_text}"}
    known = next(row for row in rows if row["latitude"])
    assert known["verdict"] == "accept"
    assert known["level"] == "house"
    assert 47 < float(known["latitude"]) < 48
    unknown = [row for row in rows if not row["latitude"]]
    assert unknown
    assert all(row["longitude"] == row["radius_m"] == "" for row in unknown)


@pytest.mark.parametrize(
    "text", ["=1+1", "+423 555", "-2", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "＠x"]
)
def test_formulas_are_guarded(text):
    assert guarded(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "Im Riet 5", "5=6", "a@b.li", "'x"])
def test_other_text_is_left_alone(text):
    assert guarded(text) == text


def test_no_cell_of_a_hostile_day_is_a_formula():
    request, plan = hostile_day()
    for row in csv.reader(io.StringIO(render_addresses_csv(request, plan), newline="")):
        for cell in row:
            if not cell.lstrip("-").replace(".", "").isdigit():
                assert not cell.lstrip().startswith(("=", "+", "-", "@")), cell


def test_far_south_figures_stay_figures():
    request, plan = hostile_day()
    rows = csv.DictReader(io.StringIO(render_addresses_csv(request, plan), newline=""))
    assert any(row["latitude"].startswith("-1") for row in rows)
