"""Takes a few units apart, packs their pieces again, keeps what is not worse.

The neighbourhood of ruin and recreate (Schrimpf et al. 2000) on whole units: one unit may become
a smaller one, two to four units exchange pieces until one of them is empty. Equal plans are judged
by the sum of squared loads, which drains the emptiest unit (Falkenauer 1996).
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.chance import draw, draw_below
from optimizer.packing.kernels.filling import RULES, fill_unit
from optimizer.packing.kernels.pricing import price_of, step_contents

ALL_WINDOW = 1 << 30
MOST_APART = 4
MOST_LOOSE = 40
MOST_TOGETHER = 2_000
WARMTH = 0.003
STEP_SHARE = 0.6
"""Chance that a unit is filled only up to a step of the carrier's prices."""


@njit(cache=True, nogil=True)
def shuffle_by_size(sequence, count, type_of, traits, choice, noise, seed, keys):
    """Sorts pieces by falling trait `choice`, blurred by `noise`; twins mostly stay together."""
    together = draw(seed) < 0.7
    last = -1
    factor = 1.0
    for i in range(count):
        t = type_of[sequence[i]]
        if noise > 0.0 and not (together and t == last):
            factor = 1.0 + noise * draw(seed)
        last = t
        keys[i] = -traits[t, choice] * factor
    order = np.argsort(keys[:count], kind="mergesort")
    for i in range(count):
        keys[i] = sequence[order[i]]
    for i in range(count):
        sequence[i] = np.int32(keys[i])


@njit(cache=True, nogil=True)
def pack_into_one(goods, type_of, inner, net_weight, share, attempts, seed, scratch):
    """Tries to place every piece in one unit; True on success, the places in `scratch.placed`.

    The first attempts are the plain ones (largest first under each rule), then chance decides.
    """
    sequence, keys, traits = scratch.sequence, scratch.keys, goods.traits
    count = type_of.shape[0]
    for attempt in range(attempts):
        for i in range(count):
            sequence[i] = i
        if attempt < 2 * RULES:
            shuffle_by_size(sequence, count, type_of, traits, attempt // RULES, 0.0, seed, keys)
            rule = (attempt + 1) % RULES
            mirror = False
        else:
            choice = draw_below(seed, traits.shape[1])
            noise = (0.2, 0.5, 2.0)[draw_below(seed, 3)]
            shuffle_by_size(sequence, count, type_of, traits, choice, noise, seed, keys)
            rule = draw_below(seed, RULES)
            mirror = draw(seed) < 0.5
        done = fill_unit(
            goods,
            type_of,
            inner,
            net_weight,
            share,
            sequence,
            count,
            rule,
            mirror,
            1,
            scratch,
            scratch.placed,
        )
        if done == count:
            return True
    return False


@njit(cache=True, nogil=True)
def regroup(goods, type_of, kinds, share, chains, rounds, most_work, most_effort, seed, scratch):
    """Up to `rounds` rounds, ending early after about `most_work` placements tried.

    Units are left alone together when the cubes of their numbers of pieces add up to more than
    `most_effort`: filling a unit takes time like that.

    Volume left loose counts before the prices. Rows of `scratch.opened` are (kind, first row in
    `placed`, pieces, volume, price). Returns (rounds done, rounds that improved).
    """
    size, traits, weight = goods.size, goods.traits, goods.weight
    stepped = kinds.rates.limits.shape[0] > 0
    stock, price, second_price = kinds.stock, kinds.price, kinds.second_price
    head, link, kind, volume = chains.head, chains.link, chains.kind, chains.volume
    pieces_in, loose, tally, used = chains.pieces_in, chains.loose, chains.tally, chains.used
    sequence, keys, placed = scratch.sequence, scratch.keys, scratch.placed
    opened = scratch.opened
    kind_count = kinds.inner.shape[0]
    apart = np.zeros(MOST_APART, np.int64)
    work = 0
    better = 0
    done_rounds = 0
    warmth = 0.0
    for k in range(kind_count):
        edge = np.float64(kinds.inner[k, 0]) * kinds.inner[k, 1] * kinds.inner[k, 2]
        warmth = max(warmth, WARMTH * edge * edge)
    for _ in range(rounds):
        if work > most_work:
            break
        done_rounds += 1
        units = tally[0]
        chance = draw(seed)
        if chance < 0.15 and (kind_count > 1 or tally[1] > 0):
            wanted = 1
        elif chance < 0.65:
            wanted = 2
        elif chance < 0.9:
            wanted = 3
        else:
            wanted = MOST_APART
        wanted = min(wanted, units)
        # The emptiest of a few is the one to dissolve; the others are any.
        chosen = 0
        for j in range(wanted):
            u = draw_below(seed, units)
            if j == 0:
                for _again in range(2):
                    v = draw_below(seed, units)
                    if volume[v] < volume[u]:
                        u = v
            fresh = True
            for i in range(chosen):
                if apart[i] == u:
                    fresh = False
            if fresh:
                apart[chosen] = u
                chosen += 1
        count = 0
        old_price = np.int64(0)
        old_second = np.int64(0)
        old_spread = 0.0
        total = 0
        effort = 0.0
        for j in range(chosen):
            total += pieces_in[apart[j]]
            effort += np.float64(pieces_in[apart[j]]) ** 3
        if total > MOST_TOGETHER or effort > most_effort:
            work += 10
            continue
        for j in range(chosen):
            u = apart[j]
            old_price += chains.price[u]
            old_second += second_price[kind[u]]
            old_spread += np.float64(volume[u]) * volume[u]
            p = head[u]
            while p >= 0:
                sequence[count] = p
                count += 1
                p = link[p]
            used[kind[u]] -= 1
        old_loose = np.int64(0)
        taken = min(tally[1], MOST_LOOSE)
        for i in range(taken):
            # A random sample of the loose pieces moves to the end of their list.
            j = draw_below(seed, tally[1] - i)
            last = tally[1] - 1 - i
            loose[j], loose[last] = loose[last], loose[j]
            sequence[count] = loose[last]
            count += 1
            old_loose += size[type_of[loose[last]]]
        if count == 0:
            break
        work += count
        choice = draw_below(seed, traits.shape[1])
        noise = (0.0, 0.2, 0.6, 2.0)[draw_below(seed, 4)]
        shuffle_by_size(sequence, count, type_of, traits, choice, noise, seed, keys)
        rule = draw_below(seed, RULES)
        mirror = draw(seed) < 0.3
        new_units = 0
        new_price = np.int64(0)
        new_second = np.int64(0)
        new_spread = 0.0
        row = 0
        rest = count
        failures = 0
        while rest > 0 and failures < 3 and new_units < opened.shape[0]:
            k = 0
            if kind_count > 1:
                if chosen > 0 and draw(seed) < 0.5:
                    k = kind[apart[draw_below(seed, chosen)]]
                else:
                    k = draw_below(seed, kind_count)
            if stock[k] >= 0 and used[k] >= stock[k]:
                failures += 1
                continue
            if new_price + price[k] > old_price and taken == 0:
                failures += 1
                if kind_count == 1:
                    break
                continue
            net_weight = kinds.net_weight[k]
            if stepped and draw(seed) < STEP_SHARE:
                net_weight = min(
                    net_weight, step_contents(kinds.rates, k, draw_below(seed, 1 << 20))
                )
            done = fill_unit(
                goods,
                type_of,
                kinds.inner[k],
                net_weight,
                share,
                sequence,
                rest,
                rule,
                mirror,
                ALL_WINDOW,
                scratch,
                placed[row:],
            )
            if done == 0:
                failures += 1
                continue
            inside = np.int64(0)
            contents = np.int64(0)
            for i in range(row, row + done):
                inside += size[type_of[placed[i, 0]]]
                contents += weight[type_of[placed[i, 0]]]
            opened[new_units, 0] = k
            opened[new_units, 1] = row
            opened[new_units, 2] = done
            opened[new_units, 3] = inside
            opened[new_units, 4] = price_of(kinds, k, contents)
            new_units += 1
            used[k] += 1
            row += done
            rest -= done
            new_price += opened[new_units - 1, 4]
            new_second += second_price[k]
            new_spread += np.float64(inside) * inside
        new_loose = np.int64(0)
        for i in range(rest):
            new_loose += size[type_of[sequence[i]]]
        verdict = 0
        if new_loose != old_loose:
            verdict = 1 if new_loose < old_loose else -1
        elif new_price != old_price:
            verdict = 1 if new_price < old_price else -1
        elif new_second != old_second:
            verdict = 1 if new_second < old_second else -1
        elif new_spread < old_spread + warmth * np.log(draw(seed) + 1e-12):
            verdict = -1
        if units - chosen + new_units > kind.shape[0]:
            verdict = -1
        if verdict < 0:
            for j in range(new_units):
                used[opened[j, 0]] -= 1
            for j in range(chosen):
                used[kind[apart[j]]] += 1
            continue
        if verdict > 0:
            better += 1
        tally[1] -= taken
        for i in range(rest):
            loose[tally[1]] = sequence[i]
            tally[1] += 1
        # Slots of the dissolved units are used again; what is over is closed from the back.
        for j in range(new_units):
            u = apart[j] if j < chosen else tally[0]
            if j >= chosen:
                tally[0] += 1
            first = opened[j, 1]
            write_unit(
                opened[j, 0], placed[first:], opened[j, 2], opened[j, 3], opened[j, 4], u, chains
            )
        # Close the largest slot first, so that the unit moved into a gap is never one to be closed.
        for i in range(new_units + 1, chosen):
            j = i
            while j > new_units and apart[j - 1] < apart[j]:
                apart[j - 1], apart[j] = apart[j], apart[j - 1]
                j -= 1
        for j in range(new_units, chosen):
            close_unit(apart[j], chains)
    return done_rounds, better


@njit(cache=True, nogil=True)
def write_unit(k, placed, count, inside, price, u, chains):
    """Stores a filled unit in slot `u`."""
    chains.head[u] = -1
    for i in range(count):
        p = placed[i, 0]
        chains.link[p] = chains.head[u]
        chains.head[u] = p
        for j in range(6):
            chains.spot[p, j] = placed[i, j + 1]
    chains.kind[u] = k
    chains.price[u] = price
    chains.volume[u] = inside
    chains.pieces_in[u] = count


@njit(cache=True, nogil=True)
def close_unit(u, chains):
    """Takes slot `u` out; the last unit moves into it."""
    last = chains.tally[0] - 1
    if u != last:
        chains.head[u] = chains.head[last]
        chains.kind[u] = chains.kind[last]
        chains.price[u] = chains.price[last]
        chains.volume[u] = chains.volume[last]
        chains.pieces_in[u] = chains.pieces_in[last]
    chains.tally[0] = last
