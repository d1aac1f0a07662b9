"""Solomon's and Gehring & Homberger's text format (VRPTW).

NAME / VEHICLE / NUMBER CAPACITY / 25 200 / CUSTOMER / CUST NO. XCOORD ... / rows
row: number x y demand ready due service; row 0 is the depot.
"""

from __future__ import annotations

from pathlib import Path

from benchmarks.instances.best_known import routing_reference
from benchmarks.instances.conventions import Convention
from benchmarks.instances.fault import InstanceError
from benchmarks.instances.routing_instance import FleetType, Node, RoutingInstance
from benchmarks.instances.text_lines import Lines

DEFAULT_CONVENTION = "dimacs_trunc1"


def recognizes(text: str) -> bool:
    """True when the head of the file looks like this format."""
    head = " ".join(text[:2000].upper().split())
    return "VEHICLE NUMBER CAPACITY" in head and "CUST NO" in head


def parse(path: Path, text: str, convention: Convention | None = None) -> RoutingInstance:
    """Reads the format; raises InstanceError."""
    lines = Lines(str(path), text)
    name = lines.take("the name").words[0]
    head = lines.take("VEHICLE")
    while head.words[0].upper() != "NUMBER":
        head = lines.take("the line NUMBER CAPACITY")
    count, capacity = lines.take("number and capacity of vehicles").ints(2, "vehicles")[:2]
    nodes = []
    for line in lines.rest():
        if not line.words[0].lstrip("-").isdigit():
            continue
        row = line.floats(7, "customer row")
        nodes.append(Node(int(row[0]), row[1], row[2], row[3], row[4], row[5], row[6]))
    if not nodes or nodes[0].number != 0:
        raise InstanceError(str(path), "has no row 0 for the depot")
    if [node.number for node in nodes] != list(range(len(nodes))):
        raise InstanceError(str(path), "rows are not numbered 0, 1, 2, ...")
    if count < 1:
        raise InstanceError(str(path), "has no vehicles")
    used, best = routing_reference(path, convention, DEFAULT_CONVENTION)
    return RoutingInstance(
        name=path.stem or name,
        kind="vrptw",
        depots=(nodes[0],),
        customers=tuple(nodes[1:]),
        fleet=(FleetType((0,) * count, capacity),),
        convention=used,
        best_known=best,
    )
