"""Vehicle routing: the problem, its faults, its engines and the checker of every plan."""

from optimizer.routing.model import RoutingAnswer, RoutingPlan, RoutingProblem
from optimizer.routing.validate import cross_faults

__all__ = ["RoutingAnswer", "RoutingPlan", "RoutingProblem", "cross_faults"]
