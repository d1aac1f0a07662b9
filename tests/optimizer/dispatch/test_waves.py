"""Waves: who must go goes, who can be joined waits, and a replayed day loses nobody."""

from __future__ import annotations

import pytest

from optimizer.budget import Budget
from optimizer.dispatch import check_wave, decide_wave, simulate_waves
from optimizer.dispatch.forecast_model import HourForecast, ZoneForecast
from optimizer.dispatch.wave_model import (
    SimulationProblem,
    WaitingOrder,
    WaveDecision,
    WaveOrder,
    WavePolicy,
    WaveProblem,
    WaveTime,
)
from optimizer.dispatch.wave_validate import simulation_faults, wave_faults
from optimizer.faults import InvalidProblemError
from optimizer.routing import plan_routes, sketch_routes
from optimizer.routing.model import (
    Depot,
    LoadAmount,
    LoadCapacity,
    MatrixTravel,
    Place,
    Shipment,
    Travel,
    Vehicle,
    Visit,
)
from optimizer.shapes import Limit, TimeWindow

HOUR_S, DAY_S = 3_600, 86_400
DAWN_S = 1_772_409_600
"""2026-03-02 00:00 UTC."""
PLACES = ("D", "north", "north2", "south")
WAY = {"D": 0, "north": 1_800, "north2": 1_900, "south": -1_800}


def at(hour: float, day: int = 0) -> int:
    return DAWN_S + day * DAY_S + round(hour * HOUR_S)


def order(name: str, place: str, known: float, due: float, day: int = 0) -> WaveOrder:
    return WaveOrder(
        known_time_s=at(known, day),
        shipment=Shipment(
            id=name,
            deliveries=(
                Visit(
                    place_id=place,
                    time_windows=(
                        TimeWindow(start_time_s=at(known, day), end_time_s=at(due, day)),
                    ),
                ),
            ),
            loads=(LoadAmount(dimension="load", amount=1),),
        ),
    )


def ground(**more: object) -> dict[str, object]:
    # From north to south past the depot is farther than over it: nobody gains by joining them.
    cells = tuple(
        abs(WAY[a] - WAY[b]) + (600 if WAY[a] * WAY[b] < 0 else 0) for a in PLACES for b in PLACES
    )
    return {
        "places": tuple(Place(id=name) for name in PLACES),
        "depot": Depot(id="depot", place_id="D", time_zone="UTC"),
        "vehicles": tuple(
            Vehicle(
                id=f"V{k}",
                start_depot_id="depot",
                end_depot_id="depot",
                shift_window=TimeWindow(start_time_s=at(0), end_time_s=at(24)),
                capacities=(LoadCapacity(dimension="load", limit=Limit(maximum=9)),),
                cost_per_km_minor=1_000,
            )
            for k in range(4)
        ),
        "travel": Travel(
            matrix=MatrixTravel(place_ids=PLACES, distances_m=cells, durations_s=cells)
        ),
        **more,
    }


def wave(policy: WavePolicy, orders: list[WaveOrder], **more: object) -> WaveProblem:
    return WaveProblem.model_validate(
        ground(
            decision_time_s=at(9),
            later_waves=(WaveTime(time_s=at(10)), WaveTime(time_s=at(11))),
            orders=tuple(orders),
            policy=policy,
            **more,
        )
    )


def decided(problem: WaveProblem) -> WaveDecision:
    decision = decide_wave(problem, Budget.work(300), plan_routes, sketch_routes).decision
    assert check_wave(problem, decision) == []
    return decision


def gone(decision: WaveDecision) -> set[str]:
    return {stop.shipment_id for route in decision.routing_plan.routes for stop in route.stops}


URGENT, PATIENT = order("urgent", "north", 8, 10), order("patient", "south", 8, 14)


@pytest.mark.parametrize(
    ("policy", "leaves"),
    [
        (WavePolicy.SEND_ALL, {"urgent", "patient"}),
        (WavePolicy.LAZY, {"urgent"}),
    ],
)
def test_simple_policies(policy: WavePolicy, leaves: set[str]):
    decision = decided(wave(policy, [URGENT, PATIENT]))
    assert gone(decision) == leaves
    assert decision.must_go_order_ids == ("urgent",)
    for waiting in decision.waiting:
        assert waiting.latest_decision_time_s == at(11)
        assert "Mon 2 Mar 11:00" in waiting.explanation


def test_the_last_wave_takes_everything():
    decision = decided(
        wave(WavePolicy.LAZY, [URGENT, PATIENT]).model_copy(update={"later_waves": ()})
    )
    assert gone(decision) == {"urgent", "patient"}


HISTORY = [order(f"h{day}", "north2", 9.5, 14, -day) for day in range(1, 6)]


def test_an_order_waits_for_the_company_that_past_days_promise():
    north = order("north", "north", 8, 14)
    decision = decided(wave(WavePolicy.CONDITIONAL, [north, PATIENT], history=tuple(HISTORY)))
    assert "north" not in gone(decision)
    assert decision.scenarios_solved > 0
    # Nothing comes south on any past day: waiting brings nothing there.
    assert "patient" in gone(decision)
    alone = decided(wave(WavePolicy.CONDITIONAL, [north, PATIENT]))
    assert gone(alone) == {"north", "patient"}


def test_an_order_does_not_wait_for_company_that_the_forecast_rules_out():
    north = order("north", "north", 8, 14)
    history = tuple(one.model_copy(update={"zone_id": "N"}) for one in HISTORY)
    for expected, waits in ((1.0, True), (0.0, False)):
        quiet = ZoneForecast(
            zone_id="N", hours=(HourForecast(start_time_s=at(9), expected=expected),)
        )
        decision = decided(
            wave(WavePolicy.CONDITIONAL, [north], history=history, expected_volumes=(quiet,))
        )
        assert ("north" not in gone(decision)) == waits


@pytest.mark.parametrize("cores", [1, 2])
def test_the_same_problem_seed_and_cores_give_the_same_decision(cores: int):
    orders = [order(f"o{k}", ("north", "north2", "south")[k % 3], 8, 12 + k % 3) for k in range(12)]
    problem = wave(WavePolicy.CONDITIONAL, orders, history=tuple(HISTORY), scenario_count=4)
    runs = [
        decide_wave(
            problem, Budget.work(2_000, seed=3, cores=cores), plan_routes, sketch_routes
        ).decision
        for _ in range(2)
    ]
    assert runs[0] == runs[1]


def test_a_small_fleet_of_different_vehicles_is_kept_to():
    small, large, *_ = ground()["vehicles"]
    small = small.model_copy(
        update={
            "capacities": (LoadCapacity(dimension="load", limit=Limit(maximum=1)),),
            "skills": ("cold",),
        }
    )
    orders = [order("urgent", "north", 8, 10), order("cold", "south", 8, 10)]
    orders += [order(f"patient{k}", "north2", 8, 14) for k in range(3)]
    changes = {"cold": {"required_skills": ("cold",)}, "urgent": {"allowed_vehicle_ids": ("V1",)}}
    orders = [
        one.model_copy(
            update={"shipment": one.shipment.model_copy(update=changes.get(one.shipment.id, {}))}
        )
        for one in orders
    ]
    problem = wave(WavePolicy.CONDITIONAL, orders, history=tuple(HISTORY)).model_copy(
        update={"vehicles": (small, large)}
    )
    decision = decided(problem)
    rides = {
        stop.shipment_id: route.vehicle_id
        for route in decision.routing_plan.routes
        for stop in route.stops
    }
    assert (rides["cold"], rides["urgent"]) == ("V0", "V1")
    # Who found no place on two vehicles waits for the next wave.
    assert rides.keys() | {one.order_id for one in decision.waiting} == {
        one.shipment.id for one in orders
    }


def test_time_that_is_over_still_gives_a_sound_decision():
    orders = [order("urgent", "north", 8, 10), order("patient", "south", 8, 14)]
    problem = wave(WavePolicy.CONDITIONAL, orders, history=tuple(HISTORY))
    decision = decide_wave(problem, Budget.seconds(0, cores=1), plan_routes, sketch_routes).decision
    assert check_wave(problem, decision) == []
    assert decision.scenarios_solved == 0


def test_random_depends_on_the_seed_only():
    orders = [order(f"o{k}", "south", 8, 14) for k in range(20)]
    problem = wave(WavePolicy.RANDOM, orders)
    runs = [
        decide_wave(problem, Budget.work(50, seed=seed), plan_routes, sketch_routes).decision
        for seed in (1, 1, 2)
    ]
    assert gone(runs[0]) == gone(runs[1]) != gone(runs[2])


def test_what_cannot_be_served_says_why():
    decision = decided(wave(WavePolicy.LAZY, [order("lost", "north", 8, 9.1)]))
    assert [one.shipment_id for one in decision.routing_plan.unserved] == ["lost"]


def test_a_day_is_replayed():
    orders = [
        order("a", "north", 8, 14),
        order("b", "north2", 9.5, 14),
        order("c", "south", 8, 10),
        order("late", "south", 10.5, 11.2),
    ]
    problem = SimulationProblem.model_validate(
        ground(
            waves=tuple(WaveTime(time_s=at(hour)) for hour in (9, 10, 11)),
            orders=tuple(orders),
            history=tuple(HISTORY),
            hindsight=True,
        )
    )
    days = simulate_waves(problem, Budget.work(300), plan_routes, sketch_routes).simulation.days
    by_policy = {day.policy: day for day in days}
    assert set(by_policy) == {*WavePolicy, None}
    for day in days:
        assert day.unserved_order_ids == ("late",)
        assert day.served_count == 3
    best, sent = by_policy[None], by_policy[WavePolicy.SEND_ALL]
    # North and back for two, south and back: 2 * 1,900 + 2 * 1,800; all at once drives north twice.
    assert best.cost_minor == 7_400
    assert sent.cost_minor == 7_400 + 3_600
    assert by_policy[WavePolicy.CONDITIONAL].cost_minor == 7_400
    assert by_policy[WavePolicy.CONDITIONAL].gap_closed_percent == pytest.approx(100)
    assert [one.known_count for one in sent.waves] == [2, 1, 1]


def test_the_checker_sees_what_is_wrong():
    problem = wave(WavePolicy.LAZY, [URGENT, PATIENT])
    decision = decided(problem)
    lost = decision.model_copy(update={"waiting": ()})
    assert [v.kind for v in check_wave(problem, lost)] == ["cover"]
    silent = decision.model_copy(
        update={
            "waiting": (
                WaitingOrder(order_id="patient", latest_decision_time_s=at(9), explanation=" "),
            )
        }
    )
    assert [v.kind for v in check_wave(problem, silent)] == ["latest", "no_reason"]
    must = decision.model_copy(update={"must_go_order_ids": ("patient",)})
    assert "must_go" in {v.kind for v in check_wave(problem, must)}
    early = problem.model_copy(update={"decision_time_s": at(12), "later_waves": ()})
    assert "too_early" in {v.kind for v in check_wave(early, decision)}


def test_faults_are_told_together():
    pickup = URGENT.model_copy(
        update={"shipment": URGENT.shipment.model_copy(update={"deliveries": (), "id": "p"})}
    )
    nowhere = order("h", "moon", 9, 10, -1).model_copy(update={"known_time_s": None})
    problem = wave(
        WavePolicy.LAZY, [URGENT, URGENT, pickup, order("x", "moon", 9.5, 12)], history=(nowhere,)
    ).model_copy(update={"later_waves": (WaveTime(time_s=at(8)),)})
    found = {(fault.path, fault.problem) for fault in wave_faults(problem)}
    paths = {path for path, _ in found}
    for path in (
        ("orders", 1, "shipment", "id"),
        ("orders", 2, "shipment"),
        ("orders", 3, "known_time_s"),
        ("history", 0, "known_time_s"),
        ("later_waves", 0, "time_s"),
    ):
        assert path in paths
    with pytest.raises(InvalidProblemError):
        decide_wave(problem, Budget.work(1), plan_routes, sketch_routes)
    replay = SimulationProblem.model_validate(
        ground(
            waves=(WaveTime(time_s=at(9)), WaveTime(time_s=at(8))),
            orders=(order("a", "north", 12, 14),),
        )
    )
    assert {fault.path for fault in simulation_faults(replay)} == {
        ("waves", 1, "time_s"),
        ("orders", 0, "known_time_s"),
    }
