"""A folder of real orders in the layout of BoxPacker's efficiency test.

`items.csv`: order id, quantity, item id, width, length, depth, weight (mm, g).
`boxes.csv`: name, outer width, length, depth, empty weight, inner width, length, depth, max weight.
Items turn freely, boxes are free in number. x is the width, y the length, z the depth.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

from benchmarks.instances.best_known import BestKnown
from benchmarks.instances.carton_bound import cartons_at_least
from benchmarks.instances.fault import InstanceError
from benchmarks.instances.packing_instance import (
    ContainerRow,
    ItemRow,
    OrderFolder,
    PackingInstance,
)

FILES = ("items.csv", "boxes.csv")


def _whole(where: Path, line: int, words: list[str]) -> list[int]:
    try:
        values = [int(word) for word in words]
    except ValueError as error:
        raise InstanceError(str(where), f"expected whole numbers, found {words}", line) from error
    if min(values) < 0:
        raise InstanceError(str(where), f"expected numbers from 0, found {words}", line)
    return values


def _boxes(path: Path, text: str) -> tuple[ContainerRow, ...]:
    boxes = []
    for line, row in enumerate(csv.reader(io.StringIO(text)), 1):
        if len(row) != 9:
            raise InstanceError(str(path), f"expected 9 columns, found {len(row)}", line)
        outer_w, outer_l, outer_d, tare, width, length, depth, heaviest = _whole(
            path, line, row[1:]
        )
        boxes.append(
            ContainerRow(
                line - 1,
                (width, length, depth),
                (outer_w, outer_l, outer_d),
                tare,
                heaviest,
                row[0],
            )
        )
    if not boxes:
        raise InstanceError(str(path), "holds no boxes")
    return tuple(boxes)


def parse(path: Path, texts: dict[str, str]) -> OrderFolder:
    """Reads the two tables; raises InstanceError. Orders keep the sequence of the file."""
    boxes = _boxes(path / "boxes.csv", texts["boxes.csv"])
    items: dict[str, list[ItemRow]] = {}
    where = path / "items.csv"
    for line, row in enumerate(csv.reader(io.StringIO(texts["items.csv"])), 1):
        if len(row) != 7:
            raise InstanceError(str(where), f"expected 7 columns, found {len(row)}", line)
        quantity, width, length, depth, weight = _whole(where, line, [row[1], *row[3:]])
        if quantity == 0:
            continue
        items.setdefault(row[0], []).append(
            ItemRow(
                line - 1,
                # A sheet of paper may be listed with depth 0; nothing is thinner than 1 mm here.
                (max(1, width), max(1, length), max(1, depth)),
                (True, True, True),
                quantity,
                weight=weight,
            )
        )
    if not items:
        raise InstanceError(str(where), "holds no orders")
    orders = []
    bound = 0
    for order, rows in items.items():
        least = cartons_at_least(rows, boxes)
        bound += least
        orders.append(
            PackingInstance(
                order,
                "order",
                "bins",
                tuple(rows),
                boxes,
                BestKnown(float(least), "lower bound", "volume, weight, what cannot share"),
            )
        )
    return OrderFolder(
        path.name or "orders",
        "orders",
        tuple(orders),
        BestKnown(float(bound), "lower bound", "sum of simple bounds per order"),
    )
