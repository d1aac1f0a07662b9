"""The order of stops in the exact model: what comes before what on a route.

A rank hangs on each visit: its place among the stops of its route, reloads not counted.
"""

from __future__ import annotations

import numpy as np

from optimizer.routing.arrays import RoutingArrays
from optimizer.routing.cpsat import Expression, Variable
from optimizer.routing.cpsat_circuits import START, Circuits, Copy
from optimizer.routing.kernels import laws as table


class Ranks:
    """The ranks of all visits of some circuits."""

    def __init__(self, circuits: Circuits) -> None:
        self._circuits = circuits
        self.arrays, self.model = circuits.arrays, circuits.model
        self._top = max(1, circuits.arrays.visit_count)
        self._rank = {
            v: self.model.new_int_var(1, self._top, f"rank {v}")
            for v in range(circuits.arrays.visit_count)
        }
        for copy in circuits.copies:
            self._ranks(copy)
        self._orders()
        if self.arrays.laws is not None:
            for v in np.flatnonzero(self.arrays.laws.visit[: len(self._rank), table.SPOT]).tolist():
                self._fix(v, int(self.arrays.laws.visit[v, table.SPOT]))

    def _fix(self, v: int, place: int) -> None:
        """A visit that is made stands at its place."""
        for copy in self._circuits.copies:
            if 1 + v in copy.on:
                self.model.add(self._rank[v] == place).only_enforce_if(copy.on[1 + v])

    def _ranks(self, copy: Copy) -> None:
        arrays, model = self.arrays, self.model
        top = max(1, arrays.visit_count)
        before = {
            n: model.new_int_var(0, top, f"rank {n}")
            for n in copy.nodes
            if self._circuits.is_reload(n)
        }

        def rank(n: int) -> Variable:
            return before[n] if self._circuits.is_reload(n) else self._rank[n - 1]

        for (i, j), arc in copy.arcs.items():
            if j == START:
                continue
            if i == START:
                model.add(rank(j) == 1).only_enforce_if(arc)
            elif self._circuits.is_reload(j):
                model.add(rank(j) == rank(i)).only_enforce_if(arc)
            else:
                model.add(rank(j) == rank(i) + 1).only_enforce_if(arc)
        for s, carries in copy.carries.items():
            if arrays.linked[s]:
                pickup, delivery = self._event_rank(s, picks=True), self._event_rank(s, picks=False)
                model.add(pickup + 1 <= delivery).only_enforce_if(carries)
        if arrays.laws is not None:
            self._unloading(copy, int(arrays.laws.kind[copy.kind, table.ORDERING]))

    def _event_rank(self, s: int, *, picks: bool) -> Variable:
        return self._circuits.chosen(s, self._rank, self._top, picks=picks)

    def _orders(self) -> None:
        """The earlier stop of a precedence stands before the later one."""
        laws = self.arrays.laws
        if laws is None:
            return
        for event in range(2 * self.arrays.shipment_count):
            for row in laws.order[laws.event[event, 0] : laws.event[event, 1]]:
                earlier = int(row[table.EARLIER])
                first = self._event_rank(earlier // 2, picks=earlier % 2 == table.PICKUP)
                second = self._event_rank(event // 2, picks=event % 2 == table.PICKUP)
                served = self._circuits.served[event // 2]
                self.model.add(first + 1 <= second).only_enforce_if(served)

    def _unloading(self, copy: Copy, ordering: int) -> None:
        if ordering == table.ANY_ORDER:
            return
        arrays, model = self.arrays, self.model
        top = arrays.visit_count + 1
        loaded: dict[int, Expression] = {}
        unloaded: dict[int, Expression] = {}
        for s in copy.carries:
            picked, brought = arrays.pickup_visit[s] >= 0, arrays.delivery_visit[s] >= 0
            loaded[s] = self._event_rank(s, picks=True) if picked else 0
            unloaded[s] = self._event_rank(s, picks=False) if brought else top
        for a in copy.carries:
            if arrays.delivery_visit[a] < 0:
                continue
            for b in copy.carries:
                if b == a:
                    continue
                free = [copy.carries[a].negated(), copy.carries[b].negated()]
                claims: tuple[tuple[Expression, Expression], ...]
                if ordering == table.LAST_IN_FIRST_OUT:
                    claims = (
                        (loaded[a], loaded[b]),
                        (loaded[b], unloaded[a]),
                        (unloaded[a], unloaded[b]),
                    )
                elif arrays.delivery_visit[b] < 0:
                    continue
                else:
                    claims = ((loaded[b], loaded[a]), (unloaded[a], unloaded[b]))
                for less, more in claims:
                    literal = model.new_bool_var("not before")
                    model.add(less >= more).only_enforce_if(literal)
                    free.append(literal)
                model.add_bool_or(free)


def asks_the_order(arrays: RoutingArrays) -> bool:
    """Whether any rule looks at the order of stops."""
    if arrays.linked.any():
        return True
    laws = arrays.laws
    return laws is not None and bool(
        len(laws.order)
        or laws.visit[:, table.SPOT].any()
        or (laws.kind[:, table.ORDERING] != table.ANY_ORDER).any()
    )
