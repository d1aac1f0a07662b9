"""Items that ship in their own container: each piece is a load of its own, without a load unit."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.packing.model import (
    Item,
    Load,
    PackingObjective,
    PackingPlan,
    PackingProblem,
    Placement,
    UnpackedItem,
    UnpackedReason,
)
from optimizer.packing.rates import billed_weight_g, charge_minor


def to_be_packed(problem: PackingProblem) -> PackingProblem | None:
    """The problem without the items that ship as they are; None when nothing remains."""
    if not any(item.ships_in_own_container for item in problem.items):
        return problem
    rest = tuple(item for item in problem.items if not item.ships_in_own_container)
    return problem.model_copy(update={"items": rest}) if rest else None


def add_own_containers(problem: PackingProblem, plan: PackingPlan) -> PackingPlan:
    """The plan with the pieces that ship as they are, named S1, S2, ..."""
    own = [item for item in problem.items if item.ships_in_own_container]
    if not own:
        return plan
    loads: list[Load] = []
    unpacked: list[UnpackedItem] = []
    for item in own:
        found = list(_loads(problem, item, len(loads)))
        loads.extend(found)
        if not found:
            words = f"The carrier takes no parcel of {item.weight_g:,} g. Send it another way."
            unpacked.append(
                UnpackedItem(
                    item_id=item.id,
                    quantity=item.quantity,
                    reason=UnpackedReason.TOO_HEAVY,
                    explanation=words,
                )
            )
    cost = sum(load.cost_minor or 0 for load in loads)
    by_cost = problem.objective is PackingObjective.LOWEST_COST and problem.has_cost
    return plan.model_copy(
        update={
            "loads": (*plan.loads, *loads),
            "unpacked": (*plan.unpacked, *unpacked),
            "cost_minor": (plan.cost_minor or 0) + cost if problem.has_cost else None,
            "unit_count_lower_bound": plan.unit_count_lower_bound + len(loads),
            "cost_lower_bound_minor": (plan.cost_lower_bound_minor or 0) + cost
            if by_cost
            else None,
        }
    )


def _loads(problem: PackingProblem, item: Item, before: int) -> Iterator[Load]:
    table = problem.rate_table
    billed, cost = 0, None
    if table is not None:
        billed = billed_weight_g(table, item.size, item.weight_g)
        cost = charge_minor(table, item.size, item.weight_g, problem.rate_zone_id)
        if cost is None:
            return
    elif problem.has_cost:
        cost = 0
    placement = Placement(item_id=item.id, step=1, x_mm=0, y_mm=0, z_mm=0, size=item.size)
    for number in range(before + 1, before + item.quantity + 1):
        yield Load(
            id=f"S{number}",
            load_unit_id="",
            placements=(placement,),
            gross_weight_g=item.weight_g,
            fill_share=1.0,
            billed_weight_g=billed,
            cost_minor=cost,
        )
