"""Proof for small orders: is there any better choice of units at all, and do they hold the pieces?

Very small orders: the cheapest parting of the pieces among units is found by dynamic programming
and each of its units searched through to the end (`kernels/proving.py`); what does not hold is
struck out, until a parting holds or none is better (set partitioning with lazy columns). Others:
choices of units that beat the packing at hand are gone through, best first; most cannot hold the
pieces by volume, weight or shares (see `bound.py`), single units are searched. When nothing better
is left the packing is optimal; what stays open is the new bound. What is still open when there is
time left is asked of constraint programming (`cpsat.py`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import combinations_with_replacement
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimizer.budget import Budget
from optimizer.packing.bound import piece_shares
from optimizer.packing.cpsat import Effort, hold_together
from optimizer.packing.instance import Instance
from optimizer.packing.kernels.arrays import Ints, Longs
from optimizer.packing.kernels.parting import NEVER, cheapest_partings
from optimizer.packing.kernels.proving import FOUND, NOWHERE, UNKNOWN, arrange, sums_up_to
from optimizer.packing.kernels.spaces import carried_area
from optimizer.packing.workbench import FilledUnit, Score

_MOST_PIECES = 40
"""More pieces in one unit are not searched through, only weighed up."""
_MOST_TYPES = 100
_MOST_CHOICES = 400
_MOST_PARTINGS = 600
_MOST_COSTS = 8_000
_MOST_KINDS = 60
_MOST_LINES = 120
_MOST_CELLS = 60_000
_MOST_MODELLED = 160
"""More pieces times units are not asked of constraint programming."""
_LEAST_ASKED_S = 0.1
_SHARE_ASKED = 0.8
"""Share of the time left that one question may take."""
_MOST_EFFORT = 20.0
_STEPS_OF_A_START = 1_000
"""What it takes to set up a search, in steps."""
_JUST_ABOVE_ONE = 1 + 1e-9


class Proof(NamedTuple):
    """`settled`: nothing better than `score` exists. `units`: a better packing that was found.

    `price` is a lower bound on the first price.
    """

    settled: bool
    price: int
    units: list[FilledUnit]


class _Answer(NamedTuple):
    verdict: int
    units: list[FilledUnit]


@dataclass
class _Partings:
    """Every subset of the pieces and what a unit of each kind with just these would cost.

    Costs are first price times `scale` plus second price. `steps` is what one look takes.
    """

    instance: Instance
    parts: Longs
    cost: Longs
    scale: int
    steps: int

    @classmethod
    def of(cls, order: SmallOrder) -> _Partings | None:
        """The table of an order; None when it would be too large."""
        instance, kinds = order.instance, order.instance.kinds
        counts = order.counts[order.counts > 0]
        number = float(np.prod(counts + 1.0))
        scale = int(kinds.second_price.max()) * int(counts.sum()) + 1
        dearest = max(
            instance.price_of(kind, instance.all_weight) for kind in range(len(kinds.price))
        )
        if (
            number > _MOST_PARTINGS
            or number * len(kinds.price) > _MOST_COSTS
            or dearest * scale * int(counts.sum()) >= int(NEVER)
        ):
            return None
        parts = np.zeros((int(number), len(order.counts)), np.int64)
        # The last type counts fastest, as in a number with a digit for each type.
        parts[:, order.counts > 0] = (
            np.indices(tuple((counts + 1).tolist())).reshape(len(counts), -1).T
        )
        weight = parts @ instance.goods.weight
        cost = np.full((len(kinds.price), len(parts)), NEVER)
        for kind in range(len(kinds.price)):
            if kinds.stock[kind] == 0:
                continue
            rows = np.flatnonzero(order.might_hold(kind, parts))
            price = np.full(len(rows), kinds.price[kind])
            if len(kinds.rates.limits):
                billed = [instance.price_of(kind, grams) for grams in weight[rows].tolist()]
                price = np.array(billed, np.int64)
            cost[kind, rows] = price * scale + kinds.second_price[kind]
        steps = 1_000 + len(parts) ** 2 // 20
        return cls(instance, parts, cost, scale, steps)

    def cheapest(self) -> tuple[int, list[tuple[int, int]]]:
        """Cost of the cheapest parting, and its (kind, subset)s."""
        kind_of = self.cost.argmin(axis=0)
        best = np.empty(len(self.parts), np.int64)
        chosen = np.empty(len(self.parts), np.int64)
        cheapest_partings(self.parts, self.cost.min(axis=0), best, chosen)
        rest = len(self.parts) - 1
        parting = []
        while rest and chosen[rest] >= 0:
            part = int(chosen[rest])
            parting.append((int(kind_of[part]), part))
            rest -= part
        return int(best[-1]), parting

    def strike(self, kind: int, part: int) -> None:
        """Notes that no unit of `kind`, nor any within its measures, holds the part or more."""
        inner = self.instance.kinds.inner
        smaller = (inner <= inner[kind]).all(axis=1)
        more = (self.parts >= self.parts[part]).all(axis=1)
        self.cost[np.ix_(smaller, more)] = NEVER


@dataclass
class SmallOrder:
    """What is known about one order, kept from one look to the next."""

    instance: Instance
    counts: Longs
    shares: dict[int, NDArray[np.float64]] = field(default_factory=dict)
    answers: dict[tuple[int, bytes], _Answer] = field(default_factory=dict)
    partings: _Partings | None = None
    steps: int = 0
    asking: Budget | None = None
    """Time for questions to constraint programming; None while there are none."""
    asked: dict[tuple[tuple[int, ...], bytes], _Answer] = field(default_factory=dict)

    def improve_or_prove(self, score: Score, price_bound: int, most_steps: int) -> Proof:
        """Looks through every better choice of units with up to `most_steps` steps of search."""
        self.steps = most_steps
        parted = self._part(score)
        if parted is not None:
            return parted._replace(price=max(price_bound, parted.price))
        choices = self._better_choices(score)
        if choices is None:
            return Proof(False, price_bound, [])
        bound = score.price
        settled = True
        for price, _, kinds in choices:
            answer = self.hold(kinds)
            if answer.verdict == FOUND:
                return Proof(settled, price if settled else min(bound, price), answer.units)
            if answer.verdict == UNKNOWN:
                settled = False
                bound = min(bound, price)
        return Proof(settled, max(price_bound, bound), [])

    def _better_choices(self, score: Score) -> list[tuple[int, int, tuple[int, ...]]] | None:
        """(price, second price, kinds) of every choice that beats the score; None when too many."""
        instance = self.instance
        kinds = instance.kinds
        usable = np.flatnonzero(instance.usable).tolist()
        if not usable:
            return None
        least = int(kinds.price[usable].min())
        if least == 0:
            return None
        most_units = min(score.price // least, int(self.counts.sum()))
        found = []
        seen = 0
        for number in range(1, most_units + 1):
            for chosen in combinations_with_replacement(usable, number):
                seen += 1
                if seen > _MOST_CHOICES:
                    return None
                if number == 1:
                    price = instance.price_of(chosen[0], instance.all_weight)
                else:
                    price = int(kinds.price[list(chosen)].sum())
                second = int(kinds.second_price[list(chosen)].sum())
                if (price, second) < (score.price, score.second):
                    found.append((price, second, chosen))
        return sorted(found)

    def hold(self, kinds: tuple[int, ...]) -> _Answer:
        """Whether these units together hold everything."""
        instance = self.instance
        chosen = list(kinds)
        stock = instance.kinds.stock
        if any(0 <= stock[kind] < chosen.count(kind) for kind in set(chosen)):
            return _Answer(NOWHERE, [])
        if len(kinds) == 1:
            return self._hold_alone(kinds[0], self.counts)
        if (
            int(instance.capacity[chosen].sum()) < instance.all_volume
            or sum(int(instance.kinds.net_weight[kind]) for kind in chosen) < instance.all_weight
        ):
            return _Answer(NOWHERE, [])
        goes_in = instance.goes_in
        present = self.counts > 0
        if not goes_in[present][:, chosen].any(axis=1).all():
            return _Answer(NOWHERE, [])
        least = np.min([self._shares(kind) for kind in set(chosen)], axis=0)
        # Only what is to be packed: of the rest some might go into none of these units.
        needed = least[:, present] @ self.counts[present]
        if float(needed.max()) > len(chosen) * _JUST_ABOVE_ONE:
            return _Answer(NOWHERE, [])
        if len(instance.kinds.rates.limits):
            # What units cost depends on what lies in which.
            return _Answer(UNKNOWN, [])
        return self._ask(kinds, self.counts)

    def _part(self, score: Score) -> Proof | None:
        """The same for very small orders, over all partings; None when they are too many.

        The cheapest parting by what units might hold is searched for real; a unit that does not
        hold its part is struck out, with all that contains the part, until a parting holds or
        none is better than the score.
        """
        if self.partings is None:
            self.partings = _Partings.of(self)
        table = self.partings
        if table is None or score.second >= table.scale:
            return None
        aim = score.price * table.scale + score.second
        while True:
            least, parting = table.cheapest()
            self.steps -= table.steps
            if least >= aim:
                return Proof(True, score.price, [])
            units: list[FilledUnit] = []
            struck = False
            for kind, part in parting:
                answer = self._hold_alone(kind, table.parts[part])
                if answer.verdict == NOWHERE:
                    table.strike(kind, part)
                    struck = True
                units += answer.units
            if struck and self.steps > 0:
                continue
            if struck or len(units) < len(parting) or not self._in_stock(parting):
                return Proof(False, min(score.price, least // table.scale), [])
            return Proof(False, least // table.scale, units)

    def _in_stock(self, parting: list[tuple[int, int]]) -> bool:
        stock = self.instance.kinds.stock
        used = [kind for kind, _ in parting]
        return all(stock[kind] < 0 or used.count(kind) <= stock[kind] for kind in used)

    def might_hold(self, kind: int, parts: Longs) -> NDArray[np.bool_]:
        """For each row of counts whether volume, weight and shares let it into a unit."""
        instance = self.instance
        open_to = instance.goes_in[:, kind]
        found: NDArray[np.bool_] = parts @ instance.goods.size <= instance.capacity[kind]
        found &= parts @ instance.goods.weight <= instance.kinds.net_weight[kind]
        found &= ~(parts[:, ~open_to] > 0).any(axis=1)
        rows = np.flatnonzero(found)
        if len(rows):
            shares = self._shares(kind)
            finite = np.where(np.isfinite(shares), shares, 0.0)
            found[rows] = (parts[rows] @ finite.T).max(axis=1) <= _JUST_ABOVE_ONE
        return found

    def _shares(self, kind: int) -> NDArray[np.float64]:
        if kind not in self.shares:
            shares = piece_shares(self.instance, kind)
            self.shares[kind] = np.where(self.instance.goes_in[:, kind], shares, np.inf)
        return self.shares[kind]

    def _hold_alone(self, kind: int, counts: Longs) -> _Answer:
        """Whether one unit holds these pieces, to the end or until the steps are used up."""
        key = kind, counts.tobytes()
        known = self.answers.get(key)
        if known is not None and (
            known.verdict != UNKNOWN or (self.steps <= 0 and self.asking is None)
        ):
            return known
        if not counts.any():
            answer = _Answer(FOUND, [])
        elif not self.might_hold(kind, counts[None, :])[0]:
            answer = _Answer(NOWHERE, [])
        elif self.steps <= 0:
            answer = _Answer(UNKNOWN, [])
        elif known is not None and self.asking is not None:
            answer = known
        else:
            answer = self._search(kind, counts)
        if answer.verdict == UNKNOWN:
            answer = self._ask((kind,), counts)
        self.answers[key] = answer
        return answer

    def can_be_asked(self, units: int) -> bool:
        """True when so many units with all the pieces are few enough to be asked about."""
        return int(self.counts.sum()) * units <= _MOST_MODELLED

    def _ask(self, kinds: tuple[int, ...], counts: Longs) -> _Answer:
        """Whether these units hold the pieces, by constraint programming if there is time."""
        key = kinds, counts.tobytes()
        if key in self.asked:
            return self.asked[key]
        if (
            self.asking is None
            or self.asking.expired()
            or self.asking.remaining_s() < _LEAST_ASKED_S
            or int(counts.sum()) * len(kinds) > _MOST_MODELLED
        ):
            return _Answer(UNKNOWN, [])
        seconds = _SHARE_ASKED * self.asking.remaining_s()
        shares = {kind: self._shares(kind) for kind in kinds}
        verdict, rows = hold_together(
            self.instance, kinds, counts, shares, Effort(_MOST_EFFORT, seconds, self.asking.seed)
        )
        answer = _Answer(verdict, [])
        if verdict == FOUND:
            stand = all(_stands(unit, self.instance.share) for unit in rows)
            units = [FilledUnit(kind, unit) for kind, unit in zip(kinds, rows, strict=True)]
            answer = _Answer(FOUND, [unit for unit in units if len(unit.rows)])
            if not stand:
                answer = _Answer(UNKNOWN, [])
        self.asked[key] = answer
        return answer

    def _search(self, kind: int, counts: Longs) -> _Answer:
        if counts.sum() > _MOST_PIECES:
            return _Answer(UNKNOWN, [])
        goods = self.instance.goods
        inner = self.instance.kinds.inner[kind].astype(np.int64)
        first_turn, turns, sources = _usable_turns(goods.first_turn, goods.turns, counts, inner)
        lines = [_lines(first_turn, turns, counts, axis, int(inner[axis])) for axis in range(3)]
        # The points are gone through along the axis with the fewest of them first: what must lie
        # side by side is then tried side by side.
        axes = sorted(range(3), key=lambda axis: len(lines[axis]))
        cells = np.prod([len(line) - 1 for line in lines])
        if max(map(len, lines)) > _MOST_LINES or cells > _MOST_CELLS:
            return _Answer(UNKNOWN, [])
        turned = np.ascontiguousarray(turns[:, axes])
        spots: Ints = np.empty((int(counts.sum()), 4), np.int32)
        verdict, steps = arrange(
            first_turn,
            turned,
            goods.size,
            counts.copy(),
            lines[axes[0]],
            lines[axes[1]],
            lines[axes[2]],
            self.steps,
            spots,
        )
        self.steps -= steps + _STEPS_OF_A_START
        if verdict != FOUND:
            return _Answer(int(verdict), [])
        rows: Ints = np.empty((len(spots), 7), np.int32)
        turn = sources[spots[:, 0]]
        rows[:, 0] = np.searchsorted(goods.first_turn, turn, side="right") - 1
        for place, axis in enumerate(axes):
            rows[:, 1 + axis] = spots[:, 1 + place]
        rows[:, 4:] = goods.turns[turn]
        if not _stands(rows, self.instance.share):
            return _Answer(UNKNOWN, [])
        return _Answer(FOUND, [FilledUnit(kind, rows)])


def small_order(instance: Instance) -> SmallOrder | None:
    """The order if it is small enough to be looked at."""
    counts = instance.to_pack
    if not 0 < np.count_nonzero(counts) <= _MOST_TYPES or instance.kind_count > _MOST_KINDS:
        return None
    return SmallOrder(instance, counts)


def _usable_turns(
    first_turn: Ints, turns: Ints, counts: Longs, inner: Longs
) -> tuple[Ints, Ints, Ints]:
    """Turns of the present types that fit the unit, and the row of each in the whole table."""
    kept = []
    starts = [0]
    for t, count in enumerate(counts.tolist()):
        if count:
            rows = range(int(first_turn[t]), int(first_turn[t + 1]))
            kept += [row for row in rows if (turns[row] <= inner).all()]
        starts.append(len(kept))
    sources = np.array(kept, np.int32)
    return np.array(starts, np.int32), np.ascontiguousarray(turns[sources]), sources


def _lines(first_turn: Ints, turns: Ints, counts: Longs, axis: int, inner: int) -> Longs:
    """Low coordinates to be tried on an axis, and the end of the room that can be used.

    Sums in which each piece counts once, or the reduced raster (Terno, Lindemann and Scheithauer
    1987) of sums in which pieces may count again, whichever are fewer.
    """
    least = int(turns[:, axis].min())
    once = np.flatnonzero(sums_up_to(first_turn, turns, counts, axis, inner, False))
    end = int(once[-1])
    normal = once[once <= end - least]
    again = np.flatnonzero(sums_up_to(first_turn, turns, counts, axis, inner, True))
    far = int(again[-1])
    behind = again[np.searchsorted(again, far - again, side="right") - 1]
    raster = np.unique(again[np.searchsorted(again, far - behind, side="right") - 1])
    raster = raster[raster <= far - least]
    if len(raster) < len(normal):
        return np.append(raster, far)
    return np.append(normal, end)


def _stands(rows: Ints, share: float) -> bool:
    """True when each piece has its share of support."""
    if share <= 0:
        return True
    return all(
        row[3] == 0
        or carried_area(rows, len(rows), row[1], row[2], row[3], row[4], row[5])
        >= share * int(row[4]) * int(row[5])
        for row in rows
    )
