"""Guillotine cutting in three dimensions: a block is filled leaf by leaf of its tree of cuts.

A cuboid takes the corner of a leaf; three cuts, in one of six sequences of axes, leave three
smaller leaves. The sequence whose largest leaf is largest is taken. Where stages are limited, a
leaf knows its stage and the axis of the cut that made it; what a cut beyond them leaves is lost.
"""

from __future__ import annotations

import numpy as np
from numba import njit

RULES = 4
"""Least lost beside a grid of such pieces, least leaf, tightest longest side, oldest leaf."""

SEQUENCES = ((0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0))
"""Axes in the order of the three cuts."""

LOST = 1 << 30
"""Stage of a leaf that nothing may be cut from."""


@njit(cache=True, nogil=True)
def _kept(leaves, leaf, piece, s, most):
    """The largest volume among the three leaves that a sequence of cuts leaves usable."""
    stage, last = leaves[leaf, 3], leaves[leaf, 4]
    largest = 0.0
    before = 1.0
    for k in range(3):
        a = SEQUENCES[s][k]
        rest = leaves[leaf, a] - piece[a]
        if rest > 0:
            stage += a != last
            last = a
            if stage > most:
                break
            behind = before * rest
            for later in range(k + 1, 3):
                behind *= leaves[leaf, SEQUENCES[s][later]]
            largest = max(largest, behind)
        before *= piece[a]
    return largest


@njit(cache=True, nogil=True)
def fill_block(inner, sequence, count, type_of, first_turn, turns, rule, most, leaves, step):
    """Cuts pieces of the sequence from one block; writes (leaf, sequence, turn) per piece.

    leaves (2 n + 1 at least): length, width, height, stage, axis of the last cut. `most`: stages.
    leaf -1: not cut. turns[first_turn[t]:first_turn[t + 1]] are the measures that type t may take.
    The piece's leaf i becomes the leaf behind the first cut; those behind the second and the third
    are appended. Measures hold the kerf. Returns the volume cut.
    """
    for axis in range(3):
        leaves[0, axis] = inner[axis]
    leaves[0, 3], leaves[0, 4] = 0, -1
    alive = 1
    volume = np.int64(0)
    rest = np.empty(3, np.int64)
    made = np.empty(3, np.int64)
    for i in range(count):
        p = sequence[i]
        t = type_of[p]
        step[p, 0] = -1
        best = 1e300
        if alive + 2 > leaves.shape[0]:
            continue
        for leaf in range(alive):
            if leaves[leaf, 3] > most:
                continue
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
            found = _kept(leaves, leaf, turns[turn], s, most)
            if found > largest:
                largest = found
                step[p, 1] = s
        a, b = SEQUENCES[step[p, 1]][:2]
        volume += np.int64(turns[turn, 0]) * turns[turn, 1] * turns[turn, 2]
        stage, last = leaves[leaf, 3], leaves[leaf, 4]
        made[0], made[1], made[2] = leaf, alive, alive + 1
        for axis in range(3):
            leaves[alive, axis] = leaves[leaf, axis]
            leaves[alive + 1, axis] = leaves[leaf, axis]
        leaves[alive, a] = turns[turn, a]
        leaves[alive + 1, a] = turns[turn, a]
        leaves[alive + 1, b] = turns[turn, b]
        for k in range(3):
            axis = SEQUENCES[step[p, 1]][k]
            leaves[made[k], axis] -= turns[turn, axis]
            if leaves[made[k], axis] > 0:
                stage += axis != last
                last = axis
            leaves[made[k], 3] = stage if stage <= most else LOST
            leaves[made[k], 4] = last
        alive += 2
    return volume
