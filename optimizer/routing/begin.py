"""Tours to begin a search from, made of given routes that may break any rule.

Shipment by shipment in the order of the route, each is kept where the vehicle can still keep every
rule with it, and left to the search where not.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.routing.arrays import Flags, RoutingArrays
from optimizer.routing.kernels.laws import UNIT
from optimizer.routing.schedule import Scheduler, Tour


def sound_tours(arrays: RoutingArrays, tours: Sequence[Tour], kept: Flags) -> list[Tour]:
    """The parts of tours that keep every rule; only shipments flagged in `kept` (S)."""
    scheduler = Scheduler(arrays)
    count = arrays.visit_count
    sound = []
    free = [len(group) for group in arrays.vehicles]
    seen: set[int] = set()
    for tour in tours:
        if free[tour.vehicle_type] == 0:
            continue
        stops = [v for v in tour.visits if v >= count or kept[arrays.visit_shipment[v]]]
        units: dict[int, list[int]] = {}
        for v in stops:
            if v < count and int(arrays.visit_shipment[v]) not in seen:
                units.setdefault(_unit(arrays, v), []).append(v)
        whole = {u for u, visits in units.items() if len(visits) == _visits_of(arrays, visits[0])}
        taken: set[int] = set()
        current: tuple[int, ...] = ()
        everything = _only(arrays, stops, whole)
        if everything and scheduler.feasible(Tour(tour.vehicle_type, everything)) is not None:
            taken, current = whole, everything
        else:
            for u in dict.fromkeys(_unit(arrays, v) for v in stops if v < count):
                if u not in whole:
                    continue
                trial = _only(arrays, stops, taken | {u})
                if scheduler.feasible(Tour(tour.vehicle_type, trial)) is not None:
                    taken, current = taken | {u}, trial
        if current:
            free[tour.vehicle_type] -= 1
            sound.append(Tour(tour.vehicle_type, current))
            seen |= {int(arrays.visit_shipment[v]) for v in current if v < count}
    return sound


def _unit(arrays: RoutingArrays, visit: int) -> int:
    s = int(arrays.visit_shipment[visit])
    return s if arrays.laws is None else int(arrays.laws.shipment[s, UNIT])


def _visits_of(arrays: RoutingArrays, visit: int) -> int:
    """How many stops the unit of a visit has."""
    members = [int(arrays.visit_shipment[visit])]
    if arrays.laws is not None:
        first, end = arrays.laws.unit[_unit(arrays, visit)]
        members = arrays.laws.member[first:end].tolist()
    return sum(len(arrays.visits_of(s)) for s in members)


def _only(arrays: RoutingArrays, stops: Sequence[int], units: set[int]) -> tuple[int, ...]:
    """The stops of some units, with the reloads that still lie between two of them."""
    count = arrays.visit_count
    chosen: list[int] = []
    for v in stops:
        if v < count:
            if _unit(arrays, v) in units:
                chosen.append(v)
        elif chosen and chosen[-1] < count:
            chosen.append(v)
    while chosen and chosen[-1] >= count:
        chosen.pop()
    return tuple(chosen)


def renumbered(arrays: RoutingArrays, tours: Sequence[Tour], kept: Flags) -> list[Tour]:
    """Tours in the visits of `arrays.select(kept)`."""
    if arrays.laws is not None or kept.all():
        return list(tours)
    new = np.cumsum(kept[arrays.visit_shipment]) - 1
    return [Tour(t.vehicle_type, tuple(int(new[v]) for v in t.visits)) for t in tours]
