"""Conversions against published values, there and back."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from address.datum import CoordinateSystem, convert, shifted

WGS84, GCJ02, BD09 = CoordinateSystem.WGS84, CoordinateSystem.GCJ02, CoordinateSystem.BD09

# Values printed by the README files of coordtransform (MIT) and the tests of eviltransform (MIT).
KNOWN = [
    ((39.915, 116.404), WGS84, GCJ02, (39.91640428150164, 116.41024449916938)),
    ((39.915, 116.404), GCJ02, BD09, (39.92133699351021, 116.41036949371029)),
    ((31.1774276, 121.5272106), WGS84, GCJ02, (31.17530398364597, 121.531541859215)),
    ((22.543847, 113.912316), WGS84, GCJ02, (22.540796131694766, 113.9171764808363)),
    ((39.911954, 116.377817), WGS84, GCJ02, (39.91334545536069, 116.38404722455657)),
]


def apart_m(first: tuple[float, float], second: tuple[float, float]) -> float:
    east = (first[1] - second[1]) * math.cos(math.radians(first[0]))
    return math.hypot(first[0] - second[0], east) * 111_195


@pytest.mark.parametrize(("point", "source", "target", "known"), KNOWN)
def test_published_values(
    point: tuple[float, float],
    source: CoordinateSystem,
    target: CoordinateSystem,
    known: tuple[float, float],
) -> None:
    assert apart_m(convert(*point, source, target), known) < 0.01
    assert apart_m(convert(*known, target, source), point) < 0.01


@settings(deadline=None, max_examples=200)
@given(
    st.floats(4, 53),
    st.floats(74, 135),
    st.sampled_from([WGS84, GCJ02, BD09]),
    st.sampled_from([WGS84, GCJ02, BD09]),
)
def test_there_and_back(
    lat: float, lon: float, source: CoordinateSystem, target: CoordinateSystem
) -> None:
    there = convert(lat, lon, source, target)
    assert apart_m(there, (lat, lon)) < 2500
    assert apart_m(convert(*there, target, source), (lat, lon)) < 0.001


@given(st.floats(-90, 90), st.floats(-180, 180))
def test_outside_the_box_nothing_moves(lat: float, lon: float) -> None:
    if not shifted(lat, lon):
        for source in CoordinateSystem:
            for target in CoordinateSystem:
                assert convert(lat, lon, source, target) == (lat, lon)


def test_by_way_of_gcj02() -> None:
    straight = convert(31.2, 121.5, WGS84, BD09)
    steps = convert(*convert(31.2, 121.5, WGS84, GCJ02), GCJ02, BD09)
    assert straight == pytest.approx(steps, abs=1e-12)
