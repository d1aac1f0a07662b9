"""Chinese addresses in Latin letters: pinyin, English, or both, fine to coarse or coarse to fine.

All letters are run together, tones and blanks left out, and the spoken names of divisions are found
in one pass; a match that begins and ends where words do counts most, so "Hang Zhou", "Hangzhou" and
"hangzhoushi" are one name while "lanzhou" is not found inside another word. A word for the kind
(District, qu, County) beside a name says which level is meant; a name before Road or Lu is a road.
The choice among all meanings is the same as for characters (see `divisions`).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

import ahocorasick

from address.china.divisions import DivisionReader
from address.china.gazetteer import (
    CITY,
    DISTRICT,
    FULL,
    PROVINCE,
    SHORT,
    TOWNSHIP,
    Gazetteer,
)
from address.china.names import EXACT, Mention
from address.china.reading import Reading

OTHER_NAMES = {
    "150000": "innermongolia neimongol neimenggu",
    "540000": "tibet xizang",
    "610000": "shaanxi",
    "810000": "hongkong hk hksar",
    "820000": "macau macao",
    "710000": "taiwan",
    "650000": "xinjianguygur xinjianguyghur",
    "450000": "guangxizhuang",
    "640000": "ningxiahui",
    "110000": "peking",
    "440100": "canton",
    "650100": "urumqi urumchi wulumuqi",
    "150100": "hohhot huhhot",
    "230100": "harbin",
    "540100": "lhasa",
    "653100": "kashgar kashi",
    "150600": "ordos",
    "150700": "hulunbuir",
    "230200": "qiqihar",
    "540200": "shigatse xigaze",
    "540400": "nyingchi",
    "540300": "qamdo chamdo",
    "540600": "nagqu",
    "650200": "karamay",
    "650400": "turpan",
    "650500": "kumul",
    "652900": "aksu",
    "653200": "hotan",
    "654000": "ili",
    "654300": "altay",
    "632801": "golmud",
    "710100": "taipei",
    "710200": "kaohsiung",
    "710400": "taichung",
    "710300": "tainan",
    "711100": "newtaipei",
    "310115": "pudongnewarea pudongxinqu pudong",
    "120116": "binhainewarea",
    "330106": "westlake",
    "610100": "xian",
    "810101": "centralandwestern sheungwan saiyingpun",
    "810103": "kowlooncity hunghom tokwawan",
    "810104": "kwuntong",
    "810106": "shamshuipo cheungshawan",
    "810107": "wanchai causewaybay",
    "810108": "wongtaisin",
    "810109": "yautsimmong mongkok tsimshatsui yaumatei",
    "810111": "kwaitsing kwaichung tsingyi",
    "810113": "saikung tseungkwano",
    "810114": "shatin maonshan",
    "810115": "tuenmun",
    "810116": "taipo",
    "810117": "tsuenwan",
    "810118": "yuenlong tinshuiwai",
}
_KIND_WORDS = {
    PROVINCE: "province|provincial|prov|sheng|zizhiqu|autonomousregion|sar",
    CITY: "prefecture|municipality|municipal|city|shi|diqu|meng|zizhizhou|zhou"
    "|autonomousprefecture",
    DISTRICT: "newarea|newdistrict|district|dist|county|cnty|city|xinqu|zizhixian|qu|xian|shi|qi"
    "|banner|autonomouscounty",
    TOWNSHIP: "subdistrict|subdist|township|town|street|jiedao|zhen|xiang|jiedaobanshichu|sumu|st",
}
_KIND = {level: re.compile(words) for level, words in _KIND_WORDS.items()}
_ROAD_AFTER = re.compile(
    r"[ ,]*(?:(?:east|west|north|south|middle|central|dong|xi|nan|bei|zhong|[enws]\.?|\d+(?:st|nd"
    r"|rd|th)?|first|second|third|yi|er|san)[ .]*)?"
    r"(?:road|rd|street(?!\w)|str?(?!\w)|avenue|ave|boulevard|blvd|highway|expressway|lane|alley"
    r"|lu(?!\w)|jie(?!dao|\w)|dadao|dajie|xiang(?=[ ,]*\d)|hutong)",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[a-z]")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'’`]+")


class LatinText(NamedTuple):
    """Letters run together, where each stood, and where words begin and end."""

    letters: str
    at: list[int]
    begins: frozenset[int]
    ends: frozenset[int]


def run_together(text: str) -> LatinText:
    """Lower-case letters of `text` without tones; ü becomes u."""
    letters: list[str] = []
    at: list[int] = []
    begins, ends = set(), set()
    for match in _WORD.finditer(text):
        begins.add(len(letters))
        previous_lower = False
        for place in range(match.start(), match.end()):
            plain = unicodedata.normalize("NFD", text[place])[0]
            if not (plain.isascii() and plain.isalpha()):
                continue
            if plain.isupper() and previous_lower:
                begins.add(len(letters))
                ends.add(len(letters))
            previous_lower = plain.islower()
            letters.append(plain.lower())
            at.append(place)
        ends.add(len(letters))
    return LatinText("".join(letters), at, frozenset(begins), frozenset(ends))


@dataclass(slots=True)
class _SpokenName:
    """What the automaton reports."""

    length: int
    meanings: dict[int, int]


class PinyinReader:
    """Finds divisions in Latin text."""

    def __init__(self, gazetteer: Gazetteer, reader: DivisionReader) -> None:
        self.gazetteer = gazetteer
        self.reader = reader
        self._townships: dict[int, dict[str, int]] = {}
        names: dict[str, dict[int, int]] = defaultdict(dict)
        for row, level in enumerate(gazetteer.level):
            if level == TOWNSHIP:
                continue
            above = gazetteer.parent[row]
            if level == CITY and gazetteer.name[above] == gazetteer.name[row]:
                continue
            for spoken in self._spoken(row, gazetteer.short[row]):
                form = FULL if gazetteer.short[row] == gazetteer.name[row] else SHORT
                names[spoken].setdefault(row, form)
            for spoken in self._spoken(row, gazetteer.name[row]):
                names[spoken][row] = FULL
            for other in OTHER_NAMES.get(gazetteer.code[row], "").split():
                names[other][row] = SHORT
        for shanxi in ("140000", "610000"):
            names["shanxi"].setdefault(gazetteer.row_of_code[shanxi], SHORT)
        automaton = ahocorasick.Automaton()
        for name, meanings in names.items():
            if len(name) >= 2:
                automaton.add_word(name, _SpokenName(len(name), meanings))
        automaton.make_automaton()
        self._automaton = automaton

    def _spoken(self, row: int, name: str) -> set[str]:
        gazetteer = self.gazetteer
        plain = [gazetteer.reading.get(letter, "") for letter in name]
        keys = {"".join(plain).replace("v", "u"), "".join(plain)}
        actual = gazetteer.spoken[row].split()
        if actual and name.startswith(gazetteer.short[row]):
            rest = "".join(plain[len(gazetteer.short[row]) :])
            keys |= {("".join(actual) + rest).replace("v", "u"), "".join(actual) + rest}
        return {key for key in keys if key}

    def read(self, text: str) -> tuple[Reading, LatinText]:
        """The division that normalised Latin text is about; spans count run-together letters."""
        latin = run_together(text)
        mentions = self._mentions(text, latin)
        reading = self.reader.choose(mentions)
        self._add_township(text, latin, reading)
        return reading, latin

    def _mentions(self, text: str, latin: LatinText) -> list[Mention]:
        level = self.gazetteer.level
        mentions = []
        for last, spoken in self._automaton.iter(latin.letters):
            end = last + 1
            start = end - spoken.length
            if start not in latin.begins:
                if end not in latin.ends or spoken.length < 5:
                    continue
                share = 0.3
            else:
                share = 1.0
            whole_word = end in latin.ends
            after = self._after(text, latin, end)
            if whole_word and _ROAD_AFTER.match(text, after):
                continue
            for row, form in spoken.meanings.items():
                kind = _KIND[level[row]].match(latin.letters, end)
                other_kind = None
                if kind is None or kind.end() not in latin.ends:
                    kind = None
                    other_kind = self._other_kind(latin, end, level[row])
                weight = {PROVINCE: 4.2, CITY: 4.6, DISTRICT: 4.4}[level[row]] * share
                stop = end
                if form == FULL and self.gazetteer.short[row] != self.gazetteer.name[row]:
                    weight += 2.5 * share
                    if not whole_word:
                        continue
                elif kind is not None and self._kind_fits(row, kind[0]):
                    weight += 2.5 * share
                    stop = kind.end()
                elif not whole_word:
                    if spoken.length < 5 or share < 1 or not self._follows_name(latin, end):
                        continue
                    weight *= 0.7
                elif other_kind:
                    weight *= 0.35
                mentions.append(
                    Mention(start, stop, row, weight, form, EXACT, latin.letters[start:end], True)
                )
        longest: dict[int, int] = {}
        for mention in mentions:
            longest[mention.start] = max(longest.get(mention.start, 0), mention.end)
        return [m for m in mentions if m.end == longest[m.start] or m.weight > 3.5]

    def _follows_name(self, latin: LatinText, end: int) -> bool:
        """True when another name begins right here (zhejianghangzhou)."""
        rest = latin.letters[end : end + 24]
        return any(last + 1 == spoken.length for last, spoken in self._automaton.iter(rest))

    def _other_kind(self, latin: LatinText, end: int, level: int) -> bool:
        for other in (PROVINCE, CITY, DISTRICT, TOWNSHIP):
            if other != level:
                kind = _KIND[other].match(latin.letters, end)
                if kind is not None and kind.end() in latin.ends:
                    return True
        return False

    def _kind_fits(self, row: int, kind: str) -> bool:
        name = self.gazetteer.name[row]
        if kind in ("district", "dist", "qu", "newarea", "newdistrict", "xinqu"):
            return name.endswith("区")
        if kind in ("county", "cnty", "xian", "zizhixian", "autonomouscounty"):
            return name.endswith("县")
        if kind in ("city", "shi"):
            return name.endswith("市")
        return True

    def _after(self, text: str, latin: LatinText, end: int) -> int:
        return latin.at[end - 1] + 1 if end else 0

    def _add_township(self, text: str, latin: LatinText, reading: Reading) -> None:
        gazetteer = self.gazetteer
        row = reading.row
        if row < 0 or gazetteer.level[row] not in (CITY, DISTRICT):
            return
        names = self._townships.get(row)
        if names is None:
            names = {}
            for child in gazetteer.children.get(row, ()):
                if gazetteer.level[child] == TOWNSHIP:
                    for spoken in self._spoken(child, gazetteer.short[child]):
                        names.setdefault(spoken, child)
            if len(self._townships) < 4000:
                self._townships[row] = names
        best: tuple[int, int, int] | None = None
        for start in sorted(latin.begins):
            for word_end in sorted(latin.ends):
                end = word_end
                if not 4 <= end - start <= 24:
                    continue
                if any(start < two and one < end for one, two in reading.spans):
                    continue
                word = latin.letters[start:end]
                kind = next((k for k in _TOWNSHIP_TAILS if word.endswith(k)), "")
                found = names.get(word.removesuffix(kind)) if kind else None
                if found is None:
                    found = names.get(word)
                    follows = _KIND[TOWNSHIP].match(latin.letters, end)
                    if found is None or follows is None or follows.end() not in latin.ends:
                        continue
                    if self._is_road(text, latin, end):
                        continue
                    end = follows.end()
                if best is None or end - start > best[1] - best[0]:
                    best = (start, end, found)
        if best is not None:
            start, end, found = best
            reading.used[found] = Mention(
                start, end, found, 3.0, SHORT, EXACT, latin.letters[start:end], True
            )
            reading.row = found
            reading.score += 3.0
            reading.spans = sorted([*reading.spans, (start, end)])

    def _is_road(self, text: str, latin: LatinText, end: int) -> bool:
        """ "Street" is a township's word as well as a road's: a number beside it means a road."""
        after = self._after(text, latin, end)
        if not _ROAD_AFTER.match(text, after):
            return False
        return re.search(r"\d[ ,]*$", text[: latin.at[max(0, end - 12)]]) is not None


_TOWNSHIP_TAILS = ("jiedaobanshichu", "subdistrict", "township", "jiedao", "town", "zhen", "xiang")
