"""The door to mixed-integer programming (SCIP in OR-Tools): the one module that imports it.

A model is written for CP-SAT and read over here when all its rows are linear: where the linear
relaxation is nearly whole, branch and bound proves in seconds what clause learning does not. One
core; with a work limit the nodes are counted, so that the same model gives the same answer.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.linear_solver import pywraplp

from optimizer.budget import Budget
from optimizer.dispatch.cpsat import Model

NODES_PER_STEP = 0.1
"""Nodes of the tree for one search step of a budget's work limit."""

PIVOTS_PER_STEP = 20
"""Likewise steps of the simplex method at the root."""

_UNBOUNDED = 1e17


@dataclass(frozen=True, slots=True)
class Solved:
    """What a run found: values by index of the variable; `bound` counts only when `bounded`."""

    found: bool
    proved: bool
    impossible: bool
    bound: float
    values: tuple[int, ...]

    @property
    def bounded(self) -> bool:
        """True when `bound` says something about the objective."""
        return math.isfinite(self.bound) and abs(self.bound) < _UNBOUNDED


class Cover:
    """A linear program that covers rows with columns at least cost; columns come one by one."""

    def __init__(self, rows: int) -> None:
        self._solver = pywraplp.Solver.CreateSolver("GLOP")
        self._rows = [self._solver.Constraint(1.0, math.inf) for _ in range(rows)]
        self._objective = self._solver.Objective()
        self._objective.SetMinimization()
        self._columns: list[pywraplp.Variable] = []

    def add(self, rows: Sequence[int], cost: int) -> int:
        """A column that covers some rows; returns its number."""
        column = self._solver.NumVar(0.0, math.inf, "")
        self._objective.SetCoefficient(column, float(cost))
        for row in rows:
            self._rows[row].SetCoefficient(column, 1.0)
        self._columns.append(column)
        return len(self._columns) - 1

    def fix(self, column: int) -> None:
        """Takes a column once at least."""
        self._columns[column].SetLb(1.0)

    def solve(self) -> list[float]:
        """The price of each row. Raises AssertionError when a row cannot be covered."""
        status = self._solver.Solve()
        if status != pywraplp.Solver.OPTIMAL:
            raise AssertionError("the cover has no solution")
        return [row.dual_value() for row in self._rows]

    def values(self) -> list[float]:
        """How much of each column the last solution takes."""
        return [column.solution_value() for column in self._columns]


def solve_linear(model: Model, budget: Budget, start: dict[int, int] | None = None) -> Solved:
    """Minimises a model of linear rows and at-most-one rows without enforcement.

    `start` gives values of a known solution by index of the variable. Raises ValueError for rows
    of other kinds.
    """
    proto = model.proto
    solver = pywraplp.Solver.CreateSolver("SCIP")
    variables = []
    for given in proto.variables:
        # Lists of this interface do not count from their end.
        domain = list(given.domain)
        variables.append(solver.IntVar(domain[0], domain[-1], ""))
    for row in proto.constraints:
        if list(row.enforcement_literal):
            raise ValueError("a row with enforcement is not linear")
        if row.has_linear():
            domain = list(row.linear.domain)
            low, high = (
                v if abs(v) < _UNBOUNDED else math.copysign(math.inf, v)
                for v in (domain[0], domain[-1])
            )
            made = solver.Constraint(low, high)
            for index, factor in zip(row.linear.vars, row.linear.coeffs, strict=True):
                made.SetCoefficient(variables[index], factor)
        elif row.has_at_most_one():
            literals = list(row.at_most_one.literals)
            made = solver.Constraint(-math.inf, 1 - sum(one < 0 for one in literals))
            for one in literals:
                made.SetCoefficient(variables[one if one >= 0 else -1 - one], 1 if one >= 0 else -1)
        else:
            raise ValueError("only linear and at-most-one rows are read")
    objective = solver.Objective()
    for index, factor in zip(proto.objective.vars, proto.objective.coeffs, strict=True):
        objective.SetCoefficient(variables[index], factor)
    objective.SetOffset(proto.objective.offset)
    objective.SetMinimization()
    if start:
        known = [index for index in start if index < len(variables)]
        solver.SetHint([variables[i] for i in known], [float(start[i]) for i in known])
    left = budget.remaining_s()
    if not math.isinf(left):
        solver.SetTimeLimit(max(1, round(1000 * (left - max(0.02, 0.03 * left)))))
    settings = [f"randomization/randomseedshift = {budget.seed % 2_147_483_647}"]
    if budget.work_limit is not None:
        settings.append(f"limits/totalnodes = {max(1, int(budget.work_limit * NODES_PER_STEP))}")
        settings.append(f"lp/rootiterlim = {100 + PIVOTS_PER_STEP * budget.work_limit}")
        settings.append(f"lp/iterlim = {100 + budget.work_limit}")
    solver.SetSolverSpecificParametersAsString("\n".join(settings) + "\n")
    with budget.halting(solver.InterruptSolve):
        status = solver.Solve()
    found = status in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE)
    proved = status == pywraplp.Solver.OPTIMAL
    impossible = status == pywraplp.Solver.INFEASIBLE
    values = tuple(round(one.solution_value()) for one in variables) if found else ()
    bound = objective.BestBound() if found else -math.inf
    return Solved(found, proved, impossible, bound, values)
