"""Road, number, building, unit, floor, room and recipient in Latin letters.

English puts the word before the number (Room 1203, No. 969), pinyin behind it (969 hao, 1203 shi).
"""

from __future__ import annotations

import re

from address.china.detail import Piece

_ID = r"(?P<{0}>[A-Za-z]?-?\d{{1,5}}[A-Za-z]?(?:-\d{{1,4}})?|[A-Za-z](?![A-Za-z]))"


def _either(field: str, before: str, behind: str) -> str:
    one, two = _ID.format(field), _ID.format(field + "_2")
    return (
        rf"(?<![A-Za-z])(?:{before})[ .:#]*(?:no\.?[ ]*)?{one}(?![A-Za-z\d])"
        rf"|(?<![A-Za-z\d]){two}[ -]*(?:{behind})(?![A-Za-z])"
    )


_TOKEN = re.compile(
    _either("room", "room|rm|apartment|apt|flat|suite|ste|shi(?=[ ]*\\d)", "shi|fang|hao[ ]?shi")
    + "|"
    + _either("building", "building|bldg|block|blk|tower", "zhuang|dong|zuo|hao[ ]?lou|#")
    + "|"
    + _either("unit", "unit|entrance", "danyuan|dan[ ]yuan")
    + "|"
    + _either(
        "floor",
        "floor|fl|level",
        "/?f(?:loor|l)?|,f(?![a-z])|lou|ceng|(?:st|nd|rd|th)[ ]?(?:floor|fl)",
    )
    + "|"
    + _either("lane", "lane|alley", "nong|long|xiang")
    + "|"
    + _either("house_number", "no\\.?|number|nr\\.?|num\\.?", "hao")
    + r"|(?P<road>(?:(?<![A-Za-z])Sec(?:tion|t)?\.?[ ]*\d+[ ,]+)?"
    r"(?:(?<![A-Za-z])[A-Z][A-Za-z'’]*[ ]+){0,4}?(?<![A-Za-z])[A-Za-z'’]+[ ]*"
    r"(?:(?:East|West|North|South|Middle|Central|[NEWS]\.?)[ ]+)?(?:\d+(?:st|nd|rd|th)[ ]+)?"
    r"(?:Road|Rd|Street|Str?|Avenue|Ave|Boulevard|Blvd|Highway|Hwy|dadao|dajie|hutong|xiangzi"
    r"|(?<=[a-z ])lu|(?<=["
    r"a-z ])jie)(?![A-Za-z])\.?)",
    re.IGNORECASE,
)
_NUMBER_BEHIND = re.compile(
    r"[ ,]*(?:No\.?[ ]*)?(\d{1,4})(?![\d-]|[ ]*(?:hao|F|lou|zhuang|dong))", re.IGNORECASE
)
_LEADING_NUMBER = re.compile(r"(?<![\d-])(\d{1,5})[ ]+$")


def read_latin_detail(text: str) -> list[Piece]:
    """Fields in normalised Latin text from which divisions have been masked."""
    pieces: list[Piece] = []
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup or ""
        field = kind.removesuffix("_2")
        value = match[kind].strip(" .")
        start, end = match.span()
        if field == "road":
            while text[start] in " ,":
                start += 1
            bare = _LEADING_NUMBER.search(text, 0, start)
            if bare is not None and not any(piece.end > bare.start(1) for piece in pieces):
                pieces.append(Piece("house_number", bare.start(1), bare.end(1), bare[1]))
            behind = _NUMBER_BEHIND.match(text, end)
            if behind is not None and not any(p.field == "house_number" for p in pieces):
                pieces.append(Piece("house_number", behind.start(1), behind.end(1), behind[1]))
            value = text[start:end].strip()
        pieces.append(Piece(field, start, end, value.upper() if field != "road" else value))
    return pieces
