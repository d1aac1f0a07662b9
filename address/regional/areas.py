"""What a message says about the area: postcode, municipality, village, or a place abroad."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from address.model import AddressPart, Origin
from address.regional.details import part
from address.regional.gazetteer import Region
from address.regional.index import NameIndex
from address.regional.key import name_key
from address.regional.message import Message

_MINOR = frozenset(("locality", "farm", "isolated_dwelling", "neighbourhood"))


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality (`locality` -1) or a place in it, by position in the tables."""

    municipality: int
    locality: int


@dataclass(slots=True)
class Area:
    """Everything that narrows the search for a street.

    `places` are the readings of the written town (several when villages share a name).
    """

    postcode: AddressPart | None = None
    postcode_places: tuple[Place, ...] = ()
    town: AddressPart | None = None
    town_slips: int = 0
    places: tuple[Place, ...] = ()
    outside: str = ""
    issues: list[tuple[str, str]] = field(default_factory=list)

    @property
    def stated(self) -> bool:
        """True when town or postcode point somewhere."""
        return bool(self.places or self.postcode_places)

    @property
    def municipalities(self) -> set[int]:
        """Municipalities that the town, or without one the postcode, may mean."""
        return {place.municipality for place in (self.places or self.postcode_places)}

    def holds(self, municipality: int) -> bool | None:
        """Whether town and postcode speak for a municipality; None when neither says anything."""
        if self.places:
            return any(place.municipality == municipality for place in self.places)
        if self.postcode_places:
            return any(place.municipality == municipality for place in self.postcode_places)
        return None

    @property
    def conflicting(self) -> bool:
        """True when the postcode belongs to another municipality than the town."""
        if not (self.places and self.postcode_places):
            return False
        own = {place.municipality for place in self.places}
        return not own & {place.municipality for place in self.postcode_places}


class AreaReader:
    """Reads towns and postcodes of one region."""

    def __init__(self, region: Region) -> None:
        self._region = region
        self._places: list[Place] = []
        named: list[tuple[str, int]] = []
        minor: list[tuple[str, int]] = []
        for position, municipality in enumerate(region.municipalities):
            for name in (municipality.name, *municipality.also_named):
                named.append((name_key(name), len(self._places)))
            self._places.append(Place(position, -1))
        towns = {name_key(m.name): n for n, m in enumerate(region.municipalities)}
        for position, locality in enumerate(region.localities):
            key = name_key(locality.name)
            if towns.get(key) == locality.municipality:
                continue
            (minor if locality.kind in _MINOR else named).append((key, len(self._places)))
            self._places.append(Place(locality.municipality, position))
        self._towns = NameIndex(named)
        self._minor = NameIndex(minor)
        self._outside = {name_key(n.name): n.name for n in region.neighbours}
        known = [key for key, _ in (*named, *minor)] + list(self._outside)
        self._openings = frozenset(key[:2] for key in known)
        self._outside_codes = {n.postcode: n.name for n in region.neighbours if n.postcode}
        self._codes: dict[str, list[Place]] = {}
        for position, municipality in enumerate(region.municipalities):
            for code in municipality.postcodes:
                self._codes.setdefault(code, []).append(Place(position, -1))
        for position, locality in enumerate(region.localities):
            if locality.postcode:
                places = self._codes.setdefault(locality.postcode, [])
                places.append(Place(locality.municipality, position))
        lengths = {len(code) for code in self._codes if code.isdigit()} or {4, 5}
        low, high = min(lengths), max(lengths)
        self._code = re.compile(
            rf"(?<![\w.+])(?:[A-Z]{{1,2}}[\s\-]{{0,2}})?(\d{{{low},{high}}})(?!\w)"
        )
        self._glued = re.compile(rf"(?<!\d)(\d{{{low},{high}}})(?=[^\W\d]{{3}})")

    def read(self, message: Message) -> Area:
        """Finds and claims postcode and exactly written town."""
        area = Area()
        self._read_postcode(message, area)
        self._read_town(message, area)
        if not area.stated and area.town is None:
            self._read_strange_town(message, area)
        return area

    def postcode_of(self, place: Place) -> str:
        """Usual postcode of a place, empty where none is known."""
        if place.locality >= 0 and self._region.localities[place.locality].postcode:
            return self._region.localities[place.locality].postcode
        codes = self._region.municipalities[place.municipality].postcodes
        return codes[0] if codes else ""

    def codes_of(self, municipality: int) -> set[str]:
        """Every postcode in use in a municipality."""
        return {
            code
            for code, places in self._codes.items()
            if any(place.municipality == municipality for place in places)
        }

    def name_of(self, place: Place) -> str:
        """Name of the finest part of a place."""
        if place.locality >= 0:
            return self._region.localities[place.locality].name
        return self._region.municipalities[place.municipality].name

    def _read_postcode(self, message: Message, area: Area) -> None:
        matches = [
            match
            for pattern in (self._code, self._glued)
            for match in pattern.finditer(message.text)
            if message.free(match.start(1), match.end(1))
        ]
        known = [match for match in matches if match[1] in self._codes]
        if known:
            match = known[-1]
            area.postcode_places = tuple(self._codes[match[1]])
        else:
            likely = [m for m in matches if self._looks_like_code(message, m)]
            if not likely:
                return
            match = likely[0]
            area.outside = self._outside_codes.get(match[1], "")
        area.postcode = part(
            message, match.start(1), match.end(1), match[1], 0.98 if known else 0.4
        )
        message.claim(match.start(1), match.end(1))

    def _looks_like_code(self, message: Message, match: re.Match[str]) -> bool:
        """A number that no place has as its postcode, where a postcode would stand."""
        if match[1] in self._outside_codes or match.start() < match.start(1):
            return True
        line_start = message.text[: match.start()].rstrip(" ")
        opens = not line_start or line_start[-1] in "\n,;|/"
        return opens and bool(re.match(r"\s*[^\W\d]{3}", message.text[match.end() :]))

    def _read_town(self, message: Message, area: Area) -> None:
        """The best exact name: beside the postcode, else the last in the text."""
        best: tuple[tuple[int, int, int], int, int, tuple[int, ...]] | None = None
        for run in message.runs():
            for first in range(len(run)):
                if message.key(run[first], run[first])[:2] not in self._openings:
                    continue
                for last in range(first, min(first + 3, len(run))):
                    key = message.key(run[first], run[last])
                    start = message.tokens[run[first]].start
                    end = message.tokens[run[last]].end
                    whole = len(run) == last - first + 1
                    near = self._beside_code(area, start, end)
                    if key in self._outside and (near or whole):
                        area.outside = self._outside[key]
                    owners = self._towns.exact(key)
                    if not owners and (whole or near):
                        owners = self._minor.exact(key)
                    if not owners or not (whole or near or self._in_address(message, run)):
                        continue
                    rank = (2 * near + whole, last - first, start)
                    if best is None or rank > best[0]:
                        best = (rank, start, end, owners)
        if best is None:
            return
        _, start, end, owners = best
        area.places = tuple(self._places[number] for number in owners)
        area.town = part(message, start, end, self.name_of(area.places[0]), 0.97)
        if best[0][0] > 0:
            message.claim(start, end)

    def _in_address(self, message: Message, run: list[int]) -> bool:
        """False for the words of a name: a line before the last without any number."""
        own = message.segment_of[run[0]]
        if own == message.segment_of[-1]:
            return True
        segment = message.segments[own]
        return any(letter.isdigit() for letter in message.text[segment.start : segment.end])

    def _read_strange_town(self, message: Message, area: Area) -> None:
        """The words behind a postcode that is not of this region: a town, if an unknown one."""
        code = area.postcode
        if code is None or code.span is None or code.value in self._codes:
            return
        for run in message.runs():
            first = message.tokens[run[0]]
            if 0 <= first.start - code.span.end <= 2 and not first.text[0].isdigit():
                end = message.tokens[run[min(len(run), 3) - 1]].end
                area.town = part(message, first.start, end, area.outside, 0.4)
                message.claim(first.start, end)
                return

    def read_misspelt(self, message: Message, area: Area, is_street: Callable[[str], bool]) -> None:
        """A town that is not written exactly: beside the postcode, or alone and no street."""
        if area.places or area.outside:
            return
        hits = []
        for run in message.runs():
            groups = [run] if len(run) <= 3 else []
            groups += [[position] for position in (run[0], run[-1])]
            for group in groups:
                key = message.key(group[0], group[-1])
                start, end = message.tokens[group[0]].start, message.tokens[group[-1]].end
                near = self._beside_code(area, start, end)
                if len(key) < 4 or is_street(key) or not (near or len(group) == len(run)):
                    continue
                slips = 1 if len(key) < 6 else 2
                for distance, _, owners in self._towns.like(key, slips):
                    places = tuple(self._places[number] for number in owners)
                    agrees = {p.municipality for p in places} & {
                        p.municipality for p in area.postcode_places
                    }
                    if area.postcode_places and not agrees:
                        continue
                    if distance > 1 and not (near or agrees):
                        continue
                    hits.append((distance - bool(agrees), -start, start, end, places, distance))
        if hits:
            _, _, start, end, places, slips = min(hits, key=lambda hit: hit[:2])
            area.places, area.town_slips = places, slips
            name = self.name_of(places[0])
            area.town = part(message, start, end, name, 0.9 - 0.1 * slips).model_copy(
                update={"origin": Origin.CORRECTED}
            )
            message.claim(start, end)

    def _beside_code(self, area: Area, start: int, end: int) -> bool:
        if area.postcode is None or area.postcode.span is None:
            return False
        span = area.postcode.span
        return 0 <= start - span.end <= 2 or 0 <= span.start - end <= 5
