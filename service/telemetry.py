"""Structured logs: one JSON object a line on standard error, without personal data.

What is logged of a call is its method, status, duration and sizes; never a field of a request or
an answer, and of a defect only its type and place in the code.
"""

from __future__ import annotations

import json
import logging
import secrets
import sys
import traceback
from datetime import UTC, datetime
from typing import TextIO

LOGGER = logging.getLogger("fulfillment")


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        line |= getattr(record, "fields", {})
        return json.dumps(line, ensure_ascii=False)


def log_to(stream: TextIO = sys.stderr, level: int = logging.INFO) -> None:
    """Sends this package's log to `stream`."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_JsonLines())
    LOGGER.handlers[:] = [handler]
    LOGGER.setLevel(level)
    LOGGER.propagate = False


def event(name: str, /, level: int = logging.INFO, **fields: object) -> None:
    """Logs one event. Callers pass no content of requests or answers."""
    LOGGER.log(level, name, extra={"fields": fields})


def call_ended(method: str, *, status: str, seconds: float, request_bytes: int) -> None:
    """Logs one finished call."""
    event(
        "call", method=method, status=status, ms=round(1000 * seconds), request_bytes=request_bytes
    )


def defect(error: BaseException, *, method: str) -> str:
    """Logs a defect without its text, which may hold content; returns the incident id."""
    incident_id = secrets.token_hex(6)
    frames = [
        f"{frame.filename}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    remote = getattr(error, "worker_frames", None)
    event(
        "defect",
        logging.ERROR,
        incident_id=incident_id,
        method=method,
        type=type(error).__name__,
        frames=frames[-20:],
        worker_frames=remote or [],
    )
    return incident_id
