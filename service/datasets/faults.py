"""Errors of stored data, with their statuses.

ServiceError
 +- AlreadyStoredError      a new thing has the id of one that is there    ALREADY_EXISTS
 +- ChangedMeanwhileError   it has another version than the caller expects ABORTED
 +- TooManyStoredError      there is no room for one more                  RESOURCE_EXHAUSTED
"""

from __future__ import annotations

from google.rpc import code_pb2

from service.errors import ServiceError


class AlreadyStoredError(ServiceError):
    """There is one of that id already; the message names the call that replaces it."""

    code = code_pb2.ALREADY_EXISTS
    reason = "ALREADY_STORED"


class TooManyStoredError(ServiceError):
    """As many are stored as there may be."""

    code = code_pb2.RESOURCE_EXHAUSTED
    reason = "TOO_MANY_STORED"


class ChangedMeanwhileError(ServiceError):
    """It has another version than the caller expects; the message names it."""

    code = code_pb2.ABORTED
    reason = "CHANGED_MEANWHILE"
