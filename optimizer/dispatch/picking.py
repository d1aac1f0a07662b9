"""Orders to batches and pickers, so that all tours together are short (order batching).

Batches alone are made zone by zone (`pick_batches`); with pickers they are made together with
their times (`pick_shifts`).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from optimizer.budget import Budget
from optimizer.dispatch.check import BrokenPlanError
from optimizer.dispatch.check_picking import check_picking
from optimizer.dispatch.pick_batches import MOST_EXACT, batched
from optimizer.dispatch.pick_floor import Floor, Part, parts_of
from optimizer.dispatch.pick_shifts import Shifted, shifted
from optimizer.dispatch.pick_tours import tour_of
from optimizer.dispatch.picking_model import (
    LatePick,
    PickBatch,
    Picker,
    PickingAnswer,
    PickingLayout,
    PickingPlan,
    PickingPolicy,
    PickingProblem,
    PickLine,
    PickOrder,
    PickStop,
    UnbatchedOrder,
)
from optimizer.dispatch.picking_validate import picking_faults
from optimizer.faults import InvalidProblemError
from optimizer.shapes import SearchReport, TimeWindow


@dataclass(frozen=True, slots=True)
class _Made:
    """Batches with the parts they hold; picker and times only where there are pickers."""

    batches: list[tuple[list[Part], int, Shifted | None]]
    left: list[Part]
    bound: int
    proved: bool
    engine: str


def plan_picking(problem: PickingProblem, budget: Budget) -> PickingAnswer:
    """Batches of orders with their tours, with pickers and times where there are pickers.

    Orders larger than a cart, and orders that no shift has room for, are left out with the reason.
    Raises InvalidProblemError with every fault of the problem.
    """
    began = budget.clock()
    faults = list(picking_faults(problem))
    if faults:
        raise InvalidProblemError(faults)
    parts = parts_of(problem)
    small = [part for part in parts if part.pieces <= problem.cart_piece_limit]
    made = _timed(problem, small, budget) if problem.pickers else _untimed(problem, small, budget)
    large = [part for part in parts if part.pieces > problem.cart_piece_limit]
    plan = _plan(problem, made, large)
    violations = check_picking(problem, plan)
    if violations:
        raise BrokenPlanError(violations)
    return PickingAnswer(
        plan=plan,
        report=SearchReport(
            engine=made.engine,
            elapsed_ms=round(1000 * (budget.clock() - began)),
            proved_optimal=made.proved,
            time_limit_reached=not made.proved and budget.work_limit is None,
        ),
    )


def _untimed(problem: PickingProblem, parts: list[Part], budget: Budget) -> _Made:
    zones: dict[str, list[Part]] = {}
    for part in parts:
        zones.setdefault(part.zone_id, []).append(part)
    batches: list[tuple[list[Part], int, Shifted | None]] = []
    bound, proved, unbounded, engines = 0, True, False, Counter[str]()
    left = len(parts)
    for mine in zones.values():
        floor = Floor(problem, mine)
        # The last zone takes all that is left of the time.
        found = batched(floor, budget if left == len(mine) else budget.part(len(mine) / left))
        left -= len(mine)
        for members in floor.groups(found.batch_of):
            batches.append(([mine[i] for i in members], floor.weigh(members), None))
        walked = sum(floor.tour(members) for members in floor.groups(found.batch_of))
        mine_bound = walked if found.proved and not floor.by_points else found.bound
        bound, unbounded = bound + mine_bound, unbounded or not mine_bound
        proved = proved and found.proved
        engines[found.engine] += len(mine)
    engine = engines.most_common(1)[0][0] if engines else "subsets"
    return _Made(batches, [], 0 if unbounded else bound, proved, engine)


def _timed(problem: PickingProblem, parts: list[Part], budget: Budget) -> _Made:
    if not parts:
        return _Made([], [], 0, proved=True, engine="dispatching")
    floor = Floor(problem, parts)
    found = shifted(problem, floor, budget)
    batches: list[tuple[list[Part], int, Shifted | None]] = []
    left: list[Part] = []
    for one in found.batches:
        mine = [parts[i] for i in one.members]
        if one.picker < 0:
            left += mine
        else:
            batches.append((mine, floor.weigh(list(one.members)), one))
    return _Made(batches, left, 0, found.proved, found.engine)


def _plan(problem: PickingProblem, made: _Made, large: list[Part]) -> PickingPlan:
    batches = []
    ends: dict[str, int] = {}
    for number, (parts, weight, when) in enumerate(made.batches, start=1):
        stops = [
            PickStop(
                order_id=part.order.id, aisle=line.aisle, slot=line.slot, quantity=line.quantity
            )
            for part in parts
            for line in part.lines
        ]
        walked, distance = tour_of(problem.layout, problem.policy, stops)
        batches.append(
            PickBatch(
                id=f"B{number}",
                order_ids=tuple(part.order.id for part in parts),
                stops=tuple(walked),
                piece_count=sum(part.pieces for part in parts),
                distance_mm=distance,
                zone_id=parts[0].zone_id,
                visit_points=weight if problem.visit_weights else 0,
                picker_id=problem.pickers[when.picker].id if when else "",
                start_time_s=when.start_s if when else None,
                end_time_s=when.end_s if when else None,
            )
        )
        if when:
            for part in parts:
                ends[part.order.id] = max(ends.get(part.order.id, 0), when.end_s)
    late = [
        LatePick(order_id=order.id, lateness_s=ends[order.id] - order.due_time_s)
        for order in problem.orders
        if order.due_time_s is not None and ends.get(order.id, 0) > order.due_time_s
    ]
    return PickingPlan(
        batches=tuple(batches),
        unbatched=tuple(
            [_too_large(part, problem.cart_piece_limit) for part in large]
            + [_no_room(part) for part in made.left]
        ),
        distance_mm=sum(batch.distance_mm for batch in batches),
        distance_bound_mm=made.bound,
        visit_points=sum(batch.visit_points for batch in batches),
        late_orders=tuple(sorted(late, key=lambda one: (-one.lateness_s, one.order_id))),
        lateness_s=sum(one.lateness_s for one in late),
        end_time_s=max(ends.values(), default=None),
    )


def _too_large(part: Part, limit: int) -> UnbatchedOrder:
    return UnbatchedOrder(
        order_id=part.order.id,
        zone_id=part.zone_id,
        explanation=(
            f"it holds {part.pieces:,} pieces, a cart takes {limit:,}; split the order or take a "
            "larger cart"
        ),
    )


def _no_room(part: Part) -> UnbatchedOrder:
    where = f" of zone {part.zone_id}" if part.zone_id else ""
    return UnbatchedOrder(
        order_id=part.order.id,
        zone_id=part.zone_id,
        explanation=(
            f"no picker{where} has room for it in the shift after it is ready; extend a shift, add "
            "a picker or leave it for the next day"
        ),
    )


def warm_picking() -> None:
    """Compiles every kernel of picking, or loads it from the cache."""
    layout = PickingLayout(
        aisle_count=2, slots_per_aisle=2, slot_pitch_mm=1_000, aisle_pitch_mm=1_000
    )
    orders = tuple(
        PickOrder(id=str(i), lines=(PickLine(aisle=1 + i % 2, slot=1 + i % 2),))
        for i in range(MOST_EXACT + 1)
    )
    for policy in (PickingPolicy.OPTIMAL, PickingPolicy.S_SHAPE):
        problem = PickingProblem(layout=layout, orders=orders, cart_piece_limit=3, policy=policy)
        plan_picking(problem, Budget.work(1))
    shift = TimeWindow(start_time_s=0, end_time_s=3_600)
    crew = problem.model_copy(update={"pickers": (Picker(id="P", shift_window=shift),)})
    plan_picking(crew, Budget.work(1))
