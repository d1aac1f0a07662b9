"""Confirmed corrections: stored with who and when, in force everywhere at the next message."""

from __future__ import annotations

from typing import Any

from address.places_model import Alias
from service.datasets.database import Database
from service.datasets.faults import TooManyStoredError
from service.datasets.phrases import Phrase, fold
from service.errors import NotFoundError

ALIASES_MAX = 20_000
_ALL = (
    "number, written, confirmed_text, region_code, actor, create_time_s, deleted_by, delete_time_s"
)
_PREFIX = "alias-"


class AliasStore:
    """Aliases in a database. Nothing is ever removed: what is taken back is marked so."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def confirm(
        self, written: str, confirmed_text: str, region_code: str, actor: str, now_s: int
    ) -> Alias:
        """Adds an alias; one in force for the same words and country is taken back."""
        folded = fold(written)
        with self._database.writing() as connection:
            connection.execute(
                "UPDATE alias SET deleted_by = ?, delete_time_s = ?"
                " WHERE folded = ? AND region_code = ? AND delete_time_s IS NULL",
                (actor, now_s, folded, region_code),
            )
            (count,) = connection.execute(
                "SELECT count(*) FROM alias WHERE delete_time_s IS NULL"
            ).fetchone()
            if count >= ALIASES_MAX:
                raise TooManyStoredError(
                    f"{count:,} aliases are in force, the most there may be; delete some first."
                )
            number = connection.execute(
                "INSERT INTO alias (folded, written, confirmed_text, region_code, actor,"
                " create_time_s) VALUES (?, ?, ?, ?, ?, ?)",
                (folded, written, confirmed_text, region_code, actor, now_s),
            ).lastrowid
        return _alias((number, written, confirmed_text, region_code, actor, now_s, "", None))

    def delete(self, alias_id: str, actor: str, now_s: int) -> Alias:
        """Takes an alias back; NotFoundError when it is not in force."""
        number = alias_id.removeprefix(_PREFIX)
        known = number.isascii() and number.isdigit() and len(number) <= 18
        with self._database.writing() as connection:
            changed = connection.execute(
                "UPDATE alias SET deleted_by = ?, delete_time_s = ?"
                " WHERE number = ? AND delete_time_s IS NULL",
                (actor, now_s, int(number) if known else -1),
            ).rowcount
            if not changed or not alias_id.startswith(_PREFIX):
                raise NotFoundError(f"alias_id {alias_id!r} is not in force; list them first.")
            row = connection.execute(
                f"SELECT {_ALL} FROM alias WHERE number = ?",  # noqa: S608 - our own columns
                (int(number),),
            ).fetchone()
        return _alias(row)

    def page(self, before: int | None, count: int, *, include_deleted: bool) -> list[Alias]:
        """Aliases, newest first, from below the number `before`."""
        with self._database.reading() as connection:
            rows = connection.execute(
                f"SELECT {_ALL} FROM alias"  # noqa: S608 - our own columns
                " WHERE (? IS NULL OR number < ?) AND (? OR delete_time_s IS NULL)"
                " ORDER BY number DESC LIMIT ?",
                (before, before, include_deleted, count),
            ).fetchall()
        return [_alias(row) for row in rows]

    def phrases(self) -> list[Phrase]:
        """All that is in force."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT number, folded, confirmed_text, region_code FROM alias"
                " WHERE delete_time_s IS NULL"
            ).fetchall()
        return [Phrase(f"{_PREFIX}{row[0]}", *row[1:]) for row in rows]


def number_of(alias: Alias) -> int:
    """The number under which an alias is stored."""
    return int(alias.id.removeprefix(_PREFIX))


def _alias(row: tuple[Any, ...]) -> Alias:
    return Alias(
        id=f"{_PREFIX}{row[0]}",
        written=row[1],
        confirmed_text=row[2],
        region_code=row[3],
        actor=row[4],
        create_time_s=row[5],
        deleted_by=row[6],
        delete_time_s=row[7],
    )
