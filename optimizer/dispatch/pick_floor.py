"""A picking problem as the kernels take it: parts of orders, their picks, what batches weigh."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from optimizer.dispatch.kernels import batching, slots
from optimizer.dispatch.pick_tours import POLICY_CODES
from optimizer.dispatch.picking_model import PickingProblem, PickLine, PickOrder

Longs = NDArray[np.int64]

_RELATED = 24


@dataclass(frozen=True, slots=True)
class Part:
    """What one batch takes of an order: all of it, or its lines in a zone."""

    order: PickOrder
    zone_id: str
    lines: tuple[PickLine, ...]

    @property
    def pieces(self) -> int:
        """Pieces of its lines."""
        return sum(line.quantity for line in self.lines)


def zone_of_aisles(problem: PickingProblem) -> dict[int, int]:
    """Position of the zone of each aisle that has one."""
    return {
        aisle: k
        for k, zone in enumerate(problem.zones)
        for aisle in range(zone.first_aisle, zone.last_aisle + 1)
    }


def parts_of(problem: PickingProblem) -> list[Part]:
    """The parts of all orders: one of each, or one for each zone it touches."""
    if not problem.zone_by_zone:
        return [Part(order, "", order.lines) for order in problem.orders]
    where = zone_of_aisles(problem)
    parts = []
    for order in problem.orders:
        lines = sorted(order.lines, key=lambda line: where[line.aisle])
        parts += [
            Part(order, problem.zones[k].id, tuple(mine))
            for k, mine in groupby(lines, key=lambda line: where[line.aisle])
        ]
    return parts


class Floor:
    """Parts in flat arrays; positions refer to `parts`, each of which fits a cart."""

    def __init__(self, problem: PickingProblem, parts: Sequence[Part]) -> None:
        layout, weights = problem.layout, problem.visit_weights
        self.parts = list(parts)
        length, aisles = layout.aisle_length_mm, layout.aisle_count
        picks = [
            sorted({line.aisle * (length + 1) + layout.depth_mm(line.slot) for line in part.lines})
            for part in parts
        ]
        self.picks = np.array([key for keys in picks for key in keys], np.int64)
        self.first_pick = np.cumsum([0, *map(len, picks)]).astype(np.int64)
        self.pieces = np.array([part.pieces for part in parts], np.int64)
        zones: dict[str, int] = {}
        self.zone = np.array(
            [zones.setdefault(part.zone_id, len(zones)) for part in parts], np.int64
        )
        where = zone_of_aisles(problem)
        self.facts = np.array(
            [
                POLICY_CODES[problem.policy],
                layout.depot_aisle,
                length,
                layout.aisle_pitch_mm,
                problem.cart_piece_limit,
                layout.slot_pitch_mm,
                layout.cross_aisle_gap_mm,
                weights.zone_weight if weights else 0,
                weights.aisle_weight if weights else 0,
                weights.slot_weight if weights else 0,
                *(where.get(aisle, -1) for aisle in range(1, aisles + 1)),
            ],
            np.int64,
        )
        self.words = self._words(aisles, layout.slots_per_aisle)
        self._room = np.empty(len(self.picks) + 1, np.int64)
        self.alone = np.array([self.weigh([i]) for i in range(len(self.parts))], np.int64)

    @property
    def by_points(self) -> bool:
        """True when batches are weighed by what they visit, not by their way."""
        return bool(self.facts[slots.AREA : slots.SLOT + 1].any())

    def _words(self, aisles: int, slots_per_aisle: int) -> Longs:
        if max(aisles, slots_per_aisle) > slots.MOST:
            return np.empty((0, 0), np.int64)
        words = np.zeros((len(self.parts), aisles + 1), np.int64)
        for i, part in enumerate(self.parts):
            for line in part.lines:
                words[i, line.aisle - 1] |= 1 << (line.slot - 1)
                words[i, aisles] |= 1 << (line.aisle - 1)
        return words

    def weigh(self, members: Sequence[int]) -> int:
        """What a batch of some parts weighs: millimetres or points."""
        return self._ask(batching.measure, members)

    def tour(self, members: Sequence[int]) -> int:
        """Length of the tour of some parts, mm."""
        return self._ask(batching.tour, members)

    def _ask(self, kernel: Callable[..., int], members: Sequence[int]) -> int:
        chosen = np.array(members, np.int64)
        parts = self.words, self.picks, self.first_pick
        return int(kernel(self.facts, *parts, chosen, len(chosen), -1, -1, self._room))

    def total(self, batch_of: Longs) -> int:
        """What all batches weigh."""
        return sum(self.weigh(members) for members in self.groups(batch_of))

    def groups(self, batch_of: Longs) -> list[list[int]]:
        """The batches as lists of parts, in order of their first part."""
        found: dict[int, list[int]] = {}
        for i, batch in enumerate(batch_of.tolist()):
            found.setdefault(batch, []).append(i)
        return list(found.values())

    def related(self) -> Longs:
        """For each part the others of its zone whose aisles resemble its own most."""
        n = len(self.parts)
        span = int(self.facts[slots.LENGTH]) + 1
        aisles = self.picks // span
        seen = np.zeros((n, int(aisles.max()) + 1), np.float32)
        owner = np.repeat(np.arange(n), np.diff(self.first_pick))
        seen[owner, aisles] = 1
        shared = seen @ seen.T
        size = seen.sum(axis=1)
        alike = shared / np.maximum(1, size[:, None] + size[None, :] - shared)
        alike[self.zone[:, None] != self.zone[None, :]] = -1
        np.fill_diagonal(alike, -2)
        r = min(_RELATED, n - 1)
        return np.argsort(-alike, axis=1, kind="stable")[:, :r].astype(np.int64)
