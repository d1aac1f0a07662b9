"""py3dbp on orders with a catalogue of cartons.

The package fills given bins; it does not choose them. As a user would, all that is left is tried
in every carton: the smallest that takes everything ends the order, otherwise the one that takes
most volume is filled and the rest goes on. Its packings know no limit on turning and no support.
"""

from __future__ import annotations

import math
import time
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

from benchmarks.instances import ContainerRow, Instance, ItemRow, OrderFolder, PackingInstance
from benchmarks.peers.interface import Outcome
from benchmarks.solution import (
    FilledContainer,
    OrderSolution,
    OrdersSolution,
    PackingSolution,
    PlacedPiece,
)
from optimizer.budget import Budget


class Py3dbpPeer:
    """Greedy, one core; it has no time limit of its own."""

    name = "py3dbp"

    def missing(self) -> str | None:
        """The package."""
        return None if find_spec("py3dbp") else self.name

    def version(self) -> str:
        """Of the package."""
        try:
            return version("py3dbp")
        except PackageNotFoundError:
            return "not installed"

    def refuses(self, instance: Instance) -> str | None:
        """Everything but orders: it turns every piece freely."""
        return None if isinstance(instance, OrderFolder) else "turns every piece freely"

    def warm(self, instance: Instance) -> None:
        """Imports it."""
        import_module("py3dbp")

    def solve(
        self, instance: Instance, budget: Budget, support: float, *, curve: bool = False
    ) -> Outcome:
        """Orders one after the other."""
        if not isinstance(instance, OrderFolder):
            raise TypeError("packs orders only")
        return Outcome(OrdersSolution(tuple(map(_pack_order, instance.orders))), self.name)


def _pack_order(order: PackingInstance) -> OrderSolution:
    started = time.perf_counter()
    left = {item.row: item.quantity for item in order.items}
    boxes = sorted(order.containers, key=lambda box: math.prod(box.inner))
    containers = []
    while any(left.values()):
        filled = [_fill(box, order.items, left) for box in boxes]
        whole = next((f for f in filled if len(f.items) == sum(left.values())), None)
        best = whole or max(filled, key=lambda f: sum(p.dx * p.dy * p.dz for p in f.items))
        if not best.items:
            break
        containers.append(best)
        for piece in best.items:
            left[piece.item] -= 1
    solution = PackingSolution(tuple(containers))
    return OrderSolution(order.name, time.perf_counter() - started, solution)


def _fill(box: ContainerRow, items: tuple[ItemRow, ...], left: dict[int, int]) -> FilledContainer:
    """One carton filled with what it takes of all that is left."""
    py3dbp = import_module("py3dbp")

    packer = py3dbp.Packer()
    payload = 10**9 if box.max_gross_weight is None else box.max_gross_weight - box.tare
    packer.add_bin(py3dbp.Bin(str(box.row), *box.inner, payload))
    for item in items:
        for _ in range(left[item.row]):
            packer.add_item(py3dbp.Item(str(item.row), *item.size, item.weight))
    packer.pack(bigger_first=True, number_of_decimals=0)
    return FilledContainer(box.row, tuple(_piece(item) for item in packer.bins[0].items))


def _piece(item: Any) -> PlacedPiece:
    return PlacedPiece(
        int(item.name), *(int(x) for x in item.position), *(int(x) for x in item.get_dimension())
    )
