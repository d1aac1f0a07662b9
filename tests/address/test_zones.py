"""Zone layers: points, formats, and everything that can be wrong with one."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from address.faults import ZoneLayerError
from address.regional.gazetteer import DATA, load_region
from address.zones import ZoneLayer, ground_area_m2

MUNICIPALITIES = ZoneLayer.read(DATA / "li.zones.geojson")


def square(west: float, south: float, size: float = 0.01) -> shapely.Polygon:
    return shapely.box(west, south, west + size, south + size)


def table(shapes: list[Any], ids: list[Any] | None = None, **columns: list[Any]) -> Any:
    names = ids if ids is not None else [f"z{number}" for number in range(len(shapes))]
    return geopandas.GeoDataFrame({"id": names, **columns}, geometry=shapes, crs="EPSG:4326")


def test_shipped_layer_is_clean_and_covers_every_house() -> None:
    assert MUNICIPALITIES.report().clean
    region = load_region("LI")
    wrong = 0
    for house in region.houses:
        zone = MUNICIPALITIES.zone_at(house.lat, house.lon)
        own = region.municipalities[region.streets[house.street].municipality].id
        wrong += zone is None or zone.id != own
    assert wrong <= 2  # the simplified border may pass on the other side of a house


def test_outside_is_no_zone() -> None:
    assert MUNICIPALITIES.zone_at(0, 0) is None
    assert MUNICIPALITIES.zone_at(float("nan"), 9.5) is None
    assert MUNICIPALITIES.zone_at(float("inf"), 9.5) is None


@settings(deadline=None, max_examples=80)
@given(st.floats(47.04, 47.28), st.floats(9.46, 9.65))
def test_tree_agrees_with_asking_every_polygon(lat: float, lon: float) -> None:
    point = shapely.Point(lon, lat)
    shapes = zip(MUNICIPALITIES.zones, MUNICIPALITIES._shapes, strict=True)
    slow = {zone.id for zone, shape in shapes if shape.intersects(point)}
    assert {zone.id for zone in MUNICIPALITIES.zones_at(lat, lon)} == slow


@pytest.mark.parametrize("name", ["zones.gpkg", "zones.shp", "zones.geojson"])
def test_reads_every_format_with_its_attributes(tmp_path: Path, name: str) -> None:
    layer = table([square(9, 47), square(9.01, 47)], station=["A", "B"], sort=[101, 102])
    layer.to_crs("EPSG:2056" if name != "zones.geojson" else "EPSG:4326").to_file(tmp_path / name)
    zone = ZoneLayer.read(tmp_path / name, id_field="id").zone_at(47.005, 9.015)
    assert zone is not None
    assert zone.id == "z1"
    assert zone.attributes["station"] == "B"
    assert zone.attributes["sort"] == "102"


def test_smaller_zone_wins_where_two_overlap() -> None:
    layer = ZoneLayer.from_table(table([square(9, 47, 0.1), square(9.02, 47.02)]))
    zone = layer.zone_at(47.025, 9.025)
    assert zone is not None
    assert zone.id == "z1"
    assert [zone.id for zone in layer.zones_at(47.025, 9.025)] == ["z1", "z0"]
    (overlap,) = layer.report().overlaps
    assert {overlap.first_id, overlap.second_id} == {"z0", "z1"}
    assert overlap.area_m2 == pytest.approx(ground_area_m2(square(9.02, 47.02)), rel=1e-6)


def test_neighbours_that_touch_do_not_overlap() -> None:
    assert ZoneLayer.from_table(table([square(9, 47), square(9.01, 47)])).report().clean


def test_gap_between_zones_is_reported() -> None:
    ring = square(9, 47, 0.03).difference(square(9.01, 47.01))
    (gap,) = ZoneLayer.from_table(table([ring])).report().gaps
    assert gap.latitude_deg == pytest.approx(47.015, abs=0.005)
    assert gap.longitude_deg == pytest.approx(9.015, abs=0.005)


def test_invalid_polygons_are_mended_and_reported() -> None:
    bow = shapely.Polygon([(9, 47), (9.01, 47.01), (9.01, 47), (9, 47.01)])
    line = shapely.LineString([(9, 47), (9.1, 47)])
    layer = ZoneLayer.from_table(table([bow, line, None, square(9.02, 47)]))
    report = layer.report()
    assert [(fault.zone_id, fault.used) for fault in report.invalid] == [
        ("z0", True),
        ("z1", False),
        ("z2", False),
    ]
    assert "Self-intersection" in report.invalid[0].problem
    assert layer.zone_at(47.002, 9.009) is not None


def test_ids_used_twice_are_reported() -> None:
    layer = ZoneLayer.from_table(table([square(9, 47), square(9.01, 47)], ids=["a", "a"]))
    assert layer.report().duplicate_ids == ("a",)


def test_area_is_that_of_the_ground() -> None:
    # A degree of latitude is 111,195 m on the mean sphere; at 60 degrees one of longitude is half.
    assert ground_area_m2(square(10, 60, 0.001)) == pytest.approx(111.195**2 / 2, rel=1e-3)


def test_layer_without_ids_names_its_columns() -> None:
    layer = geopandas.GeoDataFrame({"colour": ["red"]}, geometry=[square(9, 47)], crs="EPSG:4326")
    with pytest.raises(ZoneLayerError, match="colour"):
        ZoneLayer.from_table(layer)


def test_numbers_that_are_no_degrees_are_refused() -> None:
    layer = geopandas.GeoDataFrame({"id": ["a"]}, geometry=[shapely.box(2.6e6, 1e6, 2.7e6, 1.1e6)])
    with pytest.raises(ZoneLayerError, match="coordinate system"):
        ZoneLayer.from_table(layer)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("text.geojson", "not a layer"),
        ("empty.geojson", json.dumps({"type": "FeatureCollection", "features": []})),
        ("broken.gpkg", "SQLite format 3"),
        ("broken.shp", "x"),
        ("table.csv", "id,name\n1,a\n"),
    ],
)
def test_files_that_are_no_layer_are_named(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(ZoneLayerError, match=name.split(".", maxsplit=1)[0]):
        ZoneLayer.read(tmp_path / name)


def test_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ZoneLayerError, match=r"gone\.geojson"):
        ZoneLayer.read(tmp_path / "gone.geojson")
