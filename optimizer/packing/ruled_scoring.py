"""What makes a place in a unit a good one: the weights by which a filling under rules scores it."""

from __future__ import annotations

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from optimizer.packing.kernels.placing import IN_BLOCKS, UNEVEN
from optimizer.packing.kernels.yard import Site

ROWS_COUNT = 30.0
"""How much a row of like pieces that leaves nothing over counts, against 100 for the length."""
_BLOCKS_SHARE = 0.4
"""Of fillings drawn at random, those that lay like pieces as blocks."""
_EVEN_SHARE = 0.4
"""Of fillings drawn at random, those that make tops level with each other."""

Weights = NDArray[np.float64]
"""Of z, top, x, far end, y, side, base, imbalance; IN_BLOCKS and UNEVEN."""


def plain_scores(site: Site, way: int, blocks: float = -1.0) -> Weights:
    """Layers first or walls first (`way` 0 is the one that suits the door); laid in blocks or not
    (see IN_BLOCKS).
    """
    length, width, height = (site.room[3:] - site.room[:3]).tolist()
    along, up, across = np.zeros((3, 10))
    along[2:4], up[0:2], across[4:6] = 1 / length, 1 / height, 1 / width
    first, second = (along, up) if site.side_door == (way % 2 == 0) else (up, along)
    scores: Weights = 100.0 * first + 3.0 * second + 0.1 * across
    scores[IN_BLOCKS] = blocks
    return scores


def random_scores(site: Site, random: Generator) -> Weights:
    """A way of scoring places drawn at random, about the sensible ones."""
    draw = random.random
    scores = plain_scores(site, int(draw() < 0.5))
    if draw() < 0.5:
        scores = scores * np.exp(3.0 * random.standard_normal(len(scores)))
    if draw() < _BLOCKS_SHARE:
        scores[IN_BLOCKS] = draw() ** 2 * 2.0 * ROWS_COUNT
    if draw() < _EVEN_SHARE:
        scores[UNEVEN] = 100.0 * draw() ** 2
    if draw() < 0.3:
        # What stands on edge takes less floor.
        scores[6] = 10.0 * (draw() - 0.5) / (float(site.room[3]) * float(site.room[4]) + 1)
    if not np.isnan(site.aim).all() and draw() < 0.5:
        length = float(site.room[3] - site.room[0])
        scores[7] = 100.0 * draw() ** 2 / length
    return scores
