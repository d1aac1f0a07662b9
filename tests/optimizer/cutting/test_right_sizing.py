"""Boxes made to the order: small ones proved, every rule kept, a published heuristic beaten."""

from __future__ import annotations

from itertools import permutations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.right_sized import draw_orders, lwsc, surface
from optimizer.budget import Budget
from optimizer.cutting.right_sized_check import check_boxes
from optimizer.cutting.right_sized_model import (
    BatchRightSizeProblem,
    BoxingStatus,
    BoxMachine,
    BoxObjective,
    BoxSource,
    RightSizeProblem,
    status_of,
)
from optimizer.cutting.right_sized_validate import batch_right_size_faults
from optimizer.cutting.right_sizing import right_size
from optimizer.faults import InvalidProblemError
from optimizer.packing.model import (
    Item,
    LoadUnit,
    PackingRules,
    PackOrder,
    UprightDimension,
)
from optimizer.packing.rates import RateSurcharge, RateTable, RateZone, WeightStep
from optimizer.packing.rules_model import GroupRule
from optimizer.shapes import Size

LOOSE = PackingRules(min_support_share=0.0)


def _size(a: int, b: int, c: int) -> Size:
    return Size(length_mm=a, width_mm=b, height_mm=c)


def _machine(**update: object) -> BoxMachine:
    return BoxMachine(minimum=_size(1, 1, 1), maximum=_size(600, 600, 600)).model_copy(
        update=update
    )


def _rates(*steps: tuple[int, int], divisor: int | None = None, **update: object) -> RateTable:
    zone = RateZone(
        id="z",
        steps=tuple(WeightStep(max_weight_g=g, parcel_cost_minor=cost) for g, cost in steps),
    )
    return RateTable(zones=(zone,), divisor_cm3_per_kg=divisor).model_copy(update=update)


def _items(order: list[tuple[int, int, int]], weight: int = 0) -> tuple[Item, ...]:
    return tuple(Item(id=f"i{n}", size=_size(*m), weight_g=weight) for n, m in enumerate(order))


def _least_surface_of_two(one: tuple[int, ...], two: tuple[int, ...]) -> int:
    """Two cuboids lie side by side along some axis in a best box."""
    best = 1 << 60
    for a, b, axis in product(permutations(one), permutations(two), range(3)):
        box = [max(p, q) for p, q in zip(a, b, strict=True)]
        box[axis] = a[axis] + b[axis]
        best = min(best, surface((box[0], box[1], box[2])))
    return best


@pytest.mark.parametrize("seed", range(6))
def test_two_items_get_the_enumerated_box_and_it_is_proved(seed: int) -> None:
    order = draw_orders(1, 2, seed)[0]
    problem = RightSizeProblem(items=_items(order), machine=_machine(), rules=LOOSE)
    answer = right_size(problem, Budget.seconds(300, cores=1))
    assert answer.plan.surface_mm2 == _least_surface_of_two(*order)
    assert answer.report.proved_optimal


@pytest.mark.parametrize("items", [4, 5])
def test_small_orders_are_proved(items: int) -> None:
    order = draw_orders(1, items, items)[0]
    problem = RightSizeProblem(items=_items(order), machine=_machine(), rules=LOOSE)
    answer = right_size(problem, Budget.seconds(300, cores=1))
    assert answer.report.proved_optimal


def test_search_beats_the_published_heuristic() -> None:
    orders = draw_orders(6, 8, 1)
    ours = sum(
        right_size(
            RightSizeProblem(items=_items(order), machine=_machine(), rules=LOOSE),
            Budget.work(20_000),
        ).plan.surface_mm2
        for order in orders
    )
    published = sum(surface(lwsc(order)) for order in orders)
    assert ours < 0.85 * published


@settings(deadline=None, max_examples=25)
@given(
    order=st.lists(st.tuples(*[st.integers(2, 60)] * 3), min_size=1, max_size=9),
    step=st.integers(1, 20),
    padding=st.integers(0, 9),
    share=st.sampled_from([0.0, 0.7, 1.0]),
    objective=st.sampled_from(list(BoxObjective)),
)
def test_every_plan_passes_the_checker(
    order: list[tuple[int, int, int]],
    step: int,
    padding: int,
    share: float,
    objective: BoxObjective,
) -> None:
    problem = RightSizeProblem(
        items=_items(order, 50),
        machine=_machine(
            minimum=_size(30, 20, 10),
            maximum=_size(150, 150, 150),
            step_mm=step,
            padding_mm=padding,
            square_metre_cost_minor=80,
        ),
        objective=objective,
        rules=PackingRules(min_support_share=share),
    )
    plan = right_size(problem, Budget.work(300)).plan
    assert check_boxes(problem, plan) == []


def test_support_costs_surface() -> None:
    # A slab on two posts of unlike height floats without support.
    items = _items([(100, 100, 10), (20, 20, 30), (20, 20, 40)])
    upright = tuple(item.model_copy(update={"upright_dimensions": ("height",)}) for item in items)
    firm, loose = (
        right_size(
            RightSizeProblem(
                items=upright, machine=_machine(), rules=PackingRules(min_support_share=share)
            ),
            Budget.work(5_000),
        ).plan.surface_mm2
        for share in (1.0, 0.0)
    )
    assert loose <= firm


def test_dimensional_weight_decides_the_shape() -> None:
    items = _items([(100, 100, 100)], 500)
    rates = _rates((1_000, 400), (5_000, 900), divisor=5_000)
    problem = RightSizeProblem(
        items=items,
        machine=_machine(square_metre_cost_minor=100, box_cost_minor=10),
        objective=BoxObjective.LOWEST_COST,
        rate_table=rates,
    )
    plan = right_size(problem, Budget.work(2_000)).plan
    assert plan.boxes[0].inner_size == _size(100, 100, 100)
    assert plan.cost_minor is not None
    assert plan.cost_minor > 410


def test_a_carton_is_taken_where_it_is_cheaper() -> None:
    carton = LoadUnit(id="c", inner_size=_size(120, 120, 120), cost_minor=20)
    problem = RightSizeProblem(
        items=_items([(100, 100, 100)]),
        machine=_machine(box_cost_minor=50),
        objective=BoxObjective.LOWEST_COST,
        cartons=(carton,),
    )
    plan = right_size(problem, Budget.work(500)).plan
    assert [box.source for box in plan.boxes] == [BoxSource.CARTON]
    dear = problem.model_copy(update={"cartons": (carton.model_copy(update={"cost_minor": 60}),)})
    assert right_size(dear, Budget.work(500)).plan.boxes[0].source == BoxSource.MADE


def test_a_carton_is_cut_down_to_its_contents_but_not_too_low() -> None:
    carton = LoadUnit(id="c", inner_size=_size(200, 200, 200))
    problem = RightSizeProblem(
        items=(Item(id="a", size=_size(200, 200, 20), quantity=3),),
        cartons=(carton,),
        cut_down=True,
    )
    box = right_size(problem, Budget.work(500)).plan.boxes[0]
    assert (box.source, box.inner_size.height_mm) == (BoxSource.CUT_DOWN, 60)
    high = problem.model_copy(update={"min_cut_height_mm": 90})
    assert right_size(high, Budget.work(500)).plan.boxes[0].inner_size.height_mm == 90


def test_an_order_too_large_for_one_box_gets_several() -> None:
    problem = RightSizeProblem(
        items=(Item(id="a", size=_size(90, 90, 90), quantity=3, weight_g=900),),
        machine=_machine(maximum=_size(100, 100, 200), max_gross_weight_g=2_000),
    )
    plan = right_size(problem, Budget.work(500)).plan
    assert len(plan.boxes) == 2
    assert plan.unpacked == ()


def test_what_fits_no_box_is_left_with_a_reason() -> None:
    problem = RightSizeProblem(
        items=_items([(90, 90, 90), (500, 10, 10)]),
        machine=_machine(maximum=_size(100, 100, 100)),
    )
    plan = right_size(problem, Budget.work(300)).plan
    assert [entry.item_id for entry in plan.unpacked] == ["i1"]
    assert plan.unpacked[0].explanation


def test_parting_is_used_when_it_is_better() -> None:
    items = _items([(400, 10, 10), (100, 100, 100)])
    problem = RightSizeProblem(items=items, machine=_machine(), max_boxes=2)
    parted = right_size(problem, Budget.work(400)).plan
    whole = right_size(problem.model_copy(update={"max_boxes": 1}), Budget.work(400)).plan
    assert len(parted.boxes) == 2
    assert parted.surface_mm2 < whole.surface_mm2


def test_all_faults_are_told_at_once() -> None:
    problem = RightSizeProblem(
        items=(
            Item(id="a", size=_size(9, 9, 9), quantity=1_000),
            Item(id="a", size=_size(9, 9, 9)),
        ),
        machine=_machine(minimum=_size(700, 1, 1), padding_mm=300),
        rate_table=_rates((10, 5), (10, 4)),
        min_cut_height_mm=5,
    )
    with pytest.raises(InvalidProblemError) as caught:
        right_size(problem, Budget.work(1))
    assert [fault.path for fault in caught.value.faults] == [
        ("items", 1, "id"),
        ("rate_table", "zones", 0, "steps", 1, "max_weight_g"),
        ("rate_table", "zones", 0, "steps", 1, "parcel_cost_minor"),
        ("items",),
        ("machine", "minimum", "length_mm"),
        ("machine", "padding_mm"),
        ("rate_table",),
        ("min_cut_height_mm",),
    ]


def test_without_machine_and_cartons_there_is_nothing_to_choose() -> None:
    with pytest.raises(InvalidProblemError) as caught:
        right_size(RightSizeProblem(items=_items([(1, 1, 1)])), Budget.work(1))
    assert caught.value.faults[0].path == ("machine",)


def test_a_surcharge_on_long_boxes_makes_them_shorter() -> None:
    # End to end the plates make the least board, but too long a box.
    problem = RightSizeProblem(
        items=(Item(id="rod", size=_size(400, 10, 10), quantity=2, weight_g=100),),
        machine=_machine(maximum=_size(900, 900, 900), square_metre_cost_minor=1),
        objective=BoxObjective.LOWEST_COST,
        rate_table=_rates(
            (1_000, 300),
            surcharges=(
                RateSurcharge(id="long", over_longest_side_mm=500, surcharge_cost_minor=700),
            ),
        ),
    )
    plan = right_size(problem, Budget.work(2_000)).plan
    outer = plan.boxes[0].outer_size
    assert max(outer.length_mm, outer.width_mm, outer.height_mm) <= 500
    assert plan.cost_minor is not None
    assert plan.cost_minor < 700


def test_what_no_carrier_takes_is_told() -> None:
    problem = RightSizeProblem(
        items=(Item(id="anvil", size=_size(50, 50, 50), weight_g=9_000),),
        machine=_machine(box_cost_minor=1),
        objective=BoxObjective.LOWEST_COST,
        rate_table=_rates((1_000, 300)),
    )
    plan = right_size(problem, Budget.work(100)).plan
    assert plan.boxes == ()
    assert "carrier" in plan.unpacked[0].explanation


def test_nothing_lies_on_a_fragile_piece() -> None:
    plates = tuple(
        Item(
            id=name,
            size=_size(200, 200, 10),
            fragile=True,
            upright_dimensions=(UprightDimension.HEIGHT,),
        )
        for name in ("glass", "tile")
    )
    problem = RightSizeProblem(items=plates, machine=_machine())
    plan = right_size(problem, Budget.work(1_000)).plan
    assert check_boxes(problem, plan) == []
    inner = plan.boxes[0].inner_size
    assert sorted((inner.length_mm, inner.width_mm, inner.height_mm)) == [10, 200, 400]
    sturdy = problem.model_copy(
        update={"items": tuple(p.model_copy(update={"fragile": False}) for p in plates)}
    )
    stacked = right_size(sturdy, Budget.work(1_000)).plan
    assert stacked.boxes[0].inner_size.height_mm == 20
    assert check_boxes(problem, stacked)


def test_a_group_that_stays_together_is_not_parted() -> None:
    items = tuple(
        Item(id=f"i{n}", size=_size(*m), groups=("set",))
        for n, m in enumerate([(400, 10, 10), (100, 100, 100)])
    )
    rules = PackingRules(groups=(GroupRule(group="set", together=True),))
    free = RightSizeProblem(items=items, machine=_machine(), max_boxes=2)
    bound = free.model_copy(update={"rules": rules})
    parted = right_size(free, Budget.work(400)).plan
    assert len(parted.boxes) == 2
    assert len(right_size(bound, Budget.work(400)).plan.boxes) == 1
    assert "group_together" in {v.kind for v in check_boxes(bound, parted)}


def test_the_largest_box_is_on_the_scale_of_the_machine() -> None:
    machine = _machine(minimum=_size(50, 50, 50), maximum=_size(199, 199, 199), step_mm=50)
    assert machine.largest == _size(150, 150, 150)
    problem = RightSizeProblem(items=_items([(140, 140, 140)] * 2), machine=machine)
    plan = right_size(problem, Budget.work(200)).plan
    assert [box.inner_size for box in plan.boxes] == [_size(150, 150, 150)] * 2


def test_an_order_of_a_batch_is_boxed_as_alone() -> None:
    machine = _machine()
    orders = (
        PackOrder(id="fits", items=_items([(90, 60, 30), (40, 40, 40)])),
        PackOrder(id="partly", items=_items([(90, 60, 30), (900, 10, 10)])),
        PackOrder(id="never", items=_items([(900, 10, 10)])),
    )
    batch = BatchRightSizeProblem(orders=orders, machine=machine)
    assert batch_right_size_faults(batch) == []
    status = []
    for order in orders:
        plan = right_size(batch.problem_of(order), Budget.work(200)).plan
        alone = RightSizeProblem(items=order.items, machine=machine)
        assert plan == right_size(alone, Budget.work(200)).plan
        status.append(status_of(plan))
    assert status == [BoxingStatus.BOXED, BoxingStatus.PARTLY_BOXED, BoxingStatus.NOT_BOXED]


def test_faults_of_a_batch_name_order_and_field() -> None:
    own = Item(id="a", size=_size(9, 9, 9), ships_in_own_container=True)
    batch = BatchRightSizeProblem(
        orders=(
            PackOrder(id="o", items=(own,)),
            PackOrder(id="o", items=(Item(id="b", size=_size(9, 9, 9), quantity=1_001),)),
        )
    )
    assert {fault.path for fault in batch_right_size_faults(batch)} == {
        ("orders", 1, "id"),
        ("orders", 0, "items", 0, "ships_in_own_container"),
        ("orders", 1, "items"),
        ("machine",),
    }
