"""What stands below the township: road, number, lane, place, building, unit, floor, room.

The tail of a Chinese address is a run of tokens, each ending in a word for what it is (路, 号, 弄,
栋, 单元, 楼, 室). One expression finds the next token; what lies between tokens is a named place.
Values are bare: 七号楼, 7栋 and 7# are all building 7.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Piece(NamedTuple):
    """A field found in a stretch of text: where, and its bare value."""

    field: str
    start: int
    end: int
    value: str


_NUMERAL = r"(?:\d{1,4}[A-Za-z]?|[A-Za-z]\d{0,3}|[一二三四五六七八九十百]{1,4})"
_HAN = r"[\u3400-\u9fff]"
_ORDINAL = r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})"
_NUMBERED = (
    r"(?P<triple>(?<!\d)[A-Za-z]?\d{1,3}[-#]\d{1,2}[-#][A-Za-z]?\d{1,5}(?![\d号]))"
    rf"|(?P<building>(?:{_NUMERAL}(?:-\d{{1,3}})?|[甲乙丙丁])"
    r"(?:号楼(?:之[一二三四五\d])?|[栋幢座]楼?|#(?:楼|栋|幢)?(?!-)|楼(?=\d?[一二三四五\d]单元)))"
    rf"|(?P<unit>(?:{_NUMERAL}|[甲乙丙丁东西中])(?:单元|号门|门(?![口面市诊卫头前])|梯))"
    r"|(?P<floor>(?:负|地下|-)?(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
    r"(?:楼(?!\d?单元)|层|[Ff](?![A-Za-z])))"
    r"|(?P<room>[A-Za-z]?\d{1,5}(?:-\d{1,4})?[A-Za-z]?"
    r"(?:号商铺|号铺|号房|号室|室|房(?!产)|铺(?!镇|子)))"
    r"|(?P<lane>(?:\d{1,4}|[一二三四五六七八九十]{1,3})(?:支弄|弄|巷))"
    r"|(?P<number>(?:\d{1,5}(?:[-之]\d{1,4})?[A-Za-z]?|[一二三四五六七八九十百]{1,4})"
    r"号(?!线|楼|门|[房室])(?:院|大院|附\d+号?|之[\d一二三四五]+)?|附\d+号)"
    r"|(?P<pair>(?<![\d-])[A-Za-z]?\d{1,4}-\d{2,5}(?![\d号弄-]))"
    rf"|(?P<group>第?{_ORDINAL}(?:组|队|社(?!区)))"
    r"|(?P<bare>(?<![\d-])[A-Za-z]?\d{2,5}[A-Za-z]?(?=$|[ ,\n)]))"
)
_NAMED = (
    rf"(?P<village>{_HAN}{{1,7}}?(?:社区(?:居委会)?|居委会|村委会|行政村|自然村|嘎查|村民委员会|大队"
    r"|(?<!新)村(?![路口镇道街巷小中大委]))"
    rf"(?:第?{_ORDINAL}(?:组|队|社))?)"
    rf"|(?P<road>(?:{_HAN}{{1,9}}?(?:\d{{1,3}}(?=[路街道巷]))?|\d{{1,3}})"
    r"(?:大道|大街|公路|国道|省道|县道|环路|胡同|[路街巷弄]|(?<!街)道(?![口观真具]))"
    r"(?:[东南西北中]段|[东南西北](?![\u3400-\u9fff]))?)"
)
_TOKEN = re.compile(
    # Numbered tokens begin with one of these; anywhere else they need not be tried.
    rf"(?=[-#\dA-Za-z一二三四五六七八九十百甲乙丙丁东西中负地附第])(?:{_NUMBERED})|{_NAMED}"
)
_SPLIT_ROAD = re.compile(
    r"^(.{2,}(?:[园苑城厦庭区镇湾村院府]|广场|中心|[一二三四五六七八九]期))"
    r"((?!大街|大道|公路).{2,})$"
)
_NUMERALS = {letter: value for value, letter in enumerate("零一二三四五六七八九")}
_TRIM = " ,\n-:.()+&|"
_BARE_VALUE = re.compile(
    r"^(?:负|地下|-|第)?(?P<id>[A-Za-z]?\d{1,5}(?:[-之]\d{1,4})?[A-Za-z]?|[A-Za-z]{1,2}|[一二三四"
    r"五六七八九十百]{1,4})"
)


def chinese_number(text: str) -> str:
    """十二 -> 12; text that is no Chinese number stays."""
    if not text or any(letter not in "零一二三四五六七八九十百" for letter in text):
        return text
    if "十" not in text and "百" not in text:
        return "".join(str(_NUMERALS[letter]) for letter in text)
    total, digit = 0, 0
    for letter in text:
        if letter in _NUMERALS:
            digit = _NUMERALS[letter]
        else:
            total += (digit or 1) * (10 if letter == "十" else 100)
            digit = 0
    return str(total + digit)


def bare_value(written: str) -> str:
    """The identifier in a token: 七号楼 -> 7, B座 -> B, 负一楼 -> -1."""
    match = _BARE_VALUE.match(written)
    if match is None:
        return written
    value = chinese_number(match["id"]).upper()
    return "-" + value if written.startswith(("负", "地下", "-")) else value


def read_detail(text: str, start: int, end: int) -> list[Piece]:
    """Fields in one stretch of normalised text, in order; gaps are places ("poi")."""
    pieces: list[Piece] = []
    at = start
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup or ""
        first, last = match.span()
        if kind == "bare" and not pieces and first == start:
            continue
        if first > at:
            _add_place(text, at, first, pieces)
        at = last
        written = match[0]
        if kind == "triple":
            widths = [0]
            for part in re.split("[-#]", written):
                widths.append(widths[-1] + len(part) + 1)
            for field, left, right in zip(
                ("building", "unit", "room"), widths, widths[1:], strict=False
            ):
                value = written[left : right - 1].upper()
                pieces.append(Piece(field, first + left, first + right - 1, value))
        elif kind == "pair":
            cut = written.index("-")
            pieces.append(Piece("building", first, first + cut, written[:cut].upper()))
            pieces.append(Piece("room", first + cut + 1, last, written[cut + 1 :].upper()))
        elif kind == "road":
            split = _SPLIT_ROAD.match(written)
            if split is not None and len(written) > 4:
                _add_place(text, first, first + len(split[1]), pieces)
                first, written = first + len(split[1]), split[2]
            pieces.append(Piece("road", first, last, written))
        elif kind in ("village", "group"):
            pieces.append(Piece("village", first, last, written))
        elif kind == "bare":
            pieces.append(Piece("room", first, last, written.upper()))
        else:
            field = "house_number" if kind == "number" else kind
            pieces.append(Piece(field, first, last, bare_value(written)))
    if at < end:
        _add_place(text, at, end, pieces)
    return pieces


def _add_place(text: str, start: int, end: int, pieces: list[Piece]) -> None:
    while start < end and text[start] in _TRIM:
        start += 1
    while end > start and text[end - 1] in _TRIM:
        end -= 1
    if start < end:
        pieces.append(Piece("poi", start, end, text[start:end]))
