"""Joins routes end to end in the order of a list of links (Clarke and Wright 1964)."""

# Widths of numbers matter to the compiler, not to the type checker.
# mypy: disable-error-code="assignment,arg-type"

from __future__ import annotations

import numpy as np

from optimizer.routing.kernels.compiled import inner, kernel
from optimizer.routing.kernels.swift_tables import NONE, Longs, Rows


@inner
def root_of(parent: Rows, v: int) -> int:
    """The visit that stands for the route of v; paths to it are halved on the way."""
    while parent[v] != v:
        parent[v] = parent[parent[v]]
        v = np.int64(parent[v])
    return v


@kernel
def merge(
    first: Rows,
    second: Rows,
    saved: Longs,
    two_ways: bool,
    loads: Longs,
    capacity: Longs,
    metres: Longs,
    most_metres: int,
    stops: Longs,
    most_stops: int,
    parent: Rows,
    link: Rows,
) -> None:
    """Drives `second` right after `first` where both end a route and one vehicle can do both.

    Shapes: links (L), best first; `loads` (N, D), `metres` and `stops` (N) count by route in the
    entry that stands for it; `link` (N, 2) holds the visits before and after, or, where ways cost
    the same in both directions (`two_ways`), the two beside.
    """
    for x in range(first.size):
        i, j = np.int64(first[x]), np.int64(second[x])
        side_i, side_j = 1, 0
        if two_ways:
            side_i = 0 if link[i, 0] == NONE else 1
            side_j = 0 if link[j, 0] == NONE else 1
        if link[i, side_i] != NONE or link[j, side_j] != NONE:
            continue
        a, b = root_of(parent, i), root_of(parent, j)
        if a == b or stops[a] + stops[b] > most_stops:
            continue
        if metres[a] + metres[b] - saved[x] > most_metres:
            continue
        fits = True
        for d in range(loads.shape[1]):
            fits &= loads[a, d] + loads[b, d] <= capacity[d]
        if not fits:
            continue
        link[i, side_i], link[j, side_j] = j, i
        parent[b] = a
        stops[a] += stops[b]
        metres[a] += metres[b] - saved[x]
        for d in range(loads.shape[1]):
            loads[a, d] += loads[b, d]
