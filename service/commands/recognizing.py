"""recognize: one address, or lines of them; in this process or by a server."""

from __future__ import annotations

import argparse
import contextlib
import os
import sys
from collections import deque
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import BinaryIO

from fulfillment.v1 import address_pb2
from google.protobuf import json_format

from address.model import RecognizeRequest
from service.commands.calling import calling
from service.commands.failure import FAILED, CommandError
from service.commands.json_lines import (
    LineError,
    arriving_lines,
    error_line,
    json_line,
    parse_line,
    recognize_lines,
)
from service.commands.messages import to_json
from service.convert import InvalidRequestError, to_message, to_model
from service.datasets.at_hand import use_stored
from service.settings import Settings, SettingsError
from service.stages.tasks import recognizer


def run(arguments: argparse.Namespace) -> int:
    """Carries out `fulfillment recognize`."""
    if arguments.server is None:
        # Corrections, gazetteers and rows that were stored on this machine count here, too.
        try:
            use_stored(Settings.from_environment().data_folder)
        except SettingsError as error:
            raise CommandError(str(error)) from None
    if not arguments.jsonl:
        return _recognize_one(arguments)
    with _target(arguments.out) as target, _source(arguments.text) as source:
        try:
            if arguments.server is None:
                recognize_lines(source, target, arguments.region, _cores())
            else:
                _ask_server(source, target, arguments)
        except BrokenProcessPool:
            raise CommandError("a process that reads addresses was lost", FAILED) from None
    return 0


def _recognize_one(arguments: argparse.Namespace) -> int:
    if arguments.text is None:
        raise CommandError("give an address, or --jsonl to read lines")
    request = address_pb2.RecognizeRequest(text=arguments.text, region_code=arguments.region)
    if arguments.server is not None:
        with calling(arguments.server, workers=None) as client:
            found = client.recognize(request).result
    else:
        try:
            checked = to_model(request, RecognizeRequest)
        except InvalidRequestError as error:
            raise CommandError(str(error)) from None
        read = recognizer().recognize(checked.text, checked.region_code or None)
        found = to_message(read, address_pb2.RecognizedAddress)
    with _target(arguments.out) as target:
        target.write(to_json(found).encode() + b"\n")
    return 0


def _ask_server(source: BinaryIO, target: BinaryIO, arguments: argparse.Namespace) -> None:
    # What stands between the answers of the server: None where one is due, else an error line.
    due: deque[bytes | None] = deque()

    def requests() -> Iterator[address_pb2.StreamRecognizeRequest]:
        for lines in arriving_lines(source):
            for line in lines:
                try:
                    request = parse_line(line, arguments.region)
                except LineError as error:
                    due.append(error_line(str(error)))
                    continue
                due.append(None)
                message = address_pb2.StreamRecognizeRequest()
                message.request.text = request.text
                message.request.region_code = request.region_code
                yield message

    def write_errors() -> None:
        while due and due[0] is not None:
            target.write(due.popleft() or b"")

    with calling(arguments.server, workers=None) as client:
        for answered in client.stream_recognize(requests()):
            write_errors()
            due.popleft()
            if answered.HasField("violation"):
                fault = answered.violation
                target.write(error_line(f"{fault.field}: {fault.problem}; {fault.remedy}"))
            else:
                found = json_format.MessageToDict(answered.result, preserving_proto_field_name=True)
                target.write(json_line(found))
            target.flush()
        write_errors()
        target.flush()


@contextlib.contextmanager
def _source(name: str | None) -> Iterator[BinaryIO]:
    if name in {None, "-"}:
        yield sys.stdin.buffer
        return
    try:
        with Path(name or "").open("rb") as file:
            yield file
    except OSError as error:
        raise CommandError(f"{name}: {error.strerror}") from None


@contextlib.contextmanager
def _target(path: Path | None) -> Iterator[BinaryIO]:
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        with path.open("wb") as file:
            yield file
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror}") from None


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
