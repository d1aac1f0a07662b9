"""Named places in a message: a school, an inn, a shop."""

from __future__ import annotations

from dataclasses import dataclass

from address.regional.areas import Area
from address.regional.gazetteer import Region
from address.regional.index import NameIndex
from address.regional.key import name_key, tokens
from address.regional.locate import distance_m
from address.regional.message import Message

_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class PoiReading:
    """Words read as a named place; `rivals` are other places of the same name that fit as well."""

    start: int
    end: int
    poi: int
    slips: int
    whole: bool
    rivals: tuple[int, ...]


class PoiReader:
    """Reads named places of one region."""

    def __init__(self, region: Region) -> None:
        self._region = region
        places = {name_key(place.name) for place in region.municipalities}
        places |= {name_key(place.name) for place in region.localities}
        named = [(name_key(poi.name), number) for number, poi in enumerate(region.pois)]
        towns = [[name_key(own.name)] for own in region.municipalities]
        for place in region.localities:
            towns[place.municipality].append(name_key(place.name))
        for number, poi in enumerate(region.pois):
            for town in towns[poi.municipality]:
                # "Coop Schaan" is also "Coop" in Schaan.
                named.append((name_key(poi.name).removesuffix(town), number))
        # First words of all names: where none stands, no name is written exactly.
        self._openings = frozenset(
            group[0].key for group in (tokens(poi.name) for poi in region.pois) if group
        )
        self._index = NameIndex(
            (key, number) for key, number in named if key not in places and len(key) >= _SHORTEST
        )

    def names(self, message: Message) -> list[tuple[int, int]]:
        """Stretches of two and more words that are exactly a named place."""
        found = []
        for run in message.runs():
            for first in range(len(run)):
                if message.tokens[run[first]].key not in self._openings:
                    continue
                for last in range(first + 1, min(first + 7, len(run))):
                    if self._index.exact(message.key(run[first], run[last])):
                        start = message.tokens[run[first]].start
                        found.append((start, message.tokens[run[last]].end))
        return found

    def read(self, message: Message, area: Area, *, misspelt: bool) -> PoiReading | None:
        """The longest named place; with `misspelt` also one that fills a segment with mistakes."""
        best: tuple[tuple[int, int], PoiReading] | None = None
        for run in message.runs():
            words = message.free_words(message.segment_of[run[0]])
            for first in range(len(run)):
                if not misspelt and message.tokens[run[first]].key not in self._openings:
                    continue
                for last in range(first, min(first + 7, len(run))):
                    count = last - first + 1
                    whole = count >= words
                    if not (whole or count > 1):
                        continue
                    key = message.key(run[first], run[last])
                    if len(key) < _SHORTEST:
                        continue
                    owners, slips = self._index.exact(key), 0
                    if not owners and misspelt and whole and len(key) > 8:
                        hits = self._index.like(key)
                        owners, slips = (hits[0][2], hits[0][0]) if hits else ((), 0)
                    fitting = self._fitting(owners, area)
                    if fitting:
                        start, end = message.tokens[run[first]].start, message.tokens[run[last]].end
                        reading = PoiReading(start, end, fitting[0], slips, whole, fitting[1:])
                        rank = (-slips, len(key))
                        if best is None or rank > best[0]:
                            best = (rank, reading)
        return best[1] if best else None

    def _fitting(self, owners: tuple[int, ...], area: Area) -> tuple[int, ...]:
        """Owners inside the stated area; two entries of one place count once."""
        kept: list[int] = []
        for owner in owners:
            poi = self._region.pois[owner]
            if area.holds(poi.municipality) is False:
                continue
            others = (self._region.pois[other] for other in kept)
            if all(distance_m(poi.lat, poi.lon, o.lat, o.lon) > 300 for o in others):
                kept.append(owner)
        return tuple(kept)
