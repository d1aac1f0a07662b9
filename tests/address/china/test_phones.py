"""Telephone numbers: table of text and expected numbers."""

from __future__ import annotations

import pytest

from address.china.normalise import normalise
from address.china.phones import find_phones

NUMBERS = [
    ("张三 13900001234 浙江", ["13900001234"]),
    ("１３９００００１２３４", ["13900001234"]),
    ("139 0000 1234", ["13900001234"]),
    ("139-0000-1234", ["13900001234"]),
    ("+86 139 0000 1234", ["13900001234"]),
    ("008613900001234", ["13900001234"]),
    ("86-13900001234", ["13900001234"]),
    ("0571-88880000", ["0571-88880000"]),
    ("(0755)22100000转801", ["0755-22100000-801"]),
    ("010-12300000-801", ["010-12300000-801"]),
    ("021 6888 0000", ["021-68880000"]),
    ("95013000000001转1234", ["95013000000001-1234"]),
    ("17000000000-1234", ["17000000000-1234"]),
    ("400-800-0000", ["4008000000"]),
    ("138****0000", ["138****0000"]),
    ("+1 415 555 0100", ["+14155550100"]),
    ("+852 2345 0000", ["+85223450000"]),
    ("1楼三单元30115800001234 唐", ["15800001234"]),
    ("13900001234 13900005678", ["13900001234", "13900005678"]),
    ("文一西路969号5幢1203室 311121", []),
    ("", []),
    ("999999", []),
]


@pytest.mark.parametrize(("text", "expected"), NUMBERS)
def test_numbers(text: str, expected: list[str]) -> None:
    found = find_phones(normalise(text))
    assert [phone.value for phone in found] == expected
    assert all(0 <= p.start < p.end <= len(text) for p in found)


def test_a_house_number_after_a_dash_is_no_extension() -> None:
    (phone,) = find_phones("13900001234-5号楼")
    assert phone.value == "13900001234"
