"""Does a problem ask for physical rules that the classic searches know nothing of?"""

from __future__ import annotations

from optimizer.packing.model import Item, LoadUnit, PackingProblem

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
_PLAIN_UNIT = tuple((name, LoadUnit.model_fields[name].default) for name in _RULED_UNIT_FIELDS)


def has_physical_rules(problem: PackingProblem) -> bool:
    """True when something in the problem asks for more than the classic searches know of."""
    rules = problem.rules
    if rules is not None and (rules.stacking or rules.groups):
        return True
    return any(
        getattr(unit, name) != default
        for unit in problem.load_units
        for name, default in _PLAIN_UNIT
    ) or any(
        getattr(item, name) != default for item in problem.items for name, default in _PLAIN_ITEM
    )
