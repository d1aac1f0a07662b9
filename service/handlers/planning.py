"""How every planning call runs: bytes to a worker, which reads, solves and writes; bytes back.

The server's process never holds a model of a large request: what reads it is the process that
solves it. Requests of ordinary size are checked first by a worker that is never busy for long, so
a faulty one is told at once, however long the queue for planning is.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from google.protobuf.message import Message

from optimizer.budget import Budget
from optimizer.shapes import Shape
from service.convert import write
from service.errors import validation
from service.handlers.call import Call, Tools, cores_for
from service.requests import read_request
from service.workers import Lane, task_budget

ResponseT = TypeVar("ResponseT", bound=Message)

CHECK_LIMIT_S = 60.0
CHECK_FIRST_BYTES = 1_000_000
"""Requests up to this size are checked before they queue for planning."""


@dataclass(frozen=True, slots=True)
class Planning(Generic[ResponseT]):
    """One planning call: `solve` returns the models of the response's fields by field name."""

    response: type[ResponseT]
    solve: Callable[[Any, Budget], Mapping[str, Shape]]
    default_limit_s: float


async def answer(
    planning: Planning[ResponseT], request: Any, call: Call, tools: Tools
) -> ResponseT:
    """Plans, or with validate_only lists the faults. Raises the errors of Workers.run."""
    if request.validate_only:
        return await validate_only(planning.response, request, call, tools)
    budget = Budget.seconds(call.budget_s(request.search, planning.default_limit_s))
    data = request.SerializeToString()
    if len(data) <= CHECK_FIRST_BYTES:
        await check(request, call, tools)
    cores = cores_for(request.search, tools.settings)
    answered = await tools.workers.run(
        plan_in_worker, planning, type(request), data, cores, budget_s=budget.remaining_s()
    )
    return planning.response.FromString(answered)


async def check(request: Message, call: Call, tools: Tools) -> None:
    """Raises RefusedError with the faults of a request, if it has any."""
    await tools.workers.run(
        check_in_worker,
        type(request),
        request.SerializeToString(),
        budget_s=call.budget_s(None, CHECK_LIMIT_S),
        lane=Lane.LIGHT,
    )


async def validate_only(
    response: type[ResponseT], request: Message, call: Call, tools: Tools
) -> ResponseT:
    """A response whose `validation` lists every fault of the request."""
    return response.FromString(
        await tools.workers.run(
            validate_in_worker,
            response,
            type(request),
            request.SerializeToString(),
            budget_s=call.budget_s(None, CHECK_LIMIT_S),
            lane=Lane.LIGHT,
        )
    )


def plan_in_worker(planning: Planning[Any], kind: type[Message], data: bytes, cores: int) -> bytes:
    """Reads a request, solves it and writes the answer."""
    reading = read_request(kind.FromString(data))
    problem = reading.checked()
    seed = problem.search.seed if problem.search is not None else 0
    response = planning.response()
    for name, part in planning.solve(problem, task_budget(seed=seed, cores=cores)).items():
        write(part, getattr(response, name), reading.currency)
    return bytes(response.SerializeToString())


def check_in_worker(kind: type[Message], data: bytes) -> None:
    """Raises InvalidRequestError with every fault of a request."""
    read_request(kind.FromString(data)).checked()


def validate_in_worker(response: type[Message], kind: type[Message], data: bytes) -> bytes:
    """A response with the list of faults of a request."""
    violations = read_request(kind.FromString(data)).violations
    answered: Any = response()
    answered.validation.CopyFrom(validation(violations))
    return bytes(answered.SerializeToString())
