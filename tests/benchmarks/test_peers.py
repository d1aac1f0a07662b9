"""Every peer gives judged answers on what it takes, refuses the rest, and names what is missing."""

from __future__ import annotations

from itertools import pairwise

import pytest

from benchmarks.instances import InstanceError, load
from benchmarks.measurement import Limits, measure
from benchmarks.peers.address_peers import NodePackage, OwnAddress, RapidFuzzAlone, address_engines
from benchmarks.peers.address_reading import AddressReading, right_divisions, same_division
from benchmarks.peers.interface import Engine
from benchmarks.peers.registry import PACKING_PEERS, ROUTING_PEERS, all_engines
from benchmarks.problems.whole_numbers import whole
from benchmarks.suites import address
from tests.benchmarks.fixture_files import FIXTURES, read, routing

FILES = (
    "solomon/R104.txt",
    "cvrp_x/X-n101-k25.vrp",
    "pdptw_lilim/lr102.txt",
    "mdvrp_cordeau/p01.txt",
    "hvrp_classic/HVRP13.txt",
    "sdvrptw/PR01.vrp",
)
PACKAGE = {"vroom": "pyvroom", "py3dbp": "py3dbp"}


@pytest.mark.parametrize("peer", ROUTING_PEERS, ids=lambda peer: peer.name)
@pytest.mark.parametrize("name", FILES)
def test_routing_peers_give_feasible_plans(peer: Engine, name: str):
    if peer.missing() is not None:
        assert peer.missing() == PACKAGE[peer.name]
        return
    if peer.refuses(read(name)):
        with pytest.raises(InstanceError):
            measure(peer, load(FIXTURES / name), Limits(1.0))
        return
    result = measure(peer, load(FIXTURES / name), Limits(1.0, work=30, curve=True))
    assert result.verdict.faults == ()
    curve = result.curve()
    assert all(later[1] <= earlier[1] for earlier, later in pairwise(curve))


@pytest.mark.parametrize("peer", PACKING_PEERS, ids=lambda peer: peer.name)
def test_packing_peers(peer: Engine):
    if peer.missing() is not None:
        assert peer.missing() == PACKAGE[peer.name]
        return
    assert measure(peer, load(FIXTURES / "orders"), Limits(1.0)).verdict.feasible


def test_names_are_unique_and_ours_comes_first():
    engines = all_engines()
    assert next(iter(engines)) == "fulfillment"
    assert {"fulfillment", "pyvrp", "vroom", "ortools", "py3dbp"} <= set(engines)
    assert len({engine.name for engine in address_engines()}) == len(address_engines())


def test_whole_numbers_keep_costs_whole():
    table = whole(routing("hvrp_classic/HVRP13.txt"))
    assert [kind.unit_cost for kind in table.fleet] == [10, 11, 12, 17, 25, 32]
    hierarchical = whole(routing("pdptw_lilim/lc101.txt"))
    assert hierarchical.fleet[0].fixed_cost == 10 * hierarchical.distances.max()


def test_missing_node_packages_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setenv("BENCHMARK_NODE", str(tmp_path))
    assert NodePackage("zh-address-parse").missing() is not None


@pytest.mark.parametrize(
    ("read_as", "true", "same"),
    [
        ("浙江", "浙江省", True),
        ("余杭", "余杭区", True),
        ("", "余杭区", False),
        ("西湖区", "余杭区", False),
        ("延边", "延边朝鲜族自治州", True),
        ("新疆", "新疆维吾尔自治区", True),
    ],
)
def test_same_division(read_as: str, true: str, same: bool):
    assert same_division(read_as, true) is same


def test_municipalities_have_no_city_of_their_own():
    truth = {"province": "北京市", "city": "北京市", "district": "朝阳区"}
    for city in ("北京市", "市辖区", ""):
        assert right_divisions(AddressReading("北京市", city, "朝阳区"), truth)
    assert not right_divisions(AddressReading("北京市", "天津市", "朝阳区"), truth)
    plain = {"province": "浙江省", "city": "杭州市", "district": "余杭区"}
    assert not right_divisions(AddressReading("浙江省", "", "余杭区"), plain)


def test_a_district_that_is_not_there_must_not_be_found():
    truth = {"province": "台湾省", "city": "台北市", "district": ""}
    assert right_divisions(AddressReading("台湾省", "台北市"), truth)
    assert not right_divisions(AddressReading("台湾省", "台北市", "中正区"), truth)


def test_address_suite_scores_readers():
    messages = address.noise_set("clean", 20, 3)
    ours = address.run(OwnAddress(), messages)
    assert ours["n"] == 20
    assert ours["right"] >= 18
    assert sum(ours["latency_counts"]) == 20
    assert 0 <= ours["accepted_wrong"] <= ours["accepted"] <= 20
    alone = address.run(RapidFuzzAlone(), messages)
    assert "accepted" not in alone
    assert alone["right"] <= 20


def test_an_empty_code_means_that_nothing_may_be_found():
    messages = address.MessageSet("x", True, ("?",), ({"adcode": ""},))
    found = address.ReadMessages((AddressReading("浙江省"),), 1.0)
    assert address.score(messages, found)["right"] == 0
    nothing = address.ReadMessages((AddressReading(),), 1.0)
    assert address.score(messages, nothing)["right"] == 1
