"""The parts of an address that need no gazetteer: floor, flat, entrance, c/o, post box, wishes.

Each is announced by a word of the dictionary. The order of the readers matters: a telephone number
must be gone before "2. Stock" is looked for, a wish before a recipient.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from functools import lru_cache

from address.model import AddressPart, Span
from address.regional.key import fold
from address.regional.message import Message
from address.regional.phones import find_phones
from address.regional.words import announcers, dictionary, one_of

_COUNTRY_NAMES = {
    "LI": "Liechtenstein",
    "CH": "Schweiz",
    "AT": "Österreich",
    "DE": "Deutschland",
    "FR": "Frankreich",
    "IT": "Italien",
    "FI": "Suomi",
    "US": "USA",
    "CN": "China",
    "GB": "United Kingdom",
    "ES": "España",
    "NL": "Nederland",
}


_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}")


@dataclass(slots=True)
class Details:
    """What was found; `country_code` is ISO 3166, empty when no country is written."""

    phones: list[AddressPart] = field(default_factory=list)
    country: AddressPart | None = None
    country_code: str = ""
    floor: AddressPart | None = None
    room: AddressPart | None = None
    unit: AddressPart | None = None
    building: AddressPart | None = None
    care: AddressPart | None = None
    box: AddressPart | None = None
    remarks: list[AddressPart] = field(default_factory=list)


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    side = rf"(?:\s+{one_of('side')})?"
    value = r"(?:\s?nr\.?)?\s*(\d{1,4}[a-z]?|[a-z])(?!\w)"
    sources = {
        "care": rf"({one_of('care')})\.?:?\s*([^\n\r,;|/]+)",
        "box": rf"{one_of('box')}\.?\s*(?:nr\.?\s*)?(\d{{1,5}})?(?!\w)",
        "floor": rf"(?<!\w)\d{{1,2}}\s?(?:\.|ter|er|te|th|st|nd|rd)?\s?{one_of('floor')}{side}",
        "floor.alone": rf"{one_of('floor.alone')}{side}",
        "room": rf"{one_of('room')}\.?{value}{side}",
        "unit": rf"{one_of('unit')}\.?{value}",
        "building": rf"{one_of('building')}\.?\s+([a-z]|\d{{1,2}})(?!\w)",
        "remark": one_of("remark"),
        "label": rf"(?:^|[\n\r,;|])\s*({one_of('label')}(?:\s*/\s*{one_of('label')})?)\s*:",
    }
    return {name: re.compile(source, re.IGNORECASE) for name, source in sources.items()}


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    found = {}
    for name, words in dictionary().items():
        if name.startswith("country."):
            for word in words:
                found["".join(fold(part) for part in word.split())] = name.removeprefix("country.")
    return found


@lru_cache(maxsize=1)
def _country_openings() -> frozenset[str]:
    """First words of countries' names."""
    classes = [name for name in dictionary() if name.startswith("country.")]
    return frozenset().union(*(announcers(name) for name in classes))


def country_name(code: str) -> str:
    """Name of a country for the normal form; the code itself where the list has none."""
    return _COUNTRY_NAMES.get(code, code)


def part(message: Message, start: int, end: int, value: str = "", sure: float = 1.0) -> AddressPart:
    """A stated part of the message."""
    written = message.text[start:end]
    return AddressPart(
        written=written,
        value=value or " ".join(written.split()),
        span=Span(start=start, end=end),
        confidence=sure,
    )


def read_details(
    message: Message, region_code: str, names: list[tuple[int, int]] | None = None
) -> Details:
    """Finds and claims everything that is announced by its own words or shape.

    `names` are stretches known as proper names; a country inside one is part of it.
    """
    found = Details()
    for phone in find_phones(message.text, region_code):
        found.phones.append(part(message, phone.start, phone.end, phone.value, phone.confidence))
        message.claim(phone.outer, phone.end)
    _claim_number_labels(message)
    if "@" in message.text:
        for match in _EMAIL.finditer(message.text):
            message.claim(*match.span())
    words = {token.key for token in message.tokens}
    if ":" in message.text:
        for match in _patterns()["label"].finditer(message.text):
            message.claim(match.start(1), match.end(1))
    if not words.isdisjoint(announcers("care")):
        _read_care(message, found)
    for name in ("box", "floor", "floor.alone", "room", "unit", "building"):
        if words.isdisjoint(announcers(name)):
            continue
        matches = _patterns()[name].finditer(message.text)
        for match in [m for m in matches if message.free(*m.span())][:1]:
            own = part(message, *match.span())
            message.claim(*match.span())
            slot = name.split(".")[0]
            if getattr(found, slot) is None:
                setattr(found, slot, own)
    if not words.isdisjoint(announcers("remark")):
        _read_remarks(message, found)
    _read_country(message, found, names or [])
    return found


def _claim_number_labels(message: Message) -> None:
    """Takes "Nr." before a number out of the way: it is no word of a name."""
    labels = announcers("number")
    for token, following in itertools.pairwise(message.tokens):
        if token.key in labels and following.text[0].isdigit() and following.start - token.end <= 3:
            message.claim(token.start, token.end)


def _read_care(message: Message, found: Details) -> None:
    match = _patterns()["care"].search(message.text)
    if match is None or not message.free(match.start(), match.start() + 1):
        return
    end = match.end()
    while end > match.start(2) and not message.free(end - 1, end):
        end -= 1
    digit = re.search(r"\d", message.text[match.start(2) : end])
    words = message.text[match.start(2) : end].split()
    if digit or len(words) > 4:
        # One line without separators: a name is two or three words, the rest is the address.
        name = re.match(r"(?:\S+\s+){1,2}\S*[^\W\d]", message.text[match.start(2) : end])
        end = match.start(2) + (name.end() if name and not digit else 0)
    if end > match.start(2):
        found.care = part(message, match.start(), end)
        message.claim(match.start(), end)


def _read_remarks(message: Message, found: Details) -> None:
    """A wish takes its whole segment, or the rest of it when an address stands before."""
    for segment in message.segments:
        stretch = message.text[segment.start : segment.end]
        match = _patterns()["remark"].search(stretch)
        if match is None:
            continue
        before = stretch[: match.start()]
        start = segment.start + (match.start() if re.search(r"\d", before) else 0)
        while start < segment.end and not message.free(start, start + 1):
            start += 1
        end = start
        while end < segment.end and message.free(end, end + 1):
            end += 1
        text = message.text[start:end]
        start, end = start + len(text) - len(text.lstrip()), end - (len(text) - len(text.rstrip()))
        if end > start:
            found.remarks.append(part(message, start, end))
            message.claim(start, end)


def _read_country(message: Message, found: Details, proper: list[tuple[int, int]]) -> None:
    """A country's name anywhere; a short sign only alone in its segment or before a postcode."""
    names, openings = _countries(), _country_openings()
    for position, token in enumerate(message.tokens):
        if token.key not in openings:
            continue
        for count in (3, 2, 1):
            group = message.tokens[position : position + count]
            own = {message.segment_of[position + i] for i in range(len(group))}
            if len(group) < count or len(own) > 1 or not all(map(message.is_free, group)):
                continue
            code = names.get("".join(t.key for t in group))
            start, end = token.start, group[-1].end
            short = end - start <= 3
            if any(first <= start and end <= last for first, last in proper):
                continue
            if code and (not short or _sign_stands(message, position, end)):
                if found.country is None:
                    found.country = part(message, start, end, country_name(code))
                    found.country_code = code
                message.claim(start, end)
                break


def _sign_stands(message: Message, position: int, end: int) -> bool:
    """A short sign counts alone in its segment or before a postcode, not as a number's letter."""
    start = message.tokens[position].start
    if start and message.text[start - 1].isalnum():
        return False
    segment = message.segments[message.segment_of[position]]
    alone = message.text[segment.start : segment.end].strip(" .()") == message.text[start:end]
    following = re.match(r"[ \-]{0,2}\d{4,5}(?!\d)", message.text[end : end + 8])
    return (alone and len(message.text) > 8) or bool(following)
