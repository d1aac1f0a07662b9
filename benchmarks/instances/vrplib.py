"""VRPLIB: TSPLIB's CVRP files and the dialect in which PyVRP's benchmark sets are written.

`KEY : VALUE` lines, then sections of rows. The dialect adds windows, service, prizes, several
depots, release times, groups of alternatives, backhauls and fleets with one row per vehicle
(VEHICLES_..._SECTION); see "supported VRPLIB fields" in PyVRP's documentation. Node k + 1 is
customer k; with several depots the first customer has the number of depots as its own number, as in
the `.sol` files of those sets. Where the TYPE is VRPB, backhauls come after all deliveries of a
route, and no route only collects (Goetschalckx and Jacobs-Blecha 1989).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from benchmarks.instances.best_known import routing_reference
from benchmarks.instances.conventions import Convention
from benchmarks.instances.fault import InstanceError
from benchmarks.instances.routing_instance import (
    ALTERNATIVES_MAX,
    FOREVER,
    MANY_ALTERNATIVES,
    FleetType,
    Node,
    RoutingInstance,
)
from benchmarks.instances.text_lines import Line, Lines

KEY = re.compile(r"^\s*([A-Z][A-Z_]+)\s*:\s*(.*?)\s*$")

UNDERSTOOD = {
    "NODE_COORD_SECTION",
    "DEMAND_SECTION",
    "LINEHAUL_SECTION",
    "BACKHAUL_SECTION",
    "RELEASE_TIME_SECTION",
    "MUTUALLY_EXCLUSIVE_GROUP_SECTION",
    "DEPOT_SECTION",
    "TIME_WINDOW_SECTION",
    "SERVICE_TIME_SECTION",
    "PRIZE_SECTION",
    "EDGE_WEIGHT_SECTION",
    "CAPACITY_SECTION",
    "VEHICLES_DEPOT_SECTION",
    "VEHICLES_ALLOWED_CLIENTS_SECTION",
    "VEHICLES_FIXED_COST_SECTION",
    "VEHICLES_UNIT_DISTANCE_COST_SECTION",
    "VEHICLES_MAX_DURATION_SECTION",
    "VEHICLES_MAX_DISTANCE_SECTION",
    "VEHICLES_RELOAD_DEPOT_SECTION",
    "VEHICLES_MAX_RELOADS_SECTION",
}


def recognizes(text: str) -> bool:
    """True when the file has a section or the keys of this format."""
    return "_SECTION" in text and ("DIMENSION" in text or "NODE_COORD_SECTION" in text)


@dataclass
class _Sheet:
    """The file taken apart: keys and sections."""

    where: str
    keys: dict[str, str] = field(default_factory=dict)
    sections: dict[str, list[Line]] = field(default_factory=lambda: defaultdict(list))

    def number(self, key: str) -> float | None:
        """The number behind a key, None when the key is absent."""
        if key not in self.keys:
            return None
        try:
            return float(self.keys[key])
        except ValueError as error:
            raise InstanceError(self.where, f"{key}: expected a number") from error

    def column(self, section: str, count: int, default: float) -> list[float]:
        """One value per row 1..count of a section; a key of the same stem gives it to all."""
        stem = section.removesuffix("_SECTION")
        values = [self.number(stem)] * count if stem in self.keys else [default] * count
        for line in self.sections.get(section, ()):
            row = line.floats(2, section)
            if not 1 <= row[0] <= count:
                raise line.fault(f"{section}: row {row[0]:g} is not between 1 and {count}")
            values[int(row[0]) - 1] = row[1]
        return [default if value is None else value for value in values]


def _take_apart(where: str, text: str) -> _Sheet:
    sheet = _Sheet(where)
    section = ""
    for line in Lines(where, text).rest():
        first = line.words[0]
        if first == "EOF":
            break
        if first.rstrip(":").endswith("_SECTION"):
            section = first.rstrip(":")
            sheet.sections[section] = []
        elif match := KEY.match(" ".join(line.words)):
            sheet.keys[match[1]] = match[2].strip('"')
        elif section:
            sheet.sections[section].append(line)
        else:
            raise line.fault(f"expected KEY : VALUE, found {' '.join(line.words)[:60]!r}")
    return sheet


def _matrix(sheet: _Sheet, count: int) -> np.ndarray | None:
    if sheet.keys.get("EDGE_WEIGHT_TYPE", "EUC_2D") == "EUC_2D":
        return None
    if sheet.keys["EDGE_WEIGHT_TYPE"] != "EXPLICIT":
        raise InstanceError(
            sheet.where, f"EDGE_WEIGHT_TYPE {sheet.keys['EDGE_WEIGHT_TYPE']} is not read"
        )
    layout = sheet.keys.get("EDGE_WEIGHT_FORMAT", "FULL_MATRIX")
    cells = [
        cell
        for line in sheet.sections.get("EDGE_WEIGHT_SECTION", ())
        for cell in line.floats(1, "EDGE_WEIGHT_SECTION")
    ]
    matrix = np.zeros((count, count))
    if layout == "FULL_MATRIX" and len(cells) == count * count:
        return np.array(cells).reshape(count, count)
    if layout == "LOWER_ROW" and len(cells) == count * (count - 1) // 2:
        matrix[np.tril_indices(count, -1)] = cells
        return matrix + matrix.T
    raise InstanceError(
        sheet.where, f"{len(cells)} edge weights do not make a {layout} for {count} nodes"
    )


_VehicleKey = tuple[
    float, int, float, float, float, float, frozenset[int] | None, tuple[int, ...], float
]


def _demands(sheet: _Sheet) -> str:
    """The section that says what is brought."""
    return "LINEHAUL_SECTION" if "LINEHAUL_SECTION" in sheet.sections else "DEMAND_SECTION"


def _require_demands(sheet: _Sheet, nodes: int) -> None:
    """Raises when a file that limits the load lacks the demand of a node: it was cut short."""
    rows = len(sheet.sections.get(_demands(sheet), ()))
    if "CAPACITY" in sheet.keys and "DEMAND" not in sheet.keys and rows != nodes:
        raise InstanceError(
            sheet.where, f"{_demands(sheet)} holds {rows} of {nodes} nodes; is the file complete?"
        )


def _fleet(sheet: _Sheet, nodes: int, depots: list[int]) -> tuple[tuple[FleetType, ...], bool]:
    """Vehicles of the file, identical ones together, and whether their number is a limit."""
    stated = sheet.number("VEHICLES")
    demand = max(
        sum(sheet.column(section, nodes, 0.0)) for section in (_demands(sheet), "BACKHAUL_SECTION")
    )
    if stated is not None:
        count = int(stated)
    else:
        capacity = sheet.number("CAPACITY") or FOREVER
        # The fleet is free: twice what the goods need, and some, never binds.
        count = min(nodes, 2 * int(demand / capacity + 1) + 20)
    if count < 1:
        raise InstanceError(sheet.where, "has no vehicles")
    capacity_of = sheet.column("CAPACITY_SECTION", count, FOREVER)
    fixed = sheet.column("VEHICLES_FIXED_COST_SECTION", count, 0.0)
    unit = sheet.column("VEHICLES_UNIT_DISTANCE_COST_SECTION", count, 1.0)
    duration = sheet.column("VEHICLES_MAX_DURATION_SECTION", count, FOREVER)
    distance = sheet.column("VEHICLES_MAX_DISTANCE_SECTION", count, FOREVER)
    depot = sheet.column("VEHICLES_DEPOT_SECTION", count, depots[0] + 1)
    most_reloads = sheet.column("VEHICLES_MAX_RELOADS_SECTION", count, FOREVER)
    reloads: dict[int, tuple[int, ...]] = {}
    for line in sheet.sections.get("VEHICLES_RELOAD_DEPOT_SECTION", ()):
        row = line.ints(1, "VEHICLES_RELOAD_DEPOT_SECTION")
        if any(node - 1 not in depots for node in row[1:]):
            raise line.fault("VEHICLES_RELOAD_DEPOT_SECTION names a node that is no depot")
        reloads[row[0] - 1] = tuple(depots.index(node - 1) for node in row[1:])
    allowed: dict[int, frozenset[int]] = {}
    for line in sheet.sections.get("VEHICLES_ALLOWED_CLIENTS_SECTION", ()):
        row = line.ints(1, "VEHICLES_ALLOWED_CLIENTS_SECTION")
        allowed[row[0] - 1] = frozenset(node - 1 for node in row[1:])
    kinds: dict[_VehicleKey, list[int]] = defaultdict(list)
    for row_number in range(count):
        kinds[
            capacity_of[row_number],
            int(depot[row_number]) - 1,
            fixed[row_number],
            unit[row_number],
            duration[row_number],
            distance[row_number],
            allowed.get(row_number),
            reloads.get(row_number, ()),
            most_reloads[row_number],
        ].append(row_number)
    one_row_each = any(
        name.startswith("VEHICLES_") or name == "CAPACITY_SECTION" for name in sheet.sections
    )
    fleet = []
    for key, rows in kinds.items():
        capacity, at, fixed_cost, unit_cost, longest, farthest, clients, loads_at, most = key
        if at not in depots:
            raise InstanceError(sheet.where, f"vehicle {rows[0] + 1} stands at no depot")
        fleet.append(
            FleetType(
                tuple(rows) if one_row_each else (0,) * len(rows),
                capacity,
                depots.index(at),
                fixed_cost,
                unit_cost,
                longest,
                farthest,
                clients,
                loads_at,
                None if most == FOREVER else int(most),
            )
        )
    return tuple(fleet), stated is not None


def _groups(sheet: _Sheet, depots: int, nodes: int) -> tuple[tuple[int, ...], ...]:
    """Customers of which one is visited. A group of one is a customer like others."""
    groups = []
    seen: set[int] = set()
    for line in sheet.sections.get("MUTUALLY_EXCLUSIVE_GROUP_SECTION", ()):
        members = [node - 1 for node in line.ints(2, "MUTUALLY_EXCLUSIVE_GROUP_SECTION")[1:]]
        for number in members:
            if not depots <= number < nodes:
                raise line.fault(f"the group names {number + 1}, which is no customer")
            if number in seen:
                raise line.fault(f"customer {number} is in two groups or twice in one")
            seen.add(number)
        if len(members) > 1:
            groups.append(tuple(members))
    return tuple(groups)


def _beyond(nodes: list[Node], groups: tuple[tuple[int, ...], ...]) -> Iterator[str]:
    """What the model of the optimizer does not hold, in words."""
    if any(node.demand and node.backhaul for node in nodes):
        yield "deliveries and pickups at one customer"
    if any(len(group) > ALTERNATIVES_MAX for group in groups):
        yield MANY_ALTERNATIVES
    if any(len({_goods(nodes[member]) for member in group}) > 1 for group in groups):
        yield "alternatives whose goods differ"
    if any(nodes[member].prize for group in groups for member in group):
        yield "prizes of alternatives"


def _goods(node: Node) -> tuple[float, float, float]:
    return node.demand, node.backhaul, node.release


def parse(path: Path, text: str, convention: Convention | None = None) -> RoutingInstance:
    """Reads the format; raises InstanceError."""
    sheet = _take_apart(str(path), text)
    unknown = set(sheet.sections) - UNDERSTOOD
    if unknown:
        raise InstanceError(str(path), f"has sections that are not read: {', '.join(unknown)}")
    dimension = sheet.number("DIMENSION")
    count = int(dimension) if dimension else len(sheet.sections.get("NODE_COORD_SECTION", ()))
    if count < 2:
        raise InstanceError(str(path), "needs a DIMENSION of at least 2")
    matrix = _matrix(sheet, count)
    places = [(0.0, 0.0)] * count
    for line in sheet.sections.get("NODE_COORD_SECTION", ()):
        number, x, y = line.floats(3, "NODE_COORD_SECTION")[:3]
        if not 1 <= number <= count:
            raise line.fault(f"node {number:g} is not between 1 and {count}")
        places[int(number) - 1] = (x, y)
    if matrix is None and len(sheet.sections.get("NODE_COORD_SECTION", ())) != count:
        raise InstanceError(str(path), f"NODE_COORD_SECTION does not hold {count} nodes")
    depots = [
        line.ints(1, "DEPOT_SECTION")[0] - 1
        for line in sheet.sections.get("DEPOT_SECTION", ())
        if line.words[0] != "-1"
    ] or [0]
    if depots != list(range(len(depots))):
        raise InstanceError(str(path), "depots are not the first nodes")
    _require_demands(sheet, count)
    demand = sheet.column(_demands(sheet), count, 0.0)
    backhaul = sheet.column("BACKHAUL_SECTION", count, 0.0)
    release = sheet.column("RELEASE_TIME_SECTION", count, 0.0)
    service = sheet.column("SERVICE_TIME_SECTION", count, 0.0)
    prize = sheet.column("PRIZE_SECTION", count, 0.0)
    ready, due = [0.0] * count, [FOREVER] * count
    for line in sheet.sections.get("TIME_WINDOW_SECTION", ()):
        number, opens, closes = line.floats(3, "TIME_WINDOW_SECTION")[:3]
        if not 1 <= number <= count:
            raise line.fault(f"node {number:g} is not between 1 and {count}")
        ready[int(number) - 1], due[int(number) - 1] = opens, closes
    nodes = [
        Node(
            0 if position in depots else position,
            *places[position],
            demand[position],
            ready[position],
            due[position],
            0.0 if position in depots else service[position],
            prize[position],
            backhaul[position],
            release[position],
        )
        for position in range(count)
    ]
    fleet, limited = _fleet(sheet, count, depots)
    groups = _groups(sheet, len(depots), count)
    kind = sheet.keys.get("TYPE", "CVRP").lower()
    default = "explicit_integer_matrix" if matrix is not None else "rounded_int"
    if "TIME_WINDOW_SECTION" in sheet.sections and matrix is None:
        default = "dimacs_x10"
    used, best = routing_reference(path, convention, default)
    return RoutingInstance(
        name=path.stem,
        kind=kind,
        depots=tuple(nodes[: len(depots)]),
        customers=tuple(nodes[len(depots) :]),
        fleet=fleet,
        convention=used,
        best_known=best,
        matrix=matrix,
        beyond=tuple(_beyond(nodes, groups)),
        fleet_is_limited=limited,
        groups=groups,
        backhauls_last=kind == "vrpb",
    )
