"""The index finds what a comparison with every name would find."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from address.regional import RegionRecognizer
from address.regional.index import NameIndex
from address.regional.key import name_key, short_key, tokens

SAME = [
    ("Dr. Josef Hoop-Straße", "Dr Josef-Hoop-Str."),
    ("DR JOSEF HOOP STRASSE", "Doktor Josef Hoop Str"),
    ("Fürst-Johannes-Strasse", "Fuerst Johannes Str."),
    ("Fürst-Johannes-Strasse", "Furst Johannesstrasse"),
    ("Feldkircher Strasse", "Feldkircherstrasse"),
    ("St. Luzi-Strasse", "Sankt Luzi-Str."),
    ("Herrengass", "Herrengasse"),
]


@pytest.mark.parametrize(("first", "second"), SAME)
def test_spellings_share_a_key(first: str, second: str) -> None:
    assert name_key(first) == name_key(second)


def test_articles_may_be_left_out() -> None:
    assert short_key("Im Rietacker") == name_key("Rietacker")
    assert short_key("In der Egerta") == name_key("Egerta")
    assert short_key("Rietacker") == ""


@settings(deadline=None)
@given(st.text(max_size=60))
def test_tokens_stand_where_they_say(text: str) -> None:
    for token in tokens(text):
        assert text[token.start : token.end] == token.text


def test_finds_nearly_every_name_within_its_slips(liechtenstein: RegionRecognizer) -> None:
    keys = sorted({name_key(street.name) for street in liechtenstein.region.streets})
    index = NameIndex((key, number) for number, key in enumerate(keys))
    missed = wanted = 0
    for number, key in enumerate(keys[::7]):
        broken = key[: 1 + number % 3] + key[2 + number % 3 :]
        if len(broken) < 5:
            continue
        near = {other for other in keys if OSA.distance(broken, other) <= 1}
        found = {name for _, name, _ in index.like(broken, 1)}
        assert found <= near
        wanted += len(near)
        missed += len(near - found)
    assert wanted > 100
    assert missed <= wanted // 50


def test_no_slips_no_names() -> None:
    index = NameIndex([("abc", 1)])
    assert index.like("abd") == []
    assert index.exact("abc") == (1,)
    assert index.exact("abd") == ()
