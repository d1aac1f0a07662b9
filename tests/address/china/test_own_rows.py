"""The caller's own divisions and villages in the Chinese gazetteer, and divisions by point."""

from __future__ import annotations

import gzip
import lzma

import pytest

from address.china.gazetteer import DATA, Gazetteer
from address.china.own_rows import division_faults, with_own_divisions
from address.china.recognizer import ChinaRecognizer
from address.china.reverse import ChinaReverse
from address.china.villages import Village, parse_villages, stem
from address.datum import CoordinateSystem
from address.faults import GazetteerFileError
from address.gazetteer_model import GazetteerRow, GazetteerRowKind
from address.model import AddressLevel, Verdict
from address.places_model import MapPoint

POINT = MapPoint(latitude_deg=30.4, longitude_deg=120.3, coordinate_system=CoordinateSystem.GCJ02)
COUNTY = GazetteerRow(
    id="county",
    kind=GazetteerRowKind.NEW_DIVISION,
    name="云上区",
    code="330119",
    parent="330100",
    point=POINT,
)
TOWNSHIP = GazetteerRow(
    id="township",
    kind=GazetteerRowKind.NEW_DIVISION,
    name="云端街道",
    code="330119001000",
    parent="330119",
    point=POINT,
    radius_m=900,
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    packed = lzma.decompress(DATA.read_bytes()).decode()
    return Gazetteer(with_own_divisions(packed, [COUNTY, TOWNSHIP]))


def test_a_new_county_with_a_township_is_read(gazetteer: Gazetteer) -> None:
    read = ChinaRecognizer(gazetteer).recognize("杭州云上区云端街道人民路5号")
    assert read.address.district is not None
    assert read.address.district.code == "330119"
    assert read.address.township is not None
    assert read.address.township.code == "330119001000"
    assert read.location is not None
    assert (read.location.level, read.location.radius_m) == (AddressLevel.TOWNSHIP, 1_000)


def test_a_point_finds_the_nearest_township_that_has_one(gazetteer: Gazetteer) -> None:
    read = ChinaReverse(gazetteer).reverse(30.4, 120.3)
    assert read.address.township is not None
    assert read.address.township.value == "云端街道"
    assert read.verdict is Verdict.CONFIRM


@pytest.mark.parametrize("point", [(0.0, 0.0), (float("nan"), 120.0), (47.1, 9.5)])
def test_points_outside_find_nothing(gazetteer: Gazetteer, point: tuple[float, float]) -> None:
    read = ChinaReverse(gazetteer).reverse(*point)
    assert read.location is None
    assert read.verdict is Verdict.FIX


def test_rows_stand_on_those_before_them(gazetteer: Gazetteer) -> None:
    shipped = Gazetteer.load()
    assert list(division_faults(shipped, [COUNTY, TOWNSHIP])) == []
    alone = list(division_faults(shipped, [TOWNSHIP]))
    assert [(one.position, one.field) for one in alone] == [(0, "parent")]
    again = list(division_faults(gazetteer, [COUNTY]))
    assert [(one.position, one.field) for one in again] == [(0, "code")]


TABLE = "code,name\n330110005201,云联村委会\n".encode()


@pytest.mark.parametrize("pack", [bytes, lzma.compress, gzip.compress])
def test_a_table_of_villages(pack: type[bytes]) -> None:
    assert list(parse_villages(pack(TABLE))) == [Village("330110005201", "云联村委会")]


@pytest.mark.parametrize(
    "content", [TABLE + b"no village\n", b"\xff\xfe\xff", lzma.compress(TABLE)[:-40] + b"x"]
)
def test_what_is_no_table_of_villages(content: bytes) -> None:
    with pytest.raises(GazetteerFileError):
        list(parse_villages(content))


@pytest.mark.parametrize(
    ("name", "bare"),
    [("云联村委会", "云联"), ("云联村", "云联"), ("双溪社区居委会", "双溪"), ("王村", "王村")],
)
def test_forms_of_a_name_meet(name: str, bare: str) -> None:
    assert stem(name) == bare
