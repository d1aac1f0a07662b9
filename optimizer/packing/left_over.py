"""Why a piece is left over, in words that a warehouse clerk acts on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from optimizer.packing.instance import Instance, turns_of
from optimizer.packing.model import (
    Item,
    LoadUnit,
    PackingObjective,
    UnpackedItem,
    UnpackedReason,
)


def explain_left_over(instance: Instance, left: np.ndarray) -> Iterable[UnpackedItem]:
    """One entry for each item of which `left` (pieces per type) says that some are over."""
    for t in np.flatnonzero(left).tolist():
        item = instance.problem.items[t]
        reason, words = _explain(instance, t, item, int(left[t]))
        yield UnpackedItem(item_id=item.id, quantity=int(left[t]), reason=reason, explanation=words)


def _explain(instance: Instance, t: int, item: Item, pieces: int) -> tuple[UnpackedReason, str]:
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
    if all(unit.stock is not None for unit in carrying):
        stock = sum(unit.stock or 0 for unit in carrying)
        if stock == 0:
            words = f"It fits {names}, but none is in stock."
        elif instance.problem.objective is PackingObjective.MOST_VOLUME:
            words = f"No room was found for {pieces_in_words(pieces)} in the {stock:,} of {names}."
        else:
            words = (
                f"The {stock:,} in stock of {names} are used up; "
                f"{pieces_in_words(pieces)} need more units."
            )
        return UnpackedReason.NO_STOCK, words
    return (
        UnpackedReason.NOT_FOUND_IN_TIME,
        f"{pieces_in_words(pieces)} would fit {names}, but the time ran out first. "
        "Allow more time.",
    )


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
