"""Protobuf JSON in and out, with words for what is wrong with a file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, TypeVar

from google.protobuf import json_format
from google.protobuf.message import Message

from optimizer.faults import Fault, format_path
from service.commands.failure import CommandError
from service.commands.json_faults import json_faults
from service.convert import say

MessageT = TypeVar("MessageT", bound=Message)

STANDARD_INPUT = "-"
SHOWN_MAX = 100
"""Faults of one file that are listed."""


def read_message(source: str, kind: type[MessageT]) -> MessageT:
    """The message in a file of protobuf JSON, `-` for standard input.

    Raises CommandError with all unknown fields and wrong types.
    """
    name = "standard input" if source == STANDARD_INPUT else source
    value = _read_json(source, name)
    try:
        faults = list(json_faults(value, kind.DESCRIPTOR))
        if faults:
            raise CommandError(_list_faults(name, faults))
        message = kind()
        json_format.ParseDict(value, message)
    except (json_format.ParseError, ValueError) as error:
        raise CommandError(f"{name}: {error}") from None
    except RecursionError:
        raise CommandError(f"{name}: the JSON is nested too deeply") from None
    return message


def to_json(message: Message, *, indent: int | None = 2) -> str:
    """Protobuf JSON with the field names of the API, as error paths have them."""
    return json_format.MessageToJson(
        message, preserving_proto_field_name=True, ensure_ascii=False, indent=indent
    )


def write_message(message: Message, target: Path | None) -> None:
    """Writes protobuf JSON to a file, or to standard output."""
    text = to_json(message) + "\n"
    if target is None:
        sys.stdout.write(text)
        return
    try:
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{target}: {error.strerror}") from None


def _read_json(source: str, name: str) -> Any:
    try:
        data = sys.stdin.buffer.read() if source == STANDARD_INPUT else Path(source).read_bytes()
        return json.loads(
            data.decode("utf-8-sig"),
            parse_constant=_refuse_constant,
            object_pairs_hook=_refuse_repeats,
        )
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise CommandError(f"{name}: byte {error.start} is not UTF-8") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise CommandError(f"{name}: no valid JSON at {where}: {error.msg}") from None
    except ValueError as error:
        raise CommandError(f"{name}: {error}") from None
    except RecursionError:
        raise CommandError(f"{name}: the JSON is nested too deeply") from None


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is not a JSON number")


def _refuse_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'"{repeated}" stands twice in one object')
    return found


def _list_faults(name: str, faults: list[Fault]) -> str:
    lines = [f"{name}: {len(faults)} fault{'s' if len(faults) > 1 else ''}"]
    for fault in faults[:SHOWN_MAX]:
        path = format_path(fault.path) or "the whole"
        one = say(
            path, "" if fault.value is None else str(fault.value), fault.problem, fault.remedy
        )
        found = f" (found: {one.value})" if one.value else ""
        lines.append(f"  {one.field}: {one.problem}{found}. {one.remedy}")
    if len(faults) > SHOWN_MAX:
        lines.append(f"  and {len(faults) - SHOWN_MAX} more")
    return "\n".join(lines)
