"""What a text was read as: one division, the names that say so, and what speaks against it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from address.china.names import Mention


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
    straight: bool = False
    """True when the names stood in order, one after the other, with nothing against them."""
    fuzzy: bool = False
    rough: bool = False
    """True when letters among the names found remain unexplained."""
    unread: bool = False
    """True when something written like a district follows and was not recognised."""
    second: bool = False
    """True when the text seems to hold a second address."""

    @property
    def margin(self) -> float:
        """Score above the best contradicting reading."""
        return self.score - (self.rivals[0].score if self.rivals else 0.0)
