"""The shipped gazetteer holds what it promises."""

from __future__ import annotations

from address.china import ChinaRecognizer
from address.china.gazetteer import CITY, DISTRICT, PROVINCE, TOWNSHIP


def test_counts(china: ChinaRecognizer) -> None:
    level = china.gazetteer.level
    assert level.count(PROVINCE) == 34
    assert 340 <= level.count(CITY) <= 400
    assert 2_850 <= level.count(DISTRICT) <= 3_300
    assert level.count(TOWNSHIP) > 40_000


def test_codes_nest_and_are_unique(china: ChinaRecognizer) -> None:
    gazetteer = china.gazetteer
    codes = [code for code in gazetteer.code if code]
    assert len(codes) == len(set(codes))
    for row, code in enumerate(gazetteer.code):
        above = gazetteer.parent[row]
        assert above < row
        if gazetteer.level[row] == TOWNSHIP and code:
            assert len(code) == 12
            assert code.startswith(gazetteer.code[above])


def test_former_names_lead_to_divisions_of_today(china: ChinaRecognizer) -> None:
    gazetteer = china.gazetteer
    by_name = {entry.name: entry for entry in gazetteer.former}
    assert [gazetteer.name[row] for row in by_name["襄樊市"].heirs] == ["襄阳市"]
    assert [gazetteer.name[row] for row in by_name["下城区"].heirs] == ["拱墅区"]
    assert gazetteer.former_codes["330103"].until.startswith("2021")


def test_counties_have_points(china: ChinaRecognizer) -> None:
    gazetteer = china.gazetteer
    mainland = [
        row
        for row, level in enumerate(gazetteer.level)
        if level == DISTRICT and gazetteer.code[row][:2] < "70"
    ]
    with_point = [row for row in mainland if gazetteer.point[row] is not None]
    assert len(with_point) > 0.95 * len(mainland)
