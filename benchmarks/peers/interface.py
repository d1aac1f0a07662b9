"""What the measurement asks of an engine, the project's own and every peer alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol

from benchmarks.instances import Instance
from benchmarks.solution import Solution
from optimizer.budget import Budget


@dataclass(frozen=True)
class Outcome:
    """What an engine found. `engine` is what the answer itself says was used.

    `curve` holds (seconds since the clock started, objective in the engine's own units) for each
    improvement, where the engine tells; the judge prices only the final solution.
    """

    solution: Solution | None
    engine: str
    curve: tuple[tuple[float, float], ...] = field(default=())


class Engine(Protocol):
    """A solver of instances. An engine whose package is absent says so in `missing`."""

    name: str

    def missing(self) -> str | None:
        """The part that is not installed, None when the engine can run."""

    def version(self) -> str:
        """Version of the package behind it."""

    def refuses(self, instance: Instance) -> str | None:
        """Why it cannot take the instance, None when it can."""

    def warm(self, instance: Instance) -> None:
        """Compiles and imports what the first call would, before the clock starts."""

    def solve(
        self, instance: Instance, budget: Budget, support: float, *, curve: bool = False
    ) -> Outcome:
        """Solves within the budget; `support` is the least supported share of each base.

        With `curve` the improvements on the way are noted, which may cost some speed.
        """
