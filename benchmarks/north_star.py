"""The day that is tracked over versions: 2,000 orders from address text to route sheet.

Grown from the example day that ships: addresses and goods of its orders are drawn anew with a
seed, fleet, docks and couriers are multiplied with the number of orders.
"""

from __future__ import annotations

import json
import math
import random
from datetime import UTC, datetime
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import Any

from benchmarks.machine import describe
from benchmarks.records import commit

ORDERS = 2_000

HISTORY = Path(__file__).parent / "stored" / "north_star.jsonl"
"""One line per tracked run, oldest first. Seconds are of the machine named in the line."""


def example_day() -> dict[str, Any]:
    """The shipped request, as protobuf JSON."""
    text = files("service.examples").joinpath("liechtenstein_day.json").read_text(encoding="utf-8")
    day: dict[str, Any] = json.loads(text)
    return day


def grow(day: dict[str, Any], orders: int, seed: int = 0) -> dict[str, Any]:
    """A day of `orders` orders in the manner of `day`."""
    draw = random.Random(seed)
    times = math.ceil(orders / len(day["orders"]))
    grown = dict(day)
    grown["orders"] = [
        {
            **draw.choice(day["orders"]),
            "id": f"N-{number:05d}",
            "items": draw.choice(day["orders"])["items"],
        }
        for number in range(1, orders + 1)
    ]
    for name in ("vehicles", "docks", "couriers"):
        grown[name] = [
            {**one, "id": f"{one['id']}-{copy}"} for copy in range(times) for one in day[name]
        ]
    return grown


def track(day: dict[str, Any]) -> None:
    """Appends a measured day to the history."""
    line = {
        "date": datetime.now(UTC).date().isoformat(),
        "version": version("fulfillment-optimizer"),
        "commit": commit(),
        "processor": describe()["processor"],
        "cores": describe()["cores"],
        **{
            name: day[name]
            for name in (
                "orders",
                "planned",
                "seconds",
                "orders_per_second",
                "cost_per_planned_order",
                "currency",
            )
        },
    }
    with HISTORY.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(line) + "\n")


def history() -> list[dict[str, Any]]:
    """Tracked days."""
    if not HISTORY.is_file():
        return []
    return [json.loads(line) for line in HISTORY.read_text(encoding="utf-8").splitlines()]
