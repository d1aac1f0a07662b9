"""Orders to pick in batches, against batches in order of arrival and by seed and savings rules.

The warehouse and the demand follow Henn and Waescher 2012: one block of ten aisles with 45 places
on each side, a unit between places, five between aisles, one from the last place to the cross
aisle, the depot in front of the first aisle. Articles of class A (52 % of demand) lie in aisle 1, B
(36 %) in aisles 2 to 4, C (12 %) in the others; an order has 5 to 25 picks, a cart takes 45.
"""

from __future__ import annotations

import random
from collections import Counter
from importlib.metadata import version
from typing import Any

from benchmarks.kinds.interface import Answer, Extent, Task, Worth
from benchmarks.peers.own import NAME
from benchmarks.peers.picking_rules import RULES, Batches
from optimizer import dispatch
from optimizer.budget import Budget
from optimizer.dispatch import PickingLayout, PickingPolicy, PickingProblem, PickLine, PickOrder
from optimizer.dispatch.pick_tours import tour_of

SECONDS = 10.0
STEPS = 4_000
ORDERS, SHORT_ORDERS = 500, 80
SEEDS = 3
CART = 45
UNIT_MM = 1_000
CLASSES = ((0.52, (1,)), (0.36, (2, 3, 4)), (0.12, (5, 6, 7, 8, 9, 10)))
POLICIES = (PickingPolicy.S_SHAPE, PickingPolicy.LARGEST_GAP, PickingPolicy.OPTIMAL)


def draw_orders(count: int, seed: int, policy: PickingPolicy) -> PickingProblem:
    """Class-based demand; each pick is one piece from one place."""
    chance = random.Random(seed)
    orders = []
    for number in range(count):
        lines: Counter[tuple[int, int]] = Counter()
        for _ in range(chance.randint(5, 25)):
            aisles = chance.choices([a for _, a in CLASSES], [share for share, _ in CLASSES])[0]
            lines[chance.choice(aisles), chance.randint(1, 45)] += 1
        orders.append(
            PickOrder(
                id=f"O{number + 1:03d}",
                lines=tuple(
                    PickLine(aisle=aisle, slot=slot, quantity=pieces)
                    for (aisle, slot), pieces in sorted(lines.items())
                ),
            )
        )
    return PickingProblem(
        layout=PickingLayout(
            aisle_count=10,
            slots_per_aisle=45,
            slot_pitch_mm=UNIT_MM,
            aisle_pitch_mm=5 * UNIT_MM,
            cross_aisle_gap_mm=UNIT_MM,
        ),
        orders=tuple(orders),
        cart_piece_limit=CART,
        policy=policy,
    )


class PickingBatches:
    """One task for each policy of walking and seed; the objective is metres walked."""

    name = "picking"
    suite = "dispatch"
    ablations: frozenset[str] = frozenset()

    def tasks(self, extent: Extent) -> list[Task]:
        """Three policies, three seeds; in the short table fewer orders and one seed."""
        count = SHORT_ORDERS if extent.short else ORDERS
        return [
            Task(
                self.name,
                f"picking_{policy}",
                f"{count} orders {seed}",
                SECONDS,
                count,
                (NAME, *RULES),
                {"policy": str(policy), "seed": seed, "orders": count},
            )
            for policy in POLICIES
            for seed in range(1 if extent.short else SEEDS)
        ]

    def missing(self, engine: str) -> str | None:
        """Never: the rules are written here."""
        return None

    def version(self, engine: str) -> str:
        """Of this distribution, or where the rule is from."""
        return "rule" if engine in RULES else version("fulfillment-optimizer")

    def work(self, task: Task, engine: str) -> int:
        """Steps of annealing."""
        return STEPS

    def warm(self) -> None:
        """Compiles the kernels."""
        dispatch.warm()

    def problem(self, task: Task) -> PickingProblem:
        """Draws the orders."""
        facts = task.facts
        return draw_orders(facts["orders"], facts["seed"], PickingPolicy(facts["policy"]))

    def solve(self, task: Task, problem: PickingProblem, engine: str, budget: Budget) -> Answer:
        """Batches, each with its stops in the order of walking and its stated length."""
        if engine in RULES:
            return Answer(_walked(problem, RULES[engine](problem)), engine)
        answer = dispatch.plan_picking(problem, budget)
        tours = [
            (
                list(batch.order_ids),
                [(one.aisle, one.slot) for one in batch.stops],
                batch.distance_mm,
            )
            for batch in answer.plan.batches
        ]
        return Answer(tours, answer.report.engine)

    def judge(self, task: Task, problem: PickingProblem, plan: Any) -> Worth:
        """Carts and orders are counted; no tour is shorter than walking its stops, in the stated
        order or by the policy's rule.
        """
        layout = problem.layout
        orders = {one.id: one for one in problem.orders}
        faults = []
        done: Counter[str] = Counter()
        metres = []
        for number, (members, stops, stated_mm) in enumerate(plan):
            done.update(members)
            if sum(orders[one].piece_count for one in members) > problem.cart_piece_limit:
                faults.append(f"batch {number}: more pieces than a cart takes")
            wanted = sorted(
                (line.aisle, line.slot) for one in members for line in orders[one].lines
            )
            if sorted(stops) != wanted:
                faults.append(f"batch {number}: other stops than its orders")
            if stated_mm < _walk_mm(layout, stops):
                faults.append(f"batch {number}: walks less than from stop to stop")
            if problem.policy is PickingPolicy.OPTIMAL and stated_mm > _walk_mm(layout, stops):
                faults.append(f"batch {number}: walks a detour")
            metres.append(stated_mm / 1_000)
        if set(done) != set(orders) or set(done.values()) != {1}:
            faults.append("not every order is in one batch")
        return Worth(sum(metres), tuple(faults))


def _walked(problem: PickingProblem, batches: Batches) -> list[Any]:
    """The batches of a rule, walked by the policy of the problem."""
    found = []
    for members in batches:
        stops = [
            dispatch.PickStop(
                order_id=order.id, aisle=line.aisle, slot=line.slot, quantity=line.quantity
            )
            for order in members
            for line in order.lines
        ]
        walked, distance = tour_of(problem.layout, problem.policy, stops)
        found.append(([one.id for one in members], [(s.aisle, s.slot) for s in walked], distance))
    return found


def _walk_mm(layout: PickingLayout, stops: list[tuple[int, int]]) -> int:
    """From the depot along the stops, the nearest way between each two, and back."""
    home = (layout.depot_aisle, 0)
    spots = [(aisle, layout.depth_mm(slot)) for aisle, slot in stops]
    length = layout.aisle_length_mm
    total = 0
    for (aisle, depth), (to_aisle, to_depth) in zip([home, *spots], [*spots, home], strict=True):
        if aisle == to_aisle:
            total += abs(depth - to_depth)
        else:
            around = min(depth + to_depth, 2 * length - depth - to_depth)
            total += abs(aisle - to_aisle) * layout.aisle_pitch_mm + around
    return total
