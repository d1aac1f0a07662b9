"""Whether an address stands in a book, decided part by part.

What makes two doors of one road different is a single figure: texts of neighbours are nearly the
same, so likeness of text decides nothing. Names (roads, compounds, villages) may differ a little
where the difference is a slip; numbers, buildings, units and rooms are identifiers and agree or do
not. A part that only one side names proves nothing: the answer then is "unsure", or that the
address lies within what the entry names, never a guess.

Entries are found by keys (`entry_keys`, `search_keys`), finest first, so that a book is never
searched as a whole; what compares is `judge`. Where the entries are kept is not decided here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from enum import StrEnum
from functools import lru_cache

from pypinyin import lazy_pinyin
from rapidfuzz.distance import OSA

from address.model import READ_MAX, Address, AddressPart, RecognizedAddress
from address.regional.key import name_key

AREA = ("province", "city", "district", "township")
NAMES = ("village", "road", "poi")
NUMBERS = ("lane", "house_number")
INSIDE = ("building", "unit", "floor", "room")

SURE = 0.8
"""Score from which an entry that leaves nothing open is the address that was asked for."""
_RIVAL = 0.05
_NEIGHBOUR = 0.4
"""Highest score of an entry that contradicts the text."""

_GENERIC = ("小区", "大厦", "大楼", "公寓")
_MARKERS = frozenset(
    "零〇一二三四五六七八九十百0123456789东西南北中上下前后左右新老大小里外内甲乙丙丁期"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_BLANK = re.compile(r"[\s.,;:，。；：、\-_#/()（）]+")


class Relation(StrEnum):
    """How a part of the text and the same part of an entry stand to each other."""

    AGREES = "agrees"
    SIMILAR = "similar"
    DIFFERS = "differs"
    ONLY_IN_TEXT = "only_in_text"
    ONLY_IN_ENTRY = "only_in_entry"


class BookVerdict(StrEnum):
    """Whether an address stands in a book."""

    IN_BOOK = "in_book"
    WITHIN_ENTRY = "within_entry"
    UNSURE = "unsure"
    NOT_IN_BOOK = "not_in_book"


@dataclass(frozen=True, slots=True)
class DoorParts:
    """The parts of an address that books compare, in the form in which they are compared.

    Areas are "code:name"; names are keys; numbers are plain. Empty where the text has none.
    """

    text: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    township: str = ""
    village: str = ""
    road: str = ""
    lane: str = ""
    house_number: str = ""
    poi: str = ""
    building: str = ""
    unit: str = ""
    floor: str = ""
    room: str = ""
    phones: str = ""

    def dump(self) -> str:
        """As one line of text, for storage."""
        return json.dumps(astuple(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def load(cls, line: str) -> DoorParts:
        """From what `dump` wrote."""
        return cls(*json.loads(line))

    @property
    def has_place(self) -> bool:
        """True when there is something finer than an area to find it by."""
        return bool(self.road or self.poi or self.village)


@dataclass(frozen=True, slots=True)
class PartEvidence:
    """One part compared; `part` is the name of a field of Address, or "text" or "phones"."""

    part: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class EntryMatch:
    """An entry beside the text: its score (0 to 1), and every part that either names."""

    entry_id: str
    score: float
    evidence: tuple[PartEvidence, ...]


@dataclass(frozen=True, slots=True)
class BookMatch:
    """The answer of a book; `entries` are the nearest ones, best first, whatever the verdict."""

    verdict: BookVerdict
    entries: tuple[EntryMatch, ...]


# ---- the form in which addresses are compared ----------------------------------------------------


def door_parts(read: RecognizedAddress, text: str) -> DoorParts:
    """The comparable parts of a read address; `text` is what was read."""
    address = read.address
    found: dict[str, str] = {name: _area(getattr(address, name)) for name in AREA}
    found |= {name: _name(getattr(address, name)) for name in NAMES}
    found |= {name: _plain(getattr(address, name)) for name in (*NUMBERS, *INSIDE)}
    if found["building"] and found["house_number"] and not (found["road"] or found["room"]):
        # "compound 3-1-501号": a number behind the building is the room, not a house on no road.
        found["room"], found["house_number"] = found["house_number"], ""
    glued = re.match(r"(\d+)(\D.+)", found["poi"])
    if glued and found["road"] and not found["house_number"]:
        # "road 502 compound" without the word for number.
        found["house_number"], found["poi"] = glued.groups()
    return DoorParts(
        text=_bare(text) if len(text) <= READ_MAX else "", phones=_phones(address), **found
    )


def _area(part: AddressPart | None) -> str:
    return f"{part.code}:{part.value}" if part is not None and part.value else ""


def _name(part: AddressPart | None) -> str:
    return (name_key(part.value) or _bare(part.value)) if part is not None else ""


def _plain(part: AddressPart | None) -> str:
    if part is None:
        return ""
    bare = re.sub(r"[\s.#号室]+", "", part.value).casefold()
    return re.sub(r"(?<!\d)0+(?=\d)", "", bare)


def _phones(address: Address) -> str:
    return " ".join(sorted(phone.value for phone in address.phones if phone.value))


def _bare(text: str) -> str:
    return _BLANK.sub("", text).casefold()


# ---- keys ----------------------------------------------------------------------------------------


def entry_keys(parts: DoorParts) -> tuple[str, ...]:
    """Keys under which an entry is filed."""
    return tuple(dict.fromkeys(_entry_keys(parts)))


def search_keys(parts: DoorParts) -> tuple[str, ...]:
    """Keys to look under for a text, most telling first."""
    return tuple(dict.fromkeys(_search_keys(parts)))


def _entry_keys(parts: DoorParts) -> Iterator[str]:
    if parts.text:
        yield f"x{parts.text}"
    for place in _places(parts):
        yield _door(place, parts.building, _inner(parts))
        yield f"b{place}|{parts.building}"
        yield f"p{place}"
    yield from _number_key(parts)


def _search_keys(parts: DoorParts) -> Iterator[str]:
    if parts.text:
        yield f"x{parts.text}"
    places = list(_places(parts))
    inner = _inner(parts)
    for building, room in ((parts.building, inner), (parts.building, ""), ("", inner), ("", "")):
        for place in places:
            yield _door(place, building, room)
    yield from _number_key(parts)
    for place in places:
        yield f"b{place}|{parts.building}"
    for place in places:
        yield f"p{place}"


def _inner(parts: DoorParts) -> str:
    return parts.room or (f"f{parts.floor}" if parts.floor else "")


def _door(place: str, building: str, inner: str) -> str:
    return f"d{place}|{building}|{inner}"


def _places(parts: DoorParts) -> Iterator[str]:
    """What an address is found by: names by their sound, so that homophones meet."""
    number = f"{parts.lane}#{parts.house_number}"
    if parts.road:
        yield f"r{_sound(parts.road)}#{number}"
    if parts.poi:
        yield f"o{_sound(_short(parts.poi))}"
    if parts.village and not parts.road:
        yield f"v{_sound(parts.village)}#{number}"
    if number != "#" and not parts.road:
        # A road whose kind is misspelt (文二璐262号) is read as a place or a village.
        for name in (parts.poi, parts.village):
            if name:
                yield f"r{_sound(name)}#{number}"


def _number_key(parts: DoorParts) -> Iterator[str]:
    """All numbers of an address together find it where a name is misspelt."""
    numbers = (parts.lane, parts.house_number, parts.building, parts.unit, _inner(parts))
    if sum(map(bool, numbers)) >= 2:
        yield f"n{parts.district}|" + "|".join(numbers)


def _short(name: str) -> str:
    """A name without the word for its kind at the end."""
    for tail in _GENERIC:
        if name.endswith(tail) and len(name) - len(tail) >= 2:
            return name[: -len(tail)]
    return name


@lru_cache(maxsize=65_536)
def _sound(name: str) -> str:
    return "".join(lazy_pinyin(name)) if _HAN.search(name) else name


# ---- comparing -----------------------------------------------------------------------------------


def judge(
    asked: DoorParts, entries: Iterable[tuple[str, DoorParts]], *, limit: int = 5
) -> BookMatch:
    """Compares a text with the entries that its keys found."""
    weighed = [_weigh(asked, entry_id, parts) for entry_id, parts in entries]
    weighed.sort(key=lambda one: (-one.match.score, one.match.entry_id))
    shown = tuple(one.match for one in weighed[:limit] if one.match.score > 0)
    return BookMatch(_verdict([one for one in weighed if one.possible]), shown)


def _verdict(possible: Sequence[_Weighed]) -> BookVerdict:
    if not possible:
        return BookVerdict.NOT_IN_BOOK
    sure = [one for one in possible if one.complete and one.match.score >= SURE]
    if sure:
        best = sure[0].match.score
        doors = {one.door for one in sure if one.match.score >= best - _RIVAL}
        return BookVerdict.IN_BOOK if len(doors) == 1 else BookVerdict.UNSURE
    if all(one.within and not one.open for one in possible):
        return BookVerdict.WITHIN_ENTRY
    return BookVerdict.UNSURE


@dataclass(frozen=True, slots=True)
class _Weighed:
    """`possible`: nothing contradicts; `open`: the entry names parts that the text does not;
    `within`: the text names parts that the entry does not."""

    match: EntryMatch
    possible: bool
    open: bool
    within: bool
    door: tuple[str, ...]

    @property
    def complete(self) -> bool:
        return not (self.open or self.within)


def _weigh(asked: DoorParts, entry_id: str, entry: DoorParts) -> _Weighed:
    asked, entry = _as_road(asked, entry), _as_road(entry, asked)
    relations: dict[str, Relation] = {}
    score = 1.0
    for name in (*AREA, *NAMES, *NUMBERS, *INSIDE):
        mine, theirs = getattr(asked, name), getattr(entry, name)
        if not mine and not theirs:
            continue
        if not theirs:
            relations[name] = Relation.ONLY_IN_TEXT
        elif not mine:
            relations[name] = Relation.ONLY_IN_ENTRY
        elif name in AREA:
            relations[name] = Relation.AGREES if _same_area(mine, theirs) else Relation.DIFFERS
        elif name in NAMES:
            alike = name_likeness(mine, theirs)
            score *= alike if alike else 1.0
            relations[name] = (
                Relation.AGREES if alike == 1.0 else Relation.SIMILAR if alike else Relation.DIFFERS
            )
        else:
            relations[name] = Relation.AGREES if mine == theirs else Relation.DIFFERS
    same_text = bool(asked.text) and asked.text == entry.text
    if same_text:
        relations["text"] = Relation.AGREES
    if asked.phones and entry.phones:
        shared = set(asked.phones.split()) & set(entry.phones.split())
        relations["phones"] = Relation.AGREES if shared else Relation.DIFFERS
    door = tuple(getattr(entry, name) for name in (*AREA, *NAMES, *NUMBERS, *INSIDE))
    evidence = tuple(PartEvidence(name, relation) for name, relation in relations.items())
    if same_text:
        return _Weighed(EntryMatch(entry_id, 1.0, evidence), True, False, False, door)
    contradicted = _contradicted(relations)
    anchored = _anchored(relations)
    is_open, within = (
        _left(relations, Relation.ONLY_IN_ENTRY),
        _left(relations, Relation.ONLY_IN_TEXT),
    )
    score *= _soft(relations) * 0.7 ** len(is_open) * 0.85 ** len(within)
    if contradicted or not anchored:
        named = [name for name in relations if name not in AREA]
        agreeing = sum(relations[name] is Relation.AGREES for name in named)
        score = _NEIGHBOUR * agreeing / max(1, len(named)) if anchored else 0.0
    elif relations.get("phones") is Relation.AGREES:
        score += (1.0 - score) / 2
    match = EntryMatch(entry_id, round(score, 4), evidence)
    return _Weighed(match, anchored and not contradicted, bool(is_open), bool(within), door)


def _as_road(parts: DoorParts, other: DoorParts) -> DoorParts:
    """The parts with a place before a number as the road, when the other side's road sounds so."""
    if parts.road or not other.road or not (parts.house_number or parts.lane):
        return parts
    for name in ("poi", "village"):
        value = getattr(parts, name)
        if value and _sound(value) == _sound(other.road) and name_likeness(value, other.road):
            return replace(parts, road=value, **{name: ""})
    return parts


def _anchored(relations: dict[str, Relation]) -> bool:
    """True when both name the same place, be it by number, by name or in a village."""
    alike = {name for name, one in relations.items() if one in (Relation.AGREES, Relation.SIMILAR)}
    numbered = "house_number" in alike or "lane" in alike
    nameless = "house_number" not in relations and "lane" not in relations
    return (
        "poi" in alike
        or ("road" in alike and (numbered or nameless))
        or ("village" in alike and "road" not in relations and (numbered or nameless))
    )


def _contradicted(relations: dict[str, Relation]) -> bool:
    """True when a part that identifies differs."""
    differing = {name for name, one in relations.items() if one is Relation.DIFFERS}
    hard = {"province", "city", "district", "road", "lane", "house_number", "building", "unit"}
    if differing & (hard | {"room"}):
        return True
    if "floor" in differing and relations.get("room") is not Relation.AGREES:
        return True
    numbered = relations.get("road") is Relation.AGREES and (
        Relation.AGREES in (relations.get("house_number"), relations.get("lane"))
    )
    if "poi" in differing and not numbered:
        return True
    return "village" in differing and "road" not in relations and "poi" not in relations


def _left(relations: dict[str, Relation], side: Relation) -> list[str]:
    """Parts inside the house, and its number on a road, that only one side names."""
    found = [name for name in ("building", "unit", "room") if relations.get(name) is side]
    if relations.get("floor") is side and relations.get("room") is not Relation.AGREES:
        found.append("floor")
    if relations.get("road") is side and relations.get("house_number") is Relation.AGREES:
        # A number agrees, but is it one of the same road?
        found.append("road")
    anchored_by_name = relations.get("poi") in (Relation.AGREES, Relation.SIMILAR)
    if not anchored_by_name:
        found += [name for name in NUMBERS if relations.get(name) is side]
    return found


def _soft(relations: dict[str, Relation]) -> float:
    """What doubt about parts that do not identify by themselves is worth."""
    share = 1.0
    if relations.get("township") is Relation.DIFFERS:
        share *= 0.9
    if relations.get("village") is Relation.DIFFERS:
        share *= 0.9
    if relations.get("poi") is Relation.DIFFERS:
        share *= 0.7
    if relations.get("district") is Relation.ONLY_IN_ENTRY:
        share *= 0.97
    return share


def _same_area(mine: str, theirs: str) -> bool:
    my_code, _, my_name = mine.partition(":")
    their_code, _, their_name = theirs.partition(":")
    if my_code and their_code:
        return my_code == their_code
    return OSA.normalized_similarity(name_key(my_name), name_key(their_name)) >= 0.8


@lru_cache(maxsize=65_536)
def name_likeness(mine: str, theirs: str) -> float:
    """1 for the same name, less for what a slip or a shorter way of saying explains, else 0.

    Names that differ in a figure or a direction (文一路, 文二路; 东路, 西路) are different names.
    """
    if mine == theirs:
        return 1.0
    bare_mine, bare_theirs = _short(mine), _short(theirs)
    if (bare_mine != mine) != (bare_theirs != theirs):
        # One says what kind of place it is, the other does not.
        return 0.97 * name_likeness(bare_mine, bare_theirs)
    short, long = sorted((mine, theirs), key=len)
    if len(short) >= 2 and (long.startswith(short) or long.endswith(short)):
        rest = long.removeprefix(short) if long.startswith(short) else long.removesuffix(short)
        if _MARKERS & set(rest) or re.search(r"[a-z0-9]", rest):
            return 0.0
        # Two characters (花园) are hardly a name: a person has to look.
        return 0.87 if len(short) >= 3 else 0.75 if _HAN.search(short) else 0.0
    changed = [(one, other) for one, other in zip(mine, theirs, strict=False) if one != other]
    if len(mine) == len(theirs) and _HAN.search(mine) and _sound(mine) == _sound(theirs):
        both = any(one in _MARKERS and other in _MARKERS for one, other in changed)
        return 0.0 if both else 0.93
    if OSA.distance(mine, theirs, score_cutoff=1) > 1:
        return 0.0
    if _HAN.search(short):
        odd = set(mine) ^ set(theirs)
        return 0.75 if len(short) >= 3 and not odd & _MARKERS else 0.0
    plain = not any(letter.isdigit() for letter in set(mine) ^ set(theirs))
    return 0.9 if len(short) >= 6 and plain else 0.0
