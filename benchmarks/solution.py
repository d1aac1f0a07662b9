"""The plain solution shapes that result files hold, whoever made them.

Routes name customers by the numbers of their file; a vehicle by the zero-based row it stands in
(its type's row where the file lists types, 0 where all are alike) and the zero-based position of
its depot. Packed pieces name the zero-based row of their item in the file, one entry per piece,
with the corner nearest the origin and the sides along x, y, z.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


class SolutionError(Exception):
    """A solution file whose shape is not the stated one; the message says where."""


@dataclass(frozen=True, slots=True)
class RoutingSolution:
    """`vehicles` holds (type row, depot position) per route."""

    routes: tuple[tuple[int, ...], ...]
    vehicles: tuple[tuple[int, int], ...]

    def as_json(self) -> dict[str, Any]:
        """The stated JSON shape."""
        return {
            "routes": [list(route) for route in self.routes],
            "vehicles": [{"type": kind, "depot": depot} for kind, depot in self.vehicles],
        }


@dataclass(frozen=True, slots=True)
class PlacedPiece:
    """One piece: item row, corner, sides as placed."""

    item: int
    x: int
    y: int
    z: int
    dx: int
    dy: int
    dz: int


@dataclass(frozen=True, slots=True)
class FilledContainer:
    """One container: row of its type and what lies in it."""

    type: int
    items: tuple[PlacedPiece, ...]


@dataclass(frozen=True, slots=True)
class PackingSolution:
    """Filled containers of one problem."""

    containers: tuple[FilledContainer, ...]

    def as_json(self) -> dict[str, Any]:
        """The stated JSON shape."""
        return {
            "containers": [
                {
                    "type": container.type,
                    "items": [
                        {
                            "item": piece.item,
                            "x": piece.x,
                            "y": piece.y,
                            "z": piece.z,
                            "dx": piece.dx,
                            "dy": piece.dy,
                            "dz": piece.dz,
                        }
                        for piece in container.items
                    ],
                }
                for container in self.containers
            ]
        }


@dataclass(frozen=True, slots=True)
class OrderSolution:
    """One order of a folder and the wall seconds it took."""

    id: str
    seconds: float
    packing: PackingSolution


@dataclass(frozen=True, slots=True)
class OrdersSolution:
    """All orders of a folder."""

    orders: tuple[OrderSolution, ...]

    def as_json(self) -> dict[str, Any]:
        """The stated JSON shape."""
        return {
            "orders": [
                {"id": order.id, "seconds": order.seconds, **order.packing.as_json()}
                for order in self.orders
            ]
        }


Solution = RoutingSolution | PackingSolution | OrdersSolution


def from_json(value: object) -> Solution:
    """Reads any of the stated shapes; raises SolutionError."""
    if not isinstance(value, Mapping):
        raise SolutionError("solution is not an object")
    if "routes" in value:
        return _routing(value)
    if "containers" in value:
        return _packing(value, "containers")
    if "orders" in value:
        return OrdersSolution(
            tuple(
                OrderSolution(
                    str(_field(order, "id", f"orders[{k}]")),
                    float(_field(order, "seconds", f"orders[{k}]")),
                    _packing(order, f"orders[{k}].containers"),
                )
                for k, order in enumerate(_list(value["orders"], "orders"))
            )
        )
    raise SolutionError("solution has none of routes, containers, orders")


def _routing(value: Mapping[str, Any]) -> RoutingSolution:
    routes = tuple(
        tuple(_whole(number, f"routes[{k}]") for number in _list(route, f"routes[{k}]"))
        for k, route in enumerate(_list(value["routes"], "routes"))
    )
    if "vehicles" not in value:
        return RoutingSolution(routes, ((0, 0),) * len(routes))
    vehicles = tuple(
        (
            _whole(_field(use, "type", f"vehicles[{k}]"), f"vehicles[{k}].type"),
            _whole(_field(use, "depot", f"vehicles[{k}]"), f"vehicles[{k}].depot"),
        )
        for k, use in enumerate(_list(value["vehicles"], "vehicles"))
    )
    if len(vehicles) != len(routes):
        raise SolutionError(f"{len(routes)} routes but {len(vehicles)} vehicles")
    return RoutingSolution(routes, vehicles)


def _packing(value: object, where: str) -> PackingSolution:
    containers = []
    for k, container in enumerate(_list(_field(value, "containers", where), where)):
        at = f"{where}[{k}]"
        pieces = []
        for piece in _list(_field(container, "items", at), f"{at}.items"):
            sides = [
                _whole(_field(piece, name, f"{at}.items"), f"{at}.items.{name}")
                for name in ("item", "x", "y", "z", "dx", "dy", "dz")
            ]
            pieces.append(PlacedPiece(*sides))
        kind = _whole(_field(container, "type", at), f"{at}.type")
        containers.append(FilledContainer(kind, tuple(pieces)))
    return PackingSolution(tuple(containers))


def _field(value: object, name: str, where: str) -> Any:
    if not isinstance(value, Mapping) or name not in value:
        raise SolutionError(f"{where} has no {name}")
    return value[name]


def _list(value: object, where: str) -> list[Any]:
    if not isinstance(value, list):
        raise SolutionError(f"{where} is not a list")
    return value


def _whole(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise SolutionError(f"{where} is not a whole number")
    return value
