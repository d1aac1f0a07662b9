"""A packing problem as flat arrays, and what can be said about it before any search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.packing.kernels.arrays import Goods, Kinds, Longs
from optimizer.packing.model import (
    Item,
    PackingObjective,
    PackingProblem,
    UprightDimension,
)
from optimizer.shapes import Size

NO_LIMIT = 1 << 60
"""Net weight of a unit without a limit, larger than any possible load."""


@dataclass(frozen=True, eq=False)
class Instance:
    """Arrays of a problem with T types of piece (its items) and K kinds of unit."""

    problem: PackingProblem
    share: float
    goods: Goods
    quantity: Longs
    kinds: Kinds
    capacity: Longs
    """Inner volume of each kind."""
    fits: NDArray[np.bool_]
    """T x K: some turn of the type fits the kind's measures, whatever the weight and stock."""

    @property
    def type_count(self) -> int:
        return len(self.quantity)

    @property
    def kind_count(self) -> int:
        return len(self.capacity)

    @cached_property
    def goes_in(self) -> NDArray[np.bool_]:
        """T x K: one piece of the type may go alone into a unit of the kind, stock permitting."""
        light = self.goods.weight[:, None] <= self.kinds.net_weight[None, :]
        found: NDArray[np.bool_] = self.fits & light & (self.kinds.stock != 0)[None, :]
        return found

    @cached_property
    def packable(self) -> NDArray[np.bool_]:
        """T: the type goes into some unit."""
        return np.asarray(self.goes_in.any(axis=1))

    @cached_property
    def all_pieces(self) -> int:
        """Number of packable pieces."""
        return int(self.quantity[self.packable].sum())

    @cached_property
    def all_volume(self) -> int:
        """Cubic millimetres of the packable pieces."""
        return int((self.goods.size * self.quantity)[self.packable].sum())

    @cached_property
    def all_weight(self) -> int:
        """Grams of the packable pieces."""
        return int((self.goods.weight * self.quantity)[self.packable].sum())


def build_instance(problem: PackingProblem) -> Instance:
    """Flat arrays of a valid problem."""
    turn_rows: list[tuple[int, int, int]] = []
    first_turn = [0]
    sides = []
    for item in problem.items:
        turn_rows.extend(turns_of(item))
        first_turn.append(len(turn_rows))
        size = item.size
        sides.append(sorted((size.length_mm, size.width_mm, size.height_mm)))
    turns = np.array(turn_rows, np.int32)
    inner_rows = [
        (unit.inner_size.length_mm, unit.inner_size.width_mm, unit.inner_size.height_mm)
        for unit in problem.load_units
    ]
    inner = np.array(inner_rows, np.int32)
    side = np.array(sides, np.float64)
    size_of = np.array([item.size.volume_mm3 for item in problem.items], np.int64)
    starts = np.array(first_turn, np.int32)
    # Kind by kind: all turns against all kinds at once would be hundreds of megabytes.
    fits = np.empty((len(sides), len(inner_rows)), np.bool_)
    for kind, measures in enumerate(inner):
        fits_turn = (turns <= measures).all(axis=1)
        fits[:, kind] = np.logical_or.reduceat(fits_turn, starts[:-1])
    capacity = np.array([unit.inner_size.volume_mm3 for unit in problem.load_units], np.int64)
    one = np.ones(len(inner_rows), np.int64)
    cost = np.array([unit.cost_minor for unit in problem.load_units], np.int64)
    price, second = {
        PackingObjective.FEWEST_UNITS: (one, capacity),
        PackingObjective.LOWEST_COST: (cost, one),
        PackingObjective.LEAST_AIR: (capacity, one),
        PackingObjective.MOST_VOLUME: (one, capacity),
    }[problem.objective]
    goods = Goods(
        first_turn=starts,
        turns=turns,
        least=np.minimum.reduceat(turns, starts[:-1], axis=0),
        weight=np.array([item.weight_g for item in problem.items], np.int64),
        size=size_of,
        # What a sequence may be sorted by: volume, longest side, largest face, middle side.
        traits=np.stack(
            (size_of.astype(np.float64), side[:, 2], side[:, 2] * side[:, 1], side[:, 1]), axis=1
        ),
    )
    net_weight = [
        NO_LIMIT
        if unit.max_gross_weight_g is None
        else unit.max_gross_weight_g - unit.tare_weight_g
        for unit in problem.load_units
    ]
    stock = [-1 if unit.stock is None else unit.stock for unit in problem.load_units]
    return Instance(
        problem=problem,
        share=problem.min_support_share,
        goods=goods,
        quantity=np.array([item.quantity for item in problem.items], np.int64),
        kinds=Kinds(
            inner=inner,
            net_weight=np.array(net_weight, np.int64),
            stock=np.array(stock, np.int64),
            price=price,
            second_price=second,
        ),
        capacity=capacity,
        fits=fits,
    )


def turns_of(item: Item) -> list[tuple[int, int, int]]:
    """Every (dx, dy, dz) the item may take, without repetition, the given one first if allowed."""
    size: Size = item.size
    length, width, height = size.length_mm, size.width_mm, size.height_mm
    allowed = item.upright_dimensions or tuple(UprightDimension)
    found: dict[tuple[int, int, int], None] = {}
    for up, dx, dy, dz in (
        (UprightDimension.HEIGHT, length, width, height),
        (UprightDimension.WIDTH, length, height, width),
        (UprightDimension.LENGTH, height, width, length),
    ):
        if up in allowed:
            found[dx, dy, dz] = None
            if not item.fixed_heading:
                found[dy, dx, dz] = None
    return list(found)
