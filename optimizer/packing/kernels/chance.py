"""Seeded draws inside kernels: splitmix64 over a one-element uint64 array handed in."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def draw(seed):
    """Next number from 0 to 1 (exclusive); moves `seed` on (Steele et al. 2014)."""
    seed[0] += np.uint64(0x9E3779B97F4A7C15)
    z = seed[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return np.float64(z >> np.uint64(11)) * (1.0 / 9007199254740992.0)


@njit(cache=True, nogil=True)
def draw_below(seed, n):
    """Whole number from 0 to n - 1."""
    return min(np.int64(draw(seed) * n), n - 1)
