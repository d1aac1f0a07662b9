"""A message cut into segments and tokens, and who has claimed which part of it.

Readers take their parts one after the other, the surest first; what one has claimed is out of the
way of the next. What nobody claims in the end is the recipient, or is reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from address.regional.key import Token, join_key, tokens

_SEPARATOR = re.compile(r"[\n\r\t,;|•·<>=_]+|\s[/\-–—*]+\s|\s{3,}|(?<=\w):(?=\s)")


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text between separators, half open."""

    start: int
    end: int


class Message:
    """The text that is read; positions are code points of it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = tokens(text)
        self.segments = _segments(text)
        self._claimed = bytearray(len(text))
        self._keys: dict[tuple[int, int], str] = {}
        self.segment_of: list[int] = []
        position = 0
        for token in self.tokens:
            while self.segments[position].end < token.end:
                position += 1
            self.segment_of.append(position)

    def key(self, first: int, last: int) -> str:
        """Key of the name that the tokens from `first` to `last` would make."""
        key = self._keys.get((first, last))
        if key is None:
            key = join_key([token.key for token in self.tokens[first : last + 1]])
            self._keys[first, last] = key
        return key

    def wide_key(self, first: int, last: int) -> str:
        """The same with umlauts as two letters: another measure of likeness."""
        group = self.tokens[first : last + 1]
        if all(token.wide == token.key for token in group):
            return self.key(first, last)
        return join_key([token.wide for token in group])

    def claim(self, start: int, end: int) -> None:
        """Takes a stretch out of the way."""
        self._claimed[start:end] = b"\x01" * (end - start)

    def release(self, start: int, end: int) -> None:
        """Gives a claimed stretch back."""
        self._claimed[start:end] = bytes(end - start)

    def free(self, start: int, end: int) -> bool:
        """True when nobody has claimed any of it."""
        return not any(self._claimed[start:end])

    def is_free(self, token: Token) -> bool:
        """True when the token is not claimed."""
        return not self._claimed[token.start]

    def runs(self) -> list[list[int]]:
        """Positions of free tokens, grouped by segment and broken where a claimed one stands."""
        found: list[list[int]] = []
        last = -2
        for position, token in enumerate(self.tokens):
            if self._claimed[token.start]:
                continue
            same = last == position - 1 and self.segment_of[last] == self.segment_of[position]
            if same:
                found[-1].append(position)
            else:
                found.append([position])
            last = position
        return found

    def free_words(self, segment: int) -> int:
        """Free tokens of a segment that are words, not numbers."""
        return sum(
            1
            for token, own in zip(self.tokens, self.segment_of, strict=True)
            if own == segment and not self._claimed[token.start] and not token.text[0].isdigit()
        )


def _segments(text: str) -> list[Segment]:
    found, start = [], 0
    for match in _SEPARATOR.finditer(text):
        found.append(Segment(start, match.start()))
        start = match.end()
    found.append(Segment(start, len(text)))
    return found
