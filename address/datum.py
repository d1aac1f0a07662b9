"""Coordinate systems of maps, always named: WGS-84, GCJ-02 and BD-09.

WGS-84 is what satellites and OpenStreetMap use. Chinese public maps shift every point of the
mainland by up to some 700 m with a smooth function (GCJ-02); one map maker shifts the result once
more (BD-09). The ways back have no closed form and are found by fixed-point steps, which bring
them below a millimetre. Outside of the box in which points are shifted, all three agree.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from enum import StrEnum

LatLon = tuple[float, float]
"""Degrees north and east."""

# Ellipsoid of the definition (Krasovsky 1940) and the box in which points are shifted.
_AXIS_M = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943
_SOUTH, _NORTH, _WEST, _EAST = 0.8293, 55.8271, 72.004, 137.8347
_BD_TURN = math.pi * 3000.0 / 180.0
_STEPS = 8


class CoordinateSystem(StrEnum):
    """Names of the systems."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


def convert(
    latitude_deg: float,
    longitude_deg: float,
    source: CoordinateSystem,
    target: CoordinateSystem,
) -> LatLon:
    """The point in another system, degrees. Equal systems give the point back untouched."""
    if source is target or not shifted(latitude_deg, longitude_deg):
        return latitude_deg, longitude_deg
    point = latitude_deg, longitude_deg
    if source is CoordinateSystem.BD09:
        point = _back(_gcj02_to_bd09, point)
        source = CoordinateSystem.GCJ02
    if source is CoordinateSystem.GCJ02 and target is CoordinateSystem.WGS84:
        return _back(_wgs84_to_gcj02, point)
    if source is CoordinateSystem.WGS84:
        point = _wgs84_to_gcj02(point)
    return _gcj02_to_bd09(point) if target is CoordinateSystem.BD09 else point


def shifted(latitude_deg: float, longitude_deg: float) -> bool:
    """True inside the box in which Chinese maps shift points."""
    return _SOUTH < latitude_deg < _NORTH and _WEST < longitude_deg < _EAST


def _back(forward: Callable[[LatLon], LatLon], point: LatLon) -> LatLon:
    """The point that `forward` takes to `point`."""
    latitude, longitude = point
    for _ in range(_STEPS):
        there = forward((latitude, longitude))
        latitude, longitude = latitude + point[0] - there[0], longitude + point[1] - there[1]
    return latitude, longitude


def _wgs84_to_gcj02(point: LatLon) -> LatLon:
    latitude, longitude = point
    x, y = longitude - 105.0, latitude - 35.0
    ripple = (20.0 * math.sin(6.0 * x * math.pi) + 20.0 * math.sin(2.0 * x * math.pi)) * 2.0 / 3.0
    north_m = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    north_m += ripple + _waves(y, (20.0, 1.0), (40.0, 3.0), (160.0, 12.0), (320.0, 30.0))
    east_m = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    east_m += ripple + _waves(x, (20.0, 1.0), (40.0, 3.0), (150.0, 12.0), (300.0, 30.0))
    angle = math.radians(latitude)
    flattening = 1.0 - _ECCENTRICITY_SQUARED * math.sin(angle) ** 2
    meridian_m = _AXIS_M * (1.0 - _ECCENTRICITY_SQUARED) / (flattening * math.sqrt(flattening))
    parallel_m = _AXIS_M / math.sqrt(flattening) * math.cos(angle)
    north, east = math.degrees(north_m / meridian_m), math.degrees(east_m / parallel_m)
    return latitude + north, longitude + east


def _waves(at: float, *waves: tuple[float, float]) -> float:
    """Sum of sines, each of an amplitude in metres and a half wave in degrees."""
    return sum(high * math.sin(at * math.pi / wide) for high, wide in waves) * 2.0 / 3.0


def _gcj02_to_bd09(point: LatLon) -> LatLon:
    latitude, longitude = point
    radius = math.hypot(longitude, latitude) + 0.00002 * math.sin(latitude * _BD_TURN)
    angle = math.atan2(latitude, longitude) + 0.000003 * math.cos(longitude * _BD_TURN)
    return radius * math.sin(angle) + 0.006, radius * math.cos(angle) + 0.0065
