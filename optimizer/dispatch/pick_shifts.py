"""Batches for pickers in their shifts: most orders picked, least lateness, then the least way.

Few parts of orders are planned by a constraint model over all batches there could be, and proved.
Otherwise batches are annealed while a rule of dispatching makes the timetable (`kernels.shifts`).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizer.budget import Budget
from optimizer.dispatch.cpsat import Interval, Model, Variable, run
from optimizer.dispatch.kernels import shifts
from optimizer.dispatch.pick_batches import in_order_of_arrival, started
from optimizer.dispatch.pick_floor import Floor, Longs
from optimizer.dispatch.picking_model import PickingPace, PickingProblem

CHANGES_PER_STEP = 20
"""Changes tried for one search step of a budget's work limit."""

MOST_MODELLED = 7
_SLICE = 1_000
_HOTTEST, _COOLEST = 0.04, 0.004
_LATE = 5.0
"""A second late weighs as much as what is picked in this many seconds, while searching."""


@dataclass(frozen=True, slots=True)
class Shifted:
    """A batch with its picker; picker -1 where no shift has room for it."""

    members: tuple[int, ...]
    picker: int
    start_s: int
    end_s: int


@dataclass(frozen=True, slots=True)
class Timetable:
    """Batches in shifts, and how they were found."""

    batches: tuple[Shifted, ...]
    engine: str
    proved: bool


class Shifts:
    """Pickers and times of a problem, as the kernels take them; times count from `origin_s`."""

    def __init__(self, problem: PickingProblem, floor: Floor) -> None:
        pace = problem.pace or PickingPace()
        self.pace = np.array(
            [
                pace.walking_speed_mm_per_s,
                pace.batch_duration_s,
                pace.line_duration_s,
                pace.piece_duration_s,
            ],
            np.int64,
        )
        self.origin_s = min(picker.shift_window.start_time_s for picker in problem.pickers)
        self.times = np.array(
            [
                [picker.shift_window.start_time_s - self.origin_s for picker in problem.pickers],
                [picker.shift_window.end_time_s - self.origin_s for picker in problem.pickers],
            ],
            np.int64,
        )
        zones = list(dict.fromkeys(part.zone_id for part in floor.parts))
        self.may = np.array(
            [
                [not picker.zone_ids or zone in picker.zone_ids for zone in zones]
                for picker in problem.pickers
            ],
            np.bool_,
        )
        orders: dict[str, int] = {}
        rows = []
        for k, part in enumerate(floor.parts):
            ready, due = part.order.ready_time_s, part.order.due_time_s
            rows.append(
                (
                    orders.setdefault(part.order.id, len(orders)),
                    int(floor.zone[k]),
                    part.pieces,
                    len(part.lines),
                    0 if ready is None else max(0, ready - self.origin_s),
                    # Due before anybody works: lateness counts from then all the same.
                    int(shifts.NEVER) if due is None else due - self.origin_s,
                )
            )
        self.parts = np.array(rows, np.int64).T.copy()

    def seconds(self, floor: Floor, members: list[int]) -> int:
        """How long a batch takes."""
        speed, per_batch, per_line, per_piece = self.pace.tolist()
        lines = int(self.parts[shifts.LINES, members].sum())
        pieces = int(self.parts[shifts.PIECES, members].sum())
        walking = -(-floor.tour(members) // speed)
        return int(per_batch + walking + per_line * lines + per_piece * pieces)


def shifted(problem: PickingProblem, floor: Floor, budget: Budget) -> Timetable:
    """Batches with pickers and times."""
    when = Shifts(problem, floor)
    if len(floor.parts) <= MOST_MODELLED and not budget.expired():
        modelled = _modelled(floor, when, budget)
        if modelled is not None:
            return modelled
    first = started(floor, budget)
    scores = [_placed(floor, when, one) for one in (first, in_order_of_arrival(floor))]
    first, (score, plan) = min(
        zip((first, in_order_of_arrival(floor)), scores, strict=True), key=lambda one: one[1][0]
    )
    if budget.expired():
        return Timetable(plan, "dispatching", proved=False)
    best = _annealed(floor, when, first, budget)
    found, improved = _placed(floor, when, best)
    return Timetable(improved if found < score else plan, "annealing", proved=False)


def _placed(
    floor: Floor, when: Shifts, batch_of: Longs
) -> tuple[tuple[int, ...], tuple[Shifted, ...]]:
    """The timetable of given batches by the rule of dispatching, and its score."""
    groups = floor.groups(batch_of)
    n = len(groups)
    size = np.array([len(members) for members in groups], np.int64)
    of = np.empty(len(batch_of), np.int64)
    batches = np.zeros((5, n), np.int64)
    for b, members in enumerate(groups):
        of[members] = b
        batches[shifts.B_WEIGHT, b] = floor.weigh(members)
        batches[shifts.B_SECONDS, b] = when.seconds(floor, members)
        batches[shifts.B_DUE, b] = when.parts[shifts.DUE, members].min()
        batches[shifts.B_READY, b] = when.parts[shifts.READY, members].max()
        batches[shifts.B_ZONE, b] = when.parts[shifts.ZONE, members[0]]
    start, picker = np.zeros(n, np.int64), np.full(n, -1, np.int64)
    score = np.zeros(4, np.int64)
    shifts.timetable(
        when.parts,
        size,
        of,
        batches,
        when.times,
        when.may,
        np.arange(n),
        np.empty(when.times.shape[1], np.int64),
        start,
        picker,
        np.zeros(int(when.parts[shifts.ORDER].max()) + 1, np.int64),
        score,
    )
    plan = tuple(
        Shifted(
            tuple(members),
            int(picker[b]),
            when.origin_s + int(start[b]),
            when.origin_s + int(start[b] + batches[shifts.B_SECONDS, b]),
        )
        for b, members in enumerate(groups)
    )
    return tuple(score.tolist()), plan


def _annealed(floor: Floor, when: Shifts, batch_of: Longs, budget: Budget) -> Longs:
    """Annealing in slices that cool down together; ends with the budget."""
    related = floor.related()
    state = np.array([budget.seed + 1], np.uint64)
    groups = floor.groups(batch_of)
    mean = max(1.0, floor.total(batch_of) / len(groups))
    seconds = sum(when.seconds(floor, members) for members in groups) / len(groups)
    prices = np.array([100 * mean, _LATE * mean / max(1.0, seconds)], np.float64)
    work = budget.work_limit
    most = None if work is None else work * CHANGES_PER_STEP
    began, whole = budget.clock(), budget.remaining_s()
    now, best_of, best = batch_of.copy(), batch_of.copy(), np.zeros(4, np.int64)
    found, done = batch_of.copy(), 0
    found_score: tuple[float, ...] = (math.inf,) * 4
    while not budget.expired() and (most is None or done < most):
        steps = _SLICE if most is None else min(_SLICE, most - done)
        cooled = done / most if most is not None else (budget.clock() - began) / whole
        heat = mean * _HOTTEST * (_COOLEST / _HOTTEST) ** min(1.0, cooled)
        shifts.anneal(
            floor.facts,
            floor.words,
            floor.picks,
            floor.first_pick,
            when.parts,
            when.pace,
            when.times,
            when.may,
            related,
            now,
            best_of,
            np.array([heat, heat * 0.999], np.float64),
            prices,
            state,
            steps,
            best,
        )
        done += steps
        if tuple(best.tolist()) < found_score:
            found, found_score = best_of.copy(), tuple(best.tolist())
    return found


def _modelled(floor: Floor, when: Shifts, budget: Budget) -> Timetable | None:
    """All batches there could be, each with every picker, as optional intervals."""
    n, pickers = len(floor.parts), range(when.times.shape[1])
    limit = int(floor.facts[4])
    model = Model()
    covers: list[list[Variable]] = [[] for _ in range(n)]
    in_shift: list[list[Interval]] = [[] for _ in pickers]
    takes = []
    late: dict[int, Variable] = {}
    horizon = int(when.times[1].max())
    orders, dues = when.parts[shifts.ORDER], when.parts[shifts.DUE]
    worst = 0
    for k in range(n):
        order, due = int(orders[k]), int(dues[k])
        if due < horizon and order not in late:
            late[order] = model.new_int_var(0, horizon - due, "")
            worst += horizon - due
    for batch in range(1, 1 << n):
        members = [i for i in range(n) if batch >> i & 1]
        if int(floor.pieces[members].sum()) > limit or len(set(floor.zone[members].tolist())) > 1:
            continue
        seconds, weight = when.seconds(floor, members), floor.weigh(members)
        ready = int(when.parts[shifts.READY, members].max())
        for p in pickers:
            opens, closes = max(ready, int(when.times[0, p])), int(when.times[1, p])
            if not when.may[p, floor.zone[members[0]]] or opens + seconds > closes:
                continue
            taken = model.new_bool_var("")
            start = model.new_int_var(opens, closes - seconds, "")
            in_shift[p].append(
                model.new_optional_fixed_size_interval_var(start, seconds, taken, "")
            )
            for i in members:
                covers[i].append(taken)
                if int(orders[i]) in late:
                    model.add(
                        late[int(orders[i])] >= start + seconds - int(dues[i])
                    ).only_enforce_if(taken)
            takes.append((taken, start, seconds, weight, tuple(members), p))
    for one in in_shift:
        model.add_no_overlap(one)
    for cover in covers:
        if cover:
            model.add_at_most_one(cover)
    heaviest = 1 + n * max((weight for _, _, _, weight, _, _ in takes), default=0)
    # A part picked outweighs all lateness, a second of lateness all that batches weigh.
    dear = heaviest * (1 + worst)
    if dear * n > 2**60:
        return None
    terms: list[Any] = [
        (weight - dear * len(members)) * taken for taken, _, _, weight, members, _ in takes
    ]
    terms += [heaviest * one for one in late.values()]
    model.minimize(sum(terms))
    found = run(model, budget)
    if not found.found:
        return None
    chosen = sorted(
        (p, found.value(start), seconds, members)
        for taken, start, seconds, _, members, p in takes
        if found.value(taken)
    )
    free = when.times[0].tolist()
    plan = []
    for p, _, seconds, mine in chosen:
        begins = max(free[p], int(when.parts[shifts.READY, list(mine)].max()))
        free[p] = begins + seconds
        plan.append(Shifted(mine, p, when.origin_s + begins, when.origin_s + free[p]))
    held = {i for one in plan for i in one.members}
    plan += [Shifted((i,), -1, 0, 0) for i in range(n) if i not in held]
    return Timetable(tuple(plan), "cp-sat", proved=found.proved)
