"""From units filled under physical rules to a plan: steps as they were loaded, weights, reasons."""

from __future__ import annotations

import numpy as np

from optimizer.budget import Budget
from optimizer.packing.bound import most_volume
from optimizer.packing.model import Load, PackingObjective, PackingPlan, Placement
from optimizer.packing.rates import billed_weight_g, charge_minor
from optimizer.packing.ruled import RuledOutcome
from optimizer.packing.ruled_instance import RuledInstance, lying_weight_g
from optimizer.packing.ruled_left_over import explain_ruled
from optimizer.packing.ruled_loading import RuledUnit
from optimizer.shapes import Size


def build_ruled_plan(instance: RuledInstance, outcome: RuledOutcome, budget: Budget) -> PackingPlan:
    """The plan of an outcome; fullest and largest units first, named C1, C2, ..."""
    problem = instance.problem
    units = sorted(outcome.units, key=lambda unit: -unit.volume)
    loads = tuple(_build_load(instance, f"C{i}", unit) for i, unit in enumerate(units, 1))
    cost = sum(load.cost_minor or 0 for load in loads) if problem.has_cost else None
    by_cost = problem.objective is PackingObjective.LOWEST_COST
    return PackingPlan(
        loads=loads,
        unpacked=tuple(explain_ruled(instance, units, outcome.left, budget)),
        cost_minor=cost,
        unit_count_lower_bound=outcome.bounds.units,
        cost_lower_bound_minor=outcome.bounds.price if by_cost and cost is not None else None,
        gap_share=_gap_share(instance, outcome),
    )


def _gap_share(instance: RuledInstance, outcome: RuledOutcome) -> float:
    """How far what the objective counts first may be from the best."""
    if outcome.proved_optimal:
        return 0.0
    if instance.problem.objective is PackingObjective.MOST_VOLUME:
        loaded = sum(unit.volume for unit in outcome.units)
        most = max(loaded, most_volume(instance.relaxed))
        return (most - loaded) / most if most else 0.0
    if outcome.left[instance.relaxed.packable].any():
        return 1.0
    price = sum(unit.price for unit in outcome.units)
    return max(0.0, (price - outcome.bounds.price) / price) if price else 0.0


def _build_load(instance: RuledInstance, load_id: str, unit: RuledUnit) -> Load:
    problem = instance.problem
    items = problem.items
    kind = problem.load_units[unit.kind]
    sizes = {
        (dx, dy, dz): Size(length_mm=dx, width_mm=dy, height_mm=dz)
        for dx, dy, dz in set(map(tuple, unit.rows[:, 4:7].tolist()))
    }
    placements = tuple(
        Placement(item_id=items[t].id, step=step, x_mm=x, y_mm=y, z_mm=z, size=sizes[dx, dy, dz])
        for step, (t, x, y, z, dx, dy, dz, _) in enumerate(unit.rows.tolist(), 1)
    )
    weights = np.array([item.weight_g for item in items], np.int64)
    gross = kind.tare_weight_g + lying_weight_g(kind) + int(weights[unit.rows[:, 0]].sum())
    billed, cost = 0, kind.cost_minor or 0
    table = problem.rate_table
    if table is not None:
        billed = billed_weight_g(table, kind.carrier_size, gross)
        cost += charge_minor(table, kind.carrier_size, gross, problem.rate_zone_id) or 0
    volume = _taken(instance, unit) + sum(piece.item.size.volume_mm3 for piece in kind.preloaded)
    return Load(
        id=load_id,
        load_unit_id=kind.id,
        placements=placements,
        gross_weight_g=gross,
        fill_share=volume / kind.inner_size.volume_mm3,
        billed_weight_g=billed,
        cost_minor=cost if problem.has_cost else None,
    )


def _taken(instance: RuledInstance, unit: RuledUnit) -> int:
    """Cubic millimetres that the pieces take; a nested one takes its growth alone."""
    volume = 0
    tops: set[tuple[int, ...]] = set()
    growths = instance.cargo[0].growth
    for t, x, y, z, dx, dy, dz, nests in unit.rows.tolist():
        growth = int(growths[t])
        column = (t, x, y, dx, dy)
        # In order of loading: the piece that this one stands in came before it.
        if nests and (*column, z + dz - growth) in tops:
            volume += dx * dy * growth
        else:
            volume += dx * dy * dz
        if nests:
            tops.add((*column, z + dz))
    return volume
