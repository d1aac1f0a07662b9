"""Ruin and recreate over rows of routes: the fast search for shipments of one visit each.

Holds all classic rules but pickups with their deliveries and several windows of one visit; these
stay with the rings of `sisr.py`, which takes this search where it can.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from optimizer.budget import Budget
from optimizer.routing.arrays import UNLIMITED, Flags, Integers, RoutingArrays
from optimizer.routing.clock_span import Clock, clock_of
from optimizer.routing.cooling import cool
from optimizer.routing.kernels import swift_tables as table
from optimizer.routing.kernels.bundles import LONGEST_S
from optimizer.routing.kernels.chance import seeded
from optimizer.routing.kernels.swift_anneal import anneal, construct
from optimizer.routing.kernels.swift_tables import FAR, NONE, Rows, SwiftGround, SwiftState
from optimizer.routing.neighbours import neighbours_on_both_sides
from optimizer.routing.savings import savings_suit, savings_tours
from optimizer.routing.schedule import Tour

GROUND_CELLS_MAX = 500_000_000
ROW_CELLS_MAX = 8_000_000
ALONE_CELLS_MAX = 20_000_000
LEAST_ROUTES = 500
DEAREST = 2**54
"""What leaving a shipment out may cost at most: less than a broken route."""
EMPTIED = 0.2
"""Share of steps that also empty a route, where vehicles cost something or differ."""
MANY = 1_500
"""So many visits begin from savings: there is no time to mend what placing one by one leaves."""
_ALWAYS_S = 2**29
_ROWS_AT_ONCE = 512


def swift_can(arrays: RoutingArrays) -> bool:
    """Whether the problem is one that these kernels hold."""
    if arrays.laws is not None or not arrays.visit_count or arrays.linked.any():
        return False
    if (arrays.windows_per_visit > 1).any() or (arrays.left_out_cost > DEAREST).any():
        return False
    if arrays.distance_m.max() >= FAR // 2:
        return False
    bringing = arrays.delivery_visit[arrays.visit_shipment] >= 0
    if bringing.any() and not bringing.all() and _may_bring_after_collecting(arrays, bringing):
        return False
    side = arrays.visit_count + 2 * arrays.type_count + 1
    layers = 2 + 2 * len(arrays.duration_s) * (not arrays.timeless)
    if side * side * layers > GROUND_CELLS_MAX:
        return False
    if arrays.visit_count * arrays.type_count > ALONE_CELLS_MAX:
        return False
    rows, _ = _extent(arrays, 0)
    return rows >= min(LEAST_ROUTES, arrays.vehicle_count, arrays.visit_count)


def _may_bring_after_collecting(arrays: RoutingArrays, bringing: Flags) -> bool:
    """Whether any way leads from a collecting visit to a bringing one."""
    to = np.unique(arrays.visit_place[bringing])
    places = np.unique(arrays.visit_place[~bringing])
    return bool((arrays.distance_m[np.ix_(places, to)] >= 0).any())


def _loads(arrays: RoutingArrays) -> tuple[Integers, Integers]:
    """Loads of visits and capacities of types; what is collected apart from what is brought."""
    brought, collected = np.maximum(0, -arrays.load_change), np.maximum(0, arrays.load_change)
    sides = [side for side in (brought, collected) if side.any()] or [brought]
    if not arrays.dimensions:  # the kernels want one
        none = np.zeros((arrays.visit_count, 1), np.int64)
        return none, np.zeros((arrays.type_count, 1), np.int64)
    return np.concatenate(sides, axis=1), np.concatenate([arrays.capacity] * len(sides), axis=1)


def _extent(arrays: RoutingArrays, longest_start: int) -> tuple[int, int]:
    """Rows and places in a row."""
    most = min(arrays.visit_count, int(min(arrays.stop_limit.max(), arrays.visit_count)))
    loads, capacity = _loads(arrays)
    for d in range(loads.shape[1]):
        sums = np.cumsum(np.sort(loads[:, d]))
        most = min(most, int(np.searchsorted(sums, capacity[:, d].max(), "right")))
    width = max(most, longest_start) + 3
    rows = max(2, min(arrays.vehicle_count, arrays.visit_count))
    return max(2, min(rows, ROW_CELLS_MAX // width)), width


class Swift:
    """One search over one problem; `tours` is the best found so far."""

    def __init__(self, arrays: RoutingArrays, seed: int) -> None:
        self._arrays = arrays
        self._clock = clock_of(arrays)
        self._ground = _ground(arrays, self._clock)
        self._problem = (arrays, self._ground)
        self._seed = seed
        self._state = _state(arrays, self._ground, seed, 0)
        dear = bool((arrays.fixed_cost > 0).any()) or arrays.type_count > 1
        dear = dear or not arrays.mandatory.all()
        self._empties = EMPTIED if dear else 0.0
        self.steps = 0

    def begin(self, start: Sequence[Tour]) -> None:
        """Starts from tours, and puts everything else where it is cheapest."""
        if not start and self._arrays.visit_count >= MANY and savings_suit(*self._problem):
            start = savings_tours(*self._problem)
        longest = max((len(tour.visits) for tour in start), default=0)
        if longest + 3 > self._state.rows.shape[2]:
            self._state = _state(self._arrays, self._ground, self._seed, longest)
        state = self._state
        for k, tour in enumerate(start):
            state.rows[table.PATH, k, 1 : len(tour.visits) + 1] = tour.visits
            state.route[k, table.LENGTH] = len(tour.visits)
            state.route[k, table.TYPE] = tour.vehicle_type
            state.total[table.USED + tour.vehicle_type] += 1
            state.node[list(tour.visits), table.ROUTE] = k
        n = self._arrays.visit_count
        farthest_first = np.argsort(-self._ground.way[0, n, :n], kind="stable")
        # Everything first, then out with what does not pay: from an empty plan no route pays.
        priced = self._ground.rule[table.PRICED] != 0
        construct(self._ground, state, farthest_first, 1e6 if priced and not start else 1.0)

    @property
    def bundles(self) -> tuple[SwiftGround, SwiftState]:
        """What the kernels work on, for those who look inside."""
        return self._ground, self._state

    @property
    def cost(self) -> int:
        """Cost of the best tours, with that of everything left out."""
        return int(self._state.total[table.BEST_COST])

    def tours(self) -> list[Tour]:
        """The best tours."""
        tours: list[Tour] = []
        visits: list[int] = []
        for entry in self._state.best.tolist():
            if entry == NONE:
                break
            if entry >= 0:
                visits.append(entry)
            else:
                tours.append(Tour(-entry - 2, tuple(visits)))
                visits = []
        return tours

    def mean_leg_cost(self) -> float:
        """What a leg costs on average, fixed costs and time at stops left aside."""
        state, kind = self._state, self._ground.kind
        legs, cost = 0, 0
        for k in np.flatnonzero(state.route[:, table.LENGTH]).tolist():
            t = int(state.route[k, table.TYPE])
            cost += int(kind[t, table.PER_METRE]) * int(state.route[k, table.METRES])
            if self._ground.rule[table.CLOCKED]:
                length = int(state.route[k, table.LENGTH])
                layer = table.RIDE if self._ground.rule[table.APART] else table.LEG
                time = int(state.rows[layer, k, 1 : length + 2].sum())
                cost += int(kind[t, table.PER_SECOND]) * time
            legs += int(state.route[k, table.LENGTH]) + 1
        return max(1.0, cost / max(1, legs))

    def search(
        self,
        budget: Budget,
        *,
        hot: float,
        cold: float,
        improved: Callable[[], None] | None = None,
    ) -> None:
        """Anneals from `hot` to `cold` times the mean leg over the budget.

        A work limit counts steps. `improved` is called after slices that found better tours.
        """
        leg = self.mean_leg_cost()
        known = self._state.total[table.IMPROVED]

        def run(steps: int, temperature: float, cooling: float) -> None:
            anneal(self._ground, self._state, steps, temperature, cooling, self._empties)

        def told() -> None:
            nonlocal known
            if improved is not None and self._state.total[table.IMPROVED] != known:
                known = self._state.total[table.IMPROVED]
                improved()

        self.steps = cool(run, budget, hot * leg, cold * leg, told)


def _node_table(table_in: Integers, rows: Integers, lost: int, fill: int) -> Rows:
    """A travel table by nodes, the open end last; `lost` stands where there is no way."""
    side = len(rows) + 1
    wide = np.empty((side, side), np.int32)
    for begin in range(0, len(rows), _ROWS_AT_ONCE):
        part = table_in[rows[begin : begin + _ROWS_AT_ONCE]][:, rows]
        wide[begin : begin + len(part), :-1] = np.where(part < 0, lost, part)
    wide[:, -1] = 0
    wide[-1, :] = fill
    return wide


def _ground(arrays: RoutingArrays, clock: Clock) -> SwiftGround:
    n = arrays.visit_count
    door: dict[int, int] = {}
    start = [door.setdefault(int(p), n + len(door)) for p in arrays.start_place]
    end = [
        NONE if p < 0 else door.setdefault(int(p), n + len(door)) for p in arrays.end_place.tolist()
    ]
    rows = np.concatenate((arrays.visit_place, np.array(list(door), np.int64)))
    end = [len(rows) if e == NONE else e for e in end]
    ground_m = arrays.distance_m
    endless = (arrays.duration_s > LONGEST_S).any(axis=0)
    if endless.any():
        ground_m = np.where(endless, -1, ground_m)
    layers = [_node_table(ground_m, rows, FAR, FAR)]
    back = _add_transposed(layers, 0)
    timed = not arrays.timeless
    speeds = len(arrays.duration_s)
    apart = timed and not (speeds == 1 and bool((arrays.duration_s[0] == ground_m).all()))
    time = time_back = 0
    if apart:
        time = time_back = len(layers)
        layers += [_node_table(np.minimum(t, LONGEST_S), rows, 0, 0) for t in arrays.duration_s]
        if any((t != t.T).any() for t in layers[time:]):
            time_back = len(layers)
            layers += [np.ascontiguousarray(t.T) for t in layers[time:time_back]]
    else:
        time_back = back
    loads, capacity = _loads(arrays)
    clocked = timed and bool(
        arrays.second_cost.any() or (arrays.duration_limit_s < UNLIMITED).any()
    )
    family: dict[object, int] = {}
    families = []
    for t in range(arrays.type_count):
        likeness = tuple(
            int(x[t])
            for x in (
                start,
                end,
                arrays.speed,
                arrays.leave_earliest_s,
                arrays.leave_latest_s,
                arrays.end_earliest_s,
                arrays.end_latest_s,
                arrays.duration_limit_s,
                arrays.second_cost,
            )
        )
        families.append(family.setdefault(likeness, len(family)))
    kind = np.column_stack(
        (
            start,
            end,
            arrays.fixed_cost,
            arrays.metre_cost,
            arrays.second_cost if clocked else np.zeros_like(arrays.second_cost),
            arrays.distance_limit_m,
            arrays.duration_limit_s,
            arrays.stop_limit,
            arrays.speed,
            clock.moved(arrays.leave_earliest_s),
            clock.moved(arrays.leave_latest_s),
            clock.moved(arrays.end_earliest_s),
            clock.moved(arrays.end_latest_s),
            [len(group) for group in arrays.vehicles],
            families,
            capacity,
        )
    ).astype(np.int64)
    opens, closes = np.full(n, -_ALWAYS_S, np.int64), np.full(n, _ALWAYS_S, np.int64)
    has = np.flatnonzero(arrays.windows_per_visit)
    opens[has] = clock.moved(arrays.window_start_s[arrays.window_first[has]])
    closes[has] = clock.moved(arrays.window_end_s[arrays.window_first[has]])
    service = arrays.service_s if timed else np.zeros(n, np.int64)
    left_out = arrays.left_out_cost[arrays.visit_shipment]
    visit = np.column_stack((opens, closes, service, left_out, loads)).astype(np.int64)
    near, close_by = neighbours_on_both_sides(arrays)
    able = np.ascontiguousarray(arrays.capable[arrays.visit_shipment])
    way = layers[0][None] if len(layers) == 1 else np.stack(layers)
    times = way[time : time + (speeds if apart else 1)]
    rule = np.zeros(table.RULES, np.int64)
    rule[[table.BACK, table.TIME, table.TIME_BACK]] = back, time, time_back
    rule[[table.TIMED, table.CLOCKED, table.APART]] = timed, clocked, apart
    rule[table.MIXED] = len(family) < arrays.type_count
    rule[table.CHOOSY] = not able.all()
    rule[table.PRICED] = not arrays.mandatory.all()
    rule[table.NEAR] = near.shape[1]
    rule[table.PLAIN] = (
        not rule[table.MIXED]
        and not rule[table.CHOOSY]
        and loads.shape[1] == 1
        and bool((arrays.stop_limit >= n).all())
    )
    alone = _alone(way[0], times, kind, visit, able, timed, clocked)
    return SwiftGround(
        way=way,
        kind=kind,
        visit=np.ascontiguousarray(np.concatenate((visit, alone, able), axis=1)),
        near=np.concatenate((near, close_by), axis=1),
        rule=rule,
    )


def _add_transposed(layers: list[Rows], layer: int) -> int:
    """The layer that holds the transpose of one, added where it is another."""
    if (layers[layer] == layers[layer].T).all():
        return layer
    layers.append(np.ascontiguousarray(layers[layer].T))
    return len(layers) - 1


def _alone(
    way: Rows,
    time: Rows,
    kind: Integers,
    visit: Integers,
    able: Flags,
    timed: bool,
    clocked: bool,
) -> Integers:
    """Cost of each visit alone in a vehicle of each type; BROKEN where that is not possible."""
    n = len(visit)
    cost = np.full((n, len(kind)), table.BROKEN, np.int64)
    opens, closes, service = visit[:, table.OPENS], visit[:, table.CLOSES], visit[:, table.SERVICE]
    for t, row in enumerate(kind):
        out = way[row[table.START], :n].astype(np.int64)
        home = way[:n, row[table.END]].astype(np.int64)
        fits = able[:, t] & (out < FAR) & (home < FAR) & (row[table.STOP_LIMIT] >= 1)
        fits &= (visit[:, table.LOAD :] <= row[table.CAPACITY :]).all(axis=1)
        fits &= out + home <= row[table.WAY_LIMIT]
        price = row[table.FIXED] + row[table.PER_METRE] * (out + home)
        if timed:
            there = time[row[table.SPEED], row[table.START], :n].astype(np.int64)
            back = time[row[table.SPEED], :n, row[table.END]].astype(np.int64)
            begin = np.maximum(row[table.LEAVE_OPENS] + there, opens)
            fits &= (begin <= closes) & (begin + service + back <= row[table.END_CLOSES])
            if clocked:
                latest = np.minimum(closes - there, row[table.LEAVE_CLOSES])
                wait = np.maximum(0, opens - (row[table.LEAVE_CLOSES] + there))
                lasts = there + wait + service + back
                lasts += np.maximum(0, row[table.END_OPENS] - (latest + lasts))
                fits &= lasts <= row[table.TIME_LIMIT]
                price = price + row[table.PER_SECOND] * lasts
        cost[fits, t] = price[fits]
    return cost


def _state(arrays: RoutingArrays, ground: SwiftGround, seed: int, longest: int) -> SwiftState:
    n = arrays.visit_count
    rows, width = _extent(arrays, longest)

    half = table.ROOM + ground.kind.shape[1] - table.CAPACITY
    node = np.zeros((n, 3), np.int32)
    node[:, [table.ROUTE, table.ABSENT_AT]] = NONE
    return SwiftState(
        # Layers that the problem does not need are never touched and take no memory.
        rows=np.zeros((table.LAYERS, rows, width), np.int32),
        kept=np.zeros((table.LAYERS, rows, width), np.int32),
        route=np.zeros((rows, 2 * half), np.int64),
        node=node,
        pile=np.zeros((3, max(n, rows) + 64), np.int32),
        key=np.zeros(n + 64),
        total=np.zeros(table.USED + len(ground.kind), np.int64),
        random=seeded(seed),
        best=np.full(2 * n + rows + 1, NONE, np.int32),
    )
