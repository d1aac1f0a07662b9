"""The objects of an OpenStreetMap extract that matter for addresses, as they stand there."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import osmium
import shapely
from osmium.geom import WKBFactory

from address.faults import ExtractError

_PLACES = frozenset(
    (
        "city",
        "town",
        "village",
        "suburb",
        "quarter",
        "hamlet",
        "neighbourhood",
        "locality",
        "isolated_dwelling",
        "farm",
    )
)
_NO_STREET = frozenset(
    (
        "path",
        "via_ferrata",
        "steps",
        "platform",
        "construction",
        "proposed",
        "corridor",
        "rest_area",
        "services",
        "bus_stop",
    )
)
POI_KEYS = (
    "shop",
    "amenity",
    "tourism",
    "office",
    "leisure",
    "craft",
    "healthcare",
    "industrial",
    "historic",
    "building",
)
_NO_POI = frozenset(
    (
        "parking",
        "bench",
        "viewpoint",
        "information",
        "shelter",
        "attraction",
        "artwork",
        "ruins",
        "picnic_site",
        "drinking_water",
        "waste_disposal",
        "recycling",
        "yes",
        "garages",
        "pitch",
        "playground",
        "track",
        "bicycle_parking",
        "post_box",
        "atm",
        "car_sharing",
        "parking_space",
        "nature_reserve",
        "memorial",
        "wayside_cross",
        "toilets",
        "residential",
        "house",
        "roof",
    )
)


class Named(NamedTuple):
    tags: dict[str, str]
    shape: shapely.Geometry


@dataclass(slots=True)
class Extract:
    """Objects of the extract as they stand there, longitude before latitude."""

    boundaries: list[Named] = field(default_factory=list)
    boundary_names: list[dict[str, str]] = field(default_factory=list)
    streets: list[Named] = field(default_factory=list)
    houses: list[Named] = field(default_factory=list)
    places: list[Named] = field(default_factory=list)
    pois: list[Named] = field(default_factory=list)
    snapshot: str = ""


def read_extract(extract: Path) -> Extract:
    raw = Extract()
    factory = WKBFactory()
    try:
        if not extract.is_file():
            message = f"there is no file {extract.name}"
            raise ExtractError(message)
        processor = osmium.FileProcessor(str(extract)).with_areas()
        stamp = processor.header.get("osmosis_replication_timestamp", "")
        thing: Any
        for thing in processor:
            _sort_in(thing, dict(thing.tags), raw, factory)
            if thing.is_node() or thing.is_way():
                stamp = max(stamp, thing.timestamp.date().isoformat())
    except RuntimeError as error:
        message = f"{extract.name} is not a readable OpenStreetMap extract: {error}"
        raise ExtractError(message) from error
    raw.snapshot = stamp[:10]
    return raw


def _sort_in(thing: Any, tags: dict[str, str], raw: Extract, factory: WKBFactory) -> None:
    if not tags:
        return
    if thing.is_area():
        shape = shapely.from_wkb(factory.create_multipolygon(thing))
        if tags.get("boundary") == "administrative" and tags.get("name"):
            raw.boundaries.append(Named(tags, shape))
        if thing.from_way():
            return
    elif thing.is_node():
        shape = shapely.Point(thing.lon, thing.lat) if thing.location.valid() else None
    elif thing.is_way():
        points = [(node.lon, node.lat) for node in thing.nodes if node.location.valid()]
        shape = shapely.LineString(points) if len(points) > 1 else None
    else:
        if tags.get("boundary") == "administrative" and tags.get("type") == "boundary":
            raw.boundary_names.append(tags)
        return
    if shape is None:
        return
    if thing.is_way() and "highway" in tags:
        if tags.get("name") and tags["highway"] not in _NO_STREET:
            raw.streets.append(Named(tags, shape))
        return
    point = middle_of(shape)
    if "addr:housenumber" in tags:
        raw.houses.append(Named(tags, point))
    if thing.is_node() and tags.get("place") in _PLACES and tags.get("name"):
        raw.places.append(Named(tags, point))
    elif tags.get("name") and any(is_poi(tags, key) for key in POI_KEYS):
        raw.pois.append(Named(tags, point))


def is_poi(tags: dict[str, str], key: str) -> bool:
    return key in tags and tags[key] not in _NO_POI


def middle_of(shape: shapely.Geometry) -> shapely.Point:
    if isinstance(shape, shapely.LineString) and shape.is_closed and len(shape.coords) > 3:
        return shapely.Polygon(shape).centroid
    return shape.centroid
