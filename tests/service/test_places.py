"""PlacesService against a real server."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import grpc
import pytest
from fulfillment.client import FulfillmentClient, FulfillmentError
from fulfillment.v1 import address_pb2
from fulfillment.v1 import places_pb2 as pb

from tests.service.datasets.test_layer_files import collection, square

HOUSE = "Städtle 49, 9490 Vaduz"
NANSHAN = "广东省深圳市南山区科技园南区"


def _refusal(call: Callable[[], object]) -> FulfillmentError:
    with pytest.raises(FulfillmentError) as caught:
        call()
    return caught.value


def _point(
    latitude_deg: float, longitude_deg: float, system: int = pb.COORDINATE_SYSTEM_WGS84
) -> pb.MapPoint:
    point = pb.MapPoint(latitude_deg=latitude_deg, longitude_deg=longitude_deg)
    point.coordinate_system = system  # type: ignore[assignment]
    return point


# ---- places --------------------------------------------------------------------------------------


def test_geocode_names_its_system_and_radius(client: FulfillmentClient) -> None:
    found = client.geocode(pb.GeocodeRequest(text=HOUSE))
    assert found.point.coordinate_system == pb.COORDINATE_SYSTEM_WGS84
    assert found.point.latitude_deg == pytest.approx(47.14, abs=0.02)
    assert found.radius_m > 0
    assert found.level >= address_pb2.ADDRESS_LEVEL_ROAD
    assert found.result.address.road.value == "Städtle"


def test_geocode_converts_between_the_three_systems(client: FulfillmentClient) -> None:
    points = {}
    for system in (
        pb.COORDINATE_SYSTEM_WGS84,
        pb.COORDINATE_SYSTEM_GCJ02,
        pb.COORDINATE_SYSTEM_BD09,
    ):
        request = pb.GeocodeRequest(text=NANSHAN, coordinate_system=system)
        points[system] = client.geocode(request).point
        assert points[system].coordinate_system == system
    wgs84, gcj02 = points[pb.COORDINATE_SYSTEM_WGS84], points[pb.COORDINATE_SYSTEM_GCJ02]
    bd09 = points[pb.COORDINATE_SYSTEM_BD09]
    assert 0.001 < gcj02.longitude_deg - wgs84.longitude_deg < 0.01
    assert 0.001 < bd09.longitude_deg - gcj02.longitude_deg < 0.01


def test_what_cannot_be_located_has_no_point(client: FulfillmentClient) -> None:
    found = client.geocode(pb.GeocodeRequest(text="🙂🙂"))
    assert not found.HasField("point")
    assert found.result.verdict == address_pb2.VERDICT_FIX


def test_reverse_geocode_finds_the_house_again(client: FulfillmentClient) -> None:
    there = client.geocode(pb.GeocodeRequest(text="Landstrasse 19, 9494 Schaan")).point
    found = client.reverse_geocode(pb.ReverseGeocodeRequest(point=there))
    assert found.result.address.district.value == "Schaan"
    assert found.result.address.HasField("road")


def test_reverse_geocode_outside_of_every_gazetteer(client: FulfillmentClient) -> None:
    found = client.reverse_geocode(pb.ReverseGeocodeRequest(point=_point(0, 0)))
    assert found.result.verdict == address_pb2.VERDICT_FIX
    assert "LI" in found.result.issues[0].description


def test_a_point_without_its_system_is_refused(client: FulfillmentClient) -> None:
    point = pb.MapPoint(latitude_deg=47, longitude_deg=200)
    refusal = _refusal(lambda: client.reverse_geocode(pb.ReverseGeocodeRequest(point=point)))
    assert refusal.code == grpc.StatusCode.INVALID_ARGUMENT
    assert {one.field for one in refusal.violations} == {
        "point.longitude_deg",
        "point.coordinate_system",
    }


def test_zone_of_a_point(client: FulfillmentClient) -> None:
    request = pb.LookupZoneRequest(point=_point(47.1410, 9.5209), layer_id="gazetteer-li")
    zones = client.lookup_zone(request).zones
    assert [zone.name for zone in zones] == ["Vaduz"]
    assert zones[0].area_m2 == pytest.approx(17.3e6, rel=0.05)
    request.point.longitude_deg = 0
    assert not client.lookup_zone(request).zones


def test_zone_of_a_layer_that_is_not_there(client: FulfillmentClient) -> None:
    request = pb.LookupZoneRequest(point=_point(47, 9), layer_id="gazetteer-../x")
    assert _refusal(lambda: client.lookup_zone(request)).code == grpc.StatusCode.NOT_FOUND


# ---- labels and comparisons ----------------------------------------------------------------------


def test_label_in_the_layout_of_its_country(client: FulfillmentClient) -> None:
    request = pb.FormatLabelRequest(text=HOUSE, region_code="LI", sender_region_code="CH")
    lines = list(client.format_label(request).lines)
    assert lines == ["Städtle 49", "9490 Vaduz", "LIECHTENSTEIN"]
    request.sender_region_code = "LI"
    assert list(client.format_label(request).lines) == lines[:-1]


def test_comparison_part_by_part(client: FulfillmentClient) -> None:
    first = "浙江省杭州市余杭区文一西路969号5幢1203室"
    request = pb.CompareAddressesRequest(
        first_text=first, second_text="杭州余杭文一西路969号5号楼1203"
    )
    assert client.compare_addresses(request).sameness == pb.SAMENESS_SAME_DOOR
    request.second_text = "杭州余杭文一西路969号5号楼1204"
    found = client.compare_addresses(request)
    assert found.sameness == pb.SAMENESS_SAME_HOUSE
    assert "the room differs" in found.evidence


def test_duplicates_by_id(client: FulfillmentClient) -> None:
    texts = {
        "a": "Städtle 49, 9490 Vaduz",
        "b": "Landstrasse 19, 9494 Schaan",
        "c": "9490 Vaduz, Staedtle 49",
    }
    request = pb.FindDuplicatesRequest(at_least=pb.SAMENESS_SAME_HOUSE)
    for name, text in texts.items():
        request.entries.add(id=name, text=text)
    assert [list(group.ids) for group in client.find_duplicates(request).groups] == [["a", "c"]]
    request.entries[2].id = "a"
    refusal = _refusal(lambda: client.find_duplicates(request))
    assert [one.field for one in refusal.violations] == ["entries[2].id"]


def test_texts_of_any_length_and_kind_are_answered(client: FulfillmentClient) -> None:
    long = "文一西路" * 25_000
    assert client.geocode(pb.GeocodeRequest(text=long)).result.issues
    refusal = _refusal(lambda: client.geocode(pb.GeocodeRequest(text=long + "x")))
    assert [one.field for one in refusal.violations] == ["text"]
    request = pb.CompareAddressesRequest(first_text=long, second_text="\x00\x01")
    assert client.compare_addresses(request).sameness == pb.SAMENESS_DIFFERENT


ODD = {
    "long": "文一西路969号 " * 10_000,
    "phone": "13812345678",
    "emoji": "😀🏠📦",
    "mixed": "浙江 улица Ленина 5 שלום 東京都 Main St",
    "controls": "\x00\x01\u202e杭州\u200b\ufeff\x7f",
    "half a pair": "杭州\ufffd余杭",
    "two": "杭州市余杭区文一西路969号 南京市江宁区上元大街1号",
    "foreign": "Champs-Élysées 8, 75008 Paris, France",
    "blank": " \n\t ",
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_get_an_answer_from_every_call(
    client: FulfillmentClient, book: str, text: str
) -> None:
    text = text[:100_000]
    for region in ("", "cn", "LI", "US", "jp"):
        found = client.geocode(pb.GeocodeRequest(text=text, region_code=region))
        sure = found.result.verdict == address_pb2.VERDICT_ACCEPT
        assert not sure or found.HasField("point")
        if found.HasField("point"):
            assert found.radius_m > 0
    label = client.format_label(pb.FormatLabelRequest(text=text, region_code="cn"))
    assert all(label.lines)
    match = _match(client, book, text)
    assert match.verdict != pb.BOOK_VERDICT_IN_BOOK
    compared = client.compare_addresses(
        pb.CompareAddressesRequest(first_text=text, second_text=HOUSE)
    )
    assert compared.sameness == pb.SAMENESS_DIFFERENT
    stated = address_pb2.StatedAddress(district=text[:200], road=text[:200])
    checked = address_pb2.ValidateAddressRequest(address=stated, region_code="CN")
    assert client.validate_address(checked).HasField("result")


def test_an_address_in_fields(client: FulfillmentClient) -> None:
    stated = address_pb2.StatedAddress(city="杭州市", district="余航区")
    request = address_pb2.ValidateAddressRequest(address=stated, region_code="cn")
    checks = {one.field: one for one in client.validate_address(request).fields}
    assert checks["district"].standing == address_pb2.FIELD_STANDING_CORRECTED
    assert (checks["district"].value, checks["district"].code) == ("余杭区", "330110")
    assert checks["province"].standing == address_pb2.FIELD_STANDING_COMPLETED
    request.address.Clear()
    refusal = _refusal(lambda: client.validate_address(request))
    assert [one.field for one in refusal.violations] == ["address"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "region"),
    [(90, 180, ""), (-90, -180, "CN"), (0, 0, "li"), (39.9, 116.4, "LI"), (30.3, 120.1, "XX")],
)
def test_points_of_nowhere(
    client: FulfillmentClient, latitude: float, longitude: float, region: str
) -> None:
    request = pb.ReverseGeocodeRequest(point=_point(latitude, longitude), region_code=region)
    read = client.reverse_geocode(request).result
    assert read.verdict == address_pb2.VERDICT_FIX
    assert not read.HasField("location")
    assert read.issues


def test_a_point_in_china_finds_its_county_or_says_which_it_may_be(
    client: FulfillmentClient,
) -> None:
    point = _point(30.2595, 120.1302, pb.COORDINATE_SYSTEM_GCJ02)
    read = client.reverse_geocode(pb.ReverseGeocodeRequest(point=point)).result
    assert read.address.district.code == "330106"
    assert read.verdict != address_pb2.VERDICT_ACCEPT
    assert read.location.position.datum
    assert read.location.radius_m >= 1_000


# ---- books ---------------------------------------------------------------------------------------


def _rows(texts: dict[str, str]) -> list[pb.BookRow]:
    return [pb.BookRow(id=name, text=text) for name, text in texts.items()]


FLATS = {
    f"{building}-{room}": f"杭州市余杭区文一西路969号{building}幢{room}室"
    for building in (1, 2)
    for room in (101, 102, 201)
}


@pytest.fixture
def book(client: FulfillmentClient) -> Iterator[str]:
    """A book that lasts for one test."""
    request = pb.CreateBookRequest(book_id="flats", name="Flats", rows=_rows(FLATS))
    request.rows[0].zone_id = "north"
    request.rows[0].attributes.add(key="gate", value="2")
    request.rows[0].point.CopyFrom(_point(30.28, 120.02, pb.COORDINATE_SYSTEM_BD09))
    info = client.create_book(request).book
    assert (info.row_count, info.unread_count, info.name) == (6, 0, "Flats")
    yield info.id
    client.delete_book(pb.DeleteBookRequest(book_id=info.id))


def _match(client: FulfillmentClient, book: str, text: str) -> pb.MatchAddressResponse:
    return client.match_address(pb.MatchAddressRequest(book_id=book, text=text))


def test_in_the_book_with_what_the_caller_keeps_there(client: FulfillmentClient, book: str) -> None:
    found = _match(client, book, "余杭文一西路969号1号楼101")
    assert found.verdict == pb.BOOK_VERDICT_IN_BOOK
    row = found.entries[0].row
    assert (row.id, row.zone_id, row.attributes[0].value) == ("1-101", "north", "2")
    assert row.point.coordinate_system == pb.COORDINATE_SYSTEM_BD09
    told = {one.part: one.relation for one in found.entries[0].evidence}
    assert told["room"] == pb.RELATION_AGREES


def test_a_neighbour_is_not_in_the_book(client: FulfillmentClient, book: str) -> None:
    found = _match(client, book, "余杭文一西路969号1号楼103")
    assert found.verdict == pb.BOOK_VERDICT_NOT_IN_BOOK
    assert found.entries
    assert all(entry.score <= 0.4 for entry in found.entries)


def test_a_replaced_book_is_seen_at_once(client: FulfillmentClient, book: str) -> None:
    before = _match(client, book, "文一西路969号1幢103")
    rows = _rows({"new": "杭州市余杭区文一西路969号1幢103室"})
    replaced = client.replace_book(pb.ReplaceBookRequest(book_id=book, rows=rows)).book
    assert replaced.version > before.book_version
    after = _match(client, book, "文一西路969号1幢103")
    assert (after.verdict, after.book_version) == (pb.BOOK_VERDICT_IN_BOOK, replaced.version)
    assert _match(client, book, FLATS["1-101"]).verdict == pb.BOOK_VERDICT_NOT_IN_BOOK


def test_rows_come_back_page_by_page(client: FulfillmentClient, book: str) -> None:
    request = pb.GetBookRequest(book_id=book, page_size=4)
    first = client.get_book(request)
    request.page_token = first.next_page_token
    second = client.get_book(request)
    assert [row.id for row in (*first.rows, *second.rows)] == list(FLATS)
    assert second.next_page_token == ""
    client.replace_book(pb.ReplaceBookRequest(book_id=book, rows=_rows(FLATS)))
    refusal = _refusal(lambda: client.get_book(request))
    assert [one.field for one in refusal.violations] == ["page_token"]
    request.page_token = "x' OR 1"  # noqa: S105 - no password
    refusal = _refusal(lambda: client.get_book(request))
    assert [one.field for one in refusal.violations] == ["page_token"]


def test_books_that_are_or_are_not_there(client: FulfillmentClient, book: str) -> None:
    assert [one.id for one in client.list_books(pb.ListBooksRequest()).books] == [book]
    again = pb.CreateBookRequest(book_id=book, rows=_rows({"a": "Städtle 49, 9490 Vaduz"}))
    assert _refusal(lambda: client.create_book(again)).code == grpc.StatusCode.ALREADY_EXISTS
    wrong = pb.ReplaceBookRequest(book_id="no such", rows=again.rows)
    for call in (
        lambda: client.replace_book(wrong),
        lambda: client.get_book(pb.GetBookRequest(book_id="no such")),
        lambda: client.delete_book(pb.DeleteBookRequest(book_id="no such")),
        lambda: _match(client, "no such", "x"),
    ):
        assert _refusal(call).code == grpc.StatusCode.NOT_FOUND


def test_faulty_rows_are_named(client: FulfillmentClient) -> None:
    request = pb.CreateBookRequest(book_id="faulty", rows=_rows(FLATS))
    request.rows[1].id = "1-101"
    request.rows[2].text = ""
    request.rows[3].text = "x" * 2_001
    request.rows[4].point.latitude_deg = 91
    refusal = _refusal(lambda: client.create_book(request))
    assert refusal.code == grpc.StatusCode.INVALID_ARGUMENT
    assert {one.field for one in refusal.violations} == {
        "rows[1].id",
        "rows[2].text",
        "rows[3].text",
        "rows[4].point.latitude_deg",
        "rows[4].point.coordinate_system",
    }
    assert not client.list_books(pb.ListBooksRequest()).books


def test_rows_that_cannot_be_read_are_told(client: FulfillmentClient) -> None:
    rows = _rows({"mill": "the blue door behind the mill"})
    stored = client.create_book(pb.CreateBookRequest(book_id="odd", rows=rows))
    assert list(stored.unread_row_ids) == ["mill"]
    found = _match(client, "odd", "The blue door, behind the mill")
    assert found.verdict == pb.BOOK_VERDICT_IN_BOOK
    client.delete_book(pb.DeleteBookRequest(book_id="odd"))


def test_only_checked_books_are_not_stored(client: FulfillmentClient, book: str) -> None:
    rows = _rows({"mill": "the blue door behind the mill", "twice": FLATS["1-101"]})
    creation = pb.CreateBookRequest(book_id="other", rows=rows, validate_only=True)
    told = client.create_book(creation)
    assert (told.validation.total, list(told.unread_row_ids)) == (0, ["mill"])
    assert not told.HasField("book")
    creation.rows[1].id = "mill"
    told = client.create_book(creation)
    assert [one.field for one in told.validation.violations] == ["rows[1].id"]
    replacement = pb.ReplaceBookRequest(book_id=book, rows=rows, validate_only=True)
    assert client.replace_book(replacement).validation.total == 0
    assert [one.id for one in client.list_books(pb.ListBooksRequest()).books] == [book]
    assert _match(client, book, FLATS["1-101"]).verdict == pb.BOOK_VERDICT_IN_BOOK


def test_single_rows_are_changed_in_place(client: FulfillmentClient, book: str) -> None:
    before = client.get_book(pb.GetBookRequest(book_id=book)).book
    moved = pb.BookRow(id="1-102", text=FLATS["1-102"].replace("102室", "105室"))
    new = pb.BookRow(id="new", text=FLATS["1-101"].replace("101室", "109室"))
    request = pb.PatchBookRequest(
        book_id=book,
        rows=[moved, new],
        removed_ids=["2-201"],
        expected_version=before.version,
    )
    after = client.patch_book(request).book
    assert (after.row_count, after.version > before.version) == (6, True)
    for text, verdict in (
        (FLATS["1-102"], pb.BOOK_VERDICT_NOT_IN_BOOK),
        (FLATS["2-201"], pb.BOOK_VERDICT_NOT_IN_BOOK),
        (moved.text, pb.BOOK_VERDICT_IN_BOOK),
        (new.text, pb.BOOK_VERDICT_IN_BOOK),
        (FLATS["1-101"], pb.BOOK_VERDICT_IN_BOOK),
    ):
        assert _match(client, book, text).verdict == verdict
    page = client.get_book(pb.GetBookRequest(book_id=book, page_size=3))
    token = page.next_page_token
    rest = client.get_book(pb.GetBookRequest(book_id=book, page_size=3, page_token=token))
    assert [row.id for row in (*page.rows, *rest.rows)] == [*list(FLATS)[:-1], "new"]
    assert rest.next_page_token == ""
    assert _refusal(lambda: client.patch_book(request)).code == grpc.StatusCode.ABORTED


def test_what_cannot_be_patched(client: FulfillmentClient, book: str) -> None:
    row = pb.BookRow(id="1-101", text=FLATS["1-101"])
    request = pb.PatchBookRequest(book_id=book, rows=[row], removed_ids=["1-101"])
    refusal = _refusal(lambda: client.patch_book(request))
    assert [one.field for one in refusal.violations] == ["removed_ids[0]"]
    request = pb.PatchBookRequest(book_id=book, removed_ids=["gone"])
    refusal = _refusal(lambda: client.patch_book(request))
    assert [one.field for one in refusal.violations] == ["removed_ids[0]"]
    request = pb.PatchBookRequest(book_id="gone", rows=[row])
    assert _refusal(lambda: client.patch_book(request)).code == grpc.StatusCode.NOT_FOUND


def _upload(*pieces: list[pb.BookRow], book: str = "large") -> list[pb.UploadBookRequest]:
    return [
        pb.UploadBookRequest(spec=pb.UploadBookSpec(book_id=book, region_code="cn")),
        *(pb.UploadBookRequest(piece=pb.BookRows(rows=piece)) for piece in pieces),
    ]


def test_a_book_in_pieces(client: FulfillmentClient) -> None:
    rows = _rows(FLATS)
    stored = client.upload_book(_upload(rows[:2], rows[2:])).book
    assert (stored.row_count, stored.region_code) == (6, "CN")
    assert _match(client, "large", FLATS["2-201"]).verdict == pb.BOOK_VERDICT_IN_BOOK
    # A piece that is wrong leaves the book as it was.
    refusal = _refusal(lambda: client.upload_book(_upload(rows[:1], rows[:1])))
    assert [one.field for one in refusal.violations] == ["piece[1].rows[0].id"]
    empty = pb.BookRow(id="empty")
    refusal = _refusal(lambda: client.upload_book(_upload(rows[:1], [empty])))
    assert [one.field for one in refusal.violations] == ["piece[1].rows[0].text"]
    for requests in ([], _upload(), _upload(rows)[1:], _upload(rows) * 2):
        refusal = _refusal(lambda requests=requests: client.upload_book(requests))  # type: ignore[misc]
        assert [one.field for one in refusal.violations] == ["content"]
    assert client.get_book(pb.GetBookRequest(book_id="large")).book == stored
    client.upload_book(_upload(rows[:1]))
    assert _match(client, "large", FLATS["2-201"]).verdict == pb.BOOK_VERDICT_NOT_IN_BOOK
    client.delete_book(pb.DeleteBookRequest(book_id="large"))


# ---- confirmed corrections -----------------------------------------------------------------------


def _read(client: FulfillmentClient, text: str) -> address_pb2.RecognizedAddress:
    return client.recognize(address_pb2.RecognizeRequest(text=text)).result


def test_a_correction_is_learnt_at_once_and_taken_back(client: FulfillmentClient) -> None:
    text = "李娜 大象城3幢402室 13812345678"
    before = _read(client, text)
    assert not before.address.HasField("district")
    learnt = client.confirm_correction(
        pb.ConfirmCorrectionRequest(
            written="大象城", confirmed_text="南京市江宁区上元大街1号大象城", actor="clerk 7"
        )
    )
    assert learnt.result.address.district.value == "江宁区"
    after = _read(client, text)
    assert after.address.district.value == "江宁区"
    assert after.address.district.origin == address_pb2.ORIGIN_CORRECTED
    assert after.address.building.span.start == text.index("3")
    batch = address_pb2.BatchRecognizeRequest(requests=[address_pb2.RecognizeRequest(text=text)])
    assert client.batch_recognize(batch).results[0].result == after
    assert client.geocode(pb.GeocodeRequest(text=text)).HasField("point")

    deleted = client.delete_alias(
        pb.DeleteAliasRequest(alias_id=learnt.alias.id, actor="clerk 8")
    ).alias
    assert (deleted.actor, deleted.deleted_by) == ("clerk 7", "clerk 8")
    assert deleted.delete_time.seconds >= deleted.create_time.seconds > 0
    assert _read(client, text) == before
    assert not client.list_aliases(pb.ListAliasesRequest()).aliases
    listed = client.list_aliases(pb.ListAliasesRequest(include_deleted=True)).aliases
    assert [one.id for one in listed] == [learnt.alias.id]
    again = pb.DeleteAliasRequest(alias_id=learnt.alias.id, actor="clerk 8")
    assert _refusal(lambda: client.delete_alias(again)).code == grpc.StatusCode.NOT_FOUND


def test_a_division_may_be_confirmed_by_its_code(client: FulfillmentClient) -> None:
    request = pb.ConfirmCorrectionRequest(written="大象城", confirmed_text="320115", actor="clerk")
    alias = client.confirm_correction(request).alias
    read = _read(client, "李娜 大象城上元大街1号 13812345678")
    assert (read.address.district.code, read.address.road.value) == ("320115", "上元大街")
    client.delete_alias(pb.DeleteAliasRequest(alias_id=alias.id, actor="clerk"))


def test_aliases_page_by_page_newest_first(client: FulfillmentClient) -> None:
    request = pb.ConfirmCorrectionRequest(confirmed_text="杭州市余杭区", actor="clerk")
    ids = []
    for written in ("老余杭镇上", "未来城那边", "老余杭镇上"):
        request.written = written
        ids.append(client.confirm_correction(request).alias.id)
    first = client.list_aliases(pb.ListAliasesRequest(page_size=1))
    asked = pb.ListAliasesRequest(page_size=1, page_token=first.next_page_token)
    second = client.list_aliases(asked)
    assert [first.aliases[0].id, second.aliases[0].id] == [ids[2], ids[1]]
    assert second.next_page_token == ""
    for alias_id in ids[1:]:
        client.delete_alias(pb.DeleteAliasRequest(alias_id=alias_id, actor="clerk"))


@pytest.mark.parametrize(
    ("written", "confirmed", "fields"),
    [
        ("", "", {"written", "confirmed_text"}),
        ("12", "杭州市余杭区", {"written"}),
        ("🙂🙂", "杭州市余杭区", {"written"}),
        ("余杭區", "余杭区", {"confirmed_text"}),
        ("大象城", "hm", {"confirmed_text"}),
        ("大" * 201, "杭州市余杭区", {"written"}),
    ],
)
def test_what_cannot_be_learnt(
    client: FulfillmentClient, written: str, confirmed: str, fields: set[str]
) -> None:
    request = pb.ConfirmCorrectionRequest(written=written, confirmed_text=confirmed, actor="clerk")
    refusal = _refusal(lambda: client.confirm_correction(request))
    assert {one.field for one in refusal.violations} == fields


def test_tokens_and_ids_of_no_meaning(client: FulfillmentClient) -> None:
    refusal = _refusal(lambda: client.list_aliases(pb.ListAliasesRequest(page_token="-1")))  # noqa: S106 - no password
    assert [one.field for one in refusal.violations] == ["page_token"]
    for alias_id in ("alias-x", "1", "alias-99999999999999999999999", "alias-²"):
        request = pb.DeleteAliasRequest(alias_id=alias_id, actor="clerk")
        refusal = _refusal(lambda request=request: client.delete_alias(request))  # type: ignore[misc]
        assert refusal.code == grpc.StatusCode.NOT_FOUND


# ---- zone layers ---------------------------------------------------------------------------------


def _load(client: FulfillmentClient, content: bytes, name: str = "vans") -> Any:
    request = pb.LoadZoneLayerRequest(content=content)
    request.layer.id, request.layer.format = name, pb.ZONE_LAYER_FORMAT_GEOJSON
    return client.load_zone_layer(request)


def test_a_layer_is_loaded_reported_replaced_and_deleted(client: FulfillmentClient) -> None:
    ring = [square(9, 47), square(9.02, 47), square(9, 47.02), square(9.02, 47.02)]
    walls = [square(9.01, 47, 0.03), square(9, 47.01, 0.005)]
    loaded = _load(client, collection(*ring, *walls))
    assert loaded.layer.zone_count == 6
    assert loaded.report.overlap_count == len(loaded.report.overlaps) > 0
    assert {loaded.report.overlaps[0].first_id, loaded.report.overlaps[0].second_id} <= {
        f"z{number}" for number in range(6)
    }
    asked = pb.LookupZoneRequest(point=_point(47.005, 9.005), layer_id="vans")
    found = client.lookup_zone(asked)
    assert [zone.id for zone in found.zones] == ["z0"]
    assert found.layer_version == loaded.layer.version

    replaced = _load(client, collection(square(9, 47, 0.02), square(9, 47)))
    found = client.lookup_zone(asked)
    assert [zone.id for zone in found.zones] == ["z1", "z0"]
    assert found.layer_version == replaced.layer.version > loaded.layer.version
    shown = client.get_zone_layer(pb.GetZoneLayerRequest(layer_id="vans"))
    assert (shown.layer, shown.report) == (replaced.layer, replaced.report)
    listed = client.list_zone_layers(pb.ListZoneLayersRequest()).layers
    assert list(listed) == [replaced.layer]
    client.delete_zone_layer(pb.DeleteZoneLayerRequest(layer_id="vans"))
    for call in (
        lambda: client.lookup_zone(asked),
        lambda: client.get_zone_layer(pb.GetZoneLayerRequest(layer_id="vans")),
        lambda: client.delete_zone_layer(pb.DeleteZoneLayerRequest(layer_id="vans")),
    ):
        assert _refusal(call).code == grpc.StatusCode.NOT_FOUND


def test_zones_name_station_territory_and_sorting_code(client: FulfillmentClient) -> None:
    spec = {"Station": "S 7", "Route": "077-A", "van": "north"}
    features = [
        {
            "type": "Feature",
            "properties": {"id": "vaduz", **spec},
            "geometry": square(9.48, 47.1, 0.08),
        }
    ]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    request = pb.LoadZoneLayerRequest(content=content)
    request.layer.id, request.layer.format = "vans", pb.ZONE_LAYER_FORMAT_GEOJSON
    request.layer.courier_territory_field = "VAN"
    client.load_zone_layer(request)
    found = client.geocode(pb.GeocodeRequest(text=HOUSE, layer_id="vans"))
    zone = found.zones[0]
    assert (zone.id, zone.station, zone.sorting_code) == ("vaduz", "S 7", "077-A")
    assert (zone.courier_territory, found.layer_version > 0) == ("north", True)
    request.layer.station_field = "depot"
    refusal = _refusal(lambda: client.load_zone_layer(request))
    assert [one.field for one in refusal.violations] == ["content"]
    assert "depot" in refusal.violations[0].description
    client.delete_zone_layer(pb.DeleteZoneLayerRequest(layer_id="vans"))
    wrong = pb.GeocodeRequest(text=HOUSE, layer_id="vans")
    assert _refusal(lambda: client.geocode(wrong)).code == grpc.StatusCode.NOT_FOUND


def test_gaps_and_invalid_polygons_are_reported(client: FulfillmentClient) -> None:
    outer = square(9, 47, 0.1)
    outer["coordinates"].append(square(9.04, 47.04)["coordinates"][0][::-1])
    bow = {
        "type": "Polygon",
        "coordinates": [[[8, 47], [8.1, 47.1], [8.1, 47], [8, 47.1], [8, 47]]],
    }
    report = _load(client, collection(outer, bow, {"type": "Point", "coordinates": [9, 47]})).report
    assert (report.gap_count, report.invalid_count) == (1, 2)
    assert report.gaps[0].point.latitude_deg == pytest.approx(47.045, abs=0.005)
    assert all(one.HasField("point") for one in report.invalid)
    assert {(one.zone_id, one.used) for one in report.invalid} == {("z1", True), ("z2", False)}
    client.delete_zone_layer(pb.DeleteZoneLayerRequest(layer_id="vans"))


def test_what_is_no_layer_is_refused_and_not_stored(client: FulfillmentClient) -> None:
    refusal = _refusal(lambda: _load(client, b'{"type": "Feature"}'))
    assert refusal.code == grpc.StatusCode.INVALID_ARGUMENT
    assert [one.field for one in refusal.violations] == ["content"]
    refusal = _refusal(lambda: client.load_zone_layer(pb.LoadZoneLayerRequest()))
    assert {one.field for one in refusal.violations} == {"layer.id", "layer.format", "content"}
    refusal = _refusal(lambda: _load(client, collection(square(9, 47)), "gazetteer-li"))
    assert [one.field for one in refusal.violations] == ["layer.id"]
    assert not client.list_zone_layers(pb.ListZoneLayersRequest()).layers


def test_no_content_is_logged(
    client: FulfillmentClient, book: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    client.replace_book(pb.ReplaceBookRequest(book_id=book, rows=_rows({"x": FLATS["1-101"]})))
    _match(client, book, "李娜 13812345678 文一西路969号1幢101")
    _refusal(lambda: _match(client, "secret-book", "李娜 13812345678"))
    told = " ".join(str(vars(record)) for record in caplog.records)
    assert "MatchAddress" in told
    for private in ("李娜", "13812345678", "文一西路", "secret-book"):
        assert private not in told
