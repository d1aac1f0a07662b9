"""Is what a plan says of the pieces left over true, as far as the plan itself shows it?

Too large, too heavy and out of stock can be told from measures, weights and counts; the other
reasons speak of what a search found.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import permutations
from math import ceil

import numpy as np

from optimizer.packing.check_rules import room_of
from optimizer.packing.model import (
    Item,
    LoadUnit,
    PackingPlan,
    PackingProblem,
    UnpackedItem,
    UnpackedReason,
    UprightDimension,
)
from optimizer.packing.violation import Violation, violation

_CHECKED = {UnpackedReason.TOO_LARGE, UnpackedReason.TOO_HEAVY, UnpackedReason.NO_STOCK}


def check_unpacked(
    problem: PackingProblem, items: Mapping[str, Item], plan: PackingPlan
) -> Iterator[Violation]:
    """Entries without count or words, of unknown items, or with a reason that does not hold."""
    rooms = None
    for entry in plan.unpacked:
        item = items.get(entry.item_id)
        if item is None:
            yield violation("unknown_item", entry.item_id, "", 1, "is no item")
        if entry.quantity < 1 or not entry.explanation:
            words = "left over without count or reason"
            yield violation("unpacked", entry.item_id, "", 1, words)
        if item is None or entry.reason not in _CHECKED:
            continue
        if rooms is None:
            boxes = np.array([room_of(unit) for unit in problem.load_units], np.int64)
            rooms = boxes[:, 3:] - boxes[:, :3]
        yield from _check_reason(problem, item, entry, rooms)


def may_stand(item: Item, dx: int, dy: int, dz: int) -> bool:
    """True when the item may be turned so that it takes these measures."""
    size = item.size
    length, width, height = size.length_mm, size.width_mm, size.height_mm
    allowed = (UprightDimension.HEIGHT,) if item.liquid else item.upright_dimensions
    for dimension, a, b, up in (
        (UprightDimension.HEIGHT, length, width, height),
        (UprightDimension.WIDTH, length, height, width),
        (UprightDimension.LENGTH, height, width, length),
    ):
        if allowed and dimension not in allowed:
            continue
        if dz == up and ((dx, dy) == (a, b) or ((dx, dy) == (b, a) and not item.fixed_heading)):
            return True
    return False


def _check_reason(
    problem: PackingProblem, item: Item, entry: UnpackedItem, rooms: np.ndarray
) -> Iterator[Violation]:
    sides = (item.size.length_mm, item.size.width_mm, item.size.height_mm)
    taking = np.zeros(len(rooms), np.bool_)
    for stance in set(permutations(sides)):
        if may_stand(item, *stance):
            taking |= (rooms >= stance).all(axis=1)
    fitting = [problem.load_units[i] for i in np.flatnonzero(taking).tolist()]
    if entry.reason is UnpackedReason.TOO_LARGE:
        if fitting:
            words = f"is said to be too large, but fits {fitting[0].id}"
            yield violation("reason", item.id, "", 1, words)
        return
    carrying = [unit for unit in fitting if _carries(problem, unit, item.weight_g)]
    if entry.reason is UnpackedReason.TOO_HEAVY:
        if carrying or not fitting:
            words = "is said to be too heavy, but "
            words += f"{carrying[0].id} carries it" if carrying else "fits no unit at all"
            yield violation("reason", item.id, "", 1, words)
        return
    endless = [unit for unit in carrying if unit.stock is None]
    if endless or not carrying:
        words = "is said to be left for want of stock, but "
        words += f"{endless[0].id} never runs out" if endless else "goes into no unit at all"
        yield violation("reason", item.id, "", 1, words)


def _carries(problem: PackingProblem, unit: LoadUnit, weight_g: int) -> bool:
    """True when unit and carrier take one piece of this weight."""
    gross = unit.tare_weight_g + sum(piece.item.weight_g for piece in unit.preloaded) + weight_g
    if unit.max_gross_weight_g is not None and gross > unit.max_gross_weight_g:
        return False
    table = problem.rate_table
    if table is None:
        return True
    named = [zone for zone in table.zones if zone.id == problem.rate_zone_id]
    zone = named[0] if named else table.zones[0]
    if zone.extra_step_g is not None:
        return True
    outer = unit.inner_size if unit.outer_size is None else unit.outer_size
    grams = Fraction(gross)
    if table.divisor_cm3_per_kg is not None:
        volume = outer.length_mm * outer.width_mm * outer.height_mm
        grams = max(grams, Fraction(volume, table.divisor_cm3_per_kg))
    billed = max(1, ceil(grams / table.rounding_step_g)) * table.rounding_step_g
    return billed <= zone.steps[-1].max_weight_g
