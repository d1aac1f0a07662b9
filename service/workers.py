"""Warm worker processes: no search and no address is worked on in the server's own process.

Each worker is a process of its own in a pool of one (`pebble`), started afresh rather than forked,
with every room loaded and every kernel compiled before it takes work. Pools of one keep trouble
apart: a worker that dies fails only the call it had, and a pool that broke is rebuilt alone.

There are two lanes. `PLAN` workers search; `LIGHT` workers do what is always short (reading
addresses, checking requests), so that it never waits behind a search.

A call first waits for a worker, at most as long as its budget allows and only while the queue has
room. It is asked to stop when the budget is over or the caller has gone, and killed when it does
not stop soon after. Each task has one pipe: progress comes up, the wish to stop goes down.
"""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import math
import multiprocessing
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from enum import Enum
from multiprocessing.connection import Connection
from typing import Any, TypeVar, cast

from google.rpc import status_pb2
from pebble import ProcessExpired, ProcessPool

from optimizer.budget import Budget
from service import telemetry
from service.errors import (
    EXPECTED,
    BusyError,
    OutOfTimeError,
    RefusedError,
    ShuttingDownError,
    WorkerDefectError,
    WorkerLostError,
    is_defect,
    to_status,
)

T = TypeVar("T")

ABANDONED_GRACE_S = 1.0
"""How long a worker may take to stop after its caller has gone."""

WATCH_EVERY_S = 1.0
START_TRIES = 2


class Lane(Enum):
    """Which workers take a task."""

    PLAN = "plan"
    LIGHT = "light"


@dataclass(frozen=True, slots=True)
class _Failed:
    """What a worker sends back instead of a result: a refusal as a status, or a defect's place."""

    status: bytes | None
    kind: str = ""
    frames: tuple[str, ...] = ()


# ---- inside the worker process ---------------------------------------------------------------

_task_pipe: Connection | None = None
_task_deadline = math.inf


def task_budget(*, seed: int = 0, cores: int = 1) -> Budget:
    """In a worker: what is left of the budget of the task at hand, with its stop signal.

    Seconds cross the process border rather than moments, since monotonic clocks need not agree.
    """
    return Budget(_task_deadline, seed, cores, stop=stop_requested)


def stop_requested() -> bool:
    """In a worker: whether the task at hand should end. Costs a few microseconds.

    Made to be the `stop` of a Budget. False in a process that is no worker.
    """
    if _task_pipe is None:
        return False
    try:
        return _task_pipe.poll()
    except OSError:
        return True


def _report(progress: Any) -> None:
    if _task_pipe is not None:
        # The server may have closed its end because the caller has gone.
        with contextlib.suppress(OSError):
            _task_pipe.send(progress)


def _begin(parent_pid: int, prepare: Callable[[], None]) -> None:
    """Runs first in each worker."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _die_with(parent_pid)
    prepare()


def _die_with(parent_pid: int) -> None:
    """Ends this process when its parent ends, however that ends (Linux)."""
    if not sys.platform.startswith("linux"):
        return
    pr_set_pdeathsig = 1
    ctypes.CDLL(None, use_errno=True).prctl(pr_set_pdeathsig, signal.SIGKILL)
    if os.getppid() != parent_pid:
        os._exit(1)


def _perform(
    pipe: Connection,
    seconds: float,
    function: Callable[..., T],
    args: tuple[Any, ...],
    reports: bool,
) -> T | _Failed:
    global _task_pipe, _task_deadline
    _task_pipe, _task_deadline = pipe, time.monotonic() + seconds
    try:
        return function(*args, on_progress=_report) if reports else function(*args)
    except Exception as error:  # noqa: BLE001 - the edge of the process: nothing may be lost
        if isinstance(error, EXPECTED) and not is_defect(error):
            return _Failed(to_status(error).SerializeToString())
        frames = traceback.extract_tb(error.__traceback__)
        return _Failed(
            None,
            type(error).__name__,
            tuple(f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames[-20:]),
        )
    finally:
        _task_pipe, _task_deadline = None, math.inf
        pipe.close()


def _ready() -> int:
    return os.getpid()


# ---- in the server process -------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class _Slot:
    """One worker in its pool of one."""

    lane: Lane
    pool: ProcessPool
    pid: int = 0


@dataclass(eq=False, slots=True)
class _Queue:
    """The free workers of a lane and how many calls wait for one."""

    free: asyncio.Queue[_Slot] = field(default_factory=asyncio.Queue)
    waiting: int = 0


class Workers:
    """Runs functions in warm processes. Made and used in one event loop.

    `prepare` runs once in each worker before it takes work; it must be importable by name.
    """

    def __init__(
        self,
        *,
        plan: int,
        light: int,
        prepare: Callable[[], None],
        queue_limit: int = 1_000,
        overrun_s: float = 5.0,
    ) -> None:
        self._counts = {Lane.PLAN: plan, Lane.LIGHT: light}
        self._prepare = prepare
        self._queue_limit = queue_limit
        self._overrun_s = overrun_s
        self._queues = {lane: _Queue() for lane in Lane}
        self._slots: list[_Slot] = []
        self._background: set[asyncio.Task[None]] = set()
        self._closed = False

    @property
    def cores(self) -> int:
        """Planning tasks that run at the same time."""
        return self._counts[Lane.PLAN]

    def pids(self, lane: Lane = Lane.PLAN) -> list[int]:
        """Process ids of the workers of a lane, as far as they have started."""
        return [slot.pid for slot in self._slots if slot.lane is lane and slot.pid]

    def idle(self, lane: Lane = Lane.PLAN) -> int:
        """How many workers of a lane have nothing to do."""
        return self._queues[lane].free.qsize()

    async def start(self) -> None:
        """Starts all workers and returns when each is warm; raises WorkerLostError otherwise."""
        slots = [
            _Slot(lane, self._new_pool())
            for lane, count in self._counts.items()
            for _ in range(count)
        ]
        self._slots = slots
        # One alone first: where kernels have never been compiled it does so for all, and the
        # others find them in the cache instead of doing the same work beside it.
        await self._make_ready(slots[0])
        await asyncio.gather(*(self._make_ready(slot) for slot in slots[1:]))
        self._spawn(self._watch())

    async def close(self) -> None:
        """Ends all workers, whatever they are doing."""
        self._closed = True
        for task in list(self._background):
            task.cancel()
        await asyncio.gather(*self._background, return_exceptions=True)
        await asyncio.gather(*(asyncio.to_thread(_end_pool, slot.pool) for slot in self._slots))

    async def run(
        self,
        function: Callable[..., T],
        /,
        *args: Any,
        budget_s: float,
        on_progress: Callable[[Any], None] | None = None,
        lane: Lane = Lane.PLAN,
    ) -> T:
        """Calls `function(*args)` in a worker and returns its result.

        Function, arguments and result are pickled. With `on_progress`, the function is given a
        callable of that name; what it is called with arrives here, in the event loop.

        `budget_s` covers waiting and working. Raises BusyError when the queue is full,
        OutOfTimeError when the budget ends while waiting or is overrun, WorkerLostError when the
        worker dies, RefusedError when the function refuses, WorkerDefectError when it fails.
        """
        deadline = time.monotonic() + budget_s
        slot = await self._take(lane, budget_s)
        task = _Task(slot, function, args, on_progress)
        try:
            result = await self._finish(task, deadline)
        except asyncio.CancelledError:
            self._spawn(self._wind_down(task))
            raise
        except BaseException:
            task.close()
            self._spawn(self._heal(slot))
            raise
        task.close()
        self._queues[lane].free.put_nowait(slot)
        if isinstance(result, _Failed):
            if result.status is None:
                raise WorkerDefectError(result.kind, result.frames)
            raise RefusedError(status_pb2.Status.FromString(result.status))
        return cast(T, result)

    async def _take(self, lane: Lane, budget_s: float) -> _Slot:
        queue = self._queues[lane]
        if self._closed:
            raise ShuttingDownError("The server is shutting down.")
        if queue.free.empty() and queue.waiting >= self._queue_limit:
            raise BusyError(f"{queue.waiting} calls wait already; try again later.")
        queue.waiting += 1
        try:
            async with asyncio.timeout(budget_s):
                while True:
                    slot = await queue.free.get()
                    if slot.pool.active:
                        return slot
                    # It died while it had nothing to do: not this call's trouble.
                    self._spawn(self._heal(slot))
        except TimeoutError:
            raise OutOfTimeError(
                "The time of the call ended before a worker was free; allow more with"
                " search.time_limit, or call again when fewer calls wait."
            ) from None
        finally:
            queue.waiting -= 1

    async def _finish(self, task: _Task, deadline: float) -> Any:
        """The result of a task; stops it at its deadline and kills it if it overruns that."""
        future = self._schedule(task, deadline - time.monotonic())
        with task.listening():
            if not await _done_by(future, deadline):
                task.ask_to_stop()
                if not await _done_by(future, deadline + self._overrun_s):
                    future.cancel()
                    raise OutOfTimeError("The work overran its time and was ended.")
        try:
            return future.result()
        except (ProcessExpired, BrokenProcessPool):
            raise WorkerLostError("The worker that had this call was lost; call again.") from None

    def _schedule(self, task: _Task, seconds: float) -> asyncio.Future[Any]:
        try:
            task.future = asyncio.wrap_future(task.schedule(seconds))
        except RuntimeError:
            # The pool broke while nobody used it (its worker was killed): this call has not begun.
            raise WorkerLostError("A worker was lost; call again.") from None
        return task.future

    async def _wind_down(self, task: _Task) -> None:
        """Ends a task whose caller has gone, then frees its worker."""
        future = task.future
        if future is not None and not future.done():
            task.ask_to_stop()
            if not await _done_by(future, time.monotonic() + ABANDONED_GRACE_S):
                future.cancel()
        task.close()
        await self._heal(task.slot)

    async def _heal(self, slot: _Slot) -> None:
        """Brings a worker back after its task failed, with a new process if needed."""
        try:
            await self._make_ready(slot)
        except WorkerLostError:
            telemetry.event("worker_lost", lane=slot.lane.value)

    async def _make_ready(self, slot: _Slot) -> None:
        for _ in range(START_TRIES):
            if not slot.pool.active:
                await asyncio.to_thread(_end_pool, slot.pool)
                slot.pool = self._new_pool()
            try:
                slot.pid = await asyncio.wrap_future(slot.pool.schedule(_ready))
            except (ProcessExpired, BrokenProcessPool, RuntimeError):
                continue
            self._queues[slot.lane].free.put_nowait(slot)
            return
        raise WorkerLostError("A worker process does not start; see the log of the server.")

    async def _watch(self) -> None:
        """Replaces workers that died while they had nothing to do."""
        while True:
            await asyncio.sleep(WATCH_EVERY_S)
            for queue in self._queues.values():
                for _ in range(queue.free.qsize()):
                    slot = queue.free.get_nowait()
                    if slot.pool.active:
                        queue.free.put_nowait(slot)
                    else:
                        self._spawn(self._heal(slot))

    def _new_pool(self) -> ProcessPool:
        return ProcessPool(
            max_workers=1,
            initializer=_begin,
            initargs=(os.getpid(), self._prepare),
            context=multiprocessing.get_context("spawn"),
        )

    def _spawn(self, work: Any) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)


class _Task:
    """One function call on its way through a worker, with its pipe."""

    def __init__(
        self,
        slot: _Slot,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        on_progress: Callable[[Any], None] | None,
    ) -> None:
        self.slot = slot
        self.future: asyncio.Future[Any] | None = None
        self._call = (function, args, on_progress is not None)
        self._on_progress = on_progress
        self._ours, self._theirs = multiprocessing.Pipe()

    def schedule(self, seconds: float) -> Future[Any]:
        """Hands the call to the worker; raises RuntimeError when its pool is broken."""
        scheduled: Future[Any] = self.slot.pool.schedule(
            _perform, (self._theirs, seconds, *self._call)
        )
        return scheduled

    @contextlib.contextmanager
    def listening(self) -> Any:
        """Passes progress on while the context lasts."""
        loop = asyncio.get_running_loop()
        if self._on_progress is None:
            yield
            return
        loop.add_reader(self._ours.fileno(), self._read)
        try:
            yield
            self._drain()
        finally:
            loop.remove_reader(self._ours.fileno())

    def ask_to_stop(self) -> None:
        """Tells the worker that the result is no longer waited for."""
        with contextlib.suppress(OSError):
            self._ours.send(None)

    def close(self) -> None:
        """Closes both ends of the pipe."""
        self._ours.close()
        self._theirs.close()

    def _read(self) -> None:
        try:
            progress = self._ours.recv()
        except (EOFError, OSError):
            asyncio.get_running_loop().remove_reader(self._ours.fileno())
            return
        if self._on_progress is not None:
            self._on_progress(progress)

    def _drain(self) -> None:
        with contextlib.suppress(EOFError, OSError):
            while self._ours.poll():
                progress = self._ours.recv()
                if self._on_progress is not None:
                    self._on_progress(progress)


async def _done_by(future: asyncio.Future[Any], moment: float) -> bool:
    left = max(0.0, moment - time.monotonic())
    done, _ = await asyncio.wait({future}, timeout=left)
    return bool(done)


def _end_pool(pool: ProcessPool) -> None:
    # A pool that was never started has nothing to join.
    with contextlib.suppress(RuntimeError):
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()
