"""The one shape in which travel reaches every search: distances and times between places.

Whatever knows the ground (a formula, the caller's own table, a road engine behind HTTP) ends in a
`TravelMatrix`; whatever plans on it never asks where it came from.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from optimizer.faults import OptimizerError

NO_WAY = -1
DISTANCE_MAX_M = 1_000_000_000
DURATION_MAX_S = 100_000_000

Cells = npt.NDArray[np.int64]


class TravelError(OptimizerError):
    """Travel that cannot be read; the message names the place and the trouble."""


@dataclass(frozen=True, slots=True, eq=False)
class TravelMatrix:
    """Way and time from each place to each other.

    `distance_m` and `duration_s` are int64 of shape (n, n), from row to column, metres and
    seconds; `NO_WAY` (-1) in both where there is no way. The diagonal is zero. Arrays are
    read-only. `index` finds the row of a place.
    """

    place_ids: tuple[str, ...]
    distance_m: Cells
    duration_s: Cells
    index: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        n = len(self.place_ids)
        for name, cells in (("distance_m", self.distance_m), ("duration_s", self.duration_s)):
            if cells.shape != (n, n) or cells.dtype != np.int64:
                raise TravelError(f"{name} is {cells.dtype}{cells.shape}, not int64({n}, {n})")
            cells.flags.writeable = False
        index = {place_id: row for row, place_id in enumerate(self.place_ids)}
        if len(index) != n:
            raise TravelError("a place stands in the matrix more than once")
        object.__setattr__(self, "index", index)

    def rows(self, place_ids: Sequence[str]) -> npt.NDArray[np.int64]:
        """Row of each place; a `TravelError` names the first that is missing."""
        try:
            return np.fromiter((self.index[p] for p in place_ids), np.int64, len(place_ids))
        except KeyError as missing:
            raise TravelError(f"place {missing.args[0]!r} is not in the travel matrix") from None


def given_matrix(
    place_ids: Sequence[str],
    distance_m: npt.ArrayLike,
    duration_s: npt.ArrayLike,
) -> TravelMatrix:
    """A matrix handed in by the caller, checked in bulk.

    Cells may be flat (row by row) or square; -1 means no way, and a pair with no way in one table
    has none in the other. A place is no way from itself, whatever the diagonal says.
    Raises `TravelError` when the size, the type or a value is wrong.
    """
    n = len(place_ids)
    distance = _square(distance_m, n, "distances_m", DISTANCE_MAX_M)
    duration = _square(duration_s, n, "durations_s", DURATION_MAX_S)
    closed = (distance < 0) | (duration < 0)
    distance[closed] = NO_WAY
    duration[closed] = NO_WAY
    np.fill_diagonal(distance, 0)
    np.fill_diagonal(duration, 0)
    return TravelMatrix(tuple(place_ids), distance, duration)


def _square(cells: npt.ArrayLike, n: int, name: str, largest: int) -> Cells:
    raw = np.asarray(cells)
    if raw.dtype.kind not in "iu" or raw.size != n * n:
        raise TravelError(f"{name} must hold {n * n} whole numbers, found {raw.size} {raw.dtype}")
    square = np.array(raw, dtype=np.int64, order="C").reshape(n, n)
    wrong = np.argwhere((square < NO_WAY) | (square > largest))
    if len(wrong):
        i, j = (int(x) for x in wrong[0])
        raise TravelError(
            f"{name} row {i}, column {j} is {square[i, j]}; allowed is -1 to {largest}"
        )
    return square
