"""A packing problem as flat arrays, and what can be said about it before any search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.packing.kernels.arrays import Goods, Kinds, Longs, Rates
from optimizer.packing.kernels.pricing import charge_of, price_of
from optimizer.packing.model import (
    Item,
    PackingObjective,
    PackingProblem,
    UprightDimension,
)
from optimizer.packing.rates import billed_weight_g, is_over_size
from optimizer.shapes import Size

NO_LIMIT = 1 << 60
"""Net weight of a unit without a limit, larger than any possible load."""
_COMPARED_AT_ONCE = 100_000


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
    def to_pack(self) -> Longs:
        """T: packable pieces of each type."""
        return np.where(self.packable, self.quantity, 0)

    @cached_property
    def all_pieces(self) -> int:
        """Number of packable pieces."""
        return int(self.to_pack.sum())

    @cached_property
    def all_volume(self) -> int:
        """Cubic millimetres of the packable pieces."""
        return int(self.to_pack @ self.goods.size)

    @cached_property
    def all_weight(self) -> int:
        """Grams of the packable pieces."""
        return int(self.to_pack @ self.goods.weight)

    @cached_property
    def might_take_all(self) -> NDArray[np.bool_]:
        """K: the kind takes each packable piece alone, the whole volume and the whole weight."""
        each = (self.goes_in | ~self.packable[:, None]).all(axis=0)
        roomy = self.capacity >= self.all_volume
        strong = self.kinds.net_weight >= self.all_weight
        return np.asarray(each & roomy & strong)

    def price_of(self, kind: int, contents_g: int) -> int:
        """First price of a unit of a kind with contents of this weight."""
        if not len(self.kinds.rates.limits):
            return int(self.kinds.price[kind])
        return int(price_of(self.kinds, kind, contents_g))


def build_instance(problem: PackingProblem) -> Instance:
    """Flat arrays of a valid problem."""
    turn_rows: list[tuple[int, int, int]] = []
    first_turn = [0]
    volumes = []
    # What a sequence may be sorted by: volume, longest side, largest face, middle side.
    traits = []
    for item in problem.items:
        turn_rows.extend(turns_of(item))
        first_turn.append(len(turn_rows))
        size = item.size
        short, middle, long = sorted((size.length_mm, size.width_mm, size.height_mm))
        volumes.append(short * middle * long)
        traits.append((volumes[-1], long, long * middle, middle))
    turns = np.array(turn_rows, np.int32)
    inner_rows = [
        (unit.inner_size.length_mm, unit.inner_size.width_mm, unit.inner_size.height_mm)
        for unit in problem.load_units
    ]
    inner = np.array(inner_rows, np.int32)
    starts = np.array(first_turn, np.int32)
    # Not all turns against all kinds at once: that may be hundreds of megabytes.
    fits = np.empty((len(volumes), len(inner_rows)), np.bool_)
    step = max(1, _COMPARED_AT_ONCE // len(turns))
    for first in range(0, len(inner), step):
        room = inner[first : first + step].T
        fits_turn = turns[:, :1] <= room[0]
        fits_turn &= turns[:, 1:2] <= room[1]
        fits_turn &= turns[:, 2:] <= room[2]
        fits[:, first : first + step] = np.logical_or.reduceat(fits_turn, starts[:-1])
    capacity = np.array([unit.inner_size.volume_mm3 for unit in problem.load_units], np.int64)
    one = np.ones(len(inner_rows), np.int64)
    fixed, carried = _carrier_terms(problem)
    rates = _NO_RATES
    least_cost = fixed
    if problem.rate_table is not None and problem.objective is PackingObjective.LOWEST_COST:
        rates = _carrier_rates(problem)
        kinds = range(len(fixed))
        least_cost = fixed + np.array([charge_of(rates, kind, 0) for kind in kinds], np.int64)
    price, second = {
        PackingObjective.FEWEST_UNITS: (one, capacity),
        PackingObjective.LOWEST_COST: (least_cost, one),
        PackingObjective.LEAST_AIR: (capacity, one),
        PackingObjective.MOST_VOLUME: (one, capacity),
    }[problem.objective]
    goods = Goods(
        first_turn=starts,
        turns=turns,
        least=np.minimum.reduceat(turns, starts[:-1], axis=0),
        weight=np.array([item.weight_g for item in problem.items], np.int64),
        size=np.array(volumes, np.int64),
        traits=np.array(traits, np.float64),
    )
    net_weight = [
        NO_LIMIT
        if unit.max_gross_weight_g is None
        else unit.max_gross_weight_g - unit.tare_weight_g
        for unit in problem.load_units
    ]
    if carried is not None:
        net_weight = [min(own, most) for own, most in zip(net_weight, carried, strict=True)]
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
            fixed=fixed,
            rates=rates,
        ),
        capacity=capacity,
        fits=fits,
    )


def _carrier_terms(problem: PackingProblem) -> tuple[Longs, list[int] | None]:
    """Per kind what is paid whatever it weighs, and the most contents that the carrier takes."""
    units = problem.load_units
    fixed = np.array([unit.cost_minor or 0 for unit in units], np.int64)
    table = problem.rate_table
    zone = None if table is None else table.zone(problem.rate_zone_id)
    if table is None or zone is None:
        return fixed, None
    for kind, unit in enumerate(units):
        fixed[kind] += sum(
            surcharge.surcharge_cost_minor
            for surcharge in table.surcharges
            if is_over_size(surcharge, unit.carrier_size)
        )
    if zone.extra_step_g is not None:
        return fixed, None
    most = zone.steps[-1].max_weight_g // table.rounding_step_g * table.rounding_step_g
    return fixed, [
        most - unit.tare_weight_g
        if billed_weight_g(table, unit.carrier_size, unit.tare_weight_g) <= most
        else -1
        for unit in units
    ]


def _no_rates() -> Rates:
    nothing = np.zeros(0, np.int64)
    return Rates(
        limits=nothing,
        charges=nothing,
        extra=np.zeros(2, np.int64),
        rounding=1,
        heavy_over=np.zeros((0, 0), np.int64),
        heavy_cost=nothing,
        volumetric=nothing,
        tare=nothing,
    )


_NO_RATES = _no_rates()


def _carrier_rates(problem: PackingProblem) -> Rates:
    """The order's zone as arrays; surcharges that depend on weight only for the kinds they hit."""
    table = problem.rate_table
    zone = None if table is None else table.zone(problem.rate_zone_id)
    if table is None or zone is None:
        return _NO_RATES
    units = problem.load_units
    heavy = [
        (
            [
                (
                    NO_LIMIT
                    if is_over_size(surcharge, unit.carrier_size)
                    else surcharge.over_weight_g
                )
                for unit in units
            ],
            surcharge.surcharge_cost_minor,
        )
        for surcharge in table.surcharges
        if surcharge.over_weight_g is not None
    ]
    divisor = table.divisor_cm3_per_kg
    return Rates(
        limits=np.array([step.max_weight_g for step in zone.steps], np.int64),
        charges=np.array([step.parcel_cost_minor for step in zone.steps], np.int64),
        extra=np.array([zone.extra_step_g or 0, zone.extra_step_cost_minor], np.int64),
        rounding=table.rounding_step_g,
        heavy_over=np.array([over for over, _ in heavy], np.int64).reshape(len(heavy), len(units)),
        heavy_cost=np.array([cost for _, cost in heavy], np.int64),
        volumetric=np.array(
            [
                0 if divisor is None else -(-unit.carrier_size.volume_mm3 // divisor)
                for unit in units
            ],
            np.int64,
        ),
        tare=np.array([unit.tare_weight_g for unit in units], np.int64),
    )


def turns_of(item: Item) -> list[tuple[int, int, int]]:
    """Every (dx, dy, dz) the item may take, without repetition, the given one first if allowed."""
    size: Size = item.size
    length, width, height = size.length_mm, size.width_mm, size.height_mm
    allowed = item.upright_dimensions
    found: dict[tuple[int, int, int], None] = {}
    for up, dx, dy, dz in (
        (UprightDimension.HEIGHT, length, width, height),
        (UprightDimension.WIDTH, length, height, width),
        (UprightDimension.LENGTH, height, width, length),
    ):
        if not allowed or up in allowed:
            found[dx, dy, dz] = None
            if not item.fixed_heading:
                found[dy, dx, dz] = None
    return list(found)
