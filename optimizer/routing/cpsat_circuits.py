"""The circuits of the exact model: which vehicle goes from where to where, and who carries what.

Nodes of a circuit: 0 is where its vehicle starts and ends, `1 + v` a visit, above them reloads,
several of each depot. Only the metres, the choice of alternatives and the prices of vehicles are
costs here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from optimizer.routing.arrays import UNLIMITED, RoutingArrays
from optimizer.routing.cpsat import Expression, Model, Variable
from optimizer.routing.kernels import laws as table
from optimizer.routing.kernels.laws import NEVER
from optimizer.routing.schedule import Tour

START = 0
"""The node of a circuit at which its vehicle starts and ends."""


@dataclass(slots=True)
class Copy:
    """One vehicle of a type: its nodes, its arcs, and its part of the cost."""

    kind: int
    nodes: list[int] = field(default_factory=list)
    arcs: dict[tuple[int, int], Variable] = field(default_factory=dict)
    on: dict[int, Variable] = field(default_factory=dict)
    carries: dict[int, Variable] = field(default_factory=dict)
    reloads: list[int] = field(default_factory=list)
    cost: list[Expression] = field(default_factory=list)
    more: Variable | None = None


def vehicles_of(arrays: RoutingArrays) -> list[int]:
    """The type of each vehicle that the model has; never more of a type than shipments."""
    return [
        t
        for t in range(arrays.type_count)
        for _ in range(min(len(arrays.vehicles[t]), int(arrays.capable[:, t].sum())))
    ]


def arc_count(arrays: RoutingArrays) -> int:
    """How many arcs the model would have at most: a measure of what it takes to prove."""
    total = 0
    for t in vehicles_of(arrays):
        visits = int(arrays.capable[arrays.visit_shipment, t].sum())
        nodes = visits + 1 + len(_reload_nodes(arrays, t)) * _most_reloads(arrays, t)
        total += nodes * nodes
    return total


def _reload_nodes(arrays: RoutingArrays, t: int) -> list[int]:
    if arrays.laws is None:
        return []
    kind = arrays.laws.kind[t]
    return list(range(int(kind[table.FIRST_RELOAD]), int(kind[table.END_RELOAD])))


def _most_reloads(arrays: RoutingArrays, t: int) -> int:
    if arrays.laws is None:
        return 0
    return max(0, min(int(arrays.laws.kind[t, table.TRIPS]), arrays.shipment_count) - 1)


class Circuits:
    """The circuits of all vehicles of a problem, and what each carries."""

    def __init__(self, arrays: RoutingArrays) -> None:
        self.arrays = arrays
        self.model = Model()
        self.copies = [Copy(t) for t in vehicles_of(arrays)]
        self.served = [self.model.new_bool_var(f"served {s}") for s in range(arrays.shipment_count)]
        for copy in self.copies:
            self._circuit(copy)
        self._shipments()
        self._symmetry()
        for k, copy in enumerate(self.copies):
            self._limits(copy, k)

    def node_of(self, copy: Copy, node: int) -> int:
        """The visit, or the reload behind the visits, of a node of a circuit."""
        if node <= self.arrays.visit_count:
            return node - 1
        return copy.reloads[node - 1 - self.arrays.visit_count]

    def _place(self, copy: Copy, node: int, *, leaving: bool) -> int:
        arrays = self.arrays
        if node == START:
            return int((arrays.start_place if leaving else arrays.end_place)[copy.kind])
        at = self.node_of(copy, node)
        if at < arrays.visit_count:
            return int(arrays.visit_place[at])
        assert arrays.laws is not None  # noqa: S101 - only laws have reloads
        return int(arrays.laws.visit[at, table.PLACE])

    def is_reload(self, node: int) -> bool:
        return node > self.arrays.visit_count

    def way(self, copy: Copy, i: int, j: int) -> tuple[int, int, int] | None:
        """Metres, seconds with set-up and seconds of driving of an arc; None is no way."""
        arrays = self.arrays
        here, there = self._place(copy, i, leaving=True), self._place(copy, j, leaving=False)
        if there < 0:
            return 0, 0, 0
        metres = int(arrays.distance_m[here, there])
        seconds = int(arrays.travel_s[arrays.speed[copy.kind], here, there])
        if metres < 0 or seconds < 0:
            return None
        setup = 0
        if j != START and not self.is_reload(j) and here != there:
            setup = int(arrays.setup_s[j - 1])
        return metres, seconds + setup, seconds

    def _circuit(self, copy: Copy) -> None:
        arrays, model, t = self.arrays, self.model, copy.kind
        visits = np.flatnonzero(arrays.capable[arrays.visit_shipment, t]).tolist()
        copy.reloads = _reload_nodes(arrays, t) * _most_reloads(arrays, t)
        reloads = [1 + arrays.visit_count + r for r in range(len(copy.reloads))]
        copy.nodes = [1 + v for v in visits] + reloads
        used = model.new_bool_var("used")
        copy.on = {node: model.new_bool_var("on") for node in copy.nodes} | {START: used}
        triples = [(START, START, used.negated())]
        for node in copy.nodes:
            triples.append((node, node, copy.on[node].negated()))
            model.add_implication(copy.on[node], used)
        for i in (START, *copy.nodes):
            for j in (START, *copy.nodes):
                if i != j and self._may_follow(copy, i, j):
                    arc = model.new_bool_var(f"{i}-{j}")
                    copy.arcs[i, j] = arc
                    triples.append((i, j, arc))
        model.add_circuit(triples)
        # Reloads of one depot are alike: the first ones first.
        kinds = len(set(copy.reloads))
        for a, b in zip(reloads, reloads[kinds:], strict=False):
            model.add_implication(copy.on[b], copy.on[a])
        if reloads and arrays.laws is not None:
            most = int(arrays.laws.kind[t, table.TRIPS]) - 1
            model.add(sum(copy.on[r] for r in reloads) <= most)
        copy.cost.append(int(arrays.fixed_cost[t]) * used)

    def _may_follow(self, copy: Copy, i: int, j: int) -> bool:
        arrays = self.arrays
        if self.way(copy, i, j) is None:
            return False
        if self.is_reload(i) or self.is_reload(j):
            # A trip has a stop.
            return START not in (i, j) and not (self.is_reload(i) and self.is_reload(j))
        if START in (i, j):
            v = (i or j) - 1
            linked = bool(arrays.linked[arrays.visit_shipment[v]])
            return not (linked and arrays.is_pickup(v) == (j == START))
        a, b = i - 1, j - 1
        same = arrays.visit_shipment[a] == arrays.visit_shipment[b]
        if same and not (arrays.is_pickup(a) and not arrays.is_pickup(b)):
            return False
        spans = slice(arrays.window_first[b], arrays.window_first[b + 1])
        if spans.stop == spans.start:
            return True
        first = int(arrays.leave_earliest_s[copy.kind])
        ready = slice(arrays.window_first[a], arrays.window_first[a + 1])
        if ready.stop > ready.start:
            first = max(first, int(arrays.window_start_s[ready].min()))
        way = self.way(copy, i, j)
        seconds = 0 if way is None else way[1]
        last = int(arrays.window_end_s[spans].max())
        return first + int(arrays.service_s[a]) + seconds <= last

    def _shipments(self) -> None:
        arrays, model = self.arrays, self.model
        for s, served in enumerate(self.served):
            sides = [
                [int(first[s]) + x for x in range(int(options[s]))]
                for first, options in (
                    (arrays.pickup_visit, arrays.pickup_options),
                    (arrays.delivery_visit, arrays.delivery_options),
                )
                if options[s]
            ]
            carriers = []
            for copy in self.copies:
                if not arrays.capable[s, copy.kind]:
                    continue
                carries = model.new_bool_var(f"carries {s}")
                copy.carries[s] = carries
                carriers.append(carries)
                for visits in sides:
                    model.add(sum(copy.on[1 + v] for v in visits) == carries)
                laws = arrays.laws
                if laws is not None:
                    if laws.fare[s, copy.kind]:
                        copy.cost.append(int(laws.fare[s, copy.kind]) * carries)
                    for visits in sides:
                        copy.cost += [
                            int(laws.visit[v, table.CHOICE_COST]) * copy.on[1 + v]
                            for v in visits
                            if laws.visit[v, table.CHOICE_COST]
                        ]
            model.add(sum(carriers) == served)
        if arrays.laws is None:
            return
        for first, end in arrays.laws.unit.tolist():
            one, *others = arrays.laws.member[first:end].tolist()
            for other in others:
                for copy in self.copies:
                    mine, its = copy.carries.get(one), copy.carries.get(other)
                    if mine is not None and its is not None:
                        model.add(mine == its)
                    elif mine is not None or its is not None:
                        model.add((mine if mine is not None else its) == 0)
        apart: dict[int, list[int]] = {}
        for s in range(arrays.shipment_count):
            first, end = arrays.laws.shipment[s, [table.FIRST_APART, table.END_APART]]
            for group in arrays.laws.apart[first:end].tolist():
                apart.setdefault(group, []).append(s)
        for members in apart.values():
            for copy in self.copies:
                model.add_at_most_one(copy.carries[s] for s in members if s in copy.carries)

    def _symmetry(self) -> None:
        """Of two like vehicles the first carries the first shipment that either carries."""
        for one, other in pairwise(self.copies):
            if one.kind != other.kind:
                continue
            self.model.add_implication(other.on[START], one.on[START])
            shipments = sorted(one.carries)
            for x, s in enumerate(shipments):
                before = [one.carries[b] for b in shipments[:x]]
                self.model.add(other.carries[s] <= sum(before))

    def _options(self, s: int, *, picks: bool) -> range:
        arrays = self.arrays
        first = int((arrays.pickup_visit if picks else arrays.delivery_visit)[s])
        return range(
            first, first + int((arrays.pickup_options if picks else arrays.delivery_options)[s])
        )

    def _limits(self, copy: Copy, k: int) -> None:
        arrays, model, t = self.arrays, self.model, copy.kind
        ways = {arc: self.way(copy, *arc) or (0, 0, 0) for arc in copy.arcs}
        metres = sum(ways[arc][0] * literal for arc, literal in copy.arcs.items())
        rate = int(arrays.metre_cost[t])
        copy.cost += [rate * ways[a][0] * x for a, x in copy.arcs.items() if rate * ways[a][0]]
        if arrays.distance_limit_m[t] < UNLIMITED:
            model.add(metres <= int(arrays.distance_limit_m[t]))
        stops = [copy.on[n] for n in copy.nodes if not self.is_reload(n)]
        if arrays.stop_limit[t] < len(stops):
            model.add(sum(stops) <= int(arrays.stop_limit[t]))
        laws = arrays.laws
        if laws is None:
            return
        kind = laws.kind[t]
        if kind[table.DRIVING_LIMIT] < NEVER:
            driving = sum(ways[arc][2] * literal for arc, literal in copy.arcs.items())
            model.add(driving <= int(kind[table.DRIVING_LIMIT]))
        if kind[table.PER_FAR]:
            most = sum(way[0] for way in ways.values())
            far = model.new_int_var(0, most, f"far {k}")
            model.add(far >= metres - int(kind[table.FAR_AFTER]))
            copy.cost.append(int(kind[table.PER_FAR]) * far)

    def chosen(self, s: int, of_visit: dict[int, Variable], most: int, *, picks: bool) -> Variable:
        """The value of whichever alternative visit is chosen."""
        options = self._options(s, picks=picks)
        if len(options) == 1:
            return of_visit[options[0]]
        value = self.model.new_int_var(0, most, "of the chosen")
        for v in options:
            for copy in self.copies:
                if 1 + v in copy.on:
                    self.model.add(value == of_visit[v]).only_enforce_if(copy.on[1 + v])
        return value

    def along(self, tour: Tour) -> list[tuple[Copy, list[Variable]]]:
        """The arcs of a tour in each vehicle of its type, but not where it reloads twice alike."""
        found = []
        for copy in self.copies:
            if copy.kind != tour.vehicle_type:
                continue
            nodes, free = [START], list(range(len(copy.reloads)))
            for at in tour.visits:
                if at < self.arrays.visit_count:
                    nodes.append(1 + at)
                    continue
                r = next(x for x in free if copy.reloads[x] == at)
                free.remove(r)
                nodes.append(1 + self.arrays.visit_count + r)
            nodes.append(START)
            if all(arc in copy.arcs for arc in pairwise(nodes)):
                found.append((copy, [copy.arcs[arc] for arc in pairwise(nodes)]))
        return found
