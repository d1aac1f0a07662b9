"""The heterogeneous fleet files of Golden and Taillard in Prins' layout.

// comments / customers types range service bound best
per type: number capacity fixed_cost cost_per_distance / depot x y / customers x y demand
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.instances.best_known import routing_reference
from benchmarks.instances.conventions import Convention
from benchmarks.instances.fault import InstanceError
from benchmarks.instances.routing_instance import FOREVER, FleetType, Node, RoutingInstance
from benchmarks.instances.text_lines import Lines

DEFAULT_CONVENTION = "double"


def recognizes(text: str) -> bool:
    """True when the file opens with the comments of this format."""
    return text.lstrip().startswith("//")


def parse(path: Path, text: str, convention: Convention | None = None) -> RoutingInstance:
    """Reads the format; raises InstanceError."""
    kept = "\n".join("" if line.lstrip().startswith("//") else line for line in text.splitlines())
    lines = Lines(str(path), kept)
    head = lines.take("customers, types, range and service").floats(4, "first line")
    customer_count, type_count, longest, service = int(head[0]), int(head[1]), head[2], head[3]
    fleet = []
    for row in range(type_count):
        number, capacity, fixed, unit = lines.take("a vehicle type").floats(4, "vehicle type")[:4]
        fleet.append(
            FleetType(
                (row,) * int(number),
                capacity,
                fixed_cost=fixed,
                unit_cost=unit,
                max_distance=longest if longest < 999_999 else FOREVER,
            )
        )
    x, y = lines.take("the depot").floats(2, "depot")[:2]
    customers = []
    for number in range(1, customer_count + 1):
        row_values = lines.take("a customer").floats(3, "customer")
        customers.append(
            Node(number, row_values[0], row_values[1], demand=row_values[2], service=service)
        )
    if not fleet or not customers:
        raise InstanceError(str(path), "needs at least one vehicle type and customer")
    used, best = routing_reference(path, convention, DEFAULT_CONVENTION)
    return RoutingInstance(
        name=path.stem,
        kind="hfvrp",
        depots=(Node(0, x, y),),
        customers=tuple(customers),
        fleet=tuple(fleet),
        convention=used,
        best_known=best,
    )
