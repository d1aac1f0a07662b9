"""Li & Lim's pickup and delivery format (PDPTW).

    vehicles capacity speed
    number x y demand ready due service pickup delivery

A pickup row names its delivery in the last column, a delivery row its pickup in the one before.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.instances.best_known import routing_reference
from benchmarks.instances.conventions import Convention
from benchmarks.instances.fault import InstanceError
from benchmarks.instances.routing_instance import FleetType, Node, RoutingInstance
from benchmarks.instances.text_lines import Lines

DEFAULT_CONVENTION = "double_hierarchical"


def pair_up(where: str, rows: list[tuple[int, int, int]]) -> tuple[tuple[int, int], ...]:
    """Pairs from rows of (number, pickup, delivery), both ends checked."""
    pickup_of = {number: pickup for number, pickup, _ in rows if pickup > 0}
    pairs = []
    for number, pickup, delivery in rows:
        if delivery > 0:
            if pickup_of.get(delivery) != number:
                raise InstanceError(
                    where, f"row {number} names delivery {delivery}, not the reverse"
                )
            pairs.append((number, delivery))
        elif pickup <= 0:
            raise InstanceError(where, f"row {number} is neither a pickup nor a delivery")
    if len(pairs) * 2 != len(rows):
        raise InstanceError(where, "pickups and deliveries do not pair up")
    return tuple(pairs)


def parse(path: Path, text: str, convention: Convention | None = None) -> RoutingInstance:
    """Reads the format; raises InstanceError."""
    lines = Lines(str(path), text)
    count, capacity, *_ = lines.take("vehicles, capacity and speed").ints(2, "first line")
    nodes, links = [], []
    for line in lines.rest():
        row = line.floats(9, "row")
        nodes.append(Node(int(row[0]), row[1], row[2], row[3], row[4], row[5], row[6]))
        links.append((int(row[0]), int(row[7]), int(row[8])))
    if not nodes or [node.number for node in nodes] != list(range(len(nodes))):
        raise InstanceError(str(path), "rows are not numbered 0, 1, 2, ... with the depot first")
    if count < 1:
        raise InstanceError(str(path), "has no vehicles")
    used, best = routing_reference(path, convention, DEFAULT_CONVENTION)
    return RoutingInstance(
        name=path.stem,
        kind="pdptw",
        depots=(nodes[0],),
        customers=tuple(nodes[1:]),
        fleet=(FleetType((0,) * count, capacity),),
        convention=used,
        best_known=best,
        pairs=pair_up(str(path), links[1:]),
    )
