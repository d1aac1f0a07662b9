"""What stands below the township: road, number, lane, place, building, unit, floor, room.

The tail of a Chinese address is a run of tokens, each ending in a word for what it is (路, 号, 弄,
栋, 单元, 楼, 室). One expression finds the next token; what lies between tokens is a named place.
Values are bare: 七号楼, 7栋 and 7# are all building 7.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple


class Piece(NamedTuple):
    """A field found in a stretch of text: where, and its bare value."""

    field: str
    start: int
    end: int
    value: str


_NUMERAL = r"(?:\d{1,4}[A-Za-z]?|[A-Za-z]\d{0,3}|[一二三四五六七八九十百]{1,4})"
_COUNT = r"[一二两三四五六七八九十百千零〇]{1,7}"
_BELOW_NUMBER = r"之(?:\d{1,2}(?!\d)|[一二三四五六七八九十]{1,2})"
_HAN = r"[\u3400-\u9fff]"
_ORDINAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_GROUP = rf"第?{_ORDINAL}(?:村民小?组|居民小?组|小组|组|生产队|队|社(?!区))"
_NUMBERED = (
    r"(?P<quad>(?<![\dA-Za-z-])\d{1,3}-\d{1,3}-\d{1,2}-\d{3,5}(?![\d号-]))"
    r"|(?P<triple>(?<!\d)[A-Za-z]?\d{1,3}[-#]\d{1,2}[-#][A-Za-z]?\d{1,5}(?![\d号]))"
    rf"|(?P<building>(?:{_NUMERAL}(?:-\d{{1,3}})?|[甲乙丙丁])"
    r"(?:号楼(?:之[一二三四五\d])?|[栋幢座]楼?|舍(?!友)|#(?:楼|栋|幢)?(?!-\d{1,2}-)-?"
    r"|楼(?=\d?[一二三四五\d]单元))|(?<![A-Za-z])[A-Za-z]\d?(?:塔楼?|楼))"
    rf"|(?P<unit>(?:{_NUMERAL}|[甲乙丙丁东西中])(?:单元|号门|门(?![口面市诊卫头前])|梯))"
    r"|(?P<floor>(?:负|地下|-)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"(?:楼(?!\d?单元)|层|[Ff](?![A-Za-z])))"
    r"|(?P<room>(?:[A-Za-z]?\d{1,5}(?:-\d{1,4})?[A-Za-z]?|[一二三四五六七八九十百零〇]{1,5})"
    r"(?:号?商铺|号铺|号?档口?|号房|号室|室(?!内|外)|房(?!产|屋)|铺(?!镇|子))|[东西南北中]户)"
    r"|(?P<lane>(?:\d{1,4}|[一二三四五六七八九十]{1,3})(?:支弄|弄|巷))"
    rf"|(?P<number>(?:[甲乙丙丁]?\d{{1,5}}(?:[-之]\d{{1,4}})?[A-Za-z]?|{_COUNT})"
    r"号(?!线|楼|门|[房室馆库仓]|商[场铺]|厂房|车间|码头|航站|公寓|店|公馆|基地)(?:院内?|大院|附\d{1,4}号?|[甲乙丙丁](?![\u3400-\u9fff])"
    rf"|{_BELOW_NUMBER}|-\d{{1,2}}(?![\d号栋幢弄楼单室-]))?|附\d+号)"
    r"|(?P<tail>(?<=[号栋幢楼元])-(?:\d{1,2}-)?[A-Za-z]?\d{2,5}(?![\d号-]))"
    r"|(?P<pair>(?:(?<![A-Za-z\d-])[A-Za-z]|(?<![\d-]))\d{1,4}-[A-Za-z]?\d{2,5}(?![\d号弄-]))"
    r"|(?P<small>(?<![\d-])\d{1,2}-\d(?=$|[ ,\n)]))"
    rf"|(?P<group>{_GROUP})"
    r"|(?P<bare>(?<![\d-])[A-Za-z]?\d{2,5}[A-Za-z]?(?=$|[ ,\n)])"
    r"|[一二三四五六七八九零〇]{3,4}(?=$|[ ,\n)]))"
    r"|(?P<english>(?<![A-Za-z])(?i:tower|block|building|bldg|unit|room|rm|floor|level)[.,]{0,2}"
    r"(?:[A-Za-z]?\d{1,5}[A-Za-z]?|[A-Za-z])(?![A-Za-z\d]))"
)
_VILLAGE = (
    rf"(?P<village>{_HAN}{{1,7}}?(?:社区(?:居委会)?|居委会|村委会|行政村|自然村|嘎查|村民委员会|大队"
    r"|(?<!新)(?<!中关)村(?![路口镇道街巷小中大委]))"
    rf"(?:{_GROUP})?)|"
)
_VILLAGE_LETTER = re.compile("[村社居嘎队]")
_ROAD = (
    rf"(?P<road>(?:{_HAN}{{1,9}}?(?:\d{{1,3}}(?=[路街道]))?|\d{{1,3}})"
    r"(?=[大公国省县环胡路巷弄街道璐])(?:大道|大街|公路|国道|省道|县道|环路|胡同|路|[巷弄](?![路街里])|街(?!道)|(?<!街)道(?![口观真具])"
    r"|璐(?=[\d,\n ]|$))"
    r"(?:[东南西北中]段|[一二三四五六七八九十\d]{1,2}段|[东南西北中](?![\u3400-\u9fff]))?)"
)
# Numbered tokens begin with one of these; anywhere else they need not be tried.
_FIRST = r"(?=[-#\dA-Za-z一二两三四五六七八九十零〇甲乙丙丁东西中负地附第])"
_TOKEN = re.compile(rf"{_FIRST}(?:{_NUMBERED})|{_VILLAGE}{_ROAD}")
_TOKEN_OF_TOWNS = re.compile(rf"{_FIRST}(?:{_NUMBERED})|{_ROAD}")
"""The same for text without villages, which is read twice as fast without looking for them."""
_SPLIT_ROAD = re.compile(
    r"^(?!中关村)(.{2,}(?:[园苑城厦庭区镇湾村院府岛]|广场|中心|[一二三四五六七八九]期))"
    r"((?!大街|大道|公路|[一二三四五六七八九十\d]{1,2}[路街道巷]).{2,})$"
)
_AFTER_ROAD = re.compile(
    r"(\d{1,4})(?=[\u3400-\u9fff])(?![号弄巷栋幢座楼层室房单门梯铺组队社院团连营小街路道中大厂所医米"
    r"公里年月期区国省县])"
)
_VILLAGE_ALONE = re.compile(r"[\u3400-\u9fff]{1,6}(?<!新)村")
_BELOW = re.compile(r"(附|-|之)([\d一二三四五六七八九十]+)号?$")
_ENGLISH = {"tower": "building", "block": "building", "bldg": "building", "rm": "room"} | {
    "level": "floor"
}
_INSIDE = ("building", "unit", "floor", "room")
_ZEROS = str.maketrans("〇两", "零二")
_NUMERALS = {letter: value for value, letter in enumerate("零一二三四五六七八九")}
_TENS = {"十": 10, "百": 100, "千": 1000}
_TRIM = " ,\n-:.()+&|"
_BARE_VALUE = re.compile(
    r"^(?:负|地下|-|第)?(?P<id>[A-Za-z]-\d{1,3}(?=号楼|[栋幢座])|[甲乙丙丁东西中](?=单元|门)|[A-Za-z]?\d{1,5}(?:[-之]\d{1,4})?[A-Za-z]?|[A-Za-z]{1,2}"
    r"|[一二三四五六七八九十百零〇]{1,5})"
)


def chinese_number(text: str) -> str:
    """十二 -> 12, 五零一 -> 501; text that is no Chinese number stays."""
    if not text or any(letter not in "零一二三四五六七八九十百千〇两" for letter in text):
        return text
    text = text.translate(_ZEROS)
    if not any(letter in text for letter in _TENS):
        return "".join(str(_NUMERALS[letter]) for letter in text)
    total, digit = 0, 0
    for letter in text:
        if letter in _NUMERALS:
            digit = _NUMERALS[letter]
        else:
            total += (digit or 1) * _TENS[letter]
            digit = 0
    return str(total + digit)


def bare_value(written: str) -> str:
    """The identifier in a token: 七号楼 -> 7, B座 -> B, 负一楼 -> -1."""
    match = _BARE_VALUE.match(written)
    if match is None:
        return written
    value = chinese_number(match["id"]).upper()
    return "-" + value if written.startswith(("负", "地下", "-")) else value


def house_number(written: str) -> str:
    """969号 -> 969, 12号附3号 -> 12附3, 15号之一 -> 15之1, 11号-3 -> 11-3."""
    below = _BELOW.search(written)
    if below is None or below.start() == 0:
        whole = written.rstrip("院大内").rstrip("号")
        if whole[-2:-1] == "号" and whole[-1] in "甲乙丙丁":
            whole = whole[:-2] + whole[-1]
        return chinese_number(whole).upper() if whole[:1] not in "附" else whole
    above = written[: below.start()].rstrip("号")
    return f"{chinese_number(above).upper()}{below[1]}{chinese_number(below[2])}"


def read_detail(text: str, start: int, end: int) -> list[Piece]:
    """Fields in one stretch of normalised text, in order; gaps are places ("poi")."""
    pieces: list[Piece] = []
    at = start
    token = _TOKEN if _VILLAGE_LETTER.search(text, start, end) else _TOKEN_OF_TOWNS
    for match in token.finditer(text, start, end):
        kind = match.lastgroup or ""
        first, last = match.span()
        if first < at:
            continue  # a number that was read with the road before it
        written = match[0]
        before = pieces[-1] if pieces and first == at else None
        if kind == "bare":
            if not pieces and first == start:
                continue
            if not (written.isascii() or (before is not None and before.field in _INSIDE)):
                continue
        elif kind == "small" and not (
            before.field in _INSIDE
            if before is not None
            else any(piece.field == "house_number" for piece in pieces)
        ):
            continue
        if first > at:
            _add_place(text, at, first, pieces)
            if kind == "number" and _names_a_place(written, first, pieces):
                place = pieces.pop()
                at = place.start
                _add_place(text, at, last, pieces)
                at = last
                continue
        at = last
        if kind in _ADDERS:
            _ADDERS[kind](written, first, before, pieces)
        elif kind == "road":
            at = _add_road(text, match, pieces)
        elif kind in ("village", "group"):
            pieces.append(Piece("village", first, last, written))
        elif kind == "bare":
            road = before is not None and before.field == "road"
            field = "house_number" if road and written.isdecimal() else "room"
            pieces.append(Piece(field, first, last, chinese_number(written).upper()))
        elif kind == "number":
            inside = before is not None and before.field in _INSIDE
            field = "room" if inside else "house_number"
            pieces.append(Piece(field, first, last, house_number(written)))
        else:
            value = bare_value(written)
            if kind == "floor":
                value = value.rstrip("F")
            elif kind == "unit" and len(value) >= 3:
                kind = "room"
            pieces.append(Piece(kind, first, last, value))
    if at < end:
        _add_place(text, at, end, pieces)
    return pieces


def _names_a_place(number: str, start: int, pieces: list[Piece]) -> bool:
    """北部湾一号 behind a road is a place, no house number."""
    return (
        number[0] in _NUMERALS
        and len(number) == 2
        and pieces[-1].field == "poi"
        and pieces[-1].end == start
        and any(piece.field == "road" for piece in pieces)
    )


def _add_road(text: str, match: re.Match[str], pieces: list[Piece]) -> int:
    """A road, a place written before it and a bare number behind it; where they end."""
    first, last = match.span()
    written = match[0]
    split = _SPLIT_ROAD.match(written)
    if split is not None and len(written) > 4:
        _add_place(text, first, first + len(split[1]), pieces)
        first, written = first + len(split[1]), split[2]
    pieces.append(Piece("road", first, last, written.replace("璐", "路")))
    number = _AFTER_ROAD.match(text, last, match.endpos)
    if number is None:
        return last
    pieces.append(Piece("house_number", last, number.end(), number[1]))
    return number.end()


def _add_triple(written: str, first: int, before: Piece | None, pieces: list[Piece]) -> None:
    widths = [0]
    for part in re.split("[-#]", written):
        widths.append(widths[-1] + len(part) + 1)
    for field, left, right in zip(("building", "unit", "room"), widths, widths[1:], strict=False):
        value = written[left : right - 1].upper()
        pieces.append(Piece(field, first + left, first + right - 1, value))


def _add_quad(written: str, first: int, before: Piece | None, pieces: list[Piece]) -> None:
    """4-28-3-501: a part of the compound and its building, the unit, the room."""
    whole, unit, room = written.rsplit("-", 2)
    last, cut = first + len(written), first + len(whole)
    pieces.append(Piece("building", first, cut, whole))
    pieces.append(Piece("unit", cut + 1, cut + 1 + len(unit), unit))
    pieces.append(Piece("room", last - len(room), last, room))


def _add_pair(written: str, first: int, before: Piece | None, pieces: list[Piece]) -> None:
    """47-746 is a building and a room, behind a building 2-501 is a unit and a room."""
    one, _, two = written.upper().partition("-")
    last, cut = first + len(written), first + len(one)
    field = before.field if before is not None else ""
    if field == "building" and len(one) <= 2 < len(two):
        pieces.append(Piece("unit", first, cut, one))
        pieces.append(Piece("room", cut + 1, last, two))
    elif field in _INSIDE or len(two) == 1 or (len(one) == len(two) >= 3 and one.isdecimal()):
        pieces.append(Piece("room", first, last, written.upper()))
    else:
        pieces.append(Piece("building", first, cut, one))
        pieces.append(Piece("room", cut + 1, last, two))


def _add_tail(written: str, first: int, before: Piece | None, pieces: list[Piece]) -> None:
    """45号-1-602, 3栋-502: unit and room, or the room, behind a number or a building."""
    unit, _, room = written[1:].upper().rpartition("-")
    last = first + len(written)
    if unit:
        pieces.append(Piece("unit", first + 1, first + 1 + len(unit), unit))
    pieces.append(Piece("room", last - len(room), last, room))


def _add_english(written: str, first: int, before: Piece | None, pieces: list[Piece]) -> None:
    word = re.match("[A-Za-z]{2,}", written)
    name = word[0].lower() if word else ""
    value = written[len(name) :].strip(".,").upper()
    pieces.append(Piece(_ENGLISH.get(name, name), first, first + len(written), value))


_ADDERS: dict[str, Callable[[str, int, Piece | None, list[Piece]], None]] = {
    "quad": _add_quad,
    "triple": _add_triple,
    "pair": _add_pair,
    "small": _add_pair,
    "tail": _add_tail,
    "english": _add_english,
}


def _add_place(text: str, start: int, end: int, pieces: list[Piece]) -> None:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        if text[end - 1] == ")" and "(" in text[start:end]:
            break
        end -= 1
    if start < end:
        whole = _VILLAGE_ALONE.fullmatch(text, start, end)
        village = whole is not None and all(piece.field != "village" for piece in pieces)
        pieces.append(Piece("village" if village else "poi", start, end, text[start:end]))
