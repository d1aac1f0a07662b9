"""The judge prices published solutions as their authors do, and finds everything broken."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from benchmarks.instances import (
    CONVENTIONS,
    ContainerRow,
    FleetType,
    ItemRow,
    Node,
    OrderFolder,
    PackingInstance,
    RoutingInstance,
)
from benchmarks.judge import gap, judge
from benchmarks.solution import (
    FilledContainer,
    OrderSolution,
    OrdersSolution,
    PackingSolution,
    PlacedPiece,
    RoutingSolution,
    SolutionError,
    from_json,
)
from tests.benchmarks.fixture_files import packing, published_routes, routing


def test_published_routes_of_cvrp_cost_what_the_table_says():
    routes = tuple(published_routes("cvrp_x/X-n101-k25.sol"))
    verdict = judge(
        routing("cvrp_x/X-n101-k25.vrp"), RoutingSolution(routes, ((0, 0),) * len(routes))
    )
    assert (verdict.objective, verdict.feasible, verdict.vehicles) == (27591, True, 26)


def test_published_routes_with_skills_and_durations():
    instance = routing("sdvrptw/PR01.vrp")
    # Route k of the file belongs to vehicle k.
    used = [
        (route, (k, 0)) for k, route in enumerate(published_routes("sdvrptw/PR01.sol")) if route
    ]
    solution = RoutingSolution(tuple(r for r, _ in used), tuple(v for _, v in used))
    verdict = judge(instance, solution)
    assert (verdict.objective, verdict.faults) == (1655420, ())
    swapped = RoutingSolution(solution.routes, solution.vehicles[::-1])
    assert not judge(instance, swapped).feasible


SQUARE = RoutingInstance(
    name="square",
    kind="vrptw",
    depots=(Node(0, 0, 0, due=100),),
    customers=(
        Node(1, 3, 0, demand=4, ready=10, due=20, service=2),
        Node(2, 3, 4, demand=5, ready=0, due=30),
        Node(3, 0, 4, demand=6, ready=0, due=50, service=1, prize=7),
    ),
    fleet=(FleetType((0, 0), 10),),
    convention=CONVENTIONS["double"],
)


def routes_of(*routes: tuple[int, ...]) -> RoutingSolution:
    return RoutingSolution(routes, ((0, 0),) * len(routes))


def test_price_with_a_customer_left_out():
    verdict = judge(SQUARE, routes_of((1, 2)))
    assert verdict.faults == ()
    assert verdict.objective == 3 + 4 + 5 + 7


@pytest.mark.parametrize(
    ("solution", "words"),
    [
        (routes_of((1,)), "customer 2 is not visited"),
        (routes_of((1, 2), (2, 3)), "customer 2 is visited 2 times"),
        (routes_of((1, 2, 9)), "no such customer 9"),
        (routes_of((1, 0, 2)), "no such customer 0"),
        (routes_of((1, 2, 3)), "carries 15, allowed 10"),
        (routes_of((1,), (2,), (3,)), "3 vehicles of type 0, the file has 2"),
        (RoutingSolution(((1, 2),), ((1, 0),)), "no vehicle of type 1 at depot 0"),
        (RoutingSolution(((1, 2),), ((0, 4),)), "no vehicle of type 0 at depot 4"),
    ],
)
def test_broken_routes(solution: RoutingSolution, words: str):
    assert words in " / ".join(judge(SQUARE, solution).faults)


def test_windows_and_limits():
    late = replace(SQUARE, customers=(replace(SQUARE.customers[0], due=2.0), *SQUARE.customers[1:]))
    assert "reached 8 after its window" in judge(late, routes_of((1, 2))).faults[0]
    home = replace(SQUARE, depots=(Node(0, 0, 0, due=15),))
    assert "depot is reached 6 after" in judge(home, routes_of((1, 2))).faults[0]
    # Leaving at 7 waits nowhere: 3 + 2 + 4 + 5 = 14.
    for longest, feasible in ((14, True), (13.9, False)):
        short = replace(SQUARE, fleet=(FleetType((0, 0), 10, max_duration=longest),))
        assert judge(short, routes_of((1, 2))).feasible is feasible
    near = replace(SQUARE, fleet=(FleetType((0, 0), 10, max_distance=11),))
    assert "is 12 long, allowed 11" in judge(near, routes_of((1, 2))).faults[0]


def test_pickups_before_deliveries():
    pairs = RoutingInstance(
        name="pairs",
        kind="pdptw",
        depots=(Node(0, 0, 0),),
        customers=(
            Node(1, 1, 0, 5),
            Node(2, 2, 0, -5),
            Node(3, 3, 0, 6),
            Node(4, 4, 0, -6),
        ),
        fleet=(FleetType((0, 0), 10),),
        convention=CONVENTIONS["double_hierarchical"],
        pairs=((1, 2), (3, 4)),
    )
    assert judge(pairs, routes_of((1, 2, 3, 4))).objective == 8
    assert "delivery 2 comes without" in judge(pairs, routes_of((2, 1), (3, 4))).faults[0]
    assert "carries 11 after customer 3" in judge(pairs, routes_of((1, 3, 2, 4))).faults[0]
    split = judge(pairs, routes_of((1, 3), (2, 4))).faults
    assert any("pickup 1 is not delivered" in fault for fault in split)


BOX = PackingInstance(
    name="box",
    kind="container_loading",
    goal="volume",
    items=(
        ItemRow(0, (4, 3, 2), (True, False, True), 2, weight=5),
        ItemRow(1, (5, 5, 5), (False, False, True), 1, may_turn=False, weight=8),
    ),
    containers=(ContainerRow(0, (10, 5, 5), tare=1, max_gross_weight=20),),
)


def filled(*pieces: tuple[int, ...]) -> PackingSolution:
    return PackingSolution((FilledContainer(0, tuple(PlacedPiece(*p) for p in pieces)),))


def test_utilisation():
    verdict = judge(BOX, filled((1, 0, 0, 0, 5, 5, 5), (0, 5, 0, 0, 4, 3, 2)))
    assert verdict.faults == ()
    assert verdict.objective == 100 * (125 + 24) / 250


@pytest.mark.parametrize(
    ("solution", "words"),
    [
        (filled((0, 0, 0, 0, 4, 3, 2), (0, 3, 2, 1, 4, 3, 2)), "overlap"),
        (filled((0, 7, 0, 0, 4, 3, 2)), "sticks out"),
        (filled((0, 0, 0, 0, 4, 2, 3)), "does not stand like this"),
        (filled((0, 0, 0, 0, 4, 4, 2)), "does not stand like this"),
        (filled((1, 0, 0, 0, 5, 5, 5), (1, 5, 0, 0, 5, 5, 5)), "2 pieces placed"),
        (filled((7, 0, 0, 0, 1, 1, 1)), "no item in row 7"),
        (PackingSolution((FilledContainer(3, ()),)), "no container in row 3"),
        (PackingSolution((FilledContainer(0, ()),) * 2), "the problem has one"),
    ],
)
def test_broken_packings(solution: PackingSolution, words: str):
    assert words in " / ".join(judge(BOX, solution).faults)


def test_weight_counts_the_tare():
    heavy = replace(BOX, containers=(replace(BOX.containers[0], max_gross_weight=13),))
    pieces = ((1, 0, 0, 0, 5, 5, 5), (0, 5, 0, 0, 4, 3, 2))
    assert "weighs 14, allowed 13" in judge(heavy, filled(*pieces)).faults[0]


@pytest.mark.parametrize(("support", "feasible"), [(0.0, True), (0.5, True), (0.6, False)])
def test_support(support: float, feasible: bool):
    # The upper piece rests on half of its base.
    stack = filled((0, 0, 0, 0, 4, 3, 2), (0, 2, 0, 2, 4, 3, 2))
    assert judge(BOX, stack, support=support).feasible is feasible


def test_bins_must_hold_everything_that_fits():
    instance = replace(
        packing("mpv/class1_n050_01.txt"),
        items=(
            ItemRow(0, (60, 60, 60), (False, False, True), 2, may_turn=False),
            ItemRow(1, (101, 1, 1), (False, False, True), 1, may_turn=False),
        ),
    )
    one = FilledContainer(0, (PlacedPiece(0, 0, 0, 0, 60, 60, 60),))
    assert judge(instance, PackingSolution((one, one))).objective == 2
    assert judge(instance, PackingSolution((one, one))).feasible
    assert "1 of 2 pieces are not packed" in judge(instance, PackingSolution((one,))).faults[0]


def test_orders_are_all_answered():
    order = replace(BOX, name="A", goal="bins")
    folder = OrderFolder("two", "orders", (order, replace(order, name="B")))
    full = filled((1, 0, 0, 0, 5, 5, 5), (0, 5, 0, 0, 4, 3, 2))
    rest = filled((0, 0, 0, 0, 4, 3, 2))
    both = PackingSolution(full.containers + rest.containers)
    answers = OrdersSolution((OrderSolution("A", 0.1, both), OrderSolution("B", 0.1, both)))
    assert judge(folder, answers).objective == 4
    assert judge(folder, answers).feasible
    missing = judge(folder, OrdersSolution(answers.orders[:1]))
    assert missing.faults == ("order B is not answered",)


def test_gap_counts_the_way_down():
    best = packing("br/BR1.txt", 1).best_known
    assert best is not None
    assert gap(best.value / 2, best, more_is_better=True) == 0.5
    assert gap(best.value * 2, best, more_is_better=False) == 1
    assert gap(1.0, None, more_is_better=True) is None


def test_solutions_survive_json_and_bad_shapes_are_refused():
    for solution in (routes_of((1, 2)), filled((1, 0, 0, 0, 5, 5, 5))):
        assert from_json(solution.as_json()) == solution
    for wrong, words in (
        ([], "not an object"),
        ({}, "none of routes"),
        ({"routes": [[1.5]]}, "whole number"),
        ({"routes": [[1]], "vehicles": []}, "0 vehicles"),
        ({"containers": [{"items": []}]}, "has no type"),
        ({"orders": {}}, "not a list"),
    ):
        with pytest.raises(SolutionError, match=words):
            from_json(wrong)


def test_durations_never_fall_below_the_way():
    verdict = judge(SQUARE, routes_of((3,), (1, 2)))
    assert verdict.feasible
    assert math.isclose(verdict.objective or 0, 20)
