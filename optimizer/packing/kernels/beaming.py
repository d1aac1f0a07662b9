"""Beam search over partly loaded containers, each judged by its greedy completion.

Nodes of one level are expanded to their best blocks in the chosen cuboid; every child is completed
greedily and the volume reached is its value (Zhu and Lim 2012; Araya and Riff 2014). Values are
remembered by signature: the children along a greedy path share the value of its end.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from optimizer.packing.kernels.arrays import Ints, Longs
from optimizer.packing.kernels.container_state import (
    LISTED,
    MIRROR_X,
    MIRROR_Y,
    PLACED,
    SPACES,
    VOLUME,
    State,
    copy_state,
)
from optimizer.packing.kernels.free_cuboids import drop_space, pick_space
from optimizer.packing.kernels.loading import place_block, second_phase, shorten_list
from optimizer.packing.kernels.ranking import rank_blocks

_SHORTEN_EVERY = 6
_LONG_LIST = 1_000
"""Blocks listed from which on the list is shortened after each block placed."""
_SPREAD_POWER = 0.75

WIDTH, NODES, NEXT, COUNT, TURN, STEPS = range(6)
"""Positions in the numbers of a beam: its width, nodes of this level, the next one to expand,
children so far, which pool holds the level, how many numbers."""


class Memory(NamedTuple):
    """Values by signature, overwritten on collision, and the best loading found:
    `best` is (volume, blocks placed), `loading` its rows as in `State.placed`; `work` counts
    (greedy completions, values remembered, blocks placed)."""

    sign: NDArray[np.uint64]
    value: Longs
    best: Longs
    loading: Ints
    work: Longs


class Children(NamedTuple):
    """Candidates for the next level: (parent, block, x, y, z, mirror), value, signature."""

    row: Ints
    value: Longs
    sign: NDArray[np.uint64]


@njit(cache=True, nogil=True)
def node(pool, i):
    """State i of a pool of states (arrays with one more leading axis)."""
    return State(
        pool.low[i],
        pool.high[i],
        pool.rank[i],
        pool.placed[i],
        pool.placed_low[i],
        pool.placed_high[i],
        pool.left[i],
        pool.listed[i],
        pool.number[i],
        pool.sign[i],
    )


@njit(cache=True, nogil=True)
def complete(yard, blocks, state, bench):
    """Loads greedily until nothing fits; returns the number of blocks placed."""
    steps = 0
    most = min(state.placed.shape[0], bench.path.shape[0])
    while state.number[SPACES] > 0 and state.number[PLACED] < most:
        second_phase(yard, state)
        s = pick_space(state)
        n = rank_blocks(yard, blocks, state, s, 1, bench)
        if state.number[LISTED] == 0:
            break
        if n == 0:
            drop_space(state, s)
            continue
        corner = bench.corner
        place_block(
            yard, blocks, state, bench.best[0], corner[0, 0], corner[0, 1], corner[0, 2], bench
        )
        bench.path[steps] = state.sign[0]
        steps += 1
        if steps % _SHORTEN_EVERY == 1 or state.number[LISTED] > _LONG_LIST:
            shorten_list(yard, blocks, state)
    return steps


@njit(cache=True, nogil=True)
def expand_level(
    yard, blocks, pool, nodes, begin, spread, trial, memory, children, count, most_work, bench,
    wide
):  # fmt: skip
    """Expands nodes `begin`, `begin + 1`, ... to `spread` children each.

    Stops early after about `most_work` blocks placed. `trial` is a scratch state, `wide` a second
    bench for the ranking. Returns (next node to expand, children so far).
    """
    mask = np.uint64(memory.sign.shape[0] - 1)
    limit = memory.work[2] + most_work
    i = begin
    while i < nodes and memory.work[2] < limit:
        state = node(pool, i)
        second_phase(yard, state)
        n = 0
        while state.number[SPACES] > 0:
            s = pick_space(state)
            n = rank_blocks(yard, blocks, state, s, spread, wide)
            if n > 0:
                break
            drop_space(state, s)
        for c in range(n):
            if count >= children.value.shape[0]:
                break
            copy_state(state, trial)
            b = wide.best[c]
            x, y, z = wide.corner[c, 0], wide.corner[c, 1], wide.corner[c, 2]
            mirror = trial.number[MIRROR_X] + 2 * trial.number[MIRROR_Y]
            place_block(yard, blocks, trial, b, x, y, z, bench)
            sign = trial.sign[0]
            slot = np.int64(sign & mask)
            if memory.sign[slot] == sign:
                value = memory.value[slot]
                memory.work[1] += 1
            else:
                steps = complete(yard, blocks, trial, bench)
                value = trial.number[VOLUME]
                memory.work[0] += 1
                memory.work[2] += steps + 1
                memory.sign[slot] = sign
                memory.value[slot] = value
                for k in range(steps - 2):
                    slot = np.int64(bench.path[k] & mask)
                    memory.sign[slot] = bench.path[k]
                    memory.value[slot] = value
                if value > memory.best[0]:
                    placed = trial.number[PLACED]
                    memory.best[0] = value
                    memory.best[1] = placed
                    memory.loading[:placed] = trial.placed[:placed]
            children.row[count, 0] = i
            children.row[count, 1] = b
            children.row[count, 2] = x
            children.row[count, 3] = y
            children.row[count, 4] = z
            children.row[count, 5] = mirror
            children.value[count] = value
            children.sign[count] = sign
            count += 1
        i += 1
    return i, count


@njit(cache=True, nogil=True)
def choose_children(children, order, most, chosen):
    """Best children in `order` with distinct values, at most `most`; returns how many.

    Equal greedy volumes are nearly always the same loading reached in another order.
    """
    n = 0
    last = np.int64(-1)
    for c in order:
        if children.value[c] == last:
            continue
        last = children.value[c]
        chosen[n] = c
        n += 1
        if n == most:
            break
    return n


@njit(cache=True, nogil=True)
def build_level(yard, blocks, pool, children, chosen, count, next_pool, bench):
    """Makes the chosen children the nodes of the next level."""
    for k in range(count):
        c = chosen[k]
        state = node(next_pool, k)
        copy_state(node(pool, children.row[c, 0]), state)
        mirror = children.row[c, 5]
        state.number[MIRROR_X] = mirror & 1
        state.number[MIRROR_Y] = mirror >> 1
        place_block(
            yard,
            blocks,
            state,
            children.row[c, 1],
            children.row[c, 2],
            children.row[c, 3],
            children.row[c, 4],
            bench,
        )
        shorten_list(yard, blocks, state)


@njit(cache=True, nogil=True)
def begin_beam(width, beam):
    """Notes a beam of so many nodes whose first node is laid in the first pool."""
    beam[WIDTH] = width
    beam[NODES] = 1
    beam[NEXT] = 0
    beam[COUNT] = 0
    beam[TURN] = 0


@njit(cache=True, nogil=True)
def go_on(
    yard, blocks, pools, trial, memory, children, every_choice, limit, bench, wide, beam
):  # fmt: skip
    """Goes on with a beam until it ends (no nodes are left) or `limit` blocks are placed in all.

    With `every_choice` each node has as many children as the beam has nodes; else fewer, as
    greedy completions are dear.
    """
    width = beam[WIDTH]
    spread = width
    if not every_choice:
        spread = np.int64(np.ceil(width**_SPREAD_POWER))
    chosen = np.empty(width, np.int64)
    while beam[NODES] > 0:
        here, there = (pools[0], pools[1]) if beam[TURN] == 0 else (pools[1], pools[0])
        most_work = limit - memory.work[2]
        if most_work <= 0:
            return
        beam[NEXT], beam[COUNT] = expand_level(
            yard, blocks, here, beam[NODES], beam[NEXT], spread, trial, memory, children,
            beam[COUNT], most_work, bench, wide
        )  # fmt: skip
        if beam[NEXT] < beam[NODES]:
            return
        order = np.argsort(-children.value[: beam[COUNT]], kind="mergesort")
        nodes = choose_children(children, order, width, chosen)
        build_level(yard, blocks, here, children, chosen, nodes, there, bench)
        beam[NODES] = nodes
        beam[NEXT] = 0
        beam[COUNT] = 0
        beam[TURN] = 1 - beam[TURN]
