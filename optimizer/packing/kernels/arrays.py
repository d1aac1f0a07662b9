"""Bundles of flat arrays that the kernels take; numba passes a named tuple as plain arguments."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int32]
Longs = NDArray[np.int64]


class Goods(NamedTuple):
    """Types of pieces. `turns[first_turn[t]:first_turn[t + 1]]` are the (dx, dy, dz) that type t
    may take and `least[t]` their minima; `traits[t]` is what a sequence may be sorted by.
    """

    first_turn: Ints
    turns: Ints
    least: Ints
    weight: Longs
    size: Longs
    traits: NDArray[np.float64]


class Rates(NamedTuple):
    """What a carrier bills: `limits` and `charges` of the steps by billed weight (empty when no
    carrier counts), `extra` (weight of a further step, its charge; 0 when nothing heavier goes),
    `rounding` of the billed weight; per kind of unit `volumetric` weight, `tare` and (surcharges x
    kinds) `heavy_over`, the gross weight above which `heavy_cost` is added.
    """

    limits: Longs
    charges: Longs
    extra: Longs
    rounding: int
    heavy_over: Longs
    heavy_cost: Longs
    volumetric: Longs
    tare: Longs


class Kinds(NamedTuple):
    """Kinds of unit: measures (K x 3), weight of contents allowed, stock (-1 unlimited), and what
    the objective counts first and second for one unit, the first at least. Where a carrier
    counts, a filled unit costs `fixed` and what `rates` bill for its weight.
    """

    inner: Ints
    net_weight: Longs
    stock: Longs
    price: Longs
    second_price: Longs
    fixed: Longs
    rates: Rates


class Scratch(NamedTuple):
    """Room for one thread: free cuboids twice, pieces placed as (piece, x, y, z, dx, dy, dz),
    marks per type (kept at zero between calls), a sequence of pieces, and sort keys.
    """

    spaces: Ints
    torn: Ints
    placed: Ints
    stuck: NDArray[np.int8]
    sequence: Ints
    keys: NDArray[np.float64]
    opened: Longs


class Chains(NamedTuple):
    """A packing in progress: `head[u]` and `link[p]` chain the pieces of unit u, `spot[p]` is
    (x, y, z, dx, dy, dz), `kind[u]` the kind of unit, `price[u]` what the objective counts first,
    `volume[u]` and `pieces_in[u]` its contents, `loose[:tally[1]]` the pieces in no unit,
    `tally[0]` the number of units, `used[k]` the units of kind k.
    """

    head: Ints
    link: Ints
    spot: Ints
    kind: Ints
    price: Longs
    volume: Longs
    pieces_in: Ints
    loose: Ints
    tally: Longs
    used: Longs
