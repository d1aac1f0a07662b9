"""A routing problem as one model for CP-SAT, the room's prover.

Each vehicle has a circuit over its start and the visits that it may make (the arc-flow form of
Laporte 1992, with optional nodes), so that a lower bound of the whole cost is known at any time.
Moments, loads and ranks hang on the visits and follow the arcs taken. Vehicles of one type are told
apart by the first shipment that each carries, which leaves one of all their permutations.

The times of the model are free where a route may wait, whereas a route is driven by the rule of
`schedule.py`. So the model can only be too cheap, never too dear: its bound holds, and a plan is
proved when its true price meets it. `dearer` and `forbid` teach it a sequence that it has wrong.
"""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.budget import Budget
from optimizer.routing.arrays import RoutingArrays
from optimizer.routing.cpsat import Expression, True_, run, total
from optimizer.routing.cpsat_circuits import START, Circuits
from optimizer.routing.cpsat_clock import Clock, asks_the_clock
from optimizer.routing.cpsat_goods import Goods
from optimizer.routing.cpsat_order import Ranks, asks_the_order
from optimizer.routing.engine import Improved
from optimizer.routing.kernels.laws import NEVER
from optimizer.routing.schedule import Schedule, Tour


class ExactModel:
    """The model of one problem, which `supports` of the engine has let through."""

    def __init__(self, arrays: RoutingArrays) -> None:
        self.arrays = arrays
        self._circuits = Circuits(arrays)
        self.model, self.copies = self._circuits.model, self._circuits.copies
        self._start = Clock(self._circuits).start if asks_the_clock(arrays) else {}
        if asks_the_order(arrays):
            Ranks(self._circuits)
        Goods(self._circuits)
        objective: list[Expression] = []
        for copy in self.copies:
            copy.more = self.model.new_int_var(0, NEVER // 8, "dearer than modelled")
            objective += [*copy.cost, copy.more]
        objective += [
            int(arrays.left_out_cost[s]) * (1 - served)
            for s, served in enumerate(self._circuits.served)
        ]
        self.model.minimize(total(objective))

    def forbid(self, tour: Tour) -> None:
        """No vehicle of its type drives this sequence."""
        for _, arcs in self._circuits.along(tour):
            self.model.add_bool_or(arc.negated() for arc in arcs)

    def dearer(self, tour: Tour, cost: int) -> None:
        """This sequence costs no less than that."""
        for copy, arcs in self._circuits.along(tour):
            assert copy.more is not None  # noqa: S101 - set when the model was made
            self.model.add(total([*copy.cost, copy.more]) >= cost).only_enforce_if(arcs)

    def hint(self, tours: Sequence[Tour], schedules: Sequence[Schedule | None]) -> None:
        """A plan to begin from."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]
        free = list(self.copies)
        moments: dict[int, int] = {}
        true: set[int] = set()
        ordered = sorted(
            zip(tours, schedules, strict=True),
            key=lambda pair: min(
                (
                    int(self.arrays.visit_shipment[v])
                    for v in pair[0].visits
                    if v < self.arrays.visit_count
                ),
                default=0,
            ),
        )
        for tour, schedule in ordered:
            copy = next((c for c in free if c.kind == tour.vehicle_type), None)
            along = [] if copy is None else [x for x in self._circuits.along(tour) if x[0] is copy]
            if copy is None or not along:
                continue
            free.remove(copy)
            true |= {arc.index for arc in along[0][1]} | {copy.on[START].index}
            for v, start in zip(tour.visits, schedule.start_s if schedule else (), strict=False):
                if v < self.arrays.visit_count:
                    moments[v] = start
            for v in tour.visits:
                if v < self.arrays.visit_count:
                    true.add(copy.on[1 + v].index)
                    true.add(copy.carries[int(self.arrays.visit_shipment[v])].index)
        for copy in self.copies:
            for literal in (*copy.arcs.values(), *copy.on.values(), *copy.carries.values()):
                self.model.add_hint(literal, int(literal.index in true))
        for v, start in moments.items():
            if v in self._start:
                self.model.add_hint(self._start[v], start)

    def serve_at_least(self, mandatory: int) -> None:
        """A plan that serves so many mandatory shipments is known, and no cost outweighs one."""
        wanted = [
            x for x, must in zip(self._circuits.served, self.arrays.mandatory, strict=True) if must
        ]
        self.model.add(sum(wanted) >= mandatory)

    def solve(self, budget: Budget, seen: Improved) -> tuple[list[Tour] | None, int, int, bool]:
        """Tours, what the model says they cost, its bound, and whether those are proved to meet.

        `seen` hears of each better solution.
        """
        found = run(self.model, budget, lambda true, bound: seen(self._read(true), bound))
        tours = None if found.true is None else self._read(found.true)
        return tours, found.cost, found.bound, found.proved

    def _read(self, true: True_) -> list[Tour]:
        """The tours of a solution."""
        tours = []
        for copy in self.copies:
            following = {i: j for (i, j), arc in copy.arcs.items() if true(arc)}
            node, visits = following.get(START, START), []
            while node != START:
                visits.append(self._circuits.node_of(copy, node))
                node = following[node]
            if visits:
                tours.append(Tour(copy.kind, tuple(visits)))
        return tours
