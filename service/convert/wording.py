"""What pydantic found, in plain words: the problem and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from optimizer.faults import Fault

_FORMS = {
    "^([A-Za-z]{2})?$": "two letters, like LI",
    "^[A-Za-z]{2}$": "two letters, like LI",
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": "the day as YYYY-MM-DD",
    "^([0-9]{4}-[0-9]{2}-[0-9]{2})?$": "the day as YYYY-MM-DD",
}
"""Patterns of the models in words."""


def validation_faults(error: ValidationError) -> Iterator[Fault]:
    """One fault for every error, with the path and value pydantic gives."""
    for line in error.errors(include_url=False):
        if line["type"] == "too_short" and len(line["input"]) >= line["ctx"]["min_length"]:
            # Faulty entries do not count for pydantic; the entries have faults of their own.
            continue
        problem, remedy = _words(line["type"], line.get("ctx", {}), line["msg"], line["input"])
        if line["type"] == "greater_than_equal" and _is_moment(line["loc"]):
            problem, remedy = "is before 1970", "give 1970-01-01T00:00:00Z or later"
        missing = line["type"] == "missing"
        value = None if missing else _short_value(line["input"])
        yield Fault(tuple(line["loc"]), value, problem, remedy)


def _is_moment(path: tuple[int | str, ...]) -> bool:
    return bool(path) and str(path[-1]).endswith("_time_s")


def _short_value(value: object) -> object:
    """Lists and models are told by their count: their content may be long or private."""
    if isinstance(value, list | tuple):
        return f"{len(value)} entries" if len(value) != 1 else "1 entry"
    if isinstance(value, Mapping):
        return None
    return value


def _words(kind: str, ctx: Mapping[str, Any], text: str, value: object) -> tuple[str, str]:
    match kind:
        case "missing":
            return "is required", "set it"
        case "greater_than_equal":
            return f"is below {ctx['ge']:,}", f"give {ctx['ge']:,} or more"
        case "less_than_equal":
            return f"is above {ctx['le']:,}", f"give {ctx['le']:,} or less"
        case "greater_than":
            return f"is not above {ctx['gt']:,}", f"give more than {ctx['gt']:,}"
        case "less_than":
            return f"is not below {ctx['lt']:,}", f"give less than {ctx['lt']:,}"
        case "finite_number":
            return "is not a finite number", "give a number"
        case "string_unicode":
            return "holds half a character", "write it as UTF-8"
        case "string_too_short" if value == "":
            return "is required", "set it to a text that is not empty"
        case "string_too_short":
            return (
                f"is shorter than {ctx['min_length']:,} characters",
                f"give at least {ctx['min_length']:,} characters",
            )
        case "string_too_long":
            return (
                f"is longer than {ctx['max_length']:,} characters",
                f"shorten it to {ctx['max_length']:,} characters",
            )
        case "string_pattern_mismatch":
            pattern = str(ctx["pattern"])
            return (
                "does not have the form the API asks for",
                f"write {_FORMS.get(pattern, pattern)}",
            )
        case "too_short" if not value:
            return "is empty", f"give at least {_entries(ctx['min_length'])}"
        case "too_short":
            return (
                f"has fewer than {_entries(ctx['min_length'])}",
                f"give at least {_entries(ctx['min_length'])}",
            )
        case "too_long":
            return (
                f"has more than {_entries(ctx['max_length'])}",
                f"give at most {_entries(ctx['max_length'])}; split the request",
            )
        case "value_error":
            return str(ctx.get("error", text)), "correct it as the API describes"
        case _:
            return text[:1].lower() + text[1:], "correct it as the API describes"


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count:,} entries"
