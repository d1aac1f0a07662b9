"""Whether chosen units together hold some pieces, by constraint programming: this room's door to
CP-SAT.

Each piece has a unit, a turn and a low corner; two pieces of one unit are apart along some axis.
What makes it quick are constraints that follow from these: along each axis the areas across of the
pieces met at any one place add up to no more than the unit's (cumulative constraints; Pisinger and
Sigurd 2007 solve the same problem so), and the shares of dual feasible functions add up to at most
one for each unit (see `bound.py`). Support and stacking play no part: what cannot lie here at all
cannot stand either.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model

from optimizer.packing.instance import Instance
from optimizer.packing.kernels.arrays import Ints, Longs
from optimizer.packing.kernels.proving import FOUND, NOWHERE, UNKNOWN

_PARTS = 1_000_000
"""Shares are counted in these parts of a unit, rounded down: none is counted too high."""


@dataclass(frozen=True)
class Effort:
    """How long CP-SAT may look: `units` of deterministic time, about seconds, and seconds."""

    units: float
    seconds: float
    seed: int = 0


@dataclass(frozen=True)
class _Piece:
    """One piece: the unit, for each unit and turn whether it is that one, low corner, measures."""

    type: int
    unit: cp_model.LinearExpr
    inside: list[cp_model.LinearExpr]
    turns: list[list[tuple[int, int, int]]]
    chosen: list[list[cp_model.IntVar]]
    low: list[cp_model.IntVar]
    extent: list[cp_model.LinearExpr]
    least: list[int]


def hold_together(
    instance: Instance,
    kinds: tuple[int, ...],
    counts: Longs,
    shares: dict[int, NDArray[np.float64]],
    effort: Effort,
) -> tuple[int, list[Ints]]:
    """(FOUND, NOWHERE or UNKNOWN, rows (type, x, y, z, dx, dy, dz) of each unit when FOUND).

    `shares` are those of `bound.piece_shares` for each kind, infinite for what does not go in.
    """
    model = cp_model.CpModel()
    pieces: list[_Piece] = []
    for t in np.flatnonzero(counts).tolist():
        for twin in range(int(counts[t])):
            piece = _add_piece(model, instance, kinds, t)
            if piece is None:
                return NOWHERE, []
            if twin:
                _order_twins(model, pieces[-1], piece, instance, kinds)
            pieces.append(piece)
    for i, one in enumerate(pieces):
        for other in pieces[:i]:
            _set_apart(model, one, other, instance, kinds)
    for u, kind in enumerate(kinds):
        _limit_unit(model, pieces, u, kind, instance, shares[kind])
        if u and kinds[u - 1] == kind:
            before, here = (
                sum(int(instance.goods.size[piece.type]) * piece.inside[v] for piece in pieces)
                for v in (u - 1, u)
            )
            model.add(before >= here)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = effort.seed
    solver.parameters.max_deterministic_time = effort.units
    solver.parameters.max_time_in_seconds = max(0.01, effort.seconds)
    status = solver.solve(model)
    if status == cp_model.INFEASIBLE:
        return NOWHERE, []
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return UNKNOWN, []
    return FOUND, _read(solver, pieces, kinds)


def _add_piece(
    model: cp_model.CpModel, instance: Instance, kinds: tuple[int, ...], t: int
) -> _Piece | None:
    goods = instance.goods
    rows = goods.turns[goods.first_turn[t] : goods.first_turn[t + 1]]
    turns: list[list[tuple[int, int, int]]] = []
    chosen: list[list[cp_model.IntVar]] = []
    for kind in kinds:
        inner = instance.kinds.inner[kind]
        fitting: list[tuple[int, int, int]] = []
        if instance.goes_in[t, kind]:
            fitting = sorted(
                {(int(a), int(b), int(c)) for a, b, c in rows[(rows <= inner).all(axis=1)]}
            )
        turns.append(fitting)
        chosen.append([model.new_bool_var("") for _ in fitting])
    every = [variable for variables in chosen for variable in variables]
    if not every:
        return None
    model.add_exactly_one(every)
    inside = [cp_model.LinearExpr.sum(variables) for variables in chosen]
    sizes = [turn for fitting in turns for turn in fitting]
    extent = [
        cp_model.LinearExpr.weighted_sum(every, [size[axis] for size in sizes]) for axis in range(3)
    ]
    least = [min(size[axis] for size in sizes) for axis in range(3)]
    longest = [int(instance.kinds.inner[list(kinds), axis].max()) for axis in range(3)]
    low = [model.new_int_var(0, longest[axis] - least[axis], "") for axis in range(3)]
    for axis in range(3):
        room = [int(instance.kinds.inner[kind, axis]) for kind in kinds]
        model.add(low[axis] + extent[axis] <= cp_model.LinearExpr.weighted_sum(inside, room))
    unit = cp_model.LinearExpr.weighted_sum(inside, list(range(len(kinds))))
    return _Piece(t, unit, inside, turns, chosen, low, extent, least)


def _order_twins(
    model: cp_model.CpModel,
    first: _Piece,
    second: _Piece,
    instance: Instance,
    kinds: tuple[int, ...],
) -> None:
    """Twins lie in the order of units, and in one unit from left to right."""
    longest = int(instance.kinds.inner[list(kinds), 0].max())
    model.add(longest * first.unit + first.low[0] <= longest * second.unit + second.low[0])


def _set_apart(
    model: cp_model.CpModel,
    one: _Piece,
    other: _Piece,
    instance: Instance,
    kinds: tuple[int, ...],
) -> None:
    ways = []
    for axis in range(3):
        longest = int(instance.kinds.inner[list(kinds), axis].max())
        if one.least[axis] + other.least[axis] > longest:
            continue
        for first, second in ((one, other), (other, one)):
            way = model.new_bool_var("")
            model.add(first.low[axis] + first.extent[axis] <= second.low[axis]).only_enforce_if(way)
            ways.append(way)
    if len(kinds) == 1:
        model.add_bool_or(ways)
        return
    for u in range(len(kinds)):
        if one.chosen[u] and other.chosen[u]:
            model.add(sum(ways) >= one.inside[u] + other.inside[u] - 1)


def _limit_unit(
    model: cp_model.CpModel,
    pieces: list[_Piece],
    u: int,
    kind: int,
    instance: Instance,
    shares: NDArray[np.float64],
) -> None:
    inside = [piece for piece in pieces if piece.chosen[u]]
    if not inside:
        return
    types = [piece.type for piece in inside]
    present = [piece.inside[u] for piece in inside]
    weights = instance.goods.weight[types].tolist()
    model.add(
        cp_model.LinearExpr.weighted_sum(present, weights) <= int(instance.kinds.net_weight[kind])
    )
    for row in np.unique(np.floor(shares[:, types] * _PARTS).astype(np.int64), axis=0).tolist():
        model.add(cp_model.LinearExpr.weighted_sum(present, row) <= _PARTS)
    inner = instance.kinds.inner[kind].tolist()
    for axis in range(3):
        across = [other for other in range(3) if other != axis]
        intervals = []
        areas = []
        for piece in inside:
            for turn, variable in zip(piece.turns[u], piece.chosen[u], strict=True):
                low = piece.low[axis]
                intervals.append(
                    model.new_optional_interval_var(low, turn[axis], low + turn[axis], variable, "")
                )
                areas.append(turn[across[0]] * turn[across[1]])
        model.add_cumulative(intervals, areas, inner[across[0]] * inner[across[1]])


def _read(solver: cp_model.CpSolver, pieces: list[_Piece], kinds: tuple[int, ...]) -> list[Ints]:
    rows: list[list[list[int]]] = [[] for _ in kinds]
    for piece in pieces:
        unit = solver.value(piece.unit)
        low = [solver.value(variable) for variable in piece.low]
        extent = [solver.value(expression) for expression in piece.extent]
        rows[unit].append([piece.type, *low, *extent])
    return [np.array(unit, np.int32).reshape(-1, 7) for unit in rows]
