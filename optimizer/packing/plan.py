"""From filled units to a plan: ids, loading order, weights, reasons."""

from __future__ import annotations

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
    units = outcome.units
    if len(units) > 1:
        size = instance.goods.size
        units = sorted(units, key=lambda unit: -int(size[unit.rows[:, 0]].sum()))
    has_cost = instance.problem.has_cost
    loads = tuple(
        _build_load(instance, f"C{i}", unit, has_cost=has_cost) for i, unit in enumerate(units, 1)
    )
    unpacked = tuple(explain_left_over(instance, outcome.left, units))
    cost = sum(load.cost_minor or 0 for load in loads) if has_cost else None
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


def _build_load(instance: Instance, load_id: str, unit: FilledUnit, *, has_cost: bool) -> Load:
    problem = instance.problem
    items, kind = problem.items, problem.load_units[unit.kind]
    placements = []
    sizes: dict[tuple[int, int, int], Size] = {}
    volume, gross_weight_g = 0, kind.tare_weight_g
    # By height of the base: whatever carries or lies below a piece is already in, and nothing is
    # in above it, so that each goes straight down. Within a height from the back to the front.
    rows = sorted(unit.rows.tolist(), key=lambda row: (row[3], -row[2] - row[5], row[1]))
    for step, (t, x, y, z, dx, dy, dz) in enumerate(rows, 1):
        # Many pieces stand alike: frozen sizes are shared between them.
        size = sizes.get((dx, dy, dz))
        if size is None:
            size = sizes[dx, dy, dz] = Size(length_mm=dx, width_mm=dy, height_mm=dz)
        item = items[t]
        placements.append(Placement(item_id=item.id, step=step, x_mm=x, y_mm=y, z_mm=z, size=size))
        volume += dx * dy * dz
        gross_weight_g += item.weight_g
    billed, cost = 0, kind.cost_minor or 0
    table = problem.rate_table
    if table is not None:
        billed = billed_weight_g(table, kind.carrier_size, gross_weight_g)
        cost += charge_minor(table, kind.carrier_size, gross_weight_g, problem.rate_zone_id) or 0
    return Load(
        id=load_id,
        load_unit_id=kind.id,
        placements=tuple(placements),
        gross_weight_g=gross_weight_g,
        fill_share=volume / kind.inner_size.volume_mm3,
        billed_weight_g=billed,
        cost_minor=cost if has_cost else None,
    )
