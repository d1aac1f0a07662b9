"""Every engine keeps every rule, and finds the best plan of each small case it accepts.

At least one engine accepts each case.
"""

from __future__ import annotations

import random

import pytest

from optimizer.budget import Budget
from optimizer.routing import check_plan, plan_routes
from optimizer.routing.arrays import flatten
from optimizer.routing.choose import ENGINES
from optimizer.routing.engine import Engine
from optimizer.routing.explain import impossible
from optimizer.routing.model import RoutingProblem
from optimizer.routing.travel import travel_matrix
from optimizer.shapes import Limit
from tests.optimizer.routing.conformance.cases import CASES, Case
from tests.optimizer.routing.conformance.enumeration import least_cost
from tests.optimizer.routing.problems import (
    bring,
    collect,
    drop,
    holds,
    loads,
    on_a_line,
    van,
    visit,
    window,
)

STEPS = 300


def _accepts(engine: Engine, problem: RoutingProblem) -> bool:
    arrays = flatten(problem, travel_matrix(problem))
    return not engine.supports(arrays.select(~impossible(arrays)))


@pytest.mark.parametrize(
    ("engine", "case"),
    [
        pytest.param(engine, case, id=f"{engine.name}-{case.name}")
        for engine in ENGINES
        for case in CASES
        if _accepts(engine, case.problem)
    ],
)
def test_finds_the_best_plan_of_a_small_case(engine: Engine, case: Case) -> None:
    plan = plan_routes(case.problem, Budget.work(STEPS), engine=engine).plan
    assert {u.shipment_id: u.reason for u in plan.unserved} == case.unserved
    assert plan.route_cost_minor == case.cost
    assert check_plan(case.problem, plan) == []
    assert all(u.explanation for u in plan.unserved)


def random_problem(seed: int) -> RoutingProblem:
    rng = random.Random(seed)
    places = {"depot": 0, "other": rng.randint(-300, 300)}
    shipments = []
    for i in range(rng.randint(1, 4)):
        here, there = f"p{i}", f"q{i}"
        places[here], places[there] = rng.randint(-400, 400), rng.randint(-400, 400)

        def windows(rng: random.Random = rng) -> list[tuple[int, int]]:
            if rng.random() < 0.5:
                return []
            start = rng.randint(0, 900)
            first = (start, start + rng.randint(0, 500))
            if rng.random() < 0.5:
                return [first]
            again = first[1] + rng.randint(1, 400)
            return [first, (again, again + rng.randint(0, 300))]

        fields = {
            "loads": loads(kg=rng.randint(0, 4), box=rng.randint(0, 2)),
            "required_skills": ("cold",) if rng.random() < 0.2 else (),
            "allowed_vehicle_ids": ("w",) if rng.random() < 0.15 else (),
            "penalty_minor": rng.randint(0, 900) if rng.random() < 0.5 else None,
        }
        kind = rng.random()
        if kind < 0.5:
            shipments.append(drop(f"s{i}", here, *windows(), service=rng.randint(0, 60), **fields))
        elif kind < 0.7:
            shipments.append(collect(f"s{i}", here, *windows(), **fields))
        else:
            shipments.append(
                bring(f"s{i}", visit(here, *windows()), visit(there, *windows()), **fields)
            )
    vehicles = []
    for name in ("v", "w")[: rng.randint(1, 2)]:
        vehicles.append(
            van(
                name,
                start=rng.choice(("depot", "other")),
                end_depot_id=rng.choice(("depot", "other", None)),
                capacities=holds(kg=rng.randint(3, 9)) if rng.random() < 0.7 else (),
                skills=("cold",) if rng.random() < 0.6 else (),
                fixed_cost_minor=rng.choice((None, 100)),
                cost_per_km_minor=rng.choice((1000, 1700)),
                cost_per_hour_minor=rng.choice((None, 3600)),
                shift_window=window(0, rng.choice((1500, 4000))),
                distance_limit_m=Limit(maximum=1500) if rng.random() < 0.2 else None,
                duration_limit_s=Limit(maximum=1500) if rng.random() < 0.2 else None,
                stop_limit=Limit(maximum=3) if rng.random() < 0.2 else None,
                speed_factor=rng.choice((1.0, 1.5)),
            )
        )
    if "w" not in {v.id for v in vehicles}:
        shipments = [s.model_copy(update={"allowed_vehicle_ids": ()}) for s in shipments]
    return on_a_line(places, shipments, vehicles, depots=("depot", "other"))


@pytest.mark.parametrize(
    ("engine", "seed"),
    [
        pytest.param(engine, seed, id=f"{engine.name}-{seed}")
        for engine in ENGINES
        for seed in range(30)
        if _accepts(engine, random_problem(seed))
    ],
)
def test_matches_enumeration_on_random_cases(engine: Engine, seed: int) -> None:
    problem = random_problem(seed)
    arrays = flatten(problem, travel_matrix(problem))
    plan = plan_routes(problem, Budget.work(STEPS), engine=engine).plan
    left_out = {u.shipment_id for u in plan.unserved}
    missed = sum(s.id in left_out and s.penalty_minor is None for s in problem.shipments)
    fewest, least = least_cost(arrays)
    assert missed == fewest
    cost = plan.route_cost_minor + plan.penalty_cost_minor
    assert abs(cost - least * arrays.tick / 18_000) <= len(plan.routes)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_some_engine_accepts_each_case(case: Case) -> None:
    assert any(_accepts(engine, case.problem) for engine in ENGINES)
