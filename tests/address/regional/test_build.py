"""A gazetteer from a small invented country: two square municipalities and a road through both."""

from __future__ import annotations

from pathlib import Path
from xml.sax.saxutils import quoteattr

import pytest

from address.faults import ExtractError, GazetteerFileError
from address.model import AddressLevel, Verdict
from address.regional import RegionRecognizer, read_region
from address.regional.build import build_region
from address.regional.gazetteer import Region, write_region
from address.zones import ZoneLayer


class MapMaker:
    """Writes OpenStreetMap XML."""

    def __init__(self) -> None:
        self.nodes: list[str] = []
        self.ways: list[str] = []
        self.relations: list[str] = []

    def node(self, lat: float, lon: float, **tags: str) -> int:
        number = len(self.nodes) + 1
        place = f'lat="{lat:.7f}" lon="{lon:.7f}"'
        self.nodes.append(f"<node {self._head(number)} {place}>{self._tags(tags)}</node>")
        return number

    def way(self, nodes: list[int], **tags: str) -> int:
        number = len(self.ways) + 1
        refs = "".join(f'<nd ref="{node}"/>' for node in nodes)
        self.ways.append(f"<way {self._head(number)}>{refs}{self._tags(tags)}</way>")
        return number

    def boundary(self, ways: list[int], **tags: str) -> None:
        number = len(self.relations) + 1
        refs = "".join(f'<member type="way" ref="{way}" role="outer"/>' for way in ways)
        tags |= {"type": "boundary", "boundary": "administrative"}
        self.relations.append(f"<relation {self._head(number)}>{refs}{self._tags(tags)}</relation>")

    def write(self, path: Path) -> Path:
        body = "\n".join([*self.nodes, *self.ways, *self.relations])
        path.write_text(f'<osm version="0.6">\n{body}\n</osm>\n', encoding="utf-8")
        return path

    @staticmethod
    def _head(number: int) -> str:
        return f'id="{number}" version="1" timestamp="2026-01-02T03:04:05Z"'

    @staticmethod
    def _tags(tags: dict[str, str]) -> str:
        return "".join(
            f"<tag k={quoteattr(key.replace('__', ':'))} v={quoteattr(value)}/>"
            for key, value in tags.items()
        )


def draw_country() -> MapMaker:
    """Westau (lon 9.00 to 9.02) and Ostau (9.02 to 9.04), lat 47.00 to 47.02."""
    made = MapMaker()
    sw, nw = made.node(47.0, 9.0), made.node(47.02, 9.0)
    s, n = made.node(47.0, 9.02), made.node(47.02, 9.02)
    se, ne = made.node(47.0, 9.04), made.node(47.02, 9.04)
    west = made.way([s, sw, nw, n])
    border = made.way([n, s])
    east = made.way([n, ne, se, s])
    made.boundary([west, border], name="Westau", admin_level="8")
    made.boundary([east, border], name="Ostau", admin_level="8")
    made.boundary([west, east], name="Zweiland", admin_level="2", ISO3166_1="ZZ")
    made.relations[-1] = made.relations[-1].replace("ISO3166_1", "ISO3166-1")
    made.node(47.01, 9.01, place="village", name="Westau", postal_code="1000")
    made.node(47.01, 9.03, place="village", name="Ostau", postal_code="2000")
    main = [made.node(47.01, 9.002 + 0.004 * step) for step in range(10)]
    made.way(main, highway="residential", name="Hauptstrasse")
    side = [made.node(47.004 + 0.001 * step, 9.012) for step in range(5)]
    made.way(side, highway="residential", name="Am Bächle")
    for number, lon in ((1, 9.004), (5, 9.008), (9, 9.012), (2, 9.0045)):
        street, house = "Hauptstrasse", str(number)
        made.node(47.0102, lon, addr__street=street, addr__housenumber=house)
    made.node(47.0102, 9.03, addr__street="Haupt-Straße", addr__housenumber="40")
    made.node(47.0102, 9.031, addr__street="Hauptstrase", addr__housenumber="42")
    made.node(47.005, 9.0121, addr__street="Am Bächle", addr__housenumber="3a;3b")
    made.node(47.015, 9.035, addr__place="Hinterhof", addr__housenumber="7")
    made.node(47.015, 9.015, shop="bakery", name="Bäckerei Krume")
    made.node(47.03, 9.05, addr__street="Fernweg", addr__housenumber="1")
    made.node(47.015, 9.016, addr__housenumber="8")
    return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("region")
    report = build_region(draw_country().write(out / "zz.osm"), "ZZ", out)
    assert report.rows["municipalities"] == 2
    assert report.left_out == {
        "house outside of every municipality": 1,
        "house without a street": 1,
    }
    return out


@pytest.fixture(scope="module")
def region(folder: Path) -> Region:
    return read_region(folder / "zz.json.gz")


def test_names_its_source_and_licence(region: Region) -> None:
    assert region.name == "Zweiland"
    assert "OpenStreetMap contributors" in region.attribution
    assert "ODbL" in region.licence
    assert region.snapshot == "2026-01-02"


def test_roads_are_cut_at_the_border(region: Region) -> None:
    towns = [m.name for m in region.municipalities]
    streets = {(s.name, towns[s.municipality]) for s in region.streets}
    assert streets == {
        ("Hauptstrasse", "Westau"),
        ("Hauptstrasse", "Ostau"),
        ("Am Bächle", "Westau"),
        ("Hinterhof", "Ostau"),
    }
    main = next(s for s in region.streets if s.name == "Hauptstrasse" and s.lon < 9.02)
    assert main.lat == pytest.approx(47.01, abs=1e-4)
    assert 9.009 < main.lon < 9.013
    assert 600 < main.radius_m < 800


def test_houses_find_their_street_in_any_spelling(region: Region) -> None:
    towns = [m.name for m in region.municipalities]
    numbers: dict[tuple[str, str], list[str]] = {}
    for house in region.houses:
        street = region.streets[house.street]
        numbers.setdefault((street.name, towns[street.municipality]), []).append(house.number)
    assert numbers == {
        ("Hauptstrasse", "Westau"): ["1", "2", "5", "9"],
        ("Hauptstrasse", "Ostau"): ["40", "42"],
        ("Am Bächle", "Westau"): ["3a", "3b"],
        ("Hinterhof", "Ostau"): ["7"],
    }


def test_zone_layer_covers_the_municipalities(folder: Path) -> None:
    layer = ZoneLayer.read(folder / "zz.zones.geojson")
    assert layer.report().clean
    zone = layer.zone_at(47.01, 9.01)
    assert zone is not None
    assert (zone.id, zone.name) == ("ZZ-westau", "Westau")


@pytest.mark.parametrize(
    ("text", "level", "near", "radius_m"),
    [
        ("Hauptstr. 5, 1000 Westau", AddressLevel.HOUSE, (47.0102, 9.008), 15),
        ("Hauptstr. 3, 1000 Westau", AddressLevel.ROAD, (47.0102, 9.006), 200),
        ("Hauptstr. 7, 1000 Westau", AddressLevel.ROAD, (47.0102, 9.010), 200),
        ("Hauptstr. 11, 1000 Westau", AddressLevel.ROAD, (47.0102, 9.012), 100),
        ("Bäckerei Krume, Westau", AddressLevel.HOUSE, (47.015, 9.015), 40),
        ("Hinterhof 7", AddressLevel.HOUSE, (47.015, 9.035), 15),
        ("Am Baechle 3b, Westau", AddressLevel.HOUSE, (47.005, 9.0121), 15),
    ],
)
def test_built_region_is_read(
    region: Region, text: str, level: AddressLevel, near: tuple[float, float], radius_m: int
) -> None:
    result = RegionRecognizer(region).recognize(text)
    assert result.verdict is not Verdict.FIX
    assert result.location is not None
    assert result.location.level is level
    assert result.location.position.latitude_deg == pytest.approx(near[0], abs=2e-4)
    assert result.location.position.longitude_deg == pytest.approx(near[1], abs=2e-4)
    assert result.location.radius_m <= radius_m


def test_same_street_in_both_towns_is_a_question(region: Region) -> None:
    result = RegionRecognizer(region).recognize("Hauptstrasse 12")
    assert result.verdict is Verdict.FIX
    assert result.question == "Which town: Ostau, Westau?"


def test_equal_extracts_give_equal_files(folder: Path, tmp_path: Path) -> None:
    build_region(draw_country().write(tmp_path / "zz.osm"), "ZZ", tmp_path)
    for name in ("zz.json.gz", "zz.zones.geojson"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_file_keeps_the_region(region: Region, tmp_path: Path) -> None:
    write_region(region, tmp_path / "again.json.gz")
    assert read_region(tmp_path / "again.json.gz") == region


@pytest.mark.parametrize("content", [b"", b"not gzip", b"\x1f\x8b\x08garbage"])
def test_broken_region_file_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.json.gz"
    path.write_bytes(content)
    with pytest.raises(GazetteerFileError, match=r"broken\.json\.gz"):
        read_region(path)


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.osm", b"<osm version='0.6'></osm>"), ("broken.osm.pbf", b"x"), ("text.osm", b"hi")],
)
def test_broken_extract_is_named(tmp_path: Path, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(ExtractError, match=name):
        build_region(path, "ZZ", tmp_path)


def test_missing_extract_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExtractError, match=r"gone\.osm"):
        build_region(tmp_path / "gone.osm", "ZZ", tmp_path)


def cut_extract() -> MapMaker:
    """Two towns without any whole boundary, with names in two languages and careless house tags."""
    made = MapMaker()
    made.node(60.0, 25.0, place="town", name="Lehtola", **{"name:sv": "Lövby"})
    made.node(60.0, 25.1, place="town", name="Kivi")
    for lon in (25.0, 25.1):
        course = [made.node(60.001, lon + 0.001 * step) for step in range(5)]
        made.way(course, highway="residential", name="Koulukatu", **{"name:sv": "Skolgatan"})
    for number, street in (
        ("4", "Skolgatan"),
        ("6 A", "Talo Suuri, Koulukatu"),
        ("2. krs / Floor 2", "Koulukatu"),
    ):
        tags = {"addr:street": street, "addr:housenumber": number, "addr:postcode": "12345"}
        made.node(60.0012, 25.002, **tags)
    return made


def test_without_boundaries_the_nearest_town_stands_in(tmp_path: Path) -> None:
    report = build_region(cut_extract().write(tmp_path / "cut.osm"), "FI", tmp_path)
    assert report.made_from == "ground nearest to each town"
    assert report.left_out == {"house number that is none": 1}
    recognizer = RegionRecognizer.read(tmp_path / "fi.json.gz")
    for text in ("Koulukatu 4, Lehtola", "Skolgatan 6A, 12345 Lövby", "koulukatu 4 lehtola"):
        result = recognizer.recognize(text)
        assert result.verdict is Verdict.ACCEPT, text
        assert result.address.road is not None
        assert result.address.road.value == "Koulukatu"
        assert result.location is not None
        assert result.location.zone_id == "FI-lehtola"
    layer = ZoneLayer.read(tmp_path / "fi.zones.geojson")
    assert layer.report().clean
    zone = layer.zone_at(60.0012, 25.102)
    assert zone is not None
    assert zone.attributes["made_from"] == "ground nearest to each town"
