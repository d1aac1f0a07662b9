"""Ablations: the project with one of its routing engines forced, beside its own choice."""

from __future__ import annotations

from benchmarks.instances import Instance, RoutingInstance
from benchmarks.peers.interface import Outcome
from benchmarks.peers.own import NAME, Own
from benchmarks.problems.routing import routing_problem, routing_solution, travel_between
from optimizer import routing
from optimizer.budget import Budget
from optimizer.faults import OptimizerError
from optimizer.routing.choose import ENGINES
from optimizer.routing.engine import Engine as RoutingEngine


class OwnForced(Own):
    """One engine of the routing room, through the room's own door and checker."""

    def __init__(self, engine: RoutingEngine) -> None:
        self.engine = engine
        self.name = f"{NAME}/{engine.name}"

    def refuses(self, instance: Instance) -> str | None:
        """Anything but routes."""
        if not isinstance(instance, RoutingInstance):
            return "plans routes only"
        return super().refuses(instance)

    def solve(
        self, instance: Instance, budget: Budget, support: float, *, curve: bool = False
    ) -> Outcome:
        """Solves with the forced engine; what it cannot hold ends without a solution."""
        if not isinstance(instance, RoutingInstance):
            raise TypeError("plans routes only")
        try:
            answer = routing.plan_routes(
                routing_problem(instance, travel=False),
                budget,
                matrix=travel_between(instance),
                engine=self.engine,
            )
        except OptimizerError as error:
            return Outcome(None, f"{self.name}: {error}")
        return Outcome(routing_solution(instance, answer.plan), self.name)


def forced_engines() -> list[OwnForced]:
    """One per engine of the room."""
    return [OwnForced(engine) for engine in ENGINES]
