"""Guillotine cutting with any number of stages: a sheet is filled leaf by leaf of its tree.

A piece takes the corner of a leaf; one cut along it and one across the rest leave two smaller
leaves, in one of two ways. Sheets are taken apart two or three at a time and filled anew from a
blurred sequence, which is kept when it is not worse (ruin and recreate on whole sheets).
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.chance import draw, draw_below

RULES = 4
"""Best area, best shorter side, best longer side, lowest leaf first."""


@njit(cache=True, nogil=True)
def fill_free(
    width, height, sequence, count, size, type_of, turns, batch, reach, rule, leaves, step
):
    """Cuts pieces of the sequence from one sheet; writes (leaf, split, turn) of each piece to step.

    leaf -1: not cut. A split of 0 cuts across the whole leaf behind the piece first, 1 beside it.
    Leaves are numbered as they arise: the piece's leaf i becomes the leaf behind it, and a new one
    the leaf beside it. Returns the area cut.
    """
    leaves[0, 0] = width
    leaves[0, 1] = height
    alive = 1
    area = 0
    first, last = np.int64(1) << 40, np.int64(-1)
    for i in range(count):
        p = sequence[i]
        t = type_of[p]
        step[p, 0] = -1
        if max(last, batch[t]) - min(first, batch[t]) > reach and last >= 0:
            continue
        best = np.float64(1e300)
        for leaf in range(alive):
            a, b = leaves[leaf, 0], leaves[leaf, 1]
            for turn in range(2):
                if not (turns[t] >> turn) & 1:
                    continue
                w, h = size[t, turn], size[t, 1 - turn]
                if w > a or h > b:
                    continue
                if rule == 0:
                    score = np.float64(a * b - w * h)
                elif rule == 1:
                    score = np.float64(min(a - w, b - h)) + 1e-6 * max(a - w, b - h)
                elif rule == 2:
                    score = np.float64(max(a - w, b - h)) + 1e-6 * min(a - w, b - h)
                else:
                    score = np.float64(leaf) + 1e-9 * (a * b)
                if score < best:
                    best = score
                    step[p, 0] = leaf
                    step[p, 2] = turn
        leaf = step[p, 0]
        if leaf < 0 or alive + 1 > leaves.shape[0]:
            step[p, 0] = -1
            continue
        a, b = leaves[leaf, 0], leaves[leaf, 1]
        w, h = size[t, step[p, 2]], size[t, 1 - step[p, 2]]
        # The split whose larger leaf is the larger.
        behind, beside = a * (b - h), (a - w) * b
        split = 0 if behind >= beside else 1
        step[p, 1] = split
        if split == 0:
            leaves[leaf, 0], leaves[leaf, 1] = a, b - h
            leaves[alive, 0], leaves[alive, 1] = a - w, h
        else:
            leaves[leaf, 0], leaves[leaf, 1] = w, b - h
            leaves[alive, 0], leaves[alive, 1] = a - w, b
        alive += 1
        area += w * h
        first, last = min(first, batch[t]), max(last, batch[t])
    return area


@njit(cache=True, nogil=True)
def regroup(
    sheet_of,
    rank,
    step,
    kind_of,
    area_of,
    sheets,
    n,
    size,
    type_of,
    turns,
    batch,
    reach,
    plates,
    price,
    worth,
    open_kinds,
    stock,
    rounds,
    warmth,
    seed,
):
    """Takes a few sheets apart and fills them anew, `rounds` times.

    sheet_of, rank, step: place of each piece (sheet -1: left over, at `worth` of its kind).
    kind_of, area_of: kind of each sheet and area cut from it. Plans with pieces left over are
    allowed as far as they cost no more. `open_kinds` lists the kinds that a refilled sheet may
    become.
    """
    pool = np.empty(n, np.int64)
    keys = np.empty(n, np.float64)
    leaves = np.empty((n + 2, 2), np.int64)
    trial_step = step.copy()
    trial_sheet = np.full(n, -1, np.int64)
    trial_rank = np.zeros(n, np.int64)
    picked = np.empty(4, np.int64)
    kinds = np.empty(4, np.int64)
    areas = np.empty(4, np.int64)
    in_use = np.zeros(price.shape[0], np.int64)
    for k in range(sheets):
        if area_of[k] > 0:
            in_use[kind_of[k]] += 1
    for _ in range(rounds):
        wanted = min(sheets, 1 + draw_below(seed, 3))
        for i in range(wanted):
            again = True
            while again:
                picked[i] = draw_below(seed, sheets)
                again = False
                for j in range(i):
                    again = again or picked[i] == picked[j]
        count = 0
        old = 0.0
        for p in range(n):
            inside = sheet_of[p] < 0
            for i in range(wanted):
                inside = inside or sheet_of[p] == picked[i]
            if inside:
                pool[count] = p
                count += 1
                if sheet_of[p] < 0:
                    old += worth[type_of[p]]
        if count == 0:
            continue
        for i in range(wanted):
            k = picked[i]
            if area_of[k] > 0:
                kind = kind_of[k]
                plate = np.float64(plates[kind, 0] * plates[kind, 1])
                fill = area_of[k] / plate
                old += price[kind] - 0.3 * price[kind] * fill * fill
                in_use[kind] -= 1
        way = draw_below(seed, 5)
        noise = 0.5 * draw(seed)
        for i in range(count):
            t = type_of[pool[i]]
            a, b = np.float64(size[t, 0]), np.float64(size[t, 1])
            if way == 0:
                key = a * b
            elif way == 1:
                key = max(a, b)
            elif way == 2:
                key = worth[t] / (a * b)
            elif way == 3:
                key = a + b
            else:
                key = 0.2 + draw(seed)
            keys[i] = -key * (1.0 + noise * draw(seed))
        order = np.argsort(keys[:count], kind="mergesort")
        for i in range(count):
            keys[i] = pool[order[i]]
        for i in range(count):
            pool[i] = np.int64(keys[i])
        fresh = 0.0
        left = count
        for i in range(wanted):
            k = picked[i]
            kind = kind_of[k]
            if open_kinds.shape[0] > 1 and draw(seed) < 0.3:
                kind = open_kinds[draw_below(seed, open_kinds.shape[0])]
            if stock[kind] >= 0 and in_use[kind] >= stock[kind]:
                kind = kind_of[k]
            kinds[i] = kind
            areas[i] = 0
            if left == 0 or (stock[kind] >= 0 and in_use[kind] >= stock[kind]):
                continue
            areas[i] = fill_free(
                plates[kind, 0],
                plates[kind, 1],
                pool,
                left,
                size,
                type_of,
                turns[kind],
                batch,
                reach,
                draw_below(seed, RULES),
                leaves,
                trial_step,
            )
            if areas[i] == 0:
                continue
            in_use[kind] += 1
            fill = areas[i] / np.float64(plates[kind, 0] * plates[kind, 1])
            fresh += price[kind] - 0.3 * price[kind] * fill * fill
            # Pieces still to be cut keep their sequence at the front; the others gather behind.
            still = 0
            behind = left
            for j in range(left):
                p = pool[j]
                if trial_step[p, 0] >= 0:
                    trial_sheet[p] = k
                    trial_rank[p] = j
                    behind -= 1
                    keys[behind] = p
                else:
                    keys[still] = p
                    still += 1
            for j in range(left):
                pool[j] = np.int64(keys[j])
            left = still
        for j in range(left):
            p = pool[j]
            trial_sheet[p] = -1
            fresh += worth[type_of[p]]
        if fresh <= old + warmth * draw(seed):
            for j in range(count):
                p = pool[j]
                sheet_of[p] = trial_sheet[p]
                rank[p] = trial_rank[p]
                for c in range(3):
                    step[p, c] = trial_step[p, c]
            for i in range(wanted):
                kind_of[picked[i]] = kinds[i]
                area_of[picked[i]] = areas[i]
        else:
            for i in range(wanted):
                if areas[i] > 0:
                    in_use[kinds[i]] -= 1
                if area_of[picked[i]] > 0:
                    in_use[kind_of[picked[i]]] += 1
