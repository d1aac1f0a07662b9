"""From the coordinate system of Chinese public maps (GCJ-02) back to WGS-84.

GCJ-02 shifts every point in China by up to some 700 m with a published smooth function. Its
inverse has no closed form; three fixed-point steps bring it below a millimetre. Outside China both
systems are the same.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Degrees = npt.NDArray[np.float64]

# Ellipsoid of the definition (Krasovsky 1940) and the box in which points are shifted.
_AXIS_M = 6_378_245.0
_ECCENTRICITY_SQUARED = 0.006_693_421_622_965_943
_SOUTH, _NORTH, _WEST, _EAST = 0.8293, 55.8271, 72.004, 137.8347


def gcj02_to_wgs84(latitude_deg: Degrees, longitude_deg: Degrees) -> tuple[Degrees, Degrees]:
    """Latitudes and longitudes in WGS-84 of points given in GCJ-02, both in degrees."""
    latitude, longitude = latitude_deg.copy(), longitude_deg.copy()
    for _ in range(3):
        north, east = _shift(latitude, longitude)
        latitude, longitude = latitude_deg - north, longitude_deg - east
    return latitude, longitude


def wgs84_to_gcj02(latitude_deg: Degrees, longitude_deg: Degrees) -> tuple[Degrees, Degrees]:
    """Latitudes and longitudes in GCJ-02 of points given in WGS-84, both in degrees."""
    north, east = _shift(latitude_deg, longitude_deg)
    return latitude_deg + north, longitude_deg + east


def _shift(latitude: Degrees, longitude: Degrees) -> tuple[Degrees, Degrees]:
    x, y = longitude - 105.0, latitude - 35.0
    ripple = (20.0 * np.sin(6.0 * x * np.pi) + 20.0 * np.sin(2.0 * x * np.pi)) * 2.0 / 3.0
    north_m = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * np.sqrt(np.abs(x))
    north_m = north_m + ripple
    north_m += (20.0 * np.sin(y * np.pi) + 40.0 * np.sin(y / 3.0 * np.pi)) * 2.0 / 3.0
    north_m += (160.0 * np.sin(y / 12.0 * np.pi) + 320.0 * np.sin(y * np.pi / 30.0)) * 2.0 / 3.0
    east_m = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * np.sqrt(np.abs(x))
    east_m = east_m + ripple
    east_m += (20.0 * np.sin(x * np.pi) + 40.0 * np.sin(x / 3.0 * np.pi)) * 2.0 / 3.0
    east_m += (150.0 * np.sin(x / 12.0 * np.pi) + 300.0 * np.sin(x / 30.0 * np.pi)) * 2.0 / 3.0
    angle = np.radians(latitude)
    flattening = 1.0 - _ECCENTRICITY_SQUARED * np.sin(angle) ** 2
    meridian = _AXIS_M * (1.0 - _ECCENTRICITY_SQUARED) / (flattening * np.sqrt(flattening))
    parallel = _AXIS_M / np.sqrt(flattening) * np.maximum(np.cos(angle), 1e-9)
    inside = (latitude > _SOUTH) & (latitude < _NORTH) & (longitude > _WEST) & (longitude < _EAST)
    north = np.where(inside, np.degrees(north_m / meridian), 0.0)
    east = np.where(inside, np.degrees(east_m / parallel), 0.0)
    return north, east
