"""A routing instance in whole numbers, as the peers take it: matrices, windows, fleets, prizes.

Distances and times are solver units of the convention, costs are solver units times `cost_scale`,
the least power of ten that makes all unit costs of the fleet whole.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.instances import FleetType, RoutingInstance
from benchmarks.problems.routing import ARCS_PER_VEHICLE
from benchmarks.solution import RoutingSolution

Matrix = npt.NDArray[np.int64]


@dataclass(frozen=True)
class WholeFleet:
    """Identical vehicles; None stands for "no limit"."""

    kind: FleetType
    count: int
    depot: int
    capacity: int | None
    fixed_cost: int
    unit_cost: int
    max_duration: int | None
    max_distance: int | None


@dataclass(frozen=True)
class WholeRouting:
    """Nodes are depots first, then customers, as in `RoutingInstance.nodes`."""

    instance: RoutingInstance
    distances: Matrix
    durations: Matrix
    demand: list[int]
    windows: list[tuple[int, int] | None]
    service: list[int]
    prizes: list[int]
    fleet: list[WholeFleet]
    backhaul: list[int]
    release: list[int]

    @property
    def depot_count(self) -> int:
        """Depots come first."""
        return len(self.instance.depots)

    @property
    def node_count(self) -> int:
        """Depots and customers."""
        return len(self.demand)

    @property
    def has_times(self) -> bool:
        """Whether time matters at all."""
        return any(self.windows) or any(kind.max_duration is not None for kind in self.fleet)

    @property
    def horizon(self) -> int:
        """No route needs to last longer."""
        ends = [window[1] for window in self.windows if window]
        longest = int(self.durations.max()) * (self.node_count + 1) + sum(self.service)
        return max([longest, *ends])

    def node_pairs(self) -> list[tuple[int, int]]:
        """Pickup and delivery positions."""
        position = {n.number: k for k, n in enumerate(self.instance.customers, self.depot_count)}
        return [(position[pickup], position[delivery]) for pickup, delivery in self.instance.pairs]

    def node_groups(self) -> list[list[int]]:
        """Positions of the customers of which one is visited."""
        position = {n.number: k for k, n in enumerate(self.instance.customers, self.depot_count)}
        return [[position[number] for number in group] for group in self.instance.groups]

    def may_visit(self, fleet: WholeFleet, node: int) -> bool:
        """Whether vehicles of this kind may visit the customer."""
        allowed = fleet.kind.allowed
        return allowed is None or self.instance.nodes_at(node).number in allowed

    def solution(self, routes: list[tuple[int, int, list[int]]]) -> RoutingSolution:
        """From (fleet position, vehicle of it, node positions) to the file's numbering.

        A depot on the way is a reload and has its own position as number.
        """
        kept = [route for route in routes if route[2]]
        numbers = list(range(self.depot_count)) + [n.number for n in self.instance.customers]
        return RoutingSolution(
            tuple(tuple(numbers[node] for node in nodes) for _, _, nodes in kept),
            tuple(
                (self.fleet[kind].kind.rows[vehicle], self.fleet[kind].depot)
                for kind, vehicle, _ in kept
            ),
        )


def whole(instance: RoutingInstance) -> WholeRouting:
    """The instance in whole numbers; `vehicles first` becomes a cost per vehicle."""
    scale = instance.convention.solver_scale
    real = instance.distances()
    distances = instance.convention.solver_distances(real)
    cost_scale = next(
        power
        for power in (1, 10, 100, 1000)
        if power == 1000
        or all(math.isclose(k.unit_cost * power % 1, 0, abs_tol=1e-9) for k in instance.fleet)
    )
    per_vehicle = (
        ARCS_PER_VEHICLE * int(distances.max()) if instance.convention.vehicles_first else 0
    )

    def limit(most: float, by: int = scale) -> int | None:
        return None if math.isinf(most) else math.floor(most * by + 1e-6)

    nodes = instance.nodes
    return WholeRouting(
        instance,
        distances,
        instance.convention.solver_durations(real),
        [int(node.demand) for node in nodes],
        [
            None
            if math.isinf(node.due)
            else (math.ceil(node.ready * scale - 1e-6), math.floor(node.due * scale + 1e-6))
            for node in nodes
        ],
        [round(node.service * scale) for node in nodes],
        [round(node.prize * scale * cost_scale) for node in nodes],
        [
            WholeFleet(
                kind,
                len(kind.rows),
                kind.depot,
                limit(kind.capacity, 1),
                round((kind.fixed_cost * scale + per_vehicle) * cost_scale),
                round(kind.unit_cost * cost_scale),
                limit(kind.max_duration),
                limit(kind.max_distance),
            )
            for kind in instance.fleet
        ],
        [int(node.backhaul) for node in nodes],
        [math.ceil(node.release * scale - 1e-6) for node in nodes],
    )
