"""The words of `places.proto` as plain frozen models, field by field."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from address.datum import CoordinateSystem
from address.model import (
    READ_MAX,
    TEXT_MAX,
    AddressLevel,
    AddressShape,
    RecognizedAddress,
    Share,
)

Id = Annotated[str, Field(min_length=1, max_length=128)]
RegionCode = Annotated[str, Field(pattern=r"^([A-Z]{2})?$")]
Text = Annotated[str, Field(min_length=1, max_length=TEXT_MAX)]
ShortText = Annotated[str, Field(min_length=1, max_length=READ_MAX)]
DUPLICATES_MAX = 20_000


class MapPoint(AddressShape):
    """A point on earth, degrees, with the name of its system."""

    latitude_deg: Annotated[float, Field(ge=-90, le=90)]
    longitude_deg: Annotated[float, Field(ge=-180, le=180)]
    coordinate_system: CoordinateSystem


class Attribute(AddressShape):
    """A fact about a thing, in the caller's own words."""

    key: Id
    value: Annotated[str, Field(max_length=2_000)] = ""


class GeocodeRequest(AddressShape):
    """An address whose place is asked for."""

    text: Text
    region_code: RegionCode = ""
    coordinate_system: CoordinateSystem = CoordinateSystem.WGS84


class GeocodeResponse(AddressShape):
    """Where an address is; `point` and `level` are None when nothing was located."""

    point: MapPoint | None = None
    radius_m: int = 0
    level: AddressLevel | None = None
    result: RecognizedAddress


class ReverseGeocodeRequest(AddressShape):
    """A point whose address is asked for."""

    point: MapPoint
    region_code: RegionCode = ""


class ReverseGeocodeResponse(AddressShape):
    """The address at a point."""

    result: RecognizedAddress


class LookupZoneRequest(AddressShape):
    """A point whose zones are asked for."""

    point: MapPoint
    layer_id: Id


class DeliveryZone(AddressShape):
    """A zone with the other columns of its layer; `area_m2` is its area on the ground."""

    id: str
    name: str
    attributes: tuple[Attribute, ...] = ()
    area_m2: float = 0.0


class LookupZoneResponse(AddressShape):
    """The zones of a point, smallest first."""

    zones: tuple[DeliveryZone, ...] = ()
    layer_version: int = 0


class FormatLabelRequest(AddressShape):
    """An address to write for a label."""

    text: Text
    region_code: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    sender_region_code: RegionCode = ""


class FormatLabelResponse(AddressShape):
    """The lines of a label, and what was read."""

    lines: tuple[str, ...] = ()
    result: RecognizedAddress


class SamenessLevel(StrEnum):
    """How much two addresses have in common, rising; the names of `similarity.Sameness`."""

    DIFFERENT = "different"
    SAME_AREA = "same_area"
    SAME_ROAD = "same_road"
    SAME_HOUSE = "same_house"
    SAME_DOOR = "same_door"


class CompareAddressesRequest(AddressShape):
    """Two addresses to compare."""

    first_text: Text
    second_text: Text
    region_code: RegionCode = ""


class CompareAddressesResponse(AddressShape):
    """How much is the same, how sure, and why."""

    sameness: SamenessLevel
    score: Share
    evidence: tuple[str, ...] = ()


class AddressEntry(AddressShape):
    """An address of a list."""

    id: Id
    text: ShortText


class FindDuplicatesRequest(AddressShape):
    """Addresses among which doubles are looked for."""

    entries: Annotated[tuple[AddressEntry, ...], Field(min_length=1, max_length=DUPLICATES_MAX)]
    region_code: RegionCode = ""
    at_least: SamenessLevel = SamenessLevel.SAME_DOOR


class DuplicateGroup(AddressShape):
    """Ids of entries that are the same place."""

    ids: tuple[str, ...]


class FindDuplicatesResponse(AddressShape):
    """The groups, in the order of their first entries."""

    groups: tuple[DuplicateGroup, ...] = ()
