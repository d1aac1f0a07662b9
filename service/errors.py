"""Every error the service answers with, and its google.rpc.Status: the one place that maps them.

    ServiceError
     +- MalformedMessageError   the bytes are no message               INVALID_ARGUMENT
     +- NotFoundError           what the request names is not stored   NOT_FOUND
     +- BusyError               the queue is full                      RESOURCE_EXHAUSTED
     +- OutOfTimeError          the budget ended without an answer     DEADLINE_EXCEEDED
     +- WorkerLostError         the worker process died                UNAVAILABLE
     +- ShuttingDownError       the server drains                      UNAVAILABLE
     +- RefusedError            a worker's own refusal, as a status    (that of the status)
     +- WorkerDefectError       unexpected error inside a worker       INTERNAL
    InvalidRequestError         (service.convert) faults of fields     INVALID_ARGUMENT
    InvalidProblemError         (optimizer) faults found by a room     INVALID_ARGUMENT
    UnsupportedProblemError     (optimizer) no engine holds it         UNIMPLEMENTED
    RequestIdReusedError        (service.plans) other content          ALREADY_EXISTS

gRPC refuses metadata above 8 to 16 KB, so a status carries as many violations as fit and always
the total; `validate_only` answers with the complete list in the body of the response.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from fulfillment.v1 import common_pb2
from google.protobuf.any_pb2 import Any as AnyMessage
from google.rpc import code_pb2, error_details_pb2, status_pb2

from optimizer.faults import (
    InvalidProblemError,
    OptimizerError,
    UnsupportedProblemError,
    format_path,
)
from service.convert import InvalidRequestError, Violation, say
from service.plans import RequestIdReusedError

DOMAIN = "fulfillment.v1"
STATUS_BYTES_MAX = 5_600
"""Serialized status: with its base64 form and the message beside it, below 8 KB of metadata."""

MESSAGE_MAX = 400
FIELD_MAX = 200
DESCRIPTION_MAX = 400


class ServiceError(Exception):
    """Root of the errors that the service itself raises on purpose."""

    code: ClassVar[int] = code_pb2.INTERNAL
    reason: ClassVar[str] = "INTERNAL"


class MalformedMessageError(ServiceError):
    """The bytes of a request are no message of its type."""

    code = code_pb2.INVALID_ARGUMENT
    reason = "MALFORMED_MESSAGE"


class NotFoundError(ServiceError):
    """What the request names is not there."""

    code = code_pb2.NOT_FOUND
    reason = "NOT_FOUND"


class BusyError(ServiceError):
    """More calls wait for a worker than the queue holds."""

    code = code_pb2.RESOURCE_EXHAUSTED
    reason = "QUEUE_FULL"


class OutOfTimeError(ServiceError):
    """The budget of the call ended before there was an answer."""

    code = code_pb2.DEADLINE_EXCEEDED
    reason = "OUT_OF_TIME"


class WorkerLostError(ServiceError):
    """The worker process that had the call died; calling again is safe."""

    code = code_pb2.UNAVAILABLE
    reason = "WORKER_LOST"


class ShuttingDownError(ServiceError):
    """The server takes no new work."""

    code = code_pb2.UNAVAILABLE
    reason = "SHUTTING_DOWN"


class RefusedError(ServiceError):
    """A worker refused its task; `status` says why, made there by `to_status`."""

    def __init__(self, status: status_pb2.Status) -> None:
        self.status = status
        super().__init__(status.message)


class WorkerDefectError(ServiceError):
    """An unexpected error inside a worker: its type and the places it passed, never its text."""

    def __init__(self, kind: str, frames: Sequence[str]) -> None:
        self.worker_frames = list(frames)
        super().__init__(kind)


EXPECTED = (ServiceError, InvalidRequestError, OptimizerError, RequestIdReusedError)
"""Errors that are answers; anything else is a defect."""


def to_status(error: Exception) -> status_pb2.Status:
    """The status of an expected error. Defects (other errors of the rooms included) are INTERNAL,
    without their text: it might hold content of the request."""
    match error:
        case InvalidRequestError():
            return _invalid(error.violations)
        case InvalidProblemError():
            return _invalid(
                [
                    say(format_path(fault.path), "", fault.problem, fault.remedy)
                    for fault in error.faults
                ]
            )
        case UnsupportedProblemError():
            return _status(code_pb2.UNIMPLEMENTED, "UNSUPPORTED_PROBLEM", str(error))
        case RequestIdReusedError():
            return _status(code_pb2.ALREADY_EXISTS, "REQUEST_ID_REUSED", str(error))
        case RefusedError():
            return error.status
        case WorkerDefectError():
            return _status(code_pb2.INTERNAL, "INTERNAL", "A defect of the service.")
        case ServiceError():
            return _status(error.code, error.reason, str(error))
        case _:
            return _status(code_pb2.INTERNAL, "INTERNAL", "A defect of the service.")


def is_defect(error: Exception) -> bool:
    """True when the error is none that the service answers with on purpose."""
    return bool(to_status(error).code == code_pb2.INTERNAL)


def defect_status(incident_id: str) -> status_pb2.Status:
    """The status of a defect, with the id under which it was logged."""
    return _status(
        code_pb2.INTERNAL,
        "INTERNAL",
        f"A defect of the service; it is logged as incident {incident_id}.",
        incident_id=incident_id,
    )


def field_violation(violation: Violation) -> common_pb2.FieldViolation:
    """A violation as the API states it."""
    return common_pb2.FieldViolation(
        field=violation.field,
        value=violation.value,
        problem=violation.problem,
        remedy=violation.remedy,
    )


def validation(violations: Sequence[Violation]) -> common_pb2.Validation:
    """The answer to validate_only: every fault."""
    return common_pb2.Validation(
        violations=[field_violation(violation) for violation in violations],
        total=len(violations),
    )


def _status(code: int, reason: str, message: str, **metadata: str) -> status_pb2.Status:
    status = status_pb2.Status(code=code, message=_cut(message, MESSAGE_MAX))
    info = error_details_pb2.ErrorInfo(reason=reason, domain=DOMAIN, metadata=metadata)
    status.details.add().Pack(info)
    return status


def _invalid(violations: Sequence[Violation]) -> status_pb2.Status:
    total = len(violations)
    first = violations[0]
    field = _cut(first.field, FIELD_MAX) or "request"
    count = "1 fault" if total == 1 else f"{total} faults, the first"
    message = f"{count}: {field} {first.problem}. {first.remedy}"
    status = _status(
        code_pb2.INVALID_ARGUMENT, "INVALID_FIELDS", message, total=str(total), shown=str(total)
    )
    bad = error_details_pb2.BadRequest()
    # Each violation costs its own bytes and a few of framing; the count in `shown` only shrinks.
    room = STATUS_BYTES_MAX - status.ByteSize() - 80
    for violation in violations:
        line = error_details_pb2.BadRequest.FieldViolation(
            field=_cut(violation.field, FIELD_MAX), description=_describe(violation)
        )
        room -= line.ByteSize() + 4
        if room < 0:
            break
        bad.field_violations.append(line)
    shown = len(bad.field_violations)
    info = error_details_pb2.ErrorInfo(
        reason="INVALID_FIELDS",
        domain=DOMAIN,
        metadata={"total": str(total), "shown": str(shown)},
    )
    del status.details[:]
    for detail in (info, bad):
        packed = AnyMessage()
        packed.Pack(detail)
        status.details.append(packed)
    if shown < total:
        more = f" {shown} of {total} are in the details; validate_only lists all."
        status.message = _cut(message, MESSAGE_MAX) + more
    return status


def _describe(violation: Violation) -> str:
    value = f" (found: {violation.value})" if violation.value else ""
    return _cut(f"{violation.problem}{value}. {violation.remedy}", DESCRIPTION_MAX)


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
