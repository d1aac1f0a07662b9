"""Fields below the township: table of text and expected fields."""

from __future__ import annotations

import pytest

from address.china.detail import bare_value, chinese_number, read_detail

DETAILS = [
    ("文一西路969号5幢2单元1203室", "road=文一西路 house_number=969 building=5 unit=2 room=1203"),
    ("缤纷北苑47-6-746", "poi=缤纷北苑 building=47 unit=6 room=746"),
    ("城置路488弄141-2571", "road=城置路 lane=488 building=141 room=2571"),
    ("山海四季城F栋17A", "poi=山海四季城 building=F room=17A"),
    ("神州路御景湾7#1104", "road=神州路 poi=御景湾 building=7 room=1104"),
    ("格水村三巷十号三楼", "village=格水村 lane=3 house_number=10 floor=3"),
    ("干将东路678号江苏大厦11楼", "road=干将东路 house_number=678 poi=江苏大厦 floor=11"),
    ("阳光花园人民路5号", "poi=阳光花园 road=人民路 house_number=5"),
    ("天府大道中段530号", "road=天府大道中段 house_number=530"),
    ("虹漕路461号58号楼5楼", "road=虹漕路 house_number=461 building=58 floor=5"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "expected"), DETAILS)
def test_fields(text: str, expected: str) -> None:
    pieces = read_detail(text, 0, len(text))
    assert " ".join(f"{p.field}={p.value}" for p in pieces) == expected


@pytest.mark.parametrize(
    ("written", "value"),
    [("七号楼", "7"), ("十二栋", "12"), ("B座", "B"), ("负一楼", "-1"), ("1203室", "1203")],
)
def test_bare_values(written: str, value: str) -> None:
    assert bare_value(written) == value


@pytest.mark.parametrize(
    ("text", "number"), [("二十", "20"), ("一百零五", "105"), ("一二三", "123")]
)
def test_chinese_numbers(text: str, number: str) -> None:
    assert chinese_number(text) == number
