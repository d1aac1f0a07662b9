"""Courier weeks: rules kept, wishes weighed, small ones proved by trying everything."""

from __future__ import annotations

import itertools
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.dispatch_weeks import courier_week
from optimizer.budget import Budget
from optimizer.dispatch import check_courier_week, plan_courier_week
from optimizer.dispatch.week import CourierWeek
from optimizer.dispatch.week_conflicts import Rule, minimal_conflict
from optimizer.dispatch.week_model import (
    CourierLoad,
    CourierShift,
    CourierShiftAssignment,
    CourierWeekPlan,
    CourierWeekProblem,
    DayOffWish,
    Familiarity,
    FixedShift,
    ShiftWish,
    UnfilledShift,
    WeekCourier,
)
from optimizer.dispatch.week_validate import week_faults
from optimizer.faults import InvalidProblemError
from optimizer.shapes import TimeWindow

HOUR_S, DAY_S = 3_600, 86_400
MONDAY_S = 1_772_406_000
ENOUGH = Budget.work(20_000)


def shift(name: str, day: int, start_h: int, hours: int = 8, **more: object) -> CourierShift:
    begin = MONDAY_S + day * DAY_S + start_h * HOUR_S
    return CourierShift.model_validate(
        {"id": name, "start_time_s": begin, "end_time_s": begin + hours * HOUR_S, **more}
    )


def week(
    couriers: list[WeekCourier], shifts: list[CourierShift], **more: object
) -> CourierWeekProblem:
    return CourierWeekProblem.model_validate(
        {
            "time_zone": "Europe/Vaduz",
            "couriers": tuple(couriers),
            "shifts": tuple(shifts),
            "rest_duration_s": 11 * HOUR_S,
            **more,
        }
    )


def solved(problem: CourierWeekProblem) -> CourierWeekPlan:
    answer = plan_courier_week(problem, ENOUGH)
    assert check_courier_week(problem, answer.plan) == []
    return answer.plan


def given_to(plan: CourierWeekPlan) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for entry in plan.assignments:
        found.setdefault(entry.shift_id, []).append(entry.courier_id)
    return found


ADA, BOB = WeekCourier(id="ada"), WeekCourier(id="bob")


def test_qualifications_decide():
    able = WeekCourier(id="eve", qualifications=("bike",))
    plan = solved(week([ADA, able], [shift("s", 0, 8, required_qualifications=("bike",))]))
    assert given_to(plan) == {"s": ["eve"]}


def test_wishes_and_familiarity_decide():
    home = WeekCourier(id="eve", familiarities=(Familiarity(territory_id="T", percent=100),))
    plan = solved(
        week([ADA, home], [shift("s", 0, 8, territory_id="T")], weights={"unfair_hour": 0})
    )
    assert given_to(plan) == {"s": ["eve"]}
    off = home.model_copy(update={"day_off_wishes": (DayOffWish(date="2026-03-02", weight=50),)})
    plan = solved(
        week([ADA, off], [shift("s", 0, 8, territory_id="T")], weights={"unfair_hour": 0})
    )
    assert given_to(plan) == {"s": ["ada"]}
    keen = ADA.model_copy(update={"shift_wishes": (ShiftWish(shift_id="s"),)})
    plan = solved(week([BOB, keen], [shift("s", 0, 8)], weights={"unfair_hour": 0}))
    assert given_to(plan) == {"s": ["ada"]}
    assert [(one.wishes_granted, one.wishes_refused) for one in plan.loads] == [(0, 0), (1, 0)]


def test_work_is_fair():
    plan = solved(week([ADA, BOB], [shift(f"s{d}", d, 8) for d in range(4)]))
    assert [load.work_duration_s for load in plan.loads] == [16 * HOUR_S, 16 * HOUR_S]
    assert plan.penalty_hundredths == 0


@pytest.mark.parametrize(
    ("rule", "shifts"),
    [
        ({"rest_duration_s": 0}, [shift("a", 0, 8), shift("b", 0, 12)]),
        ({"rest_duration_s": 11 * HOUR_S}, [shift("a", 0, 14), shift("b", 1, 6)]),
        ({"rest_duration_s": 0, "shifts_per_day": 1}, [shift("a", 0, 6, 4), shift("b", 0, 12, 4)]),
        (
            {"rest_duration_s": 0, "day_limit_duration_s": 10 * HOUR_S},
            [shift("a", 0, 6, 6), shift("b", 0, 14, 6)],
        ),
        ({"week_limit_duration_s": 15 * HOUR_S}, [shift("a", 0, 8), shift("b", 1, 8)]),
        ({"days_per_week": 1}, [shift("a", 0, 8), shift("b", 1, 8)]),
    ],
)
def test_each_rule_is_kept_and_named_in_its_conflict(rule: dict[str, int], shifts):
    problem = week([ADA], shifts, **rule)
    plan = solved(problem)
    assert len(plan.assignments) == 1
    (conflict,) = plan.conflicts
    assert len(conflict.rules) == 3
    assert conflict.minimal
    assert sum("shift " in words and " needs " in words for words in conflict.rules) == 2
    both = plan.model_copy(
        update={
            "assignments": tuple(
                CourierShiftAssignment(shift_id=one.id, courier_id="ada") for one in shifts
            ),
            "unfilled": (),
        }
    )
    kinds = {violation.kind for violation in check_courier_week(problem, both)}
    assert kinds - {"load", "penalty"}
    free = week([ADA], shifts, **({**rule, **dict.fromkeys(rule, None)} | {"rest_duration_s": 0}))
    if "rest_duration_s" not in rule or rule["rest_duration_s"]:
        assert len(solved(free).assignments) == 2


def test_a_conflict_that_was_not_made_small_in_time_says_so():
    prepared = CourierWeek(week([ADA], [shift("a", 0, 8), shift("b", 0, 9), shift("c", 5, 8)]))
    rules = {Rule("rest"), *(Rule("demand", s) for s in range(3))}
    least = {Rule("rest"), Rule("demand", 0), Rule("demand", 1)}
    assert minimal_conflict(prepared, rules, 0, Budget.seconds(0, cores=1)) == (rules, False)
    assert minimal_conflict(prepared, rules, 0, Budget.work(1_000)) == (least, True)


def test_absence_is_a_conflict_of_two_rules():
    away = ADA.model_copy(
        update={
            "absence_windows": (TimeWindow(start_time_s=MONDAY_S, end_time_s=MONDAY_S + DAY_S),)
        }
    )
    plan = solved(week([away], [shift("a", 0, 8), shift("b", 3, 8)]))
    assert given_to(plan) == {"b": ["ada"]}
    assert plan.conflicts[0].rules == (
        "nobody works while absent",
        "shift a (Mon 2 Mar 08:00) needs 1 courier(s): 1 qualified, 0 of them not absent",
    )
    assert "1 are absent" in plan.unfilled[0].explanation


def test_weeks_end_on_sunday_and_clocks_change():
    # Sunday and Monday are two weeks; on 29 March 2026 the day has 23 hours.
    shifts = [shift("sun", 27, 8), shift("mon", 28, 8)]
    plan = solved(week([ADA], shifts, week_limit_duration_s=8 * HOUR_S))
    assert len(plan.assignments) == 2


def test_fixed_shifts_stay():
    plan = solved(
        week(
            [ADA, BOB],
            [shift("a", 0, 8, territory_id="T")],
            fixed_shifts=(FixedShift(courier_id="bob", shift_id="a"),),
        )
    )
    assert given_to(plan) == {"a": ["bob"]}


def random_week(seed: int) -> CourierWeekProblem:
    draw = random.Random(seed)
    shifts = [
        shift(
            f"s{k}",
            draw.randrange(3),
            draw.choice((6, 10, 14)),
            draw.choice((4, 8)),
            territory_id=draw.choice(("", "T", "U")),
            required_qualifications=draw.choice(((), (), ("q",))),
            couriers_needed=draw.choice((1, 1, 2)),
        )
        for k in range(4)
    ]
    people = [
        WeekCourier(
            id=f"c{k}",
            qualifications=draw.choice(((), ("q",))),
            familiarities=(Familiarity(territory_id="T", percent=draw.choice((0, 50, 100))),),
            week_limit_duration_s=draw.choice((None, 8 * HOUR_S, 12 * HOUR_S)),
            target_duration_s=draw.choice((None, 8 * HOUR_S)),
            day_off_wishes=(DayOffWish(date="2026-03-03"),) if draw.random() < 0.5 else (),
            shift_wishes=(ShiftWish(shift_id="s1", avoid=draw.random() < 0.5),),
        )
        for k in range(3)
    ]
    return week(
        people,
        shifts,
        shifts_per_day=draw.choice((None, 1)),
        days_per_week=draw.choice((None, 1)),
        rest_duration_s=draw.choice((0, 11 * HOUR_S)),
        fair_tolerance_duration_s=draw.choice((0, 2 * HOUR_S)),
    )


def least_penalty(problem: CourierWeekProblem) -> int:
    """The least penalty by trying every set of pairs; the checker alone judges them."""
    pairs = [(c.id, s.id) for c in problem.couriers for s in problem.shifts]
    best = 10**12
    for size in itertools.product((False, True), repeat=len(pairs)):
        chosen = [pair for pair, on in zip(pairs, size, strict=True) if on]
        plan = plan_of(problem, chosen)
        kinds = {v.kind: v.amount for v in check_courier_week(problem, plan)}
        if set(kinds) <= {"load", "penalty"}:
            # The checker tells by how much zero misses the penalty.
            best = min(best, -kinds.get("penalty", 0))
    return best


def plan_of(problem: CourierWeekProblem, chosen: list[tuple[str, str]]) -> CourierWeekPlan:
    lacks = {s.id: s.couriers_needed - sum(b == s.id for _, b in chosen) for s in problem.shifts}
    return CourierWeekPlan(
        assignments=tuple(CourierShiftAssignment(courier_id=c, shift_id=s) for c, s in chosen),
        unfilled=tuple(
            UnfilledShift(shift_id=s, missing=n, explanation="-") for s, n in lacks.items() if n > 0
        ),
        loads=tuple(
            CourierLoad(
                courier_id=c.id,
                work_duration_s=0,
                shift_count=0,
                wishes_granted=0,
                wishes_refused=0,
                unfair_duration_s=0,
            )
            for c in problem.couriers
        ),
        penalty_hundredths=0,
        penalty_bound_hundredths=0,
    )


@pytest.mark.parametrize("seed", range(4))
def test_small_weeks_are_optimal(seed: int):
    problem = random_week(seed)
    answer = plan_courier_week(problem, ENOUGH)
    assert answer.report.proved_optimal
    assert answer.plan.penalty_hundredths == least_penalty(problem)
    assert answer.plan.penalty_bound_hundredths == answer.plan.penalty_hundredths


@settings(deadline=None, max_examples=25)
@given(st.integers(0, 10**6), st.integers(0, 9), st.sampled_from((0.5, 0.9, 1.5)))
def test_a_spent_budget_still_gives_a_sound_week(seed: int, couriers: int, load: float):
    problem = courier_week(seed, couriers=couriers, days=3, territories=2, load=load)
    plan = plan_courier_week(problem, Budget.seconds(0, cores=1)).plan
    assert check_courier_week(problem, plan) == []


def test_the_same_seed_and_work_give_the_same_week():
    problem = courier_week(4, couriers=12, territories=2)
    one, other = (plan_courier_week(problem, Budget.work(200)).plan for _ in range(2))
    assert one == other
    first = plan_courier_week(problem, Budget.seconds(0, cores=1)).plan
    assert one.penalty_hundredths <= first.penalty_hundredths


def test_faults_are_told_together():
    problem = week(
        [ADA, ADA.model_copy(update={"shift_wishes": (ShiftWish(shift_id="nowhere"),)})],
        [shift("a", 0, 8), shift("b", 0, 12), shift("c", 0, 8, -1), shift("d", 90, 8)],
        time_zone="Mars/Olympus",
        fixed_shifts=(
            FixedShift(courier_id="ada", shift_id="a"),
            FixedShift(courier_id="ada", shift_id="a"),
            FixedShift(courier_id="zoe", shift_id="x"),
        ),
    )
    words = " | ".join(fault.problem for fault in week_faults(problem))
    for part in ("IANA", "already the id", "not among the shifts", "not after start_time"):
        assert part in words
    for part in ("days after the first", "fixed already", "not among the couriers"):
        assert part in words
    with pytest.raises(InvalidProblemError):
        plan_courier_week(problem, Budget.work(1))


def test_fixed_shifts_that_overlap_are_a_fault():
    problem = week(
        [ADA],
        [shift("a", 0, 8), shift("b", 0, 12)],
        fixed_shifts=(
            FixedShift(courier_id="ada", shift_id="a"),
            FixedShift(courier_id="ada", shift_id="b"),
        ),
    )
    (fault,) = week_faults(problem)
    assert fault.problem == "overlaps a of the same courier"
