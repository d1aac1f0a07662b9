"""From a problem to a checked plan: the one way routes leave this room."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from optimizer.budget import Budget
from optimizer.faults import InvalidProblemError, OptimizerError
from optimizer.road import TravelMatrix
from optimizer.routing.arrays import COST_PARTS, Flags, RoutingArrays, flatten
from optimizer.routing.assemble import assemble
from optimizer.routing.attempts import attempted
from optimizer.routing.begin import renumbered, sound_tours
from optimizer.routing.check import check_plan
from optimizer.routing.choose import choose
from optimizer.routing.engine import Engine, Improved
from optimizer.routing.explain import Explainer, impossible
from optimizer.routing.given import given_tours
from optimizer.routing.locks import locked
from optimizer.routing.model import (
    GivenRoute,
    PlanningProblem,
    RoutingAnswer,
    RoutingPlan,
    RoutingProblem,
    UnservedReason,
    UnservedShipment,
)
from optimizer.routing.revise import plan_changes, planning_faults, revised
from optimizer.routing.schedule import Tour, served
from optimizer.routing.travel import travel_matrix
from optimizer.routing.validate import cross_faults
from optimizer.shapes import SearchReport

_AFTERWARDS_S = 0.02
_AFTERWARDS_PER_VISIT_S = 0.000_15
"""Time kept back for assembling, checking and explaining."""
_EXPLAINING_S = 0.25
_EXPLAINING_SHARE = 0.02
"""Time kept back to find places and changes for what is left out."""
_INSERTIONS_EXPLAINED = 50
_TELL_EVERY_S = 0.2


class BrokenPlanError(OptimizerError):
    """An engine's plan failed the checker: a defect of this room, never of the caller."""


def plan_routes(
    problem: RoutingProblem,
    budget: Budget,
    on_improved: Callable[[RoutingPlan], None] | None = None,
    *,
    matrix: TravelMatrix | None = None,
    engine: Engine | None = None,
) -> RoutingAnswer:
    """Plans routes for all shipments within the budget; what cannot be served has its reason.

    `matrix` is travel that the caller already has (a road engine's, say), over at least the places
    of the problem; without it the problem's own source is read. `on_improved` hears of better
    plans while the search runs; those plans are checked too, and tell no reasons yet. `engine`
    forces an engine; without it `choose` picks one, and the report names it.

    A `PlanningProblem` is planned from its known routes, with what is frozen and what changes cost;
    the plan then tells its changes against them.

    Raises `InvalidProblemError` with all faults, `TravelError`, `UnsupportedProblemError`.
    """
    began = budget.clock()
    known: tuple[GivenRoute, ...] = ()
    if isinstance(problem, PlanningProblem):
        faults = planning_faults(problem, travel_known=matrix is not None)
        known = problem.known_routes
    else:
        faults = cross_faults(problem, travel_known=matrix is not None)
    if faults:
        raise InvalidProblemError(faults)
    asked: RoutingProblem = revised(problem) if isinstance(problem, PlanningProblem) else problem
    asked = locked(asked)
    problem = attempted(asked)
    matrix = travel_matrix(problem) if matrix is None else matrix
    arrays = flatten(problem, matrix)
    hopeless = impossible(arrays)
    searched = arrays.select(~hopeless)
    chosen = engine if engine is not None else choose(searched)
    against = chosen.supports(searched)
    if against:
        raise OptimizerError(f"engine {chosen.name} cannot hold this problem: {'; '.join(against)}")
    kept_back = _AFTERWARDS_S + _AFTERWARDS_PER_VISIT_S * arrays.visit_count
    explain_budget = replace(budget, deadline_s=budget.deadline_s - kept_back)
    explaining = min(_EXPLAINING_S, _EXPLAINING_SHARE * explain_budget.remaining_s())
    search_budget = replace(budget, deadline_s=explain_budget.deadline_s - explaining)
    tell = None
    if on_improved is not None:
        tell = _teller(asked, problem, searched, ~hopeless, matrix, on_improved, budget.clock)
    start: list[Tour] = []
    if known:
        given = sound_tours(arrays, given_tours(problem, arrays, known), ~hopeless)
        start = renumbered(arrays, given, ~hopeless)
    found = chosen.solve(searched, search_budget, start=start, on_improved=tell)
    tours = _in_all_visits(arrays, searched, ~hopeless, found.tours)
    left_out = _left_out(problem, arrays, tours, explain_budget)
    plan = assemble(problem, arrays, tours, left_out, known=known)
    plan = _bounded(problem, searched, ~hopeless, plan, found.bound, proved=found.proved_optimal)
    if known:
        plan = plan.model_copy(update={"changes": plan_changes(known, plan)})
    _demand_good(asked, plan, matrix)
    return RoutingAnswer(
        plan=plan,
        report=SearchReport(
            engine=found.engine or chosen.name,
            elapsed_ms=max(0, math.ceil((budget.clock() - began) * 1000)),
            proved_optimal=found.proved_optimal,
            time_limit_reached=search_budget.clock() >= search_budget.deadline_s,
        ),
    )


def _in_all_visits(
    arrays: RoutingArrays, searched: RoutingArrays, kept: Flags, tours: Sequence[Tour]
) -> list[Tour]:
    """Tours in visits of the whole problem instead of the searched part."""
    if searched.visit_count == arrays.visit_count:
        return list(tours)
    visits = np.flatnonzero(kept[arrays.visit_shipment])
    return [Tour(t.vehicle_type, tuple(visits[list(t.visits)].tolist())) for t in tours]


def _bounded(
    problem: RoutingProblem,
    searched: RoutingArrays,
    kept: Flags,
    plan: RoutingPlan,
    bound: int | None,
    *,
    proved: bool = False,
) -> RoutingPlan:
    """The plan with what every plan costs at least; `bound` is that of the searched part.

    What each mandatory shipment outweighs is taken off again: plans that leave out more of them
    than this one do not count.
    """
    cost = plan.route_cost_minor + plan.penalty_cost_minor
    if proved:
        return plan.model_copy(update={"cost_lower_bound_minor": cost})
    if bound is None or problem.fewest_vehicles_first:
        return plan
    missing = {u.shipment_id for u in plan.unserved}
    gone = 0
    for s, source in enumerate(searched.shipment_source.tolist()):
        if searched.mandatory[s] and problem.shipments[source].id in missing:
            gone += int(searched.left_out_cost[s])
    sure = (bound - gone) * searched.tick - COST_PARTS * len(plan.routes)
    least = max(0, sure // COST_PARTS)
    if searched.shipment_count < len(kept):
        aside = (s for s, in_search in zip(problem.shipments, kept, strict=True) if not in_search)
        least += sum(s.penalty_minor or 0 for s in aside)
    return plan.model_copy(update={"cost_lower_bound_minor": min(least, cost)})


def _left_out(
    problem: RoutingProblem, arrays: RoutingArrays, tours: Sequence[Tour], budget: Budget
) -> list[UnservedShipment]:
    missing = np.flatnonzero(~served(arrays, tours)).tolist()
    if not missing:
        return []
    explainer = Explainer(problem, arrays)
    return [
        explainer.unserved(s, tours, budget if i < _INSERTIONS_EXPLAINED else None)
        for i, s in enumerate(missing)
    ]


def _teller(
    asked: RoutingProblem,
    problem: RoutingProblem,
    searched: RoutingArrays,
    kept: Flags,
    matrix: TravelMatrix,
    on_improved: Callable[[RoutingPlan], None],
    clock: Callable[[], float],
) -> Improved:
    quiet_until = -math.inf

    def tell(tours: Sequence[Tour], /, bound: int | None = None) -> None:
        nonlocal quiet_until
        began = clock()
        if began < quiet_until:
            return
        reached = np.zeros(len(problem.shipments), np.bool_)
        reached[searched.shipment_source[served(searched, tours)]] = True
        pending = [
            UnservedShipment(
                shipment_id=problem.shipments[s].id,
                reason=UnservedReason.COMPETITION,
                explanation="Not in the best plan so far.",
            )
            for s in np.flatnonzero(~reached).tolist()
        ]
        plan = assemble(problem, searched, tours, pending)
        plan = _bounded(problem, searched, kept, plan, bound)
        _demand_good(asked, plan, matrix)
        on_improved(plan)
        # Telling costs the search its time: never more than a tenth of it, nor too often to read.
        quiet_until = clock() + max(_TELL_EVERY_S, 9 * (clock() - began))

    return tell


def _demand_good(problem: RoutingProblem, plan: RoutingPlan, matrix: TravelMatrix) -> None:
    violations = check_plan(problem, plan, matrix)
    if violations:
        words = "; ".join(v.explanation for v in violations[:3])
        raise BrokenPlanError(f"{len(violations)} violation(s): {words}")
