"""From a point to the address there: the nearest house, else the nearest street, else the village.

Houses and the courses of streets stand in sort-tile-recursive trees over a plane that is true to
scale in the region. How far the found thing lies from the point is said as its radius.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import shapely

from address.faults import GazetteerFileError
from address.model import (
    Address,
    AddressIssue,
    AddressIssueClass,
    AddressLevel,
    AddressPart,
    Location,
    Origin,
    Position,
    RecognizedAddress,
    Verdict,
)
from address.regional.details import country_name
from address.regional.gazetteer import DATA, Region, Street, load_region

HOUSE_WITHIN_M = 40.0
STREET_WITHIN_M = 150.0
_METRES = 111_195.0


class ReverseGeocoder:
    """Finds addresses of one region by point. Immutable once made; safe between threads."""

    def __init__(self, region: Region, zones: Path | bytes) -> None:
        """`zones` is the layer of municipalities that `build_region` writes, a file or its bytes.

        Raises:
            GazetteerFileError: the layer is missing or is not of this region.
        """
        self._region = region
        middle = region.municipalities[0].lat if region.municipalities else 0.0
        self._narrow = math.cos(math.radians(middle))
        self._houses = shapely.STRtree([self._plane(h.lat, h.lon) for h in region.houses])
        lines, self._street_of = [], []
        for number, street in enumerate(region.streets):
            for line in street.lines:
                lines.append(self._course(line))
                self._street_of.append(number)
        self._lines = shapely.STRtree(lines)
        self._polygons = _polygons(zones, region)
        shapely.prepare(self._polygons)

    @classmethod
    def load(cls, region_code: str) -> ReverseGeocoder:
        """The geocoder of a region that ships with the package.

        Raises:
            UnknownRegionError: there is none of that code.
            GazetteerFileError: a file of it is broken.
        """
        return cls(load_region(region_code), DATA / f"{region_code.lower()}.zones.geojson")

    def reverse(self, latitude_deg: float, longitude_deg: float) -> RecognizedAddress:
        """The address at a point (WGS-84, degrees). Never raises."""
        town = self._town(latitude_deg, longitude_deg)
        if town is None:
            return self._outside()
        point = self._plane(latitude_deg, longitude_deg)
        house, house_m = self._nearest(self._houses, point)
        line, line_m = self._nearest(self._lines, point)
        if house is not None and house_m <= HOUSE_WITHIN_M:
            found = self._region.houses[house]
            street = self._region.streets[found.street]
            sure = 0.98 - 0.4 * house_m / HOUSE_WITHIN_M
            fields = self._street_fields(street, sure)
            fields["house_number"] = _inferred(found.number, sure)
            if found.postcode:
                fields["postcode"] = _inferred(found.postcode, sure)
            spot = found.lat, found.lon, max(15.0, house_m)
            return self._answer(fields, spot, AddressLevel.HOUSE, street.municipality, sure)
        if line is not None and line_m <= STREET_WITHIN_M:
            street = self._region.streets[self._street_of[line]]
            sure = 0.9 - 0.5 * line_m / STREET_WITHIN_M
            fields = self._street_fields(street, sure)
            on_street = shapely.shortest_line(self._lines.geometries[line], point).coords[0]
            spot = on_street[1], on_street[0] / self._narrow, line_m + 20.0
            return self._answer(fields, spot, AddressLevel.ROAD, street.municipality, sure)
        return self._village(latitude_deg, longitude_deg, town)

    def _village(self, lat: float, lon: float, town: int) -> RecognizedAddress:
        own = self._region.municipalities[town]
        fields = self._town_fields(town, 0.95)
        point = self._plane(lat, lon)
        near = [
            (self._plane(place.lat, place.lon).distance(point) * _METRES, number)
            for number, place in enumerate(self._region.localities)
            if place.municipality == town
        ]
        apart, number = min(near, default=(math.inf, -1))
        if number >= 0 and apart <= 2 * self._region.localities[number].radius_m:
            place = self._region.localities[number]
            fields["village"] = _inferred(place.name, 0.7)
            spot = place.lat, place.lon, max(apart, place.radius_m)
            return self._answer(fields, spot, AddressLevel.VILLAGE, town, 0.6)
        spot = own.lat, own.lon, float(own.radius_m)
        return self._answer(fields, spot, AddressLevel.DISTRICT, town, 0.5)

    def _street_fields(self, street: Street, sure: float) -> dict[str, AddressPart]:
        return {
            **self._town_fields(street.municipality, max(sure, 0.9)),
            "road": _inferred(street.name, sure),
        }

    def _town_fields(self, town: int, sure: float) -> dict[str, AddressPart]:
        own = self._region.municipalities[town]
        code = self._region.region_code
        fields = {
            "country": _inferred(country_name(code), 0.99).model_copy(update={"code": code}),
            "district": _inferred(own.name, sure),
        }
        if len(own.postcodes) == 1:
            fields["postcode"] = _inferred(own.postcodes[0], sure)
        return fields

    def _answer(
        self,
        fields: dict[str, Any],
        spot: tuple[float, float, float],
        level: AddressLevel,
        town: int,
        sure: float,
    ) -> RecognizedAddress:
        latitude, longitude, radius = spot
        location = Location(
            position=Position(latitude_deg=latitude, longitude_deg=longitude),
            radius_m=round(radius),
            level=level,
            zone_id=self._region.municipalities[town].id,
        )
        house = level is AddressLevel.HOUSE
        return RecognizedAddress(
            address=Address(**fields),
            location=location,
            verdict=Verdict.ACCEPT if house and sure >= 0.9 else Verdict.CONFIRM,
            confidence=round(sure, 4),
            question="" if house and sure >= 0.9 else "Is this the address of the point?",
        )

    def _outside(self) -> RecognizedAddress:
        words = f"The point lies outside of {self._region.name}."
        issue = AddressIssue(issue_class=AddressIssueClass.UNKNOWN, description=words)
        return RecognizedAddress(
            address=Address(),
            verdict=Verdict.FIX,
            confidence=0.0,
            issues=(issue,),
            question=f"Which point in {self._region.name} is meant?",
        )

    def _town(self, lat: float, lon: float) -> int | None:
        if not (math.isfinite(lat) and math.isfinite(lon)):
            return None
        inside = shapely.intersects(self._polygons, shapely.Point(lon, lat))
        return int(inside.argmax()) if inside.any() else None

    def _nearest(self, tree: shapely.STRtree, point: shapely.Point) -> tuple[int | None, float]:
        if len(tree) == 0:
            return None, math.inf
        number = int(tree.nearest(point))
        return number, float(tree.geometries[number].distance(point)) * _METRES

    def _plane(self, lat: float, lon: float) -> shapely.Point:
        return shapely.Point(lon * self._narrow, lat)

    def _course(self, line: tuple[int, ...]) -> shapely.LineString:
        lat, lon, points = 0, 0, []
        for step in range(0, len(line), 2):
            lat, lon = lat + line[step], lon + line[step + 1]
            points.append((lon / 1e6 * self._narrow, lat / 1e6))
        return shapely.LineString(points)


def _polygons(zones: Path | bytes, region: Region) -> list[shapely.Geometry]:
    """Polygons in the order of the municipalities."""
    name = zones.name if isinstance(zones, Path) else "the file"
    try:
        content = zones.read_bytes() if isinstance(zones, Path) else zones
        features = json.loads(content.decode())["features"]
        shapes = {
            feature["properties"]["id"]: shapely.from_geojson(json.dumps(feature["geometry"]))
            for feature in features
        }
        return [shapes[municipality.id] for municipality in region.municipalities]
    except (OSError, ValueError, KeyError, TypeError, shapely.errors.ShapelyError) as error:
        message = f"{name} is not the zone layer of {region.region_code}: {error}"
        raise GazetteerFileError(message) from error


def _inferred(value: str, sure: float) -> AddressPart:
    return AddressPart(value=value, confidence=round(min(1.0, sure), 4), origin=Origin.INFERRED)
