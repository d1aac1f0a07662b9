"""Repairs: each kind of event, what must stay stays, and the checker sees what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.dispatch_repairs import KINDS, running_day
from optimizer.budget import Budget
from optimizer.dispatch import check_repair, repair_plan
from optimizer.dispatch.repair_model import (
    CourierSick,
    DayEvent,
    DockClosed,
    DockLoading,
    OrderCancelled,
    OrderPlaced,
    RepairedPlan,
    RepairPrices,
    RepairProblem,
    RoadSlow,
    RunningOrder,
    RunningRoute,
    RunningStop,
    StopLate,
    StopState,
    VehicleOut,
)
from optimizer.dispatch.repair_validate import repair_faults
from optimizer.faults import InvalidProblemError
from optimizer.routing.model import LoadAmount, LoadCapacity, MatrixTravel, Place, Travel
from optimizer.shapes import Limit, TimeWindow

NOW = 36_000
PLACES = ("D", "a", "b", "c", "d", "e")
SPOT = {name: 600 * k for k, name in enumerate(PLACES)}


def order(name: str, due: int | None = None, *, promised: bool = False) -> RunningOrder:
    window = None if due is None else TimeWindow(start_time_s=0, end_time_s=due)
    return RunningOrder(
        id=name,
        place_id=name,
        goods_place_id="D",
        time_window=window,
        promised_window=window if promised else None,
        loads=(LoadAmount(dimension="box", amount=1),),
    )


def route(name: str, stops: tuple[RunningStop, ...], **more: object) -> RunningRoute:
    return RunningRoute.model_validate(
        {
            "vehicle_id": name,
            "courier_id": f"of-{name}",
            "start_place_id": "D",
            "end_place_id": "D",
            "start_time_s": NOW + 600,
            "capacities": (LoadCapacity(dimension="box", limit=Limit(maximum=3)),),
            "stops": stops,
            **more,
        }
    )


DONE = RunningStop(order_id="a", state=StopState.DONE, departure_time_s=NOW - 300)


def day(what: object, **more: object) -> RepairProblem:
    """One vehicle is on the road (a done, driving to b, then c), one still at the depot (d)."""
    kind = {
        OrderPlaced: "order_placed",
        OrderCancelled: "order_cancelled",
        StopLate: "stop_late",
        VehicleOut: "vehicle_out",
        CourierSick: "courier_sick",
        RoadSlow: "road_slow",
        DockClosed: "dock_closed",
    }[type(what)]
    cells = tuple(abs(SPOT[x] - SPOT[y]) for x in PLACES for y in PLACES)
    return RepairProblem.model_validate(
        {
            "places": tuple(Place(id=name) for name in PLACES),
            "travel": Travel(
                matrix=MatrixTravel(place_ids=PLACES, distances_m=cells, durations_s=cells)
            ),
            "state_time_s": NOW,
            "orders": tuple(order(name) for name in "abcd"),
            "routes": (
                route(
                    "out",
                    (
                        DONE,
                        RunningStop(order_id="b", state=StopState.DRIVING),
                        RunningStop(order_id="c"),
                    ),
                    has_left=True,
                    start_time_s=NOW - 900,
                ),
                route("home", (RunningStop(order_id="d"),)),
            ),
            "prices": RepairPrices(
                cost_per_km_minor=100,
                cost_per_hour_minor=3_600,
                lateness_cost_per_hour_minor=36_000,
                broken_promise_cost_minor=500,
                moved_order_cost_minor=50,
            ),
            "event": DayEvent.model_validate({"id": "e", "time_s": NOW, kind: what}),
            **more,
        }
    )


def repaired(problem: RepairProblem) -> RepairedPlan:
    plan = repair_plan(problem, Budget.work(100)).plan
    assert check_repair(problem, plan) == []
    return plan


def stops(plan: RepairedPlan) -> list[list[str]]:
    return [
        [("+" if one.activity == "pickup" else "") + one.order_id for one in route.stops]
        for route in plan.routes
    ]


def test_a_new_order_goes_where_it_costs_least():
    plan = repaired(day(OrderPlaced(order=order("e"))))
    # The vehicle on the road would have to come back for it.
    assert stops(plan)[0] == ["a", "b", "c"]
    assert set(stops(plan)[1]) == {"d", "e"}
    assert plan.moved_order_ids == ("e",)
    assert plan.change_cost_minor == 0
    assert "order e goes to home" in plan.changes[0].explanation
    # 600 m and back more: 2 * 60 for the way, 2 * 600 s at 3,600 an hour.
    assert plan.cost_minor - plan.cost_before_minor == 120 + 1_200


def test_a_cancelled_order_is_taken_out():
    plan = repaired(day(OrderCancelled(order_id="c")))
    assert stops(plan) == [["a", "b"], ["d"]]
    assert plan.cost_minor < plan.cost_before_minor


def test_a_full_vehicle_takes_nothing():
    full = tuple(order(name) for name in "abcd")
    problem = day(OrderPlaced(order=order("e")), orders=full)
    tight = tuple(
        one.model_copy(
            update={"capacities": (LoadCapacity(dimension="box", limit=Limit(maximum=1)),)}
        )
        for one in problem.routes[1:]
    )
    plan = repaired(problem.model_copy(update={"routes": (problem.routes[0], *tight)}))
    # The one on the road has room once it has delivered, and fetches the goods at the depot.
    assert stops(plan)[1] == ["d"]
    assert [name for name in stops(plan)[0] if "e" in name] == ["+e", "e"]


def test_a_vehicle_that_is_out_keeps_what_is_done():
    plan = repaired(day(VehicleOut(vehicle_id="out", goods_place_id="a")))
    assert stops(plan)[0] == ["a"]
    assert sorted(stops(plan)[1]) == ["+b", "+c", "b", "c", "d"]
    assert plan.change_cost_minor == 100
    assert "fetches it at a" in " ".join(change.explanation for change in plan.changes)


def test_a_spare_courier_takes_over_before_leaving():
    problem = day(CourierSick(courier_id="of-home"), spare_courier_ids=("spare",))
    plan = repaired(problem)
    assert plan.routes[1].courier_id == "spare"
    assert stops(plan) == [["a", "b", "c"], ["d"]]
    nobody = repaired(problem.model_copy(update={"spare_courier_ids": ()}))
    assert stops(nobody)[1] == []
    assert nobody.moved_order_ids == ("d",)


def test_a_late_stop_moves_others_only_when_that_pays():
    orders = (order("a"), order("b"), order("c"), order("d"), order("e", NOW + 5_400))
    more = {
        "orders": orders,
        "routes": (
            route("one", (RunningStop(order_id="d"), RunningStop(order_id="e"))),
            route("two", (RunningStop(order_id="a"),)),
        ),
    }
    late = StopLate(order_id="d", delay_duration_s=7_200)
    plan = repaired(day(late, **more))
    assert {stop.lateness_s for one in plan.routes for stop in one.stops} == {0}
    dear = day(late, **more)
    prices = dear.prices.model_copy(
        update={"moved_order_cost_minor": 10**9, "lateness_cost_per_hour_minor": 1}
    )
    plan = repaired(dear.model_copy(update={"prices": prices}))
    assert plan.change_cost_minor == 0


def test_a_broken_promise_is_told():
    problem = day(
        StopLate(order_id="b", delay_duration_s=3_600),
        orders=(order("a"), order("b"), order("c", NOW + 1_800, promised=True), order("d")),
    )
    plan = repaired(problem)
    assert [one.order_id for one in plan.broken_promises] == ["c"]


def test_slow_roads_make_ways_longer():
    plain = repaired(day(RoadSlow(factor=1.0, until_time_s=NOW + 9_000)))
    slow = repaired(day(RoadSlow(factor=2.0, until_time_s=NOW + 9_000)))
    assert plain.cost_minor == plain.cost_before_minor
    assert slow.routes[1].end_time_s > plain.routes[1].end_time_s
    elsewhere = repaired(day(RoadSlow(place_ids=("e",), factor=9.0, until_time_s=NOW + 9_000)))
    assert elsewhere.cost_minor == elsewhere.cost_before_minor


def test_a_closed_dock_sends_vehicles_to_another():
    def loading(dock: str, vehicle: str, start: int) -> DockLoading:
        return DockLoading(
            dock_id=dock, vehicle_id=vehicle, start_time_s=start, end_time_s=start + 500
        )

    event = DockClosed(dock_id="1", until_time_s=NOW + 3_000)
    more = {"dock_ids": ("1", "2"), "loadings": (loading("1", "home", NOW + 100),)}
    plan = repaired(day(event, **more))
    assert plan.loadings == (loading("2", "home", NOW + 100),)
    plan = repaired(day(event, **{**more, "dock_ids": ("1",)}))
    assert plan.loadings == (loading("1", "home", NOW + 3_000),)
    assert plan.routes[1].start_time_s == NOW + 3_500


def test_an_order_dearer_than_its_refusal_is_left_out():
    problem = day(OrderPlaced(order=order("e")))
    prices = problem.prices.model_copy(update={"unserved_cost_minor": 100})
    plan = repaired(problem.model_copy(update={"prices": prices}))
    assert [one.order_id for one in plan.unserved] == ["e"]
    assert "more than leaving it out" in plan.unserved[0].explanation


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 10**6), st.sampled_from(KINDS), st.integers(1, 12))
def test_every_event_is_repaired_soundly(seed: int, kind: str, routes: int):
    problem = running_day(seed, routes=routes, stops=6, kind=kind)
    if kind == "dock_closed" and routes < 4:
        problem = problem.model_copy(update={"dock_ids": ("d0", "d1")})
    repaired(problem)
    assert repair_plan(problem, Budget.work(100)).plan == repair_plan(problem, Budget.work(1)).plan


def after(problem: RepairProblem, plan: RepairedPlan, event: DayEvent) -> RepairProblem:
    """The state that a plan leaves, as a caller would write it, and the next event of the log."""
    placed = problem.event.order_placed
    gone = problem.event.order_cancelled
    out = problem.event.vehicle_out
    left_out = {one.order_id for one in plan.unserved}
    orders = (*problem.orders, *(() if placed is None else (placed.order,)))
    routes = tuple(
        before.model_copy(
            update={
                "courier_id": route.courier_id,
                "start_time_s": route.start_time_s,
                "stops": tuple(
                    RunningStop(
                        order_id=stop.order_id,
                        activity=stop.activity,
                        state=stop.state,
                        departure_time_s=stop.departure_time_s
                        if stop.state is StopState.DONE
                        else None,
                    )
                    for stop in route.stops
                ),
            }
        )
        for before, route in zip(problem.routes, plan.routes, strict=True)
        if out is None or out.vehicle_id != before.vehicle_id
    )
    served = {stop.order_id for route in routes for stop in route.stops}
    kept = {route.vehicle_id for route in routes}
    return problem.model_copy(
        update={
            "orders": tuple(
                one
                for one in orders
                if (one.id in served or one.id in left_out)
                and (gone is None or one.id != gone.order_id)
            ),
            "routes": routes,
            "loadings": tuple(one for one in plan.loadings if one.vehicle_id in kept),
            "handled_event_ids": (*problem.handled_event_ids, problem.event.id),
            "state_time_s": problem.event.time_s,
            "event": event,
        }
    )


def log_of_a_day(seed: int) -> list[DayEvent]:
    """An event of each kind, minute after minute."""
    events = []
    for k, kind in enumerate(KINDS):
        event = running_day(seed, routes=8, stops=6, kind=kind).event
        events.append(event.model_copy(update={"id": f"e{k}", "time_s": event.time_s + 60 * k}))
    return events


def replayed(seed: int) -> list[RepairedPlan]:
    """The plans of a day, event after event; events that cannot be any more are passed over."""
    first, *later = log_of_a_day(seed)
    problem = running_day(seed, routes=8, stops=6, kind=KINDS[0]).model_copy(
        update={"event": first, "dock_ids": tuple(f"d{k}" for k in range(12))}
    )
    plans = [repaired(problem)]
    for event in later:
        following = after(problem, plans[-1], event)
        if repair_faults(following):
            continue
        problem = following
        plans.append(repaired(problem))
    return plans


@pytest.mark.parametrize("seed", range(4))
def test_a_log_of_events_replays_to_the_same_plans(seed: int):
    plans = replayed(seed)
    assert len(plans) >= 4
    assert replayed(seed) == plans


def test_an_event_is_taken_once():
    problem = day(OrderCancelled(order_id="c"))
    again = after(problem, repaired(problem), problem.event)
    words = [fault.problem for fault in repair_faults(again)]
    assert any("handled already" in one for one in words)


def test_the_checker_sees_what_is_wrong():
    problem = day(OrderPlaced(order=order("e")))
    plan = repaired(problem)
    out, home = plan.routes

    def kinds(**update: object) -> set[str]:
        return {v.kind for v in check_repair(problem, plan.model_copy(update=update))}

    lost = home.model_copy(update={"stops": home.stops[:1]})
    assert "cover" in kinds(routes=(out, lost))
    undone = out.model_copy(update={"stops": out.stops[1:]})
    assert {"done", "cover"} <= kinds(routes=(undone, home))
    flown = out.model_copy(
        update={"stops": (*out.stops[:-1], out.stops[-1].model_copy(update={"arrival_time_s": 0}))}
    )
    assert "travel" in kinds(routes=(flown, home))
    assert "cost" in kinds(cost_minor=1)
    assert "moved" in kinds(moved_order_ids=())


@pytest.mark.parametrize(
    ("event", "words"),
    [
        ({"order_cancelled": OrderCancelled(order_id="zz")}, "is not among"),
        ({"order_cancelled": OrderCancelled(order_id="a")}, "is done already"),
        ({"stop_late": StopLate(order_id="zz", delay_duration_s=9)}, "is not among"),
        ({"vehicle_out": VehicleOut(vehicle_id="zz")}, "is not among the routes"),
        ({"courier_sick": CourierSick(courier_id="zz")}, "is not among the couriers"),
        ({"dock_closed": DockClosed(dock_id="zz", until_time_s=NOW)}, "is not among the dock_ids"),
        ({"order_placed": OrderPlaced(order=order("a"))}, "is an order already"),
        ({}, "holds 0 kinds"),
        ({"time_s": NOW - 1, "order_cancelled": OrderCancelled(order_id="c")}, "before the state"),
        ({"id": "old", "order_cancelled": OrderCancelled(order_id="c")}, "handled already"),
    ],
)
def test_events_that_cannot_be_are_faults(event: dict[str, object], words: str):
    problem = day(OrderCancelled(order_id="c"), handled_event_ids=("old",)).model_copy(
        update={"event": DayEvent.model_validate({"id": "e", "time_s": NOW, **event})}
    )
    assert [words in fault.problem for fault in repair_faults(problem)] == [True]
    with pytest.raises(InvalidProblemError):
        repair_plan(problem, Budget.work(1))


def test_states_that_contradict_themselves_are_faults():
    twice = (RunningStop(order_id="d"), RunningStop(order_id="zz"), DONE)
    problem = day(OrderCancelled(order_id="c"))
    problem = problem.model_copy(
        update={"routes": (problem.routes[0], route("home", twice), route("home", ()))}
    )
    words = [fault.problem for fault in repair_faults(problem)]
    for part in ("is visited by out", "is not among the orders", "is further than", "already"):
        assert any(part in one for one in words), part
