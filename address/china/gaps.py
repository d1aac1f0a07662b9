"""What stands between and behind the names of a reading: misspelt levels, kinds written twice.

A level that lies between two others in the text is that level however badly it is written, so the
test of likeness may be generous here, where it decides nothing but which letters are explained.
"""

from __future__ import annotations

import re
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from address.china.gazetteer import (
    CITY,
    DISTRICT,
    FULL,
    SHORT,
    TOWNSHIP,
    Entry,
    Gazetteer,
)
from address.china.lookalikes import look_alikes
from address.china.names import (
    EDIT,
    EXACT,
    KIND_LETTERS,
    KINDS_ALONE,
    SOUND,
    WEIGHT,
    Mention,
)
from address.china.reading import Reading

KIND_OF_ROAD = re.compile(".[东南西北中前后新老府政]{1,2}[路街大]|.政府|[区道]府?[路街]")
"""镇|镇前路, 镇|镇政府: the second kind belongs to what follows."""
OFFICE = re.compile("(?:街道)?办事处|街道办?|街办(?!事)|办(?=[\u3400-\u9fff]{1,5}[路街])")
NEW_AREA = re.compile("新区(?![路街大道])")


class GapReader:
    """Explains letters around the names of a reading."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._alike = look_alikes()

    def note_second_address(self, found: list[tuple[int, int, Entry]], reading: Reading) -> None:
        """Two nested divisions named together, away from the reading: a second address."""
        gazetteer = self.gazetteer
        path = gazetteer.path[reading.row]
        behind = max((mention.end for mention in reading.used.values()), default=0)
        for (start, middle, one), (then, end, two) in pairwise(found):
            if then != middle or start < behind:
                continue
            for below in two.meanings:
                above = gazetteer.path[below.row][:-1]
                if below.row in path or below.form > SHORT or gazetteer.level[below.row] > DISTRICT:
                    continue
                if any(each.row in above and each.form <= SHORT for each in one.meanings):
                    reading.second = True
                    reading.conflicts.append(
                        Mention(start, end, below.row, 0.0, FULL, EXACT, two.name, False)
                    )
                    reading.spans = sorted([*reading.spans, (start, end)])
                    return

    def explain(self, text: str, reading: Reading) -> None:
        """Finds the levels that are written between or before the names found, however badly."""
        gazetteer = self.gazetteer
        path = gazetteer.path[reading.row]
        open_rows = [row for row in path if row not in reading.used]
        if len(path) > 1 and gazetteer.name[path[0]] == gazetteer.name[path[1]]:
            open_rows = [row for row in open_rows if row != path[1]]
        places = sorted(reading.spans)
        at = max(text.rfind(mark, 0, places[0][0]) for mark in ",\n.:") + 1
        begin = at
        for start, end in list(places):
            gap = text[at:start]
            if gap and gap.isalpha() and gap > "\u3400":
                if KINDS_ALONE.fullmatch(gap) and at:
                    reading.spans.append((at, start))
                elif not self._explain_gap(text, at, start, open_rows, reading) and at > begin:
                    reading.rough = True
            at = end
        reading.spans.sort()

    def _explain_gap(
        self, text: str, start: int, end: int, open_rows: list[int], reading: Reading
    ) -> bool:
        gazetteer = self.gazetteer
        best: tuple[float, int, int, str] | None = None
        for row in open_rows:
            for name in {gazetteer.name[row], gazetteer.short[row], *gazetteer.aliases[row]}:
                for width in (len(name), len(name) - 1, len(name) + 1):
                    piece = text[max(start, end - width) : end]
                    if len(piece) != width or width < 2:
                        continue
                    alike = Levenshtein.normalized_similarity(
                        piece.translate(gazetteer.sound_of), name.translate(gazetteer.sound_of)
                    )
                    if alike >= 0.5 and (best is None or alike > best[0]):
                        best = (alike, row, end - width, name)
        if best is None:
            return False
        alike, row, at, name = best
        form = FULL if name == gazetteer.name[row] else SHORT
        how = SOUND if alike == 1.0 else EDIT
        weight = WEIGHT[gazetteer.level[row]][form] * alike * 0.5
        reading.used[row] = Mention(at, end, row, weight, form, how, name, True)
        reading.spans.append((at, end))
        if at - start <= 1:
            return True
        rest = [each for each in open_rows if each != row]
        return bool(rest) and self._explain_gap(text, start, at, rest, reading)

    def take_kinds(self, text: str, reading: Reading) -> None:
        """Lets a name have the kind that is written twice or misspelt behind it (镇镇, 昌邑匹)."""
        gazetteer = self.gazetteer
        for row, mention in list(reading.used.items()):
            end = mention.end
            if end >= len(text) or (
                text[end] != text[end - 1] and mention.form != SHORT and text[end] not in "办街新"
            ):
                continue
            if any(one <= end < two for one, two in reading.spans):
                continue
            name = gazetteer.name[row]
            more = 0
            if gazetteer.level[row] == TOWNSHIP and text[end] in "办街":
                office = OFFICE.match(text, end)
                more = office.end() - end if office else 0
            elif gazetteer.level[row] >= CITY and NEW_AREA.match(text, end):
                more = 2  # 红谷滩|新区, as it was called
            elif text[end] == text[end - 1] and text[end] in KIND_LETTERS:
                more = 0 if KIND_OF_ROAD.match(text, end) else 1
            elif mention.form == SHORT and name.startswith(mention.name):
                kind = name[len(mention.name) :]
                behind = text[end : end + len(kind)]
                if 1 <= len(kind) <= 2 and len(behind) == len(kind) and behind != kind:
                    alike = [
                        one == two or (one, two) in self._alike
                        for one, two in zip(behind, kind, strict=True)
                    ]
                    more = len(kind) if all(alike) else 0
            if more:
                reading.used[row] = mention._replace(end=end + more)
                span = (mention.start, end)
                if span in reading.spans:
                    reading.spans.remove(span)
                reading.spans.append((mention.start, end + more))
                reading.spans.sort()
