"""What the checker finds wrong with a plan."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: `who` (item), `where` (load), `by_how_much` in the unit of the rule."""

    kind: str
    who: str
    where: str
    by_how_much: float
    words: str


def violation(kind: str, who: str, where: str, by_how_much: float, words: str) -> Violation:
    """A violation whose words begin with what they speak of."""
    subject = " in ".join(name for name in (who, where) if name)
    return Violation(kind, who, where, by_how_much, f"{subject}: {words}" if subject else words)
