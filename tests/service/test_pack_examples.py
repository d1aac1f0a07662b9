"""The packing examples are sound requests that a plan is found for."""

from __future__ import annotations

from pathlib import Path

import pytest
from fulfillment.v1 import packing_pb2
from google.protobuf import json_format

import service.examples
from optimizer.budget import Budget
from optimizer.packing import PackOrderStatus, pack, pack_batch
from service.requests import read_request

FOLDER = Path(service.examples.__file__).parent


@pytest.mark.parametrize(
    ("name", "most_loads", "most_left"),
    [
        ("pack_pallet_with_drops", 2, 0),
        ("pack_truck_with_axles", 1, 1),
        ("pack_truck_of_like_pieces", 1, 0),
    ],
)
def test_example_is_packed(name: str, most_loads: int, most_left: int) -> None:
    text = (FOLDER / f"{name}.json").read_text(encoding="utf-8")
    request = json_format.Parse(text, packing_pb2.PackRequest())
    rounds = 2 if "like" in name else 150
    plan = pack(read_request(request).checked(), Budget.work(rounds, seed=1)).plan
    assert len(plan.loads) <= most_loads
    assert sum(left.quantity for left in plan.unpacked) <= most_left


def test_example_of_a_batch_has_a_status_for_each_order() -> None:
    text = (FOLDER / "pack_orders.json").read_text(encoding="utf-8")
    request = json_format.Parse(text, packing_pb2.BatchPackRequest())
    results = pack_batch(read_request(request).checked(), Budget.work(20))
    packed, partly, none = (
        PackOrderStatus.PACKED,
        PackOrderStatus.PARTLY_PACKED,
        PackOrderStatus.NOT_PACKED,
    )
    assert [one.status for one in results] == [packed, partly, packed, none, packed]
