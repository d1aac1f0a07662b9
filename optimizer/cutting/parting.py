"""An order in several boxes where that is better than in one.

Up to a few pieces every partition is tried. Beyond, the order is split where sizes jump, and the
better of two splits is split again while that pays. A box of each part, made or from the catalogue,
is asked for by `box_of`; cartons of a limited stock are counted over all parts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from optimizer.budget import Budget
from optimizer.cutting.right_sized_model import BoxSource, FittedBox
from optimizer.packing.model import Item

Rank = tuple[float, int]
BoxOf = Callable[[tuple[Item, ...], Counter[str]], FittedBox | None]

EVERY_PARTITION_PIECES = 6
MOST_SPLITS = 40
"""Places where the pieces in order of size are split, spread evenly when there are more."""


@dataclass(frozen=True)
class Parting:
    """How an order may be parted: at most `most_boxes`; `together` are groups that stay in one box,
    `stock` is that of the cartons which have one.
    """

    items: tuple[Item, ...]
    most_boxes: int
    box_of: BoxOf
    rank: Callable[[FittedBox], Rank]
    together: frozenset[str]
    stock: dict[str, int]

    def best(self, single: FittedBox, budget: Budget) -> list[FittedBox] | None:
        """Several boxes that are better than the single one; None when there are none."""
        pieces = [
            item.model_copy(update={"quantity": 1})
            for item in self.items
            for _ in range(item.quantity)
        ]
        found = [single]
        if len(pieces) <= EVERY_PARTITION_PIECES:
            found = self._of_every_partition(pieces, found, budget)
        if found == [single]:
            found = self._split_again(pieces, found, budget)
        return None if found == [single] else found

    def total(self, boxes: Sequence[FittedBox]) -> Rank:
        """What the objective compares of several boxes."""
        ranks = [self.rank(box) for box in boxes]
        return sum(r[0] for r in ranks), sum(r[1] for r in ranks)

    def in_stock(self, boxes: Sequence[FittedBox]) -> bool:
        """Whether there are as many of each carton as the boxes take."""
        used = cartons_of(boxes)
        return all(used[name] <= stock for name, stock in self.stock.items())

    def _of_every_partition(
        self, pieces: Sequence[Item], found: list[FittedBox], budget: Budget
    ) -> list[FittedBox]:
        boxed: dict[tuple[str, ...], FittedBox | None] = {}
        for parts in sorted(_partitions(range(len(pieces)), self.most_boxes), key=len):
            groups = [[pieces[i] for i in part] for part in parts]
            if len(groups) < 2 or self._parts_a_group(groups):
                continue
            boxes = []
            for group in groups:
                key = tuple(sorted(piece.id for piece in group))
                if key not in boxed:
                    if budget.expired():
                        return found
                    boxed[key] = self.box_of(merged(self.items, group), Counter())
                box = boxed[key]
                if box is None:
                    break
                boxes.append(box)
            if (
                len(boxes) == len(groups)
                and self.total(boxes) < self.total(found)
                and self.in_stock(boxes)
            ):
                found = boxes
        return found

    def _split_again(
        self, pieces: list[Item], found: list[FittedBox], budget: Budget
    ) -> list[FittedBox]:
        parts = [(pieces, found[0])]
        at = 0
        while at < len(parts) < self.most_boxes and not budget.expired():
            own, box = parts[at]
            others = [part for number, part in enumerate(parts) if number != at]
            better = self._split(own, box, others, budget)
            if better is None:
                at += 1
                continue
            parts = [*better, *others]
            at = 0
        return [box for _, box in parts]

    def _split(
        self,
        pieces: list[Item],
        box: FittedBox,
        others: Sequence[tuple[list[Item], FittedBox]],
        budget: Budget,
    ) -> list[tuple[list[Item], FittedBox]] | None:
        """The best two boxes of a part, where they are better than its one."""
        best = None
        least = self.rank(box)
        taken = cartons_of([other for _, other in others])
        for key in (_bulk, _longest):
            ordered = sorted(pieces, key=key)
            for cut in range(1, len(ordered), max(1, len(ordered) // MOST_SPLITS)):
                if budget.expired():
                    return best
                sides = [ordered[:cut], ordered[cut:]]
                if self._parts_a_group([*sides, *(own for own, _ in others)]):
                    continue
                boxes: list[FittedBox] = []
                for side in sides:
                    own = self.box_of(merged(self.items, side), taken + cartons_of(boxes))
                    if own is None:
                        break
                    boxes.append(own)
                if len(boxes) == 2 and self.total(boxes) < least:
                    best, least = list(zip(sides, boxes, strict=True)), self.total(boxes)
        return best

    def _parts_a_group(self, parts: Sequence[Sequence[Item]]) -> bool:
        """Whether a group that is to stay together would lie in two boxes."""
        return any(
            sum(any(group in piece.groups for piece in part) for part in parts) > 1
            for group in self.together
        )


def cartons_of(boxes: Sequence[FittedBox]) -> Counter[str]:
    """How many of each carton the boxes take."""
    return Counter(box.carton_id for box in boxes if box.source != BoxSource.MADE)


def merged(items: Sequence[Item], pieces: Sequence[Item]) -> tuple[Item, ...]:
    """Single pieces as items with their quantities, in the order of the request."""
    count = Counter(piece.id for piece in pieces)
    return tuple(
        item.model_copy(update={"quantity": count[item.id]}) for item in items if item.id in count
    )


def _bulk(item: Item) -> int:
    return item.size.volume_mm3


def _longest(item: Item) -> int:
    return max(item.size.length_mm, item.size.width_mm, item.size.height_mm)


def _partitions(things: Sequence[int], most: int) -> Iterator[list[list[int]]]:
    """Every partition of a few things into at most so many parts."""
    if not things:
        yield []
        return
    head, rest = things[0], things[1:]
    for parts in _partitions(rest, most):
        if len(parts) < most:
            yield [[head], *parts]
        for i in range(len(parts)):
            yield [*parts[:i], [head, *parts[i]], *parts[i + 1 :]]
