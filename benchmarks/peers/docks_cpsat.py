"""A day of docks as one plain model for CP-SAT, written apart from the product's own.

Minutes, one optional interval for each vehicle and group of equal docks, groups and teams as
cumulative resources, one weighted sum to make least. What it proves is the bound of the suite.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from ortools.sat.python import cp_model

from optimizer.budget import Budget
from optimizer.dispatch import Dock, DockProblem

MINUTE_S, HOUR_MIN = 60, 60
STEPS_PER_SECOND = 1_000


@dataclass(frozen=True)
class Loaded:
    """A vehicle at its dock, seconds since 1970."""

    departure: str
    dock: str
    start_s: int
    end_s: int


@dataclass(frozen=True)
class Found:
    """The timetable, empty when none was found, and what was proved about the cost."""

    loaded: tuple[Loaded, ...]
    bound: float


class DocksModel:
    """One model for one search. All times of the problem must be whole minutes."""

    def __init__(self, problem: DockProblem, left_out_cost: int) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.origin_s = min(dock.opening_window.start_time_s for dock in problem.docks)
        self.gap = problem.changeover_duration_s // MINUTE_S
        groups: dict[tuple[object, ...], list[Dock]] = {}
        for dock in problem.docks:
            alike = (
                dock.opening_window,
                dock.vehicle_kinds,
                dock.overtime_start_time_s,
                dock.use_cost_minor,
            )
            groups.setdefault(alike, []).append(dock)
        self.groups = list(groups.values())
        self.on: dict[tuple[int, int], cp_model.IntVar] = {}
        self.start: list[cp_model.IntVar] = []
        late_rate = problem.lateness_cost_per_hour_minor or 0
        over_rate = problem.overtime_cost_per_hour_minor or 0
        cost: list[cp_model.LinearExprT] = []
        members: list[list[cp_model.IntervalVar]] = [[] for _ in self.groups]
        teams: list[cp_model.IntervalVar] = []
        end_of_all = max(self._minute(dock.opening_window.end_time_s) for dock in problem.docks)
        for number, departure in enumerate(problem.departures):
            length = departure.loading_duration_s // MINUTE_S
            first = max(0, self._minute(departure.earliest_loading_time_s))
            start = self.model.new_int_var(first, max(first, end_of_all - length), "")
            self.start.append(start)
            here = self.model.new_bool_var("")
            cost.append(HOUR_MIN * left_out_cost * (1 - here))
            late = self.model.new_int_var(0, end_of_all, "")
            due = self._minute(departure.due_time_s)
            self.model.add(late >= start + length - due).only_enforce_if(here)
            cost.append(late_rate * late)
            ways = []
            for place, docks in enumerate(self.groups):
                dock = docks[0]
                if not dock.takes(departure.vehicle_kind):
                    continue
                on = self.on[number, place] = self.model.new_bool_var("")
                ways.append(on)
                close = self._minute(dock.opening_window.end_time_s)
                self.model.add(start <= close - length).only_enforce_if(on)
                members[place].append(
                    self.model.new_optional_fixed_size_interval_var(
                        start, length + self.gap, on, ""
                    )
                )
                if dock.overtime_start_time_s is not None and over_rate:
                    regular = self._minute(dock.overtime_start_time_s)
                    cost.append(over_rate * self._overtime(start, length, regular, on))
            self.model.add(sum(ways) == here)
            teams.append(self.model.new_optional_fixed_size_interval_var(start, length, here, ""))
        for place, docks in enumerate(self.groups):
            used = self.model.new_int_var(0, len(docks), "")
            self.model.add_cumulative(members[place], [1] * len(members[place]), used)
            cost.append(HOUR_MIN * (docks[0].use_cost_minor or 0) * used)
        self.model.add_cumulative(teams, [1] * len(teams), problem.team_count)
        self.model.minimize(sum(cost))

    def _overtime(
        self, start: cp_model.IntVar, length: int, regular: int, on: cp_model.IntVar
    ) -> cp_model.IntVar:
        """Minutes after the regular hours: of the end, and no more than the loading lasts."""
        over = self.model.new_int_var(0, length, "")
        within = self.model.new_bool_var("")
        self.model.add(start <= regular).only_enforce_if(within)
        self.model.add(over >= start + length - regular).only_enforce_if(on, within)
        self.model.add(over >= length).only_enforce_if(on, ~within)
        return over

    def _minute(self, moment_s: int) -> int:
        return (moment_s - self.origin_s) // MINUTE_S

    def solve(self, budget: Budget) -> Found:
        """Searches to the end of the budget."""
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        if not math.isinf(budget.remaining_s()):
            parameters.max_time_in_seconds = max(0.01, 0.97 * budget.remaining_s())
        if budget.work_limit is not None:
            parameters.max_deterministic_time = budget.work_limit / STEPS_PER_SECOND
        parameters.random_seed = budget.seed
        parameters.num_workers = budget.cores
        status = solver.solve(self.model)
        bound = solver.best_objective_bound / HOUR_MIN
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Found((), bound)
        loaded: list[Loaded] = []
        for place, docks in enumerate(self.groups):
            free = [-self.gap] * len(docks)
            taken = sorted(
                (solver.value(self.start[number]), number)
                for (number, at), on in self.on.items()
                if at == place and solver.value(on)
            )
            for start, number in taken:
                # Colouring of intervals: a dock that was used before and is free.
                dock = next(k for k, end in enumerate(free) if end + self.gap <= start)
                departure = self.problem.departures[number]
                begin_s = self.origin_s + start * MINUTE_S
                end_s = begin_s + departure.loading_duration_s
                free[dock] = start + departure.loading_duration_s // MINUTE_S
                loaded.append(Loaded(departure.id, docks[dock].id, begin_s, end_s))
        return Found(tuple(loaded), bound)
