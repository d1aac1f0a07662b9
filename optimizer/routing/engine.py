"""What every search engine offers, so that the choice between them is free.

An engine reads `RoutingArrays` and answers with tours that keep every rule. It never drops a rule:
what it cannot hold, `supports` names, and it is then not asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from optimizer.budget import Budget
from optimizer.routing.arrays import RoutingArrays
from optimizer.routing.schedule import Tour


class Improved(Protocol):
    """Called with each better set of tours while the search runs."""

    def __call__(self, tours: Sequence[Tour], /, bound: int | None = None) -> None:
        """`bound` is that of `Found`, where the engine knows it already."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search ends with. Shipments in no tour are left out.

    `engine` names who found it, where an engine leaves that to others. `bound` is what every plan
    costs at least, with what it leaves out, in the cost units of the arrays; None is not known.
    """

    tours: tuple[Tour, ...]
    proved_optimal: bool = False
    engine: str = ""
    bound: int | None = None


class Engine(Protocol):
    """A search for good tours."""

    @property
    def name(self) -> str:
        """Short name, shown in the report."""

    def supports(self, arrays: RoutingArrays) -> list[str]:
        """Why the engine cannot hold this problem, in words; empty when it can."""

    def solve(
        self,
        arrays: RoutingArrays,
        budget: Budget,
        *,
        start: Sequence[Tour] = (),
        on_improved: Improved | None = None,
    ) -> Found:
        """The best tours found within the budget.

        `start` are tours that keep every rule, to begin from. The answer keeps every rule too;
        each visit is in at most one tour, both visits of a shipment in the same one, and no more
        tours of a type are used than it has vehicles. An answer without tours is allowed.
        """
