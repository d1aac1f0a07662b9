"""From a point to the division there, as far as points of divisions are known.

The gazetteer holds no borders, only a point for most counties, so the nearest point is not always
the county that holds it. Nearness is evidence: a county counts for one over the square of its
distance, and the answer tells its share, the rivals with theirs, and is never "accept". Townships
have no points in the data that ships; where the caller's own rows give them, the nearest one of the
county is told, too.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from address.china.gazetteer import DISTRICT, TOWNSHIP, Gazetteer
from address.datum import CoordinateSystem, convert
from address.model import (
    Address,
    AddressCandidate,
    AddressIssue,
    AddressIssueClass,
    AddressLevel,
    AddressPart,
    Datum,
    Location,
    Origin,
    Position,
    RecognizedAddress,
    Verdict,
)

_KM = 111.195
_REACH = 2.0
"""A county reaches at most this often as far as its stated radius."""
_RIVALS = 5
_SURE_FROM = 0.5
_LEVELS = {DISTRICT: AddressLevel.DISTRICT, TOWNSHIP: AddressLevel.TOWNSHIP}


class ChinaReverse:
    """Finds Chinese divisions by point. Immutable once made; safe between threads."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._gazetteer = gazetteer
        rows = [row for row in range(len(gazetteer.name)) if gazetteer.point[row] is not None]
        self._counties = [row for row in rows if gazetteer.is_finest(row)]
        self._counties = [row for row in self._counties if gazetteer.level[row] != TOWNSHIP]
        self._townships: dict[int, list[int]] = {}
        for row in rows:
            if gazetteer.level[row] == TOWNSHIP:
                self._townships.setdefault(gazetteer.parent[row], []).append(row)
        self._places = self._table(self._counties)

    def reverse(self, latitude_deg: float, longitude_deg: float) -> RecognizedAddress:
        """The division at a point (WGS-84, degrees). Never raises."""
        here = convert(latitude_deg, longitude_deg, CoordinateSystem.WGS84, CoordinateSystem.GCJ02)
        if not (math.isfinite(here[0]) and math.isfinite(here[1])) or not self._counties:
            return _outside()
        away = _away_km(self._places, here)
        order = np.argsort(away, kind="stable")[:_RIVALS]
        if away[order[0]] > _REACH * self._places[order[0], 2]:
            return _outside()
        shares = 1.0 / np.maximum(away[order], 0.05) ** 2
        shares /= shares.sum()
        row, sure = self._counties[order[0]], float(shares[0])
        found, apart_km = self._township(row, here, float(away[order[0]]))
        rivals = tuple(
            AddressCandidate(
                address=self._address(self._counties[at], float(share)),
                score=float(share),
                evidence=(f"its point lies {away[at]:.1f} km from there",),
            )
            for at, share in zip(order, shares, strict=True)
            if share >= 0.05
        )
        return self._answer(found, apart_km, sure, rivals)

    def _township(
        self, county: int, here: tuple[float, float], county_km: float
    ) -> tuple[int, float]:
        """The nearest township of a county that has a point and reaches as far; else the county."""
        rows = self._townships.get(county, [])
        if rows:
            table = self._table(rows)
            away = _away_km(table, here)
            nearest = int(away.argmin())
            if away[nearest] <= _REACH * table[nearest, 2]:
                return rows[nearest], float(away[nearest])
        return county, county_km

    def _answer(
        self, row: int, apart_km: float, sure: float, rivals: tuple[AddressCandidate, ...]
    ) -> RecognizedAddress:
        gazetteer = self._gazetteer
        place = gazetteer.point[row]
        if place is None:
            return _outside()
        lon, lat, radius_km = place
        clear = sure >= _SURE_FROM
        issues = [
            AddressIssue(
                issue_class=AddressIssueClass.MISSING,
                field="road",
                description="Chinese divisions are known by points, not by streets or borders.",
            )
        ]
        if not clear:
            issues.append(
                AddressIssue(
                    issue_class=AddressIssueClass.AMBIGUOUS,
                    field="district",
                    description="Points of several counties lie about as near.",
                )
            )
        names = "".join(gazetteer.name[each] for each in gazetteer.path[row])
        return RecognizedAddress(
            address=self._address(row, sure),
            location=Location(
                position=Position(latitude_deg=lat, longitude_deg=lon, datum=Datum.GCJ02),
                radius_m=round(1000 * max(apart_km, float(radius_km))),
                level=_LEVELS.get(gazetteer.level[row], AddressLevel.CITY),
            ),
            verdict=Verdict.CONFIRM if clear else Verdict.FIX,
            confidence=round(sure, 4),
            issues=tuple(issues),
            candidates=rivals if len(rivals) > 1 else (),
            question=f"Is the point in {names}?",
        )

    def _address(self, row: int, sure: float) -> Address:
        gazetteer = self._gazetteer
        share = round(min(1.0, sure), 4)
        parts: dict[str, Any] = {
            gazetteer.field(each): AddressPart(
                value=gazetteer.name[each],
                code=gazetteer.code[each],
                confidence=share,
                origin=Origin.INFERRED,
            )
            for each in gazetteer.path[row]
        }
        country = AddressPart(value="中国", code="CN", confidence=share, origin=Origin.INFERRED)
        return Address(country=country, **parts)

    def _table(self, rows: list[int]) -> NDArray[np.float64]:
        """Degrees east and north and radius in kilometres, a row for each division."""
        points = [self._gazetteer.point[row] for row in rows]
        return np.array([point for point in points if point is not None], dtype=float)


def _away_km(table: NDArray[np.float64], here: tuple[float, float]) -> NDArray[np.float64]:
    narrow = math.cos(math.radians(here[0]))
    east, north = (table[:, 0] - here[1]) * narrow, table[:, 1] - here[0]
    away: NDArray[np.float64] = np.hypot(east, north) * _KM
    return away


def _outside() -> RecognizedAddress:
    issue = AddressIssue(
        issue_class=AddressIssueClass.UNKNOWN,
        description="No division of China has a point near there.",
    )
    return RecognizedAddress(
        address=Address(),
        verdict=Verdict.FIX,
        confidence=0.0,
        issues=(issue,),
        question="Which point is meant?",
    )
