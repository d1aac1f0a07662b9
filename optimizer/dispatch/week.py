"""The working form of a courier week: who may work what, what excludes what, what a roster costs.

Positions refer to the problem's lists. A roster is a set of (courier, shift) pairs. Shifts of which
a courier can work only one form crowds: shifts, each lengthened by the rest, that overlap at one
moment. Crowds are the largest cliques of an interval graph, which makes the linear relaxation of
the rest rule as tight as it can be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from optimizer.dispatch.days import day_of, week_of
from optimizer.dispatch.week_model import (
    QUARTER_S,
    CourierLoad,
    CourierShift,
    CourierWeekProblem,
    CourierWeekWeights,
    WeekCourier,
)

Pair = tuple[int, int]
Roster = frozenset[Pair]
Week = tuple[int, int]


class CourierWeek:
    """A courier week prepared for search."""

    def __init__(self, problem: CourierWeekProblem) -> None:
        self.problem = problem
        self.weights = problem.weights or CourierWeekWeights()
        self.shift_at = {shift.id: s for s, shift in enumerate(problem.shifts)}
        self.courier_at = {courier.id: c for c, courier in enumerate(problem.couriers)}
        self.fixed: Roster = frozenset(
            (self.courier_at[one.courier_id], self.shift_at[one.shift_id])
            for one in problem.fixed_shifts
        )
        self.day = [day_of(shift.start_time_s, problem.time_zone) for shift in problem.shifts]
        self.week = [week_of(day) for day in self.day]
        self.by_start = sorted(
            range(len(problem.shifts)),
            key=lambda s: (problem.shifts[s].start_time_s, problem.shifts[s].end_time_s, s),
        )

    def qualified(self, courier: WeekCourier, shift: CourierShift) -> bool:
        """True when the courier has all that the shift requires."""
        return set(shift.required_qualifications) <= set(courier.qualifications)

    def present(self, courier: WeekCourier, shift: CourierShift) -> bool:
        """True when no absence of the courier overlaps the shift."""
        return not any(
            away.start_time_s < shift.end_time_s and shift.start_time_s < away.end_time_s
            for away in courier.absence_windows
        )

    @cached_property
    def open_to(self) -> tuple[tuple[int, ...], ...]:
        """For each courier the shifts that qualification and absences allow, by start."""
        shifts = self.problem.shifts
        return tuple(
            tuple(
                s
                for s in self.by_start
                if self.qualified(courier, shifts[s]) and self.present(courier, shifts[s])
            )
            for courier in self.problem.couriers
        )

    def crowds(self, shifts: Iterable[int]) -> list[list[int]]:
        """Largest sets of shifts (given by start) of which a courier can work only one."""
        rest, all_shifts = self.problem.rest_duration_s, self.problem.shifts
        found: list[list[int]] = []
        crowd: list[int] = []
        grown = False
        for s in shifts:
            start = all_shifts[s].start_time_s
            staying = [k for k in crowd if all_shifts[k].end_time_s + rest > start]
            if grown and len(staying) < len(crowd) > 1:
                found.append(crowd)
            crowd, grown = [*staying, s], True
        if len(crowd) > 1:
            found.append(crowd)
        return found

    def week_limit_s(self, c: int) -> int | None:
        """Most working time of a courier in a week."""
        own = self.problem.couriers[c].week_limit_duration_s
        return self.problem.week_limit_duration_s if own is None else own

    @cached_property
    def target_s(self) -> tuple[int, ...]:
        """Working time that is fair for each courier: the one named, else an equal share."""
        problem = self.problem
        demand = sum(shift.length_s * shift.couriers_needed for shift in problem.shifts)
        named = sum(courier.target_duration_s or 0 for courier in problem.couriers)
        others = sum(courier.target_duration_s is None for courier in problem.couriers)
        share = max(0, demand - named) // others if others else 0
        return tuple(
            share if courier.target_duration_s is None else courier.target_duration_s
            for courier in problem.couriers
        )

    @cached_property
    def pair_cost(self) -> Mapping[Pair, int]:
        """Hundredths of a point for each open pair: unfamiliarity, and wishes about shifts.

        A wish to work a shift is a reward here; `wish_constant` makes up for it.
        """
        found: dict[Pair, int] = {}
        for c, courier in enumerate(self.problem.couriers):
            knows = {known.territory_id: known.percent for known in courier.familiarities}
            wishes = {
                self.shift_at[wish.shift_id]: (100 if wish.avoid else -100) * wish.weight
                for wish in courier.shift_wishes
            }
            for s in self.open_to[c]:
                territory = self.problem.shifts[s].territory_id
                cost = self.weights.unfamiliar * (100 - knows.get(territory, 0)) if territory else 0
                found[c, s] = cost + wishes.get(s, 0)
        return found

    @cached_property
    def wish_constant(self) -> int:
        """What all wishes to work a shift cost while none is granted."""
        return sum(
            100 * wish.weight
            for courier in self.problem.couriers
            for wish in courier.shift_wishes
            if not wish.avoid
        )

    @cached_property
    def off_wishes(self) -> tuple[Mapping[date, int], ...]:
        """For each courier the cost of working on a day wished off."""
        return tuple(
            {date.fromisoformat(wish.date): 100 * wish.weight for wish in courier.day_off_wishes}
            for courier in self.problem.couriers
        )

    def quarters(self, c: int, work_s: int) -> int:
        """Quarters of an hour by which a courier's work is unfair."""
        return -(-self.unfair_s(c, work_s) // QUARTER_S)

    def unfair_s(self, c: int, work_s: int) -> int:
        """Seconds by which a courier's work differs from the target beyond the tolerance."""
        return max(0, abs(work_s - self.target_s[c]) - self.problem.fair_tolerance_duration_s)

    def missing(self, roster: Roster) -> list[int]:
        """Couriers that each shift lacks."""
        lacks = [shift.couriers_needed for shift in self.problem.shifts]
        for _, s in roster:
            lacks[s] -= 1
        return lacks

    def work_of(self, roster: Roster) -> list[list[int]]:
        """Shifts of each courier, by start."""
        work: list[list[int]] = [[] for _ in self.problem.couriers]
        for c, s in roster:
            work[c].append(s)
        rank = {s: k for k, s in enumerate(self.by_start)}
        for mine in work:
            mine.sort(key=rank.__getitem__)
        return work

    def penalty(self, roster: Roster) -> int:
        """What a roster costs, in hundredths of a point."""
        total = self.wish_constant + 100 * self.weights.unfilled * sum(self.missing(roster))
        total += sum(self.pair_cost[pair] for pair in roster)
        for c, mine in enumerate(self.work_of(roster)):
            worked = {self.day[s] for s in mine}
            total += sum(cost for day, cost in self.off_wishes[c].items() if day in worked)
            hours = sum(self.problem.shifts[s].length_s for s in mine)
            total += 25 * self.weights.unfair_hour * self.quarters(c, hours)
        return total

    def loads(self, roster: Roster) -> tuple[CourierLoad, ...]:
        """What a roster means for each courier."""
        found = []
        for c, mine in enumerate(self.work_of(roster)):
            courier = self.problem.couriers[c]
            worked, days = set(mine), {self.day[s].isoformat() for s in mine}
            refused = sum(wish.date in days for wish in courier.day_off_wishes)
            refused += sum(
                (self.shift_at[wish.shift_id] in worked) == wish.avoid
                for wish in courier.shift_wishes
            )
            wishes = len(courier.day_off_wishes) + len(courier.shift_wishes)
            hours = sum(self.problem.shifts[s].length_s for s in mine)
            found.append(
                CourierLoad(
                    courier_id=courier.id,
                    work_duration_s=hours,
                    shift_count=len(mine),
                    wishes_granted=wishes - refused,
                    wishes_refused=refused,
                    unfair_duration_s=self.unfair_s(c, hours),
                )
            )
        return tuple(found)
