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
OUT = -2
"""A wish to be left out, where leaving out has a price."""


@njit(cache=True, nogil=True)
def _free_team(team_free, teams, start):
    """The team that comes free last among those free by `start`; -1 when none is."""
    best = -1
    for t in range(teams):
        if team_free[t] <= start and (best < 0 or team_free[t] > team_free[best]):
            best = t
    return best


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
    jobs, docks, setup, teams = facts.jobs, facts.docks, facts.setup, facts.teams
    dock_free, dock_kind, team_free = room.dock_free, room.dock_kind, room.team_free
    late_rate, over_rate = facts.rates[0], facts.rates[1]
    m, shifted, yarded = docks.shape[0], facts.shifts.shape[0] > 0, facts.arrivals.shape[0] > 0
    for d in range(m):
        dock_free[d] = docks[d, OPENS]
        dock_kind[d] = -1
    for t in range(teams):
        team_free[t] = -NEVER
    room.waiting[:] = 0
    left_out, cost = 0, np.int64(0)
    for position in range(turns.order.shape[0]):
        j = turns.order[position]
        room.on[j] = -1
        room.team[j] = -1
        length, latest, kind = jobs[j, LENGTH], jobs[j, LATEST], jobs[j, KIND]
        ready = jobs[j, RELEASE]
        if teams and not shifted:
            first_team = team_free[0]
            for t in range(1, teams):
                first_team = min(first_team, team_free[t])
            ready = max(ready, first_team)
        if yarded:
            latest = min(latest, _longest_wait(facts, room.waiting, j) + length)
        best, best_start, best_cost, best_free = -1, np.int64(0), np.int64(0), np.int64(0)
        best_team = np.int64(-1)
        for tries in range(3):
            if turns.wish[j] == OUT:
                break
            for d in range(m):
                if not facts.takes[d, kind] or (tries == 0 and d != turns.wish[j]):
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
            team_free[_free_team(team_free, teams, best_start)] = best_start + length
        if yarded and facts.arrives[j] >= 0:
            k = facts.arrives[j]
            while k < facts.arrivals.shape[0] and facts.arrivals[k] < best_start:
                room.waiting[k] += 1
                k += 1
    return left_out, cost


@njit(cache=True, nogil=True)
def improve(facts, now, best, memory, steps):
    """Searches `steps` orders from `now`; keeps the best in `best`; returns its (left out, cost).

    `now`, `best` and `memory` are carried from call to call; `best` is what the caller has.
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
    out, cost = timetable(facts, now, room)
    best_out, best_cost = timetable(facts, best, room)
    for _ in range(steps):
        new.order[:] = now.order
        new.wish[:] = now.wish
        new.shut[:] = now.shut
        move = draw_below(state, 100)
        source = draw_below(state, n)
        reach = n if draw_below(state, 4) == 0 else min(n, NEAR)
        target = min(n - 1, max(0, source + draw_below(state, 2 * reach + 1) - reach))
        if move < 55:
            # Another turn, mostly not far from its own; those between move up or down.
            if target > source:
                new.order[source:target] = now.order[source + 1 : target + 1]
            elif target < source:
                new.order[target + 1 : source + 1] = now.order[target:source]
            new.order[target] = now.order[source]
        elif move < 80:
            new.order[source], new.order[target] = now.order[target], now.order[source]
        elif move < 90:
            new.wish[source] = draw_below(state, m)
        elif move < 97 or not dear:
            new.wish[source] = -1
            if facts.out_cost >= 0 and draw_below(state, 3) == 0:
                new.wish[source] = OUT
        else:
            d = draw_below(state, m)
            new.shut[d] = 1 - new.shut[d]
        new_out, new_cost = timetable(facts, new, room)
        slot = clock[0] % h
        clock[0] += 1
        past_out, past_cost = results[slot, 0], results[slot, 1]
        no_worse = new_out < out or (new_out == out and new_cost <= cost)
        if no_worse or new_out < past_out or (new_out == past_out and new_cost <= past_cost):
            now.order[:] = new.order
            now.wish[:] = new.wish
            now.shut[:] = new.shut
            out, cost = new_out, new_cost
            if out < best_out or (out == best_out and cost < best_cost):
                best.order[:] = now.order
                best.wish[:] = now.wish
                best.shut[:] = now.shut
                best_out, best_cost = out, cost
                clock[1] = clock[0]
        if out < past_out or (out == past_out and cost < past_cost):
            results[slot, 0] = out
            results[slot, 1] = cost
    return best_out, best_cost
