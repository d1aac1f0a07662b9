"""Kinds of the suites cutting and dispatch: every one keeps the interface and its judge judges."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from benchmarks.judge.cutting import CutPiece, pattern_faults
from benchmarks.kinds.carton_sizes import blank_mm2
from benchmarks.kinds.dock_days import CPSAT, LEFT_OUT, LOADS, DockDays, draw_day
from benchmarks.kinds.docks_bound import least_cost
from benchmarks.kinds.guillotine import rules_of
from benchmarks.kinds.interface import BOUND, Extent, Kind, Task
from benchmarks.kinds.picking_batches import PickingBatches, draw_orders
from benchmarks.kinds.registry import KINDS, kind_named
from benchmarks.kinds.worker import KindJob, measured
from benchmarks.peers.own import NAME
from benchmarks.peers.picking_rules import RULES
from benchmarks.suites import kinds as suite
from optimizer.budget import Budget
from optimizer.cutting import BoxStyle
from optimizer.cutting.blank import blank_rectangle
from optimizer.dispatch import PickingPolicy
from optimizer.shapes import Size


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_every_kind_has_short_tasks_for_known_engines(kind: Kind):
    tasks = kind.tasks(Extent(short=True))
    assert tasks or kind.name == "dispatch_days"  # its instances do not ship
    assert kind.suite in suite.SUITES
    assert kind_named(kind.name) is kind
    assert len({(task.set_name, task.instance) for task in tasks}) == len(tasks)
    for task in tasks:
        assert NAME in task.engines
        for engine in task.engines:
            assert kind.missing(engine) is None
            assert kind.work(task, engine) > 0


def small(kind: str, **facts: Any) -> Task:
    task = kind_named(kind).tasks(Extent(short=True))[0]
    return replace(task, facts={**task.facts, **facts})


@pytest.mark.parametrize(
    "task",
    [
        small("docks", sizes=[12, 3, 2], load="tight"),
        small("picking", orders=14),
        small("right_sized", orders=1, items=3, parts=1),
    ],
    ids=lambda task: task.kind,
)
def test_engines_answer_and_no_answer_beats_the_bound(task: Task):
    found = {engine: measured(KindJob(task, engine, 1.0, work=20)) for engine in task.engines}
    own = found[NAME]
    assert own["feasible"], own["faults"]
    assert own == measured(KindJob(task, NAME, 1.0, work=20)) | {
        name: own[name] for name in ("seconds", "latencies")
    }
    if BOUND in found:
        assert found[BOUND]["objective"] is None
        best = min(one["objective"] for one in found.values() if one["feasible"])
        assert 0 < found[BOUND]["bound"] <= best + 1e-6


@pytest.mark.parametrize("load", LOADS)
@pytest.mark.parametrize("seed", range(3))
def test_the_bound_of_docks_stays_below_the_proved_optimum(load: str, seed: int):
    problem = draw_day(load, seed, 7, 2, 1)
    task = replace(DockDays().tasks(Extent(short=True))[0], facts={})
    answer = DockDays().solve(task, problem, CPSAT, Budget.work(20_000))
    worth = DockDays().judge(task, problem, answer.plan)
    assert worth.feasible
    assert worth.objective is not None
    assert answer.bound == pytest.approx(worth.objective, abs=1.0)
    assert least_cost(problem, LEFT_OUT) <= worth.objective + 1e-6


def test_the_judge_of_docks_sees_what_is_wrong():
    kind, task = DockDays(), small("docks", sizes=[12, 3, 2])
    problem = kind.problem(task)
    plan = kind.solve(task, problem, NAME, Budget.work(5)).plan
    assert kind.judge(task, problem, plan).feasible
    early = (replace(plan[0], start_s=0, end_s=60), *plan[1:])
    words = " ".join(kind.judge(task, problem, early).faults)
    assert "too early" in words
    assert "not loaded for its duration" in words
    twice = (*plan, plan[-1])
    assert "a departure is loaded twice" in kind.judge(task, problem, twice).faults


@pytest.mark.parametrize("policy", list(PickingPolicy))
def test_rules_of_picking_fill_carts_and_savings_save(policy: PickingPolicy):
    problem = draw_orders(60, 3, policy)
    task = small("picking")
    walked = {}
    for engine in RULES:
        plan = PickingBatches().solve(task, problem, engine, Budget.work(1)).plan
        worth = PickingBatches().judge(task, problem, plan)
        assert worth.feasible, worth.faults
        walked[engine] = worth.objective
    assert walked["savings rule"] < walked["arrival"]
    broken = [(members, stops, stated - 1) for members, stops, stated in plan]
    assert policy is not PickingPolicy.OPTIMAL or any(
        "walks less" in fault for fault in PickingBatches().judge(task, problem, broken).faults
    )


def test_stages_are_read_from_places():
    left, low, high = CutPiece(0, 0, 0, 5, 10), CutPiece(1, 5, 0, 5, 4), CutPiece(2, 5, 4, 5, 6)
    sheet = (10, 10)
    assert pattern_faults("p", [left, low, high], sheet, 2, True) == []
    assert pattern_faults("p", [left, low, high], sheet, 2, False) == [
        "p: cannot be cut in 2 stages"
    ]
    assert pattern_faults("p", [left, low, high], sheet, 3, False) == []
    assert pattern_faults("p", [left, low, high], sheet, 2, True, homogeneous=True) != []
    pinwheel = [
        CutPiece(0, 0, 0, 6, 4),
        CutPiece(1, 6, 0, 4, 6),
        CutPiece(2, 4, 6, 6, 4),
        CutPiece(3, 0, 4, 4, 6),
    ]
    assert pattern_faults("p", pinwheel, sheet, 9, None) == ["p: cannot be cut in 9 stages"]
    assert "outside" in pattern_faults("p", [CutPiece(0, 6, 0, 5, 5)], sheet, 2, None)[0]


def test_names_of_problem_types():
    assert rules_of("bin_packing_3nho_bins").first_vertical is False
    assert rules_of("cuttingstock_bins_3hvo").homogeneous
    knapsack = rules_of("knapsack_2stage_nonexact_Horizontal")
    assert (knapsack.stages, knapsack.first_vertical, knapsack.knapsack) == (2, False, True)
    with pytest.raises(ValueError, match="unknown"):
        rules_of("something else")


@pytest.mark.parametrize("sides", [(300, 200, 100), (201, 305, 77)])
def test_blanks_are_reckoned_like_the_room_does(sides: tuple[int, int, int]):
    long, wide = blank_rectangle(BoxStyle.FEFCO_0201, *sides, 4_000, 35)
    inner = Size(length_mm=sides[0], width_mm=sides[1], height_mm=sides[2])
    assert blank_mm2(inner) == long * wide


def test_runs_of_a_suite_and_thinning():
    plans = suite.plan_runs("dispatch", Extent(short=True), sets=["docks"])
    assert {plan.role for plan in plans} == {"table", "ablation", "bound"}
    assert all(plan.job.work for plan in plans)
    assert suite.instances(plans) == len(LOADS)
    kept = suite.thinned(plans, sum(plan.most_seconds for plan in plans[:4]) / 60)
    assert suite.instances(kept) == 1
    alone = suite.plan_runs("dispatch", Extent(), sets=["docks"], engines=[])
    assert {plan.job.engine for plan in alone} == {NAME, f"{NAME}/first timetable", BOUND}
