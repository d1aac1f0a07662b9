"""Phrases in texts: found, put in, and traced back to where they were written."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from address import Recognizer
from address.model import Address, AddressPart, Origin, RecognizedAddress, Span, Verdict
from service.datasets.phrases import Phrase, PhraseBook, fold


def _book(**meanings: str) -> PhraseBook:
    return PhraseBook(
        Phrase(written, fold(written), meaning, "") for written, meaning in meanings.items()
    )


@pytest.mark.parametrize(
    ("text", "rewritten"),
    [
        ("送到高新西区天河路", "送到四川省成都市郫都区天河路"),
        ("送到高新區", "送到成都市武侯区"),
        ("高新西区高新区", "四川省成都市郫都区成都市武侯区"),
        ("ＯＬＤ mill", "the New Mill, Vaduz"),
        ("the old mills", None),
        ("goldmill", None),
        ("", None),
    ],
)
def test_what_is_put_in(text: str, rewritten: str | None) -> None:
    book = PhraseBook(
        Phrase("a", fold(written), meaning, "")
        for written, meaning in {
            "高新西区": "四川省成都市郫都区",
            "高新区": "成都市武侯区",
            "old mill": "the New Mill, Vaduz",
        }.items()
    )
    found = book.rewrite(text, None)
    assert (None if found is None else found.text) == rewritten


def test_numbers_and_words_are_not_cut() -> None:
    book = _book(**{"5幢1": "五幢一号"})
    assert book.rewrite("文一路15幢12", None) is None
    assert book.rewrite("文一路5幢12", None) is None
    assert book.rewrite("文一路5幢1室", None) is not None


def test_a_phrase_of_one_country_is_for_its_messages() -> None:
    book = PhraseBook([Phrase("a", "高新区", "成都市武侯区", "CN")])
    assert book.rewrite("高新区", "LI") is None
    assert book.rewrite("高新区", "CN") is not None
    assert book.rewrite("高新区", None) is not None


def test_what_is_put_in_is_not_looked_at_again() -> None:
    found = _book(东区="西区甲", 西区="东区乙").rewrite("东区西区", None)
    assert found is not None
    assert found.text == "西区甲东区乙"


def test_parts_stand_where_they_were_written() -> None:
    text = "李娜 高新西区天河路12号 13812345678"
    rewritten = _book(高新西区="四川省成都市郫都区").rewrite(text, "CN")
    assert rewritten is not None
    read = rewritten.traced(Recognizer.load(regions=("CN",)).recognize(rewritten.text, "CN"))
    address = read.address
    assert address.district is not None
    assert address.district.value == "郫都区"
    assert address.district.origin is Origin.CORRECTED
    assert address.district.written == "高新西区"
    for part in (address.road, address.house_number, *address.phones):
        assert part is not None
        assert part.span is not None
        assert text[part.span.start : part.span.end] == part.written
    assert "高新西区" in read.issues[-1].description


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_every_place_outside_of_phrases_is_traced_back(data: st.DataObject) -> None:
    letters = "abc高新 1"
    text = data.draw(st.text(letters, max_size=30))
    phrases = data.draw(st.dictionaries(st.text(letters, min_size=1, max_size=3), st.text(letters)))
    rewritten = _book(**phrases).rewrite(text, None)
    if rewritten is None:
        return
    size = len(rewritten.text)
    start = data.draw(st.integers(0, max(0, size - 1)))
    end = data.draw(st.integers(min(start + 1, size), size))
    written = rewritten.text[start:end]
    part = AddressPart(written=written, value=written, span=Span(start=start, end=end))
    read = RecognizedAddress(address=Address(road=part), verdict=Verdict.FIX, confidence=0.0)
    traced = rewritten.traced(read).address.road
    assert traced is not None
    assert traced.span is not None
    assert 0 <= traced.span.start <= traced.span.end <= len(text)
    assert text[traced.span.start : traced.span.end] == traced.written
    if not any(one.new_start < end and start < one.new_end for one in rewritten.changes):
        assert traced.written == written
