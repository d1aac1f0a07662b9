"""The door of the room: a message goes to the recogniser of its country.

The country is the one the caller names, or else the one the script and the words of the message
point to. A message that points nowhere is answered with "unknown", never with a guess.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from functools import cache
from typing import Protocol, cast

from address.model import (
    READ_MAX,
    Address,
    AddressIssue,
    AddressIssueClass,
    RecognizedAddress,
    Verdict,
)

KNOWN_FROM = 0.6
"""Confidence from which a gazetteer is taken to know a place whose country is not named."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-z]{2}")
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

    @classmethod
    def load(cls, *, regions: Sequence[str] = ("CN", "LI")) -> Recognizer:
        """Loads the gazetteers of `regions` (ISO 3166 codes); those without one are left out."""
        loaded = {code: _load_country(code) for code in regions}
        return cls({code: country for code, country in loaded.items() if country is not None})

    def recognize(self, text: str, region_code: str | None = None) -> RecognizedAddress:
        """Reads one message. Never raises, whatever the text is."""
        if region_code:
            named = self._countries.get(region_code) or _without_gazetteer(region_code)
            return named.recognize(text)
        country = self._find_country(text)
        if country is not None:
            return country.recognize(text)
        if _LATIN.search(text[:READ_MAX]) and not _OTHER_SCRIPT.search(text[:READ_MAX]):
            return self._read_latin(text)
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
        if _HAN.search(head):
            return china
        if china is not None and _SAYS_CHINA.search(head):
            return china
        return None

    def _read_latin(self, text: str) -> RecognizedAddress:
        """Latin letters that name no country: the gazetteer that knows the place decides, or the
        only one that knows at least its town."""
        answers = [country.recognize(text) for country in self._countries.values()]
        located = [answer for answer in answers if answer.location is not None]
        known = [answer for answer in located if answer.confidence >= KNOWN_FROM]
        if not known and len(located) != 1:
            return _unknown(text)
        return max(known or located, key=lambda answer: answer.confidence)


def _unknown(text: str) -> RecognizedAddress:
    words = "Nothing in the text tells the country." if text.strip() else "The text is empty."
    issue = AddressIssue(issue_class=AddressIssueClass.UNKNOWN, field="country", description=words)
    return RecognizedAddress(
        address=Address(),
        verdict=Verdict.FIX,
        confidence=0.0,
        issues=(issue,),
        question="Which country is this address in?",
    )
