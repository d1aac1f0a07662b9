"""Is what a plan says of the pieces left over true, as far as the plan itself shows it?

Too large, too heavy and out of stock can be told from measures, weights and counts. The other
reasons speak of what a search found: of them it is judged whether the problem asks for such a rule
at all, whether a unit is left that simply takes a piece, and whether time was what was missing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
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
from optimizer.shapes import Size

_NO_PLACE = {UnpackedReason.LOAD_ON_TOP, UnpackedReason.GROUP_APART, UnpackedReason.NO_ROOM}
"""Reasons that say of every unit, one still empty too, that it has no place for a piece."""


def check_unpacked(
    problem: PackingProblem, items: Mapping[str, Item], plan: PackingPlan
) -> Iterator[Violation]:
    """Entries without count or words, of unknown items, or with a reason that does not hold."""
    if not plan.unpacked:
        return
    rooms = None
    used = Counter(load.load_unit_id for load in plan.loads)
    for entry in plan.unpacked:
        item = items.get(entry.item_id)
        if item is None:
            yield violation("unknown_item", entry.item_id, "", 1, "is no item")
        if entry.quantity < 1 or not entry.explanation:
            words = "left over without count or reason"
            yield violation("unpacked", entry.item_id, "", 1, words)
        if item is None:
            continue
        if item.ships_in_own_container:
            yield from _check_own(problem, item, entry)
            continue
        if rooms is None:
            boxes = np.array([room_of(unit) for unit in problem.load_units], np.int64)
            rooms = boxes[:, 3:] - boxes[:, :3]
        yield from _check_reason(problem, item, entry, rooms, used)
        yield from _check_rule(problem, item, entry.reason)


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


def _check_own(problem: PackingProblem, item: Item, entry: UnpackedItem) -> Iterator[Violation]:
    """What ships as it is needs no unit: only the carrier may refuse it."""
    if entry.reason is not UnpackedReason.TOO_HEAVY:
        words = f"ships in its own container, and is said to be left over: {entry.reason}"
        yield violation("reason", item.id, "", 1, words)
    elif _carrier_takes(problem, item.size, item.weight_g):
        words = "is said to be too heavy, but the carrier takes it as it is"
        yield violation("reason", item.id, "", 1, words)


def _check_rule(problem: PackingProblem, item: Item, reason: UnpackedReason) -> Iterator[Violation]:
    """A reason that names a rule which nothing in the problem asks for."""
    own = set(item.groups)
    rules = problem.group_rules
    lying = [piece.item for unit in problem.load_units for piece in unit.preloaded]
    asked = True
    if reason is UnpackedReason.LOAD_ON_TOP:
        asked = any(
            one.fragile
            or one.max_load_on_top_g is not None
            or one.max_pressure_on_top_g_per_dm2 is not None
            for one in (*problem.items, *lying)
        )
    elif reason is UnpackedReason.GROUP_APART:
        asked = any(
            (rule.group in own and (rule.apart_from or rule.max_pieces_per_unit is not None))
            or own.intersection(rule.apart_from)
            for rule in rules
        )
    elif reason is UnpackedReason.GROUP_TOGETHER:
        asked = any(rule.together and rule.group in own for rule in rules)
    elif reason is UnpackedReason.BALANCE:
        asked = any(unit.centre_of_gravity or unit.axles for unit in problem.load_units)
    if not asked:
        words = f"is said to be left over because of {reason}, but no rule asks for that"
        yield violation("reason", item.id, "", 1, words)


def _check_reason(
    problem: PackingProblem,
    item: Item,
    entry: UnpackedItem,
    rooms: np.ndarray,
    used: Mapping[str, int],
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
    if not carrying:
        words = f"is said to be left over because of {entry.reason}, but no unit could ever take it"
        yield violation("reason", item.id, "", 1, words)
        return
    spare = [unit for unit in carrying if unit.stock is None or used[unit.id] < unit.stock]
    if entry.reason is UnpackedReason.NO_STOCK:
        if spare:
            words = f"is said to be left for want of stock, but {spare[0].id} is not used up"
            yield violation("reason", item.id, "", 1, words)
    elif entry.reason is UnpackedReason.NOT_FOUND_IN_TIME:
        if not spare:
            words = "is said to be left for want of time, but every unit it fits is used up"
            yield violation("reason", item.id, "", 1, words)
    elif entry.reason in _NO_PLACE:
        plain = [unit for unit in spare if _takes_one(unit, item)]
        together = {rule.group for rule in problem.group_rules if rule.together}
        if plain and together.isdisjoint(item.groups):
            words = f"is said to have no place, but an empty {plain[0].id} takes a piece"
            yield violation("reason", item.id, "", 1, words)


def _takes_one(unit: LoadUnit, item: Item) -> bool:
    """True when nothing in an empty unit that has room can keep out a single piece."""
    plain = not (
        unit.preloaded
        or unit.reserved_spaces
        or unit.overhang_length_mm
        or unit.overhang_width_mm
        or unit.centre_of_gravity
        or unit.axles
    )
    free = (1 - Decimal(repr(unit.reserved_share))) * unit.inner_size.volume_mm3
    return plain and item.size.volume_mm3 <= free


def _carries(problem: PackingProblem, unit: LoadUnit, weight_g: int) -> bool:
    """True when unit and carrier take one piece of this weight."""
    gross = unit.tare_weight_g + sum(piece.item.weight_g for piece in unit.preloaded) + weight_g
    if unit.max_gross_weight_g is not None and gross > unit.max_gross_weight_g:
        return False
    outer = unit.inner_size if unit.outer_size is None else unit.outer_size
    return _carrier_takes(problem, outer, gross)


def _carrier_takes(problem: PackingProblem, outer: Size, gross: int) -> bool:
    """True when a parcel of this size and weight is billed within the carrier's steps."""
    table = problem.rate_table
    if table is None:
        return True
    named = [zone for zone in table.zones if zone.id == problem.rate_zone_id]
    zone = named[0] if named else table.zones[0]
    if zone.extra_step_g is not None:
        return True
    grams = Fraction(gross)
    if table.divisor_cm3_per_kg is not None:
        volume = outer.length_mm * outer.width_mm * outer.height_mm
        grams = max(grams, Fraction(volume, table.divisor_cm3_per_kg))
    billed = max(1, ceil(grams / table.rounding_step_g)) * table.rounding_step_g
    return billed <= zone.steps[-1].max_weight_g
