"""A first roster of the week: the scarcest shift next, to whom it costs least."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.dispatch.week import CourierWeek, Roster


class Diary:
    """What one courier works so far, and whether one more shift keeps all rules."""

    def __init__(self, week: CourierWeek, c: int) -> None:
        self.week, self.c = week, c
        self.shifts: list[int] = []
        self.work_s = 0

    def admits(self, s: int) -> str:
        """The rule that forbids one more shift, or nothing when it fits."""
        week, problem = self.week, self.week.problem
        shift = problem.shifts[s]
        rest = problem.rest_duration_s
        for k in self.shifts:
            other = problem.shifts[k]
            if (
                other.start_time_s < shift.end_time_s + rest
                and shift.start_time_s < other.end_time_s + rest
            ):
                return "works or rests then"
        same_day = [k for k in self.shifts if week.day[k] == week.day[s]]
        if problem.shifts_per_day is not None and len(same_day) >= problem.shifts_per_day:
            return "has the shifts of that day"
        day_work = sum(problem.shifts[k].length_s for k in same_day) + shift.length_s
        if problem.day_limit_duration_s is not None and day_work > problem.day_limit_duration_s:
            return "would exceed the hours of a day"
        same_week = [k for k in self.shifts if week.week[k] == week.week[s]]
        limit = week.week_limit_s(self.c)
        week_work = sum(problem.shifts[k].length_s for k in same_week) + shift.length_s
        if limit is not None and week_work > limit:
            return "would exceed the hours of a week"
        if problem.days_per_week is not None and not same_day:
            days = {week.day[k] for k in same_week}
            if len(days) >= problem.days_per_week:
                return "works the most days of a week"
        return ""

    def add(self, s: int) -> None:
        """Takes a shift on."""
        self.shifts.append(s)
        self.work_s += self.week.problem.shifts[s].length_s

    def cost(self, s: int) -> int:
        """What taking a shift on adds to the penalty."""
        week, c = self.week, self.c
        off = week.off_wishes[c].get(week.day[s], 0)
        if any(week.day[k] == week.day[s] for k in self.shifts):
            off = 0
        length = week.problem.shifts[s].length_s
        later = week.quarters(c, self.work_s + length) - week.quarters(c, self.work_s)
        return week.pair_cost[c, s] + off + 25 * week.weights.unfair_hour * later


def first_roster(week: CourierWeek) -> Roster:
    """A roster that keeps every rule; shifts with the fewest possible couriers come first."""
    diaries = diaries_of(week, week.fixed)
    lacks = week.missing(week.fixed)
    able: list[list[int]] = [[] for _ in week.problem.shifts]
    for c, open_shifts in enumerate(week.open_to):
        for s in open_shifts:
            able[s].append(c)
    chosen = set(week.fixed)
    order = sorted(week.by_start, key=lambda s: len(able[s]) - lacks[s])
    for s in order:
        if lacks[s] <= 0:
            continue
        free = [c for c in able[s] if (c, s) not in chosen and not diaries[c].admits(s)]
        free.sort(key=lambda c: (diaries[c].cost(s), diaries[c].work_s - week.target_s[c], c))
        for c in free[: lacks[s]]:
            if diaries[c].cost(s) > 100 * week.weights.unfilled:
                break
            diaries[c].add(s)
            chosen.add((c, s))
    return frozenset(chosen)


def diaries_of(week: CourierWeek, roster: Roster) -> Sequence[Diary]:
    """The diaries of all couriers under a roster."""
    diaries = [Diary(week, c) for c in range(len(week.problem.couriers))]
    for c, s in sorted(roster):
        diaries[c].add(s)
    return diaries
