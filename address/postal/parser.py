"""Takes an address apart by the layout of its country and by the words in it.

Where no gazetteer tells what a name is, its neighbours do: a number beside it, a word such as
Avenue at its end or Rue at its start, the postcode and the state that close the line. What comes
out is read, not checked, and says so: no position, and never a verdict to accept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from address.model import (
    READ_MAX,
    Address,
    AddressIssue,
    AddressIssueClass,
    AddressPart,
    RecognizedAddress,
    Span,
    Verdict,
)
from address.postal.words import number_first, plain, postcode, states, words
from address.regional.phones import find_phones

_WORD = re.compile(r"[^\s,;|\n]+")
_BREAK = re.compile(r"[,;|\n]")
_NUMBER = re.compile(r"\d+[a-z]?(?:[-–/]\d*[a-z]?)*|\d+½", re.IGNORECASE)
_ORDINAL = re.compile(r"\d+(st|nd|rd|th|e|er|eme|º|ª)\.?", re.IGNORECASE)
_COUNTRIES = {
    "us": "US",
    "usa": "US",
    "united states": "US",
    "united states of america": "US",
    "united kingdom": "GB",
    "uk": "GB",
    "england": "GB",
    "germany": "DE",
    "deutschland": "DE",
    "france": "FR",
    "canada": "CA",
    "australia": "AU",
    "new zealand": "NZ",
    "nederland": "NL",
    "netherlands": "NL",
    "schweiz": "CH",
    "switzerland": "CH",
    "osterreich": "AT",
    "austria": "AT",
    "italia": "IT",
    "italy": "IT",
    "espana": "ES",
    "spain": "ES",
    "portugal": "PT",
    "brazil": "BR",
    "brasil": "BR",
    "india": "IN",
    "malaysia": "MY",
    "jamaica": "JM",
    "mexico": "MX",
    "colombia": "CO",
    "suomi": "FI",
    "finland": "FI",
    "polska": "PL",
    "poland": "PL",
    "romania": "RO",
    "danmark": "DK",
    "denmark": "DK",
    "norge": "NO",
    "norway": "NO",
    "sverige": "SE",
    "sweden": "SE",
}


_NUMBERED = frozenset(
    ("highway", "hwy", "hgwy", "route", "rt", "rte", "interstate", "fm", "pr", "cr", "sr", "us")
)
"""Words before the number of a road."""
_NO_STATE = words("direction") | {"st"}
"""Signs that mean a state only behind a town and before a postcode."""


@dataclass(slots=True)
class _Token:
    """A word with its place; `line` counts the commas and line ends before it."""

    text: str
    start: int
    end: int
    line: int
    key: str
    used: bool = False

    @property
    def is_number(self) -> bool:
        return _NUMBER.fullmatch(self.text.strip(".#")) is not None


class PostalParser:
    """Reads the addresses of one country without a gazetteer. Immutable; safe between threads."""

    def __init__(self, region_code: str) -> None:
        self.region_code = region_code
        self._number_first = number_first(region_code)
        self._states = states(region_code)
        self._postcode = postcode(region_code)

    def recognize(self, text: str) -> RecognizedAddress:
        """Reads one message. Never raises, whatever the text is."""
        reading = _Reading(text[:READ_MAX])
        fields: dict[str, Any] = {}
        phones = []
        for phone in find_phones(reading.text, self.region_code):
            # Digits alone are a telephone number only where the plan of the country is known.
            sure = phone.value.startswith("+") or phone.outer < phone.start
            if sure and reading.unused(phone.start, phone.end):
                reading.use(phone.outer, phone.end)
                phones.append(reading.part(phone.start, phone.end, phone.value))
        fields["phones"] = tuple(phones)
        self._read_country(reading, fields)
        self._read_postcode(reading, fields)
        self._read_state(reading, fields)
        self._read_box(reading, fields)
        self._read_unit(reading, fields)
        self._read_street(reading, fields)
        self._read_places(reading, fields)
        return self._answer(Address(**fields))

    def _answer(self, address: Address) -> RecognizedAddress:
        words = f"There is no gazetteer for {self.region_code}: read by its words, not checked."
        issue = AddressIssue(issue_class=AddressIssueClass.UNKNOWN, description=words)
        whole = (address.road or address.poi) and (address.city or address.postcode)
        question = "Is this address right?" if whole else "What are street, house number and town?"
        return RecognizedAddress(
            address=address,
            verdict=Verdict.CONFIRM if whole else Verdict.FIX,
            confidence=0.5 if whole else 0.2,
            issues=(issue,),
            question=question,
        )

    def _read_country(self, reading: _Reading, fields: dict[str, Any]) -> None:
        tokens = reading.free()
        for count in (4, 3, 2, 1):
            group = tokens[-count:]
            code = _COUNTRIES.get(" ".join(token.key for token in group))
            if count == 1 and group and group[0].key == self.region_code.lower():
                code = self.region_code
            if code and len(group) == count < len(tokens) and not self._states.get(group[0].key):
                fields["country"] = reading.take(group, code=code)
                return

    def _read_postcode(self, reading: _Reading, fields: dict[str, Any]) -> None:
        matches = [m for m in self._postcode.finditer(reading.text) if reading.unused(*m.span())]
        tokens = reading.free()
        if matches and self._number_first and len(tokens) > 1:
            # A number that opens the text is a house number.
            typed = any(self._street_like(line) >= 3 for line in reading.lines())
            matches = [m for m in matches if m.start() > tokens[0].start or not typed]
        if matches and not self._number_first and self._postcode.pattern.count(r"\d{4}"):
            matches = [m for m in matches if self._town_beside(reading, m)] or []
        if matches:
            match = matches[-1]
            fields["postcode"] = reading.part(*match.span())
            reading.use(*match.span())

    def _town_beside(self, reading: _Reading, match: re.Match[str]) -> bool:
        """A short postcode stands before a town or alone, not behind a street."""
        after = reading.text[match.end() :].lstrip(" ")
        before = reading.text[: match.start()].rstrip(" ")
        return after[:1].isalpha() or not before or before[-1] in ",\n;|"

    def _read_state(self, reading: _Reading, fields: dict[str, Any]) -> None:
        tokens = reading.free()
        if not self._states or not tokens:
            return
        for last in (len(tokens), len(tokens) - 1):
            for count in (3, 2, 1):
                group = tokens[max(0, last - count) : last]
                sign = self._states.get(" ".join(token.key for token in group))
                if not sign or len(group) < count:
                    continue
                dotted = re.fullmatch(r"(?:[A-Za-z]\.?){2,3}", group[0].text) is not None
                lone = len(group) == 1 and dotted
                if last == len(tokens) and (len(tokens) > count or "postcode" in fields):
                    before = tokens[last - count - 1].text if last > count else ""
                    if lone and "postcode" not in fields and group[0].key in _NO_STATE:
                        continue
                    if lone and _ORDINAL.fullmatch(before):
                        continue
                    fields["province"] = reading.take(group, value=sign)
                    return

    def _read_box(self, reading: _Reading, fields: dict[str, Any]) -> None:
        tokens = reading.free()
        boxes, groups = words("box"), words("box.group")
        for position in range(len(tokens)):
            for count in (3, 2, 1):
                key = " ".join(token.key for token in tokens[position : position + count])
                if key not in boxes and key not in groups:
                    continue
                end = position + count
                while end < len(tokens) and re.search(r"\d|#", tokens[end].text):
                    end += 1
                if end == position + count:
                    continue
                slot = "building" if key in boxes else "road"
                if slot not in fields:
                    fields[slot] = reading.take(tokens[position:end])
                return self._read_box(reading, fields) if key in groups else None
        return None

    def _read_unit(self, reading: _Reading, fields: dict[str, Any]) -> None:
        tokens = reading.free()
        for position, token in enumerate(tokens):
            glued = re.fullmatch(r"#\s?\w+", token.text)
            if token.key not in words("unit") and not glued:
                continue
            following = tokens[position + 1 : position + 3]
            if glued:
                fields.setdefault("room", reading.take([token]))
            elif following and following[0].text == "#" and len(following) > 1:
                fields.setdefault("room", reading.take([token, *following]))
            elif following and re.fullmatch(r"#?(?:\d+[a-z]?|[a-z]\d*|\d+-\d+)", following[0].key):
                parts = following[0].text.split("/")
                if position + 1 < len(tokens) and len(parts) == 2 and self._number_first:
                    cut = following[0].start + len(parts[0])
                    fields.setdefault("room", reading.part(token.start, cut))
                    token.used = True
                    following[0].text, following[0].start = parts[1], cut + 1
                    following[0].key = plain(parts[1])
                else:
                    slot = "floor" if token.key in ("fl", "floor", "level", "lvl") else "room"
                    fields.setdefault(slot, reading.take([token, following[0]]))
            elif position and _ORDINAL.fullmatch(tokens[position - 1].text):
                fields.setdefault("floor", reading.take([tokens[position - 1], token]))

    def _read_street(self, reading: _Reading, fields: dict[str, Any]) -> None:
        if "road" in fields:
            return
        lines = reading.lines()
        ranked = sorted(lines, key=lambda line: (-self._street_like(line), line[0].start))
        if not ranked or self._street_like(ranked[0]) == 0:
            return
        line = ranked[0]
        if line[0].key in _NUMBERED and len(line) > 1 and self._number_first:
            end = self._street_end(line, 0)
            fields["road"] = reading.take(line[:end])
            return
        numbers = [i for i, token in enumerate(line) if token.is_number]
        if self._number_first and numbers and numbers[0] < len(line) - 1:
            self._number_then_street(reading, line, numbers, fields)
        elif numbers and numbers[0] > 0:
            self._street_then_number(reading, line, numbers, fields)
        elif numbers and len(line) > 1:
            self._number_then_street(reading, line, numbers, fields)
        elif not numbers:
            end = self._street_end(line, 0)
            fields["road"] = reading.take(line[:end])
            self._lone_number(reading, fields)

    def _lone_number(self, reading: _Reading, fields: dict[str, Any]) -> None:
        """A house number that stands in a line of its own."""
        for line in reading.lines():
            if len(line) == 1 and line[0].is_number:
                fields["house_number"] = reading.take(line)
                return

    def _number_then_street(
        self, reading: _Reading, line: list[_Token], numbers: list[int], fields: dict[str, Any]
    ) -> None:
        start = numbers[0]
        count = 1
        if start + 1 < len(line) and re.fullmatch(r"\d/\d|bis|ter|½", line[start + 1].text.lower()):
            count = 2
        rest = line[start + count :]
        if not rest:
            return
        if rest[0].key in words("type.last") and len(rest) == 1:
            # "25 Straße": a street named by a number.
            fields["road"] = reading.take(line[start:])
            return
        end = self._street_end(rest, 0)
        fields["house_number"] = reading.take(line[start : start + count])
        fields["road"] = reading.take(rest[:end])
        if start:
            fields["poi"] = reading.take(line[:start])

    def _street_then_number(
        self, reading: _Reading, line: list[_Token], numbers: list[int], fields: dict[str, Any]
    ) -> None:
        at = numbers[-1] if len(numbers) > 1 and numbers[-1] == len(line) - 1 else numbers[0]
        if line[at - 1].key in ("highway", "route", "road", "hwy", "rd") and self._number_first:
            fields["road"] = reading.take(line[: at + 1])
            return
        end = at + 1
        if end < len(line) and re.fullmatch(r"[a-z]", line[end].key):
            end += 1
        fields["road"] = reading.take(line[:at])
        fields["house_number"] = reading.take(line[at:end])

    def _street_like(self, line: list[_Token]) -> int:
        """How much a line looks like it holds a street; 0 for not at all."""
        keys = [token.key for token in line]
        typed = any(key in words("type.last") for key in keys[1:])
        typed = typed or (keys[0] in words("type.first") and len(keys) > 1)
        typed = typed or any(_glued(key) for key in keys)
        number = any(token.is_number for token in line) and len(line) > 1
        return 2 * number + 2 * typed

    def _street_end(self, line: list[_Token], start: int) -> int:
        """Position behind the street's name; what follows in the line is the town."""
        keys = [token.key for token in line]
        numbered = self._numbered_end(line, start)
        if numbered:
            return numbered
        if keys[start] in words("type.first") and keys[start] not in ("st", "county"):
            if self.region_code not in ("US", "CA", "AU", "NZ", "GB"):
                return len(line)
            for position in range(start + 1, len(line)):
                if line[position].is_number or position == start + 2:
                    return position + 1
        ends = [
            position
            for position in range(start + 1, len(line))
            if keys[position] in words("type.last") and not self._opens_town(line, position)
        ]
        glued = [p for p in range(start, len(line)) if _glued(keys[p])]
        if not ends and glued:
            return glued[0] + 1
        if not ends:
            return len(line)
        end = ends[0] + 1
        if end < len(line) and keys[end] in words("type.last") and keys[end] not in ("st", "park"):
            # "Park Place Drive", "Mission Center Court": the later type word ends the name.
            end += 1
        if end < len(line) and keys[end] in words("direction"):
            end += 1
        return end

    def _numbered_end(self, line: list[_Token], start: int) -> int:
        """End of a road that has a number for a name: "State Highway 27 North"; 0 when none."""
        for position in range(start, len(line) - 1):
            key, following = line[position].key, line[position + 1]
            county = position > start and line[position - 1].key in ("county", "country", "state")
            if key not in _NUMBERED and not (key == "road" and county):
                continue
            end = position + 1
            if line[end].key in ("no", "nr") and end + 1 < len(line):
                end += 1
            following = line[end]
            lettered = county and re.fullmatch(r"[A-Z]{1,3}", following.text) is not None
            if following.is_number or lettered:
                end += 1
                if end < len(line) and line[end].key in words("direction"):
                    end += 1
                return end
        return 0

    def _opens_town(self, line: list[_Token], position: int) -> bool:
        """True for the "St" of a town, as in "Main Street St Louis"."""
        saint = line[position].key == "st"
        return saint and any(t.key in words("type.last") for t in line[1:position])

    def _read_places(self, reading: _Reading, fields: dict[str, Any]) -> None:
        """What is left: the line nearest to state and postcode is the city, before it a quarter."""
        street = fields.get("road")
        begin = street.span.start if street is not None else 0
        behind = [line for line in reading.lines() if line[0].start >= begin]
        before = [line for line in reading.lines() if line[0].start < begin]
        if not behind and len(before) == 1 and not before[0][0].is_number and street is not None:
            behind, before = before, []
        named = [line for line in behind if not line[0].is_number]
        if street is None and len(named) > 1 and self.region_code not in ("US", "CA"):
            # Two names and nothing else: a street and its town.
            fields["road"] = reading.take(named[0])
            named = named[1:]
        if len(named) > 1:
            named = [line for line in named if line[-1].key != "county"] or named
        if named:
            # In Britain the county, if any, stands behind the town.
            city = named[0] if self.region_code == "GB" and len(named) == 2 else named[-1]
            fields["city"] = reading.take(city)
            rest = [line for line in named if line is not city]
            if rest:
                fields["district"] = reading.take(rest[-1])
        if before and "poi" not in fields:
            fields["poi"] = reading.take(before[0])


def _glued(key: str) -> bool:
    """True for a name and its type in one word: Rathausplatz, Nygata, Kerkstraat."""
    return any(
        key.endswith(ending) and len(key) > len(ending) + 2 for ending in words("type.last.glued")
    )


class _Reading:
    """The text cut into words, and which of them have been used."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[_Token] = []
        breaks = [match.start() for match in _BREAK.finditer(text)]
        line = 0
        for match in _WORD.finditer(text):
            while line < len(breaks) and breaks[line] < match.start():
                line += 1
            word = match.group()
            if plain(word):
                self.tokens.append(_Token(word, match.start(), match.end(), line, plain(word)))

    def free(self) -> list[_Token]:
        """Words that nothing has used yet."""
        return [token for token in self.tokens if not token.used]

    def lines(self) -> list[list[_Token]]:
        """Free words by line, broken also where a used word stands."""
        found: list[list[_Token]] = []
        last: _Token | None = None
        for token in self.tokens:
            if token.used:
                last = None
                continue
            if last is not None and last.line == token.line:
                found[-1].append(token)
            else:
                found.append([token])
            last = token
        return found

    def unused(self, start: int, end: int) -> bool:
        """True when every word in the stretch is free."""
        inside = [token for token in self.tokens if token.start < end and start < token.end]
        return bool(inside) and not any(token.used for token in inside)

    def use(self, start: int, end: int) -> None:
        """Marks the words of a stretch as used."""
        for token in self.tokens:
            if token.start < end and start < token.end:
                token.used = True

    def take(self, group: list[_Token], value: str = "", code: str = "") -> AddressPart:
        """The part that these neighbouring words make."""
        for token in group:
            token.used = True
        return self.part(group[0].start, group[-1].end, value, code)

    def part(self, start: int, end: int, value: str = "", code: str = "") -> AddressPart:
        """A stated part of the text."""
        written = self.text[start:end]
        bare = value or " ".join(written.split())
        span = Span(start=start, end=end)
        return AddressPart(written=written, value=bare, code=code, span=span, confidence=0.6)
