"""The running service, called over gRPC as a client calls it: latencies and whole days.

A server of its own is started and stopped; nothing of it is imported.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from fulfillment.client import FulfillmentClient
from fulfillment.v1 import address_pb2, fulfillment_pb2, packing_pb2
from google.protobuf import json_format

from address.china.gazetteer import Gazetteer
from benchmarks.address_noise import NoiseMaker
from benchmarks.data import FIXTURES
from benchmarks.instances import OrderFolder, load, parse
from benchmarks.north_star import ORDERS, example_day, grow
from benchmarks.records import Record
from benchmarks.suites.address import histogram

DAYS = (250, 500, 1_000, ORDERS)
STOP_S = 30.0


@contextmanager
def serving(log: Path) -> Iterator[str]:
    """A server on a free port of this machine; its address. Its log goes to `log`."""
    with log.open("w", encoding="utf-8") as errors:
        server = subprocess.Popen(
            [sys.executable, "-m", "service", "serve", "--port", "0"],
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            line = server.stdout.readline() if server.stdout else ""
            if not line.startswith("Serving on "):
                raise RuntimeError(f"the server did not start; see {log}")
            yield line.removeprefix("Serving on ").strip()
        finally:
            server.terminate()
            server.wait(STOP_S)


def run(log: Path, *, days: tuple[int, ...] = DAYS, calls: int = 300) -> Iterator[Record]:
    """Latency of single calls, then days of growing size."""
    with serving(log) as target, FulfillmentClient(target) as client:
        yield _latency("Recognize", _recognize_calls(client, calls))
        yield _latency("Pack", _pack_calls(client))
        for orders in days:
            yield _day(client, orders)


def _latency(name: str, calls: list[Callable[[], object]]) -> Record:
    calls[0]()
    seconds = []
    for call in calls:
        started = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - started)
    ordered = sorted(seconds)
    return {
        "record": "latency",
        "call": name,
        "n": len(ordered),
        "p50_s": ordered[len(ordered) // 2],
        "p95_s": ordered[int(len(ordered) * 0.95)],
        "p99_s": ordered[int(len(ordered) * 0.99)],
        "latency_counts": histogram(seconds),
    }


def _recognize_calls(client: FulfillmentClient, calls: int) -> list[Callable[[], object]]:
    maker = NoiseMaker(Gazetteer.load(), 0)
    requests = [
        address_pb2.RecognizeRequest(text=message.text, region_code="CN")
        for message in maker.messages("light", calls)
    ]
    return [lambda request=request: client.recognize(request) for request in requests]  # type: ignore[misc]


def _pack_calls(client: FulfillmentClient) -> list[Callable[[], object]]:
    folder = parse(load(FIXTURES / "orders"))
    if not isinstance(folder, OrderFolder):
        raise TypeError("the shipped orders are a folder")
    requests = [
        json_format.ParseDict(_pack_request(order), packing_pb2.PackRequest())
        for order in folder.orders
    ]
    return [lambda request=request: client.pack(request) for request in requests]  # type: ignore[misc]


def _pack_request(order: Any) -> dict[str, Any]:
    def size(sides: tuple[int, int, int]) -> dict[str, int]:
        return dict(zip(("length_mm", "width_mm", "height_mm"), sides, strict=True))

    return {
        "items": [
            {
                "id": str(item.row),
                "size": size(item.size),
                "weight_g": item.weight,
                "quantity": item.quantity,
            }
            for item in order.items
        ],
        "load_units": [
            {
                "id": box.name,
                "inner_size": size(box.inner),
                "tare_weight_g": box.tare,
                "max_gross_weight_g": box.max_gross_weight,
            }
            for box in order.containers
        ],
    }


def _day(client: FulfillmentClient, orders: int) -> Record:
    request = json_format.ParseDict(
        grow(example_day(), orders), fulfillment_pb2.PlanFulfillmentRequest()
    )
    started = time.perf_counter()
    response = client.plan_fulfillment(request)
    seconds = time.perf_counter() - started
    summary = json.loads(json_format.MessageToJson(response.plan.summary))
    planned = response.plan.summary.planned_order_count
    return {
        "record": "day",
        "orders": orders,
        "seconds": seconds,
        "orders_per_second": orders / seconds,
        "planned": planned,
        "cost_minor": response.plan.summary.cost.minor_units,
        "currency": response.plan.summary.cost.currency_code,
        "cost_per_planned_order": response.plan.summary.cost.minor_units / max(1, planned),
        "distance_m": response.plan.summary.distance_m,
        "stages": summary.get("stages", []),
    }
