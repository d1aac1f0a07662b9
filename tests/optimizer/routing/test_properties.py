"""Properties of plans of small random problems with random rules, held against the prover.

The prover's optimum is the same however the problem is told, grows with the prices, and never gets
worse with one more vehicle or one rule less; the search of all rules never beats it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.budget import Budget
from optimizer.routing import RoutingProblem, cross_faults, plan_routes
from optimizer.routing.arrays import flatten
from optimizer.routing.cpsat_engine import CpSatEngine
from optimizer.routing.explain import impossible
from optimizer.routing.general_engine import GeneralEngine
from optimizer.routing.locks import locked
from optimizer.routing.model import RoutingAnswer
from optimizer.routing.travel import travel_matrix
from tests.optimizer.routing.conformance.test_rules import with_rules
from tests.optimizer.routing.test_locks import with_random_locks

small = settings(
    deadline=None, max_examples=15, derandomize=True, suppress_health_check=list(HealthCheck)
)
problems = st.builds(
    lambda make, seed: make(seed),
    st.sampled_from((with_rules, with_rules, with_random_locks)),
    st.integers(200, 2_000),
)
PROVER = CpSatEngine()

Worth = tuple[int, int]
"""Mandatory shipments left out, then the cost of routes and penalties."""


def worth(problem: RoutingProblem, answer: RoutingAnswer) -> Worth:
    left_out = {u.shipment_id for u in answer.plan.unserved}
    missed = sum(s.id in left_out and s.penalty_minor is None for s in problem.shipments)
    return missed, answer.plan.route_cost_minor + answer.plan.penalty_cost_minor


def proved(problem: RoutingProblem) -> Worth | None:
    """The worth of a proved plan; None where the prover does not hold it or ends without proof."""
    arrays = flatten(locked(problem), travel_matrix(problem))
    if PROVER.supports(arrays.select(~impossible(arrays))):
        return None
    answer = plan_routes(problem, Budget.work(1_000), engine=PROVER)
    return worth(problem, answer) if answer.report.proved_optimal else None


def changed(problem: RoutingProblem, field: str, change: Callable[[Any], Any]) -> RoutingProblem:
    return problem.model_copy(update={field: tuple(change(getattr(problem, field)))})


@small
@given(problems)
def test_the_search_keeps_every_rule_and_never_beats_the_proof(problem: RoutingProblem) -> None:
    assert cross_faults(problem) == []
    arrays = flatten(locked(problem), travel_matrix(problem))
    if GeneralEngine().supports(arrays):
        return
    found = worth(problem, plan_routes(problem, Budget.work(60), engine=GeneralEngine()))
    best = proved(problem)
    if best is not None:
        rounding = len(problem.vehicles)
        assert (found[0], found[1] + rounding) >= best


@small
@given(problems, st.randoms(use_true_random=False))
def test_the_order_of_telling_changes_nothing(problem: RoutingProblem, rng: random.Random) -> None:
    def shuffled(things: tuple[Any, ...]) -> list[Any]:
        return rng.sample(things, len(things))

    told_otherwise = changed(changed(problem, "shipments", shuffled), "vehicles", shuffled)
    one, other = proved(problem), proved(told_otherwise)
    if one is not None and other is not None:
        assert one[0] == other[0]
        assert abs(one[1] - other[1]) <= len(problem.vehicles)


@small
@given(problems, st.integers(2, 9))
def test_prices_scale_the_cost(problem: RoutingProblem, factor: int) -> None:
    dearer = scaled(problem, factor)
    one, other = proved(problem), proved(dearer)
    if one is not None and other is not None:
        assert one[0] == other[0]
        assert abs(factor * one[1] - other[1]) <= (factor + 1) * len(problem.vehicles)


def scaled(thing: Any, factor: int) -> Any:
    """Every price of a problem, whatever model it stands in, times a factor."""
    if isinstance(thing, tuple):
        return tuple(scaled(part, factor) for part in thing)
    if not hasattr(thing, "model_copy"):
        return thing
    update = {}
    for name in type(thing).model_fields:
        value = getattr(thing, name)
        if name.endswith("_minor"):
            update[name] = None if value is None else value * factor
        elif isinstance(value, tuple) or hasattr(value, "model_copy"):
            update[name] = scaled(value, factor)
    return thing.model_copy(update=update)


@small
@given(problems)
def test_one_more_vehicle_never_makes_it_worse(problem: RoutingProblem) -> None:
    extra = problem.vehicles[0].model_copy(update={"id": "one more"})
    one = proved(problem)
    other = proved(changed(problem, "vehicles", lambda vehicles: (*vehicles, extra)))
    if one is not None and other is not None:
        assert other <= (one[0], one[1] + len(problem.vehicles))


@small
@given(problems)
def test_a_rule_less_never_makes_it_worse(problem: RoutingProblem) -> None:
    one = proved(problem)
    if one is None:
        return
    for field in ("groups", "precedences", "sort_conflicts", "locks"):
        if getattr(problem, field):
            freer = proved(changed(problem, field, lambda _: ()))
            assert freer is None or freer <= (one[0], one[1] + len(problem.vehicles))
