"""The demo, small: a real server, a plan over gRPC, files that hold every order."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SMALL = ROOT / "service/examples/liechtenstein_small.json"


def test_demo_plans_and_writes_everything(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "service.demo", "--request", str(SMALL), "--out", str(out)]
    environment = os.environ | {
        "FULFILLMENT_DATA_FOLDER": str(tmp_path / "data"),
        "FULFILLMENT_WORKERS": "1",
    }
    done = subprocess.run(  # noqa: S603 - our own demo
        [*command, "--seconds", "4"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=environment,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for stage in ("addresses", "parcels", "routes", "docks"):
        assert stage in done.stdout
    request = json.loads(SMALL.read_text(encoding="utf-8"))
    ids = [order["id"] for order in request["orders"]]
    plan = json.loads((out / "plan.json").read_text(encoding="utf-8"))["plan"]
    assert [order["order_id"] for order in plan["orders"]] == ids
    planned = {order["order_id"] for order in plan["orders"] if "arrival_time" in order}
    stops = [stop["shipment_id"] for route in plan["routes"] for stop in route["route"]["stops"]]
    assert sorted(stops) == sorted(planned)
    assert all(order.get("reason") for order in plan["orders"] if order["order_id"] not in planned)
    with (out / "addresses.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["order_id"] for row in csv.DictReader(file)] == ids
    assert len(list(out.glob("*sheet*"))) == len(plan["routes"])
    for page in ("map.html", "loads.html"):
        text = (out / page).read_text(encoding="utf-8")
        assert "http://" not in text.replace("http://www.w3.org", "")
        assert planned & {order_id for order_id in ids if order_id in text}
