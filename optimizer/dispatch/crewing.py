"""Who could drive which vehicle, decided before routes exist.

Routes must fit both the vehicle's shift and the hours of somebody who may drive it. Pairing
couriers with vehicles first, by the longest total time both are at work, gives every vehicle hours
that can be crewed; the final roster is made once the routes are known. An assignment problem,
solved exactly by the linear sum assignment of OR-Tools (Goldberg and Kennedy's cost scaling).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.graph.python import linear_sum_assignment

from optimizer.dispatch.model import Courier
from optimizer.shapes import TimeWindow


@dataclass(frozen=True, slots=True)
class VehicleShift:
    """When a vehicle may be on the road."""

    vehicle_id: str
    vehicle_kind: str
    window: TimeWindow


def crew_vehicles(
    shifts: Sequence[VehicleShift], couriers: Sequence[Courier]
) -> dict[str, TimeWindow]:
    """Vehicle id -> the hours in which a courier of its own can drive it.

    Vehicles for which no courier is left are missing from the answer. Each courier takes at most
    one vehicle. Ties are broken by position, so the answer is always the same.
    """
    size = max(len(shifts), len(couriers))
    if not shifts or not couriers:
        return {}
    overlap = np.zeros((size, size), dtype=np.int64)
    for row, shift in enumerate(shifts):
        for column, courier in enumerate(couriers):
            if courier.drives(shift.vehicle_kind):
                both = _overlap(shift.window, courier.shift_window)
                if both is not None:
                    overlap[row, column] = both.end_time_s - both.start_time_s
    assignment = linear_sum_assignment.SimpleLinearSumAssignment()
    rows, columns = np.divmod(np.arange(size * size), size)
    assignment.add_arcs_with_cost(rows, columns, overlap.max() - overlap.ravel())
    if assignment.solve() != assignment.OPTIMAL:  # every pair has an arc, so there is a solution
        raise AssertionError("pairing of vehicles and couriers found no assignment")
    crewed = {}
    for row, shift in enumerate(shifts):
        column = assignment.right_mate(row)
        if overlap[row, column] > 0:
            both = _overlap(shift.window, couriers[column].shift_window)
            if both is not None:
                crewed[shift.vehicle_id] = both
    return crewed


def _overlap(first: TimeWindow, second: TimeWindow) -> TimeWindow | None:
    start = max(first.start_time_s, second.start_time_s)
    end = min(first.end_time_s, second.end_time_s)
    return TimeWindow(start_time_s=start, end_time_s=end) if start < end else None
