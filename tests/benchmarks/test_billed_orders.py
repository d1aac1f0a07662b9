"""Orders billed by a rate table: the bill of the judge is that of the plan."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.kinds.billed_orders import FEWEST, BilledOrders
from benchmarks.kinds.interface import Extent
from benchmarks.peers.own import NAME
from optimizer.budget import Budget


@pytest.mark.parametrize("engine", [NAME, FEWEST])
def test_bills_of_the_judge_are_those_of_the_plans(engine: str) -> None:
    kind = BilledOrders()
    task = kind.tasks(Extent(short=True))[0]
    task = replace(task, facts={**task.facts, "orders": 3})
    problems = kind.problem(task)
    answer = kind.solve(task, problems, engine, Budget.work(20))
    worth = kind.judge(task, problems, answer.plan)
    assert worth.faults == ()
    assert list(worth.values) == [plan.cost_minor for plan in answer.plan if not plan.unpacked]
    broken = [answer.plan[0].model_copy(update={"loads": ()}), *answer.plan[1:]]
    assert kind.judge(task, problems, broken).faults
