"""The timetable of docks as a constraint model: optional intervals and cumulative resources.

Every departure has one start and one optional interval per class of docks that could load it. A
class of k docks is a cumulative resource of k over intervals lengthened by the changeover; the
loading teams are one over the bare loadings. Two searches follow each other, so that no weight has
to bridge them: least left out, then least total lateness with that many left out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from optimizer.budget import Budget
from optimizer.dispatch.cpsat import Interval, Literal, Model, Variable, run
from optimizer.dispatch.timetable import Loading, Yard


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
        problem = yard.problem
        self.origin_s = min((o.first_s for options in yard.options for o in options), default=0)
        self.start: dict[int, Variable] = {}
        self.on: dict[tuple[int, int], Literal] = {}
        self.scheduled: dict[int, Literal] = {}
        self.late: dict[int, Variable] = {}
        by_class: list[list[tuple[Interval, int]]] = [[] for _ in yard.classes]
        at_work: list[Interval] = []
        for i, options in enumerate(yard.options):
            if not options:
                continue
            departure = problem.departures[i]
            first = min(option.first_s for option in options) - self.origin_s
            last = max(option.last_s for option in options) - self.origin_s
            length = departure.loading_duration_s
            start = self.model.new_int_var(first, last, f"start{i}")
            here = self.model.new_bool_var(f"scheduled{i}")
            choices = []
            for option in options:
                on = self.model.new_bool_var(f"on{i}_{option.dock_class}")
                self.on[i, option.dock_class] = on
                choices.append(on)
                if option.first_s - self.origin_s > first:
                    self.model.add(start >= option.first_s - self.origin_s).only_enforce_if(on)
                if option.last_s - self.origin_s < last:
                    self.model.add(start <= option.last_s - self.origin_s).only_enforce_if(on)
                lengthened = length + problem.changeover_duration_s
                interval = self.model.new_optional_fixed_size_interval_var(
                    start, lengthened, on, f"dock{i}_{option.dock_class}"
                )
                by_class[option.dock_class].append((interval, lengthened))
            self.model.add(sum(choices) == here)
            self.start[i], self.scheduled[i] = start, here
            at_work.append(
                self.model.new_optional_fixed_size_interval_var(start, length, here, f"team{i}")
            )
            due = departure.due_time_s - self.origin_s
            late = self.model.new_int_var(0, max(0, last + length - due), f"late{i}")
            if last + length > due:
                self.model.add(late >= start + length - due).only_enforce_if(here)
            self.late[i] = late
        for c, intervals in enumerate(by_class):
            docks = len(yard.classes[c].docks)
            if docks == 1:
                self.model.add_no_overlap([interval for interval, _ in intervals])
            elif len(intervals) > docks:
                self.model.add_cumulative(
                    [interval for interval, _ in intervals], [1] * len(intervals), docks
                )
        if yard.teams < len(problem.docks) and len(at_work) > yard.teams:
            self.model.add_cumulative(at_work, [1] * len(at_work), yard.teams)

    def hint(self, loadings: Sequence[Loading]) -> None:
        """Starts the next search from these loadings."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        placed = {loading.departure: loading for loading in loadings}
        for i, options in enumerate(self.yard.options):
            if not options:
                continue
            loading = placed.get(i)
            self.model.add_hint(self.scheduled[i], int(loading is not None))
            for option in options:
                chosen = loading is not None and loading.dock_class == option.dock_class
                self.model.add_hint(self.on[i, option.dock_class], int(chosen))
            if loading is not None:
                self.model.add_hint(self.start[i], loading.start_s - self.origin_s)
                self.model.add_hint(self.late[i], self.yard.lateness_s(loading))
            else:
                self.model.add_hint(self.start[i], options[0].first_s - self.origin_s)
                self.model.add_hint(self.late[i], 0)


def search_timetable(yard: Yard, first: list[Loading], budget: Budget) -> DockSearch:
    """Improves `first` as long as the budget lasts; never answers worse than it."""
    possible = sum(1 for options in yard.options if options)
    if possible == 0:
        return DockSearch(first, proved=True)
    model = _DockModel(yard)
    best = first
    most_proved = len(best) == possible
    if not most_proved:
        model.hint(best)
        model.model.maximize(sum(model.scheduled.values()))
        outcome = run(model.model, budget.part(0.5))
        if outcome.found:
            best = _better(yard, best, _read(model, outcome.value))
            most_proved = outcome.proved
    if yard.worth(best)[1] == 0:
        return DockSearch(best, most_proved)
    model.model.add(sum(model.scheduled.values()) >= len(best))
    model.hint(best)
    model.model.minimize(sum(model.late.values()))
    outcome = run(model.model, budget)
    if outcome.found:
        best = _better(yard, best, _read(model, outcome.value))
    return DockSearch(best, most_proved and outcome.proved)


def _read(model: _DockModel, value: Callable[[Variable], int]) -> list[Loading]:
    found = [
        Loading(i, c, value(model.start[i]) + model.origin_s)
        for (i, c), on in model.on.items()
        if value(on)
    ]
    return model.yard.moved_forward(found)


def _better(yard: Yard, one: list[Loading], other: list[Loading]) -> list[Loading]:
    return other if yard.worth(other) < yard.worth(one) else one
