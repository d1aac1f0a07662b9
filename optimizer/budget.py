"""One deadline and stop signal for everything that searches.

A budget covers the whole call: waiting, model building, first solution and search. It is made once
at the edge and handed down; a step that may not use all of it takes a part with `part`.
"""

from __future__ import annotations

import math
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

_STOP_POLL_S = 0.02


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Budget:
    """When to stop, how many cores to use, which seed to draw from.

    `deadline_s` is on the scale of `clock` (monotonic seconds). `work_limit` bounds the number of
    search steps instead of time: with it, the same input and seed give the same answer anywhere.
    `stop` is asked now and then; once true, the best plan so far is returned.
    """

    deadline_s: float
    seed: int = 0
    cores: int = 1
    work_limit: int | None = None
    stop: Callable[[], bool] = field(default=_never, compare=False)
    clock: Callable[[], float] = field(default=time.monotonic, compare=False)

    @classmethod
    def seconds(
        cls,
        seconds: float,
        *,
        seed: int = 0,
        cores: int | None = None,
        work_limit: int | None = None,
        stop: Callable[[], bool] = _never,
        clock: Callable[[], float] = time.monotonic,
    ) -> Budget:
        """A budget that starts now. `cores` None means all cores of this process."""
        if cores is None:
            cores = (
                len(os.sched_getaffinity(0))
                if hasattr(os, "sched_getaffinity")
                else (os.cpu_count() or 1)
            )
        return cls(clock() + seconds, seed, cores, work_limit, stop, clock)

    @classmethod
    def work(cls, work_limit: int, *, seed: int = 0, cores: int = 1) -> Budget:
        """A budget of search steps alone: reproducible, without a deadline."""
        return cls(math.inf, seed, cores, work_limit)

    def remaining_s(self) -> float:
        """Seconds left, never below zero."""
        return max(0.0, self.deadline_s - self.clock())

    def expired(self) -> bool:
        """True when time is up or somebody asked to stop."""
        return self.clock() >= self.deadline_s or self.stop()

    def part(self, share: float) -> Budget:
        """A budget that ends after `share` (0 to 1) of what is left."""
        left = self.remaining_s()
        return self if math.isinf(left) else replace(self, deadline_s=self.clock() + left * share)

    @contextmanager
    def halting(self, halt: Callable[[], object]) -> Iterator[None]:
        """Calls `halt` while `stop` is true: for solvers that do not ask themselves."""
        over = threading.Event()

        def watch() -> None:
            while not over.wait(_STOP_POLL_S):
                if self.stop():
                    halt()

        watcher = threading.Thread(target=watch, name="solver-stop", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()
