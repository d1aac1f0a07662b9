"""Pages of dispatch: everything is on them, and hostile text stays text."""

from __future__ import annotations

from fulfillment.v1 import courier_week_pb2, dispatch_pb2, waves_pb2

from service.render.dispatch_pages import (
    docks_page,
    simulation_page,
    wave_page,
    week_page,
)

MORNING_S = 1_772_431_200


def test_docks_with_teams_and_yard() -> None:
    request = dispatch_pb2.ScheduleDocksRequest(yard_places=3)
    request.docks.add(id="<b>north</b>", vehicle_kinds=["van"])
    request.teams.add(id="early & late")
    schedule = dispatch_pb2.DockSchedule()
    entry = schedule.assignments.add(
        departure_id="r1", dock_id="<b>north</b>", team_id="early & late"
    )
    entry.loading_start_time.seconds = MORNING_S
    entry.departure_time.seconds = MORNING_S + 1_800
    entry.lateness.seconds, entry.waiting_duration.seconds = 600, 900
    schedule.unscheduled.add(departure_id="r2", explanation="the yard is <i>full</i>")
    text = docks_page(request, schedule)
    assert "<b>north" not in text
    assert "&lt;b&gt;north" in text
    assert "Loading teams" in text
    assert "early &amp; late" in text
    assert "Yard, 1 of 3 places used" in text
    assert "r1 waits 15 min" in text
    assert "10 min late" in text
    assert "the yard is &lt;i&gt;full" in text


def test_week() -> None:
    request = courier_week_pb2.PlanCourierWeekRequest(time_zone="Europe/Vaduz")
    request.couriers.add(id="ada", name="<b>Ada</b>")
    shift = request.shifts.add(id="s1", territory_id="North")
    shift.start_time.seconds, shift.end_time.seconds = MORNING_S, MORNING_S + 28_800
    plan = courier_week_pb2.CourierWeekPlan(penalty_hundredths=200, penalty_bound_hundredths=150)
    plan.assignments.add(shift_id="s1", courier_id="ada")
    plan.loads.add(courier_id="ada").work_duration.seconds = 28_800
    plan.unfilled.add(shift_id="s2", missing=2, explanation="nobody is <i>left</i>")
    plan.conflicts.add(rules=["one rule", "another & more"])
    text = week_page(request, plan)
    assert "&lt;b&gt;Ada" in text
    assert "<b>Ada" not in text
    assert "North" in text
    assert "25.0 % above" in text
    assert "nobody is &lt;i&gt;left" in text
    assert "another &amp; more" in text


def test_wave_and_replay() -> None:
    request = waves_pb2.DecideWaveRequest()
    request.depot.id, request.depot.time_zone = "hub", "Europe/Vaduz"
    decision = waves_pb2.WaveDecision(must_go_order_ids=["o1"])
    route = decision.routing_plan.routes.add(vehicle_id="van")
    route.start_time.seconds, route.end_time.seconds = MORNING_S, MORNING_S + 3_600
    decision.waiting.add(order_id="o2", explanation="waits for company")
    text = wave_page(request, decision)
    assert "van" in text
    assert "waits for company" in text
    replay = waves_pb2.SimulateWavesRequest()
    replay.depot.CopyFrom(request.depot)
    replay.waves.add().time.seconds = MORNING_S
    simulation = waves_pb2.WaveSimulation()
    day = simulation.days.add(policy=waves_pb2.WAVE_POLICY_SEND_ALL, gap_closed_percent=0.0)
    day.waves.add(known_count=3, sent_count=2)
    simulation.days.add(served_count=3)
    text = simulation_page(replay, simulation)
    for words in ("send all", "2 of 3", "hindsight", "0 %"):
        assert words in text


def test_nothing_scheduled_is_said() -> None:
    request = courier_week_pb2.PlanCourierWeekRequest(time_zone="Europe/Vaduz")
    assert "Nothing is scheduled" in week_page(request, courier_week_pb2.CourierWeekPlan())
