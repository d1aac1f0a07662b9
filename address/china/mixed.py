"""Pinyin inside Chinese text: Hangzhou市余杭qu is read as the characters that sound so.

A run of Latin letters that touches Chinese characters and falls into syllables is replaced by one
character for each syllable, for the reading of divisions alone; the result sounds right, and names
that sound right are found like any other slip of the pen. Everything else in Latin letters (a name,
A座, T1) stays.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cached_property

from address.china.gazetteer import TOWNSHIP, Gazetteer
from address.china.normalise import Tight

_RUN = re.compile(
    r"(?<=[\u3400-\u9fff])[A-Za-z']{2,24}|(?<![A-Za-z])[A-Za-z']{2,24}(?=[\u3400-\u9fff])"
)
_LATIN = re.compile("[A-Za-z]{2}")
_LONGEST = 6
_WAYS = 6
"""Divisions of a run into syllables that are tried at most (xian: 县 or 西安)."""


class MixedScripts:
    """Spells pinyin inside Chinese text out in characters."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer

    @cached_property
    def _letter(self) -> dict[str, str]:
        """For each syllable the character that names of divisions have most often."""
        gazetteer = self.gazetteer
        counts: dict[str, Counter[str]] = defaultdict(Counter)
        for row, name in enumerate(gazetteer.name):
            if gazetteer.level[row] < TOWNSHIP:
                for letter in name:
                    counts[gazetteer.reading.get(letter, "")][letter] += 1
        for letter, reading in gazetteer.reading.items():
            counts[reading].setdefault(letter, 0)
        found = {reading: each.most_common(1)[0][0] for reading, each in counts.items() if reading}
        return found | {reading.replace("v", "u"): letter for reading, letter in found.items()}

    def spell_out(self, tight: Tight) -> Tight:
        """The text with pinyin runs replaced; the same object where there are none."""
        text = tight.text
        if _LATIN.search(text) is None:
            return tight
        runs = [(match.span(), self._letters(text, *match.span())) for match in _RUN.finditer(text)]
        runs = [each for each in runs if each[1]]
        if not runs:
            return tight
        letters: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        breaks = set()

        def keep(start: int, end: int) -> None:
            for place in range(start, end):
                if place in tight.breaks:
                    breaks.add(len(letters))
                letters.append(text[place])
                one, two = tight.origin(place, place + 1)
                starts.append(one)
                ends.append(two)

        at = 0
        for (start, end), spelt in runs:
            keep(at, start)
            if start in tight.breaks:
                breaks.add(len(letters))
            for letter, one, two in spelt:
                letters.append(letter)
                starts.append(tight.origin(start + one, start + one + 1)[0])
                ends.append(tight.origin(start + two - 1, start + two)[1])
            at = end
        keep(at, len(text))
        return Tight("".join(letters), starts, frozenset(breaks), ends)

    def _letters(self, text: str, start: int, end: int) -> list[tuple[str, int, int]]:
        """For each syllable of a run its character, start and end within it."""
        gazetteer = self.gazetteer
        ways: list[list[tuple[str, int, int]]] = []
        self._divide(text[start:end].lower(), 0, [], ways)
        before, behind = text[max(0, start - 3) : start], text[end : end + 2]
        for way in ways:
            spelt = "".join(letter for letter, _, _ in way)
            for name in (spelt, *(spelt + behind[:size] for size in (1, 2))):
                for size in range(len(before) + 1):
                    sound = (before[len(before) - size :] + name).translate(gazetteer.sound_of)
                    if len(sound) > 1 and sound in gazetteer.by_sound:
                        return way
        return []

    def _divide(
        self,
        run: str,
        at: int,
        done: list[tuple[str, int, int]],
        ways: list[list[tuple[str, int, int]]],
    ) -> None:
        if at == len(run):
            ways.append(done)
            return
        if run[at] == "'":
            self._divide(run, at + 1, done, ways)
            return
        for end in range(min(len(run), at + _LONGEST), at, -1):
            letter = self._letter.get(run[at:end])
            if letter is not None and len(ways) < _WAYS:
                self._divide(run, end, [*done, (letter, at, end)], ways)
