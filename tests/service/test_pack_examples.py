"""The packing examples are sound requests that a plan is found for."""

from __future__ import annotations

from pathlib import Path

import pytest
from fulfillment.v1 import packing_pb2
from google.protobuf import json_format

import service.examples
from optimizer.budget import Budget
from optimizer.packing import pack
from service.requests import read_request

FOLDER = Path(service.examples.__file__).parent


@pytest.mark.parametrize(
    ("name", "most_loads", "most_left"),
    [("pack_pallet_with_drops", 2, 0), ("pack_truck_with_axles", 1, 1)],
)
def test_example_is_packed(name: str, most_loads: int, most_left: int) -> None:
    text = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    request = json_format.Parse(text, packing_pb2.PackRequest())
    plan = pack(read_request(request).checked(), Budget.work(40, seed=1)).plan
    assert len(plan.loads) <= most_loads
    assert sum(left.quantity for left in plan.unpacked) <= most_left
