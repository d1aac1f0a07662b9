"""The caller's own divisions in the Chinese gazetteer: rows of its packed text, added and changed.

The packed text is the one form in which the gazetteer is described (see `gazetteer.py`); a row that
is put in there is found by every index like any other. New rows stand behind those that ship, so
that the rows that refer to their parents by position stay right.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence

from pypinyin import lazy_pinyin

from address.china.gazetteer import (
    CITY,
    COUNTY_KINDS,
    DISTRICT,
    LEVEL_OF_LETTER,
    TOWNSHIP,
    TOWNSHIP_KINDS,
    Gazetteer,
)
from address.datum import CoordinateSystem, convert
from address.gazetteer_model import GazetteerRow, GazetteerRowKind
from address.own_rows import DIVISIONS, PLACES, RowFault

_CODE = {DISTRICT: re.compile(r"\d{6}"), TOWNSHIP: re.compile(r"\d{12}")}
_LETTER = {level: letter for letter, level in LEVEL_OF_LETTER.items()}
_USUAL_KM = {DISTRICT: 60, TOWNSHIP: 15}
_KINDS = {DISTRICT: COUNTY_KINDS, TOWNSHIP: TOWNSHIP_KINDS}


def with_own_divisions(packed: str, rows: Iterable[GazetteerRow]) -> str:
    """The packed gazetteer with new and changed divisions; rows of other kinds are passed over.

    Rows must be without faults (`division_faults`).
    """
    wanted = [row for row in rows if row.kind in DIVISIONS]
    if not wanted:
        return packed
    lines = packed.split("\n")
    head = lines.index("[divisions]")
    end = next(at for at in range(head + 1, len(lines)) if lines[at].startswith("["))
    divisions = [line.split("\t") for line in lines[head + 1 : end] if line]
    at_code = {columns[1]: number for number, columns in enumerate(divisions) if columns[1]}
    for row in wanted:
        if row.kind is GazetteerRowKind.CHANGED_DIVISION:
            _change(divisions[at_code[row.code]], row)
        else:
            number = at_code[row.parent]
            level = LEVEL_OF_LETTER[divisions[number][0]]
            level = DISTRICT if level <= CITY else TOWNSHIP
            at_code[row.code] = len(divisions)
            divisions.append(_division(row, level, number))
    made = ["\t".join(columns) for columns in divisions]
    return "\n".join([*lines[: head + 1], *made, *lines[end:]])


def _division(row: GazetteerRow, level: int, parent: int) -> list[str]:
    short = _short(row.name, level)
    return [
        _LETTER[level],
        row.code,
        str(parent),
        row.name,
        "" if short == row.name else short,
        "|".join(row.also_named),
        " ".join(lazy_pinyin(short)),
        _point(row, level),
    ]


def _change(columns: list[str], row: GazetteerRow) -> None:
    level = LEVEL_OF_LETTER[columns[0]]
    names = [each for each in columns[5].split("|") if each]
    if row.name != columns[3]:
        # The names it had stay known: people write them for years.
        names += [columns[3], columns[4] or columns[3]]
        short = _short(row.name, level)
        columns[3], columns[4] = row.name, "" if short == row.name else short
        columns[6] = " ".join(lazy_pinyin(short))
    names += row.also_named
    columns[5] = "|".join(
        dict.fromkeys(name for name in names if name not in (columns[3], columns[4]))
    )
    if row.point is not None:
        columns[7] = _point(row, level)


def _short(name: str, level: int) -> str:
    """The name without the word for its kind, where enough is left."""
    for kind in _KINDS.get(level, ()):
        if name.endswith(kind) and len(name) - len(kind) >= 2:
            return name[: -len(kind)]
    return name


def _point(row: GazetteerRow, level: int) -> str:
    if row.point is None:
        return ""
    latitude, longitude = convert(
        row.point.latitude_deg,
        row.point.longitude_deg,
        row.point.coordinate_system,
        CoordinateSystem.GCJ02,
    )
    radius_km = math.ceil(row.radius_m / 1000) or _USUAL_KM.get(level, 100)
    return f"{longitude:.6f},{latitude:.6f},{radius_km}"


def division_faults(gazetteer: Gazetteer, rows: Sequence[GazetteerRow]) -> Iterator[RowFault]:
    """Codes and parents that the gazetteer, with these rows, does not have or has already."""
    known = dict(zip(gazetteer.code, gazetteer.level, strict=True))
    for position, row in enumerate(rows):
        if row.kind is GazetteerRowKind.CHANGED_DIVISION and row.code:
            if row.code not in known:
                yield RowFault(
                    position,
                    "code",
                    row.code,
                    "is no division in force",
                    "give the 6 or 12 digits that RecognizedAddress shows",
                )
        elif row.kind is GazetteerRowKind.NEW_DIVISION and row.parent:
            level = known.get(row.parent)
            if level is None or level not in (CITY, DISTRICT):
                yield RowFault(
                    position,
                    "parent",
                    row.parent,
                    "is no city and no county in force",
                    "give its 6 digits; a row that makes it stands before those that use it",
                )
                continue
            own = DISTRICT if level == CITY else TOWNSHIP
            if not _CODE[own].fullmatch(row.code or ""):
                digits = 6 if own == DISTRICT else 12
                yield RowFault(
                    position,
                    "code",
                    row.code,
                    "is no code of such a division",
                    f"give {digits} digits",
                )
            elif row.code in known:
                yield RowFault(
                    position,
                    "code",
                    row.code,
                    "is in force already",
                    "give a row of kind CHANGED_DIVISION, or another code",
                )
            else:
                known[row.code] = own
        elif row.kind in PLACES and row.parent and row.parent not in known:
            yield RowFault(
                position,
                "parent",
                row.parent,
                "is no division in force",
                "give the 6 or 12 digits of the division in which it lies",
            )
