"""Every engine keeps every rule, and finds the best plan of each small case it accepts.

At least one engine accepts each case.
"""

from __future__ import annotations

import itertools
import random

import pytest

from optimizer.budget import Budget
from optimizer.routing import check_plan, plan_routes
from optimizer.routing.arrays import RoutingArrays, flatten
from optimizer.routing.choose import ENGINES
from optimizer.routing.engine import Engine
from optimizer.routing.explain import impossible
from optimizer.routing.model import RoutingProblem
from optimizer.routing.schedule import Scheduler, Tour
from optimizer.routing.travel import travel_matrix
from optimizer.shapes import Limit
from tests.optimizer.routing.conformance.cases import CASES, Case
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


def _best_by_enumeration(arrays: RoutingArrays) -> tuple[int, int]:
    """(mandatory shipments left out, least cost with penalties) over all plans."""
    scheduler = Scheduler(arrays)
    own = [
        [int(v) for v in (arrays.pickup_visit[s], arrays.delivery_visit[s]) if v >= 0]
        for s in range(arrays.shipment_count)
    ]
    fleet = [t for t in range(arrays.type_count) for _ in arrays.vehicles[t]]

    def cheapest(t: int, carried: tuple[int, ...]) -> int | None:
        visits = [v for s in carried for v in own[s]]
        costs = []
        for order in itertools.permutations(visits):
            if any(order.index(own[s][0]) > order.index(own[s][-1]) for s in carried):
                continue
            tour = Tour(t, order)
            schedule = scheduler.feasible(tour)
            if schedule is not None:
                costs.append(scheduler.cost(tour, schedule))
        return min(costs, default=None)

    memory: dict[tuple[int, tuple[int, ...]], int | None] = {}
    best = None
    for choice in itertools.product(range(-1, len(fleet)), repeat=arrays.shipment_count):
        cost, missed = 0, 0
        for s, vehicle in enumerate(choice):
            if vehicle < 0:
                missed += int(arrays.mandatory[s])
                cost += 0 if arrays.mandatory[s] else int(arrays.left_out_cost[s])
        for k, t in enumerate(fleet):
            carried = tuple(s for s, vehicle in enumerate(choice) if vehicle == k)
            if carried:
                if (t, carried) not in memory:
                    memory[t, carried] = cheapest(t, carried)
                least = memory[t, carried]
                if least is None:
                    break
                cost += least
        else:
            best = (missed, cost) if best is None else min(best, (missed, cost))
    assert best is not None
    return best


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
    fewest, least = _best_by_enumeration(arrays)
    assert missed == fewest
    cost = plan.route_cost_minor + plan.penalty_cost_minor
    assert abs(cost - least * arrays.tick / 18_000) <= len(plan.routes)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_some_engine_accepts_each_case(case: Case) -> None:
    assert any(_accepts(engine, case.problem) for engine in ENGINES)
