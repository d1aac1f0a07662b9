"""The door: which country reads a message."""

from __future__ import annotations

import pytest

from address import AddressIssueClass, Recognizer, Verdict


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer.load()


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("浙江省杭州市余杭区文一西路969号", "CN"),
        ("No. 969 Wenyi West Rd, Yuhang District, Hangzhou, China", "CN"),
        ("Yuhang District, Hangzhou, Zhejiang", "CN"),
    ],
)
def test_china(recognizer: Recognizer, text: str, country: str) -> None:
    part = recognizer.recognize(text).address.country
    assert part is not None
    assert part.code == country


@pytest.mark.parametrize(
    "text",
    ["", "😀", "東京都千代田区丸の内1-1", "서울특별시 강남구", "New York, NY 10001", "hello"],
)
def test_unknown_country_is_never_guessed(recognizer: Recognizer, text: str) -> None:
    answer = recognizer.recognize(text)
    assert answer.verdict is Verdict.FIX
    assert answer.location is None
    assert AddressIssueClass.UNKNOWN in {issue.issue_class for issue in answer.issues}


def test_country_named_by_the_caller(recognizer: Recognizer) -> None:
    assert recognizer.recognize("浙江省杭州市余杭区", "CN").address.district is not None
    assert recognizer.recognize("浙江省杭州市余杭区", "XX").verdict is Verdict.FIX


def test_warm_is_harmless(recognizer: Recognizer) -> None:
    recognizer.warm()


@pytest.mark.parametrize("text", ["9490 Vaduz, Liechtenstein", "9490 Vaduz"])
def test_a_town_alone_asks_for_the_street_not_for_the_country(
    recognizer: Recognizer, text: str
) -> None:
    answer = recognizer.recognize(text)
    assert answer.verdict is Verdict.FIX
    assert answer.location is not None
    assert "street" in answer.question


def test_a_telephone_number_alone_is_kept_without_a_country() -> None:
    answer = Recognizer.load(regions=("CN",)).recognize(" 13900001234")
    assert [phone.value for phone in answer.address.phones] == ["13900001234"]
    assert answer.address.phones[0].span is not None
    assert answer.address.phones[0].span.start == 1
    assert answer.verdict is Verdict.FIX
    assert answer.location is None


def test_a_code_of_twelve_digits_needs_no_country() -> None:
    recognizer = Recognizer.load(regions=("CN",))
    answer = recognizer.recognize("330103001000")
    assert answer.address.district is not None
    assert answer.address.district.code == "330105"  # 下城区 of old
    assert any(issue.issue_class is AddressIssueClass.OUTDATED for issue in answer.issues)
    assert recognizer.recognize("330103").address.district is None
    assert recognizer.recognize("330103", "CN").address.district is not None
