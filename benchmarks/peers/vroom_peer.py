"""VROOM through `pyvroom`: exploration level 5, its own deterministic search.

It stops by itself when it has looked at everything, often long before the limit, and minimises
travel; distances are given as travel times.
"""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from typing import Any

import numpy as np

from benchmarks.instances import Instance, RoutingInstance
from benchmarks.peers.interface import Outcome
from benchmarks.problems.whole_numbers import WholeRouting, whole
from benchmarks.solution import RoutingSolution
from optimizer.budget import Budget

EXPLORATION = 5
LARGEST_TIME = 2**32 - 2


class VroomPeer:
    """All cores of the budget as threads."""

    name = "vroom"

    def missing(self) -> str | None:
        """The package `pyvroom`."""
        return None if find_spec("vroom") else "pyvroom"

    def version(self) -> str:
        """Of the package."""
        try:
            return version("pyvroom")
        except PackageNotFoundError:
            return "not installed"

    def refuses(self, instance: Instance) -> str | None:
        """What its model does not say."""
        if not isinstance(instance, RoutingInstance):
            return "plans routes only"
        if instance.beyond or instance.extras:
            return ", ".join(instance.extras + instance.beyond)
        if any(node.prize for node in instance.customers):
            return "has no prizes"
        limited = any(kind.max_duration < float("inf") for kind in instance.fleet)
        if limited and any(node.service or node.ready for node in instance.customers):
            return "limits travel time, not duration"
        if any(kind.max_distance < float("inf") for kind in instance.fleet):
            return "limits distance in another unit"
        return None

    def warm(self, instance: Instance) -> None:
        """Imports it."""
        import_module("vroom")

    def solve(
        self, instance: Instance, budget: Budget, support: float, *, curve: bool = False
    ) -> Outcome:
        """Runs until it is done or the budget ends; its work is always the same."""
        vroom = import_module("vroom")

        if not isinstance(instance, RoutingInstance):
            raise TypeError("plans routes only")
        table = whole(instance)
        problem = _problem(vroom, table)
        found = problem.solve(
            exploration_level=EXPLORATION,
            nb_threads=budget.cores,
            timeout=None
            if budget.work_limit is not None
            else timedelta(seconds=budget.remaining_s()),
        )
        return Outcome(_solution(table, found), f"{self.name} x{EXPLORATION}")


def _problem(vroom: Any, table: WholeRouting) -> Any:
    problem = vroom.Input()
    problem.set_durations_matrix("car", table.durations.astype(np.uint32))
    skills = _skills(table)
    for kind, fleet in enumerate(table.fleet):
        window = table.windows[fleet.depot]
        for vehicle in range(min(fleet.count, table.node_count)):
            problem.add_vehicle(
                vroom.Vehicle(
                    _vehicle_id(kind, vehicle),
                    start=fleet.depot,
                    end=fleet.depot,
                    capacity=[_capacity(table, fleet.capacity)],
                    skills={skill for kinds, skill in skills.items() if kind in kinds},
                    time_window=None if window is None else vroom.TimeWindow(*window),
                    costs=vroom.VehicleCosts(
                        fixed=fleet.fixed_cost, per_hour=3600 * fleet.unit_cost
                    ),
                    max_travel_time=fleet.max_duration,
                )
            )
    pairs = table.node_pairs()
    paired = {node for pair in pairs for node in pair}
    for node in range(table.depot_count, table.node_count):
        if node not in paired:
            problem.add_job(
                vroom.Job(
                    node,
                    node,
                    default_service=table.service[node],
                    delivery=vroom.Amount([table.demand[node]]),
                    skills=_skill_of(table, skills, node),
                    time_windows=_windows(vroom, table, node),
                )
            )
    for pickup, delivery in pairs:
        steps = [
            vroom.ShipmentStep(
                node,
                node,
                default_service=table.service[node],
                time_windows=_windows(vroom, table, node),
            )
            for node in (pickup, delivery)
        ]
        problem.add_shipment(*steps, amount=vroom.Amount([table.demand[pickup]]))
    return problem


def _vehicle_id(kind: int, vehicle: int) -> int:
    return kind * 1_000_000 + vehicle


def _capacity(table: WholeRouting, capacity: int | None) -> int:
    return sum(abs(amount) for amount in table.demand) if capacity is None else capacity


def _windows(vroom: Any, table: WholeRouting, node: int) -> list[Any]:
    window = table.windows[node]
    return [] if window is None else [vroom.TimeWindow(*window)]


def _skills(table: WholeRouting) -> dict[frozenset[int], int]:
    """One skill per set of vehicle kinds that some customer allows."""
    if all(fleet.kind.allowed is None for fleet in table.fleet):
        return {}
    sets = {_kinds(table, node) for node in range(table.depot_count, table.node_count)}
    return {kinds: skill for skill, kinds in enumerate(sorted(sets, key=sorted))}


def _kinds(table: WholeRouting, node: int) -> frozenset[int]:
    return frozenset(k for k, fleet in enumerate(table.fleet) if table.may_visit(fleet, node))


def _skill_of(table: WholeRouting, skills: dict[frozenset[int], int], node: int) -> set[int]:
    return {skills[_kinds(table, node)]} if skills else set()


def _solution(table: WholeRouting, found: Any) -> RoutingSolution:
    routes: dict[int, list[int]] = {}
    for step in found.routes.to_dict("records"):
        if step["type"] in ("job", "pickup", "delivery"):
            routes.setdefault(int(step["vehicle_id"]), []).append(int(step["location_index"]))
    return table.solution(
        [(*divmod(vehicle, 1_000_000), nodes) for vehicle, nodes in routes.items()]
    )
