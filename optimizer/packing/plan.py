"""From filled units to a plan: ids, loading order, weights, reasons."""

from __future__ import annotations

import numpy as np

from optimizer.packing.bound import most_volume
from optimizer.packing.cartons import Outcome
from optimizer.packing.instance import Instance
from optimizer.packing.left_over import explain_left_over
from optimizer.packing.model import Load, PackingObjective, PackingPlan, Placement
from optimizer.packing.rates import billed_weight_g, charge_minor
from optimizer.packing.workbench import FilledUnit
from optimizer.shapes import Size


def build_plan(instance: Instance, outcome: Outcome) -> PackingPlan:
    """The plan of an outcome; fullest and largest units first, named C1, C2, ..."""
    units = sorted(outcome.units, key=lambda unit: -int(instance.goods.size[unit.rows[:, 0]].sum()))
    loads = tuple(_build_load(instance, f"C{i}", unit) for i, unit in enumerate(units, 1))
    unpacked = tuple(explain_left_over(instance, outcome.left, units))
    cost = None
    if instance.problem.has_cost:
        cost = sum(load.cost_minor or 0 for load in loads)
    by_cost = instance.problem.objective is PackingObjective.LOWEST_COST
    return PackingPlan(
        loads=loads,
        unpacked=unpacked,
        cost_minor=cost,
        unit_count_lower_bound=outcome.bounds.units,
        cost_lower_bound_minor=outcome.bounds.price if by_cost and cost is not None else None,
        gap_share=_gap_share(instance, outcome, units),
    )


def _gap_share(instance: Instance, outcome: Outcome, units: list[FilledUnit]) -> float:
    """How far what the objective counts first may be from the best."""
    if outcome.proved_optimal:
        return 0.0
    if instance.problem.objective is PackingObjective.MOST_VOLUME:
        loaded = sum(int(instance.goods.size[unit.rows[:, 0]].sum()) for unit in units)
        most = most_volume(instance)
        return max(0.0, (most - loaded) / most) if most else 0.0
    if outcome.left[instance.packable].any():
        return 1.0
    weight = instance.goods.weight
    price = sum(instance.price_of(unit.kind, int(weight[unit.rows[:, 0]].sum())) for unit in units)
    return max(0.0, (price - outcome.bounds.price) / price) if price else 0.0


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
    gross_weight_g = kind.tare_weight_g + int(instance.goods.weight[types].sum())
    billed, cost = 0, kind.cost_minor or 0
    table = instance.problem.rate_table
    if table is not None:
        billed = billed_weight_g(table, kind.carrier_size, gross_weight_g)
        zone_id = instance.problem.rate_zone_id
        cost += charge_minor(table, kind.carrier_size, gross_weight_g, zone_id) or 0
    return Load(
        id=load_id,
        load_unit_id=kind.id,
        placements=placements,
        gross_weight_g=gross_weight_g,
        fill_share=int(instance.goods.size[types].sum()) / kind.inner_size.volume_mm3,
        billed_weight_g=billed,
        cost_minor=cost if instance.problem.has_cost else None,
    )
