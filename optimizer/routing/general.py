"""Every rule of the model from Python: simulates routes, and searches by ruin and recreate."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.budget import Budget
from optimizer.routing.kernels import laws as table
from optimizer.routing.kernels.chance import seeded
from optimizer.routing.kernels.laws import Desk, Laws, Rows
from optimizer.routing.kernels.rebuild import (
    COUNT,
    GIVEN,
    IMPROVED,
    KIND,
    LOWEST,
    ROUTE_COLUMNS,
    TOTALS,
    Plan,
    mean_price,
    search,
)
from optimizer.routing.kernels.timing import drive_route

SPARE = 8
"""Places of a route beyond its stops: for reloads."""
_PLANNED_PLACES = 400
"""Longer routes do not have their waiting planned."""
_DEPARTURES_TRIED = 400
_SLICE_S = 0.02
_STEPS_MAX = 10_000
_FIRST_TRIALS = 4
_TRIALS_COUNTED = 100
"""Trials between two looks at the clock where the work is limited: never a matter of speed."""
HOT = 0.5
COLD = 0.005


@dataclass(frozen=True, slots=True)
class Drive:
    """One route as it is driven; times in seconds from the origin, one row per node.

    `times` are arrival, ready (set-up and pauses over), start, departure and seconds driven to it;
    `breaks` are starts
    and lengths; `cost` is in cost units, `bill` its parts.
    """

    leave_s: int
    end_s: int
    times: tuple[tuple[int, int, int, int, int], ...]
    breaks: tuple[tuple[int, int], ...]
    distance_m: int
    driving_s: int
    waiting_s: int
    cost: int
    bill: tuple[int, ...]


def desk(laws: Laws, places: int) -> Desk:
    """Room for routes of so many nodes."""
    shipments, dims = len(laws.shipment), laws.visit.shape[1] - table.CHANGE
    groups = int(laws.apart.max(initial=-1)) + 1

    def zeros(*shape: int) -> table.Longs:
        return np.zeros(shape, np.int64)

    return Desk(
        times=zeros(places + 2, 5),
        taken=zeros(places + 2, table.PAUSES + 1),
        plan=zeros(places + 2),
        label=zeros(places + 2, table.PAUSES + 1, 1 + 2 * table.RESTS),
        counter=zeros(2, 2 * table.RESTS),
        trip=zeros(places + 2, 2),
        noted=zeros(2 * shipments + 2, 4),
        bound=zeros(2 * shipments + 2, 2),
        flagged=zeros(groups + 1),
        sorts=zeros(len(laws.clash), 2),
        cargo=zeros(places + 2, 2),
        breaks=zeros(places + 100, 2),
        aboard=zeros(dims, 2),
        sums=zeros(table.SUMS),
        bill=zeros(table.BILLS),
        trial=np.zeros(places + 2, np.int32),
        moment=zeros(table.MOMENTS),
        least=zeros(table.MOMENTS),
        chosen=np.zeros((min(places + 2, _PLANNED_PLACES), table.MOMENTS), np.int32),
        offset=zeros(places + 2),
        queue=zeros(_DEPARTURES_TRIED),
        stamp=zeros(table.STAMPS),
    )


class Simulator:
    """Drives routes of one problem, given as nodes."""

    def __init__(self, laws: Laws) -> None:
        self._laws = laws
        self._desk = desk(laws, 16)

    def drive(self, t: int, nodes: Sequence[int]) -> Drive | None:
        """The best way to drive a route; None where it breaks a rule."""
        row = self._row(nodes)
        if drive_route(self._laws, self._desk, row, len(nodes), t, False) < 0:
            return None
        return self._read(len(nodes))

    def cost(self, t: int, nodes: Sequence[int]) -> int | None:
        """Cost of the best way to drive a route in cost units; None where it breaks a rule."""
        row = self._row(nodes)  # may make a larger desk, so it comes first
        found = drive_route(self._laws, self._desk, row, len(nodes), t, False)
        return None if found < 0 else found

    def late(self, t: int, nodes: Sequence[int]) -> Drive:
        """The route as early as it can be, late where it must."""
        row = self._row(nodes)
        drive_route(self._laws, self._desk, row, len(nodes), t, True)
        return self._read(len(nodes))

    def _row(self, nodes: Sequence[int]) -> Rows:
        if len(nodes) > len(self._desk.trial) - 2:
            self._desk = desk(self._laws, 2 * len(nodes))
        return np.array(nodes, np.int32)

    def _read(self, count: int) -> Drive:
        sums = self._desk.sums
        breaks = self._desk.breaks[: int(sums[table.BREAKS])]
        return Drive(
            leave_s=int(sums[table.LEAVES]),
            end_s=int(sums[table.ENDS]),
            times=tuple(tuple(row) for row in self._desk.times[:count].tolist()),
            breaks=tuple(tuple(row) for row in breaks.tolist()),
            distance_m=int(sums[table.METRES]),
            driving_s=int(sums[table.DROVE]),
            waiting_s=int(sums[table.WAITED]),
            cost=int(sums[table.COST]),
            bill=tuple(self._desk.bill.tolist()),
        )


class Rebuild:
    """One search over one problem; `routes` are the best found so far."""

    def __init__(self, laws: Laws, seed: int, start: Sequence[tuple[int, Sequence[int]]]) -> None:
        shipments = len(laws.shipment)
        stops = int(
            (laws.shipment[:, table.END_PICKUP] > laws.shipment[:, table.FIRST_PICKUP]).sum()
            + (laws.shipment[:, table.END_DELIVERY] > laws.shipment[:, table.FIRST_DELIVERY]).sum()
        )
        trips = int(laws.kind[:, table.TRIPS].max(initial=1))
        places = stops + min(trips, stops) + SPARE
        routes = int(laws.kind[:, table.END_ROUTE].max(initial=0))
        self._laws = laws
        self._desk = desk(laws, places)
        self._plan = Plan(
            nodes=np.zeros((routes, places), np.int32),
            route=np.zeros((routes, ROUTE_COLUMNS), np.int64),
            where=np.full(shipments, table.NONE, np.int64),
            kept=np.zeros((routes + 1, places), np.int32),
            kept_route=np.zeros((routes + 1, ROUTE_COLUMNS), np.int64),
            noted=np.zeros(routes + 1, np.int64),
            best=np.zeros((routes, places), np.int32),
            best_count=np.zeros(routes, np.int64),
            hand=np.zeros(shipments + 16, np.int64),
            key=np.zeros(shipments + 16),
            draft=np.zeros((3, places + 2), np.int32),
            total=np.zeros(TOTALS, np.int64),
            random=seeded(seed),
        )
        for t, row in enumerate(laws.kind):
            first, end = int(row[table.FIRST_ROUTE]), int(row[table.END_ROUTE])
            self._plan.route[first:end, KIND] = t
            given = laws.given[row[table.FIRST_GIVEN] : row[table.END_GIVEN]]
            self._plan.route[first:end, GIVEN] = len(given)
            for r in range(first, end):
                self._set(r, given.tolist())
        free = laws.kind[:, table.FIRST_ROUTE].tolist()
        for t, nodes in start:
            if free[t] < laws.kind[t, table.END_ROUTE]:
                self._set(free[t], nodes)
                free[t] += 1
        # Sound and priced from here on; what is absent is placed when the search begins.
        self._filled = search(self._laws, self._desk, self._plan, 1, 0, 1.0, 1.0, True)

    def _set(self, r: int, nodes: Sequence[int]) -> None:
        plan, visit = self._plan, self._laws.visit
        plan.nodes[r, : len(nodes)] = nodes
        plan.route[r, COUNT] = len(nodes)
        for v in nodes:
            if visit[v, table.ACTIVITY] != table.RELOAD:
                plan.where[visit[v, table.SHIPMENT]] = r

    @property
    def cost(self) -> int:
        """Cost of the best routes, with that of everything left out."""
        return int(self._plan.total[LOWEST])

    def routes(self) -> list[tuple[int, tuple[int, ...]]]:
        """The best routes: type and nodes."""
        plan = self._plan
        return [
            (int(plan.route[r, KIND]), tuple(plan.best[r, :count].tolist()))
            for r, count in enumerate(plan.best_count.tolist())
            if count
        ]

    def search(self, budget: Budget, improved: Callable[[], None] | None = None) -> None:
        """Places what is absent, then anneals over the budget; a work limit counts steps.

        `improved` is told of the first plan that was tried for everything, and of better ones.
        """
        pace = _Pace(budget)
        while not self._filled and not budget.expired():
            with pace as trials:
                self._filled = search(
                    self._laws, self._desk, self._plan, 1, trials, 1.0, 1.0, False
                )
        if budget.expired():
            return
        if improved is not None:
            improved()
        unit = mean_price(self._plan)
        began = budget.clock()
        span = budget.deadline_s - began
        steps, done = budget.work_limit, 0
        known = self._plan.total[IMPROVED]
        while not budget.expired() and (steps is None or done < steps):
            cooling, share, most = 1.0, 0.0, _STEPS_MAX
            if steps is not None:
                most = min(20, steps - done)
                share = done / steps
                cooling = (COLD / HOT) ** (1.0 / steps)
            elif span > 0:
                share = min(1.0, (budget.clock() - began) / span)
            temperature = unit * HOT * (COLD / HOT) ** share
            with pace as trials:
                done += search(
                    self._laws, self._desk, self._plan, most, trials, temperature, cooling, False
                )
            if improved is not None and self._plan.total[IMPROVED] != known:
                known = self._plan.total[IMPROVED]
                improved()


class _Pace:
    """How many trials a call may take, so that a look at the clock is never far off."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self._trials = _FIRST_TRIALS if budget.work_limit is None else _TRIALS_COUNTED
        self._before = 0.0

    def __enter__(self) -> int:
        self._before = self._budget.clock()
        return self._trials

    def __exit__(self, *_: object) -> None:
        budget = self._budget
        room = min(_SLICE_S, budget.remaining_s())
        if budget.work_limit is None:
            each = max((budget.clock() - self._before) / self._trials, 1e-8)
            self._trials = max(1, min(2 * self._trials, int(room / each)))
