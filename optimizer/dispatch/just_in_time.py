"""Loading just in time: every vehicle as late as can be, at no price.

The last loading is moved back first, then the one before it, each as far as its due time, its dock
and the loading teams (or the shift of its own) let it; vehicles that stand in the yard already are
not moved. All others stand still meanwhile, so every step leaves a sound
timetable and nothing becomes later than due that was not so before.
"""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.dispatch.timetable import Loading, Yard


def moved_back(yard: Yard, loadings: Sequence[Loading]) -> list[Loading]:
    """The same loadings on the same docks in the same order, none of them earlier."""
    problem = yard.problem
    start = {one.departure: one.start_s for one in loadings}
    dock = {one.departure: one.dock for one in loadings}
    team = {one.departure: one.team for one in loadings}
    follower: dict[int, int] = {}
    last_on: dict[int, int] = {}
    next_of_team: dict[int, int] = {}
    last_of: dict[int, int] = {}
    for one in sorted(loadings, key=lambda one: (one.start_s, one.departure)):
        if one.dock in last_on:
            follower[last_on[one.dock]] = one.departure
        last_on[one.dock] = one.departure
        if one.team >= 0:
            if one.team in last_of:
                next_of_team[last_of[one.team]] = one.departure
            last_of[one.team] = one.departure
    for one in sorted(loadings, key=lambda one: (-one.start_s, -one.departure)):
        j = one.departure
        departure = problem.departures[j]
        length = departure.loading_duration_s
        if yard.lateness_s(one) or yard.overtime_s(one) or departure.arrival_time_s is not None:
            continue
        ends = min(departure.due_time_s, problem.docks[one.dock].opening_window.end_time_s)
        overtime = problem.docks[one.dock].overtime_start_time_s
        if overtime is not None:
            ends = min(ends, overtime)
        if departure.latest_time_s is not None:
            ends = min(ends, departure.latest_time_s)
        after = follower.get(j)
        if after is not None:
            kinds = yard.kinds
            gap = int(
                yard.setup[
                    kinds[departure.vehicle_kind],
                    kinds[problem.departures[after].vehicle_kind],
                ]
            )
            ends = min(ends, start[after] - gap)
        if one.team >= 0:
            shifts = problem.teams[one.team].shift_windows
            ends = min(ends, max(w.end_time_s for w in shifts if w.start_time_s <= one.start_s))
            if j in next_of_team:
                ends = min(ends, start[next_of_team[j]])
        start[j] = _latest(yard, start, j, length, ends - length)
    return [Loading(j, dock[j], start[j], team[j]) for j in (one.departure for one in loadings)]


def _latest(yard: Yard, start: dict[int, int], j: int, length: int, latest: int) -> int:
    """The latest start up to `latest`, not before its own, at which a team is free throughout."""
    departures = yard.problem.departures
    now = start[j]
    if latest <= now:
        return now
    if yard.duty or yard.teams >= len(yard.problem.docks):
        return latest
    others = [
        (begin, begin + departures[k].loading_duration_s)
        for k, begin in start.items()
        if k != j and begin < latest + length and begin + departures[k].loading_duration_s > now
    ]
    candidates = sorted({latest, *(begin - length for begin, _ in others)}, reverse=True)
    for begin in candidates:
        if not now < begin <= latest:
            continue
        moments = [begin, *(a for a, _ in others if begin < a < begin + length)]
        if all(sum(a <= moment < b for a, b in others) < yard.teams for moment in moments):
            return begin
    return now
