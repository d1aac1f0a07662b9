"""Timetables: optimal on small cases, sound on all, there under any budget, reasons in words."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.dispatch_docks import dock_problem
from optimizer.budget import Budget
from optimizer.dispatch import (
    Departure,
    Dock,
    DockProblem,
    DockSchedule,
    LoadFacts,
    LoadingPace,
    LoadingTeam,
    check_plan,
    dock_model,
    schedule_docks,
)
from optimizer.dispatch.dispatching_rules import first_timetable, on_few_docks
from optimizer.dispatch.dock_prices import DockPrices, cost_of
from optimizer.dispatch.kernels import loading
from optimizer.dispatch.kernels.bundles import Memory, Turns
from optimizer.dispatch.order_search import search_orders
from optimizer.dispatch.timetable import Yard
from optimizer.faults import InvalidProblemError
from tests.optimizer.dispatch.cases import (
    best_timetable,
    random_crews,
    random_docks,
    window,
)


def worth(schedule: DockSchedule) -> tuple[int, ...]:
    if schedule.cost_minor is not None:
        return len(schedule.unscheduled), schedule.cost_minor
    return len(schedule.unscheduled), schedule.total_lateness_s, schedule.total_overtime_s


@pytest.mark.parametrize("setups", [False, True])
@pytest.mark.parametrize("costs", [False, True])
@pytest.mark.parametrize("seed", range(25))
def test_small_cases_are_optimal(seed: int, costs: bool, setups: bool):
    problem = random_docks(seed, departures=4, docks=2 + seed % 2, setups=setups, costs=costs)
    answer = schedule_docks(problem, Budget.work(20_000))
    assert answer.report.proved_optimal
    best = best_timetable(problem)
    if problem.has_costs:
        best = (best[0], (2 * best[1] + 3600) // 7200)
    assert worth(answer.schedule) == best


@pytest.mark.parametrize("costs", [False, True])
@pytest.mark.parametrize("seed", range(20))
def test_small_cases_with_shifts_and_a_yard_are_optimal(seed: int, costs: bool):
    problem = random_crews(seed, departures=4, docks=2, costs=costs)
    answer = schedule_docks(problem, Budget.work(20_000))
    best = best_timetable(problem)
    schedule = answer.schedule
    if problem.has_costs:
        assert schedule.cost_minor is not None
        priced = problem.unscheduled_cost_minor is not None
        out = 0 if priced else len(schedule.unscheduled)
        assert (out, schedule.cost_minor) == (best[0], (2 * best[1] + 3600) // 7200)
    else:
        assert worth(schedule) == best


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**9), st.integers(0, 25), st.integers(1, 5), st.booleans())
def test_shifts_and_a_yard_hold_under_any_budget(
    seed: int, departures: int, docks: int, costs: bool
):
    problem = random_crews(seed, departures, docks, costs=costs)
    for budget in (Budget.seconds(0, seed=seed, cores=1), Budget.work(20, seed=seed)):
        schedule = schedule_docks(problem, budget).schedule
        assert check_plan(problem, schedule) == []


@pytest.mark.parametrize("crews", [False, True])
@pytest.mark.parametrize("seed", range(30))
def test_prices_bound_what_is_best(seed: int, crews: bool):
    if crews:
        problem = random_crews(seed, departures=4, docks=2, costs=seed % 2 == 0)
    else:
        problem = random_docks(seed, 4, 2, setups=seed % 3 == 0, costs=seed % 2 == 0)
    yard = Yard(problem)
    best = best_timetable(problem)
    left_out = best[0] if yard.out_first else len(problem.departures)
    prices = DockPrices(yard, left_out)
    late, over = yard.rates
    cost = best[1] if problem.has_costs else late * best[1] + over * best[2]
    for _ in range(4):
        prices.climb(max(1, cost), Budget.work(1), 100)
        assert prices.bound <= cost


@pytest.mark.parametrize("seed", range(12))
def test_the_search_of_orders_finds_small_optima(seed: int):
    problem = random_docks(seed, departures=4, docks=2, setups=True, costs=seed % 2 == 0)
    yard = Yard(problem)
    found = search_orders(yard, first_timetable(yard), Budget.work(100, seed=seed), 10_000)
    assert yard.worth(found) == best_timetable(problem)


@pytest.mark.parametrize("crews", [False, True])
@pytest.mark.parametrize("seed", range(6))
def test_orders_loaded_from_a_mark_cost_what_whole_ones_do(seed: int, crews: bool):
    if crews:
        problem = random_crews(seed, departures=30, docks=3, costs=seed % 2 == 0)
    else:
        problem = random_docks(seed, 30, 3, setups=True, costs=seed % 2 == 0)
    yard = Yard(problem)
    best = yard.turns_of(first_timetable(yard))
    now = Turns(best.order.copy(), best.wish.copy(), best.shut.copy())
    start = np.array(loading.timetable(yard.facts, best, yard.room()), np.int64)
    memory = Memory(np.tile(start, (50, 1)), np.zeros(2, np.int64), np.array([seed + 1], np.uint64))
    told = loading.improve(yard.facts, now, best, memory, 2_000)
    assert told == loading.timetable(yard.facts, best, yard.room())


@pytest.mark.parametrize("load", ["slack", "tight"])
def test_each_number_of_docks_has_a_floor(load: str):
    problem = dock_problem(1, load, routes=20, docks=4, teams=3)
    yard = Yard(problem)
    prices = DockPrices(yard, len(problem.departures))
    prices.climb(cost_of(yard, first_timetable(yard)), Budget.work(1), 1_000)
    for docks in range(1, 5):
        turns = on_few_docks(yard, first_timetable(yard), docks)
        loadings = search_orders(yard, yard.in_order(turns), Budget.work(20), 1_000)
        used = len({one.dock for one in loadings})
        assert prices.bound <= prices.floor_of(used) <= cost_of(yard, loadings)


def test_large_setups_are_bounded_not_forgotten(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(dock_model, "MOST_ARCS", 0)
    for seed in range(12):
        problem = random_docks(seed, departures=4, docks=2, setups=True)
        answer = schedule_docks(problem, Budget.work(5_000))
        if answer.report.proved_optimal:
            assert worth(answer.schedule) == best_timetable(problem)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**9), st.integers(0, 30), st.integers(1, 6), st.booleans(), st.booleans())
def test_a_spent_budget_still_gives_a_sound_timetable(
    seed: int, departures: int, docks: int, setups: bool, costs: bool
):
    problem = random_docks(seed, departures, docks, setups=setups, costs=costs)
    spent = Budget.seconds(0, seed=seed, cores=1)
    schedule = schedule_docks(problem, spent).schedule
    assert check_plan(problem, schedule) == []


@pytest.mark.parametrize("cores", [1, 2])
def test_the_same_seed_and_work_give_the_same_timetable(cores: int):
    problem = random_docks(5, departures=20, docks=3, setups=True, costs=True)
    answers = [
        schedule_docks(problem, Budget.work(100, seed=3, cores=cores)).schedule for _ in range(2)
    ]
    assert answers[0] == answers[1]


def test_search_never_makes_the_first_timetable_worse():
    for seed in range(3):
        problem = random_docks(seed, departures=24, docks=3)
        first = schedule_docks(problem, Budget.seconds(0, cores=1))
        better = schedule_docks(problem, Budget.work(60))
        assert worth(better.schedule) <= worth(first.schedule)


def test_a_stop_is_heard():
    problem = random_docks(2, departures=200, docks=6)
    answer = schedule_docks(problem, Budget.seconds(300, cores=1, stop=lambda: True))
    assert check_plan(problem, answer.schedule) == []


def test_nothing_to_schedule():
    problem = DockProblem(docks=(Dock(id="D", opening_window=window(0, 0)),))
    answer = schedule_docks(problem, Budget.work(10))
    assert worth(answer.schedule) == (0, 0, 0)
    assert answer.report.proved_optimal


def departure(name: str, **changed: object) -> Departure:
    fields: dict[str, object] = {
        "id": name,
        "vehicle_kind": "van",
        "loading_duration_s": 600,
        "earliest_loading_time_s": 1000,
        "due_time_s": 2000,
    }
    return Departure(**{**fields, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("dock", "departures", "words"),
    [
        (
            Dock(id="D", opening_window=window(0, 9000), vehicle_kinds=("bike",)),
            (departure("R"),),
            "no dock takes a vehicle of kind 'van'",
        ),
        (
            Dock(id="D", opening_window=window(0, 9000), vehicle_kinds=("bike",)),
            (departure("R", vehicle_kind=""),),
            "no dock takes a vehicle without a kind",
        ),
        (
            Dock(id="D", opening_window=window(0, 900)),
            (departure("R"),),
            "closed once loading may start",
        ),
        (
            Dock(id="D", opening_window=window(0, 1300)),
            (departure("R"),),
            "loading takes 10 min, but no fitting dock is open for more than 5 min",
        ),
        (
            Dock(id="D", opening_window=window(1700, 9000)),
            (departure("R", latest_time_s=2000),),
            "even alone it would leave 5 min after its latest time",
        ),
        (
            Dock(id="D", opening_window=window(0, 1600)),
            (departure("R"), departure("Q")),
            "more departures than can ever leave: all need 20 min of loading, the docks have 10",
        ),
        (
            Dock(id="D", opening_window=window(0, 9000)),
            (
                departure("R", latest_time_s=2000),
                departure("Q", latest_time_s=2000),
                departure("P", earliest_loading_time_s=8000, due_time_s=8700),
            ),
            "taken by 1 other departure(s)",
        ),
    ],
)
def test_reasons_are_told(dock: Dock, departures: tuple[Departure, ...], words: str):
    problem = DockProblem(docks=(dock,), departures=departures)
    schedule = schedule_docks(problem, Budget.work(1000)).schedule
    assert len(schedule.unscheduled) == 1
    assert words in schedule.unscheduled[0].explanation


def with_teams(*shifts: tuple[int, int], **changed: object) -> DockProblem:
    fields: dict[str, object] = {
        "docks": (Dock(id="D", opening_window=window(0, 9000)),),
        "departures": (departure("R"),),
        "teams": tuple(
            LoadingTeam(id=f"T{t}", shift_windows=(window(*shift),))
            for t, shift in enumerate(shifts)
        ),
    }
    return DockProblem(**{**fields, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (with_teams((0, 1500)), "no team has a shift that holds 10 min of loading"),
        (
            with_teams(
                docks=(Dock(id="D", opening_window=window(2000, 9000)),),
                departures=(departure("R", arrival_time_s=900),),
                yard_places=0,
            ),
            "it arrives 18 min 20 s before it can be loaded and the yard has no places",
        ),
        (
            with_teams(
                departures=tuple(departure(f"R{i}", arrival_time_s=1000) for i in range(3)),
                yard_places=1,
            ),
            "every place in the yard is taken while it would wait",
        ),
        (
            with_teams(
                departures=(departure("R", due_time_s=1001),),
                lateness_cost_per_hour_minor=3600,
                unscheduled_cost_minor=500,
            ),
            "leaving it out costs less than what loading it would cost",
        ),
    ],
)
def test_reasons_of_teams_yard_and_prices_are_told(problem: DockProblem, words: str):
    schedule = schedule_docks(problem, Budget.work(1000)).schedule
    assert len(schedule.unscheduled) == 1
    assert words in schedule.unscheduled[0].explanation


def test_teams_load_in_their_shifts_and_are_named():
    problem = with_teams((0, 1700), (2000, 2700), departures=(departure("R"), departure("Q")))
    schedule = schedule_docks(problem, Budget.work(1000)).schedule
    assert [(one.team_id, one.loading_start_time_s) for one in schedule.assignments] == [
        ("T0", 1000),
        ("T1", 2000),
    ]


def test_the_load_decides_the_duration():
    load = LoadFacts(parcel_count=10, weight_g=1_500_001)
    problem = with_teams(
        departures=(departure("R", loading_duration_s=0, load=load), departure("Q")),
        loading_pace=LoadingPace(fixed_duration_s=60, parcel_duration_s=20, tonne_duration_s=100),
    )
    schedule = schedule_docks(problem, Budget.work(1000)).schedule
    lengths = {
        one.departure_id: one.departure_time_s - one.loading_start_time_s
        for one in schedule.assignments
    }
    assert lengths == {"R": 60 + 200 + 151, "Q": 600}


def test_faults_are_raised_together():
    dock = Dock(id="D", opening_window=window(9, 1))
    with pytest.raises(InvalidProblemError) as caught:
        schedule_docks(
            DockProblem(docks=(dock, dock), departures=(departure("R", due_time_s=1),)),
            Budget.work(1),
        )
    assert len(caught.value.faults) == 4


def test_far_windows_do_no_harm():
    last = 253_402_300_799
    problem = DockProblem(
        docks=(
            Dock(id="now", opening_window=window(0, last)),
            Dock(id="never", opening_window=window(last, last)),
        ),
        departures=tuple(departure(f"R{i}", due_time_s=1601) for i in range(6)),
    )
    answer = schedule_docks(problem, Budget.work(20_000))
    assert worth(answer.schedule) == (0, sum(600 * i for i in range(6)) - 5, 0)


@pytest.mark.parametrize("seed", range(12))
def test_just_in_time_is_later_at_no_price(seed: int):
    problem = random_docks(seed, departures=9, docks=3)
    early = schedule_docks(problem, Budget.work(50)).schedule
    late_problem = problem.model_copy(update={"just_in_time": True})
    late = schedule_docks(late_problem, Budget.work(50)).schedule
    assert check_plan(late_problem, late) == []
    assert (late.total_lateness_s, late.total_overtime_s, late.cost_minor) == (
        early.total_lateness_s,
        early.total_overtime_s,
        early.cost_minor,
    )
    first = {one.departure_id: one.loading_start_time_s for one in early.assignments}
    moved = {one.departure_id: one.loading_start_time_s for one in late.assignments}
    assert all(moved[name] >= start for name, start in first.items())


@pytest.mark.parametrize("load", ["slack", "impossible"])
def test_the_bound_is_below_the_cost(load: str):
    problem = dock_problem(1, load, routes=12, docks=4, teams=2)
    schedule = schedule_docks(problem, Budget.work(1_500)).schedule
    assert check_plan(problem, schedule) == []
    assert schedule.cost_minor is not None
    assert schedule.cost_bound_minor is not None
    assert 0 < schedule.cost_bound_minor <= schedule.cost_minor
