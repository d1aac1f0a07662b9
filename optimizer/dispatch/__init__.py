"""Dispatch: when, and by whom. Docks with a timetable, jobs with couriers."""

from optimizer.dispatch.check import BrokenPlanError, Violation, check_plan
from optimizer.dispatch.couriers import assign_couriers
from optimizer.dispatch.docks import schedule_docks, warm
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
    UnassignedJob,
    UnscheduledDeparture,
)
from optimizer.dispatch.validate import cross_faults

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
    "UnassignedJob",
    "UnscheduledDeparture",
    "Violation",
    "assign_couriers",
    "check_plan",
    "cross_faults",
    "schedule_docks",
    "warm",
]
