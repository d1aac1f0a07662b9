"""The example requests of CuttingService are valid, and are what their script makes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from fulfillment.v1 import cutting_pb2 as pb
from google.protobuf import json_format
from google.protobuf.message import Message

import service.examples
from service.cli import main
from service.examples.make_cutting import requests
from service.requests import read_request

FOLDER = Path(service.examples.__file__).parent
KINDS: dict[str, type[Message]] = {
    "right_size_orders.json": pb.BatchRightSizeRequest,
    "carton_suite.json": pb.ChooseSuiteRequest,
    "blanks.json": pb.LayFlatRequest,
    "cut_sheets.json": pb.CutSheetsRequest,
    "cut_blocks.json": pb.CutBlocksRequest,
}


@pytest.mark.parametrize("name", KINDS)
def test_an_example_has_no_fault(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert not read_request(json_format.Parse(text, KINDS[name]())).violations


def test_the_files_are_what_the_script_makes() -> None:
    day = json.loads((FOLDER / "liechtenstein_day.json").read_text(encoding="utf-8"))
    made = requests(day)
    assert set(made) == set(KINDS)
    for name, request in made.items():
        assert json.loads((FOLDER / name).read_text(encoding="utf-8")) == request


@pytest.mark.parametrize(
    ("command", "name", "answered"),
    [
        (["cut"], "cut_sheets.json", "plan"),
        (["cut-blocks"], "cut_blocks.json", "plan"),
        (["blank"], "blanks.json", "blank_set"),
        (["right-size", "--batch"], "right_size_orders.json", "results"),
        (["suite", "--page", "page.html"], "carton_suite.json", "plan"),
    ],
)
def test_every_command_takes_its_example(
    tmp_path: Path,
    target: str,
    monkeypatch: pytest.MonkeyPatch,
    *,
    command: list[str],
    name: str,
    answered: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    request = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    # Few orders and little time: what is tried here is the way there and back.
    if "orders" in request:
        request["orders"] = request["orders"][:3]
    request["search"] = {"time_limit": "2s"}
    Path("request.json").write_text(json.dumps(request), encoding="utf-8")
    assert main([*command, "request.json", "--server", target, "--out", "answer.json"]) == 0
    assert json.loads(Path("answer.json").read_text(encoding="utf-8"))[answered]
    if "--page" in command:
        assert "<svg" in Path("page.html").read_text(encoding="utf-8")
