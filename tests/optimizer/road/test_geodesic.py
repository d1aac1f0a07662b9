"""Geodesic travel against known distances, and datums against each other."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.road import TravelError, geodesic_matrix
from optimizer.road.datum import gcj02_to_wgs84, wgs84_to_gcj02
from optimizer.shapes import Datum, Position

VADUZ = Position(latitude_deg=47.1410, longitude_deg=9.5209)
SCHAAN = Position(latitude_deg=47.1650, longitude_deg=9.5087)


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    south, north = (Position(latitude_deg=x, longitude_deg=9) for x in (47.0, 48.0))
    matrix = geodesic_matrix(("s", "n"), (south, north), detour_factor=1, speed_kmh=36)
    assert matrix.distance_m.tolist() == [[0, 111_195], [111_195, 0]]
    assert matrix.duration_s.tolist() == [[0, 11_120], [11_120, 0]]


def test_detour_and_speed_scale() -> None:
    plain = geodesic_matrix(("v", "s"), (VADUZ, SCHAAN), detour_factor=1, speed_kmh=10)
    long = geodesic_matrix(("v", "s"), (VADUZ, SCHAAN), detour_factor=2, speed_kmh=20)
    assert abs(int(long.distance_m[0, 1]) - 2 * int(plain.distance_m[0, 1])) <= 1
    assert abs(int(long.duration_s[0, 1]) - int(plain.duration_s[0, 1])) <= 1


def test_many_places_are_symmetric_and_keep_the_triangle() -> None:
    rng = np.random.default_rng(1)
    positions = [
        Position(latitude_deg=float(a), longitude_deg=float(b))
        for a, b in zip(rng.uniform(47, 48, 700), rng.uniform(9, 10, 700), strict=True)
    ]
    way = geodesic_matrix([str(i) for i in range(700)], positions).distance_m
    assert (way == way.T).all()
    assert (way[0] <= way[0, 1] + way[1] + 1).all()


def test_datums_may_be_mixed() -> None:
    here = Position(latitude_deg=39.9087, longitude_deg=116.3975)
    latitude, longitude = wgs84_to_gcj02(np.array([39.9087]), np.array([116.3975]))
    same = Position(
        latitude_deg=float(latitude[0]), longitude_deg=float(longitude[0]), datum=Datum.GCJ02
    )
    unread = same.model_copy(update={"datum": Datum.WGS84})
    assert geodesic_matrix(("a", "b"), (here, same)).distance_m[0, 1] == 0
    assert 300 < geodesic_matrix(("a", "b"), (here, unread)).distance_m[0, 1] < 1_000


def test_outside_china_the_datums_agree() -> None:
    latitude, longitude = gcj02_to_wgs84(np.array([47.1]), np.array([9.5]))
    assert (float(latitude[0]), float(longitude[0])) == (47.1, 9.5)


@settings(deadline=None)
@given(st.floats(20, 50), st.floats(75, 130))
def test_the_datum_conversion_returns(latitude: float, longitude: float) -> None:
    there = wgs84_to_gcj02(np.array([latitude]), np.array([longitude]))
    back = gcj02_to_wgs84(*there)
    assert float(back[0][0]) == pytest.approx(latitude, abs=1e-6)
    assert float(back[1][0]) == pytest.approx(longitude, abs=1e-6)


def test_refuses_what_is_not_on_earth() -> None:
    nowhere = Position.model_construct(latitude_deg=float("nan"), longitude_deg=0.0)
    with pytest.raises(TravelError, match="'b' is not on earth"):
        geodesic_matrix(("a", "b"), (VADUZ, nowhere))
    with pytest.raises(TravelError, match="2 places but 1 positions"):
        geodesic_matrix(("a", "b"), (VADUZ,))
