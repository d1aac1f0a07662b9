"""The courier week as a constraint model, in the manner of nurse rostering.

One literal for each courier and shift that qualification and absences allow; the rest rule as
crowds (see `week.py`), limits as sums over days and weeks; wishes, familiarity and fairness as
costs (Burke et al. 2004 survey the rules). The rows are tight, so branch and bound comes first and
CP-SAT takes what it leaves open. The bound that is told is the solvers' own for this model, so the
gap is a proved one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from optimizer.budget import Budget
from optimizer.dispatch.cpsat import LinearExpr, Model, Variable, run
from optimizer.dispatch.mip import solve_linear
from optimizer.dispatch.week import CourierWeek, Pair, Roster
from optimizer.dispatch.week_model import QUARTER_S

_WRITE_S_PER_PAIR = 30e-6
_LEAST_SEARCH_S = 0.05
_SHARE_OF_TREE = 0.75
"""Of the budget, for branch and bound before clause learning."""


@dataclass(frozen=True, slots=True)
class WeekSearch:
    """The best roster found, a proved lower bound of the penalty, and what found it."""

    roster: Roster
    bound: int
    proved: bool
    engine: str


def search_week(week: CourierWeek, first: Roster, budget: Budget) -> WeekSearch:
    """Improves `first` as long as the budget lasts; never answers worse than it."""
    floor = simple_bound(week)
    worth = week.penalty(first)
    if worth <= floor:
        return WeekSearch(first, worth, proved=True, engine="greedy")
    pairs = sum(map(len, week.open_to))
    left = budget.remaining_s()
    if budget.expired() or left < _LEAST_SEARCH_S or pairs * _WRITE_S_PER_PAIR > 0.5 * left:
        return WeekSearch(first, floor, proved=False, engine="greedy")
    model = WeekModel(week)
    model.hint(first)
    best, bound, engine = first, floor, "greedy"
    solved = solve_linear(model.model, budget.part(_SHARE_OF_TREE), model.hinted())
    if solved.bounded:
        bound = max(bound, math.ceil(solved.bound - 0.5))
    if solved.found:
        found = frozenset(pair for pair, on in model.on.items() if solved.values[on.index])
        if week.penalty(found) < week.penalty(best):
            best, engine = found, "mip"
    if week.penalty(best) > bound and not solved.proved and not budget.expired():
        model.hint(best)
        outcome = run(model.model, budget, linear=True)
        if outcome.bounded:
            bound = max(bound, math.ceil(outcome.bound - 0.5))
        if outcome.found:
            found = frozenset(pair for pair, on in model.on.items() if outcome.value(on))
            if week.penalty(found) < week.penalty(best):
                best, engine = found, "cp-sat"
    worth = week.penalty(best)
    if solved.proved:
        # Branch and bound works with tolerances: what it calls proved is the best it has found.
        bound = max(bound, min(worth, math.ceil(solved.bound - 0.5)))
    return WeekSearch(best, min(bound, worth), worth <= bound, engine)


def simple_bound(week: CourierWeek) -> int:
    """No roster costs less: every place is filled by whom it costs least, all else is free."""
    least: dict[int, list[int]] = {s: [] for s in range(len(week.problem.shifts))}
    for (_, s), cost in week.pair_cost.items():
        least[s].append(cost)
    total = week.wish_constant
    unfilled = 100 * week.weights.unfilled
    for s, shift in enumerate(week.problem.shifts):
        cheapest = sorted(least[s])[: shift.couriers_needed]
        total += sum(min(cost, unfilled) for cost in cheapest)
        total += unfilled * (shift.couriers_needed - len(cheapest))
    return max(0, total)


class WeekModel:
    """One model with its variables."""

    def __init__(self, week: CourierWeek) -> None:
        self.week = week
        self.model = Model()
        self.on: dict[Pair, Variable] = {
            (c, s): self.model.new_bool_var(f"on{c}_{s}")
            for c, shifts in enumerate(week.open_to)
            for s in shifts
        }
        for pair in sorted(week.fixed):
            self.model.add(self.on[pair] == 1)
        costs: list[LinearExpr] = [
            cost * self.on[pair] for pair, cost in week.pair_cost.items() if cost
        ]
        costs += self._add_demand()
        self.off: dict[tuple[int, object], Variable] = {}
        self.unfair: dict[int, Variable] = {}
        self._days: dict[tuple[int, object], Variable] = {}
        cliques = {shifts: week.crowds(shifts) for shifts in set(week.open_to)}
        for c, shifts in enumerate(week.open_to):
            for crowd in cliques[shifts]:
                self.model.add_at_most_one(self.on[c, s] for s in crowd)
            self._add_limits(c, shifts)
            costs += self._add_wishes(c, shifts)
            costs += self._add_fairness(c, shifts)
        self.model.minimize(_total(costs, week.wish_constant))

    def _add_demand(self) -> list[LinearExpr]:
        week = self.week
        able: dict[int, list[Variable]] = {}
        for (_, s), literal in self.on.items():
            able.setdefault(s, []).append(literal)
        self.lacks: dict[int, Variable] = {}
        for s, shift in enumerate(week.problem.shifts):
            lacks = self.lacks[s] = self.model.new_int_var(0, shift.couriers_needed, f"lacks{s}")
            self.model.add(sum([*able.get(s, ()), lacks]) == shift.couriers_needed)
        return [100 * week.weights.unfilled * lacks for lacks in self.lacks.values()]

    def _add_limits(self, c: int, shifts: Iterable[int]) -> None:
        week, problem = self.week, self.week.problem
        by_day: dict[object, list[int]] = {}
        by_week: dict[tuple[int, int], list[int]] = {}
        for s in shifts:
            by_day.setdefault(week.day[s], []).append(s)
            by_week.setdefault(week.week[s], []).append(s)
        for mine in by_day.values():
            most = problem.shifts_per_day
            if most is not None and len(mine) > most:
                self.model.add(sum(self.on[c, s] for s in mine) <= most)
            self._limit_hours(c, mine, problem.day_limit_duration_s)
        for mine in by_week.values():
            self._limit_hours(c, mine, week.week_limit_s(c))
            days = list(dict.fromkeys(week.day[s] for s in mine))
            if problem.days_per_week is not None and len(days) > problem.days_per_week:
                worked = [self._day(c, day, by_day[day]) for day in days]
                self.model.add(sum(worked) <= problem.days_per_week)

    def _limit_hours(self, c: int, shifts: list[int], most: int | None) -> None:
        lengths = [self.week.problem.shifts[s].length_s for s in shifts]
        if most is None or sum(lengths) <= most:
            return
        if len(set(lengths)) == 1:
            # Shifts of one length are counted: a bound of 40 h for shifts of 9 h is 4, not 4.4.
            self.model.add(sum(self.on[c, s] for s in shifts) <= most // lengths[0])
            return
        self.model.add(sum(n * self.on[c, s] for n, s in zip(lengths, shifts, strict=True)) <= most)

    def _day(self, c: int, day: object, shifts: list[int]) -> Variable:
        """True when the courier works on that day."""
        if (c, day) not in self._days:
            worked = self._days[c, day] = self.model.new_bool_var(f"day{c}_{day}")
            covered: set[int] = set()
            for crowd in [*self.week.crowds(shifts), *([s] for s in shifts)]:
                # One row for each crowd instead of one for each shift: at most one is on.
                if not covered.issuperset(crowd):
                    covered.update(crowd)
                    self.model.add(sum(self.on[c, s] for s in crowd) <= worked)
        return self._days[c, day]

    def _add_wishes(self, c: int, shifts: Iterable[int]) -> list[LinearExpr]:
        week = self.week
        costs: list[LinearExpr] = []
        for day, cost in week.off_wishes[c].items():
            mine = [s for s in shifts if week.day[s] == day]
            if mine:
                costs.append(cost * self._day(c, day, mine))
        return costs

    def _add_fairness(self, c: int, shifts: Iterable[int]) -> list[LinearExpr]:
        week, problem = self.week, self.week.problem
        if not week.weights.unfair_hour:
            return []
        target, tolerance = week.target_s[c], problem.fair_tolerance_duration_s
        lengths = [(problem.shifts[s].length_s, s) for s in shifts]
        longest = sum(length for length, _ in lengths)
        most = max(week.quarters(c, 0), week.quarters(c, longest))
        if most == 0:
            return []
        unfair = self.unfair[c] = self.model.new_int_var(0, most, f"unfair{c}")
        hours = sum(length * self.on[c, s] for length, s in lengths)
        self.model.add(QUARTER_S * unfair >= hours - target - tolerance)
        self.model.add(QUARTER_S * unfair >= target - tolerance - hours)
        return [25 * week.weights.unfair_hour * unfair]

    def hint(self, roster: Roster) -> None:
        """Starts the search from a roster."""
        week = self.week
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        for pair, literal in self.on.items():
            self.model.add_hint(literal, int(pair in roster))
        for s, lacks in enumerate(week.missing(roster)):
            self.model.add_hint(self.lacks[s], lacks)
        work = week.work_of(roster)
        for (c, day), worked in self._days.items():
            self.model.add_hint(worked, int(any(week.day[s] == day for s in work[c])))
        for c, unfair in self.unfair.items():
            hours = sum(week.problem.shifts[s].length_s for s in work[c])
            self.model.add_hint(unfair, week.quarters(c, hours))

    def hinted(self) -> dict[int, int]:
        """The values of the hint by index of the variable."""
        hint = self.model.proto.solution_hint
        return dict(zip(list(hint.vars), list(hint.values), strict=True))


def _total(costs: Sequence[LinearExpr], constant: int) -> Any:
    """Sum of the costs and a constant."""
    parts: list[Any] = [*costs]
    return sum(parts) + constant
