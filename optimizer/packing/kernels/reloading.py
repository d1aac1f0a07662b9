"""Parts of a loading taken out and loaded anew.

Large neighbourhood search (Shaw 1998) on one container: the part is what was loaded last, or what
lies about a point drawn at random, and small beams load it, each under its own blurred ranking.
What stays can be placed again in its order: under full support whatever stood on the part goes out
with it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from optimizer.packing.kernels.arrays import Ints, Longs
from optimizer.packing.kernels.beaming import NODES, begin_beam, go_on, node
from optimizer.packing.kernels.chance import draw, draw_below
from optimizer.packing.kernels.container_state import Yard
from optimizer.packing.kernels.loading import lay


class Manner(NamedTuple):
    """How parts are chosen and loaded: least and most share of the loaded volume taken out; chance
    that it is what was loaded last; spread of the logarithms of the part's measures (as shares of
    the container's) and of the ranking's powers."""

    least_out: float = 0.1
    most_out: float = 0.4
    last_loaded: float = 0.5
    stretch: float = 0.7
    blur: float = 0.2


class Mended(NamedTuple):
    """The loading that is mended: rows (block, x, y, z, mirror), and (volume, rows, mendings so
    far). `kept` is scratch for as many rows, `stays` for which of them stay; `powers` and `slack`
    are the yard's of this mending."""

    rows: Ints
    number: Longs
    kept: Ints
    stays: Ints
    powers: NDArray[np.float64]
    slack: NDArray[np.float64]


@njit(cache=True, nogil=True)
def _normal(seed):
    """A draw of the standard normal distribution (Box and Muller 1958)."""
    u = 1.0 - draw(seed)
    return np.sqrt(-2.0 * np.log(u)) * np.cos(2.0 * np.pi * draw(seed))


@njit(cache=True, nogil=True)
def _blur(yard, manner, seed, mended):
    for phase in range(2):
        for k in range(2):
            mended.powers[phase, k] = yard.powers[phase, k] * np.exp(manner.blur * _normal(seed))
        mended.slack[phase] = yard.slack[phase] * np.exp(2 * manner.blur * _normal(seed))
    height = 0.0
    if yard.powers[0, 2] > 0:
        height = np.exp(2 * manner.blur * _normal(seed))
    mended.powers[:, 2] = height * yard.powers[:, 2]


@njit(cache=True, nogil=True)
def choose_what_stays(rows, size, volume, inner, standing, manner, seed, stays):
    """Writes which of `rows` (block, x, y, z, mirror) stay to `stays`, as 0 and 1."""
    n = rows.shape[0]
    total = np.int64(0)
    for i in range(n):
        stays[i] = 1
        total += volume[rows[i, 0]]
    share = manner.least_out + (manner.most_out - manner.least_out) * draw(seed)
    if draw(seed) < manner.last_loaded:
        reached = np.int64(0)
        for i in range(n):
            reached += volume[rows[i, 0]]
            if reached >= (1 - share) * total:
                stays[i] = 0
        return
    point = np.empty(3)
    near = np.empty(3)
    for axis in range(3):
        point[axis] = draw(seed) * inner[axis]
        near[axis] = np.exp(manner.stretch * _normal(seed)) / inner[axis]
    if standing:
        # A column: what stands on a part goes out anyway.
        near[2] = 0.0
    distance = np.zeros(n)
    for i in range(n):
        b = rows[i, 0]
        for axis in range(3):
            middle = rows[i, 1 + axis] + size[b, axis] / 2
            distance[i] = max(distance[i], np.abs(middle - point[axis]) * near[axis])
    reached = np.int64(0)
    for i in np.argsort(distance, kind="mergesort"):
        stays[i] = 0
        reached += volume[rows[i, 0]]
        if reached >= share * total:
            break
    if standing:
        _take_out_what_stood_on(rows, size, stays)


@njit(cache=True, nogil=True)
def _take_out_what_stood_on(rows, size, stays):
    n = rows.shape[0]
    # Rows are in an order of loading: what carries a block comes before it.
    for i in range(n):
        if stays[i] == 0 or rows[i, 3] == 0:
            continue
        a = rows[i, 0]
        for j in range(i):
            b = rows[j, 0]
            if (
                stays[j] == 0
                and rows[j, 3] + size[b, 2] == rows[i, 3]
                and rows[j, 1] < rows[i, 1] + size[a, 0]
                and rows[i, 1] < rows[j, 1] + size[b, 0]
                and rows[j, 2] < rows[i, 2] + size[a, 1]
                and rows[i, 2] < rows[j, 2] + size[b, 1]
            ):
                stays[i] = 0
                break


@njit(cache=True, nogil=True)
def mend(
    yard, blocks, left, pools, trial, memory, found, children, mended, manner, widths,
    every_choice, most, limit, bench, wide, beam, seed
):  # fmt: skip
    """Takes parts of a loading out and loads them anew, until `most` blocks are placed in all.

    A loading as good as before takes its place, which leads away from where it is stuck. `memory`
    has the best of all; `found` shares its values and work, but has a best loading of its own.
    Pauses when `limit` blocks are placed in all; `beam` knows where.
    """
    number = mended.number
    work = memory.work
    blurred = Yard(
        yard.inner, yard.least, yard.reach, yard.logs, mended.powers, mended.slack, yard.switch,
        yard.net_weight, yard.standing, yard.rise, yard.salt
    )  # fmt: skip
    while True:
        if beam[NODES] == 0:
            if work[2] >= most or work[2] >= limit:
                return
            number[2] += 1
            rows = mended.rows[: number[1]]
            choose_what_stays(
                rows, blocks.size, blocks.volume, yard.inner, yard.standing, manner, seed,
                mended.stays
            )  # fmt: skip
            n = 0
            for i in range(rows.shape[0]):
                if mended.stays[i] == 1:
                    for k in range(5):
                        mended.kept[n, k] = rows[i, k]
                    n += 1
            work[2] += n + 1
            _blur(yard, manner, seed, mended)
            first = node(pools[0], 0)
            lay(blurred, blocks, left, mended.kept[:n], first, bench)
            # Values remembered hold for one ranking only.
            first.sign[0] += np.uint64(number[2]) * np.uint64(0x9E3779B97F4A7C15)
            found.best[0] = 0
            found.best[1] = 0
            begin_beam(widths[draw_below(seed, widths.shape[0])], beam)
        go_on(
            blurred, blocks, pools, trial, found, children, every_choice, limit,
            bench, wide, beam
        )  # fmt: skip
        if beam[NODES] > 0:
            return
        if found.best[0] >= number[0]:
            count = found.best[1]
            number[0] = found.best[0]
            number[1] = count
            mended.rows[:count] = found.loading[:count]
        if found.best[0] > memory.best[0]:
            count = found.best[1]
            memory.best[0] = found.best[0]
            memory.best[1] = count
            memory.loading[:count] = found.loading[:count]
