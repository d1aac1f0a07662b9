"""From a street and a house number to a point and how exact it is.

A number on the map is its point. A number that is not is placed between its neighbours on the same
side of the street (odd with odd, even with even), and the radius says how little that proves.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass

from address.model import AddressLevel
from address.regional.gazetteer import House, Region, Street

_NUMBER = re.compile(r"(\d+)\s*([a-z]?)(?:\s*[-–/+]\s*(\d+)?\s*([a-z]?))?", re.IGNORECASE)
HOUSE_RADIUS_M = 15
_PER_NUMBER_M = 8
"""Way along a street for each step of a house number, both sides together."""


@dataclass(frozen=True, slots=True)
class Point:
    """A place: degrees, radius in metres, level; `exact` when the map holds this very number."""

    lat: float
    lon: float
    radius_m: int
    level: AddressLevel
    exact: bool
    words: str = ""


@dataclass(frozen=True, slots=True)
class Number:
    """A house number: first number, its letter, last number of a range (or the first again)."""

    first: int
    letter: str
    last: int

    @classmethod
    def read(cls, text: str) -> Number | None:
        """Reads "12", "12a", "12 A", "12-14", "12/3"; None when there is no digit."""
        match = _NUMBER.search(text)
        if match is None:
            return None
        first = int(match[1])
        last = int(match[3]) if match[3] else first
        return cls(first, match[2].lower(), last if last >= first else first)


class HouseNumbers:
    """The numbers of every street of a region."""

    def __init__(self, region: Region) -> None:
        self._streets = region.streets
        self._exact: dict[tuple[int, str], House] = {}
        self._on_street: dict[int, list[tuple[Number, House]]] = defaultdict(list)
        for house in region.houses:
            number = Number.read(house.number)
            if number is not None:
                self._exact[house.street, _plain(house.number)] = house
                self._on_street[house.street].append((number, house))
        self._longest = [
            max(
                2 * street.radius_m // _PER_NUMBER_M + 10,
                *(known.last for known, _ in self._on_street.get(position, ())),
                0,
            )
            for position, street in enumerate(region.streets)
        ]

    def has(self, street: int, number: str) -> bool:
        """True when the map holds this number, or a range that spans it, on the street."""
        return (street, _plain(number)) in self._exact or self._in_range(street, number) is not None

    def plausible(self, street: int, number: str) -> bool:
        """False when the street is too short to have such a number."""
        wanted = Number.read(number)
        return wanted is None or wanted.first <= self._longest[street] * 1.5

    def locate(self, street: int, number: str) -> Point:
        """Point of a number on a street; an empty number gives the street."""
        whole = self._streets[street]
        if not number:
            return _street_point(whole, "only the street is known")
        house = self._exact.get((street, _plain(number))) or self._in_range(street, number)
        if house is not None:
            return Point(house.lat, house.lon, HOUSE_RADIUS_M, AddressLevel.HOUSE, True)
        wanted = Number.read(number)
        if wanted is None:
            return _street_point(whole, "the house number cannot be read")
        same = [house for n, house in self._on_street.get(street, ()) if n.first == wanted.first]
        if same:
            house = same[0]
            words = f"the map has {house.number} but not {number}"
            return Point(house.lat, house.lon, 50, AddressLevel.ROAD, False, words)
        return self._between(whole, street, wanted)

    def _in_range(self, street: int, number: str) -> House | None:
        wanted = Number.read(number)
        if wanted is None or wanted.letter:
            return None
        for known, house in self._on_street.get(street, ()):
            if known.last != wanted.last or known.first != wanted.first:
                inside = known.first <= wanted.first and wanted.last <= known.last
                around = wanted.first <= known.first and known.last <= wanted.last
                if inside or (around and wanted.last - wanted.first <= 8):
                    return house
        return None

    def _between(self, whole: Street, street: int, wanted: Number) -> Point:
        known = self._on_street.get(street, ())
        side = [(n.first, h) for n, h in known if n.first % 2 == wanted.first % 2]
        below = max((item for item in side if item[0] < wanted.first), default=None, key=_first)
        above = min((item for item in side if item[0] > wanted.first), default=None, key=_first)
        words = f"house number {wanted.first}{wanted.letter} is not on the map"
        if below is not None and above is not None:
            share = (wanted.first - below[0]) / (above[0] - below[0])
            low, high = below[1], above[1]
            lat = low.lat + share * (high.lat - low.lat)
            lon = low.lon + share * (high.lon - low.lon)
            apart = distance_m(low.lat, low.lon, high.lat, high.lon)
            return Point(lat, lon, round(30 + apart / 2), AddressLevel.ROAD, False, words)
        every = [(n.first, h) for n, h in known]
        if not every:
            return _street_point(whole, words)
        nearest, house = min(every, key=lambda item: abs(item[0] - wanted.first))
        radius = 40 + _PER_NUMBER_M * abs(nearest - wanted.first)
        reach = whole.radius_m + distance_m(house.lat, house.lon, whole.lat, whole.lon)
        radius = min(radius, round(reach))
        if radius >= whole.radius_m:
            return _street_point(whole, words)
        return Point(house.lat, house.lon, radius, AddressLevel.ROAD, False, words)


def distance_m(lat_1: float, lon_1: float, lat_2: float, lon_2: float) -> float:
    """Distance of near points in metres (flat earth about their middle latitude)."""
    x = (lon_2 - lon_1) * math.cos(math.radians((lat_1 + lat_2) / 2))
    return math.hypot(x, lat_2 - lat_1) * 111_195.0


def _first(item: tuple[int, House]) -> int:
    return item[0]


def _street_point(street: Street, words: str) -> Point:
    return Point(street.lat, street.lon, street.radius_m, AddressLevel.ROAD, False, words)


def _plain(number: str) -> str:
    return number.replace(" ", "").replace("–", "-").lower()
