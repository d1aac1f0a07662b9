"""A packing problem as flat arrays, and what can be said about it before any search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from optimizer.packing.kernels.arrays import Goods, Kinds, Longs, Rates
from optimizer.packing.kernels.pricing import charge_of, price_of
from optimizer.packing.kernels.surveying import Survey, lay_out, survey
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
    def _survey(self) -> Survey:
        kinds, goods = self.kinds, self.goods
        return Survey(
            *survey(
                self.fits,
                self.quantity,
                goods.weight,
                goods.size,
                kinds.net_weight,
                kinds.stock,
                self.capacity,
            )
        )

    @property
    def goes_in(self) -> NDArray[np.bool_]:
        """T x K: one piece of the type may go alone into a unit of the kind, stock permitting."""
        return self._survey.goes_in

    @property
    def packable(self) -> NDArray[np.bool_]:
        """T: the type goes into some unit."""
        return self._survey.packable

    @property
    def to_pack(self) -> Longs:
        """T: packable pieces of each type."""
        return self._survey.to_pack

    @property
    def usable(self) -> NDArray[np.bool_]:
        """K: some piece goes into a unit of the kind."""
        return self._survey.usable

    @property
    def might_take_all(self) -> NDArray[np.bool_]:
        """K: the kind takes each packable piece alone, the whole volume and the whole weight."""
        return self._survey.might_take_all

    @property
    def all_pieces(self) -> int:
        """Number of packable pieces."""
        return int(self._survey.totals[0])

    @property
    def all_volume(self) -> int:
        """Cubic millimetres of the packable pieces."""
        return int(self._survey.totals[1])

    @property
    def all_weight(self) -> int:
        """Grams of the packable pieces."""
        return int(self._survey.totals[2])

    def price_of(self, kind: int, contents_g: int) -> int:
        """First price of a unit of a kind with contents of this weight."""
        if not len(self.kinds.rates.limits):
            return int(self.kinds.price[kind])
        return int(price_of(self.kinds, kind, contents_g))


def build_instance(problem: PackingProblem) -> Instance:
    """Flat arrays of a valid problem."""
    items, units = problem.items, problem.load_units
    rows = [
        (size.length_mm, size.width_mm, size.height_mm, one.weight_g, one.quantity, _turn_bits(one))
        for one, size in [(item, item.size) for item in items]
    ]
    *_, weight, quantity, allowed = table = np.array(rows, np.int64).T.copy()
    inner_sizes = [unit.inner_size for unit in units]
    inner = np.array([(s.length_mm, s.width_mm, s.height_mm) for s in inner_sizes], np.int32)
    first_turn, turns, least, volume, traits, fits = lay_out(table[:3], allowed, inner)
    terms, carried = _carrier_terms(problem)
    net_weight = [
        NO_LIMIT if most is None else most - unit.tare_weight_g
        for unit, most in [(unit, unit.max_gross_weight_g) for unit in units]
    ]
    if carried is not None:
        net_weight = [min(own, most) for own, most in zip(net_weight, carried, strict=True)]
    net, stock, capacity, fixed, one = np.array(
        [
            net_weight,
            [-1 if unit.stock is None else unit.stock for unit in units],
            [size.length_mm * size.width_mm * size.height_mm for size in inner_sizes],
            terms,
            [1] * len(units),
        ],
        np.int64,
    )
    rates = _NO_RATES
    price, second = one, capacity
    if problem.objective is PackingObjective.LOWEST_COST:
        price, second = fixed, one
        if problem.rate_table is not None:
            rates = _carrier_rates(problem)
            kinds = range(len(units))
            price = fixed + np.array([charge_of(rates, kind, 0) for kind in kinds], np.int64)
    elif problem.objective is PackingObjective.LEAST_AIR:
        price, second = capacity, one
    return Instance(
        problem=problem,
        share=problem.min_support_share,
        goods=Goods(first_turn, turns, least, weight, volume, traits),
        quantity=quantity,
        kinds=Kinds(inner, net, stock, price, second, fixed, rates),
        capacity=capacity,
        fits=fits,
    )


def _carrier_terms(problem: PackingProblem) -> tuple[list[int], list[int] | None]:
    """Per kind what is paid whatever it weighs, and the most contents that the carrier takes."""
    units = problem.load_units
    fixed = [unit.cost_minor or 0 for unit in units]
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


_UP_BITS = {
    UprightDimension.HEIGHT: 0b000011,
    UprightDimension.WIDTH: 0b001100,
    UprightDimension.LENGTH: 0b110000,
}
_AS_HEADED = 0b010101


def _turn_bits(item: Item) -> int:
    """The turns that an item may take, as `lay_out` numbers them."""
    bits = 0
    for up in item.upright_dimensions:
        bits |= _UP_BITS[up]
    bits = bits or 0b111111
    return bits & _AS_HEADED if item.fixed_heading else bits


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
