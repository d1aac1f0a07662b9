"""A region's gazetteer from an OpenStreetMap extract.

The extract is read once. Municipalities are the administrative boundaries of one level, assembled
into polygons; everything else gets its municipality by lying inside one, because most objects on
the map do not say it. Streets are cut at the boundaries, so that a road through three villages
becomes three streets. Boundaries, names and points are © OpenStreetMap contributors (ODbL 1.0);
whatever is built here stays under that licence and says so in its head.
"""

from __future__ import annotations

import itertools
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import geopandas
import osmium
import shapely
from osmium.geom import WKBFactory
from rapidfuzz.distance import OSA

from address.faults import ExtractError
from address.regional.gazetteer import (
    House,
    Locality,
    Municipality,
    Neighbour,
    Poi,
    Region,
    Street,
    write_region,
)
from address.regional.key import name_key

WGS84 = "EPSG:4326"
ATTRIBUTION = "© OpenStreetMap contributors"
LICENCE = "Open Database License 1.0 (ODbL), https://opendatacommons.org/licenses/odbl/1-0/"
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
_SETTLED = frozenset(("city", "town", "village", "suburb", "quarter", "hamlet", "neighbourhood"))
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
_POI_KEYS = (
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
_PLACE_REACH_M = {"city": 6000, "town": 3000, "village": 1500, "suburb": 1200, "hamlet": 600}
_SLIVER_M = 40
_LINE_DETAIL_M = 4.0
_SAME_STREET_M = 2000
"""Pieces of a street of one name nearer than this are one street."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built: rows per table, houses left out and why."""

    rows: dict[str, int]
    left_out: dict[str, int]


class _Named(NamedTuple):
    tags: dict[str, str]
    shape: shapely.Geometry


@dataclass(slots=True)
class _Raw:
    """Objects of the extract as they stand there, longitude before latitude."""

    boundaries: list[_Named] = field(default_factory=list)
    boundary_names: list[dict[str, str]] = field(default_factory=list)
    streets: list[_Named] = field(default_factory=list)
    houses: list[_Named] = field(default_factory=list)
    places: list[_Named] = field(default_factory=list)
    pois: list[_Named] = field(default_factory=list)
    snapshot: str = ""


def build_region(
    extract: Path,
    region_code: str,
    folder: Path,
    *,
    municipality_level: int = 8,
    simplify_m: float = 15.0,
) -> BuildReport:
    """Builds the gazetteer and the zone layer of a region.

    Writes `<code>.json.gz` (see `address.regional.gazetteer`) and `<code>.zones.geojson` (one
    polygon per municipality, simplified to `simplify_m` metres) into `folder`. Only what lies
    inside the country `region_code` (ISO 3166) is taken, if its boundary is whole in the extract;
    otherwise everything.

    Raises:
        ExtractError: the file is no extract, or holds no street and no house.
    """
    raw = _read_extract(extract)
    if not raw.streets and not raw.houses:
        message = f"{extract.name} holds no named street and no house number"
        raise ExtractError(message)
    maker = _Maker(raw, region_code.upper(), municipality_level)
    region = maker.region()
    folder.mkdir(parents=True, exist_ok=True)
    write_region(region, folder / f"{region_code.lower()}.json.gz")
    _write_zones(maker.zones, region, folder / f"{region_code.lower()}.zones.geojson", simplify_m)
    tables = ("municipalities", "localities", "streets", "houses", "pois", "neighbours")
    return BuildReport({name: len(getattr(region, name)) for name in tables}, dict(maker.left_out))


def _read_extract(extract: Path) -> _Raw:
    raw = _Raw()
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


def _sort_in(thing: Any, tags: dict[str, str], raw: _Raw, factory: WKBFactory) -> None:
    if not tags:
        return
    if thing.is_area():
        shape = shapely.from_wkb(factory.create_multipolygon(thing))
        if tags.get("boundary") == "administrative" and tags.get("name"):
            raw.boundaries.append(_Named(tags, shape))
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
            raw.streets.append(_Named(tags, shape))
        return
    point = _middle(shape)
    if "addr:housenumber" in tags:
        raw.houses.append(_Named(tags, point))
    if thing.is_node() and tags.get("place") in _PLACES and tags.get("name"):
        raw.places.append(_Named(tags, point))
    elif tags.get("name") and any(_is_poi(tags, key) for key in _POI_KEYS):
        raw.pois.append(_Named(tags, point))


def _is_poi(tags: dict[str, str], key: str) -> bool:
    return key in tags and tags[key] not in _NO_POI


def _middle(shape: shapely.Geometry) -> shapely.Point:
    if isinstance(shape, shapely.LineString) and shape.is_closed and len(shape.coords) > 3:
        return shapely.Polygon(shape).centroid
    return shape.centroid


class _Maker:
    """Turns raw objects into the tables of a region."""

    def __init__(self, raw: _Raw, region_code: str, level: int) -> None:
        self.raw = raw
        self.code = region_code
        self.left_out: Counter[str] = Counter()
        country = [b for b in raw.boundaries if b.tags.get("ISO3166-1") == region_code]
        self.country = country[0].shape if country else None
        self.name = country[0].tags["name"] if country else region_code
        inside = [
            b
            for b in raw.boundaries
            if b.tags.get("admin_level") == str(level)
            and (self.country is None or self.country.contains(b.shape.representative_point()))
        ]
        inside.sort(key=lambda b: b.tags["name"])
        self.zones = geopandas.GeoDataFrame(
            {"name": [b.tags["name"] for b in inside]},
            geometry=[b.shape for b in inside],
            crs=WGS84,
        )
        ids = _zone_ids(region_code, list(self.zones["name"]))
        self.zones.insert(0, "id", ids)
        self.metric = geopandas.GeoSeries(
            [item.shape for item in raw.streets + raw.houses] or [shapely.Point(0, 0)], crs=WGS84
        ).estimate_utm_crs()

    def region(self) -> Region:
        """All tables, in an order that does not depend on the extract's."""
        neighbours = self._neighbours()
        localities = self._localities()
        streets = self._streets(localities)
        houses = self._houses(streets)
        streets, houses = _renumber(streets, houses)
        pois = self._pois(streets)
        return Region(
            region_code=self.code,
            name=self.name,
            source="OpenStreetMap extract",
            attribution=ATTRIBUTION,
            licence=LICENCE,
            snapshot=self.raw.snapshot,
            municipalities=self._municipalities(localities, houses, streets),
            localities=tuple(localities),
            streets=tuple(streets),
            houses=tuple(houses),
            pois=tuple(pois),
            neighbours=neighbours,
        )

    def _inside(self, items: list[_Named]) -> Iterator[tuple[_Named, int]]:
        """Objects with the position of their municipality; those outside are dropped."""
        if not items:
            return
        points = geopandas.GeoDataFrame(geometry=[_middle(i.shape) for i in items], crs=WGS84)
        joined = points.sjoin(self.zones[["geometry"]], how="left", predicate="within")
        first = joined[~joined.index.duplicated()]["index_right"]
        for item, zone in zip(items, first, strict=True):
            if not math.isnan(zone):  # outside of every municipality
                yield item, int(zone)

    def _neighbours(self) -> tuple[Neighbour, ...]:
        own = set(self.zones["name"])
        found: dict[str, str] = {}
        for tags in self.raw.boundary_names:
            if tags.get("admin_level") == "8" and tags.get("name") and tags["name"] not in own:
                plain = re.sub(r"\s*\(.*\)", "", tags["name"])
                found[plain] = tags.get("postal_code", "")
        return tuple(Neighbour(name, code) for name, code in sorted(found.items()))

    def _localities(self) -> list[Locality]:
        found = []
        for item, zone in self._inside(self.raw.places):
            kind = item.tags["place"]
            found.append(
                Locality(
                    item.tags["name"],
                    kind,
                    zone,
                    item.tags.get("postal_code", "").strip(),
                    item.shape.y,
                    item.shape.x,
                    _PLACE_REACH_M.get(kind, 400),
                )
            )
        known = {name_key(name) for name in self.zones["name"]}
        known |= {name_key(locality.name) for locality in found}
        stated = defaultdict(list)
        for item, zone in self._inside(self.raw.houses):
            city = re.sub(r"\s*\(.*\)", "", item.tags.get("addr:city", "")).strip()
            key = name_key(city)
            if key and not any(OSA.distance(key, other) <= 1 for other in known):
                stated[city, zone].append(item)
        for (city, zone), items in sorted(stated.items()):
            middle = shapely.MultiPoint([item.shape for item in items]).centroid
            code = Counter(item.tags.get("addr:postcode", "").strip() for item in items)
            found.append(
                Locality(city, "village", zone, code.most_common(1)[0][0], middle.y, middle.x, 1500)
            )
        return sorted(found, key=lambda place: (place.municipality, place.name, place.lat))

    def _streets(self, localities: list[Locality]) -> list[Street]:
        """Named ways cut at municipality borders, joined by name, split where far apart."""
        if not self.raw.streets:
            return []
        lines = geopandas.GeoDataFrame(
            {"name": [" ".join(item.tags["name"].split()) for item in self.raw.streets]},
            geometry=[item.shape for item in self.raw.streets],
            crs=WGS84,
        )
        lines["whole_m"] = lines.to_crs(self.metric).length
        zones = self.zones[["geometry"]].reset_index(names="zone")
        cut = geopandas.overlay(lines, zones, how="intersection", keep_geom_type=True)
        cut = cut.to_crs(self.metric)
        groups: dict[tuple[int, str], list[tuple[str, shapely.Geometry]]] = defaultdict(list)
        for name, zone, whole_m, shape in zip(
            cut["name"], cut["zone"], cut["whole_m"], cut.geometry, strict=True
        ):
            key = name_key(name)
            # A few metres beyond a border are the border's drawing, not a street over there.
            if key and shape.length > min(_SLIVER_M, 0.5 * whole_m):
                groups[int(zone), key].append((name, shape))
        made = []
        for (zone, _), pieces in sorted(groups.items()):
            reach = shapely.union_all([shape.buffer(_SAME_STREET_M / 2) for _, shape in pieces])
            for blob in sorted(getattr(reach, "geoms", [reach]), key=lambda part: part.bounds):
                own = [(name, shape) for name, shape in pieces if blob.intersects(shape)]
                made.append(self._street(own, zone, localities))
        return made

    def _street(
        self, pieces: list[tuple[str, shapely.Geometry]], zone: int, localities: list[Locality]
    ) -> Street:
        lengths: Counter[str] = Counter()
        for name, shape in pieces:
            lengths[name] += round(shape.length)
        names = [name for name, _ in sorted(lengths.items(), key=lambda kv: (-kv[1], kv[0]))]
        whole = shapely.union_all([shape for _, shape in pieces])
        middle = shapely.ops.nearest_points(whole, whole.centroid)[0]
        radius = max(middle.distance(shapely.Point(xy)) for xy in shapely.get_coordinates(whole))
        point = geopandas.GeoSeries([middle], crs=self.metric).to_crs(WGS84).iloc[0]
        near = _nearest_locality(localities, zone, point)
        lines = self._lines(whole)
        reach = round(radius) + 10
        return Street(names[0], tuple(names[1:]), zone, near, point.y, point.x, reach, lines)

    def _lines(self, whole: shapely.Geometry) -> tuple[tuple[int, ...], ...]:
        """The course of a street, drawn with as few points as keep it within a few metres."""
        joined = shapely.line_merge(whole) if whole.geom_type == "MultiLineString" else whole
        parts = getattr(joined, "geoms", [joined])
        simple = [shapely.simplify(part, _LINE_DETAIL_M) for part in parts]
        made = []
        for line in geopandas.GeoSeries(simple, crs=self.metric).to_crs(WGS84):
            points = [(round(lat * 1e6), round(lon * 1e6)) for lon, lat in line.coords]
            course = list(points[0])
            for (lat_1, lon_1), (lat_2, lon_2) in itertools.pairwise(points):
                course += [lat_2 - lat_1, lon_2 - lon_1]
            made.append(tuple(course))
        return tuple(sorted(made))

    def _houses(self, streets: list[Street]) -> list[House]:
        """House numbers on their streets; a street known only from houses is added."""
        by_key: dict[tuple[int, str], list[int]] = defaultdict(list)
        by_zone: dict[int, list[int]] = defaultdict(list)
        for position, street in enumerate(streets):
            by_key[street.municipality, name_key(street.name)].append(position)
            by_zone[street.municipality].append(position)
        made: dict[tuple[int, str], House] = {}
        waiting: dict[tuple[int, str], list[_Named]] = defaultdict(list)
        for item, zone in self._inside(self.raw.houses):
            name = item.tags.get("addr:street") or item.tags.get("addr:place")
            if not name:
                self.left_out["house without a street"] += 1
                continue
            own = by_key.get((zone, name_key(name))) or _misspelt(name, by_zone[zone], streets)
            if own:
                nearest = min(own, key=lambda s: _apart_m(streets[s], item.shape))
                _add_house(made, nearest, item)
            else:
                waiting[zone, name_key(name)].append(item)
        for (zone, _), items in sorted(waiting.items()):
            names = Counter(i.tags.get("addr:street") or i.tags["addr:place"] for i in items)
            middle = shapely.MultiPoint([item.shape for item in items]).centroid
            street = Street(names.most_common(1)[0][0], (), zone, -1, middle.y, middle.x, 100)
            reach = max(_apart_m(street, item.shape) for item in items)
            streets.append(
                Street(street.name, (), zone, -1, middle.y, middle.x, max(100, round(reach) + 50))
            )
            for item in items:
                _add_house(made, len(streets) - 1, item)
        outside = len(self.raw.houses) - sum(1 for _ in self._inside(self.raw.houses))
        if outside:
            self.left_out["house outside of every municipality"] = outside
        return list(made.values())

    def _pois(self, streets: list[Street]) -> list[Poi]:
        by_key: dict[tuple[int, str], int] = {}
        for position, street in enumerate(streets):
            by_key.setdefault((street.municipality, name_key(street.name)), position)
        made: dict[tuple[int, str, float, float], Poi] = {}
        for item, zone in self._inside(self.raw.pois):
            tags = item.tags
            kind = next(tags[key] for key in _POI_KEYS if _is_poi(tags, key))
            on_street = by_key.get((zone, name_key(tags.get("addr:street", ""))), -1)
            number = tags.get("addr:housenumber", "").strip() if on_street >= 0 else ""
            name = " ".join(tags["name"].split())
            poi = Poi(name, kind, zone, on_street, number, item.shape.y, item.shape.x)
            key = (zone, name_key(name), round(poi.lat, 3), round(poi.lon, 3))
            if key not in made or (made[key].street < 0 <= on_street):
                made[key] = poi
        return sorted(made.values(), key=lambda poi: (poi.municipality, poi.name, poi.lat, poi.lon))

    def _municipalities(
        self, localities: list[Locality], houses: list[House], streets: list[Street]
    ) -> tuple[Municipality, ...]:
        metric = self.zones.to_crs(self.metric)
        made = []
        for zone, (id_, name, shape) in enumerate(
            zip(self.zones["id"], self.zones["name"], metric.geometry, strict=True)
        ):
            codes = Counter(p.postcode for p in localities if p.municipality == zone)
            # One house with a postcode of its own is more often a slip than a postcode.
            stated = Counter(h.postcode for h in houses if streets[h.street].municipality == zone)
            codes.update({code: count for code, count in stated.items() if count > 1})
            del codes[""]
            ordered = [code for code, _ in sorted(codes.items(), key=lambda kv: (-kv[1], kv[0]))]
            centre = next(
                (
                    p
                    for p in localities
                    if p.municipality == zone and name_key(p.name) == name_key(name)
                ),
                None,
            )
            if centre is None:
                point = self.zones.geometry.iloc[zone].representative_point()
                lat, lon = point.y, point.x
            else:
                lat, lon = centre.lat, centre.lon
            radius = round((shape.area / 3.14159) ** 0.5)
            made.append(Municipality(id_, name, tuple(ordered), lat, lon, radius))
        return tuple(made)


def _add_house(made: dict[tuple[int, str], House], street: int, item: _Named) -> None:
    postcode = item.tags.get("addr:postcode", "").strip()
    for number in re.split(r"\s*[;,]\s*", item.tags["addr:housenumber"].strip()):
        key = (street, number.replace(" ", "").lower())
        if number and (key not in made or (postcode and not made[key].postcode)):
            made[key] = House(street, number, postcode, item.shape.y, item.shape.x)


def _misspelt(name: str, own: list[int], streets: list[Street]) -> list[int]:
    """Streets of the municipality that `name` misspells on the map; empty unless clear."""
    key = name_key(name)
    if len(key) < 6:
        return []
    apart = [(OSA.distance(key, name_key(streets[s].name), score_cutoff=1), s) for s in own]
    return [s for distance, s in apart if distance <= 1]


def _apart_m(street: Street, point: shapely.Point) -> float:
    lat = (street.lat - point.y) * 111_320.0
    lon = (street.lon - point.x) * 111_320.0 * 0.68
    return float((lat * lat + lon * lon) ** 0.5)


def _nearest_locality(localities: list[Locality], zone: int, point: shapely.Point) -> int:
    best, best_m = -1, 2500.0
    for position, place in enumerate(localities):
        if place.municipality == zone and place.kind in _SETTLED:
            apart = _apart_m(Street("", (), 0, -1, place.lat, place.lon, 0), point)
            if apart < best_m:
                best, best_m = position, apart
    return best


def _renumber(streets: list[Street], houses: list[House]) -> tuple[list[Street], list[House]]:
    """Streets by municipality and name, houses by street and number."""
    order = sorted(
        range(len(streets)),
        key=lambda s: (streets[s].municipality, streets[s].name, streets[s].lat, streets[s].lon),
    )
    place = {old: new for new, old in enumerate(order)}
    moved = [House(place[h.street], h.number, h.postcode, h.lat, h.lon) for h in houses]
    moved.sort(key=lambda h: (h.street, int((re.findall(r"\d+", h.number) or ["0"])[0]), h.number))
    return [streets[s] for s in order], moved


def _zone_ids(region_code: str, names: list[str]) -> list[str]:
    ids: list[str] = []
    for name in names:
        plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
        slug = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "zone"
        id_ = f"{region_code}-{slug}"
        ids.append(id_ if id_ not in ids else f"{id_}-{ids.count(id_) + 2}")
    return ids


def _write_zones(
    zones: geopandas.GeoDataFrame, region: Region, path: Path, simplify_m: float
) -> None:
    layer = zones.copy()
    # Simplified together, so that neighbours keep a common border: no gaps, no overlaps.
    tolerance = (simplify_m / 111_320.0) ** 2
    layer["geometry"] = shapely.coverage_simplify(layer.geometry.values, tolerance**0.5)
    layer["geometry"] = shapely.set_precision(layer.geometry.values, 1e-6)
    layer["attribution"] = f"{ATTRIBUTION}, ODbL 1.0"
    path.write_text(layer.to_json(ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
