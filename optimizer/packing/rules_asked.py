"""Does a problem ask for physical rules that the classic searches know nothing of?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter

from optimizer.faults import Fault
from optimizer.packing.model import Item, LoadUnit, PackingProblem, PackingRules

_RULED_ITEM_FIELDS = (
    "max_load_on_top_g",
    "max_pressure_on_top_g_per_dm2",
    "fragile",
    "nesting_growth_mm",
    "drop_number",
    "liquid",
)
"""Fields that by themselves ask for the ruled search; classes and groups do so by their rules."""
_RULED_UNIT_FIELDS = (
    "door_side",
    "wall_padding_mm",
    "piece_padding_mm",
    "reserved_spaces",
    "reserved_share",
    "overhang_length_mm",
    "overhang_width_mm",
    "centre_of_gravity",
    "axles",
    "preloaded",
)
_PLAIN_ITEM = tuple((name, Item.model_fields[name].default) for name in _RULED_ITEM_FIELDS)
# All fields of a model at once: most orders are so small that this question is felt.
_of_item = attrgetter(*_RULED_ITEM_FIELDS)
_of_unit = attrgetter(*_RULED_UNIT_FIELDS)
_NO_ITEM_RULE = tuple(default for _, default in _PLAIN_ITEM)
_NO_UNIT_RULE = tuple(LoadUnit.model_fields[name].default for name in _RULED_UNIT_FIELDS)


def has_physical_rules(problem: PackingProblem) -> bool:
    """True when something in the problem asks for more than the classic searches know of."""
    rules = problem.rules
    if rules is not None and (rules.stacking or rules.groups):
        return True
    return not (all(map(asks_nothing, problem.load_units)) and all(map(_is_plain, problem.items)))


def asks_nothing(unit: LoadUnit) -> bool:
    """True for a unit without any physical rule of its own."""
    return bool(_of_unit(unit) == _NO_UNIT_RULE)


def _is_plain(item: Item) -> bool:
    return bool(_of_item(item) == _NO_ITEM_RULE)


def has_no_rule(item: Item) -> bool:
    """True for an item without any physical rule or group of its own."""
    return not item.groups and _is_plain(item)


def physical_item_rules(items: Sequence[Item] | None, who: str) -> Iterator[Fault]:
    """A fault for each field of an item that asks for a rule, for those who hold none (`who`)."""
    for position, item in enumerate(items or ()):
        for name, default in (*_PLAIN_ITEM, ("ships_in_own_container", False)):
            value = getattr(item, name)
            if value != default:
                yield Fault(
                    ("items", position, name),
                    value,
                    f"is a rule that {who} does not hold",
                    "leave it out here, or pack the order with given load units",
                )


def physical_plan_rules(rules: PackingRules | None, who: str) -> Iterator[Fault]:
    """The same for rules of the whole plan."""
    for name in ("stacking", "groups"):
        if rules is not None and getattr(rules, name):
            yield Fault(
                ("rules", name),
                len(getattr(rules, name)),
                f"are rules that {who} does not hold",
                "leave them out here, or pack the order with given load units",
            )
