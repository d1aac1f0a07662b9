"""The engine of all rules finds the best plan of small cases, known by hand or by enumeration."""

from __future__ import annotations

import random

import pytest

from optimizer.budget import Budget
from optimizer.routing import check_plan, cross_faults, plan_routes
from optimizer.routing.arrays import flatten
from optimizer.routing.choose import ENGINES
from optimizer.routing.engine import Engine
from optimizer.routing.explain import impossible
from optimizer.routing.model import (
    Overtime,
    Precedence,
    PreferredWindow,
    Reload,
    RestCount,
    RestRule,
    RoutingProblem,
    ShipmentGroup,
    ShipmentGroupRule,
    SortConflict,
    SortScope,
    StopActivity,
    UnloadingOrder,
)
from optimizer.routing.travel import travel_matrix
from optimizer.shapes import Limit
from tests.optimizer.routing.conformance.cases import Case
from tests.optimizer.routing.conformance.enumeration import least_cost
from tests.optimizer.routing.conformance.rule_cases import RULE_CASES, pause
from tests.optimizer.routing.conformance.test_engines import random_problem
from tests.optimizer.routing.problems import DAY_S, window

HELD_BY_PYVRP = {"alternative visits", "release times", "reloads"}
STEPS = {"ortools": 400}
"""Steps of an engine where 60 are not enough."""


def _takers(problem: RoutingProblem) -> list[Engine]:
    arrays = flatten(problem, travel_matrix(problem))
    arrays = arrays.select(~impossible(arrays))
    return [engine for engine in ENGINES if not engine.supports(arrays)]


@pytest.mark.parametrize(
    ("engine", "case"),
    [
        pytest.param(engine, case, id=f"{engine.name}-{case.name}")
        for case in RULE_CASES
        for engine in _takers(case.problem)
    ],
)
def test_finds_the_best_plan_of_a_small_case(engine: Engine, case: Case) -> None:
    assert cross_faults(case.problem) == []
    plan = plan_routes(case.problem, Budget.work(STEPS.get(engine.name, 60)), engine=engine).plan
    assert {u.shipment_id: u.reason for u in plan.unserved} == case.unserved
    assert plan.route_cost_minor == case.cost
    assert check_plan(case.problem, plan) == []
    assert all(u.explanation for u in plan.unserved)
    for route in plan.routes:
        assert sum(part.cost_minor for part in route.costs) == route.cost_minor


@pytest.mark.parametrize("case", RULE_CASES, ids=lambda case: case.name)
def test_no_engine_takes_a_problem_with_a_rule_that_it_would_drop(case: Case) -> None:
    arrays = flatten(case.problem, travel_matrix(case.problem))
    takers = {engine.name for engine in ENGINES if not engine.supports(arrays)}
    assert takers
    if arrays.rules:
        assert "general" in takers
        assert "sisr" not in takers
    if set(arrays.rules) - HELD_BY_PYVRP:
        assert not takers & {"pyvrp", "sisr+pyvrp"}


def with_rules(seed: int) -> RoutingProblem:
    """A random small problem with some of the rules beyond the classic ones."""
    rng = random.Random(1_000 + seed)
    problem = random_problem(seed)
    shipments = []
    for shipment in problem.shipments[:3]:
        changed: dict[str, object] = {}
        if not shipment.pickups and rng.random() < 0.4:
            changed["release_time_s"] = DAY_S + rng.randint(0, 600)
        if not shipment.deliveries and rng.random() < 0.4:
            changed["due_time_s"] = DAY_S + rng.randint(600, 2_000)
        if shipment.deliveries and rng.random() < 0.3:
            changed["ride_limit_s"] = Limit(maximum=rng.randint(100, 900))
        if rng.random() < 0.5:
            changed["sort"] = rng.choice(("red", "blue"))
        for name in ("pickups", "deliveries"):
            visits = getattr(shipment, name)
            if visits and rng.random() < 0.4:
                start = rng.randint(0, 800)
                wish = PreferredWindow(
                    window=window(start, start + rng.randint(0, 300)),
                    early_cost_per_hour_minor=rng.choice((None, 1800, 7200)),
                    late_cost_per_hour_minor=rng.choice((1800, 7200)),
                )
                changed[name] = (visits[0].model_copy(update={"preferred_windows": (wish,)}),)
            elif visits and rng.random() < 0.3:
                other = rng.choice(problem.places).id
                again = visits[0].model_copy(
                    update={"place_id": other, "id": "other", "cost_minor": rng.randint(0, 100)}
                )
                changed[name] = (*visits, again)
        shipments.append(shipment.model_copy(update=changed))
    vehicles = []
    for vehicle in problem.vehicles:
        changed = {}
        if rng.random() < 0.4:
            start = rng.randint(0, 900)
            changed["pauses"] = (pause(start, start + rng.randint(0, 400), rng.randint(1, 90)),)
        if rng.random() < 0.3:
            changed["rest_rules"] = (
                RestRule(
                    count=rng.choice(tuple(RestCount)),
                    limit_duration_s=rng.randint(200, 700),
                    duration_s=rng.randint(20, 90),
                ),
            )
        if rng.random() < 0.3:
            changed["overtime"] = Overtime(after_duration_s=500, cost_per_hour_minor=5000)
        if rng.random() < 0.4:
            changed["reloads"] = (
                Reload(depot_id=rng.choice(("depot", "other")), service_duration_s=7),
            )
        if rng.random() < 0.3:
            changed["unloading_order"] = rng.choice(tuple(UnloadingOrder))
        vehicles.append(vehicle.model_copy(update=changed))
    update: dict[str, object] = {"shipments": tuple(shipments), "vehicles": tuple(vehicles)}
    if len(shipments) > 1 and rng.random() < 0.5:
        pair = tuple(s.id for s in rng.sample(shipments, 2))
        rule = rng.choice(tuple(ShipmentGroupRule))
        update["groups"] = (ShipmentGroup(rule=rule, shipment_ids=pair),)
    elif len(shipments) > 1 and rng.random() < 0.5:
        one, other = rng.sample(shipments, 2)
        drop, pick = StopActivity.DELIVERY, StopActivity.PICKUP
        update["precedences"] = (
            Precedence(
                first_shipment_id=one.id,
                first_activity=drop if one.deliveries else pick,
                second_shipment_id=other.id,
                second_activity=drop if other.deliveries else pick,
                offset_duration_s=rng.choice((0, 200)),
                offset_limit_s=rng.choice((None, Limit(maximum=500))),
            ),
        )
    if rng.random() < 0.5:
        update["sort_conflicts"] = (
            SortConflict(sort="red", other_sort="blue", scope=rng.choice(tuple(SortScope))),
        )
    return problem.model_copy(update=update)


@pytest.mark.parametrize(
    ("engine", "seed"),
    [
        pytest.param(engine, seed, id=f"{engine.name}-{seed}")
        for seed in range(40)
        for engine in _takers(with_rules(seed))
        if flatten(with_rules(seed), travel_matrix(with_rules(seed))).rules
    ],
)
def test_matches_enumeration_on_random_cases(engine: Engine, seed: int) -> None:
    problem = with_rules(seed)
    arrays = flatten(problem, travel_matrix(problem))
    plan = plan_routes(problem, Budget.work(STEPS.get(engine.name, 60)), engine=engine).plan
    left_out = {u.shipment_id for u in plan.unserved}
    missed = sum(s.id in left_out and s.penalty_minor is None for s in problem.shipments)
    fewest, least = least_cost(arrays)
    assert missed == fewest
    cost = plan.route_cost_minor + plan.penalty_cost_minor
    assert abs(cost - least * arrays.tick / 18_000) <= len(plan.routes)
    assert not any(
        s.id not in left_out
        for s, no in zip(problem.shipments, impossible(arrays), strict=True)
        if no
    )
