"""A week of couriers: rules kept, wishes weighed, what stays unfilled explained."""

from __future__ import annotations

from optimizer.budget import Budget
from optimizer.dispatch.check import BrokenPlanError
from optimizer.dispatch.check_week import check_courier_week
from optimizer.dispatch.week import CourierWeek, Roster
from optimizer.dispatch.week_conflicts import conflicts_of, why_unfilled
from optimizer.dispatch.week_first import first_roster
from optimizer.dispatch.week_model import (
    CourierShiftAssignment,
    CourierWeekAnswer,
    CourierWeekPlan,
    CourierWeekProblem,
    RuleConflict,
    UnfilledShift,
)
from optimizer.dispatch.week_search import WeekSearch, search_week
from optimizer.dispatch.week_validate import week_faults
from optimizer.faults import InvalidProblemError
from optimizer.shapes import SearchReport

_SHARE_OF_SEARCH = 0.85
"""Of the budget, when places stay unfilled: the rest goes to finding the rules in conflict."""


def plan_courier_week(problem: CourierWeekProblem, budget: Budget) -> CourierWeekAnswer:
    """Fills the shifts of a week with couriers.

    A greedy roster exists at once and is improved while the budget lasts. Rules always hold; what
    is left unfilled carries its reason, and where rules contradict each other sets of them that are
    minimal or say that they are not. Raises InvalidProblemError with every fault of the problem.
    """
    began = budget.clock()
    faults = week_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    week = CourierWeek(problem)
    first = first_roster(week)
    tight = any(missing > 0 for missing in week.missing(first))
    found = search_week(week, first, budget.part(_SHARE_OF_SEARCH) if tight else budget)
    conflicts: tuple[RuleConflict, ...] = ()
    if any(missing > 0 for missing in week.missing(found.roster)) and not budget.expired():
        conflicts = conflicts_of(week, found.roster, budget)
    plan = _plan(week, found, conflicts)
    violations = check_courier_week(problem, plan)
    if violations:
        raise BrokenPlanError(violations)
    return CourierWeekAnswer(
        plan=plan,
        report=SearchReport(
            engine=found.engine,
            elapsed_ms=round(1000 * (budget.clock() - began)),
            proved_optimal=found.proved,
            time_limit_reached=not found.proved and budget.work_limit is None,
        ),
    )


def _plan(
    week: CourierWeek, found: WeekSearch, conflicts: tuple[RuleConflict, ...]
) -> CourierWeekPlan:
    problem, roster = week.problem, found.roster
    return CourierWeekPlan(
        assignments=_assignments(week, roster),
        unfilled=tuple(
            UnfilledShift(
                shift_id=problem.shifts[s].id,
                missing=missing,
                explanation=why_unfilled(week, roster, s),
            )
            for s, missing in enumerate(week.missing(roster))
            if missing > 0
        ),
        loads=week.loads(roster),
        conflicts=conflicts,
        penalty_hundredths=week.penalty(roster),
        penalty_bound_hundredths=found.bound,
    )


def _assignments(week: CourierWeek, roster: Roster) -> tuple[CourierShiftAssignment, ...]:
    rank = {s: k for k, s in enumerate(week.by_start)}
    return tuple(
        CourierShiftAssignment(
            shift_id=week.problem.shifts[s].id, courier_id=week.problem.couriers[c].id
        )
        for c, s in sorted(roster, key=lambda pair: (rank[pair[1]], pair[0]))
    )
