"""The project itself, as an engine among others: its default choice, nothing tuned."""

from __future__ import annotations

import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from multiprocessing import get_context

from benchmarks.instances import Instance, OrderFolder, PackingInstance, RoutingInstance
from benchmarks.peers.interface import Outcome
from benchmarks.problems.packing import packing_problem, packing_solution
from benchmarks.problems.routing import routing_problem, routing_solution, travel_between
from benchmarks.solution import OrderSolution, OrdersSolution
from optimizer import packing, routing
from optimizer.budget import Budget
from optimizer.routing import RoutingPlan

NAME = "fulfillment"


class Own:
    """Calls the public verbs of the rooms."""

    name = NAME

    def missing(self) -> str | None:
        """Never."""
        return None

    def version(self) -> str:
        """Of this distribution."""
        try:
            return version("fulfillment-optimizer")
        except PackageNotFoundError:
            return "not installed"

    def refuses(self, instance: Instance) -> str | None:
        """What the file asks for and the model does not hold."""
        if isinstance(instance, RoutingInstance) and instance.beyond:
            return f"needs what the model does not hold: {', '.join(instance.beyond)}"
        return None

    def warm(self, instance: Instance) -> None:
        """Compiles or loads the kernels of the room."""
        if isinstance(instance, RoutingInstance):
            routing.warm()
        else:
            packing.warm()

    def solve(
        self, instance: Instance, budget: Budget, support: float, *, curve: bool = False
    ) -> Outcome:
        """Solves with the product's own choice of engine; the plan has passed its checker."""
        if isinstance(instance, RoutingInstance):
            return self._route(instance, budget, curve)
        if isinstance(instance, PackingInstance):
            answer = packing.pack(packing_problem(instance, support=support), budget)
            return Outcome(packing_solution(answer.plan), answer.report.engine)
        return self._pack_orders(instance, budget, support)

    def _route(self, instance: RoutingInstance, budget: Budget, listen: bool) -> Outcome:
        started = time.perf_counter()
        curve: list[tuple[float, float]] = []

        def note(plan: RoutingPlan) -> None:
            cost = plan.route_cost_minor + plan.penalty_cost_minor
            curve.append((time.perf_counter() - started, float(cost)))

        answer = routing.plan_routes(
            routing_problem(instance, travel=False),
            budget,
            on_improved=note if listen else None,
            matrix=travel_between(instance),
        )
        return Outcome(routing_solution(instance, answer.plan), answer.report.engine, tuple(curve))

    def _pack_orders(self, folder: OrderFolder, budget: Budget, support: float) -> Outcome:
        """Each order has the whole time limit for itself; several cores take orders in turn."""
        each = _Each(budget.remaining_s(), budget.seed, budget.work_limit, support)
        tasks = [(order, each) for order in folder.orders]
        if budget.cores == 1:
            answers = [_pack_order(task) for task in tasks]
        else:
            with ProcessPoolExecutor(
                budget.cores, mp_context=get_context("spawn"), initializer=packing.warm
            ) as pool:
                answers = list(pool.map(_pack_order, tasks, chunksize=32))
        engines = sorted({engine for _, engine in answers})
        return Outcome(OrdersSolution(tuple(order for order, _ in answers)), " ".join(engines))


@dataclass(frozen=True)
class _Each:
    """What one order of a folder gets."""

    seconds: float
    seed: int
    work: int | None
    support: float

    def budget(self) -> Budget:
        if self.work is not None:
            return Budget.work(self.work, seed=self.seed)
        return Budget.seconds(self.seconds, seed=self.seed, cores=1)


def _pack_order(task: tuple[PackingInstance, _Each]) -> tuple[OrderSolution, str]:
    order, each = task
    started = time.perf_counter()
    answer = packing.pack(packing_problem(order, support=each.support), each.budget())
    solution = packing_solution(answer.plan)
    seconds = time.perf_counter() - started
    return OrderSolution(order.name, seconds, solution), answer.report.engine
