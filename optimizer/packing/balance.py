"""Bringing a loading into balance: centre of gravity and axle loads within their limits.

Any first part of an order of loading is a loading by itself. So the longest part is kept that can
be balanced, if need be by moving everything on the floor along or across as one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from optimizer.packing.kernels.arrays import Longs
from optimizer.packing.model import LoadUnit

_FAR = 1 << 60


class _Moves(NamedTuple):
    """Least and largest move along one axis; none when the least is larger."""

    least: int
    largest: int

    def nearest(self) -> int:
        return min(max(0, self.least), self.largest)

    def within(self, free: _Moves) -> _Moves:
        """Moves that are free as well; not to move at all always is."""
        return _Moves(0, 0) if self.least <= 0 <= self.largest else self.meet(free)

    def meet(self, other: _Moves) -> _Moves:
        return _Moves(max(self.least, other.least), min(self.largest, other.largest))


def is_free_of_balance(unit: LoadUnit) -> bool:
    """True when nothing is asked of the balance of such a unit."""
    return unit.centre_of_gravity is None and len(unit.axles) != 2


def balance(unit: LoadUnit, weights_g: Sequence[int], rows: Longs) -> Longs:
    """The longest balanced first part of `rows` (type, x, y, z, dx, dy, dz, nests), moved if need
    be; `weights_g` by type. Empty when no part is.
    """
    if is_free_of_balance(unit) or not len(rows):
        return rows
    grams = [weights_g[t] for t in rows[:, 0].tolist()]
    lying = [
        (
            piece.item.weight_g,
            2 * piece.x_mm + piece.item.size.length_mm,
            2 * piece.y_mm + piece.item.size.width_mm,
            2 * piece.z_mm + piece.item.size.height_mm,
        )
        for piece in unit.preloaded
    ]
    weight = list(accumulate(grams, initial=sum(one[0] for one in lying)))
    moments = []
    ranges: list[list[_Moves]] = []
    for axis in range(3):
        twice = (2 * rows[:, 1 + axis] + rows[:, 4 + axis]).tolist()
        turning = (w * centre for w, centre in zip(grams, twice, strict=True))
        start = sum(one[0] * one[1 + axis] for one in lying)
        moments.append(list(accumulate(turning, initial=start)))
        if axis < 2:
            ranges.append(list(_free_moves(unit, axis, rows)))
    for count in range(len(rows), 0, -1):
        along, across = ranges[0][count - 1], ranges[1][count - 1]
        along = _moves_along(unit, weight[count], moments[0][count]).within(along)
        across = _moves_across(unit, weight[count], moments[1][count]).within(across)
        if along.least > along.largest or across.least > across.largest:
            continue
        window = unit.centre_of_gravity
        highest = None if window is None else window.max_z_mm
        if highest is not None and moments[2][count] > 2 * highest * weight[count]:
            continue
        kept = rows[:count].copy()
        kept[:, 1] += along.nearest()
        kept[:, 2] += across.nearest()
        return kept
    return rows[:0]


def _free_moves(unit: LoadUnit, axis: int, rows: Longs) -> Iterator[_Moves]:
    """How far each first part of the rows can be moved as one along an axis.

    Where pieces may overhang, only to where all stand on the deck, so that no base rests on less.
    """
    length = (unit.inner_size.length_mm, unit.inner_size.width_mm)[axis]
    pad = unit.wall_padding_mm
    starts = accumulate(rows[:, 1 + axis].tolist(), min)
    ends = accumulate((rows[:, 1 + axis] + rows[:, 4 + axis]).tolist(), max)
    stands_free = not (unit.preloaded or unit.reserved_spaces)
    for start, end in zip(starts, ends, strict=True):
        yield _Moves(pad - start, length - pad - end) if stands_free else _Moves(0, 0)


def _moves_along(unit: LoadUnit, weight: int, moment: int) -> _Moves:
    """Moves along the length that bring `moment` (twice, about x = 0) within all limits."""
    window = unit.centre_of_gravity
    found = _Moves(-_FAR, _FAR)
    if window is not None and weight:
        found = _moves_into(window.min_x_mm, window.max_x_mm, weight, moment)
    if len(unit.axles) != 2:
        return found
    front, rear = sorted(unit.axles, key=lambda axle: axle.position_mm)
    apart = 2 * (rear.position_mm - front.position_mm)
    about_front = moment - 2 * front.position_mm * weight
    # What the rear axle bears grows with the move, what the front axle bears falls.
    most = min(
        (rear.max_load_g - rear.empty_load_g) * apart,
        weight * apart - (front.min_load_g - front.empty_load_g) * apart,
    )
    least = max(
        (rear.min_load_g - rear.empty_load_g) * apart,
        weight * apart - (front.max_load_g - front.empty_load_g) * apart,
    )
    if not weight:
        return found if least <= about_front <= most else _Moves(1, 0)
    step = 2 * weight
    return found.meet(_Moves(-(-(least - about_front) // step), (most - about_front) // step))


def _moves_across(unit: LoadUnit, weight: int, moment: int) -> _Moves:
    window = unit.centre_of_gravity
    if window is None or not weight:
        return _Moves(-_FAR, _FAR)
    return _moves_into(window.min_y_mm, window.max_y_mm, weight, moment)


def _moves_into(low: int | None, high: int | None, weight: int, moment: int) -> _Moves:
    step = 2 * weight
    return _Moves(
        -_FAR if low is None else -(-(step * low - moment) // step),
        _FAR if high is None else (step * high - moment) // step,
    )
