"""Faults of sourcing that no single field shows."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.dispatch.sourcing_model import SourcingProblem
from optimizer.faults import Fault, duplicate_id_faults


def sourcing_faults(problem: SourcingProblem) -> list[Fault]:
    """All faults between the fields of `problem`. Never raises."""
    return list(_faults(problem))


def _faults(problem: SourcingProblem) -> Iterator[Fault]:
    yield from duplicate_id_faults("warehouses", problem.warehouses)
    for w, warehouse in enumerate(problem.warehouses):
        seen: set[str] = set()
        for i, line in enumerate(warehouse.stock):
            if line.item_id in seen:
                yield Fault(
                    ("warehouses", w, "stock", i, "item_id"),
                    line.item_id,
                    "is named twice",
                    "give the stock of an item once",
                )
            seen.add(line.item_id)
    yield from duplicate_id_faults("orders", problem.orders)
