"""Errors and their statuses."""

from __future__ import annotations

import pickle

import pytest
from google.rpc import code_pb2, error_details_pb2, status_pb2

from optimizer.faults import (
    Fault,
    InvalidProblemError,
    OptimizerError,
    UnsupportedProblemError,
)
from service import errors
from service.convert import InvalidRequestError, Violation, say
from service.plans import RequestIdReusedError


def _details(
    status: status_pb2.Status,
) -> tuple[error_details_pb2.ErrorInfo, error_details_pb2.BadRequest]:
    info, bad = error_details_pb2.ErrorInfo(), error_details_pb2.BadRequest()
    for detail in status.details:
        detail.Unpack(info)
        detail.Unpack(bad)
    return info, bad


@pytest.mark.parametrize(
    ("error", "code", "reason"),
    [
        (
            errors.MalformedMessageError("no message"),
            code_pb2.INVALID_ARGUMENT,
            "MALFORMED_MESSAGE",
        ),
        (errors.NotFoundError("no route"), code_pb2.NOT_FOUND, "NOT_FOUND"),
        (errors.BusyError("full"), code_pb2.RESOURCE_EXHAUSTED, "QUEUE_FULL"),
        (errors.OutOfTimeError("late"), code_pb2.DEADLINE_EXCEEDED, "OUT_OF_TIME"),
        (errors.WorkerLostError("lost"), code_pb2.UNAVAILABLE, "WORKER_LOST"),
        (errors.ShuttingDownError("bye"), code_pb2.UNAVAILABLE, "SHUTTING_DOWN"),
        (UnsupportedProblemError("no engine"), code_pb2.UNIMPLEMENTED, "UNSUPPORTED_PROBLEM"),
        (RequestIdReusedError("r-1"), code_pb2.ALREADY_EXISTS, "REQUEST_ID_REUSED"),
    ],
)
def test_each_error_has_its_status(error: Exception, code: int, reason: str) -> None:
    status = errors.to_status(error)
    assert status.code == code
    assert status.message == str(error)
    assert _details(status)[0].reason == reason
    assert not errors.is_defect(error)


def test_a_defect_of_a_room_says_nothing_of_its_content() -> None:
    error = OptimizerError("checker objects to Main Street 1")
    assert errors.is_defect(error)
    assert "Main Street" not in errors.to_status(error).message
    assert "incident 17" in errors.defect_status("17").message


def test_faults_of_a_room_are_field_violations() -> None:
    error = InvalidProblemError([Fault(("items", 3, "id"), "a", "is taken", "choose another")])
    status = errors.to_status(error)
    assert status.code == code_pb2.INVALID_ARGUMENT
    (violation,) = _details(status)[1].field_violations
    assert violation.field == "items[3].id"


@pytest.mark.parametrize("length", [1, 80, 5_000])
@pytest.mark.parametrize("count", [1, 3, 40, 10_000])
def test_a_status_fits_into_metadata(count: int, length: int) -> None:
    violations = [
        Violation(f"items[{n}]." + "字" * length, "值" * 80, "问" * length, "答" * length)
        for n in range(count)
    ]
    status = errors.to_status(InvalidRequestError(violations))
    info, bad = _details(status)
    assert status.ByteSize() <= 6 * 1024
    assert info.metadata["total"] == str(count)
    assert info.metadata["shown"] == str(len(bad.field_violations))
    assert len(bad.field_violations) >= min(count, 1)


def test_short_faults_are_shown_in_full() -> None:
    violation = say("items[0].weight_g", "-1", "is below 0", "give 0 or more")
    status = errors.to_status(InvalidRequestError([violation]))
    assert status.message == "1 fault: items[0].weight_g is below 0. Give 0 or more."
    (shown,) = _details(status)[1].field_violations
    assert shown.description == "is below 0 (found: -1). Give 0 or more."


def test_errors_of_workers_cross_the_process_border() -> None:
    violation = Violation("a", "b", "c", "d")
    copy = pickle.loads(pickle.dumps(InvalidRequestError([violation])))  # noqa: S301
    assert copy.violations == (violation,)


def test_validation_lists_everything() -> None:
    listed = errors.validation([Violation("a", "b", "c", "d")] * 3)
    assert listed.total == len(listed.violations) == 3
    assert listed.violations[0].remedy == "d"
