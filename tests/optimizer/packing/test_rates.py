"""Rate tables: the bill, its faults, and plans that are cheap because of it."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.budget import Budget
from optimizer.packing import (
    BatchPackProblem,
    PackingObjective,
    PackingPlan,
    PackingProblem,
    PackOrder,
    RateTable,
    UnpackedReason,
    charge_minor,
    check_plan,
    cross_faults,
    pack,
    pack_batch,
)
from tests.optimizer.packing.problems import item, problem, size, unit

STEPS = [(1_000, 500), (5_000, 900), (20_000, 2_400)]


def table(**more: object) -> RateTable:
    steps = [{"max_weight_g": grams, "parcel_cost_minor": cost} for grams, cost in STEPS]
    return RateTable.model_validate(
        {"zones": ({"id": "near", "steps": tuple(steps)},), **more}, strict=False
    )


def zones(*ids: str) -> tuple[dict, ...]:
    return tuple(
        {"id": name, "steps": ({"max_weight_g": 9, "parcel_cost_minor": 10 * (i + 1)},)}
        for i, name in enumerate(ids)
    )


def priced(items: list, units: list, rates: RateTable, zone: str = "") -> PackingProblem:
    return problem(items, units, PackingObjective.LOWEST_COST).model_copy(
        update={"rate_table": rates, "rate_zone_id": zone}
    )


@pytest.mark.parametrize(
    ("weight_g", "cost"), [(1, 500), (1_000, 500), (1_001, 900), (20_000, 2_400), (20_001, None)]
)
def test_steps(weight_g: int, cost: int | None) -> None:
    assert charge_minor(table(), size(10, 10, 10), weight_g) == cost


def test_volume_is_billed_where_it_is_more_than_the_weight() -> None:
    # 0.4 x 0.3 x 0.25 m at 5000 cm3/kg are 6 kg.
    rates = table(divisor_cm3_per_kg=5_000)
    assert charge_minor(rates, size(400, 300, 250), 800) == 2_400
    assert charge_minor(rates, size(400, 300, 40), 800) == 500
    assert charge_minor(table(), size(400, 300, 250), 800) == 500


def test_rounding_up_reaches_the_next_step() -> None:
    assert charge_minor(table(rounding_step_g=600), size(1, 1, 1), 700) == 900


def test_beyond_the_last_step_each_begun_kilogram_costs() -> None:
    zone = table().zones[0].model_copy(update={"extra_step_g": 1_000, "extra_step_cost_minor": 70})
    rates = table().model_copy(update={"zones": (zone,)})
    assert charge_minor(rates, size(1, 1, 1), 22_001) == 2_400 + 3 * 70


@pytest.mark.parametrize(
    ("limit", "charged"),
    [
        ({"over_longest_side_mm": 299}, True),
        ({"over_longest_side_mm": 300}, False),
        ({"over_second_side_mm": 199}, True),
        ({"over_second_side_mm": 200}, False),
        ({"over_length_and_girth_mm": 899}, True),
        ({"over_length_and_girth_mm": 900}, False),
        ({"over_volume_mm3": 5_999_999}, True),
        ({"over_volume_mm3": 6_000_000}, False),
        ({"over_weight_g": 899}, True),
        ({"over_weight_g": 900}, False),
        ({"over_longest_side_mm": 900, "over_weight_g": 1}, True),
    ],
)
def test_surcharges(limit: dict, charged: bool) -> None:
    surcharge = {"id": "bulky", "surcharge_cost_minor": 33, **limit}
    rates = table(surcharges=(surcharge,))
    assert charge_minor(rates, size(200, 300, 100), 900) == 500 + (33 if charged else 0)


def test_zones() -> None:
    rates = table(zones=zones("a", "b"))
    assert charge_minor(rates, size(1, 1, 1), 1, "b") == 20
    with pytest.raises(KeyError):
        charge_minor(rates, size(1, 1, 1), 1, "c")
    with pytest.raises(KeyError):
        charge_minor(rates, size(1, 1, 1), 1)


def _paths(wanted: PackingProblem) -> set[tuple]:
    return {fault.path for fault in cross_faults(wanted)}


def test_faults_of_the_table() -> None:
    bad = {
        "zones": (
            {
                "id": "z",
                "steps": (
                    {"max_weight_g": 9, "parcel_cost_minor": 9},
                    {"max_weight_g": 9, "parcel_cost_minor": 8},
                ),
                "extra_step_cost_minor": 1,
            },
            {
                "id": "z",
                "steps": ({"max_weight_g": 9},),
                "extra_step_g": 1,
                "extra_step_cost_minor": 10**12,
            },
        ),
        "surcharges": ({"id": "s"},),
    }
    wanted = priced([item("a", 1, 1, 1)], [unit("u", 9, 9, 9)], table(**bad))
    root = ("rate_table", "zones")
    assert _paths(wanted) == {
        (*root, 1, "id"),
        (*root, 0, "steps", 1, "max_weight_g"),
        (*root, 0, "steps", 1, "parcel_cost_minor"),
        (*root, 0, "extra_step_cost_minor"),
        (*root, 1, "extra_step_cost_minor"),
        ("rate_table", "surcharges", 0),
        ("rate_zone_id",),
    }


@pytest.mark.parametrize(
    ("rates", "zone", "sound"),
    [
        (table(), "", True),
        (table(), "near", True),
        (table(), "far", False),
        (table(zones=zones("a", "b")), "", False),
        (table(zones=zones("a", "b")), "b", True),
        (None, "a", False),
    ],
)
def test_faults_of_the_zone(rates: RateTable | None, zone: str, sound: bool) -> None:
    wanted = priced([item("a", 1, 1, 1)], [unit("u", 9, 9, 9)], table()).model_copy(
        update={"rate_table": rates, "rate_zone_id": zone}
    )
    assert _paths(wanted) == (set() if sound else {("rate_zone_id",)})


def test_unpriced_unit_beside_priced_ones_is_a_fault_where_cost_decides() -> None:
    units = [unit("a", 9, 9, 9, cost_minor=5), unit("b", 9, 9, 9)]
    one = [item("i", 1, 1, 1)]
    assert _paths(problem(one, units, PackingObjective.LOWEST_COST)) == {
        ("load_units", 1, "cost_minor")
    }
    assert _paths(problem(one, units)) == set()
    free = [units[0], unit("b", 9, 9, 9, cost_minor=0)]
    assert _paths(problem(one, free, PackingObjective.LOWEST_COST)) == set()


def test_smaller_carton_for_the_volumetric_weight() -> None:
    # The large carton costs less to buy, the small one less to send.
    units = [
        unit("large", 400, 300, 250, cost_minor=50),
        unit("small", 200, 200, 110, cost_minor=90),
    ]
    rates = table(divisor_cm3_per_kg=5_000)
    plan, report = pack(priced([item("a", 100, 100, 100)], units, rates), Budget.work(50))
    assert [load.load_unit_id for load in plan.loads] == ["small"]
    assert plan.loads[0].billed_weight_g == 880
    assert plan.cost_minor == plan.loads[0].cost_minor == 590
    assert plan.cost_lower_bound_minor == 590
    assert report.proved_optimal


def test_splits_where_two_light_parcels_cost_less_than_a_heavy_one() -> None:
    pieces = [item("a", 50, 50, 50, weight_g=4_900, quantity=2)]
    plan, report = pack(priced(pieces, [unit("u", 300, 300, 300)], table()), Budget.work(300))
    assert len(plan.loads) == 2
    assert plan.cost_minor == 1_800
    whole, _ = pack(problem(pieces, [unit("u", 300, 300, 300)]), Budget.work(300))
    assert len(whole.loads) == 1
    assert report.proved_optimal


def test_what_the_carrier_does_not_take_is_told() -> None:
    heavy = [item("a", 50, 50, 50, weight_g=20_001)]
    plan, _ = pack(priced(heavy, [unit("u", 300, 300, 300)], table()), Budget.work(10))
    assert plan.unpacked[0].reason is UnpackedReason.TOO_HEAVY
    bulky = table(divisor_cm3_per_kg=1)
    plan, _ = pack(priced([item("a", 5, 5, 5)], [unit("u", 300, 300, 300)], bulky), Budget.work(10))
    assert "carrier" in plan.unpacked[0].explanation


def test_twins_in_different_zones_are_billed_apart() -> None:
    rates = table(zones=zones("a", "b"))
    orders = tuple(
        PackOrder(id=name, items=(item("i", 1, 1, 1),), rate_zone_id=name) for name in ("a", "b")
    )
    batch = BatchPackProblem(
        orders=orders,
        load_units=(unit("u", 9, 9, 9),),
        objective=PackingObjective.LOWEST_COST,
        rate_table=rates,
    )
    assert [result.plan.cost_minor for result in pack_batch(batch, Budget.work(5))] == [10, 20]


@pytest.mark.parametrize(
    ("where", "change", "kind"),
    [
        ("load", {"cost_minor": 1}, "cost"),
        ("load", {"billed_weight_g": 1}, "billed_weight"),
        ("plan", {"cost_minor": 1}, "cost"),
        ("plan", {"cost_lower_bound_minor": 10**6}, "cost_bound"),
    ],
)
def test_checker_works_the_bill_out_anew(where: str, change: dict, kind: str) -> None:
    wanted = priced([item("a", 50, 50, 50, weight_g=30)], [unit("u", 99, 99, 99)], table())
    plan, _ = pack(wanted, Budget.work(10))
    assert check_plan(wanted, plan) == []
    if where == "load":
        broken = plan.model_copy(update={"loads": (plan.loads[0].model_copy(update=change),)})
    else:
        broken = plan.model_copy(update=change)
    assert kind in {violation.kind for violation in check_plan(wanted, broken)}


def test_checker_refuses_what_the_carrier_does_not_take() -> None:
    heavy = [item("a", 50, 50, 50, weight_g=20_001)]
    free = problem(heavy, [unit("u", 99, 99, 99)])
    plan: PackingPlan = pack(free, Budget.work(10)).plan
    kinds = {
        violation.kind
        for violation in check_plan(priced(heavy, list(free.load_units), table()), plan)
    }
    assert "carrier_weight" in kinds


@settings(deadline=None, max_examples=25)
@given(
    weights=st.lists(st.integers(1, 15_000), min_size=1, max_size=4),
    extra=st.none() | st.integers(100, 4_000),
    over=st.none() | st.integers(1_000, 25_000),
    rounding=st.sampled_from([1, 500]),
)
def test_cost_against_all_partings(
    weights: list[int], extra: int | None, over: int | None, rounding: int
) -> None:
    """Tiny pieces in roomy cartons: only weight counts, so every parting can be priced by hand."""
    zone = (
        table()
        .zones[0]
        .model_copy(update={"extra_step_g": extra, "extra_step_cost_minor": 300 if extra else 0})
    )
    surcharges = (
        ()
        if over is None
        else ({"id": "heavy", "over_weight_g": over, "surcharge_cost_minor": 450},)
    )
    rates = table(rounding_step_g=rounding, surcharges=surcharges).model_copy(
        update={"zones": (zone,)}
    )
    units = [unit("u", 300, 300, 300, tare_weight_g=40, cost_minor=25)]
    items = [item(f"i{i}", 9, 9, 9, weight_g=grams) for i, grams in enumerate(weights)]
    wanted = priced(items, units, rates)
    plan, report = pack(wanted, Budget.work(400))
    best = None
    for bins in product(range(len(weights)), repeat=len(weights)):
        loads = [
            40 + sum(grams for grams, b in zip(weights, bins, strict=True) if b == number)
            for number in set(bins)
        ]
        bills = [charge_minor(rates, units[0].inner_size, grams) for grams in loads]
        if None not in bills:
            cost = sum(25 + (bill or 0) for bill in bills)
            best = cost if best is None else min(best, cost)
    assert plan.cost_lower_bound_minor is not None
    assert best is not None
    assert plan.cost_lower_bound_minor <= best <= (plan.cost_minor or 0)
    assert plan.cost_minor == best or not report.proved_optimal
