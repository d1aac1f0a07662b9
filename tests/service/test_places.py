"""PlacesService against a real server."""

from __future__ import annotations

from collections.abc import Callable

import grpc
import pytest
from fulfillment.client import FulfillmentClient, FulfillmentError
from fulfillment.v1 import address_pb2
from fulfillment.v1 import places_pb2 as pb

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
    for system in pb.CoordinateSystem.values()[1:]:
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
