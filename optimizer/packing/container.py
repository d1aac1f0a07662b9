"""One container, as full as can be: blocks, free cuboids and a widening beam search.

The search of Araya and Riff (2014) and Guesser (2025): beams of growing width until time is up,
each node judged by its greedy completion. Parameters of the ranking are Guesser's. Between the
beams parts of the best loading are taken out and loaded anew (`kernels/reloading.py`).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimizer.budget import Budget
from optimizer.packing.instance import Instance
from optimizer.packing.kernels.arrays import Ints, Longs
from optimizer.packing.kernels.beaming import (
    NODES,
    STEPS,
    Children,
    Memory,
    begin_beam,
    go_on,
    node,
)
from optimizer.packing.kernels.blocks import GRID, MOST_TYPES, build_blocks
from optimizer.packing.kernels.container_state import NUMBERS, Bench, Blocks, State, Yard
from optimizer.packing.kernels.loading import lay
from optimizer.packing.kernels.reloading import Manner, Mended, mend

_MOST_BLOCKS = 10_000
_MOST_PAIRS = 20_000_000
_PAIRS_PER_S = 4_000_000
"""Pairs of blocks looked at for each second of the budget: a small part of it."""
_MOST_SPACES = 500
_MOST_PLACED = 1_500
_MEMORY = 1 << 20
_WIDEST = 400
_RESTART_WIDTH = 16.0
_BLUR = 0.2
"""Spread of the logarithm of each power in later rounds."""
_FEW_TYPES = 10
"""Up to so many types a container is loaded in few blocks, and every choice counts."""
_WIDENING = 2**0.5
_MEND_SHARE = 2.0
"""Blocks placed while mending for each placed by the beam before it."""
_MENDED_FROM = 4
"""Width of the first beam after which its loading is worth mending."""
_MEND_WIDTHS = np.array((1, 2, 4), np.int64)
_MANNER = Manner()
_SLICE_WORK = 2_000
"""Blocks placed between two looks at the clock, some ten milliseconds."""


@dataclass(frozen=True)
class Ranking:
    """Powers of V * C^a * L^b * N^-g * H^h and the contact slack, for both phases."""

    contact: tuple[float, float] = (3.7015, 2.0934)
    length: tuple[float, float] = (2.6631, 1.4609)
    pieces: tuple[float, float] = (0.3968, 0.4732)
    slack: tuple[float, float] = (0.0139, 0.0366)
    switch: float = 0.674
    height: tuple[float, float] = (0.0, 0.0)
    rise: float = 1.0


FREE = Ranking()
STANDING_MANY = Ranking(height=(0.5, 0.5), rise=3.0)
"""Of many kinds standing: each level loses some floor up to the roof, so few levels are best."""


class _Joining(NamedTuple):
    """Least share of a joined block that is filled, and of its base that its top carries on."""

    least_fill: float
    least_top: float


JOINING_FREE = _Joining(0.98, 0.0)
JOINING_STANDING_FEW = _Joining(0.98, 0.0)
JOINING_STANDING_MANY = _Joining(0.96, 0.93)


class Loading(NamedTuple):
    """Rows (type, x, y, z, dx, dy, dz) of one container and whether nothing more can be loaded."""

    rows: Ints
    volume: int
    complete: bool


def load_container(
    instance: Instance,
    kind: int,
    left: Longs,
    budget: Budget,
    ranking: Ranking | None = None,
) -> Loading:
    """Loads as much volume of `left` (pieces per type) as it finds into one unit of `kind`."""
    pairs = int(min(_MOST_PAIRS, budget.remaining_s() * _PAIRS_PER_S))
    # Each core takes its own rounds, so that they do not repeat each other.
    searches = [
        _BeamSearch(instance, kind, left, budget.seed, ranking, pairs)
        for _ in range(max(1, budget.cores))
    ]
    if len(searches) == 1:
        searches[0].run(budget)
    else:
        with ThreadPoolExecutor(len(searches)) as pool:
            running = [
                pool.submit(search.run, budget, number, len(searches))
                for number, search in enumerate(searches)
            ]
            for future in running:
                future.result()
    return max((search.loading() for search in searches), key=lambda loading: loading.volume)


class _BeamSearch:
    """Blocks, yard, pools of states and the memory of one search."""

    def __init__(
        self,
        instance: Instance,
        kind: int,
        left: Longs,
        seed: int,
        ranking: Ranking | None,
        most_pairs: int = _MOST_PAIRS,
    ) -> None:
        self._instance = instance
        self._left = np.where(instance.goes_in[:, kind], left, 0)
        self._inner = instance.kinds.inner[kind].astype(np.int64)
        self._standing = instance.share > 0
        self._few = int(np.count_nonzero(self._left)) <= _FEW_TYPES
        if ranking is None:
            ranking = STANDING_MANY if self._standing and not self._few else FREE
        self._whole = min(
            int(instance.capacity[kind]), int((instance.goods.size * self._left).sum())
        )
        self._seed = seed
        self._blocks, self._made = self._make_blocks(kind, seed, ranking, most_pairs)
        self._yard = self._first_yard = self._make_yard(kind, ranking)
        placed = min(_MOST_PLACED, max(1, int(self._left.sum())))
        self._memory = Memory(
            sign=np.zeros(_MEMORY, np.uint64),
            value=np.zeros(_MEMORY, np.int64),
            best=np.zeros(2, np.int64),
            loading=np.zeros((placed, 5), np.int32),
            work=np.zeros(3, np.int64),
        )
        self._pools = (self._make_pool(_WIDEST, placed), self._make_pool(_WIDEST, placed))
        self._trial = node(self._make_pool(1, placed), 0)
        self._bench = _make_bench(1, placed)
        self._wide = _make_bench(_WIDEST, placed)
        self._children = Children(
            row=np.empty((_WIDEST * _WIDEST, 6), np.int32),
            value=np.empty(_WIDEST * _WIDEST, np.int64),
            sign=np.empty(_WIDEST * _WIDEST, np.uint64),
        )
        self._found = self._memory._replace(
            best=np.zeros(2, np.int64), loading=np.zeros((placed, 5), np.int32)
        )
        self._mended = Mended(
            rows=np.zeros((placed, 5), np.int32),
            number=np.zeros(3, np.int64),
            kept=np.zeros((placed, 5), np.int32),
            stays=np.zeros(placed, np.int32),
            powers=np.empty((2, 3)),
            slack=np.empty(2),
        )
        self._step = np.zeros(STEPS, np.int64)
        self._draw = np.array([seed + 1], np.uint64)
        self._nothing: Ints = np.empty((0, 5), np.int32)
        self._done = False

    def run(self, budget: Budget, first_round: int = 0, round_step: int = 1) -> None:
        """Rounds of widening beams until the budget ends or everything loadable is loaded.

        Round 0 ranks as given; each later one blurs the powers anew, since small problems are
        soon exhausted under one ranking. Parallel searches take turns at the rounds. After each
        beam of some width the best loading is mended, in proportion to the beam's work: what is
        done first does not depend on how long the search may last.
        """
        number = first_round
        # Elements of their own, since parallel searches mend the same loadings differently.
        self._draw[0] = np.random.default_rng((self._seed, first_round)).integers(1 << 62)
        while not budget.expired() and not self._is_over(budget):
            self._yard = self._round_yard(number)
            width = 1.0 if number == first_round else _RESTART_WIDTH
            while int(width) <= _WIDEST and not budget.expired() and not self._is_over(budget):
                before = int(self._memory.work[2])
                self._beam(int(width), budget)
                if width >= _MENDED_FROM:
                    worked = int(self._memory.work[2]) - before
                    self._mend(int(_MEND_SHARE * worked), budget)
                width = max(width * _WIDENING, width + 1)
            number += round_step

    def _round_yard(self, number: int) -> Yard:
        if number == 0:
            return self._yard
        draw = np.random.default_rng((self._seed, number))
        powers = self._first_yard.powers.copy()
        powers[:, :2] *= np.exp(draw.normal(0, _BLUR, (2, 2)))
        slack = self._first_yard.slack * np.exp(draw.normal(0, 2 * _BLUR, 2))
        powers[:, 2] *= np.exp(draw.normal(0, 2 * _BLUR))
        return self._first_yard._replace(
            powers=powers,
            slack=slack,
            salt=np.uint64(12345 + number),
        )

    def _is_over(self, budget: Budget) -> bool:
        if int(self._memory.best[0]) >= self._whole:
            self._done = True
        worked = int(self._memory.work[0])
        return self._done or (budget.work_limit is not None and worked >= budget.work_limit)

    def _slice_end(self, budget: Budget) -> int:
        """Blocks placed in all when the clock is looked at next; each completion places some, so
        that a limit of completions is not outrun either."""
        most = _SLICE_WORK
        if budget.work_limit is not None:
            most = max(1, min(most, budget.work_limit - int(self._memory.work[0])))
        return int(self._memory.work[2]) + most

    def _mend(self, work: int, budget: Budget) -> None:
        """Takes parts of a good loading out and loads them by small beams, for so many blocks."""
        memory, mended = self._memory, self._mended
        if int(memory.best[0]) > int(mended.number[0]):
            mended.number[:2] = memory.best
            mended.rows[:] = memory.loading
        most = int(memory.work[2]) + work
        self._step[NODES] = 0
        while (
            (int(memory.work[2]) < most or int(self._step[NODES]) > 0)
            and not budget.expired()
            and not self._is_over(budget)
        ):
            mend(
                self._first_yard,
                self._blocks,
                self._left,
                self._pools,
                self._trial,
                memory,
                self._found,
                self._children,
                mended,
                _MANNER,
                _MEND_WIDTHS,
                self._few,
                most,
                self._slice_end(budget),
                self._bench,
                self._wide,
                self._step,
                self._draw,
            )

    def _beam(self, width: int, budget: Budget) -> None:
        """One beam from the empty container."""
        lay(
            self._yard,
            self._blocks,
            self._left,
            self._nothing,
            node(self._pools[0], 0),
            self._bench,
        )
        begin_beam(width, self._step)
        while int(self._step[NODES]) > 0:
            go_on(
                self._yard,
                self._blocks,
                self._pools,
                self._trial,
                self._memory,
                self._children,
                self._few,
                self._slice_end(budget),
                self._bench,
                self._wide,
                self._step,
            )
            if budget.expired() or self._is_over(budget):
                return

    def loading(self) -> Loading:
        """The best loading so far, piece by piece."""
        parts: list[Ints] = []
        for b, x, y, z, mirror in self._memory.loading[: int(self._memory.best[1])].tolist():
            rows = self._pieces_of(b)
            size = self._blocks.size[b]
            if mirror & 1:
                rows[:, 1] = size[0] - rows[:, 1] - rows[:, 4]
            if mirror & 2:
                rows[:, 2] = size[1] - rows[:, 2] - rows[:, 5]
            rows[:, 1:4] += np.array((x, y, z), np.int32)
            parts.append(rows)
        rows = np.concatenate(parts) if parts else np.empty((0, 7), np.int32)
        return Loading(rows, int(self._memory.best[0]), self._done)

    def _pieces_of(self, block: int) -> Ints:
        """Pieces of a block, its low corner at the origin."""
        way, first, second, ny, nz = self._made[block].tolist()
        if way == GRID:
            nx = second
            goods = self._instance.goods
            size = goods.turns[first]
            corners = np.indices((nx, ny, nz)).reshape(3, -1).T * size
            rows = np.empty((len(corners), 7), np.int32)
            rows[:, 0] = np.searchsorted(goods.first_turn, first, side="right") - 1
            rows[:, 1:4] = corners
            rows[:, 4:] = size
            return rows
        other = self._pieces_of(second)
        other[:, 1 + way] += self._blocks.size[first, way]
        return np.concatenate((self._pieces_of(first), other))

    def _make_blocks(
        self, kind: int, seed: int, ranking: Ranking, most_pairs: int
    ) -> tuple[Blocks, Ints]:
        goods = self._instance.goods
        turn_type = np.repeat(
            np.arange(self._instance.type_count, dtype=np.int32), np.diff(goods.first_turn)
        )
        most = _MOST_BLOCKS + len(turn_type)
        size = np.empty((most, 3), np.int32)
        top = np.empty((most, 2), np.int32)
        kinds = np.empty((most, MOST_TYPES), np.int32)
        counts = np.empty((most, MOST_TYPES), np.int32)
        pieces = np.empty(most, np.int64)
        volume = np.empty(most, np.int64)
        made = np.empty((most, 5), np.int32)
        joining = JOINING_FREE
        if self._standing:
            joining = JOINING_STANDING_FEW if self._few else JOINING_STANDING_MANY
        n = build_blocks(
            goods,
            turn_type,
            self._left,
            self._inner,
            self._standing,
            joining.least_fill,
            joining.least_top,
            most,
            most_pairs,
            np.array([seed + 17], np.uint64),
            size,
            top,
            kinds,
            counts,
            pieces,
            volume,
            made,
        )
        log_key = np.stack(
            [np.log(volume[:n]) - power * np.log(pieces[:n]) for power in ranking.pieces]
        )
        order = np.argsort(-log_key[0], kind="stable").astype(np.int32)
        kinds, counts = kinds[:n], counts[:n]
        weight = np.where(kinds >= 0, goods.weight[kinds] * counts, 0).sum(axis=1)
        need = np.empty((n, 2 * MOST_TYPES), np.int32)
        need[:, ::2] = kinds
        need[:, 1::2] = counts
        sorted_size = size[:n][order]
        packed = sorted_size.astype(np.int64)
        blocks = Blocks(
            size=sorted_size,
            packed=packed[:, 0] | (packed[:, 1] << 20) | (packed[:, 2] << 40),
            top=top[:n][order],
            need=need[order],
            types=_type_bits(kinds)[order],
            volume=volume[:n][order],
            weight=weight[order],
            log_key=np.ascontiguousarray(log_key[:, order]),
        )
        # What each block is made of, in terms of ranked blocks.
        rank = np.empty(n, np.int32)
        rank[order] = np.arange(n, dtype=np.int32)
        made = made[order]
        grid = made[:, 0] == GRID
        made[~grid, 1:3] = rank[made[~grid, 1:3]]
        return blocks, made

    def _make_yard(self, kind: int, ranking: Ranking) -> Yard:
        goods = self._instance.goods
        present = np.flatnonzero(self._left)
        longest = int(self._inner.max())
        least = goods.least[present].min(axis=0) if len(present) else np.ones(3)
        with np.errstate(divide="ignore"):
            logs = np.log(np.arange(longest + 1, dtype=np.float64))
        return Yard(
            inner=self._inner,
            least=int(least[0]) | (int(least[1]) << 20) | (int(least[2]) << 40),
            reach=self._make_reach(present, longest),
            logs=logs,
            powers=np.array(
                list(zip(ranking.contact, ranking.length, ranking.height, strict=True))
            ),
            slack=np.array(ranking.slack),
            switch=int(ranking.switch * int(self._instance.capacity[kind])),
            net_weight=int(self._instance.kinds.net_weight[kind]),
            standing=self._standing,
            rise=ranking.rise,
            salt=np.uint64(12345),
        )

    def _make_reach(self, present: NDArray[np.intp], longest: int) -> Ints:
        """Longest row of pieces side by side that fits each gap: subset sums as bits."""
        goods = self._instance.goods
        reach = np.zeros((3, longest + 1), np.int32)
        for axis in range(3):
            mask = (1 << (int(self._inner[axis]) + 1)) - 1
            sums = 1
            for t in present.tolist():
                turns = goods.turns[goods.first_turn[t] : goods.first_turn[t + 1], axis]
                lengths = sorted({int(length) for length in turns})
                for _ in range(int(self._left[t])):
                    before = sums
                    for length in lengths:
                        sums |= before << length
                    sums &= mask
                    if sums == before:
                        break
            bits = np.frombuffer(sums.to_bytes(longest // 8 + 1, "little"), np.uint8)
            possible = np.unpackbits(bits, bitorder="little")[: longest + 1]
            reach[axis] = np.maximum.accumulate(np.where(possible, np.arange(longest + 1), 0))
        return reach

    def _make_pool(self, states: int, placed: int) -> State:
        # Pages of an untouched pool cost nothing: a large pool is memory only once it is used.
        blocks = len(self._blocks.packed)
        return State(
            low=np.empty((states, _MOST_SPACES), np.int64),
            high=np.empty((states, _MOST_SPACES), np.int64),
            rank=np.empty((states, _MOST_SPACES), np.float64),
            placed=np.empty((states, placed, 5), np.int32),
            placed_low=np.empty((states, placed), np.int64),
            placed_high=np.empty((states, placed), np.int64),
            left=np.empty((states, self._instance.type_count), np.int64),
            listed=np.empty((states, blocks), np.int32),
            number=np.empty((states, NUMBERS), np.int64),
            sign=np.empty((states, 1), np.uint64),
        )


def _type_bits(kinds: Ints) -> NDArray[np.uint64]:
    """Two words of bits for each row of types: type t is bit t % 128."""
    bits = np.zeros((len(kinds), 2), np.uint64)
    for word in range(2):
        here = (kinds >= 0) & (kinds >> 6 & 1 == word)
        bit = np.where(here, np.uint64(1) << (kinds & 63).astype(np.uint64), np.uint64(0))
        bits[:, word] = np.bitwise_or.reduce(bit, axis=1)
    return bits


def _make_bench(width: int, placed: int) -> Bench:
    return Bench(
        torn_low=np.empty(_MOST_SPACES, np.int64),
        torn_high=np.empty(_MOST_SPACES, np.int64),
        near=np.empty(max(_MOST_SPACES, placed) + 1, np.int32),
        best=np.empty(width, np.int32),
        score=np.empty(width, np.float64),
        corner=np.empty((width, 3), np.int32),
        path=np.empty(placed + 1, np.uint64),
    )
