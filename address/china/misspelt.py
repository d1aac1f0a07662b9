"""Misspelt names of divisions, found by index and below known divisions; never by a wide search.

Anywhere in the head of an address: names that sound alike, or from which one character is missing,
added or changed (the symmetric deletes of W. Garbe's SymSpell over names of provinces, cities and
counties). Right after a known division: the names of the few dozen divisions below it, by edit
distance.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from rapidfuzz.distance import Levenshtein

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
    Gazetteer,
    Named,
)
from address.china.lookalikes import look_alikes
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

ZONE = re.compile("高新|开发|经开|工业|保税|园区|度假|示范|风景|高铁")
"""Words of development zones, which are no misspelt districts."""
LONG_NAME_ENDS = frozenset("县州区旗盟具匹")
KIND_LOOKS_LIKE = {"具": "县", "匹": "区", "巿": "市"}
_NOT_A_NAME = re.compile(r"[^\w]|\d")


class NamesBelow:
    """Names of the divisions below one, to be asked for those that sound like a piece of text.

    A name with one slip keeps the sound of one of its first two letters, and of one of its last
    two, within one place of where it was.
    """

    def __init__(self, names: list[tuple[str, str, Named]]) -> None:
        self._by_start: dict[str, list[tuple[str, str, Named]]] = defaultdict(list)
        self._by_end: dict[str, list[tuple[str, str, Named]]] = defaultdict(list)
        for each in names:
            sound = each[1]
            for letter in set(sound[:2]):
                self._by_start[letter].append(each)
            for letter in set(sound[-3:-1]):
                self._by_end[letter].append(each)

    def like(self, sounds: str) -> Iterable[tuple[str, str, Named]]:
        """Names that may begin like this."""
        return self._union(self._by_start, sounds)

    def like_end(self, sounds: str) -> Iterable[tuple[str, str, Named]]:
        """Names that may end like this, their kind aside."""
        return self._union(self._by_end, sounds)

    def _union(
        self, index: dict[str, list[tuple[str, str, Named]]], sounds: str
    ) -> Iterable[tuple[str, str, Named]]:
        found: dict[tuple[str, Named], tuple[str, str, Named]] = {}
        for letter in sounds:
            for each in index.get(letter, ()):
                found[each[0], each[2]] = each
        return found.values()


class MisspeltNames:
    """Finds names of divisions that are written a little wrong."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        self._alike = look_alikes()
        self._names_below = cache(self._all_below)

    def find(self, text: str, exact: list[Mention]) -> list[Mention]:
        """Names in the head of the address that differ a little from how they are written."""
        covered = [False] * (len(text) + 1)
        ends = {m.end for m in exact if m.weight > 2}
        for mention in exact:
            long = mention.end - mention.start > 2 or mention.start in ends
            if mention.form in (FULL, ALIAS, FORMER) and mention.in_head and long:
                covered[mention.start : mention.end] = [True] * (mention.end - mention.start)
        found: dict[tuple[int, int, int], Mention] = {}
        first = min((m.start for m in exact if m.weight > 2), default=0)
        begin = max(0, first - 12)
        reach = min(head_end(text, max(begin, first)), begin + FUZZY_REACH)
        for start in range(begin, reach):
            if covered[start] or not "\u3400" <= text[start] <= "\u9fff":
                continue
            supported = start == 0 or text[start - 1] < "\u3400" or start in ends
            for width in range(2, 12):
                if width > 5 and not (
                    supported
                    and start + width <= len(text)
                    and text[start + width - 1] in LONG_NAME_ENDS
                ):
                    continue
                word = text[start : start + width]
                if len(word) < width or covered[start + width - 1] or not word.isalpha():
                    break
                self._similar(text, start, word, found)
        ends |= {m.end for m in found.values() if m.weight > 2.4}
        starts = {m.start for m in exact if m.weight > 2}
        for key, mention in found.items():
            start, end = mention.start, mention.end
            if start and text[start - 1] > "\u3400" and start not in ends and end not in starts:
                found[key] = mention._replace(weight=mention.weight * GLUED)
        parents = {m.row: m for m in exact if m.in_head and m.weight >= 2.4}
        for mention in list(found.values()):
            if mention.weight >= 2.8:
                parents.setdefault(mention.row, mention)
        for mention in list(parents.values()):
            self._similar_children(text, mention, covered, found)
        for mention in list(found.values()):  # townships of the counties found so
            below = self.gazetteer.level[mention.row] == DISTRICT and mention.weight >= 2.8
            if below and parents.setdefault(mention.row, mention) is mention:
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
        kind = KIND_LOOKS_LIKE.get(word[-1])
        if kind is not None and word[:-1] + kind in gazetteer.meanings:
            name = word[:-1] + kind
            self._add_fuzzy(text, start, start + width, name, EDIT, 0.85, found)
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
                if len(name) == width:
                    at = next(i for i in range(width) if name[i] != word[i])
                    if (word[at], name[at]) in self._alike:
                        quality += 0.15
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
        if text.startswith(("大道", "大街"), end - 2) or ZONE.search(text, start, end):
            return
        for row, form in rows if rows is not None else self.gazetteer.meanings[name]:
            if self.gazetteer.level[row] == TOWNSHIP and rows is None:
                continue
            weight = WEIGHT[self.gazetteer.level[row]][form] * quality
            if form in (SHORT, FORMER_SHORT):
                if ROAD_AFTER.match(text, end):
                    continue
                township = self.gazetteer.level[row] == TOWNSHIP
                kind = KIND_AFTER_SHORT.match(text, end)
                if (how == EDIT or township) and (kind is None or ZONE.match(kind[0])):
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
        """Compares what stands beside a known division with the names of the divisions below it."""
        filler = FILLER.match(text, above.end)
        at = filler.end() if filler else above.end
        names = self._names_below(above.row)
        self._compare_from(text, at, names, covered, found)
        if self.gazetteer.level[above.row] == CITY:
            # The city may be the wrong one: the other counties of the province.
            others = self._names_below(self.gazetteer.parent[above.row])
            self._compare_from(text, at, others, covered, found)
        if at < len(text) and text[at] == text[at - 1]:  # the kind written twice: 宜春市市袁区
            self._compare_from(text, at + 1, names, covered, found)
        if above.start >= 2 and not covered[above.start - 1]:
            self._compare_until(text, above.start, names, found)

    def _compare_from(
        self,
        text: str,
        at: int,
        names: NamesBelow,
        covered: list[bool],
        found: dict[tuple[int, int, int], Mention],
    ) -> None:
        if at >= len(text) or covered[at] or not text[at].isalpha():
            return
        rest = text[at : at + 12]
        cut = _NOT_A_NAME.search(rest)
        if cut:
            rest = rest[: cut.start()]
        sounds = rest.translate(self.gazetteer.sound_of)
        for name, sound, named in names.like(sounds[:3]):
            width = len(name)
            piece = rest[:width]
            if len(piece) == width:
                quality, how = self._likeness(piece, sounds[:width], name, sound)
                if quality:
                    self._add_fuzzy(text, at, at + width, name, how, quality, found, (named,))
                    continue
            if width < 3:
                continue
            for other in (width - 1, width + 1):
                piece = rest[:other]
                if (
                    len(piece) == other
                    and not name.startswith(piece)
                    and Levenshtein.distance(piece, name, score_cutoff=1) == 1
                ):
                    self._add_fuzzy(text, at, at + other, name, EDIT, 0.55, found, (named,))
                    break

    def _compare_until(
        self,
        text: str,
        end: int,
        names: NamesBelow,
        found: dict[tuple[int, int, int], Mention],
    ) -> None:
        """The same for a name that ends where a coarser one begins (levels swapped)."""
        before = text[max(0, end - 12) : end].translate(self.gazetteer.sound_of)
        for name, sound, named in names.like_end(before[-3:]):
            if named.form != FULL or len(name) < 3:
                continue
            for width in (len(name), len(name) - 1):
                start = end - width
                piece = text[max(0, start) : end]
                if len(piece) != width or not piece.isalpha():
                    continue
                if width == len(name):
                    sounds = piece.translate(self.gazetteer.sound_of)
                    quality, how = self._likeness(piece, sounds, name, sound)
                else:
                    near = Levenshtein.distance(piece, name, score_cutoff=1) == 1
                    quality, how = (0.5 if near else 0.0), EDIT
                if quality:
                    self._add_fuzzy(text, start, end, name, how, quality, found, (named,))
                    break

    def _likeness(self, piece: str, sounds: str, name: str, sound: str) -> tuple[float, int]:
        """How well a piece of the same length stands for a name: 0 when it does not."""
        if piece == name or (len(name) > 2 and piece[:-1] == name[:-1]):
            return 0.0, EDIT
        if sounds == sound:
            return 0.85, SOUND
        wrong = [at for at, letter in enumerate(name) if piece[at] != letter]
        if len(wrong) == 1:
            alike = (piece[wrong[0]], name[wrong[0]]) in self._alike
            quality = {2: 0.0, 3: 0.6, 4: 0.75}.get(len(name), 0.8)
            if alike:
                quality = max(quality, 0.5) + 0.12
            return quality, EDIT
        # Two slips in one name: each must be a likeness of sound or shape.
        twice = (
            len(wrong) == 2
            and len(name) >= 3
            and all(sounds[at] == sound[at] or (piece[at], name[at]) in self._alike for at in wrong)
        )
        return (0.55 if twice else 0.0), EDIT

    def _all_below(self, row: int) -> NamesBelow:
        gazetteer = self.gazetteer
        rows = list(gazetteer.children[row])
        if gazetteer.level[row] == PROVINCE:
            for city in gazetteer.children[row]:
                if gazetteer.level[city] == CITY:
                    rows += [r for r in gazetteer.children[city] if gazetteer.level[r] == DISTRICT]
        names = []
        for each in rows:
            if gazetteer.level[each] == CITY and gazetteer.name[each] == gazetteer.name[row]:
                continue
            full, short = gazetteer.name[each], gazetteer.short[each]
            names.append((full, full.translate(gazetteer.sound_of), Named(each, FULL)))
            if short != full:
                names.append((short, short.translate(gazetteer.sound_of), Named(each, SHORT)))
        return NamesBelow(names)
