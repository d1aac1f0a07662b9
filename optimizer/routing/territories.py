"""Which places lie in the territories of a vehicle; the one module of the room that knows shapely.

A vehicle's ground is all of its territories together; vehicles with the same ones share a region.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt
import shapely

from optimizer.faults import Fault, FieldPath
from optimizer.road import TravelError
from optimizer.road.datum import gcj02_to_wgs84
from optimizer.routing.model import Place, RoutingProblem, Territory, Vehicle
from optimizer.shapes import Datum

Region = tuple[str, ...]


def region_of(vehicle: Vehicle) -> Region:
    """The territories of a vehicle, sorted; none means all of the ground."""
    return tuple(sorted(set(vehicle.territory_ids)))


def regions(problem: RoutingProblem) -> dict[Region, int]:
    """The regions that vehicles of a problem have, numbered."""
    named = dict.fromkeys(region_of(vehicle) for vehicle in problem.vehicles)
    return {region: x for x, region in enumerate(r for r in named if r)}


def inside(problem: RoutingProblem, place_ids: Sequence[str]) -> npt.NDArray[np.int64]:
    """1 where a place lies in a region or on its edge, else 0 (regions x places).

    Places without a position lie in none. Raises `TravelError` for a shape that is none.
    """
    numbered = regions(problem)
    table = np.zeros((len(numbered), len(place_ids)), np.int64)
    if not numbered:
        return table
    used = {name for region in numbered for name in region}
    named = {place.id: place for place in problem.places}
    located = [x for x, p in enumerate(place_ids) if named[p].position is not None]
    longitude, latitude = _degrees([named[place_ids[x]] for x in located])
    within: dict[str, npt.NDArray[np.bool_]] = {}
    for territory in problem.territories:
        if territory.id in used:
            shapes, wrong = _shapes(territory.geojson)
            if wrong:
                raise TravelError(f"territory {territory.id!r} {wrong}")
            shapely.prepare(shapes)
            within[territory.id] = np.zeros(len(located), np.bool_)
            # One by one: joining shapes would move their edges.
            for shape in shapes:
                within[territory.id] |= shapely.intersects_xy(shape, longitude, latitude)
    for region, row in numbered.items():
        for name in region:
            table[row, located] |= within[name]
    return table


def _degrees(places: Sequence[Place]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    positions = [place.position for place in places if place.position is not None]
    latitude = np.array([p.latitude_deg for p in positions], np.float64)
    longitude = np.array([p.longitude_deg for p in positions], np.float64)
    shifted = np.array([p.datum is Datum.GCJ02 for p in positions], np.bool_)
    if shifted.any():
        latitude[shifted], longitude[shifted] = gcj02_to_wgs84(
            latitude[shifted], longitude[shifted]
        )
    return longitude, latitude


def territory_faults(path: FieldPath, territory: Territory) -> Iterator[Fault]:
    """What is wrong with the shape of a territory."""
    text = territory.geojson
    _, wrong = _shapes(text)
    if wrong:
        yield Fault(
            (*path, "geojson"),
            text[:80] if isinstance(text, str) else text,
            wrong,
            "Give a Polygon or MultiPolygon as GeoJSON, in degrees, longitude first.",
        )


def _shapes(text: object) -> tuple[list[shapely.Geometry], str]:
    """The polygons that GeoJSON tells, and what is wrong with them."""
    try:
        told = json.loads(text) if isinstance(text, str) else None
    except (json.JSONDecodeError, RecursionError):
        return [], "is not JSON"
    parts, wrong = _parts(told)
    shapes = []
    for part in parts if not wrong else ():
        try:
            shape = shapely.from_geojson(json.dumps(part))
        except (shapely.GEOSException, ValueError):
            return [], "holds coordinates that are no rings of longitude and latitude"
        if shape is None or shape.is_empty or not np.isfinite(shape.bounds).all():
            return [], "holds an empty shape"
        west, south, east, north = shape.bounds
        if west < -180 or east > 180 or south < -90 or north > 90:
            return [], "leaves the range of longitude and latitude"
        if not shapely.is_valid(shape):
            return [], f"is no simple shape: {shapely.is_valid_reason(shape)}"
        shapes.append(shape)
    return shapes, wrong


def _parts(told: object) -> tuple[list[object], str]:
    """The polygons of a geometry, a feature or a collection of features."""
    if not isinstance(told, dict):
        return [], "is not a GeoJSON object"
    kind = told.get("type")
    if kind in ("Polygon", "MultiPolygon"):
        return [told], ""
    if kind == "Feature":
        return _parts(told.get("geometry"))
    if kind == "FeatureCollection" and isinstance(told.get("features"), list) and told["features"]:
        found = [_parts(feature) for feature in told["features"]]
        wrong = next((words for _, words in found if words), "")
        return [part for parts, _ in found for part in parts], wrong
    return [], f"is of type {str(kind)[:40]!r}, not a polygon"
