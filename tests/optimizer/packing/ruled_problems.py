"""Random problems with every physical rule, small enough to be checked by the hundred."""

from __future__ import annotations

from hypothesis import strategies as st

from optimizer.packing import (
    Axle,
    CentreOfGravityWindow,
    DoorSide,
    GroupRule,
    Item,
    LoadUnit,
    PackingObjective,
    PackingProblem,
    PackingRules,
    PreloadedPiece,
    ReservedSpace,
    StackingRule,
    UprightDimension,
)
from tests.optimizer.packing.problems import size

GROUPS = ("red", "blue", "green")
CLASSES = ("crate", "bag", "drum")


@st.composite
def ruled_items(draw: st.DrawFn, number: int) -> Item:
    sides = st.integers(1, 10)
    height = draw(sides)
    liquid = draw(st.integers(0, 7)) == 0
    growth = draw(st.integers(1, height - 1)) if height > 1 and draw(st.booleans()) else None
    upright = draw(st.lists(st.sampled_from(UprightDimension), unique=True, max_size=3))
    if (growth is not None or liquid) and upright and UprightDimension.HEIGHT not in upright:
        upright = []
    few = st.integers(0, 3)
    return Item(
        id=f"i{number}",
        size=size(draw(sides), draw(sides), height),
        weight_g=draw(st.integers(0, 30)),
        quantity=draw(st.integers(1, 5)),
        upright_dimensions=tuple(upright),
        fixed_heading=draw(st.booleans()),
        max_load_on_top_g=draw(st.none() | st.integers(0, 60)),
        max_pressure_on_top_g_per_dm2=draw(st.none() | st.integers(0, 50_000)),
        fragile=growth is None and draw(few) == 0,
        stackability_class=draw(st.sampled_from(("", *CLASSES))),
        nesting_growth_mm=growth,
        groups=tuple(draw(st.lists(st.sampled_from(GROUPS), unique=True, max_size=2))),
        drop_number=draw(st.none() | st.integers(1, 3)),
        liquid=liquid,
        keep_dry=draw(few) == 0,
        ships_in_own_container=draw(st.integers(0, 9)) == 0,
    )


@st.composite
def ruled_units(draw: st.DrawFn, number: int, share: float) -> LoadUnit:
    rooms = st.integers(6, 20)
    length, width, height = draw(rooms), draw(rooms), draw(rooms)
    tare = draw(st.integers(0, 5))
    pad = draw(st.sampled_from((0, 0, 0, 1, 2)))
    may_hang = pad == 0 and share < 1
    reserved, preloaded = [], []
    if draw(st.integers(0, 2)) == 0:
        reserved.append(
            ReservedSpace(
                x_mm=draw(st.integers(0, length - 2)),
                y_mm=0,
                z_mm=0,
                size=size(2, draw(st.integers(1, width)), draw(st.integers(1, height))),
                carries=draw(st.booleans()),
            )
        )
    elif draw(st.integers(0, 2)) == 0:
        lying = draw(ruled_items(100 + number)).model_copy(
            update={
                "quantity": 1,
                "size": size(3, 3, 3),
                "ships_in_own_container": False,
                "nesting_growth_mm": None,
                "upright_dimensions": (),
                "groups": draw(st.sampled_from(((), ("red",), ("green",)))),
            }
        )
        preloaded.append(PreloadedPiece(item=lying, x_mm=draw(st.integers(0, 3)), y_mm=0, z_mm=0))
    window = None
    if draw(st.integers(0, 3)) == 0:
        low = draw(st.integers(0, length))
        window = CentreOfGravityWindow(
            min_x_mm=draw(st.none() | st.just(low)),
            max_x_mm=draw(st.none() | st.integers(low, 20)),
            max_y_mm=draw(st.none() | st.integers(2, 20)),
            max_z_mm=draw(st.none() | st.integers(2, 20)),
        )
    axles: tuple[Axle, ...] = ()
    if draw(st.integers(0, 3)) == 0:
        axles = (
            Axle(position_mm=draw(st.integers(-3, 5)), max_load_g=draw(st.integers(50, 300))),
            Axle(
                position_mm=draw(st.integers(6, 25)),
                max_load_g=draw(st.integers(50, 300)),
                empty_load_g=draw(st.integers(0, 50)),
                min_load_g=draw(st.integers(0, 40)),
            ),
        )
    return LoadUnit(
        id=f"u{number}",
        inner_size=size(length, width, height),
        tare_weight_g=tare,
        max_gross_weight_g=draw(st.none() | st.integers(tare + 40, 300)),
        cost_minor=draw(st.integers(0, 500)),
        stock=draw(st.none() | st.integers(0, 4)),
        door_side=draw(st.sampled_from(DoorSide)),
        wall_padding_mm=pad,
        piece_padding_mm=draw(st.sampled_from((0, 0, 1, 2))),
        reserved_spaces=tuple(reserved),
        reserved_share=draw(st.sampled_from((0.0, 0.0, 0.3))),
        overhang_length_mm=draw(st.integers(0, 3)) if may_hang else 0,
        overhang_width_mm=draw(st.integers(0, 3)) if may_hang else 0,
        centre_of_gravity=window,
        axles=axles,
        preloaded=tuple(preloaded),
    )


@st.composite
def ruled_rules(draw: st.DrawFn, share: float) -> PackingRules:
    stacking = [
        StackingRule(
            stackability_class=name,
            may_rest_on=tuple(draw(st.lists(st.sampled_from(CLASSES), unique=True))),
        )
        for name in draw(st.lists(st.sampled_from(CLASSES), unique=True))
    ]
    groups = []
    kind = draw(st.integers(0, 3))
    if kind == 1:
        groups = [GroupRule(group="red", apart_from=("blue",))]
    if kind == 2:
        groups = [GroupRule(group="green", together=True)]
    if kind == 3:
        groups = [GroupRule(group="red", max_pieces_per_unit=draw(st.integers(1, 3)))]
    return PackingRules(min_support_share=share, stacking=tuple(stacking), groups=tuple(groups))


@st.composite
def ruled_problems(draw: st.DrawFn) -> PackingProblem:
    """Up to five items and two kinds of unit, whose rules do not contradict each other."""
    share = draw(st.sampled_from((0.3, 0.7, 1.0)))
    items = tuple(draw(ruled_items(i)) for i in range(draw(st.integers(1, 5))))
    rules = draw(ruled_rules(share))
    if any(rule.apart_from for rule in rules.groups):
        items = tuple(item.model_copy(update={"groups": item.groups[:1]}) for item in items)
    if any(rule.together for rule in rules.groups):
        items = tuple(item.model_copy(update={"ships_in_own_container": False}) for item in items)
    return PackingProblem(
        items=items,
        load_units=tuple(draw(ruled_units(i, share)) for i in range(draw(st.integers(1, 2)))),
        objective=draw(st.sampled_from(PackingObjective)),
        rules=rules,
    )
