"""A day of waves in hindsight by PyVRP, called directly: release times on one kind of vehicle.

The routes it finds are walked once more here, leg by leg, before their length counts.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pyvrp
from pyvrp.stop import MaxIterations, MaxRuntime

from optimizer.budget import Budget
from optimizer.dispatch.wave_model import SimulatedDay, SimulationProblem
from optimizer.routing.model import MatrixTravel


def hindsight_by_pyvrp(problem: SimulationProblem, budget: Budget) -> SimulatedDay | None:
    """The day with every order known, each route leaving after its orders were; None when no plan
    with all of them was found. For days as `wave_day` draws them: like vehicles, metres cost.
    """
    day = _Day(problem)
    stop = (
        MaxRuntime(budget.remaining_s())
        if budget.work_limit is None
        else MaxIterations(budget.work_limit)
    )
    best = pyvrp.solve(day.data(), stop, seed=budget.seed, display=False, collect_stats=False).best
    if not best.is_feasible():
        return None
    routes = [[one.idx for one in route if one.is_client()] for route in best.routes()]
    served = [i for route in routes for i in route]
    if sorted(served) != list(range(len(problem.orders))):
        raise ValueError("an order is served twice or never")
    return SimulatedDay(
        policy=None,
        waves=(),
        served_count=len(served),
        unserved_order_ids=(),
        route_count=len(routes),
        cost_minor=sum(day.walked(route) for route in routes),
    )


class _Day:
    """The day as plain numbers, seconds from its first hour on."""

    def __init__(self, problem: SimulationProblem) -> None:
        travel = problem.travel
        if travel is None or not isinstance(travel.matrix, MatrixTravel):
            raise TypeError("a day without a matrix")
        table, vehicle = travel.matrix, problem.vehicles[0]
        if vehicle.shift_window is None:
            raise TypeError("a vehicle without a shift")
        row = {name: k for k, name in enumerate(table.place_ids)}
        self.origin = vehicle.shift_window.start_time_s
        self.closes = vehicle.shift_window.end_time_s - self.origin
        self.capacity = int(vehicle.capacities[0].limit.maximum)
        self.home = row[problem.depot.place_id]
        self.way: Any = np.array(table.durations_s, np.int64).reshape(len(row), len(row))
        visits = [order.shipment.deliveries[0] for order in problem.orders]
        self.place = [row[visit.place_id] for visit in visits]
        self.service = [visit.service_duration_s for visit in visits]
        self.opens = [max(0, v.time_windows[0].start_time_s - self.origin) for v in visits]
        self.due = [visit.time_windows[0].end_time_s - self.origin for visit in visits]
        self.load = [order.shipment.loads[0].amount for order in problem.orders]
        self.leaves = [
            min(t for t in problem.times_s if t >= (order.known_time_s or 0)) - self.origin
            for order in problem.orders
        ]

    def data(self) -> pyvrp.ProblemData:
        """For PyVRP."""
        count = len(self.place)
        return pyvrp.ProblemData(
            locations=[pyvrp.Location(0, 0) for _ in self.way],
            clients=[
                pyvrp.Client(
                    self.place[i],
                    delivery=[self.load[i]],
                    service_duration=self.service[i],
                    tw_early=self.opens[i],
                    tw_late=self.due[i],
                    release_time=self.leaves[i],
                )
                for i in range(count)
            ],
            depots=[pyvrp.Depot(self.home, tw_early=0, tw_late=self.closes)],
            vehicle_types=[
                pyvrp.VehicleType(count, capacity=[self.capacity], tw_early=0, tw_late=self.closes)
            ],
            distance_matrices=[self.way],
            duration_matrices=[self.way],
        )

    def walked(self, route: list[int]) -> int:
        """Length of a route. Raises ValueError when it breaks a rule."""
        if sum(self.load[i] for i in route) > self.capacity:
            raise ValueError("a route carries too much")
        now, here, length = max(self.leaves[i] for i in route), self.home, 0
        for i in route:
            leg = int(self.way[here, self.place[i]])
            length += leg
            now = max(now + leg, self.opens[i])
            if now > self.due[i]:
                raise ValueError("a route comes late")
            now += self.service[i]
            here = self.place[i]
        leg = int(self.way[here, self.home])
        if now + leg > self.closes:
            raise ValueError("a route ends late")
        return length + leg
