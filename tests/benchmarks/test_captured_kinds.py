"""Captured requests of cutting and dispatch: replayed, and solved side by side."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from google.protobuf import json_format

from benchmarks.__main__ import main
from benchmarks.kinds.captured import METHODS as COMPARED
from benchmarks.kinds.captured import Captured
from benchmarks.kinds.dock_days import draw_day
from benchmarks.kinds.picking_batches import draw_orders
from benchmarks.kinds.worker import KindJob, measured
from benchmarks.peers.own import NAME
from benchmarks.records import read
from benchmarks.replay import DOORS, replay
from optimizer.dispatch import PickingPolicy
from service.convert import to_message
from service.convert.capture import METHODS, capture, read_capture

SIZE = {"length_mm": 90, "width_mm": 60, "height_mm": 40}
BOX = {"length_mm": 400, "width_mm": 300, "height_mm": 200}

REQUESTS: dict[str, dict[str, object]] = {
    "CuttingService/CutSheets": {
        "rectangles": [{"id": "a", "length_mm": 300, "width_mm": 200, "quantity": 5}],
        "sheets": [{"id": "s", "length_mm": 700, "width_mm": 500}],
        "drawing_formats": ["DRAWING_FORMAT_SVG"],
    },
    "CuttingService/LayFlat": {"boxes": [{"id": "b", "inner_size": SIZE}]},
    "CuttingService/RightSize": {
        "items": [{"id": "tea", "size": SIZE, "quantity": 3}],
        "machine": {"minimum": SIZE, "maximum": BOX},
    },
    "CuttingService/ChooseSuite": {
        "orders": [{"id": "o", "items": [{"id": "tea", "size": SIZE, "quantity": 2}]}],
        "size_count": 1,
        "minimum": SIZE,
        "maximum": BOX,
    },
}


def kept(folder: Path, method: str) -> Path:
    """A capture of a small request."""
    drawn = {
        "DispatchService/ScheduleDocks": draw_day("tight", 1, 8, 2, 2),
        "DispatchService/PlanPicking": draw_orders(12, 1, PickingPolicy.S_SHAPE),
    }.get(method)
    if drawn is not None:
        asked = DOORS[method].model.model_validate(dict(drawn))
        request = to_message(asked, METHODS[method], "EUR")
    else:
        request = json_format.ParseDict(REQUESTS[method], METHODS[method]())
    file = folder / f"{method.rpartition('/')[2]}.json"
    capture(method, request, version="0").save(file)
    return file


def test_every_captured_method_is_replayed_or_lives_on_a_server():
    assert set(METHODS) - set(DOORS) == {
        "AddressService/Recognize",
        "FulfillmentService/PlanFulfillment",
    }
    assert set(DOORS) <= set(METHODS)


@pytest.mark.parametrize("method", [*REQUESTS, *COMPARED[-2:]])
def test_the_same_capture_gives_the_same_answer(tmp_path: Path, method: str):
    file = kept(tmp_path, method)
    again = read_capture(str(file), file.read_text(encoding="utf-8"))
    first = replay(again, work_limit=20)
    assert first == replay(again, work_limit=20)
    assert main(["replay", str(file), "--work", "20", "--expect", first.digest]) == 0


@pytest.mark.parametrize("method", COMPARED)
def test_all_engines_of_a_kind_answer_a_capture(tmp_path: Path, method: str):
    task = Captured().task_of(kept(tmp_path, method), 1.0)
    assert task is not None
    assert task.engines[0] == NAME
    assert (len(task.engines) > 1) == method.startswith("DispatchService")
    for engine in task.engines:
        found = measured(KindJob(task, engine, 1.0, work=20))
        assert found["feasible"] or engine == "cp-sat alone", found["faults"]


def test_two_captures_are_compared_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    docks = kept(tmp_path, "DispatchService/ScheduleDocks")
    picking = kept(tmp_path, "DispatchService/PlanPicking")
    out = tmp_path / "out"
    words = ["compare", str(docks), str(picking), "--seconds", "0.5", "--out", str(out)]
    assert main(words) == 0
    runs = [line for line in read(out / "compare.jsonl") if line["record"] == "run"]
    assert {run["instance"] for run in runs} == {docks.name, picking.name}
    assert {"cp-sat alone", "savings rule", NAME} <= {run["engine_asked"] for run in runs}
    assert "PlanPicking.json  savings rule: " in capsys.readouterr().out


def test_a_broken_capture_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    file = kept(tmp_path, "DispatchService/ScheduleDocks")
    given = json.loads(file.read_text(encoding="utf-8"))
    given["request"]["docks"] = []
    file.write_text(json.dumps(given))
    assert main(["compare", str(file)]) == 2
    assert "docks" in capsys.readouterr().err
