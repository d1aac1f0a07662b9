"""How alike two read addresses are, and which of many are the same place.

Addresses are compared part by part as values, never as text: a different house number or flat is a
different place however alike the strings are, and a missing part proves nothing. Duplicates are
looked for only among addresses that share something selective (street and number, a named place, a
telephone, a spot on the map), so that the work grows with the list and not with its square.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import combinations, pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from address.model import Address, AddressLevel, AddressPart, Location, RecognizedAddress
from address.regional.key import name_key

_AREA = ("province", "city", "district", "township")
_INSIDE = ("building", "unit", "floor", "room")
_NEAR_M = 25.0
_BUCKET = 60
"""Addresses that share a key are compared pair by pair up to this many; beyond, along a chain."""


class Sameness(IntEnum):
    """How much two addresses have in common, rising."""

    DIFFERENT = 0
    SAME_AREA = 1
    SAME_ROAD = 2
    SAME_HOUSE = 3
    SAME_DOOR = 4


@dataclass(frozen=True, slots=True)
class Likeness:
    """The result of a comparison: how much is the same, how sure (0 to 1), and why, in words."""

    sameness: Sameness
    score: float
    evidence: tuple[str, ...]


def compare(first: RecognizedAddress, second: RecognizedAddress) -> Likeness:
    """Compares two read addresses. Symmetric; never raises."""
    one, two = first.address, second.address
    evidence: list[str] = []
    apart = _differing(one, two, _AREA)
    if apart:
        return Likeness(Sameness.DIFFERENT, 0.0, (f"the {apart} differs",))
    area = _agreeing(one, two, _AREA)
    if area:
        evidence.append(f"same {area[-1]}")
    road = _names(one.road, two.road)
    poi = _names(one.poi, two.poi)
    spot = _same_spot(first.location, second.location)
    if road is None and poi is None and not spot:
        score = 0.3 if area else 0.0
        return Likeness(Sameness.SAME_AREA if area else Sameness.DIFFERENT, score, tuple(evidence))
    if road is not None and road < 0.85 and not (poi or 0) >= 0.85:
        evidence.append("the road differs")
        level = Sameness.SAME_AREA if area else Sameness.DIFFERENT
        return Likeness(level, 0.2 if area else 0.0, tuple(evidence))
    if road is not None and road >= 0.85:
        evidence.append("same road")
    numbers = _numbers(one.house_number, two.house_number)
    if numbers is False:
        return Likeness(Sameness.SAME_ROAD, 0.3, (*evidence, "the house number differs"))
    sure = 0.75 + 0.2 * bool(area) - 0.5 * (1.0 - (road if road is not None else poi or 1.0))
    if numbers:
        evidence.append("same house number")
    elif spot:
        evidence.append("same place on the map")
    elif poi is not None and poi >= 0.85:
        evidence.append("same named place")
    else:
        return Likeness(Sameness.SAME_ROAD, round(min(sure, 0.5), 4), tuple(evidence))
    return _inside(one, two, sure, evidence)


def _inside(one: Address, two: Address, sure: float, evidence: list[str]) -> Likeness:
    """House the same: compares what lies within."""
    for name in _INSIDE:
        mine, yours = getattr(one, name), getattr(two, name)
        if mine is not None and yours is not None:
            if _plain(mine.value) != _plain(yours.value):
                words = (*evidence, f"the {name} differs")
                return Likeness(Sameness.SAME_HOUSE, round(0.6 * sure, 4), words)
            evidence.append(f"same {name}")
        elif (mine is None) != (yours is None):
            sure -= 0.1
            evidence.append(f"only one names the {name}")
    phones = {phone.value for phone in one.phones} & {phone.value for phone in two.phones}
    if phones:
        sure += 0.1
        evidence.append("same telephone")
    if one.recipient is not None and two.recipient is not None:
        alike = fuzz.token_set_ratio(one.recipient.value.lower(), two.recipient.value.lower())
        if alike >= 85:
            sure += 0.05
            evidence.append("same recipient")
    level = Sameness.SAME_DOOR if sure >= 0.8 else Sameness.SAME_HOUSE
    return Likeness(level, round(max(0.0, min(1.0, sure)), 4), tuple(evidence))


def find_duplicates(
    addresses: Sequence[RecognizedAddress], *, at_least: Sameness = Sameness.SAME_DOOR
) -> list[tuple[int, ...]]:
    """Groups of positions whose addresses are the same place; groups of one are left out.

    Positions rise within a group, groups are ordered by their first.
    """
    leader = list(range(len(addresses)))

    def find(position: int) -> int:
        while leader[position] != position:
            leader[position] = leader[leader[position]]
            position = leader[position]
        return position

    buckets: dict[object, list[int]] = defaultdict(list)
    for position, address in enumerate(addresses):
        for key in _keys(address):
            buckets[key].append(position)
    for members in buckets.values():
        for left, right in _pairs(members):
            roots = find(left), find(right)
            same = compare(addresses[left], addresses[right]).sameness >= at_least
            if roots[0] != roots[1] and same:
                leader[max(roots)] = min(roots)
    groups: dict[int, list[int]] = defaultdict(list)
    for position in range(len(addresses)):
        groups[find(position)].append(position)
    return [tuple(group) for _, group in sorted(groups.items()) if len(group) > 1]


def _pairs(members: list[int]) -> Iterator[tuple[int, int]]:
    if len(members) <= _BUCKET:
        yield from combinations(members, 2)
    else:
        yield from pairwise(members)
        yield from ((members[0], other) for other in members[2:])


def _keys(address: RecognizedAddress) -> Iterator[object]:
    own = address.address
    if own.road is not None and own.house_number is not None:
        yield "road", name_key(own.road.value), _plain(own.house_number.value)
    if own.poi is not None:
        yield "poi", name_key(own.poi.value)
    for phone in own.phones:
        yield "phone", phone.value
    place = address.location
    if place is not None and place.level is AddressLevel.HOUSE:
        # Cells of about 50 m and their neighbours, so that no pair is cut by a cell's edge.
        row, column = place.position.latitude_deg * 2000, place.position.longitude_deg * 1400
        yield "cell", math.floor(row), math.floor(column)
        yield "cell'", math.floor(row + 0.5), math.floor(column + 0.5)


def _differing(one: Address, two: Address, names: Iterable[str]) -> str:
    """Name of the first part that both have and that differs; empty when none does."""
    for name in names:
        mine, yours = getattr(one, name), getattr(two, name)
        if mine is None or yours is None:
            continue
        if mine.code and yours.code:
            if mine.code != yours.code:
                return name
        elif (_names(mine, yours) or 0.0) < 0.8:
            return name
    return ""


def _agreeing(one: Address, two: Address, names: Iterable[str]) -> list[str]:
    pairs = ((name, getattr(one, name), getattr(two, name)) for name in names)
    return [name for name, mine, yours in pairs if mine is not None and yours is not None]


def _names(mine: AddressPart | None, yours: AddressPart | None) -> float | None:
    """Likeness of two names by their keys; None when one is missing."""
    if mine is None or yours is None:
        return None
    one, two = name_key(mine.value), name_key(yours.value)
    return OSA.normalized_similarity(one, two) if one and two else None


def _numbers(mine: AddressPart | None, yours: AddressPart | None) -> bool | None:
    if mine is None or yours is None:
        return None
    return _plain(mine.value) == _plain(yours.value)


def _same_spot(mine: Location | None, yours: Location | None) -> bool:
    """True when both are known to the house and stand on the same spot."""
    if mine is None or yours is None:
        return False
    exact = mine.level is yours.level is AddressLevel.HOUSE
    if not exact or mine.position.datum is not yours.position.datum:
        return False
    one, two = mine.position, yours.position
    east = (one.longitude_deg - two.longitude_deg) * math.cos(math.radians(one.latitude_deg))
    return math.hypot(east, one.latitude_deg - two.latitude_deg) * 111_195.0 <= _NEAR_M


def _plain(value: str) -> str:
    """A number or sign without blanks, full stops and leading zeros, in one case."""
    bare = re.sub(r"[\s.\-_#]+", "", value).casefold()
    return re.sub(r"(?<!\d)0+(?=\d)", "", bare)
