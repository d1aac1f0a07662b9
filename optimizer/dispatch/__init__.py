"""Dispatch: when, and by whom. Docks with a timetable, jobs with couriers."""

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
    UnassignedJob,
    UnscheduledDeparture,
)
from optimizer.dispatch.validate import cross_faults

__all__ = [
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
    "UnassignedJob",
    "UnscheduledDeparture",
    "cross_faults",
]
