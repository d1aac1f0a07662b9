"""Worker processes: results, progress, limits, stopping, dying, healing."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator

import pytest

from service.errors import (
    BusyError,
    OutOfTimeError,
    RefusedError,
    ShuttingDownError,
    WorkerDefectError,
    WorkerLostError,
)
from service.workers import Lane, Workers, stop_requested
from tests.service import worker_tasks as tasks

LONG_S = 60.0


@pytest.fixture
async def workers() -> AsyncIterator[Workers]:
    pool = Workers(plan=1, light=1, prepare=tasks.prepare_nothing, queue_limit=2, overrun_s=0.3)
    await pool.start()
    yield pool
    await pool.close()


async def test_result_comes_from_another_process(workers: Workers) -> None:
    assert await workers.run(tasks.double, 21, budget_s=LONG_S) == 42
    assert await workers.run(tasks.own_pid, budget_s=LONG_S) == workers.pids()[0] != os.getpid()


async def test_progress_arrives_in_order(workers: Workers) -> None:
    seen: list[int] = []
    result = await workers.run(tasks.count_up, 500, budget_s=LONG_S, on_progress=seen.append)
    assert result == 500
    assert seen == list(range(1, 501))


async def test_refusal_keeps_its_code_and_worker(workers: Workers) -> None:
    with pytest.raises(RefusedError, match="no engine holds this"):
        await workers.run(tasks.refuse, budget_s=LONG_S)
    assert await workers.run(tasks.double, 1, budget_s=LONG_S) == 2


async def test_defect_tells_place_but_not_content(workers: Workers) -> None:
    with pytest.raises(WorkerDefectError) as caught:
        await workers.run(tasks.break_down, "Main Street 1", budget_s=LONG_S)
    assert "Main Street" not in f"{caught.value} {caught.value.worker_frames}"
    assert any("break_down" in frame for frame in caught.value.worker_frames)


async def test_work_is_asked_to_stop_at_its_deadline(workers: Workers) -> None:
    assert await workers.run(tasks.work_until_stopped, LONG_S, budget_s=0.1) == "stopped"


async def test_work_that_does_not_stop_is_ended_and_replaced(workers: Workers) -> None:
    before = workers.pids()
    with pytest.raises(OutOfTimeError, match="overran"):
        await workers.run(tasks.work_on, LONG_S, budget_s=0.1)
    assert await workers.run(tasks.own_pid, budget_s=LONG_S) not in before


async def test_dead_worker_fails_only_its_own_call(workers: Workers) -> None:
    other = asyncio.create_task(
        workers.run(tasks.work_until_stopped, 1.0, budget_s=LONG_S, lane=Lane.LIGHT)
    )
    with pytest.raises(WorkerLostError):
        await workers.run(tasks.die, budget_s=LONG_S)
    assert await other == "finished"
    assert await workers.run(tasks.double, 2, budget_s=LONG_S) == 4


async def test_worker_killed_while_idle_is_replaced(workers: Workers) -> None:
    (victim,) = workers.pids()
    os.kill(victim, signal.SIGKILL)
    results: list[int] = []
    while not results:
        try:
            results.append(await workers.run(tasks.double, 3, budget_s=LONG_S))
        except WorkerLostError:
            continue
    assert results == [6]
    assert victim not in workers.pids()


async def test_cancelled_call_frees_its_worker(workers: Workers) -> None:
    started = asyncio.Event()
    call = asyncio.create_task(
        workers.run(
            tasks.work_after_telling,
            LONG_S,
            budget_s=LONG_S,
            on_progress=lambda _: started.set(),
        )
    )
    await started.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    assert await workers.run(tasks.double, 4, budget_s=LONG_S) == 8


async def test_full_queue_refuses(workers: Workers) -> None:
    busy = [
        asyncio.create_task(workers.run(tasks.work_until_stopped, LONG_S, budget_s=LONG_S))
        for _ in range(3)
    ]
    await asyncio.sleep(0)
    with pytest.raises(BusyError, match="2 calls wait"):
        await workers.run(tasks.double, 1, budget_s=LONG_S)
    assert await workers.run(tasks.double, 1, budget_s=LONG_S, lane=Lane.LIGHT) == 2
    for call in busy:
        call.cancel()
    await asyncio.gather(*busy, return_exceptions=True)


async def test_waiting_counts_against_the_budget(workers: Workers) -> None:
    busy = asyncio.create_task(workers.run(tasks.work_until_stopped, LONG_S, budget_s=LONG_S))
    await asyncio.sleep(0)
    with pytest.raises(OutOfTimeError, match="before a worker was free"):
        await workers.run(tasks.double, 1, budget_s=0.05)
    busy.cancel()
    await asyncio.gather(busy, return_exceptions=True)


async def test_closed_pool_takes_nothing() -> None:
    pool = Workers(plan=1, light=1, prepare=tasks.prepare_nothing)
    await pool.start()
    await pool.close()
    with pytest.raises(ShuttingDownError):
        await pool.run(tasks.double, 1, budget_s=LONG_S)


async def test_worker_that_cannot_start_is_an_error() -> None:
    pool = Workers(plan=1, light=1, prepare=tasks.prepare_never)
    with pytest.raises(WorkerLostError, match="does not start"):
        await pool.start()
    await pool.close()


def test_nobody_asks_this_process_to_stop() -> None:
    assert not stop_requested()
