"""A loading taken apart is the same loading: every cell filled as before, what carries first."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.packing.kernels.apart import grid_key, take_apart
from optimizer.packing.kernels.arrays import Ints
from optimizer.packing.kernels.blocks import GRID

PIECE = (2, 1, 1)
MOST = 4


def blocks() -> tuple[Ints, Ints]:
    """Sizes and making of all grids of one piece, of a grid put beside another and of the join of
    these two set on a third."""
    rows = [(nx, ny, nz) for nx in range(1, MOST) for ny in range(1, MOST) for nz in range(1, MOST)]
    size = [tuple(n * side for n, side in zip(row, PIECE, strict=True)) for row in rows]
    made = [(GRID, 0, *row) for row in rows]
    beside = (rows.index((1, 2, 1)), rows.index((2, 2, 1)))
    size.append((6, 2, 1))
    made.append((0, *beside, 0, 0))
    size.append((6, 2, 3))
    made.append((2, rows.index((3, 2, 2)), len(rows), 0, 0))
    return np.array(size, np.int32), np.array(made, np.int32)


def cells(rows: Ints, size: Ints) -> np.ndarray:
    """Which row fills each cell; every one at most once, the floor or the cell below first."""
    filled = np.full((24, 6, 8), -1)
    for order, (b, x, y, z, _) in enumerate(rows.tolist()):
        dx, dy, dz = size[b].tolist()
        assert (filled[x : x + dx, y : y + dy, z : z + dz] == -1).all()
        if z > 0:
            assert (filled[x : x + dx, y : y + dy, z - 1] >= 0).all()
        filled[x : x + dx, y : y + dy, z : z + dz] = order
    return filled


@settings(deadline=None)
@given(st.integers(0, 40), st.integers(0, 3), st.integers(0, 10_000), st.integers(40, 80))
def test_parts_fill_what_the_blocks_filled(
    most_volume: int, mirror: int, seed: int, room: int
) -> None:
    size, made = blocks()
    volume = size.astype(np.int64).prod(axis=1)
    top, grid = len(size) - 1, MOST - 2
    rows = np.array([(top, 1, 1, 0, mirror), (top, 8, 2, 0, 0), (grid, 2, 1, 3, 3)], np.int32)
    keys = grid_key(*made[:-2, 1:].astype(np.int64).T)
    order = np.argsort(keys)
    parts = np.empty((room, 5), np.int32)
    n = take_apart(
        rows,
        size,
        volume,
        made,
        keys[order],
        order.astype(np.int32),
        most_volume,
        np.array([seed], np.uint64),
        parts,
    )
    assert n < room
    assert np.array_equal(cells(parts[:n], size) >= 0, cells(rows, size) >= 0)
    if room == 80:
        assert volume[parts[:n, 0]].max() <= max(most_volume, 2)
