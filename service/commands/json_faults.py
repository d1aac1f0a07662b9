"""Everything in a piece of JSON that does not fit a message, with field paths.

The protobuf library stops at the first trouble, often without the position in a list, and takes
some things silently (an empty list for an object). People mend a file in one go when they see all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp

from optimizer.faults import Fault, FieldPath
from service.convert.binding import AnyDescriptor

_INTEGER_BITS = {
    FieldDescriptor.CPPTYPE_INT32: 32,
    FieldDescriptor.CPPTYPE_INT64: 64,
}
_WHOLE = re.compile(r"-?[0-9]+")


def json_faults(value: Any, descriptor: AnyDescriptor, path: FieldPath = ()) -> Iterator[Fault]:
    """Faults of a decoded JSON value that should be a message of this type."""
    match descriptor.full_name:
        case "google.protobuf.Timestamp":
            yield from _text_faults(
                value, path, Timestamp().FromJsonString, "a time like 2026-03-02T08:00:00Z"
            )
        case "google.protobuf.Duration":
            yield from _text_faults(value, path, _read_duration, "seconds like 90s")
        case _ if not isinstance(value, dict):
            yield _wrong(path, value, "an object")
        case _:
            yield from _object_faults(value, descriptor, path)


def _object_faults(
    value: dict[str, Any], descriptor: AnyDescriptor, path: FieldPath
) -> Iterator[Fault]:
    seen: dict[str, str] = {}
    chosen: dict[str, str] = {}
    for name, part in value.items():
        field = descriptor.fields_by_camelcase_name.get(name) or descriptor.fields_by_name.get(name)
        if field is None:
            known = ", ".join(field.name for field in descriptor.fields)
            yield Fault((*path, name), None, "there is no such field", f"known here: {known}")
            continue
        where = (*path, field.name)
        if field.name in seen:
            yield Fault(where, name, f"is given twice, also as {seen[field.name]}", "give it once")
        seen[field.name] = name
        if part is None:
            continue
        group = field.containing_oneof
        if group is not None and len(group.fields) > 1:
            other = chosen.setdefault(group.name, field.name)
            if other != field.name:
                yield Fault(where, None, f"excludes {other}", "give one of the two")
        yield from _field_faults(part, field, where)


def _field_faults(value: Any, field: FieldDescriptor, path: FieldPath) -> Iterator[Fault]:
    if not field.is_repeated:
        yield from _single_faults(value, field, path)
    elif not isinstance(value, list):
        yield _wrong(path, value, "a list")
    else:
        for position, part in enumerate(value):
            yield from _single_faults(part, field, (*path, position))


def _single_faults(value: Any, field: FieldDescriptor, path: FieldPath) -> Iterator[Fault]:
    match field.cpp_type:
        case FieldDescriptor.CPPTYPE_MESSAGE:
            yield from json_faults(value, field.message_type, path)
        case FieldDescriptor.CPPTYPE_ENUM:
            names = field.enum_type.values_by_name if field.enum_type else {}
            if not (isinstance(value, str) and value in names):
                known = ", ".join(names)
                yield Fault(path, value, "is not a value of this list", f"known here: {known}")
        case FieldDescriptor.CPPTYPE_BOOL:
            if not isinstance(value, bool):
                yield _wrong(path, value, "true or false")
        case FieldDescriptor.CPPTYPE_STRING:
            if not isinstance(value, str):
                yield _wrong(path, value, "a text in quotes")
            elif not _encodable(value):
                yield Fault(path, None, "holds half a character", "write it as UTF-8")
        case FieldDescriptor.CPPTYPE_DOUBLE | FieldDescriptor.CPPTYPE_FLOAT:
            if isinstance(value, bool) or not isinstance(value, int | float):
                yield _wrong(path, value, "a number")
        case _:
            yield from _integer_faults(value, path, _INTEGER_BITS[field.cpp_type])


def _integer_faults(value: Any, path: FieldPath, bits: int) -> Iterator[Fault]:
    if isinstance(value, str) and _WHOLE.fullmatch(value) and len(value) < 30:
        value = int(value)
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    if isinstance(value, bool) or not whole:
        yield _wrong(path, value, "a whole number")
    elif not -(2 ** (bits - 1)) <= value < 2 ** (bits - 1):
        yield Fault(path, value, f"does not fit into {bits} bits", "give a smaller number")


def _text_faults(
    value: Any, path: FieldPath, read: Callable[[str], None], wanted: str
) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield _wrong(path, value, wanted)
        return
    try:
        read(value)
    except ValueError:
        yield Fault(path, value, "cannot be read", f"write {wanted}")


def _read_duration(text: str) -> None:
    if not re.fullmatch(r"-?[0-9]+(\.[0-9]{1,9})?s", text):
        raise ValueError(text)
    Duration().FromJsonString(text)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _wrong(path: FieldPath, value: Any, wanted: str) -> Fault:
    names = {dict: "an object", list: "a list", type(None): "null"}
    told = names.get(type(value))
    shown = None if told else value
    problem = f"is {told}, not {wanted}" if told else f"is not {wanted}"
    return Fault(path, shown, problem, f"write {wanted}")
