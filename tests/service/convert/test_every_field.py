"""Message, model, range and converter of every field of the API, held together by one table."""

from __future__ import annotations

import re
import typing
from typing import Any

import annotated_types
import pytest
from google.protobuf import message_factory
from google.protobuf.message import Message
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from service.convert import MessageBinding, read, to_message
from service.convert.binding import FieldBinding, Kind
from service.convert.json_writing import to_json_value
from tests.service.convert.messages_and_models import (
    WITHOUT_MODEL,
    all_bindings,
    all_messages,
    comment_of,
    request_bindings,
)

BINDINGS = all_bindings()
INPUTS = [
    pytest.param(bound, binding, id=f"{binding.descriptor.name}.{bound.proto_name}")
    for binding in request_bindings().values()
    for bound in binding.fields
]


def test_every_message_has_a_model_or_a_reason() -> None:
    assert sorted(set(BINDINGS) | set(WITHOUT_MODEL)) == all_messages()
    assert not set(BINDINGS) & set(WITHOUT_MODEL)


@pytest.mark.parametrize("name", sorted(BINDINGS))
def test_every_field_is_bound(name: str) -> None:
    binding = BINDINGS[name]
    assert set(binding.by_proto) == {field.name for field in binding.descriptor.fields}
    assert set(binding.by_model) == set(binding.model.model_fields)


def _constraints(info: FieldInfo, bound: FieldBinding) -> tuple[list[Any], list[Any]]:
    """Constraints of the field itself, and of the entries of its list."""
    own: list[Any] = []
    entries: list[Any] = []

    def walk(annotation: Any, into: list[Any]) -> None:
        origin = typing.get_origin(annotation)
        if origin is typing.Annotated:
            inner, *metadata = typing.get_args(annotation)
            for one in metadata:
                into.extend(one.metadata if isinstance(one, FieldInfo) else [one])
            walk(inner, into)
        elif origin is tuple:
            walk(typing.get_args(annotation)[0], entries)
        elif origin is not None:
            for part in typing.get_args(annotation):
                walk(part, into)

    own.extend(info.metadata)
    walk(info.annotation, own)
    return own, entries if bound.repeated else own


class _Range:
    def __init__(self, constraints: list[Any]) -> None:
        self.lowest: float | None = None
        self.highest: float | None = None
        self.shortest: int = 0
        self.longest: int | None = None
        self.pattern: str | None = None
        for one in constraints:
            match one:
                case annotated_types.Ge(ge=low):
                    self.lowest = typing.cast(float, low)
                case annotated_types.Le(le=high):
                    self.highest = typing.cast(float, high)
                case annotated_types.MinLen(min_length=short):
                    self.shortest = short
                case annotated_types.MaxLen(max_length=long):
                    self.longest = long
                case _ if getattr(one, "pattern", None):
                    self.pattern = one.pattern


def _ranges(bound: FieldBinding, binding: MessageBinding) -> tuple[_Range, _Range]:
    own, entries = _constraints(binding.model.model_fields[bound.model_name], bound)
    return _Range(own), _Range(entries)


@pytest.mark.parametrize(("bound", "binding"), INPUTS)
def test_every_input_has_a_legal_range(bound: FieldBinding, binding: MessageBinding) -> None:
    own, entry = _ranges(bound, binding)
    if bound.repeated:
        # A list that has to match another in length is judged between the fields.
        assert own.longest is not None or bound.proto_name in {"distances_m", "durations_s"}
    if (
        bound.kind in {Kind.MESSAGE, Kind.ENUM}
        or binding.model.model_fields[bound.model_name].annotation is bool | None
        or _is_flag(bound)
    ):
        return
    if bound.kind is Kind.PLAIN and isinstance(bound.zero, str):
        assert entry.longest is not None or entry.pattern is not None
    elif _is_text(bound):
        assert entry.longest is not None
    else:
        assert entry.lowest is not None
        assert entry.highest is not None


def _is_flag(bound: FieldBinding) -> bool:
    return bound.proto.cpp_type == bound.proto.CPPTYPE_BOOL


def _is_text(bound: FieldBinding) -> bool:
    return bound.proto.cpp_type == bound.proto.CPPTYPE_STRING


_SCALES = {"": 1, " s": 1, " h": 3_600, " day": 86_400, " days": 86_400, " minutes": 60}
_FROM_TO = re.compile(
    r"From (-?[\d,]+(?:\.\d+)?)( s| h| day)? to (-?[\d,]+(?:\.\d+)?)( s| h| days| day)?"
)
_AT_MOST = re.compile(r"[Aa]t most ([\d,]+) characters")


@pytest.mark.parametrize(("bound", "binding"), INPUTS)
def test_the_comment_states_the_range_of_the_model(
    bound: FieldBinding, binding: MessageBinding
) -> None:
    comment = comment_of(binding.descriptor.full_name, bound.proto_name)
    own, entry = _ranges(bound, binding)
    stated = _FROM_TO.search(comment)
    if stated:
        low, high = (
            float(stated[number].replace(",", "")) * _SCALES[stated[unit] or ""]
            for number, unit in ((1, 2), (3, 4))
        )
        if bound.kind is Kind.DURATION_MS:
            low, high = 1000 * low, 1000 * high
        if bound.repeated and bound.proto_name not in {"distances_m", "durations_s"}:
            assert (own.shortest, own.longest) == (low, high), comment
        elif bound.repeated:
            assert entry.highest == high, comment
        else:
            assert (own.lowest, own.highest) == (low, high), comment
    length = _AT_MOST.search(comment)
    if length:
        assert entry.longest == int(length[1].replace(",", "")), comment
    if "Required" in comment and not stated and bound.kind is not Kind.MONEY:
        required = bound.required or own.shortest > 0
        assert required or "Required unless" in comment or bound.proto_name == "maximum", comment
    if "Unset means" in comment and not bound.proto.has_presence and not bound.repeated:
        assert not bound.required, comment


# ---- round trips ------------------------------------------------------------------------------

CURRENCY = "CHF"
FEW = 2


def _texts(limits: _Range) -> st.SearchStrategy[str]:
    if limits.pattern is not None:
        return st.from_regex(limits.pattern, fullmatch=True)
    longest = min(limits.shortest + 6, limits.longest or 6)
    letters = st.characters(codec="utf-8", exclude_characters="\x00")
    return st.text(letters, min_size=limits.shortest, max_size=longest)


def _numbers(bound: FieldBinding, limits: _Range) -> st.SearchStrategy[Any]:
    if bound.kind is Kind.REAL:
        low = -1e9 if limits.lowest is None else limits.lowest
        high = 1e9 if limits.highest is None else limits.highest
        return st.floats(low, high)
    bits = 31 if bound.proto.cpp_type == bound.proto.CPPTYPE_INT32 else 50
    if bound.kind in {Kind.TIMESTAMP, Kind.DURATION_S, Kind.DURATION_MS}:
        bits = 37
    low = 0 if limits.lowest is None else int(limits.lowest)
    high = 2**bits - 1 if limits.highest is None else int(limits.highest)
    return st.integers(low, high)


def _set_single(part: Any, bound: FieldBinding, value: Any) -> None:
    match bound.kind:
        case Kind.TIMESTAMP | Kind.DURATION_S:
            part.seconds = value
        case Kind.DURATION_MS:
            part.FromMilliseconds(value)
        case _:
            part.minor_units = value
            part.currency_code = CURRENCY


def _fill(draw: st.DrawFn, message: Any, binding: MessageBinding) -> None:
    taken: set[str] = set()
    for bound in binding.fields:
        own, entry = _ranges(bound, binding)
        group = bound.proto.containing_oneof
        if group is not None and len(group.fields) > 1 and group.name in taken:
            continue
        wanted = bound.required or own.shortest > 0 or draw(st.booleans())
        if not wanted:
            continue
        if group is not None:
            taken.add(group.name)
        name = bound.proto_name
        count = draw(st.integers(own.shortest, max(own.shortest, FEW))) if bound.repeated else 1
        if bound.repeated and own.longest is not None:
            count = min(count, own.longest)
        for _ in range(count):
            if bound.kind is Kind.MESSAGE:
                part = getattr(message, name).add() if bound.repeated else getattr(message, name)
                part.SetInParent()
                _fill(draw, part, bound.inner)
                continue
            if bound.kind in {Kind.TIMESTAMP, Kind.DURATION_S, Kind.DURATION_MS, Kind.MONEY}:
                part = getattr(message, name)
                part.SetInParent()
                _set_single(part, bound, draw(_numbers(bound, entry)))
                continue
            if bound.kind is Kind.ENUM:
                value: Any = draw(
                    st.sampled_from(sorted(number for number in bound.members if number))
                )
            elif _is_flag(bound):
                value = draw(st.booleans())
            elif _is_text(bound):
                value = draw(_texts(entry))
            else:
                value = draw(_numbers(bound, entry))
            if bound.repeated:
                getattr(message, name).append(value)
            else:
                setattr(message, name, value)


@st.composite
def messages(draw: st.DrawFn, binding: MessageBinding) -> Message:
    """A message of the bound type with every field in its legal range."""
    message: Message = message_factory.GetMessageClass(binding.descriptor)()
    _fill(draw, message, binding)
    return message


@pytest.mark.parametrize("name", sorted(BINDINGS))
@settings(
    deadline=None,
    max_examples=12,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_message_to_model_and_back(name: str, data: st.DataObject) -> None:
    binding = BINDINGS[name]
    message = data.draw(messages(binding))
    reading = read(message, binding.model)
    assert reading.violations == ()
    assert reading.currency in {None, CURRENCY}
    model = reading.checked()
    written = to_message(model, type(message), CURRENCY)
    _assert_holds(written, message)
    assert read(written, binding.model).model == model


def _assert_holds(written: Any, message: Any) -> None:
    """Everything that is set in `message` stands in `written`, which may state defaults beside."""
    for field, value in message.ListFields():
        found = getattr(written, field.name)
        if field.cpp_type != field.CPPTYPE_MESSAGE:
            assert found == value, field.full_name
        elif field.is_repeated:
            for one, other in zip(found, value, strict=True):
                _assert_holds(one, other)
        else:
            assert written.HasField(field.name), field.full_name
            _assert_holds(found, value)


@pytest.mark.parametrize("name", sorted(BINDINGS))
@settings(
    deadline=None,
    max_examples=6,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_json_is_what_protobuf_prints(name: str, data: st.DataObject) -> None:
    from google.protobuf import json_format

    binding = BINDINGS[name]
    message = data.draw(messages(binding))
    model = read(message, binding.model).checked()
    written = to_message(model, type(message), CURRENCY)
    printed = json_format.MessageToDict(written, preserving_proto_field_name=True)
    assert to_json_value(model, binding.descriptor, CURRENCY) == printed
