"""The fault finders of the rooms never fail, whatever a caller sends."""

from __future__ import annotations

import pytest
from google.protobuf import message_factory
from google.protobuf.message import Message
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.convert import MessageBinding, bind
from service.convert.binding import Kind
from service.requests import REQUESTS, read_request

WILD_NUMBERS = st.sampled_from([0, 1, -1, 2, 100, -(2**31), 2**31 - 1])
WILD_TEXTS = st.sampled_from(["", "a", "b", "a\n", "Europe/Vaduz", "Nowhere/At_All", "x" * 200])
WILD_REALS = st.sampled_from([0.0, 1.0, -1.0, 1e300, float("nan"), float("inf")])
NANOS = st.sampled_from([0, 0, 1, -1])


def _fill(draw: st.DrawFn, message: object, binding: MessageBinding, depth: int) -> None:
    for bound in binding.fields:
        if not draw(st.booleans()):
            continue
        name = bound.proto_name
        for _ in range(draw(st.integers(1, 2)) if bound.repeated else 1):
            if bound.kind is Kind.MESSAGE:
                part = getattr(message, name)
                part = part.add() if bound.repeated else part
                if not bound.repeated:
                    part.SetInParent()
                _fill(draw, part, bound.inner, depth + 1)
            elif bound.kind in {Kind.TIMESTAMP, Kind.DURATION_S, Kind.DURATION_MS}:
                getattr(message, name).seconds = draw(WILD_NUMBERS)
                getattr(message, name).nanos = draw(NANOS)
            elif bound.kind is Kind.MONEY:
                getattr(message, name).minor_units = draw(WILD_NUMBERS)
                getattr(message, name).currency_code = draw(st.sampled_from(["", "CHF", "EUR"]))
            else:
                text = bound.proto.cpp_type == bound.proto.CPPTYPE_STRING
                value = draw(
                    WILD_REALS
                    if bound.kind is Kind.REAL
                    else WILD_TEXTS
                    if text
                    else st.booleans()
                    if bound.proto.cpp_type == bound.proto.CPPTYPE_BOOL
                    else WILD_NUMBERS
                )
                if bound.repeated:
                    getattr(message, name).append(value)
                else:
                    setattr(message, name, value)


@st.composite
def wild_requests(draw: st.DrawFn, kind: type[Message]) -> Message:
    """A request with anything in it that its type allows."""
    message: Message = message_factory.GetMessageClass(kind.DESCRIPTOR)()
    _fill(draw, message, bind(kind.DESCRIPTOR, REQUESTS[kind].model), 0)
    return message


@pytest.mark.parametrize("kind", list(REQUESTS), ids=lambda kind: kind.__name__)
@settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_every_request_is_judged_without_failing(kind: type[Message], data: st.DataObject) -> None:
    reading = read_request(data.draw(wild_requests(kind)))
    assert (reading.model is None) == bool(reading.violations)
    for violation in reading.violations:
        assert violation.problem
        assert violation.remedy
        assert len(violation.value) <= 80
