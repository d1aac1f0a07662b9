"""Names of divisions in a text: where they stand and what each is worth as evidence.

Official names weigh more than short ones, exact ones more than misspelt, those in the head of the
address more than those in its tail, and a short name before 路 or 大厦 (重庆路) hardly anything.

All names are found by looking up the few lengths that names with the same first two characters
have, longest first; a name inside a longer one does not count.
"""

from __future__ import annotations

import re
from operator import concat
from typing import NamedTuple

from address.china.gazetteer import (
    ALIAS,
    CITY,
    COUNTY_KINDS,
    DISTRICT,
    FORMER_SHORT,
    PROVINCE,
    SHORT,
    TOWNSHIP,
    TOWNSHIP_KINDS,
    Entry,
    Gazetteer,
    Named,
)

MUNICIPALITIES = ("11", "12", "31", "50")
FILLER = re.compile(
    r"(?:[,\-\n.():+&|]|生产建设兵团(?:第?[一二三四五六七八九十\d]{1,3}师)?|雄安新区|中国(?:大陆)?|香港岛|九龙(?!城)|新界|半岛(?=花地玛|圣安多尼|大堂|望德|风顺)|中华人民共和国|市辖区|省直辖县级行政(?:区划|单位)|自治区直辖"
    r"县级行政(?:区划|单位)"
    r"|直辖县级|省直辖|其[它他](?:地区|区|县)|县(?=[^,\-\n]{1,6}县)|\(县\))+"
)
_TURN = r"[东南西北中]?[一二三四五六七八九十]?"
ROAD_AFTER = re.compile(
    _TURN
    + r"(?:路|街(?!道|办|[镇乡])|大道|大路|[内外]?大街|道(?![里外口县真孚滘观])|巷|弄|胡同|高架"
    r"|高速|步行街|里弄)"
)
PLACE_AFTER = re.compile(
    r"(?:大厦|大楼|广场|花园|花苑|花城|小区|公寓|酒店|大酒店|宾馆|饭店|商场|商城|苑|学院|大学|医院"
    r"|银行|公园|国际|小学|中学|幼儿园|学校|市场|超市|工业园|工业区|科技园|产业园|公司|集团|车站"
    r"|火车站"
    r"|家园|嘉园|雅苑|佳苑|新苑|家苑|新村|豪庭|华庭|华府|华城|名苑|名城|名都|名邸|公馆|官邸|世家|山庄"
    r"|人家|天地|坊|大桥|桥(?!镇|乡|街|区|西|东|南|北|头|梓)|湾(?!里"
    r"|沚|镇|乡|街|区)|城(?=\w{0,6}[苑栋幢号座期]))(?!路|街|大道|巷)"
)
PLATE_LETTERS = (
    "京11 津12 冀13 晋14 蒙15 辽21 吉22 黑23 沪31 苏32 浙33 皖34 闽35 赣36 鲁37 "
    "豫41 鄂42 湘43 粤44 桂45 琼46 渝50 川51 蜀51 贵52 黔52 云53 滇53 藏54 陕61 "
    "秦61 甘62 陇62 青63 宁64 新65 港81 澳82 台71"
)
PLATES = {pair[0]: pair[1:] + "0000" for pair in PLATE_LETTERS.split()}
"""Letters that stand for a province, as on number plates."""
KIND_LETTERS = frozenset("省市区县旗州盟镇乡道")
KINDS_ALONE = re.compile("[省市区县旗州盟镇乡道]{1,2}|街道|新区|地区")
ROAD_FOLLOWS = re.compile(r"[\u3400-\u9fff]{2,4}?(?:路|大道|大街|街|镇|乡)")
DISTRICT_FOLLOWS = re.compile(
    r"[,\-]?(?!.{0,5}(?:高新|开发|工业|经开|新城|技术|产业|度假|保税|科技|商务|示范|管理|小|社|园"
    r"|校|景|厂|库|片|[东南西北中新城市郊矿林]|[A-Za-z0-9一二三四五六七八九十])区)"
    r"[\u3400-\u9fff]{1,6}?[区县市旗具匹](?!场|镇|乡|村|街道)"
)
GENERIC = re.compile(r"^[东南西北中城郊矿新][区县]$")
"""Names that are a direction and a kind: they need their parent right before them."""
DETAIL = re.compile(
    r"\d|路(?!桥)|[巷弄号栋幢室]|楼(?!区)|大道|大街|街(?!道|办|镇|乡)|小区|花园|公司|公寓|大厦|广场|[^\W"
    r"\d]村(?!镇|乡|街)|工业园|学校|中学|小学|大学|医院"
)
KIND_AFTER_SHORT = re.compile("|".join((*COUNTY_KINDS, *TOWNSHIP_KINDS, "省", "州", "盟")))
TOWNSHIP_END = re.compile("|".join(TOWNSHIP_KINDS))
WEIGHT = {
    PROVINCE: (5.0, 4.8, 4.6, 4.6, 3.0),
    CITY: (6.0, 5.4, 4.5, 5.5, 3.0),
    DISTRICT: (8.5, 7.5, 4.2, 7.0, 2.6),
    TOWNSHIP: (4.0, 3.8, 2.5, 3.5, 2.0),
}
TOGETHER = (0.0, 0.0, 0.5, 1.5)
"""Added where a division and its parent are both named, by level."""
CONFLICT_SHARE = 0.5
LOOSE_FULL, LOOSE_SHORT, LOOSE_AFTER_GAP = 0.35, 0.12, 0.4
LEAST_SCORE = 2.7
"""What a reading must score: one short name inside other words (四季桃源) is none."""
LEAST_WEIGHT = 0.8
"""What the finest name of a reading must weigh: a name inside a road is no evidence."""
AT_START = 0.6
"""Added to a name at the start of the text or after a separator."""
AFTER_STRANGER = 0.5
BEFORE_COUNTRY = 0.45
"""Share of weight left to names before 中国 and another address: map services write the one they
mean behind it."""
UNREAD_DISTRICT = 4.0
"""Taken from a city when what follows it is written like a district of its own."""
ROAD_BEHIND = 3.0
"""Added to the short name of one county alone when a road or township is next (电白|育才路)."""
OVERSEA = 0.4
"""Taken from counties of Taiwan, Hong Kong and Macau, which share many names with the mainland."""
TIE = 0.25
"""Scores closer than this are not told apart."""
GLUED_SHORT = 0.6
GLUED = 0.45
"""Share of weight left to a county written right after letters that name nothing (轻纺|城北区)."""
EXACT, SOUND, EDIT = 0, 1, 2
ROAD_LETTERS = frozenset("路街巷弄号栋幢楼室")
FUZZY_REACH = 48
"""Letters from the start of an address in which misspelt divisions are looked for."""


class Mention(NamedTuple):
    """A stretch of tight text that may name the division `row`."""

    start: int
    end: int
    row: int
    weight: float
    form: int
    how: int
    name: str
    in_head: bool


def find_names(gazetteer: Gazetteer, text: str) -> list[tuple[int, int, Entry]]:
    """Every name written as the gazetteer has it: start, end, entry, in order of start."""
    found = []
    lengths_of, entries = gazetteer.lengths, gazetteer.entries
    reach, behind, size = -1, -1, len(text)
    pairs = map(concat, text, text[1:])
    for start in [start for start, pair in enumerate(pairs) if pair in lengths_of]:
        for length in lengths_of[text[start : start + 2]]:
            end = start + length
            if end <= reach and start != behind:
                break
            entry = entries.get(text[start:end])
            if entry is not None and end <= size:
                if end <= reach and gazetteer.level[entry.meanings[0].row] == TOWNSHIP:
                    continue
                if start >= reach or start == behind:
                    behind = end  # 陇南|康县, though 南康县 lies across
                found.append((start, end, entry))
                reach = max(reach, end)
                break
    return found


def find_plate(
    gazetteer: Gazetteer,
    text: str,
    found: list[tuple[int, int, Entry]],
    breaks: frozenset[int],
) -> None:
    """Puts the letter of a province before the first name there is of it (沪闵行区, 粤 深圳)."""
    at = found[0][0] - 1
    code = PLATES.get(text[at]) if at >= 0 else None
    if code is None or (at and at not in breaks and text[at - 1].isalnum()):
        return
    row = gazetteer.row_of_code[code]
    if any(gazetteer.path[each.row][0] == row != each.row for each in found[0][2].meanings):
        found.insert(0, (at, at + 1, Entry(1, text[at], (Named(row, ALIAS),))))


def head_end(text: str, after: int) -> int:
    """Where the tail of the address begins: the first road, number or place."""
    match = DETAIL.search(text, after)
    return match.start() if match else len(text)


def _is_town_of(gazetteer: Gazetteer, above: Entry, name: str) -> bool:
    """东莞|南城|鸿福路: a town of a city without counties, not the county of that name."""
    return any(
        gazetteer.level[each.row] == CITY
        and gazetteer.is_finest(each.row)
        and name in gazetteer.township_index(each.row).exact
        for each in above.meanings
    )


def weigh_names(
    gazetteer: Gazetteer,
    text: str,
    found: list[tuple[int, int, Entry]],
    breaks: frozenset[int] = frozenset(),
) -> list[Mention]:
    """Every meaning of every name found, with its weight where it stands."""
    if not found:
        return []
    head = head_end(text, found[0][1])
    level = gazetteer.level
    mentions = []
    country = text.find("中国", found[0][1])
    if not any(each[0] == country + 2 for each in found):
        country = -1
    owners = {each[1]: each[2] for each in found}
    ends = set(owners)
    coarse_ends = {each[1] for each in found if level[each[2].meanings[0].row] <= CITY}
    starts = {each[0] for each in found if not ROAD_AFTER.match(text, each[1])}
    for start, end, entry in found:
        in_head = start < head
        before_road = ROAD_AFTER.match(text, end) is not None
        before_place = PLACE_AFTER.match(text, end) is not None
        at_start = start == 0 or start in breaks or not text[start - 1].isalnum()
        for row, form in entry.meanings:
            weight = WEIGHT[level[row]][form]
            if form in (SHORT, FORMER_SHORT) or (form == ALIAS and entry.length == 2):
                if before_road:
                    weight *= 0.1
                elif before_place:
                    weight *= 0.6 if at_start or start in ends else 0.12
                elif not in_head:
                    weight *= LOOSE_AFTER_GAP if at_start else LOOSE_SHORT
                elif (
                    level[row] == DISTRICT
                    and len(entry.meanings) == 1
                    and start in coarse_ends
                    and ROAD_FOLLOWS.match(text, end)
                    and not _is_town_of(gazetteer, owners[start], entry.name)
                ):
                    weight += ROAD_BEHIND
                elif not at_start and start not in ends and text[start - 1] > "\u3400":
                    weight *= GLUED_SHORT
            elif not in_head:
                weight *= LOOSE_FULL
            elif (
                not at_start
                and level[row] == DISTRICT
                and start not in ends
                and not (start + 1 in ends and text[start] in KIND_LETTERS)  # 青岛|市北区
                and not (start - 1 in ends and text[start - 1] == text[start - 2])  # 市市|志丹县
                and end not in starts
                and text[start - 1] > "\u3400"
            ):
                weight *= GLUED
            if form == SHORT and level[row] <= CITY and start in owners and not at_start:
                # 余杭区|阿里|巴巴: a city after a county it does not hold is part of another word.
                above = gazetteer.path[row][:-1]
                if not any(each.row in above for each in owners[start].meanings):
                    weight *= AFTER_STRANGER
            if at_start and in_head and not before_road:
                weight += AT_START
            if gazetteer.code[row] > "7" and level[row] >= DISTRICT:
                weight -= OVERSEA
            if end <= country:
                weight *= BEFORE_COUNTRY
            mentions.append(Mention(start, end, row, weight, form, EXACT, entry.name, in_head))
    return mentions
