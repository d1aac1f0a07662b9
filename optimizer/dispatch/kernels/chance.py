"""Seeded draws: splitmix64 (Steele, Lea and Flood 2014) over a one-element uint64 array."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def _word(state):
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    word = state[0]
    word = (word ^ (word >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    word = (word ^ (word >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return word ^ (word >> np.uint64(31))


@njit(cache=True, nogil=True)
def draw(state):
    """A number from 0 (included) to 1 (excluded)."""
    return np.float64(_word(state) >> np.uint64(11)) / 9007199254740992.0


@njit(cache=True, nogil=True)
def draw_below(state, n):
    """A whole number from 0 to n - 1."""
    return np.int64((_word(state) >> np.uint64(33)) % np.uint64(n))
