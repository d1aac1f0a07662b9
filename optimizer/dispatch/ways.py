"""Ways between places, reckoned only where they are asked for.

A repair looks at few of the millions of ways of a large day, so no matrix is made: ways are
computed when first needed, by the same formula and rounding as `optimizer.road.geodesic_matrix`.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from optimizer.road import given_matrix
from optimizer.road.datum import gcj02_to_wgs84
from optimizer.road.geodesic import EARTH_RADIUS_M
from optimizer.routing.model import GeodesicTravel, Place, Travel
from optimizer.shapes import Datum

Longs = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Slowness:
    """Ways that touch one of the places (none: any) and start before a moment take longer."""

    places: frozenset[int]
    factor: float
    until_s: int


class Ways:
    """Distances in metres and durations in seconds by position of the place; -1 means no way."""

    def __init__(self, places: Sequence[Place], travel: Travel | None) -> None:
        self.index = {place.id: i for i, place in enumerate(places)}
        self.slowness: Slowness | None = None
        self._known: dict[tuple[int, int], tuple[int, int]] = {}
        self._table: tuple[Longs, Longs] | None = None
        if travel is not None and travel.matrix is not None:
            table = travel.matrix
            matrix = given_matrix(
                table.place_ids,
                np.array(table.distances_m, np.int64),
                np.array(table.durations_s, np.int64),
            )
            rows = matrix.rows([place.id for place in places])
            pick = np.ix_(rows, rows)
            self._table = matrix.distance_m[pick], matrix.duration_s[pick]
            return
        given = travel.geodesic if travel is not None and travel.geodesic else GeodesicTravel()
        self._reach_m = 2 * EARTH_RADIUS_M * given.detour_factor
        self._metres_per_second = given.speed_kmh / 3.6
        located = [place.position for place in places]
        latitude = np.array([math.nan if p is None else p.latitude_deg for p in located])
        longitude = np.array([math.nan if p is None else p.longitude_deg for p in located])
        shifted = np.array([p is not None and p.datum is Datum.GCJ02 for p in located])
        if shifted.any():
            latitude[shifted], longitude[shifted] = gcj02_to_wgs84(
                latitude[shifted], longitude[shifted]
            )
        self._latitude, self._longitude = np.radians(latitude), np.radians(longitude)
        self._cosine = np.cos(self._latitude)

    def between(self, starts: Longs, ends: Longs) -> tuple[Longs, Longs]:
        """Ways of many pairs at once, without slowness."""
        if self._table is not None:
            return self._table[0][starts, ends], self._table[1][starts, ends]
        half = (
            np.sin((self._latitude[starts] - self._latitude[ends]) / 2) ** 2
            + self._cosine[starts]
            * self._cosine[ends]
            * np.sin((self._longitude[starts] - self._longitude[ends]) / 2) ** 2
        )
        way = self._reach_m * np.arcsin(np.sqrt(np.minimum(half, 1.0)))
        nowhere = np.isnan(way)
        way = np.where(nowhere, 0.0, way)
        distance = np.floor(way + 0.5).astype(np.int64)
        duration = np.floor(way / self._metres_per_second + 0.5).astype(np.int64)
        distance[nowhere] = duration[nowhere] = -1
        same = starts == ends
        distance[same] = duration[same] = 0
        return distance, duration

    def learn(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        """Keeps the ways of these pairs at hand."""
        distances, durations = self.between(np.array(starts, np.int64), np.array(ends, np.int64))
        pairs = zip(starts, ends, distances.tolist(), durations.tolist(), strict=True)
        self._known.update({(a, b): (d, t) for a, b, d, t in pairs})

    def way(self, start: int, end: int, leaves_s: int) -> tuple[int, int]:
        """Metres and seconds of one way that is begun at a moment."""
        if (start, end) not in self._known:
            self.learn([start], [end])
        distance, duration = self._known[start, end]
        slow = self.slowness
        if (
            slow is not None
            and leaves_s < slow.until_s
            and duration > 0
            and (not slow.places or start in slow.places or end in slow.places)
        ):
            duration = math.ceil(duration * slow.factor)
        return distance, duration
