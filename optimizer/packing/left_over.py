"""Why a piece is left over, in words that a warehouse clerk acts on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from optimizer.packing.instance import Instance, turns_of
from optimizer.packing.model import (
    Item,
    LoadUnit,
    UnpackedItem,
    UnpackedReason,
)
from optimizer.packing.workbench import FilledUnit


def explain_left_over(
    instance: Instance, left: np.ndarray, units: Sequence[FilledUnit]
) -> Iterable[UnpackedItem]:
    """One entry for each item of which `left` (pieces per type) says that some are over.

    `units` are those of the plan, in the order of their names C1, C2, ...
    """
    if not left.any():
        return
    over = np.flatnonzero(left).tolist()
    used = np.zeros(instance.kind_count, np.int64)
    for unit in units:
        used[unit.kind] += 1
    room = _most_room(instance, units)
    for t in over:
        item = instance.problem.items[t]
        reason, words = _explain(instance, t, item, int(left[t]), used, room)
        yield UnpackedItem(item_id=item.id, quantity=int(left[t]), reason=reason, explanation=words)


def _explain(
    instance: Instance, t: int, item: Item, pieces: int, used: np.ndarray, room: str
) -> tuple[UnpackedReason, str]:
    units = instance.problem.load_units
    fitting = [unit for unit, fits in zip(units, instance.fits[t].tolist(), strict=True) if fits]
    if not fitting:
        return UnpackedReason.TOO_LARGE, too_large(item, units)
    net = [
        (unit, int(weight))
        for unit, weight, fits in zip(
            units, instance.kinds.net_weight.tolist(), instance.fits[t].tolist(), strict=True
        )
        if fits
    ]
    carrying = [unit for unit, weight in net if weight >= item.weight_g]
    if not carrying:
        strongest, most = max(net, key=lambda pair: pair[1])
        if most < 0:
            words = "the carrier takes none of the units it fits: they are billed as too heavy"
        else:
            words = (
                f"of the units it fits, {strongest.id} carries the most: {most:,} g besides its "
                "own weight"
            )
        return (
            UnpackedReason.TOO_HEAVY,
            f"One piece weighs {item.weight_g:,} g; {words}. Send it another way or split it.",
        )
    names = names_of(carrying)
    stock = instance.kinds.stock
    if not (instance.goes_in[t] & ((stock < 0) | (used < stock))).any():
        many = sum(unit.stock or 0 for unit in carrying)
        if many == 0:
            return UnpackedReason.NO_STOCK, f"It fits {names}, but none is in stock."
        return UnpackedReason.NO_STOCK, (
            f"{in_stock(many)} of {names} {'is' if many == 1 else 'are'} used up; {room}"
            f"{pieces_in_words(pieces)} of {item.size.volume_mm3 / 1e6:,.1f} litres and "
            f"{item.weight_g:,} g found no place in them."
        )
    return (
        UnpackedReason.NOT_FOUND_IN_TIME,
        f"{pieces_in_words(pieces)} would fit {names}, but the time ran out first. "
        "Allow more time.",
    )


def in_stock(many: int) -> str:
    """`The one in stock`, `The 3 in stock`."""
    return "The one in stock" if many == 1 else f"The {many:,} in stock"


def _most_room(instance: Instance, units: Sequence[FilledUnit]) -> str:
    """What the unit with the most room has left, in words."""
    if not units:
        return ""
    inside = [int(instance.goods.size[unit.rows[:, 0]].sum()) for unit in units]
    spare = [
        int(instance.capacity[unit.kind]) - volume
        for unit, volume in zip(units, inside, strict=True)
    ]
    best = int(np.argmax(spare))
    unit = units[best]
    words = f"C{best + 1} has the most room left, {spare[best] / 1e6:,.1f} litres"
    if instance.problem.load_units[unit.kind].max_gross_weight_g is not None:
        loaded = int(instance.goods.weight[unit.rows[:, 0]].sum())
        words += f" and {int(instance.kinds.net_weight[unit.kind]) - loaded:,} g"
    return f"{words}; "


def too_large(item: Item, units: Sequence[LoadUnit]) -> str:
    """By how much the item is too large for the unit that comes nearest."""
    size = item.size
    measures = f"{size.length_mm} x {size.width_mm} x {size.height_mm} mm"
    best_unit, best_over = units[0], 1 << 62
    for unit in units:
        inner = unit.inner_size
        for dx, dy, dz in turns_of(item):
            over = (
                max(0, dx - inner.length_mm)
                + max(0, dy - inner.width_mm)
                + max(0, dz - inner.height_mm)
            )
            if over < best_over:
                best_unit, best_over = unit, over
    inner = best_unit.inner_size
    return (
        f"{measures} fits no unit in any allowed position; the nearest, {best_unit.id} "
        f"({inner.length_mm} x {inner.width_mm} x {inner.height_mm} mm inside), lacks "
        f"{best_over} mm. Use a larger unit or allow more positions."
    )


def names_of(units: Sequence[LoadUnit]) -> str:
    """The ids of a few units."""
    shown = ", ".join(unit.id for unit in units[:3])
    return shown if len(units) <= 3 else f"{shown} and {len(units) - 3} more kinds"


def pieces_in_words(pieces: int) -> str:
    """`1 piece`, `2 pieces`."""
    return "1 piece" if pieces == 1 else f"{pieces:,} pieces"
