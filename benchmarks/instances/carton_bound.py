"""Simple lower bounds on the number of cartons of an order: volume, weight, what cannot share.

Two pieces cannot share a carton kind when in no pair of turns they fit side by side along any axis
(two boxes that do not overlap are apart along at least one axis) or weigh too much together.
Volume and weight are counted per set of carton kinds: what fits only flat cartons needs room in
flat cartons.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations_with_replacement, permutations
from math import comb

from benchmarks.instances.packing_instance import ContainerRow, ItemRow

CHOICES_MAX = 50_000


def _turns(item: ItemRow, box: ContainerRow) -> list[tuple[int, ...]]:
    """Orientations in which a piece fits the empty box."""
    return [
        turn
        for turn in set(permutations(item.size))
        if all(side <= room for side, room in zip(turn, box.inner, strict=True))
    ]


def _payload(box: ContainerRow) -> float:
    return float("inf") if box.max_gross_weight is None else box.max_gross_weight - box.tare


def _share(a: ItemRow, b: ItemRow, boxes: Sequence[ContainerRow]) -> bool:
    for box in boxes:
        if a.weight + b.weight > _payload(box):
            continue
        for one in _turns(a, box):
            for other in _turns(b, box):
                if any(p + q <= room for p, q, room in zip(one, other, box.inner, strict=True)):
                    return True
    return False


def cartons_at_least(items: Sequence[ItemRow], boxes: Sequence[ContainerRow]) -> int:
    """No packing of the pieces that fit at all uses fewer cartons. At least 1."""
    homes = [
        frozenset(
            row
            for row, box in enumerate(boxes)
            if item.weight <= _payload(box) and _turns(item, box)
        )
        for item in items
    ]
    fitting = [item for item, home in zip(items, homes, strict=True) if home]
    demands = [_demand(home, items, homes) for home in set(homes) if home]
    count = max(1, _strangers(fitting, boxes))
    while not _enough(count, boxes, demands):
        count += 1
    return count


Demand = tuple[frozenset[int], int, int]


def _demand(
    home: frozenset[int], items: Sequence[ItemRow], homes: Sequence[frozenset[int]]
) -> Demand:
    """Volume and weight of all that fits only into the box kinds of `home`."""
    bound = [item for item, own in zip(items, homes, strict=True) if own and own <= home]
    return (
        home,
        sum(i.size[0] * i.size[1] * i.size[2] * i.quantity for i in bound),
        sum(i.weight * i.quantity for i in bound),
    )


def _enough(count: int, boxes: Sequence[ContainerRow], demands: Sequence[Demand]) -> bool:
    """True when some choice of `count` boxes has room and strength for every demand, or when there
    are too many choices to look at."""
    if comb(len(boxes) + count - 1, count) > CHOICES_MAX:
        return True
    for chosen in combinations_with_replacement(range(len(boxes)), count):
        if all(
            sum(_volume(boxes[row]) for row in chosen if row in home) >= volume
            and sum(_payload(boxes[row]) for row in chosen if row in home) >= weight
            for home, volume, weight in demands
        ):
            return True
    return False


def _volume(box: ContainerRow) -> int:
    return box.inner[0] * box.inner[1] * box.inner[2]


def _strangers(items: Sequence[ItemRow], boxes: Sequence[ContainerRow]) -> int:
    """Pieces no two of which can share: a clique found greedily, largest pieces first."""
    chosen: list[ItemRow] = []
    count = 0
    for item in sorted(items, key=lambda i: -i.size[0] * i.size[1] * i.size[2]):
        if any(_share(item, other, boxes) for other in chosen):
            continue
        alone = item.quantity > 1 and not _share(item, item, boxes)
        chosen.append(item)
        count += item.quantity if alone else 1
    return count
