"""Divisions in messages: table of text and code of the county (or coarser)."""

from __future__ import annotations

import pytest

from address.china import ChinaRecognizer
from address.model import AddressIssueClass, RecognizedAddress, Verdict


def code_of(answer: RecognizedAddress) -> str:
    parts = (answer.address.district, answer.address.city, answer.address.province)
    return next((part.code for part in parts if part is not None), "")


CODES = [
    # Plain, short, without separators, with everything twice.
    ("浙江省杭州市余杭区五常街道文一西路969号", "330110"),
    ("浙江杭州余杭文一西路969号", "330110"),
    ("福建宁德福鼎太姥山镇岭后路1号", "350982"),
    ("广东省清远市 清城区洲心街道，金茂家园一栋", "441802"),
    ("海南省三亚市天涯区海南省三亚市天涯区凤凰镇芒果村1号", "460204"),
    # Levels left out.
    ("义乌市国际商贸城四区2号", "330782"),
    ("吉林省朝阳区工农大路1号", "220104"),
    ("浙江省杭州市闲林街道五常大道1号", "330110"),
    # Municipalities, counties directly under a province, cities without districts.
    ("北京市市辖区东城区长安街1号", "110101"),
    ("重庆市县城口县任河大道1号", "500229"),
    ("上海 上海市 浦东区 张杨路1号", "310115"),
    ("湖北神农架太阳村10组", "429021"),
    ("河南省省直辖县级行政区划济源市沁园路1号", "419001"),
    ("广东省 东莞市 中堂镇潢涌村1号", "441900"),
    ("海南省儋州市那大镇中兴大街1号", "460400"),
    # Hong Kong, Macau, Taiwan; traditional characters.
    ("香港九龍城區太子道西1號", "810103"),
    ("澳门大堂区新马路1号", "820104"),
    ("台北市大安區信義路四段1號", "710105"),
    # Misspelt: sound, shape, a letter missing, added, a blank inside.
    ("浙江省杭洲市余航区文一西路969号", "330110"),
    ("湖北省孝感市昌县重庆路241号", "420921"),
    ("河北省沧州市亲华区府前街680号", "130902"),
    ("浙 江省杭 州市余 杭区文一西路969号", "330110"),
    ("广东省深圳市市龙岗区区中心路1号", "440307"),
    # Former names.
    ("湖北省襄樊市樊城区人民路1号", "420606"),
    ("浙江省余杭市临平镇人民路1号", "330110"),
    ("浙江省杭州市下城区延安路1号", "330105"),
    # Levels swapped, the wrong city.
    ("余杭区杭州市浙江省文一西路969号", "330110"),
    ("浙江省宁波市余杭区闲林街道五常大道1号", "330110"),
    # Names of places in names of roads and houses.
    ("新疆伊宁市上海城徐汇苑23号楼", "654002"),
    ("河南省南阳市卧龙区北京路二胶厂三区北院", "411303"),
    ("山东省济南市历下区重庆路1号山西大厦", "370102"),
    ("龙湖区黄山路潮华雅居10栋", "440507"),
]


@pytest.mark.parametrize(("text", "code"), CODES)
def test_codes(china: ChinaRecognizer, text: str, code: str) -> None:
    assert code_of(china.recognize(text)) == code


@pytest.mark.parametrize(
    ("text", "issue"),
    [
        ("浙江省杭洲市余杭区文一西路1号", AddressIssueClass.MISSPELT),
        ("湖北省襄樊市樊城区人民路1号", AddressIssueClass.OUTDATED),
        ("余杭区杭州市浙江省文一西路1号", AddressIssueClass.WRONG_LEVEL),
        ("浙江省宁波市余杭区闲林街道1号", AddressIssueClass.CONFLICT),
        ("浙江省杭州市杭州市余杭区文一西路1号", AddressIssueClass.REDUNDANCY),
        ("浙江省杭州市", AddressIssueClass.MISSING),
        ("鼓楼区中山路1号", AddressIssueClass.AMBIGUOUS),
        ("北京路二胶厂三区北院", AddressIssueClass.UNKNOWN),
    ],
)
def test_issues(china: ChinaRecognizer, text: str, issue: AddressIssueClass) -> None:
    assert issue in {each.issue_class for each in china.recognize(text).issues}


def test_same_named_places_are_candidates_never_a_choice(china: ChinaRecognizer) -> None:
    answer = china.recognize("鼓楼区中山路1号")
    assert answer.address.district is None
    assert answer.verdict is not Verdict.ACCEPT
    cities = {c.address.city.value for c in answer.candidates if c.address.city}
    assert {"南京市", "徐州市", "福州市", "开封市"} <= cities
    assert answer.question


def test_a_former_name_tells_since_when(china: ChinaRecognizer) -> None:
    answer = china.recognize("浙江省杭州市下城区延安路1号")
    (issue,) = [i for i in answer.issues if i.issue_class is AddressIssueClass.OUTDATED]
    assert "2021" in issue.description


def test_township_with_its_twelve_digit_code(china: ChinaRecognizer) -> None:
    township = china.recognize("浙江省杭州市余杭区五常街道文一西路969号").address.township
    assert township is not None
    assert township.value == "五常街道"
    assert len(township.code) == 12
    assert township.code.startswith("330110")


@pytest.mark.parametrize("text", ["", "   ", "13900001234", "😀😀", "今天天气很好", "\x00\x01"])
def test_nothing_found_is_an_answer(china: ChinaRecognizer, text: str) -> None:
    answer = china.recognize(text)
    assert answer.verdict is Verdict.FIX
    assert code_of(answer) == ""


@pytest.mark.parametrize(
    ("text", "code", "outdated"),
    [("330110", "330110", False), ("330103", "330105", True), ("区划代码:420600", "420600", False)],
)
def test_a_code_alone(china: ChinaRecognizer, text: str, code: str, outdated: bool) -> None:
    answer = china.recognize(text)
    assert code_of(answer) == code
    classes = {issue.issue_class for issue in answer.issues}
    assert (AddressIssueClass.OUTDATED in classes) is outdated


def test_a_code_of_a_county_that_was_split_leads_to_candidates(china: ChinaRecognizer) -> None:
    answer = china.recognize("330104")
    assert code_of(answer) == ""
    assert len(answer.candidates) == 2
