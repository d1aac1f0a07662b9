"""The timetable of docks as a constraint model: optional intervals and cumulative resources.

Every departure has one start and one optional interval per class of docks that could load it. A
class of k docks is a cumulative resource of k over intervals lengthened by the changeover; the
loading teams are one over the bare loadings. Set-ups that depend on the kinds make the docks of a
small problem circuits; in a large one the model counts only the least set-up, so that what it
proves is a floor, and a timetable that reaches it is still the best. The aims follow each other
instead of being weighed: least left out, then least lateness, then least overtime, or least cost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from optimizer.budget import Budget
from optimizer.dispatch.cpsat import Interval, LinearExpr, Literal, Model, Variable, run
from optimizer.dispatch.timetable import Loading, Yard

MOST_ARCS = 20_000
"""Arcs of circuits beyond which set-ups between kinds are only bounded."""


@dataclass(frozen=True, slots=True)
class DockSearch:
    """The best loadings found and whether they are proved to be the best."""

    loadings: list[Loading]
    proved: bool


class _DockModel:
    """One model with its variables; `origin_s` is its moment zero."""

    def __init__(self, yard: Yard) -> None:
        self.yard = yard
        self.model = Model()
        self.origin_s = min((o.first_s for options in yard.options for o in options), default=0)
        for departure in yard.problem.departures:
            if departure.arrival_time_s is not None:
                self.origin_s = min(self.origin_s, departure.arrival_time_s)
        self.start: dict[int, Variable] = {}
        self.on: dict[tuple[int, int], Variable] = {}
        self.scheduled: dict[int, Variable] = {}
        self.late: dict[int, Variable] = {}
        self.over: dict[tuple[int, int], Variable] = {}
        self.used: dict[int, Variable] = {}
        by_class: list[list[tuple[Interval, int]]] = [[] for _ in yard.classes]
        at_work: list[Interval] = []
        in_yard: list[Interval] = []
        self.on_shift: dict[tuple[int, int], list[Interval]] = {}
        for i, options in enumerate(yard.options):
            if options:
                self._add_departure(i, by_class, at_work)
                self._add_wait(i, in_yard)
        for c, members in enumerate(by_class):
            self._add_dock_class(c, [interval for interval, _ in members])
            self._add_circuit(c, [i for _, i in members])
        places = yard.problem.yard_places
        if yard.yarded and places:
            # Without any place the latest start is the arrival already.
            self.model.add_cumulative(in_yard, [1] * len(in_yard), places)
        if yard.duty:
            for (k, _), shifted in self.on_shift.items():
                teams = len(yard.team_classes[k][1])
                self.model.add_cumulative(shifted, [1] * len(shifted), teams)
        elif yard.teams < len(yard.problem.docks) and len(at_work) > yard.teams:
            self.model.add_cumulative(at_work, [1] * len(at_work), yard.teams)

    def _add_departure(
        self, i: int, by_class: list[list[tuple[Interval, int]]], at_work: list[Interval]
    ) -> None:
        model, options = self.model, self.yard.options[i]
        departure = self.yard.problem.departures[i]
        first = min(option.first_s for option in options) - self.origin_s
        last = max(option.last_s for option in options) - self.origin_s
        length = departure.loading_duration_s
        kind = self.yard.kinds[departure.vehicle_kind]
        gap = int(self.yard.setup[kind].min())
        start = self.start[i] = model.new_int_var(first, last, f"start{i}")
        here = self.scheduled[i] = model.new_bool_var(f"scheduled{i}")
        for option in options:
            c = option.dock_class
            on = self.on[i, c] = model.new_bool_var(f"on{i}_{c}")
            if option.first_s - self.origin_s > first:
                model.add(start >= option.first_s - self.origin_s).only_enforce_if(on)
            if option.last_s - self.origin_s < last:
                model.add(start <= option.last_s - self.origin_s).only_enforce_if(on)
            interval = model.new_optional_fixed_size_interval_var(
                start, length + gap, on, f"dock{i}_{c}"
            )
            by_class[c].append((interval, i))
            since = self.yard.classes[c].overtime_from_s - self.origin_s
            if option.last_s - self.origin_s + length > since:
                self._add_overtime(i, c, length, since)
        model.add(sum(self.on[i, option.dock_class] for option in options) == here)
        if self.yard.duty:
            self._add_shifts(i, length)
        else:
            work = model.new_optional_fixed_size_interval_var(start, length, here, f"team{i}")
            at_work.append(work)
        due = departure.due_time_s - self.origin_s
        late = self.late[i] = model.new_int_var(0, max(0, last + length - due), f"late{i}")
        if last + length > due:
            model.add(late >= start + length - due).only_enforce_if(here)

    def _add_shifts(self, i: int, length: int) -> None:
        """The loading lies in one shift of one class of equal teams."""
        model, start, chosen = self.model, self.start[i], []
        for k, (shifts, _) in enumerate(self.yard.team_classes):
            for w, (begin, end) in enumerate(shifts):
                if end - begin < length:
                    continue
                here = model.new_bool_var(f"shift{i}_{k}_{w}")
                chosen.append(here)
                model.add(start >= begin - self.origin_s).only_enforce_if(here)
                model.add(start <= end - self.origin_s - length).only_enforce_if(here)
                work = model.new_optional_fixed_size_interval_var(
                    start, length, here, f"team{i}_{k}_{w}"
                )
                self.on_shift.setdefault((k, w), []).append(work)
        model.add(sum(chosen) == self.scheduled[i])

    def _add_wait(self, i: int, in_yard: list[Interval]) -> None:
        """From its arrival until its loading the vehicle stands in the yard."""
        arrival = self.yard.problem.departures[i].arrival_time_s
        if arrival is None or not self.yard.yarded:
            return
        came = arrival - self.origin_s
        size = self.start[i] - came
        in_yard.append(
            self.model.new_optional_interval_var(
                came, size, self.start[i], self.scheduled[i], f"yard{i}"
            )
        )

    def _add_overtime(self, i: int, c: int, length: int, since: int) -> None:
        """Overtime grows with the end until all of the loading is overtime, no further."""
        start, on = self.start[i], self.on[i, c]
        over = self.over[i, c] = self.model.new_int_var(0, length, f"over{i}_{c}")
        partly = self.model.new_bool_var(f"partly{i}_{c}")
        self.model.add(start <= since).only_enforce_if(partly)
        self.model.add(over >= start + length - since).only_enforce_if(on, partly)
        self.model.add(over >= length).only_enforce_if(on, ~partly)

    def _add_dock_class(self, c: int, intervals: list[Interval]) -> None:
        docks = len(self.yard.classes[c].docks)
        if self.yard.has_costs and self.yard.classes[c].use_cost and intervals:
            used = self.used[c] = self.model.new_int_var(0, docks, f"used{c}")
            self.model.add_cumulative(intervals, [1] * len(intervals), used)
        elif len(intervals) > docks > 1:
            self.model.add_cumulative(intervals, [1] * len(intervals), docks)
        if docks == 1:
            self.model.add_no_overlap(intervals)

    def _add_circuit(self, c: int, members: list[int]) -> None:
        """Who follows whom on a dock, where that matters and the problem is small."""
        yard = self.yard
        arcs_in_all = len(yard.classes) * (len(yard.problem.departures) + 1) ** 2
        if not yard.problem.kind_setups or arcs_in_all > MOST_ARCS or len(members) < 2:
            return
        kinds = [yard.kinds[yard.problem.departures[i].vehicle_kind] for i in members]
        arcs: list[tuple[int, int, Literal]] = []
        empty = self.model.new_bool_var(f"empty{c}")
        arcs.append((0, 0, empty))
        for a, i in enumerate(members):
            arcs.append((0, a + 1, self.model.new_bool_var("")))
            arcs.append((a + 1, 0, self.model.new_bool_var("")))
            arcs.append((a + 1, a + 1, ~self.on[i, c]))
            length = yard.problem.departures[i].loading_duration_s
            for b, j in enumerate(members):
                if a != b:
                    follows = self.model.new_bool_var("")
                    arcs.append((a + 1, b + 1, follows))
                    gap = length + int(yard.setup[kinds[a], kinds[b]])
                    self.model.add(self.start[j] >= self.start[i] + gap).only_enforce_if(follows)
        self.model.add_circuit(arcs)

    def aims(self) -> list[LinearExpr]:
        """Expressions to make least, one after the other, as `Yard.worth` lists their values."""
        yard = self.yard
        left_out = len(yard.problem.departures) - sum(self.scheduled.values())
        late, over = sum(self.late.values()), sum(self.over.values())
        if not yard.has_costs:
            return [left_out, late, over]
        used = sum(yard.classes[c].use_cost * count for c, count in self.used.items())
        priced = 3600 * (yard.problem.unscheduled_cost_minor or 0) * left_out
        return [left_out, yard.rates[0] * late + yard.rates[1] * over + 3600 * used + priced]

    def hint(self, loadings: Sequence[Loading]) -> None:
        """Starts the next search from these loadings."""
        model = self.model
        model.clear_hints()  # type: ignore[no-untyped-call]
        placed = {loading.departure: loading for loading in loadings}
        for i, start in self.start.items():
            loading = placed.get(i)
            model.add_hint(self.scheduled[i], int(loading is not None))
            if loading is not None:
                model.add_hint(start, loading.start_s - self.origin_s)
                model.add_hint(self.late[i], self.yard.lateness_s(loading))
        for (i, c), on in self.on.items():
            loading = placed.get(i)
            chosen = loading is not None and self.yard.class_of[loading.dock] == c
            model.add_hint(on, int(chosen))
            if loading is not None and (i, c) in self.over:
                model.add_hint(self.over[i, c], self.yard.overtime_s(loading) if chosen else 0)

    def read(self, value: Callable[[Variable], int]) -> list[Loading]:
        """The loadings of a solution, moved forward."""
        found = [
            (i, c, value(self.start[i]) + self.origin_s)
            for (i, c), on in self.on.items()
            if value(on)
        ]
        return self.yard.moved_forward(self.yard.on_docks(found))


def search_timetable(yard: Yard, first: list[Loading], budget: Budget) -> DockSearch:
    """Improves `first` as long as the budget lasts; never answers worse than it."""
    if yard.possible == 0:
        return DockSearch(first, proved=True)
    model = _DockModel(yard)
    best, proved = first, True
    aims = model.aims()
    for stage, aim in enumerate(aims):
        if stage == 0 and not yard.out_first:
            continue
        worth = yard.worth(best)
        floor = len(yard.problem.departures) - yard.possible if stage == 0 else 0
        if worth[stage] > floor:
            if budget.expired():
                return DockSearch(best, proved=False)
            model.hint(best)
            model.model.minimize(aim)
            last = stage == len(aims) - 1
            outcome = run(model.model, budget if last else budget.part(0.6))
            if outcome.found:
                found = model.read(outcome.value)
                if yard.worth(found) < worth:
                    best = found
            # In a model that bounds set-ups a proof holds only for what a timetable reaches.
            proved = proved and outcome.proved and yard.worth(best)[stage] <= outcome.bound + 0.5
        model.model.add(aim <= yard.worth(best)[stage])
    return DockSearch(best, proved)
