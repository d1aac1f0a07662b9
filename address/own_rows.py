"""The caller's own rows on top of a gazetteer: what each kind of row needs, whatever the country.

How rows enter a gazetteer is said in `china/own_rows.py` and `regional/own_rows.py`; where they are
kept is not decided here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from address.gazetteer_model import NAME_MIN, GazetteerRow, GazetteerRowKind

PLACES = frozenset({GazetteerRowKind.STREET, GazetteerRowKind.PLACE})
DIVISIONS = frozenset({GazetteerRowKind.NEW_DIVISION, GazetteerRowKind.CHANGED_DIVISION})
_LETTERS = str.maketrans("", "", "\t\n\r|")


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with one field of the row at `position`."""

    position: int
    field: str
    value: str
    problem: str
    remedy: str


def shape_faults(rows: Sequence[GazetteerRow]) -> Iterator[RowFault]:
    """What a row lacks for its kind, wherever it is. Tolerates rows that were not validated."""
    for position, row in enumerate(rows):
        kind = row.kind
        if row.name and len(row.name.strip()) < NAME_MIN:
            yield RowFault(
                position,
                "name",
                row.name,
                "is too short to be told from other words",
                f"give {NAME_MIN} characters or more",
            )
        for name in row.also_named or ():
            if name and len(name.strip()) < NAME_MIN:
                yield RowFault(
                    position,
                    "also_named",
                    name,
                    "is too short to be told from other words",
                    f"give {NAME_MIN} characters or more",
                )
        if any(name and name != name.translate(_LETTERS) for name in _names(row)):
            yield RowFault(
                position,
                "name",
                row.name,
                "holds a tab, a line break or a bar",
                "write each name on one line",
            )
        if kind in PLACES and row.point is None:
            yield RowFault(
                position, "point", "", "is missing", "give the point, with its coordinate system"
            )
        if kind in (*PLACES, GazetteerRowKind.NEW_DIVISION) and not row.parent:
            yield RowFault(
                position, "parent", "", "is missing", "name the division in which it lies"
            )
        if kind is GazetteerRowKind.CHANGED_DIVISION and not row.code:
            yield RowFault(position, "code", "", "is missing", "give the code of the division")
        if kind is GazetteerRowKind.ALIAS and not row.meaning:
            yield RowFault(
                position, "meaning", "", "is missing", "write what the words stand for, in full"
            )


def _names(row: GazetteerRow) -> Iterable[str]:
    return (row.name or "", *(row.also_named or ()))
