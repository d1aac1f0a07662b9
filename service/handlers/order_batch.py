"""A batch of orders over the workers; orders that are alike but for their id are solved once.

A batch whose time ends is answered all the same: what was not reached says so.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from google.protobuf.message import Message

from optimizer.budget import Budget
from optimizer.shapes import Shape
from service.convert import write
from service.errors import OutOfTimeError
from service.requests import read_request
from service.workers import Lane, Workers, task_budget


@dataclass(frozen=True, slots=True)
class OrderBatch:
    """One kind of batch. Its request has `orders`, each with an id; its response has `results`.

    `solve` takes the request's model, one order of it and the time; it returns the order's result.
    `not_reached` is the result of an order, by its id, that time did not reach.
    """

    request: type[Any]
    response: type[Any]
    solve: Callable[[Any, Any, Budget], Shape]
    not_reached: Callable[[str], Shape]


async def first_of_equals(
    batch: OrderBatch, request: Message, workers: Workers, limit_s: float
) -> list[int]:
    """For each order the position of the first one like it.

    Raises RefusedError with every fault of the batch. Reading 100,000 orders takes seconds: the
    worker that checks them finds the equal ones too.
    """
    return await workers.run(
        check_and_compare, batch, request.SerializeToString(), budget_s=limit_s, lane=Lane.LIGHT
    )


async def solve_in_parts(
    batch: OrderBatch,
    request: Any,
    standing: Sequence[int],
    *,
    orders_per_part: int,
    order_limit_s: float,
    budget: Budget,
    workers: Workers,
    report: Callable[[dict[int, Any]], None] = lambda solved: None,
) -> Any:
    """The response, in the order of the request, where `standing` is from `first_of_equals`.

    Orders share what time is left; `report` is told all results by position after each part.
    """
    chosen = sorted(set(standing))
    size = max(1, orders_per_part)
    parts = [chosen[start : start + size] for start in range(0, len(chosen), size)]
    rest = batch.request()
    rest.CopyFrom(request)
    del rest.orders[:]
    solved: dict[int, Any] = {}
    side_by_side = asyncio.Semaphore(workers.cores)
    waiting = len(chosen)

    async def solve_part(positions: Sequence[int]) -> None:
        nonlocal waiting
        async with side_by_side:
            if budget.expired():
                return
            share_s = budget.remaining_s() * workers.cores / max(waiting, workers.cores)
            waiting -= len(positions)
            part = batch.request()
            part.CopyFrom(rest)
            part.orders.extend(request.orders[position] for position in positions)
            try:
                answered = await workers.run(
                    solve_each,
                    batch,
                    part.SerializeToString(),
                    min(order_limit_s, share_s),
                    budget_s=budget.remaining_s(),
                )
            except OutOfTimeError:
                # No worker was free in time, or one order overran: the others still have theirs.
                return
        solved.update(zip(positions, batch.response.FromString(answered).results, strict=True))
        report(solved)

    try:
        async with asyncio.TaskGroup() as group:
            for positions in parts:
                group.create_task(solve_part(positions))
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return _in_order(batch, request, standing, solved)


def _in_order(
    batch: OrderBatch, request: Any, standing: Sequence[int], solved: dict[int, Any]
) -> Any:
    response = batch.response()
    for order, position in zip(request.orders, standing, strict=True):
        result = response.results.add()
        if position in solved:
            result.CopyFrom(solved[position])
        else:
            write(batch.not_reached(order.id), result)
        result.order_id = order.id
    return response


def check_and_compare(batch: OrderBatch, data: bytes) -> list[int]:
    """In a worker: see `first_of_equals`; raises InvalidRequestError with every fault."""
    request = batch.request.FromString(data)
    read_request(request).checked()
    return _twins(request.orders)


def solve_each(batch: OrderBatch, data: bytes, order_s: float) -> bytes:
    """In a worker: solves orders, each in at most `order_s` seconds, until the task's time ends."""
    reading = read_request(batch.request.FromString(data))
    model: Any = reading.checked()
    response = batch.response()
    whole = task_budget(seed=model.search.seed if model.search is not None else 0)
    for order in model.orders:
        result = batch.not_reached(order.id)
        if not whole.expired():
            budget = whole.part(min(1.0, order_s / max(whole.remaining_s(), 1e-9)))
            result = batch.solve(model, order, budget)
        write(result, response.results.add(), reading.currency)
    return bytes(response.SerializeToString())


def _twins(orders: Iterable[Message]) -> list[int]:
    """For each order the position of the first one with the same content; empties their ids."""
    first_with: dict[bytes, int] = {}
    positions = []
    for position, order in enumerate(orders):
        order.ClearField("id")
        content = order.SerializeToString(deterministic=True)
        positions.append(first_with.setdefault(content, position))
    return positions
