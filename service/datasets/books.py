"""Stored books: rows, the parts they are compared by, and the keys they are found under.

The rows of a book belong to a version number that is used once. Replacing a book writes the new
rows under a new number and turns the book to it in the same transaction, so that a reader sees the
old rows or the new ones, never some of each.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from address.book_match import DoorParts, entry_keys, search_keys
from address.books import CANDIDATES_MAX, ROWS_PER_KEY
from address.places_model import BookInfo, BookRow
from service.datasets.database import Database, new_version
from service.datasets.faults import AlreadyStoredError
from service.errors import NotFoundError

_INFO = "id, name, region_code, version, row_count, unread_count, update_time_s"


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row and the parts that were read in its text."""

    row: BookRow
    parts: DoorParts


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row as stored: the parts to compare, and the whole as JSON."""

    parts: DoorParts
    content: str

    @property
    def row(self) -> BookRow:
        """The row itself."""
        return BookRow.model_validate_json(self.content)


class BookStore:
    """Books in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def create(
        self, book_id: str, name: str, region_code: str, rows: Sequence[ReadRow], now_s: int
    ) -> BookInfo:
        """Stores a new book; AlreadyStoredError when there is one of that id."""
        with self._database.writing() as connection:
            if _find(connection, book_id) is not None:
                raise AlreadyStoredError(
                    f"book_id {book_id!r} is there already; use ReplaceBook, or another id."
                )
            return _put(connection, book_id, name, region_code, rows, now_s)

    def replace(
        self, book_id: str, name: str, region_code: str, rows: Sequence[ReadRow], now_s: int
    ) -> BookInfo:
        """Puts rows in place of those of a book; NotFoundError when there is none."""
        with self._database.writing() as connection:
            _drop_rows(connection, _need(connection, book_id).version)
            return _put(connection, book_id, name, region_code, rows, now_s)

    def delete(self, book_id: str) -> None:
        """Deletes a book; NotFoundError when there is none."""
        with self._database.writing() as connection:
            _drop_rows(connection, _need(connection, book_id).version)
            connection.execute("DELETE FROM book WHERE id = ?", (book_id,))

    def all(self) -> list[BookInfo]:
        """Every book, by id."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {_INFO} FROM book ORDER BY id").fetchall()  # noqa: S608 - our own columns
        return [_info(row) for row in rows]

    def info(self, book_id: str) -> BookInfo:
        """A book; NotFoundError when there is none."""
        with self._database.reading() as connection:
            return _need(connection, book_id)

    def page(self, book_id: str, start: int, count: int) -> tuple[BookInfo, list[BookRow]]:
        """A book and `count` rows from position `start`."""
        with self._database.reading() as connection:
            book = _need(connection, book_id)
            rows = connection.execute(
                "SELECT content FROM book_row WHERE version = ? AND number >= ?"
                " ORDER BY number LIMIT ?",
                (book.version, start, count),
            ).fetchall()
        return book, [BookRow.model_validate_json(content) for (content,) in rows]

    def candidates(self, book_id: str, asked: DoorParts) -> tuple[BookInfo, dict[str, StoredRow]]:
        """Rows that may be meant, by row id: those that share a key, finest keys first."""
        found: dict[int, None] = {}
        entries: dict[str, StoredRow] = {}
        with self._database.reading() as connection:
            book = _need(connection, book_id)
            for key in search_keys(asked):
                numbers = connection.execute(
                    "SELECT number FROM book_key WHERE version = ? AND hash = ? LIMIT ?",
                    (book.version, _hash(key), ROWS_PER_KEY),
                )
                found.update(dict.fromkeys(number for (number,) in numbers))
                if len(found) >= CANDIDATES_MAX:
                    break
            for number in found:
                parts, content = connection.execute(
                    "SELECT parts, content FROM book_row WHERE version = ? AND number = ?",
                    (book.version, number),
                ).fetchone()
                entries[json.loads(content)["id"]] = StoredRow(DoorParts.load(parts), content)
        return book, entries


def _find(connection: sqlite3.Connection, book_id: str) -> BookInfo | None:
    row = connection.execute(f"SELECT {_INFO} FROM book WHERE id = ?", (book_id,)).fetchone()  # noqa: S608 - our own columns
    return None if row is None else _info(row)


def _need(connection: sqlite3.Connection, book_id: str) -> BookInfo:
    found = _find(connection, book_id)
    if found is None:
        raise NotFoundError(f"book_id {book_id!r} is not stored; create it first.")
    return found


def _info(row: tuple[str, str, str, int, int, int, int]) -> BookInfo:
    return BookInfo(
        id=row[0],
        name=row[1],
        region_code=row[2],
        version=row[3],
        row_count=row[4],
        unread_count=row[5],
        update_time_s=row[6],
    )


def _drop_rows(connection: sqlite3.Connection, version: int) -> None:
    connection.execute("DELETE FROM book_key WHERE version = ?", (version,))
    connection.execute("DELETE FROM book_row WHERE version = ?", (version,))


def _put(
    connection: sqlite3.Connection,
    book_id: str,
    name: str,
    region_code: str,
    rows: Sequence[ReadRow],
    now_s: int,
) -> BookInfo:
    version = new_version(connection)
    unread = sum(not row.parts.has_place for row in rows)
    book = (book_id, name, region_code, version, len(rows), unread, now_s)
    connection.execute("INSERT OR REPLACE INTO book VALUES (?, ?, ?, ?, ?, ?, ?)", book)
    connection.executemany(
        "INSERT INTO book_row VALUES (?, ?, ?, ?)",
        (
            (version, number, row.parts.dump(), row.row.model_dump_json())
            for number, row in enumerate(rows)
        ),
    )
    # In the order of the index, so that its pages are written one after the other.
    keys = sorted(_keys(rows))
    connection.executemany(
        "INSERT OR IGNORE INTO book_key VALUES (?, ?, ?)",
        ((version, key, number) for key, number in keys),
    )
    return _info(book)


def _keys(rows: Iterable[ReadRow]) -> Iterator[tuple[int, int]]:
    for number, row in enumerate(rows):
        for key in entry_keys(row.parts):
            yield _hash(key), number


def _hash(key: str) -> int:
    """64 bits of a key: short to store, and no personal data in the index."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
