"""GazetteerService against a real server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import grpc
import pytest
from fulfillment.client import FulfillmentClient, FulfillmentError
from fulfillment.v1 import address_pb2, places_pb2
from fulfillment.v1 import gazetteer_pb2 as pb

from address.regional.build import build_region
from tests.service.commands.test_places import MAP

WGS84 = places_pb2.COORDINATE_SYSTEM_WGS84
MILL = "Mill Lane 4, Milltown"


def _refusal(call: Callable[[], object]) -> FulfillmentError:
    with pytest.raises(FulfillmentError) as caught:
        call()
    return caught.value


def _read(client: FulfillmentClient, text: str, region: str = "") -> address_pb2.RecognizedAddress:
    return client.recognize(address_pb2.RecognizeRequest(text=text, region_code=region)).result


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The gazetteer of a village with one house, as the command line builds it."""
    folder = tmp_path_factory.mktemp("built")
    extract = folder / "map.osm"
    extract.write_text(MAP)
    build_region(extract, "XM", folder)
    return folder


def _pieces(built: Path, region: str = "xm", **spec: bool) -> Iterator[pb.ImportGazetteerRequest]:
    yield pb.ImportGazetteerRequest(spec=pb.GazetteerSpec(region_code=region, **spec))  # type: ignore[arg-type]
    content = (built / "xm.json.gz").read_bytes()
    for start in range(0, len(content), 100):
        yield pb.ImportGazetteerRequest(region_file=content[start : start + 100])
    zones = (built / "xm.zones.geojson").read_bytes()
    yield pb.ImportGazetteerRequest(zones_file=zones)


@pytest.fixture
def mill(client: FulfillmentClient, built: Path) -> Iterator[str]:
    """The village, imported for one test."""
    client.import_gazetteer(_pieces(built))
    yield "XM"
    client.remove_gazetteer(pb.RemoveGazetteerRequest(region_code="xm"))


def test_what_ships_is_listed(client: FulfillmentClient) -> None:
    listed = client.list_gazetteers(pb.ListGazetteersRequest())
    by_code = {one.region_code: one for one in listed.gazetteers}
    assert set(by_code) == {"CN", "LI"}
    counts = {one.table: one.rows for one in by_code["CN"].tables}
    assert counts["townships"] > 40_000
    assert "OpenStreetMap" in by_code["LI"].attribution
    assert by_code["LI"].origin == pb.GAZETTEER_ORIGIN_SHIPPED
    assert not listed.row_sets


def test_an_imported_country_is_read_at_once(client: FulfillmentClient, mill: str) -> None:
    listed = client.list_gazetteers(pb.ListGazetteersRequest()).gazetteers
    info = next(one for one in listed if one.region_code == mill)
    assert (info.origin, info.version > 0) == (pb.GAZETTEER_ORIGIN_IMPORTED, True)
    for region in (mill, mill.lower(), ""):
        read = _read(client, MILL, region)
        assert (read.address.road.value, read.address.house_number.value) == ("Mill Lane", "4")
        assert read.location.level == address_pb2.ADDRESS_LEVEL_HOUSE
    batch = address_pb2.BatchRecognizeRequest(
        requests=[address_pb2.RecognizeRequest(text=MILL)] * 600  # a planning worker's lot
    )
    answered = client.batch_recognize(batch).results
    assert {one.result.address.road.value for one in answered} == {"Mill Lane"}


def test_an_imported_country_is_found_by_point(client: FulfillmentClient, mill: str) -> None:
    point = places_pb2.MapPoint(latitude_deg=47.0015, longitude_deg=9.0015, coordinate_system=WGS84)
    for region in ("", "xm"):
        request = places_pb2.ReverseGeocodeRequest(point=point, region_code=region)
        read = client.reverse_geocode(request).result
        assert (read.address.road.value, read.address.country.code) == ("Mill Lane", mill)
        assert read.location.radius_m > 0
    geocoded = client.geocode(places_pb2.GeocodeRequest(text=MILL, region_code="xm"))
    assert geocoded.point.latitude_deg == pytest.approx(47.0015, abs=1e-5)
    assert geocoded.point.coordinate_system == WGS84
    lookup = places_pb2.LookupZoneRequest(point=point, layer_id="gazetteer-xm")
    found = client.lookup_zone(lookup)
    assert found.layer_version > 0
    assert [zone.name for zone in found.zones] == ["Milltown"]


def test_a_removed_country_is_no_longer_read(client: FulfillmentClient, built: Path) -> None:
    client.import_gazetteer(_pieces(built))
    assert _read(client, MILL).location.level == address_pb2.ADDRESS_LEVEL_HOUSE
    removal = pb.RemoveGazetteerRequest(region_code="XM")
    client.remove_gazetteer(removal)
    assert not _read(client, MILL).HasField("location")
    assert _refusal(lambda: client.remove_gazetteer(removal)).code == grpc.StatusCode.NOT_FOUND


def test_an_extract_is_built_on_the_server(client: FulfillmentClient) -> None:
    spec = pb.GazetteerSpec(region_code="XM", validate_only=True)
    answered = client.import_gazetteer(
        [
            pb.ImportGazetteerRequest(spec=spec),
            pb.ImportGazetteerRequest(extract=MAP[:100].encode()),
            pb.ImportGazetteerRequest(extract=MAP[100:].encode()),
        ]
    ).gazetteer
    assert {one.table: one.rows for one in answered.tables}["houses"] == 1
    assert answered.version == 0
    assert not _read(client, MILL).HasField("location")


def test_what_cannot_be_imported(client: FulfillmentClient, built: Path) -> None:
    good = list(_pieces(built))
    spec = good[0]
    cases = {
        "content": [[], good[1:], [spec], [spec, *good], good[:-1]],
        "spec.region_code": [[*_pieces(built, "CN")], [*_pieces(built, "XN")]],
        "region_code": [[*_pieces(built, "XMM")]],
        "region_file": [[spec, pb.ImportGazetteerRequest(region_file=b"x"), good[-1]]],
        "zones_file": [[*good[:-1], pb.ImportGazetteerRequest(zones_file=b"{}")]],
        "extract": [
            [spec, pb.ImportGazetteerRequest(extract=b"no map")],
            [spec, pb.ImportGazetteerRequest(extract=b"<osm version='0.6'/>")],
            [spec, pb.ImportGazetteerRequest(extract=b"\x00\x00\x00\x0dno map either")],
        ],
    }
    for field, requests in cases.items():
        for request in requests:
            refusal = _refusal(lambda request=request: client.import_gazetteer(request))  # type: ignore[misc]
            assert refusal.code == grpc.StatusCode.INVALID_ARGUMENT
            assert [one.field for one in refusal.violations] == [field]
    assert len(client.list_gazetteers(pb.ListGazetteersRequest()).gazetteers) == 2


# ---- own rows ------------------------------------------------------------------------------------

TOWNSHIP = "330110999000"
MALL = (30.28, 120.02)


def _row(name: str, kind: str, **more: object) -> pb.GazetteerRow:
    given = {"id": f"{kind}-{name}", "name": name, **more}
    row = pb.GazetteerRow(**given)  # type: ignore[arg-type]
    row.kind = pb.GazetteerRowKind.Value(f"GAZETTEER_ROW_KIND_{kind.upper()}")
    return row


def _at(latitude: float, longitude: float) -> places_pb2.MapPoint:
    return places_pb2.MapPoint(
        latitude_deg=latitude, longitude_deg=longitude, coordinate_system=WGS84
    )


ROWS = [
    _row("云上街道", "new_division", code=TOWNSHIP, parent="330110", point=_at(30.3, 120.0)),
    _row("苕溪区", "changed_division", code="330110"),
    _row("大象城", "place", parent="330110", point=_at(*MALL), also_named=["Elephant Mall"]),
    _row("云上大道", "street", parent=TOWNSHIP, point=_at(30.31, 120.01), radius_m=700),
    _row("老仓库", "alias", meaning="浙江省杭州市余杭区文一西路969号"),
]


@pytest.fixture
def rows(client: FulfillmentClient) -> Iterator[str]:
    """Rows of every kind for China, for one test."""
    request = pb.PutGazetteerRowsRequest(set_id="own", region_code="cn", rows=ROWS)
    assert client.put_gazetteer_rows(request).set.row_count == len(ROWS)
    yield "own"
    client.remove_gazetteer_rows(pb.RemoveGazetteerRowsRequest(set_id="own"))


def test_a_new_township_and_a_renamed_district(client: FulfillmentClient, rows: str) -> None:
    read = _read(client, "杭州市苕溪区云上街道人民路5号")
    assert (read.address.district.code, read.address.district.value) == ("330110", "苕溪区")
    assert (read.address.township.code, read.address.township.value) == (TOWNSHIP, "云上街道")
    before = _read(client, "杭州市余杭区文一西路969号").address.district
    assert (before.value, before.code) == ("苕溪区", "330110")
    point = _at(30.301, 120.001)
    request = places_pb2.ReverseGeocodeRequest(point=point, region_code="CN")
    found = client.reverse_geocode(request).result
    assert found.location.position.datum  # named, whatever it is
    assert found.location.radius_m > 0


def test_a_place_of_ones_own_gives_its_point(client: FulfillmentClient, rows: str) -> None:
    for text in ("杭州市苕溪区大象城3幢402室", "Elephant Mall 3幢402室 苕溪区"):
        found = client.geocode(places_pb2.GeocodeRequest(text=text, region_code="CN"))
        assert found.level == address_pb2.ADDRESS_LEVEL_HOUSE
        assert (found.point.latitude_deg, found.point.longitude_deg) == pytest.approx(MALL)
        assert found.radius_m == 150
    street = client.geocode(places_pb2.GeocodeRequest(text="杭州苕溪区云上街道云上大道9号"))
    assert (street.level, street.radius_m) == (address_pb2.ADDRESS_LEVEL_ROAD, 700)
    alone = _read(client, "李娜 13812345678 大象城3幢402室")
    assert (alone.address.district.code, alone.verdict) == ("330110", address_pb2.VERDICT_CONFIRM)
    assert "大象城" in alone.question
    elsewhere = _read(client, "南京市江宁区大象城3幢402室")
    assert elsewhere.address.district.value == "江宁区"
    assert elsewhere.location.level != address_pb2.ADDRESS_LEVEL_HOUSE


def test_an_alias_of_ones_own(client: FulfillmentClient, rows: str) -> None:
    read = _read(client, "李娜 老仓库 13812345678")
    assert (read.address.road.value, read.address.house_number.value) == ("文一西路", "969")


def test_rows_come_back_are_patched_and_removed(client: FulfillmentClient, rows: str) -> None:
    asked = pb.GetGazetteerRowsRequest(set_id=rows)
    before = client.get_gazetteer_rows(asked)
    assert list(before.rows) == ROWS
    moved = _row("大象城", "place", parent="330110", point=_at(30.1, 120.1))
    new = _row("小象城", "place", parent="330110", point=_at(30.2, 120.2))
    patched = client.patch_gazetteer_rows(
        pb.PatchGazetteerRowsRequest(set_id=rows, rows=[moved, new], removed_ids=[ROWS[1].id])
    ).set
    assert (patched.row_count, patched.version > before.set.version) == (len(ROWS), True)
    after = client.get_gazetteer_rows(asked).rows
    assert [row.id for row in after] == [ROWS[0].id, *(row.id for row in ROWS[2:]), new.id]
    assert _read(client, "杭州余杭区小象城").location.position.latitude_deg == pytest.approx(30.2)
    assert _read(client, "杭州市余杭区文一西路969号").address.district.value == "余杭区"


def test_faulty_rows_are_all_named(client: FulfillmentClient) -> None:
    wrong = [
        _row("云上街道", "new_division", code="12", parent="330110"),
        _row("云上街道", "new_division", code="330110005000", parent="330110", id="again"),
        _row("云下街道", "new_division", code="330110998000", parent="999999"),
        _row("某区", "changed_division", code="990000"),
        _row("某区", "changed_division", id="codeless"),
        _row("大象城", "place", parent="330110"),
        _row("小象城", "street", point=_at(30, 120)),
        _row("x", "alias"),
    ]
    request = pb.PutGazetteerRowsRequest(set_id="wrong", region_code="CN", rows=wrong)
    refusal = _refusal(lambda: client.put_gazetteer_rows(request))
    expected = {
        "rows[0].code",
        "rows[1].code",
        "rows[2].parent",
        "rows[3].code",
        "rows[4].code",
        "rows[5].point",
        "rows[6].parent",
        "rows[7].name",
        "rows[7].meaning",
    }
    assert {one.field for one in refusal.violations} == expected
    request.validate_only = True
    told = client.put_gazetteer_rows(request)
    assert {one.field for one in told.validation.violations} == expected
    assert not told.HasField("set")
    assert not client.list_gazetteers(pb.ListGazetteersRequest()).row_sets


def test_only_checked_rows_are_not_stored(client: FulfillmentClient) -> None:
    request = pb.PutGazetteerRowsRequest(
        set_id="own", region_code="CN", rows=ROWS, validate_only=True
    )
    assert client.put_gazetteer_rows(request).validation.total == 0
    assert not client.list_gazetteers(pb.ListGazetteersRequest()).row_sets


def test_sets_that_are_not_there(client: FulfillmentClient) -> None:
    for call in (
        lambda: client.get_gazetteer_rows(pb.GetGazetteerRowsRequest(set_id="no")),
        lambda: client.patch_gazetteer_rows(pb.PatchGazetteerRowsRequest(set_id="no")),
        lambda: client.remove_gazetteer_rows(pb.RemoveGazetteerRowsRequest(set_id="no")),
    ):
        assert _refusal(call).code == grpc.StatusCode.NOT_FOUND


def test_rows_on_a_map(client: FulfillmentClient, mill: str) -> None:
    rows = [
        _row("New Lane", "street", parent="Milltown", point=_at(47.0012, 9.0012)),
        _row("Old Mill Inn", "place", parent="Milltown", point=_at(47.0011, 9.0011)),
        _row("Milltown upon Sea", "changed_division", code="XM-milltown"),
    ]
    client.put_gazetteer_rows(
        pb.PutGazetteerRowsRequest(set_id="mill", region_code=mill, rows=rows)
    )
    read = _read(client, "New Lane, Milltown", mill)
    assert read.address.road.value == "New Lane"
    assert read.address.district.value == "Milltown upon Sea"
    inn = _read(client, "Old Mill Inn, Milltown", mill)
    assert inn.location.position.latitude_deg == pytest.approx(47.0011)
    wrong = pb.PatchGazetteerRowsRequest(set_id="mill", removed_ids=["no such row"])
    refusal = _refusal(lambda: client.patch_gazetteer_rows(wrong))
    assert [one.field for one in refusal.violations] == ["removed_ids[0]"]
    client.remove_gazetteer_rows(pb.RemoveGazetteerRowsRequest(set_id="mill"))


def test_a_country_without_a_gazetteer_takes_aliases_only(client: FulfillmentClient) -> None:
    request = pb.PutGazetteerRowsRequest(
        set_id="us", region_code="US", rows=[_row("Ann Street", "street", parent="Troy")]
    )
    refusal = _refusal(lambda: client.put_gazetteer_rows(request))
    assert "rows[0].kind" in {one.field for one in refusal.violations}


def test_villages_are_an_optional_layer(client: FulfillmentClient) -> None:
    text = "杭州市余杭区云联村5号"
    assert not _read(client, text).address.village.code
    table = "330110005201,云联村委会\n330110009202,双溪村委会\n330110010203,双溪社区居委会\n"
    spec = pb.ImportGazetteerRequest(spec=pb.GazetteerSpec(region_code="cn"))
    pieces = [spec, pb.ImportGazetteerRequest(villages_file=table.encode())]
    info = client.import_gazetteer(pieces).gazetteer
    assert {one.table: one.rows for one in info.tables}["villages"] == 3
    found = _read(client, text).address
    assert (found.village.code, found.village.value) == ("330110005201", "云联村委会")
    assert (found.township.value, found.township.origin) == (
        "五常街道",
        address_pb2.ORIGIN_COMPLETED,
    )
    twice = _read(client, "杭州市余杭区双溪村5号").address
    assert not twice.village.code
    stated = _read(client, "杭州市余杭区仁和街道双溪村5号").address
    assert stated.village.code == "330110009202"
    client.remove_gazetteer(pb.RemoveGazetteerRequest(region_code="CN"))
    assert not _read(client, text).address.village.code
    assert _read(client, text).address.district.code == "330110"
    for wrong in (b"", b"a,b\nc,d\n", b"\xfd7zXZ\x00broken"):
        requests = [spec, pb.ImportGazetteerRequest(villages_file=wrong)]
        refusal = _refusal(lambda requests=requests: client.import_gazetteer(requests))  # type: ignore[misc]
        assert refusal.code == grpc.StatusCode.INVALID_ARGUMENT
