"""The independent checker of wave decisions: nobody is forgotten, and who must go does not wait.

The routes themselves are judged by routing's own checker before they come here; this one looks at
the decision around them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from optimizer.dispatch.check import Violation
from optimizer.dispatch.wave_model import WaveDecision, WaveProblem


def check_wave(problem: WaveProblem, decision: WaveDecision) -> list[Violation]:
    """Every violation of a decision."""
    return list(_violations(problem, decision))


def _violations(problem: WaveProblem, decision: WaveDecision) -> Iterator[Violation]:
    plan, must = decision.routing_plan, set(decision.must_go_order_ids)
    stands: Counter[str] = Counter()
    for route in plan.routes:
        if route.start_time_s < problem.decision_time_s:
            early = problem.decision_time_s - route.start_time_s
            yield Violation("too_early", route.vehicle_id, "", early, "leaves before the decision")
        stands.update(stop.shipment_id for stop in route.stops)
    stands.update(one.shipment_id for one in plan.unserved)
    stands.update(one.order_id for one in decision.waiting)
    known = {order.shipment.id for order in problem.orders}
    for name in known:
        if stands[name] != 1:
            yield Violation("cover", name, "", stands[name], "stands not exactly once")
    for name in stands:
        if name not in known:
            yield Violation("unknown", name, "", 1, "is not in the problem")
    times = {problem.decision_time_s} | {one.time_s for one in problem.later_waves}
    for one in decision.waiting:
        if one.order_id in must:
            yield Violation("must_go", one.order_id, "", 1, "must go now but waits")
        later = one.latest_decision_time_s
        if later not in times or later <= problem.decision_time_s:
            yield Violation("latest", one.order_id, "", later, "waits for a wave that is none")
        if not one.explanation.strip():
            yield Violation("no_reason", one.order_id, "", 1, "waits without a reason")
    for lost in plan.unserved:
        if lost.shipment_id not in must:
            yield Violation("unserved", lost.shipment_id, "", 1, "could wait but is left out")
    if not problem.later_waves and must != known:
        yield Violation("must_go", "", "", len(known - must), "the last wave must take everything")
