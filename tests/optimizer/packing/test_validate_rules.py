"""Faults of the physical rules: where they are, and that broken values are tolerated."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from optimizer.packing import (
    Axle,
    BatchPackProblem,
    CentreOfGravityWindow,
    GroupRule,
    Item,
    LoadUnit,
    PackingProblem,
    PackingRules,
    PackOrder,
    PreloadedPiece,
    ReservedSpace,
    StackingRule,
    batch_cross_faults,
    cross_faults,
)
from optimizer.packing.rules_asked import physical_item_rules, physical_plan_rules
from tests.optimizer.packing.problems import item, size, unit

Path = tuple[str | int, ...]


def paths(
    *items: Item, box: LoadUnit | None = None, rules: PackingRules | None = None
) -> list[Path]:
    problem = PackingProblem(
        items=items or (item("a", 4, 4, 4),),
        load_units=(box or unit("box", 10, 10, 10),),
        rules=rules,
    )
    faults = cross_faults(problem)
    assert all(fault.problem and fault.remedy for fault in faults)
    return [fault.path for fault in faults]


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"nesting_growth_mm": 4}, "nesting_growth_mm"),
        ({"nesting_growth_mm": 1, "fragile": True}, "fragile"),
        ({"nesting_growth_mm": 1, "upright_dimensions": ("width",)}, "nesting_growth_mm"),
        ({"liquid": True, "upright_dimensions": ("length",)}, "upright_dimensions"),
        ({"groups": ("a", "a")}, "groups"),
    ],
)
def test_items(more: dict[str, object], field: str) -> None:
    assert paths(item("a", 4, 4, 4, **more)) == [("items", 0, field)]


def test_a_limit_on_top_needs_exact_areas_and_support() -> None:
    wide = item("a", 60_000, 60_000, 4, max_load_on_top_g=1)
    assert paths(wide, box=unit("hall", 90_000, 90_000, 10)) == [("items", 0, "size")]
    floating = PackingRules(min_support_share=0)
    assert paths(item("a", 4, 4, 4, max_load_on_top_g=1), rules=floating) == [("items", 0)]
    assert paths(item("a", 4, 4, 4), rules=floating) == []


def test_rules_said_twice_or_against_each_other() -> None:
    stacking = (StackingRule(stackability_class="bag"),) * 2
    groups = (
        GroupRule(group="a", apart_from=("b",)),
        GroupRule(group="a"),
        GroupRule(group="b", apart_from=("b",)),
    )
    assert paths(rules=PackingRules(stacking=stacking, groups=groups)) == [
        ("rules", "stacking", 1, "stackability_class"),
        ("rules", "groups", 1, "group"),
        ("rules", "groups", 2, "apart_from"),
    ]


def test_together_and_apart() -> None:
    rules = PackingRules(
        groups=(
            GroupRule(group="order", together=True, max_pieces_per_unit=3),
            GroupRule(group="acid", apart_from=("food",)),
        )
    )
    acid = item("a", 4, 4, 4, groups=("order", "acid"))
    food = item("b", 4, 4, 4, groups=("order", "food"))
    assert paths(acid, rules=rules) == []
    assert paths(acid, food, rules=rules) == [("items", 0, "groups")]
    many = food.model_copy(update={"quantity": 4})
    assert paths(many, rules=rules) == [("items", 0, "groups")]
    own = food.model_copy(update={"quantity": 2, "ships_in_own_container": True})
    assert paths(own, rules=rules) == [("items", 0, "groups")]
    both = item("c", 4, 4, 4, groups=("acid", "food"))
    assert paths(both, rules=rules) == [("items", 0, "groups")]


ONE_AXLE = (Axle(position_mm=0, max_load_g=9),)
PRELOADED = PreloadedPiece(item=item("p", 4, 4, 4, weight_g=5))


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"wall_padding_mm": 5}, ("wall_padding_mm",)),
        ({"reserved_share": 1.0}, ("reserved_share",)),
        ({"overhang_width_mm": 1}, ("overhang_width_mm",)),
        (
            {"reserved_spaces": (ReservedSpace(x_mm=8, size=size(3, 1, 1)),)},
            ("reserved_spaces", 0, "size", "length_mm"),
        ),
        (
            {"centre_of_gravity": CentreOfGravityWindow(min_y_mm=5, max_y_mm=4)},
            ("centre_of_gravity", "max_y_mm"),
        ),
        ({"axles": ONE_AXLE}, ("axles",)),
        ({"axles": ONE_AXLE * 2}, ("axles", 1, "position_mm")),
        (
            {"axles": (*ONE_AXLE, Axle(position_mm=10_011, max_load_g=9))},
            ("axles", 1, "position_mm"),
        ),
        (
            {"axles": (*ONE_AXLE, Axle(position_mm=9, max_load_g=9, empty_load_g=10))},
            ("axles", 1, "empty_load_g"),
        ),
        (
            {"axles": (*ONE_AXLE, Axle(position_mm=9, max_load_g=9, min_load_g=10))},
            ("axles", 1, "min_load_g"),
        ),
        ({"preloaded": (PRELOADED.model_copy(update={"x_mm": 7}),)}, ("preloaded", 0)),
        ({"preloaded": (PRELOADED, PRELOADED)}, ("preloaded", 1)),
        (
            {
                "preloaded": (PRELOADED,),
                "reserved_spaces": (ReservedSpace(size=size(1, 1, 1)),),
            },
            ("preloaded", 0),
        ),
        ({"preloaded": (PRELOADED,), "max_gross_weight_g": 4}, ("preloaded",)),
        (
            {"preloaded": (PreloadedPiece(item=item("p", 4, 4, 4, quantity=2)),)},
            ("preloaded", 0, "item", "quantity"),
        ),
    ],
)
def test_load_units(more: dict[str, object], field: Path) -> None:
    assert paths(box=unit("box", 10, 10, 10, **more)) == [("load_units", 0, *field)]


def test_overhang_needs_less_than_full_support_and_no_walls() -> None:
    hanging = unit("box", 10, 10, 10, overhang_length_mm=1)
    assert paths(box=hanging, rules=PackingRules(min_support_share=0.8)) == []
    walled = hanging.model_copy(update={"wall_padding_mm": 1})
    assert paths(box=walled, rules=PackingRules(min_support_share=0.8)) == [
        ("load_units", 0, "overhang_length_mm")
    ]


def test_preloaded_pieces_that_break_a_rule_by_themselves() -> None:
    weak = PRELOADED.model_copy(update={"item": item("w", 4, 4, 4, max_load_on_top_g=4)})
    above = PRELOADED.model_copy(update={"z_mm": 4})
    box = unit("box", 10, 10, 10, preloaded=(weak, above))
    assert paths(box=box) == [("load_units", 0, "preloaded")]
    borne = weak.model_copy(update={"item": item("w", 4, 4, 4, max_load_on_top_g=5)})
    assert paths(box=unit("box", 10, 10, 10, preloaded=(borne, above))) == []


def test_too_many_preloaded_pieces() -> None:
    lying = (PRELOADED,) * 1_000
    boxes = tuple(
        unit(f"b{i}", 10, 10, 10).model_copy(update={"preloaded": lying}) for i in range(11)
    )
    problem = PackingProblem.model_construct(items=(item("a", 4, 4, 4),), load_units=boxes)
    assert ("load_units",) in [fault.path for fault in cross_faults(problem)]


def test_a_batch_names_the_order() -> None:
    order = PackOrder(id="o", items=(item("a", 4, 4, 4, nesting_growth_mm=9),))
    batch = BatchPackProblem(
        orders=(order,), load_units=(unit("box", 10, 10, 10, wall_padding_mm=6),)
    )
    assert [fault.path for fault in batch_cross_faults(batch)] == [
        ("orders", 0, "items", 0, "nesting_growth_mm"),
        ("load_units", 0, "wall_padding_mm"),
    ]


@pytest.mark.parametrize(
    "make",
    [
        lambda: item("a", 4, 4, 4, max_load_on_top_g=-1),
        lambda: item("a", 4, 4, 4, nesting_growth_mm=0),
        lambda: item("a", 4, 4, 4, drop_number=0),
        lambda: unit("box", 10, 10, 10, reserved_share=1.1),
        lambda: unit("box", 10, 10, 10, axles=ONE_AXLE * 3),
        lambda: unit("box", 10, 10, 10, piece_padding_mm=-1),
    ],
)
def test_ranges(make: object) -> None:
    with pytest.raises(ValidationError):
        make()  # type: ignore[operator]


def test_tolerates_what_field_validation_refused() -> None:
    broken_item = Item.model_construct(
        id="a", size=None, nesting_growth_mm=-1, groups=None, upright_dimensions=None, liquid=True
    )
    piece = PreloadedPiece.model_construct(item=Item.model_construct(id="p", size=None))
    broken_unit = LoadUnit.model_construct(
        id="c",
        inner_size=None,
        wall_padding_mm=3,
        overhang_length_mm=-4,
        reserved_spaces=(ReservedSpace.model_construct(size=None),),
        preloaded=(piece, PreloadedPiece.model_construct(item=None)),
        axles=(Axle.model_construct(position_mm=None, max_load_g=None), *ONE_AXLE),
    )
    rules = PackingRules.model_construct(stacking=None, groups=None, min_support_share=None)
    broken = PackingProblem.model_construct(
        items=(broken_item,), load_units=(broken_unit,), rules=rules
    )
    assert isinstance(cross_faults(broken), list)


def test_those_who_hold_no_rules_name_each() -> None:
    asked = (item("a", 4, 4, 4), item("b", 4, 4, 4, fragile=True, drop_number=1))
    assert [fault.path for fault in physical_item_rules(asked, "the shelf")] == [
        ("items", 1, "fragile"),
        ("items", 1, "drop_number"),
    ]
    rules = PackingRules(groups=(GroupRule(group="a"),))
    assert [fault.path for fault in physical_plan_rules(rules, "the shelf")] == [
        ("rules", "groups")
    ]
