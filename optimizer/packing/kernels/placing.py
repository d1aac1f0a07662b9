"""Filling one unit under physical rules: piece by piece, or rows, walls and layers of like pieces.

Places tried are extreme points (Crainic, Perboli and Tadei 2008): the corners beside, behind and on
top of what is in, pushed back until they meet something. Each piece takes the place that scores
lowest among those that keep every rule (see `bearing.py`). In blocks, like pieces that follow are
laid beside, on top and behind it at once: each is tried against every rule, but in one place alone,
which takes hundreds of times less than looking for the best of all.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.bearing import (
    BLOCKER,
    CONTACTS,
    FITS,
    MISSES,
    OUTSIDE,
    POINTS,
    POSITION,
    TAKEN,
    TOUCHED,
    TOUCHING,
    VOID,
    VOLUME,
    WEIGHT,
    WORK,
    N,
    spread_weight,
    try_place,
)

GROUP_FULL, GROUPS_APART, TOO_HEAVY, TOO_BULKY = 20, 21, 22, 23
"""What keeps a type out of a unit wherever it might stand."""

_SLIDES = (1, -1, 2, 0, -1, 2, 0, 1, -1)

IN_BLOCKS, UNEVEN = 8, 9
"""Entries of the weights. From 0 up like pieces are laid as blocks, by so much rather where rows of
them leave little over; below 0 each goes in by itself. What a top counts that is level with no
other beside it, on which nothing wide can stand."""


@njit(cache=True, nogil=True)
def open_yard(cargo, ground, site, yard):
    """An empty unit with what lies in it beforehand (boxes from the lowest up)."""
    meta = yard.meta
    for i in range(meta.shape[0]):
        meta[i] = 0
    for i in range(yard.in_group.shape[0]):
        yard.in_group[i] = 0
    for i in range(2):
        yard.moment[i] = 0.0
    yard.first_contact[0] = 0
    room, deck = site.room, site.deck
    for i in range(4):
        x = room[0] if i % 2 == 0 else max(deck[0], room[0])
        y = room[1] if i < 2 else max(deck[1], room[1])
        _add_point(site, yard, x, y, room[2])
    for i in range(site.fixed.shape[0]):
        t = site.fixed_type[i]
        meta[TOUCHING] = 0
        meta[TOUCHED] = 0
        if t >= 0:
            _note_contacts(yard, site.fixed[i])
        put(cargo, ground, site, yard, t, site.fixed[i], False)
        _renew_points(site, yard, site.fixed[i])


@njit(cache=True, nogil=True, inline="always")
def _note_contacts(yard, spot):
    """What a box that lies in a unit beforehand rests on."""
    meta, box = yard.meta, yard.box
    for i in range(meta[N]):
        a = min(spot[3], box[i, 3]) - max(spot[0], box[i, 0])
        b = min(spot[4], box[i, 4]) - max(spot[1], box[i, 1])
        if box[i, 5] == spot[2] and a > 0 and b > 0 and yard.type_of[i] != VOID:
            yard.new_low[meta[TOUCHING]] = i
            yard.new_area[meta[TOUCHING]] = a * b
            meta[TOUCHING] += 1
            meta[TOUCHED] += a * b


@njit(cache=True, nogil=True)
def put(cargo, ground, site, yard, t, spot, nests):
    """Puts a box of type t at `spot` (x1, y1, z1, x2, y2, z2), on the contacts just noted.

    The corner points stay as they are.
    """
    meta, box = yard.meta, yard.box
    n = meta[N]
    count, first = meta[TOUCHING], meta[CONTACTS]
    if count and ground.weighed and t >= 0:
        spread_weight(cargo, yard, t, count, meta[TOUCHED], True)
    for k in range(count):
        yard.low[first + k] = yard.new_low[k]
        yard.area[first + k] = yard.new_area[k]
    yard.touched[n] = meta[TOUCHED]
    meta[CONTACTS] = first + count
    yard.first_contact[n + 1] = first + count
    yard.load[n] = 0
    yard.type_of[n] = t
    yard.nested[n] = nests
    for k in range(6):
        box[n, k] = spot[k]
    meta[N] = n + 1
    if t >= 0:
        if not nests or cargo.growth[t] == 0:
            meta[VOLUME] += cargo.volume[t]
        else:
            low = spot[5] - cargo.growth[t]
            for k in range(count):
                # Nested in a like piece it takes only the growth.
                if box[yard.new_low[k], 5] == low and low > spot[2]:
                    break
            else:
                low = spot[2]
            meta[VOLUME] += (spot[3] - spot[0]) * (spot[4] - spot[1]) * (spot[5] - low)
        meta[WEIGHT] += cargo.weight[t]
        for k in range(cargo.first_group[t], cargo.first_group[t + 1]):
            yard.in_group[cargo.groups[k]] += 1
        for k in range(2):
            yard.moment[k] += 0.5 * cargo.weight[t] * (spot[k] + spot[3 + k])


@njit(cache=True, nogil=True)
def _renew_points(site, yard, spot):
    """Drops corner points that the box covers or shuts off, adds those that it makes."""
    meta, points = yard.meta, yard.points
    x1, y1, z1, x2, y2, z2 = spot[0], spot[1], spot[2], spot[3], spot[4], spot[5]
    gap, side = site.gap, site.side_door
    kept = 0
    for i in range(meta[POINTS]):
        x, y, z = points[i, 0], points[i, 1], points[i, 2]
        in_y = y1 <= y < y2
        in_side = z1 <= z < z2 and x < x2
        in_top = x1 <= x < x2 and z < z2
        if not (in_y and (in_side if side else in_top)):
            for k in range(4):
                points[kept, k] = points[i, k]
            kept += 1
    meta[POINTS] = kept
    # Beside, behind and on top, each as it is and pushed back along the two other axes.
    for k in range(9):
        face, slide = k // 3, _SLIDES[k]
        x = x2 + gap if face == 0 else x1
        y = y2 + gap if face == 1 else y1
        z = z2 if face == 2 else z1
        if slide >= 0:
            end = _slide(site, yard, slide, x, y, z)
            if slide == 0:
                x = end
            elif slide == 1:
                y = end
            else:
                z = end
        _add_point(site, yard, x, y, z)


@njit(cache=True, nogil=True)
def _slide(site, yard, axis, x, y, z):
    """Where a point comes to rest that is pushed back along an axis (down for z)."""
    box = yard.box
    reached = site.room[axis]
    gap = site.gap if axis < 2 else 0
    start = (x, y, z)[axis]
    for i in range(yard.meta[N]):
        end = box[i, 3 + axis] + gap
        if reached < end <= start:
            if axis != 0 and not box[i, 0] <= x < box[i, 3]:
                continue
            if axis != 1 and not box[i, 1] <= y < box[i, 4]:
                continue
            if axis != 2 and not box[i, 2] <= z < box[i, 5]:
                continue
            reached = end
    return reached


@njit(cache=True, nogil=True)
def _add_point(site, yard, x, y, z):
    room, points = site.room, yard.points
    count = yard.meta[POINTS]
    if x >= room[3] or y >= room[4] or z >= room[5] or count == points.shape[0]:
        return
    for i in range(count):
        if points[i, 0] == x and points[i, 1] == y and points[i, 2] == z:
            return
    points[count, 0], points[count, 1], points[count, 2], points[count, 3] = x, y, z, -1
    yard.meta[POINTS] = count + 1


@njit(cache=True, nogil=True)
def keeps_out(cargo, ground, site, yard, t):
    """FITS, or what keeps a further piece of type t out of the unit wherever it stands."""
    meta = yard.meta
    if meta[WEIGHT] + cargo.weight[t] > site.net_weight:
        return TOO_HEAVY
    least = cargo.volume[t]
    if cargo.growth[t] > 0:
        height = cargo.turns[cargo.first_turn[t], 2]
        least = least // height * cargo.growth[t]
    if meta[VOLUME] + least > site.volume:
        return TOO_BULKY
    for k in range(cargo.first_group[t], cargo.first_group[t + 1]):
        group = cargo.groups[k]
        if yard.in_group[group] >= ground.most[group]:
            return GROUP_FULL
        for other in range(ground.most.shape[0]):
            if yard.in_group[other] > 0 and ground.apart[group, other]:
                return GROUPS_APART
    return FITS


@njit(cache=True, nogil=True, inline="always")
def _best_place(cargo, ground, site, yard, t, alike, weights, spot):
    """Writes the best place for a piece of type t; (found, whether it stands as it nests).

    `alike` pieces of the type, this one included, follow each other.
    """
    meta, box, points = yard.meta, yard.box, yard.points
    if cargo.growth[t] > 0:
        for i in range(meta[N] - 1, -1, -1):
            if yard.type_of[i] == t and yard.nested[i]:
                dx, dy, dz = box[i, 3] - box[i, 0], box[i, 4] - box[i, 1], box[i, 5] - box[i, 2]
                x, y, z = box[i, 0], box[i, 1], box[i, 2] + cargo.growth[t]
                added = dx * dy * cargo.growth[t]
                if meta[VOLUME] + added > site.volume:
                    continue
                meta[WORK] += meta[N]
                if try_place(cargo, ground, site, yard, t, x, y, z, dx, dy, dz, i) == FITS:
                    _write(spot, x, y, z, dx, dy, dz)
                    return True, True
    if meta[VOLUME] + cargo.volume[t] > site.volume:
        return False, False
    best = np.inf
    nests = False
    room = site.room
    for p in range(meta[POINTS]):
        x, y, z = points[p, 0], points[p, 1], points[p, 2]
        at = weights[0] * z + weights[2] * x + weights[4] * y
        if at >= best:
            continue
        for turn in range(cargo.first_turn[t], cargo.first_turn[t + 1]):
            dx, dy, dz = cargo.turns[turn, 0], cargo.turns[turn, 1], cargo.turns[turn, 2]
            if x + dx > room[3] or y + dy > room[4] or z + dz > room[5]:
                continue
            score = at + weights[1] * (z + dz) + weights[3] * (x + dx) + weights[5] * (y + dy)
            score += weights[6] * dx * dy
            if weights[IN_BLOCKS] > 0.0 and alike > 1:
                over = _left_over(site, alike, weights, x, y, z, dx, dy, dz)
                score += weights[IN_BLOCKS] * over
            if weights[7] > 0.0:
                score += weights[7] * _imbalance(cargo, site, yard, t, x, y, dx, dy)
            if score >= best:
                continue
            if points[p, 3] >= 0 and _meets(site, yard, points[p, 3], x, y, z, dx, dy, dz):
                continue
            meta[WORK] += meta[N]
            found = try_place(cargo, ground, site, yard, t, x, y, z, dx, dy, dz, -1)
            if found == FITS:
                if weights[UNEVEN] > 0.0 and _is_uneven(site, yard, x, y, z, dx, dy, dz):
                    score += weights[UNEVEN]
                    if score >= best:
                        continue
                best = score
                nests = cargo.nests[turn]
                _write(spot, x, y, z, dx, dy, dz)
            elif found == TAKEN:
                points[p, 3] = meta[BLOCKER]
    return best < np.inf, nests


@njit(cache=True, nogil=True)
def _rank_axes(weights, dx, dy, dz):
    """The axes in the order in which a block grows: first where a further piece scores least."""
    along = (weights[2] + weights[3]) * dx
    across = (weights[4] + weights[5]) * dy
    up = (weights[0] + weights[1]) * dz
    if across <= along and across <= up:
        return (1, 0, 2) if along <= up else (1, 2, 0)
    if along <= up:
        return (0, 1, 2) if across <= up else (0, 2, 1)
    return (2, 1, 0) if across <= along else (2, 0, 1)


@njit(cache=True, nogil=True, inline="always")
def _left_over(site, alike, weights, x, y, z, dx, dy, dz):
    """Share that like pieces leave over of a row from a place to the wall; rows count less."""
    a, b, _ = _rank_axes(weights, dx, dy, dz)
    row, in_row = _room_for(site, a, (x, y, z)[a], (dx, dy, dz)[a])
    if alike < in_row:
        return 0.0
    rows, deep = _room_for(site, b, (x, y, z)[b], (dx, dy, dz)[b])
    if alike < in_row * deep:
        return 1.0 - row
    return 1.0 - row + 0.25 * (1.0 - rows)


@njit(cache=True, nogil=True)
def _room_for(site, axis, start, side):
    """(share of the room from a place to the wall that pieces in a row take, how many they are)."""
    gap = site.gap if axis < 2 else 0
    length = site.room[3 + axis] - start + gap
    count = length // (side + gap)
    return count * (side + gap) / length, count


@njit(cache=True, nogil=True, inline="always")
def _is_uneven(site, yard, x, y, z, dx, dy, dz):
    """True when the top of a box is level neither with a top right beside it nor with the lid."""
    box = yard.box
    x2, y2, z2 = x + dx, y + dy, z + dz
    if z2 == site.room[5]:
        return False
    gap = site.gap
    for i in range(yard.meta[N]):
        if (
            box[i, 5] == z2
            and box[i, 0] <= x2 + gap
            and box[i, 3] + gap >= x
            and box[i, 1] <= y2 + gap
            and box[i, 4] + gap >= y
        ):
            return False
    return True


@njit(cache=True, nogil=True)
def _meets(site, yard, i, x, y, z, dx, dy, dz):
    """True when a box at (x, y, z) takes room of box i, or stands too close to it."""
    box = yard.box
    gap = site.gap if yard.type_of[i] >= 0 else 0
    return (
        x < box[i, 3] + gap
        and y < box[i, 4] + gap
        and z < box[i, 5]
        and x + dx > box[i, 0] - gap
        and y + dy > box[i, 1] - gap
        and z + dz > box[i, 2]
    )


@njit(cache=True, nogil=True)
def _write(spot, x, y, z, dx, dy, dz):
    spot[0], spot[1], spot[2] = x, y, z
    spot[3], spot[4], spot[5] = x + dx, y + dy, z + dz


@njit(cache=True, nogil=True, inline="always")
def _imbalance(cargo, site, yard, t, x, y, dx, dy):
    """How far the centre of gravity would be from the aim, along both axes, in millimetres."""
    weight = yard.meta[WEIGHT] + cargo.weight[t]
    if weight == 0:
        return 0.0
    far = 0.0
    if not np.isnan(site.aim[0]):
        moment = yard.moment[0] + cargo.weight[t] * (x + 0.5 * dx)
        far += abs(moment / weight - site.aim[0])
    if not np.isnan(site.aim[1]):
        moment = yard.moment[1] + cargo.weight[t] * (y + 0.5 * dy)
        far += abs(moment / weight - site.aim[1])
    return far


@njit(cache=True, nogil=True)
def fill_yard(cargo, ground, site, yard, sequence, taken, weights, window, most_work):
    """Goes on filling with the pieces of a sequence of types, marking those `taken`.

    Stops after `most_work` comparisons of boxes; True when the sequence is through, or `window`
    types in a row found no place.
    """
    meta = yard.meta
    spot = np.empty(6, np.int64)
    in_blocks = weights[IN_BLOCKS] >= 0.0
    meta[WORK] = 0
    failed = -1
    position = meta[POSITION]
    while position < sequence.shape[0] and meta[WORK] < most_work:
        t = sequence[position]
        if not taken[position] and t != failed:
            # A few boxes more than ever met: a unit full of contacts takes nothing further.
            full = meta[CONTACTS] + meta[N] > yard.low.shape[0]
            found = not full and keeps_out(cargo, ground, site, yard, t) == FITS
            nests = False
            if found:
                alike = 1
                if in_blocks:
                    while (
                        position + alike < sequence.shape[0]
                        and sequence[position + alike] == t
                        and not taken[position + alike]
                    ):
                        alike += 1
                found, nests = _best_place(cargo, ground, site, yard, t, alike, weights, spot)
            if found:
                dx, dy, dz = spot[3] - spot[0], spot[4] - spot[1], spot[5] - spot[2]
                nest_on = _column_below(cargo, yard, t, spot) if nests else -1
                x, y, z = spot[0], spot[1], spot[2]
                try_place(cargo, ground, site, yard, t, x, y, z, dx, dy, dz, nest_on)
                put(cargo, ground, site, yard, t, spot, nests)
                taken[position] = True
                if alike > 1 and nest_on < 0:
                    laid = _lay_block(cargo, ground, site, yard, t, nests, alike, weights, spot)
                    for i in range(position + 1, position + laid):
                        taken[i] = True
                else:
                    _renew_points(site, yard, spot)
                failed = -1
                meta[MISSES] = 0
            else:
                failed = t
                meta[MISSES] += 1
                if meta[MISSES] >= window:
                    return True
        position += 1
    meta[POSITION] = position
    return position == sequence.shape[0]


@njit(cache=True, nogil=True, inline="always")
def _lay_block(cargo, ground, site, yard, t, nests, alike, weights, spot):
    """Lays like pieces from the one just put at `spot` on: a row, rows beside it, and so on.

    At most `alike` pieces with the first; returns how many lie there. Ends where a piece keeps not
    every rule; a row cut short is the last of its layer, a layer cut short the last of all.
    """
    room = site.room
    a, b, c = _rank_axes(weights, spot[3] - spot[0], spot[4] - spot[1], spot[5] - spot[2])
    step = np.empty(3, np.int64)
    most = np.empty(3, np.int64)
    for axis in range(3):
        gap = site.gap if axis < 2 else 0
        step[axis] = spot[3 + axis] - spot[axis] + gap
        most[axis] = (room[3 + axis] - spot[axis] + gap) // step[axis]
    at = np.empty(6, np.int64)
    laid = 1
    layer = 0
    going = True
    while going and layer < most[c]:
        rows, short = 0, 0
        while rows < most[b]:
            first = layer == 0 and rows == 0
            count = 1 if first else 0
            while count < most[a] and laid < alike:
                for axis in range(3):
                    at[axis] = spot[axis]
                at[a] += count * step[a]
                at[b] += rows * step[b]
                at[c] += layer * step[c]
                for axis in range(3):
                    at[3 + axis] = at[axis] + spot[3 + axis] - spot[axis]
                if not _put_like(cargo, ground, site, yard, t, nests, at):
                    break
                laid += 1
                count += 1
            if first:
                most[a] = count
            if count < most[a]:
                short = count
                break
            rows += 1
        for part in range(2):
            # The whole rows of the layer, then the row cut short.
            long, wide, row = most[a], rows, 0
            if part == 1:
                long, wide, row = short, 1, rows
            if long == 0 or wide == 0:
                continue
            for axis in range(3):
                at[axis] = spot[axis]
                at[3 + axis] = spot[3 + axis]
            at[3 + a] += (long - 1) * step[a]
            at[3 + b] += (row + wide - 1) * step[b]
            at[b] += row * step[b]
            at[c] += layer * step[c]
            at[3 + c] += layer * step[c]
            _renew_points(site, yard, at)
        if layer == 0:
            most[b] = rows
        going = rows == most[b] and laid < alike
        layer += 1
    return laid


@njit(cache=True, nogil=True, inline="always")
def _put_like(cargo, ground, site, yard, t, nests, at):
    """Puts a piece of type t at a place if that keeps every rule."""
    meta = yard.meta
    meta[WORK] += meta[N]
    if meta[CONTACTS] + meta[N] > yard.low.shape[0]:
        return False
    if keeps_out(cargo, ground, site, yard, t) != FITS:
        return False
    if cargo.growth[t] > 0 and meta[VOLUME] + cargo.volume[t] > site.volume:
        return False
    dx, dy, dz = at[3] - at[0], at[4] - at[1], at[5] - at[2]
    if try_place(cargo, ground, site, yard, t, at[0], at[1], at[2], dx, dy, dz, -1) != FITS:
        return False
    put(cargo, ground, site, yard, t, at, nests)
    return True


@njit(cache=True, nogil=True)
def _column_below(cargo, yard, t, spot):
    """The box in which a piece at `spot` stands nested, or -1."""
    box = yard.box
    if cargo.growth[t] == 0:
        return -1
    for i in range(yard.meta[N] - 1, -1, -1):
        if (
            yard.type_of[i] == t
            and yard.nested[i]
            and box[i, 0] == spot[0]
            and box[i, 1] == spot[1]
            and box[i, 3] == spot[3]
            and box[i, 4] == spot[4]
            and box[i, 2] + cargo.growth[t] == spot[2]
        ):
            return i
    return -1


@njit(cache=True, nogil=True)
def replay(cargo, ground, site, yard, rows):
    """Puts boxes (type, x, y, z, dx, dy, dz, nests) one after another; how many kept the rules."""
    spot = np.empty(6, np.int64)
    for i in range(rows.shape[0]):
        t = rows[i, 0]
        _write(spot, rows[i, 1], rows[i, 2], rows[i, 3], rows[i, 4], rows[i, 5], rows[i, 6])
        nests = rows[i, 7] == 1
        nest_on = _column_below(cargo, yard, t, spot) if nests else -1
        dx, dy, dz = rows[i, 4], rows[i, 5], rows[i, 6]
        if keeps_out(cargo, ground, site, yard, t) != FITS:
            return i
        x, y, z = spot[0], spot[1], spot[2]
        if try_place(cargo, ground, site, yard, t, x, y, z, dx, dy, dz, nest_on) != FITS:
            return i
        put(cargo, ground, site, yard, t, spot, nests)
        _renew_points(site, yard, spot)
    return rows.shape[0]


@njit(cache=True, nogil=True)
def diagnose(cargo, ground, site, yard, t):
    """(what keeps a further piece of type t out, box in its way or -1): the nearest it comes."""
    out = keeps_out(cargo, ground, site, yard, t)
    if out != FITS:
        return out, -1
    worst, blocker = OUTSIDE, -1
    points = yard.points
    for p in range(yard.meta[POINTS]):
        for turn in range(cargo.first_turn[t], cargo.first_turn[t + 1]):
            dx, dy, dz = cargo.turns[turn, 0], cargo.turns[turn, 1], cargo.turns[turn, 2]
            x, y, z = points[p, 0], points[p, 1], points[p, 2]
            found = try_place(cargo, ground, site, yard, t, x, y, z, dx, dy, dz, -1)
            if found == FITS:
                return FITS, -1
            if found > worst:
                worst, blocker = found, yard.meta[BLOCKER]
    return worst, blocker
