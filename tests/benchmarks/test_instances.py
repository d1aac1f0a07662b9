"""Every format is read as its authors meant it; what is not one of them is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.instances import CONVENTIONS, InstanceError, OrderFolder, load, parse
from tests.benchmarks.fixture_files import FIXTURES, packing, read, routing


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("solomon/R104.txt", ("vrptw", 100, "dimacs_trunc1", 971.5, 25)),
        ("cvrp_x/X-n101-k25.vrp", ("cvrp", 100, "rounded_int", 27591, None)),
        ("pdptw_lilim/lc101.txt", ("pdptw", 106, "double_hierarchical", 828.94, 25)),
        ("mdvrp_cordeau/p01.txt", ("mdvrp", 50, "double", 576.87, 16)),
        ("hvrp_classic/HVRP13.txt", ("hfvrp", 50, "double", 1518.05, 17)),
        ("sdvrptw/PR01.vrp", ("sdvrptw", 48, "exact_x1000", 1655420, None)),
    ],
)
def test_routing_formats(name: str, expected: tuple):
    kind, customers, convention, best, vehicles = expected
    instance = routing(name)
    assert instance.kind == kind
    assert len(instance.customers) == customers
    assert instance.convention.name == convention
    assert instance.best_known is not None
    assert instance.best_known.value == best
    if vehicles is not None:
        assert sum(len(fleet.rows) for fleet in instance.fleet) == vehicles
    assert not instance.beyond


def test_customer_numbers_follow_the_files():
    assert [node.number for node in routing("cvrp_x/X-n101-k25.vrp").customers[:2]] == [1, 2]
    assert routing("cvrp_x/X-n101-k25.vrp").customers[0].demand == 38
    cordeau = routing("mdvrp_cordeau/p01.txt")
    assert [node.number for node in cordeau.customers] == list(range(1, 51))
    assert [(depot.x, depot.y) for depot in cordeau.depots][:2] == [(20, 20), (30, 40)]
    lilim = routing("pdptw_lilim/lr102.txt")
    demand = {node.number: node.demand for node in lilim.customers}
    assert all(demand[pickup] == -demand[delivery] > 0 for pickup, delivery in lilim.pairs)


def test_heterogeneous_fleet_keeps_rows_of_the_file():
    fleet = routing("hvrp_classic/HVRP13.txt").fleet
    assert [(kind.rows[0], len(kind.rows), kind.capacity, kind.unit_cost) for kind in fleet] == [
        (0, 4, 20, 1.0),
        (1, 2, 30, 1.1),
        (2, 4, 40, 1.2),
        (3, 4, 70, 1.7),
        (4, 2, 120, 2.5),
        (5, 1, 200, 3.2),
    ]


def test_other_convention_takes_its_own_best_known():
    single = routing("solomon/C101.txt", "double")
    assert single.convention.name == "double"
    assert single.best_known is not None
    assert single.best_known.value == 828.94
    nearest = routing("solomon/C101.txt", "rounded_int")
    assert nearest.best_known is None


def test_conventions_round_as_their_names_say():
    distance = 12.3789
    assert CONVENTIONS["rounded_int"].judged(distance) == 12
    assert CONVENTIONS["dimacs_trunc1"].judged(distance) == 123
    assert CONVENTIONS["dimacs_trunc1"].reported(123) == 12.3
    assert CONVENTIONS["dimacs_x10"].reported(123) == 123
    assert CONVENTIONS["exact_x1000"].judged(distance) == 12379
    assert CONVENTIONS["double"].judged(distance) == distance


def test_solver_units_are_never_kinder_than_the_judge():
    instance = routing("pdptw_lilim/lc101.txt")
    distances = instance.distances()
    assert (instance.convention.solver_durations(distances) >= distances * 1000 - 1e-6).all()


def test_packing_formats():
    loading = packing("br/BR1.txt", 41)
    assert loading.name == "BR1_41"
    assert loading.containers[0].inner == (587, 233, 220)
    assert loading.items[0].upright.count(True) >= 1
    assert loading.best_known is not None
    assert loading.best_known.value == 95.8065
    bins = packing("mpv/class1_n050_01.txt")
    assert (bins.piece_count, bins.containers[0].inner) == (50, (100, 100, 100))
    assert not any(item.may_turn for item in bins.items)
    assert bins.best_known is not None
    assert (bins.best_known.value, bins.best_known.meaning) == (14, "lower bound")


def test_order_folder():
    folder = read("orders")
    assert isinstance(folder, OrderFolder)
    assert len(folder.orders) == 98
    assert len(folder.orders[0].containers) == 4
    rows = [item.row for order in folder.orders for item in order.items]
    assert rows == list(range(len(rows)))


def test_thpack_lines_without_the_middle_flag(tmp_path: Path):
    file = tmp_path / "thpack9.txt"
    file.write_text("1\n7\n10 10 10\n1\n3 6 1 9 12 1 20\n")
    instance = parse(load(file), problem=7)
    assert instance.name == "IMM7"
    assert instance.items[0].size == (6, 9, 12)  # type: ignore[union-attr]


def test_vrplib_names_what_the_model_does_not_hold(tmp_path: Path):
    text = (FIXTURES / "cvrp_x/X-n101-k25.vrp").read_text(encoding="utf-8")
    file = tmp_path / "pick.vrp"
    members = " ".join(str(node) for node in range(10, 61))
    for section, words in (
        ("BACKHAUL_SECTION\n2\t1", "deliveries and pickups at one customer"),
        (f"MUTUALLY_EXCLUSIVE_GROUP_SECTION\n1 {members}", "more than 50 alternative places"),
        ("MUTUALLY_EXCLUSIVE_GROUP_SECTION\n1 2 3", "alternatives whose goods differ"),
    ):
        file.write_text(text.replace("DEPOT_SECTION", f"{section}\nDEPOT_SECTION"))
        instance = parse(load(file))
        assert any(words in trouble for trouble in instance.beyond)  # type: ignore[union-attr]


def test_trips_alternatives_and_backhauls_are_read():
    trips = routing("rules/trips.vrp")
    assert [(len(kind.rows), kind.reloads) for kind in trips.fleet] == [(2, (0,))]
    assert [node.release for node in trips.customers] == [0, 0, 40, 0, 5]
    assert trips.extras == ("several trips of one vehicle", "release times at the depot")
    choices = routing("rules/alternatives.vrp")
    assert choices.groups == ((1, 2), (3, 4, 5))
    assert choices.extras == ("alternative places of one shipment",)
    back = routing("rules/backhauls.vrp")
    assert back.backhauls_last
    assert [node.backhaul for node in back.customers] == [0, 0, 0, 0, 4, 5, 8]
    assert not any(instance.beyond for instance in (trips, choices, back))


TWO = "NAME: a\nDIMENSION: 3\nNODE_COORD_SECTION\n1 0 0\n2 1 1\n3 2 2\n"


@pytest.mark.parametrize(
    ("text", "trouble"),
    [
        ("", "is empty"),
        ("hello world\n", "is in no format"),
        ("1 2\n3 4\n", "is in no format"),
        ("25\t200\t1\n0 40 50 0 0 1236 0 0 0\n1 1 1 10 0 10 0 0 5\n", "row 1 names delivery 5"),
        ("2 4 5 1\n0 80\n", "ends where a customer"),
        ("8 4 5 1\n0 80\n", "type 8 (unknown)"),
        ("1\n1\n10 10 10\n1\n1 5 0 5 0 5 0 3\n", "no measure may point up"),
        ("1\n1\n10 10 10\n1\n1 5 1 5 x 5 0 3\n", "is in no format|expected numbers"),
        ("2 10 10 10\n11 1 1\n1 1 1\n", "does not fit the bin"),
        ("3 10 10 10\n5 1 1\n1 1 1\n", "box 3 of 3"),
        ("NAME: a\nDIMENSION: 3\nNODE_COORD_SECTION\n1 0 0\n9 1 1\n", "between 1 and 3"),
        ("NAME: a\nDIMENSION: 3\nNODE_COORD_SECTION\n1 0 0\n", "does not hold 3 nodes"),
        ("NAME: a\nDIMENSION: 2\nSTRANGE_SECTION\n1 0\n", "STRANGE_SECTION"),
        (TWO + "MUTUALLY_EXCLUSIVE_GROUP_SECTION\n1 1 2\n", "names 1, which is no customer"),
        (TWO + "MUTUALLY_EXCLUSIVE_GROUP_SECTION\n1 2 3 2\n", "in two groups or twice"),
        (TWO + "VEHICLES: 1\nVEHICLES_RELOAD_DEPOT_SECTION\n1 2\n", "a node that is no depot"),
    ],
)
def test_files_that_cannot_be_read_say_why(tmp_path: Path, text: str, trouble: str):
    file = tmp_path / "case.txt"
    file.write_text(text)
    with pytest.raises(InstanceError, match=trouble.replace("(", r"\(").replace(")", r"\)")):
        parse(load(file))


def test_paths_without_an_instance(tmp_path: Path):
    with pytest.raises(InstanceError, match="No such file"):
        load(tmp_path / "nothing")
    with pytest.raises(InstanceError, match=r"without items\.csv and boxes\.csv"):
        load(tmp_path)
    binary = tmp_path / "binary"
    binary.write_bytes(bytes(range(256)))
    with pytest.raises(InstanceError, match="not a text file"):
        load(binary)


def test_problem_must_be_one_of_the_file():
    with pytest.raises(InstanceError, match=r"has no problem 2; it holds \[1, 41\]"):
        read("br/BR1.txt", 2)
    with pytest.raises(InstanceError, match="name one of"):
        read("br/BR1.txt")
    with pytest.raises(InstanceError, match="--problem is for thpack"):
        read("mpv/class1_n050_01.txt", 1)


def test_a_file_cut_short_is_refused(tmp_path: Path):
    whole = (FIXTURES / "cvrp_x/X-n101-k25.vrp").read_text()
    cut = tmp_path / "cut.vrp"
    cut.write_text(whole[: whole.index("DEMAND_SECTION") + 60])
    with pytest.raises(InstanceError, match="of 101 nodes"):
        parse(load(cut))
