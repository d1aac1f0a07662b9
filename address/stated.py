"""An address that comes in fields, checked: each field confirmed, corrected, completed or refused.

The fields are written out in the order of the country and read like any message; what the reader
makes of each is compared with what was given. A field counts as checked only as far as a gazetteer
reaches: divisions in China, also streets and houses where the country was built from a map.
"""

from __future__ import annotations

from address.china.normalise import normalise
from address.model import (
    Address,
    AddressIssueClass,
    AddressLevel,
    AddressPart,
    FieldCheck,
    FieldStanding,
    Origin,
    RecognizedAddress,
    StatedAddress,
    ValidateAddressResponse,
)
from address.recognizer import Recognizer

FIELDS = tuple(StatedAddress.model_fields)
_DIVISIONS = ("province", "city", "district", "township")
_CHINESE = (*_DIVISIONS, "village", "road", "house_number", "poi")
_NUMBER_SIGN = "号"
_LEVELS = tuple(AddressLevel)


def check_fields(
    stated: StatedAddress, region_code: str, recognizer: Recognizer
) -> ValidateAddressResponse:
    """Checks an address in fields of the country `region_code` (ISO 3166, any case)."""
    code = region_code.upper()
    text = as_message(stated, code)
    read = recognizer.recognize(text, code)
    known = code in recognizer.regions
    checks = []
    for field in FIELDS:
        part: AddressPart | None = getattr(read.address, field)
        given: str = getattr(stated, field).strip()
        if given or (part is not None and part.value and part.origin is not Origin.STATED):
            checked = known and _reached(field, part, read)
            against = any(
                one.field == field and one.issue_class is AddressIssueClass.CONFLICT
                for one in read.issues
            )
            checks.append(_check(field, given, part, checked=checked, against=against))
    return ValidateAddressResponse(fields=tuple(checks), result=read)


def as_message(stated: StatedAddress, region_code: str) -> str:
    """The fields as a message in the order of the country."""
    if region_code in ("CN", "TW", "HK", "MO"):
        values = [getattr(stated, field).strip() for field in _CHINESE]
        at = _CHINESE.index("house_number")
        if values[at].isdigit():
            values[at] += _NUMBER_SIGN
        return " ".join([stated.postcode.strip(), "".join(values)]).strip()
    town = " ".join(part for part in (stated.postcode, stated.city or stated.district) if part)
    lines = (
        stated.poi,
        f"{stated.road} {stated.house_number}",
        stated.village,
        stated.township,
        town,
        stated.district if stated.city else "",
        stated.province,
    )
    return ", ".join(line.strip() for line in lines if line.strip())


def says_place(stated: StatedAddress) -> bool:
    """True when at least one field of the place is given."""
    return any(getattr(stated, field, "") for field in FIELDS)


def _check(
    field: str, given: str, part: AddressPart | None, *, checked: bool, against: bool
) -> FieldCheck:
    if part is None or not part.value:
        return FieldCheck(field=field, given=given, standing=FieldStanding.UNCHECKED)
    if not given:
        standing = FieldStanding.COMPLETED
    elif not _same(given, part.written) and not _same(given, part.value):
        standing = FieldStanding.CONTRADICTED if checked else FieldStanding.UNCHECKED
    elif not checked:
        standing = FieldStanding.UNCHECKED
    elif _fold(given) == _fold(part.value):
        standing = FieldStanding.CONFIRMED
    else:
        standing = FieldStanding.CONTRADICTED if against else FieldStanding.CORRECTED
    return FieldCheck(field=field, given=given, value=part.value, code=part.code, standing=standing)


def _reached(field: str, part: AddressPart | None, read: RecognizedAddress) -> bool:
    """True when a gazetteer has checked the field."""
    if part is None:
        return False
    if part.code:
        return True
    if read.location is None or field in ("poi", "village"):
        return False
    level = _LEVELS.index(read.location.level)
    if field in ("road", "house_number"):
        wanted = AddressLevel.ROAD if field == "road" else AddressLevel.HOUSE
        return level >= _LEVELS.index(wanted)
    address: Address = read.address
    return address.country is None or address.country.code != "CN"


def _same(given: str, other: str) -> bool:
    """True when one holds the other."""
    one, two = _fold(given), _fold(other)
    return bool(two) and (one in two or two in one)


def _fold(text: str) -> str:
    return "".join(normalise(text).casefold().split())
