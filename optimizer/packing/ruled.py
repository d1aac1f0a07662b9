"""Packing under physical rules: complete at once, better while time remains.

Units are filled one by one in an order of loading (`kernels/placing.py`), pieces of later drops
first. Then a few units at a time are emptied and filled anew from changed orders, and kept when
less is left over, the units cost less, or, all else equal, their contents lie less evenly spread,
so that some unit can be emptied in the end. Where a carrier bills by weight a unit may be left off
at a lighter step of the prices: every first part of a loading is a loading. With several cores
searches of different seeds run side by side.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimizer.budget import Budget
from optimizer.packing.balance import balance
from optimizer.packing.bound import Bounds, lower_bounds
from optimizer.packing.kernels.arrays import Longs
from optimizer.packing.kernels.bearing import MISSES, POSITION, N, Yard
from optimizer.packing.kernels.placing import IN_BLOCKS, UNEVEN, fill_yard, open_yard
from optimizer.packing.model import MAX_PIECES, PackingObjective
from optimizer.packing.ruled_instance import RuledInstance, lying_weight_g

_MOST_POINTS = 700
_SLICE_WORK = 2_000_000
"""Comparisons of boxes between two looks at the clock, some milliseconds."""
_WINDOW = 40
"""Types in a row without a place after which a unit counts as full, in very large problems."""
_MANY = 3_000
_SPARE_SHARE = 0.3
"""Of the time left, what may go into trying more ways than one on the way to a first packing."""
_FIRST_SHARE = 0.1
"""A way that takes more of the time than this for one unit is the only one tried on the first."""
_FILLER_SHARE = 0.1
"""Of the room of a unit that may at most be filled by a type that comes after larger ones."""
_KINDS_TRIED = 8
_MOST_OPENED = 4
_SECOND_PASS = 400
_SECOND_ROUNDS = 400
"""Rounds without gain once what the objective counts first is at its bound."""

_WORTH_SHARING_S = 0.05
_EXCHANGES = 8
"""How often parallel searches take over the best packing of all."""
_ROWS_COUNT = 30.0
"""How much a row of like pieces that leaves nothing over counts, against 100 for the length."""
_BLOCKS_SHARE = 0.4
"""Of fillings drawn at random, those that lay like pieces as blocks."""
_EVEN_SHARE = 0.4
"""Of fillings drawn at random, those that make tops level with each other."""
_FILLINGS = 2
"""Ways in which a unit is filled anew before the fullest is taken."""

Weights = NDArray[np.float64]


class RuledUnit(NamedTuple):
    """A filled unit; rows are (type, x, y, z, dx, dy, dz, nests) in order of loading, as the unit
    lies, not in the frame of the search.
    """

    kind: int
    rows: Longs
    counts: Longs
    volume: int
    price: int


class RuledOutcome(NamedTuple):
    """A finished packing; `left` counts pieces per type that lie in no unit."""

    units: list[RuledUnit]
    left: Longs
    bounds: Bounds
    proved_optimal: bool
    time_limit_reached: bool


@dataclass
class _Way:
    """A way of scoring places, what it filled so far, how often and in how many seconds."""

    weights: Weights
    volume: int = 0
    fillings: int = 0
    seconds: float = 0.0


class _Score(NamedTuple):
    """What is compared, smaller first."""

    loose: int
    price: int
    second: int
    spread: float


def pack_by_rules(instance: RuledInstance, budget: Budget) -> RuledOutcome:
    """Packs what can be packed under the rules; at the deadline the best so far."""
    search = _Search(instance, budget)
    search.construct()
    bounds = lower_bounds(instance.relaxed)
    if not search.is_settled(bounds):
        search.construct_for_few()
    if budget.cores > 1 and budget.remaining_s() > _WORTH_SHARING_S:
        others = [_Search(instance, budget, number) for number in range(1, budget.cores)]
        proved = _improve_together(search, others, bounds, budget)
    else:
        proved = search.improve(bounds, budget)
    return RuledOutcome(search.units, search.left, bounds, proved, not proved and budget.expired())


def _improve_together(
    first: _Search, others: Sequence[_Search], bounds: Bounds, budget: Budget
) -> bool:
    """Improves the packing of the first by all, which go on from the best from time to time."""
    if first.is_settled(bounds):
        return True
    searches = [first, *others]
    with ThreadPoolExecutor(len(searches)) as pool:
        for part in range(_EXCHANGES):
            for other in others:
                other.take_over(first)
            turn = budget.part(1 / (_EXCHANGES - part))
            running = [pool.submit(search.improve, bounds, turn) for search in searches]
            settled = [future.result() for future in running]
            best = min(searches, key=_Search.score)
            if best.score() < first.score():
                first.take_over(best)
            if any(settled) or budget.expired():
                break
    return first.is_settled(bounds)


def make_yard(instance: RuledInstance, pieces: int) -> Yard:
    """Room for filling one unit of any kind with up to so many pieces."""
    n = pieces + max((len(site.fixed) for site in instance.sites), default=0) + 1
    contacts = 8 * n + 256
    return Yard(
        box=np.zeros((n, 6), np.int64),
        type_of=np.zeros(n, np.int64),
        nested=np.zeros(n, np.bool_),
        load=np.zeros(n, np.int64),
        touched=np.zeros(n, np.int64),
        first_contact=np.zeros(n + 1, np.int64),
        low=np.zeros(contacts, np.int64),
        area=np.zeros(contacts, np.int64),
        points=np.zeros((_MOST_POINTS, 4), np.int64),
        in_group=np.zeros(len(instance.group_names), np.int64),
        extra=np.zeros(n, np.int64),
        queue=np.zeros(n, np.int64),
        new_low=np.zeros(n, np.int64),
        new_area=np.zeros(n, np.int64),
        moment=np.zeros(2),
        meta=np.zeros(16, np.int64),
    )


class _Search:
    """Units filled so far, what is left, and the room to fill another."""

    def __init__(self, instance: RuledInstance, budget: Budget, number: int = 0) -> None:
        self.instance = instance
        self.budget = budget
        self.random = np.random.default_rng((budget.seed, number) if number else budget.seed)
        self.units: list[RuledUnit] = []
        items = instance.problem.items
        self.left: Longs = np.array([item.quantity for item in items], np.int64)
        self._weights_g = [item.weight_g for item in items]
        self._grams = np.array(self._weights_g, np.int64)
        self._volume = np.array([item.size.volume_mm3 for item in items], np.int64)
        self._drop = instance.cargo[0].drop[: len(items)]
        self._possible: NDArray[np.bool_] = instance.relaxed.goes_in
        self._yard = make_yard(instance, int(self.left[instance.relaxed.packable].sum()))
        kinds = instance.relaxed.kinds
        self._stock = kinds.stock
        self._price = kinds.price
        self._second = kinds.second_price
        self._room = np.array(
            [unit.inner_size.volume_mm3 for unit in instance.problem.load_units], np.int64
        )
        self._lying = [lying_weight_g(unit) for unit in instance.problem.load_units]
        self._cluster_of = {t: cluster for cluster in instance.clusters for t in cluster}
        self._quantity = self.left.copy()
        self._few = False
        self._known_ways: dict[int, list[_Way]] = {}
        self._distinct: list[RuledUnit] = []

    def take_over(self, other: _Search) -> None:
        """Goes on from the packing of another search of the same instance."""
        self.units = list(other.units)
        self.left = other.left.copy()

    def construct(self) -> None:
        """Fills unit after unit until nothing is left that any unit takes, or time is up."""
        used = np.zeros(len(self._room), np.int64)
        left = self.left
        closed = np.zeros(len(left), np.bool_)
        while not (self.units and self.budget.expired()):
            open_types = (left > 0) & ~closed & instance_packable(self.instance)
            if not open_types.any():
                break
            sequence = self._sequence(self._for_one_unit(np.where(open_types, left, 0)))
            first = int(sequence[np.argmax(self._volume[sequence])])
            best: tuple[float, RuledUnit] | None = None
            for kind in self._kinds_to_try(first, sequence, used):
                for way in self._ways(kind, len(sequence)):
                    started = self.budget.clock()
                    unit = self.fill(kind, sequence, way.weights)
                    way.seconds += self.budget.clock() - started
                    way.fillings += 1
                    if unit is None:
                        continue
                    way.volume += unit.volume
                    worth = self._worth(unit)
                    if best is None or worth > best[0]:
                        best = (worth, unit)
                    if len(sequence) > _MANY and self._takes_long(way):
                        break
                if best is not None and self.budget.expired():
                    break
            if best is None:
                # No unit takes the largest; the others may still find one.
                cluster = self._cluster_of.get(first, frozenset((first,)))
                closed[list(cluster)] = True
                continue
            self._distinct.append(best[1])
            self._keep(best[1], used)

    def construct_for_few(self) -> None:
        """Where cost decides: again, each unit holding the most it can; the better plan stays.

        The best value unit by unit may need one more unit in the end than roomier ones.
        """
        if self.instance.problem.objective is not PackingObjective.LOWEST_COST:
            return
        score, units, left = self.score(), self.units, self.left
        self.units, self.left, self._few = [], self._quantity.copy(), True
        if not self.budget.expired():
            self.construct()
        self._few = False
        if self.score() >= score:
            self.units, self.left = units, left

    def _keep(self, unit: RuledUnit, used: Longs) -> None:
        """Takes a filled unit, and again the same while there are pieces for it."""
        held = np.flatnonzero(unit.counts)
        times = int((self.left[held] // unit.counts[held]).min())
        if self._stock[unit.kind] >= 0:
            times = min(times, int(self._stock[unit.kind] - used[unit.kind]))
        for _ in range(times):
            self.units.append(unit)
        used[unit.kind] += times
        self.left -= times * unit.counts

    def _worth(self, unit: RuledUnit) -> float:
        if self._by_volume:
            return float(unit.volume)
        per_price = unit.volume / (1.0 if self._few else max(1.0, float(unit.price)))
        return per_price + unit.volume / float(self._room[unit.kind])

    @property
    def _by_volume(self) -> bool:
        return self.instance.problem.objective is PackingObjective.MOST_VOLUME

    def _kinds_to_try(self, first: int, sequence: Longs, used: Longs) -> list[int]:
        """Kinds in stock that may take the first type: the best value and the roomiest first."""
        usable = np.flatnonzero(self._possible[first] & ((self._stock < 0) | (used < self._stock)))
        if len(usable) <= _KINDS_TRIED:
            return [int(kind) for kind in usable]
        room = self._room[usable]
        volume = int(self._volume[sequence].sum())
        holds_all = np.flatnonzero(room >= volume)
        chosen = [
            *np.argsort(-room, kind="stable")[: _KINDS_TRIED // 4],
            *np.argsort(self._price[usable] / room, kind="stable")[: _KINDS_TRIED // 4],
            *holds_all[np.argsort(room[holds_all], kind="stable")][: _KINDS_TRIED // 2],
        ]
        return sorted({int(usable[i]) for i in chosen})

    def _sequence(self, counts: Longs) -> Longs:
        """Pieces in the first order of loading: later drops, then what bears most, then size."""
        cargo = self.instance.cargo[0]
        types = np.flatnonzero(counts)
        bears = np.where(cargo.max_load[types] < 0, 1 << 60, cargo.max_load[types])
        bears[cargo.fragile[types]] = -1
        # Only what bears nearly nothing is told apart: else size counts for more.
        weak = bears <= np.median(cargo.weight[types])
        order = np.lexsort((-self._volume[types], weak, -self._drop[types]))
        return np.repeat(types[order], counts[types[order]])

    def _for_one_unit(self, counts: Longs) -> Longs:
        """Of very many pieces, those that a unit could hold at most, fewer of the smaller types."""
        if int(counts.sum()) <= _MANY:
            return counts
        room, size = int(self._room.max()), self.instance.relaxed.goods.size
        large_first = np.argsort(-self._volume, kind="stable")
        before = np.cumsum((counts * size)[large_first]) - (counts * size)[large_first]
        share = np.empty(len(counts))
        share[large_first] = np.where(before < room, 1.0, _FILLER_SHARE)
        # Groups go in whole or not at all.
        share[list(self._cluster_of)] = np.inf
        return np.minimum(counts, np.minimum(share * room / size, MAX_PIECES).astype(np.int64) + 1)

    def _ways(self, kind: int, pieces: int) -> list[_Way]:
        """Ways of scoring places that the first packing tries; of very many pieces those that
        filled most so far first, and no more of them than there is time for.
        """
        if kind not in self._known_ways:
            rows = (_ROWS_COUNT, 4 * _ROWS_COUNT) if pieces > _MANY else (-1.0, _ROWS_COUNT)
            self._known_ways[kind] = [
                _Way(self._scores(kind, way, counts)) for counts in rows for way in (0, 1)
            ]
        ways = self._known_ways[kind]
        if pieces <= _MANY or not self.units:
            return ways
        done = sum(unit.volume for unit in self._distinct)
        each = sum(way.seconds for way in ways) / max(1, sum(way.fillings for way in ways))
        to_come = int(self._volume @ self.left) / max(1, done) * len(self._distinct)
        most = 1 + int(_SPARE_SHARE * self.budget.remaining_s() / max(each * to_come, 1e-9))
        return sorted(ways, key=lambda way: -way.volume / max(1, way.fillings))[:most]

    def _takes_long(self, way: _Way) -> bool:
        """True when trying one more way would take much of the time there is."""
        return not self.units and way.seconds > _FIRST_SHARE * self.budget.remaining_s()

    def _scores(self, kind: int, way: int, blocks: float = -1.0) -> Weights:
        """Weights of z, top, x, far end, y, side, base, imbalance in the score of a place, and
        IN_BLOCKS and UNEVEN.
        """
        site = self.instance.sites[kind]
        length, width, height = (site.room[3:] - site.room[:3]).tolist()
        along, up, across = np.zeros((3, 10))
        along[2:4], up[0:2], across[4:6] = 1 / length, 1 / height, 1 / width
        first, second = (along, up) if site.side_door == (way % 2 == 0) else (up, along)
        scores: Weights = 100.0 * first + 3.0 * second + 0.1 * across
        scores[IN_BLOCKS] = blocks
        return scores

    def _random_scores(self, kind: int) -> Weights:
        """A way of scoring places drawn at random, about the sensible ones."""
        site = self.instance.sites[kind]
        draw = self.random.random
        scores = self._scores(kind, int(draw() < 0.5))
        if draw() < 0.5:
            scores = scores * np.exp(3.0 * self.random.standard_normal(len(scores)))
        if draw() < _BLOCKS_SHARE:
            scores[IN_BLOCKS] = draw() ** 2 * 2.0 * _ROWS_COUNT
        if draw() < _EVEN_SHARE:
            scores[UNEVEN] = 100.0 * draw() ** 2
        if draw() < 0.3:
            # What stands on edge takes less floor.
            scores[6] = 10.0 * (draw() - 0.5) / (float(site.room[3]) * float(site.room[4]) + 1)
        if not np.isnan(site.aim).all() and draw() < 0.5:
            length = float(site.room[3] - site.room[0])
            scores[7] = 100.0 * draw() ** 2 / length
        return scores

    def fill(self, kind: int, sequence: Longs, weights: Weights) -> RuledUnit | None:
        """A unit of a kind filled with pieces of a sequence of types; None when it stays empty."""
        banned: set[frozenset[int]] = set()
        preferred: frozenset[int] = frozenset()
        for _ in range(2 * len(self.instance.clusters) + 1):
            unit = self._fill_once(kind, sequence, weights)
            broken = [] if unit is None else self._broken_clusters(unit)
            if not broken:
                return unit
            # A group that did not go in whole is tried first, then left out.
            cluster = broken[0]
            if cluster != preferred and cluster not in banned:
                preferred = cluster
                inside = np.isin(sequence, list(cluster))
                order = np.lexsort((~inside, -self._drop[sequence]))
                sequence = sequence[order]
                banned.add(cluster)
            else:
                sequence = sequence[~np.isin(sequence, list(cluster))]
                if not len(sequence):
                    return None
        return None

    def _broken_clusters(self, unit: RuledUnit) -> list[frozenset[int]]:
        return [
            cluster
            for cluster in self.instance.clusters
            if 0
            < sum(int(unit.counts[t]) for t in cluster)
            < sum(int(self._quantity[t]) for t in cluster)
        ]

    def _fill_once(self, kind: int, sequence: Longs, weights: Weights) -> RuledUnit | None:
        instance = self.instance
        site, yard = instance.sites[kind], self._yard
        cargo = instance.cargo[instance.is_turned(kind)]
        ground = instance.ground
        open_yard(cargo, ground, site, yard)
        before = int(yard.meta[N])
        taken = np.zeros(len(sequence), np.bool_)
        window = _WINDOW if len(sequence) > _MANY else len(sequence) + 1
        for _ in range(2 if len(sequence) <= _SECOND_PASS else 1):
            count = int(yard.meta[N])
            yard.meta[POSITION] = 0
            yard.meta[MISSES] = 0
            while not fill_yard(
                cargo, ground, site, yard, sequence, taken, weights, window, _SLICE_WORK
            ):
                if self.budget.expired():
                    break
            # What found no place may stand on what went in after it.
            if taken.all() or int(yard.meta[N]) == count or ground.share == 0.0:
                break
        n = int(yard.meta[N])
        if n == before:
            return None
        rows = np.empty((n - before, 8), np.int64)
        rows[:, 0] = yard.type_of[before:n]
        rows[:, 1:4] = yard.box[before:n, :3]
        rows[:, 4:7] = yard.box[before:n, 3:] - yard.box[before:n, :3]
        rows[:, 7] = yard.nested[before:n]
        return self._finish(kind, instance.from_frame(kind, rows))

    def _finish(self, kind: int, rows: Longs) -> RuledUnit | None:
        rows = balance(self.instance.problem.load_units[kind], self._weights_g, rows)
        if not len(rows):
            return None
        types = rows[:, 0]
        contents = int(self._grams[types].sum()) + self._lying[kind]
        return RuledUnit(
            kind,
            rows,
            np.bincount(types, minlength=len(self._volume)),
            int(self._volume[types].sum()),
            self.instance.relaxed.price_of(kind, contents),
        )

    def score(self) -> _Score:
        """How good the packing is; pieces that no unit could ever take do not count."""
        packable = instance_packable(self.instance)
        return self._score_of(self.units, int((self._volume * self.left)[packable].sum()))

    def _score_of(self, units: Sequence[RuledUnit], loose: int) -> _Score:
        return _Score(
            loose,
            sum(unit.price for unit in units),
            sum(int(self._second[unit.kind]) for unit in units),
            -sum(float(unit.volume) ** 2 for unit in units),
        )

    def is_settled(self, bounds: Bounds) -> bool:
        """True when nothing can be better in what the objective counts."""
        score = self.score()
        if score.loose or score.price > bounds.price:
            return False
        if self._by_volume or not self.units:
            return True
        objective = self.instance.problem.objective
        if objective in (PackingObjective.LOWEST_COST, PackingObjective.LEAST_AIR):
            return len(self.units) <= bounds.units
        return score.second <= self._least_second(bounds)

    def _least_second(self, bounds: Bounds) -> int:
        """Least inner volume of as few units as can be."""
        relaxed = self.instance.relaxed
        if bounds.units == 1:
            alone = relaxed.might_take_all
            if alone.any():
                return int(self._second[alone].min())
        return bounds.units * int(self._second.min())

    def improve(self, bounds: Bounds, turn: Budget) -> bool:
        """Empties and fills units anew until nothing can be better or the turn ends."""
        limit = turn.work_limit
        rounds = idle = 0
        best = self.score()
        while not turn.expired() and (limit is None or rounds < limit):
            if self.is_settled(bounds):
                return True
            at_bound = best.loose == 0 and best.price <= bounds.price
            if (at_bound and idle >= _SECOND_ROUNDS) or not self._one_round():
                return False
            rounds += 1
            score = self.score()
            idle = 0 if score < best else idle + 1
            best = min(best, score)
        return self.is_settled(bounds)

    def _one_round(self) -> bool:
        """Tries one change; False when there is nothing to change."""
        packable = instance_packable(self.instance)
        loose = np.where(packable, self.left, 0)
        if not self.units and not loose.any():
            return False
        chosen = self._units_to_empty()
        old = [self.units[i] for i in chosen]
        pool = loose + sum((unit.counts for unit in old), np.zeros_like(loose))
        sequence = self._changed_sequence(old, loose)
        used = np.bincount(
            [unit.kind for i, unit in enumerate(self.units) if i not in chosen] or [0],
            minlength=len(self._room),
        )
        if len(self.units) == len(chosen):
            used[:] = 0
        rest = pool
        new: list[RuledUnit] = []
        old_score = self._score_of(old, int((self._volume * loose).sum()))
        for _ in range(len(old) + 1 + (1 if loose.any() else 0)):
            if not rest.any() or not len(sequence):
                break
            kind = self._kind_for(sequence, used, old)
            if kind < 0:
                break
            unit = self._fullest(kind, sequence, rest)
            if unit is None:
                break
            new.append(unit)
            used[kind] += 1
            rest = rest - unit.counts
            sequence = _without(sequence, unit.counts)
            if (
                not self._by_volume
                and sum(u.price for u in new) > old_score.price
                and not loose.any()
            ):
                return True
        score = self._score_of(new, int((self._volume * rest).sum()))
        if score <= old_score:
            kept = [unit for i, unit in enumerate(self.units) if i not in chosen]
            self.units = kept + new
            self.left = self.left - loose + rest
        return True

    def _fullest(self, kind: int, sequence: Longs, rest: Longs) -> RuledUnit | None:
        """The fullest of a few ways to fill a unit, in the order given and in others."""
        draw = self.random.random
        best: RuledUnit | None = None
        wanted = int((self._volume * rest).sum())
        for attempt in range(_FILLINGS):
            if attempt:
                if self.budget.expired():
                    break
                sequence = self._changed_sequence((), rest)
            plain = draw() < 0.3
            scores = self._scores(kind, int(draw() < 0.5)) if plain else self._random_scores(kind)
            unit = self.fill(kind, sequence, scores)
            if unit is not None and (best is None or unit.volume > best.volume):
                best = unit
            if best is not None and best.volume == wanted:
                break
        by_weight = len(self.instance.relaxed.kinds.rates.limits) > 0
        return self._to_a_step(best) if best is not None and by_weight else best

    def _to_a_step(self, unit: RuledUnit) -> RuledUnit:
        """The unit, or the first part of its loading that a lighter step of the carrier bills."""
        if self.random.random() < 0.5:
            return unit
        rates = self.instance.relaxed.kinds.rates
        loaded = np.cumsum(self._grams[unit.rows[:, 0]]) + self._lying[unit.kind]
        gross = loaded + rates.tare[unit.kind]
        limits = rates.limits // rates.rounding * rates.rounding
        lighter = limits[(limits >= gross[0]) & (limits < gross[-1])]
        if not len(lighter):
            return unit
        most = int(self.random.choice(lighter))
        shorter = self._finish(unit.kind, unit.rows[: int((gross <= most).sum())])
        if shorter is None or self._broken_clusters(shorter):
            return unit
        return shorter

    def _units_to_empty(self) -> set[int]:
        """One to a few units, rather those that hold little."""
        count = len(self.units)
        if count == 0:
            return set()
        most = min(count, _MOST_OPENED)
        wanted = 1 + int(self.random.integers(most))
        emptiest = min(range(count), key=lambda i: self.units[i].volume)
        chosen = {emptiest} if self.random.random() < 0.6 else set()
        while len(chosen) < wanted:
            chosen.add(int(self.random.integers(count)))
        return chosen

    def _changed_sequence(self, old: Sequence[RuledUnit], loose: Longs) -> Longs:
        """The pieces in a new order: the old one with some moved, or sorted by a noisy trait."""
        random = self.random
        types = np.concatenate(
            [*(unit.rows[:, 0] for unit in old), np.repeat(np.arange(len(loose)), loose)]
        ).astype(np.int64)
        n = len(types)
        if n > 1 and random.random() < 0.5 and old:
            order = list(range(n))
            for _ in range(1 + int(random.integers(3))):
                start = int(random.integers(n))
                length = 1 + int(random.integers(max(1, n // 4)))
                piece = order[start : start + length]
                del order[start : start + length]
                at = int(random.integers(len(order) + 1))
                order[at:at] = piece
            types = types[order]
        else:
            types = types[np.argsort(self._keys(types), kind="stable")]
        return types[np.argsort(-self._drop[types], kind="stable")]

    def _keys(self, types: Longs) -> NDArray[np.float64]:
        """A trait of each piece with noise by type: small keys go in first."""
        random = self.random
        cargo = self.instance.cargo[0]
        count = len(self._volume)
        noise = np.exp(random.standard_normal(count) * random.choice((0.05, 0.2, 0.6)))
        sizes = self.instance.relaxed.goods.traits
        which = int(random.integers(7))
        if which < 4:
            trait = sizes[:, which]
        elif which == 4:
            trait = cargo.weight[:count].astype(np.float64)
        else:
            # Pieces of like height side by side make an even layer to stand on.
            trait = self.instance.relaxed.goods.least[:, 2].astype(np.float64)
        keys = -(trait * noise)
        bears = cargo.max_load[:count].astype(np.float64)
        bears[cargo.max_load[:count] < 0] = np.inf
        bears[cargo.fragile[:count]] = 0.0
        if random.random() < 0.6 and not np.isinf(bears).all():
            # What bears little goes in last.
            level = np.quantile(bears[~np.isinf(bears)], random.random())
            keys = keys + np.where(bears <= level, 1e18, 0.0)
        found: NDArray[np.float64] = keys[types]
        return found

    def _kind_for(self, sequence: Longs, used: Longs, old: Sequence[RuledUnit]) -> int:
        """A kind with stock for the next unit: one that takes all left if its price is low, else
        one of those emptied, or any.
        """
        first = int(sequence[np.argmax(self._volume[sequence])])
        usable = np.flatnonzero(self._possible[first] & ((self._stock < 0) | (used < self._stock)))
        if not len(usable):
            types = np.unique(sequence)
            usable = np.flatnonzero(
                self._possible[types].any(axis=0) & ((self._stock < 0) | (used < self._stock))
            )
            if not len(usable):
                return -1
        volume = int(self._volume[sequence].sum())
        if self.random.random() < 0.5:
            enough = usable[self._room[usable] >= volume]
            if len(enough):
                order = np.lexsort((self._second[enough], self._price[enough]))
                return int(enough[order[min(len(enough) - 1, int(self.random.exponential(0.7)))]])
        old_kinds = [unit.kind for unit in old if unit.kind in usable]
        if old_kinds and self.random.random() < 0.5:
            return int(self.random.choice(old_kinds))
        return int(self.random.choice(usable))


def instance_packable(instance: RuledInstance) -> NDArray[np.bool_]:
    """Types that some unit could take if there were no rules."""
    return instance.relaxed.packable


def _without(sequence: Longs, counts: Longs) -> Longs:
    """The sequence without the first pieces of each type that `counts` names."""
    taken = counts.copy()
    keep = np.ones(len(sequence), np.bool_)
    for i, t in enumerate(sequence.tolist()):
        if taken[t] > 0:
            taken[t] -= 1
            keep[i] = False
    return sequence[keep]
