"""The search under physical rules: every plan is judged by the checker; small cases enumerated."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from optimizer.budget import Budget
from optimizer.packing import (
    Axle,
    BatchPackProblem,
    CentreOfGravityWindow,
    GroupRule,
    Item,
    LoadUnit,
    PackingObjective,
    PackingPlan,
    PackingProblem,
    PackingRules,
    PackOrder,
    PreloadedPiece,
    RateTable,
    RateZone,
    ReservedSpace,
    StackingRule,
    UnpackedReason,
    UprightDimension,
    WeightStep,
    check_plan,
    cross_faults,
    pack,
    pack_batch,
    warm,
)
from tests.optimizer.packing.problems import item, size, unit
from tests.optimizer.packing.ruled_problems import ruled_problems


@pytest.fixture(scope="module", autouse=True)
def _kernels() -> None:
    warm()


@settings(deadline=None, max_examples=120, suppress_health_check=list(HealthCheck))
@given(ruled_problems())
def test_every_plan_keeps_every_rule(of: PackingProblem) -> None:
    assert cross_faults(of) == []
    plan = pack(of, Budget.work(12)).plan
    assert check_plan(of, plan) == []
    assert all(left.explanation for left in plan.unpacked)


def plan_of(
    items: list[Item],
    units: list[LoadUnit],
    rules: PackingRules | None = None,
    objective: PackingObjective = PackingObjective.FEWEST_UNITS,
    work: int = 60,
) -> PackingPlan:
    """The plan of a small problem, which has passed the checker."""
    of = PackingProblem(
        items=tuple(items), load_units=tuple(units), rules=rules, objective=objective
    )
    return pack(of, Budget.work(work, seed=2)).plan


def most_in_a_tower(blocks: list[tuple[int, int, int]], room: int) -> int:
    """Most height of (height, weight, bears) stacked one on another, by trying every order."""
    best = 0
    for count in range(1, len(blocks) + 1):
        for order in itertools.permutations(blocks, count):
            # From the top down: what rests on a block is all that is above it.
            above = list(itertools.accumulate((weight for _, weight, _ in order), initial=0))
            bears = all(load <= block[2] for load, block in zip(above, order, strict=False))
            height = sum(block[0] for block in order)
            if bears and height <= room:
                best = max(best, height)
    return best


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(1, 6), st.integers(0, 9), st.integers(0, 20)), min_size=1, max_size=5
    ),
    st.integers(4, 20),
)
def test_a_tower_bears_as_much_as_enumeration_finds(
    blocks: list[tuple[int, int, int]], room: int
) -> None:
    items = [
        item(
            f"b{i}",
            7,
            7,
            height,
            weight_g=weight,
            max_load_on_top_g=bears,
            upright_dimensions=("height",),
        )
        for i, (height, weight, bears) in enumerate(blocks)
    ]
    plan = plan_of(
        items,
        [unit("shaft", 7, 7, room, stock=1)],
        objective=PackingObjective.MOST_VOLUME,
        work=300,
    )
    reached = sum(placement.size.height_mm for load in plan.loads for placement in load.placements)
    assert reached == most_in_a_tower(blocks, room)


def fewest_with_groups(groups: list[int], apart: set[tuple[int, int]], room: int) -> int:
    """Units needed for like pieces, `room` to a unit, by trying every assignment."""
    for count in itertools.count(1):
        for choice in itertools.product(range(count), repeat=len(groups)):
            sizes = [choice.count(u) <= room for u in range(count)]
            mixed = any(
                choice[i] == choice[j] and (groups[i], groups[j]) in apart
                for i in range(len(groups))
                for j in range(len(groups))
            )
            if all(sizes) and not mixed:
                return count
    return 0


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.integers(0, 2), min_size=1, max_size=6),
    st.sets(st.sampled_from([(0, 1), (0, 2), (1, 2)])),
)
def test_as_few_units_as_enumeration_with_groups_apart(
    groups: list[int], apart: set[tuple[int, int]]
) -> None:
    items = [item(f"i{i}", 5, 5, 5, groups=(f"g{group}",)) for i, group in enumerate(groups)]
    rules = PackingRules(
        groups=tuple(
            GroupRule(group=f"g{g}", apart_from=tuple(f"g{b}" for a, b in sorted(apart) if a == g))
            for g in range(3)
        )
    )
    plan = plan_of(items, [unit("tray", 15, 5, 5)], rules)
    assert len(plan.loads) == fewest_with_groups(groups, apart, 3)


def reasons(plan: PackingPlan) -> dict[str, UnpackedReason]:
    return {left.item_id: left.reason for left in plan.unpacked}


def test_nested_pieces_share_their_room() -> None:
    tray = item("tray", 10, 10, 6, nesting_growth_mm=1, quantity=5, upright_dimensions=("height",))
    plan = plan_of([tray], [unit("box", 10, 10, 10)])
    assert len(plan.loads) == 1
    assert plan.loads[0].fill_share == 1.0


def test_drops_are_loaded_last_first() -> None:
    items = [item(f"d{drop}", 4, 8, 8, drop_number=drop) for drop in (1, 2, 3)]
    for door, axis, towards in (("right", "x_mm", 1), ("left", "x_mm", -1)):
        plan = plan_of(items, [unit("van", 12, 8, 8, door_side=door)])
        (load,) = plan.loads
        assert [placement.item_id for placement in load.placements] == ["d3", "d2", "d1"]
        places = [towards * getattr(placement, axis) for placement in load.placements]
        assert places == sorted(places)


def test_partial_support_is_held_exactly_when_volume_counts() -> None:
    base = item("base", 6, 10, 5, weight_g=1)
    slab = item("slab", 10, 10, 5, max_load_on_top_g=0)
    stands = {"upright_dimensions": (UprightDimension.HEIGHT,), "fixed_heading": True}
    items = [base.model_copy(update=stands), slab.model_copy(update=stands)]
    box = [unit("box", 10, 10, 10, stock=1)]
    for share, packed in ((0.6, 2), (0.61, 1)):
        rules = PackingRules(min_support_share=share)
        plan = plan_of(items, box, rules, PackingObjective.MOST_VOLUME)
        assert sum(len(load.placements) for load in plan.loads) == packed


def test_a_load_is_moved_until_the_axles_bear_it() -> None:
    axles = (Axle(position_mm=0, max_load_g=60), Axle(position_mm=100, max_load_g=60))
    truck = unit("truck", 100, 10, 10, door_side="right", axles=axles, stock=1)
    block = item("block", 20, 10, 10, weight_g=50, quantity=2, upright_dimensions=("height",))
    (load,) = plan_of([block], [truck]).loads
    assert len(load.placements) == 2
    one_sided = (Axle(position_mm=0, max_load_g=9), Axle(position_mm=100, max_load_g=60))
    weak = truck.model_copy(update={"axles": one_sided})
    assert len(plan_of([block], [weak]).loads[0].placements) == 1


def test_groups_stay_together_or_at_home() -> None:
    rules = PackingRules(groups=(GroupRule(group="set", together=True),))
    items = [
        item("table", 5, 5, 5, groups=("set",)),
        item("chair", 5, 5, 5, groups=("set",), quantity=2),
        item("lamp", 5, 5, 5, quantity=3),
    ]
    plan = plan_of(items, [unit("box", 15, 5, 5, stock=2)], rules)
    assert plan.unpacked == ()
    plan = plan_of(items, [unit("box", 10, 5, 5, stock=3)], rules)
    assert reasons(plan) == {
        "table": UnpackedReason.GROUP_TOGETHER,
        "chair": UnpackedReason.GROUP_TOGETHER,
    }


def test_every_reason_names_what_is_in_the_way() -> None:
    one = {"stock": 1}
    weak = item("weak", 10, 10, 5, max_load_on_top_g=5, upright_dimensions=("height",))
    heavy = item(
        "heavy", 10, 10, 5, weight_g=6, max_load_on_top_g=0, upright_dimensions=("height",)
    )
    blocked = plan_of(
        [weak.model_copy(update={"weight_g": 9}), heavy], [unit("box", 10, 10, 10, **one)]
    )
    assert set(reasons(blocked).values()) == {UnpackedReason.LOAD_ON_TOP}
    rules = PackingRules(groups=(GroupRule(group="acid", apart_from=("food",)),))
    items = [item("acid", 9, 9, 9, groups=("acid",)), item("food", 5, 5, 5, groups=("food",))]
    apart = plan_of(items, [unit("box", 20, 10, 10, stock=1)], rules)
    assert reasons(apart) == {"food": UnpackedReason.GROUP_APART}
    assert "C1" in apart.unpacked[0].explanation
    full = plan_of(
        [item("cube", 9, 9, 9, fragile=True, quantity=2)], [unit("box", 10, 10, 10, **one)]
    )
    assert reasons(full) == {"cube": UnpackedReason.NO_STOCK}
    lean = unit("box", 10, 10, 10, centre_of_gravity=CentreOfGravityWindow(min_x_mm=9))
    assert reasons(plan_of([item("cube", 9, 9, 9, weight_g=1)], [lean])) == {
        "cube": UnpackedReason.BALANCE
    }
    padded = unit("box", 10, 10, 10, wall_padding_mm=1)
    assert reasons(plan_of([item("cube", 9, 9, 9)], [padded])) == {"cube": UnpackedReason.TOO_LARGE}
    arch = ReservedSpace(size=size(3, 10, 1))
    arched = unit("box", 10, 10, 10, reserved_spaces=(arch,))
    assert reasons(plan_of([item("cube", 9, 9, 9)], [arched])) == {"cube": UnpackedReason.NO_ROOM}


def test_what_ships_in_its_own_container_needs_no_unit() -> None:
    drum = item("drum", 50, 50, 90, weight_g=9, quantity=2, ships_in_own_container=True)
    plan = plan_of([drum, item("cube", 5, 5, 5)], [unit("box", 10, 10, 10, cost_minor=7)])
    assert [load.load_unit_id for load in plan.loads] == ["box", "", ""]
    assert (plan.cost_minor, plan.unit_count_lower_bound) == (7, 3)
    assert [load.id for load in plan_of([drum], [unit("box", 10, 10, 10)]).loads] == ["S1", "S2"]


def test_preloaded_units_are_filled_up() -> None:
    lying = PreloadedPiece(item=item("crate", 10, 10, 5, max_load_on_top_g=9))
    box = unit("box", 10, 10, 10, stock=1, preloaded=(lying,))
    (load,) = plan_of([item("slab", 10, 10, 5, weight_g=9)], [box]).loads
    assert (load.placements[0].z_mm, load.fill_share) == (5, 1.0)
    heavier = plan_of([item("slab", 10, 10, 5, weight_g=10)], [box])
    assert reasons(heavier) == {"slab": UnpackedReason.LOAD_ON_TOP}
    assert "crate" in heavier.unpacked[0].explanation


def test_many_pieces_stay_within_the_budget() -> None:
    items = [
        item(f"i{i}", 20 + i, 30, 40, max_load_on_top_g=900, quantity=2_000) for i in range(50)
    ]
    of = PackingProblem(items=tuple(items), load_units=(unit("crate", 200, 200, 200),))
    answer = pack(of, Budget.seconds(0.1))
    assert check_plan(of, answer.plan) == []
    assert answer.report.time_limit_reached or not answer.plan.unpacked


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(ruled_problems(), st.lists(st.integers(1, 40), min_size=5, max_size=5))
def test_blocks_of_like_pieces_keep_every_rule(of: PackingProblem, many: list[int]) -> None:
    items = [
        one.model_copy(update={"quantity": quantity})
        for one, quantity in zip(of.items, many, strict=False)
        if not one.ships_in_own_container
    ]
    assume(items)
    of = of.model_copy(update={"items": tuple(items)})
    assume(not cross_faults(of))
    assert check_plan(of, pack(of, Budget.work(3)).plan) == []


@pytest.mark.parametrize("door", ["top", "right", "left", "front", "back"])
def test_a_block_fills_a_unit_from_wall_to_wall(door: str) -> None:
    crate = item("crate", 5, 4, 3, weight_g=1, max_load_on_top_g=9, quantity=4_000)
    of = PackingProblem(
        items=(crate.model_copy(update={"upright_dimensions": (UprightDimension.HEIGHT,)}),),
        load_units=(unit("van", 50, 40, 30, door_side=door),),
    )
    plan = pack(of, Budget.work(0)).plan
    assert [len(load.placements) for load in plan.loads] == [1_000] * 4


def test_a_block_ends_where_its_pieces_bear_no_more() -> None:
    # Three high: the lowest bears two of 4 g, and not a third.
    crate = item("crate", 5, 5, 5, weight_g=4, max_load_on_top_g=8, quantity=300)
    plan = plan_of([crate], [unit("van", 50, 50, 50, door_side="right")], work=0)
    assert [len(load.placements) for load in plan.loads] == [300]
    assert max(one.z_mm for one in plan.loads[0].placements) == 10


def test_batch_keeps_the_rules() -> None:
    egg = item("egg", 10, 10, 5, fragile=True, quantity=2, upright_dimensions=("height",))
    batch = BatchPackProblem(
        orders=(PackOrder(id="a", items=(egg,)), PackOrder(id="b", items=(egg,))),
        load_units=(unit("box", 10, 10, 10),),
    )
    results = pack_batch(batch, Budget.work(5))
    assert [len(result.plan.loads) for result in results] == [2, 2]


@settings(deadline=None, max_examples=15, suppress_health_check=list(HealthCheck))
@given(ruled_problems())
def test_same_seed_and_work_same_plan(of: PackingProblem) -> None:
    assert pack(of, Budget.work(6, seed=3)).plan == pack(of, Budget.work(6, seed=3)).plan


def _by_weight_steps() -> PackingProblem:
    """Four pieces of 1 kg that share a carton; over 2 kg a parcel costs more than two."""
    step = WeightStep(max_weight_g=2_000, parcel_cost_minor=100)
    zone = RateZone(id="z", steps=(step,), extra_step_g=1_000, extra_step_cost_minor=500)
    return PackingProblem(
        items=(item("jar", 10, 10, 10, weight_g=1_000, quantity=4, fragile=True),),
        load_units=(unit("box", 20, 20, 10),),
        objective=PackingObjective.LOWEST_COST,
        rate_table=RateTable(zones=(zone,)),
    )


def test_a_unit_is_left_off_at_a_lighter_step_of_the_carrier() -> None:
    plan = pack(_by_weight_steps(), Budget.work(60)).plan
    assert [len(load.placements) for load in plan.loads] == [2, 2]
    assert plan.cost_minor == 200


def test_searches_side_by_side_find_what_one_finds() -> None:
    of = _by_weight_steps()
    plans = [pack(of, Budget.work(60, cores=2)).plan for _ in range(2)]
    assert plans[0] == plans[1]
    assert plans[0].cost_minor == 200


def test_a_nested_column_may_touch_itself_whatever_its_class() -> None:
    # Two growths are a whole height: the third piece stands in the second and on the first.
    crates = item("a", 2, 2, 2, quantity=3, stackability_class="crate", nesting_growth_mm=1)
    rules = PackingRules(stacking=(StackingRule(stackability_class="crate"),))
    plan = plan_of([crates], [unit("u", 2, 2, 4)], rules)
    assert [(one.z_mm, one.step) for one in plan.loads[0].placements] == [(0, 1), (1, 2), (2, 3)]
    apart = item("a", 2, 2, 2, quantity=2, stackability_class="crate", nesting_growth_mm=1)
    moved = plan.loads[0].placements[2].model_copy(update={"step": 2})
    stacked = plan.loads[0].model_copy(
        update={"placements": (plan.loads[0].placements[0], moved), "fill_share": 1.0}
    )
    of = PackingProblem(items=(apart,), load_units=(unit("u", 2, 2, 4),), rules=rules)
    broken = check_plan(of, plan.model_copy(update={"loads": (stacked,)}))
    assert [one.kind for one in broken] == ["stacking"]
