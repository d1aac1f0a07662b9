"""A packing instance as its file states it: rows of items, rows of containers."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.instances.best_known import BestKnown


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A row of the file: measures along x, y, z, which of them may point up, and pieces."""

    row: int
    size: tuple[int, int, int]
    upright: tuple[bool, bool, bool]
    quantity: int
    may_turn: bool = True
    weight: int = 0


@dataclass(frozen=True, slots=True)
class ContainerRow:
    """A kind of container. `max_gross_weight` counts the tare; None means no limit."""

    row: int
    inner: tuple[int, int, int]
    outer: tuple[int, int, int] | None = None
    tare: int = 0
    max_gross_weight: int | None = None
    name: str = ""


@dataclass(frozen=True)
class PackingInstance:
    """One problem. `goal` "volume": load the most into one container; "bins": use the fewest."""

    name: str
    kind: str
    goal: str
    items: tuple[ItemRow, ...]
    containers: tuple[ContainerRow, ...]
    best_known: BestKnown | None = None

    @property
    def piece_count(self) -> int:
        """All pieces."""
        return sum(item.quantity for item in self.items)


@dataclass(frozen=True)
class OrderFolder:
    """Many orders from one catalogue, each an instance of its own."""

    name: str
    kind: str
    orders: tuple[PackingInstance, ...]
    best_known: BestKnown | None = None
