"""Kinds of dispatch: their short tasks run and are judged sound."""

from __future__ import annotations

import pytest

from benchmarks.kinds.interface import Extent
from benchmarks.kinds.registry import kind_named
from optimizer.budget import Budget


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
