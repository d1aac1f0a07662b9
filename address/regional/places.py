"""Fills in where a place is: municipality, village, postcode, point and zone."""

from __future__ import annotations

from address.model import AddressIssueClass, AddressLevel, Location, Origin, Position
from address.regional.areas import Area, AreaReader, Place
from address.regional.draft import Draft, completed
from address.regional.gazetteer import Region
from address.regional.locate import Point


class PlaceFiller:
    """Turns positions in a region's tables into parts and points."""

    def __init__(self, region: Region, areas: AreaReader) -> None:
        self._region = region
        self._areas = areas

    def put_area(
        self, area: Area, street: int | None, draft: Draft, municipality: int | None = None
    ) -> None:
        """District, village, postcode and country: as stated, or as they follow."""
        fields = draft.fields
        if street is not None:
            municipality = self._region.streets[street].municipality
        elif municipality is None:
            own = {p.municipality for p in (area.places or area.postcode_places)}
            municipality = own.pop() if len(own) == 1 else None
        stated = area.places[0] if area.places else None
        if area.town is not None and stated is not None:
            fields["district" if stated.locality < 0 else "village"] = area.town
        if municipality is not None and (
            "district" not in fields or stated is None or stated.municipality != municipality
        ):
            name = self._region.municipalities[municipality].name
            written = fields.get("district")
            if written is None:
                fields["district"] = completed(name, 0.95)
            else:
                fields["district"] = written.model_copy(
                    update={"value": name, "origin": Origin.CORRECTED, "confidence": 0.6}
                )
        self._put_postcode(area, municipality, draft)

    def _put_postcode(self, area: Area, municipality: int | None, draft: Draft) -> None:
        if municipality is None:
            if area.postcode is not None:
                draft.fields["postcode"] = area.postcode
            return
        stated = next((p for p in area.places if p.municipality == municipality), None)
        place = stated or next(
            (p for p in area.postcode_places if p.municipality == municipality),
            Place(municipality, -1),
        )
        usual = self._areas.postcode_of(place)
        if area.postcode is None:
            if usual:
                sure = 0.95 if len(self._areas.codes_of(municipality)) == 1 else 0.8
                draft.fields["postcode"] = completed(usual, sure)
        elif not any(p.municipality == municipality for p in area.postcode_places) and usual:
            if not area.postcode_places:
                words = f"Postcode {area.postcode.value} is not known; the place has {usual}."
                draft.note(AddressIssueClass.UNKNOWN, "postcode", words)
            draft.fields["postcode"] = area.postcode.model_copy(
                update={"value": usual, "origin": Origin.CORRECTED, "confidence": 0.7}
            )
        else:
            draft.fields["postcode"] = area.postcode

    def location(self, point: Point, municipality: int) -> Location:
        return Location(
            position=Position(latitude_deg=point.lat, longitude_deg=point.lon),
            radius_m=point.radius_m,
            level=point.level,
            zone_id=self._region.municipalities[municipality].id,
        )

    def place_location(self, place: Place) -> Location:
        if place.locality >= 0:
            near = self._region.localities[place.locality]
            point = Point(near.lat, near.lon, near.radius_m, AddressLevel.VILLAGE, False)
        else:
            own = self._region.municipalities[place.municipality]
            point = Point(own.lat, own.lon, own.radius_m, AddressLevel.DISTRICT, False)
        return self.location(point, place.municipality)
