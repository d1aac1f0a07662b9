"""Planning of runs, and one run through a process of its own."""

from __future__ import annotations

from pathlib import Path

from benchmarks.data import FIXTURES, Case, checksum, packing_cases, routing_cases, thin
from benchmarks.north_star import example_day, grow
from benchmarks.peers.own import NAME, Own
from benchmarks.peers.registry import ROUTING_PEERS
from benchmarks.suites import solving
from benchmarks.worker import Job, run_job


def test_shipped_cases():
    assert {case.set_name for case in routing_cases(FIXTURES, full=True)} == {
        "solomon",
        "cvrp_x",
        "pdptw_lilim",
        "mdvrp_cordeau",
        "hvrp_classic",
        "rules",
        "sdvrptw",
    }
    packing = packing_cases(FIXTURES, full=True)
    assert {case.set_name for case in packing} == {"br", "mpv", "orders"}
    assert [case.problem for case in packing if case.file.name == "BR1.txt"] == [1, 41]


def test_panel_with_published_figures(tmp_path: Path):
    (tmp_path / "panels").mkdir()
    (tmp_path / "panels" / "br.csv").write_text(
        "file,problem,packingsolver_10s,bsg_10s,boxpacker\npacking/br/BR1.txt,21,94.69,,84.37\n"
    )
    (tmp_path / "panels" / "mpv.csv").write_text("file,lower_bound\npacking/mpv/a.txt,3\n")
    cases = packing_cases(tmp_path, full=False)
    assert cases[0].reference == (("packingsolver_10s", 94.69), ("boxpacker", 84.37))
    assert cases[0].problem == 21
    assert [case.set_name for case in cases if case.problem] == ["br", "br_full_support", "br_30_s"]
    assert cases[1].reference == (("CLTRS 2010, mean of the set", 94.51),)
    assert [(case.support, case.seconds) for case in cases[:3]] == [
        (None, None),
        (1.0, None),
        (None, 30.0),
    ]


def test_a_variant_is_a_set_and_a_kind_of_its_own():
    file = FIXTURES / "br" / "BR1.txt"
    cases = [Case(file, 1), Case(file, 1, variant="full_support", support=1.0, seconds=0.4)]
    plans = [
        plan
        for plan in solving.plan_runs(cases, [Own()], seeds=1, seconds=None)
        if plan.role == "table"
    ]
    assert [(plan.job.support, plan.job.seconds) for plan in plans] == [(0.0, 10.0), (1.0, 0.4)]
    assert {
        plan.case.set_name for plan in solving.plan_runs(cases, [Own()], seeds=1, seconds=2.0)
    } == {"br"}
    record = solving.run_plan(plans[1])
    assert record["set"] == "br_full_support"
    assert record["kind"] == "container_loading_full_support"
    assert record["convention"] == "full_support"
    assert record["feasible"] is True


def test_thinning_is_even_and_keeps_every_set():
    cases = [Case(Path(f"a/{k}")) for k in range(8)] + [Case(Path(f"b/{k}")) for k in range(4)]
    kept = thin(cases, 6)
    assert [case.file.name for case in kept if case.set_name == "a"] == ["0", "2", "4", "6"]
    assert [case.file.name for case in kept if case.set_name == "b"] == ["0", "2"]
    assert thin(cases, 12) == cases


def test_engines_run_in_turn_and_refusals_start_nothing():
    case = Case(FIXTURES / "br" / "BR1.txt", 1)
    plans = solving.plan_runs([case], [Own(), *ROUTING_PEERS], seeds=2, seconds=3.0)
    table = [plan for plan in plans if plan.role == "table"]
    assert [plan.job.seed for plan in table] == [0] * 4 + [1] * 4
    assert table[0].job.engine == NAME
    assert {plan.refused for plan in table[1:4]} == {"plans routes only"}
    assert solving.run_plan(table[1])["refused"] == "plans routes only"
    curve = [plan.job.seconds for plan in plans if plan.role == "curve"]
    assert curve == [3 / 8, 3 / 4, 3 / 2]
    assert solving.seconds_for(case, None) == 10


def test_a_run_in_a_process_of_its_own():
    file = str(FIXTURES / "hvrp_classic" / "vfmpf03.txt")
    record = run_job(Job("pyvrp", file, 1.0, work=20))
    assert record["feasible"] is True
    assert record["engine_asked"] == "pyvrp"
    assert "solution" not in record
    failed = run_job(Job("nobody", file, 1.0))
    assert "nobody" in failed["error"]


def test_checksums_name_the_content(tmp_path: Path):
    (tmp_path / "a").write_text("1")
    first = checksum(tmp_path)
    (tmp_path / "a").write_text("2")
    assert checksum(tmp_path) != first


def test_a_grown_day_is_the_same_for_the_same_seed():
    day = example_day()
    grown = grow(day, 700, seed=4)
    assert grown == grow(day, 700, seed=4)
    assert len({order["id"] for order in grown["orders"]}) == 700
    assert len(grown["vehicles"]) == 3 * len(day["vehicles"])
    assert len({vehicle["id"] for vehicle in grown["vehicles"]}) == len(grown["vehicles"])
