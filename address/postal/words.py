"""The dictionary of `data/postal/words.txt`: classes of words, states, shapes of postcodes."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path

_DATA = Path(__file__).resolve().parent.parent / "data" / "postal" / "words.txt"


@lru_cache(maxsize=1)
def _lines() -> dict[str, str]:
    lines = {}
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        name, colon, rest = line.partition(":")
        if colon and not line.startswith("#"):
            lines[name.strip()] = rest.strip()
    return lines


@lru_cache(maxsize=16_384)
def plain(word: str) -> str:
    """A word in lower case without accents, full stops and commas."""
    low = unicodedata.normalize("NFKD", word.casefold().replace("ß", "ss"))
    return "".join(letter for letter in low if letter.isalnum() or letter in "#")


@lru_cache(maxsize=64)
def words(name: str) -> frozenset[str]:
    """A class of words in plain form; phrases keep one blank between their words."""
    listed = _lines().get(name, "").split(",")
    return frozenset(" ".join(plain(word) for word in phrase.split()) for phrase in listed)


@lru_cache(maxsize=16)
def states(region_code: str) -> dict[str, str]:
    """Names and signs of a country's states in plain form, each with its sign."""
    found = {}
    for pair in _lines().get(f"state.{region_code}", "").split(","):
        name, _, sign = pair.strip().partition("=")
        if sign:
            found[" ".join(plain(word) for word in name.split())] = sign
            found[plain(sign)] = sign
    return found


@lru_cache(maxsize=64)
def postcode(region_code: str) -> re.Pattern[str]:
    """Shape of a country's postcodes; four to six digits where it is not known."""
    shape = _lines().get(f"postcode.{region_code}", r"\d{4,6}")
    return re.compile(rf"(?<![\w-])(?:{shape})(?![\w-])", re.IGNORECASE)


def number_first(region_code: str) -> bool:
    """True where the house number is written before the street."""
    return region_code in _lines()["first.number"].split()
