"""Whole messages: people, telephones, remarks, spans, and whatever people may send."""

from __future__ import annotations

import json
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from address import Recognizer
from address.china import ChinaRecognizer
from address.model import READ_MAX, Address, AddressPart, RecognizedAddress, Verdict

MESSAGES = [
    ("孙轶念13900001234浙江省杭州市余杭区文一西路969号", "孙轶念", "13900001234", ""),
    ("浙江省杭州市余杭区文一西路969号孙轶念13900001234", "孙轶念", "13900001234", ""),
    (
        "收货人：何花菊 手机号码：13900001234 地址：广东省深圳市龙岗区龙岗街道格水村三巷十号",
        "何花菊",
        "13900001234",
        "",
    ),
    ("深圳市盐田区，大梅沙万科东海岸221栋，谢先生，139 0000 1234", "谢先生", "13900001234", ""),
    ("13900001234\n四川省成都市武侯区人民南路1号\n唐娜明收", "唐娜明", "13900001234", ""),
    ("张欢 13900001234 上海市浦东新区张杨路456号，请放门口", "张欢", "13900001234", "请放门口"),
    ("欧阳小明 0571-88880000 杭州市西湖区文三路1号", "欧阳小明", "0571-88880000", ""),
    ("北京市朝阳区建国路1号", "", "", ""),
]


def value(part: AddressPart | None) -> str:
    return part.value if part is not None else ""


def parts_of(address: Address) -> list[AddressPart]:
    found = list(address.phones)
    for name in Address.model_fields:
        part = getattr(address, name)
        if isinstance(part, AddressPart):
            found.append(part)
    return found


def check_spans(text: str, answer: RecognizedAddress) -> None:
    for part in parts_of(answer.address):
        if part.span is not None:
            assert text[part.span.start : part.span.end] == part.written
        else:
            assert part.written == ""


@pytest.mark.parametrize(("text", "name", "phone", "remark"), MESSAGES)
def test_people(china: ChinaRecognizer, text: str, name: str, phone: str, remark: str) -> None:
    answer = china.recognize(text)
    assert value(answer.address.recipient) == name
    assert [each.value for each in answer.address.phones] == ([phone] if phone else [])
    assert value(answer.address.remark) == remark
    check_spans(text, answer)


def test_every_field_of_one_message(china: ChinaRecognizer) -> None:
    text = (
        "📦收件人:周建国 +86 139-0000-1234，邮编 311121，浙江省杭州市余杭区五常街道"
        "文一西路969号阳光花园7号楼2单元12楼1203室，放门口"
    )
    address = china.recognize(text).address
    read = {
        name: value(getattr(address, name)) for name in Address.model_fields if name != "phones"
    }
    assert {name: each for name, each in read.items() if each} == {
        "recipient": "周建国",
        "postcode": "311121",
        "country": "中国",
        "province": "浙江省",
        "city": "杭州市",
        "district": "余杭区",
        "township": "五常街道",
        "road": "文一西路",
        "house_number": "969",
        "poi": "阳光花园",
        "building": "7",
        "unit": "2",
        "floor": "12",
        "room": "1203",
        "remark": "放门口",
    }


def test_full_width_and_emoji_keep_spans(china: ChinaRecognizer) -> None:
    text = "🏠浙江省杭州市余杭区文一西路９６９号👍１３９００００１２３４"
    answer = china.recognize(text)
    assert value(answer.address.house_number) == "969"
    check_spans(text, answer)


def test_a_second_address_is_not_accepted(china: ChinaRecognizer) -> None:
    text = "浙江省杭州市西湖区文三路1号 江苏省南京市鼓楼区中山路2号"
    assert china.recognize(text).verdict is not Verdict.ACCEPT


def test_a_hundred_thousand_characters(china: ChinaRecognizer) -> None:
    answer = china.recognize("浙江省杭州市余杭区" * 12_000)
    assert answer.verdict is not Verdict.ACCEPT
    assert any(str(READ_MAX) in issue.description for issue in answer.issues)


def test_county_points_are_gcj02_with_a_radius(china: ChinaRecognizer) -> None:
    location = china.recognize("浙江省杭州市余杭区文一西路969号").location
    assert location is not None
    assert location.position.datum.value == "gcj02"
    assert location.level.value == "district"
    assert 5_000 <= location.radius_m <= 200_000
    assert abs(location.position.latitude_deg - 30.3) < 0.5


ALPHABET = (
    "浙江省杭州市余杭区中山路号栋单元楼室张三李1234567890-# ,.，。()"
    "（）:：收货人电话\n\t😀北京上海县镇村abcABC\ud800𠮷"
)


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=ALPHABET, max_size=80))
def test_any_text_has_an_answer(china: ChinaRecognizer, text: str) -> None:
    answer = china.recognize(text)
    if "\ud800" not in text:
        check_spans(text, answer)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_unicode_has_an_answer(china: ChinaRecognizer, text: str) -> None:
    assert 0 <= china.recognize(text).confidence <= 1


LATIN = [
    (
        "Rm 1203, Bldg 5, No. 969 Wenyi West Rd, Yuhang Dist., Hangzhou, Zhejiang 311121, CN",
        "330110",
        {
            "room": "1203",
            "building": "5",
            "house_number": "969",
            "road": "Wenyi West Rd",
            "postcode": "311121",
        },
    ),
    (
        "Zhejiangsheng Hangzhoushi Yuhangqu Wenyixilu 969 hao 5 zhuang 1203 shi",
        "330110",
        {"room": "1203", "building": "5", "house_number": "969"},
    ),
    ("Zhōngguó Shǎnxī shěng Xī'ān shì Yàntǎ qū", "610113", {}),
    ("zhejiang hang zhou shi yu hang qu", "330110", {}),
    ("Chaoyang District, Beijing, Jianguo Road 88", "110105", {"house_number": "88"}),
    ("Room 5, Beijing East Road 668, Huangpu, Shanghai", "310101", {"room": "5"}),
]


@pytest.mark.parametrize(("text", "code", "fields"), LATIN)
def test_pinyin_and_english(
    china: ChinaRecognizer, text: str, code: str, fields: dict[str, str]
) -> None:
    answer = china.recognize(text)
    assert answer.address.district is not None
    assert answer.address.district.code == code
    for name, expected in fields.items():
        assert value(getattr(answer.address, name)) == expected
    check_spans(text, answer)


def test_the_example_messages_are_read() -> None:
    """The shipped examples; a miss or two among the badly misspelt ones is as expected."""
    lines = (
        resources.files("service.examples").joinpath("chinese_messages.jsonl").read_text("utf-8")
    )
    recognizer = Recognizer.load(regions=("CN",))
    wrong = 0
    for line in lines.splitlines():
        message = json.loads(line)
        answer = recognizer.recognize(message["text"])
        parts = (answer.address.district, answer.address.city, answer.address.province)
        code = next((part.code for part in parts if part is not None), "")
        wrong += code != message["truth"]["adcode"]
        if code != message["truth"]["adcode"]:
            assert answer.verdict is not Verdict.ACCEPT
    assert len(lines.splitlines()) == 200
    assert wrong <= 6


SENDER = "寄件人：王大力 13900002222 青岛市市南区香港中路12号"
RECEIVER = "收件人：苏眉 13611113333 重庆市渝中区民族路188号"


@pytest.mark.parametrize(
    "text",
    [
        f"{SENDER}\n{RECEIVER}",
        f"{RECEIVER}\n{SENDER}",
    ],
)
def test_the_sender_of_a_waybill_is_not_the_recipient(china: ChinaRecognizer, text: str) -> None:
    answer = china.recognize(text)
    assert [phone.value for phone in answer.address.phones] == ["13611113333"]
    assert answer.address.recipient is not None
    assert answer.address.recipient.value == "苏眉"
    assert answer.address.district is not None
    assert answer.address.district.value == "渝中区"
    assert any("sender" in issue.description for issue in answer.issues)
    check_spans(text, answer)
