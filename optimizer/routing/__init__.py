"""Vehicle routing: the problem, its faults, its engines and the checker of every plan."""

from optimizer.routing.check import check_plan
from optimizer.routing.evaluate import (
    EvaluationProblem,
    RoutesEvaluation,
    evaluate_routes,
    evaluation_faults,
)
from optimizer.routing.model import PlanningProblem, RoutingAnswer, RoutingPlan, RoutingProblem
from optimizer.routing.plan import BrokenPlanError, plan_routes
from optimizer.routing.promise import (
    PromiseProblem,
    WindowPromise,
    promise_faults,
    promise_windows,
)
from optimizer.routing.revise import plan_changes, planning_faults
from optimizer.routing.sketch import sketch_routes
from optimizer.routing.validate import cross_faults
from optimizer.routing.violation import Violation, ViolationKind
from optimizer.routing.warm import warm

__all__ = [
    "BrokenPlanError",
    "EvaluationProblem",
    "PlanningProblem",
    "PromiseProblem",
    "RoutesEvaluation",
    "RoutingAnswer",
    "RoutingPlan",
    "RoutingProblem",
    "Violation",
    "ViolationKind",
    "WindowPromise",
    "check_plan",
    "cross_faults",
    "evaluate_routes",
    "evaluation_faults",
    "plan_changes",
    "plan_routes",
    "planning_faults",
    "promise_faults",
    "promise_windows",
    "sketch_routes",
    "warm",
]
