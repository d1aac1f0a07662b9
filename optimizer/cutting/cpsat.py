"""Whole-number choices among columns: the one door to CP-SAT in this room."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model


@dataclass(frozen=True)
class Choice:
    """How often each column is taken; `proved` when no better choice exists."""

    times: tuple[int, ...]
    value: int
    proved: bool


def choose_columns(
    values: Sequence[int],
    most: Sequence[int],
    columns: Sequence[Mapping[int, int]],
    limits: Sequence[int],
    seconds: float,
    seed: int,
    cores: int,
    start: Sequence[int] | None = None,
) -> Choice | None:
    """max sum(values x) with sum(columns x) <= limits and 0 <= x <= most; None when none found."""
    model = cp_model.CpModel()
    taken = [model.new_int_var(0, top, "") for top in most]
    rows: list[list[cp_model.LinearExpr]] = [[] for _ in limits]
    for variable, column in zip(taken, columns, strict=True):
        for row, amount in column.items():
            rows[row].append(amount * variable)
    for terms, limit in zip(rows, limits, strict=True):
        if terms:
            model.add(cp_model.LinearExpr.sum(terms) <= limit)
    model.maximize(cp_model.LinearExpr.weighted_sum(taken, list(values)))
    if start is not None:
        for variable, times in zip(taken, start, strict=True):
            model.add_hint(variable, times)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, min(seconds, 3_600.0))
    solver.parameters.num_workers = cores
    solver.parameters.random_seed = seed
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return Choice(
        tuple(solver.value(variable) for variable in taken),
        round(solver.objective_value),
        status == cp_model.OPTIMAL,
    )


def choose_median(
    costs: Sequence[Mapping[int, int]],
    sites: int,
    most: int,
    seconds: float,
    seed: int,
    cores: int,
    weight: Sequence[int],
    start: Sequence[int],
    report: Callable[[int], None] | None = None,
) -> tuple[tuple[int, ...], int, bool] | None:
    """At most `most` of `sites` such that every customer is served at least total cost.

    costs: per customer, site -> cost of being served there. Returns (sites, cost, proved).
    """
    model = cp_model.CpModel()
    is_open = [model.new_bool_var("") for _ in range(sites)]
    model.add(cp_model.LinearExpr.sum(is_open) <= most)
    terms: list[cp_model.LinearExpr] = []
    floor = 0
    for cost, factor in zip(costs, weight, strict=True):
        # A customer's cost is that of the cheapest open site: costs rise step by step while no
        # cheaper site is open (Cornuejols, Nemhauser and Wolsey 1980).
        levels = sorted(set(cost.values()))
        floor += levels[0] * factor
        before = levels[0]
        nearer: list[cp_model.IntVar] = [is_open[s] for s, c in cost.items() if c == before]
        for level in levels[1:]:
            missed = model.new_bool_var("")
            model.add_bool_or([*nearer, missed])
            terms.append((level - before) * factor * missed)
            nearer = [*nearer, *(is_open[s] for s, c in cost.items() if c == level)]
            before = level
        model.add_bool_or(nearer)
    model.minimize(cp_model.LinearExpr.sum(terms) + floor)
    chosen = set(start)
    for site, variable in enumerate(is_open):
        model.add_hint(variable, site in chosen)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, min(seconds, 3_600.0))
    solver.parameters.num_workers = cores
    solver.parameters.random_seed = seed
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return (
        tuple(site for site, variable in enumerate(is_open) if solver.value(variable)),
        round(solver.objective_value),
        status == cp_model.OPTIMAL,
    )


@dataclass(frozen=True)
class BoxVerdict:
    """Whether cuboids fit a box: their places (turn, x, y, z) if they do; `known` if it is sure."""

    known: bool
    places: tuple[tuple[int, int, int, int], ...] | None


def fits_box(
    turns: Sequence[Sequence[tuple[int, int, int]]],
    box: tuple[int, int, int],
    seconds: float,
    seed: int,
) -> BoxVerdict:
    """Whether cuboids with the allowed `turns` (dx, dy, dz) fit a box, without any support."""
    model = cp_model.CpModel()
    origin: list[tuple[cp_model.IntVar, ...]] = []
    extent: list[tuple[cp_model.LinearExpr, ...]] = []
    turned: list[list[cp_model.IntVar]] = []
    for own in turns:
        allowed = [turn for turn in own if all(turn[a] <= box[a] for a in range(3))]
        if not allowed:
            return BoxVerdict(True, None)
        chosen = [model.new_bool_var("") for _ in own]
        for turn, variable in zip(own, chosen, strict=True):
            if turn not in allowed:
                model.add(variable == 0)
        model.add_exactly_one(chosen)
        sizes = tuple(
            cp_model.LinearExpr.weighted_sum(chosen, [turn[axis] for turn in own])
            for axis in range(3)
        )
        places = tuple(model.new_int_var(0, box[axis], "") for axis in range(3))
        for axis in range(3):
            model.add(places[axis] + sizes[axis] <= box[axis])
        origin.append(places)
        extent.append(sizes)
        turned.append(chosen)
    for i in range(len(turns)):
        for j in range(i):
            apart = []
            for axis in range(3):
                for a, b in ((i, j), (j, i)):
                    before = model.new_bool_var("")
                    model.add(origin[a][axis] + extent[a][axis] <= origin[b][axis]).only_enforce_if(
                        before
                    )
                    apart.append(before)
            model.add_bool_or(apart)
    # The largest piece lies in the half nearer the corner: mirrored packings are one.
    largest = max(range(len(turns)), key=lambda i: turns[i][0][0] * turns[i][0][1] * turns[i][0][2])
    for axis in range(3):
        model.add(2 * origin[largest][axis] + extent[largest][axis] <= box[axis])
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = max(0.01, min(seconds, 3_600.0))
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return BoxVerdict(True, None)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return BoxVerdict(False, None)
    found = tuple(
        (
            next(k for k, variable in enumerate(turned[i]) if solver.value(variable)),
            solver.value(origin[i][0]),
            solver.value(origin[i][1]),
            solver.value(origin[i][2]),
        )
        for i in range(len(turns))
    )
    return BoxVerdict(True, found)
