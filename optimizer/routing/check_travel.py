"""How a vehicle gets from place to place, as the checker reads it.

Shares no code with engines or kernels. Time off on the way comes on top; where travel changes with
the hour a leg is followed from one moment to the next at which its pace changes or a break begins,
in shares of 2**30 of the leg, as the API states it.
"""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.routing.model import Vehicle
from optimizer.routing.travel import ProfileTravel

_LEG = 2**30

Break = tuple[int, int]
"""From when to when."""


class Road:
    """The travel of one vehicle."""

    def __init__(self, travel: ProfileTravel, vehicle: Vehicle) -> None:
        self._travel = travel
        self._factor = vehicle.speed_factor

    @property
    def changes(self) -> bool:
        """Whether it matters when a leg is driven."""
        return bool(self._travel.slices)

    def metres(self, here: str, there: str) -> int | None:
        """Length of a leg; None where there is no way."""
        cell = self._cell(here, there)
        if cell is None or self.usual(here, there) is None:
            return None
        metres = int(self._travel.matrix.distance_m[cell])
        return None if metres < 0 else metres

    def usual(self, here: str, there: str) -> int | None:
        """Seconds of a leg outside all slices; None where there is no way."""
        cell = self._cell(here, there)
        return None if cell is None else self._paced(int(self._travel.matrix.duration_s[cell]))

    def drive(
        self, here: str, there: str, leave: int, breaks: Sequence[Break] = ()
    ) -> tuple[int, int] | None:
        """(arrival, seconds at the wheel) when leaving at a moment; None where there is no way."""
        cell = self._cell(here, there)
        usual = self.usual(here, there)
        if cell is None or usual is None:
            return None
        if not self._travel.slices or here == there:
            arrival = leave + usual
            while arrival != leave + usual + _off(breaks, leave, arrival):
                arrival = leave + usual + _off(breaks, leave, arrival)
            return arrival, usual
        slices = []
        for start, end, table in self._travel.slices:
            pace = self._paced(int(table[cell]))
            if pace is None:
                return None
            slices.append((start, end, pace))
        moments = {m for start, end, _ in slices for m in (start, end)}
        moments |= {begin for begin, _ in breaks}
        following = sorted(m for m in moments if m > leave)
        now, left, driven = leave, _LEG, 0
        while True:
            resting = [end for begin, end in breaks if begin <= now < end]
            if resting:
                now = max(resting)
                continue
            pace = next((p for start, end, p in slices if start <= now < end), usual)
            until = next((m for m in following if m > now), None)
            rest = (2 * left * pace + _LEG) // (2 * _LEG)
            if until is None or rest <= until - now:
                return now + rest, driven + rest
            left = max(1, left - (until - now) * _LEG // pace)
            driven += until - now
            now = until

    def _cell(self, here: str, there: str) -> tuple[int, int] | None:
        index = self._travel.matrix.index
        row, column = index.get(here), index.get(there)
        return None if row is None or column is None else (row, column)

    def _paced(self, seconds: int) -> int | None:
        if seconds < 0:
            return None
        return seconds if self._factor == 1 else int(seconds / self._factor + 0.5)


def _off(breaks: Sequence[Break], begin: int, end: int) -> int:
    """Seconds of breaks inside a span."""
    return sum(max(0, min(end, b) - max(begin, a)) for a, b in breaks)
