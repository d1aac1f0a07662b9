"""Address recognition: text in, structured and located address out. Pure; no network."""

from address.model import (
    Address,
    AddressCandidate,
    AddressIssue,
    AddressIssueClass,
    AddressLevel,
    AddressPart,
    AddressShape,
    Datum,
    Location,
    Origin,
    Position,
    RecognizedAddress,
    RecognizeRequest,
    Span,
    Verdict,
)
from address.recognizer import Recognizer

__all__ = [
    "Address",
    "AddressCandidate",
    "AddressIssue",
    "AddressIssueClass",
    "AddressLevel",
    "AddressPart",
    "AddressShape",
    "Datum",
    "Location",
    "Origin",
    "Position",
    "RecognizeRequest",
    "RecognizedAddress",
    "Recognizer",
    "Span",
    "Verdict",
]
