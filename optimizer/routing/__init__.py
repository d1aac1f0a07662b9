"""Vehicle routing: the problem, its faults, its engines and the checker of every plan."""

from optimizer.routing.check import Violation, ViolationKind, check_plan
from optimizer.routing.model import RoutingAnswer, RoutingPlan, RoutingProblem
from optimizer.routing.plan import BrokenPlanError, plan_routes
from optimizer.routing.validate import cross_faults
from optimizer.routing.warm import warm

__all__ = [
    "BrokenPlanError",
    "RoutingAnswer",
    "RoutingPlan",
    "RoutingProblem",
    "Violation",
    "ViolationKind",
    "check_plan",
    "cross_faults",
    "plan_routes",
    "warm",
]
