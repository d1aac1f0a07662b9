"""One container being loaded with blocks: the step of every container search.

A state holds the maximal free cuboids, each corner packed into one 64-bit word (20 bits per axis,
the top bit of each a guard), so that "inside" and "overlaps" are one subtraction and one mask. The
next cuboid to fill is the one nearest to a corner of the container; blocks are ranked by
V * C^a * L^b * N^-g (Araya, Guerrero and Nunez 2017; Guesser 2025): volume, share of surface in
contact, length still usable beside the block, number of pieces. Scores are kept as logarithms.

When everything must stand fully supported nothing ever hangs over, so each free cuboid reaches to
the roof and its floor is carried: a new floor is the top of a block, joined with tops of the same
height beside it. A gap beside a block is then lost up to the roof, and again on each level above:
hence a further factor H^h, the block's share of the height to the roof, so that there are fewer
levels, and `rise`, by which low floors are filled before high ones.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from optimizer.packing.kernels.arrays import Ints, Longs
from optimizer.packing.kernels.blocks import MOST_TYPES

AXIS_BITS = 20
FIELD = (1 << (AXIS_BITS - 1)) - 1
GUARD = (1 << 19) | (1 << 39) | (1 << 59)
ONES = 1 | (1 << 20) | (1 << 40)

SPACES, PLACED, LISTED, PHASE, VOLUME, LOAD, MIRROR_X, MIRROR_Y, LEAST, NUMBERS = range(10)
"""Positions in `State.number`."""

_MOST_FLOORS = 40


class Blocks(NamedTuple):
    """Blocks by falling first key. `packed` is the size as one word; `log_key[phase]` is
    log(V * N^-g), never larger in the second phase than in the first. A row of `need` is (type,
    number, type, number, ..., -1), one of `types` a bit for each type in it, of 128 taken in turn.
    """

    size: Ints
    packed: Longs
    top: Ints
    need: Ints
    types: NDArray[np.uint64]
    volume: Longs
    weight: Longs
    log_key: NDArray[np.float64]


class Yard(NamedTuple):
    """What does not change while one container is loaded.

    `inner` in mm; `least` the smallest measures to be placed, as one word; `reach[axis, gap]` is
    the most of a gap that pieces side by side can use; `logs[v]` is log(v); `powers` is (a, b, h)
    for each phase and `slack` the share of a side that still counts as contact; `switch` the volume
    at which the second phase begins; `standing` says that all is fully supported, and `rise` then
    weighs a floor's height against its distance to the walls; `salt` starts the signatures, since
    remembered values hold for one set of powers only.
    """

    inner: Longs
    least: int
    reach: Ints
    logs: NDArray[np.float64]
    powers: NDArray[np.float64]
    slack: NDArray[np.float64]
    switch: int
    net_weight: int
    standing: bool
    rise: float
    salt: np.uint64


class State(NamedTuple):
    """A partly loaded container: free cuboids as packed corners and their rank, blocks placed as
    (block, x, y, z, mirror) and packed corners, pieces left per type, blocks that may still fit,
    numbers (see SPACES and the following), signature."""

    low: Longs
    high: Longs
    rank: NDArray[np.float64]
    placed: Ints
    placed_low: Longs
    placed_high: Longs
    left: Longs
    listed: Ints
    number: Longs
    sign: NDArray[np.uint64]


class Bench(NamedTuple):
    """Scratch of one thread: torn cuboids, neighbours, ranked blocks with scores and corners."""

    torn_low: Longs
    torn_high: Longs
    near: Ints
    best: Ints
    score: NDArray[np.float64]
    corner: Ints
    path: NDArray[np.uint64]


@njit(cache=True, nogil=True, inline="always")
def pack_corner(x, y, z):
    """Three lengths as one word."""
    return np.int64(x) | (np.int64(y) << 20) | (np.int64(z) << 40)


@njit(cache=True, nogil=True, inline="always")
def part(word, axis):
    """One length of a packed word."""
    return (word >> (20 * axis)) & FIELD


@njit(cache=True, nogil=True, inline="always")
def _at_most(a, b):
    """True when each length of a is at most that of b."""
    return ((b | GUARD) - a) & GUARD == GUARD


@njit(cache=True, nogil=True)
def start(yard, blocks, left, state):
    """Empties the container."""
    state.low[0] = 0
    state.high[0] = pack_corner(yard.inner[0], yard.inner[1], yard.inner[2])
    state.rank[0] = 0.0
    state.number[:] = 0
    state.number[SPACES] = 1
    state.number[LEAST] = yard.least
    state.left[:] = left
    n = blocks.packed.shape[0]
    for i in range(n):
        state.listed[i] = i
    state.number[LISTED] = n
    state.sign[0] = yard.salt


@njit(cache=True, nogil=True)
def lay(yard, blocks, left, rows, state, bench):
    """Empties the container and places `rows` (block, x, y, z, mirror) in their order."""
    start(yard, blocks, left, state)
    for k in range(rows.shape[0]):
        state.number[MIRROR_X] = rows[k, 4] & 1
        state.number[MIRROR_Y] = rows[k, 4] >> 1
        place_block(yard, blocks, state, rows[k, 0], rows[k, 1], rows[k, 2], rows[k, 3], bench)
    if rows.shape[0] > 0:
        shorten_list(yard, blocks, state)


@njit(cache=True, nogil=True)
def copy_state(source, target):
    """Copies what is in use."""
    n = source.number[SPACES]
    target.low[:n] = source.low[:n]
    target.high[:n] = source.high[:n]
    target.rank[:n] = source.rank[:n]
    n = source.number[PLACED]
    target.placed[:n] = source.placed[:n]
    target.placed_low[:n] = source.placed_low[:n]
    target.placed_high[:n] = source.placed_high[:n]
    target.left[:] = source.left
    n = source.number[LISTED]
    target.listed[:n] = source.listed[:n]
    target.number[:] = source.number
    target.sign[0] = source.sign[0]


@njit(cache=True, nogil=True, inline="always")
def _space_rank(length, width, height, standing, rise, low, high):
    """Distance to the nearest corner of the container, larger cuboids first among equals."""
    x1, y1, z1 = part(low, 0), part(low, 1), part(low, 2)
    x2, y2, z2 = part(high, 0), part(high, 1), part(high, 2)
    distance = min(x1, length - x2) + min(y1, width - y2)
    distance += rise * z1 if standing else min(z1, height - z2)
    volume = np.float64((x2 - x1) * (y2 - y1)) * (z2 - z1)
    whole = np.float64(length) * width * height
    return distance - volume / (whole + 1.0)


@njit(cache=True, nogil=True)
def pick_space(state):
    """Position of the next cuboid to fill; -1 when there is none."""
    rank = state.rank
    best = -1
    best_rank = np.inf
    for i in range(state.number[SPACES]):
        if rank[i] < best_rank:
            best_rank = rank[i]
            best = i
    return best


@njit(cache=True, nogil=True)
def drop_space(state, i):
    """Forgets a cuboid into which nothing fits."""
    last = state.number[SPACES] - 1
    state.low[i] = state.low[last]
    state.high[i] = state.high[last]
    state.rank[i] = state.rank[last]
    state.number[SPACES] = last


@njit(cache=True, nogil=True, inline="always")
def _to_be_had(need, weight, left, spare, b):
    """True when the pieces of block b are left and not too heavy."""
    for k in range(0, 2 * MOST_TYPES, 2):
        t = need[b, k]
        if t < 0:
            break
        if need[b, k + 1] > left[t]:
            return False
    return weight[b] <= spare


@njit(cache=True, nogil=True)
def rank_blocks(yard, blocks, state, s, most, bench):
    """Best `most` blocks for cuboid s, best first, in `bench`; returns how many.

    The list is sorted by the first factor as it is in the first phase; in the second it is not
    larger, and the other factors are at most one: the scan ends early.
    """
    # Arrays are taken out of their bundles once: a look-up inside a loop counts references.
    packed, need = blocks.packed, blocks.need
    logs, reach = yard.logs, yard.reach
    listed, left, number = state.listed, state.left, state.number
    weight, first_key, log_key = blocks.weight, blocks.log_key[0], blocks.log_key[number[PHASE]]
    placed_low, placed_high, near = state.placed_low, state.placed_high, bench.near
    best, scores, corner = bench.best, bench.score, bench.corner
    length, width, height = yard.inner[0], yard.inner[1], yard.inner[2]
    low, high = state.low[s], state.high[s]
    x1, y1, z1 = part(low, 0), part(low, 1), part(low, 2)
    x2, y2, z2 = part(high, 0), part(high, 1), part(high, 2)
    room_x, room_y, room_z = x2 - x1, y2 - y1, z2 - z1
    room = pack_corner(room_x, room_y, room_z)
    mirror_x = length - x2 < x1
    mirror_y = width - y2 < y1
    mirror_z = (not yard.standing) and height - z2 < z1
    number[MIRROR_X] = 1 if mirror_x else 0
    number[MIRROR_Y] = 1 if mirror_y else 0
    phase = number[PHASE]
    contact_power, length_power = yard.powers[phase, 0], yard.powers[phase, 1]
    height_power = yard.powers[phase, 2]
    slack = yard.slack[phase]
    half = contact_power * np.log(0.5)
    room_log = logs[room_x] + logs[room_y] + logs[room_z]
    room_top = room_log + 1e-9
    neighbours = -1
    spare = yard.net_weight - number[LOAD]
    n = 0
    worst = -np.inf
    total = number[LISTED]
    # Blocks whose key beats the cuboid's volume cannot fit: skip them by bisection.
    first, last = 0, total
    while first < last:
        middle = (first + last) >> 1
        if first_key[listed[middle]] > room_top:
            first = middle + 1
        else:
            last = middle
    for i in range(first, total):
        b = listed[i]
        if n >= most and first_key[b] <= worst:
            break
        extent = packed[b]
        if not _at_most(extent, room):
            continue
        dx, dy, dz = part(extent, 0), part(extent, 1), part(extent, 2)
        score = log_key[b] + length_power * (
            logs[dx + reach[0, room_x - dx]]
            + logs[dy + reach[1, room_y - dy]]
            + logs[dz + reach[2, room_z - dz]]
            - room_log
        )
        if height_power > 0:
            score += height_power * (logs[dz] - logs[room_z])
        if n >= most:
            if score <= worst:
                continue
            # The cuboid is empty: a face away from its corner touches nothing unless it reaches,
            # but for the slack, the cuboid's end. Mostly none does.
            if score + half <= worst:
                flush = np.int64(0)
                if room_x - dx <= np.int64(slack * dx):
                    flush += dy * dz
                if room_y - dy <= np.int64(slack * dy):
                    flush += dx * dz
                if room_z - dz <= np.int64(slack * dz):
                    flush += dx * dy
                most_contact = half
                if flush > 0:
                    most_contact += contact_power * np.log1p(flush / (dy * dz + dx * dz + dx * dy))
                if score + most_contact <= worst:
                    continue
        # Looks at memory seldom used: after the tests that most blocks fail.
        if not _to_be_had(need, weight, left, spare, b):
            continue
        if neighbours < 0:
            neighbours = _find_near(
                placed_low, placed_high, number[PLACED], x1, y1, z1, x2, y2, z2, slack, near
            )
        x = x2 - dx if mirror_x else x1
        y = y2 - dy if mirror_y else y1
        z = z2 - dz if mirror_z else z1
        share = _contact(
            length, width, height, placed_low, placed_high, near, neighbours,
            x, y, z, dx, dy, dz, slack
        )  # fmt: skip
        score += contact_power * np.log(share)
        if n < most:
            j = n
            n += 1
        elif score > worst:
            j = n - 1
        else:
            continue
        while j > 0 and scores[j - 1] < score:
            scores[j] = scores[j - 1]
            best[j] = best[j - 1]
            for k in range(3):
                corner[j, k] = corner[j - 1, k]
            j -= 1
        scores[j] = score
        best[j] = b
        corner[j, 0] = x
        corner[j, 1] = y
        corner[j, 2] = z
        if n >= most:
            worst = scores[n - 1]
    return n


@njit(cache=True, nogil=True)
def _find_near(placed_low, placed_high, placed, x1, y1, z1, x2, y2, z2, slack, near):
    """Placed blocks that may touch something in the cuboid; their number."""
    wide_x = np.int64(slack * (x2 - x1)) + 1
    wide_y = np.int64(slack * (y2 - y1)) + 1
    wide_z = np.int64(slack * (z2 - z1)) + 1
    low = pack_corner(max(0, x1 - wide_x), max(0, y1 - wide_y), max(0, z1 - wide_z))
    high = pack_corner(x2 + wide_x, y2 + wide_y, z2 + wide_z)
    n = 0
    for q in range(placed):
        if _at_most(placed_low[q], high) and _at_most(low, placed_high[q]):
            near[n] = q
            n += 1
    return n


@njit(cache=True, nogil=True, inline="always")
def _contact(
    length, width, height, placed_low, placed_high, near, neighbours, x, y, z, dx, dy, dz, slack
):
    """Share of the surface that touches walls or blocks, gaps up to `slack` of a side allowed."""
    wide_x = np.int64(slack * dx)
    wide_y = np.int64(slack * dy)
    wide_z = np.int64(slack * dz)
    end_x, end_y, end_z = x + dx, y + dy, z + dz
    face_x, face_y, face_z = dy * dz, dx * dz, dx * dy
    contact = np.int64(0)
    if x <= wide_x:
        contact += face_x
    if length - end_x <= wide_x:
        contact += face_x
    if y <= wide_y:
        contact += face_y
    if width - end_y <= wide_y:
        contact += face_y
    if z <= wide_z:
        contact += face_z
    if height - end_z <= wide_z:
        contact += face_z
    for i in range(neighbours):
        q = near[i]
        low, high = placed_low[q], placed_high[q]
        a = min(end_x, part(high, 0)) - max(x, part(low, 0))
        b = min(end_y, part(high, 1)) - max(y, part(low, 1))
        c = min(end_z, part(high, 2)) - max(z, part(low, 2))
        if a <= 0:
            if -a <= wide_x and b > 0 and c > 0:
                contact += b * c
        elif b <= 0:
            if -b <= wide_y and c > 0:
                contact += a * c
        elif c <= 0 and -c <= wide_z:
            contact += a * b
    return min(1.0, max(contact, 1) / (2.0 * (face_x + face_y + face_z)))


@njit(cache=True, nogil=True)
def place_block(yard, blocks, state, b, x, y, z, bench):
    """Places block b with its low corner at (x, y, z); the state's mirror flags say which of its
    corners lies in the corner of the cuboid."""
    number = state.number
    low = pack_corner(x, y, z)
    high = low + blocks.packed[b]
    n = number[PLACED]
    state.placed[n, 0] = b
    state.placed[n, 1] = x
    state.placed[n, 2] = y
    state.placed[n, 3] = z
    state.placed[n, 4] = number[MIRROR_X] + 2 * number[MIRROR_Y]
    state.placed_low[n] = low
    state.placed_high[n] = high
    number[PLACED] = n + 1
    for k in range(0, 2 * MOST_TYPES, 2):
        t = blocks.need[b, k]
        if t < 0:
            break
        state.left[t] -= blocks.need[b, k + 1]
    number[VOLUME] += blocks.volume[b]
    number[LOAD] += blocks.weight[b]
    h = np.uint64(low) * np.uint64(0x9E3779B97F4A7C15) + np.uint64(b + 1) * np.uint64(
        0xD6E8FEB86659FD93
    )
    h ^= h >> np.uint64(31)
    h *= np.uint64(0xBF58476D1CE4E5B9)
    h ^= h >> np.uint64(27)
    h *= np.uint64(0x94D049BB133111EB)
    state.sign[0] += h ^ (h >> np.uint64(31))
    _carve(yard, state, low, high, bench)
    if yard.standing:
        _add_floor(yard, blocks, state, b, x, y, z, bench)


@njit(cache=True, nogil=True)
def _carve(yard, state, low, high, bench):
    """Takes the cuboid out of all free cuboids, face by face (see `spaces.carve`)."""
    lows, highs, ranks = state.low, state.high, state.rank
    torn_low, torn_high, near = bench.torn_low, bench.torn_high, bench.near
    length, width, roof = yard.inner[0], yard.inner[1], yard.inner[2]
    standing = yard.standing
    below_high = (high - ONES) | GUARD
    above_low = low + ONES
    kept = 0
    hit = 0
    for i in range(state.number[SPACES]):
        if (below_high - lows[i]) & ((highs[i] | GUARD) - above_low) & GUARD == GUARD:
            torn_low[hit] = lows[i]
            torn_high[hit] = highs[i]
            hit += 1
        else:
            lows[kept] = lows[i]
            highs[kept] = highs[i]
            ranks[kept] = ranks[i]
            kept += 1
    total = kept
    limit = lows.shape[0]
    for face in range(5 if standing else 6):
        axis = face >> 1
        mask = np.int64(FIELD) << (20 * axis)
        least = part(state.number[LEAST], axis)
        first = total
        met = -1
        for r in range(hit):
            child_low, child_high = torn_low[r], torn_high[r]
            if face & 1 == 0:
                extent = part(low, axis) - part(child_low, axis)
                child_high = (child_high & ~mask) | (low & mask)
            else:
                extent = part(child_high, axis) - part(high, axis)
                child_low = (child_low & ~mask) | (high & mask)
            if extent < least:
                continue
            if met < 0:
                # Only cuboids that end in the plane of this face can swallow a child.
                met = 0
                for i in range(kept):
                    if face & 1 == 0:
                        touches = (highs[i] ^ low) & mask == 0
                    else:
                        touches = (lows[i] ^ high) & mask == 0
                    if touches:
                        near[met] = i
                        met += 1
            swallowed = False
            for k in range(met):
                i = near[k]
                if ((child_low | GUARD) - lows[i]) & (
                    (highs[i] | GUARD) - child_high
                ) & GUARD == GUARD:
                    swallowed = True
                    break
            if swallowed:
                continue
            i = first
            while i < total:
                if ((child_low | GUARD) - lows[i]) & (
                    (highs[i] | GUARD) - child_high
                ) & GUARD == GUARD:
                    swallowed = True
                    break
                if ((lows[i] | GUARD) - child_low) & (
                    (child_high | GUARD) - highs[i]
                ) & GUARD == GUARD:
                    total -= 1
                    lows[i] = lows[total]
                    highs[i] = highs[total]
                else:
                    i += 1
            if not swallowed and total < limit:
                lows[total] = child_low
                highs[total] = child_high
                total += 1
    for i in range(kept, total):
        ranks[i] = _space_rank(length, width, roof, standing, yard.rise, lows[i], highs[i])
    state.number[SPACES] = total


@njit(cache=True, nogil=True)
def _add_floor(yard, blocks, state, b, x, y, z, bench):
    """Adds the top of the block as a floor, alone and joined with tops of its height beside it."""
    height = z + blocks.size[b, 2]
    length, width, roof = yard.inner[0], yard.inner[1], yard.inner[2]
    least = state.number[LEAST]
    least_x, least_y = part(least, 0), part(least, 1)
    if roof - height < part(least, 2):
        return
    x1 = x + blocks.size[b, 0] - blocks.top[b, 0] if state.number[MIRROR_X] else x
    y1 = y + blocks.size[b, 1] - blocks.top[b, 1] if state.number[MIRROR_Y] else y
    lows, highs, ranks = state.low, state.high, state.rank
    torn_low, torn_high, near = bench.torn_low, bench.torn_high, bench.near
    # A queue of floors in the torn arrays; each is joined with every floor of its height.
    torn_low[0] = pack_corner(x1, y1, height)
    torn_high[0] = pack_corner(x1 + blocks.top[b, 0], y1 + blocks.top[b, 1], roof)
    queued = 1
    same = 0
    total = state.number[SPACES]
    for i in range(total):
        if part(lows[i], 2) == height:
            near[same] = i
            same += 1
    at = 0
    while at < queued:
        low, high = torn_low[at], torn_high[at]
        at += 1
        a1, b1, a2, b2 = part(low, 0), part(low, 1), part(high, 0), part(high, 1)
        for k in range(same):
            i = near[k]
            c1, d1 = part(lows[i], 0), part(lows[i], 1)
            c2, d2 = part(highs[i], 0), part(highs[i], 1)
            for way in range(2):
                if way == 0:
                    # Side by side along x: as deep as both.
                    if c1 > a2 or a1 > c2:
                        continue
                    e1, e2 = min(a1, c1), max(a2, c2)
                    f1, f2 = max(b1, d1), min(b2, d2)
                else:
                    if d1 > b2 or b1 > d2:
                        continue
                    e1, e2 = max(a1, c1), min(a2, c2)
                    f1, f2 = min(b1, d1), max(b2, d2)
                if e2 - e1 < least_x or f2 - f1 < least_y:
                    continue
                new_low = pack_corner(e1, f1, height)
                new_high = pack_corner(e2, f2, roof)
                known = False
                for q in range(queued):
                    if _at_most(torn_low[q], new_low) and _at_most(new_high, torn_high[q]):
                        known = True
                        break
                if known:
                    continue
                for m in range(same):
                    q = near[m]
                    if _at_most(lows[q], new_low) and _at_most(new_high, highs[q]):
                        known = True
                        break
                if not known and queued < _MOST_FLOORS:
                    torn_low[queued] = new_low
                    torn_high[queued] = new_high
                    queued += 1
    for q in range(queued):
        low, high = torn_low[q], torn_high[q]
        if part(high, 0) - part(low, 0) < least_x or part(high, 1) - part(low, 1) < least_y:
            continue
        swallowed = False
        i = 0
        while i < total:
            if part(lows[i], 2) == height:
                if _at_most(lows[i], low) and _at_most(high, highs[i]):
                    swallowed = True
                    break
                if _at_most(low, lows[i]) and _at_most(highs[i], high):
                    total -= 1
                    lows[i] = lows[total]
                    highs[i] = highs[total]
                    ranks[i] = ranks[total]
                    continue
            i += 1
        if not swallowed and total < lows.shape[0]:
            lows[total] = low
            highs[total] = high
            ranks[total] = _space_rank(length, width, roof, True, yard.rise, low, high)
            total += 1
    state.number[SPACES] = total


@njit(cache=True, nogil=True)
def second_phase(yard, state):
    """Notes that enough is loaded for the second phase."""
    if state.number[VOLUME] >= yard.switch:
        state.number[PHASE] = 1


@njit(cache=True, nogil=True)
def shorten_list(yard, blocks, state):
    """Drops blocks too large for every cuboid or not to be had, then cuboids too small for all."""
    low, high, left, listed = state.low, state.high, state.left, state.listed
    packed, need, weight, types = blocks.packed, blocks.need, blocks.weight, blocks.types
    number = state.number
    x, y, z = 0, 0, 0
    for i in range(number[SPACES]):
        extent = high[i] - low[i]
        x = max(x, part(extent, 0))
        y = max(y, part(extent, 1))
        z = max(z, part(extent, 2))
    room = pack_corner(x, y, z)
    spare = yard.net_weight - number[LOAD]
    # Most blocks ask for a type of which nothing is left: told by its bit, which is quick.
    gone, gone_above = ~np.uint64(0), ~np.uint64(0)
    for t in range(left.shape[0]):
        if left[t] > 0:
            bit = np.uint64(1) << np.uint64(t & 63)
            if t & 64:
                gone_above &= ~bit
            else:
                gone &= ~bit
    n = 0
    for i in range(number[LISTED]):
        b = listed[i]
        if (
            types[b, 0] & gone == 0
            and types[b, 1] & gone_above == 0
            and _at_most(packed[b], room)
            and _to_be_had(need, weight, left, spare, b)
        ):
            listed[n] = b
            n += 1
            x = min(x, part(packed[b], 0))
            y = min(y, part(packed[b], 1))
            z = min(z, part(packed[b], 2))
    number[LISTED] = n
    least = pack_corner(x, y, z)
    if n == 0 or least == number[LEAST]:
        return
    number[LEAST] = least
    i = 0
    while i < number[SPACES]:
        if _at_most(least, high[i] - low[i]):
            i += 1
        else:
            drop_space(state, i)
