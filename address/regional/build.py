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
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import geopandas
import shapely
from rapidfuzz.distance import OSA

from address.faults import ExtractError
from address.regional.extract import (
    POI_KEYS,
    Extract,
    Named,
    is_poi,
    middle_of,
    read_extract,
)
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
from address.regional.towns import (
    ATTRIBUTION,
    WGS84,
    country_of,
    municipalities,
    other_names,
    write_zones,
)

LICENCE = "Open Database License 1.0 (ODbL), https://opendatacommons.org/licenses/odbl/1-0/"
_SETTLED = frozenset(("city", "town", "village", "suburb", "quarter", "hamlet", "neighbourhood"))
_PLACE_REACH_M = {"city": 6000, "town": 3000, "village": 1500, "suburb": 1200, "hamlet": 600}
_SLIVER_M = 40
_LINE_DETAIL_M = 4.0
_HOUSE_NUMBER = re.compile(
    r"(?:nr\.?\s*)?\d{1,5}\s*[a-z]{0,2}(?:\s*[-–/+]\s*\d{0,5}\s*[a-z]{0,2})?", re.IGNORECASE
)
_SAME_STREET_M = 2000
"""Pieces of a street of one name nearer than this are one street."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What was built: rows per table, houses left out and why, what the municipalities are."""

    rows: dict[str, int]
    left_out: dict[str, int]
    made_from: str


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
    raw = read_extract(extract)
    if not raw.streets and not raw.houses:
        message = f"{extract.name} holds no named street and no house number"
        raise ExtractError(message)
    maker = _Maker(raw, region_code.upper(), municipality_level)
    region = maker.region()
    folder.mkdir(parents=True, exist_ok=True)
    write_region(region, folder / f"{region_code.lower()}.json.gz")
    write_zones(maker.zones, folder / f"{region_code.lower()}.zones.geojson", simplify_m)
    tables = ("municipalities", "localities", "streets", "houses", "pois", "neighbours")
    rows = {name: len(getattr(region, name)) for name in tables}
    made_from = str(maker.zones["made_from"].iloc[0]) if len(maker.zones) else ""
    return BuildReport(rows, dict(maker.left_out), made_from)


class _Piece(NamedTuple):
    """A stretch of a street inside one municipality."""

    name: str
    also: tuple[str, ...]
    shape: shapely.Geometry


class _Maker:
    """Turns raw objects into the tables of a region."""

    def __init__(self, raw: Extract, region_code: str, level: int) -> None:
        self.raw = raw
        self.code = region_code
        self.level = str(level)
        self.left_out: Counter[str] = Counter()
        country = country_of(raw, region_code)
        self.name = country.tags["name"] if country else region_code
        self.zones = municipalities(raw, region_code, level)
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

    def _inside(self, items: list[Named]) -> Iterator[tuple[Named, int]]:
        """Objects with the position of their municipality; those outside are dropped."""
        if not items:
            return
        points = geopandas.GeoDataFrame(geometry=[middle_of(i.shape) for i in items], crs=WGS84)
        joined = points.sjoin(self.zones[["geometry"]], how="left", predicate="within")
        first = joined[~joined.index.duplicated()]["index_right"]
        for item, zone in zip(items, first, strict=True):
            if not math.isnan(zone):  # outside of every municipality
                yield item, int(zone)

    def _neighbours(self) -> tuple[Neighbour, ...]:
        own = set(self.zones["name"])
        found: dict[str, str] = {}
        for tags in self.raw.boundary_names:
            if (
                tags.get("admin_level") == self.level
                and tags.get("name")
                and tags["name"] not in own
            ):
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
            {
                "name": [" ".join(item.tags["name"].split()) for item in self.raw.streets],
                "also": [other_names(item.tags) for item in self.raw.streets],
            },
            geometry=[item.shape for item in self.raw.streets],
            crs=WGS84,
        )
        lines["whole_m"] = lines.to_crs(self.metric).length
        zones = self.zones[["geometry"]].reset_index(names="zone")
        cut = geopandas.overlay(lines, zones, how="intersection", keep_geom_type=True)
        cut = cut.to_crs(self.metric)
        groups: dict[tuple[int, str], list[_Piece]] = defaultdict(list)
        for name, also, zone, whole_m, shape in zip(
            cut["name"], cut["also"], cut["zone"], cut["whole_m"], cut.geometry, strict=True
        ):
            key = name_key(name)
            # A few metres beyond a border are the border's drawing, not a street over there.
            if key and shape.length > min(_SLIVER_M, 0.5 * whole_m):
                groups[int(zone), key].append(_Piece(name, tuple(also), shape))
        made = []
        for (zone, _), pieces in sorted(groups.items()):
            reach = shapely.union_all([piece.shape.buffer(_SAME_STREET_M / 2) for piece in pieces])
            for blob in sorted(getattr(reach, "geoms", [reach]), key=lambda part: part.bounds):
                own = [piece for piece in pieces if blob.intersects(piece.shape)]
                made.append(self._street(own, zone, localities))
        return made

    def _street(self, pieces: list[_Piece], zone: int, localities: list[Locality]) -> Street:
        lengths: Counter[str] = Counter()
        for piece in pieces:
            lengths[piece.name] += round(piece.shape.length)
        names = [name for name, _ in sorted(lengths.items(), key=lambda kv: (-kv[1], kv[0]))]
        names += [name for piece in pieces for name in piece.also]
        names = list(dict.fromkeys(names))
        whole = shapely.union_all([piece.shape for piece in pieces])
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
        for position, street in enumerate(streets):
            for name in street.spellings:
                by_key[street.municipality, name_key(name)].append(position)
        made: dict[tuple[int, str], House] = {}
        waiting: dict[tuple[int, str], list[Named]] = defaultdict(list)
        for item, zone in self._inside(self.raw.houses):
            name = item.tags.get("addr:street") or item.tags.get("addr:place") or ""
            if not name:
                self.left_out["house without a street"] += 1
                continue
            if not _numbers(item):
                self.left_out["house number that is none"] += 1
                continue
            if "," in name and (zone, name_key(name.rpartition(",")[2])) in by_key:
                # "Galleria Esplanad, Aleksanterinkatu": the building stands before the street.
                name = name.rpartition(",")[2]
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
            kind = next(tags[key] for key in POI_KEYS if is_poi(tags, key))
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
        columns = (metric["id"], metric["name"], metric["also_named"], metric.geometry)
        for zone, (id_, name, also, shape) in enumerate(zip(*columns, strict=True)):
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
            made.append(Municipality(id_, name, also, tuple(ordered), lat, lon, radius))
        return tuple(made)


def _add_house(made: dict[tuple[int, str], House], street: int, item: Named) -> None:
    postcode = item.tags.get("addr:postcode", "").strip()
    for number in _numbers(item):
        key = (street, number.replace(" ", "").lower())
        if key not in made or (postcode and not made[key].postcode):
            made[key] = House(street, number, postcode, item.shape.y, item.shape.x)


def _numbers(item: Named) -> list[str]:
    """House numbers of an object; the map also holds floors and whole addresses there."""
    listed = re.split(r"['’.\s]*(?:[;,]\s*|$)", item.tags["addr:housenumber"].strip())
    return [number for number in listed if _HOUSE_NUMBER.fullmatch(number)]


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
