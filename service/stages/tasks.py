"""What a worker process does for each stage of a day: plain functions of picklable arguments.

Budgets cross processes as seconds, since monotonic clocks of two processes need not agree; the
wish to stop arrives by the pipe of the task.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from address import Recognizer
from address.model import RecognizedAddress
from optimizer.budget import Budget
from optimizer.dispatch import assign_couriers, schedule_docks
from optimizer.dispatch.model import CourierAnswer, CourierProblem, DockAnswer, DockProblem
from optimizer.packing import pack
from optimizer.packing.model import PackingAnswer, PackingProblem
from optimizer.routing import plan_routes
from optimizer.routing.model import RoutingAnswer, RoutingProblem
from service.datasets.reading import CurrentReader
from service.workers import stop_requested


@cache
def recognizer() -> CurrentReader:
    """The reader of this process with all that is stored, loaded at its first use."""
    return CurrentReader(Recognizer.load(regions=("CN",)))


def recognize_texts(texts: Sequence[str], region_code: str | None) -> list[RecognizedAddress]:
    """Reads texts in order."""
    reader = recognizer()
    return [reader.recognize(text, region_code) for text in texts]


def pack_problems(
    problems: Sequence[PackingProblem], seconds: float, seed: int
) -> list[PackingAnswer]:
    """Packs problems in order; what one leaves of its time goes to those after it."""
    whole = _budget(seconds, seed, 1)
    return [
        pack(problem, whole.part(1 / (len(problems) - number)))
        for number, problem in enumerate(problems)
    ]


def plan_routes_within(
    problem: RoutingProblem, seconds: float, seed: int, cores: int
) -> RoutingAnswer:
    """Plans routes."""
    return plan_routes(problem, _budget(seconds, seed, cores))


def schedule_docks_within(
    problem: DockProblem, seconds: float, seed: int, cores: int
) -> DockAnswer:
    """Puts departures on docks."""
    return schedule_docks(problem, _budget(seconds, seed, cores))


def assign_couriers_within(
    problem: CourierProblem, seconds: float, seed: int, cores: int
) -> CourierAnswer:
    """Gives routes to couriers."""
    return assign_couriers(problem, _budget(seconds, seed, cores))


def _budget(seconds: float, seed: int, cores: int) -> Budget:
    return Budget.seconds(seconds, seed=seed, cores=cores, stop=stop_requested)
