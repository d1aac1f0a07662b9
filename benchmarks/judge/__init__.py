"""The independent judge: objective and feasibility from the instance file and the solution alone.

It shares no code with the optimizer or its checkers, reads every engine's solutions in the same
way, and counts in the set's own convention. What it does not find wrong it prices.
"""

from __future__ import annotations

from benchmarks.instances import Instance, OrderFolder, PackingInstance, RoutingInstance
from benchmarks.judge.packing import judge_orders, judge_packing
from benchmarks.judge.routes import judge_routes
from benchmarks.judge.verdict import Verdict, gap
from benchmarks.solution import OrdersSolution, PackingSolution, RoutingSolution, Solution

__all__ = ["Verdict", "gap", "judge", "judge_orders", "judge_packing", "judge_routes"]


def judge(instance: Instance, solution: Solution, *, support: float = 0.0) -> Verdict:
    """Judges any solution; `support` is the share of each base that must rest on something."""
    if isinstance(instance, RoutingInstance) and isinstance(solution, RoutingSolution):
        return judge_routes(instance, solution)
    if isinstance(instance, PackingInstance) and isinstance(solution, PackingSolution):
        return judge_packing(instance, solution, support)
    if isinstance(instance, OrderFolder) and isinstance(solution, OrdersSolution):
        return judge_orders(instance, solution, support)
    return Verdict(None, ("the solution is of another kind than the instance",))
