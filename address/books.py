"""A book of places in memory: rows in, "in the book" or not out.

    book = Book.of([("home", recognizer.recognize(text), text)])
    book.match(recognizer.recognize(asked), asked).verdict

A book that is stored elsewhere does the same with `search_keys`, `judge` and its own index.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from address.book_match import (
    BookMatch,
    DoorParts,
    door_parts,
    entry_keys,
    judge,
    search_keys,
)
from address.model import RecognizedAddress

ROWS_PER_KEY = 32
"""Entries taken from one key: where more share it, finer keys tell them apart."""
CANDIDATES_MAX = 160


@dataclass(frozen=True, slots=True)
class Book:
    """Entries by id, and the keys they are filed under."""

    entries: dict[str, DoorParts] = field(default_factory=dict)
    _filed: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, rows: Iterable[tuple[str, RecognizedAddress, str]]) -> Book:
        """A book of rows: id, what was read, and the text it was read from."""
        book = cls()
        for entry_id, read, text in rows:
            parts = door_parts(read, text)
            book.entries[entry_id] = parts
            for key in entry_keys(parts):
                book._filed[key].append(entry_id)
        return book

    def match(self, read: RecognizedAddress, text: str, *, limit: int = 5) -> BookMatch:
        """The entries that a text may mean, and whether one of them is meant."""
        asked = door_parts(read, text)
        found: dict[str, None] = {}
        for key in search_keys(asked):
            found.update(dict.fromkeys(self._filed.get(key, ())[:ROWS_PER_KEY]))
            if len(found) >= CANDIDATES_MAX:
                break
        return judge(asked, ((one, self.entries[one]) for one in found), limit=limit)
