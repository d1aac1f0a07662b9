"""Cutting in two or three stages: pieces into stacks, stacks into bands, bands into sheets.

The first cuts divide a sheet into bands, the second ones a band into stacks, the third ones a stack
into pieces; what a piece leaves of its place is trimmed off. With two stages every stack holds one
piece. A plan is improved by ruin and recreate (Schrimpf et al. 2000) with insertion at the least
new waste; the number of sheets falls by taking one sheet away and counting how often each piece
stayed without a place (the absence counters of Christiaens and Vanden Berghe 2020).

All measures already hold the width of the cut. A sheet's direction 0 lays its bands across the
height, 1 across the length: with 1, width and height of sheet and pieces swap.

The state is one table (rows below x slots), so that a copy of it is one copy of memory.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.chance import draw, draw_below

P_STACK, P_TURN = 0, 1
S_BAND, S_WIDTH, S_HEIGHT, S_COUNT, S_TYPE = 2, 3, 4, 5, 6
B_SHEET, B_WIDTH, B_HEIGHT, B_COUNT, B_TYPE = 7, 8, 9, 10, 11
K_KIND, K_DIRECTION, K_HEIGHT, K_COUNT, K_AREA, K_FIRST, K_LAST = 12, 13, 14, 15, 16, 17, 18
ROWS = 19
"""Rows of the state table: of pieces, stacks, bands, sheets. K_FIRST, K_LAST: batches on it."""

NON_EXACT, EXACT, HOMOGENEOUS = 0, 1, 2
FAR = np.int64(1) << 60
MOST_BATCH = 1 << 30


@njit(cache=True, nogil=True)
def recount(state, n, size, type_of, batch):
    """Derives counts and measures of stacks, bands and sheets from the places of the pieces."""
    slots = state.shape[1]
    for i in range(slots):
        state[S_COUNT, i] = 0
        state[S_WIDTH, i] = 0
        state[S_HEIGHT, i] = 0
        state[S_TYPE, i] = -1
        state[B_COUNT, i] = 0
        state[B_WIDTH, i] = 0
        state[B_HEIGHT, i] = 0
        state[B_TYPE, i] = -1
        state[K_HEIGHT, i] = 0
        state[K_COUNT, i] = 0
        state[K_AREA, i] = 0
        state[K_FIRST, i] = MOST_BATCH
        state[K_LAST, i] = -1
    for p in range(n):
        s = state[P_STACK, p]
        if s < 0:
            continue
        b = state[S_BAND, s]
        k = state[B_SHEET, b]
        t = type_of[p]
        turned = state[P_TURN, p] ^ state[K_DIRECTION, k]
        width = size[t, turned]
        height = size[t, 1 - turned]
        state[S_COUNT, s] += 1
        state[S_WIDTH, s] = max(state[S_WIDTH, s], width)
        state[S_HEIGHT, s] += height
        state[S_TYPE, s] = t
        state[B_TYPE, b] = t
        state[K_COUNT, k] += 1
        state[K_AREA, k] += width * height
        state[K_FIRST, k] = min(state[K_FIRST, k], batch[t])
        state[K_LAST, k] = max(state[K_LAST, k], batch[t])
    for s in range(slots):
        if state[S_COUNT, s] > 0:
            b = state[S_BAND, s]
            state[B_COUNT, b] += 1
            state[B_WIDTH, b] += state[S_WIDTH, s]
            state[B_HEIGHT, b] = max(state[B_HEIGHT, b], state[S_HEIGHT, s])
    for b in range(slots):
        if state[B_COUNT, b] > 0:
            state[K_HEIGHT, state[B_SHEET, b]] += state[B_HEIGHT, b]


@njit(cache=True, nogil=True)
def _free_slot(state, row):
    for i in range(state.shape[1]):
        if state[row, i] == 0:
            return i
    return -1


@njit(cache=True, nogil=True)
def put(state, p, turn, level, where, direction, size, type_of, batch):
    """Places piece p: level 0 in stack `where`, 1 in a new stack of band `where`, 2 in a new band
    of sheet `where`. The sheet's kind and direction must be set already."""
    t = type_of[p]
    if level == 0:
        s = where
        b = state[S_BAND, s]
        k = state[B_SHEET, b]
    elif level == 1:
        b = where
        k = state[B_SHEET, b]
        s = _free_slot(state, S_COUNT)
    else:
        k = where
        b = _free_slot(state, B_COUNT)
        s = _free_slot(state, S_COUNT)
        state[B_SHEET, b] = k
        state[B_WIDTH, b] = 0
        state[B_HEIGHT, b] = 0
        if state[K_COUNT, k] == 0:
            state[K_DIRECTION, k] = direction
            state[K_HEIGHT, k] = 0
            state[K_AREA, k] = 0
            state[K_FIRST, k] = MOST_BATCH
            state[K_LAST, k] = -1
    turned = turn ^ state[K_DIRECTION, k]
    width = size[t, turned]
    height = size[t, 1 - turned]
    if level > 0:
        state[S_BAND, s] = b
        state[S_WIDTH, s] = 0
        state[S_HEIGHT, s] = 0
        state[S_COUNT, s] = 0
        state[B_COUNT, b] += 1
    state[P_STACK, p] = s
    state[P_TURN, p] = turn
    if width > state[S_WIDTH, s]:
        state[B_WIDTH, b] += width - state[S_WIDTH, s]
        state[S_WIDTH, s] = width
    state[S_HEIGHT, s] += height
    state[S_COUNT, s] += 1
    state[S_TYPE, s] = t
    state[B_TYPE, b] = t
    if state[S_HEIGHT, s] > state[B_HEIGHT, b]:
        state[K_HEIGHT, k] += state[S_HEIGHT, s] - state[B_HEIGHT, b]
        state[B_HEIGHT, b] = state[S_HEIGHT, s]
    state[K_COUNT, k] += 1
    state[K_AREA, k] += width * height
    state[K_FIRST, k] = min(state[K_FIRST, k], batch[t])
    state[K_LAST, k] = max(state[K_LAST, k], batch[t])


@njit(cache=True, nogil=True)
def best_place(
    state,
    sheets,
    p,
    size,
    turns,
    type_of,
    batch,
    reach,
    goes_on,
    plates,
    stages,
    style,
    directions,
    weights,
    blink,
    seed,
    found,
):
    """Finds the place of least new waste for piece p; writes (turn, level, where, direction).

    `turns` [kind, type] bit 1: may lie as given, bit 2: may lie turned (grain included). `plates`
    [kind, direction] = (width, height), `directions` [kind] bit 1: bands may lie across the height,
    bit 2: across the length. Returns the waste, FAR when there is no place.
    """
    t = type_of[p]
    best = np.float64(FAR)
    slots = state.shape[1]
    for k in range(sheets):
        kind = state[K_KIND, k]
        if kind < 0 or not goes_on[kind, t]:
            continue
        if state[K_COUNT, k] > 0 and (
            max(state[K_LAST, k], batch[t]) - min(state[K_FIRST, k], batch[t]) > reach
        ):
            continue
        used = state[K_COUNT, k] > 0
        for direction in range(2):
            if used and direction != state[K_DIRECTION, k]:
                continue
            if not (directions[kind] >> direction) & 1:
                continue
            plate_w = plates[kind, direction, 0]
            room_h = plates[kind, direction, 1] - (state[K_HEIGHT, k] if used else 0)
            for turn in range(2):
                if not (turns[kind, t] >> turn) & 1:
                    continue
                turned = turn ^ direction
                width = size[t, turned]
                height = size[t, 1 - turned]
                if width > plate_w or height > room_h:
                    continue
                waste = weights[4] * (plate_w - width) * height
                if not used:
                    waste += weights[5] * plate_w * plates[kind, direction, 1]
                elif room_h == height:
                    waste *= 0.7
                if waste < best and draw(seed) >= blink:
                    best = waste
                    found[0] = turn
                    found[1] = 2
                    found[2] = k
                    found[3] = direction
    for b in range(slots):
        if state[B_COUNT, b] == 0:
            continue
        k = state[B_SHEET, b]
        kind = state[K_KIND, k]
        if not goes_on[kind, t]:
            continue
        if max(state[K_LAST, k], batch[t]) - min(state[K_FIRST, k], batch[t]) > reach:
            continue
        if stages == 2 and style == HOMOGENEOUS and state[B_TYPE, b] != t:
            continue
        direction = state[K_DIRECTION, k]
        plate_w = plates[kind, direction, 0]
        room_w = plate_w - state[B_WIDTH, b]
        room_h = plates[kind, direction, 1] - state[K_HEIGHT, k]
        band_h = state[B_HEIGHT, b]
        for turn in range(2):
            if not (turns[kind, t] >> turn) & 1:
                continue
            turned = turn ^ direction
            width = size[t, turned]
            height = size[t, 1 - turned]
            if width > room_w:
                continue
            grow = height - band_h
            if grow > 0:
                if grow > room_h or (stages == 2 and style != NON_EXACT):
                    continue
                waste = weights[3] * grow * (plate_w - width)
            else:
                if grow < 0 and stages == 2 and style != NON_EXACT:
                    continue
                waste = weights[2] * (-grow) * width
            if width == room_w:
                waste *= 0.7
            if waste < best and draw(seed) >= blink:
                best = waste
                found[0] = turn
                found[1] = 1
                found[2] = b
    if stages == 2:
        return best
    for s in range(slots):
        if state[S_COUNT, s] == 0:
            continue
        if style == HOMOGENEOUS and state[S_TYPE, s] != t:
            continue
        b = state[S_BAND, s]
        k = state[B_SHEET, b]
        kind = state[K_KIND, k]
        if not goes_on[kind, t]:
            continue
        direction = state[K_DIRECTION, k]
        stack_w = state[S_WIDTH, s]
        stack_h = state[S_HEIGHT, s]
        grow_room_h = plates[kind, direction, 1] - state[K_HEIGHT, k]
        if max(state[K_LAST, k], batch[t]) - min(state[K_FIRST, k], batch[t]) > reach:
            continue
        for turn in range(2):
            if not (turns[kind, t] >> turn) & 1:
                continue
            turned = turn ^ direction
            width = size[t, turned]
            height = size[t, 1 - turned]
            if style != NON_EXACT and width != stack_w:
                continue
            grow = stack_h + height - state[B_HEIGHT, b]
            if grow > grow_room_h:
                continue
            wider = width - stack_w
            plate_w = plates[kind, direction, 0]
            if wider > plate_w - state[B_WIDTH, b]:
                continue
            waste = 0.0
            if wider > 0:
                waste += weights[1] * wider * max(stack_h, state[B_HEIGHT, b] - height)
            else:
                waste += weights[0] * (-wider) * height
            if grow > 0:
                waste += weights[3] * grow * (plate_w - width)
            elif grow == 0:
                waste *= 0.7
            if waste < best and draw(seed) >= blink:
                best = waste
                found[0] = turn
                found[1] = 0
                found[2] = s
    return best


@njit(cache=True, nogil=True)
def _take_out(state, n, type_of, size, sheets, most, loose, count, mark, seed):
    """Marks pieces to remove: few anywhere, a stack or band here and there, or whole sheets."""
    way = draw(seed)
    if way < 0.25:
        amount = 1 + draw_below(seed, most)
        for _ in range(amount):
            p = draw_below(seed, n)
            mark[p] = 1
    elif way < 0.6:
        # Whole bands, or whole stacks, of up to four sheets.
        row = B_COUNT if draw(seed) < 0.5 else S_COUNT
        wanted = 1 + draw_below(seed, 4)
        for _ in range(wanted):
            p = draw_below(seed, n)
            s = state[P_STACK, p]
            if s < 0:
                continue
            b = state[S_BAND, s]
            for q in range(n):
                other = state[P_STACK, q]
                if other >= 0 and (
                    (row == S_COUNT and other == s)
                    or (row == B_COUNT and state[S_BAND, other] == b)
                ):
                    mark[q] = 1
    else:
        wanted = 1 + draw_below(seed, 3)
        share = 1.0 if draw(seed) < 0.5 else 0.3 + 0.6 * draw(seed)
        for _ in range(wanted):
            p = draw_below(seed, n)
            s = state[P_STACK, p]
            if s < 0:
                continue
            k = state[B_SHEET, state[S_BAND, s]]
            for q in range(n):
                other = state[P_STACK, q]
                inside = other >= 0 and state[B_SHEET, state[S_BAND, other]] == k
                if inside and (share == 1.0 or draw(seed) < share):
                    mark[q] = 1
    for p in range(n):
        if mark[p] == 1:
            mark[p] = 0
            if state[P_STACK, p] >= 0:
                state[P_STACK, p] = -1
                loose[count] = p
                count += 1
    return count


@njit(cache=True, nogil=True)
def _sort_loose(loose, count, type_of, size, value, absent, keys, seed):
    way = draw_below(seed, 7)
    noise = 0.3 * draw(seed)
    for i in range(count):
        t = type_of[loose[i]]
        a = np.float64(size[t, 0])
        b = np.float64(size[t, 1])
        if way == 0:
            key = draw(seed)
        elif way == 1:
            key = max(a, b)
        elif way == 2:
            key = a
        elif way == 3:
            key = b
        elif way == 4:
            key = a * b * (1.0 + absent[loose[i]])
        elif way == 5:
            key = value[t] / (a * b)
        else:
            key = a * b
        keys[i] = -key * (1.0 + noise * draw(seed))
    order = np.argsort(keys[:count], kind="mergesort")
    for i in range(count):
        keys[i] = loose[order[i]]
    for i in range(count):
        loose[i] = np.int32(keys[i])


@njit(cache=True, nogil=True)
def evaluate(state, n, sheets, type_of, plates, price, per_mm, value, reward):
    """What the sheets in use cost, less a small reward for uneven filling, plus what is missing."""
    cost = 0.0
    for k in range(sheets):
        if state[K_COUNT, k] > 0:
            kind = state[K_KIND, k]
            direction = state[K_DIRECTION, k]
            area = np.float64(plates[kind, direction, 0]) * plates[kind, direction, 1]
            fill = state[K_AREA, k] / area
            cost += price[kind] + per_mm[kind] * state[K_HEIGHT, k] - reward * fill * fill
    for p in range(n):
        if state[P_STACK, p] < 0:
            cost += value[type_of[p]]
    return cost


@njit(cache=True, nogil=True)
def _open_sheets(state, sheets, open_kinds, stock, in_use, seed):
    """Gives every empty sheet a kind of which there is stock left, or none (-1)."""
    in_use[:] = 0
    for k in range(sheets):
        if state[K_COUNT, k] > 0:
            in_use[state[K_KIND, k]] += 1
    for k in range(sheets):
        if state[K_COUNT, k] == 0:
            state[K_KIND, k] = -1
            first = draw_below(seed, open_kinds.shape[0])
            for i in range(open_kinds.shape[0]):
                kind = open_kinds[(first + i) % open_kinds.shape[0]]
                if stock[kind] < 0 or in_use[kind] < stock[kind]:
                    state[K_KIND, k] = kind
                    in_use[kind] += 1
                    break


@njit(cache=True, nogil=True)
def improve(
    state,
    best,
    n,
    sheets,
    size,
    turns,
    type_of,
    batch,
    reach,
    goes_on,
    plates,
    stages,
    style,
    directions,
    price,
    per_mm,
    value,
    reward,
    open_kinds,
    stock,
    missing_only,
    rounds,
    heat,
    cooling,
    absent,
    seed,
):
    """Ruin and recreate for `rounds` rounds; `best` keeps the best state. Returns (cost, rounds).

    `open_kinds` lists the kinds that an emptied sheet may become (empty: sheets stay as they are),
    `stock` [kind] how many there are, -1 for no limit.
    With `missing_only` the goal is to place every piece: it stops as soon as none is left over.
    """
    slots = state.shape[1]
    work = state.copy()
    mark = np.zeros(n, np.int8)
    loose = np.empty(n, np.int32)
    keys = np.empty(n, np.float64)
    found = np.zeros(4, np.int64)
    weights = np.empty(6, np.float64)
    in_use = np.zeros(price.shape[0], np.int64)
    cost = evaluate(state, n, sheets, type_of, plates, price, per_mm, value, reward)
    best_cost = cost
    best[:, :] = state
    missing = 0.0
    for p in range(n):
        if state[P_STACK, p] < 0:
            missing += 1.0 + absent[p]
    done = 0
    for _ in range(rounds):
        done += 1
        for row in range(ROWS):
            for i in range(slots):
                work[row, i] = state[row, i]
        count = 0
        for p in range(n):
            if work[P_STACK, p] < 0:
                loose[count] = p
                count += 1
        count = _take_out(
            work, n, type_of, size, sheets, max(2, min(n // 5, 14)), loose, count, mark, seed
        )
        recount(work, n, size, type_of, batch)
        if open_kinds.shape[0] > 0:
            _open_sheets(work, sheets, open_kinds, stock, in_use, seed)
        _sort_loose(loose, count, type_of, size, value, absent, keys, seed)
        for i in range(5):
            weights[i] = 0.25 + draw(seed) * 1.5
        weights[5] = 0.05 + 2.0 * draw(seed)
        blink = 0.01 if draw(seed) < 0.7 else 0.1
        left = 0.0
        for i in range(count):
            p = loose[i]
            waste = best_place(
                work,
                sheets,
                p,
                size,
                turns,
                type_of,
                batch,
                reach,
                goes_on,
                plates,
                stages,
                style,
                directions,
                weights,
                blink,
                seed,
                found,
            )
            if waste < FAR:
                put(work, p, found[0], found[1], found[2], found[3], size, type_of, batch)
            else:
                left += 1.0 + absent[p]
        fresh = evaluate(work, n, sheets, type_of, plates, price, per_mm, value, reward)
        accept = fresh < cost - heat * np.log(max(draw(seed), 1e-12))
        if missing_only:
            if left < missing:
                accept = True
            elif left > missing * 1.3 + 1.0:
                accept = False
            for p in range(n):
                if work[P_STACK, p] < 0:
                    absent[p] += 0.02
        if accept:
            for row in range(ROWS):
                for i in range(slots):
                    state[row, i] = work[row, i]
            cost = fresh
            missing = left
            if cost < best_cost - 1e-9:
                best_cost = cost
                best[:, :] = state
            if missing_only and left == 0.0:
                best[:, :] = state
                best_cost = cost
                break
        heat *= cooling
    return best_cost, done
