"""The independent checker of the physical rules: weights on top, ways in, balance, groups.

Shares no code with the search. Weights that rest on pieces are whole milligrams: a piece hands its
own weight and all it carries to whatever its base touches, in proportion to the areas of contact,
each part rounded up to the next milligram. All comparisons are exact.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

import numpy as np

from optimizer.packing.kernels.judging_rules import (
    PIECE,
    PRELOADED,
    SOLID,
    VOID,
    judge_pairs,
)
from optimizer.packing.model import (
    Item,
    Load,
    LoadUnit,
    PackingPlan,
    PackingProblem,
)
from optimizer.packing.rules_model import DoorSide, GroupRule, StackingRule
from optimizer.packing.violation import Violation, violation

_MOST_FINDINGS = 1_000
_MG = 1_000
_LAST_DROP = 1 << 40
"""Drop of pieces without a number: they stay in until the end."""

_PAIR_WORDS = (
    ("overlap", "shares {amount} mm3 with {other}"),
    ("padding", "stands {amount} mm too close to {other}"),
    ("step_order", "goes in before {other} that it rests on"),
    ("path", "cannot be put straight in: {other} is in the way"),
    ("last_in", "cannot be unloaded at its drop: {other} of a later drop is in the way"),
    ("liquid", "is to be kept dry, but {other} above it holds liquid"),
)


class _Thing(NamedTuple):
    """A piece of the plan, a pre-loaded piece (step 0) or a reserved space (no item)."""

    item: Item | None
    name: str
    kind: int
    step: int
    box: tuple[int, int, int, int, int, int]

    @property
    def base(self) -> int:
        return (self.box[3] - self.box[0]) * (self.box[4] - self.box[1])


Below = Mapping[int, Sequence[tuple[int, int]]]
"""For each thing what it rests on: (thing below, mm2)."""


def room_of(unit: LoadUnit) -> tuple[int, int, int, int, int, int]:
    """Where pieces may be: the inner measures less wall padding, more overhang."""
    inner, pad = unit.inner_size, unit.wall_padding_mm
    along, across = unit.overhang_length_mm, unit.overhang_width_mm
    return (
        pad - along,
        pad - across,
        pad,
        inner.length_mm - pad + along,
        inner.width_mm - pad + across,
        inner.height_mm - pad,
    )


def check_load_rules(
    problem: PackingProblem, items: Mapping[str, Item], unit: LoadUnit, load: Load
) -> list[Violation]:
    """Every physical rule that a load breaks; its pieces are all of known items."""
    things = [*_preloaded(unit), *_reserved(unit), *_pieces(items, load)]
    found: list[Violation] = []
    contacts = _judge_pairs(unit, things, load.id, found)
    below: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for lower, upper, area in contacts:
        below[upper].append((lower, area))
    found.extend(_check_support(problem.min_support_share, unit, things, below, load.id))
    found.extend(_check_carrying(problem, things, below, load.id))
    found.extend(_check_balance(unit, things, load.id))
    found.extend(_check_free_share(unit, things, load.id))
    found.extend(_check_load_groups(problem, things, load.id))
    return found


def filled_volume(items: Mapping[str, Item], unit: LoadUnit, load: Load) -> int:
    """Cubic millimetres that pieces of the load take; of nested pieces only what they add."""
    return _volume([*_preloaded(unit), *_pieces(items, load)])


def _preloaded(unit: LoadUnit) -> Iterator[_Thing]:
    for piece in unit.preloaded:
        size = piece.item.size
        x, y, z = piece.x_mm, piece.y_mm, piece.z_mm
        box = (x, y, z, x + size.length_mm, y + size.width_mm, z + size.height_mm)
        yield _Thing(piece.item, piece.item.id, PRELOADED, 0, box)


def _reserved(unit: LoadUnit) -> Iterator[_Thing]:
    for number, space in enumerate(unit.reserved_spaces, 1):
        size = space.size
        x, y, z = space.x_mm, space.y_mm, space.z_mm
        box = (x, y, z, x + size.length_mm, y + size.width_mm, z + size.height_mm)
        kind = SOLID if space.carries else VOID
        yield _Thing(None, f"reserved space {number}", kind, -1, box)


def _pieces(items: Mapping[str, Item], load: Load) -> Iterator[_Thing]:
    for placement in load.placements:
        size = placement.size
        x, y, z = placement.x_mm, placement.y_mm, placement.z_mm
        box = (x, y, z, x + size.length_mm, y + size.width_mm, z + size.height_mm)
        yield _Thing(items[placement.item_id], placement.item_id, PIECE, placement.step, box)


def _judge_pairs(
    unit: LoadUnit, things: Sequence[_Thing], where: str, found: list[Violation]
) -> list[list[int]]:
    """Adds what pairs of things break; returns contacts (lower, upper, mm2)."""
    families: dict[str, int] = {}
    traits = np.zeros((len(things), 7), np.int64)
    for row, thing in zip(traits, things, strict=True):
        item = thing.item
        row[:5] = (thing.kind, thing.step, -1, 0, _LAST_DROP)
        if item is None:
            continue
        if item.nesting_growth_mm is not None and _stands_as_given(thing, item):
            row[2] = families.setdefault(item.id, len(families))
            row[3] = item.nesting_growth_mm
        row[4] = item.drop_number or _LAST_DROP
        row[5] = item.liquid
        row[6] = item.keep_dry
    boxes = np.array([thing.box for thing in things], np.int64)
    door = tuple(DoorSide).index(unit.door_side)
    axis = 1 if unit.door_side in (DoorSide.LEFT, DoorSide.RIGHT) else 0
    order = np.argsort(boxes[:, axis], kind="stable")
    findings = np.empty((_MOST_FINDINGS, 4), np.int64)
    room = 8 * len(things) + 16
    while True:
        contacts = np.empty((room, 3), np.int64)
        count, touching = judge_pairs(
            boxes, traits, order, door, unit.piece_padding_mm, findings, contacts
        )
        if touching <= room:
            break
        room = touching
    for what, one, other, amount in findings[:count].tolist():
        kind, words = _PAIR_WORDS[what]
        pair = (things[one], things[other])
        who, whom = pair[::-1] if pair[0].kind > PRELOADED else pair
        said = words.format(amount=amount, other=_named(whom))
        found.append(violation(kind, who.name, where, amount, said))
    rows: list[list[int]] = contacts[:touching].tolist()
    return rows


def _named(thing: _Thing) -> str:
    return f"{thing.name} (step {thing.step})" if thing.kind == PIECE else thing.name


def _stands_as_given(thing: _Thing, item: Item) -> bool:
    across = sorted((thing.box[3] - thing.box[0], thing.box[4] - thing.box[1]))
    upright = thing.box[5] - thing.box[2] == item.size.height_mm
    return upright and across == sorted((item.size.length_mm, item.size.width_mm))


def _check_support(
    share: float, unit: LoadUnit, things: Sequence[_Thing], below: Below, where: str
) -> Iterator[Violation]:
    floor = room_of(unit)[2]
    for index, thing in enumerate(things):
        if thing.kind != PIECE:
            continue
        rests = sum(area for _, area in below.get(index, ()))
        if thing.box[2] == floor:
            across = min(thing.box[3], unit.inner_size.length_mm) - max(thing.box[0], 0)
            along = min(thing.box[4], unit.inner_size.width_mm) - max(thing.box[1], 0)
            rests += max(0, across) * max(0, along)
        if rests < share * thing.base * (1.0 - 1e-12):
            words = f"only {rests} of {thing.base} mm2 of its base rest on something"
            yield violation("support", thing.name, where, thing.base - rests, words)


def weights_on_top(things: Sequence[_Thing], below: Below, on_floor: Sequence[int]) -> list[int]:
    """Milligrams that rest on each thing; `on_floor` is the area each has on the floor itself."""
    carried = [0] * len(things)
    # Whatever rests on a thing stands higher than it, so that from the top down each is complete.
    for index in sorted(range(len(things)), key=lambda i: -things[i].box[2]):
        under = below.get(index, ())
        item = things[index].item
        if item is None or not under:
            continue
        down = item.weight_g * _MG + carried[index]
        touched = on_floor[index] + sum(area for _, area in under)
        for lower, area in under:
            carried[lower] += -(-down * area // touched)
    return carried


def _check_carrying(
    problem: PackingProblem, things: Sequence[_Thing], below: Below, where: str
) -> Iterator[Violation]:
    """Load and pressure on top, what is fragile, which class rests on which."""
    # A thing that touches others from above stands on none of the floor: that lies lower.
    carried = weights_on_top(things, below, [0] * len(things))
    for thing, load_mg in zip(things, carried, strict=True):
        item = thing.item
        limit = None if item is None else item.max_load_on_top_g
        if limit is not None and load_mg > limit * _MG:
            words = f"carries {load_mg / _MG:,.3f} g, at most {limit:,} g may rest on it"
            yield violation("load_on_top", thing.name, where, load_mg / _MG - limit, words)
    classes = {rule.stackability_class: rule for rule in problem.stacking_rules}
    for upper, under in below.items():
        resting = things[upper]
        if resting.item is None:
            continue
        pressing = resting.item.weight_g * _MG + carried[upper]
        touched = sum(area for _, area in under)
        # What is nested shares room with what it stands in, and may touch more of the same column.
        nested = any(things[lower].box[5] > resting.box[2] for lower, _ in under)
        for lower, _ in under:
            bearing = things[lower]
            if bearing.item is None or (bearing.kind == PRELOADED and resting.kind == PRELOADED):
                continue
            rules = {} if nested else classes
            yield from _check_contact(bearing, resting, pressing, touched, rules, where)


def _check_contact(
    bearing: _Thing,
    resting: _Thing,
    pressing: int,
    touched: int,
    classes: Mapping[str, StackingRule],
    where: str,
) -> Iterator[Violation]:
    below, above = bearing.item, resting.item
    if below is None or above is None:
        return
    if below.fragile:
        words = f"is fragile, but {_named(resting)} rests on it"
        yield violation("fragile", bearing.name, where, 1, words)
    limit = below.max_pressure_on_top_g_per_dm2
    # Milligrams on square millimetres against grams on square decimetres (10,000 mm2).
    if limit is not None and pressing * 10 > limit * touched:
        real = pressing * 10 / touched
        words = f"{_named(resting)} presses with {real:,.1f} g/dm2, {limit:,} are allowed"
        yield violation("pressure", bearing.name, where, real - limit, words)
    rule = classes.get(above.stackability_class)
    if rule is not None and below.stackability_class not in rule.may_rest_on:
        words = f"is of class {above.stackability_class}, which may not rest on {_named(bearing)}"
        yield violation("stacking", resting.name, where, 1, words)


def _check_balance(unit: LoadUnit, things: Sequence[_Thing], where: str) -> Iterator[Violation]:
    loaded = [(thing, thing.item.weight_g) for thing in things if thing.item is not None]
    weight = sum(grams for _, grams in loaded)
    # Twice the moments about x = 0, y = 0 and the floor, so that centres are whole numbers.
    moments = [
        sum((thing.box[axis] + thing.box[axis + 3]) * grams for thing, grams in loaded)
        for axis in range(3)
    ]
    window = unit.centre_of_gravity
    if window is not None and weight:
        limits = (
            ("x", 0, window.min_x_mm, window.max_x_mm),
            ("y", 1, window.min_y_mm, window.max_y_mm),
            ("z", 2, None, window.max_z_mm),
        )
        for name, axis, low, high in limits:
            centre = moments[axis] / (2 * weight)
            if low is not None and moments[axis] < 2 * low * weight:
                words = f"its centre of gravity lies at {name} = {centre:.1f} mm, below {low} mm"
                yield violation("centre_of_gravity", "", where, low - centre, words)
            if high is not None and moments[axis] > 2 * high * weight:
                words = f"its centre of gravity lies at {name} = {centre:.1f} mm, above {high} mm"
                yield violation("centre_of_gravity", "", where, centre - high, words)
    if len(unit.axles) != 2:
        return
    front, rear = sorted(unit.axles, key=lambda axle: axle.position_mm)
    apart = 2 * (rear.position_mm - front.position_mm)
    # Grams on an axle, times `apart`, by the lever rule.
    on_rear = moments[0] - 2 * front.position_mm * weight
    for axle, scaled in ((front, weight * apart - on_rear), (rear, on_rear)):
        bears = axle.empty_load_g + scaled / apart
        name = f"the axle at {axle.position_mm} mm bears {bears:,.1f} g"
        if axle.empty_load_g * apart + scaled > axle.max_load_g * apart:
            words = f"{name}, at most {axle.max_load_g:,} g are allowed"
            yield violation("axle", "", where, bears - axle.max_load_g, words)
        if axle.empty_load_g * apart + scaled < axle.min_load_g * apart:
            words = f"{name}, at least {axle.min_load_g:,} g are needed"
            yield violation("axle", "", where, axle.min_load_g - bears, words)


def _check_free_share(unit: LoadUnit, things: Sequence[_Thing], where: str) -> Iterator[Violation]:
    if not unit.reserved_share:
        return
    usable = (1 - Decimal(repr(unit.reserved_share))) * unit.inner_size.volume_mm3
    volume = _volume(things)
    if volume > usable:
        words = f"{volume} mm3 are taken, {usable:.0f} are not reserved"
        yield violation("reserved_share", "", where, float(volume - usable), words)


def _volume(things: Sequence[_Thing]) -> int:
    """Cubic millimetres that pieces take; of nested pieces only what they add."""
    volume = 0
    tops: dict[tuple[str, int, int, int, int], list[tuple[int, int]]] = defaultdict(list)
    for thing in things:
        x1, y1, z1, x2, y2, z2 = thing.box
        item = thing.item
        if item is None:
            continue
        if item.nesting_growth_mm is not None and _stands_as_given(thing, item):
            tops[item.id, x1, y1, x2, y2].append((z1, z2))
        else:
            volume += thing.base * (z2 - z1)
    for (_, x1, y1, x2, y2), spans in tops.items():
        reached = -(1 << 60)
        for z1, z2 in sorted(spans):
            volume += (x2 - x1) * (y2 - y1) * max(0, z2 - max(z1, reached))
            reached = max(reached, z2)
    return volume


def _check_load_groups(
    problem: PackingProblem, things: Sequence[_Thing], where: str
) -> Iterator[Violation]:
    counts: Counter[str] = Counter()
    for thing in things:
        if thing.item is not None:
            counts.update(set(thing.item.groups))
    for rule in problem.group_rules:
        here = counts[rule.group]
        if not here:
            continue
        if rule.max_pieces_per_unit is not None and here > rule.max_pieces_per_unit:
            words = f"holds {here} pieces of group {rule.group}, over {rule.max_pieces_per_unit}"
            yield violation("group_size", "", where, here - rule.max_pieces_per_unit, words)
        for other in rule.apart_from:
            if counts[other]:
                words = f"holds groups {rule.group} and {other}, which are to be kept apart"
                yield violation("group_apart", "", where, 1, words)


def check_together(
    rules: Sequence[GroupRule], items: Mapping[str, Item], plan: PackingPlan
) -> list[Violation]:
    """Groups to be kept together that lie in several loads, or in part in none."""
    wanted = {rule.group for rule in rules if rule.together}
    if not wanted:
        return []
    spread: dict[str, set[str]] = defaultdict(set)
    for load in plan.loads:
        for name in {placement.item_id for placement in load.placements}:
            if name in items:
                for group in wanted.intersection(items[name].groups):
                    spread[group].add(load.id)
    for unpacked in plan.unpacked:
        if unpacked.item_id in items:
            for group in wanted.intersection(items[unpacked.item_id].groups):
                spread[group].add("")
    return [
        violation(
            "group_together",
            "",
            "",
            len(places) - 1,
            f"group {group} is to stay together, but lies in "
            + " and ".join(sorted(place or "no unit" for place in places)),
        )
        for group, places in sorted(spread.items())
        if len(places) > 1
    ]


def check_own_container(items: Mapping[str, Item], load: Load) -> list[Violation]:
    """What is wrong with a load that names no unit: one piece that ships as it is."""
    names = [placement.item_id for placement in load.placements]
    item = items.get(names[0]) if len(names) == 1 else None
    if item is None or not item.ships_in_own_container:
        words = "names no load unit, but is not one piece that ships in its own container"
        return [violation("own_container", "", load.id, 1, words)]
    (placement,) = load.placements
    found = []
    at_origin = (placement.x_mm, placement.y_mm, placement.z_mm) == (0, 0, 0)
    if not at_origin or placement.size != item.size or placement.step != 1:
        words = "ships as it is: at 0, 0, 0, as given, in one step"
        found.append(violation("own_container", item.id, load.id, 1, words))
    if load.gross_weight_g != item.weight_g:
        off = abs(load.gross_weight_g - item.weight_g)
        words = f"weighs {item.weight_g} g, not as stated"
        found.append(violation("gross_weight", item.id, load.id, off, words))
    if load.fill_share != 1.0:
        off_share = abs(1.0 - load.fill_share)
        found.append(violation("fill_share", item.id, load.id, off_share, "is filled to 1"))
    return found
