"""The words around an address, read from a plain-text dictionary.

Knowledge of a language is data: `data/regions/words.txt` has a line for each class of words, and
this module turns a class into one pattern.
"""

from __future__ import annotations

import re
from functools import lru_cache

from address.regional.gazetteer import DATA
from address.regional.key import tokens


@lru_cache(maxsize=1)
def dictionary() -> dict[str, tuple[str, ...]]:
    """Every class with its words as they stand in the file, longest first."""
    classes: dict[str, tuple[str, ...]] = {}
    for line in (DATA / "words.txt").read_text(encoding="utf-8").splitlines():
        name, colon, words = line.partition(":")
        if colon and not line.startswith("#"):
            listed = [word.strip() for word in words.split(",") if word.strip()]
            classes[name.strip()] = tuple(sorted(listed, key=len, reverse=True))
    return classes


@lru_cache(maxsize=64)
def announcers(name: str) -> frozenset[str]:
    """Folded first words of a class: a text with none of them holds none of its phrases."""
    return frozenset(tokens(word)[0].key for word in dictionary()[name])


def one_of(name: str) -> str:
    """A pattern (without groups that capture) of any word of a class, whole words only."""
    return f"(?:{'|'.join(_pattern(word) for word in dictionary()[name])})"


def _pattern(word: str) -> str:
    stem = word.removesuffix("*")
    parts = [_spellings(part) for part in stem.split()]
    head = r"(?<!\w)" if stem[0].isalnum() else ""
    # A number may follow at once ("Top2"), a letter may not.
    tail = r"\w*" if word.endswith("*") else r"(?![^\W\d])" if stem[-1].isalnum() else ""
    return head + r"\s+".join(parts) + tail


def _spellings(part: str) -> str:
    """Umlauts also in their other spellings."""
    text = re.escape(part)
    for letter, two, one in (
        ("ä", "ae", "a"),
        ("ö", "oe", "o"),
        ("ü", "ue", "u"),
        ("ß", "ss", "ss"),
    ):
        text = text.replace(letter, f"(?:{letter}|{two}|{one})")
    return text
