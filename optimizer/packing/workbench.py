"""A packing in progress: pieces, the units they lie in, and scratch room for the kernels.

One workbench belongs to one thread. What a unit holds is a chain of pieces (see
`kernels/arrays.py`); a finished packing leaves as plain rows.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from optimizer.packing.instance import Instance
from optimizer.packing.kernels.alone import MOST_SPACES
from optimizer.packing.kernels.arrays import Chains, Ints, Longs, Scratch
from optimizer.packing.kernels.ejecting import TRIES, dissolve, push_in
from optimizer.packing.kernels.filling import fill_unit, fill_with_grids
from optimizer.packing.kernels.regrouping import MOST_LOOSE, regroup, write_unit

_MOST_OPENED = 64
_GRID_STEPS = 256
_EFFORT_PER_S = 200.0**3 / 0.25
"""Cubes of numbers of pieces in a unit that are filled in a second, on a slow machine."""
_MOST_GRIDS = 20_000


class FilledUnit(NamedTuple):
    """One unit of a finished packing; rows are (type, x, y, z, dx, dy, dz)."""

    kind: int
    rows: Ints


class Score(NamedTuple):
    """What the objective compares, smaller first: volume left loose, first and second price."""

    loose: int
    price: int
    second: int


def chance_of(seed: int) -> NDArray[np.uint64]:
    """The state of the random numbers that a seed starts."""
    return np.array([seed + 1], np.uint64)


class Workbench:
    """Pieces of an instance (packable ones only) and the units that hold them so far."""

    def __init__(self, instance: Instance, chance: NDArray[np.uint64]) -> None:
        """`chance` is the state of the random numbers (see `chance_of`), which goes on here."""
        self.instance = instance
        packable = np.flatnonzero(instance.packable).astype(np.int32)
        self.type_of: Ints = np.repeat(packable, instance.quantity[packable])
        loose_quantity = instance.to_pack
        self._first_piece = np.cumsum(loose_quantity) - loose_quantity
        n = self.type_of.shape[0]
        self._chance = chance
        self._chains = Chains(
            head=np.full(n + 1, -1, np.int32),
            link=np.full(n, -1, np.int32),
            spot=np.zeros((n, 6), np.int32),
            kind=np.zeros(n + 1, np.int32),
            price=np.zeros(n + 1, np.int64),
            volume=np.zeros(n + 1, np.int64),
            pieces_in=np.zeros(n + 1, np.int32),
            loose=np.arange(n, dtype=np.int32),
            tally=np.array([0, n], np.int64),
            used=np.zeros(instance.kind_count, np.int64),
        )
        self._scratch = Scratch(
            spaces=np.empty((MOST_SPACES, 6), np.int32),
            torn=np.empty((MOST_SPACES, 6), np.int32),
            placed=np.empty((n + MOST_LOOSE, 7), np.int32),
            stuck=np.zeros(instance.type_count, np.int8),
            sequence=np.empty(n + MOST_LOOSE, np.int32),
            keys=np.empty(n + MOST_LOOSE, np.float64),
            opened=np.empty((_MOST_OPENED, 5), np.int64),
        )

    @property
    def pieces(self) -> int:
        return len(self.type_of)

    @property
    def units(self) -> int:
        return int(self._chains.tally[0])

    @property
    def loose(self) -> int:
        """Pieces in no unit."""
        return int(self._chains.tally[1])

    def score(self) -> Score:
        """What the packing costs as it stands."""
        kinds = self._chains.kind[: self.units]
        loose = 0
        if self.loose:
            types = self.type_of[self._chains.loose[: self.loose]]
            loose = int(self.instance.goods.size[types].sum())
        return Score(
            loose,
            int(self._chains.price[: self.units].sum()),
            int(self.instance.kinds.second_price[kinds].sum()),
        )

    def beside(self) -> Workbench:
        """A workbench of the same instance and packing that draws from the same chance."""
        other = Workbench(self.instance, self._chance)
        other.copy_from(self)
        return other

    def copy_from(self, other: Workbench) -> None:
        """Takes over the packing of another workbench of the same instance."""
        for mine, theirs in zip(self._chains, other._chains, strict=True):
            np.copyto(np.asarray(mine), np.asarray(theirs))

    def take(self, units: list[FilledUnit]) -> None:
        """Takes over a packing of every piece."""
        self._chains.tally[:] = 0
        self._chains.used[:] = 0
        next_piece = self._first_piece.copy()
        for unit in units:
            placed = self._scratch.placed[: len(unit.rows)]
            placed[:] = unit.rows
            for row, t in enumerate(unit.rows[:, 0].tolist()):
                placed[row, 0] = next_piece[t]
                next_piece[t] += 1
            self._store(unit.kind, len(unit.rows))

    def fill_next(self, kind: int, sequence: Ints, rule: int, window: int) -> tuple[Ints, Ints]:
        """Fills a unit of `kind`: (placed rows, pieces of `sequence` that stay); stores nothing."""
        instance = self.instance
        rest = sequence.copy()
        done = fill_unit(
            instance.goods,
            self.type_of,
            instance.kinds.inner[kind],
            instance.kinds.net_weight[kind],
            instance.share,
            rest,
            rest.shape[0],
            rule,
            False,
            window,
            self._scratch,
            self._scratch.placed,
        )
        return self._scratch.placed[:done].copy(), rest[: rest.shape[0] - done]

    def open_unit(self, kind: int, placed: Ints) -> None:
        """Stores a filled unit; its pieces must be taken from the loose ones by `set_loose`."""
        self._scratch.placed[: placed.shape[0]] = placed
        self._store(kind, placed.shape[0])

    def open_by_grids(
        self,
        kind: int,
        types: Ints,
        left: NDArray[np.int64],
        window: int,
        out_of_time: Callable[[], bool],
    ) -> int:
        """Opens a unit filled with whole grids of like pieces; returns how many pieces it holds.

        `types` is the order of types and `left` their pieces still loose, reduced here. The unit
        is closed after `window` types in a row without room. The clock is looked at every few
        hundred grids.
        """
        instance = self.instance
        before = left.copy()
        most = min(int(left.sum()), _MOST_GRIDS)
        # Column by column, since looking for tops of one height reads only two of the columns.
        grids: Ints = np.empty((most, 7), np.int32, order="F")
        counts: Ints = np.empty((most, 3), np.int32)
        resume = np.zeros(6, np.int64)
        complete = False
        while not complete and not out_of_time():
            complete = fill_with_grids(
                instance.goods,
                instance.kinds.inner[kind],
                instance.kinds.net_weight[kind],
                instance.share,
                types,
                left,
                window,
                _GRID_STEPS,
                self._scratch,
                grids,
                counts,
                resume,
            )
        grid_count = int(resume[1])
        next_piece = self._first_piece + instance.quantity - before
        row = 0
        for (t, x, y, z, dx, dy, dz), (nx, ny, nz) in zip(
            grids[:grid_count].tolist(), counts[:grid_count].tolist(), strict=True
        ):
            size = (dx // nx, dy // ny, dz // nz)
            corners = np.indices((nx, ny, nz)).reshape(3, -1).T * size + (x, y, z)
            rows = self._scratch.placed[row : row + corners.shape[0]]
            rows[:, 0] = next_piece[t] + np.arange(corners.shape[0])
            rows[:, 1:4] = corners
            rows[:, 4:] = size
            next_piece[t] += corners.shape[0]
            row += corners.shape[0]
        if row:
            self._store(kind, row)
        return row

    def loose_by_type(self, left: NDArray[np.int64]) -> None:
        """Says which pieces are in no unit, after `open_by_grids`: the last `left` of each type."""
        first = self._first_piece + self.instance.quantity - left
        types = np.flatnonzero(left)
        parts = [np.arange(first[t], first[t] + left[t]) for t in types]
        self.set_loose(np.concatenate(parts).astype(np.int32) if parts else np.empty(0, np.int32))

    def set_loose(self, pieces: Ints) -> None:
        """Says which pieces are in no unit."""
        self._chains.loose[: pieces.shape[0]] = pieces
        self._chains.tally[1] = pieces.shape[0]

    def used(self, kind: int) -> int:
        return int(self._chains.used[kind])

    def _store(self, kind: int, count: int) -> None:
        types = self.type_of[self._scratch.placed[:count, 0]]
        inside = int(self.instance.goods.size[types].sum())
        price = self.instance.price_of(kind, int(self.instance.goods.weight[types].sum()))
        write_unit(kind, self._scratch.placed, count, inside, price, self.units, self._chains)
        self._chains.tally[0] += 1
        self._chains.used[kind] += 1

    def improve(self, rounds: int, most_work: int, seconds: float) -> tuple[int, int]:
        """Up to `rounds` regroupings, none that might take longer than so many seconds; returns
        (rounds done, rounds that improved the score).
        """
        instance = self.instance
        done, better = regroup(
            instance.goods,
            self.type_of,
            instance.kinds,
            instance.share,
            self._chains,
            rounds,
            most_work,
            _EFFORT_PER_S * seconds,
            self._chance,
            self._scratch,
        )
        return int(done), int(better)

    def dissolve(self, unit: int) -> None:
        """Makes the pieces of one unit loose; the last unit takes its place."""
        dissolve(self._chains, unit)

    def push_in(
        self, clash: NDArray[np.bool_], worth: NDArray[np.float64], most: int, most_work: int
    ) -> int:
        """Up to `most` pushes of loose pieces into the units (`kernels/ejecting.py`), those made.

        `clash` tells types that never share a unit, `worth` (changed) what each piece is worth.
        """
        instance = self.instance
        done: int = push_in(
            instance.goods,
            self.type_of,
            clash,
            instance.kinds,
            instance.share,
            self._chains,
            worth,
            most,
            most_work,
            self._chance,
            self._scratch,
        )
        return done

    def pushing_s(self) -> float:
        """About how long one push may take that tries all units, on a slow machine."""
        cubes = float((self._chains.pieces_in[: self.units].astype(np.float64) ** 3).sum())
        return TRIES * cubes / _EFFORT_PER_S

    def contents(self) -> tuple[Ints, Longs, Longs]:
        """Of each unit its kind, its first price and the volume it holds."""
        units, chains = self.units, self._chains
        return chains.kind[:units], chains.price[:units], chains.volume[:units]

    def finished(self) -> list[FilledUnit]:
        """The units as they stand."""
        found = []
        for unit in range(self.units):
            chain = []
            piece = int(self._chains.head[unit])
            while piece >= 0:
                chain.append(piece)
                piece = int(self._chains.link[piece])
            pieces = np.array(chain, np.int32)
            rows: Ints = np.empty((len(chain), 7), np.int32)
            rows[:, 0] = self.type_of[pieces]
            rows[:, 1:] = self._chains.spot[pieces]
            found.append(FilledUnit(int(self._chains.kind[unit]), rows))
        return found
