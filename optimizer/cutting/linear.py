"""Linear programs with growing columns: the one door to MathOpt (GLOP)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from ortools.math_opt.python import mathopt

from optimizer.faults import OptimizerError


class MasterError(OptimizerError):
    """The linear program could not be solved: a defect of the model behind it."""


class PackingMaster:
    """max sum(value x) with sum(column x) <= limits, x >= 0; columns join as they are found."""

    def __init__(self, limits: Sequence[float]) -> None:
        self._model = mathopt.Model()
        self._model.objective.is_maximize = True
        self._rows = [self._model.add_linear_constraint(ub=float(limit)) for limit in limits]
        self._solver = mathopt.IncrementalSolver(self._model, mathopt.SolverType.GLOP)

    def add(self, value: float, rows: Sequence[int], amounts: Sequence[float]) -> None:
        """Adds a column."""
        column = self._model.add_variable(lb=0.0)
        self._model.objective.set_linear_coefficient(column, value)
        for row, amount in zip(rows, amounts, strict=True):
            self._rows[row].set_coefficient(column, float(amount))

    def solve(self) -> tuple[float, NDArray[np.float64]]:
        """Optimum and the value of one more of each limit."""
        result = self._solver.solve()
        if result.termination.reason != mathopt.TerminationReason.OPTIMAL:
            raise MasterError(f"the master program ended as {result.termination.reason.value}")
        duals = result.dual_values()
        return result.objective_value(), np.array([duals[row] for row in self._rows])
