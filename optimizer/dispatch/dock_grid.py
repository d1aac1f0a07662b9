"""The timetable of docks on a grid of time: a linear program that knows how good it can get.

Where all times are whole multiples of a step, some best timetable is too (moving every loading
forward keeps it one). One literal says that a loading starts at a step on a class of docks; rows
count who is at work at each step (Sousa and Wolsey 1992). The relaxation is far tighter than that
of starts and ends, so branch and bound gives a bound worth telling. Set-ups between kinds are
counted at their least, which keeps the bound a bound; what it finds is checked against the rest.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from optimizer.budget import Budget
from optimizer.dispatch.cpsat import Model, Variable
from optimizer.dispatch.dock_prices import cost_of
from optimizer.dispatch.mip import solve_linear
from optimizer.dispatch.timetable import Loading, Option, Yard

MOST_STARTS = 120_000
"""Literals beyond which the grid is too fine to be written."""
_MOST_ENTRIES = 3_000_000
_MOST_WEIGHT = 10**12
_WRITE_S_PER_START = 50e-6
_STARTS_PER_STEP = 1
"""Literals that one step of a work limit allows: already the first relaxation takes long."""


@dataclass(frozen=True, slots=True)
class GridSearch:
    """The best loadings, a lower bound of their cost (last part of their worth) or None, and
    whether they are proved to be the best."""

    loadings: list[Loading]
    bound: int | None
    proved: bool


def search_grid(yard: Yard, first: list[Loading], budget: Budget) -> GridSearch:
    """Improves `first` and bounds it, if the grid is coarse enough to be written."""
    step = _step(yard)
    starts = sum(
        1 + (option.last_s - option.first_s) // step
        for options in yard.options
        for option in options
    )
    too_long = starts * _WRITE_S_PER_START > 0.25 * budget.remaining_s()
    too_much = budget.work_limit is not None and starts > _STARTS_PER_STEP * budget.work_limit
    if too_long or too_much:
        return GridSearch(first, None, proved=False)
    longest = max((one.loading_duration_s for one in yard.problem.departures), default=0)
    if starts > MOST_STARTS or starts * (1 + 2 * longest // step) > _MOST_ENTRIES:
        return GridSearch(first, None, proved=False)
    grid = _Grid(yard, step)
    if grid.weight > _MOST_WEIGHT:
        return GridSearch(first, None, proved=False)
    solved = solve_linear(grid.model, budget, grid.start_of(first))
    best = first
    if solved.found:
        found = yard.moved_forward(yard.on_docks(grid.read(solved.values)))
        if yard.worth(found) < yard.worth(best):
            best = found
    if not solved.bounded:
        return GridSearch(best, None, proved=False)
    left_out = len(yard.problem.departures) - len(best) if yard.out_first else 0
    bound = math.ceil(solved.bound * grid.unit - 1e-6) - grid.weight * grid.unit * left_out
    cost = cost_of(yard, best)
    bound = min(cost, max(0, bound))
    return GridSearch(best, bound, proved=solved.proved and bound >= cost)


def _step(yard: Yard) -> int:
    """The largest step that all times are multiples of, counted from the first opening."""
    problem = yard.problem
    origin = min((o.first_s for options in yard.options for o in options), default=0)
    step = 0
    for departure in problem.departures:
        step = math.gcd(step, departure.loading_duration_s)
        step = math.gcd(step, departure.earliest_loading_time_s - origin)
        step = math.gcd(step, departure.due_time_s - origin)
        if departure.latest_time_s is not None:
            step = math.gcd(step, departure.latest_time_s - origin)
    for one in yard.classes:
        step = math.gcd(step, one.opens_s - origin, one.closes_s - origin)
        if one.overtime_from_s <= one.closes_s:
            step = math.gcd(step, one.overtime_from_s - origin)
    for begin, end in yard.duty:
        step = math.gcd(step, begin - origin, end - origin)
    if yard.yarded:
        for departure in problem.departures:
            if departure.arrival_time_s is not None:
                step = math.gcd(step, departure.arrival_time_s - origin)
    step = math.gcd(step, problem.changeover_duration_s)
    for setup in problem.kind_setups:
        step = math.gcd(step, setup.duration_s)
    return max(1, step)


class _Grid:
    def __init__(self, yard: Yard, step: int) -> None:
        self.yard, self.step = yard, step
        self.model = Model()
        self.on: dict[tuple[int, int, int], Variable] = {}
        self.used: dict[int, Variable] = {}
        self.unit = max(1, math.gcd(*yard.rates) * step)
        if yard.has_costs:
            for one in yard.classes:
                self.unit = math.gcd(self.unit, 3600 * one.use_cost)
        out_cost = yard.problem.unscheduled_cost_minor
        if out_cost:
            self.unit = math.gcd(self.unit, 3600 * out_cost)
        at_dock: dict[tuple[int, int], list[Variable]] = {}
        at_work: dict[int, list[Variable]] = {}
        self.waiting: dict[int, list[Variable]] = {}
        costs: list[Any] = []
        worst = 0
        for i, options in enumerate(yard.options):
            mine, dearest = [], 0
            for option in options:
                for start in self._starts(i, option):
                    literal = self._add(i, option.dock_class, start, at_dock, at_work)
                    cost = self._cost(i, option.dock_class, start) // self.unit
                    dearest = max(dearest, cost)
                    mine.append(literal)
                    if cost:
                        costs.append(cost * literal)
            if len(mine) > 1:
                self.model.add_at_most_one(mine)
            worst += dearest
        if yard.has_costs:
            worst += sum(3600 * one.use_cost * len(one.docks) for one in yard.classes) // self.unit
        self.weight = worst + 1 if out_cost is None else 3600 * out_cost // self.unit
        self._add_rows(at_dock, at_work, costs)
        left_out: Any = len(yard.problem.departures) - sum(self.on.values())
        self.model.minimize(self.weight * left_out + sum(costs))

    def _starts(self, i: int, option: Option) -> list[int]:
        spans = self.yard.starts_within(
            option.first_s, option.last_s, self.yard.problem.departures[i]
        )
        return sorted({s for first, last in spans for s in range(first, last + 1, self.step)})

    def _add(
        self,
        i: int,
        c: int,
        start: int,
        at_dock: dict[tuple[int, int], list[Variable]],
        at_work: dict[int, list[Variable]],
    ) -> Variable:
        yard = self.yard
        departure = yard.problem.departures[i]
        gap = int(yard.setup[yard.kinds[departure.vehicle_kind]].min())
        literal = self.on[i, c, start] = self.model.new_bool_var("")
        end = start + departure.loading_duration_s
        for moment in range(start, end + gap, self.step):
            at_dock.setdefault((c, moment), []).append(literal)
        came = departure.arrival_time_s
        if yard.yarded and came is not None:
            for moment in range(came, start, self.step):
                self.waiting.setdefault(moment, []).append(literal)
        for moment in range(start, end, self.step):
            at_work.setdefault(moment, []).append(literal)
        return literal

    def _add_rows(
        self,
        at_dock: dict[tuple[int, int], list[Variable]],
        at_work: dict[int, list[Variable]],
        costs: list[Any],
    ) -> None:
        yard = self.yard
        for c, one in enumerate(yard.classes):
            if yard.has_costs and one.use_cost:
                used = self.used[c] = self.model.new_int_var(0, len(one.docks), "")
                costs.append(3600 * one.use_cost // self.unit * used)
        for (c, _), literals in at_dock.items():
            if c in self.used:
                self.model.add(sum([*literals]) <= self.used[c])
            elif len(literals) > len(yard.classes[c].docks):
                self.model.add(sum([*literals]) <= len(yard.classes[c].docks))
        places = yard.problem.yard_places
        for literals in self.waiting.values():
            if places is not None and len(literals) > places:
                self.model.add(sum([*literals]) <= places)
        for moment, literals in at_work.items():
            teams = self._teams_at(moment)
            if teams < len(yard.problem.docks) and len(literals) > teams:
                self.model.add(sum([*literals]) <= teams)

    def _teams_at(self, moment: int) -> int:
        if not self.yard.duty:
            return self.yard.teams
        return sum(
            len(teams)
            for shifts, teams in self.yard.team_classes
            if any(begin <= moment < end for begin, end in shifts)
        )

    def _cost(self, i: int, c: int, start: int) -> int:
        dock = self.yard.classes[c].docks[0]
        loading = Loading(i, dock, start)
        late, over = self.yard.rates
        return late * self.yard.lateness_s(loading) + over * self.yard.overtime_s(loading)

    def start_of(self, loadings: Sequence[Loading]) -> dict[int, int]:
        """The values of a known timetable by index of the variable."""
        values = dict.fromkeys((literal.index for literal in self.on.values()), 0)
        for one in loadings:
            key = one.departure, self.yard.class_of[one.dock], one.start_s
            if key not in self.on:
                return {}
            values[self.on[key].index] = 1
        for c, used in self.used.items():
            docks = {one.dock for one in loadings if self.yard.class_of[one.dock] == c}
            values[used.index] = len(docks)
        return values

    def read(self, values: Sequence[int]) -> list[tuple[int, int, int]]:
        """(departure, class, start) of a solution."""
        return [key for key, literal in self.on.items() if values[literal.index]]
