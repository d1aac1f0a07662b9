"""The door to CP-SAT: the one module of this room that imports it.

Models are written with `Model` where their meaning lives (`dock_model`, `courier_model`); `run`
turns a budget into the solver's parameters and its outcome into plain values. With one core and a
work limit the same model gives the same answer anywhere; with several cores and a work limit the
solver takes turns between its strategies, which keeps that promise.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from ortools.sat.python import cp_model

from optimizer.budget import Budget

Model = cp_model.CpModel
Literal: TypeAlias = cp_model.LiteralT
Variable: TypeAlias = cp_model.IntVar
LinearExpr: TypeAlias = cp_model.LinearExprT
BoundedLinearExpression: TypeAlias = Any
"""A row: what comparing two expressions gives."""
Interval = cp_model.IntervalVar

STEPS_PER_WORK_SECOND = 1_000
"""Search steps of a budget's work limit that make one of the solver's deterministic seconds."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run found. `value` reads a variable of the best solution; only when `found`."""

    found: bool
    proved: bool
    bound: float
    value: Callable[[cp_model.IntVar], int]
    impossible: bool = False
    core: tuple[int, ...] = ()

    @property
    def bounded(self) -> bool:
        """True when `bound` says something about the objective."""
        return self.found and math.isfinite(self.bound)


def run(model: Model, budget: Budget, *, linear: bool = False) -> Run:
    """Searches until proved or until the budget is spent; keeps the best solution found.

    `linear` asks for the full linear relaxation, for models whose rows are tight. `core` lists the
    indices of assumptions that cannot hold together when the model is `impossible`.
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
    if linear:
        parameters.linearization_level = 2
    if budget.work_limit is not None:
        parameters.max_deterministic_time = budget.work_limit / STEPS_PER_WORK_SECOND
        parameters.interleave_search = budget.cores > 1

    with budget.halting(solver.stop_search):
        status = solver.solve(model)
    if status == cp_model.MODEL_INVALID:
        raise AssertionError(f"invalid model: {model.validate()}")
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    impossible = status == cp_model.INFEASIBLE
    core = tuple(solver.sufficient_assumptions_for_infeasibility()) if impossible else ()
    return Run(
        found,
        status == cp_model.OPTIMAL,
        solver.best_objective_bound,
        solver.value,
        impossible=impossible,
        core=core,
    )
