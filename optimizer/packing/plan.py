"""From filled units to a plan: ids, loading order, weights, reasons."""

from __future__ import annotations

import numpy as np

from optimizer.packing.cartons import Outcome
from optimizer.packing.instance import Instance
from optimizer.packing.left_over import explain_left_over
from optimizer.packing.model import Load, PackingPlan, Placement
from optimizer.packing.workbench import FilledUnit
from optimizer.shapes import Size


def build_plan(instance: Instance, outcome: Outcome) -> PackingPlan:
    """The plan of an outcome; fullest and largest units first, named C1, C2, ..."""
    units = sorted(outcome.units, key=lambda unit: -int(instance.goods.size[unit.rows[:, 0]].sum()))
    cost = None
    if any(unit.cost_minor for unit in instance.problem.load_units):
        cost = sum(instance.problem.load_units[unit.kind].cost_minor for unit in units)
    return PackingPlan(
        loads=tuple(_build_load(instance, f"C{i}", unit) for i, unit in enumerate(units, 1)),
        unpacked=tuple(explain_left_over(instance, outcome.left)),
        cost_minor=cost,
        unit_count_lower_bound=outcome.bounds.units,
    )


def _build_load(instance: Instance, load_id: str, unit: FilledUnit) -> Load:
    items = instance.problem.items
    kind = instance.problem.load_units[unit.kind]
    # By height of the base: whatever carries or lies below a piece is already in, and nothing is
    # in above it, so that each goes straight down. Within a height from the back to the front.
    rows = unit.rows
    order = np.lexsort((rows[:, 1], -(rows[:, 2] + rows[:, 5]), rows[:, 3]))
    # Many pieces stand alike: frozen sizes are shared between them.
    sizes = {
        (dx, dy, dz): Size(length_mm=dx, width_mm=dy, height_mm=dz)
        for dx, dy, dz in set(map(tuple, rows[:, 4:].tolist()))
    }
    placements = tuple(
        Placement(
            item_id=items[t].id,
            step=step,
            x_mm=x,
            y_mm=y,
            z_mm=z,
            size=sizes[dx, dy, dz],
        )
        for step, (t, x, y, z, dx, dy, dz) in enumerate(rows[order].tolist(), 1)
    )
    types = rows[:, 0]
    return Load(
        id=load_id,
        load_unit_id=kind.id,
        placements=placements,
        gross_weight_g=kind.tare_weight_g + int(instance.goods.weight[types].sum()),
        fill_share=int(instance.goods.size[types].sum()) / kind.inner_size.volume_mm3,
    )
