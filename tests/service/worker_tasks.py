"""Functions that tests run in worker processes; importable there by name."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from optimizer.faults import UnsupportedProblemError
from service.workers import stop_requested


def prepare_nothing() -> None:
    """Stands for warming where a test needs no room."""


def prepare_never() -> None:
    """A worker that cannot start."""
    os._exit(3)


def double(number: int) -> int:
    """Twice the number."""
    return 2 * number


def own_pid() -> int:
    """The process that did it."""
    return os.getpid()


def count_up(most: int, on_progress: Callable[[int], None]) -> int:
    """Reports 1 to `most`."""
    for number in range(1, most + 1):
        on_progress(number)
    return most


def work_until_stopped(most_s: float) -> str:
    """Works as a search does: until it is told to stop, at most `most_s`."""
    end = time.monotonic() + most_s
    while time.monotonic() < end:
        if stop_requested():
            return "stopped"
    return "finished"


def work_on(most_s: float) -> str:
    """Works without ever asking whether it should stop."""
    end = time.monotonic() + most_s
    while time.monotonic() < end:
        pass
    return "finished"


def work_after_telling(most_s: float, on_progress: Callable[[int], None]) -> str:
    """Tells its process id, then works without asking."""
    on_progress(os.getpid())
    return work_on(most_s)


def die() -> None:
    """Ends its process in the middle of the work."""
    os._exit(9)


def refuse() -> None:
    """Refuses as a room does."""
    raise UnsupportedProblemError("no engine holds this")


def break_down(secret: str) -> None:
    """Fails unexpectedly, with content in the text of the error."""
    raise ValueError(secret)
