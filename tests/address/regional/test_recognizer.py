"""Tables of messages and what must be read from them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from address.faults import UnknownRegionError
from address.model import (
    Address,
    AddressIssueClass,
    AddressLevel,
    AddressPart,
    Origin,
    RecognizedAddress,
    Verdict,
)
from address.regional import RegionRecognizer

ACCEPT, CONFIRM, FIX = Verdict.ACCEPT, Verdict.CONFIRM, Verdict.FIX

READ = [
    # message, verdict, fields of the address
    (
        "Anna Guler\nLandstrasse 97\n9494 Schaan\nTel. +423 555 12 34",
        ACCEPT,
        {
            "recipient": "Anna Guler",
            "road": "Landstrasse",
            "house_number": "97",
            "postcode": "9494",
            "district": "Schaan",
            "country": "Liechtenstein",
        },
    ),
    (
        "Peter Meier Landstr. 97 FL-9494 Schaan 555 12 34",
        ACCEPT,
        {"recipient": "Peter Meier", "road": "Landstrasse", "house_number": "97"},
    ),
    ("12a, Im Rösle, Schaan", ACCEPT, {"road": "Im Rösle", "house_number": "12a"}),
    ("12 Im Roesle Schaan", ACCEPT, {"road": "Im Rösle", "house_number": "12"}),
    ("im rosle nr. 12 a, schaan", ACCEPT, {"road": "Im Rösle", "house_number": "12a"}),
    ("IM RÖSLE 12B, 9494 SCHAAN", ACCEPT, {"road": "Im Rösle", "house_number": "12B"}),
    ("FL9494Schaan Landstr.97", ACCEPT, {"road": "Landstrasse", "district": "Schaan"}),
    ("Rietacker 9, Schaan", ACCEPT, {"road": "Im Rietacker", "house_number": "9"}),
    (
        "Städtle 44, 3. OG links, Top 4, 9490 Vaduz",
        ACCEPT,
        {"road": "Städtle", "floor": "3. OG links", "room": "Top 4"},
    ),
    (
        "Fam. Ospelt, c/o Garage Sommer, Städtle 44, 9490 Vaduz, bitte klingeln",
        ACCEPT,
        {"recipient": "Fam. Ospelt, c/o Garage Sommer", "remark": "bitte klingeln"},
    ),
    (
        "Name: Jo Muster\nStrasse: Städtle 44\nPLZ/Ort: 9490 Vaduz\nTelefon: 5551234",
        ACCEPT,
        {"recipient": "Jo Muster", "road": "Städtle", "postcode": "9490"},
    ),
    ("Landsrtasse 97, 9494 Schaan", ACCEPT, {"road": "Landstrasse", "house_number": "97"}),
    ("Reberastarsse 12, 9494 Schann", ACCEPT, {"road": "Reberastrasse", "district": "Schaan"}),
    ("Gapetschstr. 20 Schan", ACCEPT, {"road": "Gapetschstrasse", "district": "Schaan"}),
    ("Gapont 16", ACCEPT, {"road": "Gapont", "district": "Triesen", "postcode": "9495"}),
    ("Städtle 44, 9494 Schaan", FIX, {"road": "Städtle", "district": "Vaduz"}),
    ("Städtle 44, Schaan", CONFIRM, {"road": "Städtle", "district": "Vaduz"}),
    ("Landstrasse 71-75, Gamprin", FIX, {"road": "Landstrasse"}),
    ("Essanestrasse 9, Eschen", CONFIRM, {"road": "Essanestrasse", "house_number": "9"}),
    ("Essanestrasse, 9492 Eschen", CONFIRM, {"road": "Essanestrasse"}),
    ("Alvierweg 16, 9490 Vaduz, Switzerland", CONFIRM, {"road": "Alvierweg"}),
    ("Hotel Turna, Malbun", ACCEPT, {"poi": "Hotel Turna Malbun", "village": "Malbun"}),
    ("Landstr 33 top2 triesenbrg", ACCEPT, {"district": "Triesenberg", "room": "top2"}),
    ("Triesen, Landstrasse 33 oder Vaduz, Alvierweg 16", FIX, {"road": "Landstrasse"}),
    ("Vorname: Eva\nNachname: Beck\nAlvierweg 16\nVaduz", ACCEPT, {"recipient": "Eva Beck"}),
    ("Eva Beck;Alvierweg 16;;9490;Vaduz;LI;a.b@example.org", ACCEPT, {"recipient": "Eva Beck"}),
    ("Primarschule Triesen", ACCEPT, {"poi": "Primarschule Triesen", "district": "Triesen"}),
    ("Coop, Schaan", ACCEPT, {"poi": "Coop Schaan"}),
    ("Landstrasse 20", FIX, {"road": "Landstrasse", "house_number": "20"}),
    ("Grusswaldallee 14, 9490 Vaduz", FIX, {"road": "Grusswaldallee", "district": "Vaduz"}),
    ("Postfach 12, 9490 Vaduz", FIX, {"building": "Postfach 12", "district": "Vaduz"}),
    ("Vaduz", FIX, {"district": "Vaduz"}),
    ("Hauptplatz 12\n1010 Wien\nÖsterreich", FIX, {"country": "Österreich", "postcode": "1010"}),
    ("Bahnhofstrasse 3, 9470 Buchs", FIX, {"road": "Bahnhofstrasse", "postcode": "9470"}),
]


def shown(result: RecognizedAddress) -> dict[str, str]:
    return {name: part.value for name, part in result.address if isinstance(part, AddressPart)}


@pytest.mark.parametrize(("text", "verdict", "fields"), READ, ids=[row[0][:40] for row in READ])
def test_reads(
    liechtenstein: RegionRecognizer, text: str, verdict: Verdict, fields: dict[str, str]
) -> None:
    result = liechtenstein.recognize(text)
    found = shown(result)
    assert {name: found.get(name) for name in fields} == fields
    assert result.verdict is verdict
    if verdict is not ACCEPT:
        assert result.question
        assert result.issues or verdict is CONFIRM


PHONES = [
    ("Tel. +423 555 12 34", ["+423 5551234"]),
    ("00423 555 12 34", ["+423 5551234"]),
    ("555 12 34 oder +41 79 555 11 22", ["+423 5551234", "+41 795551122"]),
    ("Handy 079 555 11 22", ["+41 795551122"]),
    ("+43 (0)5522 55512 DW 17", ["+43 552255512 ext. 17"]),
    ("Landstrasse 97, 9494 Schaan", []),
]


@pytest.mark.parametrize(("text", "numbers"), PHONES)
def test_reads_phones(liechtenstein: RegionRecognizer, text: str, numbers: list[str]) -> None:
    result = liechtenstein.recognize(text)
    assert [phone.value for phone in result.address.phones] == numbers


def test_house_on_the_map_is_located_to_the_house(liechtenstein: RegionRecognizer) -> None:
    location = liechtenstein.recognize("Landstrasse 97, 9494 Schaan").location
    assert location is not None
    assert location.level is AddressLevel.HOUSE
    assert location.radius_m <= 20
    assert location.zone_id == "LI-schaan"


def test_house_that_is_not_on_the_map_says_so(liechtenstein: RegionRecognizer) -> None:
    result = liechtenstein.recognize("Alvierweg 13, 9490 Vaduz")
    assert result.location is not None
    assert result.location.level is AddressLevel.ROAD
    assert result.location.radius_m > 20
    assert [issue.issue_class for issue in result.issues] == [AddressIssueClass.UNKNOWN]


def test_street_of_several_towns_is_not_resolved_silently(
    liechtenstein: RegionRecognizer,
) -> None:
    result = liechtenstein.recognize("Landstrasse 20, Liechtenstein")
    assert result.verdict is FIX
    assert result.location is None
    assert result.address.district is None
    assert len(result.candidates) > 2
    assert all(candidate.evidence for candidate in result.candidates)
    assert "Balzers" in result.question
    assert sum(candidate.score for candidate in result.candidates) == pytest.approx(1, abs=0.01)


def test_origin_tells_stated_completed_and_corrected(liechtenstein: RegionRecognizer) -> None:
    address = liechtenstein.recognize("Landsrtasse 97, Schaan").address
    assert address.road is not None
    assert address.road.origin is Origin.CORRECTED
    assert address.district is not None
    assert address.district.origin is Origin.STATED
    assert address.postcode is not None
    assert address.postcode.origin is Origin.COMPLETED
    assert address.postcode.span is None


def test_contradicting_postcode_is_an_issue(liechtenstein: RegionRecognizer) -> None:
    result = liechtenstein.recognize("Landstrasse 97, 9490 Schaan")
    assert AddressIssueClass.CONFLICT in {issue.issue_class for issue in result.issues}
    assert result.verdict is CONFIRM


def test_unknown_region_is_named() -> None:
    with pytest.raises(UnknownRegionError, match="LI"):
        RegionRecognizer.load("ZZ")


def check_spans(text: str, address: Address) -> None:
    for _, value in address:
        parts = value if isinstance(value, tuple) else (value,)
        for part in parts:
            if part is not None and part.span is not None:
                assert text[part.span.start : part.span.end] == part.written
            elif part is not None:
                assert part.written == ""


@pytest.mark.parametrize("text", [row[0] for row in READ])
def test_spans_point_at_what_is_written(liechtenstein: RegionRecognizer, text: str) -> None:
    check_spans(text, liechtenstein.recognize(text).address)
    padded = f"\N{PARTY POPPER} \u3000{text}\U0001f600"
    check_spans(padded, liechtenstein.recognize(padded).address)


WORDS = st.sampled_from(
    [
        "Landstrasse",
        "Landstr.",
        "Im",
        "Rösle",
        "97",
        "12a",
        "9494",
        "9490",
        "Schaan",
        "Vaduz",
        "Nr.",
        "c/o",
        "Tel.",
        "+423",
        "5551234",
        "FL-9490",
        "Postfach",
        "3.",
        "OG",
        "bitte",
        ",",
        "\n",
        ";",
        "/",
        "-",
        ":",
        "Liechtenstein",
        "Österreich",
        "Am",
        "Schellenberg",
        "Coop",
    ]
)


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=14).map(" ".join)))
def test_any_text_gets_an_answer(text: str) -> None:
    result = RECOGNIZER.recognize(text)
    check_spans(text, result.address)
    assert 0 <= result.confidence <= 1
    usable = result.location is not None and result.location.level in (
        AddressLevel.ROAD,
        AddressLevel.HOUSE,
    )
    assert usable or result.verdict is FIX
    assert result == RECOGNIZER.recognize(text)


RECOGNIZER = RegionRecognizer.load("LI")


@pytest.mark.parametrize(
    "text",
    ["", " ", "\x00\x01", "\N{GRINNING FACE}" * 50, "x" * 100_000, "1 " * 50_000, "+" * 3000],
)
def test_nonsense_needs_fixing(liechtenstein: RegionRecognizer, text: str) -> None:
    result = liechtenstein.recognize(text)
    assert result.verdict is FIX
    assert result.location is None
    assert result.question
