"""Judging routes: visits, load, skills, times, limits, fleet, cost."""

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
            strangers = [number for number in route if number not in self.position]
            kind = self.fleet.get(use)
            if strangers:
                faults.append(f"route {k}: no such customer {strangers[0]}")
            elif kind is None:
                faults.append(f"route {k}: no vehicle of type {use[0]} at depot {use[1]}")
            elif route:
                seen.update(route)
                used[use] += 1
                faults.extend(f"route {k}: {fault}" for fault in self._faults(kind, route))
                cost += self._cost(kind, self._legs(self._chain(kind, route)))
        for use, count in used.items():
            if self.instance.fleet_is_limited and count > self.stock[use]:
                faults.append(f"{count} vehicles of type {use[0]}, the file has {self.stock[use]}")
        for customer in self.instance.customers:
            times = seen[customer.number]
            if times > 1:
                faults.append(f"customer {customer.number} is visited {times} times")
            elif times == 0 and customer.prize == 0:
                faults.append(f"customer {customer.number} is not visited")
            elif times == 0:
                cost += self.convention.judged_time(customer.prize)
        return Verdict(self.convention.reported(cost), tuple(faults), sum(used.values()))

    def _chain(self, kind: FleetType, route: tuple[int, ...]) -> list[int]:
        """Positions of the nodes from depot to depot."""
        return [kind.depot, *(self.position[number] for number in route), kind.depot]

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
        yield from self._overloaded(kind, route)
        if kind.allowed is not None and not kind.allowed.issuperset(route):
            yield f"customer {min(set(route) - kind.allowed)} does not allow this vehicle"
        longest = self._scaled(kind.max_duration)
        duration = self._shortest_duration(chain, legs)
        if duration > longest + self.slack:
            yield f"lasts {duration:g}, allowed {longest:g}"
        farthest = self._scaled(kind.max_distance)
        if sum(legs) > farthest + self.slack:
            yield f"is {sum(legs):g} long, allowed {farthest:g}"

    def _services(self, chain: list[int]) -> list[float]:
        """Service before each leg; none at the depot."""
        return [0.0, *(self._scaled(self.nodes[at].service) for at in chain[1:-1])]

    def _late(self, chain: list[int], legs: list[float]) -> Iterator[str]:
        """Driving as early as possible finds every lateness that cannot be avoided."""
        time = self._scaled(self.nodes[chain[0]].ready)
        for at, leg, service in zip(chain[1:], legs, self._services(chain), strict=True):
            node = self.nodes[at]
            time = max(time + service + leg, self._scaled(node.ready))
            due = self._scaled(node.due)
            if time > due + self.slack:
                where = "depot" if at == chain[-1] else f"customer {node.number}"
                yield f"{where} is reached {time - due:g} after its window"

    def _shortest_duration(self, chain: list[int], legs: list[float]) -> float:
        """Time from leaving to returning: as late as possible without coming home later."""
        begin = time = self._scaled(self.nodes[chain[0]].ready)
        services = self._services(chain)
        for at, leg, service in zip(chain[1:], legs, services, strict=True):
            time = max(time + service + leg, self._scaled(self.nodes[at].ready))
        latest = time
        for at, leg, service in zip(chain[-2::-1], legs[::-1], services[::-1], strict=True):
            latest = min(latest - leg - service, self._scaled(self.nodes[at].due))
        return time - max(latest, begin)

    def _overloaded(self, kind: FleetType, route: tuple[int, ...]) -> Iterator[str]:
        """Load along the way, and pickups before their deliveries."""
        demands = {number: self.nodes[self.position[number]].demand for number in route}
        if not self.instance.pairs:
            load = sum(demands.values())
            if load > kind.capacity:
                yield f"carries {load:g}, allowed {kind.capacity:g}"
            return
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
