"""The exact model against enumeration, without any plan to begin from; bounds and proofs."""

from __future__ import annotations

import pytest

from optimizer.budget import Budget
from optimizer.routing import plan_routes
from optimizer.routing.arrays import flatten
from optimizer.routing.cpsat_engine import CpSatEngine
from optimizer.routing.cpsat_model import ExactModel
from optimizer.routing.explain import impossible
from optimizer.routing.model import PreferredWindow, RoutingProblem
from optimizer.routing.schedule import Scheduler
from optimizer.routing.travel import travel_matrix
from optimizer.shapes import Limit
from tests.optimizer.routing.conformance.enumeration import least_cost
from tests.optimizer.routing.conformance.test_engines import random_problem
from tests.optimizer.routing.conformance.test_rules import with_rules
from tests.optimizer.routing.problems import drop, holds, loads, on_a_line, van, window

PLENTY = Budget.work(10_000)


def model_and_enumeration(problem: RoutingProblem) -> tuple[int, int, bool] | None:
    """Least cost by the model, by trying all plans, and whether the clock leaves a choice."""
    arrays = flatten(problem, travel_matrix(problem))
    arrays = arrays.select(~impossible(arrays))
    if CpSatEngine().supports(arrays) or not arrays.visit_count:
        return None
    tours, cost, bound, proved = ExactModel(arrays).solve(PLENTY, lambda _, bound=None: None)
    assert proved
    assert tours is not None
    assert bound == cost
    missed, least = least_cost(arrays)
    must = sorted(arrays.left_out_cost[arrays.mandatory].tolist())
    free = {"preferred windows", "pauses"} & set(arrays.rules)
    if not free:
        scheduler = Scheduler(arrays)
        assert all(scheduler.feasible(tour) for tour in tours)
        assert scheduler.total(tours) == cost
    return cost, least + sum(must[:missed]), bool(free)


@pytest.mark.parametrize("seed", range(40, 60))
def test_the_model_is_exact_for_the_classic_rules(seed: int) -> None:
    found = model_and_enumeration(random_problem(seed))
    if found is not None:
        assert found[0] == found[1]


@pytest.mark.parametrize("seed", range(40, 110))
def test_the_model_is_exact_for_the_other_rules_and_never_too_dear(seed: int) -> None:
    found = model_and_enumeration(with_rules(seed))
    if found is not None:
        cost, least, free = found
        assert cost <= least if free else cost == least


def test_it_is_taught_what_a_route_really_costs() -> None:
    """Waiting for one window and coming early to another is not how a route is driven."""
    proved = 0
    for seed in (222, 238, 286):
        answer = plan_routes(with_rules(seed), Budget.work(2_000), engine=CpSatEngine())
        cost = answer.plan.route_cost_minor + answer.plan.penalty_cost_minor
        assert answer.plan.cost_lower_bound_minor is not None
        assert answer.plan.cost_lower_bound_minor <= cost
        proved += answer.report.proved_optimal
        assert not answer.report.proved_optimal or answer.plan.cost_lower_bound_minor == cost
    assert proved


def test_a_bound_is_told_without_a_proof() -> None:
    places = {"depot": 0} | {f"p{i}": (i * 37) % 101 - 50 for i in range(14)}
    shipments = [drop(f"s{i}", f"p{i}", loads=loads(kg=1 + i % 4)) for i in range(14)]
    vans = [van(f"v{k}", capacities=holds(kg=9), fixed_cost_minor=100 + k) for k in range(5)]
    problem = on_a_line(places, shipments, vans)
    plans = []
    answer = plan_routes(problem, Budget.work(40), plans.append, engine=CpSatEngine())
    bound = answer.plan.cost_lower_bound_minor
    assert not answer.report.proved_optimal
    assert bound is not None
    assert 0 < bound < answer.plan.route_cost_minor
    assert plans


def test_what_it_does_not_hold_is_declared() -> None:
    problem = on_a_line({"depot": 0, "a": 1}, [drop(f"s{i}", "a") for i in range(201)], [van()])
    arrays = flatten(problem, travel_matrix(problem))
    assert CpSatEngine().supports(arrays) == ["201 visits are more than 200"]


def test_a_shipment_that_no_vehicle_serves_takes_no_part_in_the_bound() -> None:
    problem = on_a_line(
        {"depot": 0, "a": 100},
        [
            drop("good", "a"),
            drop("heavy", "a", loads=loads(kg=9), penalty_minor=70),
            drop("must", "a", loads=loads(kg=9)),
        ],
        [van(capacities=holds(kg=5))],
    )
    answer = plan_routes(problem, Budget.work(50))
    assert answer.report.proved_optimal
    assert answer.plan.cost_lower_bound_minor == 270


def test_preferred_windows_of_several_prices() -> None:
    """The cheapest of several preferred windows counts, in the model as in the plan."""
    early = PreferredWindow(window=window(0, 100), cost_minor=40, late_cost_per_hour_minor=3600)
    late = PreferredWindow(window=window(500, 600), cost_minor=10, early_cost_per_hour_minor=3600)
    there = drop("1", "a").deliveries[0].model_copy(update={"preferred_windows": (early, late)})
    problem = on_a_line(
        {"depot": 0, "a": 100},
        [drop("1", "a").model_copy(update={"deliveries": (there,)})],
        [van(duration_limit_s=Limit(maximum=400))],
    )
    answer = plan_routes(problem, Budget.work(50))
    assert answer.report.engine == "cpsat"
    assert answer.report.proved_optimal
    assert answer.plan.route_cost_minor == 210
