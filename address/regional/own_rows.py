"""The caller's own rows in the tables of a region: villages, streets, places, changed names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from address.datum import CoordinateSystem, convert
from address.gazetteer_model import GazetteerRow, GazetteerRowKind
from address.own_rows import DIVISIONS, PLACES, RowFault
from address.places_model import MapPoint
from address.regional.gazetteer import Locality, Municipality, Poi, Region, Street
from address.regional.key import name_key

_STREET_M, _VILLAGE_M = 200, 800


def with_own_rows(region: Region, rows: Iterable[GazetteerRow]) -> Region:
    """The region with the rows; aliases are passed over.

    Rows must be without faults (`region_faults`).
    """
    towns = list(region.municipalities)
    localities, streets, pois = list(region.localities), list(region.streets), list(region.pois)
    for row in rows:
        if row.kind is GazetteerRowKind.CHANGED_DIVISION:
            changed = next(number for number, town in enumerate(towns) if town.id == row.code)
            towns[changed] = _changed(towns[changed], row)
            continue
        at = _town(towns, row.parent)
        if at is None or row.kind is GazetteerRowKind.ALIAS:
            continue
        lat, lon = _degrees(row.point) if row.point else (towns[at].lat, towns[at].lon)
        if row.kind is GazetteerRowKind.NEW_DIVISION:
            reach = row.radius_m or _VILLAGE_M
            localities += [Locality(name, "village", at, "", lat, lon, reach) for name in row.names]
        elif row.kind is GazetteerRowKind.STREET:
            reach = row.radius_m or _STREET_M
            # A course of a decimetre: the point itself, for finding streets by point.
            course = ((round(lat * 1e6), round(lon * 1e6), 1, 1),)
            streets.append(Street(row.name, row.also_named, at, -1, lat, lon, reach, course))
        else:
            pois += [Poi(name, "own", at, -1, "", lat, lon) for name in row.names]
    return replace(
        region,
        municipalities=tuple(towns),
        localities=tuple(localities),
        streets=tuple(streets),
        pois=tuple(pois),
    )


def _changed(town: Municipality, row: GazetteerRow) -> Municipality:
    names = [*town.also_named, town.name, *row.also_named]
    also = tuple(name for name in dict.fromkeys(names) if name != row.name)
    lat, lon = _degrees(row.point) if row.point else (town.lat, town.lon)
    radius = row.radius_m or town.radius_m
    return replace(town, name=row.name, also_named=also, lat=lat, lon=lon, radius_m=radius)


def _town(towns: Sequence[Municipality], name: str) -> int | None:
    key = name_key(name)
    for number, town in enumerate(towns):
        if name == town.id or (key and key in map(name_key, (town.name, *town.also_named))):
            return number
    return None


def _degrees(point: MapPoint) -> tuple[float, float]:
    return convert(
        point.latitude_deg, point.longitude_deg, point.coordinate_system, CoordinateSystem.WGS84
    )


def region_faults(region: Region, rows: Sequence[GazetteerRow]) -> Iterator[RowFault]:
    """Municipalities that the region does not have."""
    ids = {town.id for town in region.municipalities}
    known: dict[str, bool] = {}
    for position, row in enumerate(rows):
        if row.kind is GazetteerRowKind.CHANGED_DIVISION and row.code and row.code not in ids:
            there = ", ".join(sorted(ids)[:3])
            yield RowFault(
                position,
                "code",
                row.code,
                "is no municipality of this gazetteer",
                f"give its zone id, for example {there}",
            )
        elif row.kind in (PLACES | DIVISIONS) and row.parent:
            if row.parent not in known:
                known[row.parent] = _town(region.municipalities, row.parent) is not None
            if not known[row.parent]:
                yield RowFault(
                    position,
                    "parent",
                    row.parent,
                    "is no municipality of this gazetteer",
                    "give the name of the municipality as the gazetteer has it",
                )
