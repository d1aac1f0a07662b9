"""The best plan of a tiny problem, found by trying every plan there is."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from optimizer.routing.arrays import RoutingArrays
from optimizer.routing.explain_rules import choices
from optimizer.routing.kernels.laws import END_RELOAD, FIRST_RELOAD, UNIT
from optimizer.routing.schedule import Scheduler, Tour


def least_cost(arrays: RoutingArrays) -> tuple[int, int]:
    """(mandatory shipments left out, least cost with penalties) over all plans."""
    scheduler = Scheduler(arrays)
    fleet = [t for t in range(arrays.type_count) for _ in arrays.vehicles[t]]
    memory: dict[tuple[int, tuple[int, ...]], int | None] = {}
    best: tuple[int, int] | None = None
    for choice in itertools.product(range(-1, len(fleet)), repeat=arrays.shipment_count):
        if not _whole_units(arrays, choice):
            continue
        cost, missed = 0, 0
        for s, vehicle in enumerate(choice):
            if vehicle < 0:
                missed += int(arrays.mandatory[s])
                cost += 0 if arrays.mandatory[s] else int(arrays.left_out_cost[s])
        for k, t in enumerate(fleet):
            carried = tuple(s for s, vehicle in enumerate(choice) if vehicle == k)
            if carried:
                if (t, carried) not in memory:
                    memory[t, carried] = _cheapest(arrays, scheduler, t, carried)
                least = memory[t, carried]
                if least is None:
                    break
                cost += least
        else:
            best = (missed, cost) if best is None else min(best, (missed, cost))
    assert best is not None
    return best


def _whole_units(arrays: RoutingArrays, choice: tuple[int, ...]) -> bool:
    if arrays.laws is None:
        return True
    vehicle_of: dict[int, int] = {}
    units = arrays.laws.shipment[:, UNIT].tolist()
    return all(vehicle_of.setdefault(u, v) == v for u, v in zip(units, choice, strict=True))


def _cheapest(
    arrays: RoutingArrays, scheduler: Scheduler, t: int, carried: tuple[int, ...]
) -> int | None:
    costs = []
    for chosen in itertools.product(*(choices(arrays, s) for s in carried)):
        visits = [v for of_shipment in chosen for v in of_shipment]
        for order in itertools.permutations(visits):
            place = {v: i for i, v in enumerate(order)}
            if any(place[of[0]] > place[of[-1]] for of in chosen):
                continue
            for nodes in _with_reloads(arrays, t, order):
                schedule = scheduler.feasible(Tour(t, nodes))
                if schedule is not None:
                    costs.append(scheduler.cost(Tour(t, nodes), schedule))
    return min(costs, default=None)


def _with_reloads(
    arrays: RoutingArrays, t: int, order: tuple[int, ...]
) -> Iterator[tuple[int, ...]]:
    """The order with none or one of the reloads in each gap."""
    if arrays.laws is None:
        yield order
        return
    kind = arrays.laws.kind[t]
    options = [(), *((node,) for node in range(int(kind[FIRST_RELOAD]), int(kind[END_RELOAD])))]
    for gaps in itertools.product(options, repeat=max(0, len(order) - 1)):
        nodes: list[int] = list(order[:1])
        for gap, visit in zip(gaps, order[1:], strict=True):
            nodes += [*gap, visit]
        yield tuple(nodes)
