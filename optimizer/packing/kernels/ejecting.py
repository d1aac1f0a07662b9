"""Does without one unit: its pieces go into the others, which throw out what matters less.

Guided ejection (Nagata and Braysy 2009, there for vehicles): a piece that finds no room grows in
worth, and may then push out pieces that are worth less together. So the search learns which pieces
are hard to place, whatever makes them hard.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.bounding import can_share
from optimizer.packing.kernels.chance import draw, draw_below
from optimizer.packing.kernels.filling import fill_unit
from optimizer.packing.kernels.regrouping import ALL_WINDOW, close_unit, shuffle_by_size, write_unit

GROWTH = 0.2
"""What a piece gains by a failure; the mean piece starts at 1."""
TRAITS = (0, 0, 0, 1, 2, 2, 3, 3)
"""Traits to sort by, drawn evenly. Sorted by the first, 74 of 100 sets that do fit are placed at
once, by the second 55; now and then another than the best is needed."""
RULES_DRAWN = (0, 1, 1, 2, 2, 3, 3)
TRIES = 2
"""Ways in which each unit is filled with the piece that is to go in."""
MOST_GUESTS = 8
"""Other loose pieces that may come along."""
GUESTS_EARLY = 0.4
"""Chance that they are placed in turn with the pieces of the unit, not after them."""
HELD_BACK = 0.5
"""Else the chance that one piece of the unit is placed late, and so is rather thrown out."""


@njit(cache=True, nogil=True)
def find_clashes(goods, inner, net_weight, usable):
    """T x T: pieces of these types never share a usable unit (one mark for each kind)."""
    types = goods.weight.shape[0]
    clash = np.zeros((types, types), np.bool_)
    for a in range(types):
        for b in range(a + 1):
            apart = not can_share(goods, inner, net_weight, usable, a, b)
            clash[a, b] = apart
            clash[b, a] = apart
    return clash


@njit(cache=True, nogil=True)
def dissolve(chains, u):
    """Makes the pieces of unit `u` loose and closes it."""
    loose, tally = chains.loose, chains.tally
    p = chains.head[u]
    while p >= 0:
        loose[tally[1]] = p
        tally[1] += 1
        p = chains.link[p]
    chains.used[chains.kind[u]] -= 1
    close_unit(u, chains)


@njit(cache=True, nogil=True)
def push_in(goods, type_of, clash, kinds, share, chains, worth, most, work_left, seed, scratch):
    """Up to `most` pushes, ending early when nothing is loose or after about so many placements.

    The last loose piece goes into the unit where this costs least: the `worth` of what is thrown
    out less that of loose pieces that come along. It must cost less than the piece is worth.
    `worth`, one per piece, is changed. Returns the pushes made.
    """
    size, traits = goods.size, goods.traits
    loose, tally, head, link = chains.loose, chains.tally, chains.head, chains.link
    sequence, keys, placed = scratch.sequence, scratch.keys, scratch.placed
    pieces = type_of.shape[0]
    own = np.empty(pieces, np.int32)
    guests = np.empty(MOST_GUESTS, np.int32)
    clashing = np.empty(pieces, np.int32)
    thrown = np.empty(pieces, np.int32)
    kept = np.empty((pieces, 7), np.int32)
    inside = np.zeros(pieces, np.bool_)
    pushes = 0
    while tally[1] > 0 and tally[0] > 0 and pushes < most and work_left > 0:
        pushes += 1
        units = tally[0]
        v = loose[tally[1] - 1]
        tv = type_of[v]
        guest_count = 0
        for i in range(min(tally[1] - 1, MOST_GUESTS)):
            j = i + draw_below(seed, tally[1] - 1 - i)
            loose[i], loose[j] = loose[j], loose[i]
            if not clash[type_of[loose[i]], tv]:
                guests[guest_count] = loose[i]
                guest_count += 1
        least = worth[v] + GROWTH
        best = -1
        best_done = 0
        thrown_count = 0
        first = draw_below(seed, units)
        for turn in range(units):
            u = (first + turn) % units
            k = chains.kind[u]
            room = np.int64(kinds.inner[k, 0]) * kinds.inner[k, 1] * kinds.inner[k, 2]
            over = chains.volume[u] + size[tv] - room
            work_left -= 1
            count = 0
            out = 0
            cost = 0.0
            cheapest = np.inf
            per_volume = np.inf
            p = head[u]
            while p >= 0:
                if clash[type_of[p], tv]:
                    clashing[out] = p
                    out += 1
                    cost += worth[p]
                    over -= size[type_of[p]]
                else:
                    own[count] = p
                    count += 1
                    cheapest = min(cheapest, worth[p])
                    per_volume = min(per_volume, worth[p] / size[type_of[p]])
                p = link[p]
            if over > 0:
                # More must go, and no volume goes for less than its cheapest price.
                if cost + max(cheapest, over * per_volume) >= least:
                    continue
            elif cost >= least:
                continue
            own[count] = v
            count += 1
            for _ in range(TRIES):
                total = count + guest_count
                work_left -= total
                sequence[:count] = own[:count]
                sequence[count:total] = guests[:guest_count]
                early = count
                if guest_count > 0 and draw(seed) < GUESTS_EARLY:
                    early = total
                elif count > 1 and draw(seed) < HELD_BACK:
                    early -= 1
                    i = draw_below(seed, early)
                    sequence[i], sequence[early] = sequence[early], sequence[i]
                choice = TRAITS[draw_below(seed, len(TRAITS))]
                noise = (0.0, 0.2, 0.6, 2.0)[draw_below(seed, 4)]
                shuffle_by_size(sequence, early, type_of, traits, choice, noise, seed, keys)
                done = fill_unit(
                    goods,
                    type_of,
                    kinds.inner[k],
                    kinds.net_weight[k],
                    share,
                    sequence,
                    total,
                    RULES_DRAWN[draw_below(seed, len(RULES_DRAWN))],
                    draw(seed) < 0.5,
                    ALL_WINDOW,
                    scratch,
                    placed,
                )
                for i in range(done):
                    inside[placed[i, 0]] = True
                if inside[v]:
                    bill = cost
                    for i in range(count):
                        if not inside[own[i]]:
                            bill += worth[own[i]]
                    for i in range(guest_count):
                        if inside[guests[i]]:
                            bill -= worth[guests[i]]
                    if bill < least:
                        least = bill
                        best = u
                        best_done = done
                        kept[:done] = placed[:done]
                        thrown_count = out
                        thrown[:out] = clashing[:out]
                        for i in range(count):
                            if not inside[own[i]]:
                                thrown[thrown_count] = own[i]
                                thrown_count += 1
                for i in range(done):
                    inside[placed[i, 0]] = False
                if best >= 0 and thrown_count == 0:
                    break
            if best >= 0 and thrown_count == 0:
                break
        if best < 0 or thrown_count > 0:
            worth[v] += GROWTH
        if best < 0:
            continue
        volume = np.int64(0)
        for i in range(best_done):
            inside[kept[i, 0]] = True
            volume += size[type_of[kept[i, 0]]]
        write_unit(chains.kind[best], kept, best_done, volume, chains.price[best], best, chains)
        left = 0
        for i in range(tally[1]):
            if not inside[loose[i]]:
                loose[left] = loose[i]
                left += 1
        loose[left : left + thrown_count] = thrown[:thrown_count]
        tally[1] = left + thrown_count
        for i in range(best_done):
            inside[kept[i, 0]] = False
    return pushes
