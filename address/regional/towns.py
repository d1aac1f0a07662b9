"""The municipalities of an extract, as a zone layer.

They are the administrative boundaries of one level where the extract holds them whole. An extract
that is cut smaller than its municipalities has none; then each town on the map gets the ground that
is nearer to it than to any other (its Voronoi cell), and the layer says that it is such a guess.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Any

import geopandas
import shapely

from address.regional.extract import Extract, Named

WGS84 = "EPSG:4326"
ATTRIBUTION = "© OpenStreetMap contributors"
BOUNDARIES = "administrative boundaries"
NEAREST = "ground nearest to each town"
_MARGIN_DEG = 0.01


def country_of(extract: Extract, region_code: str) -> Named | None:
    """The country's own boundary, if it is whole in the extract."""
    own = [b for b in extract.boundaries if b.tags.get("ISO3166-1") == region_code]
    return own[0] if own else None


def municipalities(extract: Extract, region_code: str, level: int) -> geopandas.GeoDataFrame:
    """Columns id, name, also_named, made_from and geometry (degrees); rows by name."""
    country = country_of(extract, region_code)
    whole = [
        boundary
        for boundary in extract.boundaries
        if boundary.tags.get("admin_level") == str(level)
        and (country is None or country.shape.contains(boundary.shape.representative_point()))
    ]
    towns, origin = (whole, BOUNDARIES) if whole else (_nearest(extract, region_code), NEAREST)
    towns.sort(key=lambda town: town.tags["name"])
    names = [town.tags["name"] for town in towns]
    return geopandas.GeoDataFrame(
        {
            "id": _zone_ids(region_code, names),
            "name": names,
            "also_named": [other_names(town.tags) for town in towns],
            "made_from": [origin] * len(towns),
        },
        geometry=[town.shape for town in towns],
        crs=WGS84,
    )


def other_names(tags: dict[str, str]) -> tuple[str, ...]:
    """Further names of an object: in other languages, old, short."""
    keys = ("alt_name", "old_name", "short_name", "loc_name", "official_name")
    listed = [tags[key] for key in keys if key in tags]
    listed += [tags[key] for key in sorted(tags) if re.fullmatch(r"name:[a-z]{2}", key)]
    split = (" ".join(name.split()) for names in listed for name in names.split(";"))
    return tuple(dict.fromkeys(name for name in split if name and name != tags.get("name")))


def write_zones(layer: geopandas.GeoDataFrame, path: Path, simplify_m: float) -> None:
    """Writes the layer as GeoJSON, simplified together so that neighbours keep a common border."""
    drawn = layer[["id", "name", "made_from", "geometry"]].copy()
    drawn["geometry"] = shapely.coverage_simplify(drawn.geometry.values, simplify_m / 111_320.0)
    drawn["geometry"] = shapely.set_precision(drawn.geometry.values, 1e-6)
    drawn["attribution"] = f"{ATTRIBUTION}, ODbL 1.0"
    path.write_text(drawn.to_json(ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _nearest(extract: Extract, region_code: str) -> list[Named]:
    """A cell for each town: cities and towns, else villages, else what the houses state."""
    for kinds in ({"city", "town"}, {"village"}):
        places = [place for place in extract.places if place.tags["place"] in kinds]
        if places:
            break
    ground = shapely.box(*_bounds(extract))
    if len(places) > 1:
        points = shapely.MultiPoint([place.shape for place in places])
        cells = shapely.voronoi_polygons(points, extend_to=ground)
        return [
            Named(place.tags, shapely.intersection(cell, ground))
            for place in places
            for cell in cells.geoms
            if cell.contains(place.shape)
        ]
    if places:
        return [Named(places[0].tags, ground)]
    stated = Counter(house.tags.get("addr:city", "").strip() for house in extract.houses)
    del stated[""]
    name = min(stated, key=lambda city: (-stated[city], city), default=region_code)
    return [Named({"name": name}, ground)]


def _bounds(extract: Extract) -> tuple[float, float, float, float]:
    shapes: list[Any] = [item.shape for item in (*extract.streets, *extract.houses)]
    west, south, east, north = shapely.total_bounds(shapes).tolist()
    return west - _MARGIN_DEG, south - _MARGIN_DEG, east + _MARGIN_DEG, north + _MARGIN_DEG


def _zone_ids(region_code: str, names: list[str]) -> list[str]:
    ids: list[str] = []
    used: Counter[str] = Counter()
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "zone"
        used[slug] += 1
        ids.append(f"{region_code}-{slug}" + (f"-{used[slug]}" if used[slug] > 1 else ""))
    return ids
