"""The door of the room: a message goes to the recogniser of its country.

The country is the one the caller names, or else the one the script and the words of the message
point to. A message that points nowhere is answered with "unknown", never with a guess.
"""

from __future__ import annotations

import importlib
from collections.abc import Sequence
from typing import Protocol, cast

from address.model import (
    Address,
    AddressIssue,
    AddressIssueClass,
    RecognizedAddress,
    Verdict,
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
        country = self._countries.get(region_code) if region_code else self._find_country(text)
        if country is None:
            return _unknown(text, region_code)
        return country.recognize(text)

    def warm(self) -> None:
        """Touches every gazetteer once, so that the first message is as quick as the next."""
        for country in self._countries.values():
            country.recognize("")

    def _find_country(self, text: str) -> CountryRecognizer | None:
        if any("\u4e00" <= letter <= "\u9fff" for letter in text):
            return self._countries.get("CN")
        others = [code for code in self._countries if code != "CN"]
        return self._countries[others[0]] if others and text.strip() else None


def _unknown(text: str, region_code: str | None) -> RecognizedAddress:
    if region_code:
        words = f"No gazetteer is loaded for {region_code}."
    elif text.strip():
        words = "Nothing in the text tells the country."
    else:
        words = "The text is empty."
    issue = AddressIssue(issue_class=AddressIssueClass.UNKNOWN, field="country", description=words)
    return RecognizedAddress(
        address=Address(),
        verdict=Verdict.FIX,
        confidence=0.0,
        issues=(issue,),
        question="Which country is this address in?",
    )
