"""Points back to addresses."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from address.faults import GazetteerFileError
from address.model import AddressLevel, Verdict
from address.regional.gazetteer import DATA, load_region
from address.regional.locate import distance_m
from address.regional.reverse import HOUSE_WITHIN_M, ReverseGeocoder

GEOCODER = ReverseGeocoder.load("LI")
REGION = load_region("LI")


def test_every_house_finds_itself() -> None:
    wrong = 0
    for house in REGION.houses:
        result = GEOCODER.reverse(house.lat, house.lon)
        assert result.location is not None
        assert result.location.level is AddressLevel.HOUSE
        same = [
            other for other in REGION.houses if (other.lat, other.lon) == (house.lat, house.lon)
        ]
        number = result.address.house_number
        wrong += number is None or number.value not in {other.number for other in same}
    assert wrong == 0


@settings(deadline=None, max_examples=60)
@given(st.floats(47.05, 47.27), st.floats(9.47, 9.63))
def test_nearest_house_is_the_one_a_full_search_finds(lat: float, lon: float) -> None:
    result = GEOCODER.reverse(lat, lon)
    nearest = min(distance_m(lat, lon, house.lat, house.lon) for house in REGION.houses)
    place = result.location
    if place is not None and place.level is AddressLevel.HOUSE:
        here = place.position
        apart = distance_m(lat, lon, here.latitude_deg, here.longitude_deg)
        assert apart == pytest.approx(nearest, rel=0.01, abs=0.5)
    elif place is not None:
        assert nearest > HOUSE_WITHIN_M * 0.99
        assert result.verdict is Verdict.CONFIRM


def test_beside_a_street_without_houses_the_street_is_found() -> None:
    street = max(
        (s for s in REGION.streets if s.lines),
        key=lambda s: min(distance_m(s.lat, s.lon, h.lat, h.lon) for h in REGION.houses),
    )
    result = GEOCODER.reverse(street.lat, street.lon)
    assert result.location is not None
    assert result.location.level is AddressLevel.ROAD
    assert result.address.road is not None
    assert result.address.house_number is None
    assert result.location.radius_m <= 60


@pytest.mark.parametrize("point", [(0.0, 0.0), (math.nan, 9.5), (47.1, math.inf), (91.0, 500.0)])
def test_outside_is_said(point: tuple[float, float]) -> None:
    result = GEOCODER.reverse(*point)
    assert result.location is None
    assert result.verdict is Verdict.FIX
    assert "outside" in result.issues[0].description


def test_layer_of_another_region_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.geojson"
    path.write_text('{"features": []}')
    with pytest.raises(GazetteerFileError, match=r"other\.geojson"):
        ReverseGeocoder(REGION, path)
    with pytest.raises(GazetteerFileError, match=r"gone\.geojson"):
        ReverseGeocoder(REGION, DATA / "gone.geojson")
