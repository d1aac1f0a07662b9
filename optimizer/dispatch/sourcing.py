"""Which warehouse serves each order line: most lines first, then least cost.

A mixed-integer program (facility location with splits): a literal for each line and warehouse that
could serve it, one for each order and warehouse used. Rows link each line to its warehouse by
itself, so the linear relaxation is tight. Greedy comes first: orders in turn, each to the cheapest
set of warehouses that its lines can be found in.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from optimizer.budget import Budget
from optimizer.dispatch.check import BrokenPlanError
from optimizer.dispatch.check_sourcing import check_sourcing
from optimizer.dispatch.cpsat import Model, Variable
from optimizer.dispatch.mip import solve_linear
from optimizer.dispatch.sourcing_model import (
    SourcedLine,
    SourcingAnswer,
    SourcingPlan,
    SourcingProblem,
    UnsourcedLine,
)
from optimizer.dispatch.sourcing_validate import sourcing_faults
from optimizer.dispatch.ways import Ways
from optimizer.faults import InvalidProblemError
from optimizer.routing.model import Place
from optimizer.shapes import SearchReport

Line = tuple[int, int]
Choice = dict[Line, int]
_WRITE_S = 40e-6
_LEAST_SEARCH_S = 0.05


def source_orders(problem: SourcingProblem, budget: Budget) -> SourcingAnswer:
    """Gives every order line a warehouse, or says why it has none.

    Raises InvalidProblemError with every fault of the problem.
    """
    began = budget.clock()
    faults = sourcing_faults(problem)
    if faults:
        raise InvalidProblemError(faults)
    stock = _Stock(problem)
    choice = _greedy(stock)
    found = _search(stock, choice, budget)
    plan = _plan(stock, found.choice, found.bound)
    violations = check_sourcing(problem, plan)
    if violations:
        raise BrokenPlanError(violations)
    return SourcingAnswer(
        plan=plan,
        report=SearchReport(
            engine=found.engine,
            elapsed_ms=round(1000 * (budget.clock() - began)),
            proved_optimal=found.proved,
            time_limit_reached=not found.proved and budget.work_limit is None,
        ),
    )


class _Stock:
    """The problem prepared; warehouses and orders by position."""

    def __init__(self, problem: SourcingProblem) -> None:
        self.problem = problem
        self.pieces = [
            {line.item_id: line.quantity for line in warehouse.stock}
            for warehouse in problem.warehouses
        ]

    @cached_property
    def way_m(self) -> list[list[int]]:
        """Metres from each warehouse to each order, as the crow flies with a detour factor."""
        houses, orders = self.problem.warehouses, self.problem.orders
        positions = [*(one.position for one in houses), *(one.position for one in orders)]
        ways = Ways([Place(id=str(k), position=one) for k, one in enumerate(positions)], None)
        ends = np.arange(len(houses), len(positions))
        return [ways.between(np.full(len(ends), w), ends)[0].tolist() for w in range(len(houses))]

    def parcel_cost(self, o: int, w: int) -> int:
        """Cost of a parcel in 1/1,000 of a minor unit."""
        problem = self.problem
        fixed = problem.warehouses[w].parcel_cost_minor or 0
        way = (problem.cost_per_km_minor or 0) * self.way_m[w][o]
        return 1_000 * fixed + way

    @property
    def split_cost(self) -> int:
        """Cost of each parcel of an order after the first, likewise."""
        return 1_000 * (self.problem.split_cost_minor or 0)

    def open_to(self, o: int, w: int) -> bool:
        """True when the warehouse still takes the order."""
        ready, cut = self.problem.orders[o].ready_time_s, self.problem.warehouses[w].cut_off_time_s
        return ready is None or cut is None or ready <= cut

    @cached_property
    def able(self) -> dict[Line, tuple[int, ...]]:
        """For each line the warehouses that could serve it if it were alone."""
        return {
            (o, k): tuple(
                w
                for w, pieces in enumerate(self.pieces)
                if pieces.get(line.item_id, 0) >= line.quantity
                and self.open_to(o, w)
                and self.problem.warehouses[w].line_limit != 0
            )
            for o, order in enumerate(self.problem.orders)
            for k, line in enumerate(order.lines)
        }

    def cost(self, choice: Mapping[Line, int]) -> int:
        """What a choice costs, in 1/1,000 of a minor unit."""
        used = {(o, w) for (o, _), w in choice.items()}
        orders = {o for o, _ in used}
        parcels = sum(self.parcel_cost(o, w) for o, w in used)
        return parcels + self.split_cost * (len(used) - len(orders))


def _greedy(stock: _Stock) -> Choice:
    problem = stock.problem
    left = [dict(pieces) for pieces in stock.pieces]
    room = [math.inf if one.line_limit is None else one.line_limit for one in problem.warehouses]
    choice: Choice = {}
    for o, order in enumerate(problem.orders):
        missing = list(range(len(order.lines)))
        taken: Choice = {}

        def fits(w: int, lines: Iterable[int], o: int = o) -> list[int]:
            found: list[int] = []
            needs: dict[str, int] = {}
            for k in lines:
                item, quantity = (
                    problem.orders[o].lines[k].item_id,
                    (problem.orders[o].lines[k].quantity),
                )
                needed = needs.get(item, 0) + quantity
                if (
                    w in stock.able[o, k]
                    and left[w].get(item, 0) >= needed
                    and len(found) < room[w]
                ):
                    needs[item] = needed
                    found.append(k)
            return found

        while missing:
            options = [(w, fits(w, missing)) for w in range(len(problem.warehouses))]
            w, lines = min(
                options, key=lambda one: (-len(one[1]), stock.parcel_cost(o, one[0]), one[0])
            )
            if not lines:
                break
            for k in lines:
                line = order.lines[k]
                taken[o, k] = w
                left[w][line.item_id] -= line.quantity
                room[w] -= 1
                missing.remove(k)
            if problem.whole_orders_only and missing:
                break
        if problem.whole_orders_only and missing:
            for (_, k), w in taken.items():
                line = order.lines[k]
                left[w][line.item_id] += line.quantity
                room[w] += 1
            taken = {}
        choice.update(taken)
    return choice


@dataclass(frozen=True, slots=True)
class _Found:
    choice: Choice
    bound: int
    proved: bool
    engine: str


def _search(stock: _Stock, first: Choice, budget: Budget) -> _Found:
    possible = sum(1 for able in stock.able.values() if able)
    rows = sum(map(len, stock.able.values()))
    left = budget.remaining_s()
    if budget.expired() or left < _LEAST_SEARCH_S or rows * _WRITE_S > 0.5 * left or not first:
        return _Found(first, 0, not possible, "greedy")
    model, on = _model(stock)
    missing = len(stock.able)
    dear = 1 + sum(
        max((stock.parcel_cost(o, w) for w in range(len(stock.pieces))), default=0)
        + stock.split_cost
        for o, order in enumerate(stock.problem.orders)
        for _ in order.lines
    )
    lines, costs = model
    # Lines left out outweigh all cost there can be, unless numbers would lose their exactness.
    weight = min(dear, 10**9)
    core = lines.model
    core.minimize(weight * (missing - _sum(on.values())) + _sum(costs))
    start = {literal.index: int(first.get(line) == w) for (line, w), literal in on.items()}
    start |= {
        literal.index: int(any(first.get((o, k)) == w for k in range(_lines(stock, o))))
        for (o, w), literal in lines.used.items()
    }
    start |= {
        literal.index: int(any((o, k) in first for k in range(_lines(stock, o))))
        for o, literal in lines.served.items()
    }
    solved = solve_linear(core, budget, start)
    best = first
    engine = "greedy"
    if solved.found:
        choice = {line: w for (line, w), literal in on.items() if solved.values[literal.index]}
        if (len(stock.able) - len(choice), stock.cost(choice)) < (
            len(stock.able) - len(first),
            stock.cost(first),
        ):
            best, engine = choice, "mip"
    bound = 0
    if solved.bounded:
        bound = max(0, math.floor(solved.bound - weight * (missing - len(best))))
    cost = stock.cost(best)
    proved = solved.proved
    return _Found(best, cost if proved else min(bound, cost), proved, engine)


def _lines(stock: _Stock, o: int) -> int:
    return len(stock.problem.orders[o].lines)


@dataclass
class _Program:
    model: Model
    used: dict[tuple[int, int], Variable]
    served: dict[int, Variable]


def _model(stock: _Stock) -> tuple[tuple[_Program, list[Any]], dict[tuple[Line, int], Variable]]:
    problem, model = stock.problem, Model()
    on: dict[tuple[Line, int], Variable] = {}
    used: dict[tuple[int, int], Variable] = {}
    served: dict[int, Variable] = {}
    costs: list[Any] = []
    by_item: dict[tuple[int, str], list[tuple[int, Variable]]] = {}
    by_house: dict[int, list[Variable]] = {}
    for o, order in enumerate(problem.orders):
        houses = sorted({w for k in range(len(order.lines)) for w in stock.able[o, k]})
        for w in houses:
            used[o, w] = model.new_bool_var("")
            costs.append((stock.parcel_cost(o, w) + stock.split_cost) * used[o, w])
        if not houses:
            continue
        if stock.split_cost:
            # The first parcel of an order is no split.
            served[o] = model.new_bool_var("")
            model.add(served[o] <= _sum(used[o, w] for w in houses))
            costs.append(-stock.split_cost * served[o])
        for k, line in enumerate(order.lines):
            literals = []
            for w in stock.able[o, k]:
                literal = on[(o, k), w] = model.new_bool_var("")
                literals.append(literal)
                model.add(literal <= used[o, w])
                by_item.setdefault((w, line.item_id), []).append((line.quantity, literal))
                by_house.setdefault(w, []).append(literal)
            if len(literals) > 1:
                model.add_at_most_one(literals)
        if problem.whole_orders_only:
            counts = [
                _sum(on[(o, k), w] for w in stock.able[o, k]) for k in range(len(order.lines))
            ]
            for count in counts[1:]:
                model.add(count == counts[0])
    for (w, item), wanted in by_item.items():
        have = stock.pieces[w][item]
        if sum(quantity for quantity, _ in wanted) > have:
            model.add(_sum(quantity * literal for quantity, literal in wanted) <= have)
    for w, mine in by_house.items():
        limit = problem.warehouses[w].line_limit
        if limit is not None and len(mine) > limit:
            model.add(_sum(mine) <= limit)
    return (_Program(model, used, served), costs), on


def _sum(parts: Iterable[Any]) -> Any:
    return sum([*parts])


def _plan(stock: _Stock, choice: Choice, bound: int) -> SourcingPlan:
    problem = stock.problem
    lines, unsourced = [], []
    for o, order in enumerate(problem.orders):
        for k, line in enumerate(order.lines):
            if (o, k) in choice:
                lines.append(
                    SourcedLine(
                        order_id=order.id,
                        line=k + 1,
                        item_id=line.item_id,
                        quantity=line.quantity,
                        warehouse_id=problem.warehouses[choice[o, k]].id,
                    )
                )
            else:
                unsourced.append(
                    UnsourcedLine(
                        order_id=order.id,
                        line=k + 1,
                        item_id=line.item_id,
                        explanation=_why(stock, choice, o, k),
                    )
                )
    used = {(o, w) for (o, _), w in choice.items()}
    per_order: dict[int, int] = {}
    for o, _ in used:
        per_order[o] = per_order.get(o, 0) + 1
    return SourcingPlan(
        lines=tuple(lines),
        unsourced=tuple(unsourced),
        parcel_count=len(used),
        split_order_count=sum(count > 1 for count in per_order.values()),
        cost_minor=(stock.cost(choice) + 500) // 1_000,
        cost_bound_minor=(bound + 500) // 1_000,
    )


def _why(stock: _Stock, choice: Choice, o: int, k: int) -> str:
    problem = stock.problem
    order, line = problem.orders[o], problem.orders[o].lines[k]
    have = [pieces.get(line.item_id, 0) for pieces in stock.pieces]
    if not any(have):
        return f"no warehouse has item {line.item_id}; restock it"
    if max(have) < line.quantity:
        return (
            f"no warehouse has {line.quantity} pieces of {line.item_id} together "
            f"(at most {max(have)}, {sum(have)} in all); divide the line or restock"
        )
    enough = [w for w, pieces in enumerate(have) if pieces >= line.quantity]
    if not any(stock.open_to(o, w) for w in enough):
        return "every warehouse that has it is past its cut-off; move a cut-off or wait a day"
    if problem.whole_orders_only and not all(stock.able[o, j] for j in range(len(order.lines))):
        return "another line of the order cannot be served, and only whole orders are sent"
    taken = sum(
        problem.orders[p].lines[j].quantity
        for (p, j), w in choice.items()
        if w in enough and problem.orders[p].lines[j].item_id == line.item_id
    )
    full = [
        w
        for w in enough
        if problem.warehouses[w].line_limit is not None
        and sum(v == w for v in choice.values()) >= (problem.warehouses[w].line_limit or 0)
    ]
    if full:
        return (
            f"{len(full)} of {len(enough)} warehouse(s) that have it serve their most lines, "
            f"and other orders take {taken} pieces; raise a line_limit or restock"
        )
    return f"other orders take {taken} of the {sum(have)} pieces there are; restock the item"
