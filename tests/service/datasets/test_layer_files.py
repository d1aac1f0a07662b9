"""Files that say they are zone layers: read, or refused with what is wrong."""

from __future__ import annotations

import contextlib
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from address.faults import ZoneLayerError
from address.places_model import ZoneLayerFormat, ZoneLayerSpec
from service.datasets.layer_files import read_layer

GEOJSON = ZoneLayerSpec(id="z", format=ZoneLayerFormat.GEOJSON)
SHAPEFILE = ZoneLayerSpec(id="z", format=ZoneLayerFormat.SHAPEFILE)
GEOPACKAGE = ZoneLayerSpec(id="z", format=ZoneLayerFormat.GEOPACKAGE)


def square(west: float, south: float, side: float = 0.01) -> dict[str, Any]:
    """A square in degrees."""
    east, north = west + side, south + side
    ring = [[west, south], [east, south], [east, north], [west, north], [west, south]]
    return {"type": "Polygon", "coordinates": [ring]}


def collection(*geometries: Any, **more: Any) -> bytes:
    """A GeoJSON file of zones called z0, z1, …"""
    features = [
        {"type": "Feature", "properties": {"id": f"z{number}"}, "geometry": geometry}
        for number, geometry in enumerate(geometries)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features, **more}).encode()


def test_ids_of_features_count_when_there_is_no_column() -> None:
    feature = {"type": "Feature", "id": 7, "properties": None, "geometry": square(9, 47)}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    zone = read_layer(GEOJSON, content).zone_at(47.005, 9.005)
    assert zone is not None
    assert zone.id == "7"


def test_a_named_coordinate_system_is_followed() -> None:
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2056"}}
    layer = read_layer(GEOJSON, collection(square(2_757_000, 1_222_000, 1_000), crs=crs))
    assert layer.zone_at(47.1347, 9.5149) is not None


def _shapefile(tmp_path: Path) -> dict[str, bytes]:
    shapes = [shapely.box(9, 47, 9.1, 47.1)]
    table = geopandas.GeoDataFrame({"code": ["A"]}, geometry=shapes, crs="EPSG:4326")
    table.to_crs("EPSG:2056").to_file(tmp_path / "zones.shp")
    return {path.name: path.read_bytes() for path in tmp_path.glob("zones.*")}


def _zip(files: dict[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in files.items():
            target.writestr(name, content)
    return packed.getvalue()


def test_a_shapefile_in_a_zip(tmp_path: Path) -> None:
    files = {f"layers/{name}": content for name, content in _shapefile(tmp_path).items()}
    zone = read_layer(SHAPEFILE, _zip(files)).zone_at(47.05, 9.05)
    assert zone is not None
    assert zone.id == "A"


def test_zips_that_are_no_shapefile(tmp_path: Path) -> None:
    files = _shapefile(tmp_path)
    whole = _zip(files)
    wrong = [
        b"",
        b"no zip",
        whole[:-30],
        _zip({"readme.txt": b"hello"}),
        _zip({name: content for name, content in files.items() if not name.endswith(".dbf")}),
        _zip({**files, "other.shp": b""}),
        _zip({**files, "zones.shp": files["zones.shp"][:50]}),
        _zip({**files, "zones.shp": b"/etc/passwd", "zones.shx": b"", "zones.dbf": b""}),
    ]
    for content in wrong:
        with pytest.raises(ZoneLayerError):
            read_layer(SHAPEFILE, content)


def test_geopackage(tmp_path: Path) -> None:
    path = tmp_path / "zones.gpkg"
    shapes = [shapely.box(9, 47, 9.1, 47.1)]
    geopandas.GeoDataFrame({"code": ["A"]}, geometry=shapes, crs="EPSG:4326").to_file(path)
    content = path.read_bytes()
    zone = read_layer(GEOPACKAGE, content).zone_at(47.05, 9.05)
    assert zone is not None
    assert zone.id == "A"
    for broken in (content[:2_000], content[:100] + bytes(len(content) - 100)):
        with pytest.raises(ZoneLayerError):
            read_layer(GEOPACKAGE, broken)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "no JSON"),
        (b"\xff\xfe", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b"[]", "FeatureCollection"),
        (b'{"type": "FeatureCollection"}', "FeatureCollection"),
        (b"<OGRVRTDataSource><SrcDataSource>/etc/passwd", "no JSON"),
        (b'{"type": "FeatureCollection", "features": []}', "no polygons"),
        (b'{"type": "FeatureCollection", "features": [3]}', "features[0]"),
        (collection(None), "no polygons"),
        (collection({"type": "Polygon"}), "features[0].geometry"),
        (collection({"type": "Polygon", "coordinates": [[[0, 0], [1]]]}), "features[0].geometry"),
        (collection({"type": "Polygon", "coordinates": "x"}), "features[0].geometry"),
        (collection({"type": "Blob", "coordinates": []}), "features[0].geometry"),
        (collection({"type": "Point", "coordinates": [9, 47]}), "no polygons"),
        (collection(square(float("nan"), 47)), "features[0].geometry"),
        (collection(square(float("inf"), 47)), "no numbers"),
        (collection(square(1e300, 47)), "no numbers"),
        (collection(square(900, 47)), "not degrees"),
        (collection(square(9, 47), crs={"properties": {"name": "here"}}), "coordinate system"),
        (collection(square(9, 47), crs=7), "coordinate system"),
        (collection(*[square(9, 47)] * 1_000), "on top of each other"),
    ],
)
def test_what_is_no_layer_is_refused_in_words(content: bytes, words: str) -> None:
    with pytest.raises(ZoneLayerError, match=words.replace("[", r"\[")):
        read_layer(GEOJSON, content)
    with pytest.raises(ZoneLayerError):
        read_layer(GEOPACKAGE, content)


def test_the_column_of_ids_has_to_be_there() -> None:
    spec = GEOJSON.model_copy(update={"id_field": "station"})
    with pytest.raises(ZoneLayerError, match="station"):
        read_layer(spec, collection(square(9, 47)))


_values = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=8,
)


@settings(deadline=None, max_examples=150)
@given(
    geometry=st.fixed_dictionaries(
        {"type": st.sampled_from(["Polygon", "MultiPolygon", "GeometryCollection"])},
        optional={
            "coordinates": _values
            | st.lists(st.lists(st.lists(st.floats(-10, 10), min_size=2, max_size=3), max_size=6)),
            "geometries": _values,
        },
    ),
    properties=_values,
)
def test_any_json_is_read_or_refused(geometry: Any, properties: Any) -> None:
    feature = {"type": "Feature", "id": 1, "properties": properties, "geometry": geometry}
    content = json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()
    with contextlib.suppress(ZoneLayerError):
        read_layer(GEOJSON, content).report()
