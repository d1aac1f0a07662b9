"""Why pieces are left over where physical rules hold: which rule, where, because of what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np

from optimizer.budget import Budget
from optimizer.packing.balance import balance
from optimizer.packing.kernels import bearing, placing, stowing
from optimizer.packing.kernels.yard import VOLUME, WEIGHT, Yard
from optimizer.packing.left_over import names_of, pieces_in_words, too_large
from optimizer.packing.model import Item, LoadUnit, UnpackedItem, UnpackedReason
from optimizer.packing.ruled_instance import MG, RuledInstance, allowed_turns, usable_room
from optimizer.packing.ruled_loading import RuledUnit, yard_for

_MOST_LOADS = 12
"""Loads looked at for one item, those with the most room first."""
_MOST_ITEMS = 40
"""Items whose places are looked for; of further ones only sizes, weights and stock are told."""
_SURE_ITEMS = 2
"""Items looked at closely even when time is up."""


class _Finding(NamedTuple):
    """What keeps one more piece out of a unit: code, where, and what is in the way."""

    code: int
    where: str
    blocker: str


_REASONS = {
    bearing.TOO_MUCH_ON_TOP: (
        UnpackedReason.LOAD_ON_TOP,
        "it would put too much weight on {blocker} in {where}",
    ),
    bearing.FRAGILE: (
        UnpackedReason.LOAD_ON_TOP,
        "it would rest on {blocker} in {where}, which is fragile",
    ),
    bearing.CLASS: (
        UnpackedReason.NO_ROOM,
        "its class may not rest on {blocker} in {where}, and no other place is free",
    ),
    bearing.WET: (
        UnpackedReason.NO_ROOM,
        "in {where} liquid would stand above what is to be kept dry ({blocker})",
    ),
    bearing.DROP: (
        UnpackedReason.NO_ROOM,
        "in {where} it and {blocker} could not be unloaded in the order of their drops",
    ),
    bearing.UNSUPPORTED: (
        UnpackedReason.NO_ROOM,
        "where there is room in {where}, too little of its base would rest on something",
    ),
    bearing.NO_WAY_IN: (
        UnpackedReason.NO_ROOM,
        "the way to the room left in {where} is blocked by {blocker}",
    ),
    bearing.GROUPS_APART: (
        UnpackedReason.GROUP_APART,
        "{where} holds a group that it is to be kept apart from",
    ),
    bearing.GROUP_FULL: (
        UnpackedReason.GROUP_APART,
        "{where} holds as many pieces of its group as it may",
    ),
    bearing.TOO_BULKY: (
        UnpackedReason.NO_ROOM,
        "in {where} the share that stays free would be used",
    ),
}


def explain_ruled(
    instance: RuledInstance, units: Sequence[RuledUnit], left: np.ndarray, budget: Budget
) -> Iterable[UnpackedItem]:
    """One entry for each item of which `left` (pieces per type) says that some are over.

    `units` are those of the plan, in the order of their names C1, C2, ...; once the time is up only
    sizes, weights and stock are told.
    """
    over = np.flatnonzero(left).tolist()
    if not over:
        return
    explainer = _Explainer(instance, units)
    for number, t in enumerate(over):
        item = instance.problem.items[t]
        closely = number < _SURE_ITEMS or (number < _MOST_ITEMS and not budget.expired())
        reason, words = explainer.explain(t, int(left[t]), closely=closely)
        yield UnpackedItem(item_id=item.id, quantity=int(left[t]), reason=reason, explanation=words)


class _Explainer:
    def __init__(self, instance: RuledInstance, units: Sequence[RuledUnit]) -> None:
        self._instance = instance
        self._units = units
        pieces = max((len(unit.rows) for unit in units), default=0) + 1
        self._yard = yard_for(instance, pieces)
        problem = instance.problem
        used = np.bincount([unit.kind for unit in units] or [0], minlength=len(problem.load_units))
        if not units:
            used[:] = 0
        self._in_stock = [
            unit.stock is None or used[kind] < unit.stock
            for kind, unit in enumerate(problem.load_units)
        ]
        roomy = sorted(
            range(len(units)),
            key=lambda i: units[i].volume - problem.load_units[units[i].kind].inner_size.volume_mm3,
        )
        self._looked_at = roomy[:_MOST_LOADS]
        self._rooms = [usable_room(unit) for unit in problem.load_units]
        self._sides = [(room.length_mm, room.width_mm, room.height_mm) for room in self._rooms]

    def explain(self, t: int, pieces: int, *, closely: bool) -> tuple[UnpackedReason, str]:
        """The reason why pieces of type t are left, and what a clerk should know."""
        instance = self._instance
        problem = instance.problem
        item = problem.items[t]
        turns = allowed_turns(item)
        fitting = [
            kind
            for kind, (length, width, height) in enumerate(self._sides)
            if any(dx <= length and dy <= width and dz <= height for dx, dy, dz in turns)
        ]
        if not fitting:
            usable = [
                unit.model_copy(update={"inner_size": room})
                for unit, room in zip(problem.load_units, self._rooms, strict=True)
            ]
            return UnpackedReason.TOO_LARGE, too_large(item, usable)
        net = instance.relaxed.kinds.net_weight
        carrying = [kind for kind in fitting if net[kind] >= item.weight_g]
        if not carrying:
            strongest = max(fitting, key=lambda kind: int(net[kind]))
            return UnpackedReason.TOO_HEAVY, (
                f"One piece weighs {item.weight_g:,} g; of the units it fits, "
                f"{problem.load_units[strongest].id} carries the most: "
                f"{max(0, int(net[strongest])):,} g besides its own weight and what lies in it. "
                "Send it another way or split it."
            )
        units = [problem.load_units[kind] for kind in carrying]
        names = names_of(units)
        spare = [kind for kind in carrying if self._in_stock[kind]]
        if not closely:
            return _briefly(names, pieces, spare)
        return self._closely(t, item, pieces, units, spare)

    def _closely(
        self, t: int, item: Item, pieces: int, units: Sequence[LoadUnit], spare: Sequence[int]
    ) -> tuple[UnpackedReason, str]:
        names = names_of(units)
        cluster = next((found for found in self._instance.clusters if t in found), None)
        empty = [self._in_empty(t, kind) for kind in spare]
        if any(found.code == bearing.FITS for found in empty):
            if cluster is not None:
                groups = ", ".join(item.groups)
                return UnpackedReason.GROUP_TOGETHER, (
                    f"Its group ({groups}) is to stay together, and no unit was found that takes "
                    "all of it. Use a larger unit or let the group be split."
                )
            return UnpackedReason.NOT_FOUND_IN_TIME, (
                f"{pieces_in_words(pieces)} would fit {names}, but the time ran out first. "
                "Allow more time."
            )
        unbalanced = [found for found in empty if found.code == _UNBALANCED]
        if unbalanced:
            return UnpackedReason.BALANCE, (
                f"By itself it would bring {unbalanced[0].where} out of balance (centre of gravity "
                "or load of an axle), and no load was found that balances it."
            )
        findings = empty + [self._in_load(t, i) for i in self._looked_at]
        if cluster is not None:
            groups = ", ".join(item.groups)
            return UnpackedReason.GROUP_TOGETHER, (
                f"Its group ({groups}) is to stay together, and no unit left takes all of it."
            )
        stock = sum(unit.stock or 0 for unit in units)
        if not spare and stock == 0:
            return UnpackedReason.NO_STOCK, f"It fits {names}, but none is in stock."
        told = [found for found in findings if found.code in _REASONS]
        prefix = "No unit takes it: "
        if not spare:
            prefix = f"The {stock:,} in stock of {names} are used up; "
        if told:
            nearest = max(told, key=_nearness)
            reason, words = _REASONS[nearest.code]
            said = words.format(blocker=nearest.blocker, where=nearest.where)
            return reason, f"{prefix}{said}. {pieces_in_words(pieces)} left over."
        best = self._most_room()
        missing = f"{best} " if best else ""
        reason = UnpackedReason.NO_STOCK if not spare else UnpackedReason.NO_ROOM
        return reason, f"{prefix}{missing}{pieces_in_words(pieces)} need more room."

    def _in_empty(self, t: int, kind: int) -> _Finding:
        instance = self._instance
        cargo = instance.cargo[instance.is_turned(kind)]
        stowing.open_yard(cargo, instance.ground, instance.sites[kind], self._yard)
        unit = instance.problem.load_units[kind]
        found = self._diagnose(t, kind, [], f"an empty {unit.id}")
        if found.code == bearing.FITS and not self._balances(t, kind):
            return found._replace(code=_UNBALANCED)
        return found

    def _balances(self, t: int, kind: int) -> bool:
        """True when a piece alone on the floor can be balanced."""
        unit = self._instance.problem.load_units[kind]
        size = self._instance.problem.items[t].size
        pad = unit.wall_padding_mm
        row = (t, pad, pad, pad, size.length_mm, size.width_mm, size.height_mm, 0)
        weights = [item.weight_g for item in self._instance.problem.items]
        return len(balance(unit, weights, np.array([row], np.int64))) == 1

    def _in_load(self, t: int, i: int) -> _Finding:
        unit = self._units[i]
        replay(self._instance, self._yard, unit)
        items = self._instance.problem.items
        names = [items[s].id for s in unit.rows[:, 0].tolist()]
        return self._diagnose(t, unit.kind, names, f"C{i + 1}")

    def _diagnose(self, t: int, kind: int, names: Sequence[str], where: str) -> _Finding:
        instance = self._instance
        site = instance.sites[kind]
        cargo = instance.cargo[instance.is_turned(kind)]
        code, blocker = placing.diagnose(cargo, instance.ground, site, self._yard, t)
        name = "something"
        lying = len(site.fixed)
        if blocker >= lying:
            name = f"{names[blocker - lying]} (step {blocker - lying + 1})"
        elif blocker >= 0:
            s = int(site.fixed_type[blocker])
            pieces = [
                piece.item.id for unit in instance.problem.load_units for piece in unit.preloaded
            ]
            name = pieces[s - len(instance.problem.items)] if s >= 0 else "a reserved space"
        return _Finding(int(code), where, name)

    def _most_room(self) -> str:
        """The load with the most room left, in words."""
        if not self._looked_at:
            return ""
        i = self._looked_at[0]
        unit = self._units[i]
        kind = self._instance.problem.load_units[unit.kind]
        replay(self._instance, self._yard, unit)
        litres = (kind.inner_size.volume_mm3 - int(self._yard.meta[VOLUME])) / 1e6
        words = f"C{i + 1} has the most left, {litres:,.1f} litres"
        if kind.max_gross_weight_g is not None:
            spare = self._instance.sites[unit.kind].net_weight - int(self._yard.meta[WEIGHT])
            words += f" and {spare / MG:,.0f} g"
        return words + ", but no free place where it may stand."


_UNBALANCED = 30


def _nearness(found: _Finding) -> float:
    """How near a piece came to standing there: a group in the way says more than a full unit."""
    return float(found.code) if found.code <= bearing.TOO_MUCH_ON_TOP else bearing.DROP - 0.5


def _briefly(names: str, pieces: int, spare: Sequence[int]) -> tuple[UnpackedReason, str]:
    if spare:
        return UnpackedReason.NOT_FOUND_IN_TIME, (
            f"{pieces_in_words(pieces)} may fit {names}, but no place was found in time. "
            "Allow more time."
        )
    return UnpackedReason.NO_STOCK, (
        f"All in stock of {names} are used up; {pieces_in_words(pieces)} need more units."
    )


def replay(instance: RuledInstance, yard: Yard, unit: RuledUnit) -> None:
    """Loads the yard as the unit was loaded."""
    cargo = instance.cargo[instance.is_turned(unit.kind)]
    site = instance.sites[unit.kind]
    stowing.open_yard(cargo, instance.ground, site, yard)
    rows = instance.to_frame(unit.kind, unit.rows)
    stowing.replay(cargo, instance.ground, site, yard, rows)
