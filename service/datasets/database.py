"""The SQLite file of the caller's own data, opened once by each process that needs it.

Workers read and write it themselves: SQLite is the index, so a change that one of them commits is
what every other sees at its next call, without a message between them. Everything is committed
before it is answered and so outlives the end of any process.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

FILE = "places.sqlite"
BUSY_S = 60.0
"""How long a writer waits for another one."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS version (
    number INTEGER PRIMARY KEY AUTOINCREMENT
);
CREATE TABLE IF NOT EXISTS book (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    region_code TEXT NOT NULL,
    version INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    unread_count INTEGER NOT NULL,
    update_time_s INTEGER NOT NULL,
    rows_key INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS book_staged (
    rows_key INTEGER PRIMARY KEY,
    time_s INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS book_row (
    version INTEGER NOT NULL,
    number INTEGER NOT NULL,
    parts TEXT NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (version, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS book_key (
    version INTEGER NOT NULL,
    hash INTEGER NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (version, hash, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS zone_layer (
    id TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    info TEXT NOT NULL,
    report TEXT NOT NULL,
    spec TEXT NOT NULL,
    content BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS region (
    region_code TEXT PRIMARY KEY,
    version INTEGER NOT NULL,
    info TEXT NOT NULL,
    region BLOB NOT NULL,
    zones BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS village (
    stem TEXT NOT NULL,
    code TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (stem, code)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS own_row_set (
    id TEXT PRIMARY KEY,
    region_code TEXT NOT NULL,
    version INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    update_time_s INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS own_row (
    set_id TEXT NOT NULL,
    number INTEGER NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (set_id, number)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS alias (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    folded TEXT NOT NULL,
    written TEXT NOT NULL,
    confirmed_text TEXT NOT NULL,
    region_code TEXT NOT NULL,
    actor TEXT NOT NULL,
    create_time_s INTEGER NOT NULL,
    deleted_by TEXT NOT NULL DEFAULT '',
    delete_time_s INTEGER
);
"""


class Database:
    """One connection to the file in `folder`. Safe between threads."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / FILE
        self._lock = threading.RLock()
        self._own_changes = 0
        self._connection = sqlite3.connect(
            path, timeout=BUSY_S, check_same_thread=False, isolation_level=None
        )
        path.chmod(0o600)
        # What is deleted held personal data: it is overwritten, not only unlinked.
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        with self._lock:
            self._connection.executescript(_SCHEMA)
            self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        """Adds what a file of an earlier version of the service lacks."""
        self._connection.execute("BEGIN IMMEDIATE")
        columns = [row[1] for row in self._connection.execute("PRAGMA table_info(book)")]
        if "rows_key" not in columns:
            self._connection.execute(
                "ALTER TABLE book ADD COLUMN rows_key INTEGER NOT NULL DEFAULT 0"
            )
            self._connection.execute("UPDATE book SET rows_key = version")
        self._connection.execute("COMMIT")

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._connection.close()

    @contextlib.contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A view of the file that does not change while the block lasts."""
        with self._lock:
            self._connection.execute("BEGIN")
            try:
                yield self._connection
            finally:
                self._connection.execute("ROLLBACK")

    @contextlib.contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """All that the block writes, or nothing; on the disk when the block ends."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")
            self._own_changes += 1

    def state(self) -> tuple[int, int]:
        """Differs from what it was when anybody has changed the file; takes microseconds."""
        with self._lock:
            others = self._connection.execute("PRAGMA data_version").fetchone()[0]
            return others, self._own_changes


def new_version(connection: sqlite3.Connection) -> int:
    """A number that was never given before; inside `writing`."""
    number = connection.execute("INSERT INTO version DEFAULT VALUES").lastrowid
    connection.execute("DELETE FROM version WHERE number < ?", (number,))
    return number or 0
