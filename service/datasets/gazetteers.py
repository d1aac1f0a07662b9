"""Stored gazetteers: countries that were imported, and the caller's own rows on top."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from address.china.villages import Village, stem
from address.gazetteer_model import GazetteerInfo, GazetteerRow, GazetteerRowSet
from service.datasets.database import Database, new_version
from service.errors import NotFoundError

CHINA_CODE = "CN"
_SET = "id, region_code, version, row_count, update_time_s"


class RegionStore:
    """Imported gazetteers in a database: the files as they came, and what is known of them."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, info: GazetteerInfo, region: bytes, zones: bytes) -> GazetteerInfo:
        """Stores a gazetteer in place of one of the same country."""
        with self._database.writing() as connection:
            stored = info.model_copy(update={"version": new_version(connection)})
            connection.execute(
                "INSERT OR REPLACE INTO region VALUES (?, ?, ?, ?, ?)",
                (stored.region_code, stored.version, stored.model_dump_json(), region, zones),
            )
        return stored

    def put_villages(self, info: GazetteerInfo, villages: Iterable[Village]) -> GazetteerInfo:
        """Stores the villages of China in place of those there are."""
        with self._database.writing() as connection:
            stored = info.model_copy(update={"version": new_version(connection)})
            connection.execute("DELETE FROM village")
            connection.executemany(
                "INSERT OR IGNORE INTO village VALUES (?, ?, ?)",
                sorted((stem(one.name), one.code, one.name) for one in villages),
            )
            connection.execute(
                "INSERT OR REPLACE INTO region VALUES (?, ?, ?, ?, ?)",
                (stored.region_code, stored.version, stored.model_dump_json(), b"", b""),
            )
        return stored

    def find_villages(self, of_stem: str, prefix: str) -> list[Village]:
        """Villages of a stem whose codes begin with `prefix`, at most three."""
        with self._database.reading() as connection:
            rows = connection.execute(
                "SELECT code, name FROM village WHERE stem = ? AND code >= ? AND code < ? LIMIT 3",
                (of_stem, prefix, f"{prefix}~"),
            ).fetchall()
        return [Village(code, name) for code, name in rows]

    def delete(self, region_code: str) -> None:
        """Deletes a gazetteer; NotFoundError when none of that country was imported."""
        with self._database.writing() as connection:
            if region_code == CHINA_CODE:
                connection.execute("DELETE FROM village")
            done = connection.execute("DELETE FROM region WHERE region_code = ?", (region_code,))
            if not done.rowcount:
                raise NotFoundError(f"region_code {region_code!r} was not imported; list them.")

    def all(self) -> list[GazetteerInfo]:
        """Every gazetteer that was imported, by country."""
        with self._database.reading() as connection:
            rows = connection.execute("SELECT info FROM region ORDER BY region_code").fetchall()
        return [GazetteerInfo.model_validate_json(info) for (info,) in rows]

    def versions(self) -> dict[str, int]:
        """Country -> version of its gazetteer."""
        with self._database.reading() as connection:
            return dict(connection.execute("SELECT region_code, version FROM region").fetchall())

    def files(self, region_code: str) -> tuple[bytes, bytes]:
        """The region file and its layer of municipalities; NotFoundError when there is none."""
        with self._database.reading() as connection:
            row = connection.execute(
                "SELECT region, zones FROM region WHERE region_code = ?", (region_code,)
            ).fetchone()
        if row is None:
            raise NotFoundError(f"region_code {region_code!r} was not imported; list them.")
        return row[0], row[1]


class OwnRowStore:
    """Sets of own rows in a database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(
        self, set_id: str, region_code: str, rows: Sequence[GazetteerRow], now_s: int
    ) -> GazetteerRowSet:
        """Stores a set in place of one of the same id."""
        with self._database.writing() as connection:
            stored = GazetteerRowSet(
                id=set_id,
                region_code=region_code,
                version=new_version(connection),
                row_count=len(rows),
                update_time_s=now_s,
            )
            connection.execute("DELETE FROM own_row WHERE set_id = ?", (set_id,))
            connection.execute(
                "INSERT OR REPLACE INTO own_row_set VALUES (?, ?, ?, ?, ?)",
                (set_id, region_code, stored.version, stored.row_count, now_s),
            )
            connection.executemany(
                "INSERT INTO own_row VALUES (?, ?, ?)",
                ((set_id, number, row.model_dump_json()) for number, row in enumerate(rows)),
            )
        return stored

    def delete(self, set_id: str) -> None:
        """Deletes a set; NotFoundError when there is none."""
        with self._database.writing() as connection:
            if not connection.execute("DELETE FROM own_row_set WHERE id = ?", (set_id,)).rowcount:
                raise _missing(set_id)
            connection.execute("DELETE FROM own_row WHERE set_id = ?", (set_id,))

    def all(self) -> list[GazetteerRowSet]:
        """Every set, by id."""
        with self._database.reading() as connection:
            rows = connection.execute(f"SELECT {_SET} FROM own_row_set ORDER BY id").fetchall()  # noqa: S608 - our own columns
        return [_row_set(row) for row in rows]

    def find(self, set_id: str) -> tuple[GazetteerRowSet, list[GazetteerRow]]:
        """A set and its rows; NotFoundError when there is none."""
        with self._database.reading() as connection:
            row = connection.execute(
                f"SELECT {_SET} FROM own_row_set WHERE id = ?",  # noqa: S608 - our own columns
                (set_id,),
            ).fetchone()
            contents = connection.execute(
                "SELECT content FROM own_row WHERE set_id = ? ORDER BY number", (set_id,)
            ).fetchall()
        if row is None:
            raise _missing(set_id)
        return _row_set(row), [_own_row(content) for (content,) in contents]

    def versions(self) -> dict[str, tuple[tuple[str, int], ...]]:
        """Country -> ids and versions of its sets."""
        found: dict[str, tuple[tuple[str, int], ...]] = {}
        for one in self.all():
            found[one.region_code] = (*found.get(one.region_code, ()), (one.id, one.version))
        return found

    def rows_of(self, region_code: str, *, without: str | None = None) -> list[GazetteerRow]:
        """All rows of a country, set by set, but those of the set `without`."""
        sets = [one.id for one in self.all() if one.region_code == region_code]
        return list(self._rows(one for one in sets if one != without))

    def _rows(self, set_ids: Iterable[str]) -> Iterable[GazetteerRow]:
        for set_id in set_ids:
            yield from self.find(set_id)[1]


def _row_set(row: tuple[str, str, int, int, int]) -> GazetteerRowSet:
    return GazetteerRowSet(
        id=row[0], region_code=row[1], version=row[2], row_count=row[3], update_time_s=row[4]
    )


def _own_row(content: str) -> GazetteerRow:
    return GazetteerRow.model_validate_json(content)


def _missing(set_id: str) -> NotFoundError:
    return NotFoundError(f"set_id {set_id!r} is not stored; list them first.")
