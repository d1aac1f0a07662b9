"""Departures on docks and time: least left out, then least lateness and overtime, or least cost."""

from __future__ import annotations

from optimizer.budget import Budget
from optimizer.dispatch.check import BrokenPlanError, check_plan
from optimizer.dispatch.dispatching_rules import first_timetable
from optimizer.dispatch.dock_grid import search_grid
from optimizer.dispatch.dock_model import search_timetable
from optimizer.dispatch.just_in_time import moved_back
from optimizer.dispatch.model import (
    Departure,
    Dock,
    DockAnswer,
    DockProblem,
    DockSchedule,
    UnscheduledDeparture,
)
from optimizer.dispatch.order_search import search_orders
from optimizer.dispatch.reasons import unscheduled_positions, why_unscheduled
from optimizer.dispatch.timetable import Loading, Yard
from optimizer.dispatch.validate import cross_faults
from optimizer.faults import InvalidProblemError
from optimizer.shapes import SearchReport, TimeWindow

_SHARE_OF_ORDERS = 0.15
_SHARE_OF_GRID = 0.8
_LEAST_PATIENCE = 4_000
_PATIENCE_PER_DEPARTURE = 800
_NEVER_TIRED = 1 << 60
_WRITE_S_PER_INTERVAL = 60e-6
_LEAST_MODEL_S = 0.05


def schedule_docks(problem: DockProblem, budget: Budget) -> DockAnswer:
    """Puts every departure on a dock, or says why it has none.

    Dispatching rules give a timetable at once; a search of orders and then CP-SAT improve it while
    the budget lasts. Raises InvalidProblemError with every fault of the problem.
    """
    began = budget.clock()
    faults = cross_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    yard = Yard(problem)
    loadings = first_timetable(yard)
    engine = "dispatching-rules"
    proved = _unbeatable(yard, loadings)
    if not proved and not budget.expired():
        patience = _LEAST_PATIENCE + _PATIENCE_PER_DEPARTURE * len(problem.departures)
        loadings = search_orders(yard, loadings, budget.part(_SHARE_OF_ORDERS), patience)
        engine, proved = "order-search", _unbeatable(yard, loadings)
    bound: int | None = None
    if not proved and not budget.expired() and yard.possible:
        grid = search_grid(yard, loadings, budget.part(_SHARE_OF_GRID))
        if grid.loadings is not loadings:
            engine = "mip"
        loadings, bound, proved = grid.loadings, grid.bound, grid.proved
    if not proved and _worth_modelling(yard, budget):
        found = search_timetable(yard, loadings, budget)
        if found.loadings is not loadings:
            bound = bound if len(found.loadings) == len(loadings) else None
        loadings, proved, engine = found.loadings, found.proved, "cp-sat"
    elif not proved:
        rest = search_orders(yard, loadings, budget, _NEVER_TIRED)
        loadings, proved = rest, _unbeatable(yard, rest)
    if proved:
        bound = yard.worth(loadings)[-1]
    if problem.just_in_time:
        loadings = moved_back(yard, loadings)
    schedule = _schedule(yard, loadings, bound)
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


def warm_docks() -> None:
    """Compiles every kernel, or loads it from the cache, with a tiny problem."""
    problem = DockProblem(
        docks=(Dock(id="d", opening_window=TimeWindow(start_time_s=0, end_time_s=9)),),
        departures=(
            Departure(id="r", loading_duration_s=2, earliest_loading_time_s=0, due_time_s=1),
            Departure(id="s", loading_duration_s=2, earliest_loading_time_s=0, due_time_s=1),
        ),
    )
    schedule_docks(problem, Budget.work(1))


def _unbeatable(yard: Yard, loadings: list[Loading]) -> bool:
    """True when all that can be loaded is, as little late as if alone, and nothing else costs."""
    if len(loadings) < yard.possible:
        return False
    if yard.has_costs:
        return yard.worth(loadings)[1] == 0
    if any(yard.overtime_s(loading) for loading in loadings):
        return False
    for loading in loadings:
        alone = min(option.first_s for option in yard.options[loading.departure])
        ideal = Loading(loading.departure, loading.dock, alone)
        if yard.lateness_s(loading) > yard.lateness_s(ideal):
            return False
    return True


def _worth_modelling(yard: Yard, budget: Budget) -> bool:
    """False when writing the model alone would eat the time that is left."""
    intervals = sum(len(options) + 1 for options in yard.options)
    left = budget.remaining_s()
    return left > _LEAST_MODEL_S and intervals * _WRITE_S_PER_INTERVAL < 0.3 * left


def _schedule(yard: Yard, loadings: list[Loading], bound: int | None) -> DockSchedule:
    problem = yard.problem
    assignments = yard.assignments(loadings)
    cost = None
    if yard.has_costs:
        # Each price stands for whole minor units once the hours are counted: round half up once.
        cost = _rounded(yard.worth(loadings)[1])
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
        total_overtime_s=sum(entry.overtime_s for entry in assignments),
        cost_minor=cost,
        cost_bound_minor=None if cost is None or bound is None else _rounded(bound),
    )


def _rounded(cost: int) -> int:
    """Minor units of a cost in 1/3600 of one, rounded half up."""
    return (cost * 2 + 3600) // 7200
