"""Addresses in fields: what is right, what is not, what follows."""

from __future__ import annotations

import pytest

from address import Recognizer
from address.model import FieldStanding, StatedAddress
from address.stated import as_message, check_fields

CONFIRMED, CORRECTED = FieldStanding.CONFIRMED, FieldStanding.CORRECTED
COMPLETED, CONTRADICTED = FieldStanding.COMPLETED, FieldStanding.CONTRADICTED
UNCHECKED = FieldStanding.UNCHECKED


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer.load()


@pytest.mark.parametrize(
    ("region", "given", "expected"),
    [
        (
            "CN",
            {"province": "浙江", "city": "杭州市", "district": "余航区", "road": "文一西路"},
            {"province": CORRECTED, "city": CONFIRMED, "district": CORRECTED, "road": UNCHECKED},
        ),
        (
            "cn",
            {"city": "南京市", "district": "西湖区", "township": "北山街道"},
            {"province": COMPLETED, "city": CONTRADICTED, "district": CONFIRMED},
        ),
        (
            "LI",
            {"district": "Vaduz", "road": "Staedtle", "house_number": "49"},
            {"district": CONFIRMED, "road": CORRECTED, "postcode": COMPLETED},
        ),
        (
            "LI",
            {"district": "Schaan", "postcode": "9490", "road": "Städtle", "house_number": "49"},
            {"district": CONTRADICTED, "postcode": CONFIRMED},
        ),
        (
            "US",
            {"city": "Troy", "road": "Main Street", "house_number": "4"},
            {"city": UNCHECKED, "road": UNCHECKED},
        ),
    ],
)
def test_fields(
    recognizer: Recognizer, region: str, given: dict[str, str], expected: dict[str, FieldStanding]
) -> None:
    answered = check_fields(StatedAddress(**given), region, recognizer)
    found = {one.field: one.standing for one in answered.fields}
    assert {field: found.get(field) for field in expected} == expected
    assert {one.field: one.given for one in answered.fields if one.given} == given


def test_the_order_of_the_country() -> None:
    stated = StatedAddress(city="Hof", road="Weg", house_number="3", postcode="95028")
    assert as_message(stated, "DE") == "Weg 3, 95028 Hof"
    assert as_message(stated.model_copy(update={"city": "杭州市"}), "CN") == "95028 杭州市Weg3号"
