"""Which block is best in a free cuboid.

Blocks are ranked by V * C^a * L^b * N^-g (Araya, Guerrero and Nunez 2017; Guesser 2025): volume,
share of surface in contact, length still usable beside the block, number of pieces. Scores are kept
as logarithms. Under full support a gap beside a block is lost up to the roof, and again on each
level above: hence a further factor H^h, the block's share of the height to the roof, so that there
are fewer levels.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.container_state import (
    LISTED,
    LOAD,
    MIRROR_X,
    MIRROR_Y,
    PHASE,
    PLACED,
    at_most,
    pack_corner,
    part,
    to_be_had,
)


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
        if not at_most(extent, room):
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
        if not to_be_had(need, weight, left, spare, b):
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
        if at_most(placed_low[q], high) and at_most(low, placed_high[q]):
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
