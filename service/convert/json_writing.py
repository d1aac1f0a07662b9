"""From a model to protobuf JSON without a message in between: several times as fast.

Made for lists of millions of lines. Gives what protobuf's own printer gives for the message of the
same content, with the field names of the API; a test compares the two.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import cache
from typing import Any

from google.protobuf.descriptor import FieldDescriptor
from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp
from pydantic import BaseModel

from service.convert.binding import AnyDescriptor, FieldBinding, Kind, MessageBinding, bind
from service.convert.writing import NO_CURRENCY

Writer = Callable[[Any, str], Any]

_LONG = {FieldDescriptor.CPPTYPE_INT64, FieldDescriptor.CPPTYPE_UINT64}


def to_json_value(model: BaseModel, descriptor: AnyDescriptor, currency: str | None = None) -> Any:
    """The protobuf JSON of a model as dictionaries, lists, texts and numbers."""
    return _writer(descriptor, type(model))(model, currency or NO_CURRENCY)


@cache
def _writer(descriptor: AnyDescriptor, model: type[BaseModel]) -> Writer:
    return _compile(bind(descriptor, model))


def _compile(binding: MessageBinding) -> Writer:
    steps = tuple(
        (bound.model_name, bound.proto_name, bound.zero, _value_writer(bound), bound.repeated)
        for bound in binding.fields
    )

    def write(model: Any, currency: str) -> dict[str, Any]:
        found = {}
        for name, proto_name, zero, writer, repeated in steps:
            value = getattr(model, name)
            if value is None or value == zero:
                continue
            if writer is None:
                found[proto_name] = list(value) if repeated else value
            elif repeated:
                found[proto_name] = [writer(part, currency) for part in value]
            else:
                found[proto_name] = writer(value, currency)
        return found

    return write


def _value_writer(bound: FieldBinding) -> Writer | None:
    match bound.kind:
        case Kind.PLAIN:
            return _long if bound.proto.cpp_type in _LONG else None
        case Kind.REAL:
            return _real
        case Kind.ENUM:
            names = {member: bound.member_name(member) for member in bound.members.values()}
            return lambda value, _currency: names[value]
        case Kind.TIMESTAMP:
            return lambda value, _currency: Timestamp(seconds=value).ToJsonString()
        case Kind.DURATION_S:
            return lambda value, _currency: Duration(seconds=value).ToJsonString()
        case Kind.DURATION_MS:
            return _milliseconds
        case Kind.MONEY:
            return _money
        case Kind.MESSAGE:
            return _writer(bound.inner.descriptor, bound.inner.model)


def _long(value: int, _currency: str) -> str:
    return str(value)


def _real(value: float, _currency: str) -> Any:
    if math.isfinite(value):
        return int(value) if value.is_integer() else value
    return "NaN" if math.isnan(value) else "Infinity" if value > 0 else "-Infinity"


def _milliseconds(value: int, _currency: str) -> str:
    duration = Duration()
    duration.FromMilliseconds(value)
    return duration.ToJsonString()


def _money(value: int, currency: str) -> dict[str, Any]:
    amount = {"minor_units": str(value)} if value else {}
    return {"currency_code": currency, **amount}
