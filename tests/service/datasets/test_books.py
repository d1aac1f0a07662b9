"""Stored books: whole or not at all, for every process, whatever becomes of the writer."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from address.book_match import DoorParts
from address.places_model import BookRow
from service.datasets.books import BookStore, ReadRow
from service.datasets.database import FILE, Database
from service.datasets.faults import AlreadyStoredError
from service.errors import NotFoundError


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = Database(tmp_path)
    yield opened
    opened.close()


def _row(name: str, room: str) -> ReadRow:
    text = f"mill lane 1 flat {room}"
    parts = DoorParts(text=text, road="milllane", house_number="1", room=room)
    return ReadRow(BookRow(id=name, text=text), parts)


def _found(store: BookStore, room: str) -> set[str]:
    asked = DoorParts(road="milllane", house_number="1", room=room)
    return set(store.candidates("b", asked)[1])


def test_a_change_is_seen_by_another_connection(tmp_path: Path, database: Database) -> None:
    other = Database(tmp_path)
    writer, reader = BookStore(database), BookStore(other)
    first = writer.create("b", "", "", [_row("a", "1")], 5)
    before = other.state()
    assert "a" in _found(reader, "1")
    second = writer.replace("b", "", "", [_row("c", "1")], 6)
    assert other.state() != before
    assert second.version > first.version
    assert _found(reader, "1") == {"c"}
    writer.delete("b")
    with pytest.raises(NotFoundError):
        reader.info("b")
    other.close()


def test_what_was_answered_outlives_the_process(tmp_path: Path) -> None:
    code = f"""
import os, signal
from pathlib import Path
from service.datasets.books import BookStore
from service.datasets.database import Database
from tests.service.datasets.test_books import _row
store = BookStore(Database(Path({str(tmp_path)!r})))
store.create("b", "", "", [_row("a", "1")], 5)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], check=False)  # noqa: S603 - our own code
    assert done.returncode == -signal.SIGKILL
    database = Database(tmp_path)
    assert _found(BookStore(database), "1") == {"a"}
    database.close()


def test_a_replacement_that_fails_changes_nothing(database: Database) -> None:
    store = BookStore(database)
    before = store.create("b", "", "", [_row("a", "1")], 5)
    broken = ReadRow(BookRow(id="x", text="x"), DoorParts(road=b"no text"))  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        store.replace("b", "", "", [broken], 6)
    assert store.info("b") == before
    assert _found(store, "1") == {"a"}


def test_an_id_is_taken_once(database: Database) -> None:
    store = BookStore(database)
    store.create("b", "", "", [_row("a", "1")], 5)
    with pytest.raises(AlreadyStoredError):
        store.create("b", "", "", [_row("a", "1")], 5)


def test_a_door_is_found_among_thousands_of_one_house(database: Database) -> None:
    store = BookStore(database)
    store.create("b", "", "", [_row(f"r{room}", str(room)) for room in range(3_000)], 5)
    found = _found(store, "2718")
    assert "r2718" in found
    assert len(found) < 200


def test_only_the_owner_may_read_and_the_index_holds_no_text(
    tmp_path: Path, database: Database
) -> None:
    BookStore(database).create("b", "", "", [_row("a", "1")], 5)
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    reader = sqlite3.connect(tmp_path / FILE)
    assert all(
        isinstance(value, int) for row in reader.execute("SELECT * FROM book_key") for value in row
    )
    reader.close()
