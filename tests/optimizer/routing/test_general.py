"""Simulated routes longer than the room that a simulator begins with."""

from __future__ import annotations

from functools import cache

import pytest

from optimizer.budget import Budget
from optimizer.routing import PromiseProblem, evaluate_routes, promise_windows
from optimizer.routing.arrays import flatten
from optimizer.routing.evaluate import EvaluationProblem
from optimizer.routing.general import Rebuild, Simulator
from optimizer.routing.kernels.laws import Laws
from optimizer.routing.model import (
    GivenRoute,
    GivenStop,
    Overtime,
    RoutingProblem,
    StopActivity,
)
from optimizer.routing.travel import travel_matrix
from tests.optimizer.routing.problems import DAY_S, drop, on_a_line, van, window

STOPS = 60
METRES = 10
SERVICE_S = 3


@cache
def _problem() -> RoutingProblem:
    """Stops every ten metres; the last closes before a vehicle can be there."""
    places = {"depot": 0} | {f"p{k}": METRES * k for k in range(1, STOPS + 1)}
    shipments = [
        drop(f"s{k}", f"p{k}", (0, 100 if k == STOPS else 50_000), service=SERVICE_S)
        for k in range(1, STOPS + 1)
    ]
    overtime = Overtime(after_duration_s=90_000, cost_per_hour_minor=1)
    return on_a_line(places, shipments, [van(overtime=overtime)])


@cache
def _laws() -> Laws:
    problem = _problem()
    found = flatten(problem, travel_matrix(problem)).laws
    assert found is not None
    return found


@pytest.mark.parametrize("count", [13, 14, 15, 16, 17, 18, 33, STOPS - 1])
def test_a_new_simulator_drives_a_route_of_any_length(count: int) -> None:
    nodes = list(range(count))
    price = Simulator(_laws()).cost(0, nodes)
    drive = Simulator(_laws()).drive(0, nodes)
    late = Simulator(_laws()).late(0, nodes)
    assert drive is not None
    assert price == drive.cost == late.cost
    assert drive.distance_m == late.distance_m == 2 * METRES * count
    waits = [row[2] - row[0] for row in late.times]
    assert waits == [0] * count
    starts = [row[2] - late.leave_s for row in late.times]
    assert starts == [METRES * k + SERVICE_S * (k - 1) for k in range(1, count + 1)]


def test_one_simulator_after_a_longer_route_says_the_same() -> None:
    simulator = Simulator(_laws())
    before = [simulator.cost(0, list(range(count))) for count in range(1, 16)]
    assert simulator.cost(0, list(range(STOPS - 1))) is not None
    assert [simulator.cost(0, list(range(count))) for count in range(1, 16)] == before
    assert before == sorted(before, key=lambda cost: cost or 0)


def test_a_long_route_that_is_late_is_no_route_but_is_driven() -> None:
    nodes = list(range(STOPS))
    assert Simulator(_laws()).cost(0, nodes) is None
    late = Simulator(_laws()).late(0, nodes)
    assert late.times[-1][2] - late.leave_s == METRES * STOPS + SERVICE_S * (STOPS - 1)


def _route(stops: int) -> GivenRoute:
    return GivenRoute(
        vehicle_id="van",
        stops=tuple(
            GivenStop(shipment_id=f"s{k}", activity=StopActivity.DELIVERY)
            for k in range(1, stops + 1)
        ),
    )


def test_long_given_routes_are_evaluated() -> None:
    problem = EvaluationProblem(**dict(_problem()), routes=(_route(STOPS),))
    evaluation = evaluate_routes(problem, Budget.work(1))
    (violation,) = evaluation.violations
    ends = METRES * STOPS + SERVICE_S * (STOPS - 1)
    assert violation.excess == ends - 100
    assert evaluation.plan.routes[0].distance_m == 2 * METRES * STOPS
    assert evaluation.plan.route_cost_minor == 2 * METRES * STOPS


def test_a_window_is_promised_on_a_long_route() -> None:
    """The last stop is far on the way, behind forty others."""
    problem = PromiseProblem(
        **{
            **dict(_problem()),
            "shipments": tuple(s for s in _problem().shipments if s.id != f"s{STOPS}"),
            "routes": (_route(STOPS - 2),),
            "shipment_id": f"s{STOPS - 1}",
            "windows": (window(0, 100), window(700, 1000)),
        }
    )
    never, then = promise_windows(problem, Budget.work(1)).offers
    # Brought first, within a hundred metres, is out of reach; brought last it is ten metres more.
    assert never.cost_minor is None
    assert then.cost_minor == 2 * METRES
    assert then.start_time_s is not None
    assert 700 <= then.start_time_s - DAY_S <= 1000


class _Clock:
    """A clock that goes on by one at each look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 1.0
        return self.now


def test_a_search_that_runs_out_of_time_keeps_what_it_had_placed_by_then() -> None:
    clock = _Clock()
    rebuild = Rebuild(_laws(), 1, ())
    rebuild.search(Budget(5.0, clock=clock))
    assert clock.now < 10
    placed = [v for _, nodes in rebuild.routes() for v in nodes]
    assert 0 < len(placed) < STOPS - 1
    before = rebuild.cost
    rebuild.search(Budget.work(1))
    assert sum(len(nodes) for _, nodes in rebuild.routes()) == STOPS - 1
    assert rebuild.cost < before


def test_looks_at_the_clock_do_not_change_what_is_found() -> None:
    whole, cut = Rebuild(_laws(), 1, ()), Rebuild(_laws(), 1, ())
    whole.search(Budget.work(0))
    for deadline in range(1, 200):
        cut.search(Budget(float(deadline), work_limit=0, clock=_Clock()))
    assert cut.routes() == whole.routes()
    assert cut.cost == whole.cost
