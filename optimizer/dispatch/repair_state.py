"""The working form of a running day: routes as lists of visits, driven in time and priced.

Costs are exact in 1/18,000 of a minor unit: a metre is 18 times its price per kilometre, a second 5
times its price per hour.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from optimizer.dispatch.repair_model import (
    RepairProblem,
    RunningOrder,
    RunningRoute,
    StopState,
)
from optimizer.dispatch.ways import Ways
from optimizer.routing.model import StopActivity

UNIT = 18_000


@dataclass(frozen=True, slots=True)
class Visit:
    """A stop on its way: `left_s` is when a done one was left, `held_s` how long it is held up."""

    order: str
    picks: bool
    state: StopState
    left_s: int = 0
    held_s: int = 0


@dataclass(frozen=True, slots=True)
class Tour:
    """A route in work. `open` is False for one that takes nothing new."""

    at: int
    visits: tuple[Visit, ...]
    courier: str
    starts_s: int
    open: bool = True

    @property
    def fixed(self) -> int:
        """How many visits at the front stay where they are: done, and driven to."""
        return sum(visit.state is not StopState.PLANNED for visit in self.visits)

    def without(self, order: str) -> Tour:
        """The tour with no planned visit of the order."""
        return replace(
            self,
            visits=tuple(
                v for v in self.visits if v.order != order or v.state is not StopState.PLANNED
            ),
        )


@dataclass(frozen=True, slots=True)
class Driven:
    """A tour in time: (arrival, start, departure, lateness, broken) of each visit."""

    times: tuple[tuple[int, int, int, int, int], ...]
    starts_s: int
    ends_s: int
    distance_m: int
    cost: int
    feasible: bool
    legs: tuple[tuple[int, int], ...] = field(default=(), compare=False)


class RunningDay:
    """The problem prepared: lookups, prices, and how tours are driven."""

    def __init__(self, problem: RepairProblem, now_s: int) -> None:
        self.problem, self.now_s = problem, now_s
        self.ways = Ways(problem.places, problem.travel)
        self.orders: dict[str, RunningOrder] = {order.id: order for order in problem.orders}
        self.place = self.ways.index
        prices = problem.prices
        self.metre = 18 * (prices.cost_per_km_minor or 0)
        self.second = 5 * (prices.cost_per_hour_minor or 0)
        self.late_second = 5 * (prices.lateness_cost_per_hour_minor or 0)
        self.promise = UNIT * (prices.broken_promise_cost_minor or 0)
        self.move = UNIT * (prices.moved_order_cost_minor or 0)
        self.refusal = UNIT * (prices.unserved_cost_minor or 0)

    def route(self, tour: Tour) -> RunningRoute:
        """The caller's route of a tour."""
        return self.problem.routes[tour.at]

    def tours(self) -> list[Tour]:
        """The routes as they stand."""
        return [
            Tour(
                at=r,
                visits=tuple(
                    Visit(
                        stop.order_id,
                        stop.activity is StopActivity.PICKUP,
                        stop.state,
                        stop.departure_time_s or 0,
                    )
                    for stop in route.stops
                ),
                courier=route.courier_id,
                starts_s=route.start_time_s
                if route.has_left
                else max(route.start_time_s, self.now_s),
            )
            for r, route in enumerate(self.problem.routes)
        ]

    def place_of(self, visit: Visit) -> int:
        """Position of the place of a visit."""
        order = self.orders[visit.order]
        return self.place[order.goods_place_id if visit.picks else order.place_id]

    def learn(self, tours: list[Tour]) -> None:
        """Reckons all legs of the tours at once."""
        starts, ends = [], []
        for tour in tours:
            route = self.route(tour)
            stops = [self.place[route.start_place_id], *map(self.place_of, tour.visits)]
            if route.end_place_id:
                stops.append(self.place[route.end_place_id])
            starts += stops[:-1]
            ends += stops[1:]
        self.ways.learn(starts, ends)

    def drive(self, tour: Tour) -> Driven:
        """Times and price of what is still to come; infeasible when a rule breaks."""
        route, now = self.route(tour), self.now_s
        here, clock = self.place[route.start_place_id], tour.starts_s
        times, legs = [], []
        distance = late_all = broken_all = 0
        feasible = self._loads_fit(tour, route)
        counted = False
        for visit in tour.visits:
            there = self.place_of(visit)
            if visit.state is StopState.DONE:
                times.append((visit.left_s, visit.left_s, visit.left_s, 0, 0))
                here, clock = there, visit.left_s
                continue
            if not counted:
                # What is not yet driven to begins now at the earliest.
                counted = True
                if visit.state is not StopState.DRIVING:
                    clock = max(clock, now)
            metres, seconds = self.ways.way(here, there, clock)
            feasible = feasible and metres >= 0
            arrival = clock + max(0, seconds)
            if visit.state is StopState.DRIVING:
                arrival = max(arrival, now)
            order = self.orders[visit.order]
            start, late, broken = arrival, 0, 0
            if not visit.picks:
                windows = [w for w in (order.time_window, order.promised_window) if w is not None]
                start = max([arrival, *(window.start_time_s for window in windows)])
                if order.time_window is not None:
                    late = max(0, start - order.time_window.end_time_s)
                if order.promised_window is not None:
                    broken = max(0, start - order.promised_window.end_time_s)
            leaves = start + visit.held_s + (0 if visit.picks else order.service_duration_s)
            times.append((arrival, start, leaves, late, broken))
            legs.append((here, there))
            distance += max(0, metres)
            late_all += max(late, broken)
            broken_all += broken > 0
            here, clock = there, leaves
        if not tour.visits:
            return Driven((), tour.starts_s, tour.starts_s, 0, 0, True)
        begun = max(tour.starts_s, now) if route.has_left else tour.starts_s
        if route.end_place_id and tour.open:
            end = self.place[route.end_place_id]
            clock = max(clock, now) if not counted else clock
            metres, seconds = self.ways.way(here, end, clock)
            distance += max(0, metres)
            feasible = feasible and metres >= 0
            legs.append((here, end))
            clock += max(0, seconds)
        on_time = route.latest_end_time_s is None or clock <= route.latest_end_time_s
        cost = (
            self.metre * distance
            + self.second * max(0, clock - begun)
            + self.late_second * late_all
            + self.promise * broken_all
        )
        return Driven(
            tuple(times), tour.starts_s, clock, distance, cost, feasible and on_time, tuple(legs)
        )

    def _loads_fit(self, tour: Tour, route: RunningRoute) -> bool:
        if not route.capacities:
            return True
        most = {one.dimension: one.limit.maximum for one in route.capacities}
        picked = {visit.order for visit in tour.visits if visit.picks}
        on_board = dict.fromkeys(most, 0)
        for visit in tour.visits:
            if not visit.picks and visit.order not in picked:
                self._load(on_board, visit.order, 1)
        if any(on_board[name] > most[name] for name in most):
            return False
        for visit in tour.visits:
            self._load(on_board, visit.order, 1 if visit.picks else -1)
            if visit.picks and any(on_board[name] > most[name] for name in most):
                return False
        return True

    def _load(self, on_board: dict[str, int], order: str, sign: int) -> None:
        for load in self.orders[order].loads:
            if load.dimension in on_board:
                on_board[load.dimension] += sign * load.amount
