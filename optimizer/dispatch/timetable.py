"""The working form of a dock problem: classes of equal docks, and loadings on them.

Docks with the same opening and the same kinds are interchangeable. A class of k such docks holds a
set of loadings exactly when no more than k of them, each lengthened by the changeover, overlap at
any moment (interval graphs are perfect): which dock takes which loading is settled afterwards.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from optimizer.dispatch.model import DockAssignment, DockProblem


@dataclass(frozen=True, slots=True)
class DockClass:
    """Docks (positions in the problem) that differ in nothing but their ids."""

    docks: tuple[int, ...]
    opens_s: int
    closes_s: int
    kinds: frozenset[str]

    def takes(self, kind: str) -> bool:
        """True when a vehicle of that kind may be loaded here."""
        return not self.kinds or kind in self.kinds


@dataclass(frozen=True, slots=True)
class Option:
    """A class on which a departure can be loaded, starting in [first_s, last_s]."""

    dock_class: int
    first_s: int
    last_s: int


@dataclass(frozen=True, slots=True)
class Loading:
    """A departure (position in the problem) on a class of docks from a moment on."""

    departure: int
    dock_class: int
    start_s: int


class Yard:
    """A dock problem prepared for search; positions refer to the problem's lists."""

    def __init__(self, problem: DockProblem) -> None:
        self.problem = problem
        groups: dict[tuple[int, int, frozenset[str]], list[int]] = {}
        for i, dock in enumerate(problem.docks):
            window = dock.opening_window
            key = (window.start_time_s, window.end_time_s, frozenset(dock.vehicle_kinds))
            groups.setdefault(key, []).append(i)
        self.classes = tuple(
            DockClass(tuple(docks), opens, closes, kinds)
            for (opens, closes, kinds), docks in groups.items()
        )
        self.teams = min(problem.team_count, len(problem.docks))

    @cached_property
    def options(self) -> tuple[tuple[Option, ...], ...]:
        """For each departure the classes that could load it if it were alone."""
        horizon = self.horizon_s
        found = []
        for departure in self.problem.departures:
            mine = []
            for c, dock_class in enumerate(self.classes):
                if not dock_class.takes(departure.vehicle_kind):
                    continue
                first = max(departure.earliest_loading_time_s, dock_class.opens_s)
                end = min(dock_class.closes_s, horizon)
                if departure.latest_time_s is not None:
                    end = min(end, departure.latest_time_s)
                last = end - departure.loading_duration_s
                if first <= last:
                    mine.append(Option(c, first, last))
            found.append(tuple(mine))
        return tuple(found)

    @cached_property
    def horizon_s(self) -> int:
        """No timetable needs a later moment: from the last opening on, one after the other."""
        problem = self.problem
        latest_open = max(dock.opens_s for dock in self.classes)
        latest_ready = max(
            (departure.earliest_loading_time_s for departure in problem.departures), default=0
        )
        return max(latest_open, latest_ready) + sum(
            departure.loading_duration_s + problem.changeover_duration_s
            for departure in problem.departures
        )

    def lateness_s(self, loading: Loading) -> int:
        """How long after its due time the departure leaves."""
        departure = self.problem.departures[loading.departure]
        return max(0, loading.start_s + departure.loading_duration_s - departure.due_time_s)

    def worth(self, loadings: Sequence[Loading]) -> tuple[int, int]:
        """(departures left out, total lateness in seconds): less is better."""
        left_out = len(self.problem.departures) - len(loadings)
        return left_out, sum(self.lateness_s(loading) for loading in loadings)

    def moved_forward(self, loadings: Iterable[Loading]) -> list[Loading]:
        """The same loadings on the same classes, in the same order, each as early as it can be.

        By induction no start moves back: when loadings are taken in the order of their starts, a
        dock of the class and a team are free at the old start at the latest.
        """
        problem = self.problem
        docks = [[0] * len(dock_class.docks) for dock_class in self.classes]
        teams = [0] * self.teams
        moved = []
        for loading in sorted(loadings, key=lambda one: (one.start_s, one.departure)):
            departure = problem.departures[loading.departure]
            free = docks[loading.dock_class]
            start = max(
                departure.earliest_loading_time_s,
                self.classes[loading.dock_class].opens_s,
                free[0],
                teams[0],
            )
            end = start + departure.loading_duration_s
            heapq.heapreplace(free, end + problem.changeover_duration_s)
            heapq.heapreplace(teams, end)
            moved.append(Loading(loading.departure, loading.dock_class, start))
        return moved

    def assignments(self, loadings: Iterable[Loading]) -> tuple[DockAssignment, ...]:
        """Gives every loading a dock of its class, in the order of time."""
        problem = self.problem
        free = [[(0, i) for i in dock_class.docks] for dock_class in self.classes]
        entries = []
        for loading in sorted(loadings, key=lambda one: (one.start_s, one.departure)):
            departure = problem.departures[loading.departure]
            end = loading.start_s + departure.loading_duration_s
            _, dock = free[loading.dock_class][0]
            heapq.heapreplace(free[loading.dock_class], (end + problem.changeover_duration_s, dock))
            entries.append(
                DockAssignment(
                    departure_id=departure.id,
                    dock_id=problem.docks[dock].id,
                    loading_start_time_s=loading.start_s,
                    departure_time_s=end,
                    lateness_s=max(0, end - departure.due_time_s),
                )
            )
        return tuple(entries)
