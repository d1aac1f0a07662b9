"""Orders of a batch that are alike but for their id: one of them is solved for all."""

from __future__ import annotations

from collections.abc import Iterable

from google.protobuf.message import Message


def twins(orders: Iterable[Message]) -> list[int]:
    """For each order the position of the first one with the same content.

    Empties the ids of the orders, which must be messages with a field `id`.
    """
    first_with: dict[bytes, int] = {}
    positions = []
    for position, order in enumerate(orders):
        order.ClearField("id")
        content = order.SerializeToString(deterministic=True)
        positions.append(first_with.setdefault(content, position))
    return positions
