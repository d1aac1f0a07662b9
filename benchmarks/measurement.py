"""One measured run of one engine on one instance, judged.

The clock runs from the file in memory to the solution: reading the text, building the model,
searching. Compiling and importing are done before.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from benchmarks.instances import (
    Instance,
    InstanceError,
    OrderFolder,
    PackingInstance,
    RawInstance,
    RoutingInstance,
    parse,
)
from benchmarks.judge import Verdict, gap, judge
from benchmarks.peers.interface import Engine, Outcome
from benchmarks.solution import from_json
from optimizer.budget import Budget


@dataclass(frozen=True)
class Limits:
    """What every engine gets. For a folder of orders `seconds` is the limit of each order.

    With `work` the engine's own steps are limited instead of time: the same answer anywhere.
    """

    seconds: float
    seed: int = 0
    cores: int = 1
    support: float = 0.0
    curve: bool = False
    work: int | None = None

    def margin_s(self) -> float:
        """Kept back for converting the answer, so that the limit holds for the whole."""
        return min(0.25, 0.02 + 0.01 * self.seconds)


@dataclass(frozen=True)
class Measurement:
    """One judged run."""

    instance: str
    kind: str
    convention: str
    seconds: float
    best_known: float | None
    best_known_meaning: str | None
    best_known_vehicles: int | None
    gap: float | None
    verdict: Verdict
    outcome: Outcome
    limits: Limits
    size: int

    def curve(self) -> list[list[float]]:
        """Improvements in the units of the objective: an engine's own, scaled so that the last one
        is the judged objective. Empty where vehicles count before distance.
        """
        points, judged = self.outcome.curve, self.verdict.objective
        if not points or judged is None or points[-1][1] <= 0 or "hierarch" in self.convention:
            return []
        return [[at, value * judged / points[-1][1]] for at, value in points]

    def as_json(self) -> dict[str, Any]:
        """The stated result shape, and beside it what a reader needs to repeat the run."""
        solution = self.outcome.solution
        return {
            "instance": self.instance,
            "kind": self.kind,
            "convention": self.convention,
            "seconds": round(self.seconds, 6),
            "objective": self.verdict.objective,
            "best_known": self.best_known,
            "gap": self.gap,
            "feasible": self.verdict.feasible,
            "engine": self.outcome.engine,
            "solution": None if solution is None else solution.as_json(),
            "vehicles": self.verdict.vehicles,
            "best_known_vehicles": self.best_known_vehicles,
            "best_known_meaning": self.best_known_meaning,
            "faults": list(self.verdict.faults[:20]),
            "limit_seconds": None if self.limits.work is not None else self.limits.seconds,
            "limit_work": self.limits.work,
            "seed": self.limits.seed,
            "cores": self.limits.cores,
            "support": self.limits.support,
            "curve": self.curve(),
            "size": self.size,
        }


def measure(
    engine: Engine,
    raw: RawInstance,
    limits: Limits,
    *,
    problem: int | None = None,
    convention: str = "",
) -> Measurement:
    """Runs and judges; raises InstanceError for files that cannot be read or held."""
    first_look = parse(raw, problem=problem, convention=convention)
    reason = engine.refuses(first_look)
    if reason:
        raise InstanceError(str(raw.path), reason)
    engine.warm(first_look)
    started = time.perf_counter()
    instance = parse(raw, problem=problem, convention=convention)
    spent = time.perf_counter() - started
    if limits.work is not None:
        budget = Budget.work(limits.work, seed=limits.seed, cores=limits.cores)
    else:
        left = limits.seconds - limits.margin_s() - spent
        budget = Budget.seconds(max(0.01, left), seed=limits.seed, cores=limits.cores)
    outcome = engine.solve(instance, budget, limits.support, curve=limits.curve)
    seconds = time.perf_counter() - started
    curve = tuple((at + spent, value) for at, value in outcome.curve)
    if outcome.solution is None:
        verdict = Verdict(None, ("no solution was found",))
    else:
        # Through JSON and back: what is judged is what is written.
        verdict = judge(instance, from_json(outcome.solution.as_json()), support=limits.support)
    more_is_better = isinstance(instance, PackingInstance) and instance.goal == "volume"
    best = instance.best_known
    return Measurement(
        instance=instance.name,
        kind=instance.kind,
        convention=support_name(limits.support)
        if isinstance(instance, PackingInstance | OrderFolder)
        else instance.convention.name,
        seconds=seconds,
        best_known=None if best is None else best.value,
        best_known_meaning=None if best is None else best.meaning,
        best_known_vehicles=None if best is None else best.vehicles,
        gap=gap(verdict.objective, best, more_is_better=more_is_better)
        if verdict.feasible
        else None,
        verdict=verdict,
        outcome=Outcome(outcome.solution, outcome.engine, curve),
        limits=limits,
        size=size_of(instance),
    )


def size_of(instance: Instance) -> int:
    """Customers, pieces, or orders."""
    if isinstance(instance, RoutingInstance):
        return len(instance.customers)
    return instance.piece_count if isinstance(instance, PackingInstance) else len(instance.orders)


def support_name(support: float) -> str:
    """The convention of a packing set: how much of each base must rest on something."""
    if support == 0:
        return "no_support"
    return "full_support" if support == 1 else f"support_{support:g}"
