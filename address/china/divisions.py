"""Which division a message is about: names found by index, weighed along the tree.

Every stretch of text that may name a division is a *mention* with a weight: official names weigh
more than short ones, exact more than misspelt, those in the head of the address more than those in
its tail, and a short name before 路, 大厦 or the like (重庆路, 徐汇苑) hardly anything. A *reading* is a
division with all its ancestors; its score is the best set of mentions that do not overlap and lie
on its path, less what it leaves unexplained. The distance to the best contradicting reading is the
evidence for it: readings that tie are reported, never chosen between.

Only when the exact names leave something open is the text searched for misspelt ones: globally by
sound and by one missing, added or changed character (the symmetric deletes of W. Garbe's SymSpell),
and below a known division by edit distance over its children.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from address.china.gazetteer import (
    ALIAS,
    CITY,
    COUNTY_KINDS,
    DISTRICT,
    FORMER,
    FORMER_SHORT,
    FULL,
    PROVINCE,
    SHORT,
    TOWNSHIP,
    TOWNSHIP_KINDS,
    Gazetteer,
    Named,
)

MUNICIPALITIES = ("11", "12", "31", "50")
FILLER = re.compile(
    r"(?:[,\-\n.():+&|]|中国(?:大陆)?|中华人民共和国|市辖区|省直辖县级行政(?:区划|单位)|自治区直辖"
    r"县级行政(?:区划|单位)"
    r"|直辖县级|省直辖|其[它他](?:地区|区|县)|县(?=[^,\-\n]{1,6}县)|\(县\))+"
)
_TURN = r"[东南西北中]?[一二三四五六七八九十]?"
ROAD_AFTER = re.compile(
    _TURN + r"(?:路|街(?!道|办|[镇乡])|大道|大街|巷|弄|胡同|高架|高速|步行街|里弄)"
)
PLACE_AFTER = re.compile(
    r"大厦|大楼|广场|花园|花苑|花城|小区|公寓|酒店|大酒店|宾馆|饭店|商场|商城|苑|学院|大学|医院"
    r"|银行|公园|国际"
    r"|家园|雅苑|佳苑|新村|豪庭|名苑|名城|人家|坊|大桥|桥(?!镇|乡|街|区|西|东|南|北|头|梓)|湾(?!里"
    r"|沚|镇|乡|街|区)|城(?=\w{0,6}[苑栋幢号座期])"
)
GENERIC = re.compile(r"^[东南西北中城郊矿新][区县]$")
"""Names that are a direction and a kind: they need their parent right before them."""
DETAIL = re.compile(
    r"\d|路(?!桥)|[巷弄号栋幢楼室]|大道|大街|街(?!道|办|镇|乡)|小区|花园|公司|公寓|大厦|广场|[^\W"
    r"\d]村(?!镇|乡|街)|工业园|学校|中学|小学|大学|医院"
)
KIND_AFTER_SHORT = re.compile("|".join((*COUNTY_KINDS, *TOWNSHIP_KINDS, "省", "州", "盟")))
TOWNSHIP_END = re.compile("|".join(TOWNSHIP_KINDS))
WEIGHT = {
    PROVINCE: (5.0, 4.6, 4.0, 4.5, 3.0),
    CITY: (6.0, 5.4, 4.5, 5.5, 3.0),
    DISTRICT: (8.5, 7.5, 4.2, 7.0, 2.6),
    TOWNSHIP: (4.0, 3.8, 2.5, 3.5, 2.0),
}
TOGETHER = (0.0, 0.0, 0.5, 1.5)
"""Added where a division and its parent are both named, by level."""
CONFLICT_SHARE = 0.5
LOOSE_FULL, LOOSE_SHORT, LOOSE_AFTER_GAP = 0.35, 0.12, 0.4
LEAST_WEIGHT = 0.8
"""What the finest name of a reading must weigh: a name inside a road is no evidence."""
TIE = 0.25
"""Scores closer than this are not told apart."""
GLUED = 0.45
"""Share of weight left to a county written right after letters that name nothing (轻纺|城北区)."""
EXACT, SOUND, EDIT = 0, 1, 2
ROAD_LETTERS = frozenset("路街巷弄号栋幢楼室")
FUZZY_REACH = 48
"""Letters from the start of an address in which misspelt divisions are looked for."""


class Mention(NamedTuple):
    """A stretch of tight text that may name the division `row`."""

    start: int
    end: int
    row: int
    weight: float
    form: int
    how: int
    name: str
    in_head: bool


class Rival(NamedTuple):
    """A contradicting reading."""

    row: int
    score: float


@dataclass(slots=True)
class Reading:
    """The division of a message; `row` is -1 when none was found."""

    row: int = -1
    score: float = 0.0
    used: dict[int, Mention] = field(default_factory=dict)
    """Row of the path -> the mention that names it."""
    rivals: list[Rival] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    """Stretches that name divisions, used or not, without overlap, in order."""
    conflicts: list[Mention] = field(default_factory=list)
    repeats: list[Mention] = field(default_factory=list)
    fuzzy: bool = False

    second: bool = False
    """True when the text holds a second address."""

    @property
    def margin(self) -> float:
        """Score above the best contradicting reading."""
        return self.score - (self.rivals[0].score if self.rivals else 0.0)


class DivisionReader:
    """Finds divisions in tight, normalised text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def read(self, text: str) -> Reading:
        """The best reading of `text` (newlines separate what does not belong together)."""
        mentions = self.exact_mentions(text)
        reading = self._resolve(text, mentions)
        self._add_township(text, reading)
        if self._leaves_open(text, reading):
            fuzzy = self.misspelt_mentions(text, mentions, reading)
            if fuzzy:
                again = self._resolve(text, mentions + fuzzy)
                self._add_township(text, again)
                if again.score > reading.score + 0.5:
                    again.fuzzy = True
                    reading = again
        return reading

    def choose(self, text: str, mentions: list[Mention]) -> Reading:
        """The best reading of mentions found in some other way."""
        return self._resolve(text, mentions)

    def exact_mentions(self, text: str) -> list[Mention]:
        """Every name written as the gazetteer has it."""
        found = [
            (end + 1 - entry.length, end + 1, entry)
            for end, entry in self.gazetteer.automaton.iter(text)
        ]
        if not found:
            return []
        found.sort(key=lambda each: (each[0], -each[1]))
        kept = []
        reach = -1
        for each in found:
            if each[1] > reach:
                kept.append(each)
                reach = each[1]
        head_end = self._head_end(text, kept[0][1])
        level = self.gazetteer.level
        mentions = []
        ends = {each[1] for each in kept}
        starts = {each[0] for each in kept}
        for start, end, entry in kept:
            in_head = start < head_end
            before_road = ROAD_AFTER.match(text, end) is not None
            before_place = PLACE_AFTER.match(text, end) is not None
            at_start = start == 0 or not text[start - 1].isalnum()
            for row, form in entry.meanings:
                weight = WEIGHT[level[row]][form]
                is_short = form in (SHORT, FORMER_SHORT) or (form == ALIAS and entry.length == 2)
                if is_short:
                    if before_road:
                        weight *= 0.1
                    elif before_place:
                        weight *= 0.6 if at_start or start in ends else 0.12
                    elif not in_head:
                        weight *= LOOSE_AFTER_GAP if at_start else LOOSE_SHORT
                elif not in_head:
                    weight *= LOOSE_FULL
                elif not at_start and level[row] == DISTRICT:
                    if start not in ends and end not in starts and text[start - 1] > "\u3400":
                        weight *= GLUED
                if at_start and in_head and not before_road:
                    weight += 0.6
                if text.startswith("中国", start - 2):
                    weight += 4.5
                mentions.append(Mention(start, end, row, weight, form, EXACT, entry.name, in_head))
        return mentions

    def _head_end(self, text: str, after: int) -> int:
        match = DETAIL.search(text, after)
        return match.start() if match else len(text)

    # -- choosing -----------------------------------------------------------------------------

    def _resolve(self, text: str, mentions: list[Mention]) -> Reading:
        if not mentions:
            return Reading()
        gazetteer = self.gazetteer
        by_row: dict[int, list[Mention]] = {}
        for mention in mentions:
            by_row.setdefault(mention.row, []).append(mention)
        for same in by_row.values():
            if len(same) > 1:
                same.sort(key=lambda mention: (-mention.weight, mention.start))
        strong: dict[tuple[int, int], list[Mention]] = {}
        for mention in mentions:
            if self._contradicts(mention):
                strong.setdefault((mention.start, mention.end), []).append(mention)
        scored = []
        for row in self._targets(by_row):
            score, used = self._evaluate(row, by_row, strong)
            if score > 0.9:
                scored.append((score, row, used))
        if not scored:
            return Reading()
        scored.sort(key=lambda each: (-each[0], -gazetteer.level[each[1]], each[1]))
        score, row, used = scored[0]
        # Two names side by side (苍南龙港) are a contradiction, not one name of two places: the first counts.
        near = [each for each in scored if each[0] > score - TIE]
        score, row, used = min(
            near, key=lambda each: (each[2][each[1]].start, -each[0], -gazetteer.level[each[1]])
        )
        if gazetteer.level[row] == PROVINCE and gazetteer.code[row][:2] in MUNICIPALITIES:
            row = gazetteer.children[row][0]  # the municipality is its own city
        path = gazetteer.path[row]
        rivals = [
            Rival(other, points)
            for points, other, _ in scored[1:]
            if other not in path and row not in gazetteer.path[other]
        ]
        here = used[max(used)]
        rows = {each[1] for each in near if self._overlap(each[2][each[1]], here)}
        tied = [rival for rival in rivals if rival.row in rows and rival.score > score - TIE]
        if tied:
            rivals.insert(0, Rival(row, score))
            row, used = self._common(row, tied, used)
        reading = Reading(row, score, used, rivals[:8])
        self._account(reading, mentions, strong)
        return reading

    def _overlap(self, one: Mention, two: Mention) -> bool:
        return one.start < two.end and two.start < one.end

    def _contradicts(self, mention: Mention) -> bool:
        """A mention that a reading must explain; short county names turn up anywhere."""
        if mention.how != EXACT or mention.weight < 2.4 or GENERIC.match(mention.name):
            return False
        return mention.form in (FULL, ALIAS, FORMER) or self.gazetteer.level[mention.row] <= CITY

    def _targets(self, by_row: dict[int, list[Mention]]) -> Iterable[int]:
        gazetteer = self.gazetteer
        lonely: dict[tuple[int, int], list[int]] = {}
        for row, mentions in by_row.items():
            if gazetteer.level[row] != TOWNSHIP or any(
                above in by_row for above in gazetteer.path[row][:-1]
            ):
                yield row
            else:
                lonely.setdefault(mentions[0][:2], []).append(row)
        for rows in lonely.values():
            if len(rows) <= 6:
                yield from rows

    def _evaluate(
        self,
        row: int,
        by_row: dict[int, list[Mention]],
        strong: dict[tuple[int, int], list[Mention]],
    ) -> tuple[float, dict[int, Mention]]:
        path = self.gazetteer.path[row]
        used: dict[int, Mention] = {}
        total = 0.0
        for each in reversed(path):
            for mention in by_row.get(each, ()):
                if all(mention.end <= o.start or mention.start >= o.end for o in used.values()):
                    used[each] = mention
                    total += mention.weight
                    break
        if row not in used or used[row].weight < LEAST_WEIGHT:
            return 0.0, used
        finest = used[row]
        if GENERIC.match(finest.name):
            parent = used.get(path[-2]) if len(path) > 1 else None
            if parent is None or not 0 <= finest.start - parent.end <= 2:
                return 0.0, used
        total -= 0.02 * finest.start
        previous = None
        for each in path:
            mention = used.get(each)
            if mention is None:
                continue
            if previous is not None and 0 <= mention.start - previous <= 2:
                total += 0.5
            if len(path) > 1 and each == row and path[-2] in used:
                total += TOGETHER[self.gazetteer.level[row]]
            previous = mention.end
        for (start, end), group in strong.items():
            if any(m.row in path for m in group):
                continue
            if any(start < m.end and m.start < end for m in used.values()):
                continue
            total -= CONFLICT_SHARE * group[0].weight
        return total, used

    def _common(
        self, row: int, tied: list[Rival], used: dict[int, Mention]
    ) -> tuple[int, dict[int, Mention]]:
        """The deepest division that all tied readings share."""
        path = set(self.gazetteer.path[row])
        for rival in tied:
            path &= set(self.gazetteer.path[rival.row])
        if not path:
            return -1, {}
        return max(path), {each: mention for each, mention in used.items() if each in path}

    def _account(
        self,
        reading: Reading,
        mentions: list[Mention],
        strong: dict[tuple[int, int], list[Mention]],
    ) -> None:
        """Which stretches name divisions, and which of them contradict the reading."""
        path = self.gazetteer.path[reading.row] if reading.row >= 0 else ()
        taken = sorted((m.start, m.end) for m in reading.used.values())
        if reading.row < 0 and reading.rivals:
            first = reading.rivals[0].row
            taken = [(m.start, m.end) for m in mentions if m.row == first][:1]

        def free(start: int, end: int) -> bool:
            return all(end <= one or start >= two for one, two in taken)

        for (start, end), group in sorted(strong.items()):
            if not free(start, end):
                continue
            same = next((m for m in group if m.row in path), None)
            if same is not None:
                reading.repeats.append(same)
                taken.append((start, end))
            elif group[0].in_head:
                reading.conflicts.append(group[0])
                taken.append((start, end))
        reading.spans = sorted(taken)

    # -- townships ----------------------------------------------------------------------------

    def _add_township(self, text: str, reading: Reading) -> None:
        """Looks below the division found for the township written after it, short names too."""
        gazetteer = self.gazetteer
        row = reading.row
        if row < 0 or gazetteer.level[row] not in (CITY, DISTRICT):
            return
        index = gazetteer.township_index(row)
        if not index.exact:
            return
        ends = {m.end for m in (*reading.used.values(), *reading.repeats)}
        named = reading.used.get(row)
        for at in sorted(ends, reverse=True):
            if named is not None and at < named.end:
                break
            filler = FILLER.match(text, at)
            if filler:
                at = filler.end()
            for width in range(min(index.longest, len(text) - at), 1, -1):
                found = index.exact.get(text[at : at + width])
                if found is None:
                    continue
                stop = at + width
                name = text[at:stop]
                official = name == gazetteer.name[found]
                if not official and not name.endswith(TOWNSHIP_KINDS):
                    if ROAD_AFTER.match(text, stop):
                        continue
                    kind = TOWNSHIP_END.match(text, stop)
                    if kind:
                        stop = kind.end()
                form = FULL if official else SHORT
                weight = WEIGHT[TOWNSHIP][form]
                reading.used[found] = Mention(at, stop, found, weight, form, EXACT, name, True)
                reading.row = found
                reading.score += weight
                reading.conflicts = [m for m in reading.conflicts if m.end <= at or m.start >= stop]
                others = [span for span in reading.spans if span[1] <= at or span[0] >= stop]
                reading.spans = sorted([*others, (at, stop)])
                return

    # -- misspelt names -----------------------------------------------------------------------

    def _leaves_open(self, text: str, reading: Reading) -> bool:
        """True when the head of the address may hold names that were not recognised."""
        if reading.row < 0:
            return True
        if reading.conflicts or reading.margin < 3:
            return True
        if all(mention.weight < 3 for mention in reading.used.values()):
            return True
        gazetteer = self.gazetteer
        level = gazetteer.level[reading.row]
        if level == TOWNSHIP:
            return False
        end = reading.spans[-1][1]
        filler = FILLER.match(text, end)
        at = filler.end() if filler else end
        rest = text[at : at + 12]
        if level == DISTRICT:
            return TOWNSHIP_END.search(rest) is not None
        return DETAIL.match(rest) is None and bool(rest)

    def misspelt_mentions(self, text: str, exact: list[Mention], reading: Reading) -> list[Mention]:
        """Names in the head of the address that differ a little from how they are written."""
        covered = [False] * (len(text) + 1)
        for mention in exact:
            if (
                mention.form in (FULL, ALIAS)
                and mention.in_head
                and mention.end - mention.start > 2
            ):
                covered[mention.start : mention.end] = [True] * (mention.end - mention.start)
        found: dict[tuple[int, int, int], Mention] = {}
        first = min((m.start for m in exact if m.weight > 2), default=0)
        begin = max(0, first - 12)
        reach = min(self._head_end(text, max(begin, first)), begin + FUZZY_REACH)
        for start in range(begin, reach):
            if covered[start] or not "\u3400" <= text[start] <= "\u9fff":
                continue
            for width in range(2, 9):
                word = text[start : start + width]
                if len(word) < width or covered[start + width - 1] or not word.isalpha():
                    break
                self._similar(text, start, word, found)
        ends = {m.end for m in exact if m.weight > 2} | {
            m.end for m in found.values() if m.weight > 2.4
        }
        starts = {m.start for m in exact if m.weight > 2}
        for key, mention in found.items():
            start, end = mention.start, mention.end
            if start and text[start - 1] > "\u3400" and start not in ends and end not in starts:
                found[key] = mention._replace(weight=mention.weight * GLUED)
        parents = {m.row: m for m in exact if m.in_head and m.weight >= 2.4}
        for mention in list(found.values()):
            if mention.weight >= 2.4:
                parents.setdefault(mention.row, mention)
        for mention in list(parents.values()):
            self._similar_children(text, mention, covered, found)
        return list(found.values())

    def _similar(
        self, text: str, start: int, word: str, found: dict[tuple[int, int, int], Mention]
    ) -> None:
        gazetteer = self.gazetteer
        width = len(word)
        sound = word.translate(gazetteer.sound_of)
        for name in gazetteer.by_sound.get(sound, ()):
            if name != word:
                self._add_fuzzy(
                    text, start, start + width, name, SOUND, 0.82 if width > 2 else 0.5, found
                )
        if width < 3:
            return
        names = set(gazetteer.by_gap.get(word, ()))
        for at in range(width):
            names.update(gazetteer.by_gap.get(word[:at] + word[at + 1 :], ()))
        for name in names:
            # 绍兴柯 is no misspelt 绍兴县: the short name with something after it says as much.
            stem = name[:-1]
            if word.startswith(stem) and stem in gazetteer.meanings:
                continue
            if name != word and Levenshtein.distance(word, name, score_cutoff=1) <= 1:
                longest = max(width, len(name))
                quality = {3: 0.4, 4: 0.6}.get(longest, 0.75)
                self._add_fuzzy(text, start, start + width, name, EDIT, quality, found)

    def _add_fuzzy(
        self,
        text: str,
        start: int,
        end: int,
        name: str,
        how: int,
        quality: float,
        found: dict[tuple[int, int, int], Mention],
        rows: Iterable[Named] | None = None,
    ) -> None:
        if name[-1] not in ROAD_LETTERS and text[end - 1] in ROAD_LETTERS:
            return
        if text.startswith(("大道", "大街"), end - 2):
            return
        for row, form in rows if rows is not None else self.gazetteer.meanings[name]:
            if self.gazetteer.level[row] == TOWNSHIP and rows is None:
                continue
            weight = WEIGHT[self.gazetteer.level[row]][form] * quality
            if form in (SHORT, FORMER_SHORT):
                if ROAD_AFTER.match(text, end):
                    continue
                if how == EDIT and not KIND_AFTER_SHORT.match(text, end):
                    continue
            key = (start, end, row)
            if key not in found or found[key].weight < weight:
                found[key] = Mention(start, end, row, weight, form, how, name, True)

    def _similar_children(
        self,
        text: str,
        above: Mention,
        covered: list[bool],
        found: dict[tuple[int, int, int], Mention],
    ) -> None:
        """Compares what follows a known division with the names of the divisions below it."""
        gazetteer = self.gazetteer
        filler = FILLER.match(text, above.end)
        at = filler.end() if filler else above.end
        if at >= len(text) or covered[at] or not text[at].isalpha():
            return
        rest = text[at : at + 12]
        cut = re.search(r"[^\w]|\d", rest)
        if cut:
            rest = rest[: cut.start()]
        rows = list(gazetteer.children[above.row])
        if gazetteer.level[above.row] == PROVINCE:
            for city in gazetteer.children[above.row]:
                if gazetteer.level[city] == CITY:
                    rows += [r for r in gazetteer.children[city] if gazetteer.level[r] == DISTRICT]
        sound = rest.translate(gazetteer.sound_of)
        for row in rows:
            if gazetteer.level[row] == CITY and gazetteer.name[row] == gazetteer.name[above.row]:
                continue
            full, short = gazetteer.name[row], gazetteer.short[row]
            for name, form in ((full, FULL), (short, SHORT)) if short != full else ((full, FULL),):
                width = len(name)
                piece = rest[:width]
                quality = 0.0
                if width > 2 and piece[:-1] == name[:-1]:
                    continue
                if len(piece) == width and piece != name:
                    same = sum(map(str.__eq__, piece, name))
                    if sound[:width] == name.translate(gazetteer.sound_of):
                        quality = 0.85
                    elif same == width - 1 and width >= 2:
                        quality = {2: 0.35, 3: 0.6, 4: 0.75}.get(width, 0.8)
                if not quality and width >= 3:
                    for other in (width - 1, width + 1):
                        piece = rest[:other]
                        if len(piece) == other and (
                            Levenshtein.distance(piece, name, score_cutoff=1) == 1
                        ):
                            quality, width = 0.55, other
                            break
                if quality:
                    named = (Named(row, form),)
                    how = SOUND if quality == 0.85 else EDIT
                    self._add_fuzzy(text, at, at + width, name, how, quality, found, named)
