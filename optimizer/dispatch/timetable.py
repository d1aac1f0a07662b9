"""The working form of a dock problem: arrays for the kernels, classes of docks for the model.

Docks that differ in nothing but their ids are interchangeable. As long as no set-up depends on what
was loaded before, a class of k such docks holds a set of loadings exactly when no more than k of
them, each lengthened by the changeover, overlap at any moment (interval graphs are perfect): which
dock takes which loading is settled afterwards. With such set-ups every dock is a class of its own.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.dispatch.kernels import loading as kernel
from optimizer.dispatch.kernels.bundles import Facts, Longs, Room, Turns, room_for
from optimizer.dispatch.model import Departure, Dock, DockAssignment, DockProblem

Worth = tuple[int, ...]
"""What a timetable is judged by, less is better: departures left out, then lateness and overtime in
seconds, or the cost in 1/3600 of a minor unit where costs are given. Where leaving out has a price
it is part of the cost, and the first number is 0."""

_NEVER = int(kernel.NEVER)


@dataclass(frozen=True, slots=True)
class DockClass:
    """Docks (positions in the problem) that differ in nothing but their ids."""

    docks: tuple[int, ...]
    opens_s: int
    closes_s: int
    kinds: frozenset[str]
    overtime_from_s: int
    use_cost: int

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
    """A departure (position in the problem) on a dock (likewise) from a moment on.

    The team is a position too, or -1 where teams have no names.
    """

    departure: int
    dock: int
    start_s: int
    team: int = -1


class Yard:
    """A dock problem prepared for search; positions refer to the problem's lists."""

    def __init__(self, problem: DockProblem) -> None:
        self.problem = problem
        groups: dict[object, list[int]] = {}
        for i, dock in enumerate(problem.docks):
            key = (*self._looks(dock), i) if problem.kind_setups else self._looks(dock)
            groups.setdefault(key, []).append(i)
        self.classes = tuple(
            DockClass(tuple(members), *self._looks(problem.docks[members[0]]))
            for members in groups.values()
        )
        self.class_of = {i: c for c, one in enumerate(self.classes) for i in one.docks}
        self.teams = min(problem.team_count, len(problem.docks))
        self.has_costs = problem.has_costs

    @staticmethod
    def _looks(dock: Dock) -> tuple[int, int, frozenset[str], int, int]:
        window, overtime = dock.opening_window, dock.overtime_start_time_s
        return (
            window.start_time_s,
            window.end_time_s,
            frozenset(dock.vehicle_kinds),
            _NEVER if overtime is None else overtime,
            dock.use_cost_minor or 0,
        )

    @cached_property
    def options(self) -> tuple[tuple[Option, ...], ...]:
        """For each departure the classes that could load it if it were alone; between the first
        and the last start there may be moments without a shift."""
        horizon = self.horizon_s
        places = self.problem.yard_places
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
                if places == 0 and departure.arrival_time_s is not None:
                    end = min(end, departure.arrival_time_s + departure.loading_duration_s)
                spans = self.starts_within(first, end - departure.loading_duration_s, departure)
                if spans:
                    mine.append(Option(c, spans[0][0], max(last for _, last in spans)))
            found.append(tuple(mine))
        return tuple(found)

    @cached_property
    def duty(self) -> tuple[tuple[int, int], ...]:
        """Shifts in which some team is at work, each once; empty when teams are always there."""
        return tuple(
            sorted(
                {
                    (shift.start_time_s, shift.end_time_s)
                    for team in self.problem.teams
                    for shift in team.shift_windows
                }
            )
        )

    def starts_within(
        self, first_s: int, last_s: int, departure: Departure
    ) -> list[tuple[int, int]]:
        """Spans of starts in [first_s, last_s] that lie wholly inside some shift."""
        if not self.duty:
            return [(first_s, last_s)] if first_s <= last_s else []
        length = departure.loading_duration_s
        spans = [(max(first_s, begin), min(last_s, end - length)) for begin, end in self.duty]
        return [span for span in spans if span[0] <= span[1]]

    @cached_property
    def team_classes(self) -> tuple[tuple[tuple[tuple[int, int], ...], tuple[int, ...]], ...]:
        """Shifts, and the teams (positions) that work just these."""
        found: dict[tuple[tuple[int, int], ...], list[int]] = {}
        for t, team in enumerate(self.problem.teams):
            shifts = tuple(sorted((w.start_time_s, w.end_time_s) for w in team.shift_windows))
            found.setdefault(shifts, []).append(t)
        return tuple((shifts, tuple(members)) for shifts, members in found.items())

    @property
    def out_first(self) -> bool:
        """True when leaving the fewest out comes before every cost."""
        return self.problem.unscheduled_cost_minor is None

    @property
    def yarded(self) -> bool:
        """True when places in the yard can run out."""
        places = self.problem.yard_places
        if places is None:
            return False
        comers = sum(one.arrival_time_s is not None for one in self.problem.departures)
        return comers > places

    @cached_property
    def possible(self) -> int:
        """Departures that some dock could load if they were alone."""
        return sum(1 for options in self.options if options)

    @cached_property
    def horizon_s(self) -> int:
        """No timetable needs a later moment: from the last opening on, one after the other."""
        problem = self.problem
        latest_open = max(dock.opens_s for dock in self.classes)
        latest_ready = max(
            (departure.earliest_loading_time_s for departure in problem.departures), default=0
        )
        setup = max((one.duration_s for one in problem.kind_setups), default=0)
        if self.duty:
            return max(end for _, end in self.duty)
        return max(latest_open, latest_ready) + sum(
            departure.loading_duration_s + problem.changeover_duration_s + setup
            for departure in problem.departures
        )

    @cached_property
    def kinds(self) -> dict[str, int]:
        """Numbers of the kinds of vehicle that leave."""
        names = dict.fromkeys(departure.vehicle_kind for departure in self.problem.departures)
        return {name: number for number, name in enumerate(names)}

    @cached_property
    def setup(self) -> Longs:
        """Seconds between two kinds on one dock, changeover included."""
        kinds = self.kinds
        table = np.full((len(kinds), len(kinds)), self.problem.changeover_duration_s, np.int64)
        for one in self.problem.kind_setups:
            if one.from_kind in kinds and one.to_kind in kinds:
                table[kinds[one.from_kind], kinds[one.to_kind]] += one.duration_s
        return table

    @cached_property
    def rates(self) -> tuple[int, int]:
        """Cost of a second of lateness and of overtime, in 1/3600 of a minor unit.

        Without costs, a second of lateness outweighs all overtime there can be.
        """
        problem = self.problem
        if self.has_costs:
            return (
                problem.lateness_cost_per_hour_minor or 0,
                problem.overtime_cost_per_hour_minor or 0,
            )
        if all(one.overtime_from_s == _NEVER for one in self.classes):
            return 1, 0
        return 1 + sum(departure.loading_duration_s for departure in problem.departures), 1

    @cached_property
    def facts(self) -> Facts:
        """The problem as the kernels take it."""
        problem, kinds = self.problem, self.kinds
        jobs = np.array(
            [
                (
                    one.earliest_loading_time_s,
                    one.loading_duration_s,
                    one.due_time_s,
                    _NEVER if one.latest_time_s is None else one.latest_time_s,
                    kinds[one.vehicle_kind],
                )
                for one in problem.departures
            ],
            np.int64,
        ).reshape(-1, 5)
        looks = [self._looks(dock) for dock in problem.docks]
        docks = np.array(
            [(opens, closes, over, 3600 * cost) for opens, closes, _, over, cost in looks], np.int64
        )
        takes = np.array(
            [[not allowed or kind in allowed for kind in kinds] for _, _, allowed, _, _ in looks],
            np.bool_,
        ).reshape(len(looks), len(kinds))
        teams = self.teams if self.teams < len(looks) else 0
        shifts = [
            (t, shift.start_time_s, shift.end_time_s)
            for t, team in enumerate(problem.teams)
            for shift in sorted(team.shift_windows, key=lambda shift: shift.start_time_s)
        ]
        out_cost = problem.unscheduled_cost_minor
        moments: list[int] = []
        if self.yarded:
            arrivals = (one.arrival_time_s for one in problem.departures)
            moments = sorted({moment for moment in arrivals if moment is not None})
        at = {moment: k for k, moment in enumerate(moments)}
        arrives = [
            -1 if one.arrival_time_s is None else at.get(one.arrival_time_s, -1)
            for one in problem.departures
        ]
        return Facts(
            jobs,
            docks,
            takes,
            self.setup,
            len(problem.teams) if shifts else teams,
            np.array(self.rates, np.int64),
            -1 if out_cost is None else 3600 * out_cost,
            np.array(shifts, np.int64).reshape(-1, 3),
            np.array(moments, np.int64),
            np.array(arrives, np.int64),
            problem.yard_places or 0,
        )

    def in_order(self, turns: Turns) -> list[Loading]:
        """The timetable of an order of departures with a wished dock (or -1) for each."""
        room = self.room()
        kernel.timetable(self.facts, turns, room)
        return [
            Loading(int(j), int(room.on[j]), int(room.start[j]), int(room.team[j]))
            for j in turns.order
            if room.on[j] >= 0
        ]

    def room(self) -> Room:
        """Room for the kernels to work on this problem."""
        problem, facts = self.problem, self.facts
        return room_for(
            len(problem.departures), len(problem.docks), facts.teams, len(facts.arrivals)
        )

    def moved_forward(self, loadings: Sequence[Loading]) -> list[Loading]:
        """The same loadings on the same docks in the same order, each as early as it can be.

        By induction no start moves back. What was left out is tried again at the end, unless it
        may be left out for its price.
        """
        placed = sorted(loadings, key=lambda one: (one.start_s, one.departure))
        return self.in_order(self.turns_of(placed))

    def turns_of(self, loadings: Sequence[Loading]) -> Turns:
        """Order (those left out last) and wishes that lead to these loadings, given by start."""
        n = len(self.problem.departures)
        here = {one.departure for one in loadings}
        order = [one.departure for one in loadings] + [j for j in range(n) if j not in here]
        wish = np.full(n, -1 if self.out_first else kernel.OUT, np.int64)
        shut = np.zeros(len(self.problem.docks), np.int64)
        if self.docks_cost:
            shut[:] = 1
        for one in loadings:
            wish[one.departure] = one.dock
            shut[one.dock] = 0
        return Turns(np.array(order, np.int64), wish, shut)

    @cached_property
    def docks_cost(self) -> bool:
        """True when a dock costs something by being used at all."""
        return any(one.use_cost for one in self.classes)

    def on_docks(self, loadings: Iterable[tuple[int, int, int]]) -> list[Loading]:
        """Gives every (departure, class, start) a dock of its class, as few docks as can be."""
        problem = self.problem
        free = [list(one.docks) for one in self.classes]
        busy: list[list[tuple[int, int]]] = [[] for _ in self.classes]
        found = []
        for j, c, start in sorted(loadings, key=lambda one: (one[2], one[0])):
            while busy[c] and busy[c][0][0] <= start:
                heapq.heappush(free[c], heapq.heappop(busy[c])[1])
            dock = heapq.heappop(free[c])
            end = start + problem.departures[j].loading_duration_s + problem.changeover_duration_s
            heapq.heappush(busy[c], (end, dock))
            found.append(Loading(j, dock, start))
        return found

    def lateness_s(self, loading: Loading) -> int:
        """How long after its due time the departure leaves."""
        departure = self.problem.departures[loading.departure]
        return max(0, loading.start_s + departure.loading_duration_s - departure.due_time_s)

    def overtime_s(self, loading: Loading) -> int:
        """How much of the loading is overtime of its dock."""
        since = self.problem.docks[loading.dock].overtime_start_time_s
        if since is None:
            return 0
        end = loading.start_s + self.problem.departures[loading.departure].loading_duration_s
        return max(0, end - max(loading.start_s, since))

    def waiting_s(self, loading: Loading) -> int:
        """How long the vehicle stands in the yard."""
        arrival = self.problem.departures[loading.departure].arrival_time_s
        return 0 if arrival is None else loading.start_s - arrival

    def worth(self, loadings: Sequence[Loading]) -> Worth:
        """What the loadings are judged by; less is better."""
        left_out = len(self.problem.departures) - len(loadings)
        out_cost = self.problem.unscheduled_cost_minor
        late = sum(self.lateness_s(one) for one in loadings)
        over = sum(self.overtime_s(one) for one in loadings)
        if not self.has_costs:
            return left_out, late, over
        used = sum(
            self.problem.docks[d].use_cost_minor or 0 for d in {one.dock for one in loadings}
        )
        if out_cost is not None:
            left_out, used = 0, used + left_out * out_cost
        return left_out, late * self.rates[0] + over * self.rates[1] + 3600 * used

    def assignments(self, loadings: Iterable[Loading]) -> tuple[DockAssignment, ...]:
        """The loadings in the words of the API, by time."""
        problem = self.problem
        return tuple(
            DockAssignment(
                departure_id=problem.departures[one.departure].id,
                dock_id=problem.docks[one.dock].id,
                loading_start_time_s=one.start_s,
                departure_time_s=one.start_s + problem.departures[one.departure].loading_duration_s,
                lateness_s=self.lateness_s(one),
                overtime_s=self.overtime_s(one),
                team_id=problem.teams[one.team].id if one.team >= 0 else "",
                waiting_duration_s=self.waiting_s(one),
            )
            for one in sorted(loadings, key=lambda one: (one.start_s, one.departure))
        )
