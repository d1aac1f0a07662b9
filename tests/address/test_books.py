"""Books against neighbours that differ in one figure, and the rules one by one."""

from __future__ import annotations

import random
from collections import Counter

import pytest

from address import Recognizer
from address.book_match import BookVerdict, DoorParts, Relation, judge, name_likeness
from address.books import Book
from benchmarks.address_doors import doors, neighbour, written


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    """Chinese addresses and those of Liechtenstein."""
    return Recognizer.load()


def _book(recognizer: Recognizer, rows: dict[str, str]) -> Book:
    return Book.of((name, recognizer.recognize(text), text) for name, text in rows.items())


def _verdict(recognizer: Recognizer, book: Book, text: str) -> BookVerdict:
    return book.match(recognizer.recognize(text), text).verdict


# ---- the rules, one by one -----------------------------------------------------------------------

HOME = "浙江省杭州市余杭区文一西路969号5幢2单元1203室"


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ("杭州余杭文一西路969号5号楼二单元1203", BookVerdict.IN_BOOK),
        ("文一西路969号5幢2单元1203", BookVerdict.IN_BOOK),
        ("杭州市余杭区文一西路969号5幢2单元1204室", BookVerdict.NOT_IN_BOOK),
        ("杭州市余杭区文一西路969号5幢1单元1203室", BookVerdict.NOT_IN_BOOK),
        ("杭州市余杭区文一西路969号6幢2单元1203室", BookVerdict.NOT_IN_BOOK),
        ("杭州市余杭区文一西路967号5幢2单元1203室", BookVerdict.NOT_IN_BOOK),
        ("杭州市余杭区文二西路969号5幢2单元1203室", BookVerdict.NOT_IN_BOOK),
        ("杭州市西湖区文一西路969号5幢2单元1203室", BookVerdict.NOT_IN_BOOK),
        ("杭州市余杭区文一西路969号5幢1203室", BookVerdict.UNSURE),
        ("杭州市余杭区文一西路969号", BookVerdict.UNSURE),
        ("🙂", BookVerdict.NOT_IN_BOOK),
        ("", BookVerdict.NOT_IN_BOOK),
    ],
)
def test_one_entry(recognizer: Recognizer, asked: str, verdict: BookVerdict) -> None:
    assert _verdict(recognizer, _book(recognizer, {"home": HOME}), asked) is verdict


@pytest.mark.parametrize(
    "asked",
    [
        "江苏省苏州市吴中区宝利公馆小区17-1801",
        "苏州市吴中区解放东璐218号17幢1801",
        "苏州市吴中区解放东路218保利公馆十七幢1801",
        "王芳 13800138000 吴中区解放东路218号17栋1801室",
    ],
)
def test_slips_that_a_person_would_see_through(recognizer: Recognizer, asked: str) -> None:
    rows = {
        "a": "苏州市吴中区解放东路218号保利公馆17幢1801室",
        "b": "苏州市吴中区保利公馆17幢1802室",
    }
    book = _book(recognizer, rows)
    found = book.match(recognizer.recognize(asked), asked)
    assert (found.verdict, found.entries[0].entry_id) == (BookVerdict.IN_BOOK, "a")


def test_a_number_without_its_road_is_left_to_a_person() -> None:
    entry = DoorParts(road="文一路", house_number="513", poi="南苑", room="3")
    asked = DoorParts(house_number="513", poi="南苑", room="3")
    assert judge(asked, [("a", entry)]).verdict is BookVerdict.UNSURE


def test_a_door_within_a_building_of_the_book(recognizer: Recognizer) -> None:
    rows = {"hall": "杭州市余杭区文一西路969号5幢", "door": HOME}
    book = _book(recognizer, rows)
    text = "杭州市余杭区文一西路969号5幢2单元801室"
    found = book.match(recognizer.recognize(text), text)
    assert found.verdict is BookVerdict.WITHIN_ENTRY
    assert found.entries[0].entry_id == "hall"
    assert _verdict(recognizer, book, HOME) is BookVerdict.IN_BOOK


def test_one_road_in_two_cities_is_not_chosen(recognizer: Recognizer) -> None:
    rows = {"a": "南京市江宁区解放路12号3幢402室", "b": "苏州市吴中区解放路12号3幢402室"}
    book = _book(recognizer, rows)
    assert _verdict(recognizer, book, "解放路12号3幢402") is BookVerdict.UNSURE
    text = "苏州吴中区解放路12号3栋402"
    found = book.match(recognizer.recognize(text), text)
    assert (found.verdict, found.entries[0].entry_id) == (BookVerdict.IN_BOOK, "b")


def test_evidence_names_every_part(recognizer: Recognizer) -> None:
    text = "杭州市余杭区文一西路969号5幢2单元1204室"
    found = _book(recognizer, {"home": HOME}).match(recognizer.recognize(text), text)
    told = {one.part: one.relation for one in found.entries[0].evidence}
    assert told["building"] is told["unit"] is told["road"] is Relation.AGREES
    assert told["room"] is Relation.DIFFERS
    assert found.entries[0].score <= 0.4


def test_the_very_text_of_a_row_is_found_even_if_nothing_was_read() -> None:
    parts = DoorParts(text="thebluedoorbehindthemill")
    assert judge(parts, [("blue", parts)]).verdict is BookVerdict.IN_BOOK


@pytest.mark.parametrize(
    ("mine", "theirs", "same"),
    [
        ("阳光花园", "阳光花园小区", True),
        ("阳光花园", "阳光花圆", True),
        ("阳光大厦", "阳光公寓", False),
        ("宝利公馆小区", "保利公馆", True),
        ("文一路", "文二路", False),
        ("解放东路", "解放西路", False),
        ("阳光花园", "阳光花园二期", False),
        ("阳光花园一期", "阳光花园七期", False),
        ("阳光花园", "月光花园", True),
        ("花园", "公园", False),
        ("bahnhofstr", "banhofstr", True),
        ("strasse1", "strasse2", False),
    ],
)
def test_slips_are_told_from_other_names(mine: str, theirs: str, same: bool) -> None:
    assert bool(name_likeness(mine, theirs)) is same
    assert name_likeness(mine, theirs) == name_likeness(theirs, mine)


def test_a_slip_of_a_name_alone_is_left_to_a_person(recognizer: Recognizer) -> None:
    book = _book(recognizer, {"a": "南京市江宁区阳光花园3幢402室"})
    assert _verdict(recognizer, book, "南京市江宁区月光花园3幢402室") is BookVerdict.UNSURE


def test_neighbours_are_told_apart(recognizer: Recognizer) -> None:
    """In the book or not: right for 99 of 100, over neighbours that differ in one thing."""
    rng = random.Random(20_260_302)
    stock = doors(rng, 300)
    kept = stock[: len(stock) * 2 // 3]
    book = _book(recognizer, {str(number): written(rng, door) for number, door in enumerate(kept)})
    inside = set(kept)
    told: Counter[tuple[bool, BookVerdict]] = Counter()
    wrong_entry = 0
    for number, door in enumerate(kept):
        text = written(rng, door)
        found = book.match(recognizer.recognize(text), text)
        told[True, found.verdict] += 1
        if found.verdict is BookVerdict.IN_BOOK:
            wrong_entry += found.entries[0].entry_id != str(number)
        other = neighbour(rng, door)
        if other not in inside:
            told[False, _verdict(recognizer, book, written(rng, other))] += 1
    right = told[True, BookVerdict.IN_BOOK] + told[False, BookVerdict.NOT_IN_BOOK]
    assert right / told.total() >= 0.99, told
    assert told[False, BookVerdict.IN_BOOK] / told.total() <= 0.005, told
    assert wrong_entry == 0
