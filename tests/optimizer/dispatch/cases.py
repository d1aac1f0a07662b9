"""Small random dispatch problems, and their optima by enumeration.

The enumeration shares nothing with the engines. A timetable is decided by the order of starts and
by the dock of each departure: with both given, starting everything as early as possible is best, so
trying all of them finds the optimum.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable

from optimizer.dispatch.model import (
    Courier,
    CourierJob,
    CourierProblem,
    Departure,
    Dock,
    DockProblem,
    KindSetup,
    LoadingTeam,
)
from optimizer.shapes import TimeWindow

KINDS = ("van", "bike")


def window(start: int, end: int) -> TimeWindow:
    return TimeWindow(start_time_s=start, end_time_s=end)


def random_docks(
    seed: int, departures: int, docks: int, *, setups: bool = False, costs: bool = False
) -> DockProblem:
    draw = random.Random(seed)
    problem = _random_docks(draw, departures, docks)
    changed: dict[str, object] = {
        "docks": tuple(
            dock.model_copy(
                update={
                    "overtime_start_time_s": draw.choice((None, 600, 1200)),
                    "use_cost_minor": draw.choice((None, 40, 200)) if costs else None,
                }
            )
            for dock in problem.docks
        )
    }
    if setups:
        changed["kind_setups"] = tuple(
            KindSetup(from_kind=one, to_kind=other, duration_s=draw.randrange(30, 400, 30))
            for one, other in draw.sample([(a, b) for a in KINDS for b in KINDS], 2)
        )
    if costs:
        changed["lateness_cost_per_hour_minor"] = draw.choice((None, 600, 1800))
        changed["overtime_cost_per_hour_minor"] = draw.choice((0, 900))
    return problem.model_copy(update=changed)


def random_crews(seed: int, departures: int, docks: int, *, costs: bool = False) -> DockProblem:
    """Teams with shifts, a yard with few places, sometimes a price of leaving out."""
    problem = random_docks(seed, departures, docks, costs=costs)
    draw = random.Random(-1 - seed)
    teams = []
    for t in range(draw.choice((1, 2, 2))):
        begin = draw.choice((0, 0, 300, 600))
        middle = begin + draw.randrange(600, 1500, 30)
        shifts = [window(begin, middle)]
        if draw.random() < 0.5:
            shifts.append(window(middle + draw.choice((0, 150)), middle + 1200))
        teams.append(LoadingTeam(id=f"T{t}", shift_windows=tuple(shifts)))
    arriving = tuple(
        one.model_copy(
            update={
                "arrival_time_s": draw.choice(
                    (None, one.earliest_loading_time_s, max(0, one.earliest_loading_time_s - 120))
                )
            }
        )
        for one in problem.departures
    )
    return problem.model_copy(
        update={
            "departures": arriving,
            "loading_teams": None,
            "teams": tuple(teams),
            "yard_places": draw.choice((None, 0, 1, 1, 2)),
            "unscheduled_cost_minor": draw.choice((None, 50, 400)) if costs else None,
        }
    )


def _random_docks(draw: random.Random, departures: int, docks: int) -> DockProblem:
    return DockProblem(
        docks=tuple(
            Dock(
                id=f"D{i}",
                opening_window=window(draw.choice((0, 0, 300)), draw.choice((1200, 2400, 3600))),
                vehicle_kinds=draw.choice(((), (), ("van",), ("bike",))),
            )
            for i in range(docks)
        ),
        departures=tuple(random_departure(draw, f"R{j}") for j in range(departures)),
        loading_teams=draw.choice((None, 1, docks)),
        changeover_duration_s=draw.choice((0, 60, 120)),
    )


def random_departure(draw: random.Random, name: str) -> Departure:
    earliest = draw.randrange(0, 900, 30)
    length = draw.randrange(120, 900, 30)
    due = earliest + draw.randrange(60, 1200, 30)
    return Departure(
        id=name,
        vehicle_kind=draw.choice(KINDS),
        loading_duration_s=length,
        earliest_loading_time_s=earliest,
        due_time_s=due,
        latest_time_s=draw.choice((None, due + draw.randrange(0, 900, 30))),
    )


def best_timetable(problem: DockProblem) -> tuple[int, ...]:
    """(left out, lateness, overtime), or (left out, 3600 times the cost) where costs are given, of
    the best timetable, by trying everything."""
    departures, docks = problem.departures, problem.docks
    priced = problem.unscheduled_cost_minor
    nothing = (0, len(departures) * 3600 * priced) if priced is not None else (len(departures), 0)
    best: tuple[int, ...] = nothing if problem.has_costs else (len(departures), 0, 0)
    for size in range(len(departures), 0, -1):
        out = len(departures) - size
        for order in itertools.permutations(range(len(departures)), size):
            for where in itertools.product(range(len(docks)), repeat=size):
                for who in _crews(problem, size):
                    found = _late_and_over(problem, order, where, who)
                    if found is None:
                        continue
                    judged = _judged(problem, where, found)
                    if priced is None:
                        best = min(best, (out, *judged))
                    else:
                        best = min(best, (0, judged[0] + out * 3600 * priced))
        if priced is None and best[0] == out:
            break
    return best


def _crews(problem: DockProblem, size: int) -> Iterable[tuple[int, ...]]:
    """The team of each departure, in every way; one way where teams have no shifts."""
    if not problem.teams:
        return [()]
    return itertools.product(range(len(problem.teams)), repeat=size)


def _judged(
    problem: DockProblem, where: tuple[int, ...], late_and_over: tuple[int, int]
) -> tuple[int, ...]:
    if not problem.has_costs:
        return late_and_over
    late, over = late_and_over
    used = sum(problem.docks[d].use_cost_minor or 0 for d in set(where))
    return (
        late * (problem.lateness_cost_per_hour_minor or 0)
        + over * (problem.overtime_cost_per_hour_minor or 0)
        + 3600 * used,
    )


def _late_and_over(
    problem: DockProblem, order: tuple[int, ...], where: tuple[int, ...], who: tuple[int, ...]
) -> tuple[int, int] | None:
    teams = problem.loading_teams or len(problem.docks)
    done_by: dict[int, int] = {}
    waits: list[tuple[int, int]] = []
    setups = {(one.from_kind, one.to_kind): one.duration_s for one in problem.kind_setups}
    last: dict[int, tuple[int, str]] = {}
    ends: list[int] = []
    late = over = 0
    for place, (j, d) in enumerate(zip(order, where, strict=True)):
        departure, dock = problem.departures[j], problem.docks[d]
        if dock.vehicle_kinds and departure.vehicle_kind not in dock.vehicle_kinds:
            return None
        start = max(departure.earliest_loading_time_s, dock.opening_window.start_time_s)
        if d in last:
            end, kind = last[d]
            gap = problem.changeover_duration_s + setups.get((kind, departure.vehicle_kind), 0)
            start = max(start, end + gap)
        if who:
            start = max(start, done_by.get(who[place], 0))
            shifts = problem.teams[who[place]].shift_windows
            fits = [
                max(start, shift.start_time_s)
                for shift in shifts
                if max(start, shift.start_time_s) + departure.loading_duration_s <= shift.end_time_s
            ]
            if not fits:
                return None
            start = min(fits)
            done_by[who[place]] = start + departure.loading_duration_s
        elif len(ends) >= teams:
            start = max(start, sorted(ends)[-teams])
        if departure.arrival_time_s is not None:
            waits.append((departure.arrival_time_s, start))
        end = start + departure.loading_duration_s
        if end > dock.opening_window.end_time_s:
            return None
        if departure.latest_time_s is not None and end > departure.latest_time_s:
            return None
        last[d] = (end, departure.vehicle_kind)
        ends.append(end)
        late += max(0, end - departure.due_time_s)
        if dock.overtime_start_time_s is not None:
            over += max(0, end - max(start, dock.overtime_start_time_s))
    for moment, _ in waits:
        waiting = sum(came <= moment < start for came, start in waits)
        if problem.yard_places is not None and waiting > problem.yard_places:
            return None
    return late, over


def random_couriers(seed: int, jobs: int, couriers: int) -> CourierProblem:
    draw = random.Random(seed)
    staff = []
    for i in range(couriers):
        start = draw.choice((0, 0, 600))
        staff.append(
            Courier(
                id=f"C{i}",
                shift_window=window(start, start + draw.choice((1800, 3600))),
                vehicle_kinds=draw.choice(((), (), ("van",), ("bike",))),
            )
        )
    work = []
    for j in range(jobs):
        start = draw.randrange(0, 2400, 60)
        work.append(
            CourierJob(
                id=f"J{j}",
                vehicle_kind=draw.choice(KINDS),
                start_time_s=start,
                end_time_s=start + draw.randrange(120, 1200, 60),
            )
        )
    return CourierProblem(
        couriers=tuple(staff),
        jobs=tuple(work),
        turnaround_duration_s=draw.choice((0, 120)),
    )


def best_roster(problem: CourierProblem) -> tuple[int, int]:
    """(left out, longest working time) of the best roster, by trying everything."""
    best = (len(problem.jobs), 0)
    for given in itertools.product(range(-1, len(problem.couriers)), repeat=len(problem.jobs)):
        left_out = given.count(-1)
        if left_out > best[0] or not _allowed(problem, given):
            continue
        work = [0] * len(problem.couriers)
        for job, i in zip(problem.jobs, given, strict=True):
            if i >= 0:
                work[i] += job.end_time_s - job.start_time_s
        best = min(best, (left_out, max(work, default=0)))
    return best


def _allowed(problem: CourierProblem, given: tuple[int, ...]) -> bool:
    for job, i in zip(problem.jobs, given, strict=True):
        if i < 0:
            continue
        courier = problem.couriers[i]
        shift = courier.shift_window
        if not (shift.start_time_s <= job.start_time_s and job.end_time_s <= shift.end_time_s):
            return False
        if courier.vehicle_kinds and job.vehicle_kind not in courier.vehicle_kinds:
            return False
    rest = problem.turnaround_duration_s
    for (one, i), (other, k) in itertools.combinations(zip(problem.jobs, given, strict=True), 2):
        if i == k and i >= 0:
            first, second = sorted((one, other), key=lambda job: job.start_time_s)
            if first.end_time_s + rest > second.start_time_s:
                return False
    return True
