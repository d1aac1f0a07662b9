"""The rules beyond the classic ones that OR-Tools routing can say, written onto its model.

Preferred windows are soft bounds of a moment, overtime and extra distance soft bounds of a span;
groups and sorts bind the vehicles of visits. What it finds is priced and judged by the room itself,
so where a rule is said a little otherwise, plans are lost, not broken. Shipments that ride together
or not at all are not held: its moves would have to bring all of them in at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from optimizer.routing.arrays import Integers, RoutingArrays
from optimizer.routing.kernels import laws as table
from optimizer.routing.kernels.laws import NEVER, Laws

HELD = frozenset(
    {
        "alternative visits",
        "preferred windows",
        "costs of visits",
        "prices of vehicles for shipments",
        "release times",
        "due times",
        "ride limits",
        "shipments for different vehicles",
        "conflicts of sorts",
        "driving limits",
        "overtime",
        "costs of extra distance",
        "an order of unloading",
    }
)
"""In the words of `rules.extra_rules`."""


def not_held(arrays: RoutingArrays) -> list[str]:
    """Why OR-Tools cannot hold a problem, in words."""
    reasons = [f"it does not hold {rule}" for rule in arrays.rules if rule not in HELD]
    laws = arrays.laws
    if laws is None:
        return reasons
    linked = arrays.linked
    if (linked & ((arrays.pickup_options > 1) | (arrays.delivery_options > 1))).any():
        reasons.append("it does not hold alternative visits of pickups with a delivery")
    wishes = laws.visit[:, table.END_WISH] - laws.visit[:, table.FIRST_WISH]
    if (wishes > 1).any():
        reasons.append("it does not hold several preferred windows of a visit")
    if (laws.clash == 2).any():
        reasons.append("it does not hold rules of sorts aboard")
    if (laws.kind[:, table.ORDERING] != table.ANY_ORDER).any() and not linked.all():
        reasons.append("it does not hold an order of unloading with goods from or to the depot")
    if not linked[laws.shipment[:, table.RIDE] < NEVER].all():
        reasons.append("it does not hold ride limits of goods from the depot")
    return reasons


def visit_prices(arrays: RoutingArrays, laws: Laws, t: int) -> Integers:
    """What coming to each visit (N) costs a vehicle of a type beside the way."""
    prices = laws.visit[: arrays.visit_count, table.CHOICE_COST].copy()
    fare = laws.fare[arrays.visit_shipment, t].clip(0)
    # Both stops of a pair are visited; its pickup pays.
    prices += fare * (arrays.visit_picks | (arrays.pickup_visit[arrays.visit_shipment] < 0))
    for v in range(arrays.visit_count):
        for w in range(int(laws.visit[v, table.FIRST_WISH]), int(laws.visit[v, table.END_WISH])):
            prices[v] += laws.wish[w, table.WISH_COST]
    return prices


@dataclass(frozen=True, slots=True)
class Rules:
    """Writes the rules; `index` are those of the visits, `type_of` the types of vehicles.

    The library is the engine's alone to import: `routing` is its model, `bound_cost` its pair of a
    bound and a price beyond it.
    """

    arrays: RoutingArrays
    laws: Laws
    routing: Any
    index: Sequence[int]
    type_of: Sequence[int]
    bound_cost: Callable[[int, int], Any]

    def write(self) -> None:
        """All rules."""
        self._vehicles()
        self._visits()
        self._apart()
        for s in range(self.arrays.shipment_count):
            self._times(s)

    def _vehicles(self) -> None:
        routing, kinds = self.routing, self.laws.kind
        if (kinds[:, table.DRIVING_LIMIT] < NEVER).any():
            self._driving()
        for v, t in enumerate(self.type_of):
            kind = kinds[t]
            if kind[table.PER_OVERTIME]:
                bound = self.bound_cost(
                    int(kind[table.OVERTIME_AFTER]), int(kind[table.PER_OVERTIME])
                )
                routing.GetDimensionOrDie("time").SetSoftSpanUpperBoundForVehicle(bound, v)
            if kind[table.PER_FAR]:
                bound = self.bound_cost(int(kind[table.FAR_AFTER]), int(kind[table.PER_FAR]))
                routing.GetDimensionOrDie("distance").SetSoftSpanUpperBoundForVehicle(bound, v)
            if kind[table.ORDERING] == table.LAST_IN_FIRST_OUT:
                policy = routing.PICKUP_AND_DELIVERY_LIFO
                routing.SetPickupAndDeliveryPolicyOfVehicle(policy, v)
            elif kind[table.ORDERING] == table.FIRST_IN_FIRST_OUT:
                policy = routing.PICKUP_AND_DELIVERY_FIFO
                routing.SetPickupAndDeliveryPolicyOfVehicle(policy, v)

    def _driving(self) -> None:
        arrays, routing = self.arrays, self.routing
        manager = [int(p) for p in arrays.visit_place]
        limits = [min(int(self.laws.kind[t, table.DRIVING_LIMIT]), 2**50) for t in self.type_of]
        transits = []
        for v, t in enumerate(self.type_of):
            seconds = arrays.travel_s[int(arrays.speed[t])]
            start, end = int(arrays.start_place[t]), int(arrays.end_place[t])

            def driven(
                i: int,
                j: int,
                seconds: Integers = seconds,
                start: int = start,
                end: int = end,
                v: int = v,
            ) -> int:
                here = start if routing.IsStart(i) else manager[self._visit(i)]
                there = end if routing.IsEnd(j) else manager[self._visit(j)]
                return 0 if there < 0 else max(0, int(seconds[here, there]))

            transits.append(routing.RegisterTransitCallback(driven))
        routing.AddDimensionWithVehicleTransitAndCapacity(transits, 0, limits, True, "driving")

    def _visit(self, index: int) -> int:
        return self.index.index(index)

    def _visits(self) -> None:
        visit, routing = self.laws.visit, self.routing
        for v, index in enumerate(self.index):
            for w in range(int(visit[v, table.FIRST_WISH]), int(visit[v, table.END_WISH])):
                opens, closes, _, early, late = (int(x) for x in self.laws.wish[w])
                time = routing.GetDimensionOrDie("time")
                if early:
                    time.SetCumulVarSoftLowerBound(index, max(0, opens), early)
                if late:
                    time.SetCumulVarSoftUpperBound(index, max(0, closes), late)

    def _stops(self, s: int) -> list[int]:
        """Indices of the alternatives of the first stop of a shipment, one of which is made."""
        arrays = self.arrays
        picked = arrays.pickup_visit[s] >= 0
        first = int((arrays.pickup_visit if picked else arrays.delivery_visit)[s])
        count = int((arrays.pickup_options if picked else arrays.delivery_options)[s])
        return list(self.index[first : first + count])

    def _carried(self, s: int, v: int) -> Any:
        """1 where vehicle `v` serves shipment `s`."""
        routing = self.routing
        return routing.solver().Sum(
            [(routing.VehicleVar(index) == v).Var() for index in self._stops(s)]
        )

    def _apart(self) -> None:
        """Shipments that no vehicle may share: groups, and sorts that conflict."""
        solver = self.routing.solver()
        for a, b in self._pairs_apart():
            for v in range(len(self.type_of)):
                solver.Add(self._carried(a, v) + self._carried(b, v) <= 1)

    def _pairs_apart(self) -> Iterator[tuple[int, int]]:
        laws = self.laws
        rows = laws.shipment
        groups = [
            set(laws.apart[row[table.FIRST_APART] : row[table.END_APART]].tolist()) for row in rows
        ]
        for a, b in combinations(range(len(rows)), 2):
            x, y = rows[a, table.SORT], rows[b, table.SORT]
            clash = x >= 0 and y >= 0 and laws.clash[x, y] == 1
            if clash or groups[a] & groups[b]:
                yield a, b

    def _times(self, s: int) -> None:
        """Release, due time and ride limit of a shipment."""
        arrays, routing = self.arrays, self.routing
        solver, row = routing.solver(), self.laws.shipment[s]
        release, due = int(row[table.RELEASE]), int(row[table.DUE])
        if release > 0 and arrays.pickup_visit[s] < 0:
            time = routing.GetDimensionOrDie("time")
            for v in range(len(self.type_of)):
                solver.Add(time.CumulVar(routing.Start(v)) >= self._carried(s, v) * release)
        if due < NEVER and arrays.delivery_visit[s] < 0:
            time = routing.GetDimensionOrDie("time")
            for v in range(len(self.type_of)):
                latest = time.CumulVar(routing.End(v)).Max()
                off = max(0, latest - due)
                solver.Add(
                    time.CumulVar(routing.End(v)) + self._carried(s, v) * off <= max(latest, due)
                )
        if row[table.RIDE] < NEVER and arrays.linked[s]:
            time = routing.GetDimensionOrDie("time")
            pickup, delivery = int(arrays.pickup_visit[s]), int(arrays.delivery_visit[s])
            most = int(row[table.RIDE]) + int(arrays.service_s[pickup])
            solver.Add(
                time.CumulVar(self.index[delivery]) <= time.CumulVar(self.index[pickup]) + most
            )
