"""The budget of a call: what the request wants, at most what the RPC leaves."""

from __future__ import annotations

import math
import time

import pytest
from fulfillment.v1.common_pb2 import SearchOptions

from service.handlers.call import DEADLINE_MARGIN_S, Call, cores_for
from service.settings import Settings


def _options(seconds: float | None = None, cores: int | None = None) -> SearchOptions:
    options = SearchOptions(cores=cores)
    if seconds is not None:
        options.time_limit.FromNanoseconds(round(seconds * 1e9))
    return options


def test_without_a_limit_the_default_of_the_call_holds() -> None:
    assert Call("m").budget_s(None, 7.0) == 7.0
    assert Call("m").budget_s(_options(), 7.0) == 7.0


def test_the_limit_of_the_request_holds() -> None:
    assert Call("m").budget_s(_options(2.5), 7.0) == 2.5
    assert Call("m").budget_s(_options(60), 7.0) == 60


@pytest.mark.parametrize("seconds", [0.0, -3.0, 0.001, 3_601.0])
def test_a_limit_out_of_range_is_left_to_the_check(seconds: float) -> None:
    assert Call("m").budget_s(_options(seconds), 7.0) == 7.0


@pytest.mark.parametrize("left_s", [0.1, 1.0, 50.0])
def test_the_deadline_of_the_rpc_bounds_it_with_a_margin(left_s: float) -> None:
    call = Call("m", time.monotonic() + left_s)
    margin = min(DEADLINE_MARGIN_S, left_s / 5)
    assert call.budget_s(_options(600), 7.0) <= left_s - margin * 0.99


def test_a_passed_deadline_leaves_nothing() -> None:
    assert Call("m", time.monotonic() - 1).budget_s(None, 7.0) == 0
    assert not math.isinf(Call("m").budget_s(None, 7.0))


@pytest.mark.parametrize(("wanted", "given"), [(None, 4), (2, 2), (64, 4), (0, 4), (-1, 4)])
def test_cores_of_a_call(wanted: int | None, given: int) -> None:
    assert cores_for(_options(cores=wanted), Settings(cores_per_call=4)) == given
