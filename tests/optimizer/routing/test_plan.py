"""The one way routes leave the room: deadlines, reasons, odd sizes, improving plans."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest

from optimizer.budget import Budget
from optimizer.faults import OptimizerError
from optimizer.road import given_matrix
from optimizer.routing import RoutingPlan, RoutingProblem, plan_routes
from optimizer.routing.engine import Found
from optimizer.routing.model import Place, UnservedReason
from optimizer.routing.ortools_engine import OrToolsEngine
from optimizer.routing.plan import BrokenPlanError
from optimizer.routing.schedule import Tour
from optimizer.shapes import Limit, Position
from tests.optimizer.routing.problems import (
    bring,
    drop,
    holds,
    loads,
    on_a_line,
    van,
    visit,
    window,
)


def _town(stops: int, vehicles: int, *, capacity: int = 10**6) -> RoutingProblem:
    rng = random.Random(7)
    names = ["depot", *(f"p{i}" for i in range(stops))]
    places = tuple(
        Place(
            id=name,
            position=Position(
                latitude_deg=47.1 + rng.random() / 10, longitude_deg=9.5 + rng.random() / 20
            ),
        )
        for name in names
    )
    line = on_a_line(
        {"depot": 0},
        [],
        [van(f"v{k}", capacities=holds(kg=capacity)) for k in range(vehicles)],
    )
    shipments = tuple(drop(f"s{i}", f"p{i}", loads=loads(kg=1)) for i in range(stops))
    return line.model_copy(update={"places": places, "shipments": shipments, "travel": None})


def test_positions_alone_are_enough() -> None:
    plan = plan_routes(_town(12, 2, capacity=6), Budget.work(50)).plan
    assert len(plan.routes) == 2
    assert plan.unserved == ()


def test_a_matrix_beside_the_problem_needs_no_positions() -> None:
    problem = on_a_line({"depot": 0, "a": 1}, [drop("1", "a")], [van()])
    problem = problem.model_copy(update={"travel": None})
    cells = np.array([[0, 70], [70, 0]])
    matrix = given_matrix(("depot", "a"), cells, cells)
    assert plan_routes(problem, Budget.work(10), matrix=matrix).plan.distance_m == 140


def test_same_seed_and_work_give_the_same_plan() -> None:
    problem = _town(40, 5, capacity=10)
    plans = [plan_routes(problem, Budget.work(60, seed=3)).plan for _ in range(2)]
    assert plans[0] == plans[1]


def test_the_report_names_the_engine() -> None:
    problem = on_a_line({"depot": 0, "a": 1}, [drop("1", "a")], [van()])
    forced = OrToolsEngine()
    assert plan_routes(problem, Budget.work(10), engine=forced).report.engine == "ortools"


def test_what_only_one_engine_holds_goes_to_it() -> None:
    problem = on_a_line(
        {"depot": 0, "a": 100, "b": 200},
        [bring("1", visit("a", (0, 150), (300, 400)), visit("b"))],
        [van()],
    )
    answer = plan_routes(problem, Budget.work(50))
    assert answer.plan.unserved == ()


def test_better_plans_are_told_while_searching() -> None:
    heard: list[RoutingPlan] = []
    plan = plan_routes(_town(30, 4, capacity=10), Budget.work(100), heard.append).plan
    costs = [p.route_cost_minor for p in heard]
    assert costs == sorted(costs, reverse=True)
    assert heard
    assert costs[-1] >= plan.route_cost_minor


def test_a_stop_ends_the_search_with_a_plan() -> None:
    plan = plan_routes(_town(20, 2), Budget.seconds(3_600, stop=lambda: True)).plan
    assert len(plan.unserved) + sum(len(r.stops) for r in plan.routes) == 20


def test_a_spent_budget_still_accounts_for_everything() -> None:
    plan = plan_routes(_town(20, 2), Budget(time.monotonic() - 1)).plan
    assert len(plan.unserved) + sum(len(r.stops) for r in plan.routes) == 20


def test_too_many_mandatory_shipments_are_served_in_part() -> None:
    plan = plan_routes(_town(60, 2, capacity=20), Budget.work(200)).plan
    assert sum(len(r.stops) for r in plan.routes) == 40
    assert {u.reason for u in plan.unserved} == {UnservedReason.COMPETITION}


def test_absurd_costs_and_amounts_are_borne() -> None:
    huge = 1_000_000_000_000
    problem = on_a_line(
        {"depot": 0, "a": 100_000_000, "b": 5},
        [
            drop("1", "a", loads=loads(kg=huge), penalty_minor=huge),
            drop("2", "b", loads=loads(kg=huge)),
        ],
        [
            van(
                fixed_cost_minor=huge,
                cost_per_km_minor=huge,
                cost_per_hour_minor=huge,
                shift_window=None,
                capacities=holds(kg=huge),
            )
        ],
    )
    plan = plan_routes(problem, Budget.work(20)).plan
    assert [u.shipment_id for u in plan.unserved] == ["1"]
    assert "its penalty" in plan.unserved[0].explanation or "beside" in (
        plan.unserved[0].explanation
    )


def test_reasons_are_in_words() -> None:
    problem = on_a_line(
        {"depot": 0, "a": 100, "b": 200},
        [
            drop("heavy", "a", loads=loads(kg=9)),
            drop("late", "b", (0, 60)),
            drop("dear", "b", penalty_minor=30),
            drop("fine", "a"),
        ],
        [van(capacities=holds(kg=5), shift_window=window(0, 5_000))],
    )
    plan = plan_routes(problem, Budget.work(50)).plan
    words = {u.shipment_id: u.explanation for u in plan.unserved}
    assert words["heavy"] == (
        "It takes up 9 of kg; the largest vehicle that may carry it holds 5. It could be served by "
        "vehicle 'van' if it carried 4 of kg more."
    )
    assert words["late"].startswith("The earliest arrival at 'b' is 2027-01-15 09:03 Europe/Vaduz")
    assert words["dear"].startswith("Serving it would cost at least 200 minor units more")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        (
            {"forbidden_vehicle_ids": ("van",)},
            "Each of its allowed vehicles ('van') lacks its skills or is forbidden for it, or",
        ),
        ({"required_skills": ("lift",)}, "None of its allowed vehicles ('van') has the skills"),
    ],
)
def test_allowed_vehicles_that_may_not_after_all_are_told_apart(
    fields: dict[str, tuple[str, ...]], words: str
) -> None:
    shipment = drop("1", "a", allowed_vehicle_ids=("van",), **fields)
    problem = on_a_line({"depot": 0, "a": 100}, [shipment], [van()])
    (left_out,) = plan_routes(problem, Budget.work(1)).plan.unserved
    assert left_out.explanation.startswith(words)


class _Careless:
    """An engine with a defect: it forgets capacities."""

    name = "careless"

    def supports(self, arrays: object) -> list[str]:
        return []

    def solve(self, arrays: object, budget: Budget, **_: object) -> Found:
        return Found((Tour(0, (0, 1)),))


class _Modest(_Careless):
    name = "modest"

    def supports(self, arrays: object) -> list[str]:
        return ["it holds nothing"]


def test_a_broken_plan_never_leaves() -> None:
    problem = on_a_line(
        {"depot": 0, "a": 100, "b": 200},
        [drop(x, x, loads=loads(kg=3)) for x in ("a", "b")],
        [van(capacities=holds(kg=5), stop_limit=Limit(maximum=5))],
    )
    with pytest.raises(BrokenPlanError, match="starts with 6 of kg, and carries 5"):
        plan_routes(problem, Budget.work(5), engine=_Careless())
    with pytest.raises(OptimizerError, match="modest cannot hold this problem: it holds nothing"):
        plan_routes(problem, Budget.work(5), engine=_Modest())
