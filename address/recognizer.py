"""The door of the room: a message goes to the recogniser of its country.

The country is the one the caller names, or else the one the script and the words of the message
point to. A message that points nowhere is answered with "unknown", never with a guess.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Protocol, cast

from address.china.normalise import normalise
from address.china.phones import find_phones
from address.model import (
    READ_MAX,
    Address,
    AddressCandidate,
    AddressIssue,
    AddressIssueClass,
    AddressPart,
    RecognizedAddress,
    Span,
    Verdict,
)

KNOWN_FROM = 0.6
"""Confidence from which a gazetteer is taken to know a place whose country is not named."""
RIVAL_WITHIN = 0.15
"""Two countries are told apart when one is surer than the other by at least this much."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2}")
_LONG_CODE = re.compile(r"\s*[1-8]\d{11}\s*")
"""Twelve digits alone are the code of a Chinese division; six may be a postcode anywhere."""
_OTHER_SCRIPT = re.compile(r"[\u3040-\u30ff\uac00-\ud7a3\u0400-\u04ff\u0600-\u06ff\u0e00-\u0e7f]")
_SAYS_CHINA = re.compile(
    r"\b(?:china|p\.?r\.?c\b|cn\s*$|zhongguo|hong ?kong|taiwan|maca[uo])", re.IGNORECASE
)


class CountryRecognizer(Protocol):
    """What each country offers."""

    def recognize(self, text: str) -> RecognizedAddress:
        """Reads one message; never raises."""


def _load_country(region_code: str) -> CountryRecognizer | None:
    name = "address.china" if region_code == "CN" else "address.regional"
    try:
        room = importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is not None and name.startswith(error.name):
            return None
        raise
    if region_code == "CN":
        return cast(CountryRecognizer, room.ChinaRecognizer.load())
    return cast(CountryRecognizer, room.RegionRecognizer.load(region_code))


@cache
def _without_gazetteer(region_code: str) -> CountryRecognizer:
    """Takes addresses of any other country apart by layout and words; places are not checked."""
    return cast(
        CountryRecognizer, importlib.import_module("address.postal").postal_parser(region_code)
    )


class Recognizer:
    """Reads messages of several countries. Immutable once loaded; safe between threads."""

    def __init__(self, countries: dict[str, CountryRecognizer]) -> None:
        self._countries = countries

    @property
    def regions(self) -> tuple[str, ...]:
        """Codes of the countries that have a gazetteer here."""
        return tuple(self._countries)

    def country(self, region_code: str) -> CountryRecognizer | None:
        """The reader of a country; None where there is no gazetteer of it."""
        return self._countries.get(region_code.upper())

    def extended(self, countries: Mapping[str, CountryRecognizer]) -> Recognizer:
        """The same with more countries, each in place of one of its code."""
        return Recognizer({**self._countries, **countries})

    @classmethod
    def load(cls, *, regions: Sequence[str] = ("CN", "LI")) -> Recognizer:
        """Loads the gazetteers of `regions` (ISO 3166 codes); those without one are left out."""
        loaded = {code: _load_country(code) for code in regions}
        return cls({code: country for code, country in loaded.items() if country is not None})

    def recognize(self, text: str, region_code: str | None = None) -> RecognizedAddress:
        """Reads one message; `region_code` is ISO 3166 in any case of letters, None or empty to
        find the country. Never raises, whatever the text is."""
        if region_code:
            code = region_code.upper()
            named = self._countries.get(code) or _without_gazetteer(code)
            return named.recognize(text)
        country = self._find_country(text)
        if country is not None:
            return country.recognize(text)
        head = text[:READ_MAX]
        if _OTHER_SCRIPT.search(head):
            # A script of its own may be that of a region which was built from a map.
            return self._read_among(text, [code for code in self._countries if code != "CN"])
        if _LATIN.search(head):
            return self._read_among(text, list(self._countries))
        return _unknown(text)

    def warm(self) -> None:
        """Touches every gazetteer once, so that the first message is as quick as the next."""
        for country in self._countries.values():
            country.recognize("")

    def _find_country(self, text: str) -> CountryRecognizer | None:
        head = text[:READ_MAX]
        if _OTHER_SCRIPT.search(head):
            return None
        china = self._countries.get("CN")
        if _HAN.search(head) or _LONG_CODE.fullmatch(head):
            return china
        if china is not None and _SAYS_CHINA.search(head):
            return china
        return None

    def _read_among(self, text: str, codes: Sequence[str]) -> RecognizedAddress:
        """Letters that name no country: the gazetteer that knows the place decides, or the only
        one that knows at least its town. Places of one name in two countries are candidates."""
        answers = [(code, self._countries[code].recognize(text)) for code in codes]
        located = [(code, read) for code, read in answers if read.location is not None]
        known = [(code, read) for code, read in located if read.confidence >= KNOWN_FROM]
        if not known and len(located) != 1:
            return _unknown(text)
        ranked = sorted(known or located, key=lambda one: -one[1].confidence)
        code, best = ranked[0]
        rivals = [one for one in ranked[1:] if best.confidence - one[1].confidence < RIVAL_WITHIN]
        country = best.address.country
        if rivals and not (country is not None and country.span is not None):
            return _undecided(best, [(code, best), *rivals])
        return best


def _undecided(
    best: RecognizedAddress, rivals: list[tuple[str, RecognizedAddress]]
) -> RecognizedAddress:
    """What was read, without a place: countries have one of that name each."""
    names = ", ".join(code for code, _ in rivals)
    issue = AddressIssue(
        issue_class=AddressIssueClass.AMBIGUOUS,
        field="country",
        description=f"There is such a place in each of {names}.",
    )
    whole = sum(read.confidence for _, read in rivals)
    candidates = tuple(
        AddressCandidate(
            address=read.address,
            score=read.confidence / whole,
            evidence=(f"known in {code}",),
        )
        for code, read in rivals
    )
    kept = ("recipient", "phones", "floor", "room", "unit", "building", "remark")
    address = Address(**{name: getattr(best.address, name) for name in kept})
    return RecognizedAddress(
        address=address,
        verdict=Verdict.FIX,
        confidence=0.0,
        issues=(issue,),
        candidates=candidates,
        question=f"In which country is it: {names}?",
    )


def _unknown(text: str) -> RecognizedAddress:
    """No place; telephone numbers are kept, since they need no country to be seen."""
    phones = tuple(
        AddressPart(
            written=text[phone.start : phone.end],
            value=phone.value,
            span=Span(start=phone.start, end=phone.end),
            confidence=phone.confidence,
        )
        for phone in find_phones(normalise(text[:READ_MAX]))
    )
    words = "Nothing in the text tells the country." if text.strip() else "The text is empty."
    issue = AddressIssue(issue_class=AddressIssueClass.UNKNOWN, field="country", description=words)
    return RecognizedAddress(
        address=Address(phones=phones),
        verdict=Verdict.FIX,
        confidence=0.0,
        issues=(issue,),
        question="Which country is this address in?",
    )
