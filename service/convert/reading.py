"""From a message to a validated model, with every fault of the request at once.

Each message type gets one closure, compiled once, that turns a message into plain dictionaries;
pydantic then validates the whole tree in one pass. Only set fields are visited, and nothing keeps
track of paths on the way: when something looks wrong that the model cannot see (a part of a
second, a second currency, an unknown enum value), a slower walk finds where.
"""

from __future__ import annotations

import contextlib
import gc
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar, cast

from google.protobuf.message import Message
from pydantic import BaseModel, ValidationError

from optimizer.faults import Fault, FieldPath, format_path
from service.convert.binding import FieldBinding, Kind, MessageBinding, bind
from service.convert.violations import (
    InvalidRequestError,
    Violation,
    say,
    to_violations,
)
from service.convert.wording import validation_faults

ModelT = TypeVar("ModelT", bound=BaseModel)
CrossFaults = Callable[[Any], Sequence[Fault]]
_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Reading(Generic[ModelT]):
    """A read request: `model` is None when there are faults; `currency` when no money is named."""

    model: ModelT | None
    currency: str | None
    violations: tuple[Violation, ...]

    def checked(self) -> ModelT:
        """The model; raises InvalidRequestError with every fault when there are any."""
        if self.model is None:
            raise InvalidRequestError(self.violations)
        return self.model


def to_model(
    message: Message, model: type[ModelT], cross_faults: CrossFaults | None = None
) -> ModelT:
    """The validated model of a message; raises InvalidRequestError with every fault."""
    return read(message, model, cross_faults).checked()


def read(
    message: Message, model: type[ModelT], cross_faults: CrossFaults | None = None
) -> Reading[ModelT]:
    """Reads a message into `model` and collects all faults, those of `cross_faults` included."""
    with _without_collector():
        return _read(message, model, cross_faults)


@contextlib.contextmanager
def _without_collector() -> Iterator[None]:
    """Reading makes many objects and no cycles; the collector would walk them over and over,
    which on a large request takes longer than the reading itself."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _read(
    message: Message, model: type[ModelT], cross_faults: CrossFaults | None
) -> Reading[ModelT]:
    binding = bind(message.DESCRIPTOR, model)
    notes = _Notes()
    values = _reader(binding)(message, notes)
    found: list[Violation] = []
    problem: BaseModel
    try:
        problem = model.model_validate(values)
    except ValidationError as error:
        found = to_violations(validation_faults(error), binding)
        problem = _construct_leniently(binding, values)
    if notes.doubtful:
        # A value that only the walk can judge was left out of the model: its own words are better
        # than the "is required" that leaving it out may have caused.
        walked = [_as_violation(fault) for fault in _walk(message, binding, (), notes.currency)]
        told = {violation.field for violation in walked}
        found = walked + [violation for violation in found if violation.field not in told]
    if cross_faults is not None:
        told = {violation.field for violation in found}
        across = to_violations(cross_faults(problem), binding)
        found += [violation for violation in across if violation.field not in told]
    if found:
        return Reading(None, notes.currency, tuple(found))
    return Reading(cast(ModelT, problem), notes.currency, ())


class _Notes:
    """What one reading learns on the way besides the values."""

    __slots__ = ("currency", "doubtful")

    def __init__(self) -> None:
        self.currency: str | None = None
        self.doubtful = False


Converter = Callable[[Any, _Notes], Any]


_READERS: dict[int, Converter] = {}


def _reader(binding: MessageBinding) -> Converter:
    known = _READERS.get(id(binding))
    if known is None:
        known = _READERS[id(binding)] = _compile(binding)
    return known


def _compile(binding: MessageBinding) -> Converter:
    template = {
        bound.model_name: bound.zero
        for bound in binding.fields
        if bound.repeated or (bound.zero is not None and not bound.nullable)
    }
    table = {bound.proto: (bound.model_name, _converter(bound)) for bound in binding.fields}

    def convert(message: Any, notes: _Notes) -> dict[str, Any]:
        values = template.copy()
        for proto, value in message.ListFields():
            name, converter = table[proto]
            if converter is None:
                values[name] = value
            else:
                converted = converter(value, notes)
                if converted is not None:
                    values[name] = converted
        return values

    return convert


def _converter(bound: FieldBinding) -> Converter | None:
    one = _single(bound)
    if not bound.repeated:
        return one
    if one is None:
        return lambda values, _notes: tuple(values)
    single: Converter = one
    return lambda values, notes: tuple([single(value, notes) for value in values])


def _single(bound: FieldBinding) -> Converter | None:
    match bound.kind:
        case Kind.PLAIN:
            return None
        case Kind.REAL:
            return _read_real
        case Kind.ENUM:
            return _enum_reader(bound)
        case Kind.TIMESTAMP | Kind.DURATION_S:
            return _read_seconds
        case Kind.DURATION_MS:
            return _read_milliseconds
        case Kind.MONEY:
            return _read_money
        case Kind.MESSAGE:
            return _reader(bound.inner)


def _read_real(value: float, notes: _Notes) -> float:
    if value - value != 0.0:
        notes.doubtful = True
    return value


def _read_seconds(value: Any, notes: _Notes) -> int:
    if value.nanos:
        notes.doubtful = True
    return value.seconds  # type: ignore[no-any-return]


def _read_milliseconds(value: Any, _notes: _Notes) -> int:
    return value.seconds * 1000 + value.nanos // 1_000_000  # type: ignore[no-any-return]


def _read_money(value: Any, notes: _Notes) -> int:
    code = value.currency_code
    if code != notes.currency:
        if notes.currency is None and _CURRENCY.fullmatch(code):
            notes.currency = code
        else:
            notes.doubtful = True
    return value.minor_units  # type: ignore[no-any-return]


def _enum_reader(bound: FieldBinding) -> Converter:
    members = bound.members

    def convert(number: int, notes: _Notes) -> object:
        member = members.get(number)
        if member is None:
            notes.doubtful = True
        return member

    return convert


def _construct_leniently(binding: MessageBinding, values: dict[str, Any]) -> BaseModel:
    """The model without validation: ranges may be broken and required parts None."""
    parts: dict[str, Any] = {}
    for bound in binding.fields:
        name = bound.model_name
        if name not in values:
            if bound.required:
                parts[name] = None
            continue
        value = values[name]
        if bound.repeated and bound.kind is Kind.ENUM:
            value = tuple(member for member in value if member is not None)
        if bound.message is not None:
            inner = bound.message
            if bound.repeated:
                value = tuple(_construct_leniently(inner, part) for part in value)
            elif value is not None:
                value = _construct_leniently(inner, value)
        parts[name] = value
    return binding.model.model_construct(**parts)


def _as_violation(fault: Fault) -> Violation:
    value = "" if fault.value is None else str(fault.value)
    return say(format_path(fault.path), value, fault.problem, fault.remedy)


def _walk(
    message: Any, binding: MessageBinding, path: FieldPath, currency: str | None
) -> Iterator[Fault]:
    """Finds what the model cannot see, with the path in the names of the message."""
    for proto, value in message.ListFields():
        bound = binding.by_proto[proto.name]
        if bound.kind is Kind.PLAIN:
            continue
        if bound.repeated:
            for position, one in enumerate(value):
                yield from _walk_one(one, bound, (*path, proto.name, position), currency)
        else:
            yield from _walk_one(value, bound, (*path, proto.name), currency)


def _walk_one(
    value: Any, bound: FieldBinding, path: FieldPath, currency: str | None
) -> Iterator[Fault]:
    match bound.kind:
        case Kind.MESSAGE:
            yield from _walk(value, bound.inner, path, currency)
        case Kind.REAL if value - value != 0.0:
            yield Fault(path, value, "is not a finite number", "give a number")
        case Kind.ENUM if value not in bound.members:
            yield Fault(
                path,
                bound.number_name(value),
                "is not a value of this list",
                "give one of the named values of the API",
            )
        case Kind.TIMESTAMP | Kind.DURATION_S if value.nanos:
            told = f"{value.seconds} s and {value.nanos} ns"
            yield Fault(path, told, "has parts of a second", "give whole seconds")
        case Kind.MONEY:
            code = value.currency_code
            if not code:
                yield Fault(
                    (*path, "currency_code"), None, "is required", "name the currency, like CHF"
                )
            elif not _CURRENCY.fullmatch(code):
                yield Fault(
                    (*path, "currency_code"),
                    code,
                    "is not an ISO 4217 code",
                    "give three capital letters, like CHF",
                )
            elif code != currency:
                yield Fault(
                    (*path, "currency_code"),
                    code,
                    f"differs from {currency}, which the request uses elsewhere",
                    "give all money of a request in one currency",
                )
        case _:
            pass
