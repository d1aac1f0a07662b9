"""The example requests of dispatch are valid, and answered as the README says."""

from __future__ import annotations

from pathlib import Path

import pytest
from fulfillment.v1 import (
    courier_week_pb2,
    dispatch_pb2,
    forecast_pb2,
    repair_pb2,
    sourcing_pb2,
    waves_pb2,
)
from google.protobuf import json_format
from google.protobuf.message import Message

import service.examples
from optimizer.budget import Budget
from service.handlers.dispatch import (
    ASSIGN_COURIERS,
    DECIDE_WAVE,
    FORECAST_VOLUME,
    PLAN_COURIER_WEEK,
    PLAN_PICKING,
    REPAIR_PLAN,
    SCHEDULE_DOCKS,
    SIMULATE_WAVES,
    SOURCE_ORDERS,
)
from service.handlers.planning import Planning
from service.requests import read_request

FOLDER = Path(service.examples.__file__).parent
KINDS: dict[str, type[Message]] = {
    "dispatch_docks.json": dispatch_pb2.ScheduleDocksRequest,
    "dispatch_week.json": courier_week_pb2.PlanCourierWeekRequest,
    "dispatch_couriers.json": dispatch_pb2.AssignCouriersRequest,
    "dispatch_simulate_waves.json": waves_pb2.SimulateWavesRequest,
    "dispatch_wave.json": waves_pb2.DecideWaveRequest,
    "dispatch_repair.json": repair_pb2.RepairPlanRequest,
    "dispatch_sourcing.json": sourcing_pb2.SourceOrdersRequest,
    "dispatch_picking.json": dispatch_pb2.PlanPickingRequest,
    "dispatch_forecast.json": forecast_pb2.ForecastVolumeRequest,
}


def read(name: str) -> Message:
    text = (FOLDER / name).read_text(encoding="utf-8")
    return json_format.Parse(text, KINDS[name]())


@pytest.mark.parametrize("name", sorted(KINDS))
def test_valid(name: str) -> None:
    assert read_request(read(name)).violations == ()


@pytest.mark.parametrize(
    ("name", "planning", "field"),
    [
        ("dispatch_docks.json", SCHEDULE_DOCKS, "schedule"),
        ("dispatch_couriers.json", ASSIGN_COURIERS, "roster"),
        ("dispatch_wave.json", DECIDE_WAVE, "decision"),
        ("dispatch_simulate_waves.json", SIMULATE_WAVES, "simulation"),
        ("dispatch_week.json", PLAN_COURIER_WEEK, "plan"),
        ("dispatch_repair.json", REPAIR_PLAN, "plan"),
        ("dispatch_picking.json", PLAN_PICKING, "plan"),
        ("dispatch_sourcing.json", SOURCE_ORDERS, "plan"),
        ("dispatch_forecast.json", FORECAST_VOLUME, "forecast"),
    ],
)
def test_answered(name: str, planning: Planning[Message], field: str) -> None:
    problem = read_request(read(name)).checked()
    assert set(planning.solve(problem, Budget.work(50))) == {field, "search_report"}


def test_forecasts_fill_a_week() -> None:
    problem = read_request(read("dispatch_forecast.json")).checked()
    forecast = FORECAST_VOLUME.solve(problem, Budget.work(50))["forecast"]
    assert forecast.shifts  # type: ignore[attr-defined]
    week = read_request(read("dispatch_week.json")).checked()
    week = week.model_copy(
        update={
            "shifts": forecast.shifts,  # type: ignore[attr-defined]
            "fixed_shifts": (),
            "couriers": tuple(
                one.model_copy(update={"shift_wishes": (), "day_off_wishes": ()})
                for one in week.couriers
            ),
        }
    )
    assert set(PLAN_COURIER_WEEK.solve(week, Budget.work(50))) == {"plan", "search_report"}


def test_forecasts_tell_waves_what_to_expect() -> None:
    problem = read_request(read("dispatch_forecast.json")).checked()
    forecast = FORECAST_VOLUME.solve(problem, Budget.work(50))["forecast"]
    zones = forecast.zones  # type: ignore[attr-defined]
    day = read_request(read("dispatch_simulate_waves.json")).checked()
    day = day.model_copy(
        update={
            "expected_volumes": zones,
            "history": tuple(
                one.model_copy(update={"zone_id": zones[0].zone_id}) for one in day.history
            ),
        }
    )
    assert set(SIMULATE_WAVES.solve(day, Budget.work(50))) == {"simulation", "search_report"}
