"""Stored books: rows, the parts they are compared by, and the keys they are found under.

The rows of a book lie under a key that is used once. Replacing a book writes the new rows under a
new key and turns the book to it in one transaction, so that a reader sees the old rows or the new
ones, never some of each; a large book is written piece by piece first and turned to at the end.
Single rows are changed in place, in one transaction. Every change gives the book a new version.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields

from address.book_match import DoorParts, entry_keys, search_keys
from address.books import CANDIDATES_MAX, ROWS_PER_KEY
from address.places_model import BookInfo, BookRow
from service.datasets.database import Database, new_version
from service.datasets.faults import AlreadyStoredError, ChangedMeanwhileError
from service.errors import NotFoundError

STALE_S = 86_400
"""Staged rows older than this were left behind by a worker that was killed."""

_PLACE_COLUMNS = [
    f"$[{[one.name for one in fields(DoorParts)].index(name)}]"
    for name in ("road", "poi", "village")
]
"""What makes a row one that can be found (`DoorParts.has_place`), in its stored form."""

_INFO = "id, name, region_code, version, row_count, unread_count, update_time_s"


@dataclass(frozen=True, slots=True)
class BookHead:
    """What a book is called."""

    id: str
    name: str
    region_code: str


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
                raise already_stored(book_id)
            key = new_version(connection)
            _add_rows(connection, key, 0, rows)
            return _turn(connection, BookHead(book_id, name, region_code), key, now_s)

    def replace(
        self, book_id: str, name: str, region_code: str, rows: Sequence[ReadRow], now_s: int
    ) -> BookInfo:
        """Puts rows in place of those of a book; NotFoundError when there is none."""
        with self._database.writing() as connection:
            _drop_rows(connection, _need(connection, book_id)[1])
            key = new_version(connection)
            _add_rows(connection, key, 0, rows)
            return _turn(connection, BookHead(book_id, name, region_code), key, now_s)

    def patch(
        self,
        book_id: str,
        rows: Sequence[ReadRow],
        removed_ids: Sequence[str],
        expected_version: int,
        now_s: int,
    ) -> BookInfo:
        """Changes single rows. NotFoundError when there is no such book, ChangedMeanwhileError
        when it has another version than expected (0 for any)."""
        with self._database.writing() as connection:
            book, key = _need(connection, book_id)
            check_version(book, expected_version)
            known = _numbers_of(connection, key, {row.row.id for row in rows} | set(removed_ids))
            numbers = json.dumps(list(known.values()))
            for table in ("book_row", "book_key"):
                connection.execute(
                    f"DELETE FROM {table} WHERE version = ?"  # noqa: S608 - our own tables
                    " AND number IN (SELECT value FROM json_each(?))",
                    (key, numbers),
                )
            (last,) = connection.execute(
                "SELECT coalesce(max(number), -1) FROM book_row WHERE version = ?", (key,)
            ).fetchone()
            last = max([last, *known.values()])
            for row in rows:
                if row.row.id in known:
                    _add_rows(connection, key, known[row.row.id], [row])
                else:
                    last += 1
                    _add_rows(connection, key, last, [row])
            head = BookHead(book_id, book.name, book.region_code)
            return _turn(connection, head, key, now_s)

    def missing(self, book_id: str, row_ids: Sequence[str]) -> set[str]:
        """Those of the ids that no row of the book has; NotFoundError when there is no book."""
        with self._database.reading() as connection:
            _, key = _need(connection, book_id)
            return set(row_ids) - set(_numbers_of(connection, key, set(row_ids)))

    # -- large books, piece by piece ---------------------------------------------------------------

    def stage(self, now_s: int) -> int:
        """A key for rows that no book has yet. What was staged a day ago is given up."""
        with self._database.writing() as connection:
            old = connection.execute(
                "SELECT rows_key FROM book_staged WHERE time_s < ?", (now_s - STALE_S,)
            ).fetchall()
            for (key,) in old:
                _drop_rows(connection, key)
            key = new_version(connection)
            connection.execute("INSERT INTO book_staged VALUES (?, ?)", (key, now_s))
        return key

    def add(self, key: int, first: int, rows: Sequence[ReadRow]) -> None:
        """Writes a piece of a staged book, from position `first`."""
        with self._database.writing() as connection:
            _add_rows(connection, key, first, rows)

    def turn(self, book_id: str, name: str, region_code: str, key: int, now_s: int) -> BookInfo:
        """Makes staged rows the book of that id, new or in place of another."""
        with self._database.writing() as connection:
            before = _find(connection, book_id)
            if before is not None:
                _drop_rows(connection, before[1])
            connection.execute("DELETE FROM book_staged WHERE rows_key = ?", (key,))
            return _turn(connection, BookHead(book_id, name, region_code), key, now_s)

    def give_up(self, key: int) -> None:
        """Drops staged rows."""
        with self._database.writing() as connection:
            _drop_rows(connection, key)

    def delete(self, book_id: str) -> None:
        """Deletes a book; NotFoundError when there is none."""
        with self._database.writing() as connection:
            _drop_rows(connection, _need(connection, book_id)[1])
            connection.execute("DELETE FROM book WHERE id = ?", (book_id,))

    def all(self) -> list[BookInfo]:
        """Every book, by id."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {_INFO} FROM book ORDER BY id").fetchall()  # noqa: S608 - our own columns
        return [_info(row) for row in rows]

    def info(self, book_id: str) -> BookInfo:
        """A book; NotFoundError when there is none."""
        with self._database.reading() as connection:
            return _need(connection, book_id)[0]

    def page(self, book_id: str, start: int, count: int) -> tuple[BookInfo, list[BookRow], int]:
        """A book, `count` rows from position `start`, and the position of the row after them; -1
        when there is none."""
        with self._database.reading() as connection:
            book, key = _need(connection, book_id)
            rows = connection.execute(
                "SELECT content, number FROM book_row WHERE version = ? AND number >= ?"
                " ORDER BY number LIMIT ?",
                (key, start, count + 1),
            ).fetchall()
        after = rows[count][1] if len(rows) > count else -1
        return book, [BookRow.model_validate_json(content) for content, _ in rows[:count]], after

    def candidates(self, book_id: str, asked: DoorParts) -> tuple[BookInfo, dict[str, StoredRow]]:
        """Rows that may be meant, by row id: those that share a key, finest keys first."""
        found: dict[int, None] = {}
        entries: dict[str, StoredRow] = {}
        with self._database.reading() as connection:
            book, rows_key = _need(connection, book_id)
            for key in search_keys(asked):
                numbers = connection.execute(
                    "SELECT number FROM book_key WHERE version = ? AND hash = ? LIMIT ?",
                    (rows_key, _hash(key), ROWS_PER_KEY),
                )
                found.update(dict.fromkeys(number for (number,) in numbers))
                if len(found) >= CANDIDATES_MAX:
                    break
            for number in found:
                parts, content = connection.execute(
                    "SELECT parts, content FROM book_row WHERE version = ? AND number = ?",
                    (rows_key, number),
                ).fetchone()
                entries[json.loads(content)["id"]] = StoredRow(DoorParts.load(parts), content)
        return book, entries


def _find(connection: sqlite3.Connection, book_id: str) -> tuple[BookInfo, int] | None:
    """A book and the key of its rows."""
    row = connection.execute(
        f"SELECT {_INFO}, rows_key FROM book WHERE id = ?",  # noqa: S608 - our own columns
        (book_id,),
    ).fetchone()
    return None if row is None else (_info(row[:-1]), row[-1])


def _need(connection: sqlite3.Connection, book_id: str) -> tuple[BookInfo, int]:
    found = _find(connection, book_id)
    if found is None:
        raise NotFoundError(f"book_id {book_id!r} is not stored; create it first.")
    return found


def check_version(book: BookInfo, expected_version: int) -> None:
    """ChangedMeanwhileError when a book has another version than expected (0 for any)."""
    if expected_version not in (0, book.version):
        raise ChangedMeanwhileError(
            f"the book has version {book.version}, not {expected_version}; read it again."
        )


def already_stored(book_id: str) -> AlreadyStoredError:
    """The refusal of a second book of one id."""
    return AlreadyStoredError(
        f"book_id {book_id!r} is there already; use ReplaceBook, or another id."
    )


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


def _drop_rows(connection: sqlite3.Connection, key: int) -> None:
    connection.execute("DELETE FROM book_key WHERE version = ?", (key,))
    connection.execute("DELETE FROM book_row WHERE version = ?", (key,))
    connection.execute("DELETE FROM book_staged WHERE rows_key = ?", (key,))


def _numbers_of(connection: sqlite3.Connection, key: int, row_ids: set[str]) -> dict[str, int]:
    """Positions of the rows that have these ids."""
    rows = connection.execute(
        "SELECT json_extract(content, '$.id'), number FROM book_row WHERE version = ?", (key,)
    )
    return {row_id: number for row_id, number in rows if row_id in row_ids}


def _turn(connection: sqlite3.Connection, head: BookHead, key: int, now_s: int) -> BookInfo:
    """Makes the rows under a key those of a book, with a new version."""
    count, unread = connection.execute(
        "SELECT count(*), coalesce(sum(unread), 0) FROM"
        " (SELECT json_extract(parts, ?) = '' AND json_extract(parts, ?) = ''"
        " AND json_extract(parts, ?) = '' AS unread FROM book_row WHERE version = ?)",
        (*_PLACE_COLUMNS, key),
    ).fetchone()
    version = new_version(connection)
    book = (head.id, head.name, head.region_code, version, count, unread, now_s)
    connection.execute("INSERT OR REPLACE INTO book VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (*book, key))
    return _info(book)


def _add_rows(
    connection: sqlite3.Connection, key: int, first: int, rows: Sequence[ReadRow]
) -> None:
    """Writes rows under a key, from position `first`."""
    connection.executemany(
        "INSERT INTO book_row VALUES (?, ?, ?, ?)",
        (
            (key, number, row.parts.dump(), row.row.model_dump_json())
            for number, row in enumerate(rows, first)
        ),
    )
    # In the order of the index, so that its pages are written one after the other.
    hashes = sorted(_keys(rows, first))
    connection.executemany(
        "INSERT OR IGNORE INTO book_key VALUES (?, ?, ?)",
        ((key, found, number) for found, number in hashes),
    )


def _keys(rows: Iterable[ReadRow], first: int) -> Iterator[tuple[int, int]]:
    for number, row in enumerate(rows, first):
        for key in entry_keys(row.parts):
            yield _hash(key), number


def _hash(key: str) -> int:
    """64 bits of a key: short to store, and no personal data in the index."""
    digest = hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
