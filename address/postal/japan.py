"""Japanese addresses by their own words: prefecture, city or county and town, quarter, blocks.

Large to small without blanks. The 47 prefectures are known; below them the characters 郡 市 区 町
村 close the names, with the few names that hold such a character inside listed. Without a gazetteer
a quarter is read as it is written; a number before 丁目 is part of its name and is put into kanji.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from address.model import (
    READ_MAX,
    Address,
    AddressIssue,
    AddressIssueClass,
    AddressPart,
    RecognizedAddress,
    Span,
    Verdict,
)
from address.regional.phones import find_phones

_PREFECTURE = re.compile(
    "北海道|東京都|京都府|大阪府|(?:青森|岩手|宮城|秋田|山形|福島|茨城|栃木|群馬|埼玉|千葉|神奈川|新潟|富山"
    "|石川|福井|山梨|長野|岐阜|静岡|愛知|三重|滋賀|兵庫|奈良|和歌山|鳥取|島根|岡山|広島|山口|徳島|香川|愛媛"
    "|高知|福岡|佐賀|長崎|熊本|大分|宮崎|鹿児島|沖縄)県"
)
_WARDED = (
    "札幌|仙台|さいたま|千葉|横浜|川崎|相模原|新潟|静岡|浜松|名古屋|京都"
    "|大阪|堺|神戸|岡山|広島|北九州|福岡|熊本"
)
_INSIDE = (
    "四日市市|廿日市市|野々市市|八日市市|大和郡山市|郡山市|蒲郡市|小郡市|郡上市|市川市|市原市|十日町市|大町市|町田市"
    "|東村山市|武蔵村山市|村山市|村上市|羽村市|田村市|高市郡[^0-9]{1,4}?[町村]|余市郡[^0-9]{1,4}?[町村]"
    "|柴田郡村田町|杵島郡大町町|東村山郡[^0-9]{1,4}?町|西村山郡[^0-9]{1,4}?町|北村山郡大石田町|佐波郡玉村町"
)
_CITY = re.compile(
    rf"(?:{_INSIDE}|(?:{_WARDED})市[^0-9市町村]{{1,4}}?区|[^0-9]{{1,5}}?郡[^0-9]{{1,6}}?[町村]"
    r"|[^0-9区]{1,7}?市|[^0-9市]{1,4}?区|[^0-9]{1,5}?[町村])"
)
_POSTCODE = re.compile(r"〒?\s*(\d{3})[-ー]?(\d{4})(?!\d)")
_CHOME = re.compile(r"(\d{1,2})\s*丁目")
_KANJI_NUMBER = re.compile(r"[一二三四五六七八九十]+丁目")
_BLOCKS = re.compile(r"\d+(?:(?:\s*番地の?|\s*番|\s*号|[-の])\s*\d*)*(?:番地|番|号)?")
_DASHES = str.maketrans(dict.fromkeys("−‐‑–—―ー－", "-"))
_KANJI = "〇一二三四五六七八九"


class JapanParser:
    """Reads Japanese addresses without a gazetteer. Immutable; safe between threads."""

    region_code = "JP"

    def recognize(self, text: str) -> RecognizedAddress:
        """Reads one message. Never raises, whatever the text is."""
        read = _same_length(text[:READ_MAX])
        original = text[:READ_MAX]
        fields: dict[str, Any] = {}
        phones = []
        for phone in find_phones(read, "JP"):
            if phone.value.startswith("+"):
                phones.append(_part(original, phone.start, phone.end, phone.value))
                blank = " " * (phone.end - phone.outer)
                read = read[: phone.outer] + blank + read[phone.end :]
        fields["phones"] = tuple(phones)
        at = 0
        code = _POSTCODE.search(read)
        if code is not None and (code.start() == 0 or "〒" in code.group()):
            fields["postcode"] = _part(original, *code.span(), f"{code[1]}-{code[2]}")
            at = code.end()
        prefecture = _PREFECTURE.search(read, at)
        if prefecture is not None and not read[at : prefecture.start()].strip():
            fields["province"] = _part(original, *prefecture.span())
            at = prefecture.end()
        at = _skip(read, at)
        city = _CITY.match(read, at)
        if city is not None:
            fields["city"] = _part(original, *city.span(), "".join(city.group().split()))
            at = _skip(read, city.end())
            self._read_quarter(read, original, at, fields)
        whole = "province" in fields and "city" in fields
        words = "There is no gazetteer for JP: read by its words, not checked."
        issue = AddressIssue(issue_class=AddressIssueClass.UNKNOWN, description=words)
        return RecognizedAddress(
            address=Address(**fields),
            verdict=Verdict.CONFIRM if whole else Verdict.FIX,
            confidence=0.5 if whole else 0.2,
            issues=(issue,),
            question="Is this address right?" if whole else "Which prefecture and city?",
        )

    def _read_quarter(self, read: str, original: str, at: int, fields: dict[str, Any]) -> None:
        chome = _CHOME.search(read, at) or _KANJI_NUMBER.search(read, at)
        blocks = _BLOCKS.search(read, chome.end() if chome else at)
        end = chome.end() if chome else blocks.start() if blocks else len(read)
        if end > at and (stretch := read[at:end].strip()):
            named = _CHOME.sub(lambda match: f"{_kanji(int(match[1]))}丁目", stretch)
            stop = at + len(read[at:end].rstrip())
            fields["township"] = _part(original, at, stop, "".join(named.split()))
        if blocks is not None:
            numbers = "-".join(re.findall(r"\d+", blocks.group()))
            fields["house_number"] = _part(original, *blocks.span(), numbers)
            rest = _skip(read, blocks.end())
            if read[rest:].strip():
                stop = len(read.rstrip())
                fields["building"] = _part(original, rest, stop)


def _same_length(text: str) -> str:
    """Full-width digits and dashes made plain, letter by letter, so that places stay."""
    plain = (unicodedata.normalize("NFKC", letter) for letter in text)
    return "".join(
        new if len(new) == 1 else old for old, new in zip(text, plain, strict=True)
    ).translate(_DASHES)


def _skip(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] in ",、"):
        at += 1
    return at


def _kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    text = ("" if tens == 1 else _KANJI[tens]) + "十" if tens else ""
    return text + (_KANJI[ones] if ones else "")


def _part(text: str, start: int, end: int, value: str = "") -> AddressPart:
    written = text[start:end]
    span = Span(start=start, end=end)
    return AddressPart(written=written, value=value or written, span=span, confidence=0.6)
