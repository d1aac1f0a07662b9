"""Errors of stored data, with their statuses.

ServiceError
 +- AlreadyStoredError   a new thing has the id of one that is there   ALREADY_EXISTS
"""

from __future__ import annotations

from google.rpc import code_pb2

from service.errors import ServiceError


class AlreadyStoredError(ServiceError):
    """There is one of that id already; the message names the call that replaces it."""

    code = code_pb2.ALREADY_EXISTS
    reason = "ALREADY_STORED"
