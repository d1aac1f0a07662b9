"""A seeded generator for kernels: xorshift64* (Vigna 2016), its state passed in."""

from __future__ import annotations

import math

import numpy as np

from optimizer.routing.kernels.bundles import Words
from optimizer.routing.kernels.compiled import kernel


def seeded(seed: int) -> Words:
    """A state for each seed."""
    return np.random.default_rng(seed).integers(1, 2**63, 1, np.uint64)


@kernel
def uniform(state: Words) -> float:
    """From 0 (included) to 1 (excluded)."""
    x = state[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    state[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) / 9007199254740992.0


@kernel
def below(state: Words, n: int) -> int:
    """A whole number from 0 to n - 1."""
    return min(n - 1, int(uniform(state) * n))


@kernel
def exponential(state: Words) -> float:
    """Mean one."""
    return -math.log(1.0 - uniform(state))
