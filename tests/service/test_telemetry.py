"""Logs: JSON lines without content."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest

from service import telemetry
from service.errors import WorkerDefectError


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    stream = io.StringIO()
    telemetry.log_to(stream)
    yield stream
    telemetry.LOGGER.handlers.clear()
    telemetry.LOGGER.setLevel(logging.NOTSET)
    telemetry.LOGGER.propagate = True


def test_a_call_is_one_line(log: io.StringIO) -> None:
    telemetry.call_ended("/a/B", status="OK", seconds=0.25, request_bytes=7)
    line = json.loads(log.getvalue())
    assert (line["event"], line["method"], line["status"]) == ("call", "/a/B", "OK")
    assert (line["ms"], line["request_bytes"]) == (250, 7)


def test_a_defect_tells_its_place_and_not_its_text(log: io.StringIO) -> None:
    try:
        raise KeyError("Main Street 1")
    except KeyError as error:
        incident = telemetry.defect(error, method="/a/B")
    line = json.loads(log.getvalue())
    assert line["incident_id"] == incident
    assert line["type"] == "KeyError"
    assert any("test_telemetry" in frame for frame in line["frames"])
    assert "Main Street" not in log.getvalue()


def test_a_defect_of_a_worker_tells_its_place_there(log: io.StringIO) -> None:
    telemetry.defect(WorkerDefectError("KeyError", ["kernel.py:3 place"]), method="/a/B")
    assert json.loads(log.getvalue())["worker_frames"] == ["kernel.py:3 place"]
