"""Numbered lines of numbers, with errors that say where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from benchmarks.instances.fault import InstanceError


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank: where it stands and its words."""

    where: str
    number: int
    words: tuple[str, ...]

    def fault(self, trouble: str) -> InstanceError:
        """An error at this line."""
        return InstanceError(self.where, trouble, self.number)

    def floats(self, least: int, what: str) -> list[float]:
        """All words as numbers, at least `least` of them."""
        try:
            values = [float(word) for word in self.words]
        except ValueError as error:
            raise self.fault(
                f"{what}: expected numbers, found {' '.join(self.words)[:60]!r}"
            ) from (error)
        if len(values) < least:
            raise self.fault(f"{what}: expected {least} numbers, found {len(values)}")
        if not all(abs(value) < 1e15 for value in values):
            raise self.fault(f"{what}: number out of range")
        return values

    def ints(self, least: int, what: str) -> list[int]:
        """All words as whole numbers, at least `least` of them."""
        values = self.floats(least, what)
        if any(value != int(value) for value in values):
            raise self.fault(f"{what}: expected whole numbers")
        return [int(value) for value in values]


class Lines:
    """Lines of a text one after the other; blank ones are passed over."""

    def __init__(self, where: str, text: str) -> None:
        self.where = where
        self._lines = [
            Line(where, number, tuple(words))
            for number, line in enumerate(text.splitlines(), 1)
            if (words := line.split())
        ]
        self._next = 0

    def take(self, what: str) -> Line:
        """The next line, which must be there."""
        if self._next >= len(self._lines):
            raise InstanceError(self.where, f"ends where {what} should follow")
        line = self._lines[self._next]
        self._next += 1
        return line

    def peek(self) -> Line | None:
        """The next line without taking it."""
        return self._lines[self._next] if self._next < len(self._lines) else None

    def rest(self) -> Iterator[Line]:
        """All lines that are left."""
        while self._next < len(self._lines):
            self._next += 1
            yield self._lines[self._next - 1]
