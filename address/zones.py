"""Delivery zones: a polygon layer, the zone of a point, and what is wrong with the layer.

Any layer that geopandas reads will do (GeoJSON, GeoPackage, Shapefile). Points are looked up in a
sort-tile-recursive tree (Leutenegger, Lopez and Edgington 1997) as shapely builds it. Where zones
overlap, the smallest one wins: it is the more particular; the report lists every overlap.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import geopandas
import shapely

from address.faults import ZoneLayerError

WGS84 = "EPSG:4326"
_ID_FIELDS = ("id", "zone_id", "fid", "code", "name")
_NAME_FIELDS = ("name", "label", "title")
_SLIVER_M2 = 25.0
"""Overlaps and gaps smaller than this are rounding of coordinates, not mistakes."""


@dataclass(frozen=True, slots=True)
class Zone:
    """A delivery zone.

    `attributes` are the other columns of the layer as text: station, courier territory, sorting
    code, whatever the operator keeps there. `area_m2` is its area on the ground.
    """

    id: str
    name: str
    attributes: Mapping[str, str]
    area_m2: float


@dataclass(frozen=True, slots=True)
class Overlap:
    """Two zones that cover the same ground; the point lies on it."""

    first_id: str
    second_id: str
    area_m2: float
    latitude_deg: float
    longitude_deg: float


@dataclass(frozen=True, slots=True)
class Gap:
    """Ground inside the layer that no zone covers; the point lies in it."""

    latitude_deg: float
    longitude_deg: float
    area_m2: float


@dataclass(frozen=True, slots=True)
class InvalidPolygon:
    """A polygon that had to be repaired (or left out, when nothing was left of it).

    `point` is degrees north and east of a place in it; None when it has no shape.
    """

    zone_id: str
    row: int
    problem: str
    used: bool
    point: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class LayerReport:
    """Everything doubtful about a layer."""

    zone_count: int
    overlaps: tuple[Overlap, ...]
    gaps: tuple[Gap, ...]
    invalid: tuple[InvalidPolygon, ...]
    duplicate_ids: tuple[str, ...]

    @property
    def clean(self) -> bool:
        """True when nothing is doubtful."""
        return not (self.overlaps or self.gaps or self.invalid or self.duplicate_ids)


@dataclass(frozen=True, slots=True)
class ZoneLayer:
    """An indexed polygon layer. Immutable; safe between threads."""

    zones: tuple[Zone, ...]
    _shapes: Sequence[Any]
    _tree: Any
    _invalid: tuple[InvalidPolygon, ...] = ()
    _duplicates: tuple[str, ...] = ()
    _by_id: dict[str, int] = field(default_factory=dict)

    @classmethod
    def read(cls, path: Path | str, *, id_field: str | None = None) -> ZoneLayer:
        """Reads a layer in any coordinate system it names; without one, degrees WGS-84.

        Zone ids come from the column `id_field`, or else from the first of id, zone_id, fid, code
        and name that is there.

        Raises:
            ZoneLayerError: no such file, not a layer, no polygons, or no column of ids.
        """
        path = Path(path)
        if not path.exists():
            message = f"there is no file {path.name}"
            raise ZoneLayerError(message)
        try:
            table = geopandas.read_file(path)
        except (RuntimeError, ValueError, OSError) as error:
            message = f"{path.name} is not a layer of GeoJSON, GeoPackage or Shapefile: {error}"
            raise ZoneLayerError(message) from error
        return cls.from_table(table, id_field=id_field, source=path.name)

    @classmethod
    def from_table(
        cls, table: Any, *, id_field: str | None = None, source: str = "the layer"
    ) -> ZoneLayer:
        """The same from a GeoDataFrame that is already at hand; `source` is for messages."""
        if not isinstance(table, geopandas.GeoDataFrame) or table.empty:
            message = f"{source} holds no polygons"
            raise ZoneLayerError(message)
        ids = _ids(table, id_field, source)
        if table.crs is None:
            _check_degrees(table, source)
            table = table.set_crs(WGS84)
        table = table.to_crs(WGS84)
        shapes, zones, invalid = [], [], []
        for row, (zone_id, shape) in enumerate(zip(ids, table.geometry, strict=True)):
            polygon, problem = _polygon(shape)
            if problem:
                where = _point_in(polygon if polygon is not None else shape)
                invalid.append(InvalidPolygon(zone_id, row, problem, polygon is not None, where))
            if polygon is not None:
                shapes.append(polygon)
                zones.append(_zone(zone_id, table.iloc[row].drop("geometry"), polygon))
        if not zones:
            message = f"{source} holds no polygons"
            raise ZoneLayerError(message)
        counts = Counter(ids)
        shapely.prepare(shapes)
        return cls(
            tuple(zones),
            shapes,
            shapely.STRtree(shapes),
            tuple(invalid),
            tuple(sorted(zone_id for zone_id, count in counts.items() if count > 1)),
            {zone.id: position for position, zone in enumerate(zones)},
        )

    def zones_at(self, latitude_deg: float, longitude_deg: float) -> tuple[Zone, ...]:
        """Every zone that holds the point, border included, smallest first."""
        if not (math.isfinite(latitude_deg) and math.isfinite(longitude_deg)):
            return ()
        hits = self._tree.query(shapely.Point(longitude_deg, latitude_deg), predicate="intersects")
        found = [self.zones[position] for position in hits]
        return tuple(sorted(found, key=lambda zone: (zone.area_m2, zone.id)))

    def zone_at(self, latitude_deg: float, longitude_deg: float) -> Zone | None:
        """The zone that holds the point (WGS-84, degrees); None outside of every zone."""
        found = self.zones_at(latitude_deg, longitude_deg)
        return found[0] if found else None

    def zone(self, zone_id: str) -> Zone | None:
        """The zone of that id; the last one where an id is used twice."""
        position = self._by_id.get(zone_id)
        return None if position is None else self.zones[position]

    def report(self) -> LayerReport:
        """Overlaps, gaps, invalid polygons and ids used twice."""
        return LayerReport(
            len(self.zones), self._overlaps(), self._gaps(), self._invalid, self._duplicates
        )

    def _overlaps(self) -> tuple[Overlap, ...]:
        firsts, seconds = self._tree.query(self._shapes, predicate="intersects")
        found = []
        for first, second in zip(firsts.tolist(), seconds.tolist(), strict=True):
            if first < second:
                common = shapely.intersection(self._shapes[first], self._shapes[second])
                area = ground_area_m2(common)
                if area > _SLIVER_M2:
                    ids = self.zones[first].id, self.zones[second].id
                    lat, lon = _point_in(common) or (0.0, 0.0)
                    found.append(Overlap(*ids, round(area, 1), lat, lon))
        return tuple(sorted(found, key=lambda o: (-o.area_m2, o.first_id, o.second_id)))

    def _gaps(self) -> tuple[Gap, ...]:
        whole = shapely.union_all(self._shapes)
        found = []
        for part in getattr(whole, "geoms", [whole]):
            for ring in getattr(part, "interiors", ()):
                hole = shapely.Polygon(ring)
                area = ground_area_m2(hole)
                if area > _SLIVER_M2:
                    point = hole.representative_point()
                    found.append(Gap(point.y, point.x, round(area, 1)))
        return tuple(sorted(found, key=lambda gap: -gap.area_m2))


def ground_area_m2(shape: Any) -> float:
    """Area of a shape in degrees, on the ground: an equal-area cylinder about its own latitude."""
    if shape.is_empty:
        return 0.0

    def flatten(xy: Any) -> Any:
        flat = xy.copy()
        flat[:, 0] = [math.radians(x) * 6_371_008.8 for x in xy[:, 0]]
        flat[:, 1] = [math.sin(math.radians(y)) * 6_371_008.8 for y in xy[:, 1]]
        return flat

    return float(shapely.transform(shape, flatten).area)


def _point_in(shape: Any) -> tuple[float, float] | None:
    """Degrees north and east of a place in a shape; None when it has none on earth."""
    if shape is None or shape.is_empty:
        return None
    point = shape.representative_point()
    on_earth = abs(point.y) <= 90 and abs(point.x) <= 180
    return (point.y, point.x) if on_earth else None


def _ids(table: Any, id_field: str | None, source: str) -> list[str]:
    columns = {str(column).lower(): column for column in table.columns if column != "geometry"}
    wanted = [id_field.lower()] if id_field else list(_ID_FIELDS)
    for name in wanted:
        if name in columns:
            return [_text(value) or f"row-{row}" for row, value in enumerate(table[columns[name]])]
    there = ", ".join(map(str, columns.values())) or "none"
    message = f"{source} has no column {' or '.join(wanted)} for zone ids; its columns: {there}"
    raise ZoneLayerError(message)


def _check_degrees(table: Any, source: str) -> None:
    west, south, east, north = table.total_bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        message = f"{source} names no coordinate system and its numbers are not degrees; name it"
        raise ZoneLayerError(message)


def _polygon(shape: Any) -> tuple[Any, str]:
    """The polygon to use, None when there is none, and what was wrong with it."""
    if shape is None or shape.is_empty:
        return None, "no shape"
    if shape.geom_type not in ("Polygon", "MultiPolygon"):
        return None, f"a {shape.geom_type}, not a polygon"
    if shape.is_valid:
        return shapely.force_2d(shape), ""
    problem = shapely.is_valid_reason(shape)
    mended = shapely.make_valid(shapely.force_2d(shape))
    parts = [p for p in getattr(mended, "geoms", [mended]) if "Polygon" in p.geom_type]
    return (shapely.union_all(parts), problem) if parts else (None, problem)


def _zone(zone_id: str, row: Any, polygon: Any) -> Zone:
    texts = {str(column): _text(value) for column, value in row.items()}
    names = {column.lower(): text for column, text in texts.items()}
    name = next((names[key] for key in _NAME_FIELDS if names.get(key)), zone_id)
    attributes = {column: text for column, text in texts.items() if text}
    return Zone(zone_id, name, attributes, ground_area_m2(polygon))


def _text(value: Any) -> str:
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
