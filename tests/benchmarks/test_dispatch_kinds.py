"""Kinds of dispatch: their short tasks run and are judged sound."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import benchmarks
from benchmarks.kinds.interface import Extent
from benchmarks.kinds.registry import kind_named
from optimizer.budget import Budget

FIXTURES = Path(benchmarks.__file__).parent / "fixtures"


@pytest.mark.parametrize("name", ["courier_weeks", "day_repairs", "volume_forecasts"])
def test_short_tasks_are_sound(name: str) -> None:
    kind = kind_named(name)
    for task in kind.tasks(Extent(short=True))[:1]:
        problem = kind.problem(task)
        for engine in task.engines:
            answer = kind.solve(task, problem, engine, Budget.work(50))
            worth = kind.judge(task, problem, answer.plan)
            assert worth.faults == ()
            assert worth.objective >= 0
            if answer.bound is not None:
                assert answer.bound <= worth.objective


def test_days_need_the_data() -> None:
    assert kind_named("dispatch_days").tasks(Extent()) == []


def test_a_day_of_waves_follows_the_rule_and_every_engine_serves_it(tmp_path: Path) -> None:
    folder = tmp_path / "routing" / "gehring_homberger"
    folder.mkdir(parents=True)
    shutil.copy(FIXTURES / "solomon" / "R104.txt", folder / "R1_4_5.txt")
    kind = kind_named("dispatch_days")
    (task, *_) = kind.tasks(Extent(folder=tmp_path))
    day = kind.problem(task)
    moments = [wave.time_s for wave in day.waves]
    assert [moment % 86_400 for moment in moments] == [
        3_600 * k for k in range(1, len(moments) + 1)
    ]
    for k, moment in enumerate(moments):
        known = [order.known_time_s for order in day.orders]
        # Drawn after the routes of the hour before have left.
        assert sum(moment - 3_600 < one <= moment for one in known) <= 100, k
    cost = {}
    for engine in ("send all", "hindsight", "hindsight (pyvrp)"):
        answer = kind.solve(task, day, engine, Budget.work(300))
        worth = kind.judge(task, day, answer.plan)
        assert worth.faults == ()
        cost[engine] = worth.objective
    # With next to no search each is near the others: the same orders, the same rules.
    assert max(cost.values()) < 1.25 * min(cost.values())
