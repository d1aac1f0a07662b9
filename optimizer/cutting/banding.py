"""Plans made of bands whose best content is a knapsack: two stages, or three with equal stacks.

`fill_sheets` puts everything on a given number of sheets by a large neighbourhood search whose
every refill is optimal for blurred values of the pieces. `most_value` cuts the most value from one
sheet: column generation over bands (Gilmore and Gomory 1965), then every band whose reduced value
lies within the gap, then the best whole-number choice, which proves the plan when the gap is
exhausted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.budget import Budget
from optimizer.cutting.cpsat import choose_columns
from optimizer.cutting.instance import CuttingInstance, Longs
from optimizer.cutting.kernels.banding import list_bands, price_bands, refill
from optimizer.cutting.layout import Block, Pattern, other
from optimizer.cutting.linear import PackingMaster
from optimizer.cutting.model import Axis

MOST_BANDS = 60
"""Bands of one sheet in the refilling search."""

MOST_COLUMNS = 6_000
LISTING_STEPS = 20_000
TRUE_ZERO = 1e-6


@dataclass(frozen=True)
class Bench:
    """One kind of sheet seen in one direction: pieces as (wide, tall), kinds doubled if they turn.

    `base[v]` is the kind of piece of variant v, `turned[v]` whether it lies turned.
    """

    kind: int
    direction: int
    width: int
    run: int
    wide: Longs
    tall: Longs
    base: Longs
    turned: NDArray[np.bool_]
    single: bool
    exact: bool

    @property
    def along(self) -> Axis:
        """Direction of the cuts between bands."""
        return Axis.WIDTH if self.direction else Axis.LENGTH

    def heights(self, quantity: Longs) -> Longs:
        """Every height that a band of full stacks may have."""
        found: set[int] = set()
        for variant in range(self.wide.shape[0]):
            tall = int(self.tall[variant])
            most = 1 if self.single else int(quantity[self.base[variant]])
            found.update(range(tall, min(self.run, most * tall) + 1, tall))
        return np.array(sorted(found), np.int64)

    def band(self, height: int, content: Sequence[int]) -> Block:
        """A band of `content` pieces per variant."""
        block = Block(height, other(self.along))
        for variant, count in enumerate(content):
            wide, tall = int(self.wide[variant]), int(self.tall[variant])
            piece, turned = int(self.base[variant]), bool(self.turned[variant])
            most = 1 if self.single else height // tall
            left = int(count)
            while left > 0:
                take = min(most, left)
                left -= take
                if self.single:
                    block.blocks.append(Block(wide, piece=piece, turned=turned))
                else:
                    stack = [Block(tall, piece=piece, turned=turned) for _ in range(take)]
                    block.blocks.append(Block(wide, self.along, stack))
        return block


def banded(instance: CuttingInstance) -> bool:
    """True when bands under these rules are knapsacks."""
    if instance.free:
        return False
    return (instance.stages == 3 and instance.style == 2) or (
        instance.stages == 2 and instance.style != 2
    )


def benches(instance: CuttingInstance, kind: int) -> Iterator[Bench]:
    """The directions in which a kind of sheet may be cut first."""
    for direction in range(2):
        if not (int(instance.directions[kind]) >> direction) & 1:
            continue
        width, run = (int(measure) for measure in instance.plates[kind, direction])
        wide, tall, base, turned = [], [], [], []
        for t in range(instance.types):
            for turn in range(2):
                if not (int(instance.turns[kind, t]) >> turn) & 1:
                    continue
                a = int(instance.size[t, turn ^ direction])
                b = int(instance.size[t, 1 - (turn ^ direction)])
                if a <= width and b <= run:
                    wide.append(a)
                    tall.append(b)
                    base.append(t)
                    turned.append(bool(turn))
        if wide:
            yield Bench(
                kind,
                direction,
                width,
                run,
                np.array(wide, np.int64),
                np.array(tall, np.int64),
                np.array(base, np.int64),
                np.array(turned, np.bool_),
                instance.stages == 2,
                instance.style == 1,
            )


def fill_sheets(
    instance: CuttingInstance, bench: Bench, quantity: Longs, sheets: int, budget: Budget
) -> list[Pattern] | None:
    """All pieces on `sheets` sheets, or None when the search ended without."""
    count = bench.wide.shape[0]
    area = instance.size[:, 0] * instance.size[:, 1] / (bench.width * bench.run)
    rest = quantity.copy()
    heights = np.zeros((sheets, MOST_BANDS), np.int64)
    contents = np.zeros((sheets, MOST_BANDS, count), np.int64)
    bands = np.zeros(sheets, np.int64)
    absent = np.zeros(instance.types)
    seed = np.array([budget.seed * 2 + 1], np.uint64)
    candidates = bench.heights(quantity)
    left, start, rounds = 1.0, True, 0
    limit = budget.work_limit
    while left > 0 and not budget.expired() and (limit is None or rounds < limit):
        left = refill(
            sheets,
            bench.run,
            bench.width,
            bench.wide,
            bench.tall,
            bench.base,
            area,
            rest,
            bench.single,
            bench.exact,
            candidates,
            heights,
            contents,
            bands,
            20,
            0.02,
            absent,
            start,
            seed,
        )
        start = False
        rounds += 20
    if rest.sum() > 0:
        return None
    found = []
    for sheet in range(sheets):
        blocks = [
            bench.band(int(heights[sheet, slot]), contents[sheet, slot].tolist())
            for slot in range(int(bands[sheet]))
        ]
        blocks = [block for block in blocks if block.blocks]
        if blocks:
            found.append(Pattern(bench.kind, bench.along, blocks))
    return found


@dataclass(frozen=True)
class Knapsack:
    """The best pattern for one sheet, its value, and a bound on any pattern's value."""

    pattern: Pattern | None
    value: int
    bound: int

    @property
    def proved(self) -> bool:
        return self.value >= self.bound


def most_value(instance: CuttingInstance, kind: int, budget: Budget) -> Knapsack:
    """The most value from one sheet of a kind."""
    best = Knapsack(None, 0, 0)
    searches = [_BandSearch(instance, bench) for bench in benches(instance, kind)]
    for search in searches:
        search.generate(budget)
    # The direction with the higher bound first, then the gap step by step in both.
    searches.sort(key=lambda search: -search.bound)
    for share in (0.0, 0.1, 0.3, 0.6, 1.0):
        for search in searches:
            if budget.expired() and best.pattern is not None:
                break
            if search.closed or search.bound <= best.value:
                continue
            found = search.choose(best.value, share, budget)
            if found is not None and found.value > best.value:
                best = found
    bounds = [search.bound for search in searches if not search.closed]
    bound = max([best.value, *(bound for bound in bounds if bound > best.value)])
    return Knapsack(best.pattern, best.value, bound)


class _BandSearch:
    """Columns of one bench: bands by height and content of base kinds."""

    def __init__(self, instance: CuttingInstance, bench: Bench) -> None:
        self.instance = instance
        self.bench = bench
        self.quantity = np.minimum(instance.quantity, 1 << 15)
        self.copies = self.quantity[bench.base]
        self.worth = instance.worth.astype(np.float64)
        self.heights = bench.heights(instance.quantity)
        self.columns: dict[tuple[int, bytes], NDArray[np.int64]] = {}
        self.duals = np.zeros(instance.types)
        self.run_dual = 0.0
        self.relaxed = float("inf")
        self.bound = int(self.worth @ instance.quantity)
        self.closed = False

    def generate(self, budget: Budget) -> None:
        """Solves the relaxation; without time for it the bound stays what it was."""
        bench = self.bench
        master = PackingMaster([*self.quantity.tolist(), bench.run])
        least = np.full(self.heights.shape[0], -1.0)
        values = self.worth[bench.base]
        self._price(values, least, master)
        converged = False
        while not converged:
            self.relaxed, duals = master.solve()
            self.duals, self.run_dual = duals[:-1], float(duals[-1])
            if budget.expired():
                return
            least = np.asarray(
                self.run_dual * self.heights + TRUE_ZERO * max(1.0, self.relaxed), np.float64
            )
            values = (self.worth - self.duals)[bench.base]
            converged = self._price(values, least, master) == 0
        self.bound = min(self.bound, int(np.floor(self.relaxed * (1 + TRUE_ZERO) + TRUE_ZERO)))

    def _price(
        self, values: NDArray[np.float64], least: NDArray[np.float64], master: PackingMaster
    ) -> int:
        bench = self.bench
        out = np.zeros((self.heights.shape[0], bench.wide.shape[0]), np.int64)
        gain = np.zeros(self.heights.shape[0])
        price_bands(
            self.heights,
            bench.width,
            bench.wide,
            bench.tall,
            values,
            self.copies,
            bench.single,
            bench.exact,
            least,
            out,
            gain,
        )
        fresh = 0
        for i in np.flatnonzero((gain > least) & (gain > 0)):
            content = out[i]
            if self._remember(int(self.heights[i]), content):
                fresh += 1
                rows, amounts = self._rows(content)
                value = float(self.worth[bench.base] @ content)
                run_row = self.instance.types
                master.add(value, [*rows, run_row], [*amounts, float(self.heights[i])])
        return fresh

    def _remember(self, height: int, content: NDArray[np.int64]) -> bool:
        key = (height, content.tobytes())
        if key in self.columns or not content.any():
            return False
        self.columns[key] = content.astype(np.int64)
        return True

    def _rows(self, content: NDArray[np.int64]) -> tuple[list[int], list[float]]:
        amounts = np.bincount(
            self.bench.base, weights=content.astype(float), minlength=self.instance.types
        )
        rows = np.flatnonzero(amounts)
        return rows.tolist(), amounts[rows].tolist()

    def choose(self, incumbent: int, share: float, budget: Budget) -> Knapsack | None:
        """The best whole-number choice with bands up to `share` of the gap away from paying."""
        bench, instance = self.bench, self.instance
        complete = False
        if share > 0:
            complete = self._list_within((self.relaxed - incumbent) * share)
        entries = [
            (height, content)
            for (height, _), content in self.columns.items()
            if all(a <= instance.quantity[r] for r, a in zip(*self._rows(content), strict=True))
        ]
        columns, most, values = [], [], []
        for height, content in entries:
            rows, amounts = self._rows(content)
            column = {row: int(amount) for row, amount in zip(rows, amounts, strict=True)}
            most.append(
                min(
                    bench.run // height,
                    *(int(instance.quantity[row]) // amount for row, amount in column.items()),
                )
                if column
                else 0
            )
            column[instance.types] = height
            columns.append(column)
            values.append(int(instance.worth[bench.base] @ content))
        choice = choose_columns(
            values,
            most,
            columns,
            [*instance.quantity.tolist(), bench.run],
            # A third of the time at most: later rounds and the other direction need theirs.
            min(budget.remaining_s() / 3, 20.0),
            budget.seed,
            1,
        )
        if choice is None:
            return None
        if choice.proved and complete and share >= 1.0:
            self.closed = True
        blocks = [
            bench.band(height, content.tolist())
            for (height, content), times in zip(entries, choice.times, strict=True)
            for _ in range(times)
        ]
        blocks.sort(key=lambda block: -block.span)
        return Knapsack(Pattern(bench.kind, bench.along, blocks), choice.value, self.bound)

    def _list_within(self, gap: float) -> bool:
        """Adds every band that may be part of a plan better by what the gap allows."""
        bench = self.bench
        values = (self.worth - self.duals)[bench.base]
        least = self.run_dual * self.heights - gap - TRUE_ZERO
        best = np.zeros((self.heights.shape[0], bench.wide.shape[0]), np.int64)
        gain = np.zeros(self.heights.shape[0])
        price_bands(
            self.heights,
            bench.width,
            bench.wide,
            bench.tall,
            values,
            self.copies,
            bench.single,
            bench.exact,
            np.maximum(least, 0.0),
            best,
            gain,
        )
        within = (gain >= least) & (gain > 0)
        out = np.zeros((MOST_COLUMNS, bench.wide.shape[0]), np.int16)
        height_of = np.zeros(MOST_COLUMNS, np.int64)
        written = list_bands(
            self.heights[within],
            bench.width,
            bench.wide,
            bench.tall,
            values,
            self.copies,
            bench.single,
            bench.exact,
            least[within],
            LISTING_STEPS,
            out,
            height_of,
        )
        for i in range(abs(written)):
            self._remember(int(height_of[i]), out[i].astype(np.int64))
        # Pieces whose reduced value is nil are not listed, though a best plan may hold them.
        return written >= 0 and bool((values > TRUE_ZERO).all())
