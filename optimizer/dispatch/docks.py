"""Departures on docks and time: least left out, then least lateness and overtime, or least cost."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.budget import Budget
from optimizer.dispatch.check import BrokenPlanError, check_plan
from optimizer.dispatch.dispatching_rules import first_timetable
from optimizer.dispatch.dock_grid import search_grid
from optimizer.dispatch.dock_model import search_timetable
from optimizer.dispatch.dock_prices import DockPrices, cost_of
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
from optimizer.dispatch.priced_orders import follow_prices
from optimizer.dispatch.reasons import unscheduled_positions, why_unscheduled
from optimizer.dispatch.timetable import Loading, Yard
from optimizer.dispatch.validate import cross_faults
from optimizer.faults import InvalidProblemError
from optimizer.shapes import SearchReport, TimeWindow

MOST_FOR_MODELS = 40
"""Departures up to which exact models are asked."""

_SHARE_OF_ORDERS = 0.25
_SHARE_OF_GRID = 0.6
_SHARE_OF_PRICES = 0.3
_SLICES = 8
_SLICES_IN_TURN = 4
_WORK_OF_SLICE = 100
_ROUNDS_PER_STEP = 10
_FIRST_ROUNDS, _MORE_ROUNDS = 1_000, 400
_SAMPLES = 200
_LEAST_PATIENCE = 4_000
_PATIENCE_PER_DEPARTURE = 800
_NEVER_TIRED = 1 << 60
_WRITE_S_PER_INTERVAL = 60e-6
_LEAST_MODEL_S = 0.05


def schedule_docks(problem: DockProblem, budget: Budget) -> DockAnswer:
    """Puts every departure on a dock, or says why it has none.

    Dispatching rules give a timetable at once; prices of moments bound its cost and give better
    orders, which a search improves, and small problems are left to exact models. Raises
    InvalidProblemError with every fault of the problem.
    """
    began = budget.clock()
    faults = cross_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    yard = Yard(problem.timed())
    state = _State(yard, first_timetable(yard))
    if not state.proved and not budget.expired() and yard.possible:
        patience = _LEAST_PATIENCE + _PATIENCE_PER_DEPARTURE * len(problem.departures)
        small = len(problem.departures) <= MOST_FOR_MODELS
        share = _SHARE_OF_ORDERS if small else 1.0
        _search(state, budget.part(share), patience if small else _NEVER_TIRED)
        if small:
            _prove(state, budget)
    loadings, bound = state.loadings, state.bound
    if state.proved:
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
            engine=state.engine,
            elapsed_ms=round(1000 * (budget.clock() - began)),
            proved_optimal=state.proved,
            time_limit_reached=not state.proved and budget.work_limit is None,
        ),
    )


class _State:
    """The best timetable so far, what bounds its cost, and who found it."""

    def __init__(self, yard: Yard, first: list[Loading]) -> None:
        self.yard = yard
        self.loadings = first
        self.engine = "dispatching-rules"
        self.proved = _unbeatable(yard, first)
        self.bound: int | None = None

    def offer(self, loadings: list[Loading], engine: str) -> None:
        """Takes a timetable if it is better; a bound for as many left out falls with fewer."""
        if self.yard.worth(loadings) < self.yard.worth(self.loadings):
            if self.out_of_order(loadings):
                self.bound = None
            self.loadings, self.engine = loadings, engine
            self.proved = _unbeatable(self.yard, loadings)

    def out_of_order(self, loadings: list[Loading]) -> bool:
        """True when another number of departures is left out, and that comes before any cost."""
        return self.yard.out_first and len(loadings) != len(self.loadings)

    def learn(self, bound: int) -> None:
        """Takes a floor of the cost of timetables that leave out no more than the best."""
        self.bound = max(bound, self.bound or 0)
        if self.bound >= cost_of(self.yard, self.loadings):
            leaves_least = not self.yard.out_first or len(self.loadings) == self.yard.possible
            self.proved = self.proved or leaves_least
            self.bound = cost_of(self.yard, self.loadings)


class _Tracks:
    """The best timetable on each number of docks: fewer docks may win only after a search."""

    def __init__(self, yard: Yard) -> None:
        self.yard = yard
        self.best: dict[int, list[Loading]] = {}

    def keep(self, loadings: list[Loading]) -> None:
        """Takes a timetable if it is the best on as many docks."""
        docks = len({one.dock for one in loadings}) if self.yard.docks_cost else 0
        known = self.best.get(docks)
        if known is None or self.yard.worth(loadings) < self.yard.worth(known):
            self.best[docks] = loadings

    def promising(self, prices: DockPrices, cost: int, number: int) -> list[Loading]:
        """Where slice `number` of the search begins: with the best, at first now and then with
        another number of docks whose floor is lower.

        Numbers of docks on which nothing beats `cost`, or their own best, are not searched.
        """
        floors = {docks: prices.floor_of(docks) for docks in self.best}
        hopeful = [
            docks
            for docks, loadings in self.best.items()
            if floors[docks] < min(cost, cost_of(self.yard, loadings))
        ]
        ranked = sorted(hopeful or self.best, key=lambda docks: self.yard.worth(self.best[docks]))
        others = [docks for docks in ranked[1:] if floors[docks] < floors[ranked[0]]]
        in_turn = others and number % 2 and number < _SLICES_IN_TURN
        return self.best[others[0] if in_turn else ranked[0]]


def _search(state: _State, budget: Budget, patience: int) -> None:
    """Prices and orders in turn, until the time is over, nothing can be better, or work is done."""
    yard, n = state.yard, len(state.yard.problem.departures)
    draw = np.random.default_rng(budget.seed)
    prices = DockPrices(yard, n - len(state.loadings))
    tracks = _Tracks(yard)
    work = budget.work_limit
    slices = _SLICES if work is None else max(1, min(_SLICES, work // _WORK_OF_SLICE))
    for number in range(slices):
        if state.proved or budget.expired():
            break
        left_out = n - len(state.loadings)
        if yard.out_first and left_out != prices.left_out:
            prices = DockPrices(yard, left_out)
        cost = cost_of(yard, state.loadings)
        share = 1 / (slices - number)
        climbing = budget.part(share * _SHARE_OF_PRICES) if number else budget.part(0.15)
        rounds = _FIRST_ROUNDS if number == 0 else _MORE_ROUNDS
        prices.climb(
            cost, climbing, rounds if work is None else min(rounds, _ROUNDS_PER_STEP * work)
        )
        state.learn(prices.bound)
        if state.proved or budget.expired():
            break
        samples = _SAMPLES if work is None else min(_SAMPLES, work)
        for followed in follow_prices(yard, prices, state.loadings, budget, draw, samples):
            state.offer(followed, "prices")
            tracks.keep(followed)
        tracks.keep(state.loadings)
        part = budget.part(share)
        if work is not None:
            part = replace(part, work_limit=max(1, work // slices))
        part = replace(part, seed=budget.seed + number)
        start = tracks.promising(prices, cost_of(yard, state.loadings), number)
        found = search_orders(yard, start, part, patience)
        state.offer(found, "order-search")
        tracks.keep(found)


def _prove(state: _State, budget: Budget) -> None:
    """Exact models, for problems small enough."""
    yard = state.yard
    if not state.proved and not budget.expired():
        grid = search_grid(yard, state.loadings, budget.part(_SHARE_OF_GRID))
        state.offer(grid.loadings, "mip")
        if grid.bound is not None and yard.has_costs:
            state.learn(grid.bound)
        state.proved = state.proved or grid.proved
    if not state.proved and _worth_modelling(yard, budget):
        found = search_timetable(yard, state.loadings, budget)
        state.offer(found.loadings, "cp-sat")
        state.proved = state.proved or found.proved


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
    if yard.has_costs:
        return yard.worth(loadings)[1] == 0 and (
            not yard.out_first or len(loadings) == yard.possible
        )
    if len(loadings) < yard.possible:
        return False
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
