"""Jobs to couriers: most jobs done, then the work spread evenly.

Evenly means that the courier who works longest works as little as possible; working time is the
sum of the lengths of the courier's jobs.
"""

from __future__ import annotations

from optimizer.budget import Budget
from optimizer.dispatch.check import BrokenPlanError, check_plan
from optimizer.dispatch.courier_model import search_roster
from optimizer.dispatch.model import (
    CourierAnswer,
    CourierAssignment,
    CourierProblem,
    CourierRoster,
    UnassignedJob,
)
from optimizer.dispatch.reasons import jobs_by_courier, why_unassigned
from optimizer.dispatch.roster import Duty, first_roster
from optimizer.dispatch.validate import cross_faults
from optimizer.faults import InvalidProblemError
from optimizer.shapes import SearchReport


def assign_couriers(problem: CourierProblem, budget: Budget) -> CourierAnswer:
    """Gives every job a courier, or says why it has none.

    A greedy roster exists at once; it is improved while the budget lasts. Raises
    InvalidProblemError with every fault of the problem.
    """
    began = budget.clock()
    faults = cross_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    duty = Duty(problem)
    found = search_roster(duty, first_roster(duty), budget)
    roster = _roster(duty, found.roster)
    violations = check_plan(problem, roster)
    if violations:
        raise BrokenPlanError(violations)
    return CourierAnswer(
        roster=roster,
        report=SearchReport(
            engine=found.engine,
            elapsed_ms=round(1000 * (budget.clock() - began)),
            proved_optimal=found.proved,
            time_limit_reached=not found.proved and budget.work_limit is None,
        ),
    )


def _roster(duty: Duty, courier_of: dict[int, int]) -> CourierRoster:
    problem = duty.problem
    jobs_of = jobs_by_courier(problem, courier_of)
    return CourierRoster(
        assignments=tuple(
            CourierAssignment(
                job_id=problem.jobs[j].id, courier_id=problem.couriers[courier_of[j]].id
            )
            for j in duty.by_start
            if j in courier_of
        ),
        unassigned=tuple(
            UnassignedJob(job_id=job.id, explanation=why_unassigned(problem, job, jobs_of))
            for j, job in enumerate(problem.jobs)
            if j not in courier_of
        ),
    )
