"""Captured requests replay to the same answer, without ids and places when asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from fulfillment.v1 import address_pb2, fulfillment_pb2, packing_pb2, routing_pb2
from google.protobuf import json_format

from benchmarks.__main__ import main
from benchmarks.instances import InstanceError, PackingInstance, RoutingInstance, load, parse
from benchmarks.judge import judge
from benchmarks.peers.own import Own
from benchmarks.replay import replay
from optimizer.budget import Budget
from service.convert.capture import CaptureError, anonymised, capture, read_capture


def size(length: int, width: int, height: int) -> dict[str, int]:
    return {"length_mm": length, "width_mm": width, "height_mm": height}


PACK = json_format.ParseDict(
    {
        "items": [
            {
                "id": "tea",
                "size": {"length_mm": 90, "width_mm": 60, "height_mm": 40},
                "quantity": 7,
            },
            {
                "id": "tin",
                "size": {"length_mm": 50, "width_mm": 50, "height_mm": 50},
                "quantity": 3,
            },
        ],
        "load_units": [{"id": "box", "inner_size": size(200, 150, 100)}],
        "rules": {"min_support_share": 0},
        "search": {"seed": 5, "time_limit": "2s"},
    },
    packing_pb2.PackRequest(),
)


def routes(**more: object) -> routing_pb2.PlanRoutesRequest:
    places = [
        {
            "id": f"p{k}",
            "position": {"latitude_deg": 47 + k / 100, "longitude_deg": 179.99 - k / 50},
        }
        for k in range(5)
    ]
    request = {
        "places": places,
        "depots": [{"id": "yard", "place_id": "p0", "time_zone": "Europe/Vaduz"}],
        "shipments": [
            {
                "id": f"s{k}",
                "deliveries": [{"place_id": f"p{k}"}],
                "loads": [{"dimension": "kg", "amount": 2}],
            }
            for k in range(1, 5)
        ],
        "vehicles": [
            {
                "id": f"van{k}",
                "start_depot_id": "yard",
                "end_depot_id": "yard",
                "capacities": [{"dimension": "kg", "limit": {"maximum": 5}}],
            }
            for k in range(2)
        ],
        **more,
    }
    return json_format.ParseDict(request, routing_pb2.PlanRoutesRequest())


def matrix(count: int = 5) -> dict[str, object]:
    cells = [100 * abs(a - b) for a in range(count) for b in range(count)]
    names = [f"p{k}" for k in range(count)]
    return {"matrix": {"place_ids": names, "distances_m": cells, "durations_s": cells}}


def test_replays_to_the_same_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    kept = capture("PackingService/Pack", PACK, version="0.1.0", settings={"workers": 2})
    assert kept.seed == 5
    file = tmp_path / "pack.json"
    kept.save(file)
    again = read_capture(str(file), file.read_text(encoding="utf-8"))
    assert again == kept
    digest = replay(kept).digest
    assert main(["replay", str(file), "--expect", digest]) == 0
    assert digest in capsys.readouterr().out
    assert main(["replay", str(file), "--expect", "0" * 16]) == 1


def test_anonymous_routes_cost_the_same():
    request = routes()
    hidden = anonymised(request)
    text = json_format.MessageToJson(hidden)
    assert not any(word in text for word in ("yard", "van", "p1", "s1", "179.9"))
    assert "Europe/Vaduz" in text
    open_ = replay(capture("RoutingService/PlanRoutes", request, version=""))
    closed = replay(capture("RoutingService/PlanRoutes", request, version="", anonymise=True))
    assert open_.summary == closed.summary


def test_what_lives_on_texts_cannot_be_anonymised():
    day = fulfillment_pb2.PlanFulfillmentRequest(orders=[fulfillment_pb2.Order(id="o1")])
    with pytest.raises(CaptureError, match="o1"):
        capture("FulfillmentService/PlanFulfillment", day, version="", anonymise=True)
    with pytest.raises(CaptureError, match="cannot be anonymised"):
        anonymised(address_pb2.RecognizeRequest(text="张三"))
    with pytest.raises(CaptureError, match="cannot be captured"):
        capture("CourierService/GetRoute", PACK, version="")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{", "is not JSON"),
        ("{}", "is not in the format"),
        ('{"format": "fulfillment-capture/1", "method": "X/Y"}', "unknown method"),
        (
            '{"format": "fulfillment-capture/1", "method": "PackingService/Pack",'
            ' "request": {"boxes": 1}}',
            "request:",
        ),
        (
            '{"format": "fulfillment-capture/1", "method": "PackingService/Pack", "request": {}}',
            "items",
        ),
        (
            '{"format": "fulfillment-capture/1", "method": "AddressService/Recognize"}',
            "by a server only",
        ),
    ],
)
def test_files_that_cannot_be_replayed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, words: str
):
    file = tmp_path / "capture.json"
    file.write_text(text)
    assert main(["replay", str(file)]) == 2
    assert words in capsys.readouterr().err


def test_captures_are_own_files_for_every_engine(tmp_path: Path):
    packed, routed = tmp_path / "pack.json", tmp_path / "routes.json"
    capture("PackingService/Pack", PACK, version="").save(packed)
    capture("RoutingService/PlanRoutes", routes(travel=matrix()), version="").save(routed)
    for file, kind in ((packed, PackingInstance), (routed, RoutingInstance)):
        instance = parse(load(file))
        assert isinstance(instance, kind)
        outcome = Own().solve(instance, Budget.work(50), 0.0)
        assert outcome.solution is not None
        assert judge(instance, outcome.solution).feasible


def test_what_peers_cannot_be_given_is_named(tmp_path: Path):
    file = tmp_path / "routes.json"
    capture("RoutingService/PlanRoutes", routes(), version="").save(file)
    with pytest.raises(InstanceError, match="travel times that are not distances"):
        parse(load(file))
