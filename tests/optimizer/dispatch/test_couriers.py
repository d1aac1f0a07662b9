"""Rosters: optimal on small cases, sound on all, an answer under any budget, reasons in words."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.budget import Budget
from optimizer.dispatch import (
    Courier,
    CourierJob,
    CourierProblem,
    CourierRoster,
    assign_couriers,
    check_plan,
)
from optimizer.faults import InvalidProblemError
from tests.optimizer.dispatch.cases import best_roster, random_couriers, window


def worth(problem: CourierProblem, roster: CourierRoster) -> tuple[int, int]:
    length = {job.id: job.end_time_s - job.start_time_s for job in problem.jobs}
    work: Counter[str] = Counter()
    for entry in roster.assignments:
        work[entry.courier_id] += length[entry.job_id]
    return len(roster.unassigned), max(work.values(), default=0)


@pytest.mark.parametrize("seed", range(40))
def test_small_cases_are_optimal(seed: int):
    problem = random_couriers(seed, jobs=5, couriers=2 + seed % 2)
    answer = assign_couriers(problem, Budget.work(20_000))
    assert answer.report.proved_optimal
    assert worth(problem, answer.roster) == best_roster(problem)


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**9), st.integers(0, 40), st.integers(0, 12))
def test_a_spent_budget_still_gives_a_sound_roster(seed: int, jobs: int, couriers: int):
    problem = random_couriers(seed, jobs, couriers)
    roster = assign_couriers(problem, Budget.seconds(0, cores=1)).roster
    assert check_plan(problem, roster) == []


def test_search_never_makes_the_first_roster_worse():
    for seed in range(10):
        problem = random_couriers(seed, jobs=40, couriers=12)
        first = assign_couriers(problem, Budget.seconds(0, cores=1)).roster
        better = assign_couriers(problem, Budget.work(300)).roster
        assert worth(problem, better) <= worth(problem, first)


@pytest.mark.parametrize("cores", [1, 2])
def test_the_same_seed_and_work_give_the_same_roster(cores: int):
    problem = random_couriers(7, jobs=40, couriers=12)
    answers = [
        assign_couriers(problem, Budget.work(300, seed=3, cores=cores)).roster for _ in range(2)
    ]
    assert answers[0] == answers[1]


def test_work_is_spread():
    problem = CourierProblem(
        couriers=tuple(Courier(id=f"C{i}", shift_window=window(0, 9000)) for i in range(3)),
        jobs=tuple(
            CourierJob(id=f"J{i}", start_time_s=1000 * i, end_time_s=1000 * i + 900)
            for i in range(6)
        ),
    )
    answer = assign_couriers(problem, Budget.work(1000))
    assert worth(problem, answer.roster) == (0, 1800)
    assert answer.report.proved_optimal


JOB = CourierJob(id="J", vehicle_kind="van", start_time_s=7200, end_time_s=14400)


@pytest.mark.parametrize(
    ("couriers", "words"),
    [
        ((), "there are no couriers"),
        (
            (Courier(id="C", shift_window=window(0, 90_000), vehicle_kinds=("bike",)),),
            "no courier may use a vehicle of kind 'van'",
        ),
        (
            (
                Courier(id="far", shift_window=window(0, 3600)),
                Courier(id="near", shift_window=window(7800, 13_500)),
            ),
            "the nearest, of courier near, starts 10 min too late and ends 15 min too early",
        ),
    ],
)
def test_reasons_are_told(couriers: tuple[Courier, ...], words: str):
    roster = assign_couriers(CourierProblem(couriers=couriers, jobs=(JOB,)), Budget.work(10)).roster
    assert words in roster.unassigned[0].explanation


def test_a_busy_courier_is_a_reason():
    problem = CourierProblem(
        couriers=(Courier(id="C", shift_window=window(0, 90_000)),),
        jobs=(JOB, JOB.model_copy(update={"id": "K"})),
    )
    roster = assign_couriers(problem, Budget.work(100)).roster
    assert "every courier who could take it has other work then (C)" in (
        roster.unassigned[0].explanation
    )


def test_faults_are_raised_together():
    problem = CourierProblem(
        couriers=(Courier(id="C", shift_window=window(9, 1)),), jobs=(JOB, JOB)
    )
    with pytest.raises(InvalidProblemError) as caught:
        assign_couriers(problem, Budget.work(1))
    assert len(caught.value.faults) == 2
