"""Each physical rule: a loading that keeps it, and the same one broken in that one way."""

from __future__ import annotations

import pytest

from optimizer.packing import (
    Axle,
    CentreOfGravityWindow,
    DoorSide,
    GroupRule,
    Item,
    Load,
    LoadUnit,
    PackingPlan,
    PackingProblem,
    PackingRules,
    Placement,
    PreloadedPiece,
    ReservedSpace,
    StackingRule,
    UnpackedItem,
    UnpackedReason,
    check_plan,
)
from optimizer.packing.check_rules import filled_volume
from tests.optimizer.packing.problems import item, size, unit

Spot = tuple[str, int, int, int, int, int, int]


def kinds(
    items: list[Item],
    box: LoadUnit,
    *loads: list[Spot],
    rules: PackingRules | None = None,
    unpacked: dict[str, int] | None = None,
) -> set[str]:
    """What the checker finds in loads of (item, x, y, z, dx, dy, dz), in order of loading."""
    named = {one.id: one for one in items}
    placed = [name for load in loads for name, *_ in load]
    asked = tuple(
        one.model_copy(update={"quantity": placed.count(one.id) + (unpacked or {}).get(one.id, 0)})
        for one in items
    )
    problem = PackingProblem(items=asked, load_units=(box,), rules=rules)
    made = []
    for number, spots in enumerate(loads, 1):
        load = Load(
            id=f"C{number}",
            load_unit_id=box.id,
            placements=tuple(
                Placement(item_id=name, step=step, x_mm=x, y_mm=y, z_mm=z, size=size(*sides))
                for step, (name, x, y, z, *sides) in enumerate(spots, 1)
            ),
            gross_weight_g=box.tare_weight_g
            + sum(piece.item.weight_g for piece in box.preloaded)
            + sum(named[name].weight_g for name, *_ in spots),
        )
        fill = filled_volume(named, box, load) / box.inner_size.volume_mm3
        made.append(load.model_copy(update={"fill_share": fill}))
    plan = PackingPlan(
        loads=tuple(made),
        unpacked=tuple(
            UnpackedItem(
                item_id=name, quantity=count, reason=UnpackedReason.NO_ROOM, explanation="no room"
            )
            for name, count in (unpacked or {}).items()
        ),
    )
    return {found.kind for found in check_plan(problem, plan)}


BOX = unit("box", 10, 10, 10)
SIDE = unit("van", 10, 10, 10, door_side="right")


def cube(name: str, x: int, y: int, z: int, side: int = 4) -> Spot:
    return (name, x, y, z, side, side, side)


def test_load_on_top_is_handed_down_by_area() -> None:
    # The lid of 9 g rests with a third on the low pair and with two thirds on the other.
    left = item("left", 2, 3, 4, weight_g=1, max_load_on_top_g=3)
    right = item("right", 4, 3, 4, weight_g=1, max_load_on_top_g=6)
    lid = item("lid", 6, 3, 1, weight_g=9)
    spots: list[Spot] = [
        ("left", 0, 0, 0, 2, 3, 4),
        ("right", 2, 0, 0, 4, 3, 4),
        ("lid", 0, 0, 4, 6, 3, 1),
    ]
    assert kinds([left, right, lid], BOX, spots) == set()
    weak = right.model_copy(update={"max_load_on_top_g": 5})
    assert kinds([left, weak, lid], BOX, spots) == {"load_on_top"}
    # What the lid carries is handed on in the same shares.
    top = item("top", 6, 3, 1, weight_g=3)
    higher = [*spots, ("top", 0, 0, 5, 6, 3, 1)]
    assert kinds([left, right, lid, top], BOX, higher) == {"load_on_top"}
    strong = [one.model_copy(update={"max_load_on_top_g": 8}) for one in (left, right)]
    assert kinds([*strong, lid, top], BOX, higher) == set()


def test_parts_are_rounded_up_to_the_next_milligram() -> None:
    # A third of a gram on each of three posts: 334 mg, a part more than 0.333...
    posts = [item(f"p{i}", 1, 3, 2, max_load_on_top_g=1) for i in range(3)]
    under = item("under", 3, 3, 2, weight_g=0, max_load_on_top_g=1)
    lid = item("lid", 3, 3, 1, weight_g=1)
    spots: list[Spot] = [
        ("under", 0, 0, 0, 3, 3, 2),
        *((f"p{i}", i, 0, 2, 1, 3, 2) for i in range(3)),
        ("lid", 0, 0, 4, 3, 3, 1),
    ]
    assert kinds([under, *posts, lid], BOX, spots) == {"load_on_top"}
    assert (
        kinds([under.model_copy(update={"max_load_on_top_g": 2}), *posts, lid], BOX, spots) == set()
    )


def test_pressure() -> None:
    # 20 g on 4 mm2 are 50,000 g/dm2.
    base = item("base", 4, 4, 4, max_pressure_on_top_g_per_dm2=50_000)
    post = item("post", 2, 2, 4, weight_g=20)
    spots = [cube("base", 0, 0, 0), ("post", 0, 0, 4, 2, 2, 4)]
    assert kinds([base, post], BOX, spots) == set()
    weak = base.model_copy(update={"max_pressure_on_top_g_per_dm2": 49_999})
    assert kinds([weak, post], BOX, spots) == {"pressure"}


def test_fragile() -> None:
    spots = [cube("base", 0, 0, 0), cube("top", 0, 0, 4)]
    base, top = item("base", 4, 4, 4), item("top", 4, 4, 4)
    assert kinds([base, top.model_copy(update={"fragile": True})], BOX, spots) == set()
    assert kinds([base.model_copy(update={"fragile": True}), top], BOX, spots) == {"fragile"}


@pytest.mark.parametrize(
    ("may_rest_on", "found"), [(("crate",), set()), ((), {"stacking"}), (("bag",), {"stacking"})]
)
def test_stacking(may_rest_on: tuple[str, ...], found: set[str]) -> None:
    rules = PackingRules(
        stacking=(StackingRule(stackability_class="bag", may_rest_on=may_rest_on),)
    )
    base = item("base", 4, 4, 4, stackability_class="crate")
    top = item("top", 4, 4, 4, stackability_class="bag")
    spots = [cube("base", 0, 0, 0), cube("top", 0, 0, 4)]
    assert kinds([base, top], BOX, spots, rules=rules) == found
    # The rule binds bags alone: a crate may stand on a bag.
    assert (
        kinds([base, top], BOX, [cube("top", 0, 0, 0), cube("base", 0, 0, 4)], rules=rules) == set()
    )


def test_nesting() -> None:
    tray = item("tray", 4, 4, 5, nesting_growth_mm=1, weight_g=2)

    def column(*heights: int) -> list[Spot]:
        return [("tray", 0, 0, z, 4, 4, 5) for z in heights]

    assert kinds([tray], BOX, column(0, 1, 2, 3)) == set()
    assert kinds([tray], BOX, column(0, 5)) == set()
    assert kinds([tray.model_copy(update={"nesting_growth_mm": 2})], BOX, column(0, 1)) == {
        "overlap",
        "support",
    }
    assert kinds([tray], BOX, column(0, 2)) == {"support"}
    assert "step_order" in kinds([tray], BOX, column(1, 0))
    # Nested pieces weigh on those below.
    weak = tray.model_copy(update={"max_load_on_top_g": 3})
    assert kinds([weak], BOX, column(0, 1)) == set()
    assert kinds([weak], BOX, column(0, 1, 2)) == {"load_on_top"}
    lying = [("tray", 0, 0, 0, 5, 4, 4), ("tray", 0, 0, 1, 5, 4, 4)]
    assert "overlap" in kinds([tray], BOX, lying)


def test_way_in_from_above_and_from_the_door() -> None:
    a, b = item("a", 4, 4, 4, fragile=True), item("b", 4, 4, 4)
    behind = [cube("a", 0, 0, 0), cube("b", 5, 2, 0)]
    assert kinds([a, b], SIDE, behind) == set()
    assert kinds([a, b], SIDE, behind[::-1]) == {"path"}
    assert kinds([a, b], BOX, behind[::-1]) == set()
    beside = [cube("b", 5, 4, 0), cube("a", 0, 0, 0)]
    assert kinds([a, b], SIDE, beside) == set()
    on_top = [cube("b", 0, 0, 0), cube("a", 0, 0, 4)]
    assert kinds([a, b], SIDE, on_top) == set()
    assert kinds([a, b], SIDE, on_top[::-1]) == {"step_order"}
    assert kinds([a, b], BOX, on_top[::-1]) == {"path"}


@pytest.mark.parametrize(
    ("door", "near"),
    [("left", (0, 3)), ("right", (6, 3)), ("front", (3, 0)), ("back", (3, 6))],
)
def test_last_in_first_out_at_each_door(door: str, near: tuple[int, int]) -> None:
    van = unit("van", 10, 10, 10, door_side=door)
    far = (6 - near[0], 6 - near[1])
    first, second = item("first", 4, 4, 4, drop_number=1), item("second", 4, 4, 4, drop_number=2)
    sound = [cube("second", *far, 0), cube("first", *near, 0)]
    assert kinds([first, second], van, sound) == set()
    swapped = [cube("first", *far, 0), cube("second", *near, 0)]
    assert kinds([first, second], van, swapped) == {"last_in"}
    # Without a number a piece stays in to the end.
    stays = second.model_copy(update={"drop_number": None})
    assert kinds([first, stays], van, swapped) == {"last_in"}
    assert kinds([first, first.model_copy(update={"id": "second"})], van, swapped) == set()
    above = [cube("first", *far, 0), cube("second", *far, 4)]
    assert kinds([first, second], van, above) == {"last_in"}
    assert kinds([first, second], BOX, above) == {"last_in"}
    assert kinds([first, second], BOX, swapped) == set()


def test_liquid() -> None:
    books, oil = item("books", 4, 4, 4, keep_dry=True), item("oil", 4, 4, 4, liquid=True)
    shelf = item("shelf", 10, 10, 1)
    board: Spot = ("shelf", 0, 0, 4, 10, 10, 1)
    rules = PackingRules(min_support_share=0.1)
    aside = [cube("books", 0, 0, 0), board, cube("oil", 5, 5, 5)]
    assert kinds([books, oil, shelf], BOX, aside, rules=rules) == set()
    above = [cube("books", 0, 0, 0), board, cube("oil", 3, 3, 5)]
    assert kinds([books, oil, shelf], BOX, above, rules=rules) == {"liquid"}
    below = [cube("oil", 0, 0, 0), board, cube("books", 0, 0, 5)]
    assert kinds([books, oil, shelf], BOX, below, rules=rules) == set()
    tall = item("oil", 4, 4, 6, liquid=True)
    assert kinds([tall], BOX, [("oil", 0, 0, 0, 6, 4, 4)]) == {"orientation"}


def test_padding() -> None:
    box = unit("box", 10, 10, 10, wall_padding_mm=1, piece_padding_mm=2)
    a = item("a", 3, 3, 3)
    assert kinds([a], box, [cube("a", 1, 1, 1, 3), cube("a", 6, 1, 1, 3)]) == set()
    assert kinds([a], box, [cube("a", 1, 1, 1, 3), cube("a", 5, 1, 1, 3)]) == {"padding"}
    assert kinds([a], box, [cube("a", 1, 1, 1, 3), cube("a", 5, 5, 1, 3)]) == {"padding"}
    assert kinds([a], box, [cube("a", 1, 1, 1, 3), cube("a", 1, 1, 4, 3)]) == set()
    assert "wall" in kinds([a], box, [cube("a", 0, 1, 1, 3)])
    assert "wall" in kinds([a], box, [cube("a", 7, 1, 1, 3)])
    assert kinds([a], box, [cube("a", 1, 1, 2, 3)]) == {"support"}


def test_reserved_spaces() -> None:
    a = item("a", 4, 4, 4)
    arch = ReservedSpace(size=size(4, 4, 3), carries=True)
    solid, hollow = (
        unit("box", 10, 10, 10, reserved_spaces=(arch.model_copy(update={"carries": carries}),))
        for carries in (True, False)
    )
    assert kinds([a], solid, [cube("a", 0, 0, 3)]) == set()
    assert kinds([a], hollow, [cube("a", 0, 0, 3)]) == {"support"}
    assert kinds([a], solid, [cube("a", 2, 0, 0)]) == {"overlap"}
    assert kinds([a], hollow, [cube("a", 4, 0, 0)]) == set()
    duct = unit(
        "box",
        10,
        10,
        10,
        reserved_spaces=(ReservedSpace(z_mm=6, size=size(4, 4, 3), carries=True),),
    )
    assert kinds([a], duct, [cube("a", 0, 0, 0)]) == {"path"}


def test_reserved_share() -> None:
    box = unit("box", 10, 10, 10, reserved_share=0.872)
    a = item("a", 4, 4, 4)
    assert kinds([a], box, [cube("a", 0, 0, 0), cube("a", 4, 0, 0)]) == set()
    more = unit("box", 10, 10, 10, reserved_share=0.873)
    assert kinds([a], more, [cube("a", 0, 0, 0), cube("a", 4, 0, 0)]) == {"reserved_share"}


def test_overhang() -> None:
    pallet = unit("pallet", 10, 10, 10, overhang_length_mm=1)
    a = item("a", 4, 4, 4)
    rules = PackingRules(min_support_share=0.75)
    assert kinds([a], pallet, [cube("a", -1, 0, 0)], rules=rules) == set()
    assert kinds([a], pallet, [cube("a", 7, 0, 0)], rules=rules) == set()
    assert kinds([a], pallet, [cube("a", -2, 0, 0)], rules=rules) == {"wall", "support"}
    assert kinds([a], pallet, [cube("a", 0, -1, 0)], rules=rules) == {"wall"}
    strict = PackingRules(min_support_share=0.76)
    assert kinds([a], pallet, [cube("a", -1, 0, 0)], rules=strict) == {"support"}


@pytest.mark.parametrize(
    ("window", "found"),
    [
        ({"min_x_mm": 2, "max_x_mm": 2}, set()),
        ({"min_x_mm": 3}, {"centre_of_gravity"}),
        ({"max_x_mm": 1}, {"centre_of_gravity"}),
        ({"min_y_mm": 3}, {"centre_of_gravity"}),
        ({"max_z_mm": 2}, set()),
        ({"max_z_mm": 1}, {"centre_of_gravity"}),
    ],
)
def test_centre_of_gravity(window: dict[str, int], found: set[str]) -> None:
    box = unit("box", 10, 10, 10, centre_of_gravity=CentreOfGravityWindow(**window))
    assert kinds([item("a", 4, 4, 4, weight_g=5)], box, [cube("a", 0, 0, 0)]) == found


@pytest.mark.parametrize(
    ("front", "rear", "found"),
    [
        # 10 g at x = 2 between supports at 0 and 8: 7.5 g in front, 2.5 g behind.
        ({"max_load_g": 8}, {"max_load_g": 3}, set()),
        ({"max_load_g": 7}, {"max_load_g": 3}, {"axle"}),
        ({"max_load_g": 8}, {"max_load_g": 2}, {"axle"}),
        ({"max_load_g": 8}, {"max_load_g": 9, "empty_load_g": 6, "min_load_g": 8}, set()),
        ({"max_load_g": 8}, {"max_load_g": 9, "empty_load_g": 7}, {"axle"}),
        ({"max_load_g": 8}, {"max_load_g": 9, "min_load_g": 3}, {"axle"}),
    ],
)
def test_axles(front: dict[str, int], rear: dict[str, int], found: set[str]) -> None:
    axles = (Axle(position_mm=0, **front), Axle(position_mm=8, **rear))
    box = unit("truck", 10, 10, 10, axles=axles)
    assert kinds([item("a", 4, 4, 4, weight_g=10)], box, [cube("a", 0, 0, 0)]) == found
    turned = unit("truck", 10, 10, 10, axles=axles[::-1])
    assert kinds([item("a", 4, 4, 4, weight_g=10)], turned, [cube("a", 0, 0, 0)]) == found


def test_a_load_behind_the_rear_axle_lifts_the_front() -> None:
    axles = (Axle(position_mm=0, max_load_g=9), Axle(position_mm=4, max_load_g=99))
    box = unit("truck", 10, 10, 10, axles=axles)
    assert kinds([item("a", 4, 4, 4, weight_g=10)], box, [cube("a", 6, 0, 0)]) == {"axle"}


def test_groups() -> None:
    a, b = item("a", 4, 4, 4, groups=("acid",)), item("b", 4, 4, 4, groups=("food",))
    apart = PackingRules(groups=(GroupRule(group="acid", apart_from=("food",)),))
    both = [cube("a", 0, 0, 0), cube("b", 4, 0, 0)]
    assert kinds([a, b], BOX, both, rules=apart) == {"group_apart"}
    assert kinds([a, b], BOX, both[:1], both[1:], rules=apart) == set()
    few = PackingRules(groups=(GroupRule(group="acid", max_pieces_per_unit=1),))
    two = [cube("a", 0, 0, 0), cube("a", 4, 0, 0)]
    assert kinds([a], BOX, two, rules=few) == {"group_size"}
    assert kinds([a], BOX, two[:1], two[1:], rules=few) == set()
    set_of = PackingRules(groups=(GroupRule(group="acid", together=True),))
    assert kinds([a], BOX, two, rules=set_of) == set()
    assert kinds([a], BOX, two[:1], two[1:], rules=set_of) == {"group_together"}
    assert kinds([a], BOX, two, rules=set_of, unpacked={"a": 1}) == {"group_together"}
    assert kinds([a, b], BOX, both[1:], rules=set_of, unpacked={"a": 2}) == set()


def test_preloaded_pieces_count_for_every_rule() -> None:
    lying = item(
        "lying", 4, 4, 4, weight_g=10, max_load_on_top_g=5, drop_number=1, groups=("acid",)
    )
    box = unit("box", 10, 10, 10, preloaded=(PreloadedPiece(item=lying),), max_gross_weight_g=16)
    light, heavy = (
        item("light", 4, 4, 4, weight_g=5, drop_number=1),
        item("heavy", 4, 4, 4, weight_g=6),
    )
    on_top = (0, 0, 4)
    assert kinds([light], box, [cube("light", *on_top)]) == set()
    assert kinds([heavy], box, [cube("heavy", *on_top)]) == {"load_on_top", "last_in"}
    assert kinds([light], box, [cube("light", 3, 0, 0)]) == {"overlap"}
    assert kinds([light], box, [cube("light", 4, 0, 0), cube("light", 4, 4, 0)]) == {"weight"}
    rules = PackingRules(groups=(GroupRule(group="food", apart_from=("acid",)),))
    food = item("food", 4, 4, 4, groups=("food",))
    assert kinds([food], box, [cube("food", 4, 0, 0)], rules=rules) == {"group_apart"}


def test_own_container() -> None:
    drum = item("drum", 4, 4, 6, weight_g=9, ships_in_own_container=True)
    assert kinds([drum], BOX, [("drum", 0, 0, 0, 4, 4, 6)]) == {"own_container"}
    problem = PackingProblem(items=(drum,), load_units=(BOX,))
    placement = Placement(item_id="drum", step=1, x_mm=0, y_mm=0, z_mm=0, size=drum.size)
    load = Load(id="S1", load_unit_id="", placements=(placement,), gross_weight_g=9, fill_share=1.0)

    def found(**changes: object) -> set[str]:
        plan = PackingPlan(loads=(load.model_copy(update=changes),))
        return {one.kind for one in check_plan(problem, plan)}

    assert found() == set()
    assert found(gross_weight_g=8) == {"gross_weight"}
    assert found(fill_share=0.5) == {"fill_share"}
    moved = placement.model_copy(update={"x_mm": 1})
    assert found(placements=(moved,)) == {"own_container"}
    assert found(placements=()) == {"own_container", "pieces"}
    plain = problem.model_copy(update={"items": (item("drum", 4, 4, 6, weight_g=9),)})
    assert "own_container" in {one.kind for one in check_plan(plain, PackingPlan(loads=(load,)))}


def test_door_sides_are_those_of_the_kernel() -> None:
    assert [str(side) for side in DoorSide] == ["top", "left", "right", "front", "back"]
