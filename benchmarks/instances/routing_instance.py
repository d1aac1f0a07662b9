"""A routing instance as its file states it: floats, file numbering, no scaling.

Both the search (through `benchmarks.problems`) and the judge start from this, each on its own way.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from benchmarks.instances.best_known import BestKnown
from benchmarks.instances.conventions import Convention

FOREVER = math.inf
TRIPS = "several trips of one vehicle"
RELEASES = "release times at the depot"
ALTERNATIVES = "alternative places of one shipment"
ALTERNATIVES_MAX = 50
"""Most alternative places of one shipment that the model holds."""
MANY_ALTERNATIVES = f"more than {ALTERNATIVES_MAX} alternative places of one shipment"
BACKHAULS_LAST = "backhauls after all deliveries of a route"
BACKHAULS = "deliveries and pickups mixed on a route"


@dataclass(frozen=True, slots=True)
class Node:
    """A depot or customer; `number` is the customer number that solutions use (depots: 0).

    `demand` is brought from the depot, `backhaul` is brought to it. Goods leave the depot from
    `release` on.
    """

    number: int
    x: float
    y: float
    demand: float = 0.0
    ready: float = 0.0
    due: float = FOREVER
    service: float = 0.0
    prize: float = 0.0
    backhaul: float = 0.0
    release: float = 0.0


@dataclass(frozen=True, slots=True)
class FleetType:
    """Identical vehicles. `rows` holds, per vehicle, the zero-based row of the file it stands in:
    the row of its type where the file lists types, its own where the file lists vehicles.

    `depot` is the zero-based position among the depots. `allowed` None means every customer.
    Between two trips a vehicle loads at one of `reloads`, zero-based depots; `max_reloads` None
    means as often as it likes.
    """

    rows: tuple[int, ...]
    capacity: float
    depot: int = 0
    fixed_cost: float = 0.0
    unit_cost: float = 1.0
    max_duration: float = FOREVER
    max_distance: float = FOREVER
    allowed: frozenset[int] | None = None
    reloads: tuple[int, ...] = ()
    max_reloads: int | None = None


@dataclass(frozen=True)
class RoutingInstance:
    """Everything a file says. `pairs` are (pickup, delivery) customer numbers; `matrix` holds the
    file's own travel values (depots and customers in the order of `nodes`); `beyond` names what
    the file asks for and the model of the optimizer does not hold. Exactly one customer of each of
    `groups` is visited. With `backhauls_last` a route brings all its goods before it collects any,
    and none only collects.
    """

    name: str
    kind: str
    depots: tuple[Node, ...]
    customers: tuple[Node, ...]
    fleet: tuple[FleetType, ...]
    convention: Convention
    best_known: BestKnown | None = None
    pairs: tuple[tuple[int, int], ...] = ()
    matrix: npt.NDArray[np.float64] | None = field(default=None, compare=False)
    beyond: tuple[str, ...] = ()
    fleet_is_limited: bool = True
    groups: tuple[tuple[int, ...], ...] = ()
    backhauls_last: bool = False

    @property
    def extras(self) -> tuple[str, ...]:
        """What the file asks for beyond windows, loads, pairs, prizes and fleets, in words."""
        asked = (
            (any(kind.reloads for kind in self.fleet), TRIPS),
            (any(node.release for node in self.customers), RELEASES),
            (bool(self.groups), ALTERNATIVES),
            (self.backhauls_last, BACKHAULS_LAST),
            (any(n.backhaul for n in self.customers) and not self.backhauls_last, BACKHAULS),
        )
        return tuple(words for is_asked, words in asked if is_asked)

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Depots first, then customers: the order of every matrix."""
        return self.depots + self.customers

    def distances(self) -> npt.NDArray[np.float64]:
        """Distances between all nodes as the file gives them or as its coordinates imply."""
        if self.matrix is not None:
            return self.matrix
        nodes = self.nodes
        x = np.array([node.x for node in nodes])
        y = np.array([node.y for node in nodes])
        table: npt.NDArray[np.float64] = np.sqrt(
            (x[:, None] - x[None, :]) ** 2 + (y[:, None] - y[None, :]) ** 2
        )
        return table

    def distance(self, start: int, end: int) -> float:
        """Distance between two positions of `nodes`."""
        if self.matrix is not None:
            return float(self.matrix[start, end])
        here, there = self.nodes_at(start), self.nodes_at(end)
        return math.sqrt((here.x - there.x) ** 2 + (here.y - there.y) ** 2)

    def nodes_at(self, position: int) -> Node:
        """The node at a position of `nodes`."""
        count = len(self.depots)
        return self.depots[position] if position < count else self.customers[position - count]
