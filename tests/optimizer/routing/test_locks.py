"""Stops fixed by hand: to a vehicle, to a place in the sequence, to a time."""

from __future__ import annotations

import random
from typing import Any

import pytest

from optimizer.budget import Budget
from optimizer.faults import format_path
from optimizer.routing import (
    EvaluationProblem,
    RoutingPlan,
    RoutingProblem,
    ViolationKind,
    check_plan,
    cross_faults,
    evaluate_routes,
    plan_routes,
)
from optimizer.routing.arrays import flatten
from optimizer.routing.choose import ENGINES
from optimizer.routing.engine import Engine
from optimizer.routing.locks import locked
from optimizer.routing.model import StopActivity, StopLock, UnservedReason
from optimizer.routing.travel import travel_matrix
from optimizer.shapes import Limit
from tests.optimizer.routing.conformance.enumeration import least_cost
from tests.optimizer.routing.conformance.test_engines import random_problem
from tests.optimizer.routing.problems import DAY_S, bring, drop, on_a_line, van, visit
from tests.optimizer.routing.test_revise import known, order

LINE = {"depot": 0, "a": 100, "b": 200, "c": 300, "west": -100}
DROP, PICK = StopActivity.DELIVERY, StopActivity.PICKUP
THREE = [drop("1", "a"), drop("2", "b"), drop("3", "c")]
SPOT_ENGINES = [e for e in ENGINES if e.name in ("general", "cpsat")]


def lock(shipment: str, **fields: Any) -> StopLock:
    fields.setdefault("activity", DROP)
    return StopLock(shipment_id=shipment, **fields)


def with_locks(problem: RoutingProblem, *locks: StopLock) -> RoutingProblem:
    return problem.model_copy(update={"locks": locks})


def planned(problem: RoutingProblem, engine: Engine | None = None) -> RoutingPlan:
    assert cross_faults(problem) == []
    return plan_routes(problem, Budget.work(300), engine=engine).plan


@pytest.mark.parametrize("engine", SPOT_ENGINES, ids=lambda e: e.name)
@pytest.mark.parametrize(("place", "cost"), [(1, 600), (2, 600), (3, 600)])
def test_a_place_in_the_sequence(engine: Engine, place: int, cost: int) -> None:
    plan = planned(with_locks(on_a_line(LINE, THREE, [van()]), lock("2", position=place)), engine)
    assert order(plan)["van"][place - 1] == "2"
    assert plan.route_cost_minor == cost


@pytest.mark.parametrize("engine", SPOT_ENGINES, ids=lambda e: e.name)
def test_places_that_cost_a_detour(engine: Engine) -> None:
    problem = with_locks(
        on_a_line(LINE, THREE, [van()]), lock("3", position=1), lock("1", position=2)
    )
    plan = planned(problem, engine)
    assert order(plan)["van"] == ["3", "1", "2"]
    assert plan.route_cost_minor == 300 + 200 + 100 + 200


@pytest.mark.parametrize("engine", SPOT_ENGINES, ids=lambda e: e.name)
def test_a_place_that_no_route_reaches(engine: Engine) -> None:
    plan = planned(with_locks(on_a_line(LINE, THREE, [van()]), lock("2", position=4)), engine)
    assert [u.shipment_id for u in plan.unserved] == ["2"]
    assert plan.unserved[0].reason is UnservedReason.RULE
    assert "place 4" in plan.unserved[0].explanation


def test_a_vehicle_and_a_time() -> None:
    problem = on_a_line(LINE, [drop("1", "a", (0, 50)), drop("2", "b")], [van("v"), van("w")])
    locks = (lock("1", start_time_s=DAY_S + 900, vehicle_id="w"), lock("2", vehicle_id="v"))
    plan = planned(with_locks(problem, *locks))
    assert order(plan) == {"v": ["2"], "w": ["1"]}
    assert next(r for r in plan.routes if r.vehicle_id == "w").stops[0].start_time_s == DAY_S + 900


def test_a_time_that_nobody_keeps() -> None:
    problem = on_a_line(LINE, THREE, [van()])
    plan = planned(with_locks(problem, lock("3", start_time_s=DAY_S - 100)))
    assert {u.shipment_id: u.reason for u in plan.unserved} == {"3": UnservedReason.TIME}


def test_the_checker_names_what_is_elsewhere() -> None:
    problem = on_a_line(LINE, THREE, [van("v"), van("w")])
    plan = planned(with_locks(problem, lock("1", vehicle_id="v", position=1)))
    last = plan.routes[0].stops[2]
    for broken, excess in (
        (lock("1", vehicle_id="w"), 0),
        (lock(last.shipment_id, position=5), 2),
        (lock(last.shipment_id, start_time_s=DAY_S), last.start_time_s - DAY_S),
    ):
        (found,) = check_plan(with_locks(problem, broken), plan)
        assert (found.kind, found.excess) == (ViolationKind.LOCK, excess)


def test_given_routes_are_judged_by_the_locks() -> None:
    problem = with_locks(on_a_line(LINE, THREE, [van("v")]), lock("3", position=1))
    routes = (known("v", ("1", 100), ("2", 200), ("3", 300)),)
    judged = evaluate_routes(EvaluationProblem(**dict(problem), routes=routes), Budget.work(1))
    assert [v.kind for v in judged.violations] == [ViolationKind.LOCK]


def test_a_pickup_and_its_delivery_at_fixed_places() -> None:
    pair = bring("p", visit("c"), visit("a"))
    problem = on_a_line(LINE, [*THREE[:2], pair], [van()])
    locks = (lock("p", activity=PICK, position=1), lock("p", position=3))
    plan = planned(with_locks(problem, *locks))
    assert [s.shipment_id for s in plan.routes[0].stops] == ["p", "2", "p", "1"] or [
        s.shipment_id for s in plan.routes[0].stops
    ] == ["p", "1", "p", "2"]


def test_faults_of_locks_come_together() -> None:
    problem = on_a_line(
        LINE,
        [*THREE, bring("p", visit("c"), visit("a"))],
        [van("v", stop_limit=Limit(maximum=2)), van("w")],
    )
    locks = (
        lock("nobody", position=1),
        lock("1", activity=PICK, position=1),
        lock("2"),
        lock("3", vehicle_id="x"),
        lock("3", position=1),
        lock("p", activity=PICK, vehicle_id="v", position=3),
        lock("p", vehicle_id="w", position=1),
    )
    found = {format_path(fault.path) for fault in cross_faults(with_locks(problem, *locks))}
    assert found == {
        "locks[0].shipment_id",
        "locks[1].activity",
        "locks[2]",
        "locks[3].vehicle_id",
        "locks[4].shipment_id",
        "locks[5].position",
        "locks[6].vehicle_id",
        "locks[6].position",
    }


def with_random_locks(seed: int) -> RoutingProblem:
    rng = random.Random(seed)
    problem = random_problem(seed)
    locks, stops = [], sum(len(s.pickups) + len(s.deliveries) for s in problem.shipments)
    for shipment in rng.sample(problem.shipments, min(2, len(problem.shipments))):
        activity = DROP if shipment.deliveries else PICK
        linked = bool(shipment.pickups and shipment.deliveries)
        place = rng.randint(1 + linked, max(1 + linked, stops))
        locks.append(lock(shipment.id, activity=activity, position=place))
    return with_locks(problem, *locks)


@pytest.mark.parametrize("engine", SPOT_ENGINES, ids=lambda e: e.name)
@pytest.mark.parametrize("seed", range(20))
def test_matches_enumeration_on_random_cases(engine: Engine, seed: int) -> None:
    problem = with_random_locks(seed)
    arrays = flatten(locked(problem), travel_matrix(problem))
    plan = plan_routes(problem, Budget.work(300), engine=engine).plan
    left_out = {u.shipment_id for u in plan.unserved}
    missed = sum(s.id in left_out and s.penalty_minor is None for s in problem.shipments)
    fewest, least = least_cost(arrays)
    assert missed == fewest
    cost = plan.route_cost_minor + plan.penalty_cost_minor
    assert abs(cost - least * arrays.tick / 18_000) <= len(plan.routes)
