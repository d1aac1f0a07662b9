"""Whether a place lies in a territory, as the checker reads it: by counting crossings.

A ray to the east crosses the edge of a polygon an odd number of times from inside; a point on the
edge belongs. Comparisons that rounding might turn are made in whole fractions.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np

from optimizer.road.datum import gcj02_to_wgs84
from optimizer.routing.model import RoutingProblem, Vehicle
from optimizer.shapes import Datum, Position

Ring = Sequence[Sequence[float]]


class Grounds:
    """The territories of a problem."""

    def __init__(self, problem: RoutingProblem) -> None:
        self._told = {territory.id: territory.geojson for territory in problem.territories}
        self._position = {place.id: place.position for place in problem.places}
        self._polygons: dict[str, list[list[Ring]]] = {}
        self._known: dict[tuple[str, str], bool] = {}

    def outside(self, vehicle: Vehicle, place_id: str) -> bool:
        """Whether a place lies in none of the territories of a vehicle that has some."""
        names = vehicle.territory_ids
        return bool(names) and not any(self._inside(name, place_id) for name in names)

    def _inside(self, name: str, place_id: str) -> bool:
        if (name, place_id) not in self._known:
            if name not in self._polygons:
                self._polygons[name] = list(_polygons(json.loads(self._told[name])))
            position = self._position.get(place_id)
            found = position is not None and any(
                _holds(polygon, *_degrees(position)) for polygon in self._polygons[name]
            )
            self._known[name, place_id] = found
        return self._known[name, place_id]


def _degrees(position: Position) -> tuple[float, float]:
    if position.datum is Datum.WGS84:
        return position.longitude_deg, position.latitude_deg
    latitude, longitude = gcj02_to_wgs84(
        np.array([position.latitude_deg]), np.array([position.longitude_deg])
    )
    return float(longitude[0]), float(latitude[0])


def _polygons(told: Any) -> Iterator[list[Ring]]:
    kind = told["type"]
    if kind == "FeatureCollection":
        for feature in told["features"]:
            yield from _polygons(feature)
    elif kind == "Feature":
        yield from _polygons(told["geometry"])
    elif kind == "Polygon":
        yield told["coordinates"]
    else:
        yield from told["coordinates"]


def _holds(polygon: Sequence[Ring], x: float, y: float) -> bool:
    crossed = False
    for ring in polygon:
        for (ax, ay, *_), (bx, by, *_) in pairwise(ring):
            if min(ay, by) > y or max(ay, by) < y or max(ax, bx) < x:
                continue
            side = _side(ax, ay, bx, by, x, y)
            if side == 0 and min(ax, bx) <= x and min(ay, by) <= y:
                return True
            if (ay > y) != (by > y) and (side > 0) == (by > ay):
                crossed = not crossed
    return crossed


def _side(ax: float, ay: float, bx: float, by: float, x: float, y: float) -> int:
    """1 where a point lies to the left of an edge, -1 to the right, 0 on its line."""
    one, other = (bx - ax) * (y - ay), (by - ay) * (x - ax)
    if abs(one - other) > 1e-9 * (abs(one) + abs(other)):
        return 1 if one > other else -1
    a, b, c, d, e, f = (Fraction(value) for value in (ax, ay, bx, by, x, y))
    exact = (c - a) * (f - b) - (d - b) * (e - a)
    return (exact > 0) - (exact < 0)
