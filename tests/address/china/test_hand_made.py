"""Hand-made messages, as people write them in chats and shops: every field is checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from address.china import ChinaRecognizer
from address.model import Address, AddressPart
from tests.address.china.test_message import check_spans

FIELDS = {
    "n": "recipient",
    "z": "postcode",
    "t": "township",
    "v": "village",
    "r": "road",
    "l": "lane",
    "h": "house_number",
    "poi": "poi",
    "b": "building",
    "u": "unit",
    "f": "floor",
    "m": "room",
    "rem": "remark",
}
LINES = [
    line.split("\t")
    for line in (Path(__file__).parent / "messages.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def expected_fields(words: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in words.split(" "):
        key, value = word.split("=", 1)
        found.setdefault(FIELDS.get(key, "phones"), []).append(value.replace("~", " "))
    return found


def read_fields(address: Address) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if address.phones:
        found["phones"] = [phone.value for phone in address.phones]
    for name in FIELDS.values():
        part = getattr(address, name)
        if isinstance(part, AddressPart):
            found[name] = [part.value]
    return found


@pytest.mark.parametrize(("text", "code", "words"), LINES, ids=range(len(LINES)))
def test_every_field(china: ChinaRecognizer, text: str, code: str, words: str) -> None:
    text = text.replace("\\n", "\n")
    answer = china.recognize(text)
    address, expected = answer.address, expected_fields(words)
    parts = (address.district, address.city, address.province)
    assert next((part.code for part in parts if part is not None), "-") == code
    read = read_fields(address)
    assert {name: sorted(each) for name, each in read.items()} == {
        name: sorted(each) for name, each in expected.items()
    }
    check_spans(text, answer)


def test_there_are_many() -> None:
    assert len(LINES) >= 350
    assert len({text for text, _, _ in LINES}) == len(LINES)
