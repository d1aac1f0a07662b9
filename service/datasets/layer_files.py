"""Files of delivery zones from callers: bytes to a layer, whatever the bytes are.

GeoJSON is read here, without a driver that might take the bytes for a file of another kind and
follow what it points to; a GeoPackage is handed on only with the mark of one, a Shapefile only
with the files that make it one.
"""

from __future__ import annotations

import io
import json
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import geopandas
import pandas
import pyproj
import shapely
import shapely.geometry

from address.faults import ZoneLayerError
from address.places_model import ZoneLayerFormat, ZoneLayerSpec
from address.zones import ZoneLayer

SHIPPED_PREFIX = "gazetteer-"
"""Begins the id of the layer of municipalities that comes with a country's gazetteer."""

CONTENT_MAX = 60_000_000
ZONES_MAX = 20_000
PAIRS_MAX = 500_000
"""Pairs of zones whose boxes touch; more are no layer of delivery zones, and take for ever."""

UNPACKED_MAX = 400_000_000
"""Bytes of a Shapefile without its compression."""

_SHAPEFILE = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg"})
_SQLITE = b"SQLite format 3\x00"
_GEOPACKAGE = (b"GPKG", b"GP10", b"GP11")
_APPLICATION_ID = slice(68, 72)


def read_layer(spec: ZoneLayerSpec, content: bytes) -> ZoneLayer:
    """The layer in a file; ZoneLayerError tells what is wrong with it."""
    if spec.format is ZoneLayerFormat.GEOJSON:
        table = _from_geojson(content)
    elif spec.format is ZoneLayerFormat.GEOPACKAGE:
        table = _from_geopackage(content)
    else:
        table = _from_shapefile(content)
    _check_size(table)
    try:
        return ZoneLayer.from_table(table, id_field=spec.id_field or None, source="the file")
    except (shapely.errors.ShapelyError, pyproj.exceptions.ProjError) as error:
        raise ZoneLayerError(f"a polygon cannot be worked with: {_short(error)}") from error


def _check_size(table: Any) -> None:
    if len(table) > ZONES_MAX:
        raise ZoneLayerError(f"the file has {len(table):,} features, more than {ZONES_MAX:,}")
    shapes = [shape for shape in table.geometry if shape is not None]
    tree = shapely.STRtree(shapes)
    pairs = 0
    for start in range(0, len(shapes), 100):
        pairs += len(tree.query(shapes[start : start + 100])[0])
        if pairs > PAIRS_MAX:
            raise ZoneLayerError("the zones lie on top of each other; give each its own ground")


def _from_geojson(content: bytes) -> Any:
    try:
        whole = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise ZoneLayerError(f"the file is no JSON: {_short(error)}") from error
    features = whole.get("features") if isinstance(whole, dict) else None
    if not isinstance(features, list) or whole.get("type") != "FeatureCollection":
        raise ZoneLayerError("the file is no GeoJSON FeatureCollection")
    if len(features) > ZONES_MAX:
        raise ZoneLayerError(f"the file has {len(features):,} features, more than {ZONES_MAX:,}")
    rows, shapes = [], []
    for number, feature in enumerate(features):
        properties, shape = _feature(feature, number)
        rows.append(properties)
        shapes.append(shape)
    if not any(shape is not None for shape in shapes):
        raise ZoneLayerError("the file holds no polygons")
    return geopandas.GeoDataFrame(
        pandas.DataFrame(rows, dtype=object), geometry=shapes, crs=_coordinate_system(whole)
    )


def _feature(feature: Any, number: int) -> tuple[dict[str, Any], Any]:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(properties, dict | None) or not isinstance(feature, dict):
        raise ZoneLayerError(f"features[{number}] is no GeoJSON Feature")
    geometry = feature.get("geometry")
    try:
        shape = None if geometry is None else shapely.geometry.shape(geometry)
    except (
        ValueError,
        TypeError,
        KeyError,
        IndexError,
        AttributeError,
        RecursionError,
        shapely.errors.ShapelyError,
    ) as error:
        raise ZoneLayerError(f"features[{number}].geometry is no GeoJSON geometry") from error
    if shape is not None and not _finite(shape):
        raise ZoneLayerError(f"features[{number}].geometry has coordinates that are no numbers")
    found = {str(name): value for name, value in (properties or {}).items() if name != "geometry"}
    if "id" in feature:
        found.setdefault("id", feature["id"])
    return found, shape


def _finite(shape: Any) -> bool:
    numbers = shapely.get_coordinates(shape)
    return bool((abs(numbers) < 1e9).all())


def _coordinate_system(whole: dict[str, Any]) -> Any:
    named = whole.get("crs")
    if named is None:
        return None
    name = named.get("properties", {}).get("name") if isinstance(named, dict) else None
    try:
        return pyproj.CRS.from_user_input(str(name)[:200])
    except pyproj.exceptions.CRSError:
        raise ZoneLayerError(
            '"crs" names no coordinate system; give for example EPSG:4326'
        ) from None


def _from_geopackage(content: bytes) -> Any:
    if not content.startswith(_SQLITE) or content[_APPLICATION_ID] not in _GEOPACKAGE:
        raise ZoneLayerError("the file is no GeoPackage")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layer.gpkg"
        path.write_bytes(content)
        return _read_file(path, "the GeoPackage cannot be read; is it whole?")


def _from_shapefile(content: bytes) -> Any:
    """A zip of one Shapefile. Only its own files are unpacked, under names of ours."""
    try:
        packed = zipfile.ZipFile(io.BytesIO(content))
        members = {
            path.suffix.lower(): member
            for member in packed.infolist()
            if (path := PurePosixPath(member.filename)).suffix.lower() in _SHAPEFILE
            and not path.name.startswith(".")
        }
        shapes = sum(one.filename.lower().endswith(".shp") for one in packed.infolist())
        if shapes != 1 or not members.keys() >= {".shp", ".shx", ".dbf"}:
            raise ZoneLayerError("the zip does not hold one Shapefile: .shp, .shx, .dbf and .prj")
        if sum(member.file_size for member in members.values()) > UNPACKED_MAX:
            raise ZoneLayerError(f"the zip unpacks to more than {UNPACKED_MAX:,} bytes")
        with tempfile.TemporaryDirectory() as folder:
            for suffix, member in members.items():
                # Read no further than the stated size: a zip may lie about it.
                with packed.open(member) as file:
                    (Path(folder) / f"layer{suffix}").write_bytes(file.read(member.file_size))
            return _read_file(
                Path(folder) / "layer.shp", "the Shapefile cannot be read; is it whole?"
            )
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        ValueError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise ZoneLayerError("the file is no zip that can be unpacked") from error


def _read_file(path: Path, trouble: str) -> Any:
    try:
        table = geopandas.read_file(path)
    except (RuntimeError, ValueError, OSError, shapely.errors.ShapelyError) as error:
        raise ZoneLayerError(trouble) from error
    if not isinstance(table, geopandas.GeoDataFrame) or table.empty:
        raise ZoneLayerError("the file holds no polygons")
    if not all(_finite(shape) for shape in _shapes(table)):
        raise ZoneLayerError("the file has coordinates that are no numbers")
    return table


def _shapes(table: Any) -> Iterator[Any]:
    return (shape for shape in table.geometry if shape is not None)


def _short(error: Exception) -> str:
    return f"{error}"[:200]
