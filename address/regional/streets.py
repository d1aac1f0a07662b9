"""Which street a message means: every window of words that could be one, weighed by its company.

A street that is written exactly counts more than one that needs correcting; a house number beside
it, the right municipality and a house of that number on the map speak for a reading. The distance
between the best reading and the next is what is known about ambiguity.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from address.regional.areas import Area
from address.regional.gazetteer import Region
from address.regional.index import NameIndex
from address.regional.key import join_key, long_key, name_key, short_key, wide_key
from address.regional.locate import HouseNumbers
from address.regional.message import Message
from address.regional.words import dictionary

_WINDOW = 6
_NUMBER_FORMS = tuple(
    re.compile(form + r"(?!\w)", re.IGNORECASE)
    for form in (
        r"\d{1,4}(?:\s?[a-z])?(?:\s?[-–]\s?|/)\d{1,4}(?:\s?[a-z](?![\w.]))?",
        r"\d{1,4}\s{0,2}[a-z](?!\.)",
        r"\d{1,4}",
    )
)
"""Shapes of a house number, the longest first: "12a-14", "12 a", "12"."""
_STOPPED = (("str", "strasse"), ("g", "gasse"), ("w", "weg"))
TYPED_TAIL = re.compile(r"(str|weg|gas|gasle|gasli|gassli|pl|ring|allee|alle|quai|katu|tie)$")


@dataclass(frozen=True, slots=True)
class Window:
    """Words that may name a street, with the house number beside them (empty span: none)."""

    start: int
    end: int
    key: str
    wide: str
    number: str
    number_start: int
    number_end: int
    after: bool
    whole: bool
    word_count: int

    @property
    def typed(self) -> bool:
        """True when the words end like a street."""
        return TYPED_TAIL.search(self.key) is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """A window read as a street: position in the table, mistakes corrected, weight."""

    window: Window
    street: int
    slips: int
    shortened: bool
    house: bool
    in_area: bool | None
    weight: float


class StreetReader:
    """Reads streets of one region."""

    def __init__(self, region: Region, numbers: HouseNumbers) -> None:
        self._region = region
        self._numbers = numbers
        full: list[tuple[str, int]] = []
        wide: list[tuple[str, int]] = []
        short: list[tuple[str, int]] = []
        for position, street in enumerate(region.streets):
            for name in (street.name, *street.spellings):
                full.append((name_key(name), position))
                wide.append((wide_key(name), position))
                short.append((short_key(name), position))
        self._full = NameIndex(full)
        self._short = NameIndex(short)
        self._like = NameIndex(full + wide)
        self._long = NameIndex((long_key(key), position) for key, position in full)
        by_town: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for key, position in full:
            by_town[region.streets[position].municipality].append((long_key(key), position))
        self._by_town = dict(by_town)
        self._label = set(dictionary()["number"])

    def readings(self, message: Message, area: Area) -> list[Reading]:
        """Readings by weight, best first; each street once."""
        windows = list(self._windows(message))
        found = self._exact(windows, area)
        strong = [r for r in found if r.window.number or r.window.whole]
        if not any(r.in_area is not False for r in strong):
            found += self._misspelt(windows, area)
        if not any(r.in_area for r in found) and len(area.municipalities) == 1:
            found += self._in_town(windows, next(iter(area.municipalities)), area)
        best: dict[int, Reading] = {}
        for reading in found:
            known = best.get(reading.street)
            if known is None or reading.weight > known.weight:
                best[reading.street] = reading
        return sorted(best.values(), key=lambda r: (-r.weight, r.street))

    def other_numbered(self, message: Message) -> Reading | None:
        """A street that is written exactly beside a house number in what nobody has claimed."""
        if not any(t.text[0].isdigit() and message.is_free(t) for t in message.tokens):
            return None
        windows = [window for window in self._windows(message) if window.number]
        found = [reading for reading in self._exact(windows, Area()) if not reading.shortened]
        return min(found, key=lambda r: (-r.weight, r.street), default=None)

    def is_street(self, key: str) -> bool:
        """True when some street is written exactly so."""
        return bool(self._full.exact(key))

    def unknown(self, message: Message) -> Window | None:
        """Words that look like a street (a number or an ending says so) but are none on the map."""
        likely = [
            w
            for w in self._windows(message)
            if w.whole and len(w.key) > 3 and w.word_count <= 4 and (w.number or w.typed)
        ]
        typed = [w for w in self._windows(message) if w.typed and w.number and w.word_count == 1]
        return next(iter(likely or typed), None)

    def _exact(self, windows: list[Window], area: Area) -> list[Reading]:
        found = []
        for window in windows:
            typed = window.typed
            if not (window.number or window.whole or typed):
                continue
            for street in self._full.exact(window.key):
                found.append(self._reading(window, street, 0, False, area))
            if window.number or window.whole:
                for street in self._short.exact(window.key):
                    found.append(self._reading(window, street, 0, True, area))
        return found

    def _misspelt(self, windows: list[Window], area: Area) -> list[Reading]:
        found = []
        for window in windows:
            if len(window.key) < 4 or not (window.number or window.whole or window.typed):
                continue
            shortest = 5 if window.typed and area.stated else 6
            if not window.number and window.whole and len(window.key) < shortest:
                continue
            for key in {window.key, window.wide}:
                for slips, _, streets in self._like.like(key):
                    found += [self._reading(window, s, slips, False, area) for s in streets]
            if not window.typed:
                for slips, _, streets in self._long.like(window.key, min(2, len(window.key) // 5)):
                    found += [
                        self._reading(window, s, slips, False, area) for s in streets if slips
                    ]
            if window.number:
                for slips, _, streets in self._short.like(window.key, 1):
                    found += [self._reading(window, s, slips, True, area) for s in streets if slips]
        return [r for r in found if r.slips and r.weight > 0.6]

    def _in_town(self, windows: list[Window], municipality: int, area: Area) -> list[Reading]:
        """The one street of a known town that a badly misspelt name comes nearest to.

        The town's streets are few, so more mistakes may be forgiven than in the whole region; but
        only if no other street of the town comes as near, and a house number stands by.
        """
        found = []
        for window in windows:
            key = long_key(window.key)
            if not window.number or len(key) < 4:
                continue
            slips = max(1, min(4, len(window.key) // 3))
            near: list[tuple[int, int]] = []
            for other, street in self._by_town.get(municipality, ()):
                if abs(len(other) - len(key)) <= slips:
                    distance = OSA.distance(key, other, score_cutoff=slips)
                    if 0 < distance <= slips:
                        near.append((distance, street))
            near.sort()
            streets = {street for _, street in near}
            if near and (len(streets) == 1 or near[0][0] < near[1][0]):
                found.append(self._reading(window, near[0][1], near[0][0], False, area))
        return found

    def _reading(
        self, window: Window, street: int, slips: int, shortened: bool, area: Area
    ) -> Reading:
        municipality = self._region.streets[street].municipality
        in_area = area.holds(municipality)
        house = bool(window.number) and self._numbers.has(street, window.number)
        weight = 1.0 - 1.3 * slips / max(4, len(window.key)) - 0.07 * shortened
        weight += (0.3 if window.after else 0.22) if window.number else 0.0
        weight += 0.15 * window.whole + 0.1 * window.typed + 0.01 * min(15, len(window.key))
        if in_area is not None:
            weight += 0.3 if in_area else -0.25
        if area.places and any(place.locality >= 0 for place in area.places):
            near = self._region.streets[street].locality
            weight += 0.08 * any(place.locality == near for place in area.places)
        weight += 0.15 * house
        if window.number and not self._numbers.plausible(street, window.number):
            weight -= 0.1
        return Reading(window, street, slips, shortened, house, in_area, weight)

    def _windows(self, message: Message) -> Iterator[Window]:
        for run in message.runs():
            words = message.free_words(message.segment_of[run[0]])
            for first in range(len(run)):
                if message.tokens[run[first]].text[0].isdigit():
                    continue
                for last in range(first, min(first + _WINDOW, len(run))):
                    token = message.tokens[run[last]]
                    if token.text[0].isdigit() or token.text.lower() in self._label:
                        break
                    yield self._window(message, run, first, last, words)

    def _window(
        self, message: Message, run: list[int], first: int, last: int, words: int
    ) -> Window:
        group = [message.tokens[i] for i in run[first : last + 1]]
        start, end = group[0].start, group[-1].end
        key = message.key(run[first], run[last])
        if message.text[end : end + 1] == ".":
            key, end = _written_out(key), end + 1
        number = self._number_after(message, run[last] + 1)
        after = number is not None
        if number is None:
            number = self._number_before(message, run[first] - 1)
        number_start, number_end = number or (end, end)
        return Window(
            start,
            end,
            key,
            message.wide_key(run[first], run[last]),
            message.text[number_start:number_end],
            number_start,
            number_end,
            after,
            len(group) == words,
            len(group),
        )

    def _number_after(self, message: Message, position: int) -> tuple[int, int] | None:
        """The house number that follows, over "Nr." and over one separator."""
        tokens = message.tokens
        while position < len(tokens) and tokens[position].text.lower() in self._label:
            position += 1
        if position >= len(tokens) or not message.is_free(tokens[position]):
            return None
        span = self._number_at(message, position)
        if span is None or position == 0:
            return span
        if message.segment_of[position] != message.segment_of[position - 1]:
            segment = message.segments[message.segment_of[position]]
            rest = message.text[segment.start : span[0]] + message.text[span[1] : segment.end]
            if any(letter.isalnum() for letter in rest):
                return None
        return span

    def _number_before(self, message: Message, position: int) -> tuple[int, int] | None:
        """The number that leads, as in "12 Im Rösle" or "12, Im Rösle" or "12b Im Rösle"."""
        tokens = message.tokens
        if (
            position >= 1
            and len(tokens[position].text) == 1
            and tokens[position - 1].text.isdigit()
        ):
            position -= 1
        if position < 0 or not message.is_free(tokens[position]):
            return None
        span = self._number_at(message, position)
        if span is None:
            return None
        segment = message.segments[message.segment_of[position]]
        before = message.text[segment.start : span[0]]
        if any(letter.isalnum() for letter in before) and not before.strip().lower().startswith(
            ("nr", "no", "haus")
        ):
            return None
        return span

    def _number_at(self, message: Message, position: int) -> tuple[int, int] | None:
        for form in _NUMBER_FORMS:
            match = form.match(message.text, message.tokens[position].start)
            if match is not None and message.free(*match.span()):
                return match.span()
        return None


def _written_out(key: str) -> str:
    """Key of a name that ends in a short form with a full stop: "Mühleg.", "Burgw."."""
    for short, long in _STOPPED:
        if key.endswith(short) and len(key) > len(short) + 2:
            return join_key([key[: -len(short)] + long])
    return key
