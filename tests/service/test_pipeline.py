"""The pipeline on small days, each order accounted for. Stages run in this process."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from optimizer.budget import Budget
from optimizer.dispatch.model import Courier, Dock
from optimizer.packing.model import Item, LoadUnit, PackingObjective
from optimizer.packing.rates import RateTable, RateZone, WeightStep
from optimizer.routing.model import MatrixTravel, Travel
from optimizer.shapes import Limit, Position, Size, TimeWindow
from service.model import (
    FleetVehicle,
    FulfillmentCenter,
    FulfillmentPlan,
    FulfillmentProblem,
    FulfillmentStage,
    Order,
    OrderStatus,
)
from service.pipeline import plan_fulfillment
from service.validate import cross_faults

VADUZ = ZoneInfo("Europe/Vaduz")
CENTER = Position(latitude_deg=47.1747, longitude_deg=9.5133)
NEAR = Position(latitude_deg=47.1660, longitude_deg=9.5100)
FAR = Position(latitude_deg=47.0660, longitude_deg=9.5000)


class HereRunner:
    """Runs each task at once in this process."""

    cores = 1

    async def run(
        self,
        function: Callable[..., Any],
        /,
        *args: Any,
        budget_s: float,
    ) -> Any:
        assert budget_s >= 0
        return function(*args)


def at(hour: int, minute: int = 0, day: str = "2026-11-23") -> int:
    moment = datetime.fromisoformat(f"{day}T{hour:02}:{minute:02}").replace(tzinfo=VADUZ)
    return int(moment.timestamp())


def window(start: int, end: int) -> TimeWindow:
    return TimeWindow(start_time_s=start, end_time_s=end)


def box(name: str = "mug", side: int = 100, quantity: int = 1) -> Item:
    return Item(
        id=name,
        size=Size(length_mm=side, width_mm=side, height_mm=side),
        weight_g=300,
        quantity=quantity,
    )


CARTON = LoadUnit(
    id="M",
    inner_size=Size(length_mm=300, width_mm=200, height_mm=200),
    tare_weight_g=100,
    cost_minor=80,
)
VAN = FleetVehicle(
    id="van",
    kind="van",
    volume_limit_mm3=Limit(maximum=1_000_000_000),
    weight_limit_g=Limit(maximum=500_000),
    cost_per_km_minor=70,
    cost_per_hour_minor=3_800,
)


def order(name: str, position: Position | None = NEAR, **fields: Any) -> Order:
    fields.setdefault("address_text", "Städtle 1, 9490 Vaduz")
    fields.setdefault("items", (box(),))
    return Order(id=name, position=position, **fields)


def day(*orders: Order, **fields: Any) -> FulfillmentProblem:
    opening = fields.pop("opening", window(at(6), at(19)))
    center = FulfillmentCenter(
        id="hub", position=CENTER, time_zone="Europe/Vaduz", opening_window=opening
    )
    fields.setdefault("load_units", (CARTON,))
    fields.setdefault("vehicles", (VAN,))
    fields.setdefault("region_code", "LI")
    return FulfillmentProblem(center=center, orders=orders, **fields)


def plan(problem: FulfillmentProblem, seconds: float = 1.0) -> FulfillmentPlan:
    assert cross_faults(problem) == []
    return asyncio.run(
        plan_fulfillment(
            problem, Budget.seconds(seconds, cores=1), HereRunner(), plan_id="p", now_s=0
        )
    )


def test_parcels_are_those_the_carrier_bills_least() -> None:
    big = CARTON.model_copy(
        update={"id": "L", "inner_size": Size(length_mm=400, width_mm=300, height_mm=300)}
    )
    steps = (WeightStep(max_weight_g=2_000, parcel_cost_minor=300),)
    near = RateZone(id="near", steps=steps, extra_step_g=1_000, extra_step_cost_minor=2_000)
    steps = (WeightStep(max_weight_g=2_000, parcel_cost_minor=70_000),)
    table = RateTable(zones=(near, RateZone(id="far", steps=steps)), divisor_cm3_per_kg=6_000)
    planned = plan(
        day(
            order("a", items=(box(side=100, quantity=4),), rate_zone_id="near"),
            load_units=(CARTON, big),
            packing_objective=PackingObjective.LOWEST_COST,
            rate_table=table,
        )
    )
    packing = planned.orders[0].packing
    # Four mugs in the larger carton, of the same cost, would be billed as 6 kg.
    assert packing is not None
    assert [(load.load_unit_id, load.billed_weight_g) for load in packing.loads] == [("M", 2_000)]
    assert packing.cost_minor == 380


def test_an_order_without_a_zone_of_the_table_is_a_fault() -> None:
    zone = RateZone(id="near", steps=(WeightStep(max_weight_g=2_000),))
    table = RateTable(zones=(zone,))
    assert cross_faults(day(order("a"), rate_table=table)) == []
    (fault,) = cross_faults(day(order("a", rate_zone_id="moon"), rate_table=table))
    assert fault.path == ("orders", 0, "rate_zone_id")


def statuses(planned: FulfillmentPlan) -> dict[str, OrderStatus]:
    return {outcome.order_id: outcome.status for outcome in planned.orders}


def test_day_is_planned_with_dock_and_courier() -> None:
    ann = Courier(id="ann", shift_window=window(at(8), at(16)), vehicle_kinds=("van",))
    docks = (Dock(id="d1", opening_window=window(at(6), at(18))),)
    planned = plan(day(order("a"), order("b", FAR), couriers=(ann,), docks=docks))
    assert set(statuses(planned).values()) == {OrderStatus.PLANNED}
    (route,) = planned.routes
    assert route.courier_id == "ann"
    assert route.dock_assignment is not None
    assert route.dock_assignment.dock_id == "d1"
    assert route.dock_assignment.departure_time_s <= route.route.start_time_s
    assert route.route.start_time_s >= at(8)
    assert route.route.end_time_s <= at(16)
    assert (route.parcel_count, route.weight_g) == (2, 2 * 400)
    assert planned.summary.cost_minor == 2 * 80 + route.route.cost_minor


def test_each_stage_says_why_an_order_leaves() -> None:
    planned = plan(
        day(
            order("fine"),
            order("nowhere", None, address_text="the yellow house behind the bridge"),
            order("huge", items=(box("wardrobe", 2_000),)),
            order("late", time_windows=(window(at(3), at(4)),)),
        )
    )
    assert statuses(planned) == {
        "fine": OrderStatus.PLANNED,
        "nowhere": OrderStatus.ADDRESS_UNKNOWN,
        "huge": OrderStatus.NOT_PACKED,
        "late": OrderStatus.NOT_ROUTED,
    }
    for outcome in planned.orders:
        assert bool(outcome.reason) == (outcome.status is not OrderStatus.PLANNED)
    assert planned.summary.planned_order_count == 1


def test_no_courier_for_any_vehicle_is_said() -> None:
    rider = Courier(id="r", shift_window=window(at(8), at(16)), vehicle_kinds=("bike",))
    planned = plan(day(order("a"), couriers=(rider,)))
    assert statuses(planned) == {"a": OrderStatus.NOT_ROUTED}
    assert "courier" in planned.orders[0].reason


def test_route_starts_only_when_its_dock_has_loaded_it() -> None:
    """One dock that opens late, two vans: the second leaves after the first has been loaded."""
    docks = (Dock(id="d1", opening_window=window(at(9), at(18))),)
    vans = tuple(
        VAN.model_copy(update={"id": name, "stop_limit": Limit(maximum=1)})
        for name in ("van-1", "van-2")
    )
    planned = plan(
        day(
            order("a", time_windows=(window(at(9), at(10)),)),
            order("b", time_windows=(window(at(9), at(10)),)),
            docks=docks,
            vehicles=vans,
            loading_duration_per_parcel_s=900,
        )
    )
    assert set(statuses(planned).values()) == {OrderStatus.PLANNED}
    times = []
    for route in planned.routes:
        assert route.dock_assignment is not None
        assert route.dock_assignment.loading_start_time_s >= at(9)
        assert route.dock_assignment.departure_time_s <= route.route.start_time_s
        times.append(route.dock_assignment.loading_start_time_s)
    assert abs(times[0] - times[1]) >= 900


def test_orders_of_a_route_that_finds_no_dock_say_so() -> None:
    docks = (Dock(id="d1", opening_window=window(at(6), at(18)), vehicle_kinds=("lorry",)),)
    planned = plan(day(order("a"), docks=docks))
    assert statuses(planned) == {"a": OrderStatus.NOT_DISPATCHED}
    assert planned.orders[0].reason
    assert planned.routes == ()


def test_given_matrix_needs_no_positions() -> None:
    matrix = MatrixTravel(
        place_ids=("hub", "a"), distances_m=(0, 5_000, 5_000, 0), durations_s=(0, 600, 600, 0)
    )
    planned = plan(
        day(
            order("a", None, address_text="unreadable"),
            travel=Travel(matrix=matrix),
        )
    )
    assert statuses(planned) == {"a": OrderStatus.PLANNED}
    assert planned.summary.distance_m == 10_000


@pytest.mark.parametrize(
    ("date", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-11-23", 24)]
)
def test_days_across_a_clock_change(date: str, hours: int) -> None:
    """Two in the morning happens never, or twice; times are absolute, so plans do not care."""
    start = at(0, day=date)
    end = start + hours * 3_600
    assert datetime.fromtimestamp(end, VADUZ).strftime("%H:%M") == "00:00"
    early = window(start + 2 * 3_600, start + 2 * 3_600)
    planned = plan(day(order("a", time_windows=(early,)), opening=window(start, end)))
    assert statuses(planned) == {"a": OrderStatus.PLANNED}
    assert planned.routes[0].route.stops[0].start_time_s == start + 7_200


def test_progress_of_every_stage_ends_at_its_total() -> None:
    seen: dict[FulfillmentStage, tuple[int, int]] = {}
    asyncio.run(
        plan_fulfillment(
            day(order("a"), order("b")),
            Budget.seconds(1, cores=1),
            HereRunner(),
            plan_id="p",
            now_s=0,
            progress=lambda stage, done, total: seen.__setitem__(stage, (done, total)),
        )
    )
    assert list(seen) == list(FulfillmentStage)
    assert all(done == total for done, total in seen.values())


def test_faults_of_a_day_come_together() -> None:
    problem = day(
        order("a", time_windows=(window(at(12), at(9)),)),
        order("a"),
        order("hub"),
        order("c", mandatory=False),
        vehicles=(VAN, VAN),
        opening=window(at(19), at(6)),
    )
    paths = {fault.path for fault in cross_faults(problem)}
    assert paths == {
        ("center", "opening_window", "end_time_s"),
        ("orders", 0, "time_windows", 0, "end_time_s"),
        ("orders", 1, "id"),
        ("orders", 2, "id"),
        ("orders", 3, "mandatory"),
        ("vehicles", 1, "id"),
    }
