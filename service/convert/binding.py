"""Which model field holds which message field: one mechanical rule, no table to keep.

A field keeps its name, and where the type changes the unit joins the name:

    google.protobuf.Timestamp  x_time      ->  x_time_s        whole seconds since 1970
    google.protobuf.Duration   y_duration  ->  y_duration_s    whole seconds
    google.protobuf.Duration   elapsed     ->  elapsed_ms      milliseconds (also time_limit)
    Money                      z_cost      ->  z_cost_minor    minor units; one currency a request
    message, repeated, enum    name        ->  name            model, tuple, StrEnum

A binding fails to build when either side has a field that the other lacks, so a field that nobody
reads cannot be served.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto
from functools import cache
from typing import Any, TypeAlias

from google.protobuf.descriptor import Descriptor, EnumDescriptor, FieldDescriptor
from pydantic import BaseModel

AnyDescriptor: TypeAlias = Any
"""A message descriptor; protobuf has a type for it in each of its implementations."""

MILLISECOND_FIELDS = frozenset({"elapsed", "time_limit"})
"""Durations that are finer than a second."""

TIMESTAMP = "google.protobuf.Timestamp"
DURATION = "google.protobuf.Duration"
MONEY = "fulfillment.v1.Money"


class BindingError(TypeError):
    """A message and a model do not fit together; the text names the field."""


class Kind(Enum):
    """How the value of a field changes between message and model."""

    PLAIN = auto()
    REAL = auto()
    ENUM = auto()
    MESSAGE = auto()
    TIMESTAMP = auto()
    DURATION_S = auto()
    DURATION_MS = auto()
    MONEY = auto()


@dataclass(frozen=True, slots=True)
class FieldBinding:
    """One field on both sides. `zero` is what an unset field without presence stands for."""

    proto: FieldDescriptor = field(repr=False)
    proto_name: str
    model_name: str
    kind: Kind
    repeated: bool
    nullable: bool
    required: bool
    zero: object = None
    members: Mapping[int, StrEnum] = field(default_factory=dict)
    message: MessageBinding | None = None

    @property
    def inner(self) -> MessageBinding:
        """The binding of a message field."""
        if self.message is None:
            raise BindingError(f"{self.proto.full_name} is no message")
        return self.message

    def number_name(self, number: int) -> str:
        """The name in the API of an enum value; the number itself where there is none."""
        named = _enum_of(self.proto).values_by_number.get(number)
        return str(number) if named is None else named.name

    def member_name(self, member: StrEnum) -> str:
        """The name in the API of a member of the model's enum."""
        return enum_prefix(_enum_of(self.proto)) + member.name


@dataclass(frozen=True)
class MessageBinding:
    """A message and the model of the same name, field by field."""

    descriptor: AnyDescriptor
    model: type[BaseModel]
    fields: tuple[FieldBinding, ...]
    by_proto: dict[str, FieldBinding]
    by_model: dict[str, FieldBinding]


def model_name_of(proto: FieldDescriptor) -> str:
    """The name of the model field for a message field."""
    kind = _kind_of(proto)
    suffix = {
        Kind.TIMESTAMP: "_s",
        Kind.DURATION_S: "_s",
        Kind.DURATION_MS: "_ms",
        Kind.MONEY: "_minor",
    }.get(kind, "")
    return proto.name + suffix


def enum_prefix(descriptor: EnumDescriptor) -> str:
    """`StopActivity` -> `STOP_ACTIVITY_`, what every name of the enum begins with."""
    words = "".join(f"_{c}" if c.isupper() else c.upper() for c in descriptor.name)
    return words.lstrip("_") + "_"


@cache
def bind(descriptor: AnyDescriptor, model: type[BaseModel]) -> MessageBinding:
    """Binds a message type to a model; raises BindingError where they differ."""
    fields = tuple(_bind_field(proto, descriptor, model) for proto in descriptor.fields)
    by_model = {bound.model_name: bound for bound in fields}
    extra = sorted(set(model.model_fields) - set(by_model))
    if extra:
        raise BindingError(f"{model.__name__}.{extra[0]} has no field in {descriptor.full_name}")
    return MessageBinding(
        descriptor, model, fields, {bound.proto_name: bound for bound in fields}, by_model
    )


def _bind_field(
    proto: FieldDescriptor, descriptor: AnyDescriptor, model: type[BaseModel]
) -> FieldBinding:
    name = model_name_of(proto)
    info = model.model_fields.get(name)
    where = f"{descriptor.full_name}.{proto.name} and {model.__name__}.{name}"
    if info is None:
        raise BindingError(f"{model.__name__} lacks {name} for {descriptor.full_name}.{proto.name}")
    annotation, nullable = _without_none(info.annotation)
    repeated = proto.is_repeated
    if repeated:
        if typing.get_origin(annotation) is not tuple:
            raise BindingError(f"{where}: a repeated field is a tuple")
        annotation, _ = _without_none(typing.get_args(annotation)[0])
    kind = _kind_of(proto)
    members: Mapping[int, StrEnum] = {}
    message: MessageBinding | None = None
    if kind is Kind.ENUM:
        members = _members(_enum_of(proto), annotation, where)
    elif kind is Kind.MESSAGE:
        if not (isinstance(annotation, type) and issubclass(annotation, BaseModel)):
            raise BindingError(f"{where}: a message field is a model, not {annotation}")
        message = bind(_message_of(proto), annotation)
    else:
        wanted = _python_type(proto, kind)
        if annotation is not wanted:
            raise BindingError(f"{where}: {annotation} should be {wanted.__name__}")
    return FieldBinding(
        proto=proto,
        proto_name=proto.name,
        model_name=name,
        kind=kind,
        repeated=repeated,
        nullable=nullable,
        required=info.is_required(),
        zero=_zero_of(proto, kind),
        members=members,
        message=message,
    )


def _kind_of(proto: FieldDescriptor) -> Kind:
    if proto.type == FieldDescriptor.TYPE_ENUM:
        return Kind.ENUM
    if proto.type == FieldDescriptor.TYPE_MESSAGE:
        name = _message_of(proto).full_name
        if name == TIMESTAMP:
            return Kind.TIMESTAMP
        if name == DURATION:
            return Kind.DURATION_MS if proto.name in MILLISECOND_FIELDS else Kind.DURATION_S
        return Kind.MONEY if name == MONEY else Kind.MESSAGE
    if proto.cpp_type in {FieldDescriptor.CPPTYPE_DOUBLE, FieldDescriptor.CPPTYPE_FLOAT}:
        return Kind.REAL
    return Kind.PLAIN


_INTEGERS = {
    FieldDescriptor.CPPTYPE_INT32,
    FieldDescriptor.CPPTYPE_INT64,
    FieldDescriptor.CPPTYPE_UINT32,
    FieldDescriptor.CPPTYPE_UINT64,
}


def _python_type(proto: FieldDescriptor, kind: Kind) -> type:
    if kind is Kind.REAL:
        return float
    if kind is not Kind.PLAIN or proto.cpp_type in _INTEGERS:
        return int
    if proto.cpp_type == FieldDescriptor.CPPTYPE_BOOL:
        return bool
    return bytes if proto.type == FieldDescriptor.TYPE_BYTES else str


def _zero_of(proto: FieldDescriptor, kind: Kind) -> object:
    if proto.is_repeated:
        return ()
    if proto.has_presence or kind is Kind.ENUM:
        return None
    return _python_type(proto, kind)()


def _message_of(proto: FieldDescriptor) -> Descriptor:
    if proto.message_type is None:
        raise BindingError(f"{proto.full_name} is no message")
    return proto.message_type


def _enum_of(proto: FieldDescriptor) -> EnumDescriptor:
    if proto.enum_type is None:
        raise BindingError(f"{proto.full_name} is no enum")
    return proto.enum_type


def _members(descriptor: EnumDescriptor, annotation: object, where: str) -> Mapping[int, StrEnum]:
    if not (isinstance(annotation, type) and issubclass(annotation, StrEnum)):
        raise BindingError(f"{where}: an enum field is a StrEnum, not {annotation}")
    prefix = enum_prefix(descriptor)
    named = {value.name.removeprefix(prefix) for value in descriptor.values if value.number}
    members = {member.name for member in annotation}
    if named - members or members - named - {"UNSPECIFIED"}:
        differing = sorted(named ^ members)
        raise BindingError(f"{where}: members differ: {', '.join(differing)}")
    known = annotation.__members__
    numbers = {value.number: value.name.removeprefix(prefix) for value in descriptor.values}
    return {number: known[name] for number, name in numbers.items() if name in known}


def _without_none(annotation: object) -> tuple[Any, bool]:
    """Strips Annotated and None from an annotation; tells whether None was there."""
    nullable = False
    while True:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            annotation = typing.get_args(annotation)[0]
        elif origin in {typing.Union, types.UnionType}:
            rest = [arg for arg in typing.get_args(annotation) if arg is not type(None)]
            if len(rest) != 1:
                return annotation, nullable
            nullable = True
            annotation = rest[0]
        else:
            return annotation, nullable
