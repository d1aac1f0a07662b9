"""What a box costs: the law that the search goes by, and the exact price of a finished one.

The law adds the blank (a product of two measures linear in the inner ones), its board, and the
carrier's rate table as steps of outer volume; the price of a box that is kept is that of
`packing.charge_minor`.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from optimizer.cutting.blank import blank_rectangle, outer_size
from optimizer.cutting.blank_model import Board
from optimizer.cutting.kernels.boxing import Law
from optimizer.cutting.right_sized_model import BoxMachine, BoxObjective, RightSizeProblem
from optimizer.packing import RateTable, charge_minor
from optimizer.shapes import Size

MOST_STEPS = 4_000
"""Steps of a tariff in a law; prices beyond them are searched coarsely, yet told exactly."""

HEAVIEST_G = 1_000_000_000
Floats = NDArray[np.float64]


def has_costs(problem: RightSizeProblem) -> bool:
    """Whether anything in the problem costs money."""
    machine = problem.machine
    made = machine is not None and (machine.box_cost_minor or machine.square_metre_cost_minor)
    sent = problem.rate_table is not None
    return bool(made or sent or any(carton.cost_minor for carton in problem.cartons))


def sending_cost(problem: RightSizeProblem, outer: Size, gross_g: int) -> int | None:
    """What the carrier takes for a parcel, 0 without rates; None when it does not take it."""
    if problem.rate_table is None:
        return 0
    return charge_minor(problem.rate_table, outer, gross_g, problem.rate_zone_id)


def board_of(machine: BoxMachine, inner: Size) -> int:
    """Square millimetres of the rectangle that the blank of a box is cut from."""
    sides = blank_rectangle(
        machine.style,
        inner.length_mm,
        inner.width_mm,
        inner.height_mm,
        (machine.board or Board()).thickness_um,
        machine.joint_mm,
    )
    return sides[0] * sides[1]


def law_of(problem: RightSizeProblem, machine: BoxMachine, weight_g: int) -> Law:
    """The objective for boxes of the machine as a law of costs."""
    board = machine.board or Board()
    form = np.zeros(10)
    tariff, surcharges = np.zeros((0, 2)), np.zeros((0, 5))
    if problem.objective == BoxObjective.LEAST_SURFACE:
        form[7:10] = 2.0
    else:
        length, width = _linear_blank(machine, board)
        # Product of two linear measures of (1, L, W, H).
        form[0] = length[0] * width[0]
        form[1:4] = length[0] * width[1:] + width[0] * length[1:]
        form[4:7] = length[1:] * width[1:]
        form[7] = length[1] * width[2] + length[2] * width[1]
        form[8] = length[1] * width[3] + length[3] * width[1]
        form[9] = length[2] * width[3] + length[3] * width[2]
        if problem.objective == BoxObjective.LOWEST_COST:
            form *= machine.square_metre_cost_minor / 1e6
            form[0] += machine.box_cost_minor
            # Equal costs: the smaller surface.
            form[7:10] += 1e-7
            if problem.rate_table is not None:
                tariff = _tariff(problem.rate_table, problem.rate_zone_id, weight_g)
                surcharges = _surcharges(problem.rate_table)
    one = Size(length_mm=1, width_mm=1, height_mm=1)
    outer = outer_size(machine.style, one, board.thickness_um)
    low, high = machine.minimum, machine.maximum
    return Law(
        form=form,
        walls=np.array([outer.length_mm, outer.width_mm, outer.height_mm], np.float64) - 1,
        tariff=tariff,
        surcharges=surcharges,
        lowest=np.array([low.length_mm, low.width_mm, low.height_mm], np.int64),
        highest=np.array([high.length_mm, high.width_mm, high.height_mm], np.int64),
        step=np.full(3, machine.step_mm, np.int64),
        padding=machine.padding_mm,
    )


def height_law(inner: Size, lowest_mm: int) -> Law:
    """Of a carton that may be cut down: only its height counts."""
    form = np.zeros(10)
    form[3] = 1.0
    return Law(
        form=form,
        walls=np.zeros(3),
        tariff=np.zeros((0, 2)),
        surcharges=np.zeros((0, 5)),
        lowest=np.array([inner.length_mm, inner.width_mm, lowest_mm], np.int64),
        highest=np.array([inner.length_mm, inner.width_mm, inner.height_mm], np.int64),
        step=np.ones(3, np.int64),
        padding=0,
    )


def _linear_blank(machine: BoxMachine, board: Board) -> tuple[Floats, Floats]:
    """Measures of the blank as linear functions of (1, length, width, height)."""
    base = (1_000, 1_000, 1_000)
    found = []
    grown = [(1_100, 1_000, 1_000), (1_000, 1_100, 1_000), (1_000, 1_000, 1_100)]
    rectangles = [
        blank_rectangle(machine.style, a, b, c, board.thickness_um, machine.joint_mm)
        for a, b, c in (base, *grown)
    ]
    for side in range(2):
        slopes = [(rectangles[axis + 1][side] - rectangles[0][side]) / 100 for axis in range(3)]
        found.append(np.array([rectangles[0][side] - 1_000 * sum(slopes), *slopes]))
    return found[0], found[1]


def _tariff(table: RateTable, zone_id: str, weight_g: int) -> Floats:
    """Outer volumes up to which a parcel of the weight costs the same, and those costs."""
    zone = table.zone(zone_id)
    if zone is None:
        return np.array([(-1.0, 0.0)])
    limits = [(step.max_weight_g, step.parcel_cost_minor) for step in zone.steps]
    if zone.extra_step_g is not None:
        heaviest, cost = limits[-1]
        for _ in range(MOST_STEPS - len(limits)):
            heaviest, cost = heaviest + zone.extra_step_g, cost + zone.extra_step_cost_minor
            limits.append((heaviest, cost))
            if heaviest > HEAVIEST_G:
                break
        else:
            limits.append((HEAVIEST_G * 1_000, cost + zone.extra_step_cost_minor))
    rounding, divisor = table.rounding_step_g, table.divisor_cm3_per_kg
    rounded = -(-max(1, weight_g) // rounding) * rounding
    rows = []
    for limit, cost in limits:
        if limit < rounded:
            continue
        if divisor is None:
            return np.array([(math.inf, float(cost))])
        rows.append((float(limit // rounding * rounding * divisor), float(cost)))
    return np.array(rows or [(-1.0, 0.0)])


def _surcharges(table: RateTable) -> Floats:
    rows = [
        [
            math.inf if limit is None else float(limit)
            for limit in (
                one.over_longest_side_mm,
                one.over_second_side_mm,
                one.over_length_and_girth_mm,
                one.over_volume_mm3,
            )
        ]
        + [float(one.surcharge_cost_minor)]
        for one in table.surcharges
    ]
    return np.array(rows).reshape(-1, 5)
