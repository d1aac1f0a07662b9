"""Departures on docks and time: least left out, then least total lateness."""

from __future__ import annotations

from optimizer.budget import Budget
from optimizer.dispatch.check import BrokenPlanError, check_plan
from optimizer.dispatch.dispatching_rules import first_timetable
from optimizer.dispatch.dock_model import search_timetable
from optimizer.dispatch.model import (
    DockAnswer,
    DockProblem,
    DockSchedule,
    UnscheduledDeparture,
)
from optimizer.dispatch.reasons import unscheduled_positions, why_unscheduled
from optimizer.dispatch.timetable import Loading, Yard
from optimizer.dispatch.validate import cross_faults
from optimizer.faults import InvalidProblemError
from optimizer.shapes import SearchReport

_BUILD_S_PER_INTERVAL = 40e-6
_LEAST_SEARCH_S = 0.05


def schedule_docks(problem: DockProblem, budget: Budget) -> DockAnswer:
    """Puts every departure on a dock, or says why it has none.

    Dispatching rules give a timetable at once; CP-SAT improves it while the budget lasts. Raises
    InvalidProblemError with every fault of the problem.
    """
    began = budget.clock()
    faults = cross_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    yard = Yard(problem)
    loadings = first_timetable(yard)
    engine = "dispatching-rules"
    proved = _unbeatable(yard, loadings)
    if not proved and _worth_searching(yard, budget):
        found = search_timetable(yard, loadings, budget)
        loadings, proved, engine = found.loadings, found.proved, "cp-sat"
    schedule = _schedule(yard, loadings)
    violations = check_plan(problem, schedule)
    if violations:
        raise BrokenPlanError(violations)
    return DockAnswer(
        schedule=schedule,
        report=SearchReport(
            engine=engine,
            elapsed_ms=round(1000 * (budget.clock() - began)),
            proved_optimal=proved,
            time_limit_reached=not proved and budget.work_limit is None,
        ),
    )


def _unbeatable(yard: Yard, loadings: list[Loading]) -> bool:
    """True when all that can be loaded is, and each as little late as if it were alone."""
    if len(loadings) < sum(1 for options in yard.options if options):
        return False
    for loading in loadings:
        alone = min(option.first_s for option in yard.options[loading.departure])
        ideal = Loading(loading.departure, loading.dock_class, alone)
        if yard.lateness_s(loading) > yard.lateness_s(ideal):
            return False
    return True


def _worth_searching(yard: Yard, budget: Budget) -> bool:
    """False when writing the model alone would eat the time that is left."""
    intervals = sum(len(options) + 1 for options in yard.options)
    left = budget.remaining_s()
    return left > _LEAST_SEARCH_S and intervals * _BUILD_S_PER_INTERVAL < 0.5 * left


def _schedule(yard: Yard, loadings: list[Loading]) -> DockSchedule:
    problem = yard.problem
    assignments = yard.assignments(loadings)
    return DockSchedule(
        assignments=assignments,
        unscheduled=tuple(
            UnscheduledDeparture(
                departure_id=problem.departures[i].id,
                explanation=why_unscheduled(yard, i, loadings),
            )
            for i in unscheduled_positions(problem, loadings)
        ),
        total_lateness_s=sum(entry.lateness_s for entry in assignments),
    )
