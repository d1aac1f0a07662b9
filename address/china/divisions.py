"""Which division a message is about: names found by index, weighed along the tree.

Every stretch of text that may name a division is a *mention* with a weight: official names weigh
more than short ones, exact more than misspelt, those in the head of the address more than those
in its tail, and a short name before 路 or 大厦 (重庆路) hardly anything. A *reading* is a division
with all its ancestors; its score is the best set of mentions that do not overlap and lie on its
path, less what it leaves unexplained. The distance to the best contradicting reading is the
evidence for it: readings that tie are reported, never chosen between.

Only when the exact names leave something open is the text searched for misspelt ones: globally by
sound and by one missing, added or changed character (the symmetric deletes of W. Garbe's SymSpell),
and below a known division by edit distance over its children.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from address.china.gaps import GapReader
from address.china.gazetteer import (
    ALIAS,
    CITY,
    DISTRICT,
    FORMER,
    FORMER_SHORT,
    FULL,
    PROVINCE,
    SHORT,
    TOWNSHIP,
    Entry,
    Gazetteer,
)
from address.china.misspelt import MisspeltNames
from address.china.mixed import MixedScripts
from address.china.names import (
    AT_START,
    CONFLICT_SHARE,
    DETAIL,
    DISTRICT_FOLLOWS,
    EXACT,
    FILLER,
    GENERIC,
    KINDS_ALONE,
    LEAST_SCORE,
    LEAST_WEIGHT,
    MUNICIPALITIES,
    PLACE_AFTER,
    ROAD_AFTER,
    ROAD_BEHIND,
    TIE,
    TOGETHER,
    TOWNSHIP_END,
    UNREAD_DISTRICT,
    WEIGHT,
    Mention,
    find_names,
    find_plate,
    head_end,
    weigh_names,
)
from address.china.reading import Reading, Rival
from address.china.townships import TownshipReader

MANY = 6
"""A name of more townships than this is no evidence by itself."""
GLUED_MOST = 0.5 * WEIGHT[DISTRICT][FULL]
"""A county lighter than this stands inside another word, most likely."""


class DivisionReader:
    """Finds divisions in tight, normalised text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self.misspelt = MisspeltNames(gazetteer)
        self.townships = TownshipReader(gazetteer)
        self.gaps = GapReader(gazetteer)
        self.mixed = MixedScripts(gazetteer)

    def read(self, text: str, breaks: frozenset[int] = frozenset()) -> Reading:
        """The best reading of `text` (newlines separate what does not belong together).

        `breaks` are the letters that a blank stood before.
        """
        found = find_names(self.gazetteer, text)
        if found:
            find_plate(self.gazetteer, text, found, breaks)
        reading = self._straight(text, found, breaks) if found else None
        mentions: list[Mention] | None = None
        if reading is None:
            mentions = weigh_names(self.gazetteer, text, found, breaks)
            reading = self.choose(mentions, text)
            self.townships.add(text, reading)
            self.townships.add_far(text, found, reading)
        if self._leaves_open(text, reading):
            if mentions is None:
                mentions = weigh_names(self.gazetteer, text, found, breaks)
            misspelt = self.misspelt.find(text, mentions)
            if misspelt:
                again = self.choose(mentions + misspelt, text)
                self.townships.add(text, again)
                self.townships.add_far(text, found, again)
                if again.score > reading.score + 0.5:
                    again.fuzzy = True
                    reading = again
        if reading.row >= 0 and reading.spans:
            reading.unread = self._has_unread_district(text, reading)
            if mentions is not None:
                self.gaps.note_second_address(found, reading)
            if not reading.straight:
                self.gaps.explain(text, reading)
            self.gaps.take_kinds(text, reading)
        return reading

    def _straight(
        self, text: str, found: list[tuple[int, int, Entry]], breaks: frozenset[int]
    ) -> Reading | None:
        """The common case: names from coarse to fine, one after the other, nothing against them.

        Gives the reading that `choose` would give, or None where there is something to choose.
        """
        gazetteer = self.gazetteer
        level, paths = gazetteer.level, gazetteer.path
        start = found[0][0]
        if start and start not in breaks and text[start - 1].isalnum():
            return None
        row, at, score, index = -1, start, AT_START - 0.02 * start, 0
        used: dict[int, Mention] = {}
        for index, (start, end, entry) in enumerate(found):  # noqa: B007 (used below)
            if start != at and not (start == at + 1 and text[at] in "-,\n"):
                break
            meaning = None
            for each in entry.meanings:
                if each.form <= SHORT and (row < 0 or (row in paths[each.row] and each.row != row)):
                    if meaning is not None:
                        return None
                    meaning = each
            if meaning is None:
                break
            form, below = meaning.form, level[meaning.row]
            if GENERIC.match(entry.name):
                return None
            short = form == SHORT or (form == ALIAS and entry.length == 2)
            if short and (ROAD_AFTER.match(text, end) or PLACE_AFTER.match(text, end)):
                break
            weight = WEIGHT[below][form]
            if start != at:
                score += AT_START
            score += weight + (0.5 if row >= 0 else 0.0)
            row, at = meaning.row, end
            used[row] = Mention(start, end, row, weight, form, EXACT, entry.name, True)
        else:
            index += 1
        if row < 0 or (level[row] < DISTRICT and not gazetteer.is_finest(row)):
            return None
        if len(paths[row]) > 1 and paths[row][-2] in used:
            score += TOGETHER[level[row]]
        if index < len(found):
            head = head_end(text, at)
            for start, end, entry in found[index:]:
                for each in entry.meanings:
                    if level[each.row] == TOWNSHIP:
                        if start < head and level[row] != TOWNSHIP:
                            return None
                    elif (each.form in (FULL, ALIAS, FORMER) and entry.length > 2) or (
                        (start == at or (level[each.row] <= CITY and start < head))
                        and not ROAD_AFTER.match(text, end)
                        and not PLACE_AFTER.match(text, end)
                    ):
                        return None
        reading = Reading(row, score, used, straight=True)
        reading.spans = [(mention.start, mention.end) for mention in used.values()]
        if level[row] != TOWNSHIP:
            self.townships.add(text, reading)
        self.townships.add_far(text, found, reading)
        return reading

    def choose(self, mentions: list[Mention], text: str = "") -> Reading:
        """The best reading of all mentions."""
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
        for span in [span for span, group in strong.items() if len(group) > MANY]:
            if gazetteer.level[strong[span][0].row] == TOWNSHIP:
                del strong[span]  # 开发区: a word rather than a name
        scored = []
        for row in self._targets(by_row):
            score, used = self._evaluate(row, by_row, strong, text)
            if score > LEAST_SCORE:
                scored.append((score, row, used))
        if not scored:
            return Reading()
        scored.sort(key=lambda each: (-each[0], -gazetteer.level[each[1]], each[1]))
        score, row, used = scored[0]
        # Two names side by side (苍南龙港) contradict each other, they are not one name of two
        # places: the first counts.
        near = [each for each in scored if each[0] > score - TIE]
        score, row, used = min(
            near, key=lambda each: (each[2][each[1]].start, -each[0], -gazetteer.level[each[1]])
        )
        if gazetteer.level[row] == PROVINCE and gazetteer.code[row][:2] in MUNICIPALITIES:
            row = gazetteer.children[row][0]  # the municipality is its own city
        path = gazetteer.path[row]
        rivals = [
            Rival(other, points)
            for points, other, _ in scored
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
        level, form = self.gazetteer.level[mention.row], mention.form
        if form in (SHORT, FORMER_SHORT) and mention.weight < 0.9 * WEIGHT[level][form]:
            return False  # 丽水 inside 永福社区丽水华庭 is part of another name
        if mention.weight > WEIGHT[DISTRICT][SHORT] + ROAD_BEHIND / 2:
            return True
        if self.gazetteer.level[mention.row] == DISTRICT and mention.weight < GLUED_MOST:
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
            if len(rows) <= MANY:
                yield from rows

    def _evaluate(
        self,
        row: int,
        by_row: dict[int, list[Mention]],
        strong: dict[tuple[int, int], list[Mention]],
        text: str,
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
            if each not in used:
                continue
            at, end = used[each].start, used[each].end
            if previous is not None and 0 <= at - previous <= 2:
                total += 0.5
            previous = end
        if len(path) > 1 and path[-2] in used:
            total += TOGETHER[self.gazetteer.level[row]]
        if not self.gazetteer.is_finest(row) and DISTRICT_FOLLOWS.match(text, finest.end):
            total -= UNREAD_DISTRICT
        charged: set[int] = set()
        for (start, end), group in strong.items():
            if group[0].row in charged or any(m.row in path for m in group):
                continue
            if any(start < m.end and m.start < end for m in used.values()):
                continue
            charged.add(group[0].row)
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

    def _has_unread_district(self, text: str, reading: Reading) -> bool:
        """True when something written like a district stands where the reading ends."""
        level = self.gazetteer.level[reading.row]
        if level == TOWNSHIP:
            return False
        mention = reading.used.get(reading.row)
        if level == DISTRICT and (mention is None or mention.form != SHORT):
            return False
        follows = DISTRICT_FOLLOWS.match(text, reading.spans[-1][1])
        return follows is not None and (
            level < DISTRICT or len(follows[0]) <= 3 + follows[0].endswith("旗")
        )

    def _leaves_open(self, text: str, reading: Reading) -> bool:
        """True when the head of the address may hold names that were not recognised."""
        if reading.row < 0:
            return True
        if reading.straight and self.gazetteer.level[reading.row] == TOWNSHIP:
            return False
        if reading.conflicts or reading.margin < 3:
            return True
        if all(mention.weight < 3 for mention in reading.used.values()):
            return True
        gazetteer = self.gazetteer
        level = gazetteer.level[reading.row]
        for (_, one), (two, _) in pairwise(reading.spans):
            gap = FILLER.sub("", text[one:two])
            if gap and gap.isalpha() and not KINDS_ALONE.fullmatch(gap):
                return True
        if level == TOWNSHIP:
            return False
        end = reading.spans[-1][1]
        filler = FILLER.match(text, end)
        at = filler.end() if filler else end
        rest = text[at : at + 12]
        if level == DISTRICT:
            return TOWNSHIP_END.search(rest) is not None
        return DETAIL.match(rest) is None and bool(rest)
