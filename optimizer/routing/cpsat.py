"""The door to CP-SAT: the one module of this room that imports it.

The model is written where its meaning lives (`cpsat_model.py` and its parts); `run` turns a budget
into the solver's parameters and its outcome into plain values. With one core and a work limit the
same model gives the same answer anywhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

from ortools.sat.python import cp_model

from optimizer.budget import Budget

Model = cp_model.CpModel
Variable: TypeAlias = cp_model.IntVar
Expression: TypeAlias = cp_model.LinearExprT
LinearExpr = cp_model.LinearExpr
Domain = cp_model.Domain

STEPS_PER_WORK_SECOND = 100
"""Steps of a work limit that make one of the solver's deterministic seconds."""
True_: TypeAlias = Callable[[cp_model.IntVar], bool]
"""Whether a variable of a solution is true."""


def total(parts: Iterable[Expression]) -> LinearExpr:
    """The sum of expressions."""
    return LinearExpr.sum(list(parts))


@dataclass(frozen=True, slots=True)
class Run:
    """What a run found. `true` reads a solution; None where there is none.

    `proved` without a solution means that there cannot be one.
    """

    true: True_ | None
    proved: bool
    cost: int = 0
    bound: int = 0


def run(model: Model, budget: Budget, seen: Callable[[True_, int], None]) -> Run:
    """Minimises until proved or until the budget is spent; keeps the best solution found.

    `seen` hears of each better solution, with the bound at that moment.
    """
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    left = budget.remaining_s()
    if not math.isinf(left):
        # The solver looks at its clock now and then only: keep a margin for its last step.
        parameters.max_time_in_seconds = max(0.001, left - max(0.02, 0.03 * left))
    parameters.random_seed = budget.seed % 2_147_483_647
    parameters.num_workers = max(1, budget.cores)
    parameters.catch_sigint_signal = False
    parameters.linearization_level = 2
    parameters.absolute_gap_limit = 0.5
    parameters.relative_gap_limit = 0.0
    if budget.work_limit is not None:
        parameters.max_deterministic_time = budget.work_limit / STEPS_PER_WORK_SECOND
        parameters.interleave_search = budget.cores > 1
    with budget.halting(solver.stop_search):
        status = solver.solve(model, _Seen(seen))
    if status == cp_model.MODEL_INVALID:
        raise AssertionError(f"invalid model: {model.validate()}")
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        impossible = status == cp_model.INFEASIBLE
        return Run(None, impossible, 0, 0 if impossible else _whole(solver.best_objective_bound))
    return Run(
        solver.boolean_value,
        status == cp_model.OPTIMAL,
        round(solver.objective_value),
        _whole(solver.best_objective_bound),
    )


def _whole(bound: float) -> int:
    return math.ceil(bound - 1e-6) if math.isfinite(bound) else 0


class _Seen(cp_model.CpSolverSolutionCallback):
    """Reads each better solution while the solver runs."""

    def __init__(self, seen: Callable[[True_, int], None]) -> None:
        super().__init__()
        self._seen = seen

    def on_solution_callback(self) -> None:
        """Called by the solver."""
        self._seen(self.boolean_value, _whole(self.best_objective_bound))
