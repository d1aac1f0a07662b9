"""The divisions of China in memory, with the indexes by which a reader finds them.

A division is a row number. Columns are plain lists, coarse divisions before fine ones, so a parent
has a smaller number than its children. Three indexes find rows from text, never by a search over
everything:

* `entries`, `lengths`: every name as written, and how long names with the same start are;
* `by_sound`, `by_gap`: names of provinces, cities and counties by how they sound and with one
  character left out (the symmetric deletes of spelling correction);
* `township_index(row)`: every name of the few dozen townships below one division.
"""

from __future__ import annotations

import lzma
import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

DATA = Path(__file__).parent.parent / "data" / "china.tsv.xz"

PROVINCE, CITY, DISTRICT, TOWNSHIP = 0, 1, 2, 3
LEVEL_OF_LETTER = {"P": PROVINCE, "C": CITY, "D": DISTRICT, "T": TOWNSHIP}
FIELDS = ("province", "city", "district", "township")

FULL, ALIAS, SHORT, FORMER, FORMER_SHORT = 0, 1, 2, 3, 4
"""How a name names a division: officially, in another usual way, without its kind, no longer."""

NO_NAME = re.compile(r"^市?[东南西北中城郊矿新]区$")
"""Names of so many former districts that one alone says nothing; behind their city they do."""
FUZZY_INITIALS = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("n", "l"))
FUZZY_FINALS = (("ang", "an"), ("eng", "en"), ("ing", "in"))
TOWNSHIP_KINDS = (
    "街道",
    "镇",
    "乡",
    "苏木",
    "地区",
    "农场",
    "林场",
    "牧场",
    "开发区",
    "办事处",
    "园区",
)
COUNTY_KINDS = ("自治县", "自治旗", "新区", "县", "区", "市", "旗")


class Former(NamedTuple):
    """A name that is no longer in force."""

    name: str
    code: str
    level: int
    province: str
    city: str
    since: str
    until: str
    heirs: tuple[int, ...]


class Named(NamedTuple):
    """One meaning of a name."""

    row: int
    form: int


class Entry(NamedTuple):
    """A name, its length and all its meanings."""

    length: int
    name: str
    meanings: tuple[Named, ...]


class TownshipIndex(NamedTuple):
    """Townships below one division by every name they have or had."""

    exact: dict[str, int]
    longest: int


def fuzzy_syllable(reading: str) -> str:
    """A syllable with the distinctions removed that many speakers do not make."""
    for initial, merged in FUZZY_INITIALS:
        if reading.startswith(initial):
            reading = merged + reading[len(initial) :]
            break
    for final, merged in FUZZY_FINALS:
        if reading.endswith(final):
            return reading[: -len(final)] + merged
    return reading


def gap_keys(name: str) -> set[str]:
    """The name itself and the name with each character in turn left out."""
    return {name, *(name[:at] + name[at + 1 :] for at in range(len(name)))}


class Gazetteer:
    """All divisions and their indexes. Immutable once loaded."""

    def __init__(self, text: str) -> None:
        self.level: list[int] = []
        self.code: list[str] = []
        self.parent: list[int] = []
        self.name: list[str] = []
        self.short: list[str] = []
        self.aliases: list[tuple[str, ...]] = []
        self.spoken: list[str] = []
        self.point: list[tuple[float, float, int] | None] = []
        self.path: list[tuple[int, ...]] = []
        """For each row its ancestors and itself, coarse to fine."""
        self.children: dict[int, list[int]] = defaultdict(list)
        self.former: list[Former] = []
        self.former_townships: dict[tuple[int, str], tuple[str, int]] = {}
        """(parent row, old name) -> (year, row today)."""
        self.reading: dict[str, str] = {}
        self.row_of_code: dict[str, int] = {}
        self.former_codes: dict[str, Former] = {}
        self._read(text)
        self.sound_of = self._sound_table()
        self._former_of: dict[str, list[Former]] = defaultdict(list)
        for entry in self.former:
            self._former_of[entry.name].append(entry)
        self.meanings = self._collect_meanings()
        self.entries = {
            name: Entry(len(name), name, meanings) for name, meanings in self.meanings.items()
        }
        self.lengths = self._lengths_by_prefix()
        self.by_sound: dict[str, list[str]] = defaultdict(list)
        self.by_gap: dict[str, list[str]] = defaultdict(list)
        self._index_coarse_names()
        self._finest = {
            row
            for row, level in enumerate(self.level)
            if level >= DISTRICT
            or (level == CITY and all(self.level[each] == TOWNSHIP for each in self.children[row]))
        }
        self._former_below: dict[int, list[tuple[str, int]]] = defaultdict(list)
        for (above, old), (_, row) in self.former_townships.items():
            self._former_below[above].append((old, row))
        self.township_index = cache(self._index_townships)

    @classmethod
    def load(cls, path: Path = DATA) -> Gazetteer:
        """Reads the packed gazetteer that ships with the package."""
        return cls(lzma.open(path).read().decode())

    def field(self, row: int) -> str:
        """Name of the field of `Address` that this division fills."""
        return FIELDS[self.level[row]]

    def rows_of_code(self, code: str) -> tuple[tuple[int, ...], Former | None]:
        """Divisions a 6- or 12-digit code means today, and the entry it has if it is a former one.

        Several rows where a division was split; none where the code is not known.
        """
        short = code[:6] if code.endswith("000000") else code
        row = self.row_of_code.get(short)
        if row is not None:
            return (row,), None
        former = self.former_codes.get(short)
        return (former.heirs, former) if former else ((), None)

    def former_named(self, name: str) -> list[Former]:
        """Divisions that once had this name and no longer have it."""
        return self._former_of.get(name, [])

    def _read(self, text: str) -> None:
        section = ""
        for line in text.split("\n"):
            if line.startswith("["):
                section = line
                continue
            columns = line.split("\t")
            if section == "[divisions]":
                letter, code, parent, name, short, aliases, spoken, point = columns
                row = len(self.name)
                self.level.append(LEVEL_OF_LETTER[letter])
                self.code.append(code)
                above = int(parent) if parent else -1
                self.parent.append(above)
                self.name.append(name)
                self.short.append(short or name)
                self.aliases.append(tuple(aliases.split("|")) if aliases else ())
                self.spoken.append(spoken)
                if point:
                    lon, lat, radius = point.split(",")
                    self.point.append((float(lon), float(lat), int(radius)))
                else:
                    self.point.append(None)
                self.path.append((*self.path[above], row) if above >= 0 else (row,))
                self.children[above].append(row)
                if code:
                    self.row_of_code[code] = row
            elif section == "[former]":
                code, letter, name, province, city, since, until, heirs = columns
                entry = Former(
                    name,
                    code,
                    LEVEL_OF_LETTER[letter],
                    province,
                    city,
                    since,
                    until,
                    tuple(self.row_of_code[heir] for heir in heirs.split(";")),
                )
                self.former.append(entry)
                if code and (
                    code not in self.former_codes or until > self.former_codes[code].until
                ):
                    self.former_codes[code] = entry
            elif section == "[former townships]":
                county, old, year, new = columns
                above = self.row_of_code[county]
                for row in self.children[above]:
                    if self.name[row] == new:
                        self.former_townships[above, old] = (year, row)
            elif section == "[sounds]":
                reading, letters = columns
                for letter in letters:
                    self.reading[letter] = reading

    def _sound_table(self) -> dict[int, str]:
        numbers: dict[str, str] = {}
        table = {}
        for letter, reading in self.reading.items():
            key = fuzzy_syllable(reading)
            table[ord(letter)] = numbers.setdefault(key, chr(0xE000 + len(numbers)))
        self._number_of_syllable = numbers
        return table

    def sound_keys(self, row: int, name: str) -> set[str]:
        """How a name sounds: letter by letter, and as the source says it is spoken."""
        plain = name.translate(self.sound_of)
        spoken = self.spoken[row].split() if row >= 0 else []
        if not spoken or not name.startswith(self.short[row]):
            return {plain}
        numbers = [self._number_of_syllable.get(fuzzy_syllable(syllable)) for syllable in spoken]
        if None in numbers:
            return {plain}
        return {plain, "".join(n for n in numbers if n) + plain[len(numbers) :]}

    def _collect_meanings(self) -> dict[str, tuple[Named, ...]]:
        """Every name of every division with all it may mean, best form first."""
        found: dict[str, dict[int, int]] = defaultdict(dict)

        def add(name: str, row: int, form: int) -> None:
            if len(name) >= 2:
                forms = found[name]
                forms[row] = min(form, forms.get(row, form))

        for row, name in enumerate(self.name):
            level, above = self.level[row], self.parent[row]
            if level == CITY and self.name[above] == name:
                continue  # the city that a municipality is: its name already means the province
            if level == TOWNSHIP:
                if len(name) >= 4 or (len(name) == 3 and name.endswith(TOWNSHIP_KINDS)):
                    add(name, row, FULL)
                    for alias in self.aliases[row]:
                        if len(alias) >= 3:
                            add(alias, row, ALIAS)
                continue
            add(name, row, FULL)
            for alias in self.aliases[row]:
                add(alias, row, ALIAS)
            short = self.short[row]
            # 湘潭 alone is the city, not the county of the same stem within it.
            if not any(self.short[up] == short for up in self.path[row][:-1]):
                add(short, row, SHORT)
        for entry in self.former:
            if len(entry.heirs) > 3 or (
                NO_NAME.match(entry.name)
                and (
                    entry.name == "市郊区"
                    or len(entry.heirs) > 1
                    or self.level[entry.heirs[0]] != DISTRICT
                )
            ):
                continue  # split among so many that the name says nothing
            for heir in entry.heirs:
                # 绍兴市 is a city today; that a county of it had the name once is of no use.
                namesakes = found.get(entry.name, {})
                if heir not in namesakes and not any(
                    up in namesakes and namesakes[up] <= ALIAS for up in self.path[heir]
                ):
                    add(entry.name, heir, FORMER)
                if entry.city.endswith("地区") and entry.city[:-2] == entry.name[:-1]:
                    add(entry.city + entry.name, heir, FORMER)  # 日喀则地区日喀则市
                short = former_stem(entry.name)
                if short and short not in found:
                    add(short, heir, FORMER_SHORT)
        for (_, old), (_, row) in self.former_townships.items():
            if len(old) >= 3 and old.endswith(TOWNSHIP_KINDS):
                add(old, row, FORMER)
        return {
            name: tuple(sorted((Named(r, f) for r, f in forms.items()), key=lambda n: n.form))
            for name, forms in found.items()
        }

    def _lengths_by_prefix(self) -> dict[str, tuple[int, ...]]:
        """First two letters -> how long names with this start are, longest first."""
        lengths: dict[str, set[int]] = defaultdict(set)
        for name in self.meanings:
            lengths[name[:2]].add(len(name))
        return {prefix: tuple(sorted(each, reverse=True)) for prefix, each in lengths.items()}

    def is_finest(self, row: int) -> bool:
        """True where no district lies below: a district itself, or a city without districts."""
        return row in self._finest

    def _index_coarse_names(self) -> None:
        for name, meanings in self.meanings.items():
            coarse = [each for each in meanings if self.level[each.row] != TOWNSHIP]
            if not coarse:
                continue
            keys: set[str] = set()
            for each in coarse[:3]:
                keys |= self.sound_keys(each.row, name)
            for key in keys:
                self.by_sound[key].append(name)
            for key in gap_keys(name) if len(name) >= 3 else ():
                self.by_gap[key].append(name)

    def _index_townships(self, above: int) -> TownshipIndex:
        exact: dict[str, int] = {}
        rows = [row for row in self.children.get(above, ()) if self.level[row] == TOWNSHIP]
        for row in rows:
            exact[self.name[row]] = row
        for row in rows:
            for other in (*self.aliases[row], self.short[row]):
                if len(other) >= 2:
                    exact.setdefault(other, row)
        for old, row in self._former_below.get(above, ()):
            exact.setdefault(old, row)
        return TownshipIndex(exact, max(map(len, exact), default=0))


def former_stem(name: str) -> str:
    """襄樊市 -> 襄樊; empty where the stem would be too short or too common to stand alone."""
    for kind in ("地区", "盟", "市", "区", "县"):
        if name.endswith(kind):
            stem = name[: -len(kind)]
            return stem if len(stem) >= 2 and kind != "区" and stem not in ("城", "郊") else ""
    return ""
