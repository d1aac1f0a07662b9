"""The caller's own streets and places in China, which the gazetteer ends above: found by name.

A message that names one, in divisions that do not contradict it, lies at its point. Where the
message names no division at all, those of the place are completed, but only as a question: there
may be places of that name which the caller does not know.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from address.china.gazetteer import FIELDS, Gazetteer
from address.china.normalise import normalise
from address.datum import CoordinateSystem, convert
from address.gazetteer_model import GazetteerRow, GazetteerRowKind
from address.model import (
    READ_MAX,
    Address,
    AddressIssue,
    AddressIssueClass,
    AddressLevel,
    AddressPart,
    Datum,
    Location,
    Origin,
    Position,
    RecognizedAddress,
    Span,
    Verdict,
)
from address.own_rows import PLACES
from address.places_model import MapPoint

_USUAL_M = {GazetteerRowKind.STREET: 1_000, GazetteerRowKind.PLACE: 150}
_SURE = 0.9
_HEAD = 2


@dataclass(frozen=True, slots=True)
class _Place:
    row: GazetteerRow
    path: tuple[int, ...]


class OwnPlaces:
    """Streets and places by name. Immutable once made."""

    def __init__(self, gazetteer: Gazetteer, rows: Iterable[GazetteerRow]) -> None:
        self._gazetteer = gazetteer
        self._named: dict[str, list[_Place]] = defaultdict(list)
        for row in rows:
            if row.kind in PLACES and row.parent in gazetteer.row_of_code:
                place = _Place(row, gazetteer.path[gazetteer.row_of_code[row.parent]])
                for name in row.names:
                    self._named[_fold(name)].append(place)
        self._lengths: dict[str, list[int]] = defaultdict(list)
        for name in sorted(self._named, key=len, reverse=True):
            if len(name) not in self._lengths[name[:_HEAD]]:
                self._lengths[name[:_HEAD]].append(len(name))

    def refine(self, text: str, read: RecognizedAddress) -> RecognizedAddress:
        """What was read, at the point of the one own place that it names; else as it was."""
        for start, end in self._found(text):
            places = self._named[_fold(text[start:end])]
            fitting = [place for place in places if self._fits(place, read.address)]
            if len(fitting) == 1:
                return self._placed(fitting[0], text, Span(start=start, end=end), read)
            if fitting:
                return _undecided(read, text[start:end])
        return read

    def _found(self, text: str) -> Iterator[tuple[int, int]]:
        """Stretches of the text that are names of places, from the left, the longest first."""
        if not self._named:
            return
        folded = _fold(text[:READ_MAX])
        at = 0
        while at < len(folded):
            for length in self._lengths.get(folded[at : at + _HEAD], ()):
                if folded[at : at + length] in self._named and _ends(folded, at, at + length):
                    yield at, at + length
                    at += length - 1
                    break
            at += 1

    def _fits(self, place: _Place, address: Address) -> bool:
        """True when no division of the message is another one than that of the place."""
        own = {self._gazetteer.field(row): self._gazetteer.code[row] for row in place.path}
        for field in FIELDS:
            part: AddressPart | None = getattr(address, field)
            if part is None or part.span is None or not part.code:
                continue  # what only follows from something else says nothing against the place
            if own.get(field, part.code) != part.code:
                return False
        return True

    def _placed(
        self, place: _Place, text: str, span: Span, read: RecognizedAddress
    ) -> RecognizedAddress:
        row, address = place.row, read.address
        parts: dict[str, Any] = {}
        field = "road" if row.kind is GazetteerRowKind.STREET else "poi"
        written = text[span.start : span.end]
        if getattr(address, field) is None and _free(span, address):
            parts[field] = AddressPart(
                written=written,
                value=row.name,
                span=span,
                confidence=_SURE,
                origin=Origin.STATED if written == row.name else Origin.CORRECTED,
            )
        finest: tuple[AddressPart | None, ...] = (address.district, address.township)
        stated = any(part is not None and part.span is not None for part in finest)
        for each in place.path:
            name = self._gazetteer.field(each)
            known: AddressPart | None = getattr(address, name)
            if known is None or known.code != self._gazetteer.code[each]:
                parts[name] = AddressPart(
                    value=self._gazetteer.name[each],
                    code=self._gazetteer.code[each],
                    confidence=_SURE,
                    origin=Origin.COMPLETED,
                )
        if address.country is None:
            parts["country"] = AddressPart(
                value="中国", code="CN", confidence=_SURE, origin=Origin.COMPLETED
            )
        changed: dict[str, Any] = {
            "address": address.model_copy(update=parts),
            "location": _location(row),
        }
        if not stated:
            where = "".join(self._gazetteer.name[each] for each in place.path)
            told = {"province", "city", "district"}
            changed |= {
                "verdict": Verdict.CONFIRM,
                "confidence": _SURE,
                "issues": tuple(
                    AddressIssue(
                        issue_class=AddressIssueClass.MISSING,
                        field="district",
                        description=f"No division is given; {where} follows from {row.name}.",
                    )
                    if issue.field in told
                    else issue
                    for issue in read.issues
                ),
                "candidates": (),
                "question": f"Is {row.name} in {where} meant?",
            }
        return read.model_copy(update=changed)


def _undecided(read: RecognizedAddress, name: str) -> RecognizedAddress:
    words = f"There are several places called {name}."
    issue = AddressIssue(issue_class=AddressIssueClass.AMBIGUOUS, field="poi", description=words)
    verdict = Verdict.CONFIRM if read.verdict is Verdict.ACCEPT else read.verdict
    question = read.question or f"Which {name}?"
    return read.model_copy(
        update={"verdict": verdict, "issues": (*read.issues, issue), "question": question}
    )


def _location(row: GazetteerRow) -> Location:
    point = row.point
    latitude, longitude, datum = _position(point) if point else (0.0, 0.0, Datum.WGS84)
    street = row.kind is GazetteerRowKind.STREET
    return Location(
        position=Position(latitude_deg=latitude, longitude_deg=longitude, datum=datum),
        radius_m=row.radius_m or _USUAL_M[row.kind],
        level=AddressLevel.ROAD if street else AddressLevel.HOUSE,
    )


def _position(point: MapPoint) -> tuple[float, float, Datum]:
    if point.coordinate_system is CoordinateSystem.WGS84:
        return point.latitude_deg, point.longitude_deg, Datum.WGS84
    latitude, longitude = convert(
        point.latitude_deg, point.longitude_deg, point.coordinate_system, CoordinateSystem.GCJ02
    )
    return latitude, longitude, Datum.GCJ02


def _free(span: Span, address: Address) -> bool:
    """True when no part of the address stands on the stretch."""
    for _, value in address:
        for part in (value,) if isinstance(value, AddressPart) else value or ():
            other = part.span
            if other is not None and other.start < span.end and span.start < other.end:
                return False
    return True


def _ends(text: str, start: int, end: int) -> bool:
    """True when no Latin word or number goes on across either end."""
    for at in (start, end):
        if 0 < at < len(text):
            left, right = text[at - 1], text[at]
            if left.isascii() and right.isascii() and left.isalnum() and right.isalnum():
                return False
    return True


def _fold(text: str) -> str:
    folded = normalise(text)
    lowered = "".join(one if len(one.lower()) != 1 else one.lower() for one in folded)
    return lowered if len(lowered) == len(text) else text
