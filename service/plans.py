"""Stored plans: what was answered, so that it can be asked for again.

One SQLite file in the service's data folder. A plan is committed before it is answered, so nothing
that a caller has seen is lost. Plans hold personal data: they expire, and can be deleted.
"""

from __future__ import annotations

import hashlib
import sqlite3
import threading
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

_SCHEMA = """
CREATE TABLE IF NOT EXISTS plan (
    id TEXT PRIMARY KEY,
    request_id TEXT UNIQUE,
    request_hash BLOB NOT NULL,
    create_time_s INTEGER NOT NULL,
    request BLOB NOT NULL,
    response BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS plan_age ON plan (create_time_s);
CREATE TABLE IF NOT EXISTS courier_day (
    courier_id TEXT NOT NULL,
    day TEXT NOT NULL,
    plan_id TEXT NOT NULL REFERENCES plan (id) ON DELETE CASCADE,
    sequence INTEGER PRIMARY KEY AUTOINCREMENT
);
CREATE INDEX IF NOT EXISTS courier_day_find ON courier_day (courier_id, day);
"""


class RequestIdReusedError(Exception):
    """The same request_id came with another request."""

    def __init__(self, request_id: str) -> None:
        self.request_id = request_id
        super().__init__(
            f"request_id {request_id!r} was used for a request with other content; use a new id"
        )


@dataclass(frozen=True, slots=True)
class StoredPlan:
    """A plan as stored: serialized request and response messages."""

    id: str
    request: bytes
    response: bytes


class PlanStore:
    """Keeps plans in `path` for `keep_s` seconds. Safe between threads."""

    def __init__(self, path: Path, *, keep_s: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._keep_s = keep_s
        self._lock = threading.Lock()
        self._connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        path.chmod(0o600)
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            self._connection.execute(f"PRAGMA {pragma}")
        self._connection.executescript(_SCHEMA)

    def close(self) -> None:
        """Closes the file."""
        with self._lock:
            self._connection.close()

    def find(self, request_id: str, request: bytes) -> StoredPlan | None:
        """The plan stored for `request_id`; RequestIdReusedError when the request differs."""
        with self._lock, closing(self._connection.cursor()) as cursor:
            row = cursor.execute(
                "SELECT id, request_hash, request, response FROM plan WHERE request_id = ?",
                (request_id,),
            ).fetchone()
        if row is None:
            return None
        if row[1] != _hash(request):
            raise RequestIdReusedError(request_id)
        return StoredPlan(row[0], row[2], row[3])

    def add(
        self,
        plan: StoredPlan,
        *,
        request_id: str | None,
        create_time_s: int,
        courier_days: Iterable[tuple[str, str]],
    ) -> StoredPlan:
        """Stores a plan and who drives it on which day ("YYYY-MM-DD"); drops expired ones.

        When a plan with the same request_id arrived first, that one is returned and kept.
        """
        with self._lock, closing(self._connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                cursor.execute(
                    "DELETE FROM plan WHERE create_time_s < ?", (create_time_s - self._keep_s,)
                )
                inserted = cursor.execute(
                    "INSERT INTO plan VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
                    (
                        plan.id,
                        request_id,
                        _hash(plan.request),
                        create_time_s,
                        plan.request,
                        plan.response,
                    ),
                ).rowcount
                if inserted:
                    cursor.executemany(
                        "INSERT INTO courier_day (courier_id, day, plan_id) VALUES (?, ?, ?)",
                        [(courier, day, plan.id) for courier, day in courier_days],
                    )
                cursor.execute("COMMIT")
            except BaseException:
                cursor.execute("ROLLBACK")
                raise
        if not inserted and request_id is not None:
            first = self.find(request_id, plan.request)
            if first is not None:
                return first
        return plan

    def newest_for_courier(self, courier_id: str, day: str) -> StoredPlan | None:
        """The newest plan in which the courier drives on `day`."""
        with self._lock, closing(self._connection.cursor()) as cursor:
            row = cursor.execute(
                "SELECT plan.id, plan.request, plan.response FROM courier_day"
                " JOIN plan ON plan.id = courier_day.plan_id"
                " WHERE courier_id = ? AND day = ? ORDER BY sequence DESC LIMIT 1",
                (courier_id, day),
            ).fetchone()
        return None if row is None else StoredPlan(*row)

    def newest_naming(self, courier_id: str) -> StoredPlan | None:
        """The newest plan that names the courier, on whatever day."""
        with self._lock, closing(self._connection.cursor()) as cursor:
            row = cursor.execute(
                "SELECT plan.id, plan.request, plan.response FROM courier_day"
                " JOIN plan ON plan.id = courier_day.plan_id"
                " WHERE courier_id = ? ORDER BY sequence DESC LIMIT 1",
                (courier_id,),
            ).fetchone()
        return None if row is None else StoredPlan(*row)


def _hash(request: bytes) -> bytes:
    return hashlib.sha256(request).digest()
