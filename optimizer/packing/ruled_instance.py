"""A packing problem with physical rules as flat arrays for the search that keeps them.

The search always loads from above or towards the end of x: a unit with its door elsewhere is
mirrored or turned about the vertical (its frame), and what is found is turned back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from math import nan

import numpy as np
from numpy.typing import NDArray

from optimizer.packing.instance import NO_LIMIT, Instance, build_instance, turns_of
from optimizer.packing.kernels.arrays import Longs
from optimizer.packing.kernels.yard import SOLID, VOID, Cargo, Ground, Site
from optimizer.packing.model import (
    Item,
    LoadUnit,
    PackingProblem,
    PackingRules,
    UprightDimension,
)
from optimizer.packing.rules_model import DoorSide
from optimizer.shapes import Size

MG = 1_000
_NO_DROP = 1 << 40
_ANY_NUMBER = 1 << 40


@dataclass(frozen=True, eq=False)
class RuledInstance:
    """Arrays of a problem with T items, K kinds of unit and the pieces lying in them beforehand.

    `relaxed` is the problem without its rules and with the room they leave at the most: what is
    impossible or too dear there is so here. `clusters` are sets of items whose pieces all go into
    one unit together. `cargo[turned]` has the turns of a frame turned about the vertical.
    """

    problem: PackingProblem
    relaxed: Instance
    cargo: tuple[Cargo, Cargo]
    ground: Ground
    sites: tuple[Site, ...]
    group_names: tuple[str, ...]
    clusters: tuple[frozenset[int], ...]

    @property
    def type_count(self) -> int:
        return len(self.problem.items)

    def is_turned(self, kind: int) -> bool:
        """True when the frame of the kind has length and width swapped."""
        return self.problem.load_units[kind].door_side in (DoorSide.FRONT, DoorSide.BACK)

    def from_frame(self, kind: int, rows: Longs) -> Longs:
        """Rows (type, x, y, z, dx, dy, dz, nests) of the frame in the unit's own directions."""
        return _turn_rows(self.problem.load_units[kind], rows, back=True)

    def to_frame(self, kind: int, rows: Longs) -> Longs:
        """The reverse of `from_frame`."""
        return _turn_rows(self.problem.load_units[kind], rows, back=False)


def _turn_rows(unit: LoadUnit, rows: Longs, *, back: bool) -> Longs:
    door = unit.door_side
    rows = rows.copy()
    if back and door in (DoorSide.FRONT, DoorSide.BACK):
        rows = rows[:, [0, 2, 1, 3, 5, 4, 6, 7]]
    if door is DoorSide.LEFT:
        rows[:, 1] = unit.inner_size.length_mm - rows[:, 1] - rows[:, 4]
    if door is DoorSide.FRONT:
        rows[:, 2] = unit.inner_size.width_mm - rows[:, 2] - rows[:, 5]
    if not back and door in (DoorSide.FRONT, DoorSide.BACK):
        rows = rows[:, [0, 2, 1, 3, 5, 4, 6, 7]]
    return np.ascontiguousarray(rows)


def build_ruled_instance(problem: PackingProblem) -> RuledInstance:
    """Flat arrays of a valid problem."""
    lying = [piece for unit in problem.load_units for piece in unit.preloaded]
    items = [*problem.items, *(piece.item for piece in lying)]
    groups = _numbered(
        [
            *(group for item in items for group in item.groups),
            *(rule.group for rule in problem.group_rules),
            *(other for rule in problem.group_rules for other in rule.apart_from),
        ]
    )
    # Class 0 is that of items without a class.
    classes = {"": 0}
    for name in (
        *(item.stackability_class for item in items),
        *(rule.stackability_class for rule in problem.stacking_rules),
        *(name for rule in problem.stacking_rules for name in rule.may_rest_on),
    ):
        classes.setdefault(name, len(classes))
    cargo = _build_cargo(items, groups, classes)
    relaxed = _relax(problem)
    first_lying = len(problem.items)
    sites = []
    for unit, net in zip(problem.load_units, relaxed.kinds.net_weight.tolist(), strict=True):
        types = range(first_lying, first_lying + len(unit.preloaded))
        sites.append(_build_site(unit, types, net))
        first_lying += len(unit.preloaded)
    return RuledInstance(
        problem=problem,
        relaxed=relaxed,
        cargo=(cargo, cargo._replace(turns=np.ascontiguousarray(cargo.turns[:, [1, 0, 2]]))),
        ground=_build_ground(problem, items, groups, classes),
        sites=tuple(sites),
        group_names=tuple(groups),
        clusters=_clusters(problem),
    )


def _numbered(names: Iterable[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for name in names:
        found.setdefault(name, len(found))
    return found


def allowed_turns(item: Item) -> list[tuple[int, int, int]]:
    """Every (dx, dy, dz) the item may take; what holds liquid stands as given."""
    if item.liquid:
        item = item.model_copy(update={"upright_dimensions": (UprightDimension.HEIGHT,)})
    return turns_of(item)


def _build_cargo(items: list[Item], groups: dict[str, int], classes: dict[str, int]) -> Cargo:
    turn_rows: list[tuple[int, int, int]] = []
    nests: list[bool] = []
    first_turn = [0]
    group_rows: list[int] = []
    first_group = [0]
    for item in items:
        turns = allowed_turns(item)
        size = item.size
        given = sorted((size.length_mm, size.width_mm))
        turn_rows.extend(turns)
        nests.extend(
            item.nesting_growth_mm is not None
            and dz == size.height_mm
            and sorted((dx, dy)) == given
            for dx, dy, dz in turns
        )
        first_turn.append(len(turn_rows))
        group_rows.extend(sorted({groups[group] for group in item.groups}))
        first_group.append(len(group_rows))
    return Cargo(
        first_turn=np.array(first_turn, np.int64),
        turns=np.array(turn_rows, np.int64),
        nests=np.array(nests, np.bool_),
        weight=np.array([item.weight_g * MG for item in items], np.int64),
        volume=np.array([item.size.volume_mm3 for item in items], np.int64),
        growth=np.array([item.nesting_growth_mm or 0 for item in items], np.int64),
        max_load=np.array(
            [
                -1 if item.max_load_on_top_g is None else item.max_load_on_top_g * MG
                for item in items
            ],
            np.int64,
        ),
        max_pressure=np.array(
            [
                -1
                if item.max_pressure_on_top_g_per_dm2 is None
                else item.max_pressure_on_top_g_per_dm2
                for item in items
            ],
            np.int64,
        ),
        fragile=np.array([item.fragile for item in items], np.bool_),
        stack_class=np.array([classes[item.stackability_class] for item in items], np.int64),
        drop=np.array([item.drop_number or _NO_DROP for item in items], np.int64),
        liquid=np.array([item.liquid for item in items], np.bool_),
        dry=np.array([item.keep_dry for item in items], np.bool_),
        first_group=np.array(first_group, np.int64),
        groups=np.array(group_rows, np.int64),
    )


def _build_ground(
    problem: PackingProblem, items: list[Item], groups: dict[str, int], classes: dict[str, int]
) -> Ground:
    rests = np.ones((len(classes), len(classes)), np.bool_)
    for rule in problem.stacking_rules:
        row = rests[classes[rule.stackability_class]]
        row[:] = False
        row[[classes[name] for name in rule.may_rest_on]] = True
    apart = np.zeros((len(groups), len(groups)), np.bool_)
    most = np.full(len(groups), _ANY_NUMBER, np.int64)
    for group_rule in problem.group_rules:
        own = groups[group_rule.group]
        for name in group_rule.apart_from:
            apart[own, groups[name]] = apart[groups[name], own] = True
        if group_rule.max_pieces_per_unit is not None:
            most[own] = group_rule.max_pieces_per_unit
    weighed = any(
        item.max_load_on_top_g is not None or item.max_pressure_on_top_g_per_dm2 is not None
        for item in items
    )
    return Ground(rests, apart, most, problem.min_support_share, weighed)


def lying_weight_g(unit: LoadUnit) -> int:
    """Grams that lie in each unit of a kind beforehand."""
    return sum(piece.item.weight_g for piece in unit.preloaded)


def _build_site(unit: LoadUnit, types: range, net_weight_g: int) -> Site:
    inner, pad = unit.inner_size, unit.wall_padding_mm
    along, across = unit.overhang_length_mm, unit.overhang_width_mm
    boxes = [
        (SOLID if space.carries else VOID, space.x_mm, space.y_mm, space.z_mm, *_sides(space.size))
        for space in unit.reserved_spaces
    ]
    boxes += [
        (t, piece.x_mm, piece.y_mm, piece.z_mm, *_sides(piece.item.size))
        for t, piece in zip(types, unit.preloaded, strict=True)
    ]
    rows = np.array([(*box, 0) for box in boxes], np.int64).reshape(len(boxes), 8)
    whole = (
        pad - along,
        pad - across,
        pad,
        inner.length_mm - 2 * (pad - along),
        inner.width_mm - 2 * (pad - across),
        inner.height_mm - 2 * pad,
    )
    frame = np.array(
        [(0, *whole, 0), (0, 0, 0, 0, *_sides(inner), 0)],
        np.int64,
    )
    rows = _turn_rows(unit, rows, back=False)
    frame = _turn_rows(unit, frame, back=False)
    rows = rows[np.argsort(rows[:, 3], kind="stable")]
    rows[:, 4:7] += rows[:, 1:4]
    frame[:, 4:7] += frame[:, 1:4]
    deck = frame[1, [1, 2, 4, 5]]
    free = (1 - Decimal(repr(unit.reserved_share))) * inner.volume_mm3
    return Site(
        room=frame[0, 1:7].copy(),
        deck=deck.copy(),
        gap=unit.piece_padding_mm,
        side_door=unit.door_side is not DoorSide.TOP,
        fixed=np.ascontiguousarray(rows[:, 1:7]),
        fixed_type=np.ascontiguousarray(rows[:, 0]),
        net_weight=min(NO_LIMIT, (net_weight_g + lying_weight_g(unit)) * MG),
        volume=int(free) if unit.reserved_share else NO_LIMIT,
        aim=_aim(unit),
    )


def _sides(size: Size) -> tuple[int, int, int]:
    return size.length_mm, size.width_mm, size.height_mm


def _aim(unit: LoadUnit) -> NDArray[np.float64]:
    """Where the centre of gravity had best be, in the frame; NaN along an axis without limits."""
    inner, window = unit.inner_size, unit.centre_of_gravity
    x = y = nan
    if window is not None and (window.min_x_mm, window.max_x_mm) != (None, None):
        x = _middle(window.min_x_mm, window.max_x_mm, inner.length_mm)
    if window is not None and (window.min_y_mm, window.max_y_mm) != (None, None):
        y = _middle(window.min_y_mm, window.max_y_mm, inner.width_mm)
    if len(unit.axles) == 2 and np.isnan(x):
        # What both axles may still bear, as if all of it were loaded.
        spare = [max(0, axle.max_load_g - axle.empty_load_g) for axle in unit.axles]
        places = [axle.position_mm for axle in unit.axles]
        x = (spare[0] * places[0] + spare[1] * places[1]) / max(1, sum(spare))
    if unit.door_side is DoorSide.LEFT:
        x = inner.length_mm - x
    if unit.door_side is DoorSide.FRONT:
        y = inner.width_mm - y
    if unit.door_side in (DoorSide.FRONT, DoorSide.BACK):
        x, y = y, x
    return np.array((x, y))


def _middle(low: int | None, high: int | None, length: int) -> float:
    return ((0 if low is None else low) + (length if high is None else high)) / 2


def _relax(problem: PackingProblem) -> Instance:
    """The problem without its rules: bounds of it hold, and what fits no unit there fits none."""
    items = tuple(_relaxed_item(item) for item in problem.items)
    units = tuple(_relaxed_unit(unit) for unit in problem.load_units)
    rules = PackingRules(min_support_share=0.0)
    instance = build_instance(
        problem.model_copy(update={"items": items, "load_units": units, "rules": rules})
    )
    own = build_instance(problem)
    lying = np.array([lying_weight_g(unit) for unit in problem.load_units], np.int64)
    kinds = instance.kinds._replace(
        price=own.kinds.price,
        second_price=own.kinds.second_price,
        net_weight=instance.kinds.net_weight - lying,
    )
    return replace(instance, kinds=kinds)


def _relaxed_item(item: Item) -> Item:
    changes: dict[str, object] = {}
    if item.liquid:
        changes["upright_dimensions"] = (UprightDimension.HEIGHT,)
    if item.nesting_growth_mm is not None:
        # Of a column of nested pieces each takes at least the growth.
        height = min(item.nesting_growth_mm, item.size.height_mm)
        changes["size"] = item.size.model_copy(update={"height_mm": height})
    return item.model_copy(update=changes) if changes else item


def usable_room(unit: LoadUnit) -> Size:
    """Measures of where pieces may be: less padding at the walls, more overhang."""
    inner, pad = unit.inner_size, unit.wall_padding_mm
    return Size.model_construct(
        length_mm=inner.length_mm + 2 * (unit.overhang_length_mm - pad),
        width_mm=inner.width_mm + 2 * (unit.overhang_width_mm - pad),
        height_mm=inner.height_mm - 2 * pad,
    )


def _relaxed_unit(unit: LoadUnit) -> LoadUnit:
    outer = unit.outer_size or unit.inner_size
    return unit.model_copy(update={"inner_size": usable_room(unit), "outer_size": outer})


def _clusters(problem: PackingProblem) -> tuple[frozenset[int], ...]:
    """Items whose groups are to stay together, joined where they share such a group."""
    together = {rule.group for rule in problem.group_rules if rule.together}
    if not together:
        return ()
    root: dict[str, str] = {group: group for group in together}

    def find(group: str) -> str:
        while root[group] != group:
            root[group] = root[root[group]]
            group = root[group]
        return group

    for item in problem.items:
        bound = [group for group in item.groups if group in together]
        for group in bound[1:]:
            root[find(group)] = find(bound[0])
    members: dict[str, set[int]] = {}
    for t, item in enumerate(problem.items):
        for group in item.groups:
            if group in together:
                members.setdefault(find(group), set()).add(t)
    return tuple(frozenset(found) for found in members.values())
