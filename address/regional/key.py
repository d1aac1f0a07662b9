"""Keys under which differently written names meet.

A key is what is left of a name when case, accents, blanks, hyphens and the usual short forms are
taken away: "Dr. Josef Hoop-Straße", "Dr Josef-Hoop-Str." and "DR JOSEF HOOP STRASSE" share one.
Umlauts meet their two-letter and their bare spelling alike (ä = ae = a), because people write all
three; the price, a few more names on one key, is paid by comparing the full names afterwards.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:[’'`´][^\W\d_]+)*|\d+")
_DIGRAPHS = (("ae", "a"), ("oe", "o"), ("ue", "u"))
_LIGATURES = str.maketrans({"ß": "ss", "ẞ": "ss", "æ": "a", "œ": "o", "ø": "o", "ł": "l", "đ": "d"})
_ENDINGS = (
    ("strassse", "str"),
    ("strasse", "str"),
    ("strase", "str"),
    ("stras", "str"),
    ("strass", "str"),
    ("straat", "str"),
    ("strs", "str"),
    ("gasse", "gas"),
    ("gass", "gas"),
    ("platz", "pl"),
)
_LONG_FORMS = tuple(long for long, _ in _ENDINGS)
_LONG_ENDINGS = (("str", "strasse"), ("gas", "gasse"), ("pl", "platz"))
_SHORT_WORDS = {
    "doktor": "dr",
    "professor": "prof",
    "sankt": "st",
    "santa": "st",
    "saint": "st",
    "heilig": "hl",
}
ARTICLES = frozenset(
    (
        "im",
        "in",
        "am",
        "an",
        "auf",
        "bei",
        "beim",
        "bim",
        "zum",
        "zur",
        "unter",
        "der",
        "dem",
        "den",
        "die",
        "das",
        "ob",
        "hinter",
        "vor",
        "a",
        "uf",
    )
)
"""Words that open a street name and are often left out."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a number of a text with its place in it, in code points."""

    text: str
    start: int
    end: int
    key: str
    wide: str


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Bare lower-case letters and digits of `word`; umlauts and digraphs become one letter."""
    low = word.casefold().translate(_LIGATURES)
    plain = unicodedata.normalize("NFKD", low)
    bare = "".join(letter for letter in plain if letter.isalnum())
    for two, one in _DIGRAPHS:
        bare = bare.replace(two, one)
    return bare


@lru_cache(maxsize=65_536)
def widen(word: str) -> str:
    """Bare lower-case letters and digits of `word`; umlauts become two letters."""
    low = word.casefold().replace("ß", "ss")
    for letter, two in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        low = low.replace(letter, two)
    plain = unicodedata.normalize("NFKD", low.translate(_LIGATURES))
    return "".join(letter for letter in plain if letter.isalnum())


def tokens(text: str) -> list[Token]:
    """Words and numbers of `text` in order; everything between them is dropped."""
    return [
        Token(match[0], match.start(), match.end(), fold(match[0]), widen(match[0]))
        for match in _WORD.finditer(text)
    ]


def join_key(keys: list[str] | tuple[str, ...]) -> str:
    """Key of a name from the folded words it is made of."""
    joined = "".join([_SHORT_WORDS.get(key, key) for key in keys])
    if joined.endswith(_LONG_FORMS):
        for long, short in _ENDINGS:
            if joined.endswith(long):
                return joined[: -len(long)] + short
    return joined


@lru_cache(maxsize=65_536)
def name_key(name: str) -> str:
    """Key of a whole name."""
    return join_key([token.key for token in tokens(name)])


def wide_key(name: str) -> str:
    """Key of a whole name with umlauts as two letters."""
    return join_key([token.wide for token in tokens(name)])


def long_key(key: str) -> str:
    """The key with its ending written out, to compare with a name whose ending is misspelt."""
    for short, long in _LONG_ENDINGS:
        if key.endswith(short) and len(key) > len(short):
            return key[: -len(short)] + long
    return key


def short_key(name: str) -> str:
    """Key of a name without the articles it opens with; empty when nothing is left out."""
    words = [token.key for token in tokens(name)]
    rest = list(words)
    while len(rest) > 1 and rest[0] in ARTICLES:
        rest.pop(0)
    return join_key(rest) if len(rest) < len(words) and len(rest[0]) > 2 else ""
