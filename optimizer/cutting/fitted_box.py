"""A box as it goes into the plan: measures, contents, weight, board and price."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from optimizer.cutting.blank import outer_size
from optimizer.cutting.blank_model import Board
from optimizer.cutting.box_cost import board_of, has_costs, sending_cost
from optimizer.cutting.right_sized_model import (
    BoxMachine,
    BoxSource,
    FittedBox,
    RightSizeProblem,
)
from optimizer.packing.model import Item, LoadUnit, Placement
from optimizer.shapes import Size


def made_box(
    problem: RightSizeProblem,
    machine: BoxMachine,
    items: Iterable[Item],
    inner: Size,
    placements: tuple[Placement, ...],
) -> FittedBox | None:
    """A box of the machine; None when no carrier takes it."""
    outer = outer_size(machine.style, inner, (machine.board or Board()).thickness_um)
    weight = weight_g(items)
    sent = sending_cost(problem, outer, weight)
    if sent is None:
        return None
    area = board_of(machine, inner)
    made = machine.box_cost_minor + -(-machine.square_metre_cost_minor * area // 1_000_000)
    return FittedBox(
        id="",
        source=BoxSource.MADE,
        inner_size=inner,
        outer_size=outer,
        placements=placements,
        gross_weight_g=weight,
        fill_share=volume_mm3(items) / inner.volume_mm3,
        surface_mm2=surface_mm2(inner),
        board_mm2=area,
        cost_minor=made + sent if has_costs(problem) else None,
    )


def carton_box(
    problem: RightSizeProblem,
    carton: LoadUnit,
    items: Iterable[Item],
    height_mm: int,
    placements: tuple[Placement, ...],
) -> FittedBox | None:
    """A catalogue carton, cut down when `height_mm` is below its own; None when none takes it."""
    full = carton.inner_size
    cut = full.height_mm - height_mm
    inner = full.model_copy(update={"height_mm": height_mm})
    outer = carton.outer_size or full
    outer = outer.model_copy(update={"height_mm": outer.height_mm - cut})
    gross = carton.tare_weight_g + weight_g(items)
    sent = sending_cost(problem, outer, gross)
    if sent is None:
        return None
    return FittedBox(
        id="",
        source=BoxSource.CUT_DOWN if cut else BoxSource.CARTON,
        carton_id=carton.id,
        inner_size=inner,
        outer_size=outer,
        placements=placements,
        gross_weight_g=gross,
        fill_share=volume_mm3(items) / inner.volume_mm3,
        surface_mm2=surface_mm2(inner),
        cost_minor=(carton.cost_minor or 0) + sent if has_costs(problem) else None,
    )


def placements_of(items: Sequence[Item], rows: NDArray[np.int32]) -> tuple[Placement, ...]:
    """By height of the base, then from the back to the front, as people load."""
    order = np.lexsort((rows[:, 1], -(rows[:, 2] + rows[:, 5]), rows[:, 3]))
    return tuple(
        Placement(
            item_id=items[t].id,
            step=step,
            x_mm=x,
            y_mm=y,
            z_mm=z,
            size=Size(length_mm=dx, width_mm=dy, height_mm=dz),
        )
        for step, (t, x, y, z, dx, dy, dz) in enumerate(rows[order].tolist(), 1)
    )


def weight_g(items: Iterable[Item]) -> int:
    """Grams of all pieces."""
    return sum(item.weight_g * item.quantity for item in items)


def volume_mm3(items: Iterable[Item]) -> int:
    """Cubic millimetres of all pieces."""
    return sum(item.size.volume_mm3 * item.quantity for item in items)


def surface_mm2(size: Size) -> int:
    """Square millimetres of a cuboid's surface."""
    a, b, c = size.length_mm, size.width_mm, size.height_mm
    return 2 * (a * b + a * c + b * c)
