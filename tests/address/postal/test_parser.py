"""Tables of addresses of many countries, taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from address.model import AddressPart, RecognizedAddress, Verdict
from address.postal import postal_parser

READ = [
    (
        "US",
        "1234 S Martin Luther King Dr Chicago, IL 60637",
        {
            "house_number": "1234",
            "road": "S Martin Luther King Dr",
            "city": "Chicago",
            "province": "IL",
            "postcode": "60637",
        },
    ),
    (
        "US",
        "830 Fifth Avenue, Room 313, New York, New York 10065-1234, USA",
        {
            "road": "Fifth Avenue",
            "room": "Room 313",
            "city": "New York",
            "province": "NY",
            "postcode": "10065-1234",
            "country": "USA",
        },
    ),
    (
        "US",
        "1302 US Highway 71 North, Carroll, IA 51401",
        {"house_number": "1302", "road": "US Highway 71 North", "city": "Carroll"},
    ),
    (
        "US",
        "Acme Inc, PO Box 111, Omaha, NE 68102",
        {"building": "PO Box 111", "city": "Omaha", "province": "NE"},
    ),
    ("US", "431 Marietta St NW Fl. 3", {"road": "Marietta St NW", "floor": "Fl. 3"}),
    (
        "GB",
        "82 Clerkenwell Road, London EC1M 5RF, United Kingdom",
        {"road": "Clerkenwell Road", "city": "London", "postcode": "EC1M 5RF"},
    ),
    (
        "DE",
        "Genter Straße 16a, 10437 Berlin",
        {"road": "Genter Straße", "house_number": "16a", "postcode": "10437", "city": "Berlin"},
    ),
    (
        "FR",
        "123 Rue Montmartre, 75002 Paris",
        {"house_number": "123", "road": "Rue Montmartre", "postcode": "75002", "city": "Paris"},
    ),
    (
        "NL",
        "Kerkstraat 12, 1234 AB Amsterdam",
        {"road": "Kerkstraat", "house_number": "12", "postcode": "1234 AB", "city": "Amsterdam"},
    ),
    (
        "CZ",
        "Praha, Nad Panenskou 164/4",
        {"road": "Nad Panenskou", "house_number": "164/4", "city": "Praha"},
    ),
    ("NZ", "5658 State Highway 27", {"house_number": "5658", "road": "State Highway 27"}),
    (
        "JP",
        "〒569-1041 大阪府高槻市奈佐原２丁目１－２",
        {
            "postcode": "569-1041",
            "province": "大阪府",
            "city": "高槻市",
            "township": "奈佐原二丁目",
            "house_number": "1-2",
        },
    ),
    (
        "JP",
        "東京都千代田区永田町1-7-1 国会ビル3階",
        {"province": "東京都", "city": "千代田区", "township": "永田町", "house_number": "1-7-1"},
    ),
    ("JP", "三重県四日市市諏訪町1番5号", {"city": "四日市市", "house_number": "1-5"}),
    ("JP", "京都府京都市中京区寺町通12", {"city": "京都市中京区"}),
    ("JP", "福島県石川郡石川町字長久保185-4", {"city": "石川郡石川町"}),
]


@pytest.mark.parametrize(("code", "text", "fields"), READ, ids=[row[1][:30] for row in READ])
def test_reads(code: str, text: str, fields: dict[str, str]) -> None:
    result = postal_parser(code).recognize(text)
    found = {name: value.value for name, value in result.address if isinstance(value, AddressPart)}
    assert {name: found.get(name) for name in fields} == fields
    check(text, result)


def check(text: str, result: RecognizedAddress) -> None:
    for _, value in result.address:
        for part in value if isinstance(value, tuple) else (value,):
            if part is not None:
                assert part.span is not None
                assert text[part.span.start : part.span.end] == part.written
    assert result.location is None
    assert result.verdict is not Verdict.ACCEPT
    assert result.question
    assert result.issues


LATIN = ("12", "12a", "Main", "St", "Rue", "Straße", "#", "Apt", "PO", "Box", "Highway", "NE")
OTHER = ("IL", "60637", "US", "county", "road", "LL", "5th", "Fl", ",", "RR", "大阪府", "市")
PIECES = st.sampled_from([*LATIN, *OTHER])


@settings(deadline=None, max_examples=150)
@given(
    st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=12).map(" ".join)),
    st.sampled_from(["US", "GB", "DE", "FR", "JP", "NZ", "ZZ"]),
)
def test_any_text_gets_an_answer(text: str, code: str) -> None:
    check(text, postal_parser(code).recognize(text))


@pytest.mark.parametrize("code", ["US", "JP", "DE"])
@pytest.mark.parametrize("text", ["", " ", "\x00", "1 " * 20_000, "郡" * 5000, "a" * 100_000])
def test_nonsense_is_answered(code: str, text: str) -> None:
    check(text, postal_parser(code).recognize(text))


@pytest.mark.parametrize(
    ("code", "text", "phone", "number"),
    [
        ("US", "John Roe, 12 Main St, Troy NY 12180, (518) 555-0134", "+1 5185550134", "12"),
        ("US", "12 Main St, Troy NY 12180 518-555-0134 ext 7", "+1 5185550134 ext. 7", "12"),
        ("JP", "東京都千代田区丸の内1-1-1 03-1234-5678", "+81 312345678", "1-1-1"),
        ("FR", "8 rue de la Paix, 75002 Paris, 01 23 45 67 89", "+33 123456789", "8"),
        ("DE", "Hauptstraße 5, 01067 Dresden, 0351 1234567", "+49 3511234567", "5"),
        ("AU", "7 George St, Sydney NSW 2000, 02 9123 4567", "+61 291234567", "7"),
    ],
)
def test_national_telephone_numbers(code: str, text: str, phone: str, number: str) -> None:
    address = postal_parser(code).recognize(text).address
    assert [one.value for one in address.phones] == [phone]
    assert address.house_number is not None
    assert address.house_number.value == number
