"""Timetables from orders of loading, and the search among such orders.

An order of departures becomes a timetable by list scheduling: each departure in turn goes to the
dock where it adds least cost, and there as early as the dock, the set-up and a team allow. Every
timetable that is as early as it can be comes from some order (its order of starts) with some wish
for a dock, so nothing is lost by searching orders and wishes instead of times. The search is late
acceptance hill climbing (Burke and Bykov 2017): a change is kept when the result is no worse than
the one before it or than that of some hundred steps ago.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from optimizer.dispatch.kernels.bundles import Room, Turns
from optimizer.dispatch.kernels.chance import draw_below

# Columns of jobs and docks.
RELEASE, LENGTH, DUE, LATEST, KIND = range(5)
OPENS, CLOSES, OVERTIME, USE_COST = range(4)

NEVER = np.int64(1) << np.int64(60)
NEAR = 12
STRIDE = 8
"""Positions between marks, from which a changed order is loaded again."""
OUT = -2
"""A wish to be left out, where leaving out has a price."""


@njit(cache=True, nogil=True)
def _take_team(team_free, teams, start, end):
    """Sends the team that comes free last among those free by `start`; keeps their order."""
    t = teams - 1
    while t > 0 and team_free[t] > start:
        t -= 1
    while t + 1 < teams and team_free[t + 1] < end:
        team_free[t] = team_free[t + 1]
        t += 1
    team_free[t] = end


@njit(cache=True, nogil=True)
def _on_shift(facts, team_free, begin, length):
    """(start, team) of the first team that is there for all of the loading; (NEVER, -1) if none.

    Of teams that are free at once the one goes whose shift ends first.
    """
    shifts = facts.shifts
    best, best_team, best_until = NEVER, -1, NEVER
    for s in range(shifts.shape[0]):
        start = max(begin, shifts[s, 1], team_free[shifts[s, 0]])
        if start + length > shifts[s, 2]:
            continue
        if start < best or (start == best and shifts[s, 2] < best_until):
            best, best_team, best_until = start, shifts[s, 0], shifts[s, 2]
    return best, best_team


@njit(cache=True, nogil=True)
def _longest_wait(facts, waiting, j):
    """The latest start of a job up to which the yard has a place for it since its arrival."""
    k = facts.arrives[j]
    if k < 0:
        return NEVER
    while k < facts.arrivals.shape[0] and waiting[k] < facts.yard:
        k += 1
    return facts.arrivals[k] if k < facts.arrivals.shape[0] else NEVER


@njit(cache=True, nogil=True)
def timetable(facts, turns, room):
    """Fills `room.start`, `.on` and `.team` for every job; returns (left out, cost).

    Where leaving out has a price, it is in the cost and no job counts as left out. Docks are
    chosen without regard to what their use costs: which are open is what `turns.shut` says.
    """
    marks = _marks(0, facts)
    return _load_from(facts, turns, room, 0, marks, marks, NEVER, NEVER)


@njit(cache=True, nogil=True)
def _marks(n, facts):
    """Room for the state of docks and teams before every STRIDE-th job; none for n = 0."""
    rows = (n + STRIDE - 1) // STRIDE
    m = facts.docks.shape[0]
    return np.zeros((rows, 2 * m + max(1, facts.teams) + 2), np.int64)


@njit(cache=True, nogil=True)
def _load_from(facts, turns, room, first, before, after, most_out, most_cost):
    """The timetable from the `first` mark on, whose state is in `before`; fills marks in `after`.

    Stops as soon as more than (most_out, most_cost) is sure, as nobody asks how much more.
    """
    jobs, docks, setup, teams = facts.jobs, facts.docks, facts.setup, facts.teams
    dock_free, dock_kind, team_free = room.dock_free, room.dock_kind, room.team_free
    late_rate, over_rate = facts.rates[0], facts.rates[1]
    m, shifted, yarded = docks.shape[0], facts.shifts.shape[0] > 0, facts.arrivals.shape[0] > 0
    left_out, cost = np.int64(0), np.int64(0)
    if first == 0:
        for d in range(m):
            dock_free[d] = docks[d, OPENS]
            dock_kind[d] = -1
        team_free[:] = -NEVER
        room.waiting[:] = 0
    else:
        for d in range(m):
            dock_free[d] = before[first, d]
            dock_kind[d] = before[first, m + d]
        for t in range(team_free.shape[0]):
            team_free[t] = before[first, 2 * m + t]
        left_out, cost = before[first, -2], before[first, -1]
    for position in range(first * STRIDE, turns.order.shape[0]):
        if position % STRIDE == 0 and after.shape[0] > 0:
            mark = position // STRIDE
            for d in range(m):
                after[mark, d] = dock_free[d]
                after[mark, m + d] = dock_kind[d]
            for t in range(team_free.shape[0]):
                after[mark, 2 * m + t] = team_free[t]
            after[mark, -2] = left_out
            after[mark, -1] = cost
        if left_out > most_out or (left_out == most_out and cost > most_cost):
            break
        j = turns.order[position]
        room.on[j] = -1
        room.team[j] = -1
        length, latest, kind = jobs[j, LENGTH], jobs[j, LATEST], jobs[j, KIND]
        ready = jobs[j, RELEASE]
        if teams and not shifted:
            # Without shifts the teams are in the order in which they come free.
            ready = max(ready, team_free[0])
        if yarded:
            latest = min(latest, _longest_wait(facts, room.waiting, j) + length)
        best, best_start, best_cost, best_free = -1, np.int64(0), np.int64(0), np.int64(0)
        best_team = np.int64(-1)
        for tries in range(3):
            wish = turns.wish[j]
            if wish == OUT:
                break
            if tries == 0 and wish < 0:
                continue
            for d in range(0 if tries else wish, m if tries else wish + 1):
                if not facts.takes[d, kind]:
                    continue
                if tries < 2 and turns.shut[d]:
                    continue
                free = dock_free[d]
                if dock_kind[d] >= 0:
                    free += setup[dock_kind[d], kind]
                begin, team = max(ready, free), np.int64(-1)
                if shifted:
                    begin, team = _on_shift(facts, team_free, begin, length)
                end = begin + length
                if end > docks[d, CLOSES] or end > latest:
                    continue
                added = max(np.int64(0), end - jobs[j, DUE]) * late_rate
                added += max(np.int64(0), end - max(begin, docks[d, OVERTIME])) * over_rate
                # Of equally cheap docks the earliest, of these the one that idles least.
                if (
                    best < 0
                    or added < best_cost
                    or (added == best_cost and begin < best_start)
                    or (added == best_cost and begin == best_start and free > best_free)
                ):
                    best, best_start, best_cost, best_free = d, begin, added, free
                    best_team = team
            if best >= 0:
                break
        if best >= 0 and facts.out_cost >= 0:
            # A dock that is shut opens for this one alone.
            alone = docks[best, USE_COST] if dock_kind[best] < 0 and turns.shut[best] else 0
            if best_cost + alone > facts.out_cost:
                best = -1
        if best < 0:
            if facts.out_cost >= 0:
                cost += facts.out_cost
            else:
                left_out += 1
            continue
        room.on[j] = best
        room.start[j] = best_start
        room.team[j] = best_team
        cost += best_cost
        if dock_kind[best] < 0:
            cost += docks[best, USE_COST]
        dock_free[best] = best_start + length
        dock_kind[best] = kind
        if shifted:
            team_free[best_team] = best_start + length
        elif teams:
            _take_team(team_free, teams, best_start, best_start + length)
        if yarded and facts.arrives[j] >= 0:
            k = facts.arrives[j]
            while k < facts.arrivals.shape[0] and facts.arrivals[k] < best_start:
                room.waiting[k] += 1
                k += 1
    return left_out, cost


@njit(cache=True, nogil=True)
def improve(facts, now, best, memory, steps):
    """Searches `steps` orders from `now`; keeps the best in `best`; returns its (left out, cost).

    `now`, `best` and `memory` are carried from call to call; `best` is what the caller has. A
    changed order is loaded from the last mark before the change, and only as long as it may be
    accepted.
    """
    docks = facts.docks
    n, m = now.order.shape[0], docks.shape[0]
    results, clock, state = memory.results, memory.clock, memory.state
    new = Turns(now.order.copy(), now.wish.copy(), now.shut.copy())
    h = results.shape[0]
    dear = False
    for d in range(m):
        dear = dear or docks[d, USE_COST] > 0
    room = Room(
        np.empty(m, np.int64),
        np.empty(m, np.int64),
        np.empty(max(1, facts.teams), np.int64),
        np.empty(n, np.int64),
        np.empty(n, np.int64),
        np.empty(n, np.int64),
        np.empty(facts.arrivals.shape[0], np.int64),
    )
    # The yard's counts are not in the marks: with a yard every order is loaded from the first.
    whole = facts.arrivals.shape[0] > 0
    best_out, best_cost = timetable(facts, best, room)
    kept, tried = _marks(n, facts), _marks(n, facts)
    out, cost = _load_from(facts, now, room, 0, kept, kept, NEVER, NEVER)
    for _ in range(steps):
        move = draw_below(state, 100)
        source = draw_below(state, n)
        reach = n if draw_below(state, 4) == 0 else min(n, NEAR)
        target = min(n - 1, max(0, source + draw_below(state, 2 * reach + 1) - reach))
        low, high = min(source, target), max(source, target)
        j = now.order[source]
        if move < 55:
            # Another turn, mostly not far from its own; those between move up or down.
            if target > source:
                new.order[source:target] = now.order[source + 1 : target + 1]
            elif target < source:
                new.order[target + 1 : source + 1] = now.order[target:source]
            new.order[target] = j
        elif move < 80:
            new.order[source], new.order[target] = now.order[target], j
        else:
            j, low = source, 0
            while now.order[low] != j:
                low += 1
            high = low
            if move < 90:
                new.wish[j] = draw_below(state, m)
            elif move < 97 or not dear:
                new.wish[j] = -1
                if facts.out_cost >= 0 and draw_below(state, 3) == 0:
                    new.wish[j] = OUT
            else:
                d = draw_below(state, m)
                new.shut[d] = 1 - new.shut[d]
                low = 0
        slot = clock[0] % h
        clock[0] += 1
        past_out, past_cost = results[slot, 0], results[slot, 1]
        most_out, most_cost = out, cost
        if past_out > out or (past_out == out and past_cost > cost):
            most_out, most_cost = past_out, past_cost
        first = 0 if whole else low // STRIDE
        new_out, new_cost = _load_from(facts, new, room, first, kept, tried, most_out, most_cost)
        if new_out < most_out or (new_out == most_out and new_cost <= most_cost):
            now.order[low : high + 1] = new.order[low : high + 1]
            now.wish[j] = new.wish[j]
            now.shut[:] = new.shut
            kept[first:] = tried[first:]
            out, cost = new_out, new_cost
            if out < best_out or (out == best_out and cost < best_cost):
                best.order[:] = now.order
                best.wish[:] = now.wish
                best.shut[:] = now.shut
                best_out, best_cost = out, cost
                clock[1] = clock[0]
        else:
            new.order[low : high + 1] = now.order[low : high + 1]
            new.wish[j] = now.wish[j]
            new.shut[:] = now.shut
        if out < past_out or (out == past_out and cost < past_cost):
            results[slot, 0] = out
            results[slot, 1] = cost
    return best_out, best_cost
