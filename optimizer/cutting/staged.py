"""Plans in two or three stages by ruin and recreate: the engine for any rule of the problem.

Sheets of one price: one sheet is taken away, the search goes on until every piece has a place
again, and so on down to the bound. Sheets of several prices, or sold by length: emptied sheets may
become any kind, and the cost decides. Many pieces are cut in portions, since sheets far apart have
little to say to each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from optimizer.budget import Budget
from optimizer.cutting.instance import CuttingInstance, Longs
from optimizer.cutting.kernels.staged import (
    B_COUNT,
    B_HEIGHT,
    B_SHEET,
    K_AREA,
    K_COUNT,
    K_DIRECTION,
    K_KIND,
    P_STACK,
    P_TURN,
    ROWS,
    S_BAND,
    S_COUNT,
    S_HEIGHT,
    S_WIDTH,
    improve,
    recount,
)
from optimizer.cutting.layout import Block, Pattern, other
from optimizer.cutting.model import Axis, CuttingObjective

PORTION = 500
"""Pieces that are searched together."""

ROUNDS = 500
"""Rounds between two looks at the clock, for about 100 pieces."""

HEAT = 0.03
REWARD = 0.3

Floats = NDArray[np.float64]


@dataclass
class Outcome:
    """Patterns, one per sheet, and the kinds of the pieces left over."""

    patterns: list[Pattern]
    left: list[int]
    proved: bool = False
    rounds: int = 0


class StagedSearch:
    """Ruin and recreate over the pieces `type_of` (kinds, one entry per piece)."""

    def __init__(
        self, instance: CuttingInstance, type_of: Longs, stock: Longs, seed: int, least: int
    ) -> None:
        self.instance = instance
        self.type_of = np.ascontiguousarray(type_of, np.int32)
        self.stock = stock
        self.least = least
        self.n = self.type_of.shape[0]
        self.seed = np.array([seed * 2 + 1], np.uint64)
        self.rounds = 0
        self.absent = np.zeros(self.n)
        areas = instance.plates[:, 0, 0] * instance.plates[:, 0, 1]
        area = instance.size[:, 0] * instance.size[:, 1]
        # A piece left over costs a little more than the sheet that could hold it.
        self.missing = area / areas.max() * 2.0 + 0.05
        self.goes_on = instance.goes_on & (stock != 0)[:, None]
        self.state = np.zeros((ROWS, self.n + 2), np.int64)
        self.state[P_STACK] = -1
        self.state[K_KIND] = -1

    def run(
        self,
        sheets: int,
        *,
        rounds: int,
        heat: float,
        worth: Floats,
        open_kinds: Longs,
        missing_only: bool = False,
        reward: float = REWARD,
        price: Floats | None = None,
        cooling: float = 1.0,
    ) -> tuple[NDArray[np.int64], float]:
        """Some rounds from the state at hand; returns the best state and its cost."""
        instance = self.instance
        best = self.state.copy()
        cost, done = improve(
            self.state,
            best,
            self.n,
            sheets,
            instance.size,
            instance.turns,
            self.type_of,
            instance.batch,
            instance.rules.batch_reach,
            self.goes_on,
            instance.plates,
            instance.stages,
            instance.style,
            instance.directions,
            instance.price if price is None else price,
            instance.per_mm,
            worth,
            reward,
            open_kinds,
            self.stock,
            missing_only,
            rounds,
            heat,
            cooling,
            self.absent,
            self.seed,
        )
        self.rounds += done
        return best, float(cost)

    def kinds_open(self) -> Longs:
        """Kinds of sheet that take some of the pieces."""
        needed = np.unique(self.type_of)
        return np.flatnonzero(self.goes_on[:, needed].any(axis=1)).astype(np.int64)

    def start(self) -> None:
        """A first plan: every piece in as few rounds as it takes to look around."""
        self.state, _ = self.run(
            self.n,
            rounds=max(3, min(100, 20_000 // max(1, self.n))),
            heat=0.005,
            worth=self.missing * 20,
            open_kinds=self.kinds_open(),
            reward=0.05,
            cooling=0.97,
        )

    def fewer(self, budget: Budget, patience: int | None = None) -> bool:
        """Takes sheets away one by one; True when the bound was reached.

        With `patience` it gives up after that many rounds at one number of sheets.
        """
        good = self.state.copy()
        none = np.zeros(0, np.int64)
        batch_of_rounds = self._batch_of_rounds()
        while _complete(good, self.n) and int((good[K_COUNT] > 0).sum()) > self.least:
            self._drop_smallest(good)
            spent, placed = 0, False
            while not placed and not self._over(budget, self.rounds):
                if patience is not None and spent >= patience:
                    break
                best, _ = self.run(
                    self.n,
                    rounds=batch_of_rounds,
                    heat=HEAT,
                    worth=self.missing,
                    open_kinds=none,
                    missing_only=True,
                )
                spent += batch_of_rounds
                placed = _complete(best, self.n)
                if placed:
                    good = best
            if not placed:
                break
        self.state = good
        return int((good[K_COUNT] > 0).sum()) <= self.least

    def cheaper(self, budget: Budget, patience: int | None = None) -> None:
        """Anneals the cost of the sheets used."""
        open_kinds = self.kinds_open()
        batch_of_rounds = self._batch_of_rounds()
        best = self.state.copy()
        best_cost = np.inf
        heat, spent = 0.02, 0
        slots = min(self.n, int((best[K_COUNT] > 0).sum()) + 4)
        self._compress(slots)
        while not self._over(budget, self.rounds) and (patience is None or spent < patience):
            found, cost = self.run(
                slots,
                rounds=batch_of_rounds,
                heat=heat,
                worth=self.missing * 5,
                open_kinds=open_kinds,
                reward=0.05,
            )
            spent += batch_of_rounds
            if cost < best_cost - 1e-9:
                best, best_cost = found, cost
                spent = 0
            heat = max(0.0005, heat * 0.93)
            if heat <= 0.0005 and spent > 20 * batch_of_rounds:
                heat = 0.02
                self.state = best.copy()
        self.state = best

    def dearest(self, sheets: Longs, budget: Budget, patience: int | None = None) -> None:
        """Cuts the most value from the given sheets (kinds), pieces may stay over."""
        instance = self.instance
        slots = min(sheets.shape[0], self.n)
        self.state[K_KIND, :slots] = sheets[:slots]
        # A worth of nothing still wants to be cut.
        worth = np.maximum(instance.worth, 1e-6)
        scale = float(worth[self.type_of].max())
        worth = worth / scale
        batch_of_rounds = self._batch_of_rounds()
        best, best_cost = self.state.copy(), np.inf
        heat, spent = 0.3, 0
        none = np.zeros(0, np.int64)
        while not self._over(budget, self.rounds) and (patience is None or spent < patience):
            found, cost = self.run(
                slots,
                rounds=batch_of_rounds,
                heat=heat,
                worth=worth,
                open_kinds=none,
                reward=1e-4,
            )
            spent += batch_of_rounds
            if cost < best_cost - 1e-9:
                best, best_cost = found, cost
                spent = 0
            if _complete(best, self.n):
                break
            heat *= 0.9
            if heat < 0.002:
                heat = 0.2
                self.state = best.copy()
        self.state = best

    def _over(self, budget: Budget, rounds: int) -> bool:
        limit = budget.work_limit
        return budget.expired() or (limit is not None and rounds >= limit)

    def _batch_of_rounds(self) -> int:
        return int(max(10, min(2_000, ROUNDS * 100 // max(20, self.n))))

    def _drop_smallest(self, good: NDArray[np.int64]) -> None:
        self.state = good.copy()
        state = self.state
        areas = np.where(state[K_COUNT] > 0, state[K_AREA], np.iinfo(np.int64).max)
        smallest = int(areas.argmin())
        for piece in range(self.n):
            stack = state[P_STACK, piece]
            if stack >= 0 and state[B_SHEET, state[S_BAND, stack]] == smallest:
                state[P_STACK, piece] = -1
        state[K_KIND, smallest] = -1
        state[K_KIND][state[K_COUNT] == 0] = -1
        self.absent[:] = 0
        recount(state, self.n, self.instance.size, self.type_of, self.instance.batch)

    def _compress(self, slots: int) -> None:
        """Moves the sheets in use to the first slots."""
        state = self.state
        used = np.flatnonzero(state[K_COUNT] > 0)
        place = np.full(state.shape[1], -1, np.int64)
        place[used] = np.arange(used.shape[0])
        kinds, directions = state[K_KIND, used].copy(), state[K_DIRECTION, used].copy()
        bands = state[B_COUNT] > 0
        state[B_SHEET, bands] = place[state[B_SHEET, bands]]
        state[K_KIND] = -1
        state[K_KIND, : used.shape[0]] = kinds
        state[K_DIRECTION, : used.shape[0]] = directions
        recount(state, self.n, self.instance.size, self.type_of, self.instance.batch)

    def outcome(self) -> Outcome:
        """The state as patterns."""
        state = self.state
        left = [int(self.type_of[p]) for p in range(self.n) if state[P_STACK, p] < 0]
        pieces: dict[int, list[int]] = {}
        for piece in range(self.n):
            if state[P_STACK, piece] >= 0:
                pieces.setdefault(int(state[P_STACK, piece]), []).append(piece)
        stacks: dict[int, list[int]] = {}
        for stack in range(state.shape[1]):
            if state[S_COUNT, stack] > 0:
                stacks.setdefault(int(state[S_BAND, stack]), []).append(stack)
        bands: dict[int, list[int]] = {}
        for band in range(state.shape[1]):
            if state[B_COUNT, band] > 0:
                bands.setdefault(int(state[B_SHEET, band]), []).append(band)
        patterns = []
        for sheet, own in sorted(bands.items()):
            direction = int(state[K_DIRECTION, sheet])
            # Direction 0 lays bands behind each other across the width: the cuts run lengthwise.
            along = Axis.WIDTH if direction else Axis.LENGTH
            blocks = []
            for band in sorted(own, key=lambda b: -int(state[B_HEIGHT, b])):
                band_block = Block(int(state[B_HEIGHT, band]), other(along))
                for stack in sorted(stacks[band], key=lambda s: -int(state[S_HEIGHT, s])):
                    band_block.blocks.append(
                        self._stack_block(stack, pieces[stack], direction, along)
                    )
                blocks.append(band_block)
            patterns.append(Pattern(int(state[K_KIND, sheet]), along, blocks))
        return Outcome(patterns, left, rounds=self.rounds)

    def _stack_block(self, stack: int, own: list[int], direction: int, along: Axis) -> Block:
        instance, state = self.instance, self.state
        found = []
        for piece in own:
            kind, turn = int(self.type_of[piece]), int(state[P_TURN, piece])
            turned = turn ^ direction
            height = int(instance.size[kind, 1 - turned])
            found.append(Block(height, piece=kind, turned=bool(turn)))
        width = int(state[S_WIDTH, stack])
        if instance.stages == 2:
            # One piece, trimmed to its height within the band.
            return Block(width, piece=found[0].piece, turned=found[0].turned)
        found.sort(key=lambda block: (block.piece, block.turned))
        return Block(width, along, found)


def _complete(state: NDArray[np.int64], n: int) -> bool:
    return bool((state[P_STACK, :n] >= 0).all())


def search_staged(
    instance: CuttingInstance, type_of: Longs, stock: Longs, budget: Budget, least: int
) -> Outcome:
    """The best plan found for the pieces; `least` is a bound at which to stop."""
    problem = instance.problem
    search = StagedSearch(instance, type_of, stock, budget.seed, least)
    if problem.objective == CuttingObjective.MOST_VALUE:
        kinds = np.repeat(np.arange(instance.kinds), np.minimum(stock, search.n))
        search.dearest(kinds.astype(np.int64), budget)
        return search.outcome()
    search.start()
    proved = False
    one_price = bool((instance.per_mm == 0).all() and np.ptp(instance.price) == 0)
    if one_price:
        proved = search.fewer(budget)
    else:
        search.cheaper(budget)
    outcome = search.outcome()
    outcome.proved = proved and not outcome.left
    return outcome
