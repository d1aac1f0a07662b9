"""The choice of engine: the first that holds the whole problem; an error that names the rest."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.budget import Budget
from optimizer.faults import UnsupportedProblemError
from optimizer.routing import choose as choosing
from optimizer.routing import plan_routes
from optimizer.routing.arrays import flatten
from optimizer.routing.choose import choose
from optimizer.routing.cpsat_engine import TINY_VISITS
from optimizer.routing.kernels.bundles import LONGEST_S
from optimizer.routing.model import Reload, RoutingProblem
from optimizer.routing.travel import travel_matrix
from tests.optimizer.routing.problems import (
    DAY_S,
    bring,
    drop,
    holds,
    loads,
    on_a_line,
    van,
    visit,
    window,
)

LINE = {"depot": 0, "a": 100, "b": 200}


MANY = [drop(f"more{i}", "a") for i in range(TINY_VISITS)]
"""Enough to be no tiny problem."""


def _engine(problem: RoutingProblem) -> str:
    return choose(flatten(problem, travel_matrix(problem))).name


def test_a_tiny_problem_goes_to_the_prover() -> None:
    problem = on_a_line(LINE, [drop("1", "a")], [van()])
    assert _engine(problem) == "cpsat"
    answer = plan_routes(problem, Budget.work(100))
    assert answer.report.proved_optimal
    assert answer.plan.cost_lower_bound_minor == answer.plan.route_cost_minor == 200


def test_the_plain_case_goes_to_both() -> None:
    assert _engine(on_a_line(LINE, [drop("1", "a"), *MANY], [van()])) == "sisr+pyvrp"


def test_several_windows_on_a_pair_go_to_the_rooms_own_search() -> None:
    pair = bring("1", visit("a", (0, 150), (300, 400)), visit("b"))
    assert _engine(on_a_line(LINE, [pair, *MANY], [van()])) == "sisr"


def test_decades_between_windows_go_to_constraint_programming() -> None:
    late = 2 * LONGEST_S
    problem = on_a_line(
        LINE,
        [bring("1", visit("a", (0, 150), (300, 400)), visit("b", (late, late + 9))), *MANY],
        [van(shift_window=window(0, late + 1_000))],
    )
    assert _engine(problem) == "ortools"


def test_what_no_engine_holds_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "ENGINES", choosing.ENGINES[2:3])
    pair = bring("1", visit("a", (0, 150), (300, 400)), visit("b"))
    problem = on_a_line(LINE, [pair], [van()])
    with pytest.raises(UnsupportedProblemError, match=r"pyvrp: .* several windows per visit"):
        plan_routes(problem, Budget.work(5))


@pytest.mark.parametrize("cores", [1, 2])
def test_a_second_core_is_used_and_repeats_itself(cores: int) -> None:
    places = {"depot": 0} | {f"p{i}": (37 * i) % 101 - 50 for i in range(60)}
    shipments = [drop(f"s{i}", f"p{i}", (i * 10, i * 10 + 500)) for i in range(60)]
    problem = on_a_line(places, shipments, [van(f"v{k}") for k in range(9)])
    answers = [plan_routes(problem, Budget.work(30, seed=1, cores=cores)) for _ in range(2)]
    assert answers[0].plan == answers[1].plan
    assert answers[0].plan.unserved == ()


def _street(count: int, **fields: Any) -> RoutingProblem:
    places = {"depot": 0} | {f"p{i}": (37 * i) % 101 - 50 for i in range(count)}
    shipments = [drop(f"s{i}", f"p{i}", loads=loads(kg=1), **fields) for i in range(count)]
    return on_a_line(places, shipments, [van(capacities=holds(kg=6), **_RELOADING)])


_RELOADING: dict[str, Any] = {"reloads": (Reload(depot_id="depot"),)}


def test_reloads_and_releases_are_found_by_pyvrp() -> None:
    answer = plan_routes(_street(14, release_time_s=DAY_S + 5), Budget.work(60, seed=1))
    assert answer.report.engine == "pyvrp"
    assert answer.plan.unserved == ()
    assert sum(stop.shipment_id == "" for stop in answer.plan.routes[0].stops) == 2


def test_reloading_that_takes_time_is_simulated() -> None:
    problem = _street(14)
    slow = Reload(depot_id="depot", service_duration_s=60)
    (vehicle,) = problem.vehicles
    problem = problem.model_copy(
        update={"vehicles": (vehicle.model_copy(update={"reloads": (slow,)}),)}
    )
    assert plan_routes(problem, Budget.work(20)).report.engine == "general"


def test_what_is_raced_says_whose_plan_it_is() -> None:
    places = {"depot": 0} | {f"p{i}": (37 * i) % 101 - 50 for i in range(20)}
    shipments = [drop(f"s{i}", f"p{i}") for i in range(20)]
    answer = plan_routes(on_a_line(places, shipments, [van()]), Budget.work(20))
    assert answer.report.engine in {"sisr", "pyvrp"}
