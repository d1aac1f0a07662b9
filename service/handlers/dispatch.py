"""DispatchService."""

from __future__ import annotations

from collections.abc import Mapping

from fulfillment.v1 import (
    courier_week_pb2,
    dispatch_pb2,
    forecast_pb2,
    repair_pb2,
    sourcing_pb2,
    waves_pb2,
)

from optimizer.budget import Budget
from optimizer.dispatch import (
    assign_couriers,
    decide_wave,
    forecast_volume,
    plan_courier_week,
    plan_picking,
    repair_plan,
    schedule_docks,
    simulate_waves,
    source_orders,
)
from optimizer.routing import plan_routes, sketch_routes
from optimizer.shapes import Shape
from service.handlers.call import Call, Tools
from service.handlers.planning import Planning, answer
from service.requests import (
    AssignCouriersRequest,
    DecideWaveRequest,
    ForecastVolumeRequest,
    PlanCourierWeekRequest,
    PlanPickingRequest,
    RepairPlanRequest,
    ScheduleDocksRequest,
    SimulateWavesRequest,
    SourceOrdersRequest,
)


class DispatchHandler:
    """Decides when and by whom."""

    def __init__(self, tools: Tools) -> None:
        self._tools = tools

    async def schedule_docks(
        self, request: dispatch_pb2.ScheduleDocksRequest, call: Call
    ) -> dispatch_pb2.ScheduleDocksResponse:
        """Puts departures on docks and time."""
        return await answer(SCHEDULE_DOCKS, request, call, self._tools)

    async def assign_couriers(
        self, request: dispatch_pb2.AssignCouriersRequest, call: Call
    ) -> dispatch_pb2.AssignCouriersResponse:
        """Gives routes to couriers."""
        return await answer(ASSIGN_COURIERS, request, call, self._tools)

    async def plan_picking(
        self, request: dispatch_pb2.PlanPickingRequest, call: Call
    ) -> dispatch_pb2.PlanPickingResponse:
        """Puts orders together for pickers."""
        return await answer(PLAN_PICKING, request, call, self._tools)

    async def plan_courier_week(
        self, request: courier_week_pb2.PlanCourierWeekRequest, call: Call
    ) -> courier_week_pb2.PlanCourierWeekResponse:
        """Fills the shifts of a week with couriers."""
        return await answer(PLAN_COURIER_WEEK, request, call, self._tools)

    async def decide_wave(
        self, request: waves_pb2.DecideWaveRequest, call: Call
    ) -> waves_pb2.DecideWaveResponse:
        """Decides which known orders leave now and which wait."""
        return await answer(DECIDE_WAVE, request, call, self._tools)

    async def simulate_waves(
        self, request: waves_pb2.SimulateWavesRequest, call: Call
    ) -> waves_pb2.SimulateWavesResponse:
        """Replays a day under several policies of dispatch."""
        return await answer(SIMULATE_WAVES, request, call, self._tools)

    async def repair_plan(
        self, request: repair_pb2.RepairPlanRequest, call: Call
    ) -> repair_pb2.RepairPlanResponse:
        """Repairs the plan of a running day after an event."""
        return await answer(REPAIR_PLAN, request, call, self._tools)

    async def source_orders(
        self, request: sourcing_pb2.SourceOrdersRequest, call: Call
    ) -> sourcing_pb2.SourceOrdersResponse:
        """Decides which warehouse serves each order line."""
        return await answer(SOURCE_ORDERS, request, call, self._tools)

    async def forecast_volume(
        self, request: forecast_pb2.ForecastVolumeRequest, call: Call
    ) -> forecast_pb2.ForecastVolumeResponse:
        """Forecasts the orders to expect per zone and hour."""
        return await answer(FORECAST_VOLUME, request, call, self._tools)


def _schedule_docks(problem: ScheduleDocksRequest, budget: Budget) -> Mapping[str, Shape]:
    found = schedule_docks(problem, budget)
    return {"schedule": found.schedule, "search_report": found.report}


def _assign_couriers(problem: AssignCouriersRequest, budget: Budget) -> Mapping[str, Shape]:
    found = assign_couriers(problem, budget)
    return {"roster": found.roster, "search_report": found.report}


def _plan_picking(problem: PlanPickingRequest, budget: Budget) -> Mapping[str, Shape]:
    found = plan_picking(problem, budget)
    return {"plan": found.plan, "search_report": found.report}


def _plan_courier_week(problem: PlanCourierWeekRequest, budget: Budget) -> Mapping[str, Shape]:
    found = plan_courier_week(problem, budget)
    return {"plan": found.plan, "search_report": found.report}


def _decide_wave(problem: DecideWaveRequest, budget: Budget) -> Mapping[str, Shape]:
    found = decide_wave(problem, budget, plan_routes, sketch_routes)
    return {"decision": found.decision, "search_report": found.report}


def _simulate_waves(problem: SimulateWavesRequest, budget: Budget) -> Mapping[str, Shape]:
    found = simulate_waves(problem, budget, plan_routes, sketch_routes)
    return {"simulation": found.simulation, "search_report": found.report}


def _repair_plan(problem: RepairPlanRequest, budget: Budget) -> Mapping[str, Shape]:
    found = repair_plan(problem, budget)
    return {"plan": found.plan, "search_report": found.report}


def _source_orders(problem: SourceOrdersRequest, budget: Budget) -> Mapping[str, Shape]:
    found = source_orders(problem, budget)
    return {"plan": found.plan, "search_report": found.report}


def _forecast_volume(problem: ForecastVolumeRequest, budget: Budget) -> Mapping[str, Shape]:
    found = forecast_volume(problem, budget)
    return {"forecast": found.forecast, "search_report": found.report}


SCHEDULE_DOCKS = Planning(dispatch_pb2.ScheduleDocksResponse, _schedule_docks, default_limit_s=5.0)
ASSIGN_COURIERS = Planning(
    dispatch_pb2.AssignCouriersResponse, _assign_couriers, default_limit_s=5.0
)
PLAN_PICKING = Planning(dispatch_pb2.PlanPickingResponse, _plan_picking, default_limit_s=5.0)
PLAN_COURIER_WEEK = Planning(
    courier_week_pb2.PlanCourierWeekResponse, _plan_courier_week, default_limit_s=10.0
)
DECIDE_WAVE = Planning(waves_pb2.DecideWaveResponse, _decide_wave, default_limit_s=10.0)
SIMULATE_WAVES = Planning(waves_pb2.SimulateWavesResponse, _simulate_waves, default_limit_s=60.0)
REPAIR_PLAN = Planning(repair_pb2.RepairPlanResponse, _repair_plan, default_limit_s=1.0)
SOURCE_ORDERS = Planning(sourcing_pb2.SourceOrdersResponse, _source_orders, default_limit_s=5.0)
FORECAST_VOLUME = Planning(
    forecast_pb2.ForecastVolumeResponse, _forecast_volume, default_limit_s=10.0
)
