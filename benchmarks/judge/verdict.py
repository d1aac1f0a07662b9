"""What a judge says, and the gap to a reference."""

from __future__ import annotations

from dataclasses import dataclass

from benchmarks.instances import BestKnown

TOLERANCE = 1e-6
"""Slack of double-precision sums; whole-number conventions are exact."""


@dataclass(frozen=True)
class Verdict:
    """What a solution is worth. `faults` says in words what is wrong; `vehicles` counts routes."""

    objective: float | int | None
    faults: tuple[str, ...]
    vehicles: int | None = None

    @property
    def feasible(self) -> bool:
        """Nothing is wrong."""
        return not self.faults


def gap(objective: float | None, best: BestKnown | None, *, more_is_better: bool) -> float | None:
    """Share by which the objective falls short of the reference; negative when it is better."""
    if objective is None or best is None or best.value == 0:
        return None
    if more_is_better:
        return (best.value - objective) / best.value
    return objective / best.value - 1
