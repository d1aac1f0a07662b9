"""Ruin and recreate from Python: builds the kernels' bundles, runs them in slices, reads tours."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from optimizer.budget import Budget
from optimizer.routing.arrays import Integers, RoutingArrays
from optimizer.routing.clock_span import Clock, clock_of
from optimizer.routing.cooling import cool
from optimizer.routing.kernels.anneal import anneal, construct
from optimizer.routing.kernels.bundles import (
    AFTER,
    BEFORE,
    BEST_COST,
    CLOSES,
    FROM,
    IMPROVED,
    LONGEST_S,
    NODE_COLUMNS,
    NOTED_COLUMNS,
    NOWHERE,
    OPENS,
    ROUTE,
    ROUTE_COLUMNS,
    SERVICE,
    SPOTS,
    TO,
    TOTALS,
    TYPE,
    Ground,
    Rows,
    State,
)
from optimizer.routing.kernels.chance import seeded
from optimizer.routing.neighbours import neighbours
from optimizer.routing.schedule import Scheduler, Tour

ALWAYS_S = 2**29
"""A window from minus to plus this is always open."""
EMPTIED = 0.2
"""Share of steps that also empty a route, where vehicles cost something or differ."""
# Share of the mean cost of a leg at which annealing starts and ends.
HOT = 1.0
COLD = 0.01


class RuinAndRecreate:
    """One search over one problem; `tours` is the best found so far."""

    def __init__(self, arrays: RoutingArrays, seed: int) -> None:
        self._arrays = arrays
        fleet = [min(len(group), arrays.shipment_count) for group in arrays.vehicles]
        self._route_type = np.repeat(np.arange(arrays.type_count), fleet)
        self._clock = clock_of(arrays)
        first = np.concatenate(([0], np.cumsum(fleet)))
        self._ground = _ground(arrays, first, self._clock)
        self._state = _state(arrays, self._ground, self._route_type, seed)
        dear = bool((arrays.fixed_cost > 0).any()) or len(fleet) > 1
        self._empties = EMPTIED if dear else 0.0
        self.steps = 0

    def begin(self, start: Sequence[Tour]) -> None:
        """Starts from tours, and puts everything else where it is cheapest."""
        node = self._state.node
        n = self._arrays.visit_count
        scheduler = Scheduler(self._arrays)
        free = [int(np.searchsorted(self._route_type, t)) for t in range(self._arrays.type_count)]
        for tour in start:
            door = n + free[tour.vehicle_type]
            free[tour.vehicle_type] += 1
            schedule = scheduler.schedule(tour)
            here = door
            for i, visit in enumerate(tour.visits):
                node[here, AFTER] = visit
                node[visit, BEFORE] = here
                node[visit, ROUTE] = door - n
                if schedule is not None:
                    self._choose_window(visit, schedule.start_s[i])
                here = visit
            node[here, AFTER] = door
            node[door, BEFORE] = here
        construct(self._ground, self._state)

    def _choose_window(self, visit: int, moment: int) -> None:
        first, end = self._arrays.window_first[visit], self._arrays.window_first[visit + 1]
        if end > first:
            w = first + int(np.searchsorted(self._arrays.window_end_s[first:end], moment))
            opens, closes = (
                self._arrays.window_start_s[w : w + 1],
                self._arrays.window_end_s[w : w + 1],
            )
            self._state.node[visit, OPENS] = self._clock.moved(opens)[0]
            self._state.node[visit, CLOSES] = self._clock.moved(closes)[0]

    @property
    def bundles(self) -> tuple[Ground, State]:
        """What the kernels work on, for those who look inside."""
        return self._ground, self._state

    @property
    def cost(self) -> int:
        """Cost of the best tours, with that of everything left out."""
        return int(self._state.total[BEST_COST])

    def tours(self) -> list[Tour]:
        """The best tours."""
        n = self._arrays.visit_count
        after = self._state.best.tolist()
        tours = []
        for r, t in enumerate(self._route_type.tolist()):
            visits = []
            node = after[n + r]
            while node < n:
                visits.append(node)
                node = after[node]
            if visits:
                tours.append(Tour(t, tuple(visits)))
        return tours

    def mean_leg_cost(self) -> float:
        """What a leg costs on average, fixed costs and time at stops left aside."""
        arrays = self._arrays
        legs, cost = 0, 0
        for tour in self.tours():
            t = tour.vehicle_type
            places = [arrays.start_place[t], *arrays.visit_place[list(tour.visits)]]
            if arrays.end_place[t] >= 0:
                places.append(arrays.end_place[t])
            way = arrays.distance_m[places[:-1], places[1:]].sum()
            time = arrays.duration_s[arrays.speed[t]][places[:-1], places[1:]].sum()
            cost += int(way) * int(arrays.metre_cost[t]) + int(time) * int(arrays.second_cost[t])
            legs += len(places) - 1
        return max(1.0, cost / max(1, legs))

    def search(
        self,
        budget: Budget,
        *,
        hot: float = HOT,
        cold: float = COLD,
        improved: Callable[[], None] | None = None,
    ) -> None:
        """Anneals from `hot` to `cold` times the mean leg over the budget.

        A work limit counts steps. `improved` is called after slices that found better tours.
        """
        leg = self.mean_leg_cost()
        known = self._state.total[IMPROVED]

        def run(steps: int, temperature: float, cooling: float) -> None:
            anneal(self._ground, self._state, steps, temperature, cooling, self._empties)

        def told() -> None:
            nonlocal known
            if improved is not None and self._state.total[IMPROVED] != known:
                known = self._state.total[IMPROVED]
                improved()

        self.steps = cool(run, budget, hot * leg, cold * leg, told)


def _with_open_end(table: Integers) -> Rows:
    """The table with one more place, reached from everywhere at no cost."""
    n = table.shape[0]
    wide = np.full((n + 1, n + 1), NOWHERE, np.int32)
    wide[:n, :n] = table
    wide[:, n] = 0
    return wide


def _ground(arrays: RoutingArrays, route_first: Integers, clock: Clock) -> Ground:
    endless = (arrays.duration_s > LONGEST_S).any(axis=0)
    way = _with_open_end(np.where(endless, NOWHERE, arrays.distance_m))
    time = np.stack([_with_open_end(np.minimum(table, LONGEST_S)) for table in arrays.duration_s])
    if len(time) == 1 and (time[0] == way).all():
        time = way[None]  # one table in the cache instead of two
    symmetric = bool((way[:-1, :-1] == way[:-1, :-1].T).all())
    level = bool((time[:, :-1, :-1] == time[:, :-1, :-1].transpose(0, 2, 1)).all())
    closed_ends = bool((arrays.end_place >= 0).all())
    way_back = way if symmetric and closed_ends else _transposed(way)
    time_back = time if level and closed_ends else _transposed(time)
    if time.base is way:
        time_back = way_back[None]
    near, close_by = neighbours(arrays)
    pickup, delivery = arrays.pickup_visit, arrays.delivery_visit
    first = np.where(pickup >= 0, pickup, delivery)
    second = np.where(arrays.linked, delivery, NOWHERE)
    of_visit = arrays.visit_shipment
    visits = np.arange(arrays.visit_count)
    other = np.where(visits == first[of_visit], second[of_visit], first[of_visit])
    # Every visit gets a window: one that is always open where the problem states none.
    counts = np.maximum(arrays.windows_per_visit, 1)
    window_end = np.cumsum(counts)
    window = np.tile(np.array([-ALWAYS_S, ALWAYS_S]), (int(counts.sum()), 1))
    stated = np.repeat(arrays.windows_per_visit > 0, counts)
    window[stated, 0] = clock.moved(arrays.window_start_s)
    window[stated, 1] = clock.moved(arrays.window_end_s)
    return Ground(
        way=way,
        way_back=way_back,
        time=time,
        time_back=time_back,
        kind=np.column_stack(
            (
                arrays.fixed_cost,
                arrays.metre_cost,
                np.zeros_like(arrays.second_cost) if arrays.timeless else arrays.second_cost,
                arrays.distance_limit_m,
                arrays.duration_limit_s,
                arrays.stop_limit,
                arrays.speed,
                clock.moved(arrays.leave_earliest_s),
                clock.moved(arrays.leave_latest_s),
                clock.moved(arrays.end_earliest_s),
                clock.moved(arrays.end_latest_s),
                route_first[:-1],
                route_first[1:],
                np.full(arrays.type_count, NOWHERE),
                arrays.capacity,
            )
        ).astype(np.int64),
        visit=np.column_stack(
            (
                of_visit,
                np.where(second[of_visit] < 0, NOWHERE, other),
                window_end - counts,
                window_end,
                pickup[of_visit] < 0,
                arrays.load_change,
            )
        ).astype(np.int64),
        shipment=np.column_stack((first, second, arrays.left_out_cost)).astype(np.int64),
        window=window.astype(np.int64),
        capable=np.ascontiguousarray(arrays.capable),
        near=near,
        close_by=close_by,
        timed=not arrays.timeless,
    )


def _transposed(table: Rows) -> Rows:
    return np.ascontiguousarray(np.swapaxes(table, -1, -2))


def _state(arrays: RoutingArrays, ground: Ground, route_type: Integers, seed: int) -> State:
    n, routes, dims = arrays.visit_count, len(route_type), len(arrays.dimensions)
    nodes = n + routes
    node = np.zeros((nodes, NODE_COLUMNS), np.int32)
    node[:, AFTER] = node[:, BEFORE] = np.arange(nodes)
    node[:, ROUTE] = NOWHERE
    node[:n, FROM] = node[:n, TO] = arrays.visit_place
    nowhere = ground.way.shape[0] - 1
    node[n:, FROM] = arrays.start_place[route_type]
    node[n:, TO] = np.where(arrays.end_place < 0, nowhere, arrays.end_place)[route_type]
    node[:n, SERVICE] = 0 if arrays.timeless else arrays.service_s
    node[:n, OPENS] = -ALWAYS_S
    node[:n, CLOSES] = ALWAYS_S
    route = np.zeros((routes, ROUTE_COLUMNS), np.int64)
    route[:, TYPE] = route_type
    shipments = arrays.shipment_count
    return State(
        node=node,
        load=np.zeros((nodes, 3 * dims), np.int64),
        route=route,
        absent=np.zeros(shipments, np.int64),
        total=np.zeros(TOTALS, np.int64),
        random=seeded(seed),
        spot=np.zeros(SPOTS, np.int64),
        noted=np.zeros((routes + 1, NOTED_COLUMNS), np.int64),
        kept=np.zeros(nodes + 1, np.int32),
        kept_node=np.zeros((nodes + 1, NODE_COLUMNS), np.int32),
        kept_load=np.zeros((nodes + 1, 3 * dims), np.int64),
        hand=np.zeros(shipments + 64, np.int64),
        key=np.zeros(shipments + 64),
        best=node[:, AFTER].copy(),
    )
