"""Judging routes: visits, load, trips, alternatives, skills, times, limits, fleet, cost.

A route is cut into trips where it names a depot. Each trip leaves a depot no earlier than the last
of its goods is released, with all it brings aboard, and unloads what it collected at its end.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from benchmarks.instances import FleetType, RoutingInstance
from benchmarks.judge.verdict import TOLERANCE, Verdict
from benchmarks.solution import RoutingSolution


def judge_routes(instance: RoutingInstance, solution: RoutingSolution) -> Verdict:
    """Prices routes and lists everything wrong with them."""
    return _RouteJudge(instance).judge(solution)


class _RouteJudge:
    """One instance, laid out for looking up."""

    def __init__(self, instance: RoutingInstance) -> None:
        self.instance = instance
        self.convention = instance.convention
        self.slack = TOLERANCE if instance.convention.is_double else 0.0
        self.nodes = instance.nodes
        depots = len(instance.depots)
        self.position = {node.number: k for k, node in enumerate(instance.customers, depots)}
        self.pickup_of = {delivery: pickup for pickup, delivery in instance.pairs}
        self.fleet = {(row, kind.depot): kind for kind in instance.fleet for row in kind.rows}
        self.stock = Counter((row, kind.depot) for kind in instance.fleet for row in kind.rows)

    def judge(self, solution: RoutingSolution) -> Verdict:
        faults: list[str] = []
        seen: Counter[int] = Counter()
        used: Counter[tuple[int, int]] = Counter()
        cost = 0.0
        for k, (route, use) in enumerate(zip(solution.routes, solution.vehicles, strict=True), 1):
            kind = self.fleet.get(use)
            loads_at = () if kind is None else kind.reloads
            strangers = [n for n in route if n not in self.position and n not in loads_at]
            if strangers:
                faults.append(f"route {k}: no such customer {strangers[0]}")
            elif kind is None:
                faults.append(f"route {k}: no vehicle of type {use[0]} at depot {use[1]}")
            elif route:
                seen.update(number for number in route if number in self.position)
                used[use] += 1
                faults.extend(f"route {k}: {fault}" for fault in self._faults(kind, route))
                cost += self._cost(kind, self._legs(self._chain(kind, route)))
        for use, count in used.items():
            if self.instance.fleet_is_limited and count > self.stock[use]:
                faults.append(f"{count} vehicles of type {use[0]}, the file has {self.stock[use]}")
        grouped = {number for group in self.instance.groups for number in group}
        for group in self.instance.groups:
            visits = [number for number in group if seen[number]]
            if len(visits) != 1:
                found = f"customers {visits} are" if visits else "none is"
                faults.append(f"of the alternatives {list(group)} {found} visited, one must be")
        for customer in self.instance.customers:
            times = seen[customer.number]
            if times > 1:
                faults.append(f"customer {customer.number} is visited {times} times")
            elif customer.number in grouped:
                continue
            elif times == 0 and customer.prize == 0:
                faults.append(f"customer {customer.number} is not visited")
            elif times == 0:
                cost += self.convention.judged_time(customer.prize)
        return Verdict(self.convention.reported(cost), tuple(faults), sum(used.values()))

    def _chain(self, kind: FleetType, route: tuple[int, ...]) -> list[int]:
        """Positions of the nodes from depot to depot; reloads are depots on the way."""
        return [kind.depot, *(self.position.get(number, number) for number in route), kind.depot]

    def _trips(self, chain: list[int]) -> list[list[int]]:
        """Positions of the customers between depot and depot."""
        trips: list[list[int]] = []
        for at in chain[:-1]:
            if self._is_depot(at):
                trips.append([])
            else:
                trips[-1].append(at)
        return trips

    def _is_depot(self, at: int) -> bool:
        return at < len(self.instance.depots)

    def _ready(self, chain: list[int]) -> list[float]:
        """When service may begin at each stop: at a depot, all goods of the trip are released."""
        ready = [self._scaled(self.nodes[at].ready) for at in chain]
        starts = [k for k, at in enumerate(chain[:-1]) if self._is_depot(at)]
        for k, trip in zip(starts, self._trips(chain), strict=True):
            released = (self._scaled(self.nodes[at].release) for at in trip)
            ready[k] = max(ready[k], *released, 0.0) if trip else ready[k]
        return ready

    def _legs(self, chain: list[int]) -> list[float]:
        return [self.convention.judged(self.instance.distance(a, b)) for a, b in pairwise(chain)]

    def _cost(self, kind: FleetType, legs: list[float]) -> float:
        fixed = self.convention.judged_time(kind.fixed_cost)
        return (fixed + sum(legs) * kind.unit_cost) / self.convention.cost_divisor

    def _scaled(self, time: float) -> float:
        return math.inf if math.isinf(time) else self.convention.judged_time(time)

    def _faults(self, kind: FleetType, route: tuple[int, ...]) -> Iterator[str]:
        """Everything wrong with one route."""
        chain = self._chain(kind, route)
        legs = self._legs(chain)
        yield from self._late(chain, legs)
        if self.instance.pairs:
            yield from self._overloaded_by_pairs(kind, route)
        else:
            yield from self._overloaded(kind, chain)
        if self.instance.backhauls_last:
            yield from self._out_of_order(chain)
        reloads = sum(map(self._is_depot, chain)) - 2
        if kind.max_reloads is not None and reloads > kind.max_reloads:
            yield f"reloads {reloads} times, allowed {kind.max_reloads}"
        customers = self.position.keys() & set(route)
        if kind.allowed is not None and not kind.allowed.issuperset(customers):
            yield f"customer {min(customers - kind.allowed)} does not allow this vehicle"
        longest = self._scaled(kind.max_duration)
        duration = self._shortest_duration(chain, legs)
        if duration > longest + self.slack:
            yield f"lasts {duration:g}, allowed {longest:g}"
        farthest = self._scaled(kind.max_distance)
        if sum(legs) > farthest + self.slack:
            yield f"is {sum(legs):g} long, allowed {farthest:g}"

    def _services(self, chain: list[int]) -> list[float]:
        """Service before each leg; none at a depot."""
        return [
            0.0 if self._is_depot(at) else self._scaled(self.nodes[at].service) for at in chain[:-1]
        ]

    def _late(self, chain: list[int], legs: list[float]) -> Iterator[str]:
        """Driving as early as possible finds every lateness that cannot be avoided."""
        ready = self._ready(chain)
        time = -math.inf
        services = [0.0, *self._services(chain)]
        for k, (at, leg, service) in enumerate(zip(chain, [0.0, *legs], services, strict=True)):
            node = self.nodes[at]
            time = max(time + service + leg, ready[k])
            due = self._scaled(node.due)
            if time > due + self.slack:
                if not self._is_depot(at):
                    yield f"customer {node.number} is reached {time - due:g} after its window"
                elif k + 1 < len(chain):
                    yield f"depot is left {time - due:g} after its window"
                else:
                    yield f"depot is reached {time - due:g} after its window"

    def _shortest_duration(self, chain: list[int], legs: list[float]) -> float:
        """Time from leaving to returning: as late as possible without coming home later."""
        ready = self._ready(chain)
        begin = time = ready[0]
        services = self._services(chain)
        for opens, leg, service in zip(ready[1:], legs, services, strict=True):
            time = max(time + service + leg, opens)
        latest = time
        for at, leg, service in zip(chain[-2::-1], legs[::-1], services[::-1], strict=True):
            latest = min(latest - leg - service, self._scaled(self.nodes[at].due))
        return time - max(latest, begin)

    def _overloaded(self, kind: FleetType, chain: list[int]) -> Iterator[str]:
        """Of each trip: all that is brought is aboard at its start, all that is collected at its
        end.
        """
        for trip in self._trips(chain):
            load = most = sum(self.nodes[at].demand for at in trip)
            for at in trip:
                load += self.nodes[at].backhaul - self.nodes[at].demand
                most = max(most, load)
            if most > kind.capacity:
                yield f"carries {most:g}, allowed {kind.capacity:g}"

    def _out_of_order(self, chain: list[int]) -> Iterator[str]:
        """Backhauls before a delivery, and trips that only collect."""
        for trip in self._trips(chain):
            collected = False
            for at in trip:
                node = self.nodes[at]
                if node.demand and collected:
                    yield f"customer {node.number} is served after a backhaul"
                collected = collected or node.backhaul > 0
            if collected and not any(self.nodes[at].demand for at in trip):
                yield "collects backhauls without a delivery"

    def _overloaded_by_pairs(self, kind: FleetType, route: tuple[int, ...]) -> Iterator[str]:
        """Load along the way, and pickups before their deliveries."""
        demands = {number: self.nodes[self.position[number]].demand for number in route}
        aboard: set[int] = set()
        load = 0.0
        for number in route:
            load += demands[number]
            pickup = self.pickup_of.get(number)
            if load > kind.capacity:
                yield f"carries {load:g} after customer {number}, allowed {kind.capacity:g}"
            if pickup is None:
                aboard.add(number)
            elif pickup in aboard:
                aboard.remove(pickup)
            else:
                yield f"delivery {number} comes without or before its pickup {pickup}"
        if aboard:
            yield f"pickup {min(aboard)} is not delivered"
