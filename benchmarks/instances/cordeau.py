"""Cordeau's format for several depots (type 2, MDVRP).

    type m n t / t lines: duration capacity / n customers / t depots
    row: number x y service demand ...

`m` vehicles stand at each depot; duration 0 and capacity 0 mean no limit.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.instances.best_known import routing_reference
from benchmarks.instances.conventions import Convention
from benchmarks.instances.fault import InstanceError
from benchmarks.instances.routing_instance import FOREVER, FleetType, Node, RoutingInstance
from benchmarks.instances.text_lines import Lines

DEFAULT_CONVENTION = "double"
KINDS = {
    0: "VRP",
    1: "periodic VRP",
    2: "MDVRP",
    3: "SDVRP",
    4: "VRPTW",
    5: "periodic VRPTW",
    6: "MDVRPTW",
    7: "SDVRPTW",
}


def parse(path: Path, text: str, convention: Convention | None = None) -> RoutingInstance:
    """Reads the format; raises InstanceError."""
    lines = Lines(str(path), text)
    head = lines.take("type, vehicles, customers and depots")
    kind, per_depot, customer_count, depot_count = head.ints(4, "first line")[:4]
    if kind != 2:
        raise head.fault(f"type {kind} ({KINDS.get(kind, 'unknown')}) of this format is not read")
    limits = [lines.take("duration and capacity").floats(2, "limits") for _ in range(depot_count)]
    customers = []
    for _ in range(customer_count):
        row = lines.take("a customer").floats(5, "customer")
        customers.append(Node(int(row[0]), row[1], row[2], demand=row[4], service=row[3]))
    depots = []
    for _ in range(depot_count):
        row = lines.take("a depot").floats(3, "depot")
        depots.append(Node(0, row[1], row[2]))
    if per_depot < 1 or depot_count < 1 or customer_count < 1:
        raise InstanceError(str(path), "needs at least one vehicle, customer and depot")
    if [node.number for node in customers] != list(range(1, customer_count + 1)):
        raise InstanceError(str(path), "customers are not numbered 1, 2, 3, ...")
    used, best = routing_reference(path, convention, DEFAULT_CONVENTION)
    fleet = tuple(
        FleetType(
            (depot,) * per_depot,
            capacity or FOREVER,
            depot=depot,
            max_duration=duration or FOREVER,
        )
        for depot, (duration, capacity, *_) in enumerate(limits)
    )
    return RoutingInstance(
        name=path.stem,
        kind="mdvrp",
        depots=tuple(depots),
        customers=tuple(customers),
        fleet=fleet,
        convention=used,
        best_known=best,
    )
