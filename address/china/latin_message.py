"""Reads one message in Latin letters with a place in China."""

from __future__ import annotations

import re
import unicodedata

from address.china.divisions import DivisionReader
from address.china.labels import find_labels
from address.china.latin_detail import read_latin_detail
from address.china.message import BREAK, MARK, Message
from address.china.normalise import Tight
from address.china.pinyin import PinyinReader
from address.model import RecognizedAddress

_COUNTRY = re.compile(
    r"(?<![A-Za-z])(?:p\.?[ ]?r\.?[ ]?china|people's republic of china|china|p\.?r\.?c\.?|cn|zhong"
    r"guo)(?![A-Za-z])",
    re.IGNORECASE,
)
_COMMON_SURNAMES = (
    "wang li zhang liu chen yang zhao huang zhou wu xu sun hu zhu gao lin he guo ma luo liang "
    "song zheng xie han tang feng yu dong xiao cheng cao yuan deng fu shen zeng peng lv lu su "
    "jiang cai jia ding wei xue ye yan pan du dai xia zhong tian ren fan fang shi yao tan "
    "liao zou xiong jin hao kong bai cui kang mao qiu qin gu hou shao meng long wan duan lei "
    "qian yin yi chang qiao lai gong ou"
)
_SURNAMES = frozenset(_COMMON_SURNAMES.split())
_NAME = re.compile(
    r"^(?:(?:mr|mrs|ms|miss|dr|prof)\.? )?[A-Za-z][A-Za-z'’-]*(?: [A-Za-z][A-Za-z'’-]*){0,3}$",
    re.IGNORECASE,
)
_PLACE_WORD = re.compile(
    r"\b(?:garden|community|park|plaza|building|hotel|school|university|hospital|centre|center|man"
    r"sion|village|tower|square|residence|"
    r"company|co|ltd|factory|market|mall|station|zone|industrial|international|xiaoqu|huayuan|dash"
    r"a|guangchang|gongyuan|cun|apartments?)\b",
    re.IGNORECASE,
)


_APOSTROPHE = re.compile(r"(?<=[^\W\d])['’‘`](?=[^\W\d])")


def without_tones(text: str) -> str:
    """Letters without marks, one for one."""
    return "".join(
        letter if letter.isascii() else unicodedata.normalize("NFD", letter)[0] for letter in text
    )


class LatinMessage(Message):
    """One message in Latin letters while it is being read."""

    coarse_first = False

    def __init__(self, reader: DivisionReader, pinyin: PinyinReader, original: str) -> None:
        super().__init__(reader, original)
        self.pinyin = pinyin
        self.normal = without_tones(self._with_apostrophes())

    def _with_apostrophes(self) -> str:
        """The normal text, in which an apostrophe inside a word is still one (Xi'an)."""
        letters = list(self.normal)
        for match in _APOSTROPHE.finditer(self.original):
            letters[match.start()] = "'"
        return "".join(letters)

    def read(self) -> RecognizedAddress:
        """Telephone, labels, postcode, divisions, detail, then names."""
        text = self._mask_phones(self.normal)
        labels = find_labels(text)
        for label in labels:
            text = text[: label.start] + BREAK * (label.end - label.start) + text[label.end :]
        fields = {label.end: label.field for label in labels}
        text = self._mask_postcode(text, fields)
        country = _COUNTRY.search(text)
        if country is not None:
            self._put("country", country.start(), country.end(), "中国", 0.99, "CN")
            text = self._blank(text, *country.span())
        reading, latin = self.pinyin.read(text)
        tight = Tight(latin.letters, latin.at)
        # A given name may sound like a place; only what speaks for the reading is masked.
        reading.conflicts = [each for each in reading.conflicts if each.weight >= 6]
        spoken = (*reading.used.values(), *reading.repeats, *reading.conflicts)
        reading.spans = sorted({(each.start, each.end) for each in spoken})
        text = self._place_divisions(text, tight, reading)
        for piece in read_latin_detail(text):
            if piece.field not in self.parts:
                self._put(piece.field, piece.start, piece.end, piece.value, 0.9)
                text = self._blank(text, piece.start, piece.end)
        self._read_names(text, sorted(fields.items()))
        return self._answer(tight, reading)

    def _blank(self, text: str, start: int, end: int) -> str:
        return text[:start] + BREAK * (end - start) + text[end:]

    def _read_names(self, text: str, fields: list[tuple[int, str]]) -> None:
        best: tuple[float, int, int] | None = None
        rest = []
        for match in re.finditer(r"[^,\n\x01;:()]+", text):
            start, end = match.span()
            while start < end and text[start] in " .-":
                start += 1
            while end > start and text[end - 1] in " .-":
                end -= 1
            words = text[start:end]
            if not any(letter.isalpha() for letter in words):
                continue
            rest.append((start, end))
            score = 0.0
            if _NAME.match(words) and not _PLACE_WORD.search(words):
                parts = words.lower().split()
                score = 1.0 + 1.5 * (parts[0] in _SURNAMES or parts[-1] in _SURNAMES)
                score += 1.0 * (len(parts) in (2, 3)) + 0.5 * (len(rest) == 1)
            if MARK in text[max(0, start - 3) : start] or MARK in text[end : end + 3]:
                score += 0.8
            for at, field in fields:
                if field == "recipient" and at <= start and not text[at:start].strip(" \n:,"):
                    score = 10.0
            if score and (best is None or score > best[0]):
                best = (score, start, end)
        if best is not None and best[0] >= (1.9 if self.phones else 2.4):
            score, start, end = best
            rest.remove((start, end))
            name = self.original[start:end]
            self._put("recipient", start, end, name, min(0.98, 0.5 + 0.1 * score))
        rest = [(one, two) for one, two in rest if two - one > 2]
        if rest:
            one, two = max(rest, key=lambda place: place[1] - place[0])
            self._put("poi", one, two, text[one:two], 0.6)
