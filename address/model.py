"""What a read address looks like: the words of `address.proto` as plain frozen models.

Every model has the field names of the message of the same name, so that the service converts
mechanically. Spans count Unicode code points of the text as it was given.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

TEXT_MAX = 100_000
"""Longest message that is taken, in code points."""

READ_MAX = 2_000
"""Code points of a message that are read; what follows is reported, not read."""

Share = Annotated[float, Field(ge=0, le=1)]


class AddressShape(BaseModel):
    """Base of every model of this room."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")


class Origin(StrEnum):
    """Where a part of an address came from."""

    STATED = "stated"
    COMPLETED = "completed"
    CORRECTED = "corrected"
    INFERRED = "inferred"


class Datum(StrEnum):
    """Coordinate system of a position."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"


class AddressLevel(StrEnum):
    """How far an address is known, coarse to fine."""

    COUNTRY = "country"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    TOWNSHIP = "township"
    VILLAGE = "village"
    ROAD = "road"
    HOUSE = "house"


class Verdict(StrEnum):
    """What to do with a read address."""

    ACCEPT = "accept"
    CONFIRM = "confirm"
    FIX = "fix"


class AddressIssueClass(StrEnum):
    """Kinds of trouble in an address."""

    CONFLICT = "conflict"
    REDUNDANCY = "redundancy"
    WRONG_LEVEL = "wrong_level"
    MISSING = "missing"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    MISSPELT = "misspelt"
    OUTDATED = "outdated"


class Span(AddressShape):
    """Part of the input text, half open, in code points."""

    start: Annotated[int, Field(ge=0, le=TEXT_MAX)]
    end: Annotated[int, Field(ge=0, le=TEXT_MAX)]


class AddressPart(AddressShape):
    """One field of an address.

    `written` is empty and `span` None where the text does not hold the part. `code` is the official
    code of a Chinese division (6 digits to the district, 12 below) and empty elsewhere.
    """

    written: str = ""
    value: str = ""
    code: str = ""
    span: Span | None = None
    confidence: Share = 1.0
    origin: Origin = Origin.STATED


class Address(AddressShape):
    """A read address; fields that the text does not hold are None."""

    recipient: AddressPart | None = None
    phones: tuple[AddressPart, ...] = ()
    postcode: AddressPart | None = None
    country: AddressPart | None = None
    province: AddressPart | None = None
    city: AddressPart | None = None
    district: AddressPart | None = None
    township: AddressPart | None = None
    village: AddressPart | None = None
    road: AddressPart | None = None
    house_number: AddressPart | None = None
    poi: AddressPart | None = None
    building: AddressPart | None = None
    unit: AddressPart | None = None
    floor: AddressPart | None = None
    room: AddressPart | None = None
    remark: AddressPart | None = None
    lane: AddressPart | None = None


class Position(AddressShape):
    """A point on earth in degrees."""

    latitude_deg: Annotated[float, Field(ge=-90, le=90)]
    longitude_deg: Annotated[float, Field(ge=-180, le=180)]
    datum: Datum = Datum.WGS84


class Location(AddressShape):
    """A place on the map; the true place lies within `radius_m` metres of the point."""

    position: Position
    radius_m: Annotated[int, Field(ge=0, le=20_100_000)]
    level: AddressLevel
    zone_id: Annotated[str, Field(max_length=128)] = ""


class AddressIssue(AddressShape):
    """One trouble in an address; `field` is the name of a field of `Address`, or empty."""

    issue_class: AddressIssueClass
    field: str = ""
    description: str


class AddressCandidate(AddressShape):
    """Another reading of the same text; `score` is its share of the evidence."""

    address: Address
    score: Share
    evidence: tuple[str, ...] = ()


class RecognizedAddress(AddressShape):
    """A message that has been read."""

    address: Address
    location: Location | None = None
    verdict: Verdict
    confidence: Share
    issues: tuple[AddressIssue, ...] = ()
    candidates: tuple[AddressCandidate, ...] = ()
    question: str = ""


class RecognizeRequest(AddressShape):
    """One message to read; `region_code` is ISO 3166, empty when it is to be found."""

    text: Annotated[str, Field(max_length=TEXT_MAX)]
    region_code: Annotated[str, Field(pattern=r"^([A-Za-z]{2})?$")] = ""


StatedText = Annotated[str, Field(max_length=200)]


class StatedAddress(AddressShape):
    """An address in fields, as a form or another system holds it."""

    province: StatedText = ""
    city: StatedText = ""
    district: StatedText = ""
    township: StatedText = ""
    village: StatedText = ""
    road: StatedText = ""
    house_number: StatedText = ""
    poi: StatedText = ""
    postcode: StatedText = ""


class ValidateAddressRequest(AddressShape):
    """An address in fields to check."""

    address: StatedAddress
    region_code: Annotated[str, Field(pattern=r"^[A-Za-z]{2}$")]


class FieldStanding(StrEnum):
    """What became of a field."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    COMPLETED = "completed"
    CONTRADICTED = "contradicted"
    UNCHECKED = "unchecked"


class FieldCheck(AddressShape):
    """One field, checked; `given` is empty when it follows from others."""

    field: str
    given: str = ""
    value: str = ""
    code: str = ""
    standing: FieldStanding


class ValidateAddressResponse(AddressShape):
    """Every field that was given or follows, and how the whole was read."""

    fields: tuple[FieldCheck, ...] = ()
    result: RecognizedAddress
