"""Trips, releases, alternatives and backhauls: judged, solved, and proved by trying everything."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations, product
from pathlib import Path

import pytest

from benchmarks.instances import RoutingInstance, load
from benchmarks.judge import judge
from benchmarks.measurement import Limits, measure
from benchmarks.peers.ortools_peer import OrToolsPeer
from benchmarks.peers.own import Own
from benchmarks.peers.pyvrp_peer import PyVrpPeer
from benchmarks.peers.vroom_peer import VroomPeer
from benchmarks.solution import RoutingSolution, from_json
from tests.benchmarks.fixture_files import FIXTURES, routing

NAMES = ("trips", "alternatives", "backhauls")


def plan(instance: RoutingInstance, *routes: tuple[int, ...]) -> RoutingSolution:
    """Routes for the vehicles of the file in their order, the last one again where they end."""
    vehicles = [(row, kind.depot) for kind in instance.fleet for row in kind.rows]
    vehicles += vehicles[-1:] * len(routes)
    return RoutingSolution(routes, tuple(vehicles[: len(routes)]))


def faults(name: str, *routes: tuple[int, ...]) -> str:
    instance = routing(f"rules/{name}.vrp")
    return " / ".join(judge(instance, plan(instance, *routes)).faults)


GOOD = {
    "trips": ((4, 5, 0, 3), (2, 1)),
    "alternatives": ((2, 5), (7, 6)),
    "backhauls": ((1, 2, 6, 5), (3, 4, 7)),
}


@pytest.mark.parametrize("name", NAMES)
def test_right_routes(name: str):
    assert faults(name, *GOOD[name]) == ""


@pytest.mark.parametrize(
    ("name", "routes", "words"),
    [
        ("trips", ((4, 5, 3), (2, 1)), "carries 15, allowed 10"),
        ("trips", ((4, 5, 7, 3), (2, 1)), "no such customer 7"),
        ("trips", ((4, 0, 5, 3), (2, 1)), "customer 5 is reached"),
        ("trips", ((4, 3, 0, 5), (2, 1)), "customer 4 is reached"),
        ("trips", ((4, 5, 0, 3), (1,)), "customer 2 is not visited"),
        ("alternatives", ((2, 5), (7,)), "customer 6 is not visited"),
        ("alternatives", ((2,), (7, 6)), "of the alternatives [3, 4, 5] none is visited"),
        ("alternatives", ((1, 2), (4,), (7, 6)), "alternatives [1, 2] customers [1, 2] are"),
        ("alternatives", ((2, 2), (5,), (7, 6)), "customer 2 is visited 2 times"),
        ("alternatives", ((2, 5, 7, 6),), "carries 15, allowed 10"),
        ("alternatives", ((2, 0, 5), (7, 6)), "no such customer 0"),
        ("backhauls", ((1, 6, 2, 5), (3, 4, 7)), "customer 2 is served after a backhaul"),
        ("backhauls", ((1, 2), (3, 4, 7), (6, 5)), "collects backhauls without a delivery"),
        ("backhauls", ((1, 2, 6), (3, 4, 7, 5)), "carries 12, allowed 10"),
        ("backhauls", ((1, 2, 3, 6, 5), (4, 7)), "carries 16, allowed 10"),
    ],
)
def test_broken_routes(name: str, routes: tuple[tuple[int, ...], ...], words: str):
    assert words in faults(name, *routes)


def test_trips_have_a_limit_and_count_their_waiting():
    instance = routing("rules/trips.vrp")
    kind = instance.fleet[0]
    routes = plan(instance, *GOOD["trips"])
    once = replace(instance, fleet=(replace(kind, max_reloads=1),))
    assert judge(once, routes).feasible
    never = replace(instance, fleet=(replace(kind, max_reloads=0),))
    assert "reloads 1 times, allowed 0" in judge(never, routes).faults[0]
    # The second trip leaves when its goods come in and is home at 40 + 8 + 2 + 8. The first takes
    # 10 + 2 + 10 + 2 + 12 and need not be home before 40.
    for longest, feasible in ((54.0, True), (53.9, False)):
        short = replace(instance, fleet=(replace(kind, max_duration=longest),))
        assert judge(short, routes).feasible is feasible


def test_mixed_deliveries_and_pickups_share_the_vehicle():
    mixed = replace(routing("rules/backhauls.vrp"), backhauls_last=False, kind="vrpmb")
    assert mixed.extras == ("deliveries and pickups mixed on a route",)
    assert judge(mixed, plan(mixed, (1, 6, 2, 5), (3, 4, 7))).feasible
    assert "carries 14" in " ".join(judge(mixed, plan(mixed, (5, 1, 2, 6), (3, 4, 7))).faults)


def partitions(instance: RoutingInstance) -> Iterator[RoutingSolution]:
    """Every plan for two vehicles: an order of the customers, cut anywhere."""
    grouped = {number for group in instance.groups for number in group}
    alone = [node.number for node in instance.customers if node.number not in grouped]
    reloads = 2 if instance.fleet[0].reloads else 0
    for choice in product(*instance.groups):
        tokens = (*alone, *choice, *(0,) * reloads)
        for order in set(permutations(tokens)):
            for cut in range(len(order) // 2 + 1):
                yield plan(instance, *(route for route in (order[:cut], order[cut:]) if any(route)))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "engine", [Own(), PyVrpPeer(), OrToolsPeer()], ids=lambda engine: engine.name
)
def test_engines_find_the_best_of_all_plans(name: str, engine: Own | PyVrpPeer | OrToolsPeer):
    if engine.refuses(routing(f"rules/{name}.vrp")):
        assert (engine.name, name) in {("ortools", "trips"), ("ortools", "backhauls")}
        return
    instance = routing(f"rules/{name}.vrp")
    found = measure(engine, load(FIXTURES / f"rules/{name}.vrp"), Limits(1.0, work=300))
    assert found.verdict.faults == ()
    verdicts = (judge(instance, every) for every in partitions(instance))
    best = min(float(v.objective or 0) for v in verdicts if v.feasible)
    assert found.verdict.objective == best
    assert found.outcome.solution is not None
    assert from_json(found.outcome.solution.as_json()) == found.outcome.solution


@pytest.mark.parametrize(
    ("peer", "names"),
    [(OrToolsPeer(), ("trips", "backhauls")), (VroomPeer(), NAMES)],
    ids=lambda value: getattr(value, "name", ""),
)
def test_peers_name_what_they_refuse(peer: OrToolsPeer | VroomPeer, names: tuple[str, ...]):
    for name in names:
        instance = routing(f"rules/{name}.vrp")
        refused = peer.refuses(instance)
        assert refused is not None
        assert all(words in refused for words in instance.extras)


def test_a_reload_names_its_depot(tmp_path: Path):
    text = (FIXTURES / "rules/trips.vrp").read_text(encoding="utf-8")
    for old, new in (
        ("VEHICLES: 2", "VEHICLES: 2\nVEHICLES_MAX_RELOADS: 1"),
        ("2 5\n3 5\n4 5", "2 0\n3 5\n4 5"),
        ("2 0 90\n", "2 0 100\n"),
        ("1 1\n2 1\nDEPOT_SECTION\n1\n", "1 2\n2 2\nDEPOT_SECTION\n1\n2\n"),
    ):
        assert old in text
        text = text.replace(old, new)
    file = tmp_path / "two.vrp"
    file.write_text(text.replace("CAPACITY: 10", "CAPACITY: 5"), encoding="utf-8")
    found = {e.name: measure(e, load(file), Limits(1.0, work=300)) for e in (Own(), PyVrpPeer())}
    ours, other = found["fulfillment"], found["pyvrp"]
    assert ours.verdict.faults == other.verdict.faults == ()
    assert ours.verdict.objective == other.verdict.objective
    solution = ours.outcome.solution
    assert isinstance(solution, RoutingSolution)
    assert sum(route.count(1) for route in solution.routes) == 2
