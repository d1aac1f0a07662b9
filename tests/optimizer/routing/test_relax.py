"""What would let a left-out shipment be served: the change that is named is one that works."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.budget import Budget
from optimizer.routing import RoutingProblem, plan_routes
from optimizer.routing.model import (
    ShipmentGroup,
    ShipmentGroupRule,
    UnservedReason,
    UnservedShipment,
    Vehicle,
)
from optimizer.shapes import Limit
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

LINE = {"depot": 0, "a": 100, "b": 200, "c": 300, "west": -100}


def left_out(problem: RoutingProblem, name: str) -> UnservedShipment:
    plan = plan_routes(problem, Budget.work(60)).plan
    (found,) = plan.unserved
    assert found.shipment_id == name
    return found


def one(vehicle: Vehicle, *windows: tuple[int, int], **fields: Any) -> RoutingProblem:
    """A near shipment, and a far one that some rule keeps away."""
    near = drop("1", "a", penalty_minor=9_000)
    return on_a_line(LINE, [near, drop("2", "c", *windows, penalty_minor=500, **fields)], [vehicle])


@pytest.mark.parametrize(
    ("problem", "field", "amount"),
    [
        (one(van(), (-100, 250)), "shipments.time_windows", 50),
        (one(van(shift_window=window(0, 500))), "vehicles.shift_window", 100),
        (one(van(distance_limit_m=Limit(maximum=450))), "vehicles.distance_limit_m", 150),
        (one(van(duration_limit_s=Limit(maximum=450))), "vehicles.duration_limit_s", 150),
        (one(van(stop_limit=Limit(maximum=1))), "vehicles.stop_limit", 1),
        (one(van(capacities=holds(kg=5)), loads=loads(kg=9)), "vehicles.capacities", 4),
        (one(van(), required_skills=("cold", "lift")), "shipments.required_skills", 2),
        (one(van(driving_limit_s=Limit(maximum=450))), "vehicles.driving_limit_s", 150),
    ],
    ids=lambda x: x if isinstance(x, str) else "",
)
def test_one_rule_gives_way_by_just_so_much(
    problem: RoutingProblem, field: str, amount: int
) -> None:
    problem = problem.model_copy(update={"start_time_s": DAY_S})
    found = left_out(problem, "2")
    assert found.insertion_cost_minor is None
    assert found.relaxation is not None
    assert (found.relaxation.field, found.relaxation.vehicle_id) == (field, "van")
    assert found.relaxation.amount == amount
    assert found.relaxation.explanation in found.explanation


def test_the_change_that_is_named_is_enough() -> None:
    tight = one(van(shift_window=window(0, 500)))
    change = left_out(tight, "2").relaxation
    assert change is not None
    (vehicle,) = tight.vehicles
    for more, unserved in ((change.amount - 1, 1), (change.amount, 0)):
        longer = vehicle.model_copy(update={"shift_window": window(0, 500 + more)})
        plan = plan_routes(tight.model_copy(update={"vehicles": (longer,)}), Budget.work(60)).plan
        assert len(plan.unserved) == unserved


def test_beside_the_others_it_is_the_capacity() -> None:
    problem = on_a_line(
        LINE,
        [drop("1", "c", loads=loads(kg=4)), drop("2", "a", loads=loads(kg=4), penalty_minor=150)],
        [van(capacities=holds(kg=6))],
    )
    found = left_out(problem, "2")
    assert found.reason is UnservedReason.COMPETITION
    assert found.relaxation is not None
    assert (found.relaxation.field, found.relaxation.amount) == ("vehicles.capacities", 2)


def test_what_can_be_added_is_priced_instead() -> None:
    problem = on_a_line(LINE, [drop("1", "a"), drop("2", "c", penalty_minor=350)], [van()])
    found = left_out(problem, "2")
    assert (found.insertion_cost_minor, found.relaxation) == (400, None)
    assert "350" in found.explanation


def test_a_group_that_keeps_it_away() -> None:
    apart = ShipmentGroup(rule=ShipmentGroupRule.DIFFERENT_VEHICLES, shipment_ids=("1", "2"))
    problem = on_a_line(LINE, [drop("1", "a"), drop("2", "c", penalty_minor=9)], [van()])
    found = left_out(problem.model_copy(update={"groups": (apart,)}), "2")
    assert found.relaxation is not None
    assert found.relaxation.field == "groups"


def test_a_pair_of_stops_has_its_place_too() -> None:
    pair = bring("p", visit("a"), visit("c"), penalty_minor=1)
    problem = on_a_line(LINE, [drop("1", "b"), pair], [van()])
    assert left_out(problem, "p").insertion_cost_minor == 200


def test_the_nearest_of_several_windows_counts() -> None:
    at = drop("2", "c", (0, 100), (150, 290))
    problem = on_a_line(LINE, [drop("1", "a"), at], [van(shift_window=window(0, 9_000))])
    problem = problem.model_copy(update={"start_time_s": DAY_S})
    change = left_out(problem, "2").relaxation
    assert change is not None
    assert (change.field, change.amount) == ("shipments.time_windows", 10)
