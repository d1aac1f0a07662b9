"""Lines as they come, answers in the order of the lines.

What has arrived is worked on at once, so a line typed by hand is answered before the next is
typed; when much arrives, it is spread over processes. Answers never overtake each other.
"""

from __future__ import annotations

import json
import multiprocessing
import queue
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import Any, BinaryIO

from fulfillment.v1 import address_pb2
from pydantic import ValidationError

from address.model import RecognizeRequest
from service.convert.json_writing import to_json_value
from service.convert.wording import validation_faults
from service.datasets.at_hand import folder_in_use, use_stored
from service.stages.tasks import recognizer

READ_BYTES = 1 << 16
LINES_PER_TASK = 200
ALONE_LINES = 5_000
"""Lines after which more processes are worth their start."""

AHEAD_TASKS = 64
"""Tasks that are taken in before the first of them is answered."""

_DESCRIPTOR = address_pb2.RecognizedAddress.DESCRIPTOR


class LineError(ValueError):
    """A line that cannot be read; the text says why."""


def parse_line(line: bytes, region_code: str) -> RecognizeRequest:
    """A JSON string, or an object with `text` and perhaps `region_code`; raises LineError."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise LineError(f"no valid JSON: {error}") from None
    if isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict):
        raise LineError('give a JSON string, or an object {"text": ..., "region_code": ...}')
    try:
        return RecognizeRequest.model_validate({"region_code": region_code, **value})
    except ValidationError as error:
        told = [f"{fault.path[0]}: {fault.problem}" for fault in validation_faults(error)]
        raise LineError("; ".join(told)) from None


def answer_lines(lines: Iterable[bytes], region_code: str) -> bytes:
    """One line of JSON for each line: the protobuf JSON of what was read, or an error."""
    read = recognizer().recognize
    answers = []
    for line in lines:
        try:
            request = parse_line(line, region_code)
        except LineError as error:
            answers.append(error_line(str(error)))
            continue
        found = read(request.text, request.region_code or None)
        answers.append(json_line(to_json_value(found, _DESCRIPTOR)))
    return b"".join(answers)


def json_line(value: Any) -> bytes:
    """One line of JSON."""
    return json.dumps(value, ensure_ascii=False).encode() + b"\n"


def error_line(text: str) -> bytes:
    """The answer to a line that cannot be read."""
    return json_line({"error": text})


def arriving_lines(source: BinaryIO) -> Iterator[list[bytes]]:
    """The lines of a stream, in groups of what has arrived, without their line ends."""
    read = getattr(source, "read1", source.read)
    rest: list[bytes] = []
    while block := read(READ_BYTES):
        *whole, last = block.split(b"\n")
        if whole:
            whole[0] = b"".join([*rest, whole[0]])
            rest = []
            yield whole
        if last:
            rest.append(last)
    if rest:
        yield [b"".join(rest)]


def recognize_lines(source: BinaryIO, target: BinaryIO, region_code: str, cores: int) -> None:
    """Reads every line of `source` and writes its answer to `target`, in order."""
    with _Crew(region_code, cores) as crew:
        answers: queue.Queue[Future[bytes] | None] = queue.Queue(AHEAD_TASKS)
        taking = threading.Thread(target=_take_in, args=(source, crew, answers), daemon=True)
        taking.start()
        while (answered := answers.get()) is not None:
            target.write(answered.result())
            target.flush()
        taking.join()


def _take_in(source: BinaryIO, crew: _Crew, answers: queue.Queue[Future[bytes] | None]) -> None:
    try:
        for lines in arriving_lines(source):
            for start in range(0, len(lines), LINES_PER_TASK):
                answers.put(crew.answer(lines[start : start + LINES_PER_TASK]))
    except OSError as error:
        failed: Future[bytes] = Future()
        failed.set_exception(error)
        answers.put(failed)
    finally:
        answers.put(None)


class _Crew:
    """This process, and once there is much to do, others beside it."""

    def __init__(self, region_code: str, cores: int) -> None:
        self._region_code = region_code
        self._cores = cores
        self._lines = 0
        self._pool: ProcessPoolExecutor | None = None
        self._ready: Future[None] | None = None

    def __enter__(self) -> _Crew:
        recognizer()
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.shutdown(wait=False, cancel_futures=True)

    def answer(self, lines: list[bytes]) -> Future[bytes]:
        """The answers to some lines, sooner or later."""
        self._lines += len(lines)
        if self._pool is None and self._lines > ALONE_LINES and self._cores > 1:
            self._pool = ProcessPoolExecutor(
                self._cores,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=use_stored,
                initargs=(folder_in_use(),),
            )
            self._ready = self._pool.submit(_load)
        if self._pool is not None and self._ready is not None and self._ready.done():
            return self._pool.submit(answer_lines, lines, self._region_code)
        done: Future[bytes] = Future()
        done.set_result(answer_lines(lines, self._region_code))
        return done


def _load() -> None:
    recognizer().warm()
