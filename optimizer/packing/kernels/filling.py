"""Fills one unit with pieces in a given sequence: each goes to its best free cuboid and turn.

The sequence says which piece is next, the rule what "best" means; searches vary both (the decoder
idea of Goncalves and Resende 2013). Support is exact: the base area on tops of equal height.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.spaces import carried_area, carve

RULES = 4
"""Low corner first; far from the opposite corner; tightest fit; most contact."""


@njit(cache=True, nogil=True)
def fill_unit(
    goods, type_of, inner, net_weight, share, sequence, count, rule, mirror, window, scratch, placed
):
    """Places what fits of `sequence[:count]`; returns how many pieces were placed.

    Placed pieces go to the front of `placed` as (piece, x, y, z, dx, dy, dz). The others stay in
    `sequence` in their order, moved to its front. `stuck` (one per type, zeros) marks types that
    found no room: room never grows, so their twins need no second look. After `window` stuck types
    in a row the unit is closed.
    """
    least, weight = goods.least, goods.weight
    spaces, torn, stuck = scratch.spaces, scratch.torn, scratch.stuck
    length, width, height = inner[0], inner[1], inner[2]
    spaces[0, 0] = 0
    spaces[0, 1] = 0
    spaces[0, 2] = 0
    spaces[0, 3] = length
    spaces[0, 4] = width
    spaces[0, 5] = height
    rooms = 1
    min_dx, min_dy, min_dz = length, width, height
    for i in range(count):
        t = type_of[sequence[i]]
        min_dx = min(min_dx, least[t, 0])
        min_dy = min(min_dy, least[t, 1])
        min_dz = min(min_dz, least[t, 2])
    done = 0
    left = 0
    load = np.int64(0)
    in_a_row = 0
    for i in range(count):
        piece = sequence[i]
        t = type_of[piece]
        best = -1
        if stuck[t] == 0 and rooms > 0 and in_a_row < window and load + weight[t] <= net_weight:
            best, x, y, z, turn = best_spot(
                goods, t, inner, share, rule, mirror, spaces, rooms, placed, done
            )
        if best < 0:
            if stuck[t] == 0:
                stuck[t] = 1
                in_a_row += 1
            sequence[left] = piece
            left += 1
            continue
        in_a_row = 0
        dx, dy, dz = goods.turns[turn, 0], goods.turns[turn, 1], goods.turns[turn, 2]
        placed[done, 0] = piece
        placed[done, 1] = x
        placed[done, 2] = y
        placed[done, 3] = z
        placed[done, 4] = dx
        placed[done, 5] = dy
        placed[done, 6] = dz
        done += 1
        load += weight[t]
        rooms = carve(spaces, rooms, torn, x, y, z, x + dx, y + dy, z + dz, min_dx, min_dy, min_dz)
    for i in range(left):
        stuck[type_of[sequence[i]]] = 0
    return done


@njit(cache=True, nogil=True)
def best_spot(goods, t, inner, share, rule, mirror, spaces, rooms, placed, done):
    """Best (space, x, y, z, turn) for a piece of type `t`; space is -1 when there is none."""
    first_turn, turns = goods.first_turn, goods.turns
    length, width, height = inner[0], inner[1], inner[2]
    best = -1
    best_score = -np.inf
    best_x, best_y, best_z, best_turn = 0, 0, 0, 0
    for turn in range(first_turn[t], first_turn[t + 1]):
        dx, dy, dz = turns[turn, 0], turns[turn, 1], turns[turn, 2]
        for s in range(rooms):
            gap_x = spaces[s, 3] - spaces[s, 0] - dx
            gap_y = spaces[s, 4] - spaces[s, 1] - dy
            gap_z = spaces[s, 5] - spaces[s, 2] - dz
            if gap_x < 0 or gap_y < 0 or gap_z < 0:
                continue
            x, y, z = spaces[s, 0], spaces[s, 1], spaces[s, 2]
            if mirror:
                # Towards the wall that is nearer: free room stays in the middle, in one part.
                if length - spaces[s, 3] < x:
                    x = spaces[s, 3] - dx
                if width - spaces[s, 4] < y:
                    y = spaces[s, 4] - dy
            if share > 0.0 and z > 0:
                need = share * dx * dy
                if carried_area(placed, done, x, y, z, dx, dy) < need:
                    x, y = _carried_corner(spaces, s, placed, done, dx, dy, need)
                    if x < 0:
                        continue
            if rule == 0:
                score = -(z * 1.0e6 + (x + y))
            elif rule == 1:
                a = np.float64(length - x - dx)
                b = np.float64(width - y - dy)
                c = np.float64(height - z - dz)
                score = a * a + b * b + c * c
            elif rule == 2:
                low = min(gap_x, gap_y, gap_z)
                high = max(gap_x, gap_y, gap_z)
                middle = gap_x + gap_y + gap_z - low - high
                score = -(low * 1.0e8 + middle * 1.0e3 + high)
            else:
                score = contact_share(inner, placed, done, x, y, z, dx, dy, dz)
            if score > best_score:
                best_score = score
                best = s
                best_x, best_y, best_z, best_turn = x, y, z, turn
    return best, best_x, best_y, best_z, best_turn


@njit(cache=True, nogil=True)
def _carried_corner(spaces, s, placed, done, dx, dy, need):
    """A corner of the space, or of a top in its floor, that carries the base; else (-1, -1)."""
    x1, y1, z = spaces[s, 0], spaces[s, 1], spaces[s, 2]
    x2, y2 = spaces[s, 3], spaces[s, 4]
    for corner in range(4):
        x = x1 if corner & 1 == 0 else x2 - dx
        y = y1 if corner & 2 == 0 else y2 - dy
        if carried_area(placed, done, x, y, z, dx, dy) >= need:
            return x, y
    for i in range(done):
        if placed[i, 3] + placed[i, 6] != z:
            continue
        for corner in range(4):
            x = placed[i, 1] if corner & 1 == 0 else placed[i, 1] + placed[i, 4] - dx
            y = placed[i, 2] if corner & 2 == 0 else placed[i, 2] + placed[i, 5] - dy
            if (
                x >= x1
                and x + dx <= x2
                and y >= y1
                and y + dy <= y2
                and carried_area(placed, done, x, y, z, dx, dy) >= need
            ):
                return x, y
    return -1, -1


@njit(cache=True, nogil=True)
def contact_share(inner, placed, done, x, y, z, dx, dy, dz):
    """Share of the piece's surface that touches walls or other pieces."""
    contact = 0.0
    if x == 0:
        contact += np.float64(dy) * dz
    if x + dx == inner[0]:
        contact += np.float64(dy) * dz
    if y == 0:
        contact += np.float64(dx) * dz
    if y + dy == inner[1]:
        contact += np.float64(dx) * dz
    if z == 0:
        contact += np.float64(dx) * dy
    if z + dz == inner[2]:
        contact += np.float64(dx) * dy
    for i in range(done):
        a = min(x + dx, placed[i, 1] + placed[i, 4]) - max(x, placed[i, 1])
        b = min(y + dy, placed[i, 2] + placed[i, 5]) - max(y, placed[i, 2])
        c = min(z + dz, placed[i, 3] + placed[i, 6]) - max(z, placed[i, 3])
        if a == 0:
            if b > 0 and c > 0:
                contact += np.float64(b) * c
        elif b == 0:
            if a > 0 and c > 0:
                contact += np.float64(a) * c
        elif c == 0 and a > 0 and b > 0:
            contact += np.float64(a) * b
    surface = 2.0 * (np.float64(dx) * dy + np.float64(dx) * dz + np.float64(dy) * dz)
    return contact / surface


@njit(cache=True, nogil=True)
def fill_with_grids(
    goods, inner, net_weight, share, types, left, window, most_steps, scratch, grids, shape, resume
):
    """Fills one unit with whole grids of like pieces; the quick first plan of large problems.

    `types` is the order of types, `left` their pieces left (reduced here). After `window` types in
    a row without room the unit is closed. Rows of `grids` are (type, x, y, z, dx, dy, dz), measures
    of the whole grid; rows of `shape` (nx, ny, nz). `resume` (6 integers: rooms, grids, position in
    `types`, load, started, misses in a row) carries the state from one call to the next: a call
    ends after `most_steps` grids so that the caller can look at the clock. Returns True when the
    unit is full or nothing is left.
    """
    first_turn, turns, least, weight = goods.first_turn, goods.turns, goods.least, goods.weight
    spaces, torn = scratch.spaces, scratch.torn
    if resume[4] == 0:
        spaces[0, 0] = 0
        spaces[0, 1] = 0
        spaces[0, 2] = 0
        spaces[0, 3] = inner[0]
        spaces[0, 4] = inner[1]
        spaces[0, 5] = inner[2]
        resume[0] = 1
        resume[1] = 0
        resume[2] = 0
        resume[3] = 0
        resume[4] = 1
    rooms = resume[0]
    done = resume[1]
    position = resume[2]
    load = resume[3]
    misses = resume[5]
    steps = 0
    min_dx, min_dy, min_dz = inner[0], inner[1], inner[2]
    for i in range(types.shape[0]):
        t = types[i]
        if left[t] > 0:
            min_dx = min(min_dx, least[t, 0])
            min_dy = min(min_dy, least[t, 1])
            min_dz = min(min_dz, least[t, 2])
    while position < types.shape[0] and rooms > 0 and misses < window and steps < most_steps:
        t = types[position]
        steps += 1
        most = np.int64(left[t])
        if weight[t] > 0:
            most = min(most, (net_weight - load) // weight[t])
        best = -1
        best_volume = np.int64(0)
        best_z = 0
        best_turn, best_x, best_y, nx, ny, nz = 0, 0, 0, 0, 0, 0
        if most > 0 and done < grids.shape[0]:
            for turn in range(first_turn[t], first_turn[t + 1]):
                dx, dy, dz = turns[turn, 0], turns[turn, 1], turns[turn, 2]
                volume = np.int64(dx) * dy * dz
                for s in range(rooms):
                    a = min((spaces[s, 3] - spaces[s, 0]) // dx, most)
                    b = (spaces[s, 4] - spaces[s, 1]) // dy
                    c = (spaces[s, 5] - spaces[s, 2]) // dz
                    if a == 0 or b == 0 or c == 0:
                        continue
                    b = min(b, most // a)
                    c = min(c, most // (a * b))
                    z = spaces[s, 2]
                    if volume * a * b * c < best_volume or (
                        volume * a * b * c == best_volume and z >= best_z
                    ):
                        continue
                    x, y = spaces[s, 0], spaces[s, 1]
                    if (
                        share > 0.0
                        and z > 0
                        and carried_area(grids, done, x, y, z, a * dx, b * dy) < a * dx * b * dy
                    ):
                        # Shrink to what one top carries, so that every piece stands firmly.
                        x, y, room_x, room_y = _widest_top(spaces, s, grids, done, dx, dy)
                        if x < 0:
                            continue
                        a = min(room_x // dx, most)
                        b = min(room_y // dy, most // a)
                        c = min((spaces[s, 5] - z) // dz, most // (a * b))
                        if volume * a * b * c <= best_volume:
                            continue
                    best = s
                    best_volume = volume * a * b * c
                    best_turn, best_x, best_y, best_z = turn, x, y, z
                    nx, ny, nz = a, b, c
        if best < 0:
            position += 1
            misses += 1
            continue
        misses = 0
        dx = turns[best_turn, 0] * nx
        dy = turns[best_turn, 1] * ny
        dz = turns[best_turn, 2] * nz
        grids[done, 0] = t
        grids[done, 1] = best_x
        grids[done, 2] = best_y
        grids[done, 3] = best_z
        grids[done, 4] = dx
        grids[done, 5] = dy
        grids[done, 6] = dz
        shape[done, 0] = nx
        shape[done, 1] = ny
        shape[done, 2] = nz
        done += 1
        left[t] -= nx * ny * nz
        load += weight[t] * nx * ny * nz
        rooms = carve(
            spaces,
            rooms,
            torn,
            best_x,
            best_y,
            best_z,
            best_x + dx,
            best_y + dy,
            best_z + dz,
            min_dx,
            min_dy,
            min_dz,
        )
    resume[0] = rooms
    resume[1] = done
    resume[2] = position
    resume[3] = load
    resume[5] = misses
    return position >= types.shape[0] or rooms == 0 or misses >= window


@njit(cache=True, nogil=True)
def _widest_top(spaces, s, grids, done, dx, dy):
    """Largest part of one top in the floor of the space: (x, y, room_x, room_y), x -1 if none."""
    best_area = np.int64(0)
    best_x, best_y, best_a, best_b = -1, -1, 0, 0
    for i in range(done):
        if grids[i, 3] + grids[i, 6] != spaces[s, 2]:
            continue
        x = max(spaces[s, 0], grids[i, 1])
        y = max(spaces[s, 1], grids[i, 2])
        a = min(spaces[s, 3], grids[i, 1] + grids[i, 4]) - x
        b = min(spaces[s, 4], grids[i, 2] + grids[i, 5]) - y
        if a >= dx and b >= dy and np.int64(a) * b > best_area:
            best_area = np.int64(a) * b
            best_x, best_y, best_a, best_b = x, y, a, b
    return best_x, best_y, best_a, best_b
