"""Makes the background of a region's map from an OpenStreetMap extract.

    python -m service.render.make_background EXTRACT.osm.pbf ZONES.geojson OUT.json.gz

Roads, railways, water, woods and settled land, thinned to what a screen shows, with the outlines
and names of the zones. The result is a derivative of the OpenStreetMap database and stays under the
ODbL; its attribution is kept inside and shown on every map.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections.abc import Iterable
from pathlib import Path

import osmium
import shapely
from osmium.geom import WKBFactory
from shapely.affinity import scale

from service.render.polyline import encode_lines

ATTRIBUTION = "© OpenStreetMap contributors, ODbL 1.0"

ROADS = {
    "motorway": "road_main",
    "trunk": "road_main",
    "primary": "road_main",
    "primary_link": "road_main",
    "secondary": "road_middle",
    "secondary_link": "road_middle",
    "tertiary": "road_middle",
    "unclassified": "road_small",
    "residential": "road_small",
    "living_street": "road_small",
    "pedestrian": "road_small",
    "service": "road_tiny",
    "track": "road_tiny",
}
AREAS = {
    ("natural", "water"): "water",
    ("waterway", "riverbank"): "water",
    ("landuse", "reservoir"): "water",
    ("landuse", "forest"): "wood",
    ("natural", "wood"): "wood",
    ("landuse", "residential"): "settled",
    ("landuse", "commercial"): "settled",
    ("landuse", "industrial"): "settled",
}
WATER_LINES = {"river", "canal", "stream"}
PLACES = {"city": 1, "town": 1, "village": 2, "suburb": 3, "hamlet": 3, "locality": 4}

THIN_M = {"road_tiny": 8.0, "wood": 14.0, "settled": 10.0, "outline": 12.0, "stream": 10.0}
THIN_OTHERS_M = 3.0
SMALLEST_AREA_M2 = 4_000.0
MARGIN_M = 1_500.0
METRES_PER_DEGREE = 111_195.0


def read_shapes(
    extract: Path,
) -> tuple[dict[str, list[shapely.Geometry]], list[tuple[str, int, shapely.Point]]]:
    """Lines and areas of the extract by class in degrees, and its named places with their rank."""
    shapes: dict[str, list[shapely.Geometry]] = {}
    places: list[tuple[str, int, shapely.Point]] = []
    factory = WKBFactory()
    for found in osmium.FileProcessor(str(extract)).with_locations().with_areas():
        tags = found.tags
        if isinstance(found, osmium.osm.Node):
            if tags.get("place", "") in PLACES and tags.get("name", ""):
                point = shapely.Point(found.location.lon, found.location.lat)
                places.append((tags["name"], PLACES[tags["place"]], point))
        elif isinstance(found, osmium.osm.Way):
            kind = ROADS.get(tags.get("highway") or "", "")
            if tags.get("railway") == "rail":
                kind = "rail"
            elif tags.get("waterway") in WATER_LINES:
                kind = "stream"
            if kind and len(found.nodes) > 1:
                line = shapely.from_wkb(factory.create_linestring(found))
                shapes.setdefault(kind, []).append(line)
        elif isinstance(found, osmium.osm.Area):
            for (key, value), kind in AREAS.items():
                if tags.get(key) == value:
                    area = shapely.from_wkb(factory.create_multipolygon(found))
                    shapes.setdefault(kind, []).append(area)
                    break
    return shapes, places


def thinned(
    kind: str, shapes: Iterable[shapely.Geometry], keep: shapely.Geometry, east: float
) -> shapely.Geometry:
    """Geometries of one class, joined, cut to `keep` and thinned; `east` is cos(latitude)."""
    joined = shapely.union_all([shape for shape in shapes if shape.is_valid])
    cut = scale(joined.intersection(keep), xfact=east, origin=(0, 0))
    if cut.geom_type != "Polygon" and "Line" in cut.geom_type:
        cut = shapely.line_merge(cut)
    metres = THIN_M.get(kind, THIN_OTHERS_M)
    cut = cut.simplify(metres / METRES_PER_DEGREE)
    return scale(cut, xfact=1 / east, origin=(0, 0))


def points_of(shape: shapely.Geometry) -> list[list[tuple[float, float]]]:
    """Every line or ring of a geometry as (latitude, longitude)."""
    lines = []
    for part in getattr(shape, "geoms", [shape]):
        if part.is_empty:
            continue
        if part.geom_type == "Polygon":
            square_degrees = SMALLEST_AREA_M2 / METRES_PER_DEGREE**2
            if part.area < square_degrees:
                continue
            rings = [
                part.exterior,
                *(r for r in part.interiors if shapely.Polygon(r).area > square_degrees),
            ]
            lines += [[(y, x) for x, y in ring.coords] for ring in rings]
        elif part.geom_type == "LineString":
            lines.append([(y, x) for x, y in part.coords])
        elif hasattr(part, "geoms"):
            lines += points_of(part)
    return lines


def make_background(extract: Path, zones: Path) -> dict[str, object]:
    """The background as the page reads it: encoded lines by class, names, attribution."""
    features = json.loads(zones.read_text(encoding="utf-8"))["features"]
    outlines = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    region = shapely.union_all([outline.buffer(0) for outline in outlines])
    east = math.cos(math.radians(region.centroid.y))
    keep = region.buffer(MARGIN_M / METRES_PER_DEGREE)
    shapes, places = read_shapes(extract)
    layers = {
        kind: encode_lines(points_of(thinned(kind, found, keep, east)))
        for kind, found in sorted(shapes.items())
    }
    layers["outline"] = encode_lines(
        points_of(thinned("outline", [outline.boundary for outline in outlines], keep, east))
    )
    west, south, east_end, north = region.bounds
    return {
        "attribution": ATTRIBUTION,
        "bounds": [round(v, 5) for v in (south, west, north, east_end)],
        "layers": layers,
        "names": sorted(
            [name, rank, round(point.y, 5), round(point.x, 5)]
            for name, rank, point in places
            if keep.contains(point)
        ),
    }


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("extract", type=Path)
    parser.add_argument("zones", type=Path)
    parser.add_argument("out", type=Path)
    given = parser.parse_args()
    text = json.dumps(
        make_background(given.extract, given.zones), ensure_ascii=False, separators=(",", ":")
    )
    # A fixed time stamp keeps the file the same when nothing changed.
    given.out.write_bytes(gzip.compress(text.encode(), mtime=0))


if __name__ == "__main__":
    main()
