"""Faults of the physical rules: contradictions, and what lies or stands where there is no room.

As everywhere in validation, nothing raises, and values outside their ranges are tolerated.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from pydantic import ValidationError

from optimizer.faults import Fault, FieldPath
from optimizer.packing.check_rules import check_load_rules
from optimizer.packing.kernels.arrays import Longs
from optimizer.packing.model import (
    Item,
    Load,
    LoadUnit,
    PackingProblem,
    PackingRules,
    PreloadedPiece,
    UprightDimension,
)
from optimizer.packing.rules_asked import asks_nothing, has_no_rule
from optimizer.packing.rules_model import Axle

MOST_PRELOADED = 10_000
"""Most pieces that lie in load units beforehand, all kinds together."""
_WIDEST_BASE_MM2 = 3_000_000_000
"""Larger bases would make sums of weights and areas that cannot be held exactly."""
_BEYOND_MM = 10_000
"""How far an axle may lie outside the load floor."""
_FULL_SHARE = 1.0


def rule_faults(
    rules: PackingRules | None,
    items: Sequence[Item] | None,
    load_units: Sequence[LoadUnit] | None,
) -> Iterator[Fault]:
    """Faults of rules, items and units of one problem."""
    yield from order_rule_faults(rules, items)
    yield from shared_rule_faults(rules, load_units)


def shared_rule_faults(
    rules: PackingRules | None, load_units: Sequence[LoadUnit] | None
) -> Iterator[Fault]:
    """Faults of what all orders of a batch have in common."""
    yield from plan_rule_faults(rules)
    yield from unit_rule_faults(rules, load_units)


def order_rule_faults(rules: PackingRules | None, items: Sequence[Item] | None) -> Iterator[Fault]:
    """Faults of the items of one order, and of the rules with them."""
    limited = None
    for position, item in enumerate(items or ()):
        if has_no_rule(item):
            continue
        for fault in item_rule_faults(item):
            yield fault.under("items", position)
        if limited is None and _has_weight_limit(item):
            limited = position
    if limited is not None and _share(rules) == 0:
        yield Fault(
            ("items", limited),
            items[limited].id if items else "",
            "limits what rests on it, while min_support_share 0 lets pieces float",
            "ask for a support share above 0, so that every piece rests on something",
        )
    yield from contradictions(rules, items)


def _share(rules: PackingRules | None) -> float:
    share = None if rules is None else rules.min_support_share
    return _FULL_SHARE if share is None else share


def _has_weight_limit(item: Item) -> bool:
    return item.max_load_on_top_g is not None or item.max_pressure_on_top_g_per_dm2 is not None


def item_rule_faults(item: Item) -> Iterator[Fault]:
    """Faults of one item by itself."""
    size = item.size
    upright = item.upright_dimensions or (UprightDimension.HEIGHT,)
    growth = item.nesting_growth_mm
    if growth is not None:
        if size is not None and growth >= (size.height_mm or 0):
            yield Fault(
                ("nesting_growth_mm",),
                growth,
                f"is not below the height of {size.height_mm} mm",
                "state what each further piece adds to a nested column, or leave it out",
            )
        if item.fragile:
            yield Fault(
                ("fragile",),
                True,
                "forbids anything on top, nested pieces too",
                "leave out nesting_growth_mm, or state max_load_on_top_g instead",
            )
        if UprightDimension.HEIGHT not in upright:
            yield Fault(
                ("nesting_growth_mm",),
                growth,
                "is for pieces standing as given, which the upright dimensions forbid",
                "allow the height to point up",
            )
    if item.liquid and UprightDimension.HEIGHT not in upright:
        yield Fault(
            ("upright_dimensions",),
            [str(dimension) for dimension in upright],
            "forbid what holds liquid to stand as given",
            "allow the height to point up, or turn the size so that the height points up",
        )
    if len(set(item.groups or ())) < len(item.groups or ()):
        yield Fault(("groups",), list(item.groups), "names a group twice", "name each group once")
    if size is not None and _has_weight_limit(item):
        sides = sorted((size.length_mm or 0, size.width_mm or 0, size.height_mm or 0))
        if sides[1] * sides[2] > _WIDEST_BASE_MM2:
            yield Fault(
                ("size",),
                f"{sides[2]} x {sides[1]}",
                "is too large for a limit on what rests on it",
                "leave the limit out for pieces beyond 3,000 square metres",
            )


def plan_rule_faults(rules: PackingRules | None) -> Iterator[Fault]:
    """Faults of the rules by themselves."""
    if rules is None:
        return
    yield from _twice("stacking", "stackability_class", rules.stacking)
    yield from _twice("groups", "group", rules.groups)
    for position, rule in enumerate(rules.groups or ()):
        if rule.group in (rule.apart_from or ()):
            yield Fault(
                ("rules", "groups", position, "apart_from"),
                rule.group,
                "keeps the group apart from itself",
                "for one piece in each unit set max_pieces_per_unit to 1",
            )


def _twice(name: str, key: str, rules: Iterable[object] | None) -> Iterator[Fault]:
    first_at: dict[str, int] = {}
    for position, rule in enumerate(rules or ()):
        own = getattr(rule, key)
        first = first_at.setdefault(own, position)
        if first != position:
            yield Fault(
                ("rules", name, position, key),
                own,
                f"already has the rule rules.{name}[{first}]",
                "say everything about it in one entry",
            )


def contradictions(rules: PackingRules | None, items: Sequence[Item] | None) -> Iterator[Fault]:
    """Groups that are to stay together and cannot: at the first of their items."""
    if rules is None or not rules.groups:
        return
    groups = [rule for rule in rules.groups if rule.together]
    apart: dict[str, set[str]] = defaultdict(set)
    for rule in rules.groups:
        for other in rule.apart_from or ():
            if other != rule.group:
                apart[rule.group].add(other)
                apart[other].add(rule.group)
    for position, item in enumerate(items or ()):
        for group in item.groups or ():
            if apart and not apart[group].isdisjoint(item.groups):
                yield Fault(
                    ("items", position, "groups"),
                    list(item.groups),
                    f"holds {group} and a group that it is to be kept apart from",
                    "take the item out of one of the two groups",
                )
                break
    members: dict[str, set[str]] = defaultdict(set)
    pieces: Counter[str] = Counter()
    own_container: dict[str, int] = defaultdict(int)
    first_at: dict[str, int] = {}
    wanted = {rule.group for rule in groups}
    for position, item in enumerate(items or ()):
        for group in wanted.intersection(item.groups or ()):
            first_at.setdefault(group, position)
            members[group].update(item.groups)
            pieces[group] += item.quantity or 0
            own_container[group] += (item.quantity or 0) if item.ships_in_own_container else 0
    for rule in groups:
        if rule.group not in first_at:
            continue
        path: FieldPath = ("items", first_at[rule.group], "groups")
        within = members[rule.group]
        clash = next(((a, b) for a in sorted(within) for b in sorted(apart[a] & within)), None)
        if clash is not None:
            yield Fault(
                path,
                rule.group,
                f"is to stay together with pieces of groups {clash[0]} and {clash[1]}, "
                "which are to be kept apart",
                "take one of the items out of the group, or drop one of the two rules",
            )
        most = rule.max_pieces_per_unit
        if most is not None and pieces[rule.group] > most:
            yield Fault(
                path,
                rule.group,
                f"has {pieces[rule.group]} pieces that are to stay together, "
                f"with at most {most} in a unit",
                "raise max_pieces_per_unit, or let the group be split",
            )
        if own_container[rule.group] and pieces[rule.group] > 1:
            yield Fault(
                path,
                rule.group,
                "is to stay together, but holds pieces that ship in their own container",
                "take them out of the group",
            )


def unit_rule_faults(
    rules: PackingRules | None, load_units: Sequence[LoadUnit] | None
) -> Iterator[Fault]:
    """Faults of load units: room, balance, and what lies in them beforehand."""
    lying = 0
    for position, unit in enumerate(load_units or ()):
        if asks_nothing(unit):
            continue
        lying += len(unit.preloaded or ())
        found = [*_room_faults(unit, _share(rules)), *_balance_faults(unit)]
        if lying <= MOST_PRELOADED:
            found += _preloaded_faults(unit)
            if unit.preloaded and not found:
                found += _broken_beforehand(rules, unit)
        for fault in found:
            yield fault.under("load_units", position)
    if lying > MOST_PRELOADED:
        yield Fault(
            ("load_units",),
            lying,
            f"hold more than {MOST_PRELOADED:,} pre-loaded pieces in all",
            "join pieces that lie next to each other into one",
        )


def _room_faults(unit: LoadUnit, share: float) -> Iterator[Fault]:
    inner = unit.inner_size
    pad = unit.wall_padding_mm or 0
    overhangs = (
        ("overhang_length_mm", unit.overhang_length_mm or 0),
        ("overhang_width_mm", unit.overhang_width_mm or 0),
    )
    if inner is not None and pad > 0:
        least = min(inner.length_mm or 0, inner.width_mm or 0, inner.height_mm or 0)
        if 2 * pad >= least:
            yield Fault(
                ("wall_padding_mm",),
                pad,
                f"on both sides leaves no room in {least} mm",
                "use thinner padding or a larger unit",
            )
    if unit.reserved_share is not None and unit.reserved_share >= 1:
        yield Fault(
            ("reserved_share",),
            unit.reserved_share,
            "leaves no room",
            "state the share of the inner volume that stays free, below 1",
        )
    for name, overhang in overhangs:
        if overhang > 0 and pad > 0:
            yield Fault(
                (name,),
                overhang,
                "cannot be had together with wall padding",
                "leave one of the two out: a unit with walls has no overhang",
            )
        if overhang > 0 and share >= _FULL_SHARE:
            yield Fault(
                (name,),
                overhang,
                "can never be used: every base has to rest fully on something",
                "set rules.min_support_share below 1, for example to 0.8",
            )
    for position, space in enumerate(unit.reserved_spaces or ()):
        if space.size is None or inner is None:
            continue
        for axis, side in (("x", "length_mm"), ("y", "width_mm"), ("z", "height_mm")):
            start = getattr(space, f"{axis}_mm") or 0
            end = start + (getattr(space.size, side) or 0)
            most = getattr(inner, side) or 0
            if end > most:
                yield Fault(
                    ("reserved_spaces", position, "size", side),
                    getattr(space.size, side),
                    f"ends {end - most} mm beyond the unit",
                    "keep the reserved space inside the inner measures",
                )


def _balance_faults(unit: LoadUnit) -> Iterator[Fault]:
    window = unit.centre_of_gravity
    if window is not None:
        for axis in ("x", "y"):
            low = getattr(window, f"min_{axis}_mm")
            high = getattr(window, f"max_{axis}_mm")
            if low is not None and high is not None and low > high:
                yield Fault(
                    ("centre_of_gravity", f"max_{axis}_mm"),
                    high,
                    f"is below the least of {low} mm",
                    "give a largest value at or above the least",
                )
    axles = unit.axles or ()
    if len(axles) == 1:
        yield Fault(
            ("axles",),
            1,
            "is a single axle, on which no load is told from another",
            "give two supports: two axles or groups of axles, or kingpin and axles",
        )
    if len(axles) == 2 and axles[0].position_mm == axles[1].position_mm:
        yield Fault(
            ("axles", 1, "position_mm"),
            axles[1].position_mm,
            "is the position of the other axle",
            "give the middle of each group of axles",
        )
    for position, axle in enumerate(axles):
        for fault in _axle_faults(axle, unit):
            yield fault.under("axles", position)


def _axle_faults(axle: Axle, unit: LoadUnit) -> Iterator[Fault]:
    length = 0 if unit.inner_size is None else unit.inner_size.length_mm or 0
    place = axle.position_mm
    if place is not None and not -_BEYOND_MM <= place <= length + _BEYOND_MM:
        yield Fault(
            ("position_mm",),
            place,
            f"lies more than {_BEYOND_MM:,} mm outside the unit",
            f"measure along the length from x = 0 (the unit ends at {length} mm)",
        )
    most = axle.max_load_g or 0
    for name in ("empty_load_g", "min_load_g"):
        value = getattr(axle, name) or 0
        if value > most:
            yield Fault(
                (name,),
                value,
                f"is above the largest load of {most} g",
                "raise max_load_g: it includes the empty load",
            )


def _preloaded_faults(unit: LoadUnit) -> Iterator[Fault]:
    boxes: list[list[int]] = []
    places: list[int] = []
    weight = unit.tare_weight_g or 0
    for position, piece in enumerate(unit.preloaded or ()):
        item = piece.item
        if item is None:
            continue
        weight += item.weight_g or 0
        path: FieldPath = ("preloaded", position)
        if (item.quantity or 1) != 1:
            yield Fault(
                (*path, "item", "quantity"),
                item.quantity,
                "is not 1",
                "list each pre-loaded piece with its own place",
            )
        box = _box(piece)
        if box is None:
            continue
        boxes.append(box)
        places.append(position)
        beyond = _beyond(unit, box)
        if beyond > 0:
            yield Fault(
                path,
                item.id,
                f"sticks out of the unit by {beyond} mm",
                "give its place inside the unit, in millimetres from left, front and floor",
            )
    limit = unit.max_gross_weight_g
    if boxes and limit is not None and weight > limit:
        yield Fault(
            ("preloaded",),
            weight,
            f"weighs with the tare more than the limit of {limit} g",
            "raise max_gross_weight_g or take something out",
        )
    for one, other in _overlaps(unit, boxes):
        name = (
            f"preloaded[{places[other]}]"
            if other < len(places)
            else f"reserved_spaces[{other - len(places)}]"
        )
        yield Fault(
            ("preloaded", places[one]),
            unit.preloaded[places[one]].item.id,
            f"lies in the same room as {name}",
            "give places that do not overlap",
        )


def _broken_beforehand(rules: PackingRules | None, unit: LoadUnit) -> Iterator[Fault]:
    """Rules that the pre-loaded pieces break among themselves, so that no plan could keep them."""
    try:
        unit = LoadUnit.model_validate(unit.model_dump())
        rules = None if rules is None else PackingRules.model_validate(rules.model_dump())
    except ValidationError:
        # Faults of single fields are told already.
        return
    problem = PackingProblem.model_construct(items=(), load_units=(unit,), rules=rules)
    for broken in check_load_rules(problem, {}, unit, Load(id=unit.id, load_unit_id=unit.id)):
        if broken.kind not in ("centre_of_gravity", "axle"):
            yield Fault(
                ("preloaded",),
                broken.who or unit.id,
                f"breaks a rule before anything is added: {broken.words}",
                "correct the pre-loaded pieces, or the rule",
            )


def _box(piece: PreloadedPiece) -> list[int] | None:
    size = piece.item.size
    if size is None:
        return None
    sides = (size.length_mm, size.width_mm, size.height_mm)
    start = (piece.x_mm or 0, piece.y_mm or 0, piece.z_mm or 0)
    if any(not isinstance(side, int) for side in sides):
        return None
    return [*start, *(at + side for at, side in zip(start, sides, strict=True))]


def _beyond(unit: LoadUnit, box: Sequence[int]) -> int:
    inner = unit.inner_size
    if inner is None:
        return 0
    along, across = unit.overhang_length_mm or 0, unit.overhang_width_mm or 0
    return max(
        -along - box[0],
        -across - box[1],
        -box[2],
        box[3] - along - (inner.length_mm or 0),
        box[4] - across - (inner.width_mm or 0),
        box[5] - (inner.height_mm or 0),
    )


def _overlaps(unit: LoadUnit, boxes: list[list[int]]) -> Iterator[tuple[int, int]]:
    """For each pre-loaded piece the first piece before it, or reserved space, in the same room."""
    spaces = [
        [
            space.x_mm or 0,
            space.y_mm or 0,
            space.z_mm or 0,
            (space.x_mm or 0) + (space.size.length_mm or 0),
            (space.y_mm or 0) + (space.size.width_mm or 0),
            (space.z_mm or 0) + (space.size.height_mm or 0),
        ]
        for space in unit.reserved_spaces or ()
        if space.size is not None
    ]
    if not boxes:
        return
    all_boxes: Longs = np.array([*boxes, *spaces], np.int64)
    for i in range(len(boxes)):
        shared = np.minimum(all_boxes[:, 3:], all_boxes[i, 3:]) > np.maximum(
            all_boxes[:, :3], all_boxes[i, :3]
        )
        meets: NDArray[np.bool_] = np.asarray(shared.all(axis=1))
        meets[i : len(boxes)] = False
        if meets.any():
            yield i, int(np.argmax(meets))
