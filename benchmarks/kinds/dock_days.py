"""Vehicles on docks at three loads: one weighted cost of lateness, overtime, docks, those left out.

200 routes, 12 docks, 8 loading teams, drawn with a seed. Routes leave in waves; longer loading at
the same number makes the load: slack fits the regular hours, tight fills them, impossible is more
than all hours hold, so that some vehicles are left out. Prices make the cost never zero. The bound
is that of `docks_bound.py` or of the peer, whichever is higher; the peer is a plain model for
CP-SAT that is given the same time and nothing else (no rules, no search of orders).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from importlib.metadata import version
from itertools import pairwise
from typing import Any

from benchmarks.kinds.docks_bound import least_cost
from benchmarks.kinds.interface import BOUND, Answer, Extent, Task, Worth
from benchmarks.peers.docks_cpsat import DocksModel, Loaded
from benchmarks.peers.own import NAME
from optimizer import dispatch
from optimizer.budget import Budget
from optimizer.dispatch import Departure, Dock, DockProblem
from optimizer.dispatch.dock_prices import DockPrices
from optimizer.dispatch.timetable import Yard
from optimizer.shapes import TimeWindow

FIRST = f"{NAME}/first timetable"
CPSAT = "cp-sat alone"

SECONDS = 30.0
PRICE_ROUNDS = 4_000
STEPS = 1_000
ROUTES, DOCKS, TEAMS = 200, 12, 8
SHORT_ROUTES, SHORT_DOCKS, SHORT_TEAMS = 60, 4, 3
SEEDS = 3

MINUTE_S, HOUR_S = 60, 3_600
DAY_S = 86_400
MIDNIGHT_S = 1_767_225_600
REGULAR_H, ALL_H = 14, 18
CHANGEOVER_S = 5 * MINUTE_S
LATE_HOUR, OVER_HOUR, DOCK, LEFT_OUT = 3_000, 4_000, 15_000, 60_000
"""Minor units: an hour of lateness, of overtime, a dock in use, a vehicle left out."""

LOADS = {"slack": 0.6, "tight": 0.97, "impossible": 1.5}
"""Loading time of all routes as a share of what the teams do in regular hours."""


def draw_day(load: str, seed: int, routes: int, docks: int, teams: int) -> DockProblem:
    """A day of departures in four waves."""
    chance = random.Random(f"{load} {seed}")
    opening = TimeWindow(start_time_s=MIDNIGHT_S, end_time_s=MIDNIGHT_S + ALL_H * HOUR_S)
    weights = [chance.uniform(0.5, 1.5) for _ in range(routes)]
    minutes = LOADS[load] * teams * REGULAR_H * 60 / sum(weights)
    departures = []
    for number, weight in enumerate(weights):
        loading_s = max(5, round(weight * minutes)) * MINUTE_S
        wave_h = (4, 7, 10, 13)[number % 4]
        due_s = MIDNIGHT_S + wave_h * HOUR_S + chance.randrange(-90, 91) * MINUTE_S
        ready_s = max(MIDNIGHT_S, due_s - loading_s - chance.randrange(60, 240) * MINUTE_S)
        departures.append(
            Departure(
                id=f"R{number + 1:03d}",
                vehicle_kind="truck" if chance.random() < 0.3 else "van",
                loading_duration_s=loading_s,
                earliest_loading_time_s=ready_s,
                due_time_s=max(due_s, ready_s + loading_s),
            )
        )
    return DockProblem(
        docks=tuple(
            Dock(
                id=f"D{number + 1:02d}",
                opening_window=opening,
                vehicle_kinds=("van",) if number < docks // 2 else (),
                overtime_start_time_s=MIDNIGHT_S + REGULAR_H * HOUR_S,
                use_cost_minor=DOCK,
            )
            for number in range(docks)
        ),
        departures=tuple(departures),
        loading_teams=teams,
        changeover_duration_s=CHANGEOVER_S,
        lateness_cost_per_hour_minor=LATE_HOUR,
        overtime_cost_per_hour_minor=OVER_HOUR,
        unscheduled_cost_minor=LEFT_OUT,
    )


class DockDays:
    """One task for each load and seed."""

    name = "docks"
    suite = "dispatch"
    ablations = frozenset({FIRST})

    def tasks(self, extent: Extent) -> list[Task]:
        """Three loads, three seeds; in the short table one smaller day of each load."""
        sizes = (SHORT_ROUTES, SHORT_DOCKS, SHORT_TEAMS) if extent.short else (ROUTES, DOCKS, TEAMS)
        return [
            Task(
                self.name,
                f"docks_{load}",
                f"{load} {seed}",
                SECONDS,
                sizes[0],
                (NAME, CPSAT, FIRST, BOUND),
                {"load": load, "seed": seed, "sizes": list(sizes)},
            )
            for load in LOADS
            for seed in range(1 if extent.short else SEEDS)
        ]

    def missing(self, engine: str) -> str | None:
        """Never: the product depends on OR-Tools."""
        return None

    def version(self, engine: str) -> str:
        """Of the package behind."""
        return version("ortools" if engine == CPSAT else "fulfillment-optimizer")

    def work(self, task: Task, engine: str) -> int:
        """Search steps; for CP-SAT thousandths of its deterministic seconds."""
        return STEPS

    def warm(self) -> None:
        """Compiles the kernels."""
        dispatch.warm()

    def problem(self, task: Task) -> DockProblem:
        """Draws the day."""
        routes, docks, teams = task.facts["sizes"]
        return draw_day(task.facts["load"], task.facts["seed"], routes, docks, teams)

    def solve(self, task: Task, problem: DockProblem, engine: str, budget: Budget) -> Answer:
        """The room's verb; with no time at all for the first timetable."""
        if engine == BOUND:
            return Answer(None, engine, max(least_cost(problem, LEFT_OUT), _priced(problem)))
        if engine == CPSAT:
            found = DocksModel(problem, LEFT_OUT).solve(budget)
            return Answer(found.loaded, engine, found.bound)
        given = Budget.seconds(0.0, seed=budget.seed, cores=1) if engine == FIRST else budget
        answer = dispatch.schedule_docks(problem, given)
        plan = tuple(
            Loaded(one.departure_id, one.dock_id, one.loading_start_time_s, one.departure_time_s)
            for one in answer.schedule.assignments
        )
        return Answer(plan, answer.report.engine, more={"proved": answer.report.proved_optimal})

    def judge(self, task: Task, problem: DockProblem, plan: Any) -> Worth:
        """Rules and cost once more, from departures, docks and times alone."""
        loaded: tuple[Loaded, ...] = plan
        faults = list(_faults(problem, loaded))
        wanted = {one.id: one for one in problem.departures}
        late = over = 0
        regular = {
            one.id: one.opening_window.end_time_s
            if one.overtime_start_time_s is None
            else one.overtime_start_time_s
            for one in problem.docks
        }
        for one in loaded:
            late += max(0, one.end_s - wanted[one.departure].due_time_s)
            over += max(0, one.end_s - max(one.start_s, regular[one.dock]))
        in_use = {one.dock for one in loaded}
        cost = (len(wanted) - len({one.departure for one in loaded})) * LEFT_OUT
        if problem.has_costs:
            cost += sum(dock.use_cost_minor or 0 for dock in problem.docks if dock.id in in_use)
            late_rate = problem.lateness_cost_per_hour_minor or 0
            return Worth(
                cost
                + (late * late_rate + over * (problem.overtime_cost_per_hour_minor or 0)) / HOUR_S,
                tuple(faults),
            )
        # Without prices an hour of lateness counts as in the suite, overtime far behind it.
        cost_late = late * LATE_HOUR / HOUR_S
        return Worth(cost + cost_late + over / DAY_S, tuple(faults))
        return Worth(cost, tuple(faults))


def _priced(problem: DockProblem) -> float:
    """The bound by prices of moments, after a fixed number of rounds."""
    first = dispatch.schedule_docks(problem, Budget.seconds(0.0, cores=1)).schedule.cost_minor
    if problem.unscheduled_cost_minor is None or first is None:
        return 0.0
    prices = DockPrices(Yard(problem.timed()), len(problem.departures))
    prices.climb(first * HOUR_S, Budget.work(1), PRICE_ROUNDS)
    return prices.bound / HOUR_S


def _faults(problem: DockProblem, plan: tuple[Loaded, ...]) -> Iterator[str]:
    wanted = {one.id: one for one in problem.departures}
    docks = {one.id: one for one in problem.docks}
    if len({one.departure for one in plan}) != len(plan):
        yield "a departure is loaded twice"
    by_dock: dict[str, list[Loaded]] = {}
    for one in plan:
        departure, dock = wanted[one.departure], docks[one.dock]
        if one.end_s - one.start_s != departure.loading_duration_s:
            yield f"{one.departure} is not loaded for its duration"
        if one.start_s < max(departure.earliest_loading_time_s, dock.opening_window.start_time_s):
            yield f"{one.departure} is loaded too early"
        if one.end_s > dock.opening_window.end_time_s:
            yield f"{one.departure} is loaded after its dock closes"
        if dock.vehicle_kinds and departure.vehicle_kind not in dock.vehicle_kinds:
            yield f"{one.departure} is at a dock for other kinds"
        by_dock.setdefault(one.dock, []).append(one)
    for members in by_dock.values():
        members.sort(key=lambda one: one.start_s)
        for one, after in pairwise(members):
            if after.start_s < one.end_s + problem.changeover_duration_s:
                yield f"{after.departure} comes before its dock is free"
    moments = sorted(
        [(one.start_s, 1) for one in plan] + [(one.end_s, -1) for one in plan],
        key=lambda moment: (moment[0], moment[1]),
    )
    busy = 0
    for _, change in moments:
        busy += change
        if busy > problem.team_count:
            yield f"{busy} vehicles are loaded at once by {problem.team_count} teams"
            return
