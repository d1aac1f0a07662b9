"""Can these few pieces lie in one unit at all? Every arrangement is looked at, or the limit met.

Any packing can be pushed together until each low corner is a sum of measures on every axis (Herz
1972; Christofides and Whitlock 1977), so that only the points of a grid need be tried. They are
gone through in order of their coordinates: at each one either a piece gets its low corner, or none
does, and then the cell behind the point stays empty for good, since whatever reaches into it must
start at or before it. A branch ends when the cells that are left are smaller than the pieces that
are left. Support and weight play no part: what cannot lie here at all cannot stand either.
"""

from __future__ import annotations

import numpy as np
from numba import njit

NOWHERE, FOUND, UNKNOWN = 0, 1, 2


@njit(cache=True, nogil=True)
def sums_up_to(first_turn, turns, quantity, axis, most, again):
    """Sums of measures along `axis` up to `most`; each piece counts once, or `again` and again."""
    possible = np.zeros(most + 1, np.bool_)
    possible[0] = True
    types = quantity.shape[0]
    if again:
        for value in range(1, most + 1):
            for r in range(first_turn[0], first_turn[types]):
                if turns[r, axis] <= value and possible[value - turns[r, axis]]:
                    possible[value] = True
                    break
        return possible
    for t in range(types):
        for _ in range(quantity[t]):
            # Downwards, so that one piece is not counted twice.
            for value in range(most, 0, -1):
                if possible[value]:
                    continue
                for r in range(first_turn[t], first_turn[t + 1]):
                    if turns[r, axis] <= value and possible[value - turns[r, axis]]:
                        possible[value] = True
                        break
    return possible


@njit(cache=True, nogil=True)
def arrange(first_turn, turns, size, quantity, lines_x, lines_y, lines_z, most_steps, spots):
    """Looks for a place for every piece; returns (verdict, steps made).

    `lines_*` are the possible low coordinates on each axis, ending with the end of the room.
    `quantity` is used up and given back. When FOUND, rows of `spots` are (turn, x, y, z).
    """
    nx, ny, nz = lines_x.shape[0] - 1, lines_y.shape[0] - 1, lines_z.shape[0] - 1
    cells = nx * ny * nz
    end_x, end_y, end_z = lines_x[nx], lines_y[ny], lines_z[nz]
    covered = np.zeros(cells, np.int8)
    types = quantity.shape[0]
    turn_type = np.empty(turns.shape[0], np.int32)
    needed = np.int64(0)
    pieces = 0
    for t in range(types):
        for r in range(first_turn[t], first_turn[t + 1]):
            turn_type[r] = t
        needed += size[t] * quantity[t]
        pieces += quantity[t]
    room = np.int64(end_x) * end_y * end_z
    at = np.empty(pieces, np.int64)
    room_at = np.empty(pieces, np.int64)
    placed = 0
    cell = 0
    option = 0
    steps = 0
    while True:
        if placed == pieces:
            return FOUND, steps
        back = room < needed or cell >= cells
        if not back:
            steps += 1
            if steps > most_steps:
                for i in range(placed):
                    quantity[turn_type[spots[i, 0]]] += 1
                return UNKNOWN, steps
            if covered[cell]:
                cell += 1
                option = 0
                continue
            k = cell // (nx * ny)
            j = (cell // nx) % ny
            i = cell % nx
            x, y, z = lines_x[i], lines_y[j], lines_z[k]
            chosen = -1
            for r in range(option, turns.shape[0]):
                if quantity[turn_type[r]] == 0:
                    continue
                if x + turns[r, 0] > end_x or y + turns[r, 1] > end_y or z + turns[r, 2] > end_z:
                    continue
                free = True
                for q in range(placed):
                    o = spots[q, 0]
                    if (
                        x < spots[q, 1] + turns[o, 0]
                        and spots[q, 1] < x + turns[r, 0]
                        and y < spots[q, 2] + turns[o, 1]
                        and spots[q, 2] < y + turns[r, 1]
                        and z < spots[q, 3] + turns[o, 2]
                        and spots[q, 3] < z + turns[r, 2]
                    ):
                        free = False
                        break
                if free:
                    chosen = r
                    break
            if chosen < 0:
                room -= np.int64(lines_x[i + 1] - x) * (lines_y[j + 1] - y) * (lines_z[k + 1] - z)
                cell += 1
                option = 0
                continue
            at[placed] = cell
            room_at[placed] = room
            spots[placed, 0] = chosen
            spots[placed, 1] = x
            spots[placed, 2] = y
            spots[placed, 3] = z
            room -= _cover(covered, lines_x, lines_y, lines_z, i, j, k, turns, chosen, 1)
            quantity[turn_type[chosen]] -= 1
            needed -= size[turn_type[chosen]]
            placed += 1
            cell += 1
            option = 0
            continue
        if placed == 0:
            return NOWHERE, steps
        placed -= 1
        cell = at[placed]
        room = room_at[placed]
        last = spots[placed, 0]
        k = cell // (nx * ny)
        j = (cell // nx) % ny
        i = cell % nx
        _cover(covered, lines_x, lines_y, lines_z, i, j, k, turns, last, 0)
        quantity[turn_type[last]] += 1
        needed += size[turn_type[last]]
        option = last + 1


@njit(cache=True, nogil=True)
def _cover(covered, lines_x, lines_y, lines_z, i, j, k, turns, r, mark):
    """Marks the cells that a piece reaches into; returns their volume, all lost to others."""
    nx, ny, nz = lines_x.shape[0] - 1, lines_y.shape[0] - 1, lines_z.shape[0] - 1
    x, y, z = lines_x[i] + turns[r, 0], lines_y[j] + turns[r, 1], lines_z[k] + turns[r, 2]
    i2, j2, k2 = i, j, k
    while i2 < nx and lines_x[i2] < x:
        i2 += 1
    while j2 < ny and lines_y[j2] < y:
        j2 += 1
    while k2 < nz and lines_z[k2] < z:
        k2 += 1
    for c in range(k, k2):
        for b in range(j, j2):
            row = (c * ny + b) * nx
            for a in range(i, i2):
                covered[row + a] = mark
    return (
        np.int64(lines_x[i2] - lines_x[i]) * (lines_y[j2] - lines_y[j]) * (lines_z[k2] - lines_z[k])
    )
