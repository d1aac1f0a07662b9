"""The best band of each height: a bounded knapsack of stacks along the width of the sheet.

A band of height b holds stacks of one kind of piece each (or single pieces with two stages). Which
stacks pay most under given values of the pieces is a knapsack over the width; done for every height
that matters it prices columns of the staged cutting problem (Gilmore and Gomory 1965).
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.packing.kernels.chance import draw, draw_below


@njit(cache=True, nogil=True)
def price_bands(heights, width, wide, tall, value, copies, single, exact, least, out, gain):
    """Best content of a band of each height.

    heights (B); width: of the sheet; wide, tall, value, copies per kind of piece (K); single: a
    stack holds one piece only; exact: and fills the band's height. least (B): a band whose gain
    cannot exceed its least is passed over (-1: never). Writes pieces per kind to out (B x K), gains
    to gain (B).
    """
    kinds = wide.shape[0]
    table = np.empty(width + 1, np.float64)
    taken = np.zeros((kinds, width + 1), np.int16)
    whole = np.empty(kinds, np.int64)
    density = np.empty(kinds, np.float64)
    for i in range(heights.shape[0]):
        b = heights[i]
        gain[i] = 0.0
        for t in range(kinds):
            out[i, t] = 0
            m = b // tall[t]
            if single and m > 1:
                m = 1
            if exact and tall[t] != b:
                m = 0
            m = min(m, copies[t])
            whole[t] = m if value[t] > 1e-9 and wide[t] <= width else 0
        if least[i] >= 0.0:
            # The fractional knapsack says quickly that nothing here can pay.
            for t in range(kinds):
                density[t] = whole[t] * value[t] / wide[t] if whole[t] > 0 else 0.0
            order = np.argsort(-density)
            room = np.float64(width)
            bound = 0.0
            for j in range(kinds):
                t = order[j]
                if whole[t] == 0 or room <= 0.0:
                    break
                span = min(room, np.float64(wide[t]) * copies[t] / whole[t])
                bound += span * density[t]
                room -= span
            if bound <= least[i]:
                continue
        for w in range(width + 1):
            table[w] = 0.0
        for t in range(kinds):
            m = whole[t]
            if m == 0:
                continue
            full = copies[t] // m
            most = full + (1 if copies[t] > full * m else 0)
            step = wide[t]
            worth = m * value[t]
            # Downwards, so that narrower widths still hold the table without this kind.
            for w in range(width, step - 1, -1):
                top = table[w]
                count = 0
                use = min(most, w // step)
                for c in range(1, min(use, full) + 1):
                    v = table[w - c * step] + c * worth
                    if v > top + 1e-12:
                        top = v
                        count = c
                if use > full:
                    v = table[w - most * step] + copies[t] * value[t]
                    if v > top + 1e-12:
                        top = v
                        count = most
                table[w] = top
                taken[t, w] = count
        gain[i] = table[width]
        w = width
        for t in range(kinds - 1, -1, -1):
            if whole[t] == 0 or w < wide[t]:
                continue
            c = taken[t, w]
            if c > 0:
                out[i, t] = min(c * whole[t], copies[t])
                w -= c * wide[t]


@njit(cache=True, nogil=True)
def list_bands(
    heights, width, wide, tall, value, copies, single, exact, least, steps, out, height_of
):
    """Every content of a band of each height whose gain is at least `least` of that height.

    Depth first over the kinds, cut off by the knapsack table of the kinds before. Writes to
    out (N x K) and height_of (N); returns the number written, negative when N or the `steps` of one
    height were not enough and some may be missing.
    """
    kinds = wide.shape[0]
    table = np.zeros((kinds + 1, width + 1), np.float64)
    whole = np.empty(kinds, np.int64)
    count = np.zeros(kinds, np.int64)
    room_at = np.zeros(kinds + 1, np.int64)
    gain_at = np.zeros(kinds + 1, np.float64)
    written = 0
    complete = True
    for i in range(heights.shape[0]):
        b = heights[i]
        for t in range(kinds):
            m = b // tall[t]
            if single and m > 1:
                m = 1
            if exact and tall[t] != b:
                m = 0
            m = min(m, copies[t])
            whole[t] = m if value[t] > 1e-9 and wide[t] <= width else 0
            m = whole[t]
            full = copies[t] // m if m > 0 else 0
            for w in range(width + 1):
                top = table[t, w]
                if m > 0:
                    for c in range(1, min(full, w // wide[t]) + 1):
                        top = max(top, table[t, w - c * wide[t]] + c * m * value[t])
                    rest = copies[t] - full * m
                    if rest > 0 and (full + 1) * wide[t] <= w:
                        top = max(top, table[t, w - (full + 1) * wide[t]] + copies[t] * value[t])
                table[t + 1, w] = top
        if table[kinds, width] < least[i]:
            continue
        # count[t] is the next number of stacks of kind t to try; kinds fall from the last.
        t = kinds - 1
        room_at[kinds] = width
        gain_at[kinds] = 0.0
        count[t] = 0
        used = 0
        while t < kinds:
            used += 1
            if used > steps:
                complete = False
                break
            m = whole[t]
            c = count[t]
            full = copies[t] // m if m > 0 else 0
            most = 0
            if m > 0:
                most = full + (1 if copies[t] > full * m else 0)
            room = room_at[t + 1] - c * wide[t]
            if c > most or room < 0:
                t += 1
                if t < kinds:
                    count[t] += 1
                continue
            pieces = min(c * m, copies[t])
            gain = gain_at[t + 1] + pieces * value[t]
            if gain + table[t, room] < least[i]:
                count[t] += 1
                continue
            if t == 0:
                if written == out.shape[0]:
                    complete = False
                    break
                for j in range(kinds):
                    out[written, j] = min(count[j] * whole[j], copies[j])
                height_of[written] = b
                written += 1
                count[0] += 1
                continue
            room_at[t] = room
            gain_at[t] = gain
            t -= 1
            count[t] = 0
        if written == out.shape[0]:
            complete = False
            break
    return written if complete else -written


@njit(cache=True, nogil=True)
def _fill_sheet(
    k,
    height,
    width,
    wide,
    tall,
    base,
    value,
    rest,
    single,
    exact,
    candidates,
    scratch,
    contents,
    gains,
    band_height,
    band_content,
    band_count,
    combined,
    choice,
    copies,
    least,
):
    """Fills sheet k band by band: each is the tallest of the best combination for the room left.

    Takes the pieces from `rest` (per base kind). Returns the height used.
    """
    kinds = wide.shape[0]
    room = height
    band_count[k] = 0
    while band_count[k] < band_height.shape[1]:
        some = False
        for v in range(kinds):
            copies[v] = rest[base[v]]
            if copies[v] > 0 and tall[v] <= room and wide[v] <= width:
                some = True
        if not some:
            break
        count = 0
        for i in range(candidates.shape[0]):
            if candidates[i] <= room:
                scratch[count] = candidates[i]
                count += 1
        price_bands(
            scratch[:count],
            width,
            wide,
            tall,
            value,
            copies,
            single,
            exact,
            least,
            contents,
            gains,
        )
        combined[0] = 0.0
        for x in range(1, room + 1):
            combined[x] = combined[x - 1]
            choice[x] = -1
            for i in range(count):
                h = scratch[i]
                if h <= x and gains[i] > 0.0 and combined[x - h] + gains[i] > combined[x] + 1e-9:
                    combined[x] = combined[x - h] + gains[i]
                    choice[x] = i
        tallest = -1
        x = room
        while x > 0:
            i = choice[x]
            if i < 0:
                x -= 1
                continue
            if tallest < 0 or scratch[i] > scratch[tallest]:
                tallest = i
            x -= scratch[i]
        if tallest < 0:
            break
        slot = band_count[k]
        band_height[k, slot] = scratch[tallest]
        for v in range(kinds):
            # Turned and unturned pieces share their number: what is too many stays out.
            take = min(contents[tallest, v], rest[base[v]])
            band_content[k, slot, v] = take
            rest[base[v]] -= take
        band_count[k] += 1
        room -= scratch[tallest]
    return height - room


@njit(cache=True, nogil=True)
def refill(
    sheets,
    height,
    width,
    wide,
    tall,
    base,
    worth,
    rest,
    single,
    exact,
    candidates,
    band_height,
    band_content,
    band_count,
    rounds,
    warmth,
    absent,
    start,
    seed,
):
    """Large neighbourhood search: empties two or three sheets and fills them anew, one by one.

    The value of a piece is its area, blurred, and more for a kind that was often left over. `rest`
    holds the pieces without a sheet, per base kind; `start` fills all sheets first. Keeps the best
    in the band arrays and `rest`. Returns the worth of what is left over.
    """
    kinds = wide.shape[0]
    bases = rest.shape[0]
    scratch = np.empty(candidates.shape[0], np.int64)
    contents = np.zeros((candidates.shape[0], kinds), np.int64)
    gains = np.zeros(candidates.shape[0], np.float64)
    combined = np.zeros(height + 1, np.float64)
    choice = np.full(height + 1, -1, np.int64)
    copies = np.zeros(kinds, np.int64)
    least = np.full(candidates.shape[0], -1.0)
    value = np.empty(kinds, np.float64)
    if start:
        for v in range(kinds):
            value[v] = worth[base[v]]
        for k in range(sheets):
            _fill_sheet(
                k,
                height,
                width,
                wide,
                tall,
                base,
                value,
                rest,
                single,
                exact,
                candidates,
                scratch,
                contents,
                gains,
                band_height,
                band_content,
                band_count,
                combined,
                choice,
                copies,
                least,
            )
    now_height, now_content, now_count = band_height.copy(), band_content.copy(), band_count.copy()
    now_rest = rest.copy()
    old_height, old_content, old_count = band_height.copy(), band_content.copy(), band_count.copy()
    blur = np.empty(bases, np.float64)
    left = 0.0
    for t in range(bases):
        left += rest[t] * worth[t]
    best = left
    largest = worth.max()
    picked = np.zeros(4, np.int64)
    for _ in range(rounds):
        if best <= 0.0:
            break
        wanted = min(sheets, 2 + draw_below(seed, 2))
        fresh_rest = now_rest.copy()
        for i in range(wanted):
            again = True
            while again:
                picked[i] = draw_below(seed, sheets)
                again = False
                for j in range(i):
                    again = again or picked[j] == picked[i]
            k = picked[i]
            old_count[k] = now_count[k]
            for b in range(now_count[k]):
                old_height[k, b] = now_height[k, b]
                for v in range(kinds):
                    old_content[k, b, v] = now_content[k, b, v]
                    fresh_rest[base[v]] += now_content[k, b, v]
        spread = 0.1 * draw(seed)
        lean = 0.15 * draw(seed)
        for t in range(bases):
            noise = draw(seed) + draw(seed) - 1.0
            blur[t] = worth[t] * (1.0 + spread * noise + lean * worth[t] / largest + absent[t])
        for v in range(kinds):
            value[v] = blur[base[v]]
        for i in range(wanted):
            _fill_sheet(
                picked[i],
                height,
                width,
                wide,
                tall,
                base,
                value,
                fresh_rest,
                single,
                exact,
                candidates,
                scratch,
                contents,
                gains,
                now_height,
                now_content,
                now_count,
                combined,
                choice,
                copies,
                least,
            )
        fresh = 0.0
        for t in range(bases):
            fresh += fresh_rest[t] * worth[t]
            if fresh_rest[t] > 0:
                absent[t] = min(absent[t] + 0.002, 0.3)
            else:
                absent[t] *= 0.99
        if fresh <= left + warmth * draw(seed) * draw(seed):
            left = fresh
            now_rest[:] = fresh_rest
            if left < best - 1e-9:
                best = left
                band_height[:, :] = now_height
                band_content[:, :, :] = now_content
                band_count[:] = now_count
                rest[:] = now_rest
        else:
            for i in range(wanted):
                k = picked[i]
                now_count[k] = old_count[k]
                for b in range(old_count[k]):
                    now_height[k, b] = old_height[k, b]
                    for v in range(kinds):
                        now_content[k, b, v] = old_content[k, b, v]
    return best
