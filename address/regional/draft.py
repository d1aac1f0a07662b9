"""An answer in the making: fields, doubts and how sure they leave us."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from address.model import (
    Address,
    AddressCandidate,
    AddressIssue,
    AddressIssueClass,
    AddressLevel,
    AddressPart,
    Location,
    Origin,
    RecognizedAddress,
    Verdict,
)

ACCEPT_FROM = 0.9
"""Confidence from which an address that is known to the house is accepted."""
CONFIRM_FROM = 0.45


@dataclass(slots=True)
class Draft:
    """An answer in the making."""

    fields: dict[str, Any] = field(default_factory=dict)
    issues: list[AddressIssue] = field(default_factory=list)
    candidates: list[AddressCandidate] = field(default_factory=list)
    location: Location | None = None
    confidence: float = 0.0
    doubt: float = 1.0
    usable: bool = True
    question: str = ""

    def note(self, issue_class: AddressIssueClass, name: str, words: str) -> None:
        """Adds a doubt about the field `name`."""
        self.issues.append(AddressIssue(issue_class=issue_class, field=name, description=words))

    def refuse(self, question: str) -> None:
        """The address is not usable; the question that would make it so comes first."""
        if self.usable:
            self.question = question
        self.usable = False

    def _calibrated(self, raw: float, verdict: Verdict) -> float:
        """Share of such answers that were right among addresses made messy on purpose.

        The raw figure orders answers well but is too modest where a house on the map speaks for
        them and too hopeful where no street was found.
        """
        if verdict is Verdict.FIX:
            return round(min(raw, CONFIRM_FROM) * 0.12, 4)
        if self.location is not None and self.location.level is AddressLevel.HOUSE:
            return round(1.0 - (1.0 - raw) * 0.3, 4)
        return raw

    def answer(self) -> RecognizedAddress:
        """The answer with its verdict."""
        confidence = round(min(0.995, max(0.0, self.confidence * self.doubt)), 4)
        verdict = Verdict.FIX
        if self.usable and self.location is not None and confidence >= CONFIRM_FROM:
            house = self.location.level is AddressLevel.HOUSE
            verdict = Verdict.ACCEPT if house and confidence >= ACCEPT_FROM else Verdict.CONFIRM
        confidence = self._calibrated(confidence, verdict)
        question = self.question
        if verdict is Verdict.CONFIRM and not question:
            question = "Is this the right place?"
        return RecognizedAddress(
            address=Address(**self.fields),
            location=self.location,
            verdict=verdict,
            confidence=confidence,
            issues=tuple(self.issues),
            candidates=tuple(self.candidates),
            question="" if verdict is Verdict.ACCEPT else question,
        )


def completed(value: str, sure: float) -> AddressPart:
    """A part that is not written but follows from others."""
    return AddressPart(value=value, confidence=min(1.0, sure), origin=Origin.COMPLETED)
