"""The line that orders pass: one planning call with its work, its budget and where it runs."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from address.model import RecognizedAddress
from optimizer.budget import Budget
from optimizer.dispatch.model import Dock
from optimizer.packing.model import Load, LoadUnit, PackingPlan
from optimizer.shapes import Position
from service.model import (
    FulfillmentProblem,
    FulfillmentStage,
    Order,
    OrderOutcome,
    OrderStatus,
    StageReport,
)

T = TypeVar("T")
Progress = Callable[[FulfillmentStage, int, int], None]

DISPATCH_MOST_S = 3.0
"""Docks and couriers come last and are small: at most this is kept back for them."""

ANSWER_MARGIN_S = 0.25
"""Kept back for putting the answer together."""


class TaskRunner(Protocol):
    """Runs functions in worker processes. `budget_s` is what the caller allows, queue included."""

    @property
    def cores(self) -> int:
        """Tasks that run at the same time."""

    async def run(
        self,
        function: Callable[..., T],
        /,
        *args: Any,
        budget_s: float,
    ) -> T:
        """The function's result. Function, arguments and result can be pickled."""


@dataclass(slots=True)
class Work:
    """An order on its way through the tasks."""

    order: Order
    address: RecognizedAddress | None = None
    position: Position | None = None
    packing: PackingPlan | None = None
    status: OrderStatus | None = None
    reason: str = ""
    route_id: str = ""
    arrival_time_s: int | None = None

    def leave(self, status: OrderStatus, reason: str) -> None:
        """Takes the order out of the line; the first reason stays."""
        if self.status is None:
            self.status, self.reason = status, reason

    def outcome(self) -> OrderOutcome:
        """What became of it."""
        return OrderOutcome(
            order_id=self.order.id,
            status=self.status or OrderStatus.PLANNED,
            reason=self.reason,
            recognized_address=self.address,
            packing=self.packing,
            route_id=self.route_id if self.status is None else "",
            arrival_time_s=self.arrival_time_s if self.status is None else None,
        )


@dataclass(slots=True)
class Line:
    """One planning call: its work, its budget and where it runs."""

    problem: FulfillmentProblem
    budget: Budget
    runner: TaskRunner
    progress: Progress
    work: list[Work] = field(default_factory=list)
    reports: list[StageReport] = field(default_factory=list)

    def open_work(self) -> list[Work]:
        """Orders that are still in the line."""
        return [work for work in self.work if work.status is None]


async def in_chunks(
    line: Line,
    stage: FulfillmentStage,
    things: Sequence[Any],
    size: int,
    run: Callable[[Sequence[Any]], Awaitable[list[T]]],
) -> list[T]:
    """Runs `run` over chunks of `things` side by side; results in order, progress by things."""
    done = 0
    line.progress(stage, 0, len(things))

    async def one(chunk: Sequence[Any]) -> list[T]:
        nonlocal done
        results = await run(chunk)
        done += len(chunk)
        line.progress(stage, done, len(things))
        return results

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(one(chunk)) for chunk in _chunks(things, size)]
    except ExceptionGroup as failures:
        # One failed chunk ends the stage; the others were cancelled. Callers know its own error.
        raise failures.exceptions[0] from None
    return [result for task in tasks for result in task.result()]


def _chunks(things: Sequence[Any], size: int) -> Iterator[Sequence[Any]]:
    return (things[start : start + size] for start in range(0, len(things), size))


def docks_of(problem: FulfillmentProblem) -> tuple[Dock, ...]:
    """The docks of the day; when none are given, one that is open when the center is."""
    return problem.docks or (
        Dock(id=problem.center.id, opening_window=problem.center.opening_window),
    )


def outer_volumes(load_units: Iterable[LoadUnit]) -> dict[str, int]:
    """Id of a load unit -> cubic millimetres it takes up in a vehicle."""
    return {unit.id: (unit.outer_size or unit.inner_size).volume_mm3 for unit in load_units}


def volume_of(load: Load, volumes: Mapping[str, int]) -> int:
    """Cubic millimetres that a load takes up in a vehicle; `volumes` by load unit.

    What ships in its own container has no unit: it takes up what it measures itself.
    """
    if load.load_unit_id:
        return volumes[load.load_unit_id]
    return sum(placement.size.volume_mm3 for placement in load.placements)
