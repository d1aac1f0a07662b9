"""Misspelt names of divisions, found by index and below known divisions; never by a wide search.

Anywhere in the head of an address: names that sound alike, or from which one character is missing,
added or changed (the symmetric deletes of W. Garbe's SymSpell over names of provinces, cities and
counties). Right after a known division: the names of the few dozen divisions below it, by edit
distance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein

from address.china.gazetteer import (
    ALIAS,
    CITY,
    DISTRICT,
    FORMER_SHORT,
    FULL,
    PROVINCE,
    SHORT,
    TOWNSHIP,
    Gazetteer,
    Named,
)
from address.china.names import (
    EDIT,
    FILLER,
    FUZZY_REACH,
    GLUED,
    KIND_AFTER_SHORT,
    ROAD_AFTER,
    ROAD_LETTERS,
    SOUND,
    WEIGHT,
    Mention,
    head_end,
)


class MisspeltNames:
    """Finds names of divisions that are written a little wrong."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    def find(self, text: str, exact: list[Mention]) -> list[Mention]:
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
        reach = min(head_end(text, max(begin, first)), begin + FUZZY_REACH)
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
