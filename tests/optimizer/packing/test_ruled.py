"""The search under physical rules: every plan is judged by the checker; small cases enumerated."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from optimizer.budget import Budget
from optimizer.packing import PackingProblem, check_plan, cross_faults, pack
from tests.optimizer.packing.ruled_problems import ruled_problems


@settings(deadline=None, max_examples=300, suppress_health_check=list(HealthCheck))
@given(ruled_problems())
def test_every_plan_keeps_every_rule(of: PackingProblem) -> None:
    assert cross_faults(of) == []
    plan = pack(of, Budget.work(12)).plan
    assert check_plan(of, plan) == []
    assert all(left.explanation for left in plan.unpacked)
