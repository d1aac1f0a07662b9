"""Words that stand for others: found in a text, put in their place, and traced back.

Letters are folded one by one (full width, traditional characters, case), so that a place in the
folded text is the same place in the text. Of phrases that overlap, the leftmost, then the longest
counts; what was put in is not looked at again, so that no chain of phrases can run away.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from address.china.normalise import normalise
from address.model import (
    Address,
    AddressIssue,
    AddressIssueClass,
    AddressPart,
    Origin,
    RecognizedAddress,
    Span,
)

LETTERS_MIN = 2
_HEAD = 2
"""Phrases are looked up by their first characters."""


def fold(text: str) -> str:
    """The text in one case and width, character for character."""
    folded = normalise(text)
    lowered = "".join(one if len(one.lower()) != 1 else one.lower() for one in folded)
    return lowered if len(lowered) == len(text) else text


@dataclass(frozen=True, slots=True)
class Phrase:
    """`folded` words that stand for `meaning`; `region_code` is empty for every country."""

    alias_id: str
    folded: str
    meaning: str
    region_code: str


@dataclass(frozen=True, slots=True)
class Change:
    """One replacement: places in the new text and in the old one, half open."""

    phrase: Phrase
    new_start: int
    new_end: int
    old_start: int
    old_end: int


@dataclass(frozen=True, slots=True)
class Rewritten:
    """A text with phrases put in, and how it came from the old one."""

    text: str
    old: str
    changes: tuple[Change, ...]

    def traced(self, read: RecognizedAddress) -> RecognizedAddress:
        """What was read in the new text, with every part where it stands in the old one."""
        issues = list(read.issues)
        for change in self.changes:
            was = self.old[change.old_start : change.old_end]
            words = f'"{was}" was read as "{change.phrase.meaning}" (confirmed correction).'
            issues.append(AddressIssue(issue_class=AddressIssueClass.MISSPELT, description=words))
        candidates = tuple(
            one.model_copy(update={"address": self._address(one.address)})
            for one in read.candidates
        )
        return read.model_copy(
            update={
                "address": self._address(read.address),
                "candidates": candidates,
                "issues": tuple(issues),
            }
        )

    def _address(self, address: Address) -> Address:
        found: dict[str, AddressPart | tuple[AddressPart, ...]] = {}
        for name, value in address:
            if isinstance(value, AddressPart):
                found[name] = self._part(value)
            elif value:
                found[name] = tuple(self._part(one) for one in value)
        return address.model_copy(update=found)

    def _part(self, part: AddressPart) -> AddressPart:
        if part.span is None:
            return part
        start, end = part.span.start, part.span.end
        touched = [one for one in self.changes if one.new_start < end and start < one.new_end]
        if not touched:
            by = self._shift(start)
            return part.model_copy(update={"span": Span(start=start + by, end=end + by)})
        first, last = touched[0], touched[-1]
        before = min(start, first.new_start)
        after = max(end, last.new_end)
        old_start = first.old_start - (first.new_start - before)
        old_end = last.old_end + (after - last.new_end)
        at = fold(self.old[old_start:old_end]).find(fold(part.written)) if part.written else -1
        if at >= 0:
            span = Span(start=old_start + at, end=old_start + at + len(part.written))
            written = self.old[span.start : span.end]
            return part.model_copy(update={"span": span, "written": written})
        return part.model_copy(
            update={
                "span": Span(start=old_start, end=old_end),
                "written": self.old[old_start:old_end],
                "origin": Origin.CORRECTED,
            }
        )

    def _shift(self, place: int) -> int:
        """How far the old text is ahead of the new one at a place no phrase was put into."""
        passed = [one for one in self.changes if one.new_end <= place]
        return passed[-1].old_end - passed[-1].new_end if passed else 0


class PhraseBook:
    """Phrases to look for. Immutable once made."""

    def __init__(self, phrases: Iterable[Phrase]) -> None:
        self._by_head: dict[str, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            self._by_head[phrase.folded[:_HEAD]].append(phrase)
        for group in self._by_head.values():
            group.sort(key=lambda one: -len(one.folded))

    def rewrite(self, text: str, region_code: str | None) -> Rewritten | None:
        """The text with every phrase put in; None when it holds none."""
        if not self._by_head:
            return None
        folded = fold(text)
        changes: list[Change] = []
        pieces: list[str] = []
        length = done = at = 0
        while at < len(folded):
            phrase = self._at(folded, at, region_code)
            if phrase is None:
                at += 1
                continue
            end = at + len(phrase.folded)
            pieces += [text[done:at], phrase.meaning]
            length += at - done
            changes.append(Change(phrase, length, length + len(phrase.meaning), at, end))
            length += len(phrase.meaning)
            done = at = end
        if not changes:
            return None
        pieces.append(text[done:])
        return Rewritten("".join(pieces), text, tuple(changes))

    def _at(self, folded: str, at: int, region_code: str | None) -> Phrase | None:
        for phrase in self._by_head.get(folded[at : at + _HEAD], ()):
            end = at + len(phrase.folded)
            if (
                folded.startswith(phrase.folded, at)
                and not (region_code and phrase.region_code not in ("", region_code))
                and not _runs_on(folded, at)
                and not _runs_on(folded, end)
            ):
                return phrase
        return None


def _runs_on(text: str, at: int) -> bool:
    """True when a Latin word or a number goes on across the place `at`."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    digits = left.isdigit() and right.isdigit()
    letters = _latin(left) and _latin(right)
    return digits or letters


def _latin(letter: str) -> bool:
    return letter.isalpha() and ord(letter) < 0x250
