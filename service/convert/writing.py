"""From a model to a message: one closure per message type, compiled once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from google.protobuf.message import Message
from pydantic import BaseModel

from service.convert.binding import FieldBinding, Kind, MessageBinding, bind

NO_CURRENCY = "XXX"
"""What ISO 4217 writes where no currency is involved: a cost in a request that names none."""

MessageT = TypeVar("MessageT", bound=Message)
Filler = Callable[[Any, Any, str], None]


def to_message(model: BaseModel, kind: type[MessageT], currency: str | None = None) -> MessageT:
    """A new message of type `kind` with the content of `model`; money in `currency`."""
    message = kind()
    write(model, message, currency)
    return message


def write(model: BaseModel, message: Message, currency: str | None = None) -> None:
    """Fills an empty message, for example a field of a response, from `model`."""
    message.SetInParent()
    _filler(bind(message.DESCRIPTOR, type(model)))(model, message, currency or NO_CURRENCY)


_FILLERS: dict[int, Filler] = {}


def _filler(binding: MessageBinding) -> Filler:
    known = _FILLERS.get(id(binding))
    if known is None:
        known = _FILLERS[id(binding)] = _compile(binding)
    return known


def _compile(binding: MessageBinding) -> Filler:
    steps = tuple((bound.model_name, _step(bound)) for bound in binding.fields)

    def fill(model: Any, message: Any, currency: str) -> None:
        for name, step in steps:
            value = getattr(model, name)
            if value is not None:
                step(value, message, currency)

    return fill


def _step(bound: FieldBinding) -> Filler:
    name = bound.proto_name
    match bound.kind:
        case Kind.MESSAGE:
            return _message_step(name, _filler(bound.inner), repeated=bound.repeated)
        case Kind.ENUM:
            return _enum_step(bound)
        case Kind.TIMESTAMP | Kind.DURATION_S:
            return _seconds_step(name)
        case Kind.DURATION_MS:
            return _milliseconds_step(name)
        case Kind.MONEY:
            return _money_step(name)
        case Kind.PLAIN | Kind.REAL if bound.repeated:
            return _list_step(name)
        case _:
            return _plain_step(name, bound.zero)


def _plain_step(name: str, zero: object) -> Filler:
    def step(value: Any, message: Any, _currency: str) -> None:
        if value != zero:
            setattr(message, name, value)

    return step


def _list_step(name: str) -> Filler:
    def step(values: Any, message: Any, _currency: str) -> None:
        getattr(message, name).extend(values)

    return step


def _message_step(name: str, fill: Filler, *, repeated: bool) -> Filler:
    def many(values: Any, message: Any, currency: str) -> None:
        add = getattr(message, name).add
        for value in values:
            fill(value, add(), currency)

    def one(value: Any, message: Any, currency: str) -> None:
        part = getattr(message, name)
        part.SetInParent()
        fill(value, part, currency)

    return many if repeated else one


def _seconds_step(name: str) -> Filler:
    def step(value: Any, message: Any, _currency: str) -> None:
        part = getattr(message, name)
        part.SetInParent()
        part.seconds = value

    return step


def _milliseconds_step(name: str) -> Filler:
    def step(value: Any, message: Any, _currency: str) -> None:
        part = getattr(message, name)
        part.SetInParent()
        part.seconds, rest = divmod(value, 1000)
        part.nanos = rest * 1_000_000

    return step


def _money_step(name: str) -> Filler:
    def step(value: Any, message: Any, currency: str) -> None:
        part = getattr(message, name)
        part.minor_units = value
        part.currency_code = currency

    return step


def _enum_step(bound: FieldBinding) -> Filler:
    name = bound.proto_name
    numbers = {member: number for number, member in bound.members.items()}

    def many(values: Any, message: Any, _currency: str) -> None:
        getattr(message, name).extend([numbers[value] for value in values])

    def one(value: Any, message: Any, _currency: str) -> None:
        setattr(message, name, numbers[value])

    return many if bound.repeated else one
