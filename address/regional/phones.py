"""Telephone numbers in free text: found by shape, brought to international form.

Shapes follow the national plans in ITU-T E.164 lists: Liechtenstein has seven digits and no trunk
prefix, its neighbours start national numbers with 0. A number without country is read by the plan
of the region; a leading 0 in Liechtenstein can only be Swiss, Austrian or German, so it is taken
as Swiss with less confidence.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

CALLING_CODES = {
    "LI": "423",
    "CH": "41",
    "AT": "43",
    "DE": "49",
    "FR": "33",
    "IT": "39",
    "BE": "32",
    "NL": "31",
    "LU": "352",
    "DK": "45",
    "SE": "46",
    "NO": "47",
    "FI": "358",
    "PL": "48",
    "CZ": "420",
    "ES": "34",
    "PT": "351",
    "GB": "44",
    "IE": "353",
    "US": "1",
    "CA": "1",
    "AU": "61",
    "NZ": "64",
    "JP": "81",
    "KR": "82",
    "IN": "91",
    "TH": "66",
    "MY": "60",
    "ZA": "27",
    "TR": "90",
    "GR": "30",
    "HU": "36",
    "SK": "421",
    "RO": "40",
    "BG": "359",
    "HR": "385",
    "SI": "386",
}
_LABEL = (
    r"(?:tel(?:efon|\.?\s?nr|ephone)?|handy|natel|mobil[e]?|mob|phone|fon|nummer|fax|privat|tf)"
)
_EXTENSION = r"(?:\s*(?:dw|ext|durchwahl|intern|int|kl)\.?\s*(?P<extension>\d{1,5}))?"
_INTERNATIONAL = re.compile(
    rf"(?:(?P<label>\b{_LABEL})\b\.?\s*:?\s*)?"
    r"(?P<number>(?:\+|\b00)\s?[1-9](?:[\s().\-/]{0,3}\d){6,13})" + _EXTENSION,
    re.IGNORECASE,
)
_LABELLED = re.compile(
    rf"(?P<label>\b{_LABEL})\b\.?\s*:?\s*(?P<number>\(?\d(?:[\s().\-/]{{0,3}}\d){{5,12}})(?!\w)"
    + _EXTENSION,
    re.IGNORECASE,
)
_TRUNK = re.compile(
    r"(?<![\w+])(?P<label>)(?P<number>\(?0[1-9]\d{1,3}\)?(?:[ .\-/]{0,3}\d){5,9})(?!\w)"
    + _EXTENSION,
    re.IGNORECASE,
)
_SEVEN = re.compile(
    r"(?<![\w+\-/.])(?P<label>)(?P<number>[2-9]\d{2}(?:[ .\-]?\d{2}[ .\-]?\d{2}|[ .\-]\d{4}))(?!\w)"
    + _EXTENSION,
    re.IGNORECASE,
)
_NORTH_AMERICAN = re.compile(
    r"(?<![\w+\-/.])(?P<label>)(?P<number>(?:1[ .\-])?(?:\([2-9]\d{2}\)[ ]?|[2-9]\d{2}[.\- ])"
    r"[2-9]\d{2}[.\- ]\d{4})(?!\w)" + _EXTENSION,
    re.IGNORECASE,
)
_SHORT_AREA = re.compile(
    r"(?<![\w+])(?P<label>)(?P<number>\(?0[1-9]\)?(?:[ .\-]{1,2}\d{2,4}){2,4})(?!\w)" + _EXTENSION,
    re.IGNORECASE,
)
_HAS_SHORT_AREAS = frozenset({"FR", "BE", "NL", "IT", "GB", "JP", "KR", "AU", "NZ", "TH", "MY"})
_WITHOUT_TRUNK = frozenset({"US", "CA"})


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number: where it stands (its label included in `outer`), its normal form."""

    start: int
    end: int
    outer: int
    value: str
    confidence: float


def find_phones(text: str, region_code: str) -> list[Phone]:
    """Numbers in the order of the text; none overlaps another."""
    patterns = [_INTERNATIONAL, _LABELLED, _TRUNK]
    if region_code == "LI":
        patterns.append(_SEVEN)
    if region_code in _HAS_SHORT_AREAS:
        patterns.append(_SHORT_AREA)
    if region_code in _WITHOUT_TRUNK:
        patterns = [_INTERNATIONAL, _LABELLED, _NORTH_AMERICAN]
    found: list[Phone] = []
    for pattern in patterns:
        for match in pattern.finditer(text):
            if any(match.start() < p.end and p.outer < match.end() for p in found):
                continue
            number = match["number"]
            value, confidence = _normal(number, region_code)
            if value:
                extension = match["extension"]
                value += f" ext. {extension}" if extension else ""
                start = match.start("number")
                end = match.end("extension") if extension else match.end("number")
                found.append(Phone(start, end, match.start(), value, confidence))
    return sorted(found, key=lambda phone: phone.start)


def _normal(number: str, region_code: str) -> tuple[str, float]:
    """International form and the confidence in it; empty when it cannot be a number."""
    bare = re.sub(r"\(0\)", "", number)
    digits = re.sub(r"\D", "", bare)
    if number.lstrip().startswith("+") or digits.startswith("00"):
        digits = digits.removeprefix("00")
        for code in CALLING_CODES.values():
            if digits.startswith(code):
                national = digits[len(code) :].lstrip("0")
                return (f"+{code} {national}", 0.98) if len(national) >= 6 else ("", 0.0)
        return (f"+{digits}", 0.9) if 8 <= len(digits) <= 15 else ("", 0.0)
    code = CALLING_CODES.get(region_code, "")
    if region_code == "LI":
        if len(digits) == 7 and digits[0] in "23456789":
            return f"+423 {digits}", 0.95
        if digits.startswith("0") and len(digits) == 10:
            return f"+41 {digits[1:]}", 0.8
        return (digits, 0.6) if 6 <= len(digits) <= 13 else ("", 0.0)
    if region_code in _WITHOUT_TRUNK and len(digits.removeprefix("1")) == 10:
        return f"+1 {digits.removeprefix('1')}", 0.95
    if digits.startswith("0") and code:
        return (f"+{code} {digits[1:]}", 0.95) if 7 <= len(digits) <= 13 else ("", 0.0)
    return (digits, 0.7) if 6 <= len(digits) <= 13 else ("", 0.0)
