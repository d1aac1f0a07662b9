"""Telephone numbers in a Chinese message: mobile, landline, service, privacy and foreign ones.

Numbers are looked for in normalised text (see `normalise`). A privacy number is a mobile or
95-number followed by an extension that must be dialled; the extension is part of the number.
"""

from __future__ import annotations

import re
from typing import NamedTuple


class Phone(NamedTuple):
    """A number found: where, and in its normal form ("-" before an extension)."""

    start: int
    end: int
    value: str
    confidence: float


_EXTENSION = r"(?:[ ]?(?:转|分机号?|ext\.?|x|-)[ :]?(?P<NAME>\d{1,6}))?"
_MOBILE = re.compile(
    r"(?<![\d+])(?:\(?\+?(?:0{2})?86\)?[- ]*)?"
    r"(?P<m>1[ -]?[3-9](?:[- ]{0,2}\d){9}|1[3-9]\d\.\d{4}\.\d{4})(?!\d)"
    + r"(?:[ ]?(?:转|分机号?|ext\.?|x|-)[ :]?(?P<me>\d{1,6})(?!\d))?",
    re.IGNORECASE,
)
_OTHER = re.compile(
    r"(?P<masked>(?<!\d)1[3-9]\d(?:[*xX,]{4}|[*xX]{3,5})\d{4}(?!\d))"
    r"|(?P<service>(?<!\d)(?:[48]00[- ]?\d{3,4}[- ]?\d{3,4}|95\d{3,13})(?!\d))"
    + _EXTENSION.replace("NAME", "se")
    + r"|(?P<taiwan>(?<!\d)09\d{2}[- ]?\d{3}[- ]?\d{3}(?!\d))"
    r"|(?:\+?(?:00)?86[- ]*)?\(?(?<!\d)(?P<land>0?(?:10|2\d|[3-9]\d{2})"
    r"(?:\)[- ]{0,2}|[- ]{1,2})\d{3,4}[- ]?\d{4}|0(?:10|2\d)\d{8}|0[3-9]\d{9,10})(?!\d)"
    + _EXTENSION.replace("NAME", "le")
    + r"|(?P<foreign>(?:\+|(?<!\d)00)(?!86)\d{1,3}[- ()]{0,2}\d(?:[- ()]?\d){5,12})(?!\d)"
    r"|(?<!\d)(?P<glued>\d{12,18})(?!\d)",
    re.IGNORECASE,
)
_LABELLED = re.compile(
    r"(?:电话|手机号?码?|联系方式|座机|固话|tel|phone|mobile)[号码 ]{0,3}[:. ,]{0,3}"
    r"(?P<any>\(?\+?\d[\d -]{4,16}\d)",
    re.IGNORECASE,
)
_GLUED = re.compile(
    r"(?P<before>\d{1,6}?)(?P<m>1[3-9]\d{9})$|^(?P<m2>1[3-9]\d{9})(?P<after>\d{1,6})$"
)
_BARE_LANDLINE = re.compile(r"(?:(?<=^)|(?<=[ ,\n:.]))(?:[2-8]\d{6,7}|9\d{7})(?=$|[ ,\n.])")
_LETTERED = re.compile(r"(?<![\dA-Za-z])1[3-9](?=(?:\D?\d){7})[\dIlOo|]{9}(?![\dA-Za-z])")
"""A mobile number in which letters were taken for digits."""
_DIGIT = str.maketrans("IlOo|", "11001")
_SPOKEN = re.compile(
    "[一幺][三四五六七八九][零〇一幺二两三四五六七八九]{9}(?![零〇一二三四五六七八九])"
)
_SPOKEN_DIGIT = str.maketrans("零〇一幺二两三四五六七八九", "0011223456789")
_PLAIN_MOBILE = re.compile(r"1[3-9]\d{9}")
_JOINS = re.compile(r"[\d+)-]\s*$")
_EXTENDS = frozenset("-转分eExX0123456789")
_DIGITS = re.compile(r"[\d*,](?:(?<=\d)(?:\d{4}|\d\d\.\d{4}|[\d -]{5})|(?<=[*,])[*,]{2})")
"""Enough digits for a number; begins with one set of letters, which is looked for at speed."""
_NOT_DIGITS = re.compile(r"\D")


def find_phones(text: str) -> list[Phone]:
    """Every number in normalised text, in order, never overlapping."""
    if _DIGITS.search(text) is None:
        spoken = _SPOKEN.search(text)
        if spoken is None:
            return []
        digits = spoken[0].translate(_SPOKEN_DIGIT)
        return [Phone(spoken.start(), spoken.end(), digits, 0.9)]
    found: list[Phone] = []
    rest = text
    plain = _PLAIN_MOBILE.search(text)
    if plain is not None and _DIGITS.search(text, plain.end()) is None:
        start, end = plain.span()
        before, after = text[max(0, start - 5) : start], text[end : end + 2].strip(" ,\n")[:1]
        alone = not _JOINS.search(before) and after not in _EXTENDS
        if alone and _DIGITS.search(text, 0, start) is None:
            return [Phone(start, end, plain[0], 0.995)]
    for match in _MOBILE.finditer(text):
        digits = _NOT_DIGITS.sub("", match["m"])
        extension = match["me"]
        if extension and not _plausible_extension(text, match):
            start, end = match.span("m")
            found.append(Phone(match.start(), end, digits, 0.995))
        else:
            value = f"{digits}-{extension}" if extension else digits
            found.append(Phone(match.start(), match.end(), value, 0.995))
    if found:
        rest = _blank(text, found)
        if _DIGITS.search(rest) is None:
            return found
    others = _find_others(rest)
    if others:
        found = sorted(found + others)
    if not found:
        for match in _LETTERED.finditer(text):
            found.append(Phone(match.start(), match.end(), match[0].translate(_DIGIT), 0.7))
    if not found:
        for match in _BARE_LANDLINE.finditer(text):
            found.append(Phone(match.start(), match.end(), match[0], 0.7))
    return found


def _plausible_extension(text: str, match: re.Match[str]) -> bool:
    """A dash may also join a phone to a house number; a real extension ends the token."""
    after = text[match.end() : match.end() + 1]
    return after not in "号栋幢弄室楼座单元层期-#" or after == ""


def _blank(text: str, found: list[Phone]) -> str:
    for phone in found:
        text = text[: phone.start] + "\n" * (phone.end - phone.start) + text[phone.end :]
    return text


def _find_others(text: str) -> list[Phone]:
    found: list[Phone] = []
    for match in _OTHER.finditer(text):
        kind = match.lastgroup
        if match["masked"]:
            found.append(Phone(match.start(), match.end(), match["masked"].replace(",", "*"), 0.6))
        elif match["service"]:
            value = _with_extension(_NOT_DIGITS.sub("", match["service"]), match["se"])
            found.append(Phone(match.start(), match.end(), value, 0.95))
        elif match["taiwan"]:
            digits = _NOT_DIGITS.sub("", match["taiwan"])
            found.append(Phone(match.start(), match.end(), digits, 0.9))
        elif match["land"]:
            land = re.sub(r"[() ]+", "-", match["land"]).strip("-")
            value = _with_extension(_area_code_apart(land), match["le"])
            found.append(Phone(match.start(), match.end(), value, 0.95))
        elif match["foreign"]:
            value = "+" + _NOT_DIGITS.sub("", match["foreign"]).removeprefix("00")
            found.append(Phone(match.start(), match.end(), value, 0.9))
        elif kind == "glued":
            glued = _GLUED.search(match["glued"])
            if glued is not None:
                group = "m" if glued["m"] else "m2"
                start = match.start() + glued.start(group)
                found.append(Phone(start, start + 11, glued[group], 0.8))
    if not found:
        for match in _LABELLED.finditer(text):
            digits = _NOT_DIGITS.sub("", match["any"])
            if 7 <= len(digits) <= 15:
                found.append(Phone(match.start("any"), match.end("any"), digits, 0.8))
    return found


def _area_code_apart(number: str) -> str:
    digits = _NOT_DIGITS.sub("", number)
    if not digits.startswith("0"):
        digits = "0" + digits
    width = 3 if digits[1] in "12" else 4
    return f"{digits[:width]}-{digits[width:]}"


def _with_extension(number: str, extension: str | None) -> str:
    return f"{number}-{extension}" if extension else number
