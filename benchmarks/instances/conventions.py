"""How a set of instances turns coordinates into distances, and a plan into its objective.

A best known value means nothing without its convention: the same routes of Solomon's R101 cost
1637.7 when each distance is cut to one decimal and 1642.88 in double precision. The names are those
used in the `bks.csv` files. In every convention travel time equals distance, and times, windows and
service times are scaled as distances are.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

SOLVER_SCALE = 1000
"""Double-precision sets are solved in thousandths and judged in double precision."""


class Rounding(Enum):
    """What is done to a scaled distance."""

    DOWN = "down"
    NEAREST = "nearest"
    NONE = "none"


@dataclass(frozen=True)
class Convention:
    """One convention; `scale` and `rounding` make judged distances from those of the file.

    The reported objective is the judged one divided by `report_divisor`. With `vehicles_first`
    fewer vehicles come before less distance. `cost_divisor` puts vehicle costs of the file back to
    their original scale.
    """

    name: str
    meaning: str
    scale: int = 1
    rounding: Rounding = Rounding.NONE
    report_divisor: int = 1
    vehicles_first: bool = False
    cost_divisor: int = 1

    @property
    def is_double(self) -> bool:
        """Judged in double precision."""
        return self.rounding is Rounding.NONE

    @property
    def solver_scale(self) -> int:
        """Solver units in one unit of the file."""
        return SOLVER_SCALE if self.is_double else self.scale

    def judged(self, distance: float) -> float:
        """Distance or time of the file, as it counts in the objective and in windows."""
        if self.rounding is Rounding.DOWN:
            return float(int(distance * self.scale))
        if self.rounding is Rounding.NEAREST:
            return float(int(distance * self.scale + 0.5))
        return distance

    def judged_time(self, time: float) -> float:
        """A time given in the file, scaled as distances are."""
        return time if self.is_double else float(round(time * self.scale))

    def solver_distances(self, distances: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        """Whole distances for the search."""
        if self.rounding is Rounding.DOWN:
            return np.floor(distances * self.scale).astype(np.int64)
        return np.floor(distances * self.solver_scale + 0.5).astype(np.int64)

    def solver_durations(self, distances: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
        """Whole travel times for the search.

        Double-precision times are rounded up, so that what is punctual in thousandths is punctual
        in double precision too.
        """
        if self.is_double:
            return np.ceil(distances * SOLVER_SCALE - 1e-6).astype(np.int64)
        return self.solver_distances(distances)

    def reported(self, judged: float) -> float | int:
        """The objective as the set's tables print it."""
        if self.is_double:
            return judged
        whole = round(judged)
        return whole if self.report_divisor == 1 else whole / self.report_divisor


CONVENTIONS = {
    convention.name: convention
    for convention in (
        Convention(
            "rounded_int",
            "Euclidean distance rounded to the nearest whole number (TSPLIB EUC_2D)",
            rounding=Rounding.NEAREST,
        ),
        Convention(
            "dimacs_trunc1",
            "Euclidean distance cut to one decimal (DIMACS 2022), total distance",
            scale=10,
            rounding=Rounding.DOWN,
            report_divisor=10,
        ),
        Convention(
            "dimacs_x10",
            "as dimacs_trunc1, but distances, times and prizes count in tenths",
            scale=10,
            rounding=Rounding.DOWN,
        ),
        Convention(
            "exact_x1000",
            "distances and times times 1000, rounded to the nearest whole number",
            scale=1000,
            rounding=Rounding.NEAREST,
        ),
        Convention("double", "Euclidean distance in double precision, total cost"),
        Convention(
            "double_hierarchical",
            "double precision; fewest vehicles first, then distance",
            vehicles_first=True,
        ),
        Convention(
            "hfvrp_unscaled",
            "double precision; vehicle costs of the file divided by 100",
            cost_divisor=100,
        ),
        Convention(
            "explicit_integer_matrix",
            "the whole numbers of the file's own matrix",
            rounding=Rounding.NEAREST,
        ),
        Convention(
            "explicit_integer_matrix_hierarchical",
            "the whole numbers of the file's own matrix; fewest vehicles first",
            rounding=Rounding.NEAREST,
            vehicles_first=True,
        ),
    )
}
