"""The independent checker: is this plan a packing of this problem that a person can carry out?

It shares no code with the engines. Every rule is tested on the plan's own numbers; the pairwise
geometry runs in a compiled sweep of its own (`kernels/judging.py`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import ceil, inf, isclose

import numpy as np

from optimizer.faults import OptimizerError
from optimizer.packing.check_rules import (
    check_load_rules,
    check_own_container,
    check_together,
    filled_volume,
    room_of,
)
from optimizer.packing.check_unpacked import check_unpacked, may_stand
from optimizer.packing.kernels.judging import judge_load
from optimizer.packing.model import (
    Item,
    Load,
    LoadUnit,
    PackingPlan,
    PackingProblem,
    Placement,
)
from optimizer.packing.rules_asked import has_physical_rules
from optimizer.packing.violation import Violation, violation
from optimizer.shapes import Size

_MOST_GEOMETRY_FINDINGS = 1_000
"""Findings of pairwise geometry listed for one load; a plan so broken needs no longer list."""

_GEOMETRY_KINDS = ("overlap", "support", "step_order")


class BrokenPlanError(OptimizerError):
    """An engine made a plan that breaks a rule: a defect of the engine, never of the caller."""

    def __init__(self, violations: list[Violation]) -> None:
        self.violations = tuple(violations)
        super().__init__(f"{len(violations)} broken rule(s); first: {violations[0].words}")


def check_plan(problem: PackingProblem, plan: PackingPlan) -> list[Violation]:
    """Every rule that the plan breaks; empty for a sound plan."""
    items = {item.id: item for item in problem.items}
    units = {unit.id: unit for unit in problem.load_units}
    found: list[Violation] = []
    if len({load.id for load in plan.loads}) < len(plan.loads):
        for load_id, count in Counter(load.id for load in plan.loads).items():
            if count > 1:
                found.append(violation("load_id", "", load_id, count - 1, "is the id of two loads"))
    packed: dict[str, int] = {}
    ruled = has_physical_rules(problem)
    has_cost = problem.has_cost
    for load in plan.loads:
        unit = units.get(load.load_unit_id)
        if unit is None and load.load_unit_id:
            found.append(
                violation("unknown_unit", "", load.id, 1, f"uses unknown unit {load.load_unit_id}")
            )
            continue
        for placement in load.placements:
            packed[placement.item_id] = packed.get(placement.item_id, 0) + 1
        if unit is not None:
            found += _check_load(problem, items, unit, load, ruled=ruled)
            size = unit.inner_size if unit.outer_size is None else unit.outer_size
            found += _check_bill(problem, size, unit.cost_minor or 0, load, has_cost=has_cost)
        else:
            found += check_own_container(items, load)
            for placement in load.placements[:1]:
                found += _check_bill(problem, placement.size, 0, load, has_cost=has_cost)
    if problem.group_rules:
        found += check_together(problem.group_rules, items, plan)
    found += _check_stock(units, plan)
    found += _check_pieces(problem, packed, plan)
    found += check_unpacked(problem, items, plan)
    found += _check_totals(problem, plan, has_cost=has_cost)
    return found


def require_sound(problem: PackingProblem, plan: PackingPlan) -> PackingPlan:
    """The plan itself, or BrokenPlanError when it breaks a rule."""
    violations = check_plan(problem, plan)
    if violations:
        raise BrokenPlanError(violations)
    return plan


def _check_load(
    problem: PackingProblem, items: dict[str, Item], unit: LoadUnit, load: Load, *, ruled: bool
) -> list[Violation]:
    found = []
    where = load.id
    if not load.placements:
        found.append(violation("empty_load", "", where, 1, "holds nothing"))
        return found
    room = room_of(unit)
    volume = 0
    gross = unit.tare_weight_g + sum(piece.item.weight_g for piece in unit.preloaded)
    rows = []
    stands: dict[tuple[str, int, int, int], bool] = {}
    for placement in load.placements:
        item = items.get(placement.item_id)
        if item is None:
            found.append(violation("unknown_item", placement.item_id, where, 1, "is no item"))
            continue
        size = placement.size
        dx, dy, dz = size.length_mm, size.width_mm, size.height_mm
        x, y, z = placement.x_mm, placement.y_mm, placement.z_mm
        volume += dx * dy * dz
        gross += item.weight_g
        rows.append((x, y, z, x + dx, y + dy, z + dz, placement.step))
        outside = max(
            room[0] - x,
            room[1] - y,
            room[2] - z,
            x + dx - room[3],
            y + dy - room[4],
            z + dz - room[5],
        )
        if outside > 0:
            found.append(violation("wall", item.id, where, outside, f"sticks out by {outside} mm"))
        stance = (item.id, dx, dy, dz)
        if stance not in stands:
            stands[stance] = may_stand(item, dx, dy, dz)
        if not stands[stance]:
            found.append(
                violation("orientation", item.id, where, 1, f"may not stand as {dx}x{dy}x{dz} mm")
            )
        if item.ships_in_own_container:
            found.append(violation("own_container", item.id, where, 1, "is to ship as it is"))
    limit = unit.max_gross_weight_g
    if limit is not None and gross > limit:
        over = gross - limit
        found.append(violation("weight", "", where, over, f"is {over} g over its limit"))
    if load.gross_weight_g != gross:
        off = abs(load.gross_weight_g - gross)
        found.append(violation("gross_weight", "", where, off, f"weighs {gross} g, not as stated"))
    known = len(rows) == len(load.placements)
    if ruled and known:
        volume = filled_volume(items, unit, load)
    fill = volume / unit.inner_size.volume_mm3
    if not isclose(load.fill_share, fill, rel_tol=1e-9, abs_tol=1e-12):
        off_share = abs(load.fill_share - fill)
        found.append(violation("fill_share", "", where, off_share, f"is filled to {fill:.6f}"))
    if [placement.step for placement in load.placements] != list(
        range(1, len(load.placements) + 1)
    ):
        found.append(violation("steps", "", where, 1, "its steps are not 1, 2, 3, ... in order"))
    if known and ruled:
        found.extend(check_load_rules(problem, items, unit, load))
    elif known:
        found.extend(_check_geometry(problem.min_support_share, load, rows))
    return found


def _check_bill(
    problem: PackingProblem, size: Size, cost: int, load: Load, *, has_cost: bool
) -> Iterator[Violation]:
    """Billed weight and cost of one load, worked out anew from the carrier's table.

    `size` is what the carrier measures, `cost` that of the unit itself.
    """
    table = problem.rate_table
    billed = 0
    if table is not None:
        named = [zone for zone in table.zones if zone.id == problem.rate_zone_id]
        zone = named[0] if named else table.zones[0]
        grams = Fraction(load.gross_weight_g)
        if table.divisor_cm3_per_kg is not None:
            litres = Fraction(size.length_mm * size.width_mm * size.height_mm, 1_000_000)
            grams = max(grams, litres * 1_000_000 / table.divisor_cm3_per_kg)
        billed = max(1, ceil(grams / table.rounding_step_g)) * table.rounding_step_g
        enough = [step for step in zone.steps if step.max_weight_g >= billed]
        if enough:
            cost += enough[0].parcel_cost_minor
        elif zone.extra_step_g is None:
            over = billed - zone.steps[-1].max_weight_g
            words = f"is billed {billed} g, {over} g more than the carrier takes"
            yield violation("carrier_weight", "", load.id, over, words)
            return
        else:
            beyond = Fraction(billed - zone.steps[-1].max_weight_g, zone.extra_step_g)
            cost += zone.steps[-1].parcel_cost_minor + ceil(beyond) * zone.extra_step_cost_minor
        sides = sorted((size.length_mm, size.width_mm, size.height_mm))
        girth = 2 * (sides[0] + sides[1]) + sides[2]
        volume = sides[0] * sides[1] * sides[2]
        for one in table.surcharges:
            exceeded = (
                (one.over_longest_side_mm or inf) < sides[2]
                or (one.over_second_side_mm or inf) < sides[1]
                or (one.over_length_and_girth_mm or inf) < girth
                or (one.over_volume_mm3 or inf) < volume
                or (one.over_weight_g or inf) < load.gross_weight_g
            )
            cost += one.surcharge_cost_minor if exceeded else 0
    if load.billed_weight_g != billed:
        off = abs(load.billed_weight_g - billed)
        yield violation("billed_weight", "", load.id, off, f"is billed {billed} g, not as stated")
    stated = cost if has_cost else None
    if load.cost_minor != stated:
        off = abs((load.cost_minor or 0) - cost)
        yield violation("cost", "", load.id, off, f"costs {stated}, not as stated")


def _check_geometry(
    share: float, load: Load, rows: list[tuple[int, int, int, int, int, int, int]]
) -> list[Violation]:
    sweep = sorted(range(len(rows)), key=[row[0] for row in rows].__getitem__)
    boxes = np.array([rows[i] for i in sweep], np.int64)
    findings = np.empty((_MOST_GEOMETRY_FINDINGS, 4), np.int64)
    count = judge_load(boxes, share, findings)
    found = []
    for what, first, second, amount in findings[:count].tolist():
        one: Placement = load.placements[sweep[first]]
        other: Placement | None = load.placements[sweep[second]] if second >= 0 else None
        kind = _GEOMETRY_KINDS[what]
        if kind == "overlap" and other is not None:
            words = f"shares {amount} mm3 with {other.item_id} (step {other.step})"
        elif kind == "support":
            base = one.size.length_mm * one.size.width_mm
            words = f"only {amount} of {base} mm2 of its base rest on something"
        else:
            under = "?" if other is None else other.item_id
            words = f"goes in at step {one.step}, before {under} that lies below it"
        found.append(violation(kind, one.item_id, load.id, amount, words))
    return found


def _check_stock(units: dict[str, LoadUnit], plan: PackingPlan) -> list[Violation]:
    found: list[Violation] = []
    if all(unit.stock is None for unit in units.values()):
        return found
    for unit_id, used in Counter(load.load_unit_id for load in plan.loads).items():
        unit = units.get(unit_id)
        if unit is not None and unit.stock is not None and used > unit.stock:
            over = used - unit.stock
            words = f"{used} of {unit_id} used, {unit.stock} in stock"
            found.append(violation("stock", "", "", over, words))
    return found


def _check_pieces(
    problem: PackingProblem, packed: Mapping[str, int], plan: PackingPlan
) -> list[Violation]:
    found = []
    told = dict(packed)
    for unpacked in plan.unpacked:
        told[unpacked.item_id] = told.get(unpacked.item_id, 0) + unpacked.quantity
    for item in problem.items:
        accounted = told.get(item.id, 0)
        if accounted != item.quantity:
            off = abs(accounted - item.quantity)
            words = f"{accounted} pieces accounted for, {item.quantity} asked"
            found.append(violation("pieces", item.id, "", off, words))
    return found


def _check_totals(problem: PackingProblem, plan: PackingPlan, *, has_cost: bool) -> list[Violation]:
    found = []
    cost = sum(load.cost_minor or 0 for load in plan.loads) if has_cost else None
    if plan.cost_minor != cost:
        off = abs((plan.cost_minor or 0) - (cost or 0))
        found.append(violation("cost", "", "", off, f"the units used cost {cost}, not as stated"))
    bound = plan.cost_lower_bound_minor
    if bound is not None and not plan.unpacked and bound > (cost or 0):
        words = f"costs {cost}, below the stated bound of {bound}"
        found.append(violation("cost_bound", "", "", bound - (cost or 0), words))
    if not 0.0 <= plan.gap_share <= 1.0:
        words = f"a gap of {plan.gap_share} is no share"
        found.append(violation("gap", "", "", 1, words))
    # A bound speaks of packing everything packable: with pieces left over it may exceed the count.
    if not plan.unpacked and plan.unit_count_lower_bound > len(plan.loads):
        over = plan.unit_count_lower_bound - len(plan.loads)
        words = f"{len(plan.loads)} units used, below the stated bound"
        found.append(violation("lower_bound", "", "", over, words))
    return found
