"""Faults in the caller's own words: path, value, problem and remedy as short texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum, StrEnum

from optimizer.faults import Fault, FieldPath, format_path
from service.convert.binding import FieldBinding, Kind, MessageBinding

VALUE_MAX = 80
"""Characters of a value that are shown."""


@dataclass(frozen=True, slots=True)
class Violation:
    """One fault as the API states it: see FieldViolation in common.proto."""

    field: str
    value: str
    problem: str
    remedy: str


class InvalidRequestError(Exception):
    """A request breaks its rules; `violations` holds every fault found, at least one."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        super().__init__(tuple(violations))
        self.violations = tuple(violations)

    def __str__(self) -> str:
        first = self.violations[0]
        return f"{len(self.violations)} fault(s); first: {first.field}: {first.problem}"


def to_violations(faults: Iterable[Fault], binding: MessageBinding) -> list[Violation]:
    """Faults of a model, in the names of the message it came from."""
    return [_to_violation(fault, binding) for fault in faults]


def _to_violation(fault: Fault, binding: MessageBinding) -> Violation:
    path, last = proto_path(fault.path, binding)
    return say(format_path(path), _show(fault.value, last), fault.problem, fault.remedy)


def say(field: str, value: str, problem: str, remedy: str) -> Violation:
    """A violation in the form all have: the problem goes on after the field, the remedy is a
    sentence, the value is short."""
    problem, remedy = problem.rstrip("."), remedy.rstrip(".")
    return Violation(field, _shorten(value), problem, f"{remedy[:1].upper()}{remedy[1:]}.")


def proto_path(path: FieldPath, binding: MessageBinding) -> tuple[FieldPath, FieldBinding | None]:
    """Model field names to message field names; parts that are no model field stay as they are."""
    found: list[str | int] = []
    inside: MessageBinding | None = binding
    last: FieldBinding | None = None
    for part in path:
        if isinstance(part, int):
            found.append(part)
            continue
        bound = inside.by_model.get(part) if inside is not None else None
        if bound is None:
            found.append(part)
            continue
        found.append(bound.proto_name)
        last, inside = bound, bound.message
    if last is not None and last.kind is Kind.MONEY and found[-1] == last.proto_name:
        found.append("minor_units")
    return tuple(found), last


def _show(value: object, bound: FieldBinding | None) -> str:
    if value is None:
        return ""
    if isinstance(value, int) and not isinstance(value, bool) and bound is not None:
        return _shorten(_show_number(value, bound))
    if isinstance(value, Enum):
        if bound is not None and isinstance(value, StrEnum) and bound.kind is Kind.ENUM:
            return bound.member_name(value)
        return value.name
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _shorten(value)
    if isinstance(value, list | tuple):
        return _shorten("[" + ", ".join(_show(part, None) for part in value[:VALUE_MAX]) + "]")
    return _shorten(str(value))


def _show_number(value: int, bound: FieldBinding) -> str:
    if bound.kind is Kind.TIMESTAMP:
        try:
            return datetime.fromtimestamp(value, UTC).isoformat().replace("+00:00", "Z")
        except (ValueError, OverflowError, OSError):
            return f"{value} s after 1970"
    if bound.kind is Kind.DURATION_S:
        return f"{value}s"
    if bound.kind is Kind.DURATION_MS:
        return f"{value / 1000:g}s"
    return str(value)


def _shorten(text: str) -> str:
    return text if len(text) <= VALUE_MAX else text[: VALUE_MAX - 1] + "…"
