"""Dispatch: when, and by whom. Docks with a timetable, jobs with couriers, orders with pickers."""

from optimizer.dispatch.check import BrokenPlanError, Violation, check_plan
from optimizer.dispatch.check_forecast import check_forecast
from optimizer.dispatch.check_picking import check_picking
from optimizer.dispatch.check_repair import check_repair
from optimizer.dispatch.check_sourcing import check_sourcing
from optimizer.dispatch.check_waves import check_wave
from optimizer.dispatch.check_week import check_courier_week
from optimizer.dispatch.courier_week import plan_courier_week
from optimizer.dispatch.couriers import assign_couriers
from optimizer.dispatch.docks import schedule_docks, warm_docks
from optimizer.dispatch.forecast import forecast_volume
from optimizer.dispatch.model import (
    Courier,
    CourierAnswer,
    CourierAssignment,
    CourierJob,
    CourierProblem,
    CourierRoster,
    Departure,
    Dock,
    DockAnswer,
    DockAssignment,
    DockProblem,
    DockSchedule,
    KindSetup,
    LoadFacts,
    LoadingPace,
    LoadingTeam,
    UnassignedJob,
    UnscheduledDeparture,
)
from optimizer.dispatch.picking import plan_picking, warm_picking
from optimizer.dispatch.picking_model import (
    LatePick,
    PickBatch,
    Picker,
    PickingAnswer,
    PickingLayout,
    PickingPace,
    PickingPlan,
    PickingPolicy,
    PickingProblem,
    PickingZone,
    PickLine,
    PickOrder,
    PickStop,
    UnbatchedOrder,
    VisitWeights,
)
from optimizer.dispatch.repair import repair_plan
from optimizer.dispatch.sourcing import source_orders
from optimizer.dispatch.validate import cross_faults
from optimizer.dispatch.wave_simulation import simulate_waves
from optimizer.dispatch.waves import decide_wave

__all__ = [
    "BrokenPlanError",
    "Courier",
    "CourierAnswer",
    "CourierAssignment",
    "CourierJob",
    "CourierProblem",
    "CourierRoster",
    "Departure",
    "Dock",
    "DockAnswer",
    "DockAssignment",
    "DockProblem",
    "DockSchedule",
    "KindSetup",
    "LatePick",
    "LoadFacts",
    "LoadingPace",
    "LoadingTeam",
    "PickBatch",
    "PickLine",
    "PickOrder",
    "PickStop",
    "Picker",
    "PickingAnswer",
    "PickingLayout",
    "PickingPace",
    "PickingPlan",
    "PickingPolicy",
    "PickingProblem",
    "PickingZone",
    "UnassignedJob",
    "UnbatchedOrder",
    "UnscheduledDeparture",
    "Violation",
    "VisitWeights",
    "assign_couriers",
    "check_courier_week",
    "check_forecast",
    "check_picking",
    "check_plan",
    "check_repair",
    "check_sourcing",
    "check_wave",
    "cross_faults",
    "decide_wave",
    "forecast_volume",
    "plan_courier_week",
    "plan_picking",
    "repair_plan",
    "schedule_docks",
    "simulate_waves",
    "source_orders",
    "warm",
]


def warm() -> None:
    """Compiles every kernel of the room, or loads it from the cache, with tiny problems."""
    warm_docks()
    warm_picking()
