"""Guillotine cutting in three dimensions: a block is filled leaf by leaf of its tree of cuts.

A cuboid takes the corner of a leaf; three cuts, in one of six sequences of axes, leave three
smaller leaves. The sequence whose largest leaf is largest is taken.
"""

from __future__ import annotations

import numpy as np
from numba import njit

RULES = 4
"""Least lost beside a grid of such pieces, least leaf, tightest longest side, oldest leaf."""

SEQUENCES = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))
"""Axes in the order of the three cuts."""


@njit(cache=True, nogil=True)
def fill_block(inner, sequence, count, type_of, first_turn, turns, rule, leaves, step):
    """Cuts pieces of the sequence from one block; writes (leaf, sequence, turn) per piece.

    leaf -1: not cut. turns[first_turn[t]:first_turn[t + 1]] are the measures that type t may take.
    The piece's leaf i becomes the leaf behind the first cut; those behind the second and the third
    are appended. Measures hold the kerf. Returns the volume cut.
    """
    for axis in range(3):
        leaves[0, axis] = inner[axis]
    alive = 1
    volume = np.int64(0)
    rest = np.empty(3, np.int64)
    for i in range(count):
        p = sequence[i]
        t = type_of[p]
        step[p, 0] = -1
        best = 1e300
        if alive + 2 > leaves.shape[0]:
            continue
        for leaf in range(alive):
            for turn in range(first_turn[t], first_turn[t + 1]):
                fits = True
                for axis in range(3):
                    rest[axis] = leaves[leaf, axis] - turns[turn, axis]
                    fits = fits and rest[axis] >= 0
                if not fits:
                    continue
                low = min(rest[0], rest[1], rest[2])
                high = max(rest[0], rest[1], rest[2])
                lost = 0.0
                for axis in range(3):
                    lost += (rest[axis] % turns[turn, axis]) / np.float64(leaves[leaf, axis])
                volume_of_leaf = np.float64(leaves[leaf, 0]) * leaves[leaf, 1] * leaves[leaf, 2]
                if rule == 0:
                    score = lost * 1e15 + volume_of_leaf
                elif rule == 1:
                    score = volume_of_leaf + lost
                elif rule == 2:
                    score = high * 1e6 + (rest[0] + rest[1] + rest[2])
                else:
                    score = leaf * 1e6 + low
                if score < best:
                    best = score
                    step[p, 0] = leaf
                    step[p, 2] = turn
        if step[p, 0] < 0:
            continue
        leaf, turn = step[p, 0], step[p, 2]
        largest = -1.0
        for s in range(6):
            a, b, c = SEQUENCES[s]
            one = np.float64(leaves[leaf, a] - turns[turn, a]) * leaves[leaf, b] * leaves[leaf, c]
            two = np.float64(turns[turn, a]) * (leaves[leaf, b] - turns[turn, b]) * leaves[leaf, c]
            three = np.float64(turns[turn, a]) * turns[turn, b] * (leaves[leaf, c] - turns[turn, c])
            found = max(one, two, three)
            if found > largest:
                largest = found
                step[p, 1] = s
        a, b, c = SEQUENCES[step[p, 1]]
        volume += np.int64(turns[turn, 0]) * turns[turn, 1] * turns[turn, 2]
        leaves[alive, a] = turns[turn, a]
        leaves[alive, b] = leaves[leaf, b] - turns[turn, b]
        leaves[alive, c] = leaves[leaf, c]
        leaves[alive + 1, a] = turns[turn, a]
        leaves[alive + 1, b] = turns[turn, b]
        leaves[alive + 1, c] = leaves[leaf, c] - turns[turn, c]
        leaves[leaf, a] -= turns[turn, a]
        alive += 2
    return volume
