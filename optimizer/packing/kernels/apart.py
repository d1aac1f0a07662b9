"""Blocks of a loading taken apart: a large block as the smaller ones it was made of.

A loading of few large blocks can only be changed by whole blocks. Taken apart at random places it
is the same loading in smaller steps, any of which may be loaded anew; and under full support the
tops of the parts carry more than the one rectangle known of the whole.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.blocks import GRID
from optimizer.packing.kernels.chance import draw_below


@njit(cache=True, nogil=True)
def grid_key(turn, nx, ny, nz):
    """A grid of like pieces as one number (or arrays of them); large ones may share one."""
    return ((turn * 2048 + nx) * 2048 + ny) * 2048 + nz


@njit(cache=True, nogil=True)
def _find(keys, places, made, turn, grid):
    """Row of a grid; -1 when it was not built."""
    i = np.searchsorted(keys, grid_key(np.int64(turn), grid[0], grid[1], grid[2]))
    if i < keys.shape[0]:
        b = np.int64(places[i])
        if (
            made[b, 1] == turn
            and made[b, 2] == grid[0]
            and made[b, 3] == grid[1]
            and made[b, 4] == grid[2]
        ):
            return b
    return np.int64(-1)


@njit(cache=True, nogil=True)
def take_apart(rows, size, volume, made, keys, places, most_volume, seed, parts):
    """Writes `rows` (block, x, y, z, mirror) to `parts`, blocks of more than `most_volume` as their
    parts, what lies below first; returns how many.

    `made` is (GRID, turn, nx, ny, nz) or (axis, first, second, 0, 0) of each block, rows in the
    order of `size`; `keys` (sorted) and `places` find a grid.
    """
    n = 0
    stack = np.empty((64, 5), np.int32)
    for row in range(rows.shape[0]):
        stack[0] = rows[row]
        top = 1
        while top > 0:
            top -= 1
            b = np.int64(stack[top, 0])
            first, second = np.int64(-1), np.int64(-1)
            axis = np.int64(0)
            room = n + top + rows.shape[0] - row + 2 < parts.shape[0]
            if volume[b] > most_volume and room and top + 2 < stack.shape[0]:
                if made[b, 0] == GRID:
                    axis = draw_below(seed, 3)
                    for _ in range(3):
                        count = np.int64(made[b, 2 + axis])
                        if count > 1:
                            cut = 1 + draw_below(seed, count - 1)
                            one = np.array((made[b, 2], made[b, 3], made[b, 4]), np.int64)
                            one[axis] = cut
                            first = _find(keys, places, made, made[b, 1], one)
                            one[axis] = count - cut
                            second = _find(keys, places, made, made[b, 1], one)
                            if first >= 0 and second >= 0:
                                break
                            first = np.int64(-1)
                        axis = (axis + 1) % 3
                else:
                    axis = np.int64(made[b, 0])
                    first, second = np.int64(made[b, 1]), np.int64(made[b, 2])
            if first < 0:
                parts[n] = stack[top]
                n += 1
                continue
            x, y, z, mirror = stack[top, 1], stack[top, 2], stack[top, 3], stack[top, 4]
            for part in range(2):
                # The second comes off the stack after the first.
                p = second if part == 0 else first
                at_x = size[first, 0] if part == 0 and axis == 0 else 0
                at_y = size[first, 1] if part == 0 and axis == 1 else 0
                at_z = size[first, 2] if part == 0 and axis == 2 else 0
                if mirror & 1:
                    at_x = size[b, 0] - at_x - size[p, 0]
                if mirror & 2:
                    at_y = size[b, 1] - at_y - size[p, 1]
                stack[top, 0] = p
                stack[top, 1] = x + at_x
                stack[top, 2] = y + at_y
                stack[top, 3] = z + at_z
                stack[top, 4] = mirror
                top += 1
    return n
