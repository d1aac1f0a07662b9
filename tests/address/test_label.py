"""Labels of several countries, and that a label is read back to the same house."""

from __future__ import annotations

import pytest

from address.label import format_label, label_countries
from address.model import Address, AddressLevel, AddressPart
from address.regional import RegionRecognizer

LABELS = [
    (
        "LI",
        {
            "recipient": "Anna Guler",
            "road": "Landstrasse",
            "house_number": "97",
            "postcode": "9494",
            "district": "Schaan",
            "country": "Liechtenstein",
            "floor": "2. Stock",
        },
        ("Anna Guler", "2. Stock", "Landstrasse 97", "9494 Schaan", "LIECHTENSTEIN"),
    ),
    (
        "LI",
        {"road": "Feldkircher Strasse", "village": "Nendeln", "district": "Eschen"},
        ("Feldkircher Strasse", "Nendeln"),
    ),
    (
        "US",
        {
            "house_number": "123",
            "road": "Augusta Lane",
            "room": "Apt 4",
            "city": "Pueblo",
            "province": "CO",
            "postcode": "81001",
        },
        ("123 Augusta Lane, Apt 4", "Pueblo, CO 81001"),
    ),
    ("US", {"city": "Pueblo", "postcode": "81001"}, ("Pueblo, 81001",)),
    ("US", {"province": "CO", "postcode": "81001"}, ("CO 81001",)),
    (
        "FR",
        {"house_number": "5", "road": "Rue Foch", "postcode": "67500", "city": "Haguenau"},
        ("5 Rue Foch", "67500 Haguenau"),
    ),
    (
        "GB",
        {"house_number": "82", "road": "Clerkenwell Road", "city": "London", "postcode": "EC1M"},
        ("82 Clerkenwell Road", "London", "EC1M"),
    ),
    (
        "HU",
        {"road": "Fő utca", "house_number": "3", "postcode": "1011", "city": "Budapest"},
        ("1011 Budapest", "Fő utca 3."),
    ),
    ("ZZ", {"road": "Weg", "house_number": "1", "district": "Dorf"}, ("Weg 1", "Dorf")),
    ("LI", {}, ()),
]


@pytest.mark.parametrize(("code", "fields", "lines"), LABELS)
def test_lines(code: str, fields: dict[str, str], lines: tuple[str, ...]) -> None:
    address = Address(**{name: AddressPart(value=value) for name, value in fields.items()})
    assert format_label(address, code, sender_region_code="CN") == lines


def test_country_is_left_out_at_home() -> None:
    address = Address(
        road=AddressPart(value="Städtle"),
        district=AddressPart(value="Vaduz"),
        country=AddressPart(value="Liechtenstein"),
    )
    assert format_label(address, "LI", sender_region_code="LI") == ("Städtle", "Vaduz")
    assert format_label(address, "LI") == ("Städtle", "Vaduz", "Liechtenstein")


def test_many_countries_have_a_layout() -> None:
    assert len(label_countries()) > 200
    assert {"LI", "CH", "AT", "DE", "CN", "US", "JP"} <= label_countries()


def test_labels_of_a_region_are_read_back() -> None:
    recognizer = RegionRecognizer.load("LI")
    region = recognizer.region
    for house in region.houses[::9]:
        street = region.streets[house.street]
        town = region.municipalities[street.municipality]
        asked = f"Eva Muster\n{street.name} {house.number}\n{town.postcodes[0]} {town.name}"
        first = recognizer.recognize(asked)
        label = "\n".join(format_label(first.address, "LI"))
        second = recognizer.recognize(label)
        assert second.location == first.location
        assert second.location is not None
        assert second.location.level is AddressLevel.HOUSE
        assert second.address.recipient is not None
        assert second.address.recipient.value == "Eva Muster"
