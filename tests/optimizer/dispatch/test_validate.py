"""Faults between fields: all of them, on broken models too, and quickly."""

from __future__ import annotations

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.dispatch import (
    Courier,
    CourierJob,
    CourierProblem,
    Departure,
    Dock,
    DockProblem,
    KindSetup,
    LoadFacts,
    LoadingTeam,
)
from optimizer.dispatch.validate import cross_faults
from optimizer.faults import format_path
from tests.optimizer.dispatch.cases import random_couriers, random_docks, window


def departure(name: str, **changed: object) -> Departure:
    fields: dict[str, object] = {
        "id": name,
        "loading_duration_s": 600,
        "earliest_loading_time_s": 1000,
        "due_time_s": 2000,
    }
    return Departure.model_construct(**{**fields, **changed})  # type: ignore[arg-type]


def paths(problem: DockProblem | CourierProblem) -> list[str]:
    return [format_path(fault.path) for fault in cross_faults(problem)]


def test_sound_problems_have_no_faults():
    for seed in range(20):
        assert cross_faults(random_docks(seed, 5, 3)) == []
        assert cross_faults(random_couriers(seed, 5, 3)) == []


def test_faults_of_teams_yard_and_loads_are_named():
    problem = DockProblem.model_construct(
        docks=(Dock(id="D1", opening_window=window(0, 50)),),
        departures=(
            departure("R1", arrival_time_s=1001),
            departure("R2", loading_duration_s=0),
            departure("R3", loading_duration_s=0, load=LoadFacts(parcel_count=3)),
            departure("R4", arrival_time_s=1000),
        ),
        loading_teams=3,
        teams=(
            LoadingTeam(id="T", shift_windows=(window(5, 9), window(0, 5))),
            LoadingTeam(id="T", shift_windows=(window(5, 9), window(0, 6), window(20, 10))),
        ),
    )
    assert sorted(paths(problem)) == [
        "departures[0].arrival_time_s",
        "departures[1].loading_duration_s",
        "departures[2].loading_duration_s",
        "loading_teams",
        "teams[1].id",
        "teams[1].shift_windows[0].start_time_s",
        "teams[1].shift_windows[2].end_time_s",
    ]


def test_every_fault_of_a_dock_problem_is_named():
    problem = DockProblem.model_construct(
        docks=(
            Dock(id="D1", opening_window=window(100, 50)),
            Dock(id="D1", opening_window=window(0, 0), vehicle_kinds=("van", "van")),
        ),
        departures=(
            departure("R1", due_time_s=1000),
            departure("R1", latest_time_s=1999),
            departure("R2", latest_time_s=2000),
        ),
        kind_setups=(
            KindSetup(from_kind="van", to_kind="bike", duration_s=5),
            KindSetup(from_kind="bike", to_kind="van", duration_s=5),
            KindSetup(from_kind="van", to_kind="bike", duration_s=6),
        ),
    )
    assert paths(problem) == [
        "docks[1].id",
        "docks[0].opening_window.end_time_s",
        "docks[1].vehicle_kinds[1]",
        "departures[1].id",
        "departures[0].due_time_s",
        "departures[1].latest_time_s",
        "kind_setups[2]",
    ]


def test_every_fault_of_a_courier_problem_is_named():
    problem = CourierProblem.model_construct(
        couriers=(
            Courier(id="C1", shift_window=window(9, 8)),
            Courier(id="C1", shift_window=window(0, 9)),
        ),
        jobs=(
            CourierJob.model_construct(id="J1", start_time_s=5, end_time_s=5),
            CourierJob(id="J1", start_time_s=5, end_time_s=6),
        ),
    )
    assert paths(problem) == [
        "couriers[1].id",
        "couriers[0].shift_window.end_time_s",
        "jobs[1].id",
        "jobs[0].end_time_s",
    ]


anything = st.one_of(
    st.none(), st.integers(), st.floats(), st.text(), st.booleans(), st.just(window(9, 1))
)


@settings(deadline=None, max_examples=100)
@given(st.lists(anything), anything, anything, anything)
def test_broken_models_never_make_it_raise(items, one, two, three):
    odd_dock = Dock.model_construct(id=one, opening_window=two, vehicle_kinds=three)
    odd_departure = Departure.model_construct(
        id=one, due_time_s=two, earliest_loading_time_s=three, latest_time_s=one
    )
    odd_job = CourierJob.model_construct(start_time_s=one, end_time_s=two)
    for docks in (items, one, (odd_dock, *items)):
        cross_faults(DockProblem.model_construct(docks=docks, departures=(odd_departure, *items)))
    cross_faults(DockProblem.model_construct())
    cross_faults(CourierProblem.model_construct(couriers=(odd_dock, *items), jobs=(odd_job,)))
    cross_faults(CourierProblem.model_construct())


def test_ten_thousand_faults_are_no_burden():
    problem = DockProblem.model_construct(
        docks=(), departures=tuple(departure("same", due_time_s=1) for _ in range(10_000))
    )
    began = time.process_time()
    assert len(cross_faults(problem)) == 19_999
    assert time.process_time() - began < 5
