"""Which blocks of a loading stay when a part of it is taken out and loaded anew.

Large neighbourhood search (Shaw 1998) on one container: the part is what was loaded last, or what
lies about a point drawn at random. What stays can be placed again in its order: under full support
whatever stood on the part goes out with it.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from optimizer.packing.kernels.arrays import Ints, Longs
from optimizer.packing.kernels.loading import Blocks

_LEAST_OUT = 0.1
_MOST_OUT = 0.4
"""Share of the loaded volume that is taken out."""
_LAST_LOADED = 0.5
"""Chance that the part is what was loaded last."""
_STRETCH = 0.7
"""Spread of the logarithm of the part's measures, as shares of the container's."""


def blocks_that_stay(
    loading: Ints, blocks: Blocks, inner: Longs, standing: bool, draw: np.random.Generator
) -> Ints:
    """Rows (block, x, y, z, mirror) of `loading` that stay, in their order."""
    if not len(loading):
        return loading
    volume = blocks.volume[loading[:, 0]]
    share = draw.uniform(_LEAST_OUT, _MOST_OUT)
    if draw.random() < _LAST_LOADED:
        reached = np.cumsum(volume)
        return loading[: int(np.searchsorted(reached, (1 - share) * reached[-1]))]
    size = blocks.size[loading[:, 0]]
    low = loading[:, 1:4]
    point = draw.uniform(0, 1, 3) * inner
    near = np.exp(draw.normal(0, _STRETCH, 3)) / inner
    if standing:
        # A column: what stands on a part goes out anyway.
        near[2] = 0
    distance = (np.abs(low + size / 2 - point) * near).max(axis=1)
    nearest = np.argsort(distance, kind="stable")
    reached = np.cumsum(volume[nearest])
    stays = np.ones(len(loading), np.bool_)
    stays[nearest[: 1 + int(np.searchsorted(reached, share * reached[-1]))]] = False
    if standing:
        _take_out_what_stood_on(low, low + size, stays)
    return loading[stays]


def _take_out_what_stood_on(low: Ints, high: Ints, stays: NDArray[np.bool_]) -> None:
    for i in np.argsort(low[:, 2], kind="stable").tolist():
        if stays[i] and low[i, 2] > 0:
            under = (high[:, 2] == low[i, 2]) & (
                np.minimum(high[:, :2], high[i, :2]) > np.maximum(low[:, :2], low[i, :2])
            ).all(axis=1)
            stays[i] = bool(stays[under].all())
