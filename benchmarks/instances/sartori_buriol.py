"""Sartori & Buriol's pickup and delivery format: real road times, `NODES` and `EDGES` sections.

CAPACITY: 300 / NODES / number lat lon demand ready due service pickup delivery / EDGES / matrix
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.instances.best_known import routing_reference
from benchmarks.instances.conventions import Convention
from benchmarks.instances.fault import InstanceError
from benchmarks.instances.lilim import pair_up
from benchmarks.instances.routing_instance import FleetType, Node, RoutingInstance
from benchmarks.instances.text_lines import Lines

DEFAULT_CONVENTION = "explicit_integer_matrix_hierarchical"


def recognizes(text: str) -> bool:
    """True when the file has the two sections of this format."""
    return "\nNODES" in text and "\nEDGES" in text


def parse(path: Path, text: str, convention: Convention | None = None) -> RoutingInstance:
    """Reads the format; raises InstanceError."""
    lines = Lines(str(path), text)
    capacity = 0.0
    line = lines.take("the heading")
    while line.words[0] != "NODES":
        if line.words[0] == "CAPACITY:":
            capacity = float(line.words[-1])
        line = lines.take("NODES")
    nodes, links = [], []
    while (line := lines.take("EDGES")).words[0] != "EDGES":
        row = line.floats(9, "node")
        nodes.append(Node(int(row[0]), row[1], row[2], row[3], row[4], row[5], row[6]))
        links.append((int(row[0]), int(row[7]), int(row[8])))
    edges = [
        line.floats(len(nodes), "row of the matrix")
        for line in lines.rest()
        if line.words[0] != "EOF"
    ]
    if len(edges) != len(nodes) or any(len(row) != len(nodes) for row in edges):
        raise InstanceError(str(path), f"EDGES is not a matrix of {len(nodes)} x {len(nodes)}")
    used, best = routing_reference(path, convention, DEFAULT_CONVENTION)
    return RoutingInstance(
        name=path.stem,
        kind="pdptw",
        depots=(nodes[0],),
        customers=tuple(nodes[1:]),
        # The fleet is free; one vehicle per shipment always suffices.
        fleet=(FleetType((0,) * max(1, len(nodes) // 2), capacity),),
        convention=used,
        best_known=best,
        pairs=pair_up(str(path), links[1:]),
        matrix=np.array(edges),
        fleet_is_limited=False,
    )
